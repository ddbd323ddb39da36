/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "core/cube/fw-segment.h"

/* Rows by arrival, and what is found by that or by key. */

typedef struct
{
  guint32 offset;
  guint32 row;
  guint64 key;
  guint64 ledger;
  guint outcome; /* answered last */
} Order;

static Order
make_order (FwSegment *self, guint32 row)
{
  guint outcome = fw_column_get (&self->columns[FW_COLUMN_FLAGS], row) & 7;

  return (Order){ .offset = fw_segment_get_offset (self, row),
                  .row = row,
                  .key = fw_column_get (&self->columns[FW_COLUMN_KEY], row),
                  .ledger = fw_column_get (&self->columns[FW_COLUMN_LEDGER], row),
                  .outcome = outcome == FW_OUTCOME_ANSWERED ? G_MAXUINT : outcome };
}

/* By what the rows are, as far as that tells: the position in the ledger depends on the order in
 * which events came. Of one contact's rows in one moment the answered one is the last. */
static int
compare_order (gconstpointer a, gconstpointer b)
{
  const Order *left = a, *right = b;

  if (left->offset != right->offset)
    return left->offset < right->offset ? -1 : 1;
  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;
  if (left->outcome != right->outcome)
    return left->outcome < right->outcome ? -1 : 1;
  if (left->ledger != right->ledger)
    return left->ledger < right->ledger ? -1 : 1;
  return left->row < right->row ? -1 : left->row > right->row;
}

static void
reorder (FwColumn *column, const Order *order, guint n_rows)
{
  FwColumn sorted = { .width = column->width };

  if (column->width == 0)
    return;

  sorted.data = g_malloc_n (n_rows, column->width);
  for (guint row = 0; row < n_rows; row++)
    fw_column_store (&sorted, row, fw_column_get (column, order[row].row));
  fw_column_clear (column);
  *column = sorted;
}

void
fw_segment_sort (FwSegment *self)
{
  g_autofree Order *order = g_new (Order, self->n_rows);
  gboolean sorted = TRUE;

  for (guint32 row = 0; row < self->n_rows; row++)
    {
      order[row] = make_order (self, row);
      sorted = sorted && (row == 0 || compare_order (&order[row - 1], &order[row]) < 0);
    }
  if (sorted)
    return;

  qsort (order, self->n_rows, sizeof *order, compare_order);
  for (guint i = 0; i < FW_N_COLUMNS; i++)
    reorder (&self->columns[i], order, self->n_rows);
  self->n_allocated = self->n_rows;
  fw_segment_forget_index (self);
}

static gboolean
is_later (FwSegment *self, guint32 row, guint32 other)
{
  Order a = make_order (self, row), b = make_order (self, other);

  return compare_order (&a, &b) > 0;
}

guint32
fw_segment_find (FwSegment *self, guint64 key)
{
  for (guint32 row = self->n_indexed; row < self->n_rows; row++)
    {
      guint64 row_key = fw_column_get (&self->columns[FW_COLUMN_KEY], row);
      guint32 other = fw_table_find (&self->key_index, row_key);

      if (other == FW_TABLE_NONE || is_later (self, row, other))
        fw_table_set (&self->key_index, row_key, row);
    }
  self->n_indexed = self->n_rows;

  return fw_table_find (&self->key_index, key);
}

guint32
fw_segment_find_row (const FwSegment *self, guint32 row, guint32 end, guint32 offset)
{
  while (row < end)
    {
      guint32 middle = row + (end - row) / 2;

      if (fw_segment_get_offset (self, middle) < offset)
        row = middle + 1;
      else
        end = middle;
    }
  return row;
}

guint32
fw_segment_find_at (FwSegment *self, gint64 at, guint64 key)
{
  const gint64 from = (at / FW_SECOND * FW_SECOND - self->from) / 1000, to = from + 999;
  guint32 found = FW_TABLE_NONE;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const FwBlock *block = &g_array_index (self->blocks, FwBlock, i);
      guint32 row = i * FW_BLOCK_ROWS, end = MIN (row + FW_BLOCK_ROWS, self->n_rows);

      if (block->first > to || block->last < from)
        continue;
      if (block->sorted)
        row = fw_segment_find_row (self, row, end, (guint32) MAX (from, 0));
      for (; row < end; row++)
        {
          guint32 offset = fw_segment_get_offset (self, row);

          if (block->sorted && offset > to)
            break;
          if (offset >= from && offset <= to &&
              fw_column_get (&self->columns[FW_COLUMN_KEY], row) == key &&
              (found == FW_TABLE_NONE || is_later (self, row, found)))
            found = row;
        }
    }
  return found;
}

void
fw_segment_forget_index (FwSegment *self)
{
  fw_table_clear (&self->key_index);
  self->n_indexed = 0;
}
