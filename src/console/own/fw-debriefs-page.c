/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/own/fw-debriefs-page.h"

#include "charts/fw-format.h"
#include "charts/fw-moment.h"
#include "console/fw-debrief-words.h"
#include "console/fw-lines.h"
#include "console/fw-send.h"
#include "console/fw-swap-words.h"
#include "console/live/fw-live-heads.h"
#include "console/own/fw-own-rows.h"
#include "console/own/fw-swap-columns.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

/* What she writes, in the order of the fields. */
#define N_TEXTS 2

static const char *const fields[N_TEXTS] = { "happened", "differently" };

struct _FwDebriefsPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkWidget *pane, *form, *said, *handbook;
  GtkLabel *title, *told, *label_happened, *label_differently;
  GtkTextView *happened, *differently;
  GtkBox *lines;
  FwLiveGrid *grid;
  GListStore *items; /* FwAnswerItem */
  char *shown;       /* (nullable): id of the debrief that the pane is about */
  gboolean dirty;    /* the form holds what is not kept */
  gboolean showing;  /* the form is being filled */
  gboolean taking;   /* rows are being changed: what is chosen meanwhile is nobody's choice */
};

G_DEFINE_FINAL_TYPE (FwDebriefsPage, fw_debriefs_page, FW_TYPE_ASKING_PAGE)

/* ---- columns ---- */

static gboolean
is_hers (FwAnswerItem *item)
{
  return fw_swap_has_move (item, "leader");
}

static void
say_day (gpointer row, gpointer data, FwSaid *said)
{
  said->text = fw_swap_write_day (fw_answer_item_get_text (row, "day"));
}

static void
say_matter (gpointer row, gpointer data, FwSaid *said)
{
  fw_said_text (said, fw_answer_item_get_text (row, "matter"));
}

static const char *
write_state (FwAnswerItem *item)
{
  return is_hers (item) ? _ ("Your turn")
                        : fw_debrief_write_state (fw_answer_item_get_text (item, "state"));
}

static void
say_state (gpointer row, gpointer data, FwSaid *said)
{
  const char *state = fw_answer_item_get_text (row, "state");

  fw_said_text (said, write_state (row));
  if (is_hers (row))
    {
      const gboolean late = g_str_equal (state, "late");

      said->mark = late ? FW_MARK_TRIANGLE : FW_MARK_HALF;
      said->color = late ? FW_CHART_COLOR_LATE : FW_CHART_COLOR_WATCH;
    }
  else if (g_str_equal (state, "handbook") || g_str_equal (state, "closed"))
    {
      said->mark = FW_MARK_DISC;
      said->color = FW_CHART_COLOR_IN_ORDER;
    }
}

static void
say_due (gpointer row, gpointer data, FwSaid *said)
{
  const gint64 due = fw_json_find_moment (fw_answer_item_get_whole (row), "due");
  g_autofree char *day = fw_format_day (due, NULL), *clock = fw_format_clock (due, NULL);

  said->text = due > 0 ? g_strdup_printf ("%s %s", day, clock) : g_strdup (FW_FORMAT_NONE);
}

static const FwSaidColumn columns[] = {
  { "day", N_ ("Day"), 12, FALSE, FALSE, say_day },
  { "matter", N_ ("Matter"), 24, TRUE, FALSE, say_matter },
  { "state", N_ ("State"), 18, TRUE, FALSE, say_state },
  { "due", N_ ("Due"), 12, FALSE, FALSE, say_due },
};

/* ---- what she writes ---- */

static GtkTextView *
get_view (FwDebriefsPage *self, guint text)
{
  return text == 0 ? self->happened : self->differently;
}

/* A text of a record has no lines: what was written on several is one. Returns: (transfer full). */
static char *
read_text (FwDebriefsPage *self, guint text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (get_view (self, text));
  GtkTextIter first, last;
  char *found;

  gtk_text_buffer_get_bounds (buffer, &first, &last);
  found = gtk_text_buffer_get_text (buffer, &first, &last, FALSE);
  return g_strstrip (g_strdelimit (found, "\n\r\t", ' '));
}

static gboolean
is_whole (FwDebriefsPage *self)
{
  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *text = read_text (self, i);

      if (*text == '\0')
        return FALSE;
    }
  return TRUE;
}

static void
show_actions (FwDebriefsPage *self, FwAnswerItem *item)
{
  const gboolean hers = item != NULL && is_hers (item);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "debriefs.hand-on", hers && is_whole (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "debriefs.keep", hers && self->dirty);
}

static void
changed_cb (FwDebriefsPage *self)
{
  g_autoptr (FwAnswerItem) item = NULL;

  if (self->showing)
    return;
  self->dirty = TRUE;
  item = fw_live_grid_get_selected (self->grid);
  show_actions (self, item);
}

/* Before the text takes it as a line, of which there are none: Enter goes on to what comes next,
 * and with Ctrl hands on. */
static gboolean
key_pressed_cb (FwDebriefsPage *self, guint key, guint code, GdkModifierType state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) ||
      !GTK_IS_TEXT_VIEW (gtk_root_get_focus (root)))
    return FALSE;
  if ((state & GDK_CONTROL_MASK) != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "debriefs.hand-on", NULL);
  else
    gtk_widget_child_focus (self->form, GTK_DIR_TAB_FORWARD);
  return TRUE;
}

static void
sent_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  FwDebriefsPage *self = FW_DEBRIEFS_PAGE (owner);

  if (refusal != NULL)
    {
      /* What was written is not written again. */
      self->dirty = TRUE;
      fw_page_toast (FW_PAGE (self), refusal);
    }
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

/* @item: whose texts the form holds. */
static void
send (FwDebriefsPage *self, FwAnswerItem *item, gboolean hand_on)
{
  GString *json = g_string_new (NULL);
  g_autofree char *escaped =
      g_uri_escape_string (fw_answer_item_get_text (item, "id"), NULL, FALSE);
  g_autofree char *path = g_strconcat ("own/debriefs/", escaped, NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_integer (&writer, "revision", fw_answer_item_get_count (item, "revision"));
  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *text = read_text (self, i);

      fw_json_member_text (&writer, fields[i], *text != '\0' ? text : NULL);
    }
  if (hand_on)
    fw_json_member_text (&writer, "move", "leader");
  fw_json_writer_end_object (&writer);
  self->dirty = FALSE;
  fw_send_post (FW_PAGE (self), path, json, G_OBJECT (self), sent_cb);
}

/* ---- the chosen one ---- */

static void
fill_form (FwDebriefsPage *self, FwAnswerItem *item)
{
  self->showing = TRUE;
  for (guint i = 0; i < N_TEXTS; i++)
    {
      const char *text = fw_answer_item_get_text (item, fields[i]);
      g_autofree char *there = read_text (self, i);

      /* What is as it was leaves the cursor where it is. */
      if (g_strcmp0 (text, there) != 0)
        gtk_text_buffer_set_text (gtk_text_view_get_buffer (get_view (self, i)), text, -1);
    }
  self->showing = FALSE;
  self->dirty = FALSE;
}

static void
show_said (FwDebriefsPage *self, FwAnswerItem *item)
{
  static const char *const said[] = { "happened", "differently", "leader_view", "leader_step",
                                      "conclusion" };

  fw_lines_clear (self->lines);
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      const char *text = fw_answer_item_get_text (item, said[i]);

      if (*text == '\0')
        continue;
      fw_lines_add (self->lines, fw_debrief_get_label (said[i]), "heading");
      fw_lines_add_wrapped (self->lines, text, "figures");
    }
}

static char *
write_told (FwAnswerItem *item)
{
  const gint64 due = fw_json_find_moment (fw_answer_item_get_whole (item), "due");
  const char *contact = fw_answer_item_get_text (item, "contact");
  g_autofree char *day = fw_swap_write_day (fw_answer_item_get_text (item, "day"));
  g_autofree char *moment = due > 0 ? fw_moment_format (due, NULL) : NULL;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("Contact %s of %s"), contact, day);
  g_string_append_printf (text, "\n%s", write_state (item));
  if (moment != NULL)
    {
      g_string_append (text, " · ");
      /* Translators: a day and a time */
      g_string_append_printf (text, _ ("your view until %s"), moment);
    }
  return g_string_free (text, FALSE);
}

static void
show_item (FwDebriefsPage *self, FwAnswerItem *item)
{
  const gboolean hers = is_hers (item);
  g_autofree char *told = write_told (item);

  gtk_label_set_text (self->title, fw_answer_item_get_text (item, "matter"));
  gtk_label_set_text (self->told, told);
  gtk_widget_set_visible (self->form, hers);
  gtk_widget_set_visible (self->said, !hers);
  gtk_widget_set_visible (self->handbook,
                          g_str_equal (fw_answer_item_get_text (item, "state"), "handbook"));
  if (!hers)
    show_said (self, item);
}

static FwAnswerItem *
find_shown (FwDebriefsPage *self)
{
  const guint place = fw_answer_items_find (G_LIST_MODEL (self->items), self->shown);

  return place != GTK_INVALID_LIST_POSITION
             ? g_list_model_get_item (G_LIST_MODEL (self->items), place)
             : NULL;
}

/* Who leaves a debrief leaves what she wrote in it behind, as it is. */
static void
leave_shown (FwDebriefsPage *self)
{
  g_autoptr (FwAnswerItem) item = self->dirty ? find_shown (self) : NULL;

  if (item != NULL && is_hers (item))
    send (self, item, FALSE);
  self->dirty = FALSE;
}

static void
show_chosen (FwDebriefsPage *self)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);
  const char *id = item != NULL ? fw_answer_item_get_text (item, "id") : NULL;
  const gboolean same = g_strcmp0 (id, self->shown) == 0;

  if (!same)
    {
      leave_shown (self);
      g_free (self->shown);
      self->shown = g_strdup (id);
    }
  gtk_widget_set_visible (self->pane, item != NULL);
  if (item != NULL)
    {
      show_item (self, item);
      if (is_hers (item) && (!same || !self->dirty))
        fill_form (self, item);
    }
  show_actions (self, item);
}

static void
selection_cb (FwDebriefsPage *self)
{
  if (!self->taking)
    show_chosen (self);
}

/* ---- the answer ---- */

static guint
count_hers (FwDebriefsPage *self)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (FwAnswerItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      n += is_hers (item);
    }
  return n;
}

/* The keys do not stay in a form that is gone. */
static void
keep_focus (FwDebriefsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);

  if (focus != NULL && gtk_widget_is_ancestor (focus, self->form) &&
      (item == NULL || !is_hers (item)))
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwDebriefsPage *self = FW_DEBRIEFS_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  const char *name;
  JsonArray *debriefs;

  if (answer == NULL || !fw_json_get_text (answer, "name", &name, error) ||
      !fw_json_get_array (answer, "debriefs", &debriefs, error) ||
      !fw_own_rows_check (debriefs, error))
    return FALSE;
  fw_page_set_subtitle (FW_PAGE (self), name);
  self->taking = TRUE;
  fw_live_grid_take_answers (self->grid, self->items, debriefs);
  self->taking = FALSE;
  keep_focus (self);
  show_chosen (self);
  fw_page_set_count (FW_PAGE (self), count_hers (self), _ ("your turn"));
  fw_asking_page_show_part (page, self->stack,
                            json_array_get_length (debriefs) > 0 ? "board" : "empty");
  return TRUE;
}

static void
fw_debriefs_page_ask (FwAskingPage *page)
{
  fw_asking_page_get (page, "own/debriefs", take_body);
}

/* ---- what is done ---- */

static void
send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwDebriefsPage *self = FW_DEBRIEFS_PAGE (widget);
  const gboolean hand_on = g_str_equal (name, "debriefs.hand-on");
  g_autoptr (FwAnswerItem) item = find_shown (self);

  if (item == NULL || !is_hers (item) || (hand_on && !is_whole (self)))
    return;
  send (self, item, hand_on);
}

static void
handbook_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwDebriefsPage *self = FW_DEBRIEFS_PAGE (widget);
  g_autoptr (FwAnswerItem) item = find_shown (self);

  fw_page_go (FW_PAGE (self), "handbook",
              item != NULL && gtk_widget_get_visible (self->handbook)
                  ? g_variant_new_string (fw_answer_item_get_text (item, "id"))
                  : NULL);
}

static void
list_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (FW_DEBRIEFS_PAGE (widget)->grid));
}

static void
activated_cb (FwLiveGrid *grid, FwAnswerItem *item, guint column, gpointer user_data)
{
  gtk_widget_child_focus (FW_DEBRIEFS_PAGE (user_data)->pane, GTK_DIR_TAB_FORWARD);
}

/* ---- the class ---- */

static char *
fw_debriefs_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (FW_DEBRIEFS_PAGE (page)->grid, with_headers, FALSE);
}

static char *
fw_debriefs_page_list (FwPage *page)
{
  return fw_live_grid_list (FW_DEBRIEFS_PAGE (page)->grid, TRUE, TRUE);
}

static void
fw_debriefs_page_focus (FwPage *page)
{
  FwDebriefsPage *self = FW_DEBRIEFS_PAGE (page);

  fw_own_rows_focus (FW_ASKING_PAGE (page), self->stack, self->grid);
}

static void
fw_debriefs_page_setup (FwPage *page)
{
  FW_PAGE_CLASS (fw_debriefs_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>Return", "debriefs.hand-on", NULL);
  fw_page_add_key (page, "<Control>KP_Enter", "debriefs.hand-on", NULL);
  fw_page_add_key (page, "<Control>s", "debriefs.keep", NULL);
}

static void
fw_debriefs_page_unmap (GtkWidget *widget)
{
  leave_shown (FW_DEBRIEFS_PAGE (widget));
  GTK_WIDGET_CLASS (fw_debriefs_page_parent_class)->unmap (widget);
}

static void
fw_debriefs_page_dispose (GObject *object)
{
  FwDebriefsPage *self = FW_DEBRIEFS_PAGE (object);

  g_clear_object (&self->items);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (fw_debriefs_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/own/fw-debriefs-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwDebriefsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwDebriefsPage, pane);
  gtk_widget_class_bind_template_child (widget_class, FwDebriefsPage, form);
  gtk_widget_class_bind_template_child (widget_class, FwDebriefsPage, said);
  gtk_widget_class_bind_template_child (widget_class, FwDebriefsPage, handbook);
  gtk_widget_class_bind_template_child (widget_class, FwDebriefsPage, title);
  gtk_widget_class_bind_template_child (widget_class, FwDebriefsPage, told);
  gtk_widget_class_bind_template_child (widget_class, FwDebriefsPage, label_happened);
  gtk_widget_class_bind_template_child (widget_class, FwDebriefsPage, label_differently);
  gtk_widget_class_bind_template_child (widget_class, FwDebriefsPage, happened);
  gtk_widget_class_bind_template_child (widget_class, FwDebriefsPage, differently);
  gtk_widget_class_bind_template_child (widget_class, FwDebriefsPage, lines);
  gtk_widget_class_bind_template_child_full (widget_class, "board", FALSE, 0);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
fw_debriefs_page_class_init (FwDebriefsPageClass *klass)
{
  static const char *const kinds[] = { "debrief", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_debriefs_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_debriefs_page_dispose;
  widget_class->unmap = fw_debriefs_page_unmap;
  page_class->setup = fw_debriefs_page_setup;
  page_class->focus = fw_debriefs_page_focus;
  page_class->copy = fw_debriefs_page_copy;
  page_class->list = fw_debriefs_page_list;
  page_class->is_table = TRUE;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "debriefs.hand-on", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "debriefs.keep", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "debriefs.handbook", NULL, handbook_action);
  gtk_widget_class_install_action (widget_class, "debriefs.list", NULL, list_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "debriefs.list", NULL);
}

static void
init_form (FwDebriefsPage *self)
{
  GtkLabel *const labels[N_TEXTS] = { self->label_happened, self->label_differently };

  for (guint i = 0; i < N_TEXTS; i++)
    {
      GtkTextView *view = get_view (self, i);

      gtk_label_set_text (labels[i], fw_debrief_get_label (fields[i]));
      gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      fw_debrief_get_label (fields[i]), -1);
      g_signal_connect_object (gtk_text_view_get_buffer (view), "changed", G_CALLBACK (changed_cb),
                               self, G_CONNECT_SWAPPED);
    }
}

static void
fw_debriefs_page_init (FwDebriefsPage *self)
{
  GtkBox *board;

  gtk_widget_init_template (GTK_WIDGET (self));
  init_form (self);
  board =
      GTK_BOX (gtk_widget_get_template_child (GTK_WIDGET (self), FW_TYPE_DEBRIEFS_PAGE, "board"));
  self->items = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->grid = FW_LIVE_GRID (fw_live_grid_new ("own-debriefs", _ ("My debriefs")));
  fw_said_columns_add (self->grid, columns, G_N_ELEMENTS (columns), NULL);
  fw_live_grid_set_presorted (self->grid);
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->items), NULL);
  g_signal_connect (self->grid, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_object (fw_live_grid_get_shown (self->grid), "selection-changed",
                           G_CALLBACK (selection_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_vexpand (GTK_WIDGET (self->grid), TRUE);
  gtk_box_prepend (board, GTK_WIDGET (self->grid));
  fw_live_grid_remember (self->grid);
  show_actions (self, NULL);
}
