/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-mark.h"

#include <math.h>

struct _FwMark
{
  GtkWidget parent_instance;

  FwMarkShape shape;
  FwChartColor color;
};

G_DEFINE_FINAL_TYPE (FwMark, fw_mark, GTK_TYPE_WIDGET)

#define MARK_SIZE 10

static void
draw_triangle (cairo_t *cr, double x, double y, double width, double height, gboolean up)
{
  cairo_move_to (cr, x, up ? y + height : y);
  cairo_line_to (cr, x + width, up ? y + height : y);
  cairo_line_to (cr, x + width / 2, up ? y : y + height);
  cairo_close_path (cr);
  cairo_fill (cr);
}

void
fw_mark_draw (
    GtkSnapshot *snapshot, FwMarkShape shape, double x, double y, double size, const GdkRGBA *rgba)
{
  cairo_t *cr;
  double middle_x = x + size / 2, middle_y = y + size / 2, radius = size * 0.4,
         line = MAX (1.4, size / 8);

  if (shape == FW_MARK_NONE)
    return;

  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) size, (float) size));
  gdk_cairo_set_source_rgba (cr, rgba);
  cairo_set_line_width (cr, line);
  switch (shape)
    {
    case FW_MARK_DISC:
      cairo_arc (cr, middle_x, middle_y, radius, 0, 2 * G_PI);
      cairo_fill (cr);
      break;
    case FW_MARK_RING:
      cairo_arc (cr, middle_x, middle_y, radius - line / 2, 0, 2 * G_PI);
      cairo_stroke (cr);
      break;
    case FW_MARK_HALF:
      cairo_arc (cr, middle_x, middle_y, radius - line / 2, 0, 2 * G_PI);
      cairo_stroke (cr);
      cairo_arc (cr, middle_x, middle_y, radius - line / 2, G_PI / 2, 3 * G_PI / 2);
      cairo_fill (cr);
      break;
    case FW_MARK_TRIANGLE:
      draw_triangle (cr, x, y + size * 0.06, size, size * 0.86, TRUE);
      break;
    case FW_MARK_DIAMOND:
      cairo_move_to (cr, middle_x, y + size * 0.04);
      cairo_line_to (cr, x + size * 0.96, middle_y);
      cairo_line_to (cr, middle_x, y + size * 0.96);
      cairo_line_to (cr, x + size * 0.04, middle_y);
      cairo_close_path (cr);
      cairo_fill (cr);
      break;
    case FW_MARK_UP:
    case FW_MARK_DOWN:
      draw_triangle (cr, x + size * 0.1, y + size * 0.2, size * 0.8, size * 0.6,
                     shape == FW_MARK_UP);
      break;
    case FW_MARK_NONE:
    default:
      break;
    }
  cairo_destroy (cr);
}

static void
fw_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FwMark *self = FW_MARK (widget);
  double size = MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  GdkRGBA rgba;

  fw_chart_lookup_color (widget, self->color, &rgba);
  fw_mark_draw (snapshot, self->shape, (gtk_widget_get_width (widget) - size) / 2,
                (gtk_widget_get_height (widget) - size) / 2, size, &rgba);
}

static void
fw_mark_measure (GtkWidget *widget,
                 GtkOrientation orientation,
                 int for_size,
                 int *minimum,
                 int *natural,
                 int *minimum_baseline,
                 int *natural_baseline)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  double pixels = pango_font_description_get_size (pango_context_get_font_description (context)) /
                  (double) PANGO_SCALE;

  /* 10 px beside text of the usual size, more on a wallboard */
  *minimum = *natural = MAX (MARK_SIZE, (int) round (pixels * 0.7));
}

static void
fw_mark_class_init (FwMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = fw_mark_snapshot;
  widget_class->measure = fw_mark_measure;
  gtk_widget_class_set_css_name (widget_class, "mark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
fw_mark_init (FwMark *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
fw_mark_new (void)
{
  return g_object_new (FW_TYPE_MARK, NULL);
}

void
fw_mark_set (FwMark *self, FwMarkShape shape, FwChartColor color)
{
  g_return_if_fail (FW_IS_MARK (self));

  if (self->shape == shape && self->color == color)
    return;
  self->shape = shape;
  self->color = color;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
