/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-mark.h"
#include "charts/fw-path-map-private.h"

#include <math.h>

#define GAP 6
#define MARK 10
#define MOST_BOX 150
#define MOST_LINE 11.0 /* px, of the way that is gone most often */
#define ARC 34         /* px above or below the steps for ways back */

graphene_point_t
fw_path_map_find_point (const FwPathWay *way, double t)
{
  const graphene_point_t *p = way->curve;
  double u = 1 - t, a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;

  return GRAPHENE_POINT_INIT ((float) (a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x),
                              (float) (a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y));
}

static double
measure_line (FwPathMap *self, const FwPathWay *way)
{
  return self->most > 0 ? 1.5 + (MOST_LINE - 1.5) * way->count / (double) self->most : 1.5;
}

/* The lowest edge of the steps that a way back passes. */
static double
find_bottom (FwPathMap *self, const FwPathWay *way)
{
  guint first = fw_path_map_step (self, way->to)->layer,
        last = fw_path_map_step (self, way->from)->layer;
  double bottom = 0;

  for (guint i = 0; i < self->steps->len; i++)
    {
      const FwPathStep *step = fw_path_map_step (self, i);

      if (step->layer >= first && step->layer <= last)
        bottom = MAX (bottom, step->box.origin.y + step->box.size.height);
    }
  return bottom;
}

/* Back from the standard path above everything, from other steps below everything; several of one
 * side each a little further out. */
static void
bend_back (FwPathMap *self, FwPathWay *way, guint nth)
{
  const graphene_rect_t *from = &fw_path_map_step (self, way->from)->box,
                        *to = &fw_path_map_step (self, way->to)->box;
  gboolean above = fw_path_map_step (self, way->from)->row == 0;
  double start = above ? from->origin.y : from->origin.y + from->size.height;
  double end = above ? to->origin.y : to->origin.y + to->size.height;
  double middle = above ? MIN (start, end) - ARC * (0.8 + 0.4 * nth)
                        : find_bottom (self, way) + ARC * (0.5 + 0.4 * nth);
  /* where the two in between stand so that the curve's middle is there */
  double level = (middle - (start + end) / 8) / 0.75;
  double from_x = from->origin.x + from->size.width * 0.6,
         to_x = to->origin.x + to->size.width * 0.4;

  way->curve[0] = GRAPHENE_POINT_INIT ((float) from_x, (float) start);
  way->curve[1] = GRAPHENE_POINT_INIT ((float) (from_x - (from_x - to_x) * 0.1), (float) level);
  way->curve[2] = GRAPHENE_POINT_INIT ((float) (to_x + (from_x - to_x) * 0.1), (float) level);
  way->curve[3] = GRAPHENE_POINT_INIT ((float) to_x, (float) end);
}

static void
bend_forward (FwPathMap *self, FwPathWay *way)
{
  const graphene_rect_t *from = &fw_path_map_step (self, way->from)->box,
                        *to = &fw_path_map_step (self, way->to)->box;
  float x1 = from->origin.x + from->size.width, x2 = to->origin.x,
        y1 = from->origin.y + from->size.height / 2, y2 = to->origin.y + to->size.height / 2;
  float half = (x2 - x1) / 2;

  way->curve[0] = GRAPHENE_POINT_INIT (x1, y1);
  way->curve[1] = GRAPHENE_POINT_INIT (x1 + half, y1);
  way->curve[2] = GRAPHENE_POINT_INIT (x2 - half, y2);
  way->curve[3] = GRAPHENE_POINT_INIT (x2, y2);
}

void
fw_path_map_lay_out (FwPathMap *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)),
         height = gtk_widget_get_height (GTK_WIDGET (self));
  int line = fw_chart_get_line_height (FW_CHART (self));
  double column, row, box_width, box_height = 2 * line + 8, top = 2, bottom = 2;
  guint above = 0, below = 0;

  if (self->steps->len == 0 || width <= 0 || height <= 0)
    return;
  for (guint i = 0; i < self->ways->len; i++)
    if (fw_path_map_leads_back (self, fw_path_map_way (self, i)))
      {
        if (fw_path_map_step (self, fw_path_map_way (self, i)->from)->row == 0)
          top = ARC + line;
        else
          bottom = ARC + line;
      }
  column = width / self->n_layers;
  box_width = MIN (MOST_BOX, column * 0.58);
  row = (height - top - bottom) / self->n_rows;
  box_height = MIN (box_height, row - 4);
  for (guint i = 0; i < self->steps->len; i++)
    {
      FwPathStep *step = fw_path_map_step (self, i);
      /* first and last at the edges: the ways between have the room */
      double x = self->n_layers > 1 ? (width - box_width) * step->layer / (self->n_layers - 1)
                                    : (width - box_width) / 2;

      step->box = GRAPHENE_RECT_INIT (
          (float) round (x), (float) round (top + row * step->row + (row - box_height) / 2),
          (float) round (box_width), (float) round (MAX (box_height, 8)));
    }
  for (guint i = 0; i < self->ways->len; i++)
    {
      FwPathWay *way = fw_path_map_way (self, i);

      if (!fw_path_map_leads_back (self, way))
        bend_forward (self, way);
      else
        bend_back (self, way, fw_path_map_step (self, way->from)->row == 0 ? above++ : below++);
    }
}

static FwChartColor
get_way_color (const FwPathWay *way)
{
  return way->bottleneck ? FW_CHART_COLOR_LATE
         : way->standard ? FW_CHART_COLOR_MAIN
                         : FW_CHART_COLOR_COMPARE;
}

static void
draw_way (FwPathMap *self, cairo_t *cr, const FwPathWay *way, gboolean chosen)
{
  GdkRGBA rgba = *fw_chart_get_color (FW_CHART (self), get_way_color (way));
  const graphene_point_t *p = way->curve;
  graphene_point_t before = fw_path_map_find_point (way, 0.94);
  double line = measure_line (self, way), angle, size = 5 + line / 2;

  rgba.alpha = chosen ? 1 : 0.62f;
  gdk_cairo_set_source_rgba (cr, &rgba);
  cairo_set_line_width (cr, line);
  /* dashes as long as they are thick, or a wide way would look like a ladder */
  if (!way->standard)
    cairo_set_dash (cr, (double[]){ 4 + line, 3 + line / 2 }, 2, 0);
  cairo_move_to (cr, p[0].x, p[0].y);
  cairo_curve_to (cr, p[1].x, p[1].y, p[2].x, p[2].y, p[3].x, p[3].y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  angle = atan2 (p[3].y - before.y, p[3].x - before.x);
  rgba.alpha = 1;
  gdk_cairo_set_source_rgba (cr, &rgba);
  cairo_move_to (cr, p[3].x, p[3].y);
  cairo_line_to (cr, p[3].x - 2 * size * cos (angle - 0.45),
                 p[3].y - 2 * size * sin (angle - 0.45));
  cairo_line_to (cr, p[3].x - 2 * size * cos (angle + 0.45),
                 p[3].y - 2 * size * sin (angle + 0.45));
  cairo_close_path (cr);
  cairo_fill (cr);
}

/* Number and wait in the middle of a way, if there is room between the steps. */
static void
draw_way_words (FwPathMap *self, GtkSnapshot *snapshot, const FwPathWay *way)
{
  FwChart *chart = FW_CHART (self);
  FwChartText style = way->bottleneck ? FW_CHART_TEXT_STRONG : FW_CHART_TEXT_LABEL;
  PangoLayout *layout = fw_chart_get_layout (chart, style, way->text);
  GdkRGBA ground = *fw_chart_get_color (chart, FW_CHART_COLOR_SURFACE);
  graphene_point_t middle = fw_path_map_find_point (way, 0.5);
  double mark = way->bottleneck ? MARK + 4 : 0, x, y;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (!fw_path_map_leads_back (self, way) && width + mark > way->curve[3].x - way->curve[0].x - 4)
    return;
  ground.alpha = 0.88f;
  x = round (middle.x - (width + mark) / 2);
  /* above a level way, on one that bends */
  y = way->curve[0].y == way->curve[3].y && !fw_path_map_leads_back (self, way)
          ? middle.y - height - measure_line (self, way) / 2
          : middle.y - height / 2.;
  y = round (CLAMP (y, 0, gtk_widget_get_height (GTK_WIDGET (self)) - height));
  gtk_snapshot_append_color (
      snapshot, &ground,
      &GRAPHENE_RECT_INIT ((float) x - 3, (float) y, (float) (width + mark + 6), height));
  if (way->bottleneck)
    fw_mark_draw (snapshot, FW_MARK_TRIANGLE, x, y + (height - MARK) / 2., MARK,
                  fw_chart_get_color (chart, FW_CHART_COLOR_LATE));
  fw_chart_draw_text (chart, snapshot, layout, x + mark, y,
                      way->bottleneck ? FW_CHART_COLOR_LATE : FW_CHART_COLOR_TEXT);
}

static void
draw_step (FwPathMap *self, GtkSnapshot *snapshot, const FwPathStep *step, gboolean chosen)
{
  FwChart *chart = FW_CHART (self);
  int line = fw_chart_get_line_height (chart), room = (int) step->box.size.width - 2 * GAP;
  gboolean both = step->box.size.height >= 2 * line;
  FwChartColor edge = step->bottleneck ? FW_CHART_COLOR_LATE
                      : step->row == 0 ? FW_CHART_COLOR_MAIN
                                       : FW_CHART_COLOR_COMPARE;
  double x = step->box.origin.x + GAP,
         y = step->box.origin.y + (step->box.size.height - line * (both ? 2 : 1)) / 2;
  GskRoundedRect box;

  gsk_rounded_rect_init_from_rect (&box, &step->box, 6);
  gtk_snapshot_push_rounded_clip (snapshot, &box);
  gtk_snapshot_append_color (snapshot, fw_chart_get_color (chart, FW_CHART_COLOR_SURFACE),
                             &step->box);
  gtk_snapshot_pop (snapshot);
  fw_chart_draw_frame (snapshot, &step->box, 6, chosen ? 3 : 1.5, fw_chart_get_color (chart, edge));
  fw_chart_draw_text (
      chart, snapshot,
      fw_chart_get_wrapped (chart, FW_CHART_TEXT_LABEL, step->label, room, 1, PANGO_ALIGN_CENTER),
      x, y, FW_CHART_COLOR_TEXT);
  if (both)
    fw_chart_draw_text (
        chart, snapshot,
        fw_chart_get_wrapped (chart, FW_CHART_TEXT_STRONG, step->text, room, 1, PANGO_ALIGN_CENTER),
        x, y + line, FW_CHART_COLOR_TEXT);
  if (step->bottleneck)
    fw_mark_draw (snapshot, FW_MARK_TRIANGLE, step->box.origin.x + step->box.size.width - MARK - 3,
                  step->box.origin.y + 3, MARK, fw_chart_get_color (chart, FW_CHART_COLOR_LATE));
}

static gboolean
is_chosen (FwPathMap *self, gboolean is_way, guint index)
{
  int chosen[] = { fw_chart_get_cursor (FW_CHART (self)), fw_chart_get_selected (FW_CHART (self)) };

  for (guint i = 0; i < G_N_ELEMENTS (chosen); i++)
    if (chosen[i] >= 0 && fw_path_map_item (self, chosen[i])->is_way == is_way &&
        fw_path_map_item (self, chosen[i])->index == index)
      return TRUE;
  return FALSE;
}

void
fw_path_map_draw (FwPathMap *self, GtkSnapshot *snapshot)
{
  FwChart *chart = FW_CHART (self);
  int cursor = fw_chart_get_cursor (chart), width = gtk_widget_get_width (GTK_WIDGET (self)),
      height = gtk_widget_get_height (GTK_WIDGET (self));
  cairo_t *cr;

  fw_chart_draw_focus (chart, snapshot);
  if (width < 80 || height < 60 || self->steps->len == 0)
    return;
  fw_path_map_lay_out (self);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  for (guint i = 0; i < self->ways->len; i++)
    draw_way (self, cr, fw_path_map_way (self, i), is_chosen (self, TRUE, i));
  cairo_destroy (cr);
  for (guint i = 0; i < self->ways->len; i++)
    draw_way_words (self, snapshot, fw_path_map_way (self, i));
  for (guint i = 0; i < self->steps->len; i++)
    draw_step (self, snapshot, fw_path_map_step (self, i), is_chosen (self, FALSE, i));
  if (cursor >= 0)
    {
      g_autofree char *text = fw_chart_describe_item (chart, (guint) cursor);
      const FwPathItem *item = fw_path_map_item (self, cursor);
      graphene_rect_t around;

      if (item->is_way)
        {
          graphene_point_t middle =
              fw_path_map_find_point (fw_path_map_way (self, item->index), 0.5);

          around = GRAPHENE_RECT_INIT (middle.x - 4, middle.y - 4, 8, 8);
        }
      else
        around = fw_path_map_step (self, item->index)->box;
      fw_chart_draw_tip (chart, snapshot, text, &around);
    }
}
