/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/own/fw-swaps-page.h"

#include "console/own/fw-own-rows.h"
#include "console/own/fw-swap-columns.h"
#include "console/own/fw-swap-pane.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

struct _FwSwapsPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  FwSwapPane *pane;
  FwLiveGrid *grid;
  GListStore *items; /* FwAnswerItem */
  gboolean taking;   /* rows are being changed: what is chosen meanwhile is nobody's choice */
  gboolean wanted;   /* the keys were to come before there was anything to have them */
};

G_DEFINE_FINAL_TYPE (FwSwapsPage, fw_swaps_page, FW_TYPE_ASKING_PAGE)

/* ---- rows ---- */

static void
show_chosen (FwSwapsPage *self)
{
  g_autoptr (FwAnswerItem) swap = fw_live_grid_get_selected (self->grid);

  fw_swap_pane_show (self->pane, FW_PAGE (self), swap);
}

static void
selection_cb (FwSwapsPage *self)
{
  if (!self->taking)
    show_chosen (self);
}

static void
take_rows (FwSwapsPage *self, JsonArray *swaps)
{
  self->taking = TRUE;
  fw_live_grid_take_answers (self->grid, self->items, swaps);
  self->taking = FALSE;
  show_chosen (self);
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwSwapsPage *self = FW_SWAPS_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  const char *name;
  JsonArray *swaps;

  if (answer == NULL || !fw_json_get_text (answer, "name", &name, error) ||
      !fw_json_get_array (answer, "swaps", &swaps, error) || !fw_own_rows_check (swaps, error))
    return FALSE;
  fw_page_set_subtitle (FW_PAGE (self), name);
  take_rows (self, swaps);
  fw_page_set_count (FW_PAGE (self), fw_own_rows_count_open (G_LIST_MODEL (self->items), "claimed"),
                     _ ("open to you"));
  fw_asking_page_show_part (page, self->stack,
                            json_array_get_length (swaps) > 0 ? "board" : "empty");
  if (self->wanted && gtk_widget_get_mapped (GTK_WIDGET (self)))
    fw_page_focus (FW_PAGE (self));
  return TRUE;
}

static void
fw_swaps_page_ask (FwAskingPage *page)
{
  fw_asking_page_get (page, "own/swaps", take_body);
}

/* ---- what is done ---- */

static void
chosen_cb (FwSwapsPage *self, const char *move, const char *back)
{
  g_autoptr (FwAnswerItem) swap = fw_live_grid_get_selected (self->grid);
  GString *json;
  FwJsonWriter writer;

  if (swap == NULL)
    return;
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "move", move);
  fw_json_member_integer (&writer, "revision", fw_answer_item_get_count (swap, "revision"));
  if (back != NULL)
    fw_json_member_text (&writer, "back", back);
  fw_json_writer_end_object (&writer);
  fw_own_rows_send (FW_ASKING_PAGE (self), "own/swaps", swap, json);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
take_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_swap_pane_take (FW_SWAPS_PAGE (widget)->pane);
}

static void
give_up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_swap_pane_give_up (FW_SWAPS_PAGE (widget)->pane);
}

static void
shifts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_page_go (FW_PAGE (widget), "my-shifts", NULL);
}

static void
activated_cb (FwLiveGrid *grid, FwAnswerItem *swap, guint column, gpointer user_data)
{
  fw_swap_pane_focus (FW_SWAPS_PAGE (user_data)->pane);
}

/* ---- the class ---- */

static char *
fw_swaps_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (FW_SWAPS_PAGE (page)->grid, with_headers, FALSE);
}

static char *
fw_swaps_page_list (FwPage *page)
{
  return fw_live_grid_list (FW_SWAPS_PAGE (page)->grid, TRUE, TRUE);
}

static void
fw_swaps_page_focus (FwPage *page)
{
  FwSwapsPage *self = FW_SWAPS_PAGE (page);

  self->wanted = g_str_equal (gtk_stack_get_visible_child_name (self->stack), "waiting");
  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "board"))
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
fw_swaps_page_setup (FwPage *page)
{
  FW_PAGE_CLASS (fw_swaps_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>Return", "swaps.take", NULL);
  fw_page_add_key (page, "Delete", "swaps.give-up", NULL);
}

static void
fw_swaps_page_dispose (GObject *object)
{
  g_clear_object (&FW_SWAPS_PAGE (object)->items);
  G_OBJECT_CLASS (fw_swaps_page_parent_class)->dispose (object);
}

static void
fw_swaps_page_class_init (FwSwapsPageClass *klass)
{
  static const char *const kinds[] = { "swap", "shift", "roster-rule", "person", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  g_type_ensure (FW_TYPE_SWAP_PANE);
  FW_ASKING_PAGE_CLASS (klass)->ask = fw_swaps_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_swaps_page_dispose;
  page_class->setup = fw_swaps_page_setup;
  page_class->focus = fw_swaps_page_focus;
  page_class->copy = fw_swaps_page_copy;
  page_class->list = fw_swaps_page_list;
  page_class->is_table = TRUE;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/own/fw-swaps-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwSwapsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwSwapsPage, pane);
  gtk_widget_class_bind_template_child_full (widget_class, "board", FALSE, 0);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_install_action (widget_class, "swaps.take", NULL, take_action);
  gtk_widget_class_install_action (widget_class, "swaps.give-up", NULL, give_up_action);
  gtk_widget_class_install_action (widget_class, "swaps.shifts", NULL, shifts_action);
}

static void
fw_swaps_page_init (FwSwapsPage *self)
{
  GtkBox *board;

  gtk_widget_init_template (GTK_WIDGET (self));
  board = GTK_BOX (gtk_widget_get_template_child (GTK_WIDGET (self), FW_TYPE_SWAPS_PAGE, "board"));
  self->items = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->grid = FW_LIVE_GRID (fw_live_grid_new ("own-swaps", _ ("My requests")));
  fw_swap_columns_add (self->grid);
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->items), NULL);
  fw_live_grid_sort_by (self->grid, FW_SWAP_COLUMN_DAY, GTK_SORT_ASCENDING);
  g_signal_connect (self->grid, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_object (fw_live_grid_get_shown (self->grid), "selection-changed",
                           G_CALLBACK (selection_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_vexpand (GTK_WIDGET (self->grid), TRUE);
  gtk_box_prepend (board, GTK_WIDGET (self->grid));
  fw_live_grid_remember (self->grid);
}
