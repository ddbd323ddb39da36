/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/own/fw-own-competitions-page.h"

#include "charts/fw-format.h"
#include "charts/fw-moment.h"
#include "console/careers/fw-career-words.h"
#include "console/careers/fw-competition-words.h"
#include "console/fw-form-dialog.h"
#include "console/live/fw-live-heads.h"
#include "console/own/fw-own-rows.h"
#include "console/own/fw-swap-columns.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

#define TEXT_MAX 2000 /* of what she writes */

struct _FwOwnCompetitionsPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkWidget *pane, *give_up;
  GtkButton *write;
  GtkLabel *title, *told;
  FwLiveGrid *grid;
  GListStore *calls; /* FwAnswerItem */
  gboolean taking;   /* rows are being changed: what is chosen meanwhile is nobody's choice */
};

G_DEFINE_FINAL_TYPE (FwOwnCompetitionsPage, fw_own_competitions_page, FW_TYPE_ASKING_PAGE)

/* ---- what is told ---- */

/* Returns: (nullable): what of her application is told. */
static const char *
find_told (FwAnswerItem *call, const char *member)
{
  JsonObject *application = fw_answer_item_get_object (call, "application");

  return application != NULL ? fw_json_find_text (application, member) : NULL;
}

static const char *
write_state (FwAnswerItem *call)
{
  const char *state = find_told (call, "state");

  if (fw_swap_has_move (call, "applied"))
    return _ ("You may apply");
  return fw_competition_state_word ("application", state);
}

/* @form: followed by what was written; nothing where nothing was. */
static void
add_said (GString *text, const char *form, const char *said)
{
  if (said != NULL && *said != '\0')
    g_string_append_printf (text, "%s%s “%s”", text->len > 0 ? "\n" : "", form, said);
}

static char *
write_appeal_end (FwAnswerItem *call)
{
  const char *until = find_told (call, "appeal_until");
  g_autofree char *moment = until != NULL ? fw_moment_describe (until) : NULL;

  /* Translators: a moment */
  return moment != NULL ? g_strdup_printf (_ ("You may appeal until %s."), moment) : NULL;
}

static char *
write_told (FwAnswerItem *call)
{
  const guint places = fw_answer_item_get_count (call, "places");
  g_autofree char *until = fw_career_write_date (fw_answer_item_get_text (call, "until"));
  g_autofree char *appeal = write_appeal_end (call);
  GString *text = g_string_new (write_state (call));

  g_string_append_c (text, '\n');
  g_string_append_printf (
      /* Translators: how many places, the last day to apply */
      text,
      ngettext ("%u place; applications until %s.", "%u places; applications until %s.", places),
      places, until);
  add_said (text, _ ("Called because:"), fw_answer_item_get_text (call, "called_for"));
  add_said (text, _ ("Note:"), fw_answer_item_get_text (call, "note"));
  add_said (text, _ ("Why you apply:"), find_told (call, "motivation"));
  add_said (text, _ ("Screened out, because:"), find_told (call, "reason"));
  add_said (text, _ ("Feedback:"), find_told (call, "feedback"));
  add_said (text, _ ("Your appeal:"), find_told (call, "appeal"));
  add_said (text, _ ("Answer to your appeal:"), find_told (call, "answer"));
  if (appeal != NULL)
    g_string_append_printf (text, "\n%s", appeal);
  return g_string_free (text, FALSE);
}

static void
show_chosen (FwOwnCompetitionsPage *self)
{
  g_autoptr (FwAnswerItem) call = fw_live_grid_get_selected (self->grid);
  const gboolean open = call != NULL && fw_swap_has_move (call, "applied");
  const gboolean appeals = call != NULL && fw_swap_has_move (call, "appealed");
  const gboolean waits = call != NULL && fw_swap_has_move (call, "withdrawn");
  g_autofree char *title = NULL, *told = NULL;

  gtk_widget_set_visible (self->pane, call != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->write), open || appeals);
  gtk_button_set_label (self->write, appeals ? _ ("Appeal…") : _ ("Apply…"));
  gtk_widget_set_visible (self->give_up, waits);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "own-competitions.write", open || appeals);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "own-competitions.give-up", waits);
  if (call == NULL)
    return;
  /* Translators: a post, a quarter, a site */
  title = g_strdup_printf (_ ("%s, %s, %s"), fw_answer_item_get_text (call, "post"),
                           fw_answer_item_get_text (call, "quarter"),
                           fw_answer_item_get_text (call, "site"));
  told = write_told (call);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->told, told);
}

static void
selection_cb (FwOwnCompetitionsPage *self)
{
  if (!self->taking)
    show_chosen (self);
}

/* ---- rows ---- */

static void
say_post (gpointer row, gpointer data, FwSaid *said)
{
  fw_said_text (said, fw_answer_item_get_text (row, "post"));
}

static void
say_quarter (gpointer row, gpointer data, FwSaid *said)
{
  fw_said_text (said, fw_answer_item_get_text (row, "quarter"));
}

static void
say_site (gpointer row, gpointer data, FwSaid *said)
{
  fw_said_text (said, fw_answer_item_get_text (row, "site"));
}

static void
say_until (gpointer row, gpointer data, FwSaid *said)
{
  said->text = fw_career_write_date (fw_answer_item_get_text (row, "until"));
}

static void
say_state (gpointer row, gpointer data, FwSaid *said)
{
  const char *state = find_told (row, "state");

  fw_said_text (said, write_state (row));
  if (fw_swap_has_move (row, "applied"))
    said->mark = FW_MARK_RING;
  else if (state != NULL && g_str_has_prefix (state, "chosen"))
    {
      said->mark = FW_MARK_DISC;
      said->color = FW_CHART_COLOR_IN_ORDER;
    }
}

static void
add_columns (FwLiveGrid *grid)
{
  static const FwSaidColumn columns[] = {
    { "quarter", N_ ("Quarter"), 8, FALSE, FALSE, say_quarter },
    { "post", N_ ("Post"), 18, TRUE, FALSE, say_post },
    { "site", N_ ("Site"), 10, FALSE, FALSE, say_site },
    { "until", N_ ("Apply until"), 12, FALSE, FALSE, say_until },
    { "state", N_ ("State"), 24, TRUE, FALSE, say_state },
  };

  fw_said_columns_add (grid, columns, G_N_ELEMENTS (columns), NULL);
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwOwnCompetitionsPage *self = FW_OWN_COMPETITIONS_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  const char *name;
  JsonArray *calls;

  if (answer == NULL || !fw_json_get_text (answer, "name", &name, error) ||
      !fw_json_get_array (answer, "calls", &calls, error) || !fw_own_rows_check (calls, error))
    return FALSE;
  fw_page_set_subtitle (FW_PAGE (self), name);
  self->taking = TRUE;
  fw_live_grid_take_answers (self->grid, self->calls, calls);
  self->taking = FALSE;
  show_chosen (self);
  fw_page_set_count (FW_PAGE (self), fw_own_rows_count_open (G_LIST_MODEL (self->calls), "applied"),
                     _ ("open to you"));
  fw_asking_page_show_part (page, self->stack,
                            json_array_get_length (calls) > 0 ? "board" : "empty");
  return TRUE;
}

static void
fw_own_competitions_page_ask (FwAskingPage *page)
{
  fw_asking_page_get (page, "own/competitions", take_body);
}

/* ---- what is done ---- */

static void
send (FwOwnCompetitionsPage *self, FwAnswerItem *call, const char *move, const char *text)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "move", move);
  if (text != NULL)
    fw_json_member_text (&writer, "text", text);
  fw_json_writer_end_object (&writer);
  fw_own_rows_send (FW_ASKING_PAGE (self), "own/competitions", call, json);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* What is asked of her before it goes out. */
typedef struct
{
  FwOwnCompetitionsPage *page;
  FwAnswerItem *call;
  GtkEditable *text;
  gboolean appeals;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *self = data;

  g_object_unref (self->page);
  g_object_unref (self->call);
  g_free (self);
}

static void
written_cb (gpointer data)
{
  Writing *self = data;
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->text)));

  send (self->page, self->call, self->appeals ? "appealed" : "applied",
        *text != '\0' ? text : NULL);
}

static void
write_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwOwnCompetitionsPage *self = FW_OWN_COMPETITIONS_PAGE (widget);
  g_autoptr (FwAnswerItem) call = fw_live_grid_get_selected (self->grid);
  GtkWidget *form = fw_form_grid_new (), *entry = gtk_entry_new ();
  Writing *writing;

  g_object_ref_sink (form);
  if (call != NULL)
    {
      writing = g_new0 (Writing, 1);
      writing->page = g_object_ref (self);
      writing->call = g_object_ref (call);
      writing->text = GTK_EDITABLE (entry);
      writing->appeals = fw_swap_has_move (call, "appealed");
      gtk_entry_set_max_length (GTK_ENTRY (entry), TEXT_MAX);
      gtk_widget_set_size_request (entry, 320, -1);
      fw_form_grid_add (form, writing->appeals ? _ ("What, and why") : _ ("Why you apply"), entry,
                        0);
      fw_form_dialog_present (
          widget,
          &(const FwFormDialog){
              .heading = writing->appeals ? _ ("Appeal") : _ ("Apply"),
              .body = writing->appeals
                          ? _ ("Somebody else than who signed the decision decides it.")
                          : _ ("HR and the panel read it. You may take it back until the panel is "
                               "through."),
              .answer = writing->appeals ? _ ("Appeal") : _ ("Apply"),
              .form = form,
              .focus = entry },
          written_cb, writing, writing_free);
    }
  g_object_unref (form);
}

static void
give_up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwOwnCompetitionsPage *self = FW_OWN_COMPETITIONS_PAGE (widget);
  g_autoptr (FwAnswerItem) call = fw_live_grid_get_selected (self->grid);

  if (call != NULL)
    send (self, call, "withdrawn", NULL);
}

static void
steps_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_page_go (FW_PAGE (widget), "my-steps", NULL);
}

static void
activated_cb (FwLiveGrid *grid, FwAnswerItem *call, guint column, gpointer user_data)
{
  gtk_widget_child_focus (FW_OWN_COMPETITIONS_PAGE (user_data)->pane, GTK_DIR_TAB_FORWARD);
}

/* ---- the class ---- */

static char *
fw_own_competitions_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (FW_OWN_COMPETITIONS_PAGE (page)->grid, with_headers, FALSE);
}

static char *
fw_own_competitions_page_list (FwPage *page)
{
  return fw_live_grid_list (FW_OWN_COMPETITIONS_PAGE (page)->grid, TRUE, TRUE);
}

static void
fw_own_competitions_page_focus (FwPage *page)
{
  FwOwnCompetitionsPage *self = FW_OWN_COMPETITIONS_PAGE (page);

  fw_own_rows_focus (FW_ASKING_PAGE (page), self->stack, self->grid);
}

static void
fw_own_competitions_page_setup (FwPage *page)
{
  FW_PAGE_CLASS (fw_own_competitions_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>Return", "own-competitions.write", NULL);
  fw_page_add_key (page, "<Control>KP_Enter", "own-competitions.write", NULL);
  fw_page_add_key (page, "Delete", "own-competitions.give-up", NULL);
}

static void
fw_own_competitions_page_dispose (GObject *object)
{
  g_clear_object (&FW_OWN_COMPETITIONS_PAGE (object)->calls);
  G_OBJECT_CLASS (fw_own_competitions_page_parent_class)->dispose (object);
}

#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, FwOwnCompetitionsPage, name)

static void
fw_own_competitions_page_class_init (FwOwnCompetitionsPageClass *klass)
{
  static const char *const kinds[] = { "competition", "application", "person", "policy", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_own_competitions_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_own_competitions_page_dispose;
  page_class->setup = fw_own_competitions_page_setup;
  page_class->focus = fw_own_competitions_page_focus;
  page_class->copy = fw_own_competitions_page_copy;
  page_class->list = fw_own_competitions_page_list;
  page_class->is_table = TRUE;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/own/fw-own-competitions-page.ui");
  CHILD (stack);
  CHILD (pane);
  CHILD (title);
  CHILD (told);
  CHILD (write);
  CHILD (give_up);
  gtk_widget_class_bind_template_child_full (widget_class, "board", FALSE, 0);
  gtk_widget_class_install_action (widget_class, "own-competitions.write", NULL, write_action);
  gtk_widget_class_install_action (widget_class, "own-competitions.give-up", NULL, give_up_action);
  gtk_widget_class_install_action (widget_class, "own-competitions.steps", NULL, steps_action);
}

static void
fw_own_competitions_page_init (FwOwnCompetitionsPage *self)
{
  GtkBox *board;

  gtk_widget_init_template (GTK_WIDGET (self));
  board = GTK_BOX (
      gtk_widget_get_template_child (GTK_WIDGET (self), FW_TYPE_OWN_COMPETITIONS_PAGE, "board"));
  self->calls = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->grid = FW_LIVE_GRID (fw_live_grid_new ("own-competitions", _ ("Calls for posts")));
  add_columns (self->grid);
  fw_live_grid_set_presorted (self->grid);
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->calls), NULL);
  g_signal_connect (self->grid, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_object (fw_live_grid_get_shown (self->grid), "selection-changed",
                           G_CALLBACK (selection_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_vexpand (GTK_WIDGET (self->grid), TRUE);
  gtk_box_prepend (board, GTK_WIDGET (self->grid));
  fw_live_grid_remember (self->grid);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "own-competitions.write", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "own-competitions.give-up", FALSE);
}
