/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-chart.h"

#include <math.h>
#include <string.h>

#define TIP_PADDING 9
#define TIP_GAP 8
#define MAX_TIP_LINES 8

int
fw_chart_get_text_width (FwChart *self, FwChartText style, const char *text)
{
  int width;

  pango_layout_get_pixel_size (fw_chart_get_layout (self, style, text), &width, NULL);
  return width;
}

int
fw_chart_get_line_height (FwChart *self)
{
  int height;

  pango_layout_get_pixel_size (fw_chart_get_layout (self, FW_CHART_TEXT_LABEL, "0"), NULL, &height);
  return height;
}

void
fw_chart_draw_text (FwChart *self,
                    GtkSnapshot *snapshot,
                    PangoLayout *layout,
                    double x,
                    double y,
                    FwChartColor color)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (x), (float) round (y)));
  gtk_snapshot_append_layout (snapshot, layout, fw_chart_get_color (self, color));
  gtk_snapshot_restore (snapshot);
}

void
fw_chart_draw_frame (GtkSnapshot *snapshot,
                     const graphene_rect_t *rect,
                     double radius,
                     double thickness,
                     const GdkRGBA *rgba)
{
  float width = (float) thickness;
  GskRoundedRect box;

  gsk_rounded_rect_init_from_rect (&box, rect, (float) radius);
  gtk_snapshot_append_border (snapshot, &box, (float[4]){ width, width, width, width },
                              (GdkRGBA[4]){ *rgba, *rgba, *rgba, *rgba });
}

void
fw_chart_draw_focus (FwChart *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRGBA rgba = *fw_chart_get_color (self, FW_CHART_COLOR_MAIN);

  if (!gtk_widget_has_visible_focus (widget))
    return;
  rgba.alpha = 0.6f;
  fw_chart_draw_frame (
      snapshot,
      &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)), 6,
      2, &rgba);
}

/* Where a box of @width × @height stands beside @around: right, else left, else above the middle,
 * never outside. */
static void
place_tip (
    FwChart *self, const graphene_rect_t *around, int width, int height, graphene_rect_t *box)
{
  double all_width = gtk_widget_get_width (GTK_WIDGET (self)),
         all_height = gtk_widget_get_height (GTK_WIDGET (self)), right, left, x, y;

  right = around->origin.x + around->size.width + TIP_GAP;
  left = around->origin.x - TIP_GAP - width;
  y = around->origin.y + (around->size.height - height) / 2;
  if (right + width <= all_width)
    x = right;
  else if (left >= 0)
    x = left;
  else
    {
      x = around->origin.x + (around->size.width - width) / 2;
      y = around->origin.y - TIP_GAP - height;
      if (y < 0)
        y = around->origin.y + around->size.height + TIP_GAP;
    }
  x = CLAMP (x, 0, MAX (all_width - width, 0));
  y = CLAMP (y, 0, MAX (all_height - height, 0));
  *box = GRAPHENE_RECT_INIT ((float) round (x), (float) round (y), width, height);
}

static guint
lay_out_tip (FwChart *self, char **lines, PangoLayout **layouts, int *width, int *height)
{
  int most = MAX (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * TIP_PADDING, 40);
  guint n = 0;

  *width = *height = 0;
  for (; lines[n] != NULL && n < MAX_TIP_LINES; n++)
    {
      FwChartText style = n == 0 ? FW_CHART_TEXT_STRONG : FW_CHART_TEXT_LABEL;
      int line_width, line_height;

      layouts[n] = fw_chart_get_layout (self, style, lines[n]);
      pango_layout_get_pixel_size (layouts[n], &line_width, &line_height);
      if (line_width > most)
        {
          layouts[n] = fw_chart_get_wrapped (self, style, lines[n], most, 3, PANGO_ALIGN_LEFT);
          pango_layout_get_pixel_size (layouts[n], &line_width, &line_height);
        }
      *width = MAX (*width, line_width);
      *height += line_height + 2;
    }
  *width += 2 * TIP_PADDING;
  *height += 2 * TIP_PADDING - 4;
  return n;
}

void
fw_chart_draw_tip (FwChart *self,
                   GtkSnapshot *snapshot,
                   const char *text,
                   const graphene_rect_t *around)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  PangoLayout *layouts[MAX_TIP_LINES];
  graphene_rect_t bounds;
  GskRoundedRect box;
  int width, height;
  guint n = lay_out_tip (self, lines, layouts, &width, &height);
  double y;

  place_tip (self, around, width, height, &bounds);
  gsk_rounded_rect_init_from_rect (&box, &bounds, 6);
  gtk_snapshot_push_rounded_clip (snapshot, &box);
  gtk_snapshot_append_color (snapshot, fw_chart_get_color (self, FW_CHART_COLOR_SURFACE), &bounds);
  gtk_snapshot_pop (snapshot);
  fw_chart_draw_frame (snapshot, &bounds, 6, 1, fw_chart_get_color (self, FW_CHART_COLOR_COMPARE));
  y = bounds.origin.y + TIP_PADDING - 2;
  for (guint i = 0; i < n; i++)
    {
      int line_height;

      fw_chart_draw_text (self, snapshot, layouts[i], bounds.origin.x + TIP_PADDING, y,
                          FW_CHART_COLOR_TEXT);
      pango_layout_get_pixel_size (layouts[i], NULL, &line_height);
      y += line_height + 2;
    }
}

void
fw_chart_hatch (cairo_t *cr, const graphene_rect_t *rect, double gap, double thickness)
{
  double left = rect->origin.x, top = rect->origin.y, right = left + rect->size.width,
         bottom = top + rect->size.height;

  cairo_save (cr);
  cairo_rectangle (cr, left, top, rect->size.width, rect->size.height);
  cairo_clip (cr);
  cairo_set_line_width (cr, thickness);
  for (double x = left - rect->size.height; x < right; x += gap)
    {
      cairo_move_to (cr, x, bottom);
      cairo_line_to (cr, x + rect->size.height, top);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
fw_chart_append_row (GString *table, ...)
{
  va_list fields;
  guint n = 0;

  va_start (fields, table);
  for (const char *field = va_arg (fields, const char *); field != NULL;
       field = va_arg (fields, const char *))
    {
      gsize at;

      if (n++ > 0)
        g_string_append_c (table, '\t');
      at = table->len;
      g_string_append (table, field);
      for (; at < table->len; at++)
        if (strchr ("\t\n\r", table->str[at]) != NULL)
          table->str[at] = ' ';
    }
  va_end (fields);
  g_string_append_c (table, '\n');
}
