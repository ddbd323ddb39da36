/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-radar-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

G_DEFINE_FINAL_TYPE (FwRadarChart, fw_radar_chart, FW_TYPE_CHART)

enum
{
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

gboolean
fw_radar_spoke_is_short (const FwRadarSpoke *spoke)
{
  return spoke->value < spoke->benchmark && !spoke->cannot_tell; /* never with NaN */
}

static void
clear_spoke (FwRadarSpoke *spoke)
{
  g_clear_pointer (&spoke->label, g_free);
  g_clear_pointer (&spoke->note, g_free);
  g_clear_pointer (&spoke->text, g_free);
}

static guint
fw_radar_chart_count_items (FwChart *chart)
{
  return FW_RADAR_CHART (chart)->n;
}

/* The spoke that is nearest by its angle: the words outside belong to it. */
static int
fw_radar_chart_find_item (FwChart *chart, double x, double y)
{
  FwRadarChart *self = FW_RADAR_CHART (chart);
  double turn = atan2 (x - self->middle.x, self->middle.y - y) / (2 * G_PI);

  if (self->n == 0 || self->radius <= 0)
    return -1;
  return (int) floor (turn * self->n + self->n + 0.5) % (int) self->n;
}

static int
fw_radar_chart_move_cursor (FwChart *chart, int item, FwChartMove move)
{
  int n = (int) FW_RADAR_CHART (chart)->n;

  switch (move)
    {
    case FW_CHART_MOVE_LEFT:
    case FW_CHART_MOVE_UP:
      return item < 0 ? n - 1 : (item + n - 1) % n;
    case FW_CHART_MOVE_RIGHT:
    case FW_CHART_MOVE_DOWN:
      return (item + 1) % n;
    case FW_CHART_MOVE_HOME:
      return 0;
    case FW_CHART_MOVE_END:
    default:
      return n - 1;
    }
}

/* Beside a figure a bare number would be taken for one. */
static void
append_score (GString *text, const FwRadarSpoke *spoke, const char *whose, double score)
{
  g_string_append_c (text, '\n');
  if (spoke->has_figure)
    /* Translators: whose, and a score from 0 to 100 */
    g_string_append_printf (text, _ ("%s: score %.0f of 100"), whose, score);
  else
    g_string_append_printf (text, "%s %.0f", whose, score);
}

static char *
fw_radar_chart_describe_item (FwChart *chart, guint item)
{
  FwRadarChart *self = FW_RADAR_CHART (chart);
  const FwRadarSpoke *spoke = &self->spokes[item];
  g_autoptr (GString) text = g_string_new (NULL);

  if (isnan (spoke->value))
    g_string_append_printf (text, _ ("%s: no data"), spoke->label);
  else
    g_string_append_printf (text, "%s: %s", spoke->label, spoke->text);
  if (spoke->has_figure && isfinite (spoke->value))
    append_score (text, spoke, self->main != NULL ? self->main : spoke->label, spoke->value);
  if (isfinite (spoke->other) && self->other != NULL)
    append_score (text, spoke, self->other, spoke->other);
  if (isfinite (spoke->benchmark) && self->benchmark != NULL)
    append_score (text, spoke, self->benchmark, spoke->benchmark);
  if (spoke->note != NULL)
    g_string_append_printf (text, "\n%s", spoke->note);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
fw_radar_chart_activate (FwChart *chart, guint item)
{
  g_signal_emit (chart, signals[ACTIVATED], 0, item);
}

static char *
fw_radar_chart_describe (FwChart *chart)
{
  FwRadarChart *self = FW_RADAR_CHART (chart);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->n; i++)
    g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", self->spokes[i].label,
                            self->spokes[i].text);
  if (text->len == 0)
    g_string_append (text, _ ("No data"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
format_score (double score)
{
  return isfinite (score) ? fw_format_short (FW_FORMAT_POINTS, score) : g_strdup ("");
}

static char *
fw_radar_chart_to_table (FwChart *chart)
{
  FwRadarChart *self = FW_RADAR_CHART (chart);
  GString *table = g_string_new (NULL);

  fw_chart_append_row (table, _ ("Dimension"), self->main != NULL ? self->main : _ ("Score"),
                       self->other != NULL ? self->other : "",
                       self->benchmark != NULL ? self->benchmark : "", _ ("State"), _ ("Note"),
                       NULL);
  for (guint i = 0; i < self->n; i++)
    {
      const FwRadarSpoke *spoke = &self->spokes[i];
      g_autofree char *value = format_score (spoke->value);
      g_autofree char *other = format_score (spoke->other);
      g_autofree char *benchmark = format_score (spoke->benchmark);

      fw_chart_append_row (table, spoke->label, value, other, benchmark,
                           spoke->cannot_tell                ? _ ("cannot tell")
                           : fw_radar_spoke_is_short (spoke) ? _ ("below")
                                                             : "",
                           spoke->note != NULL ? spoke->note : "", NULL);
    }
  return g_string_free (table, FALSE);
}

static void
fw_radar_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  fw_radar_chart_draw (FW_RADAR_CHART (widget), snapshot);
}

static void
fw_radar_chart_finalize (GObject *object)
{
  FwRadarChart *self = FW_RADAR_CHART (object);

  for (guint i = 0; i < self->n; i++)
    clear_spoke (&self->spokes[i]);
  g_clear_pointer (&self->main, g_free);
  g_clear_pointer (&self->other, g_free);
  g_clear_pointer (&self->benchmark, g_free);
  G_OBJECT_CLASS (fw_radar_chart_parent_class)->finalize (object);
}

static void
fw_radar_chart_class_init (FwRadarChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwChartClass *chart_class = FW_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fw_radar_chart_finalize;
  widget_class->snapshot = fw_radar_chart_snapshot;
  chart_class->size = (FwChartSize){ 260, 220, 460, 360 };
  chart_class->describe = fw_radar_chart_describe;
  chart_class->to_table = fw_radar_chart_to_table;
  chart_class->count_items = fw_radar_chart_count_items;
  chart_class->find_item = fw_radar_chart_find_item;
  chart_class->move_cursor = fw_radar_chart_move_cursor;
  chart_class->describe_item = fw_radar_chart_describe_item;
  chart_class->activate = fw_radar_chart_activate;
  signals[ACTIVATED] = g_signal_new ("activated", FW_TYPE_RADAR_CHART, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
fw_radar_chart_init (FwRadarChart *self)
{
}

GtkWidget *
fw_radar_chart_new (void)
{
  return g_object_new (FW_TYPE_RADAR_CHART, NULL);
}

void
fw_radar_chart_set_names (FwRadarChart *self,
                          const char *main,
                          const char *other,
                          const char *benchmark)
{
  g_return_if_fail (FW_IS_RADAR_CHART (self));

  g_free (self->main);
  g_free (self->other);
  g_free (self->benchmark);
  self->main = g_strdup (main);
  self->other = g_strdup (other);
  self->benchmark = g_strdup (benchmark);
  fw_chart_changed (FW_CHART (self));
}

void
fw_radar_chart_set (FwRadarChart *self, const FwRadarAxis *axes, guint n)
{
  g_return_if_fail (FW_IS_RADAR_CHART (self));
  g_return_if_fail (n <= FW_RADAR_MOST_AXES);

  for (guint i = 0; i < self->n; i++)
    clear_spoke (&self->spokes[i]);
  for (guint i = 0; i < n; i++)
    {
      FwRadarSpoke *spoke = &self->spokes[i];

      *spoke = (FwRadarSpoke){ g_strdup (axes[i].label),
                               g_strdup (axes[i].note),
                               NULL,
                               isfinite (axes[i].value) ? axes[i].value : NAN,
                               axes[i].other,
                               axes[i].benchmark,
                               axes[i].cannot_tell && axes[i].value < axes[i].benchmark,
                               axes[i].figure != NULL };
      spoke->text = axes[i].figure != NULL && !isnan (spoke->value)
                        ? g_strdup (axes[i].figure)
                        : fw_format_short (FW_FORMAT_COUNT, spoke->value);
      if (spoke->cannot_tell)
        {
          g_autofree char *score = spoke->text;

          /* Translators: a score of so few that nobody can say whether it is below its benchmark */
          spoke->text = g_strdup_printf (_ ("%s cannot tell"), score);
        }
      else if (fw_radar_spoke_is_short (spoke))
        {
          g_autofree char *score = spoke->text;

          /* Translators: a score below its benchmark */
          spoke->text = g_strdup_printf (_ ("%s below"), score);
        }
    }
  self->n = n;
  fw_chart_changed (FW_CHART (self));
}
