/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/own/fw-open-shifts-page.h"

#include "console/fw-swap-words.h"
#include "console/own/fw-open-shift-columns.h"
#include "console/own/fw-own-rows.h"
#include "console/own/fw-swap-columns.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

struct _FwOpenShiftsPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkWidget *pane;
  GtkLabel *title;
  GtkLabel *told;
  GtkLabel *against;
  GtkWidget *claim;
  GtkWidget *give_up;
  FwLiveGrid *grid;
  GListStore *items; /* FwAnswerItem */
  gboolean taking;   /* rows are being changed: what is chosen meanwhile is nobody's choice */
};

G_DEFINE_FINAL_TYPE (FwOpenShiftsPage, fw_open_shifts_page, FW_TYPE_ASKING_PAGE)

/* ---- the chosen one ---- */

static void
append_line (GString *text, const char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static void
append_places (GString *text, FwAnswerItem *offer)
{
  const guint free = fw_answer_item_get_count (offer, "free");
  const guint people = fw_answer_item_get_count (offer, "people");
  g_autofree char *line =
      /* Translators: of the places of an open shift, so many are free, of so many in all */
      g_strdup_printf (ngettext ("%u of %u place is free.", "%u of %u places are free.", people),
                       free, people);

  append_line (text, line);
}

static char *
write_told (FwAnswerItem *offer)
{
  JsonObject *claim = fw_answer_item_get_object (offer, "claim");
  const char *reason = claim != NULL ? fw_json_find_text (claim, "reason") : NULL;
  const char *note = fw_answer_item_get_text (offer, "note");
  const char *queue = fw_answer_item_get_text (offer, "queue");
  GString *text = g_string_new (fw_open_shift_write_state (offer));

  if (reason != NULL)
    g_string_append_printf (text, ": %s", reason);
  append_places (text, offer);
  if (*queue != '\0')
    {
      /* Translators: the name of a queue */
      g_autofree char *line = g_strdup_printf (_ ("For the queue %s."), queue);

      append_line (text, line);
    }
  if (*note != '\0')
    {
      g_autofree char *line = g_strdup_printf ("“%s”", note);

      append_line (text, line);
    }
  return g_string_free (text, FALSE);
}

/* Of one that is hers already, or that she waits for, nothing stands against it but itself. */
static char *
write_against (FwAnswerItem *offer)
{
  JsonObject *claim = fw_answer_item_get_object (offer, "claim");
  const char *state = claim != NULL ? fw_json_find_text (claim, "state") : NULL;
  JsonArray *faults;

  if (g_strcmp0 (state, "approved") == 0 ||
      !fw_json_get_array (fw_answer_item_get_whole (offer), "faults", &faults, NULL))
    return g_strdup ("");
  return fw_swap_write_faults (faults, NULL, NULL);
}

static void
show_chosen (FwOpenShiftsPage *self)
{
  g_autoptr (FwAnswerItem) offer = fw_live_grid_get_selected (self->grid);
  const gboolean open = offer != NULL && fw_swap_has_move (offer, "claimed");
  const gboolean waits = offer != NULL && fw_swap_has_move (offer, "withdrawn");
  g_autofree char *title = NULL, *told = NULL, *against = NULL;

  gtk_widget_set_visible (self->pane, offer != NULL);
  gtk_widget_set_visible (self->claim, open);
  gtk_widget_set_visible (self->give_up, waits);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "open-shifts.claim", open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "open-shifts.give-up", waits);
  if (offer == NULL)
    return;
  title = fw_swap_write_shift (fw_answer_item_get_whole (offer));
  told = write_told (offer);
  against = write_against (offer);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->told, told);
  gtk_label_set_text (self->against, against);
  gtk_widget_set_visible (GTK_WIDGET (self->against), *against != '\0');
}

static void
selection_cb (FwOpenShiftsPage *self)
{
  if (!self->taking)
    show_chosen (self);
}

/* ---- rows ---- */

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwOpenShiftsPage *self = FW_OPEN_SHIFTS_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  const char *name;
  JsonArray *offers;

  if (answer == NULL || !fw_json_get_text (answer, "name", &name, error) ||
      !fw_json_get_array (answer, "offers", &offers, error) || !fw_own_rows_check (offers, error))
    return FALSE;
  fw_page_set_subtitle (FW_PAGE (self), name);
  self->taking = TRUE;
  fw_live_grid_take_answers (self->grid, self->items, offers);
  self->taking = FALSE;
  show_chosen (self);
  fw_page_set_count (FW_PAGE (self), fw_own_rows_count_open (G_LIST_MODEL (self->items), "claimed"),
                     _ ("open to you"));
  fw_asking_page_show_part (page, self->stack,
                            json_array_get_length (offers) > 0 ? "board" : "empty");
  return TRUE;
}

static void
fw_open_shifts_page_ask (FwAskingPage *page)
{
  fw_asking_page_get (page, "own/open-shifts", take_body);
}

/* ---- what is done ---- */

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwOpenShiftsPage *self = FW_OPEN_SHIFTS_PAGE (widget);
  g_autoptr (FwAnswerItem) offer = fw_live_grid_get_selected (self->grid);
  GString *json;
  FwJsonWriter writer;

  if (offer == NULL)
    return;
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "move",
                       g_str_equal (name, "open-shifts.claim") ? "claimed" : "withdrawn");
  fw_json_writer_end_object (&writer);
  fw_own_rows_send (FW_ASKING_PAGE (self), "own/open-shifts", offer, json);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
shifts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_page_go (FW_PAGE (widget), "my-shifts", NULL);
}

static void
activated_cb (FwLiveGrid *grid, FwAnswerItem *offer, guint column, gpointer user_data)
{
  gtk_widget_child_focus (FW_OPEN_SHIFTS_PAGE (user_data)->pane, GTK_DIR_TAB_FORWARD);
}

/* ---- the class ---- */

static char *
fw_open_shifts_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (FW_OPEN_SHIFTS_PAGE (page)->grid, with_headers, FALSE);
}

static char *
fw_open_shifts_page_list (FwPage *page)
{
  return fw_live_grid_list (FW_OPEN_SHIFTS_PAGE (page)->grid, TRUE, TRUE);
}

static void
fw_open_shifts_page_focus (FwPage *page)
{
  FwOpenShiftsPage *self = FW_OPEN_SHIFTS_PAGE (page);

  fw_own_rows_focus (FW_ASKING_PAGE (page), self->stack, self->grid);
}

static void
fw_open_shifts_page_setup (FwPage *page)
{
  FW_PAGE_CLASS (fw_open_shifts_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>Return", "open-shifts.claim", NULL);
  fw_page_add_key (page, "Delete", "open-shifts.give-up", NULL);
}

static void
fw_open_shifts_page_dispose (GObject *object)
{
  g_clear_object (&FW_OPEN_SHIFTS_PAGE (object)->items);
  G_OBJECT_CLASS (fw_open_shifts_page_parent_class)->dispose (object);
}

static void
fw_open_shifts_page_class_init (FwOpenShiftsPageClass *klass)
{
  static const char *const kinds[] = { "open-shift",  "shift-claim", "shift", "leave-request",
                                       "roster-rule", "person",      NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_open_shifts_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_open_shifts_page_dispose;
  page_class->setup = fw_open_shifts_page_setup;
  page_class->focus = fw_open_shifts_page_focus;
  page_class->copy = fw_open_shifts_page_copy;
  page_class->list = fw_open_shifts_page_list;
  page_class->is_table = TRUE;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/own/fw-open-shifts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwOpenShiftsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwOpenShiftsPage, pane);
  gtk_widget_class_bind_template_child (widget_class, FwOpenShiftsPage, title);
  gtk_widget_class_bind_template_child (widget_class, FwOpenShiftsPage, told);
  gtk_widget_class_bind_template_child (widget_class, FwOpenShiftsPage, against);
  gtk_widget_class_bind_template_child (widget_class, FwOpenShiftsPage, claim);
  gtk_widget_class_bind_template_child (widget_class, FwOpenShiftsPage, give_up);
  gtk_widget_class_bind_template_child_full (widget_class, "board", FALSE, 0);
  gtk_widget_class_install_action (widget_class, "open-shifts.claim", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "open-shifts.give-up", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "open-shifts.shifts", NULL, shifts_action);
}

static void
fw_open_shifts_page_init (FwOpenShiftsPage *self)
{
  GtkBox *board;

  gtk_widget_init_template (GTK_WIDGET (self));
  board = GTK_BOX (
      gtk_widget_get_template_child (GTK_WIDGET (self), FW_TYPE_OPEN_SHIFTS_PAGE, "board"));
  self->items = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->grid = FW_LIVE_GRID (fw_live_grid_new ("own-open-shifts", _ ("Open shifts")));
  fw_open_shift_columns_add (self->grid);
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->items), NULL);
  fw_live_grid_sort_by (self->grid, FW_OPEN_SHIFT_COLUMN_DAY, GTK_SORT_ASCENDING);
  g_signal_connect (self->grid, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_object (fw_live_grid_get_shown (self->grid), "selection-changed",
                           G_CALLBACK (selection_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_vexpand (GTK_WIDGET (self->grid), TRUE);
  gtk_box_prepend (board, GTK_WIDGET (self->grid));
  fw_live_grid_remember (self->grid);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "open-shifts.claim", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "open-shifts.give-up", FALSE);
}
