/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-grid-private.h"

#include "console/fw-one-stop.h"
#include "console/fw-table-memory.h"

/* Order changes at most this often (ms), and not within QUIET of a key. */
#define SORT_EVERY 3000
#define QUIET (3 * G_USEC_PER_SEC)

enum
{
  ACTIVATED,
  SORTED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwLiveGrid, fw_live_grid, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
show_cell (FwLiveCell *cell, FwLiveGridColumn *column)
{
  gpointer row = gtk_list_item_get_item (fw_live_cell_get_list_item (cell));

  if (row != NULL)
    column->column.show (row, cell, column->column.show_data);
}

static void
show_cursor (FwLiveGrid *self, FwLiveCell *cell)
{
  GtkListItem *item = fw_live_cell_get_list_item (cell);

  fw_live_cell_set_cursor (cell, gtk_list_item_get_selected (item) &&
                                     fw_live_cell_get_column (cell) == self->cursor);
}

static void
revision_cb (GObject *row, GParamSpec *pspec, gpointer data)
{
  FwLiveCell *cell = data;
  FwLiveGridColumn *column = g_object_get_data (G_OBJECT (cell), "column");

  column->grid->stale_order = TRUE;
  show_cell (cell, column);
}

static void
selected_cb (GtkListItem *item, GParamSpec *pspec, gpointer data)
{
  FwLiveCell *cell = data;
  FwLiveGridColumn *column = g_object_get_data (G_OBJECT (cell), "column");

  show_cursor (column->grid, cell);
}

static void
cell_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  FwLiveCell *cell =
      FW_LIVE_CELL (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
  FwLiveGrid *self = data;

  self->cursor = fw_live_cell_get_column (cell);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  FwLiveGridColumn *column = data;
  GtkWidget *cell =
      fw_live_cell_new (column->column.xalign, column->column.chars, column->column.room);
  GtkGesture *click = gtk_gesture_click_new ();

  /* before the row takes the click, so that "activated" knows the column */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (cell_pressed_cb), column->grid);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (click));
  g_object_set_data (G_OBJECT (cell), "column", column);
  fw_live_cell_set_column (FW_LIVE_CELL (cell), column->index);
  fw_live_cell_set_list_item (FW_LIVE_CELL (cell), item);
  fw_live_cell_set_describe (FW_LIVE_CELL (cell), column->column.describe,
                             column->column.show_data);
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  FwLiveGridColumn *column = data;
  FwLiveCell *cell = FW_LIVE_CELL (gtk_list_item_get_child (item));
  GObject *row = gtk_list_item_get_item (item);

  g_signal_connect_object (row, "notify::revision", G_CALLBACK (revision_cb), cell, 0);
  g_signal_connect_object (item, "notify::selected", G_CALLBACK (selected_cb), cell, 0);
  g_hash_table_add (column->grid->cells, cell);
  show_cell (cell, column);
  show_cursor (column->grid, cell);
  if (column->index == 0)
    {
      GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (cell));
      GtkWidget *line = parent != NULL ? gtk_widget_get_parent (parent) : NULL;

      if (line != NULL)
        gtk_accessible_update_property (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                        fw_live_cell_get_text (cell), -1);
    }
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  FwLiveGridColumn *column = data;
  GtkWidget *cell = gtk_list_item_get_child (item);

  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), revision_cb, cell);
  g_signal_handlers_disconnect_by_func (item, selected_cb, cell);
  g_hash_table_remove (column->grid->cells, cell);
}

static guint
find_index (FwLiveGrid *self, GtkColumnViewColumn *view)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (((FwLiveGridColumn *) g_ptr_array_index (self->columns, i))->view == view)
      return i;
  return self->cursor;
}

/* Returns: where @column stands in the view; its number of columns: nowhere. */
static guint
find_place (FwLiveGrid *self, guint column)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  const guint n = g_list_model_get_n_items (columns);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkColumnViewColumn) view = g_list_model_get_item (columns, i);

      if (find_index (self, view) == column)
        return i;
    }
  return n;
}

static void
set_cursor (FwLiveGrid *self, guint column)
{
  GHashTableIter iter;
  gpointer cell;

  self->cursor = column;
  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    show_cursor (self, cell);
  fw_whole_cells_reveal (self->whole, find_place (self, column));
}

static void
activate_cb (GtkColumnView *view, guint position, gpointer data)
{
  FwLiveGrid *self = data;
  g_autoptr (GObject) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (row != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, row, self->cursor);
}

/* Returns: the next column that is shown in the direction of @step, as they stand, else where the
 * cursor is. */
static guint
find_shown (FwLiveGrid *self, int step)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  const guint n = g_list_model_get_n_items (columns), from = find_place (self, self->cursor);

  for (guint i = from + (guint) step; i < n; i += (guint) step)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_visible (column))
        return find_index (self, column);
    }
  return self->cursor;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                gpointer data)
{
  FwLiveGrid *self = data;

  self->last_key = g_get_monotonic_time ();
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0 || self->columns->len == 0)
    return FALSE;
  if (keyval != GDK_KEY_Left && keyval != GDK_KEY_Right)
    return FALSE;
  set_cursor (self, find_shown (self, keyval == GDK_KEY_Left ? -1 : 1));
  return TRUE;
}

static void
enter_cb (GtkEventControllerMotion *controller, double x, double y, gpointer data)
{
  FW_LIVE_GRID (data)->pointer_inside = TRUE;
}

static void
leave_cb (GtkEventControllerMotion *controller, gpointer data)
{
  FW_LIVE_GRID (data)->pointer_inside = FALSE;
}

void
fw_live_grid_sort_now (FwLiveGrid *self)
{
  g_return_if_fail (FW_IS_LIVE_GRID (self));

  self->stale_order = FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      FwLiveGridColumn *column = g_ptr_array_index (self->columns, i);

      if (column->sorter != NULL)
        gtk_sorter_changed (GTK_SORTER (column->sorter), GTK_SORTER_CHANGE_DIFFERENT);
    }
}

static gboolean
sort_cb (gpointer data)
{
  FwLiveGrid *self = data;

  if (self->stale_order && !self->pointer_inside &&
      g_get_monotonic_time () - self->last_key > QUIET)
    fw_live_grid_sort_now (self);
  return G_SOURCE_CONTINUE;
}

/* Somebody who sorts wants to see the top. */
static void
sorter_changed_cb (GtkSorter *sorter, GtkSorterChange change, gpointer data)
{
  FwLiveGrid *self = data;
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (self->view));

  g_signal_emit (self, signals[SORTED], 0);
  if (self->pointer_inside && list != NULL &&
      g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", 0);
}

/* Rows that come where there were none would stand above the totals, which the view holds in sight.
 */
static void
rows_changed_cb (GListModel *rows, guint position, guint removed, guint added, gpointer data)
{
  FwLiveGrid *self = data;

  if (added > 0 && added == g_list_model_get_n_items (rows))
    fw_live_grid_scroll_soon (self);
}

static void
free_column (gpointer data)
{
  FwLiveGridColumn *column = data;

  g_clear_object (&column->view);
  g_clear_object (&column->sorter);
  g_free (column);
}

static void
fw_live_grid_map (GtkWidget *widget)
{
  FwLiveGrid *self = FW_LIVE_GRID (widget);

  GTK_WIDGET_CLASS (fw_live_grid_parent_class)->map (widget);
  if (self->sort_source == 0)
    self->sort_source = g_timeout_add (SORT_EVERY, sort_cb, self);
}

static void
fw_live_grid_unmap (GtkWidget *widget)
{
  FwLiveGrid *self = FW_LIVE_GRID (widget);

  g_clear_handle_id (&self->sort_source, g_source_remove);
  GTK_WIDGET_CLASS (fw_live_grid_parent_class)->unmap (widget);
}

static gboolean
fw_live_grid_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FW_LIVE_GRID (widget)->view));
}

static void
fw_live_grid_dispose (GObject *object)
{
  FwLiveGrid *self = FW_LIVE_GRID (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_handle_id (&self->sort_source, g_source_remove);
  g_clear_handle_id (&self->scroll_source, g_source_remove);
  if (self->sorted != NULL)
    g_signal_handlers_disconnect_by_func (self->sorted, rows_changed_cb, self);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (fw_live_grid_parent_class)->dispose (object);
}

static void
fw_live_grid_finalize (GObject *object)
{
  FwLiveGrid *self = FW_LIVE_GRID (object);

  g_clear_object (&self->sorted);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->cells, g_hash_table_unref);
  G_OBJECT_CLASS (fw_live_grid_parent_class)->finalize (object);
}

static void
fw_live_grid_class_init (FwLiveGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_live_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_live_grid_finalize;
  widget_class->map = fw_live_grid_map;
  widget_class->unmap = fw_live_grid_unmap;
  widget_class->grab_focus = fw_live_grid_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "livegrid");
  signals[ACTIVATED] = g_signal_new ("activated", FW_TYPE_LIVE_GRID, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 2, G_TYPE_OBJECT, G_TYPE_UINT);
  signals[SORTED] = g_signal_new ("sorted", FW_TYPE_LIVE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

/* A bar that moves nothing is not shown; its room stays, or the rows would jump. */
static void
width_changed_cb (GtkAdjustment *columns, gpointer data)
{
  gboolean fits = gtk_adjustment_get_upper (columns) <= gtk_adjustment_get_page_size (columns);

  gtk_widget_set_opacity (gtk_scrolled_window_get_hscrollbar (data), fits ? 0 : 1);
}

static void
fw_live_grid_init (FwLiveGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new (), *stop;

  self->scrolled = GTK_SCROLLED_WINDOW (scrolled);
  self->columns = g_ptr_array_new_with_free_func (free_column);
  self->cells = g_hash_table_new (NULL, NULL);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  fw_table_skip_list (self->view);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled)),
                           "changed", G_CALLBACK (width_changed_cb), scrolled, 0);
  self->whole = FW_WHOLE_CELLS (fw_whole_cells_new (self->scrolled));
  /* rows are for the arrows: Tab would have to pass all of them */
  stop = g_object_new (FW_TYPE_ONE_STOP, "child", self->whole, NULL);
  gtk_widget_set_parent (stop, GTK_WIDGET (self));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (motion, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  gtk_widget_add_controller (GTK_WIDGET (self->view), motion);
  g_signal_connect (self->view, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect (gtk_column_view_get_sorter (self->view), "changed",
                    G_CALLBACK (sorter_changed_cb), self);
}

GtkWidget *
fw_live_grid_new (const char *name, const char *label)
{
  FwLiveGrid *self = g_object_new (FW_TYPE_LIVE_GRID, NULL);

  gtk_widget_set_name (GTK_WIDGET (self), name);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return GTK_WIDGET (self);
}

void
fw_live_grid_add_column (FwLiveGrid *self, const FwLiveColumn *column)
{
  FwLiveGridColumn *mine;
  GtkListItemFactory *factory;

  g_return_if_fail (FW_IS_LIVE_GRID (self));

  mine = g_new0 (FwLiveGridColumn, 1);
  mine->column = *column;
  mine->index = self->columns->len;
  mine->grid = self;
  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), mine);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), mine);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), mine);
  mine->view = gtk_column_view_column_new (column->title, factory);
  gtk_column_view_column_set_resizable (mine->view, TRUE);
  gtk_column_view_column_set_expand (mine->view, column->expand);
  if (column->compare != NULL)
    {
      mine->sorter = fw_table_sorter_new (column->compare, column->compare_data);
      gtk_column_view_column_set_sorter (mine->view, GTK_SORTER (mine->sorter));
    }
  gtk_column_view_append_column (self->view, mine->view);
  fw_table_align_title (self->view, column->xalign);
  g_ptr_array_add (self->columns, mine);
}

void
fw_live_grid_set_column_title (FwLiveGrid *self, guint column, const char *title)
{
  g_return_if_fail (FW_IS_LIVE_GRID (self) && column < self->columns->len);
  gtk_column_view_column_set_title (
      ((FwLiveGridColumn *) g_ptr_array_index (self->columns, column))->view, title);
}

void
fw_live_grid_move_column (FwLiveGrid *self, guint column, guint position)
{
  g_return_if_fail (FW_IS_LIVE_GRID (self) && column < self->columns->len);
  gtk_column_view_insert_column (
      self->view, position, ((FwLiveGridColumn *) g_ptr_array_index (self->columns, column))->view);
}

void
fw_live_grid_show_column (FwLiveGrid *self, guint column, gboolean shown)
{
  g_return_if_fail (FW_IS_LIVE_GRID (self) && column < self->columns->len);

  gtk_column_view_column_set_visible (
      ((FwLiveGridColumn *) g_ptr_array_index (self->columns, column))->view, shown);
  if (!shown && self->cursor == column)
    set_cursor (self, 0);
}

void
fw_live_grid_set_models (FwLiveGrid *self, GListModel *rows, GListModel *totals)
{
  GListModel *shown;

  g_return_if_fail (FW_IS_LIVE_GRID (self));

  g_clear_object (&self->filter);
  g_clear_object (&self->filtered);
  g_clear_object (&self->sorted);
  g_clear_object (&self->selection);
  self->filter = gtk_custom_filter_new (NULL, NULL, NULL);
  self->filtered =
      gtk_filter_list_model_new (g_object_ref (rows), g_object_ref (GTK_FILTER (self->filter)));
  self->sorted = gtk_sort_list_model_new (
      g_object_ref (G_LIST_MODEL (self->filtered)),
      self->presorted ? NULL : g_object_ref (gtk_column_view_get_sorter (self->view)));
  g_signal_connect_object (self->sorted, "items-changed", G_CALLBACK (rows_changed_cb), self, 0);
  shown = g_object_ref (G_LIST_MODEL (self->sorted));
  if (totals != NULL)
    {
      GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);

      g_list_store_append (parts, shown);
      g_list_store_append (parts, totals);
      g_object_unref (shown);
      shown = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (parts)));
    }
  self->selection = gtk_multi_selection_new (shown);
  fw_live_grid_show_selection (self);
}

void
fw_live_grid_set_filter (FwLiveGrid *self, GtkCustomFilterFunc func, gpointer user_data)
{
  g_return_if_fail (FW_IS_LIVE_GRID (self) && self->filter != NULL);
  gtk_custom_filter_set_filter_func (self->filter, func, user_data, NULL);
}

void
fw_live_grid_refilter (FwLiveGrid *self)
{
  g_return_if_fail (FW_IS_LIVE_GRID (self));

  if (self->filter != NULL)
    gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

void
fw_live_grid_reshow (FwLiveGrid *self)
{
  GHashTableIter iter;
  gpointer cell;

  g_return_if_fail (FW_IS_LIVE_GRID (self));

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    show_cell (cell, g_object_get_data (G_OBJECT (cell), "column"));
}

guint
fw_live_grid_count (FwLiveGrid *self)
{
  g_return_val_if_fail (FW_IS_LIVE_GRID (self), 0);
  return self->sorted != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->sorted)) : 0;
}

GListModel *
fw_live_grid_get_shown (FwLiveGrid *self)
{
  g_return_val_if_fail (FW_IS_LIVE_GRID (self), NULL);
  return (GListModel *) self->selection;
}

gpointer
fw_live_grid_get_selected (FwLiveGrid *self)
{
  GListModel *shown = fw_live_grid_get_shown (self);
  g_autoptr (GtkBitset) selected = NULL;

  if (shown == NULL)
    return NULL;
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (shown));
  return gtk_bitset_get_size (selected) == 1
             ? g_list_model_get_item (shown, gtk_bitset_get_minimum (selected))
             : NULL;
}

guint
fw_live_grid_get_cursor_column (FwLiveGrid *self)
{
  g_return_val_if_fail (FW_IS_LIVE_GRID (self), 0);
  return self->cursor;
}

void
fw_live_grid_sort_by (FwLiveGrid *self, guint column, GtkSortType order)
{
  g_return_if_fail (FW_IS_LIVE_GRID (self) && column < self->columns->len);
  gtk_column_view_sort_by_column (
      self->view, ((FwLiveGridColumn *) g_ptr_array_index (self->columns, column))->view, order);
}

void
fw_live_grid_remember (FwLiveGrid *self)
{
  fw_table_remember (self->view, gtk_widget_get_name (GTK_WIDGET (self)));
}

void
fw_live_grid_select (FwLiveGrid *self, guint position)
{
  g_return_if_fail (FW_IS_LIVE_GRID (self));
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
}

void
fw_live_grid_set_cursor_column (FwLiveGrid *self, guint column)
{
  g_return_if_fail (FW_IS_LIVE_GRID (self) && column < self->columns->len);
  set_cursor (self, column);
}

void
fw_live_grid_set_whole (FwLiveGrid *self, gboolean whole)
{
  g_return_if_fail (FW_IS_LIVE_GRID (self));
  /* room for a bar that comes by itself is not asked for and would be taken from the last row */
  gtk_scrolled_window_set_policy (self->scrolled, whole ? GTK_POLICY_ALWAYS : GTK_POLICY_AUTOMATIC,
                                  whole ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC);
}
