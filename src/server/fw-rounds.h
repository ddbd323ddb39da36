/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwRounds: calls a function again and again on a thread of its own, until it is freed: what
 * keepers stand on that look around from time to time. */
typedef struct _FwRounds FwRounds;

typedef void (*FwRoundsFunc) (gpointer data);

/**
 * fw_rounds_new: begins at once.
 * @name: of the thread, at most 15 characters
 * @first: µs until the first call
 * @every: µs from the end of a call until the next begins
 */
FwRounds *
fw_rounds_new (const char *name, gint64 first, gint64 every, FwRoundsFunc func, gpointer data);

/** fw_rounds_wake: the next call begins at once, or when the one that runs has ended. */
void fw_rounds_wake (FwRounds *self);

/** fw_rounds_free: when it returns, no call runs any more, and none will. @self: (nullable). */
void fw_rounds_free (FwRounds *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRounds, fw_rounds_free)

G_END_DECLS
