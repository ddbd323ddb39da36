/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-fold-box.h"

struct _FwFoldBox
{
  GtkWidget parent_instance;

  guint fold_chars;
  guint gap;
};

enum
{
  FOLD_CHARS = 1,
  GAP
};

static void fw_fold_box_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FwFoldBox,
                               fw_fold_box,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      fw_fold_box_buildable_init))

static GtkBuildableIface *parent_buildable;

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
fw_fold_box_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

static GtkSizeRequestMode
fw_fold_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* ---- sizes ---- */

static gboolean
is_folded (FwFoldBox *self, int width)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  const int digit = pango_font_metrics_get_approximate_digit_width (metrics);

  pango_font_metrics_unref (metrics);
  return width < (int) self->fold_chars * digit / PANGO_SCALE;
}

static guint
count_shown (FwFoldBox *self)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_should_layout (child) ? 1 : 0;
  return n;
}

/* Widths of those that are shown, side by side in @width: what each asks for, and of what is left
 * an equal part to each that expands. @sizes: of the result, one for each that is shown. */
static void
share_width (FwFoldBox *self, int width, GtkRequestedSize *sizes)
{
  guint n = 0, expanding = 0;
  int left = width;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;
      sizes[n].data = child;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &sizes[n].minimum_size,
                          &sizes[n].natural_size, NULL, NULL);
      left -= sizes[n].minimum_size + (n > 0 ? (int) self->gap : 0);
      expanding += gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL) ? 1 : 0;
      n++;
    }
  left = gtk_distribute_natural_allocation (MAX (left, 0), n, sizes);
  for (guint i = 0; i < n; i++)
    if (gtk_widget_compute_expand (sizes[i].data, GTK_ORIENTATION_HORIZONTAL))
      sizes[i].minimum_size += left / (int) expanding;
}

static void
measure_width (FwFoldBox *self, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least, wanted;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += wanted + (*natural > 0 ? (int) self->gap : 0);
    }
}

static void
measure_beside (FwFoldBox *self, int width, int *minimum, int *natural)
{
  const guint n = count_shown (self);
  g_autofree GtkRequestedSize *sizes = g_new0 (GtkRequestedSize, n + 1);

  share_width (self, width, sizes);
  for (guint i = 0; i < n; i++)
    {
      int least, wanted;

      gtk_widget_measure (sizes[i].data, GTK_ORIENTATION_VERTICAL, sizes[i].minimum_size, &least,
                          &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, wanted);
    }
}

static void
measure_beneath (FwFoldBox *self, int width, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least, wanted;
      const int gap = *minimum > 0 ? (int) self->gap : 0;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &least, &wanted, NULL, NULL);
      *minimum += least + gap;
      *natural += wanted + gap;
    }
}

static void
fw_fold_box_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  FwFoldBox *self = FW_FOLD_BOX (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, minimum, natural);
      return;
    }
  if (for_size < 0)
    measure_width (self, minimum, &for_size);
  *minimum = *natural = 0;
  if (is_folded (self, for_size))
    measure_beneath (self, for_size, minimum, natural);
  else
    measure_beside (self, for_size, minimum, natural);
}

/* ---- places ---- */

static void
allocate_beside (FwFoldBox *self, int width, int height)
{
  const guint n = count_shown (self);
  g_autofree GtkRequestedSize *sizes = g_new0 (GtkRequestedSize, n + 1);
  const gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int x = 0;

  share_width (self, width, sizes);
  for (guint i = 0; i < n; i++)
    {
      const GtkAllocation place = { rtl ? width - x - sizes[i].minimum_size : x, 0,
                                    sizes[i].minimum_size, height };

      gtk_widget_size_allocate (sizes[i].data, &place, -1);
      x += place.width + (int) self->gap;
    }
}

static void
allocate_beneath (FwFoldBox *self, int width)
{
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation place = { 0, y, width, 0 };

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &place.height, NULL, NULL);
      gtk_widget_size_allocate (child, &place, -1);
      y += place.height + (int) self->gap;
    }
}

static void
fw_fold_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FwFoldBox *self = FW_FOLD_BOX (widget);

  if (is_folded (self, width))
    allocate_beneath (self, width);
  else
    allocate_beside (self, width, height);
}

/* ---- the whole ---- */

static void
fw_fold_box_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FwFoldBox *self = FW_FOLD_BOX (object);

  g_value_set_uint (value, id == FOLD_CHARS ? self->fold_chars : self->gap);
}

static void
fw_fold_box_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FwFoldBox *self = FW_FOLD_BOX (object);

  *(id == FOLD_CHARS ? &self->fold_chars : &self->gap) = g_value_get_uint (value);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
fw_fold_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (fw_fold_box_parent_class)->dispose (object);
}

static void
fw_fold_box_class_init (FwFoldBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fw_fold_box_get_property;
  object_class->set_property = fw_fold_box_set_property;
  object_class->dispose = fw_fold_box_dispose;
  widget_class->get_request_mode = fw_fold_box_get_request_mode;
  widget_class->measure = fw_fold_box_measure;
  widget_class->size_allocate = fw_fold_box_size_allocate;
  g_object_class_install_property (object_class, FOLD_CHARS,
                                   g_param_spec_uint ("fold-chars", NULL, NULL, 0, 1000, 0, flags));
  g_object_class_install_property (object_class, GAP,
                                   g_param_spec_uint ("gap", NULL, NULL, 0, 1000, 0, flags));
}

static void
fw_fold_box_init (FwFoldBox *self)
{
}
