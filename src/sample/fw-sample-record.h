/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** Records of a sample as they are written down in its code: what is wrong there ends the program.
 */

/** fw_sample_add_record: appends a new one with its fallbacks. @name: (nullable). Returns:
 * (transfer none). */
FwRecord *
fw_sample_add_record (GPtrArray *records, const char *kind, const char *id, const char *name);
/** fw_sample_set: a field from its CSV text. */
void fw_sample_set (FwRecord *record, const char *name, const char *text);
void fw_sample_set_date (FwRecord *record, const char *name, gint32 date);
void fw_sample_set_clock (FwRecord *record, const char *name, guint minutes);

G_END_DECLS
