/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FwQuota:
 * Places that are shared so that nobody can take all of them. One key may hold as many as a part of
 * those that are free at that moment: much while there is room, little when many want some. The
 * last eighth is for the first two of each key, so that who holds none finds one however many
 * others take what they may. Safe from any thread.
 */
typedef struct _FwQuota FwQuota;

#define FW_QUOTA_FIRST 2

/** fw_quota_new: @part: 1: a key may hold as many as are free, so half of all when it is alone; 8:
 * an eighth of those that are free. */
FwQuota *fw_quota_new (guint total, guint part);
void fw_quota_free (FwQuota *self);

/** fw_quota_take: FALSE: @key holds its share already. */
gboolean fw_quota_take (FwQuota *self, const char *key);
/** fw_quota_give_back: what fw_quota_take() gave. */
void fw_quota_give_back (FwQuota *self, const char *key);
guint fw_quota_get_taken (FwQuota *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwQuota, fw_quota_free)

G_END_DECLS
