/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-heat.h"

#include "charts/fw-heat-map.h"
#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define WEEKDAYS 7
#define HALF_HOURS 48

struct _FwWhyHeat
{
  FwWhyPane parent_instance;

  FwHeatMap *map;
  const FwMetric *metric;
  char *half_hours[HALF_HOURS + 1]; /* "00:00" */
  guint first;                      /* half hour that a row begins with */
  guint n_columns;
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwWhyHeat, fw_why_heat, FW_TYPE_WHY_PANE)

static guint signals[N_SIGNALS];

static FwFormat
get_format (const FwMetric *metric)
{
  switch (metric->unit)
    {
    case FW_UNIT_SECONDS:
      return FW_FORMAT_DURATION;
    case FW_UNIT_POINTS:
      return FW_FORMAT_POINTS;
    case FW_UNIT_COUNT:
      return FW_FORMAT_COUNT;
    case FW_UNIT_RATIO:
    default:
      return FW_FORMAT_RATIO;
    }
}

static gboolean
read_cell (JsonObject *object, FwHeatCell *cells, GError **error)
{
  const char *half_hour;
  gint64 weekday, n_before, n_now;
  double before, now;
  guint hour, minute;

  if (!fw_json_get_integer (object, "weekday", &weekday, error) ||
      !fw_json_get_text (object, "half_hour", &half_hour, error) ||
      !fw_json_get_integer (object, "n_before", &n_before, error) ||
      !fw_json_get_integer (object, "n_now", &n_now, error) ||
      !fw_why_pane_get_number (object, "before", &before, error) ||
      !fw_why_pane_get_number (object, "now", &now, error))
    return FALSE;
  if (weekday < 1 || weekday > WEEKDAYS || n_before < 0 || n_now < 0 ||
      sscanf (half_hour, "%2u:%2u", &hour, &minute) != 2 || hour > 23 || minute > 59)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "cells: no weekday and half hour");
      return FALSE;
    }
  cells[(weekday - 1) * HALF_HOURS + hour * 2 + minute / 30] =
      (FwHeatCell){ before, now, (guint64) MIN (n_before, n_now) };
  return TRUE;
}

static gboolean
has_data (const FwHeatCell *cells, guint half_hour)
{
  for (guint day = 0; day < WEEKDAYS; day++)
    {
      const FwHeatCell *cell = &cells[day * HALF_HOURS + half_hour];

      if (!isnan (cell->before) || !isnan (cell->now))
        return TRUE;
    }
  return FALSE;
}

/* A row begins after the longest time in which nothing happens on any day, and leaves it out: a
 * night stands in one piece, and what is left has room for its figures. */
static void
choose_columns (FwWhyHeat *self, const FwHeatCell *cells)
{
  guint longest = 0;

  self->first = 0;
  for (guint from = 0; from < HALF_HOURS; from++)
    {
      guint n = 0;

      while (n < HALF_HOURS && !has_data (cells, (from + n) % HALF_HOURS))
        n++;
      if (n > longest && n < HALF_HOURS)
        {
          longest = n;
          self->first = (from + n) % HALF_HOURS;
        }
    }
  self->n_columns = HALF_HOURS - longest;
}

static gboolean
passes_midnight (FwWhyHeat *self)
{
  return self->first + self->n_columns > HALF_HOURS;
}

/* What of a row is after midnight belongs to the day after the one that it begins on. */
static guint
find_cell (FwWhyHeat *self, guint row, guint column)
{
  guint at = self->first + column;

  return (row + at / HALF_HOURS) % WEEKDAYS * HALF_HOURS + at % HALF_HOURS;
}

static void
show_cells (FwWhyHeat *self, const char *const *days, const FwHeatCell *cells)
{
  FwHeatCell shown[WEEKDAYS * HALF_HOURS];
  const char *columns[HALF_HOURS + 1] = { NULL };
  char *rows[WEEKDAYS + 1] = { NULL };

  choose_columns (self, cells);
  for (guint c = 0; c < self->n_columns; c++)
    columns[c] = self->half_hours[(self->first + c) % HALF_HOURS];
  for (guint r = 0; r < WEEKDAYS; r++)
    {
      /* Translators: two weekdays: a night from the one to the other */
      rows[r] = passes_midnight (self)
                    ? g_strdup_printf (_ ("%s–%s"), days[r], days[(r + 1) % WEEKDAYS])
                    : g_strdup (days[r]);
      for (guint c = 0; c < self->n_columns; c++)
        shown[r * self->n_columns + c] = cells[find_cell (self, r, c)];
    }
  fw_heat_map_set (self->map, (const char *const *) rows, WEEKDAYS, columns, self->n_columns,
                   shown);
  for (guint r = 0; r < WEEKDAYS; r++)
    g_free (rows[r]);
}

static gboolean
fw_why_heat_show (FwWhyPane *pane, JsonObject *answer, GError **error)
{
  FwWhyHeat *self = FW_WHY_HEAT (pane);
  FwHeatCell cells[WEEKDAYS * HALF_HOURS];
  char *days[WEEKDAYS];
  gint64 least_n;
  JsonArray *array;

  if (!fw_json_get_array (answer, "cells", &array, error) ||
      !fw_json_get_integer (answer, "least_n", &least_n, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    cells[i] = (FwHeatCell){ NAN, NAN, 0 };
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "cells: expected objects");
          return FALSE;
        }
      if (!read_cell (json_node_get_object (node), cells, error))
        return FALSE;
    }
  if (json_array_get_length (array) == 0)
    return FALSE;
  for (guint i = 0; i < WEEKDAYS; i++)
    {
      /* the first of January 2024 was a Monday */
      g_autoptr (GDateTime) day = g_date_time_new_utc (2024, 1, 1 + (int) i, 0, 0, 0);

      days[i] = g_date_time_format (day, "%a");
    }
  fw_heat_map_set_meaning (self->map, get_format (self->metric), !self->metric->at_least,
                           (guint64) MAX (least_n, 0));
  show_cells (self, (const char *const *) days, cells);
  for (guint i = 0; i < WEEKDAYS; i++)
    g_free (days[i]);
  return TRUE;
}

static void
activated_cb (FwHeatMap *map, guint row, guint column, gpointer data)
{
  FwWhyHeat *self = data;

  guint cell = find_cell (self, row, column);

  g_signal_emit (self, signals[ACTIVATED], 0, cell / HALF_HOURS + 1,
                 self->half_hours[cell % HALF_HOURS]);
}

static void
fw_why_heat_finalize (GObject *object)
{
  FwWhyHeat *self = FW_WHY_HEAT (object);

  for (guint i = 0; i < HALF_HOURS; i++)
    g_clear_pointer (&self->half_hours[i], g_free);
  G_OBJECT_CLASS (fw_why_heat_parent_class)->finalize (object);
}

static void
fw_why_heat_class_init (FwWhyHeatClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fw_why_heat_finalize;
  FW_WHY_PANE_CLASS (klass)->show = fw_why_heat_show;
  signals[ACTIVATED] = g_signal_new ("activated", FW_TYPE_WHY_HEAT, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}

static void
fw_why_heat_init (FwWhyHeat *self)
{
  for (guint i = 0; i < HALF_HOURS; i++)
    self->half_hours[i] = g_strdup_printf ("%02u:%02u", i / 2, i % 2 * 30);
}

GtkWidget *
fw_why_heat_new (FwClient *client)
{
  FwWhyHeat *self = g_object_new (FW_TYPE_WHY_HEAT, NULL);

  self->map = FW_HEAT_MAP (fw_heat_map_new ());
  g_signal_connect (self->map, "activated", G_CALLBACK (activated_cb), self);
  fw_why_pane_setup (FW_WHY_PANE (self), client, GTK_WIDGET (self->map), FW_CHART (self->map),
                     _ ("Neither period has contacts that tell this figure."));
  return GTK_WIDGET (self);
}

void
fw_why_heat_ask (FwWhyHeat *self,
                 const FwMetric *metric,
                 const FwWhyPeriod *period,
                 gint64 before_from,
                 gint64 before_to)
{
  g_autofree char *from = fw_time_format (before_from), *to = fw_time_format (before_to);
  g_autofree char *more = NULL, *path = NULL, *title = NULL;

  g_return_if_fail (FW_IS_WHY_HEAT (self));
  g_return_if_fail (metric != NULL && period != NULL);

  self->metric = metric;
  more = g_strdup_printf ("metric=%s&baseline_from=%s&baseline_to=%s", metric->name, from, to);
  path = fw_why_pane_make_path ("why/hours", period, more);
  /* Translators: a figure */
  title = g_strdup_printf (_ ("Change by weekday and half hour: %s"), _ (metric->label));
  fw_chart_set_title (FW_CHART (self->map), title);
  fw_why_pane_ask (FW_WHY_PANE (self), path);
}
