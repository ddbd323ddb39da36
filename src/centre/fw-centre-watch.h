/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre-why.h"

G_BEGIN_DECLS

/** fw_watch_find_zone: the clock of the site that @watch is about, of the first one where it is
 * about all. Returns: (transfer none): belongs to @directory. */
FwZone *fw_watch_find_zone (const FwRecord *watch, FwDirectory *directory);

/**
 * fw_centre_ask_watch:
 * @scope: the scope in which it is asked: what lies outside is in no figure and no cause
 * Asks what @watch asks of @from to @to.
 * Returns: (transfer full): NULL also with FW_ERROR_INVALID where its filters name nothing that
 * there is.
 */
FwWhyAnswer *fw_centre_ask_watch (FwCentre *self,
                                  FwScope *scope,
                                  const FwRecord *watch,
                                  gint64 from,
                                  gint64 to,
                                  gint64 now,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
