/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-mark.h"
#include "charts/fw-radar-chart-private.h"

#include <math.h>

#define GAP 6
#define MARK 10
#define RINGS 4

static double
get_value (const FwRadarSpoke *spoke)
{
  return spoke->value;
}

static double
get_other (const FwRadarSpoke *spoke)
{
  return spoke->other;
}

static double
get_benchmark (const FwRadarSpoke *spoke)
{
  return spoke->benchmark;
}

static void
find_point (FwRadarChart *self, guint i, double score, double *x, double *y)
{
  double angle = 2 * G_PI * i / self->n, reach = self->radius * CLAMP (score, 0, 100) / 100;

  *x = self->middle.x + reach * sin (angle);
  *y = self->middle.y - reach * cos (angle);
}

/* Words stand outside, so the area has what they leave. */
static void
lay_out (FwRadarChart *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)),
      height = gtk_widget_get_height (GTK_WIDGET (self));
  int line = fw_chart_get_line_height (FW_CHART (self)), label = 0;
  int legend = line + GAP;

  for (guint i = 0; i < self->n; i++)
    {
      label = MAX (label, fw_chart_get_text_width (FW_CHART (self), FW_CHART_TEXT_LABEL,
                                                   self->spokes[i].label));
      label = MAX (label, MARK + 4 +
                              fw_chart_get_text_width (FW_CHART (self), FW_CHART_TEXT_STRONG,
                                                       self->spokes[i].text));
    }
  label = MIN (label, width * 6 / 25); /* longer ones are broken */
  self->radius =
      MAX (MIN (width / 2. - label - 2 * GAP, (height - legend) / 2. - 2 * line - GAP), 8);
  self->middle =
      GRAPHENE_POINT_INIT ((float) round (width / 2.), (float) round ((height - legend) / 2.));
}

/* A closed line where every spoke has a score, else pieces. Returns: whether it is closed. */
static gboolean
trace (FwRadarChart *self, cairo_t *cr, double (*get_score) (const FwRadarSpoke *))
{
  gboolean joined = FALSE, closed = TRUE;

  for (guint i = 0; i < self->n; i++)
    {
      double score = get_score (&self->spokes[i]), x, y;

      if (!isfinite (score))
        {
          joined = closed = FALSE;
          continue;
        }
      find_point (self, i, score, &x, &y);
      if (joined)
        cairo_line_to (cr, x, y);
      else
        cairo_move_to (cr, x, y);
      joined = TRUE;
    }
  if (closed && self->n > 2)
    cairo_close_path (cr);
  else if (joined && self->n > 2 && isfinite (get_score (&self->spokes[0])))
    {
      double x, y;

      find_point (self, 0, get_score (&self->spokes[0]), &x, &y);
      cairo_line_to (cr, x, y);
    }
  return closed && self->n > 2;
}

static void
draw_web (FwRadarChart *self, cairo_t *cr)
{
  double x, y;

  gdk_cairo_set_source_rgba (cr, fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_GRID));
  cairo_set_line_width (cr, 1);
  for (guint ring = 1; ring <= RINGS; ring++)
    {
      for (guint i = 0; i < self->n; i++)
        {
          find_point (self, i, 100. * ring / RINGS, &x, &y);
          cairo_line_to (cr, x, y);
        }
      cairo_close_path (cr);
      cairo_stroke (cr);
    }
  for (guint i = 0; i < self->n; i++)
    {
      find_point (self, i, 100, &x, &y);
      cairo_move_to (cr, self->middle.x, self->middle.y);
      cairo_line_to (cr, x, y);
    }
  cairo_stroke (cr);
}

static void
draw_areas (FwRadarChart *self, cairo_t *cr)
{
  GdkRGBA rgba = *fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_MAIN);

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (self->other != NULL)
    {
      gdk_cairo_set_source_rgba (cr, fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_COMPARE));
      cairo_set_line_width (cr, 1.6);
      trace (self, cr, get_other);
      cairo_stroke (cr);
    }
  if (trace (self, cr, get_value))
    {
      rgba.alpha = 0.16f;
      gdk_cairo_set_source_rgba (cr, &rgba);
      cairo_fill_preserve (cr);
    }
  rgba.alpha = 1;
  gdk_cairo_set_source_rgba (cr, &rgba);
  cairo_set_line_width (cr, 2.2);
  cairo_stroke (cr);
  gdk_cairo_set_source_rgba (cr, fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_TARGET));
  cairo_set_line_width (cr, 1.2);
  cairo_set_dash (cr, (double[]){ 5, 4 }, 2, 0);
  trace (self, cr, get_benchmark);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_marks (FwRadarChart *self, GtkSnapshot *snapshot)
{
  for (guint i = 0; i < self->n; i++)
    {
      const FwRadarSpoke *spoke = &self->spokes[i];
      gboolean below = fw_radar_spoke_is_short (spoke);
      double x, y, size = below || spoke->cannot_tell ? MARK + 1 : MARK - 2;

      if (isnan (spoke->value))
        continue;
      find_point (self, i, spoke->value, &x, &y);
      fw_mark_draw (
          snapshot,
          below                ? FW_MARK_TRIANGLE
          : spoke->cannot_tell ? FW_MARK_RING
                               : FW_MARK_DISC,
          x - size / 2, y - size / 2, size,
          fw_chart_get_color (FW_CHART (self), below ? FW_CHART_COLOR_LATE : FW_CHART_COLOR_MAIN));
    }
}

/* Name above its score, left, right or in the middle of where the spoke ends. */
static void
draw_words (FwRadarChart *self, GtkSnapshot *snapshot, guint i)
{
  FwChart *chart = FW_CHART (self);
  const FwRadarSpoke *spoke = &self->spokes[i];
  double angle = 2 * G_PI * i / self->n, side = sin (angle), x, y, left;
  double all = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean below = fw_radar_spoke_is_short (spoke), here = fw_chart_get_cursor (chart) == (int) i;
  int line = fw_chart_get_line_height (chart), label_height, score_width, room;
  PangoLayout *label, *score;

  x = self->middle.x + (self->radius + GAP) * side;
  y = self->middle.y - (self->radius + GAP) * cos (angle);
  room = (int) (fabs (side) < 0.3 ? all / 2 : side > 0 ? all - x : x);
  label = fw_chart_get_wrapped (chart, here ? FW_CHART_TEXT_STRONG : FW_CHART_TEXT_LABEL,
                                spoke->label, room, 2,
                                fabs (side) < 0.3 ? PANGO_ALIGN_CENTER
                                : side > 0        ? PANGO_ALIGN_LEFT
                                                  : PANGO_ALIGN_RIGHT);
  score = fw_chart_get_layout (chart, FW_CHART_TEXT_STRONG, spoke->text);
  pango_layout_get_pixel_size (label, NULL, &label_height);
  pango_layout_get_pixel_size (score, &score_width, NULL);
  score_width += below ? MARK + 4 : 0;
  y -= (label_height + line) * (1 + cos (angle)) / 2;
  left = fabs (side) < 0.3 ? x - room / 2. : side > 0 ? x : x - room;
  fw_chart_draw_text (chart, snapshot, label, left, y,
                      here ? FW_CHART_COLOR_TEXT : FW_CHART_COLOR_LABEL);
  left = fabs (side) < 0.3 ? x - score_width / 2. : side > 0 ? x : x - score_width;
  left = CLAMP (left, 0, MAX (all - score_width, 0));
  if (below)
    {
      fw_mark_draw (snapshot, FW_MARK_TRIANGLE, left, y + label_height + (line - MARK) / 2., MARK,
                    fw_chart_get_color (chart, FW_CHART_COLOR_LATE));
      left += MARK + 4;
    }
  fw_chart_draw_text (chart, snapshot, score, left, y + label_height,
                      below ? FW_CHART_COLOR_LATE : FW_CHART_COLOR_TEXT);
}

static void
draw_legend (FwRadarChart *self, GtkSnapshot *snapshot)
{
  static const FwChartColor colors[] = { FW_CHART_COLOR_MAIN, FW_CHART_COLOR_COMPARE,
                                         FW_CHART_COLOR_TARGET };
  const char *names[] = { self->main, self->other, self->benchmark };
  FwChart *chart = FW_CHART (self);
  int line = fw_chart_get_line_height (chart);
  double x = 0, y = gtk_widget_get_height (GTK_WIDGET (self)) - line, total = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i] != NULL)
      total += 20 + 4 + fw_chart_get_text_width (chart, FW_CHART_TEXT_LABEL, names[i]) + 3 * GAP;
  x = MAX ((gtk_widget_get_width (GTK_WIDGET (self)) - total) / 2, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      float thick = i == 0 ? 3 : i == 1 ? 2 : 1;

      if (names[i] == NULL)
        continue;
      for (float dash = 0; dash < 20; dash += i == 2 ? 7 : 20)
        gtk_snapshot_append_color (snapshot, fw_chart_get_color (chart, colors[i]),
                                   &GRAPHENE_RECT_INIT ((float) x + dash,
                                                        (float) round (y + line / 2.),
                                                        i == 2 ? 5 : 20, thick));
      x += 24;
      fw_chart_draw_text (chart, snapshot,
                          fw_chart_get_layout (chart, FW_CHART_TEXT_LABEL, names[i]), x, y,
                          FW_CHART_COLOR_LABEL);
      x += fw_chart_get_text_width (chart, FW_CHART_TEXT_LABEL, names[i]) + 3 * GAP;
    }
}

static void
draw_cursor (FwRadarChart *self, GtkSnapshot *snapshot, int item, gboolean with_words)
{
  const FwRadarSpoke *spoke;
  double x, y;
  graphene_rect_t box;

  if (item < 0)
    return;
  spoke = &self->spokes[item];
  find_point (self, (guint) item, isnan (spoke->value) ? 0 : spoke->value, &x, &y);
  box = GRAPHENE_RECT_INIT ((float) x - MARK, (float) y - MARK, 2 * MARK, 2 * MARK);
  fw_chart_draw_frame (
      snapshot, &box, MARK, 2,
      fw_chart_get_color (FW_CHART (self), with_words ? FW_CHART_COLOR_TEXT : FW_CHART_COLOR_MAIN));
  if (with_words)
    {
      g_autofree char *text = fw_chart_describe_item (FW_CHART (self), (guint) item);

      fw_chart_draw_tip (FW_CHART (self), snapshot, text, &box);
    }
}

void
fw_radar_chart_draw (FwRadarChart *self, GtkSnapshot *snapshot)
{
  FwChart *chart = FW_CHART (self);
  cairo_t *cr;

  fw_chart_draw_focus (chart, snapshot);
  if (gtk_widget_get_width (GTK_WIDGET (self)) < 80 ||
      gtk_widget_get_height (GTK_WIDGET (self)) < 80 || self->n == 0)
    return;
  lay_out (self);
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (self->middle.x - (float) self->radius - 3,
                                     self->middle.y - (float) self->radius - 3,
                                     (float) self->radius * 2 + 6, (float) self->radius * 2 + 6));
  draw_web (self, cr);
  draw_areas (self, cr);
  cairo_destroy (cr);
  draw_marks (self, snapshot);
  for (guint i = 0; i < self->n; i++)
    draw_words (self, snapshot, i);
  draw_legend (self, snapshot);
  draw_cursor (self, snapshot, fw_chart_get_selected (chart), FALSE);
  draw_cursor (self, snapshot, fw_chart_get_cursor (chart), TRUE);
}
