/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre-why.h"

G_BEGIN_DECLS

/** fw_watch_find_zone: the clock of the site that @watch is about, of the first one where it is
 * about all. Returns: (transfer none): belongs to @directory. */
FwZone *fw_watch_find_zone (const FwRecord *watch, FwDirectory *directory);

/**
 * fw_centre_ask_watch:
 * Asks what @watch asks of @from to @to, as somebody who may see everything: what it finds is shown
 * to those alone who may see its site and team.
 * Returns: (transfer full): NULL also with FW_ERROR_INVALID where its filters name nothing that
 * there is.
 */
FwWhyAnswer *fw_centre_ask_watch (FwCentre *self,
                                  const FwRecord *watch,
                                  gint64 from,
                                  gint64 to,
                                  gint64 now,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
