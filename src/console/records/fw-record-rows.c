/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/records/fw-record-rows.h"

FwRecordRows *
fw_record_rows_new (guint number)
{
  FwRecordRows *self = g_new0 (FwRecordRows, 1);

  self->number = number;
  return self;
}

void
fw_record_rows_free (FwRecordRows *self)
{
  for (guint i = 0; i < FW_RECORD_ROWS_SIZE; i++)
    g_clear_object (&self->rows[i]);
  g_free (self);
}

FwRecordItem *
fw_record_rows_get (FwRecordRows *self, guint row)
{
  g_return_val_if_fail (row < FW_RECORD_ROWS_SIZE, NULL);

  if (self->rows[row] == NULL)
    self->rows[row] = fw_record_item_new (NULL);
  return self->rows[row];
}

void
fw_record_rows_fill (FwRecordRows *self, GPtrArray *records)
{
  for (guint i = 0; i < MIN (records->len, FW_RECORD_ROWS_SIZE); i++)
    fw_record_item_set_record (fw_record_rows_get (self, i), records->pdata[i]);
  self->loaded = TRUE;
}

void
fw_record_rows_set (FwRecordRows *self, FwRecordItem **items, guint n)
{
  g_return_if_fail (n <= FW_RECORD_ROWS_SIZE);

  for (guint i = 0; i < n; i++)
    g_set_object (&self->rows[i], items[i]);
  for (guint i = n; i < FW_RECORD_ROWS_SIZE; i++)
    g_clear_object (&self->rows[i]);
  self->loaded = TRUE;
}

gboolean
fw_record_rows_find (FwRecordRows *self, const char *id, guint *row)
{
  for (guint i = 0; i < FW_RECORD_ROWS_SIZE; i++)
    if (self->rows[i] != NULL && fw_record_item_get_record (self->rows[i]) != NULL &&
        g_str_equal (fw_record_item_get_id (self->rows[i]), id))
      {
        *row = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
fw_record_rows_is_held (FwRecordRows *self)
{
  for (guint i = 0; i < FW_RECORD_ROWS_SIZE; i++)
    if (self->rows[i] != NULL && G_OBJECT (self->rows[i])->ref_count > 1)
      return TRUE;
  return FALSE;
}

void
fw_record_rows_forget_texts (FwRecordRows *self)
{
  for (guint i = 0; i < FW_RECORD_ROWS_SIZE; i++)
    if (self->rows[i] != NULL)
      fw_record_item_forget_texts (self->rows[i]);
}

/* ---- what came, and what went ---- */

static gboolean
is_same (GPtrArray *before, gint64 old, GPtrArray *records, gint64 new, gboolean fills)
{
  FwRecordItem *item = before->pdata[old];

  if (fw_record_item_get_record (item) == NULL)
    return fills; /* where nothing moved a row that had not come takes what has */
  return g_str_equal (fw_record_item_get_id (item), fw_record_get_id (records->pdata[new]));
}

/* How many rows at the end of what is known of both are the same, @delta rows further on. */
static guint
count_tail (GPtrArray *before, GPtrArray *records, gint64 delta, guint head, guint *end)
{
  gint64 old = MIN ((gint64) before->len, (gint64) records->len - delta);
  guint same = 0;

  *end = (guint) MAX (old, (gint64) head);
  while (old - 1 >= head && old - 1 + delta >= head &&
         is_same (before, old - 1, records, old - 1 + delta, delta == 0))
    {
      old--;
      same++;
    }
  return same;
}

static FwRecordItem *
take_item (GHashTable *known, FwRecord *record)
{
  FwRecordItem *item = g_hash_table_lookup (known, fw_record_get_id (record));

  return item != NULL ? g_object_ref (item) : fw_record_item_new (record);
}

/* Items by id; the ids are those of the records of before. */
static GHashTable *
know (GPtrArray *before)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < before->len; i++)
    if (fw_record_item_get_record (before->pdata[i]) != NULL)
      g_hash_table_insert (known, g_strdup (fw_record_item_get_id (before->pdata[i])),
                           before->pdata[i]);
  return known;
}

GPtrArray *
fw_record_rows_match (
    GPtrArray *before, GPtrArray *records, guint behind, gint64 delta, FwRecordShift *shift)
{
  g_autoptr (GHashTable) known = NULL;
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  guint head = 0, end, tail;
  gint64 position, removed, added;

  g_return_val_if_fail (before != NULL && records != NULL && shift != NULL, rows);

  while (head < MIN (before->len, records->len) &&
         is_same (before, head, records, head, delta == 0))
    head++;
  tail = count_tail (before, records, delta, head, &end);
  removed = (gint64) end - tail - head;
  added = removed + delta;
  if (added < 0)
    {
      removed -= added;
      added = 0;
    }
  position = MIN ((gint64) head, (gint64) before->len + behind - removed);
  *shift = (FwRecordShift){ (gint) position, (guint) removed, (guint) added };

  known = know (before);
  for (guint i = 0; i < records->len; i++)
    {
      FwRecordItem *item =
          i < head ? g_object_ref (before->pdata[i]) : take_item (known, records->pdata[i]);

      /* One that fills a row is not known by its id yet. */
      if (i >= head && delta == 0 && i >= end - tail && i < end)
        g_set_object (&item, before->pdata[i]);
      fw_record_item_set_record (item, records->pdata[i]);
      g_ptr_array_add (rows, item);
    }
  return rows;
}
