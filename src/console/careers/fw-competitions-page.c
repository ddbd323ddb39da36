/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/careers/fw-competitions-page.h"

#include "console/careers/fw-competition-words.h"
#include "console/records/fw-record-moves.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

struct _FwCompetitionsPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkLabel *title, *told;
  GtkWidget *change, *call, *first;
  FwRecordMoves *moves;
  FwLiveGrid *grid, *people;
  GListStore *calls, *applicants; /* FwAnswerItem */
  JsonObject *whole;              /* (nullable): of the chosen call */
  GCancellable *asked;            /* (nullable): the question for it */
  char *quarter;                  /* (nullable): that runs */
  gboolean of_person;             /* what is shown beside is of the chosen applicant */
  gboolean taking; /* rows are being changed: what is chosen meanwhile is nobody's choice */
};

G_DEFINE_FINAL_TYPE (FwCompetitionsPage, fw_competitions_page, FW_TYPE_ASKING_PAGE)

static gboolean
runs (FwCompetitionsPage *self)
{
  return fw_asking_page_may_write (FW_ASKING_PAGE (self), "competition");
}

/* ---- what is shown beside ---- */

/* What is moved: as much of the record as a move needs. */
static void
show_moves (FwCompetitionsPage *self, const char *kind, JsonObject *of)
{
  FwClient *client = fw_page_get_client (FW_PAGE (self));
  g_autoptr (FwRecord) record = NULL;

  if (kind != NULL)
    {
      record = fw_record_new (fw_client_find_kind (client, kind), fw_json_find_text (of, "id"));
      fw_record_set_revision (record, (guint) fw_json_find_count (of, "revision"));
      fw_record_put_text (record, FW_KIND_STATE, fw_json_find_text (of, "state"));
    }
  fw_record_moves_show (self->moves, client, record);
}

static void
show_call (FwCompetitionsPage *self)
{
  g_autofree char *title = NULL, *told = NULL;
  const char *name = fw_json_find_text (self->whole, "name");

  title = g_strdup_printf (
      "%s · %s", name != NULL ? name : "",
      fw_competition_state_word ("competition", fw_json_find_text (self->whole, "state")));
  told = fw_competition_write_call (self->whole);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->told, told);
  show_moves (self, fw_json_find_yes (self->whole, "runs") ? "competition" : NULL, self->whole);
}

/* One's own mark first; who runs the call moves the application. */
static void
show_applicant (FwCompetitionsPage *self, FwAnswerItem *item)
{
  JsonObject *score = fw_answer_item_get_object (item, "score");
  const gboolean scores =
      score != NULL && g_strcmp0 (fw_json_find_text (score, "state"), "asked") == 0;
  const char *state = fw_answer_item_get_text (item, "state");
  g_autofree char *title = g_strdup_printf ("%s · %s", fw_answer_item_get_text (item, "name"),
                                            fw_competition_state_word ("application", state));
  g_autofree char *told =
      fw_competition_write_applicant (self->whole, fw_answer_item_get_whole (item));

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->told, told);
  if (scores)
    show_moves (self, "panel-score", score);
  else if (fw_json_find_yes (self->whole, "runs"))
    show_moves (self, "application", fw_answer_item_get_whole (item));
  else
    show_moves (self, NULL, NULL);
}

static void
show_beside (FwCompetitionsPage *self)
{
  g_autoptr (FwAnswerItem) call = fw_live_grid_get_selected (self->grid);
  g_autoptr (FwAnswerItem) applicant = fw_live_grid_get_selected (self->people);
  const gboolean known =
      call != NULL && self->whole != NULL &&
      g_strcmp0 (fw_json_find_text (self->whole, "id"), fw_answer_item_get_text (call, "id")) == 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "competitions.change", known && runs (self));
  if (known && self->of_person && applicant != NULL)
    show_applicant (self, applicant);
  else if (known)
    show_call (self);
  else
    {
      gtk_label_set_text (self->title, "");
      gtk_label_set_text (self->told, "");
      show_moves (self, NULL, NULL);
    }
}

/* ---- the chosen call ---- */

static void
take_whole (FwCompetitionsPage *self, JsonObject *whole)
{
  g_autoptr (JsonArray) none = json_array_new ();
  const char *before = self->whole != NULL ? fw_json_find_text (self->whole, "id") : NULL;
  const gboolean other = whole == NULL || g_strcmp0 (before, fw_json_find_text (whole, "id")) != 0;
  JsonArray *applicants = none;

  if (whole != NULL)
    fw_json_get_array (whole, "applicants", &applicants, NULL);
  if (other)
    self->of_person = FALSE;
  g_clear_pointer (&self->whole, json_object_unref);
  self->whole = whole != NULL ? json_object_ref (whole) : NULL;
  self->taking = TRUE;
  fw_live_grid_take_answers (self->people, self->applicants, applicants);
  fw_live_grid_reshow (self->people);
  if (other && fw_live_grid_count (self->people) > 0)
    fw_live_grid_come_to (self->people, 0);
  self->taking = FALSE;
  show_beside (self);
}

static void
call_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwCompetitionsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) whole = NULL;
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bytes != NULL)
    whole = fw_json_parse_bytes (bytes, &error);
  take_whole (self, whole);
  if (whole != NULL)
    return;
  sentence = fw_error_to_sentence (error);
  gtk_label_set_text (self->told, sentence);
}

static void
stop_asking (FwCompetitionsPage *self)
{
  g_cancellable_cancel (self->asked);
  g_clear_object (&self->asked);
}

static void
ask_call (FwCompetitionsPage *self)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);
  g_autofree char *escaped = NULL, *path = NULL;

  stop_asking (self);
  if (item == NULL)
    {
      take_whole (self, NULL);
      return;
    }
  self->asked = g_cancellable_new ();
  escaped = g_uri_escape_string (fw_answer_item_get_text (item, "id"), NULL, FALSE);
  path = g_strconcat ("competitions/", escaped, NULL);
  fw_client_request_async (fw_page_get_client (FW_PAGE (self)), "GET", path, NULL, NULL,
                           self->asked, call_cb, g_object_ref (self));
}

static void
call_chosen_cb (FwCompetitionsPage *self)
{
  if (self->taking)
    return;
  self->of_person = FALSE;
  ask_call (self);
}

static void
person_chosen_cb (FwCompetitionsPage *self)
{
  if (!self->taking)
    show_beside (self);
}

/* ---- the answer ---- */

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwCompetitionsPage *self = FW_COMPETITIONS_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  const char *quarter;
  JsonArray *calls;

  if (answer == NULL || !fw_json_get_text (answer, "quarter", &quarter, error) ||
      !fw_json_get_array (answer, "calls", &calls, error))
    return FALSE;
  g_free (self->quarter);
  self->quarter = g_strdup (quarter);
  self->taking = TRUE;
  fw_live_grid_take_answers (self->grid, self->calls, calls);
  self->taking = FALSE;
  fw_page_set_subtitle (FW_PAGE (self), quarter);
  fw_asking_page_show_part (page, self->stack,
                            json_array_get_length (calls) > 0 ? "board" : "empty");
  ask_call (self);
  return TRUE;
}

static void
fw_competitions_page_ask (FwAskingPage *page)
{
  fw_asking_page_get (page, "competitions", take_body);
}

/* ---- what is done ---- */

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwCompetitionsPage) self = user_data;

  if (fw_record_moves_finish (FW_PAGE (self), result))
    fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
move_chosen_cb (
    FwCompetitionsPage *self, FwRecord *record, const char *move, const char *reason, char **names)
{
  fw_record_moves_make (FW_PAGE (self), record, move, reason, names, moved_cb);
}

/* In the quarter that runs; everything else of it is written in its form. */
static void
call_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_auto (GVariantBuilder) preset = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  const char *quarter = FW_COMPETITIONS_PAGE (widget)->quarter;

  g_variant_builder_add (&preset, "{ss}", "quarter", quarter != NULL ? quarter : "");
  fw_page_go (FW_PAGE (widget), "competition-calls", g_variant_builder_end (&preset));
}

static void
change_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (FW_COMPETITIONS_PAGE (widget)->grid);

  if (item != NULL)
    fw_page_go (FW_PAGE (widget), "competition-calls",
                g_variant_new_string (fw_answer_item_get_text (item, "id")));
}

static gboolean
key_pressed_cb (FwCompetitionsPage *self, guint key, guint code, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (fw_record_moves_press_key (self->moves, key))
    return TRUE;
  return key == GDK_KEY_Escape && self->of_person &&
         gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
call_activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer user_data)
{
  gtk_widget_grab_focus (GTK_WIDGET (FW_COMPETITIONS_PAGE (user_data)->people));
}

static void
person_activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer user_data)
{
  fw_page_go (user_data, "person",
              g_variant_new_string (fw_answer_item_get_text (FW_ANSWER_ITEM (row), "person")));
}

/* Where the keys are says of what is told beside. */
static void
calls_entered_cb (FwCompetitionsPage *self)
{
  self->of_person = FALSE;
  show_beside (self);
}

static void
people_entered_cb (FwCompetitionsPage *self)
{
  self->of_person = TRUE;
  show_beside (self);
}

/* ---- the class ---- */

static void
fw_competitions_page_focus (FwPage *page)
{
  FwCompetitionsPage *self = FW_COMPETITIONS_PAGE (page);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "empty") == 0)
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
  else
    fw_asking_page_focus_or_wait (FW_ASKING_PAGE (page), GTK_WIDGET (self->grid), NULL);
}

static FwLiveGrid *
get_grid (FwPage *page)
{
  FwCompetitionsPage *self = FW_COMPETITIONS_PAGE (page);

  return self->of_person ? self->people : self->grid;
}

static char *
fw_competitions_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (get_grid (page), with_headers, FALSE);
}

static char *
fw_competitions_page_list (FwPage *page)
{
  return fw_live_grid_list (get_grid (page), TRUE, TRUE);
}

static void
fw_competitions_page_setup (FwPage *page)
{
  FwCompetitionsPage *self = FW_COMPETITIONS_PAGE (page);

  FW_PAGE_CLASS (fw_competitions_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>n", "competitions.call", NULL);
  gtk_widget_set_visible (self->change, runs (self));
  gtk_widget_set_visible (self->call, runs (self));
  gtk_widget_set_visible (self->first, runs (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "competitions.call", runs (self));
}

static void
fw_competitions_page_dispose (GObject *object)
{
  FwCompetitionsPage *self = FW_COMPETITIONS_PAGE (object);

  stop_asking (self);
  g_clear_object (&self->calls);
  g_clear_object (&self->applicants);
  g_clear_pointer (&self->whole, json_object_unref);
  g_clear_pointer (&self->quarter, g_free);
  G_OBJECT_CLASS (fw_competitions_page_parent_class)->dispose (object);
}

#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, FwCompetitionsPage, name)

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/careers/fw-competitions-page.ui");
  CHILD (stack);
  CHILD (title);
  CHILD (told);
  CHILD (change);
  CHILD (call);
  CHILD (first);
  CHILD (moves);
  gtk_widget_class_bind_template_child_full (widget_class, "board", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "side", FALSE, 0);
  gtk_widget_class_bind_template_callback (widget_class, move_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_install_action (widget_class, "competitions.call", NULL, call_action);
  gtk_widget_class_install_action (widget_class, "competitions.change", NULL, change_action);
}

static void
fw_competitions_page_class_init (FwCompetitionsPageClass *klass)
{
  static const char *const kinds[] = { "competition", "application", "panel-score", "person",
                                       "policy",      "work",        NULL };
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  g_type_ensure (FW_TYPE_RECORD_MOVES); /* the template names it */
  FW_ASKING_PAGE_CLASS (klass)->ask = fw_competitions_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_competitions_page_dispose;
  page_class->setup = fw_competitions_page_setup;
  page_class->focus = fw_competitions_page_focus;
  page_class->copy = fw_competitions_page_copy;
  page_class->list = fw_competitions_page_list;
  page_class->is_table = TRUE;
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
watch_focus (FwCompetitionsPage *self, FwLiveGrid *grid, GCallback entered)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "enter", entered, self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (grid), focus);
}

static void
place_grid (FwCompetitionsPage *self, FwLiveGrid *grid, const char *box, GListStore *rows)
{
  GtkBox *place =
      GTK_BOX (gtk_widget_get_template_child (GTK_WIDGET (self), FW_TYPE_COMPETITIONS_PAGE, box));

  fw_live_grid_set_presorted (grid);
  fw_live_grid_set_models (grid, G_LIST_MODEL (rows), NULL);
  fw_live_grid_remember (grid);
  gtk_widget_set_vexpand (GTK_WIDGET (grid), TRUE);
  gtk_box_append (place, GTK_WIDGET (grid));
}

static void
fw_competitions_page_init (FwCompetitionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->calls = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->applicants = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->grid = FW_LIVE_GRID (fw_live_grid_new ("competitions", _ ("Calls for posts")));
  fw_competition_columns_add (self->grid);
  place_grid (self, self->grid, "board", self->calls);
  self->people = FW_LIVE_GRID (fw_live_grid_new ("competition-people", _ ("Applicants")));
  fw_competition_columns_add_people (self->people, &self->whole);
  place_grid (self, self->people, "side", self->applicants);
  g_signal_connect (self->grid, "activated", G_CALLBACK (call_activated_cb), self);
  g_signal_connect (self->people, "activated", G_CALLBACK (person_activated_cb), self);
  g_signal_connect_object (fw_live_grid_get_shown (self->grid), "selection-changed",
                           G_CALLBACK (call_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fw_live_grid_get_shown (self->people), "selection-changed",
                           G_CALLBACK (person_chosen_cb), self, G_CONNECT_SWAPPED);
  watch_focus (self, self->grid, G_CALLBACK (calls_entered_cb));
  watch_focus (self, self->people, G_CALLBACK (people_entered_cb));
}
