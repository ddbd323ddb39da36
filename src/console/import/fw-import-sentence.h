/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/import/fw-inspection.h"

G_BEGIN_DECLS

/** What the page of an import says; each returns (transfer full), translated. */

/** fw_import_sentence_done: that a file is in, or how much of it is; @report: REPORT */
char *fw_import_sentence_done (const char *name, JsonObject *report);
/** fw_import_sentence_refused: (nullable): why nothing of a file can be taken as it is. What only
 * the reading knows is said in its words. */
char *fw_import_sentence_refused (const FwInspection *inspection, gint64 accepted, gint64 rejected);
/** fw_import_sentence_button: what the button does that takes the file, and what becomes of lines
 * that are rejected. */
char *fw_import_sentence_button (gint64 accepted, gint64 rejected);

G_END_DECLS
