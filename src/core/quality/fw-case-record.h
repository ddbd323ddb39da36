/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** fw_case_grade: 1 to 3, by impact and urgency ("high", "medium", "low"); 1 in any case with a
 * threat, 2 at least when it was raised before. */
guint fw_case_grade (const char *impact, const char *urgency, gboolean threat, gboolean repeated);

/** fw_case_derive: grade, hand-offs between departments and the age of a return, of a record that
 * is to stand where @stored (nullable) does. */
void fw_case_derive (const FwRecord *stored, FwRecord *record);

/** fw_case_check: what must agree in a case. */
gboolean fw_case_check (const FwRecord *record, GError **error);

G_END_DECLS
