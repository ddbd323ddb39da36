/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/audit/fw-audit-page.h"

#include "charts/fw-format.h"
#include "console/audit/fw-audit-columns.h"
#include "console/audit/fw-audit-words.h"
#include "console/fw-drop-down.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

#define PAGE_LINES 200
/* Whoever looks farther back narrows by who or what, or reads the files. */
#define MOST_LINES 5000

struct _FwAuditPage
{
  FwAskingPage parent_instance;

  GtkEditable *who;
  GtkDropDown *act;
  GtkDropDown *outcome;
  GtkLabel *count;
  GtkLabel *state;
  FwLiveGrid *grid;
  GListStore *items;         /* FwAnswerItem, the newest first */
  GCancellable *cancellable; /* (nullable): of the look at every line */
  gboolean more;             /* there are earlier ones */
  gboolean earlier;          /* the question is for what stands before the last one */
};

G_DEFINE_FINAL_TYPE (FwAuditPage, fw_audit_page, FW_TYPE_ASKING_PAGE)

/* ---- lines ---- */

/* Returns: "" for all. */
static const char *
get_choice (GtkDropDown *drop_down, const FwAuditWord *words)
{
  const guint i = gtk_drop_down_get_selected (drop_down);

  return i > 0 && i != GTK_INVALID_LIST_POSITION ? words[i - 1].name : "";
}

static guint
count_lines (FwAuditPage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->items));
}

static void
show_count (FwAuditPage *self)
{
  const guint n = count_lines (self);
  g_autofree char *number = fw_format_count (n);
  g_autofree char *text = NULL;

  if (n == 0)
    text = g_strdup (_ ("No line is like that"));
  else if (self->more)
    text = g_strdup_printf (ngettext ("the newest %s line", "the newest %s lines", n), number);
  else
    text = g_strdup_printf (ngettext ("%s line", "%s lines", n), number);
  gtk_label_set_text (self->count, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "audit.earlier", self->more && n < MOST_LINES);
}

/* A line is known by its number. */
static gboolean
name_lines (JsonArray *array, GError **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *line = fw_json_find_element (array, i);
      g_autofree char *id = NULL;

      if (line == NULL || fw_json_find_count (line, "n") == 0)
        return fw_json_refuse (error, "n", "a number");
      id = g_strdup_printf ("%" G_GUINT64_FORMAT, fw_json_find_count (line, "n"));
      json_object_set_string_member (line, "id", id);
    }
  return TRUE;
}

static void
add_earlier (FwAuditPage *self, JsonArray *array)
{
  g_autoptr (GPtrArray) items = fw_answer_items_read (array);
  const guint before = count_lines (self);

  g_list_store_splice (self->items, before, 0, items->pdata, items->len);
  if (items->len > 0)
    fw_live_grid_come_to (self->grid, before);
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwAuditPage *self = FW_AUDIT_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  const gboolean earlier = self->earlier;
  JsonArray *array;

  self->earlier = FALSE;
  if (answer == NULL || !fw_json_get_array (answer, "lines", &array, error) ||
      !fw_json_get_boolean (answer, "more", &self->more, error) || !name_lines (array, error))
    return FALSE;
  if (earlier)
    add_earlier (self, array);
  else
    fw_live_grid_take_answers (self->grid, self->items, array);
  show_count (self);
  return TRUE;
}

static void
fw_audit_page_ask (FwAskingPage *page)
{
  FwAuditPage *self = FW_AUDIT_PAGE (page);
  g_autoptr (GString) path = g_string_new ("audit?limit=" G_STRINGIFY (PAGE_LINES));
  g_autofree char *who = g_strstrip (g_strdup (gtk_editable_get_text (self->who)));
  g_autoptr (FwAnswerItem) last =
      self->earlier ? g_list_model_get_item (G_LIST_MODEL (self->items), count_lines (self) - 1)
                    : NULL;

  fw_asking_page_append (path, "who", who);
  fw_asking_page_append (path, "what", get_choice (self->act, fw_audit_acts ()));
  fw_asking_page_append (path, "outcome", get_choice (self->outcome, fw_audit_outcomes ()));
  if (last != NULL)
    fw_asking_page_append (path, "before", fw_answer_item_get_text (last, "id"));
  fw_asking_page_get (page, path->str, take_body);
}

static void
narrow_cb (FwAuditPage *self)
{
  const guint act = gtk_drop_down_get_selected (self->act);
  const guint outcome = gtk_drop_down_get_selected (self->outcome);

  fw_drop_down_set_name (self->act, _ ("What"),
                         act > 0 ? _ (fw_audit_acts ()[act - 1].label) : _ ("Everything"));
  fw_drop_down_set_name (self->outcome, _ ("Outcome"),
                         outcome > 0 ? _ (fw_audit_outcomes ()[outcome - 1].label)
                                     : _ ("Any outcome"));
  self->earlier = FALSE;
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
earlier_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwAuditPage *self = FW_AUDIT_PAGE (widget);

  self->earlier = count_lines (self) > 0;
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

/* ---- was it touched ---- */

/* What was looked at and what came of it, in one sentence; the rest stands in the tooltip. */
static gboolean
show_verified (FwAuditPage *self, JsonObject *report, GError **error)
{
  g_autofree char *first = fw_format_count ((gint64) fw_json_find_count (report, "first"));
  g_autofree char *last = fw_format_count ((gint64) fw_json_find_count (report, "last"));
  const char *key = fw_json_find_text (report, "key");
  g_autofree char *text = NULL, *tooltip = NULL;
  JsonArray *problems;
  gboolean whole;

  if (!fw_json_get_boolean (report, "whole", &whole, error) ||
      !fw_json_get_array (report, "problems", &problems, error))
    return FALSE;
  if (whole)
    /* Translators: numbers of lines. */
    text = g_strdup_printf (
        _ ("Lines %s to %s are whole: none was changed, moved, put in or taken out"), first, last);
  else
    text = g_strdup_printf (_ ("Somebody touched the trail: %s"),
                            json_array_get_length (problems) > 0
                                ? json_array_get_string_element (problems, 0)
                                : FW_FORMAT_NONE);
  tooltip =
      g_strdup_printf (_ ("%s\nSigned with the key %s"), text, key != NULL ? key : FW_FORMAT_NONE);
  gtk_label_set_text (self->state, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state), tooltip);
  if (whole)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "error");
  return TRUE;
}

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwAuditPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) report = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "audit.verify", TRUE);
  report = body != NULL ? fw_json_parse_bytes (body, &error) : NULL;
  if (report == NULL || !show_verified (self, report, &error))
    {
      gtk_label_set_text (self->state, "");
      fw_page_show_error (FW_PAGE (self), error);
      return;
    }
  fw_page_clear_error (FW_PAGE (self));
}

static void
verify_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwAuditPage *self = FW_AUDIT_PAGE (widget);

  gtk_widget_action_set_enabled (widget, "audit.verify", FALSE);
  gtk_label_set_text (self->state, _ ("Looking at every line…"));
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  fw_client_request_async (fw_page_get_client (FW_PAGE (self)), "GET", "audit/verify", NULL, NULL,
                           self->cancellable, verified_cb, g_object_ref (self));
}

/* ---- the page ---- */

static void
who_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (FW_AUDIT_PAGE (widget)->who));
}

static void
fw_audit_page_setup (FwPage *page)
{
  FW_PAGE_CLASS (fw_audit_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>f", "audit.who", NULL);
  fw_page_add_key (page, "<Control>Page_Down", "audit.earlier", NULL);
  fw_page_add_key (page, "<Control>t", "audit.verify", NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "audit.earlier", FALSE);
}

static void
fw_audit_page_focus (FwPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (FW_AUDIT_PAGE (page)->grid));
}

static char *
fw_audit_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (FW_AUDIT_PAGE (page)->grid, with_headers, FALSE);
}

static char *
fw_audit_page_list (FwPage *page)
{
  return fw_live_grid_list (FW_AUDIT_PAGE (page)->grid, TRUE, TRUE);
}

static void
fw_audit_page_dispose (GObject *object)
{
  FwAuditPage *self = FW_AUDIT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (fw_audit_page_parent_class)->dispose (object);
}

static void
fw_audit_page_class_init (FwAuditPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_audit_page_ask;
  G_OBJECT_CLASS (klass)->dispose = fw_audit_page_dispose;
  page_class->setup = fw_audit_page_setup;
  page_class->focus = fw_audit_page_focus;
  page_class->copy = fw_audit_page_copy;
  page_class->list = fw_audit_page_list;
  page_class->is_table = TRUE;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/audit/fw-audit-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwAuditPage, who);
  gtk_widget_class_bind_template_child (widget_class, FwAuditPage, act);
  gtk_widget_class_bind_template_child (widget_class, FwAuditPage, outcome);
  gtk_widget_class_bind_template_child (widget_class, FwAuditPage, count);
  gtk_widget_class_bind_template_child (widget_class, FwAuditPage, state);
  gtk_widget_class_bind_template_child_full (widget_class, "board", FALSE, 0);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_install_action (widget_class, "audit.earlier", NULL, earlier_action);
  gtk_widget_class_install_action (widget_class, "audit.verify", NULL, verify_action);
  gtk_widget_class_install_action (widget_class, "audit.who", NULL, who_action);
}

static void
set_words (FwAuditPage *self, GtkDropDown *drop_down, const char *all, const FwAuditWord *words)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, all);
  for (const FwAuditWord *word = words; word->name != NULL; word++)
    gtk_string_list_append (list, _ (word->label));
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (narrow_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
fw_audit_page_init (FwAuditPage *self)
{
  GtkBox *board;

  gtk_widget_init_template (GTK_WIDGET (self));
  set_words (self, self->act, _ ("Everything"), fw_audit_acts ());
  set_words (self, self->outcome, _ ("Any outcome"), fw_audit_outcomes ());
  fw_drop_down_set_name (self->act, _ ("What"), _ ("Everything"));
  fw_drop_down_set_name (self->outcome, _ ("Outcome"), _ ("Any outcome"));
  board = GTK_BOX (gtk_widget_get_template_child (GTK_WIDGET (self), FW_TYPE_AUDIT_PAGE, "board"));
  self->items = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->grid = FW_LIVE_GRID (fw_live_grid_new ("audit", _ ("The audit trail, the newest first")));
  fw_audit_columns_add (self->grid);
  fw_live_grid_set_presorted (self->grid);
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->items), NULL);
  fw_live_grid_remember (self->grid);
  gtk_widget_set_vexpand (GTK_WIDGET (self->grid), TRUE);
  gtk_box_append (board, GTK_WIDGET (self->grid));
}
