/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-board.h"

#include "console/why/fw-why-sentence.h"
#include "console/why/fw-why-words.h"

#include <glib/gi18n-lib.h>

#define LEAST 330         /* px below which the page is cut */
#define CAUSES_WIDTH 810  /* px, side by side */
#define SIDE_BY_SIDE 1130 /* px from which picture and causes stand beside each other */

struct _FwWhyBoard
{
  GtkWidget parent_instance;

  GtkStack *outer;
  AdwStatusPage *nothing;
  GtkSpinner *first_spinner;
  GtkWidget *column;
  GtkLabel *sentence;
  GtkRevealer *kept_revealer;
  GtkLabel *kept_label;
  FwWhyTrail *trail;
  GtkWidget *busy;
  GtkSpinner *spinner;
  GtkWidget *copy_button;
  GtkWidget *body;
  GtkBox *halves;
  FwWhyBridge *bridge;
  FwWhyCauses *causes;
  AdwClamp *causes_clamp;
  GtkBox *switcher;
  GtkStack *views;
  FwWhyCells *cells;
  FwWhyFactors *factors;

  FwWhyResult *result;
  gboolean wide;
  guint layout_source;
};

enum
{
  GO,
  DRILL,
  OPEN,
  CANCEL,
  AGAIN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwWhyBoard, fw_why_board, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
go_cb (FwWhyBoard *self, guint depth)
{
  g_signal_emit (self, signals[GO], 0, depth);
}

static void
cancel_cb (FwWhyBoard *self)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

static void
again_cb (FwWhyBoard *self)
{
  g_signal_emit (self, signals[AGAIN], 0);
}

static void
cause_cb (FwWhyBoard *self, guint index)
{
  FwLiveGrid *grid = fw_why_table_get_grid (fw_why_causes_get_table (self->causes));
  GListModel *shown = fw_live_grid_get_shown (grid);
  const FwWhyCause *wanted = g_ptr_array_index (fw_why_result_get (self->result)->causes, index);

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (FwWhyRow) row = g_list_model_get_item (shown, i);

      if (fw_why_row_get_cause (row) == wanted)
        fw_live_grid_select (grid, i);
    }
  gtk_widget_grab_focus (GTK_WIDGET (grid));
}

static void
side_cb (FwWhyBoard *self, gboolean before)
{
  g_signal_emit (self, signals[OPEN], 0, NULL, before);
}

static void
drill_cb (FwWhyTable *table, FwWhyRow *row, gpointer data)
{
  g_signal_emit (data, signals[DRILL], 0, row);
}

static void
open_cb (FwWhyTable *table, FwWhyRow *row, gboolean before, gpointer data)
{
  g_signal_emit (data, signals[OPEN], 0, row, before);
}

static void
lay_out (FwWhyBoard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->halves), self->wide
                                                                     ? GTK_ORIENTATION_HORIZONTAL
                                                                     : GTK_ORIENTATION_VERTICAL);
  /* the table takes what its columns need, never more for a long name: the picture has what is left
   */
  gtk_widget_set_size_request (GTK_WIDGET (self->causes), self->wide ? CAUSES_WIDTH : -1,
                               self->wide ? 330 : 260);
  adw_clamp_set_maximum_size (self->causes_clamp, self->wide ? CAUSES_WIDTH : G_MAXSHORT);
  adw_clamp_set_tightening_threshold (self->causes_clamp, self->wide ? CAUSES_WIDTH : G_MAXSHORT);
  gtk_widget_set_hexpand (GTK_WIDGET (self->causes_clamp), !self->wide);
}

static gboolean
lay_out_cb (gpointer data)
{
  FwWhyBoard *self = data;

  self->layout_source = 0;
  lay_out (self);
  return G_SOURCE_REMOVE;
}

static void
fw_why_board_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FwWhyBoard *self = FW_WHY_BOARD (widget);
  gboolean wide = width >= SIDE_BY_SIDE;
  int least;

  /* for one frame the layout of a wider page may still stand here: then it is cut, not squeezed */
  gtk_widget_measure (GTK_WIDGET (self->outer), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                      NULL);
  gtk_widget_size_allocate (GTK_WIDGET (self->outer),
                            &(GtkAllocation){ 0, 0, MAX (width, least), height }, baseline);
  if (wide == self->wide)
    return;
  self->wide = wide;
  /* not within an allocation, which it would change */
  if (self->layout_source == 0)
    self->layout_source = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, lay_out_cb, self, NULL);
}

static void
fw_why_board_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (FW_WHY_BOARD (widget)->outer), orientation, for_size, minimum,
                      natural, NULL, NULL);
  /* the layout follows the width, so the width must not follow the layout */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST;
      *natural = MAX (*natural, LEAST);
    }
}

static void
toggled_cb (GtkToggleButton *button, gpointer data)
{
  FwWhyBoard *self = data;

  if (gtk_toggle_button_get_active (button))
    gtk_stack_set_visible_child_name (self->views, g_object_get_data (G_OBJECT (button), "view"));
}

static void
add_view (FwWhyBoard *self, const char *name, const char *title, GtkWidget *view)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (title);
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->switcher));

  g_object_set_data (G_OBJECT (button), "view", (gpointer) name);
  if (first != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (first));
  else
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (self->switcher, button);
  gtk_stack_add_named (self->views, view, name);
}

static void
watch_table (FwWhyBoard *self, FwWhyTable *table)
{
  g_signal_connect (table, "drill", G_CALLBACK (drill_cb), self);
  g_signal_connect (table, "open", G_CALLBACK (open_cb), self);
}

static void
fw_why_board_dispose (GObject *object)
{
  FwWhyBoard *self = FW_WHY_BOARD (object);

  g_clear_handle_id (&self->layout_source, g_source_remove);
  g_clear_object (&self->result);
  if (self->outer != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->outer));
  self->outer = NULL;
  G_OBJECT_CLASS (fw_why_board_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FwWhyBoard, outer);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBoard, nothing);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBoard, first_spinner);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBoard, column);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBoard, sentence);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBoard, kept_revealer);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBoard, kept_label);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBoard, trail);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBoard, busy);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBoard, spinner);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBoard, copy_button);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBoard, body);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBoard, halves);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBoard, bridge);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBoard, causes);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBoard, causes_clamp);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBoard, switcher);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBoard, views);
  gtk_widget_class_bind_template_callback (widget_class, go_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, cause_cb);
  gtk_widget_class_bind_template_callback (widget_class, side_cb);
}

static void
fw_why_board_class_init (FwWhyBoardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_why_board_dispose;
  widget_class->measure = fw_why_board_measure;
  widget_class->size_allocate = fw_why_board_size_allocate;
  g_type_ensure (FW_TYPE_WHY_TRAIL);
  g_type_ensure (FW_TYPE_WHY_BRIDGE);
  g_type_ensure (FW_TYPE_WHY_CAUSES);
  signals[GO] = g_signal_new ("go", FW_TYPE_WHY_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[DRILL] = g_signal_new ("drill", FW_TYPE_WHY_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, FW_TYPE_WHY_ROW);
  signals[OPEN] = g_signal_new ("open", FW_TYPE_WHY_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, FW_TYPE_WHY_ROW, G_TYPE_BOOLEAN);
  signals[CANCEL] = g_signal_new ("cancel", FW_TYPE_WHY_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[AGAIN] = g_signal_new ("again", FW_TYPE_WHY_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/why/fw-why-board.ui");
  bind_children (widget_class);
}

static void
fw_why_board_init (FwWhyBoard *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->wide = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cells = g_object_new (FW_TYPE_WHY_CELLS, NULL);
  self->factors = g_object_new (FW_TYPE_WHY_FACTORS, NULL);
  add_view (self, "cells", _ ("By dimension"), GTK_WIDGET (self->cells));
  add_view (self, "factors", _ ("Factors"), GTK_WIDGET (self->factors));
  watch_table (self, fw_why_causes_get_table (self->causes));
  watch_table (self, fw_why_cells_get_table (self->cells));
  lay_out (self);
}

GtkWidget *
fw_why_board_new (void)
{
  return g_object_new (FW_TYPE_WHY_BOARD, NULL);
}

void
fw_why_board_add_sides (FwWhyBoard *self, FwWhySides *sides)
{
  const char *name, *title;

  g_return_if_fail (FW_IS_WHY_BOARD (self));

  for (guint i = 0; i < FW_WHY_N_SIDES; i++)
    {
      GtkWidget *side = fw_why_sides_get (sides, i, &name, &title);

      add_view (self, name, title, side);
    }
}

void
fw_why_board_set_trail (FwWhyBoard *self,
                        const char *metric,
                        const GArray *parts,
                        const FwWhyAnswer *answer)
{
  g_return_if_fail (FW_IS_WHY_BOARD (self));

  fw_why_trail_set (self->trail, metric, parts, answer);
}

static void
show_kept (FwWhyBoard *self)
{
  gboolean kept = fw_why_result_is_kept (self->result);

  if (kept)
    {
      gint64 at = fw_why_result_get_at (self->result);
      g_autofree char *clock = fw_format_clock (at, NULL);
      g_autofree char *age = fw_format_age (g_get_real_time () - at);
      g_autofree char *text = g_strdup_printf (
          _ ("Answer of %1$s, %2$s. The server does not answer; the question is asked again by "
             "itself when it does."),
          clock, age);

      gtk_label_set_text (self->kept_label, text);
    }
  gtk_revealer_set_reveal_child (self->kept_revealer, kept);
}

/* Else the first focus would be the sentence's, all of it selected. */
static void
focus_causes (FwWhyBoard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || focus == GTK_WIDGET (self->sentence) || !gtk_widget_get_mapped (focus))
    gtk_widget_child_focus (GTK_WIDGET (self->causes), GTK_DIR_TAB_FORWARD);
  gtk_label_select_region (self->sentence, 0, 0);
}

void
fw_why_board_show (FwWhyBoard *self, FwWhyResult *result)
{
  const FwWhyAnswer *answer;
  g_autofree char *markup = NULL;

  g_return_if_fail (FW_IS_WHY_BOARD (self));
  g_return_if_fail (FW_IS_WHY_RESULT (result));

  g_set_object (&self->result, result);
  answer = fw_why_result_get (result);
  markup = fw_why_sentence_markup (answer);
  gtk_label_set_markup (self->sentence, markup);
  gtk_widget_set_visible (self->body,
                          answer->state != FW_WHY_NO_WINDOW && answer->state != FW_WHY_NO_BASELINE);
  fw_why_bridge_set (self->bridge, result);
  fw_why_causes_set (self->causes, result);
  fw_why_cells_set (self->cells, result);
  fw_why_factors_set (self->factors, result);
  show_kept (self);
  gtk_stack_set_visible_child_name (self->outer, "board");
  focus_causes (self);
}

void
fw_why_board_set_asking (FwWhyBoard *self, gboolean asking)
{
  g_return_if_fail (FW_IS_WHY_BOARD (self));

  gtk_widget_set_visible (self->busy, asking);
  gtk_spinner_set_spinning (self->spinner, asking && self->result != NULL);
  gtk_spinner_set_spinning (self->first_spinner, asking && self->result == NULL);
  if (asking)
    gtk_widget_add_css_class (self->column, "asking");
  else
    gtk_widget_remove_css_class (self->column, "asking");
  if (self->result == NULL)
    gtk_stack_set_visible_child_name (self->outer, asking ? "loading" : "nothing");
}

void
fw_why_board_show_nothing (FwWhyBoard *self, const char *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence != NULL ? sentence : "", -1);

  g_return_if_fail (FW_IS_WHY_BOARD (self));

  adw_status_page_set_description (self->nothing, escaped);
  if (self->result == NULL)
    gtk_stack_set_visible_child_name (self->outer, "nothing");
}

FwWhyResult *
fw_why_board_get_result (FwWhyBoard *self)
{
  g_return_val_if_fail (FW_IS_WHY_BOARD (self), NULL);
  return self->result;
}

void
fw_why_board_choose_view (FwWhyBoard *self, const char *name)
{
  g_return_if_fail (FW_IS_WHY_BOARD (self));

  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->switcher)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    if (g_strcmp0 (g_object_get_data (G_OBJECT (button), "view"), name) == 0)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}

static gboolean
has_focus (FwWhyBoard *self, GtkWidget *part)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == part || gtk_widget_is_ancestor (focus, part));
}

FwWhyRow *
fw_why_board_find_selected (FwWhyBoard *self)
{
  FwWhyTable *cells;

  g_return_val_if_fail (FW_IS_WHY_BOARD (self), NULL);

  cells = fw_why_cells_get_table (self->cells);
  return fw_why_table_get_selected (
      has_focus (self, GTK_WIDGET (cells)) ? cells : fw_why_causes_get_table (self->causes));
}

char *
fw_why_board_copy (FwWhyBoard *self, gboolean with_headers)
{
  FwWhyTable *tables[3];

  g_return_val_if_fail (FW_IS_WHY_BOARD (self), NULL);

  tables[0] = fw_why_causes_get_table (self->causes);
  tables[1] = fw_why_cells_get_table (self->cells);
  tables[2] = fw_why_factors_get_table (self->factors);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (has_focus (self, GTK_WIDGET (tables[i])))
      return fw_live_grid_to_table (fw_why_table_get_grid (tables[i]), with_headers, FALSE);
  if (self->result == NULL)
    return NULL;
  return fw_why_sentence_report (fw_why_result_get (self->result));
}

FwWhyTrail *
fw_why_board_get_trail (FwWhyBoard *self)
{
  g_return_val_if_fail (FW_IS_WHY_BOARD (self), NULL);
  return self->trail;
}

FwWhyBridge *
fw_why_board_get_bridge (FwWhyBoard *self)
{
  g_return_val_if_fail (FW_IS_WHY_BOARD (self), NULL);
  return self->bridge;
}

FwWhyCauses *
fw_why_board_get_causes (FwWhyBoard *self)
{
  g_return_val_if_fail (FW_IS_WHY_BOARD (self), NULL);
  return self->causes;
}

FwWhyCells *
fw_why_board_get_cells (FwWhyBoard *self)
{
  g_return_val_if_fail (FW_IS_WHY_BOARD (self), NULL);
  return self->cells;
}

FwWhyFactors *
fw_why_board_get_factors (FwWhyBoard *self)
{
  g_return_val_if_fail (FW_IS_WHY_BOARD (self), NULL);
  return self->factors;
}

const char *
fw_why_board_get_sentence (FwWhyBoard *self)
{
  g_return_val_if_fail (FW_IS_WHY_BOARD (self), NULL);
  return gtk_label_get_text (self->sentence);
}
