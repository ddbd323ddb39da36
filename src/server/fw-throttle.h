/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FwThrottle:
 * Slows repeated failures of one key (an account at an address, an address, a device): after @free
 * failures each further one doubles the wait, up to @max_wait seconds. One failure is forgiven each
 * @forgive seconds, all after an hour without one. Safe from any thread. The table is bounded: the
 * key whose last failure is longest ago makes room.
 */
typedef struct _FwThrottle FwThrottle;

/** fw_throttle_new: @forgive: seconds; 0: none is forgiven before the hour. */
FwThrottle *fw_throttle_new (guint free_failures, guint max_wait, guint forgive);
void fw_throttle_free (FwThrottle *self);

/** fw_throttle_get_wait: Returns: seconds until @key may try again; 0: now. @now: µs, monotonic. */
guint fw_throttle_get_wait (FwThrottle *self, const char *key, gint64 now);
/** fw_throttle_count: an attempt has failed. */
void fw_throttle_count (FwThrottle *self, const char *key, gint64 now);
void fw_throttle_forget (FwThrottle *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwThrottle, fw_throttle_free)

G_END_DECLS
