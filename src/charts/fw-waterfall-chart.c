/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-waterfall-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

G_DEFINE_FINAL_TYPE (FwWaterfallChart, fw_waterfall_chart, FW_TYPE_CHART)

enum
{
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clear_bar (gpointer data)
{
  FwWaterfallBar *bar = data;

  g_clear_pointer (&bar->label, g_free);
  g_clear_pointer (&bar->note, g_free);
  g_clear_pointer (&bar->text, g_free);
}

static const char *
get_kind_word (FwWaterfallKind kind)
{
  switch (kind)
    {
    case FW_WATERFALL_WORSE:
      return C_ ("change", "worse");
    case FW_WATERFALL_BETTER:
      return C_ ("change", "better");
    case FW_WATERFALL_REST:
      return C_ ("change", "rest");
    case FW_WATERFALL_TOTAL:
    default:
      return C_ ("change", "level");
    }
}

static guint
fw_waterfall_chart_count_items (FwChart *chart)
{
  return FW_WATERFALL_CHART (chart)->bars->len;
}

static int
fw_waterfall_chart_find_item (FwChart *chart, double x, double y)
{
  return fw_chart_frame_find_item (&FW_WATERFALL_CHART (chart)->frame, x, y);
}

static int
fw_waterfall_chart_move_cursor (FwChart *chart, int item, FwChartMove move)
{
  FwWaterfallChart *self = FW_WATERFALL_CHART (chart);

  return fw_chart_frame_step_cursor (&self->frame, item, move, (int) self->bars->len);
}

static char *
fw_waterfall_chart_describe_item (FwChart *chart, guint item)
{
  FwWaterfallChart *self = FW_WATERFALL_CHART (chart);
  const FwWaterfallBar *bar = fw_waterfall_chart_get_bar (self, item);
  const char *note = bar->note != NULL ? bar->note : "", *gap = bar->note != NULL ? "\n" : "";

  if (isnan (bar->value))
    return g_strdup_printf (_ ("%s: no data"), bar->label);
  if (bar->kind == FW_WATERFALL_TOTAL || bar->kind == FW_WATERFALL_REST)
    return g_strdup_printf ("%s: %s%s%s", bar->label, bar->text, gap, note);
  return g_strdup_printf ("%s: %s, %s%s%s", bar->label, bar->text, get_kind_word (bar->kind), gap,
                          note);
}

static void
fw_waterfall_chart_activate (FwChart *chart, guint item)
{
  g_signal_emit (chart, signals[ACTIVATED], 0, item);
}

static char *
fw_waterfall_chart_describe (FwChart *chart)
{
  FwWaterfallChart *self = FW_WATERFALL_CHART (chart);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->bars->len; i++)
    {
      const FwWaterfallBar *bar = fw_waterfall_chart_get_bar (self, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", bar->label, bar->text);
    }
  if (text->len == 0)
    g_string_append (text, _ ("No data"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
fw_waterfall_chart_to_table (FwChart *chart)
{
  FwWaterfallChart *self = FW_WATERFALL_CHART (chart);
  GString *table = g_string_new (NULL);

  fw_chart_append_row (table, _ ("Step"), _ ("Change"), _ ("Level"), _ ("Kind"), _ ("Note"), NULL);
  for (guint i = 0; i < self->bars->len; i++)
    {
      const FwWaterfallBar *bar = fw_waterfall_chart_get_bar (self, i);
      g_autofree char *level =
          isnan (bar->value) ? g_strdup ("") : fw_format_short (self->format, bar->after);
      const char *change = bar->kind == FW_WATERFALL_TOTAL || isnan (bar->value) ? "" : bar->text;

      fw_chart_append_row (table, bar->label, change, level, get_kind_word (bar->kind),
                           bar->note != NULL ? bar->note : "", NULL);
    }
  return g_string_free (table, FALSE);
}

static void
fw_waterfall_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  fw_waterfall_chart_draw (FW_WATERFALL_CHART (widget), snapshot);
}

static void
fw_waterfall_chart_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (fw_waterfall_chart_parent_class)
      ->size_allocate (widget, width, height, baseline);
  fw_waterfall_chart_lay_out (FW_WATERFALL_CHART (widget));
}

static void
fw_waterfall_chart_finalize (GObject *object)
{
  FwWaterfallChart *self = FW_WATERFALL_CHART (object);

  g_clear_pointer (&self->bars, g_array_unref);
  G_OBJECT_CLASS (fw_waterfall_chart_parent_class)->finalize (object);
}

static void
fw_waterfall_chart_class_init (FwWaterfallChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwChartClass *chart_class = FW_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fw_waterfall_chart_finalize;
  widget_class->snapshot = fw_waterfall_chart_snapshot;
  widget_class->size_allocate = fw_waterfall_chart_size_allocate;
  chart_class->size = (FwChartSize){ 240, 140, 480, 280 };
  chart_class->describe = fw_waterfall_chart_describe;
  chart_class->to_table = fw_waterfall_chart_to_table;
  chart_class->count_items = fw_waterfall_chart_count_items;
  chart_class->find_item = fw_waterfall_chart_find_item;
  chart_class->move_cursor = fw_waterfall_chart_move_cursor;
  chart_class->describe_item = fw_waterfall_chart_describe_item;
  chart_class->activate = fw_waterfall_chart_activate;
  signals[ACTIVATED] = g_signal_new ("activated", FW_TYPE_WATERFALL_CHART, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
fw_waterfall_chart_init (FwWaterfallChart *self)
{
  self->bars = g_array_new (FALSE, TRUE, sizeof (FwWaterfallBar));
  g_array_set_clear_func (self->bars, clear_bar);
}

GtkWidget *
fw_waterfall_chart_new (void)
{
  return g_object_new (FW_TYPE_WATERFALL_CHART, NULL);
}

void
fw_waterfall_chart_set (FwWaterfallChart *self,
                        FwFormat format,
                        const FwWaterfallStep *steps,
                        guint n)
{
  double level = 0;

  g_return_if_fail (FW_IS_WATERFALL_CHART (self));
  g_return_if_fail (steps != NULL || n == 0);

  self->format = format;
  g_array_set_size (self->bars, 0);
  for (guint i = 0; i < n; i++)
    {
      const FwWaterfallStep *step = &steps[i];
      gboolean total = step->kind == FW_WATERFALL_TOTAL;
      double value = isfinite (step->value) ? step->value : NAN;
      FwWaterfallBar bar = { g_strdup (step->label),
                             g_strdup (step->note),
                             total ? fw_format_short (format, value)
                                   : fw_format_signed (format, value),
                             value,
                             step->kind,
                             total ? NAN : level,
                             NAN };

      /* a step without data moves nothing: those after it stand where they would without it */
      if (!isnan (value))
        level = bar.after = total ? value : level + value;
      g_array_append_val (self->bars, bar);
    }
  fw_waterfall_chart_lay_out (self);
  fw_chart_changed (FW_CHART (self));
}
