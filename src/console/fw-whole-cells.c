/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-whole-cells.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A page scrolls rather than that its table shows less. */
#define LEAST_ROWS 4
/* Somebody who scrolls has come to rest. */
#define REST_MS 150

struct _FwWholeCells
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scrolled;
  GtkWidget *more;
  guint first;   /* the column at the left edge, of those that are shown */
  GArray *edges; /* of int: px at which each shown column begins, and at which the last one ends */
  gboolean ours; /* it is us who scrolls */
  guint rest_source;
};

enum
{
  SCROLLED = 1
};

G_DEFINE_FINAL_TYPE (FwWholeCells, fw_whole_cells, GTK_TYPE_WIDGET)

static GtkColumnView *
get_view (FwWholeCells *self)
{
  return GTK_COLUMN_VIEW (gtk_scrolled_window_get_child (self->scrolled));
}

static int
get_edge (FwWholeCells *self, guint column)
{
  return g_array_index (self->edges, int, MIN (column, self->edges->len - 1));
}

static guint
count_columns (FwWholeCells *self)
{
  return self->edges->len > 0 ? self->edges->len - 1 : 0;
}

/* ---- rows ---- */

/* Returns: px of a row, and of what stands above the first; 0: there is none. */
static int
measure_row (FwWholeCells *self, int *above)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (get_view (self)));
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (get_view (self)));
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
count_rows (FwWholeCells *self)
{
  GtkSelectionModel *model = gtk_column_view_get_model (get_view (self));

  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

/* A bar that lies over the rows takes no room from them. */
static gboolean
bar_lies_over (FwWholeCells *self)
{
  gboolean of_system;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-overlay-scrolling", &of_system,
                NULL);
  return of_system && gtk_scrolled_window_get_overlay_scrolling (self->scrolled);
}

static int
fit_height (FwWholeCells *self, int height)
{
  GtkWidget *bar = gtk_scrolled_window_get_hscrollbar (self->scrolled);
  int above, below = 0, row = measure_row (self, &above), room;

  if (gtk_widget_get_child_visible (bar) && !bar_lies_over (self))
    gtk_widget_measure (bar, GTK_ORIENTATION_VERTICAL, -1, &below, NULL, NULL, NULL);
  room = height - above - below;
  if (row <= 0 || room < row || (gint64) count_rows (self) * row <= room)
    return height;
  return above + below + room / row * row;
}

/* ---- columns ---- */

static void
find_edges (FwWholeCells *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (get_view (self)));
  int end = 0;

  g_array_set_size (self->edges, 0);
  if (header == NULL)
    return;
  for (GtkWidget *title = gtk_widget_get_first_child (header); title != NULL;
       title = gtk_widget_get_next_sibling (title))
    {
      graphene_rect_t bounds;
      int begin;

      if (!gtk_widget_get_visible (title) || !gtk_widget_compute_bounds (title, header, &bounds))
        continue;
      begin = (int) bounds.origin.x;
      end = (int) (bounds.origin.x + bounds.size.width);
      g_array_append_val (self->edges, begin);
    }
  if (self->edges->len > 0)
    g_array_append_val (self->edges, end);
}

/* Returns: px of the columns from @first that are seen whole in @room; 0: not even one. */
static int
fit_columns (FwWholeCells *self, guint first, int room)
{
  int fitting = 0;

  for (guint i = first + 1; i <= count_columns (self); i++)
    if (get_edge (self, i) - get_edge (self, first) <= room)
      fitting = get_edge (self, i) - get_edge (self, first);
  return fitting;
}

/* Returns: the first column from which on all are seen in @room. */
static guint
find_last_first (FwWholeCells *self, int room)
{
  const guint n = count_columns (self);
  guint first = n > 0 ? n - 1 : 0;

  while (first > 0 && get_edge (self, n) - get_edge (self, first - 1) <= room)
    first--;
  return first;
}

/* Returns: px, beside the table, where columns are left out. */
static int
measure_more (FwWholeCells *self)
{
  int least;

  gtk_widget_measure (self->more, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return least;
}

static void
allocate_more (FwWholeCells *self, int width, int height)
{
  const int more = measure_more (self);
  GtkAllocation place = { width - more, 0, more, height };
  int least;

  gtk_widget_measure (self->more, GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);
  place.height = MAX (least, height);
  gtk_widget_size_allocate (self->more, &place, -1);
}

/* The last columns lead back to the first ones. */
static void
show_more (FwWholeCells *self, gboolean left_out, gboolean at_end)
{
  gtk_widget_set_child_visible (self->more, left_out);
  if (!left_out)
    return;
  gtk_button_set_icon_name (GTK_BUTTON (self->more),
                            at_end ? "go-previous-symbolic" : "go-next-symbolic");
  gtk_widget_set_tooltip_text (self->more, at_end ? _ ("The first columns") : _ ("More columns"));
}

/* Returns: px that the table gets of @width, in which it was laid out. */
static int
fit_width (FwWholeCells *self, int width)
{
  GtkAdjustment *columns = gtk_scrolled_window_get_hadjustment (self->scrolled);
  const int room = width - measure_more (self);
  guint last;
  int fitting;

  find_edges (self);
  if (count_columns (self) == 0 || get_edge (self, count_columns (self)) <= width)
    {
      self->first = 0;
      return width;
    }
  last = find_last_first (self, room);
  self->first = MIN (self->first, last);
  fitting = fit_columns (self, self->first, room);
  if (fitting == 0)
    return width;
  self->ours = TRUE;
  gtk_adjustment_configure (columns, get_edge (self, self->first), 0,
                            get_edge (self, count_columns (self)), fitting * 0.1, fitting * 0.9,
                            fitting);
  self->ours = FALSE;
  return fitting;
}

static void
allocate_table (FwWholeCells *self, const GtkAllocation *allocation, int baseline)
{
  self->ours = TRUE;
  gtk_widget_size_allocate (GTK_WIDGET (self->scrolled), allocation, baseline);
  self->ours = FALSE;
}

/* How wide columns are is known when they were laid out; and the view lays them out before it
 * looks whether it can be scrolled as far as it was. */
static void
fw_whole_cells_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FwWholeCells *self = FW_WHOLE_CELLS (widget);
  GtkAdjustment *columns = gtk_scrolled_window_get_hadjustment (self->scrolled);
  GtkAllocation fitted = { 0, 0, width, fit_height (self, height) };
  const double before = gtk_adjustment_get_value (columns);
  gboolean left_out;
  int above;

  allocate_table (self, &fitted, baseline);
  fitted.width = fit_width (self, width);
  left_out = fitted.width < width;
  show_more (self, left_out,
             left_out && get_edge (self, self->first) + fitted.width >=
                             get_edge (self, count_columns (self)));
  if (left_out || fabs (gtk_adjustment_get_value (columns) - before) > 0.5)
    {
      gtk_widget_queue_allocate (GTK_WIDGET (get_view (self)));
      allocate_table (self, &fitted, baseline);
    }
  if (!left_out)
    return;
  measure_row (self, &above);
  allocate_more (self, width, above);
}

/* ---- scrolling ---- */

static void
go_to (FwWholeCells *self, guint first)
{
  if (self->first == first)
    return;
  self->first = first;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* Comes to rest where a column begins, onwards in the direction in which it was scrolled: what was
 * brought into sight stays in sight. */
static gboolean
rest_cb (gpointer data)
{
  FwWholeCells *self = data;
  const double value =
      gtk_adjustment_get_value (gtk_scrolled_window_get_hadjustment (self->scrolled));
  const gboolean onwards = count_columns (self) > 0 && value > get_edge (self, self->first);
  guint first = 0;

  self->rest_source = 0;
  for (guint i = 0; i < count_columns (self); i++)
    if (get_edge (self, i) <= value + 1)
      first = onwards && get_edge (self, i) < value - 1 ? i + 1 : i;
  self->first = MIN (first, MAX (count_columns (self), 1) - 1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
scrolled_cb (GtkAdjustment *columns, gpointer data)
{
  FwWholeCells *self = data;

  if (self->ours)
    return;
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add (REST_MS, rest_cb, self);
}

static void
more_cb (GtkButton *button, gpointer data)
{
  FwWholeCells *self = data;
  const int width = gtk_widget_get_width (GTK_WIDGET (self->scrolled));
  const guint last = find_last_first (self, width);

  go_to (self, self->first >= last ? 0 : self->first + 1);
}

void
fw_whole_cells_reveal (FwWholeCells *self, guint column)
{
  GListModel *columns;
  const int room = gtk_widget_get_width (GTK_WIDGET (self)) - measure_more (self);
  guint shown = 0, first;

  g_return_if_fail (FW_IS_WHOLE_CELLS (self));

  columns = gtk_column_view_get_columns (get_view (self));
  for (guint i = 0; i < column && i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) each = g_list_model_get_item (columns, i);

      shown += gtk_column_view_column_get_visible (each) ? 1 : 0;
    }
  if (shown >= count_columns (self))
    return;
  first = MIN (self->first, shown);
  while (first < shown && get_edge (self, shown + 1) - get_edge (self, first) > room)
    first++;
  go_to (self, first);
}

static void
fw_whole_cells_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  FwWholeCells *self = FW_WHOLE_CELLS (widget);
  int above, row;

  gtk_widget_measure (GTK_WIDGET (self->scrolled), orientation, for_size, minimum, natural, NULL,
                      NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  row = measure_row (self, &above);
  *minimum = MAX (*minimum, above + row * (int) MIN (count_rows (self), LEAST_ROWS));
  *natural = MAX (*natural, *minimum);
}

static void
take_scrolled (FwWholeCells *self, GtkScrolledWindow *scrolled)
{
  self->scrolled = scrolled;
  gtk_widget_insert_before (GTK_WIDGET (scrolled), GTK_WIDGET (self), self->more);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (scrolled), "value-changed",
                           G_CALLBACK (scrolled_cb), self, 0);
}

static void
fw_whole_cells_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, FW_WHOLE_CELLS (object)->scrolled);
}

static void
fw_whole_cells_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  take_scrolled (FW_WHOLE_CELLS (object), g_value_get_object (value));
}

static void
fw_whole_cells_dispose (GObject *object)
{
  FwWholeCells *self = FW_WHOLE_CELLS (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (self->scrolled != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->scrolled));
  self->scrolled = NULL;
  g_clear_pointer (&self->more, gtk_widget_unparent);
  G_OBJECT_CLASS (fw_whole_cells_parent_class)->dispose (object);
}

static void
fw_whole_cells_finalize (GObject *object)
{
  g_array_unref (FW_WHOLE_CELLS (object)->edges);
  G_OBJECT_CLASS (fw_whole_cells_parent_class)->finalize (object);
}

static void
fw_whole_cells_class_init (FwWholeCellsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_whole_cells_get_property;
  object_class->set_property = fw_whole_cells_set_property;
  object_class->dispose = fw_whole_cells_dispose;
  object_class->finalize = fw_whole_cells_finalize;
  GTK_WIDGET_CLASS (klass)->measure = fw_whole_cells_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = fw_whole_cells_size_allocate;
  g_object_class_install_property (
      object_class, SCROLLED,
      g_param_spec_object ("scrolled", NULL, NULL, GTK_TYPE_SCROLLED_WINDOW,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
}

static void
fw_whole_cells_init (FwWholeCells *self)
{
  self->edges = g_array_new (FALSE, FALSE, sizeof (int));
  self->more = gtk_button_new_from_icon_name ("go-next-symbolic");
  /* The arrows reach every column: the button is for the pointer. */
  gtk_widget_set_focusable (self->more, FALSE);
  gtk_widget_set_can_focus (self->more, FALSE);
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_add_css_class (self->more, "more-columns");
  gtk_widget_set_child_visible (self->more, FALSE);
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
  g_signal_connect (self->more, "clicked", G_CALLBACK (more_cb), self);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
fw_whole_cells_new (GtkScrolledWindow *scrolled)
{
  g_return_val_if_fail (GTK_IS_SCROLLED_WINDOW (scrolled), NULL);
  return g_object_new (FW_TYPE_WHOLE_CELLS, "scrolled", scrolled, NULL);
}
