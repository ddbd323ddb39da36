/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-days-file.h"

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"

typedef enum
{
  COLUMN_DATE,
  COLUMN_CLOSED,
  COLUMN_AS,
  COLUMN_EVENT,
  N_COLUMNS
} Column;

static const char *const names[N_COLUMNS] = { "date", "closed", "as", "event" };

void
fw_days_free (FwDays *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->days);
  g_ptr_array_unref (self->events);
  g_free (self);
}

static const char *
get (const FwNamedTable *table, guint row, int column)
{
  return column < 0 ? "" : fw_named_table_get (table, row, (guint) column);
}

/* Returns: its number, 0 where there are too many. */
static guint
find_event (FwDays *self, const char *name)
{
  guint at;

  if (g_ptr_array_find_with_equal_func (self->events, name, g_str_equal, &at))
    return at + 1;
  if (self->events->len == FW_FORECAST_MOST_EVENTS)
    return 0;
  g_ptr_array_add (self->events, g_strdup (name));
  return self->events->len;
}

static gboolean
read_row (FwDays *self, const FwNamedTable *table, const int *columns, guint row, GError **error)
{
  const char *closed = get (table, row, columns[COLUMN_CLOSED]);
  const char *as = get (table, row, columns[COLUMN_AS]);
  const char *event = get (table, row, columns[COLUMN_EVENT]);
  FwForecastDay day = { 0 };

  if (!fw_date_parse (fw_text (get (table, row, columns[COLUMN_DATE])), &day.date))
    return fw_named_table_fail (table, row, (guint) columns[COLUMN_DATE], "expected a date", error);
  day.closed = g_ascii_strcasecmp (closed, "yes") == 0;
  if (!day.closed && closed[0] != '\0' && g_ascii_strcasecmp (closed, "no") != 0)
    return fw_named_table_fail (table, row, (guint) columns[COLUMN_CLOSED],
                                "expected yes, no or nothing", error);
  if (as[0] != '\0' && (as[0] < '1' || as[0] > '7' || as[1] != '\0'))
    return fw_named_table_fail (table, row, (guint) columns[COLUMN_AS],
                                "expected a weekday from 1, Monday, to 7", error);
  day.as_weekday = as[0] != '\0' ? (guint) (as[0] - '0') : 0;
  if (event[0] != '\0' && (day.event = find_event (self, event)) == 0)
    return fw_named_table_fail (table, row, (guint) columns[COLUMN_EVENT],
                                "expected at most 8 different events", error);
  g_array_append_val (self->days, day);
  return TRUE;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const FwForecastDay *x = a, *y = b;

  return x->date < y->date ? -1 : x->date > y->date;
}

FwDays *
fw_days_read (const FwNamedTable *table, GError **error)
{
  g_autoptr (FwDays) self = g_new0 (FwDays, 1);
  int columns[N_COLUMNS];
  guint needed;

  g_return_val_if_fail (table != NULL, NULL);

  self->days = g_array_new (FALSE, FALSE, sizeof (FwForecastDay));
  self->events = g_ptr_array_new_with_free_func (g_free);
  if (!fw_named_table_find_needed (table, names[COLUMN_DATE], &needed, error))
    return NULL;
  for (guint i = 0; i < N_COLUMNS; i++)
    columns[i] = fw_named_table_find (table, names[i]);
  for (guint row = 0; row < fw_named_table_get_n_rows (table); row++)
    if (!read_row (self, table, columns, row, error))
      return NULL;
  g_array_sort (self->days, compare_days);
  for (guint i = 1; i < self->days->len; i++)
    {
      const FwForecastDay *day = &g_array_index (self->days, FwForecastDay, i);
      g_autofree char *date = NULL;

      if (day->date != day[-1].date)
        continue;
      date = fw_date_format (day->date);
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s is there twice", date);
      return NULL;
    }
  return g_steal_pointer (&self);
}

FwForecastDay
fw_days_get (const FwDays *self, gint32 date)
{
  FwForecastDay day = { .date = date };
  guint at;

  if (self != NULL && g_array_binary_search (self->days, &day, compare_days, &at))
    day = g_array_index (self->days, FwForecastDay, at);
  return day;
}

void
fw_days_add_closed (const FwDays *self, FwForecast *forecast, gint32 last, gint32 date)
{
  static const double none[FW_FORECAST_MOST_SLOTS];

  g_return_if_fail (forecast != NULL);

  for (guint i = 0; self != NULL && i < self->days->len; i++)
    {
      const FwForecastDay *day = &g_array_index (self->days, FwForecastDay, i);

      if (day->closed && day->date > last && day->date < date)
        fw_forecast_add_day (forecast, day, none);
    }
}
