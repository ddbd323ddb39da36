/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "console/records/fw-record-item.h"

G_BEGIN_DECLS

/**
 * FwRecordList:
 * All records of a kind that the scope may see, as they were last heard: kept ones at once, then
 * the server's, then again whenever somebody writes one. One for a client and kind, shared by
 * table, choosers and palette. Properties: "as-of" (int64 µs UTC; 0 nothing yet), "loading"
 * (boolean), "large" (boolean): there are so many that none is held, and FwRecordPages shows them.
 * Signals: "changed", "failed" (GError).
 */
#define FW_TYPE_RECORD_LIST (fw_record_list_get_type ())
G_DECLARE_FINAL_TYPE (FwRecordList, fw_record_list, FW, RECORD_LIST, GObject)

/** fw_record_list_get: Returns: (transfer none): the list of @client, made when first asked for. */
FwRecordList *fw_record_list_get (FwClient *client, const FwKind *kind);
const FwKind *fw_record_list_get_kind (FwRecordList *self);
GListModel *fw_record_list_get_items (FwRecordList *self); /* (transfer none): of FwRecordItem */
FwRecordItem *fw_record_list_find (FwRecordList *self,
                                   const char *id); /* (transfer none) (nullable) */
gint64 fw_record_list_get_as_of (FwRecordList *self);
gboolean fw_record_list_is_loading (FwRecordList *self);
gboolean fw_record_list_is_large (FwRecordList *self);
void fw_record_list_refresh (FwRecordList *self);
/** fw_record_list_put, _remove: what this desk wrote itself, before the server's word of it comes
 * round. */
void fw_record_list_put (FwRecordList *self, FwRecord *record);
void fw_record_list_remove (FwRecordList *self, const char *id);

/** fw_record_list_title: an FwTitleFunc; @client: FwClient. */
const char *fw_record_list_title (const char *kind, const char *id, gpointer client);

G_END_DECLS
