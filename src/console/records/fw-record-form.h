/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/records/fw-record-list.h"

G_BEGIN_DECLS

/**
 * FwRecordForm:
 * One record, a line a field, with undo and redo, and who changed what; of a kind with a flow,
 * where it stands and its moves. Signals: "save", "delete", "close", "move" (as "chosen" of
 * FwRecordMoves): the page does it. Property "dirty" (boolean).
 */
#define FW_TYPE_RECORD_FORM (fw_record_form_get_type ())
G_DECLARE_FINAL_TYPE (FwRecordForm, fw_record_form, FW, RECORD_FORM, AdwBin)

void fw_record_form_bind (FwRecordForm *self, FwClient *client, const FwKind *kind);
/** fw_record_form_edit: @record: (nullable): NULL empties the form; revision 0 is a new one. What
 * was typed is given up. */
void fw_record_form_edit (FwRecordForm *self, FwRecord *record);
/** fw_record_form_set_describe: @describe: (nullable): what a record asks, in sentences, (transfer
 * full); they stand above its fields, with the way to the answer. */
void fw_record_form_set_describe (FwRecordForm *self,
                                  char *(*describe) (const FwRecord *record, FwClient *client));
/** fw_record_form_names_changed: what another record is called has come or changed. */
void fw_record_form_names_changed (FwRecordForm *self);
FwRecord *fw_record_form_get_record (FwRecordForm *self); /* (nullable): the one it stands on */
gboolean fw_record_form_is_dirty (FwRecordForm *self);
/** fw_record_form_get_draft: Returns: (transfer full): what is shown, checked; NULL: the error
 * stands at its field. */
FwRecord *fw_record_form_get_draft (FwRecordForm *self);
/** fw_record_form_show_error: @field: (nullable): name of the field it is about; else it stands
 * above the form. */
void fw_record_form_show_error (FwRecordForm *self, const char *field, const char *sentence);
/** fw_record_form_set_notice: (nullable): a quiet word above the form: "waits for the server". */
void fw_record_form_set_notice (FwRecordForm *self, const char *text);
void fw_record_form_set_busy (FwRecordForm *self, gboolean busy);
/** fw_record_form_focus: into the first field that can be changed; never onto a button. */
void fw_record_form_focus (FwRecordForm *self);
/** fw_record_form_undo: Returns: FALSE when nothing of this form is to be taken back. */
gboolean fw_record_form_undo (FwRecordForm *self);
void fw_record_form_redo (FwRecordForm *self);

G_END_DECLS
