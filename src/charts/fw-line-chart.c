/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-line-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

G_DEFINE_FINAL_TYPE (FwLineChart, fw_line_chart, FW_TYPE_CHART)

static guint
fw_line_chart_count_items (FwChart *chart)
{
  return FW_LINE_CHART (chart)->n_slots;
}

static int
fw_line_chart_find_item (FwChart *chart, double x, double y)
{
  FwLineChart *self = FW_LINE_CHART (chart);
  double position = (x - self->plot.origin.x) / MAX (self->plot.size.width, 1);

  if (position < 0 || position > 1)
    return -1;
  return (int) MIN (position * self->n_slots, self->n_slots - 1);
}

static int
fw_line_chart_move_cursor (FwChart *chart, int slot, FwChartMove move)
{
  FwLineChart *self = FW_LINE_CHART (chart);
  int last = (int) self->n_slots - 1;
  int found = self->main != NULL ? (int) fw_chart_series_find_last (self->main) : 0;

  switch (move)
    {
    case FW_CHART_MOVE_LEFT:
      return slot < 0 ? MIN (found, last) : MAX (slot - 1, 0);
    case FW_CHART_MOVE_RIGHT:
      return slot < 0 ? 0 : MIN (slot + 1, last);
    case FW_CHART_MOVE_HOME:
      return 0;
    case FW_CHART_MOVE_END:
      return last;
    case FW_CHART_MOVE_UP:
    case FW_CHART_MOVE_DOWN:
    default:
      return -1;
    }
}

char *
fw_line_chart_get_slot_time (FwLineChart *self, guint slot)
{
  gint64 begin = self->from + slot * self->step;
  g_autofree char *from = fw_format_clock (begin, self->zone);
  g_autofree char *to = fw_format_clock (begin + self->step, self->zone);

  if (self->step >= G_TIME_SPAN_DAY)
    {
      g_autofree char *day = fw_format_day (begin, self->zone);
      g_autofree char *last = fw_format_day (begin + self->step - G_TIME_SPAN_DAY, self->zone);

      return self->step < 2 * G_TIME_SPAN_DAY ? g_steal_pointer (&day)
                                              : g_strdup_printf ("%s – %s", day, last);
    }
  return g_strdup_printf ("%s–%s", from, to);
}

char *
fw_line_chart_get_target_label (FwLineChart *self)
{
  /* a target of 90 % is said as people say it, not as 90.0 % */
  g_autofree char *value = self->format == FW_FORMAT_RATIO
                               ? fw_format_tick (self->format, self->target, 0.01)
                               : fw_format_value (self->format, self->target);

  return g_strdup_printf (_ ("target %s"), value);
}

static char *
fw_line_chart_describe (FwChart *chart)
{
  FwLineChart *self = FW_LINE_CHART (chart);
  double low = INFINITY, high = -INFINITY;
  guint last;
  int cursor = fw_chart_get_cursor (chart);
  g_autofree char *latest = NULL, *lowest = NULL, *highest = NULL, *at = NULL;

  last = self->main != NULL ? fw_chart_series_find_last (self->main) : 0;
  if (self->main == NULL || last >= self->main->n)
    return g_strdup (_ ("No data"));
  if (cursor >= 0 && cursor < (int) self->main->n)
    last = (guint) cursor;
  else if (last == self->main->open_from && last > 0)
    last--; /* the latest that is over */

  fw_chart_series_get_range (self->main, &low, &high);
  at = fw_line_chart_get_slot_time (self, last);
  latest = fw_format_value (self->format, self->main->values[last]);
  lowest = fw_format_value (self->format, low);
  highest = fw_format_value (self->format, high);
  if (isnan (self->target))
    return g_strdup_printf (_ ("%s: %s; lowest %s, highest %s"), at, latest, lowest, highest);
  else
    {
      g_autofree char *target = fw_line_chart_get_target_label (self);

      return g_strdup_printf (_ ("%s: %s; lowest %s, highest %s, %s"), at, latest, lowest, highest,
                              target);
    }
}

static void
append_cell (GString *table, FwFormat format, const FwChartSeries *series, guint i)
{
  g_string_append_c (table, '\t');
  if (series != NULL && i < series->n)
    {
      /* A table holds what has been, not what is to come. */
      double value =
          i == series->open_from && !isnan (series->so_far) ? series->so_far : series->values[i];
      g_autofree char *text = isnan (value) ? g_strdup ("") : fw_format_short (format, value);

      g_string_append (table, text);
    }
}

static char *
fw_line_chart_to_table (FwChart *chart)
{
  FwLineChart *self = FW_LINE_CHART (chart);
  GString *table = g_string_new (NULL);

  g_string_append_printf (table, "%s\t%s\t%s\t%s", _ ("Time"),
                          self->main != NULL ? self->main->label : fw_chart_get_title (chart),
                          _ ("from"), _ ("to"));
  if (self->compare != NULL)
    g_string_append_printf (table, "\t%s", self->compare->label);
  g_string_append_c (table, '\n');
  for (guint i = 0; i < self->n_slots; i++)
    {
      g_autofree char *time = fw_line_chart_get_slot_time (self, i);

      g_string_append (table, time);
      append_cell (table, self->format, self->main, i);
      for (guint end = 0; end < 2; end++)
        {
          double value = self->main != NULL && i < self->main->n &&
                                 !(i == self->main->open_from && !isnan (self->main->so_far))
                             ? (end == 0 ? self->main->low[i] : self->main->high[i])
                             : NAN;
          g_autofree char *text = fw_format_short (self->format, value);

          g_string_append_printf (table, "\t%s", isfinite (value) ? text : "");
        }
      if (self->compare != NULL)
        append_cell (table, self->format, self->compare, i);
      g_string_append_c (table, '\n');
    }
  return g_string_free (table, FALSE);
}

static void
fw_line_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  fw_line_chart_draw (FW_LINE_CHART (widget), snapshot);
}

static void
fw_line_chart_finalize (GObject *object)
{
  FwLineChart *self = FW_LINE_CHART (object);

  g_clear_pointer (&self->main, fw_chart_series_unref);
  g_clear_pointer (&self->compare, fw_chart_series_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (fw_line_chart_parent_class)->finalize (object);
}

static void
fw_line_chart_class_init (FwLineChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwChartClass *chart_class = FW_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fw_line_chart_finalize;
  widget_class->snapshot = fw_line_chart_snapshot;
  chart_class->size = (FwChartSize){ 240, 120, 480, 240 };
  chart_class->describe = fw_line_chart_describe;
  chart_class->to_table = fw_line_chart_to_table;
  chart_class->count_items = fw_line_chart_count_items;
  chart_class->find_item = fw_line_chart_find_item;
  chart_class->move_cursor = fw_line_chart_move_cursor;
}

static void
fw_line_chart_init (FwLineChart *self)
{
  self->target = NAN;
}

GtkWidget *
fw_line_chart_new (void)
{
  return g_object_new (FW_TYPE_LINE_CHART, NULL);
}

void
fw_line_chart_set_format (FwLineChart *self, FwFormat format)
{
  g_return_if_fail (FW_IS_LINE_CHART (self));

  if (self->format == format)
    return;
  self->format = format;
  fw_chart_changed (FW_CHART (self));
}

void
fw_line_chart_set_time (FwLineChart *self, gint64 from, gint64 step, guint n_slots, GTimeZone *zone)
{
  g_return_if_fail (FW_IS_LINE_CHART (self));
  g_return_if_fail (step > 0);

  if (self->from == from && self->step == step && self->n_slots == n_slots && self->zone == zone)
    return;
  self->from = from;
  self->step = step;
  self->n_slots = n_slots;
  if (zone != NULL)
    g_time_zone_ref (zone);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone;
  fw_chart_changed (FW_CHART (self));
}

void
fw_line_chart_set_series (FwLineChart *self, FwChartSeries *main, FwChartSeries *compare)
{
  g_return_if_fail (FW_IS_LINE_CHART (self));

  g_clear_pointer (&self->main, fw_chart_series_unref);
  g_clear_pointer (&self->compare, fw_chart_series_unref);
  self->main = main != NULL ? fw_chart_series_ref (main) : NULL;
  self->compare = compare != NULL ? fw_chart_series_ref (compare) : NULL;
  fw_chart_changed (FW_CHART (self));
}

void
fw_line_chart_set_target (FwLineChart *self, double target)
{
  g_return_if_fail (FW_IS_LINE_CHART (self));

  if (self->target == target || (isnan (self->target) && isnan (target)))
    return;
  self->target = target;
  fw_chart_changed (FW_CHART (self));
}

void
fw_line_chart_set_now (FwLineChart *self, gint64 now)
{
  g_return_if_fail (FW_IS_LINE_CHART (self));

  if (self->now == now)
    return;
  self->now = now;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
