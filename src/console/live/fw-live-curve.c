/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-curve.h"

#include "charts/fw-line-chart.h"
#include "console/fw-one-stop.h"
#include "console/live/fw-live-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FwLiveCurve
{
  GtkWidget parent_instance;

  FwLive *live;
  char *group; /* (nullable): whose curve it is; else everybody's */
  FwLiveMeasure measure;
  GtkWidget *box;
  GtkLabel *title;
  GtkBox *toggles;
  FwLineChart *chart;
};

G_DEFINE_FINAL_TYPE (FwLiveCurve, fw_live_curve, GTK_TYPE_WIDGET)

static const struct
{
  FwLiveMeasure measure;
  const char *label;
} choices[] = {
  { FW_LIVE_OFFERED, N_ ("Contacts") },      { FW_LIVE_SERVICE, N_ ("Service") },
  { FW_LIVE_AHT, N_ ("Handling") },          { FW_LIVE_CSAT, N_ ("CSAT") },
  { FW_LIVE_CONNECTION, N_ ("Connection") },
};

static gboolean
slot_has_contacts (GPtrArray *slots, guint i)
{
  const FwLiveFrameGroup *slot =
      slots != NULL && i < slots->len ? g_ptr_array_index (slots, i) : NULL;

  return slot != NULL && slot->values[FW_LIVE_OFFERED].value > 0;
}

/* Hours in which nobody calls, today or last week, are not shown. */
static void
find_open_hours (GPtrArray *now, GPtrArray *before, guint *first, guint *last)
{
  guint n = MAX (now != NULL ? now->len : 0, before != NULL ? before->len : 0);

  *first = n;
  *last = 0;
  for (guint i = 0; i < n; i++)
    if (slot_has_contacts (now, i) || slot_has_contacts (before, i))
      {
        *first = MIN (*first, i);
        *last = i;
      }
}

/* Of days a tenth of one says nothing about the rest: they are not projected. */
static gboolean
shows_days (FwLiveCurve *self)
{
  GPtrArray *unused;
  gint64 from, step;

  fw_live_get_curve (self->live, &from, &step, &unused, &unused);
  return step >= G_TIME_SPAN_DAY;
}

/* Sooner a projection would be as wide as the chart. */
#define LEAST_SHARE (1. / 6)

/* The half hour that runs has not its contacts yet. Of a count is shown what it comes to if the
 * rest is like what was, a rate once enough are in it; until then it is hatched and no more. */
static void
set_open (FwLiveCurve *self,
          FwChartSeries *series,
          guint i,
          const FwLiveValue *value,
          double share,
          guint64 least_n)
{
  series->open_from = i;
  if (fw_live_measure_get_unit (self->measure) == FW_UNIT_COUNT)
    {
      guint64 count = isnan (value->value) ? 0 : (guint64) value->value;
      FwInterval interval = fw_interval_count (count);

      series->so_far = (double) count;
      if (share >= LEAST_SHARE && !shows_days (self))
        fw_chart_series_set (series, i, (double) count / share, interval.low / share,
                             interval.high / share, count);
    }
  else if (value->n >= least_n)
    fw_chart_series_set (series, i, value->value, value->low, value->high, value->n);
}

/* @at: µs UTC: which half hour runs; G_MAXINT64: none of these */
static FwChartSeries *
make_series (FwLiveCurve *self,
             const char *label,
             GPtrArray *slots,
             guint first,
             guint last,
             gint64 at,
             guint64 least_n)
{
  FwChartSeries *series = fw_chart_series_new (label, last - first + 1);
  GPtrArray *unused;
  gint64 from, step;

  fw_live_get_curve (self->live, &from, &step, &unused, &unused);
  for (guint i = first; i <= last && i < slots->len; i++)
    {
      const FwLiveFrameGroup *slot = g_ptr_array_index (slots, i);
      const FwLiveValue *value = &slot->values[self->measure];
      gint64 begin = from + i * step;

      if (at < begin + step)
        {
          set_open (self, series, i - first, value, MAX (at - begin, 0) / (double) step, least_n);
          break;
        }
      fw_chart_series_set (series, i - first, value->value, value->low, value->high, value->n);
    }
  return series;
}

static void
show_curve (FwLiveCurve *self)
{
  GPtrArray *now, *before;
  gint64 from, step, at = fw_live_get_at (self->live);
  guint first, last;
  g_autoptr (FwChartSeries) main_series = NULL;
  g_autoptr (FwChartSeries) compare = NULL;
  g_autofree char *name = NULL;
  gboolean runs = TRUE;
  FwTile *tile = fw_live_find_tile (self->live, self->measure);

  fw_live_get_curve (self->live, &from, &step, &now, &before);
  find_open_hours (now, before, &first, &last);
  /* the half hour that runs belongs to the picture before its first contact */
  if (now != NULL && first <= last && now->len == last + 2)
    last++;
  if (step <= 0 || first > last)
    {
      fw_line_chart_set_series (self->chart, NULL, NULL);
      return;
    }
  name = fw_live_words_before (self->live);
  /* the slots of days are named by their middle; the one that runs is the last */
  if (fw_live_get_days (self->live, &runs) > 0 && now != NULL)
    at = runs ? from + MAX ((gint64) now->len - 1, 0) * step + step / 2 : G_MAXINT64;
  fw_line_chart_set_format (self->chart, fw_live_words_format (self->measure));
  fw_line_chart_set_time (self->chart, from + first * step, step, last - first + 1,
                          fw_live_get_zone (self->live));
  fw_line_chart_set_now (self->chart, at != G_MAXINT64 ? at : 0);
  fw_line_chart_set_target (self->chart, tile != NULL ? fw_tile_get_value (tile)->target : NAN);
  if (now != NULL)
    main_series = make_series (self, fw_live_words_days (self->live), now, first, last, at,
                               tile != NULL ? fw_tile_get_value (tile)->least_n : 0);
  if (before != NULL && before->len > 0)
    compare = make_series (self, name, before, first, last, G_MAXINT64, 0);
  fw_line_chart_set_series (self->chart, main_series, compare);
}

static void
show_title (FwLiveCurve *self)
{
  const char *figure = fw_live_words_title (self->measure);
  gboolean days = self->live != NULL && shows_days (self);
  g_autofree char *all = days ? g_strdup_printf (_ ("%s per day"), figure)
                              /* Translators: a figure, by half hours of the day */
                              : g_strdup_printf (_ ("%s per half hour"), figure);
  g_autofree char *title =
      self->group != NULL ? g_strdup_printf ("%s · %s", self->group, all) : g_strdup (all);

  if (g_strcmp0 (gtk_label_get_text (self->title), title) == 0)
    return;

  gtk_label_set_text (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
  fw_chart_set_title (FW_CHART (self->chart), title);
}

static void
updated_cb (FwLive *live, gpointer data)
{
  show_title (data);
  show_curve (data);
}

static void
toggled_cb (GtkToggleButton *button, gpointer data)
{
  if (gtk_toggle_button_get_active (button))
    fw_live_curve_set_measure (data,
                               GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "measure")));
}

static void
fw_live_curve_dispose (GObject *object)
{
  FwLiveCurve *self = FW_LIVE_CURVE (object);

  if (self->live != NULL)
    g_signal_handlers_disconnect_by_data (self->live, self);
  g_clear_object (&self->live);
  g_clear_pointer (&self->group, g_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fw_live_curve_parent_class)->dispose (object);
}

static void
fw_live_curve_class_init (FwLiveCurveClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_live_curve_dispose;
  g_type_ensure (FW_TYPE_LINE_CHART);
  g_type_ensure (FW_TYPE_ONE_STOP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/live/fw-live-curve.ui");
  gtk_widget_class_bind_template_child (widget_class, FwLiveCurve, box);
  gtk_widget_class_bind_template_child (widget_class, FwLiveCurve, title);
  gtk_widget_class_bind_template_child (widget_class, FwLiveCurve, toggles);
  gtk_widget_class_bind_template_child (widget_class, FwLiveCurve, chart);
}

static void
fw_live_curve_init (FwLiveCurve *self)
{
  GtkToggleButton *group = NULL;

  self->measure = FW_LIVE_SERVICE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_ (choices[i].label));

      g_object_set_data (G_OBJECT (button), "measure", GUINT_TO_POINTER (choices[i].measure));
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), group);
      if (group == NULL)
        group = GTK_TOGGLE_BUTTON (button);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                    choices[i].measure == self->measure);
      g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
      gtk_box_append (self->toggles, button);
    }
  show_title (self);
}

void
fw_live_curve_set_live (FwLiveCurve *self, FwLive *live)
{
  fw_live_curve_set_group (self, live, NULL);
}

void
fw_live_curve_set_group (FwLiveCurve *self, FwLive *live, const char *title)
{
  g_return_if_fail (FW_IS_LIVE_CURVE (self));

  if (self->live != live)
    {
      if (self->live != NULL)
        g_signal_handlers_disconnect_by_data (self->live, self);
      g_set_object (&self->live, live);
      g_signal_connect (live, "updated", G_CALLBACK (updated_cb), self);
    }
  g_free (self->group);
  self->group = g_strdup (title);
  show_title (self);
  show_curve (self);
}

void
fw_live_curve_set_measure (FwLiveCurve *self, FwLiveMeasure measure)
{
  g_return_if_fail (FW_IS_LIVE_CURVE (self));

  if (self->measure == measure || measure >= FW_LIVE_N_MEASURES)
    return;
  self->measure = measure;
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->toggles)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    if (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "measure")) == measure)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  show_title (self);
  if (self->live != NULL)
    show_curve (self);
}

FwLiveMeasure
fw_live_curve_get_measure (FwLiveCurve *self)
{
  g_return_val_if_fail (FW_IS_LIVE_CURVE (self), FW_LIVE_SERVICE);
  return self->measure;
}

void
fw_live_curve_set_bare (FwLiveCurve *self, gboolean bare)
{
  g_return_if_fail (FW_IS_LIVE_CURVE (self));
  gtk_widget_set_visible (GTK_WIDGET (self->toggles), !bare);
}

void
fw_live_curve_set_titled (FwLiveCurve *self, gboolean titled)
{
  g_return_if_fail (FW_IS_LIVE_CURVE (self));
  gtk_widget_set_visible (GTK_WIDGET (self->title), titled);
}
