/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "core/calendar/fw-zone.h"
#include "core/staffing/fw-forecast.h"
#include "ctl/fw-ctl.h"
#include "ctl/fw-grid.h"
#include "intake/fw-amounts-file.h"
#include "intake/fw-days-file.h"
#include "intake/fw-intake.h"

#define MOST_HORIZON 60
/* What was learnt from fewer days is not used as a forecast yet. */
#define LEAST_DAYS 20

static int horizon = 10;
static int after = -1;
static char *first_origin, *column, *format_name, *calendar;

static const GOptionEntry entries[] = {
  { "horizon", 0, 0, G_OPTION_ARG_INT, &horizon,
    "days of the file that each origin looks ahead; default 10", "DAYS" },
  { "after", 0, 0, G_OPTION_ARG_INT, &after,
    "the rest of each day instead, when its first slots are known", "SLOTS" },
  { "first-origin", 0, 0, G_OPTION_ARG_STRING, &first_origin,
    "the first day to look ahead from; default the 20th of a queue", "DATE" },
  { "calendar", 0, 0, G_OPTION_ARG_FILENAME, &calendar,
    "of days that are not as others: date, closed, as, event", "FILE" },
  { "column", 0, 0, G_OPTION_ARG_STRING, &column, "the amount; default calls", "NAME" },
  { "format", 0, 0, G_OPTION_ARG_STRING, &format_name,
    "table (default): how wrong it was; csv: every forecast beside what came", "FORMAT" },
  { NULL },
};

/* How wrong the forecasts of one distance were. */
typedef struct
{
  double error, amount;
  guint64 n, within;
} Tally;

typedef struct
{
  const FwAmounts *amounts;
  const FwAmountSeries *series;
  FwForecast *forecast;
  const FwDays *days; /* NULL: no calendar */
  FwOutput output;
  GString *out;
  Tally next, later;
} Replay;

static const double *
get_day (const Replay *self, guint day)
{
  return &g_array_index (self->series->amounts, double, day * self->amounts->n_slots);
}

static gint32
get_date (const Replay *self, guint day)
{
  return g_array_index (self->series->dates, gint32, day);
}

static void
append_number (GString *out, double value, gboolean last)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (text, sizeof text, "%.6g", value));
  g_string_append_c (out, last ? '\n' : ',');
}

static void
print_slots (Replay *self, const char *origin, guint day, const FwForecastSlot *slots, guint from)
{
  g_autofree char *date = fw_date_format (get_date (self, day));
  const double *actual = get_day (self, day);

  for (guint i = from; i < self->amounts->n_slots; i++)
    {
      if (isnan (actual[i]))
        continue;
      if (self->amounts->has_queues)
        fw_csv_append (self->out, fw_text (self->series->queue), FALSE);
      g_string_append_printf (self->out, "%s,%s,%u,", origin, date, i);
      append_number (self->out, slots[i].expected, FALSE);
      append_number (self->out, slots[i].low, FALSE);
      append_number (self->out, slots[i].high, FALSE);
      append_number (self->out, actual[i], TRUE);
    }
  if (self->out->len > 1 << 16)
    {
      fwrite (self->out->str, 1, self->out->len, stdout);
      g_string_truncate (self->out, 0);
    }
}

static void
tally_slots (Replay *self, Tally *tally, guint day, const FwForecastSlot *slots, guint from)
{
  const double *actual = get_day (self, day);

  for (guint i = from; i < self->amounts->n_slots; i++)
    {
      if (isnan (actual[i]))
        continue;
      tally->error += fabs (slots[i].expected - actual[i]);
      tally->amount += actual[i];
      tally->within += actual[i] >= slots[i].low && actual[i] <= slots[i].high;
      tally->n++;
    }
}

static void
tell_day (Replay *self, guint origin, guint day, const FwForecastSlot *slots, guint from)
{
  g_autofree char *date = NULL;

  if (self->output == FW_OUTPUT_TABLE)
    {
      tally_slots (self, day <= origin + 1 ? &self->next : &self->later, day, slots, from);
      return;
    }
  date = fw_date_format (get_date (self, origin));
  print_slots (self, date, day, slots, from);
}

static void
look_ahead (Replay *self, guint origin)
{
  guint n = MIN ((guint) horizon, self->series->dates->len - 1 - origin);
  g_autofree FwForecastDay *days = g_new0 (FwForecastDay, n + 1);
  g_autofree FwForecastSlot *slots = g_new (FwForecastSlot, (n + 1) * self->amounts->n_slots);

  for (guint i = 0; i < n; i++)
    days[i] = fw_days_get (self->days, get_date (self, origin + 1 + i));
  fw_forecast_look_ahead (self->forecast, days, n, slots);
  for (guint i = 0; i < n; i++)
    tell_day (self, origin, origin + 1 + i, slots + i * self->amounts->n_slots, 0);
}

static void
look_on (Replay *self, guint day)
{
  FwForecastDay next = fw_days_get (self->days, get_date (self, day));
  g_autofree FwForecastSlot *slots = g_new (FwForecastSlot, self->amounts->n_slots);

  fw_forecast_look_on (self->forecast, &next, get_day (self, day), (guint) after, slots);
  tell_day (self, day, day, slots, (guint) after);
}

static void
replay_series (Replay *self, gint32 first)
{
  g_autoptr (FwForecast) forecast = fw_forecast_new (self->amounts->n_slots);

  self->forecast = forecast;
  for (guint i = 0; i < self->series->dates->len; i++)
    {
      FwForecastDay day = fw_days_get (self->days, get_date (self, i));
      gboolean looks = first_origin != NULL ? day.date >= first : i + 1 >= LEAST_DAYS;

      if (i > 0)
        fw_days_add_closed (self->days, forecast, get_date (self, i - 1), day.date);
      if (looks && after >= 0)
        look_on (self, i);
      fw_forecast_add_day (forecast, &day, get_day (self, i));
      if (looks && after < 0)
        look_ahead (self, i);
    }
}

static char *
format_share (double part, double whole, const char *format)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return whole > 0 ? g_strconcat (g_ascii_formatd (text, sizeof text, format, 100 * part / whole),
                                  " %", NULL)
                   : g_strdup ("");
}

static void
add_tally (FwGrid *grid, const char *title, const Tally *tally)
{
  if (tally->n == 0)
    return;
  fw_grid_add (grid, g_strdup (title));
  fw_grid_add (grid, g_strdup_printf ("%" G_GUINT64_FORMAT, tally->n));
  fw_grid_add (grid, format_share (tally->error, tally->amount, "%.2f"));
  fw_grid_add (grid, format_share ((double) tally->within, (double) tally->n, "%.1f"));
}

static void
print_tallies (const Replay *self)
{
  g_autoptr (FwGrid) grid = fw_grid_new ();

  fw_grid_add_column (grid, "forecast of", FALSE);
  fw_grid_add_column (grid, "slots", TRUE);
  fw_grid_add_column (grid, "error of all that came", TRUE);
  fw_grid_add_column (grid, "within low and high", TRUE);
  add_tally (grid, after >= 0 ? "the rest of the day" : "the next day", &self->next);
  add_tally (grid, "later days", &self->later);
  fw_grid_print (grid, FW_OUTPUT_TABLE);
}

static FwAmounts *
read_file (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  FwAmounts *amounts;
  char *data;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, error))
    return NULL;
  bytes = g_bytes_new_take (data, length);
  amounts = fw_amounts_read (bytes, column != NULL ? column : "calls", error);
  if (amounts == NULL)
    g_prefix_error (error, "%s: ", path);
  return amounts;
}

static FwDays *
read_calendar (GError **error)
{
  g_autoptr (FwNamedTable) table = fw_named_table_read (calendar, error);
  FwDays *days;

  if (table == NULL)
    return NULL;
  days = fw_days_read (table, error);
  if (days == NULL)
    g_prefix_error (error, "%s: ", calendar);
  return days;
}

static gboolean
replay (const char *path, FwOutput output, GError **error)
{
  g_autoptr (FwAmounts) amounts = NULL;
  g_autoptr (FwDays) days = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  Replay self = { .output = output, .out = out };
  gint32 first = 0;

  if (first_origin != NULL && !fw_date_parse (fw_text (first_origin), &first))
    return fw_usage_error (error, "--first-origin: expected a date such as 2026-03-01");
  if ((amounts = read_file (path, error)) == NULL ||
      (calendar != NULL && (days = read_calendar (error)) == NULL))
    return FALSE;
  if (after >= (int) amounts->n_slots)
    return fw_usage_error (error, "--after: expected less than the %u slots of a day",
                           amounts->n_slots);
  if (output == FW_OUTPUT_CSV)
    g_string_append_printf (out, "%sorigin,date,slot,forecast,low,high,actual\n",
                            amounts->has_queues ? "queue," : "");
  self.amounts = amounts;
  self.days = days;
  for (guint i = 0; i < amounts->series->len; i++)
    {
      self.series = amounts->series->pdata[i];
      replay_series (&self, first);
    }
  if (output == FW_OUTPUT_TABLE)
    print_tallies (&self);
  fwrite (out->str, 1, out->len, stdout);
  return TRUE;
}

static gboolean
run_forecast (const FwTarget *target, char **arguments, GError **error)
{
  FwOutput output;

  if (arguments == NULL || !g_str_equal (arguments[0], "replay"))
    return fw_usage_error (error, "expected replay FILE");
  if (!fw_check_arguments (arguments, 2, "replay FILE", error) ||
      !fw_output_from_name (format_name, &output, error))
    return FALSE;
  if (output == FW_OUTPUT_JSON)
    return fw_usage_error (error, "--format: expected table or csv");
  if (horizon < 1 || horizon > MOST_HORIZON)
    return fw_usage_error (error, "--horizon: expected 1 to %d days", MOST_HORIZON);
  return replay (arguments[1], output, error);
}

const FwCommand fw_command_forecast = {
  .name = "forecast",
  .arguments = "replay FILE",
  .summary = "What past forecasts would have been, beside what came",
  .targets = FW_TARGET_NONE,
  .alone = TRUE,
  .entries = entries,
  .run = run_forecast,
};
