/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/records/fw-record-item.h"

G_BEGIN_DECLS

#define FW_RECORD_ROWS_SIZE 200

/** FwRecordRows: the rows of one page of a long list. */
typedef struct
{
  guint number;    /* of the page */
  guint used;      /* when it was looked at, by the list's clock */
  gboolean loaded; /* the rows are those of the server, as far as the desk knows */
  FwRecordItem *rows[FW_RECORD_ROWS_SIZE]; /* NULL: not looked at yet */
} FwRecordRows;

FwRecordRows *fw_record_rows_new (guint number);
void fw_record_rows_free (FwRecordRows *self);

/** fw_record_rows_get: Returns: (transfer none): without a record while it has not come. */
FwRecordItem *fw_record_rows_get (FwRecordRows *self, guint row);
/** fw_record_rows_fill: the records that have come for the rows, in place. */
void fw_record_rows_fill (FwRecordRows *self, GPtrArray *records);
/** fw_record_rows_set: these items are the first @n rows. */
void fw_record_rows_set (FwRecordRows *self, FwRecordItem **items, guint n);
gboolean fw_record_rows_find (FwRecordRows *self, const char *id, guint *row);
/** fw_record_rows_is_held: whether anybody else holds one of the rows: it is shown or selected. */
gboolean fw_record_rows_is_held (FwRecordRows *self);
void fw_record_rows_forget_texts (FwRecordRows *self);

/** FwRecordShift: where a list changed: what GListModel tells. */
typedef struct
{
  gint position; /* before the part where rows went before it */
  guint removed, added;
} FwRecordShift;

/**
 * fw_record_rows_match: a part of a list came anew.
 * @before: FwRecordItem, the part as it was
 * @records: FwRecord, as it is now
 * @behind: rows of the list that stood behind the part
 * @delta: by how much the whole list is longer; rows may have come or gone before the part, in it
 * or behind it
 * @shift: (out): the change that makes the one of the other, counted from the begin of the part
 * Returns: (transfer full): FwRecordItem for @records; those of rows that stay are the same.
 */
GPtrArray *fw_record_rows_match (
    GPtrArray *before, GPtrArray *records, guint behind, gint64 delta, FwRecordShift *shift);

G_END_DECLS
