/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/quality/fw-checklist.h"

G_BEGIN_DECLS

/** Data of a row: the id of its step. */
#define FW_CHECKLIST_ROW_STEP "fw-step"

/** fw_checklist_row_new: a step of a case, who ticked it and when, or what it still needs. @step:
 * of the kind "checklist-step". Returns: (transfer floating) */
GtkWidget *fw_checklist_row_new (const FwRecord *step, const FwChecklistJudged *judged);

/** fw_checklist_row_set_margins: those within a row, for headings between them too. */
void fw_checklist_row_set_margins (GtkWidget *widget);

G_END_DECLS
