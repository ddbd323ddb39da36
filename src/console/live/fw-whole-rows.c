/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-whole-rows.h"

struct _FwWholeRows
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scrolled;
  GtkColumnView *view;
};

G_DEFINE_FINAL_TYPE (FwWholeRows, fw_whole_rows, GTK_TYPE_WIDGET)

/* Returns: px of a row, and of what stands above the first; 0: there is none. */
static int
measure_row (FwWholeRows *self, int *above)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (self->view));
  GtkWidget *row = list != NULL ? gtk_widget_get_first_child (list) : NULL;
  int height = 0;

  *above = 0;
  if (row == NULL || header == NULL || header == list)
    return 0;
  gtk_widget_measure (header, GTK_ORIENTATION_VERTICAL, -1, above, NULL, NULL, NULL);
  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  return height;
}

static guint
count_rows (FwWholeRows *self)
{
  GtkSelectionModel *model = gtk_column_view_get_model (self->view);

  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

static int
fit_height (FwWholeRows *self, int height)
{
  GtkWidget *bar = gtk_scrolled_window_get_hscrollbar (self->scrolled);
  int above, below = 0, row = measure_row (self, &above), room;

  if (gtk_widget_get_child_visible (bar))
    gtk_widget_measure (bar, GTK_ORIENTATION_VERTICAL, -1, &below, NULL, NULL, NULL);
  room = height - above - below;
  if (row <= 0 || room < row || (gint64) count_rows (self) * row <= room)
    return height;
  return above + below + room / row * row;
}

static void
fw_whole_rows_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FwWholeRows *self = FW_WHOLE_ROWS (widget);
  GtkAllocation fitted = { 0, 0, width, fit_height (self, height) };

  gtk_widget_size_allocate (GTK_WIDGET (self->scrolled), &fitted, baseline);
}

static void
fw_whole_rows_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (FW_WHOLE_ROWS (widget)->scrolled), orientation, for_size, minimum,
                      natural, NULL, NULL);
}

static void
fw_whole_rows_dispose (GObject *object)
{
  FwWholeRows *self = FW_WHOLE_ROWS (object);

  if (self->scrolled != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->scrolled));
  self->scrolled = NULL;
  self->view = NULL;
  G_OBJECT_CLASS (fw_whole_rows_parent_class)->dispose (object);
}

static void
fw_whole_rows_class_init (FwWholeRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_whole_rows_dispose;
  GTK_WIDGET_CLASS (klass)->measure = fw_whole_rows_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = fw_whole_rows_size_allocate;
}

static void
fw_whole_rows_init (FwWholeRows *self)
{
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
fw_whole_rows_new (GtkScrolledWindow *scrolled, GtkColumnView *view)
{
  FwWholeRows *self = g_object_new (FW_TYPE_WHOLE_ROWS, NULL);

  self->scrolled = scrolled;
  self->view = view;
  gtk_widget_set_parent (GTK_WIDGET (scrolled), GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
