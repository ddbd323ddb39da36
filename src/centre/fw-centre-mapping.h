/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"

G_BEGIN_DECLS

/**
 * Kept mappings (records of the kind "mapping"): how the files of a source are read, by a name.
 */

/**
 * fw_centre_find_mapping: @name: its id, else its name where only one has it
 * Returns: (transfer full): FW_ERROR_NOT_FOUND when there is none, FW_ERROR_INVALID when several
 * have that name
 */
FwRecord *fw_centre_find_mapping (FwCentre *self, FwScope *scope, const char *name, GError **error);

/** fw_centre_find_last_mapping: the one that was used last for files of @format from @source.
 * @mapping: (out) (transfer full) (nullable): NULL: none is kept. Returns: FALSE with the store's
 * error. */
gboolean fw_centre_find_last_mapping (FwCentre *self,
                                      FwScope *scope,
                                      const char *format,
                                      const char *source,
                                      FwRecord **mapping,
                                      GError **error);

/** fw_centre_mark_mapping: it was used at @now (µs UTC): the one of a source that was used last is
 * what is proposed next time. */
gboolean fw_centre_mark_mapping (
    FwCentre *self, FwScope *scope, FwRecord *mapping, gint64 now, GError **error);

G_END_DECLS
