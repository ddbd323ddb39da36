/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/own/fw-leave-page.h"

#include "charts/fw-format.h"
#include "console/fw-answer-item.h"
#include "console/fw-leave-words.h"
#include "console/fw-send.h"
#include "console/live/fw-live-heads.h"
#include "console/own/fw-leave-ask.h"
#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

struct _FwLeavePage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkFlowBox *tiles; /* an entitlement each */
  GtkLabel *nothing; /* that there are none */
  FwLiveGrid *grid;
  GListStore *items; /* FwAnswerItem */
  char *tomorrow;    /* (nullable): as the server has it */
};

G_DEFINE_FINAL_TYPE (FwLeavePage, fw_leave_page, FW_TYPE_ASKING_PAGE)

/* ---- what is left ---- */

static GtkWidget *
create_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
create_tile (JsonObject *right)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *name = fw_json_find_text (right, "name");
  g_autofree char *details = fw_leave_write_right (right);
  g_autofree char *left = NULL;
  GtkWidget *figure;
  gint64 n = 0, days = 0;

  fw_json_get_integer (right, "left", &n, NULL);
  fw_json_get_integer (right, "days", &days, NULL);
  /* Translators: days of leave that are left, of so many */
  left = g_strdup_printf (_ ("%d of %d left"), (int) n, (int) days);
  figure = create_label (left, "tile-figure");
  gtk_widget_add_css_class (figure, "numeric");
  gtk_box_append (GTK_BOX (box), create_label (name != NULL ? name : "", "tile-title"));
  gtk_box_append (GTK_BOX (box), figure);
  gtk_box_append (GTK_BOX (box), create_label (details, "dim-label"));
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "tile");
  return box;
}

static void
show_rights (FwLeavePage *self, JsonArray *rights)
{
  GtkWidget *child;
  const guint n = json_array_get_length (rights);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->tiles))) != NULL)
    gtk_flow_box_remove (self->tiles, child);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *right = fw_json_find_element (rights, i);

      if (right == NULL)
        continue;
      gtk_flow_box_append (self->tiles, create_tile (right));
      gtk_widget_set_focusable (gtk_widget_get_last_child (GTK_WIDGET (self->tiles)), FALSE);
    }
  gtk_flow_box_set_max_children_per_line (self->tiles, CLAMP (n, 1, 4));
  gtk_widget_set_visible (GTK_WIDGET (self->tiles), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), n == 0);
}

/* ---- what was asked for ---- */

static void
say_type (gpointer row, gpointer data, FwSaid *said)
{
  said->text = g_strdup (fw_leave_write_type (fw_answer_item_get_text (row, "type")));
}

static void
say_span (gpointer row, gpointer data, FwSaid *said)
{
  said->text = fw_leave_write_span (fw_answer_item_get_whole (row));
}

static void
say_days (gpointer row, gpointer data, FwSaid *said)
{
  said->text = g_strdup_printf ("%u", fw_answer_item_get_count (row, "days"));
}

static void
say_state (gpointer row, gpointer data, FwSaid *said)
{
  const char *state = fw_answer_item_get_text (row, "state");

  said->text = g_strdup (fw_leave_write_state (state));
  if (g_str_equal (state, "granted"))
    {
      said->mark = FW_MARK_DISC;
      said->color = FW_CHART_COLOR_IN_ORDER;
    }
  else if (g_str_equal (state, "asked"))
    {
      said->mark = FW_MARK_HALF;
      said->color = FW_CHART_COLOR_WATCH;
    }
}

static void
say_note (gpointer row, gpointer data, FwSaid *said)
{
  const char *reason = fw_answer_item_get_text (row, "reason");

  said->text = g_strdup (*reason != '\0' ? reason : fw_answer_item_get_text (row, "note"));
}

static const FwSaidColumn columns[] = {
  { "leave", N_ ("Leave"), 18, TRUE, FALSE, say_type },
  { "when", N_ ("When"), 24, TRUE, FALSE, say_span },
  { "days", N_ ("Days it takes"), 8, FALSE, TRUE, say_days },
  { "state", N_ ("State"), 20, FALSE, FALSE, say_state },
  { "note", N_ ("Note or reason"), 20, TRUE, FALSE, say_note },
};

/* ---- the answer ---- */

static gboolean
read_tomorrow (FwLeavePage *self, JsonObject *answer, GError **error)
{
  const char *text;
  gint32 today;

  if (!fw_json_get_text (answer, "today", &text, error))
    return FALSE;
  if (!fw_date_parse (fw_text (text), &today))
    return fw_json_refuse (error, "today", "a date");
  g_free (self->tomorrow);
  self->tomorrow = fw_date_format (today + 1);
  return TRUE;
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwLeavePage *self = FW_LEAVE_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  JsonArray *rights, *requests;
  const char *name;

  if (answer == NULL || !fw_json_get_text (answer, "name", &name, error) ||
      !fw_json_get_array (answer, "rights", &rights, error) ||
      !fw_json_get_array (answer, "requests", &requests, error) ||
      !read_tomorrow (self, answer, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = fw_json_find_element (requests, i);

      if (request == NULL || fw_json_find_text (request, "id") == NULL)
        return fw_json_refuse (error, "id", "an id");
    }
  fw_page_set_subtitle (FW_PAGE (self), name);
  show_rights (self, rights);
  fw_live_grid_take_answers (self->grid, self->items, requests);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "leave.ask", TRUE);
  fw_asking_page_show_part (page, self->stack, "board");
  return TRUE;
}

static void
fw_leave_page_ask (FwAskingPage *page)
{
  fw_asking_page_get (page, "own/leave", take_body);
}

/* ---- what is done ---- */

static void
ask_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwLeavePage *self = FW_LEAVE_PAGE (widget);

  if (self->tomorrow != NULL)
    fw_leave_ask (FW_PAGE (self), self->tomorrow);
}

static void
sent_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  fw_page_toast (FW_PAGE (owner), refusal != NULL ? refusal : _ ("Taken back."));
  fw_asking_page_ask_soon (FW_ASKING_PAGE (owner));
}

static void
take_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwLeavePage *self = FW_LEAVE_PAGE (widget);
  g_autoptr (FwAnswerItem) request = fw_live_grid_get_selected (self->grid);
  g_autofree char *escaped = NULL, *path = NULL;
  GString *json;
  FwJsonWriter writer;

  if (request == NULL || !g_str_equal (fw_answer_item_get_text (request, "state"), "asked"))
    {
      fw_page_toast (FW_PAGE (self), _ ("Only what waits for a decision can be taken back"));
      return;
    }
  escaped = g_uri_escape_string (fw_answer_item_get_text (request, "id"), NULL, FALSE);
  path = g_strconcat ("own/leave/", escaped, NULL);
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "move", "withdrawn");
  fw_json_member_integer (&writer, "revision", fw_answer_item_get_count (request, "revision"));
  fw_json_writer_end_object (&writer);
  fw_send_post (FW_PAGE (self), path, json, G_OBJECT (self), sent_cb);
}

/* ---- the class ---- */

static char *
fw_leave_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (FW_LEAVE_PAGE (page)->grid, with_headers, FALSE);
}

static char *
fw_leave_page_list (FwPage *page)
{
  return fw_live_grid_list (FW_LEAVE_PAGE (page)->grid, TRUE, TRUE);
}

static void
fw_leave_page_focus (FwPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (FW_LEAVE_PAGE (page)->grid));
}

static void
fw_leave_page_setup (FwPage *page)
{
  FW_PAGE_CLASS (fw_leave_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>n", "leave.ask", NULL);
  fw_page_add_key (page, "Delete", "leave.take-back", NULL);
}

static void
fw_leave_page_dispose (GObject *object)
{
  FwLeavePage *self = FW_LEAVE_PAGE (object);

  g_clear_object (&self->items);
  g_clear_pointer (&self->tomorrow, g_free);
  G_OBJECT_CLASS (fw_leave_page_parent_class)->dispose (object);
}

static void
fw_leave_page_class_init (FwLeavePageClass *klass)
{
  static const char *const kinds[] = { "leave-request", "leave-entitlement", "person", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_leave_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_leave_page_dispose;
  page_class->setup = fw_leave_page_setup;
  page_class->focus = fw_leave_page_focus;
  page_class->copy = fw_leave_page_copy;
  page_class->list = fw_leave_page_list;
  page_class->is_table = TRUE;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/own/fw-leave-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwLeavePage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwLeavePage, tiles);
  gtk_widget_class_bind_template_child (widget_class, FwLeavePage, nothing);
  gtk_widget_class_bind_template_child_full (widget_class, "board", FALSE, 0);
  gtk_widget_class_install_action (widget_class, "leave.ask", NULL, ask_action);
  gtk_widget_class_install_action (widget_class, "leave.take-back", NULL, take_back_action);
}

static void
fw_leave_page_init (FwLeavePage *self)
{
  GtkBox *board;

  gtk_widget_init_template (GTK_WIDGET (self));
  board = GTK_BOX (gtk_widget_get_template_child (GTK_WIDGET (self), FW_TYPE_LEAVE_PAGE, "board"));
  self->items = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->grid = FW_LIVE_GRID (fw_live_grid_new ("own-leave", _ ("My leave")));
  fw_said_columns_add (self->grid, columns, G_N_ELEMENTS (columns), NULL);
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->items), NULL);
  gtk_widget_set_vexpand (GTK_WIDGET (self->grid), TRUE);
  gtk_box_append (board, GTK_WIDGET (self->grid));
  fw_live_grid_remember (self->grid);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "leave.ask", FALSE);
}
