/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-heat-map-private.h"
#include "charts/fw-mark.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define GAP 6
#define LEGEND_WIDTH 96
#define STRONG 0.6 /* of the ramp, from here on a cell has an arrow as well */
#define LEAST_FOR_ARROW 6

static int
measure_names (FwHeatMap *self, char **names, guint n)
{
  int width = 0;

  for (guint i = 0; i < n; i++)
    width = MAX (width, fw_chart_get_text_width (FW_CHART (self), FW_CHART_TEXT_LABEL, names[i]));
  return width;
}

/* Left of the cells the rows, below them the columns and the legend. */
static void
lay_out (FwHeatMap *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)),
      height = gtk_widget_get_height (GTK_WIDGET (self));
  int line = fw_chart_get_line_height (FW_CHART (self));
  int left = MIN (measure_names (self, self->rows, self->n_rows), width / 3) + GAP;
  double all_width = MAX (width - left - 2, 1), all_height = MAX (height - 2 * line - 2 * GAP, 1);

  self->plot =
      GRAPHENE_RECT_INIT (left, 1, (float) all_width, (float) MIN (all_height, 48. * self->n_rows));
}

/* Whole pixels, so that the gaps between cells are of one width; the cells may differ by one. */
static void
find_cell (FwHeatMap *self, guint item, graphene_rect_t *rect)
{
  double width = self->plot.size.width / (double) self->n_columns,
         height = self->plot.size.height / (double) self->n_rows;
  guint row = item / self->n_columns, column = item % self->n_columns;
  double left = round (width * column), right = round (width * (column + 1)),
         top = round (height * row), bottom = round (height * (row + 1));
  double gap = width >= 3 && height >= 3 ? 1 : 0;

  *rect = GRAPHENE_RECT_INIT (self->plot.origin.x + (float) left, self->plot.origin.y + (float) top,
                              (float) MAX (right - left - gap, 0.5),
                              (float) MAX (bottom - top - gap, 0.5));
}

/* -1 worst … 1 best */
static double
grade_change (FwHeatMap *self, double change)
{
  double grade = CLAMP (change / self->reach, -1, 1);

  return self->lower_is_better ? -grade : grade;
}

static void
mix_color (FwHeatMap *self, double grade, GdkRGBA *rgba)
{
  const GdkRGBA *none = fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_UNCHANGED);
  const GdkRGBA *end = fw_chart_get_color (FW_CHART (self), grade < 0 ? FW_CHART_COLOR_WORSE
                                                                      : FW_CHART_COLOR_BETTER);
  float share = (float) fabs (grade);

  *rgba = (GdkRGBA){ none->red + (end->red - none->red) * share,
                     none->green + (end->green - none->green) * share,
                     none->blue + (end->blue - none->blue) * share, 1 };
}

static void
draw_ink (FwHeatMap *self,
          GtkSnapshot *snapshot,
          PangoLayout *layout,
          double x,
          double y,
          const GdkRGBA *ink)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (x), (float) round (y)));
  gtk_snapshot_append_layout (snapshot, layout, ink);
  gtk_snapshot_restore (snapshot);
}

static void
draw_full_cell (FwHeatMap *self, GtkSnapshot *snapshot, guint item, gboolean with_value)
{
  double change = self->cells[item].now - self->cells[item].before;
  double grade = grade_change (self, change);
  graphene_rect_t rect;
  GdkRGBA rgba, ink;

  find_cell (self, item, &rect);
  mix_color (self, grade, &rgba);
  gtk_snapshot_append_color (snapshot, &rgba, &rect);
  fw_chart_find_ink (&rgba, &ink);
  if (with_value)
    {
      g_autofree char *text = fw_format_signed (self->format, change);
      PangoLayout *layout = fw_chart_get_layout (FW_CHART (self), FW_CHART_TEXT_LABEL, text);
      int width, height;

      pango_layout_get_pixel_size (layout, &width, &height);
      draw_ink (self, snapshot, layout, rect.origin.x + (rect.size.width - width) / 2,
                rect.origin.y + (rect.size.height - height) / 2, &ink);
    }
  else if (fabs (grade) >= STRONG && MIN (rect.size.width, rect.size.height) >= LEAST_FOR_ARROW)
    {
      double size = MAX (MIN (rect.size.width, rect.size.height) * 0.5, 6);

      fw_mark_draw (snapshot, change < 0 ? FW_MARK_DOWN : FW_MARK_UP,
                    rect.origin.x + (rect.size.width - size) / 2,
                    rect.origin.y + (rect.size.height - size) / 2, size, &ink);
    }
}

/* All hatched cells in one go: there may be hundreds. */
static void
draw_thin_cells (FwHeatMap *self, GtkSnapshot *snapshot)
{
  GdkRGBA rgba = *fw_chart_get_color (FW_CHART (self), FW_CHART_COLOR_COMPARE);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &self->plot);

  rgba.alpha = 0.6f;
  gdk_cairo_set_source_rgba (cr, &rgba);
  for (guint i = 0; i < self->n_rows * self->n_columns; i++)
    {
      graphene_rect_t rect;

      if (fw_heat_map_get_state (self, &self->cells[i]) != FW_HEAT_THIN)
        continue;
      find_cell (self, i, &rect);
      fw_chart_hatch (cr, &rect, 5, 1);
    }
  cairo_destroy (cr);
}

/* Room for every value, or for none: some with and some without would read as if those were 0. */
static gboolean
has_room_for_values (FwHeatMap *self)
{
  int line = fw_chart_get_line_height (FW_CHART (self));
  double width = self->plot.size.width / self->n_columns - 5;

  if (self->plot.size.height / self->n_rows < line || width < 20)
    return FALSE;
  for (guint i = 0; i < self->n_rows * self->n_columns; i++)
    if (fw_heat_map_get_state (self, &self->cells[i]) == FW_HEAT_FULL)
      {
        g_autofree char *text =
            fw_format_signed (self->format, self->cells[i].now - self->cells[i].before);

        if (fw_chart_get_text_width (FW_CHART (self), FW_CHART_TEXT_LABEL, text) > width)
          return FALSE;
      }
  return TRUE;
}

static void
draw_row_names (FwHeatMap *self, GtkSnapshot *snapshot, int cursor)
{
  double height = self->plot.size.height / self->n_rows;
  int line = fw_chart_get_line_height (FW_CHART (self));
  guint stride = (guint) MAX (ceil (line * 0.85 / height), 1);

  for (guint i = 0; i < self->n_rows; i += stride)
    {
      gboolean here = cursor >= 0 && (guint) cursor / self->n_columns == i;
      PangoLayout *layout = fw_chart_get_wrapped (
          FW_CHART (self), here ? FW_CHART_TEXT_STRONG : FW_CHART_TEXT_LABEL, self->rows[i],
          (int) self->plot.origin.x - GAP + 2, 1, PANGO_ALIGN_LEFT);

      fw_chart_draw_text (FW_CHART (self), snapshot, layout, 0,
                          self->plot.origin.y + height * i + (height - line) / 2,
                          here ? FW_CHART_COLOR_TEXT : FW_CHART_COLOR_LABEL);
    }
}

static void
draw_column_names (FwHeatMap *self, GtkSnapshot *snapshot)
{
  /* of half hours these are whole numbers of hours, of days weeks */
  static const guint strides[] = { 1, 2, 4, 6, 8, 12, 16, 24, 48, 96 };
  double width = self->plot.size.width / self->n_columns;
  int name = measure_names (self, self->columns, self->n_columns);
  guint stride = strides[G_N_ELEMENTS (strides) - 1];

  for (guint i = G_N_ELEMENTS (strides); i-- > 0;)
    if (strides[i] * width >= name + 2 * GAP)
      stride = strides[i];
  for (guint i = 0; i < self->n_columns; i += stride)
    {
      PangoLayout *layout =
          fw_chart_get_layout (FW_CHART (self), FW_CHART_TEXT_LABEL, self->columns[i]);
      int text;

      pango_layout_get_pixel_size (layout, &text, NULL);
      /* a name over a single column stands in its middle, one over several where they begin */
      fw_chart_draw_text (FW_CHART (self), snapshot, layout,
                          self->plot.origin.x + width * i + (stride == 1 ? (width - text) / 2 : 0),
                          self->plot.origin.y + self->plot.size.height + 2, FW_CHART_COLOR_LABEL);
    }
}

static double
draw_legend_text (FwHeatMap *self, GtkSnapshot *snapshot, const char *text, double x, double y)
{
  PangoLayout *layout = fw_chart_get_layout (FW_CHART (self), FW_CHART_TEXT_LABEL, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  fw_chart_draw_text (FW_CHART (self), snapshot, layout, x, y, FW_CHART_COLOR_LABEL);
  return x + width + GAP;
}

static void
draw_legend (FwHeatMap *self, GtkSnapshot *snapshot)
{
  FwChart *chart = FW_CHART (self);
  int line = fw_chart_get_line_height (chart);
  double y = gtk_widget_get_height (GTK_WIDGET (self)) - line, x = self->plot.origin.x;
  g_autofree char *low = fw_format_signed (self->format, -self->reach);
  g_autofree char *high = fw_format_signed (self->format, self->reach);
  g_autofree char *from = g_strdup_printf ("≤ %s", low), *to = g_strdup_printf ("≥ %s", high);
  graphene_rect_t thin;
  cairo_t *cr;

  y = MIN (y, self->plot.origin.y + self->plot.size.height + line + GAP);
  x = draw_legend_text (self, snapshot, from, x, y);
  for (guint i = 0; i < 9; i++)
    {
      GdkRGBA rgba;

      mix_color (self, grade_change (self, self->reach * (i / 4. - 1)), &rgba);
      gtk_snapshot_append_color (snapshot, &rgba,
                                 &GRAPHENE_RECT_INIT ((float) (x + i * LEGEND_WIDTH / 9.),
                                                      (float) y + 3, LEGEND_WIDTH / 9.f + 0.5f,
                                                      (float) line - 6));
    }
  x = draw_legend_text (self, snapshot, to, x + LEGEND_WIDTH + GAP, y) + 2 * GAP;
  if (x + line + GAP + fw_chart_get_text_width (chart, FW_CHART_TEXT_LABEL, _ ("too few")) >
      gtk_widget_get_width (GTK_WIDGET (self)))
    return;
  thin = GRAPHENE_RECT_INIT ((float) x, (float) y + 3, (float) line, (float) line - 6);
  cr = gtk_snapshot_append_cairo (snapshot, &thin);
  gdk_cairo_set_source_rgba (cr, fw_chart_get_color (chart, FW_CHART_COLOR_COMPARE));
  fw_chart_hatch (cr, &thin, 5, 1);
  cairo_destroy (cr);
  draw_legend_text (self, snapshot, _ ("too few"), x + line + GAP, y);
}

static void
draw_chosen (FwHeatMap *self, GtkSnapshot *snapshot, int item, FwChartColor color)
{
  graphene_rect_t rect;

  if (item < 0)
    return;
  find_cell (self, (guint) item, &rect);
  graphene_rect_inset (&rect, -2, -2);
  fw_chart_draw_frame (snapshot, &rect, 2, 2, fw_chart_get_color (FW_CHART (self), color));
}

void
fw_heat_map_draw (FwHeatMap *self, GtkSnapshot *snapshot)
{
  FwChart *chart = FW_CHART (self);
  int cursor = fw_chart_get_cursor (chart);
  gboolean with_values;

  fw_chart_draw_focus (chart, snapshot);
  if (gtk_widget_get_width (GTK_WIDGET (self)) < 60 ||
      gtk_widget_get_height (GTK_WIDGET (self)) < 40 || self->n_rows == 0)
    return;
  lay_out (self);
  with_values = has_room_for_values (self);
  draw_thin_cells (self, snapshot);
  for (guint i = 0; i < self->n_rows * self->n_columns; i++)
    if (fw_heat_map_get_state (self, &self->cells[i]) == FW_HEAT_FULL)
      draw_full_cell (self, snapshot, i, with_values);
  draw_row_names (self, snapshot, cursor);
  draw_column_names (self, snapshot);
  draw_legend (self, snapshot);
  draw_chosen (self, snapshot, fw_chart_get_selected (chart), FW_CHART_COLOR_MAIN);
  draw_chosen (self, snapshot, cursor, FW_CHART_COLOR_TEXT);
  if (cursor >= 0)
    {
      g_autofree char *text = fw_chart_describe_item (chart, (guint) cursor);
      graphene_rect_t rect;

      find_cell (self, (guint) cursor, &rect);
      fw_chart_draw_tip (chart, snapshot, text, &rect);
    }
}
