/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/reviews/fw-handbook-page.h"

#include "charts/fw-format.h"
#include "console/fw-answer-item.h"
#include "console/fw-drop-down.h"
#include "console/fw-lines.h"
#include "console/live/fw-live-heads.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

struct _FwHandbookPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkSearchEntry *search;
  GtkDropDown *topics;
  GtkLabel *count, *title, *about;
  GtkWidget *text, *debrief, *review;
  GtkBox *lines;
  FwLiveGrid *grid;
  GListStore *items;    /* FwAnswerItem */
  GtkStringList *names; /* of the topics; the first is all of them */
  char *topic;          /* (nullable): that is asked for */
  char *awaited;        /* (nullable): id of the case to come to */
  gboolean taking;      /* rows or topics are being changed: what is chosen meanwhile is nobody's
                           choice */
};

G_DEFINE_FINAL_TYPE (FwHandbookPage, fw_handbook_page, FW_TYPE_ASKING_PAGE)

/* ---- columns ---- */

static void
say (gpointer row, const char *member, FwSaid *said)
{
  fw_said_text (said, fw_answer_item_get_text (row, member));
}

static void
say_title (gpointer row, gpointer data, FwSaid *said)
{
  say (row, "title", said);
}

static void
say_topics (gpointer row, gpointer data, FwSaid *said)
{
  say (row, "topics", said);
}

static const FwSaidColumn columns[] = {
  { "title", N_ ("Title"), 24, TRUE, FALSE, say_title },
  { "topics", N_ ("Topics"), 10, FALSE, FALSE, say_topics },
};

/* ---- the chosen one ---- */

static void
add_part (FwHandbookPage *self, const char *heading, const char *text)
{
  if (*text == '\0')
    return;
  fw_lines_add (self->lines, heading, "heading");
  fw_lines_add_wrapped (self->lines, text, "figures");
}

static void
show_parts (FwHandbookPage *self, FwAnswerItem *item)
{
  static const struct
  {
    const char *member, *heading;
  } parts[] = { { "situation", N_ ("Situation") },
                { "done", N_ ("What was said and done") },
                { "right", N_ ("What is right") },
                { "lesson", N_ ("Lesson learned") } };

  fw_lines_clear (self->lines);
  for (guint i = 0; item != NULL && i < G_N_ELEMENTS (parts); i++)
    add_part (self, _ (parts[i].heading), fw_answer_item_get_text (item, parts[i].member));
}

static char *
write_about (FwAnswerItem *item)
{
  const char *product = fw_answer_item_get_text (item, "product");
  const char *topics = fw_answer_item_get_text (item, "topics");
  const guint version = fw_answer_item_get_count (item, "version");
  GString *text = g_string_new (product);

  if (*topics != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", topics);
  if (version > 1)
    {
      /* Translators: how often a text was put in other words, from 2 */
      g_autofree char *words = g_strdup_printf (_ ("version %u"), version);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
    }
  return g_string_free (text, FALSE);
}

static void
show_chosen (FwHandbookPage *self)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);
  const gboolean debrief = item != NULL && *fw_answer_item_get_text (item, "debrief") != '\0';
  const gboolean review = item != NULL && *fw_answer_item_get_text (item, "review") != '\0';
  g_autofree char *about = item != NULL ? write_about (item) : NULL;

  gtk_label_set_text (self->title, item != NULL ? fw_answer_item_get_text (item, "title") : "");
  gtk_label_set_text (self->about, about != NULL ? about : "");
  gtk_widget_set_visible (GTK_WIDGET (self->about), about != NULL && *about != '\0');
  gtk_widget_set_visible (self->text, item != NULL);
  gtk_widget_set_visible (self->debrief, debrief);
  gtk_widget_set_visible (self->review, review);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "handbook.debrief", debrief);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "handbook.review", review);
  show_parts (self, item);
}

static void
selection_cb (FwHandbookPage *self)
{
  if (!self->taking)
    show_chosen (self);
}

/* ---- topics ---- */

static void
add_topic (FwHandbookPage *self, JsonObject *topic, GtkStringList *shown, guint *chosen)
{
  const char *name = fw_json_find_text (topic, "name");
  /* Translators: a topic, and how many cases are about it */
  g_autofree char *label = g_strdup_printf (_ ("%s (%u)"), name != NULL ? name : "",
                                            (guint) fw_json_find_count (topic, "cases"));

  if (name == NULL)
    return;
  if (g_strcmp0 (name, self->topic) == 0)
    *chosen = g_list_model_get_n_items (G_LIST_MODEL (shown));
  gtk_string_list_append (shown, label);
  gtk_string_list_append (self->names, name);
}

/* The chosen one stays, also where no case is about it any more. */
static void
show_topics (FwHandbookPage *self, JsonArray *topics)
{
  g_autoptr (GtkStringList) shown = gtk_string_list_new (NULL);
  guint chosen = 0;

  g_clear_object (&self->names);
  self->names = gtk_string_list_new ((const char *const[]){ "", NULL });
  gtk_string_list_append (shown, _ ("All topics"));
  for (guint i = 0; i < json_array_get_length (topics); i++)
    {
      JsonObject *topic = fw_json_find_element (topics, i);

      if (topic != NULL)
        add_topic (self, topic, shown, &chosen);
    }
  if (self->topic != NULL && chosen == 0)
    {
      chosen = g_list_model_get_n_items (G_LIST_MODEL (shown));
      gtk_string_list_append (shown, self->topic);
      gtk_string_list_append (self->names, self->topic);
    }
  self->taking = TRUE;
  gtk_drop_down_set_model (self->topics, G_LIST_MODEL (shown));
  gtk_drop_down_set_selected (self->topics, chosen);
  self->taking = FALSE;
  fw_drop_down_set_name (self->topics, _ ("Topic"), gtk_string_list_get_string (shown, chosen));
}

static void
topic_cb (FwHandbookPage *self)
{
  const guint place = gtk_drop_down_get_selected (self->topics);

  if (self->taking || self->names == NULL || place == GTK_INVALID_LIST_POSITION)
    return;
  g_free (self->topic);
  self->topic = place > 0 ? g_strdup (gtk_string_list_get_string (self->names, place)) : NULL;
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

/* ---- the answer ---- */

static void
show_count (FwHandbookPage *self, guint total, guint shown)
{
  g_autofree char *text = shown < total
                              /* Translators: of so many cases the first so many are shown */
                              ? g_strdup_printf (_ ("the first %u of %u cases"), shown, total)
                              : g_strdup_printf (ngettext ("%u case", "%u cases", total), total);

  gtk_label_set_text (self->count, text);
}

static void
take_cases (FwHandbookPage *self, JsonArray *cases)
{
  guint place;

  self->taking = TRUE;
  fw_live_grid_take_answers (self->grid, self->items, cases);
  self->taking = FALSE;
  place = fw_answer_items_find (fw_live_grid_get_shown (self->grid), self->awaited);
  if (place != GTK_INVALID_LIST_POSITION)
    fw_live_grid_come_to (self->grid, place);
  g_clear_pointer (&self->awaited, g_free);
  show_chosen (self);
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwHandbookPage *self = FW_HANDBOOK_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  JsonArray *cases, *topics;
  gint64 all, total;

  if (answer == NULL || !fw_json_get_integer (answer, "all", &all, error) ||
      !fw_json_get_integer (answer, "total", &total, error) ||
      !fw_json_get_array (answer, "topics", &topics, error) ||
      !fw_json_get_array (answer, "cases", &cases, error))
    return FALSE;
  show_topics (self, topics);
  show_count (self, (guint) total, json_array_get_length (cases));
  take_cases (self, cases);
  fw_asking_page_show_part (page, self->stack, all > 0 ? "cases" : "empty");
  return TRUE;
}

static void
fw_handbook_page_ask (FwAskingPage *page)
{
  FwHandbookPage *self = FW_HANDBOOK_PAGE (page);
  g_autoptr (GString) path = g_string_new ("handbook");

  fw_asking_page_append (path, "words", gtk_editable_get_text (GTK_EDITABLE (self->search)));
  fw_asking_page_append (path, "topic", self->topic != NULL ? self->topic : "");
  fw_asking_page_get (page, path->str, take_body);
}

static void
search_cb (FwHandbookPage *self)
{
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

/* ---- what is done ---- */

static void
go_to (FwHandbookPage *self, const char *page, const char *member)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);
  const char *id = item != NULL ? fw_answer_item_get_text (item, member) : "";

  if (*id != '\0')
    fw_page_go (FW_PAGE (self), page, g_variant_new_string (id));
}

static void
debrief_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_to (FW_HANDBOOK_PAGE (widget), "debriefs", "debrief");
}

static void
review_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_to (FW_HANDBOOK_PAGE (widget), "review-list", "review");
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (FW_HANDBOOK_PAGE (widget)->search));
}

static void
list_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (FW_HANDBOOK_PAGE (widget)->grid));
}

static void
activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  gtk_widget_grab_focus (FW_HANDBOOK_PAGE (data)->text);
}

/* ---- the page ---- */

static void
fw_handbook_page_open (FwPage *page, GVariant *target)
{
  FwHandbookPage *self = FW_HANDBOOK_PAGE (page);

  if (target == NULL || !g_variant_is_of_type (target, G_VARIANT_TYPE_STRING))
    return;
  g_free (self->awaited);
  self->awaited = g_variant_dup_string (target, NULL);
  g_clear_pointer (&self->topic, g_free);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
fw_handbook_page_setup (FwPage *page)
{
  FW_PAGE_CLASS (fw_handbook_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>f", "handbook.search", NULL);
  show_chosen (FW_HANDBOOK_PAGE (page));
}

static void
fw_handbook_page_focus (FwPage *page)
{
  FwHandbookPage *self = FW_HANDBOOK_PAGE (page);

  fw_asking_page_focus_or_wait (FW_ASKING_PAGE (page), GTK_WIDGET (self->grid),
                                GTK_WIDGET (self->search));
}

static char *
fw_handbook_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (FW_HANDBOOK_PAGE (page)->grid, with_headers, FALSE);
}

static char *
fw_handbook_page_list (FwPage *page)
{
  return fw_live_grid_list (FW_HANDBOOK_PAGE (page)->grid, TRUE, TRUE);
}

static void
fw_handbook_page_dispose (GObject *object)
{
  FwHandbookPage *self = FW_HANDBOOK_PAGE (object);

  g_clear_object (&self->items);
  g_clear_object (&self->names);
  g_clear_pointer (&self->topic, g_free);
  g_clear_pointer (&self->awaited, g_free);
  G_OBJECT_CLASS (fw_handbook_page_parent_class)->dispose (object);
}

static void
fw_handbook_page_class_init (FwHandbookPageClass *klass)
{
  static const char *const kinds[] = { "handbook-case", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_handbook_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_handbook_page_dispose;
  page_class->setup = fw_handbook_page_setup;
  page_class->open = fw_handbook_page_open;
  page_class->focus = fw_handbook_page_focus;
  page_class->copy = fw_handbook_page_copy;
  page_class->list = fw_handbook_page_list;
  page_class->is_table = TRUE;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/reviews/fw-handbook-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwHandbookPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwHandbookPage, search);
  gtk_widget_class_bind_template_child (widget_class, FwHandbookPage, topics);
  gtk_widget_class_bind_template_child (widget_class, FwHandbookPage, count);
  gtk_widget_class_bind_template_child (widget_class, FwHandbookPage, title);
  gtk_widget_class_bind_template_child (widget_class, FwHandbookPage, about);
  gtk_widget_class_bind_template_child (widget_class, FwHandbookPage, text);
  gtk_widget_class_bind_template_child (widget_class, FwHandbookPage, lines);
  gtk_widget_class_bind_template_child (widget_class, FwHandbookPage, debrief);
  gtk_widget_class_bind_template_child (widget_class, FwHandbookPage, review);
  gtk_widget_class_bind_template_child_full (widget_class, "board", FALSE, 0);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, topic_cb);
  gtk_widget_class_install_action (widget_class, "handbook.debrief", NULL, debrief_action);
  gtk_widget_class_install_action (widget_class, "handbook.review", NULL, review_action);
  gtk_widget_class_install_action (widget_class, "handbook.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "handbook.list", NULL, list_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "handbook.list", NULL);
}

static void
fw_handbook_page_init (FwHandbookPage *self)
{
  GtkBox *board;

  gtk_widget_init_template (GTK_WIDGET (self));
  board =
      GTK_BOX (gtk_widget_get_template_child (GTK_WIDGET (self), FW_TYPE_HANDBOOK_PAGE, "board"));
  self->items = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->grid = FW_LIVE_GRID (fw_live_grid_new ("handbook", _ ("Cases of the handbook")));
  fw_said_columns_add (self->grid, columns, G_N_ELEMENTS (columns), NULL);
  fw_live_grid_set_presorted (self->grid); /* the best answers first */
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->items), NULL);
  fw_live_grid_remember (self->grid);
  g_signal_connect (self->grid, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_object (fw_live_grid_get_shown (self->grid), "selection-changed",
                           G_CALLBACK (selection_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_vexpand (GTK_WIDGET (self->grid), TRUE);
  gtk_box_append (board, GTK_WIDGET (self->grid));
}
