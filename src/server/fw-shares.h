/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FwShares:
 * Bytes of memory that many take from: so many for all, and for each of them a share that is less,
 * so that one alone never leaves the others without. Reference counted; safe from any thread.
 */
typedef struct _FwShares FwShares;

/** fw_shares_new: @total, @each: bytes. */
FwShares *fw_shares_new (gsize total, gsize each);
FwShares *fw_shares_ref (FwShares *self);
void fw_shares_unref (FwShares *self);

/** fw_shares_take: @who: an account, or an address where nobody has signed in. Returns: FALSE when
 * there is no room for @bytes more; then nothing was taken. */
gboolean fw_shares_take (FwShares *self, const char *who, gsize bytes);
/** fw_shares_force: takes @bytes whether there is room or not: of what is too small to be refused.
 */
void fw_shares_force (FwShares *self, const char *who, gsize bytes);
/** fw_shares_give_back: @bytes at most what @who has taken. */
void fw_shares_give_back (FwShares *self, const char *who, gsize bytes);

/** fw_shares_get_taken: by all. */
gsize fw_shares_get_taken (FwShares *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwShares, fw_shares_unref)

G_END_DECLS
