/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/kind/fw-record.h"
#include "core/people/fw-directory.h"

G_BEGIN_DECLS

/** FwRecordItem: a row of records. Property "record" (boxed as pointer, notified): values change in
 * place, the row stays. */
#define FW_TYPE_RECORD_ITEM (fw_record_item_get_type ())
G_DECLARE_FINAL_TYPE (FwRecordItem, fw_record_item, FW, RECORD_ITEM, GObject)

/** FwTitleFunc: Returns: (nullable): what a record of another kind is called. */
typedef const char *(*FwTitleFunc) (const char *kind, const char *id, gpointer user_data);

/** fw_record_item_new: @record: (nullable): NULL: a row of a long list that has not come yet. */
FwRecordItem *fw_record_item_new (FwRecord *record);
FwRecord *fw_record_item_get_record (FwRecordItem *self); /* (nullable) */
const char *fw_record_item_get_id (FwRecordItem *self);   /* "" of a row that has not come yet */
void fw_record_item_set_record (FwRecordItem *self, FwRecord *record);

/** fw_record_item_get_title: what the record is called; its id when its title field is empty. */
const char *fw_record_item_get_title (FwRecordItem *self);
/** fw_record_item_get_text: a field as a person reads it. @field -1: the id. Kept until the record
 * or a title changes. */
const char *
fw_record_item_get_text (FwRecordItem *self, gint field, FwTitleFunc title, gpointer user_data);
/** fw_record_item_forget_texts: titles have changed. */
void fw_record_item_forget_texts (FwRecordItem *self);
/** fw_record_item_compare: by a field, in the order of the locale. */
int fw_record_item_compare (
    FwRecordItem *a, FwRecordItem *b, gint field, FwTitleFunc title, gpointer user_data);
/** fw_record_item_matches: whether every word of @folded (case folded) occurs in some field. */
gboolean fw_record_item_matches (FwRecordItem *self,
                                 const char *folded,
                                 FwTitleFunc title,
                                 gpointer user_data);

/** fw_record_find_policy: Returns: (nullable): the policy that a record of a kind with policies is
 * about; @value: (out): NaN where it has none yet. NULL for every other record. */
const FwPolicy *fw_record_find_policy (const FwRecord *record, double *value);

/** fw_record_format_field: Returns: (transfer full): the same for a record that is no row. */
char *
fw_record_format_field (const FwRecord *record, gint field, FwTitleFunc title, gpointer user_data);

G_END_DECLS
