/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/records/fw-record-list.h"

G_BEGIN_DECLS

/** Records of the kind "mapping": how the files of a source are read. */

/** fw_kept_mapping_fits: whether it is for such files of this source. */
gboolean fw_kept_mapping_fits (FwRecord *record, const char *format, const char *source);
/** fw_kept_mapping_find_last: Returns: (transfer none) (nullable): the one that was used last. */
FwRecord *fw_kept_mapping_find_last (FwRecordList *list, const char *format, const char *source);

/**
 * fw_kept_mapping_make: the record to write, as used just now.
 * @name: what it is called; that of a mapping of the source changes it, any other makes a new one
 * @json: (nullable): the mapping; NULL leaves it as it is
 * Returns: (transfer full) (nullable): NULL where there is nothing to keep
 */
FwRecord *fw_kept_mapping_make (
    FwRecordList *list, const char *format, const char *source, const char *name, const char *json);

G_END_DECLS
