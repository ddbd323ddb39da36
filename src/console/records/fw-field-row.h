/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/records/fw-record-list.h"

G_BEGIN_DECLS

/**
 * FwFieldRow:
 * A field of a record in a form: its control follows from its type. Signal "changed": a person
 * changed it.
 */
#define FW_TYPE_FIELD_ROW (fw_field_row_get_type ())
G_DECLARE_FINAL_TYPE (FwFieldRow, fw_field_row, FW, FIELD_ROW, GObject)

/** fw_field_row_new: @field: -1 for the id; @writable: FALSE shows the value only. */
FwFieldRow *fw_field_row_new (FwClient *client, const FwKind *kind, gint field, gboolean writable);
/** fw_field_row_attach: puts label, control and hint into a two-column grid. Returns: the next free
 * line. */
int fw_field_row_attach (FwFieldRow *self, GtkGrid *grid, int line);
gint fw_field_row_get_field (FwFieldRow *self);
/** fw_field_row_show: shows what @record holds, without "changed". */
void fw_field_row_show (FwFieldRow *self, const FwRecord *record);
/** fw_field_row_store: writes what is shown into @record; FALSE with FW_ERROR_INVALID when it is no
 * value of the field. */
gboolean fw_field_row_store (FwFieldRow *self, FwRecord *record, GError **error);
/** fw_field_row_check: writes what is shown into @record and checks it by itself. Returns: FALSE
 * when it is not accepted; what would be stands at the field then. */
gboolean fw_field_row_check (FwFieldRow *self, FwRecord *record);
/** fw_field_row_set_error: @sentence: (nullable): under the control, in place of the hint. */
void fw_field_row_set_error (FwFieldRow *self, const char *sentence);
/** fw_field_row_is_typed: whether its value is typed, letter by letter, and not chosen. */
gboolean fw_field_row_is_typed (FwFieldRow *self);
/** fw_field_row_set_activates_default: Enter in it answers the dialog that it stands in. */
void fw_field_row_set_activates_default (FwFieldRow *self);
/** fw_field_row_focus: Returns: FALSE when nothing can be typed or chosen there. */
gboolean fw_field_row_focus (FwFieldRow *self);
/** fw_field_row_set_text: proposes the id, without "changed". */
void fw_field_row_set_text (FwFieldRow *self, const char *text);
/** fw_field_row_get_text: the text of the id's entry. */
const char *fw_field_row_get_text (FwFieldRow *self);

G_END_DECLS
