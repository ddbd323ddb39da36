/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "console/records/fw-record-rows.h"

G_BEGIN_DECLS

/**
 * FwRecordPages:
 * A list of FwRecordItem, as long as the server says, of which the desk holds the pages that were
 * looked at. Order and filter are the server's. A row that has not come yet is there without a
 * record; it gets one in place.
 *
 * What others write is asked for again about the rows that were looked at last; rows that stay keep
 * their item, so selection and place stay. Signals: "changed", "failed" (GError).
 */
#define FW_TYPE_RECORD_PAGES (fw_record_pages_get_type ())
G_DECLARE_FINAL_TYPE (FwRecordPages, fw_record_pages, FW, RECORD_PAGES, GObject)

#define FW_RECORD_PAGES_SIZE FW_RECORD_ROWS_SIZE

FwRecordPages *fw_record_pages_new (FwClient *client, const FwKind *kind);

/**
 * fw_record_pages_ask: asks anew. @conditions: as in a query, each with "&" before it, escaped:
 * "&where.team=a". @order: (nullable): one of the orders of the kind. The rows of before stay until
 * the answer has come.
 */
void fw_record_pages_ask (FwRecordPages *self,
                          const char *conditions,
                          const char *order,
                          gboolean descending);
/** fw_record_pages_refresh: what is looked at, and how many there are, once more. */
void fw_record_pages_refresh (FwRecordPages *self);
/** fw_record_pages_put: this desk has written @record. */
void fw_record_pages_put (FwRecordPages *self, FwRecord *record);

/** fw_record_pages_find: among the rows that have come. Returns: (transfer none) (nullable) */
FwRecordItem *fw_record_pages_find (FwRecordPages *self, const char *id, guint *position);
/** fw_record_pages_get_loaded: Returns: (transfer full): the rows that were looked at last and have
 * come, one after the other. */
GListModel *fw_record_pages_get_loaded (FwRecordPages *self);
/** fw_record_pages_forget_texts: titles have changed. */
void fw_record_pages_forget_texts (FwRecordPages *self);

gboolean fw_record_pages_is_loading (FwRecordPages *self); /* nothing has been answered yet */
gboolean fw_record_pages_is_counted (FwRecordPages *self); /* FALSE: there are more than rows yet */
gint64 fw_record_pages_get_as_of (FwRecordPages *self);    /* µs UTC; 0: never */

G_END_DECLS
