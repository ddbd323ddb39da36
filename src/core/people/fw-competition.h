/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/* Records of a call for a post: competition, application, panel-score. */

/** fw_quarter_parse: @text: (nullable): as "2026 Q4". @first: (out): its first day. Returns: FALSE:
 * it is none. */
gboolean fw_quarter_parse (const char *text, gint32 *first);
/** fw_quarter_format: the quarter of a day. Returns: (transfer full). */
char *fw_quarter_format (gint32 day);

/** fw_competition_check: rules across fields (FwKind.check). */
gboolean fw_competition_check (const FwRecord *record, GError **error);
/** fw_competition_arrange: what it is called (FwKindArrange). */
void fw_competition_arrange (const FwRecord *stored, FwRecord *record, const FwKindLook *look);
/** fw_application_arrange: what it is called (FwKindArrange). */
void fw_application_arrange (const FwRecord *stored, FwRecord *record, const FwKindLook *look);
/** fw_panel_score_derive: it is closed to others (FwKind.derive). */
void fw_panel_score_derive (const FwRecord *stored, FwRecord *record);

G_END_DECLS
