/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/competencies/fw-competency-table-private.h"

#include "console/competencies/fw-competency-words.h"
#include "console/fw-one-stop.h"
#include "console/fw-rows.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Widths in digits, so that they follow the size of text. */
#define NAME 18
#define CELL 4
#define READY 17

enum
{
  MOVED,
  ACTIVATED,
  LEVEL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FwCompetencyTable, fw_competency_table, GTK_TYPE_WIDGET)

/* ---- where things stand ---- */

const FwCompetencyMetrics *
fw_competency_table_get_metrics (FwCompetencyTable *self)
{
  PangoFontMetrics *font;
  int digit;

  if (self->metrics.digit > 0)
    return &self->metrics;
  font = pango_context_get_metrics (gtk_widget_get_pango_context (GTK_WIDGET (self)), NULL, NULL);
  digit = MAX (PANGO_PIXELS (pango_font_metrics_get_approximate_digit_width (font)), 1);
  self->metrics =
      (FwCompetencyMetrics){ .name = NAME * digit,
                             .cell = MAX (CELL * digit + 8, 40),
                             .ready = READY * digit + 12,
                             .digit = digit,
                             .height = PANGO_PIXELS (pango_font_metrics_get_height (font)) };
  self->metrics.line = self->metrics.height + 6; /* at least; the style says how much is usual */
  pango_font_metrics_unref (font);
  return &self->metrics;
}

int
fw_competency_table_get_room (FwCompetencyTable *self, int width)
{
  const FwCompetencyMetrics *metrics = fw_competency_table_get_metrics (self);
  const int room = MAX (width - metrics->name - metrics->ready, 0);

  return MIN (room / metrics->cell, (int) self->shown->len) * metrics->cell;
}

double
fw_competency_table_get_offset (FwCompetencyTable *self)
{
  const int cell = fw_competency_table_get_metrics (self)->cell;

  return cell * round (gtk_adjustment_get_value (self->across) / cell);
}

static void
redraw (FwCompetencyTable *self)
{
  GHashTableIter iter;
  gpointer line;

  gtk_widget_queue_draw (self->head);
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &line, NULL))
    gtk_widget_queue_draw (line);
}

static void
configure_across (FwCompetencyTable *self, int width)
{
  const FwCompetencyMetrics *metrics = fw_competency_table_get_metrics (self);
  const int room = fw_competency_table_get_room (self, width);
  const int all = (int) self->shown->len * metrics->cell;

  gtk_adjustment_configure (self->across,
                            CLAMP (gtk_adjustment_get_value (self->across), 0, all - room), 0, all,
                            metrics->cell, room, room);
  gtk_widget_set_child_visible (self->bar, room < all);
}

/* ---- the cursor ---- */

static void
come_to_cursor (FwCompetencyTable *self)
{
  const int cell = fw_competency_table_get_metrics (self)->cell;

  gtk_adjustment_clamp_page (self->across, (double) self->cursor * cell,
                             (double) (self->cursor + 1) * cell);
}

/* Each line is drawn anew, and says what stands under the cursor. */
static void
show_cursor (FwCompetencyTable *self)
{
  GHashTableIter iter;
  gpointer line;

  gtk_widget_queue_draw (self->head);
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &line, NULL))
    fw_competency_line_show_cursor (line);
}

static void
set_cursor (FwCompetencyTable *self, guint cursor)
{
  if (cursor >= self->shown->len || cursor == self->cursor)
    return;
  self->cursor = cursor;
  come_to_cursor (self);
  show_cursor (self);
  g_signal_emit (self, signals[MOVED], 0);
}

static gboolean
find_digit (guint keyval, guint *digit)
{
  if (keyval >= GDK_KEY_0 && keyval <= GDK_KEY_9)
    *digit = keyval - GDK_KEY_0;
  else if (keyval >= GDK_KEY_KP_0 && keyval <= GDK_KEY_KP_9)
    *digit = keyval - GDK_KEY_KP_0;
  else
    return FALSE;
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                gpointer data)
{
  FwCompetencyTable *self = data;
  guint digit;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0 || self->shown->len == 0)
    return FALSE;
  if (find_digit (keyval, &digit))
    g_signal_emit (self, signals[LEVEL], 0, digit);
  else if (keyval == GDK_KEY_Left && self->cursor > 0)
    set_cursor (self, self->cursor - 1);
  else if (keyval == GDK_KEY_Right)
    set_cursor (self, self->cursor + 1);
  else
    return keyval == GDK_KEY_Left;
  return TRUE;
}

static void
selected_cb (FwCompetencyTable *self)
{
  g_signal_emit (self, signals[MOVED], 0);
}

static void
activate_cb (FwCompetencyTable *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

/* ---- lines ---- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_child (item, fw_competency_line_new (data));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  FwCompetencyLine *line = FW_COMPETENCY_LINE (gtk_list_item_get_child (item));

  fw_competency_line_bind (line, item);
  g_hash_table_add (FW_COMPETENCY_TABLE (data)->lines, line);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  FwCompetencyLine *line = FW_COMPETENCY_LINE (gtk_list_item_get_child (item));

  fw_competency_line_unbind (line);
  g_hash_table_remove (FW_COMPETENCY_TABLE (data)->lines, line);
}

/* ---- the widget ---- */

static void
fw_competency_table_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FwCompetencyTable *self = FW_COMPETENCY_TABLE (widget);
  GtkWidget *box = gtk_widget_get_first_child (widget);

  /* first, so that the bar is allocated as it is to stand */
  configure_across (self, width);
  gtk_widget_allocate (box, width, height, baseline, NULL);
}

static void
fw_competency_table_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural,
                      NULL, NULL);
}

static void
fw_competency_table_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  FwCompetencyTable *self = FW_COMPETENCY_TABLE (widget);

  GTK_WIDGET_CLASS (fw_competency_table_parent_class)->css_changed (widget, change);
  self->metrics.digit = 0;
  gtk_widget_queue_resize (widget);
}

static gboolean
fw_competency_table_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FW_COMPETENCY_TABLE (widget)->view));
}

static void
fw_competency_table_dispose (GObject *object)
{
  FwCompetencyTable *self = FW_COMPETENCY_TABLE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_func (self->selection, selected_cb, self);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (fw_competency_table_parent_class)->dispose (object);
}

static void
fw_competency_table_finalize (GObject *object)
{
  FwCompetencyTable *self = FW_COMPETENCY_TABLE (object);

  g_clear_object (&self->across);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->items);
  g_clear_pointer (&self->set, fw_competency_set_unref);
  g_array_unref (self->shown);
  g_hash_table_unref (self->lines);
  G_OBJECT_CLASS (fw_competency_table_parent_class)->finalize (object);
}

static void
fw_competency_table_class_init (FwCompetencyTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_competency_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_competency_table_finalize;
  widget_class->size_allocate = fw_competency_table_size_allocate;
  widget_class->measure = fw_competency_table_measure;
  widget_class->css_changed = fw_competency_table_css_changed;
  widget_class->grab_focus = fw_competency_table_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "competencytable");
  signals[MOVED] = g_signal_new ("moved", FW_TYPE_COMPETENCY_TABLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", FW_TYPE_COMPETENCY_TABLE, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEVEL] = g_signal_new ("level", FW_TYPE_COMPETENCY_TABLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static GtkWidget *
create_list (FwCompetencyTable *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  self->view = GTK_LIST_VIEW (
      gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "competency-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Competencies"), -1);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scrolled, GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (GTK_WIDGET (self->scrolled), TRUE);
  return g_object_new (FW_TYPE_ONE_STOP, "child", self->scrolled, NULL);
}

static void
fw_competency_table_init (FwCompetencyTable *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
  self->lines = g_hash_table_new (NULL, NULL);
  self->items = g_list_store_new (FW_TYPE_COMPETENCY_ITEM);
  self->filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)), NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->filtered)));
  self->across = g_object_ref_sink (gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect_object (self->across, "value-changed", G_CALLBACK (redraw), self,
                           G_CONNECT_SWAPPED);
  self->head = fw_competency_head_new (self);
  self->bar = gtk_scrollbar_new (GTK_ORIENTATION_HORIZONTAL, self->across);
  gtk_box_append (GTK_BOX (box), self->head);
  gtk_box_append (GTK_BOX (box), create_list (self));
  gtk_box_append (GTK_BOX (box), self->bar);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
fw_competency_table_new (void)
{
  return g_object_new (FW_TYPE_COMPETENCY_TABLE, NULL);
}

/* ---- what it shows ---- */

/* Of a position what it asks for; else everything. */
static void
choose_columns (FwCompetencyTable *self)
{
  const FwPositionFacts *position = fw_competency_set_get_position (self->set, self->set->position);

  g_array_set_size (self->shown, 0);
  for (guint i = 0; i < self->set->competencies->len; i++)
    if (position == NULL || position->n_asked == 0 || position->levels[i] > 0)
      g_array_append_val (self->shown, i);
}

static guint
find_column (FwCompetencyTable *self, const char *id)
{
  const guint competency = fw_competency_set_find (self->set, id);

  for (guint i = 0; i < self->shown->len; i++)
    if (g_array_index (self->shown, guint, i) == competency)
      return i;
  return 0;
}

static gboolean
has_focus (FwCompetencyTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == GTK_WIDGET (self->view) ||
                           gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)));
}

/* A row that changed its place was taken out for a moment, and its cursor with it. */
static void
select_again (FwCompetencyTable *self, FwCompetencyItem *chosen)
{
  const guint n = fw_competency_table_count (self);

  if (chosen == NULL || fw_competency_table_get_item (self) == chosen)
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FwCompetencyItem) item = g_list_model_get_item (G_LIST_MODEL (self->filtered), i);

      if (item != chosen)
        continue;
      gtk_single_selection_set_selected (self->selection, i);
      gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", i);
      return;
    }
}

void
fw_competency_table_set (FwCompetencyTable *self, FwCompetencySet *set, GPtrArray *items)
{
  g_autoptr (FwCompetencyItem) chosen = NULL;
  g_autofree char *competency = NULL;
  gboolean focused;

  g_return_if_fail (FW_IS_COMPETENCY_TABLE (self) && set != NULL && items != NULL);

  focused = has_focus (self);
  g_set_object (&chosen, fw_competency_table_get_item (self));
  if (self->set != NULL && self->cursor < self->shown->len)
    competency =
        g_strdup (fw_competency_set_get (self->set, fw_competency_table_get_competency (self))->id);
  fw_competency_set_ref (set);
  g_clear_pointer (&self->set, fw_competency_set_unref);
  self->set = set;
  choose_columns (self);
  self->cursor = find_column (self, competency);
  configure_across (self, gtk_widget_get_width (self->head));
  come_to_cursor (self);
  gtk_widget_queue_resize (self->head);
  fw_rows_replace (self->items, items, fw_competency_item_get_key, fw_competency_item_take);
  fw_competency_table_refilter (self);
  select_again (self, chosen);
  show_cursor (self);
  if (focused && !has_focus (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
fw_competency_table_set_filter (FwCompetencyTable *self,
                                GtkCustomFilterFunc func,
                                gpointer user_data)
{
  g_return_if_fail (FW_IS_COMPETENCY_TABLE (self));

  g_clear_object (&self->filter);
  if (func != NULL)
    self->filter = gtk_custom_filter_new (func, user_data, NULL);
  gtk_filter_list_model_set_filter (self->filtered, GTK_FILTER (self->filter));
}

void
fw_competency_table_refilter (FwCompetencyTable *self)
{
  g_return_if_fail (FW_IS_COMPETENCY_TABLE (self));

  if (self->filter != NULL)
    gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

void
fw_competency_table_set_matrix (FwCompetencyTable *self)
{
  g_return_if_fail (FW_IS_COMPETENCY_TABLE (self));

  self->matrix = TRUE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Positions"), -1);
}

guint
fw_competency_table_count (FwCompetencyTable *self)
{
  g_return_val_if_fail (FW_IS_COMPETENCY_TABLE (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
}

GListModel *
fw_competency_table_get_everybody (FwCompetencyTable *self)
{
  g_return_val_if_fail (FW_IS_COMPETENCY_TABLE (self), NULL);

  return G_LIST_MODEL (self->items);
}

FwCompetencyItem *
fw_competency_table_get_item (FwCompetencyTable *self)
{
  g_return_val_if_fail (FW_IS_COMPETENCY_TABLE (self), NULL);

  return gtk_single_selection_get_selected_item (self->selection);
}

guint
fw_competency_table_get_competency (FwCompetencyTable *self)
{
  g_return_val_if_fail (FW_IS_COMPETENCY_TABLE (self), FW_COMPETENCY_NOTHING);

  return self->cursor < self->shown->len ? g_array_index (self->shown, guint, self->cursor)
                                         : FW_COMPETENCY_NOTHING;
}

void
fw_competency_table_set_competency (FwCompetencyTable *self, guint competency)
{
  g_return_if_fail (FW_IS_COMPETENCY_TABLE (self));

  for (guint i = 0; i < self->shown->len; i++)
    if (g_array_index (self->shown, guint, i) == competency)
      set_cursor (self, i);
}

/* ---- as text ---- */

static void
append_head (FwCompetencyTable *self, GString *text)
{
  if (self->matrix)
    g_string_append (text, _ ("Position"));
  else
    g_string_append_printf (text, "%s\t%s", _ ("Person"), _ ("Team"));
  for (guint i = 0; i < self->shown->len; i++)
    g_string_append_printf (
        text, "\t%s",
        fw_competency_set_get (self->set, g_array_index (self->shown, guint, i))->name);
  if (!self->matrix)
    g_string_append_printf (text, "\t%s\t%s", _ ("Readiness"), _ ("Gaps"));
  g_string_append_c (text, '\n');
}

static void
append_item (FwCompetencyTable *self, FwCompetencyItem *item, GString *text)
{
  const FwCompetencyPerson *person = fw_competency_item_get (item);
  g_autofree char *readiness = fw_competency_write_readiness (person);
  g_autofree char *gaps = fw_competency_write_gaps (person);

  g_string_append (text, person->name);
  if (!self->matrix)
    g_string_append_printf (text, "\t%s", person->team);
  for (guint i = 0; i < self->shown->len; i++)
    {
      const double level = person->levels[g_array_index (self->shown, guint, i)];
      g_autofree char *cell = isnan (level) ? g_strdup ("") : fw_competency_write_level (level);

      g_string_append_printf (text, "\t%s", cell);
    }
  if (!self->matrix)
    g_string_append_printf (text, "\t%s\t%s", readiness, gaps);
  g_string_append_c (text, '\n');
}

char *
fw_competency_table_to_text (FwCompetencyTable *self, gboolean with_headers, gboolean whole)
{
  g_autoptr (GString) text = g_string_new (NULL);
  FwCompetencyItem *item;

  g_return_val_if_fail (FW_IS_COMPETENCY_TABLE (self), NULL);

  item = fw_competency_table_get_item (self);
  if (with_headers && self->set != NULL)
    append_head (self, text);
  if (!whole && item != NULL)
    append_item (self, item, text);
  for (guint i = 0; whole && i < fw_competency_table_count (self); i++)
    {
      g_autoptr (FwCompetencyItem) each = g_list_model_get_item (G_LIST_MODEL (self->filtered), i);

      append_item (self, each, text);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
