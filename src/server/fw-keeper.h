/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-records.h"

G_BEGIN_DECLS

/** FwKeeper: keeps what is computed of all records until one is written, so that filtering, sorting
 * and paging read nothing. Safe from any thread. */
typedef struct _FwKeeper FwKeeper;

/**
 * FwKeeperMake: computes it anew. Only one runs at a time.
 * @whole: sees every record
 * @since: the change up to which it was computed before; 0: never
 * Returns: (transfer full): NULL: the store does not answer
 */
typedef gpointer (*FwKeeperMake) (
    FwRecords *records, FwScope *whole, gint64 since, gpointer data, GError **error);

/** fw_keeper_new: @records, @data: must outlive it; @ref, @unref: of what is kept. */
FwKeeper *fw_keeper_new (
    FwRecords *records, FwKeeperMake make, gpointer data, GBoxedCopyFunc ref, GDestroyNotify unref);
void fw_keeper_free (FwKeeper *self);

/** fw_keeper_get: Returns: (transfer full): as of the last change; NULL: the store does not answer.
 */
gpointer fw_keeper_get (FwKeeper *self, GError **error);

G_END_DECLS
