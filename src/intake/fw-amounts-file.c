/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-amounts-file.h"

#include <math.h>

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "core/staffing/fw-forecast.h"
#include "intake/people/fw-named-rows.h"

#define MOST_AMOUNT 1e9

enum
{
  COLUMN_DATE,
  COLUMN_SLOT,
  COLUMN_AMOUNT,
  COLUMN_QUEUE,
  N_COLUMNS
};

typedef struct
{
  guint queue;
  gint32 date;
  guint slot;
  double amount;
} Cell;

typedef struct
{
  GHashTable *codes; /* char* -> GUINT_TO_POINTER (code + 1) */
  GPtrArray *names;
  GArray *cells; /* Cell */
  guint most_slot;
  gboolean has_queues;
} Reader;

static guint
find_queue (Reader *self, FwText name)
{
  g_autofree char *key = fw_text_dup (name);
  guint code = GPOINTER_TO_UINT (g_hash_table_lookup (self->codes, key));

  if (code > 0)
    return code - 1;
  g_ptr_array_add (self->names, g_strdup (key));
  g_hash_table_insert (self->codes, g_steal_pointer (&key), GUINT_TO_POINTER (self->names->len));
  return self->names->len - 1;
}

static void
add_row (FwNamedRows *rows, gpointer user_data)
{
  Reader *self = user_data;
  Cell cell = { 0 };
  double slot;
  gboolean good = fw_named_rows_get_date (rows, COLUMN_DATE, &cell.date);

  good = fw_named_rows_get_number (rows, COLUMN_SLOT, 0, FW_FORECAST_MOST_SLOTS - 1, &slot) && good;
  good = fw_named_rows_get_number (rows, COLUMN_AMOUNT, 0, MOST_AMOUNT, &cell.amount) && good;
  if (!good)
    return;
  cell.slot = (guint) slot;
  if (cell.slot != slot)
    {
      fw_named_rows_complain (rows, "slot", "expected a whole number");
      return;
    }
  self->has_queues = fw_named_rows_find (rows, COLUMN_QUEUE) != G_MAXUINT;
  cell.queue = find_queue (self, self->has_queues ? fw_named_rows_get (rows, COLUMN_QUEUE)
                                                  : FW_TEXT_LITERAL (""));
  self->most_slot = MAX (self->most_slot, cell.slot);
  g_array_append_val (self->cells, cell);
}

static int
compare_cells (gconstpointer a, gconstpointer b)
{
  const Cell *x = a, *y = b;

  if (x->queue != y->queue)
    return x->queue < y->queue ? -1 : 1;
  if (x->date != y->date)
    return x->date < y->date ? -1 : 1;
  return x->slot < y->slot ? -1 : x->slot > y->slot;
}

static void
free_series (gpointer data)
{
  FwAmountSeries *self = data;

  g_free (self->queue);
  g_array_unref (self->dates);
  g_array_unref (self->amounts);
  g_free (self);
}

static FwAmountSeries *
add_series (FwAmounts *self, const char *queue)
{
  FwAmountSeries *series = g_new0 (FwAmountSeries, 1);

  series->queue = g_strdup (queue);
  series->dates = g_array_new (FALSE, FALSE, sizeof (gint32));
  series->amounts = g_array_new (FALSE, FALSE, sizeof (double));
  g_ptr_array_add (self->series, series);
  return series;
}

static void
put_cell (FwAmounts *self, FwAmountSeries *series, const Cell *cell)
{
  guint n = series->dates->len;

  if (n == 0 || g_array_index (series->dates, gint32, n - 1) != cell->date)
    {
      const double unknown = NAN;

      g_array_append_val (series->dates, cell->date);
      for (guint i = 0; i < self->n_slots; i++)
        g_array_append_val (series->amounts, unknown);
      n++;
    }
  g_array_index (series->amounts, double, (n - 1) * self->n_slots + cell->slot) = cell->amount;
}

static gboolean
arrange (Reader *reader, FwAmounts *self, GError **error)
{
  FwAmountSeries *series = NULL;

  g_array_sort (reader->cells, compare_cells);
  for (guint i = 0; i < reader->cells->len; i++)
    {
      const Cell *cell = &g_array_index (reader->cells, Cell, i);

      if (i > 0 && compare_cells (cell, cell - 1) == 0)
        {
          g_autofree char *date = fw_date_format (cell->date);

          if (reader->has_queues)
            g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s slot %u of %s is there twice", date,
                         cell->slot, (const char *) reader->names->pdata[cell->queue]);
          else
            g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s slot %u is there twice", date,
                         cell->slot);
          return FALSE;
        }
      if (i == 0 || cell->queue != cell[-1].queue)
        series = add_series (self, reader->names->pdata[cell->queue]);
      put_cell (self, series, cell);
    }
  return TRUE;
}

FwAmounts *
fw_amounts_read (GBytes *bytes, const char *column, GError **error)
{
  const FwNamedColumn columns[N_COLUMNS] = {
    { "date", TRUE }, { "slot", TRUE }, { column, TRUE }, { "queue", FALSE }
  };
  Reader reader = { 0 };
  g_autoptr (FwAmounts) self = g_new0 (FwAmounts, 1);
  gboolean done;

  g_return_val_if_fail (bytes != NULL && column != NULL, NULL);

  self->series = g_ptr_array_new_with_free_func (free_series);
  reader.codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.names = g_ptr_array_new_with_free_func (g_free);
  reader.cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  done = fw_named_rows_read (bytes, columns, N_COLUMNS, NULL, add_row, &reader, error);
  self->n_slots = reader.most_slot + 1;
  self->has_queues = reader.has_queues;
  done = done && arrange (&reader, self, error);
  g_hash_table_unref (reader.codes);
  g_ptr_array_unref (reader.names);
  g_array_unref (reader.cells);
  return done ? g_steal_pointer (&self) : NULL;
}

void
fw_amounts_free (FwAmounts *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->series);
  g_free (self);
}
