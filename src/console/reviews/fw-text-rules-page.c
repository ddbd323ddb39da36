/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/reviews/fw-text-rules-page.h"

#include "console/fw-answer-item.h"
#include "console/fw-transcript-view.h"
#include "console/records/fw-record-ask.h"
#include "console/records/fw-record-moves.h"
#include "console/records/fw-record-writer.h"
#include "console/reviews/fw-text-rule-columns.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

struct _FwTextRulesPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkLabel *count, *title, *tests;
  GtkButton *yes, *no;
  FwRecordMoves *moves;
  FwTranscriptView *view;
  FwLiveGrid *grid, *chosen;
  GListStore *rules, *transcripts; /* FwAnswerItem */
  FwRecord *record;                /* (nullable): of the chosen rule */
  char *of;                        /* (nullable): the rule that the transcripts are of */
  GCancellable *rule_asked, *transcript_asked; /* (nullable) */
  gboolean taking; /* rows are being changed: what is chosen meanwhile is nobody's choice */
};

G_DEFINE_FINAL_TYPE (FwTextRulesPage, fw_text_rules_page, FW_TYPE_ASKING_PAGE)

/* ---- what was said ---- */

/* Where the rule would hit it now stands in the place of what was found as it came in. */
static void
said_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwTextRulesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecord) record = fw_record_ask_finish (result, &error);
  g_autoptr (FwAnswerItem) item = NULL;
  g_autoptr (FwAnswerItem) rule = NULL;
  g_autofree char *found = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  item = fw_live_grid_get_selected (self->chosen);
  rule = fw_live_grid_get_selected (self->grid);
  if (record == NULL || item == NULL || rule == NULL)
    return;
  if (json_object_has_member (fw_answer_item_get_whole (item), "turn"))
    found = g_strdup_printf ("%s %u %u %u", fw_answer_item_get_text (rule, "marks"),
                             fw_answer_item_get_count (item, "turn"),
                             fw_answer_item_get_count (item, "from"),
                             fw_answer_item_get_count (item, "to"));
  fw_record_put_text (record, "found", found);
  fw_transcript_view_show (self->view, record);
}

static void
show_judging (FwTextRulesPage *self, FwAnswerItem *item)
{
  const gboolean may =
      item != NULL && fw_asking_page_may_write (FW_ASKING_PAGE (self), "text-verdict");
  const gboolean drawn =
      item != NULL && g_str_equal (fw_answer_item_get_text (item, "part"), "drawn");

  gtk_widget_set_visible (GTK_WIDGET (self->yes), may);
  gtk_widget_set_visible (GTK_WIDGET (self->no), may);
  gtk_button_set_label (self->yes, drawn ? _ ("Y: it should be a hit") : _ ("Y: right"));
  gtk_button_set_label (self->no, drawn ? _ ("X: rightly none") : _ ("X: not a hit"));
}

static void
show_said (FwTextRulesPage *self)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->chosen);

  show_judging (self, item);
  fw_transcript_view_show (self->view, NULL);
  if (item == NULL)
    {
      fw_record_ask_stop (&self->transcript_asked);
      return;
    }
  fw_record_ask_anew (&self->transcript_asked, fw_page_get_client (FW_PAGE (self)), "transcript",
                      fw_answer_item_get_text (item, "id"), said_cb, g_object_ref (self));
}

static void
chosen_cb (FwTextRulesPage *self)
{
  if (!self->taking)
    show_said (self);
}

/* ---- the rule ---- */

static void
record_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwTextRulesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  FwRecord *record = fw_record_ask_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->record, fw_record_unref);
  self->record = record;
  fw_record_moves_show (self->moves, fw_page_get_client (FW_PAGE (self)), record);
}

static void
show_rule (FwTextRulesPage *self)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);
  g_autofree char *title = NULL;

  if (item == NULL)
    {
      fw_record_ask_stop (&self->rule_asked);
      g_clear_pointer (&self->record, fw_record_unref);
      fw_record_moves_show (self->moves, fw_page_get_client (FW_PAGE (self)), NULL);
      gtk_label_set_text (self->title, "");
      return;
    }
  /* Translators: what a rule looks for, the number of its version */
  title = g_strdup_printf (_ ("%s, version %u"), fw_answer_item_get_text (item, "name"),
                           fw_answer_item_get_count (item, "version"));
  gtk_label_set_text (self->title, title);
  fw_record_ask_anew (&self->rule_asked, fw_page_get_client (FW_PAGE (self)), "text-rule",
                      fw_answer_item_get_text (item, "id"), record_cb, g_object_ref (self));
}

static void
selection_cb (FwTextRulesPage *self)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);

  if (self->taking)
    return;
  show_rule (self);
  if (item != NULL && g_strcmp0 (self->of, fw_answer_item_get_text (item, "id")) != 0)
    fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

/* ---- the answer ---- */

static void
show_count (FwTextRulesPage *self, JsonObject *answer)
{
  const guint n = (guint) fw_json_find_count (answer, "transcripts");
  const guint days = (guint) fw_json_find_count (answer, "days");
  const gboolean more = fw_json_find_yes (answer, "more");
  g_autofree char *text = NULL;

  text = g_strdup_printf (
      /* Translators: transcripts, days */
      more ? _ ("tried on the newest %u transcripts of the last %u days")
           : ngettext ("tried on %u transcript of the last %u days",
                       "tried on %u transcripts of the last %u days", n),
      n, days);
  gtk_label_set_text (self->count, text);
}

static void
show_tests (FwTextRulesPage *self, JsonArray *chosen)
{
  g_autofree char *text = NULL;
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (chosen); i++)
    n += g_strcmp0 (fw_json_find_text (fw_json_find_element (chosen, i), "part"), "again") == 0;
  text = g_strdup_printf (ngettext ("It would hit %u transcript again that was said to be no hit",
                                    "It would hit %u transcripts again that were said to be no hit",
                                    n),
                          n);
  gtk_label_set_text (self->tests, text);
  gtk_widget_set_visible (GTK_WIDGET (self->tests), n > 0);
}

static void
take_chosen (FwTextRulesPage *self, JsonObject *answer)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);
  g_autoptr (JsonArray) none = json_array_new ();
  g_autofree char *before = g_steal_pointer (&self->of);
  JsonArray *chosen = json_object_has_member (answer, "chosen")
                          ? json_object_get_array_member (answer, "chosen")
                          : none;

  self->of = json_object_has_member (answer, "chosen") && item != NULL
                 ? g_strdup (fw_answer_item_get_text (item, "id"))
                 : NULL;
  self->taking = TRUE;
  fw_live_grid_take_answers (self->chosen, self->transcripts, chosen);
  /* another rule is read from its top, also where it shares a transcript with the last one */
  if (g_strcmp0 (before, self->of) != 0 && fw_live_grid_count (self->chosen) > 0)
    fw_live_grid_come_to (self->chosen, 0);
  self->taking = FALSE;
  show_tests (self, chosen);
  show_said (self);
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwTextRulesPage *self = FW_TEXT_RULES_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  g_autoptr (FwAnswerItem) item = NULL;
  JsonArray *rows;

  if (answer == NULL || !fw_json_get_array (answer, "rows", &rows, error))
    return FALSE;
  self->taking = TRUE;
  fw_live_grid_take_answers (self->grid, self->rules, rows);
  self->taking = FALSE;
  show_count (self, answer);
  show_rule (self);
  take_chosen (self, answer);
  fw_asking_page_show_part (page, self->stack,
                            json_array_get_length (rows) > 0 ? "rules" : "empty");
  item = fw_live_grid_get_selected (self->grid);
  if (item != NULL && self->of == NULL)
    fw_asking_page_ask_soon (page); /* the first one was chosen by this answer */
  return TRUE;
}

static void
fw_text_rules_page_ask (FwAskingPage *page)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (FW_TEXT_RULES_PAGE (page)->grid);
  g_autoptr (GString) path = g_string_new ("text-rules");

  fw_asking_page_append (path, "rule", item != NULL ? fw_answer_item_get_text (item, "id") : "");
  fw_asking_page_get (page, path->str, take_body);
}

/* ---- what is done ---- */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwTextRulesPage) self = user_data;

  if (fw_record_moves_finish (FW_PAGE (self), result))
    fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
move_chosen_cb (
    FwTextRulesPage *self, FwRecord *record, const char *move, const char *reason, char **names)
{
  fw_record_moves_make (FW_PAGE (self), record, move, reason, names, written_cb);
}

static FwRecord *
make_verdict (FwTextRulesPage *self, FwAnswerItem *rule, FwAnswerItem *item, const char *verdict)
{
  FwClient *client = fw_page_get_client (FW_PAGE (self));
  const char *known = fw_answer_item_get_text (item, "verdict_id");
  g_autofree char *id = *known != '\0' ? g_strdup (known) : g_uuid_string_random ();
  FwRecord *record = fw_record_new (fw_client_find_kind (client, "text-verdict"), id);

  fw_record_set_revision (record, fw_answer_item_get_count (item, "verdict_revision"));
  fw_record_put_text (record, "rule", fw_answer_item_get_text (rule, "id"));
  fw_record_put_text (record, "transcript", fw_answer_item_get_text (item, "id"));
  fw_record_put_text (record, "verdict", verdict);
  fw_record_put_text (record, "judge", fw_client_get_account_id (client));
  fw_record_set_integer (record, fw_record_find (record, "version"),
                         fw_answer_item_get_count (rule, "version"));
  return record;
}

/* To the next one, before what is drawn goes with its verdict. */
static void
go_on (FwTextRulesPage *self, FwAnswerItem *item)
{
  GListModel *shown = G_LIST_MODEL (fw_live_grid_get_shown (self->chosen));
  const guint next = fw_answer_items_find (shown, fw_answer_item_get_text (item, "id")) + 1;

  if (next > 0 && next < g_list_model_get_n_items (shown))
    fw_live_grid_come_to (self->chosen, next);
}

static gboolean
judge (FwTextRulesPage *self, gboolean yes)
{
  g_autoptr (FwAnswerItem) rule = fw_live_grid_get_selected (self->grid);
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->chosen);
  g_autoptr (FwRecord) record = NULL;
  gboolean drawn;

  if (rule == NULL || item == NULL || !gtk_widget_get_visible (GTK_WIDGET (self->yes)))
    return FALSE;
  drawn = g_str_equal (fw_answer_item_get_text (item, "part"), "drawn");
  record = make_verdict (self, rule, item,
                         drawn ? (yes ? "missed" : "clear") : (yes ? "right" : "wrong"));
  fw_record_write_async (fw_page_get_client (FW_PAGE (self)), record,
                         fw_page_get_cancellable (FW_PAGE (self)), written_cb, g_object_ref (self));
  go_on (self, item);
  return TRUE;
}

static void
yes_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  judge (FW_TEXT_RULES_PAGE (widget), TRUE);
}

static void
no_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  judge (FW_TEXT_RULES_PAGE (widget), FALSE);
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_auto (GVariantBuilder) preset = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  const char *const *languages = g_get_language_names ();

  g_variant_builder_add (&preset, "{ss}", "language",
                         g_str_has_prefix (languages[0], "zh") ? "zh" : "en");
  fw_page_go (FW_PAGE (widget), "text-rule-list", g_variant_builder_end (&preset));
}

static void
change_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (FW_TEXT_RULES_PAGE (widget)->grid);

  if (item != NULL)
    fw_page_go (FW_PAGE (widget), "text-rule-list",
                g_variant_new_string (fw_answer_item_get_text (item, "id")));
}

static gboolean
key_pressed_cb (FwTextRulesPage *self, guint key, guint code, GdkModifierType state)
{
  const guint lower = gdk_keyval_to_lower (key);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (fw_record_moves_press_key (self->moves, key))
    return TRUE;
  if (lower == GDK_KEY_y || lower == GDK_KEY_x)
    return judge (self, lower == GDK_KEY_y);
  if (lower == GDK_KEY_n)
    return fw_transcript_view_go_to_found (self->view);
  if (key == GDK_KEY_Escape)
    return gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  return FALSE;
}

static void
activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer user_data)
{
  gtk_widget_grab_focus (GTK_WIDGET (FW_TEXT_RULES_PAGE (user_data)->chosen));
}

static void
chosen_activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer user_data)
{
  fw_transcript_view_go_to_found (FW_TEXT_RULES_PAGE (user_data)->view);
}

/* ---- the page ---- */

static void
fw_text_rules_page_focus (FwPage *page)
{
  FwTextRulesPage *self = FW_TEXT_RULES_PAGE (page);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "empty") == 0)
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static char *
fw_text_rules_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (FW_TEXT_RULES_PAGE (page)->grid, with_headers, FALSE);
}

static char *
fw_text_rules_page_list (FwPage *page)
{
  return fw_live_grid_list (FW_TEXT_RULES_PAGE (page)->grid, TRUE, TRUE);
}

static void
fw_text_rules_page_dispose (GObject *object)
{
  FwTextRulesPage *self = FW_TEXT_RULES_PAGE (object);

  fw_record_ask_stop (&self->rule_asked);
  fw_record_ask_stop (&self->transcript_asked);
  g_clear_object (&self->rules);
  g_clear_object (&self->transcripts);
  g_clear_pointer (&self->record, fw_record_unref);
  g_clear_pointer (&self->of, g_free);
  G_OBJECT_CLASS (fw_text_rules_page_parent_class)->dispose (object);
}

static void
bind (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/reviews/fw-text-rules-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwTextRulesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwTextRulesPage, count);
  gtk_widget_class_bind_template_child (widget_class, FwTextRulesPage, title);
  gtk_widget_class_bind_template_child (widget_class, FwTextRulesPage, tests);
  gtk_widget_class_bind_template_child (widget_class, FwTextRulesPage, yes);
  gtk_widget_class_bind_template_child (widget_class, FwTextRulesPage, no);
  gtk_widget_class_bind_template_child (widget_class, FwTextRulesPage, moves);
  gtk_widget_class_bind_template_child (widget_class, FwTextRulesPage, view);
  gtk_widget_class_bind_template_child_full (widget_class, "board", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "side", FALSE, 0);
  gtk_widget_class_bind_template_callback (widget_class, move_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_install_action (widget_class, "rules.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "rules.change", NULL, change_action);
  gtk_widget_class_install_action (widget_class, "rules.yes", NULL, yes_action);
  gtk_widget_class_install_action (widget_class, "rules.no", NULL, no_action);
}

static void
fw_text_rules_page_class_init (FwTextRulesPageClass *klass)
{
  static const char *const kinds[] = { "text-rule", "text-verdict", "transcript", NULL };
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  g_type_ensure (FW_TYPE_RECORD_MOVES); /* the template names them */
  g_type_ensure (FW_TYPE_TRANSCRIPT_VIEW);
  FW_ASKING_PAGE_CLASS (klass)->ask = fw_text_rules_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_text_rules_page_dispose;
  page_class->focus = fw_text_rules_page_focus;
  page_class->copy = fw_text_rules_page_copy;
  page_class->list = fw_text_rules_page_list;
  page_class->is_table = TRUE;
  bind (GTK_WIDGET_CLASS (klass));
}

static void
fw_text_rules_page_init (FwTextRulesPage *self)
{
  GtkBox *board, *side;

  gtk_widget_init_template (GTK_WIDGET (self));
  board =
      GTK_BOX (gtk_widget_get_template_child (GTK_WIDGET (self), FW_TYPE_TEXT_RULES_PAGE, "board"));
  side =
      GTK_BOX (gtk_widget_get_template_child (GTK_WIDGET (self), FW_TYPE_TEXT_RULES_PAGE, "side"));
  self->rules = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->transcripts = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->grid = FW_LIVE_GRID (fw_live_grid_new ("text-rules", _ ("Text rules")));
  fw_text_rule_columns_add (self->grid);
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->rules), NULL);
  fw_live_grid_remember (self->grid);
  g_signal_connect (self->grid, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_object (fw_live_grid_get_shown (self->grid), "selection-changed",
                           G_CALLBACK (selection_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_vexpand (GTK_WIDGET (self->grid), TRUE);
  gtk_box_append (board, GTK_WIDGET (self->grid));
  self->chosen = FW_LIVE_GRID (fw_live_grid_new ("text-rule-hits", _ ("Transcripts of the rule")));
  fw_text_rule_columns_add_chosen (self->chosen);
  fw_live_grid_set_models (self->chosen, G_LIST_MODEL (self->transcripts), NULL);
  g_signal_connect (self->chosen, "activated", G_CALLBACK (chosen_activated_cb), self);
  g_signal_connect_object (fw_live_grid_get_shown (self->chosen), "selection-changed",
                           G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_vexpand (GTK_WIDGET (self->chosen), TRUE);
  gtk_box_append (side, GTK_WIDGET (self->chosen));
}
