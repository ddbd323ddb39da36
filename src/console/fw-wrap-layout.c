/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-wrap-layout.h"

struct _FwWrapLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
};

G_DEFINE_FINAL_TYPE (FwWrapLayout, fw_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkWidget *
find_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
find_next (GtkWidget *child)
{
  return find_shown (gtk_widget_get_next_sibling (child));
}

static int
get_width (GtkWidget *child, int most)
{
  int least, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
  return MAX (least, MIN (natural, most));
}

/* Returns: the first child of the next line; @height: of this one. */
static GtkWidget *
measure_line (FwWrapLayout *self, GtkWidget *first, int width, int *height)
{
  GtkWidget *child = first;
  int at = 0;

  *height = 0;
  while (child != NULL)
    {
      const int own = get_width (child, width);
      int natural;

      if (child != first && at + own > width)
        break;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, own, NULL, &natural, NULL, NULL);
      *height = MAX (*height, natural);
      at += own + self->spacing;
      child = find_next (child);
    }
  return child;
}

static void
measure_width (FwWrapLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = find_shown (gtk_widget_get_first_child (widget)); child != NULL;
       child = find_next (child))
    {
      int least, wanted;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += wanted + (*natural > 0 ? self->spacing : 0);
    }
}

static void
fw_wrap_layout_measure (GtkLayoutManager *layout,
                        GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  FwWrapLayout *self = FW_WRAP_LAYOUT (layout);
  int least, width, height = 0;

  measure_width (self, widget, &least, &width);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = width;
      return;
    }
  width = for_size < 0 ? width : MAX (for_size, least);
  for (GtkWidget *child = find_shown (gtk_widget_get_first_child (widget)); child != NULL;)
    {
      int line;

      child = measure_line (self, child, width, &line);
      height += line + (height > 0 ? self->spacing : 0);
    }
  *minimum = *natural = height;
}

static void
fw_wrap_layout_allocate (
    GtkLayoutManager *layout, GtkWidget *widget, int width, int height, int baseline)
{
  FwWrapLayout *self = FW_WRAP_LAYOUT (layout);
  const gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = find_shown (gtk_widget_get_first_child (widget));
  int y = 0;

  while (child != NULL)
    {
      int line, x = 0;
      GtkWidget *next = measure_line (self, child, width, &line);

      for (; child != next; child = find_next (child))
        {
          const int own = get_width (child, width);
          const GtkAllocation place = { mirrored ? width - x - own : x, y, own, line };

          gtk_widget_size_allocate (child, &place, -1);
          x += own + self->spacing;
        }
      y += line + self->spacing;
    }
}

static GtkSizeRequestMode
fw_wrap_layout_get_request_mode (GtkLayoutManager *layout, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fw_wrap_layout_class_init (FwWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->measure = fw_wrap_layout_measure;
  layout_class->allocate = fw_wrap_layout_allocate;
  layout_class->get_request_mode = fw_wrap_layout_get_request_mode;
}

static void
fw_wrap_layout_init (FwWrapLayout *self)
{
}

GtkLayoutManager *
fw_wrap_layout_new (guint spacing)
{
  FwWrapLayout *self = g_object_new (FW_TYPE_WRAP_LAYOUT, NULL);

  self->spacing = (int) spacing;
  return GTK_LAYOUT_MANAGER (self);
}
