/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-cover-chart.h"

#include "charts/fw-chart-frame.h"
#include "charts/fw-mark.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define GAP 6
#define HALF_HOUR (30 * G_TIME_SPAN_MINUTE)
#define TICK 64 /* pixels that a time needs */

typedef struct
{
  double wanted, planned, actual; /* NAN: not known */
  guint lacks;
} Moment;

struct _FwCoverChart
{
  FwChart parent_instance;

  GArray *moments;
  gint64 from;
  GTimeZone *zone; /* (nullable) */
  char *words;     /* (nullable): when how many lack */
  gboolean any;    /* something is wanted */
  gboolean any_actual;
  FwChartFrame frame; /* of the last drawing; where the pointer is looked up */
};

G_DEFINE_FINAL_TYPE (FwCoverChart, fw_cover_chart, FW_TYPE_CHART)

static const Moment *
get_moment (FwCoverChart *self, guint i)
{
  return &g_array_index (self->moments, Moment, i);
}

static char *
write_clock (FwCoverChart *self, guint i)
{
  return fw_format_clock (self->from + i * HALF_HOUR, self->zone);
}

/* The first of the worst, and the half hour behind the last that is as bad in a row. */
static guint
find_worst (FwCoverChart *self, guint *end)
{
  guint worst = 0;

  for (guint i = 1; i < self->moments->len; i++)
    if (get_moment (self, i)->lacks > get_moment (self, worst)->lacks)
      worst = i;
  for (*end = worst; *end < self->moments->len; (*end)++)
    if (get_moment (self, *end)->lacks != get_moment (self, worst)->lacks)
      break;
  return worst;
}

/* Returns: (transfer full) (nullable): NULL where nobody lacks. */
static char *
write_worst (FwCoverChart *self)
{
  guint end, worst = self->moments->len > 0 ? find_worst (self, &end) : 0;
  g_autofree char *from = NULL, *to = NULL;

  if (self->moments->len == 0 || get_moment (self, worst)->lacks == 0)
    return NULL;
  from = write_clock (self, worst);
  to = write_clock (self, end);
  /* Translators: people that lack, from when to when */
  return g_strdup_printf (_ ("%u short %s–%s"), get_moment (self, worst)->lacks, from, to);
}

/* ---- drawing ---- */

static void
lay_out (FwCoverChart *self)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self));
  const int height = gtk_widget_get_height (GTK_WIDGET (self));
  const int line = fw_chart_get_line_height (FW_CHART (self));
  double most = 1;
  int left;

  for (guint i = 0; i < self->moments->len; i++)
    {
      const Moment *moment = get_moment (self, i);

      most = MAX (most, moment->planned);
      most = isnan (moment->wanted) ? most : MAX (most, moment->wanted);
      most = isnan (moment->actual) ? most : MAX (most, moment->actual);
    }
  self->frame.n = self->moments->len;
  fw_chart_scale_fit (&self->frame.scale, FW_FORMAT_COUNT, 0, most,
                      (guint) CLAMP (height / (line * 2.4), 2, 6));
  left = fw_chart_frame_measure_ticks (&self->frame, FW_CHART (self)) + 2 * GAP;
  self->frame.plot = GRAPHENE_RECT_INIT (left, line + GAP, MAX (width - left - GAP, 1),
                                         MAX (height - 2 * line - 3 * GAP, 1));
}

/* What lacks above a column, all the way up to what is wanted: where nobody is planned nothing else
 * would be seen. */
static void
draw_lack (FwCoverChart *self, GtkSnapshot *snapshot, const Moment *moment, graphene_rect_t lane)
{
  const double bottom = round (fw_chart_frame_find_level (&self->frame, moment->planned));
  const double top = round (fw_chart_frame_find_level (&self->frame, moment->wanted));
  const GdkRGBA *late = fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_LATE);
  GdkRGBA rgba = *late;
  cairo_t *cr;

  lane.origin.y = (float) top;
  lane.size.height = (float) MAX (bottom - top, 3);
  rgba.alpha = 0.18f;
  gtk_snapshot_append_color (snapshot, &rgba, &lane);
  cr = gtk_snapshot_append_cairo (snapshot, &lane);
  gdk_cairo_set_source_rgba (cr, late);
  fw_chart_hatch (cr, &lane, 5, 1.5);
  cairo_destroy (cr);
}

static void
draw_column (FwCoverChart *self, GtkSnapshot *snapshot, guint i)
{
  const Moment *moment = get_moment (self, i);
  const double zero = round (fw_chart_frame_find_level (&self->frame, 0));
  const double top = round (fw_chart_frame_find_level (&self->frame, moment->planned));
  GdkRGBA rgba = *fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_MAIN);
  graphene_rect_t lane;

  fw_chart_frame_find_lane (&self->frame, i, &lane);
  lane.origin.x = roundf (lane.origin.x + 0.5f);
  lane.size.width = MAX (floorf (lane.size.width - 1), 1);
  lane.origin.y = (float) top;
  lane.size.height = (float) MAX (zero - top, 0);
  rgba.alpha = 0.38f;
  gtk_snapshot_append_color (snapshot, &rgba, &lane);
  if (moment->lacks > 0)
    draw_lack (self, snapshot, moment, lane);
}

/* What is not known interrupts the line. */
static void
draw_line (FwCoverChart *self, GtkSnapshot *snapshot, gsize value, FwChartColor color, double width)
{
  graphene_rect_t bounds = self->frame.plot, lane;
  gboolean open = FALSE;
  cairo_t *cr;

  graphene_rect_inset (&bounds, -2, -2);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  gdk_cairo_set_source_rgba (cr, fw_chart_get_color (FW_CHART (self), color));
  cairo_set_line_width (cr, width);
  for (guint i = 0; i < self->moments->len; i++)
    {
      const double people = G_STRUCT_MEMBER (double, get_moment (self, i), value);
      const double y = round (fw_chart_frame_find_level (&self->frame, people)) + 0.5;

      fw_chart_frame_find_lane (&self->frame, i, &lane);
      if (isnan (people))
        {
          open = FALSE;
          continue;
        }
      if (open)
        cairo_line_to (cr, lane.origin.x, y);
      else
        cairo_move_to (cr, lane.origin.x, y);
      cairo_line_to (cr, lane.origin.x + lane.size.width, y);
      open = TRUE;
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_times (FwCoverChart *self, GtkSnapshot *snapshot)
{
  FwChart *chart = FW_CHART (self);
  const graphene_rect_t *plot = &self->frame.plot;
  const gint64 length = self->moments->len * HALF_HOUR;
  g_autoptr (GArray) ticks = fw_chart_time_ticks (self->from, self->from + length, self->zone,
                                                  (guint) MAX (plot->size.width / TICK, 2));

  for (guint i = 0; i < ticks->len; i++)
    {
      const gint64 at = g_array_index (ticks, gint64, i);
      g_autofree char *text = fw_format_clock (at, self->zone);
      PangoLayout *layout = fw_chart_get_layout (chart, FW_CHART_TEXT_LABEL, text);
      const double x =
          plot->origin.x + plot->size.width * (double) (at - self->from) / (double) length;
      int width, height;

      pango_layout_get_pixel_size (layout, &width, &height);
      if (x + width / 2. <= gtk_widget_get_width (GTK_WIDGET (self)))
        fw_chart_draw_text (chart, snapshot, layout, x - width / 2.,
                            plot->origin.y + plot->size.height + GAP / 2., FW_CHART_COLOR_LABEL);
    }
}

/* A line and what it is, right-aligned at @right. Returns: where the next one ends. */
static double
draw_word (FwCoverChart *self,
           GtkSnapshot *snapshot,
           const char *word,
           FwChartColor color,
           double left,
           double right)
{
  FwChart *chart = FW_CHART (self);
  PangoLayout *layout = fw_chart_get_layout (chart, FW_CHART_TEXT_LABEL, word);
  const int line = fw_chart_get_line_height (chart);
  int width, height;
  double x;

  pango_layout_get_pixel_size (layout, &width, &height);
  x = right - width;
  if (x - 18 < left)
    return left;
  fw_chart_draw_text (chart, snapshot, layout, x, 0, FW_CHART_COLOR_LABEL);
  gtk_snapshot_append_color (snapshot, fw_chart_get_color (chart, color),
                             &GRAPHENE_RECT_INIT ((float) x - 18, roundf (line * 0.5f) - 1, 14, 2));
  return x - 18 - 2 * GAP;
}

/* Above the plot: what lacks at the left, what is what at the right. */
static void
draw_words (FwCoverChart *self, GtkSnapshot *snapshot)
{
  FwChart *chart = FW_CHART (self);
  const int line = fw_chart_get_line_height (chart);
  const GdkRGBA *late = fw_chart_get_color (chart, FW_CHART_COLOR_LATE);
  g_autofree char *worst = write_worst (self);
  double x = gtk_widget_get_width (GTK_WIDGET (self)) - GAP, left = self->frame.plot.origin.x;
  PangoLayout *layout;
  GdkRGBA rgba = *fw_chart_get_color (chart, FW_CHART_COLOR_MAIN);
  int width, height;

  if (worst != NULL)
    {
      layout = fw_chart_get_layout (chart, FW_CHART_TEXT_STRONG, worst);
      pango_layout_get_pixel_size (layout, &width, &height);
      fw_mark_draw (snapshot, FW_MARK_TRIANGLE, left, line * 0.2, line * 0.6, late);
      fw_chart_draw_text (chart, snapshot, layout, left + line * 0.6 + 4, 0, FW_CHART_COLOR_LATE);
      left += line * 0.6 + 4 + width + 2 * GAP;
    }
  layout = fw_chart_get_layout (chart, FW_CHART_TEXT_LABEL, C_ ("cover", "planned"));
  pango_layout_get_pixel_size (layout, &width, &height);
  x -= width;
  if (x - 12 < left)
    return;
  fw_chart_draw_text (chart, snapshot, layout, x, 0, FW_CHART_COLOR_LABEL);
  rgba.alpha = 0.38f;
  gtk_snapshot_append_color (snapshot, &rgba,
                             &GRAPHENE_RECT_INIT ((float) x - 12, line * 0.2f, 8, line * 0.6f));
  x -= 12 + 2 * GAP;
  if (self->any)
    x = draw_word (self, snapshot, C_ ("cover", "wanted"), FW_CHART_COLOR_TEXT, left, x);
  if (self->any_actual)
    draw_word (self, snapshot, C_ ("cover", "at work"), FW_CHART_COLOR_MAIN, left, x);
}

static void
fw_cover_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FwCoverChart *self = FW_COVER_CHART (widget);
  FwChart *chart = FW_CHART (self);

  fw_chart_draw_focus (chart, snapshot);
  if (gtk_widget_get_width (widget) < 60 || gtk_widget_get_height (widget) < 50 ||
      self->moments->len == 0)
    return;
  lay_out (self);
  fw_chart_frame_draw_choice (&self->frame, chart, snapshot);
  fw_chart_frame_draw_axis (&self->frame, chart, snapshot);
  for (guint i = 0; i < self->moments->len; i++)
    draw_column (self, snapshot, i);
  draw_line (self, snapshot, G_STRUCT_OFFSET (Moment, wanted), FW_CHART_COLOR_TEXT, 1.6);
  draw_line (self, snapshot, G_STRUCT_OFFSET (Moment, actual), FW_CHART_COLOR_MAIN, 2.4);
  draw_times (self, snapshot);
  draw_words (self, snapshot);
  fw_chart_frame_draw_tip (&self->frame, chart, snapshot);
}

/* ---- in words ---- */

static guint
fw_cover_chart_count_items (FwChart *chart)
{
  return FW_COVER_CHART (chart)->moments->len;
}

static int
fw_cover_chart_find_item (FwChart *chart, double x, double y)
{
  return fw_chart_frame_find_item (&FW_COVER_CHART (chart)->frame, x, y);
}

/* A half of a break is told as a half of a person. */
static char *
write_people (double people)
{
  return fw_format_tick (FW_FORMAT_POINTS, people, people == round (people) ? 1 : 0.1);
}

static char *
describe_planned (FwCoverChart *self, guint item)
{
  const Moment *moment = get_moment (self, item);
  g_autofree char *clock = write_clock (self, item);
  g_autofree char *planned = write_people (moment->planned);
  g_autofree char *wanted = NULL;

  if (isnan (moment->wanted))
    /* Translators: a time, people */
    return g_strdup_printf (_ ("%s\n%s planned"), clock, planned);
  wanted = write_people (moment->wanted);
  if (moment->lacks == 0)
    /* Translators: a time, people, people */
    return g_strdup_printf (_ ("%s\n%s planned, %s wanted"), clock, planned, wanted);
  /* Translators: the same, and how many lack */
  return g_strdup_printf (_ ("%s\n%s planned, %s wanted: %u short"), clock, planned, wanted,
                          moment->lacks);
}

static char *
fw_cover_chart_describe_item (FwChart *chart, guint item)
{
  FwCoverChart *self = FW_COVER_CHART (chart);
  const double people = get_moment (self, item)->actual;
  g_autofree char *text = describe_planned (self, item);
  g_autofree char *actual = NULL;

  if (isnan (people))
    return g_steal_pointer (&text);
  actual = write_people (people);
  /* Translators: how many people were planned and wanted, and how many were there */
  return g_strdup_printf (_ ("%s; %s at work"), text, actual);
}

static char *
fw_cover_chart_describe (FwChart *chart)
{
  FwCoverChart *self = FW_COVER_CHART (chart);

  if (self->moments->len == 0)
    return g_strdup (_ ("No data"));
  if (!self->any)
    return g_strdup (_ ("Nothing is published of what this day wants"));
  if (self->words == NULL)
    return g_strdup (_ ("Nobody is short"));
  /* Translators: when how many people lack: "Short 09:00–10:30 by 2" */
  return g_strdup_printf (_ ("Short %s"), self->words);
}

static char *
fw_cover_chart_to_table (FwChart *chart)
{
  FwCoverChart *self = FW_COVER_CHART (chart);
  GString *table = g_string_new (NULL);

  fw_chart_append_row (table, _ ("Half hour"), C_ ("cover", "wanted"), C_ ("cover", "planned"),
                       C_ ("cover", "short"), self->any_actual ? C_ ("cover", "at work") : NULL,
                       NULL);
  for (guint i = 0; i < self->moments->len; i++)
    {
      const Moment *moment = get_moment (self, i);
      g_autofree char *clock = write_clock (self, i);
      g_autofree char *wanted =
          isnan (moment->wanted) ? g_strdup ("") : write_people (moment->wanted);
      g_autofree char *planned = write_people (moment->planned);
      g_autofree char *lacks = fw_format_count (moment->lacks);
      g_autofree char *actual =
          isnan (moment->actual) ? g_strdup ("") : write_people (moment->actual);

      fw_chart_append_row (table, clock, wanted, planned, lacks, self->any_actual ? actual : NULL,
                           NULL);
    }
  return g_string_free (table, FALSE);
}

/* ---- the class ---- */

static void
fw_cover_chart_finalize (GObject *object)
{
  FwCoverChart *self = FW_COVER_CHART (object);

  g_array_unref (self->moments);
  g_free (self->words);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (fw_cover_chart_parent_class)->finalize (object);
}

static void
fw_cover_chart_class_init (FwCoverChartClass *klass)
{
  FwChartClass *chart_class = FW_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fw_cover_chart_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = fw_cover_chart_snapshot;
  chart_class->size = (FwChartSize){ 240, 90, 480, 140 };
  chart_class->describe = fw_cover_chart_describe;
  chart_class->to_table = fw_cover_chart_to_table;
  chart_class->count_items = fw_cover_chart_count_items;
  chart_class->find_item = fw_cover_chart_find_item;
  chart_class->describe_item = fw_cover_chart_describe_item;
}

static void
fw_cover_chart_init (FwCoverChart *self)
{
  self->moments = g_array_new (FALSE, TRUE, sizeof (Moment));
}

GtkWidget *
fw_cover_chart_new (void)
{
  return g_object_new (FW_TYPE_COVER_CHART, NULL);
}

void
fw_cover_chart_set (FwCoverChart *self,
                    gint64 from,
                    guint n,
                    GTimeZone *zone,
                    const double *wanted,
                    const double *planned,
                    const guint *lacks,
                    const char *words)
{
  g_return_if_fail (FW_IS_COVER_CHART (self) && (planned != NULL || n == 0));

  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
  g_free (self->words);
  self->words = g_strdup (words);
  self->from = from;
  self->any = self->any_actual = FALSE;
  g_array_set_size (self->moments, 0);
  for (guint i = 0; i < n; i++)
    {
      const Moment moment = { wanted != NULL ? wanted[i] : NAN, planned[i], NAN,
                              lacks != NULL ? lacks[i] : 0 };

      self->any = self->any || !isnan (moment.wanted);
      g_array_append_val (self->moments, moment);
    }
  self->frame.n = n;
  fw_chart_changed (FW_CHART (self));
}

void
fw_cover_chart_set_actual (FwCoverChart *self, const double *actual, guint n)
{
  g_return_if_fail (FW_IS_COVER_CHART (self) && (actual != NULL || n == 0));

  for (guint i = 0; i < MIN (n, self->moments->len); i++)
    {
      g_array_index (self->moments, Moment, i).actual = actual[i];
      self->any_actual = self->any_actual || !isnan (actual[i]);
    }
  fw_chart_changed (FW_CHART (self));
}
