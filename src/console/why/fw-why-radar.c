/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-radar.h"

#include "charts/fw-mark.h"
#include "charts/fw-radar-chart.h"
#include "core/fw-error.h"
#include "core/metric/fw-rated.h"
#include "core/metric/fw-service.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define GAP 12
#define MOST_AXES MAX (FW_SERVICE_N_DIMENSIONS, FW_RATED_N_SIDES)
#define ADVICE_WIDTH 260
#define SIDE_BY_SIDE 620 /* px from which the advice stands beside the radar */

struct _FwWhyRadar
{
  FwWhyPane parent_instance;

  FwRadarChart *chart;
  GtkBox *advice;
  gboolean rated;           /* shows what surveys said of single sides */
  char *name;               /* (nullable) */
  char *metrics[MOST_AXES]; /* by axis */
  guint n;
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwWhyRadar, fw_why_radar, FW_TYPE_WHY_PANE)

static guint signals[N_SIGNALS];

static char *
format_value (const FwMetric *metric, double value)
{
  return fw_format_value (metric->unit == FW_UNIT_SECONDS ? FW_FORMAT_DURATION : FW_FORMAT_RATIO,
                          value);
}

static const FwServiceDimension *
find_dimension (const char *metric)
{
  for (guint i = 0; i < FW_SERVICE_N_DIMENSIONS; i++)
    if (g_str_equal (fw_service_dimensions ()[i].metric, metric))
      return &fw_service_dimensions ()[i];
  return NULL;
}

/* Of a benchmark that somebody entered where it is from, of another that it is ours. */
static char *
describe_benchmark (const char *value, const char *benchmark, gboolean shipped, const char *source)
{
  if (shipped)
    return g_strdup_printf (_ ("%s, benchmark %s (as shipped)"), value, benchmark);
  if (*source != '\0')
    /* Translators: a figure, its benchmark, and the survey or report that the benchmark is from */
    return g_strdup_printf (_ ("%s, industry average %s (%s)"), value, benchmark, source);
  return g_strdup_printf (_ ("%s, benchmark %s"), value, benchmark);
}

static void
add_advice (FwWhyRadar *self, const FwRadarAxis *axis, const char *advice)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *words, *mark = fw_mark_new ();
  GtkWidget *head, *body = gtk_label_new (advice);
  /* Translators: a figure below its benchmark, and its value with the benchmark */
  g_autofree char *title = g_strdup_printf (_ ("%s: %s"), axis->label, axis->note);

  fw_mark_set (FW_MARK (mark), FW_MARK_TRIANGLE, FW_CHART_COLOR_LATE);
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_set_margin_top (mark, 4);
  words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  head = gtk_label_new (title);
  gtk_label_set_wrap (GTK_LABEL (head), TRUE);
  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_label_set_wrap (GTK_LABEL (body), TRUE);
  gtk_label_set_xalign (GTK_LABEL (body), 0);
  gtk_widget_add_css_class (body, "soft");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), head);
  gtk_box_append (GTK_BOX (words), body);
  gtk_box_append (GTK_BOX (row), mark);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (self->advice, row);
}

static void
clear_advice (FwWhyRadar *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->advice))) != NULL)
    gtk_box_remove (self->advice, child);
}

/* What older servers do not say. */
static gboolean
read_doubt (JsonObject *object, FwRadarAxis *axis, const char **source, GError **error)
{
  return (!fw_json_has (object, "cannot_tell") ||
          fw_json_get_boolean (object, "cannot_tell", &axis->cannot_tell, error)) &&
         (!fw_json_has (object, "source") || fw_json_get_text (object, "source", source, error));
}

static char *
format_rating (double rating)
{
  g_autofree char *number = NULL;

  if (isnan (rating))
    return g_strdup (FW_FORMAT_NONE);
  number = fw_format_value (FW_FORMAT_POINTS, rating);
  /* Translators: a mean rating */
  return g_strdup_printf (_ ("%s of 5"), number);
}

/* 1 is nothing and 5 is all. */
static double
score_rating (double rating)
{
  return (rating - 1) * 25;
}

/* A side that surveys asked about. @axis: its note and figure are to be freed. */
static gboolean
read_side (FwWhyRadar *self, JsonObject *object, FwRadarAxis *axis, GError **error)
{
  g_autofree char *value_text = NULL, *benchmark_text = NULL;
  const char *name, *source = "";
  double value, centre, benchmark;
  gboolean below, shipped;
  gint side;

  if (!fw_json_get_text (object, "side", &name, error) ||
      !fw_json_get_boolean (object, "below", &below, error) ||
      !fw_json_get_boolean (object, "shipped", &shipped, error) ||
      !fw_why_pane_get_number (object, "value", &value, error) ||
      !fw_why_pane_get_number (object, "centre", &centre, error) ||
      !fw_why_pane_get_number (object, "benchmark", &benchmark, error) ||
      !read_doubt (object, axis, &source, error))
    return FALSE;
  side = fw_rated_find (fw_text (name));
  if (side < 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "side: there is no side %s", name);
      return FALSE;
    }
  value_text = format_rating (value);
  benchmark_text = format_rating (benchmark);
  axis->label = _ (fw_rated_sides ()[side].label);
  axis->value = score_rating (value);
  axis->other = score_rating (centre);
  axis->benchmark = score_rating (benchmark);
  axis->note = describe_benchmark (value_text, benchmark_text, shipped, source);
  axis->figure = g_steal_pointer (&value_text);
  self->metrics[self->n++] = g_strdup ("rating_mean");
  if (below)
    add_advice (self, axis, _ (fw_rated_sides ()[side].advice));
  return TRUE;
}

/* @axis: its note and figure are to be freed. */
static gboolean
read_axis (FwWhyRadar *self, JsonObject *object, FwRadarAxis *axis, GError **error)
{
  const char *name, *source = "";
  double value, benchmark, benchmark_score;
  gboolean below, shipped;
  gint64 n;
  const FwMetric *metric;
  g_autofree char *value_text = NULL, *benchmark_text = NULL;

  if (!fw_json_get_text (object, "metric", &name, error) ||
      !fw_json_get_integer (object, "n", &n, error) ||
      !fw_json_get_boolean (object, "below", &below, error) ||
      !fw_json_get_boolean (object, "shipped", &shipped, error) ||
      !fw_why_pane_get_number (object, "value", &value, error) ||
      !fw_why_pane_get_number (object, "benchmark", &benchmark, error) ||
      !fw_why_pane_get_number (object, "score", &axis->value, error) ||
      !fw_why_pane_get_number (object, "centre_score", &axis->other, error) ||
      !fw_why_pane_get_number (object, "benchmark_score", &benchmark_score, error))
    return FALSE;
  if (!read_doubt (object, axis, &source, error))
    return FALSE;
  metric = fw_metric_find (name);
  if (metric == NULL || find_dimension (name) == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "metric: there is no figure %s", name);
      return FALSE;
    }
  value_text = format_value (metric, value);
  benchmark_text = format_value (metric, benchmark);
  axis->label = _ (metric->label);
  axis->benchmark = benchmark_score;
  axis->note = describe_benchmark (value_text, benchmark_text, shipped, source);
  axis->figure = g_steal_pointer (&value_text);
  self->metrics[self->n++] = g_strdup (name);
  if (below)
    add_advice (self, axis, _ (find_dimension (name)->advice));
  return TRUE;
}

static void
forget (FwWhyRadar *self)
{
  for (guint i = 0; i < self->n; i++)
    g_clear_pointer (&self->metrics[i], g_free);
  self->n = 0;
}

static gboolean
fw_why_radar_show (FwWhyPane *pane, JsonObject *answer, GError **error)
{
  FwWhyRadar *self = FW_WHY_RADAR (pane);
  FwRadarAxis axes[MOST_AXES] = { 0 };
  gboolean any = FALSE;
  JsonArray *array;
  gint64 offered;
  gboolean whole = TRUE;
  guint n;

  if (!fw_json_get_array (answer, self->rated ? "sides" : "dimensions", &array, error) ||
      !fw_json_get_integer (answer, "offered", &offered, error))
    return FALSE;
  forget (self);
  clear_advice (self);
  n = MIN (json_array_get_length (array), MOST_AXES);
  for (guint i = 0; i < n && whole; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      whole = JSON_NODE_HOLDS_OBJECT (node);
      if (!whole)
        g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "dimensions: expected objects");
      else
        whole = self->rated ? read_side (self, json_node_get_object (node), &axes[i], error)
                            : read_axis (self, json_node_get_object (node), &axes[i], error);
      any = any || !isnan (axes[i].value);
    }
  if (whole)
    {
      fw_radar_chart_set_names (self->chart, self->name != NULL ? self->name : _ ("this period"),
                                self->name != NULL ? _ ("the centre") : NULL, _ ("benchmark"));
      fw_radar_chart_set (self->chart, axes, n);
    }
  if (gtk_widget_get_first_child (GTK_WIDGET (self->advice)) == NULL)
    {
      GtkWidget *label = gtk_label_new (_ ("Nothing is below its benchmark."));

      gtk_widget_add_css_class (label, "soft");
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_box_append (self->advice, label);
    }
  for (guint i = 0; i < n; i++)
    {
      g_free ((char *) axes[i].note);
      g_free ((char *) axes[i].figure);
    }
  return whole && (self->rated ? any : offered > 0);
}

static void
activated_cb (FwRadarChart *chart, guint axis, gpointer data)
{
  FwWhyRadar *self = data;

  if (axis < self->n)
    g_signal_emit (self, signals[ACTIVATED], 0, self->metrics[axis]);
}

/* Beside each other where there is room, else the advice below. */
static GtkSizeRequestMode
get_mode_cb (GtkWidget *halves)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_cb (GtkWidget *halves,
            GtkOrientation orientation,
            int for_size,
            int *minimum,
            int *natural,
            int *minimum_baseline,
            int *natural_baseline)
{
  GtkWidget *chart = gtk_widget_get_first_child (halves),
            *advice = gtk_widget_get_last_child (halves);
  gboolean stacked = for_size >= 0 && for_size < SIDE_BY_SIDE;
  int chart_least, chart_wish, advice_least, advice_wish;

  gtk_widget_measure (chart, orientation, -1, &chart_least, &chart_wish, NULL, NULL);
  gtk_widget_measure (advice, orientation, -1, &advice_least, &advice_wish, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (chart_least, advice_least);
      *natural = chart_wish + ADVICE_WIDTH + GAP;
    }
  else
    {
      *minimum = stacked ? chart_least + advice_least + GAP : MAX (chart_least, advice_least);
      *natural = stacked ? chart_wish + advice_least + GAP : MAX (chart_wish, advice_least);
    }
}

static void
allocate_cb (GtkWidget *halves, int width, int height, int baseline)
{
  GtkWidget *chart = gtk_widget_get_first_child (halves),
            *advice = gtk_widget_get_last_child (halves);
  int least, wish;

  if (width >= SIDE_BY_SIDE)
    {
      int side = MAX (ADVICE_WIDTH, width / 3);

      gtk_widget_size_allocate (chart, &(GtkAllocation){ 0, 0, width - side - GAP, height }, -1);
      gtk_widget_size_allocate (advice, &(GtkAllocation){ width - side, 0, side, height }, -1);
      return;
    }
  gtk_widget_measure (advice, GTK_ORIENTATION_VERTICAL, width, &least, &wish, NULL, NULL);
  wish = CLAMP (wish, least, MAX (height * 2 / 5, least));
  gtk_widget_size_allocate (chart, &(GtkAllocation){ 0, 0, width, MAX (height - wish - GAP, 0) },
                            -1);
  gtk_widget_size_allocate (advice, &(GtkAllocation){ 0, height - wish, width, wish }, -1);
}

static void
fw_why_radar_finalize (GObject *object)
{
  FwWhyRadar *self = FW_WHY_RADAR (object);

  forget (self);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (fw_why_radar_parent_class)->finalize (object);
}

static void
fw_why_radar_class_init (FwWhyRadarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fw_why_radar_finalize;
  FW_WHY_PANE_CLASS (klass)->show = fw_why_radar_show;
  signals[ACTIVATED] = g_signal_new ("activated", FW_TYPE_WHY_RADAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
fw_why_radar_init (FwWhyRadar *self)
{
}

GtkWidget *
fw_why_radar_new (FwClient *client, gboolean rated)
{
  FwWhyRadar *self = g_object_new (FW_TYPE_WHY_RADAR, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new (), *halves;

  self->rated = rated;
  self->chart = FW_RADAR_CHART (fw_radar_chart_new ());
  halves = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (halves,
                                 gtk_custom_layout_new (get_mode_cb, measure_cb, allocate_cb));
  self->advice = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  fw_chart_set_title (FW_CHART (self->chart), rated ? _ ("What surveys say of single sides")
                                                    : _ ("Service from eight sides"));
  g_signal_connect (self->chart, "activated", G_CALLBACK (activated_cb), self);
  gtk_widget_set_valign (GTK_WIDGET (self->advice), GTK_ALIGN_CENTER);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->advice));
  gtk_widget_set_size_request (scroller, 220, 72);
  gtk_box_append (GTK_BOX (halves), GTK_WIDGET (self->chart));
  gtk_box_append (GTK_BOX (halves), scroller);
  fw_why_pane_setup (FW_WHY_PANE (self), client, halves, FW_CHART (self->chart),
                     rated ? _ ("No survey of this time says anything of single sides.")
                           : _ ("Nobody called in this time."));
  return GTK_WIDGET (self);
}

void
fw_why_radar_ask (FwWhyRadar *self, const FwWhyPeriod *period, const char *name)
{
  g_autofree char *path = NULL;

  g_return_if_fail (FW_IS_WHY_RADAR (self));
  g_return_if_fail (period != NULL);

  g_free (self->name);
  self->name = g_strdup (name);
  path = fw_why_pane_make_path ("why/service", period, NULL);
  fw_why_pane_ask (FW_WHY_PANE (self), path);
}
