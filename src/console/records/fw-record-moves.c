/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/records/fw-record-moves.h"

#include "charts/fw-moment.h"
#include "console/fw-function-words.h"
#include "console/records/fw-account-names.h"
#include "console/records/fw-clock-words.h"
#include "console/records/fw-move-dialog.h"
#include "console/records/fw-record-log.h"
#include "console/records/fw-record-writer.h"
#include "core/flow/fw-flow-case.h"
#include "core/fw-error.h"
#include "protocol/fw-json.h"

#define SHOWN_MOST 50 /* entries of the history */

struct _FwRecordMoves
{
  AdwBin parent_instance;

  GtkLabel *state;
  GtkBox *buttons;
  GtkLabel *held;
  GtkBox *notes;
  GtkExpander *expander;
  GtkBox *lines;

  FwClient *client;
  FwRecord *record;
  GCancellable *cancellable;
  gboolean failed;    /* what is shown is not what was asked for last */
  gboolean pressed;   /* the button that had the focus goes */
  gboolean by_figure; /* what is asked for was begun by fw_record_moves_press() */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwRecordMoves, fw_record_moves, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* What flows call things is English on the wire. */
static const char *
translate (const char *text)
{
  return text != NULL && *text != '\0' ? _ (text) : "";
}

static const char *
name_state (FwRecordMoves *self, const char *state)
{
  const FwFlowState *found = NULL;

  if (state != NULL)
    found = fw_flow_find_state (fw_record_get_kind (self->record)->flow, state);
  return translate (found != NULL && found->label != NULL ? found->label : state);
}

/* @names: (nullable): fields of @record that are written with it. */
static void
choose (FwRecordMoves *self,
        FwRecord *record,
        const char *move,
        const char *reason,
        const char *const *names)
{
  /* A figure is pressed on a row of a list, and the keys stay there. */
  self->pressed = !self->by_figure;
  self->by_figure = FALSE;
  g_signal_emit (self, signals[CHOSEN], 0, record, move, reason, names);
}

/* ---- what a move asks for ---- */

typedef struct
{
  FwRecordMoves *self;
  char *move;
  char **asks; /* (nullable) */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->self);
  g_free (asked->move);
  g_strfreev (asked->asks);
  g_free (asked);
}

static void
given_cb (FwRecord *record, const char *reason, gpointer user_data)
{
  Asked *asked = user_data;

  choose (asked->self, record, asked->move, reason, (const char *const *) asked->asks);
}

/* ---- what is shown ---- */

static void
clicked_cb (FwRecordMoves *self, GtkButton *button)
{
  const char *move = g_object_get_data (G_OBJECT (button), "move");
  const gboolean sign = g_object_get_data (G_OBJECT (button), "sign") != NULL;
  char **asks = g_object_get_data (G_OBJECT (button), "asks");
  Asked *asked;

  if (!sign && (asks == NULL || asks[0] == NULL))
    {
      choose (self, self->record, move, NULL, NULL);
      return;
    }
  asked = g_new0 (Asked, 1);
  asked->self = g_object_ref (self);
  asked->move = g_strdup (move);
  asked->asks = asks != NULL && asks[0] != NULL ? g_strdupv (asks) : NULL;
  fw_move_dialog_present (GTK_WIDGET (self), self->client, self->record,
                          gtk_button_get_label (button), sign, (const char *const *) asked->asks,
                          given_cb, asked, asked_free);
}

/* Returns: the row of the next button: @row, as long as there is room in it. */
static GtkBox *
add_button (FwRecordMoves *self, GtkBox *row, JsonObject *move)
{
  GtkWidget *button = gtk_button_new_with_label (translate (fw_json_find_text (move, "label")));
  GtkLabel *words = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button)));
  gboolean sign = FALSE;

  gtk_label_set_wrap (words, TRUE);
  gtk_label_set_justify (words, GTK_JUSTIFY_CENTER);
  fw_json_get_boolean (move, "sign", &sign, NULL);
  g_object_set_data_full (G_OBJECT (button), "move", g_strdup (fw_json_find_text (move, "move")),
                          g_free);
  g_object_set_data (G_OBJECT (button), "sign", GINT_TO_POINTER (sign));
  g_object_set_data_full (G_OBJECT (button), "asks", fw_json_find_texts (move, "asks"),
                          (GDestroyNotify) g_strfreev);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  if (row == NULL)
    {
      row = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
      gtk_box_set_homogeneous (row, TRUE);
      gtk_box_append (self->buttons, GTK_WIDGET (row));
      gtk_box_append (row, button);
      return row;
    }
  gtk_box_append (row, button);
  return NULL;
}

static void
add_note (FwRecordMoves *self, const char *label, const char *sentence)
{
  g_autofree char *line = g_strdup_printf (_ ("%s: %s"), label, sentence);

  fw_record_log_add_line (self->notes, line, TRUE);
}

/* Who could do it, where functions say that; else why not. */
static void
add_refusal (FwRecordMoves *self, JsonObject *move)
{
  g_autofree char *who = fw_function_write_who (move);

  add_note (self, translate (fw_json_find_text (move, "label")),
            who != NULL ? who : translate (fw_json_find_text (move, "sentence")));
}

/* Of two ways that are called the same the one that is open is enough. */
static gboolean
is_open_otherwise (JsonArray *moves, const char *label)
{
  for (guint i = 0; i < json_array_get_length (moves); i++)
    {
      JsonObject *move = fw_json_find_element (moves, i);
      gboolean allowed = FALSE;

      if (move != NULL && fw_json_get_boolean (move, "allowed", &allowed, NULL) && allowed &&
          g_strcmp0 (fw_json_find_text (move, "label"), label) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
show_moves (FwRecordMoves *self, JsonArray *moves)
{
  GtkBox *row = NULL;

  for (guint i = 0; i < json_array_get_length (moves); i++)
    {
      JsonObject *move = fw_json_find_element (moves, i);
      gboolean allowed;

      if (move == NULL || !fw_json_get_boolean (move, "allowed", &allowed, NULL))
        continue;
      if (allowed)
        row = add_button (self, row, move);
      else if (!is_open_otherwise (moves, fw_json_find_text (move, "label")))
        add_refusal (self, move);
    }
}

static void
show_clocks (FwRecordMoves *self, JsonArray *clocks)
{
  for (guint i = 0; i < json_array_get_length (clocks); i++)
    {
      JsonObject *clock = fw_json_find_element (clocks, i);
      g_autofree char *said = clock != NULL ? fw_clock_words_describe (clock) : NULL;
      g_autofree char *why = said != NULL ? fw_clock_words_explain (clock) : NULL;
      g_autofree char *days = said != NULL ? fw_clock_words_list_days (clock) : NULL;
      /* Translators: when something is due, and why then. */
      g_autofree char *both = why != NULL ? g_strdup_printf (_ ("%s (%s)"), said, why) : NULL;

      if (said != NULL)
        add_note (self, translate (fw_json_find_text (clock, "label")), both != NULL ? both : said);
      if (days != NULL)
        fw_record_log_add_line (self->notes, days, TRUE);
    }
}

/* "Not judged → Real", what it was for, and who did it when. */
static void
show_entry (FwRecordMoves *self, JsonObject *entry)
{
  const char *from = fw_json_find_text (entry, "from");
  const char *label = translate (fw_json_find_text (entry, "label"));
  const char *message = fw_json_find_text (entry, "message");
  const char *reason = fw_json_find_text (entry, "reason");
  const char *account = fw_json_find_text (entry, "account");
  const char *at = fw_json_find_text (entry, "at");
  g_autofree char *moment = at != NULL ? fw_moment_describe (at) : NULL;
  g_autofree char *line = NULL;
  g_autofree char *who = NULL;

  if (message != NULL)
    line = g_strdup (translate (message));
  else if (from != NULL)
    line = g_strdup_printf ("%s → %s", name_state (self, from), label);
  else
    line = g_strdup (label);
  who = g_strdup_printf ("%s · %s", moment != NULL ? moment : "",
                         account != NULL ? fw_account_names_find (self->client, account)
                                         : _ ("by the server"));
  fw_record_log_add_line (self->lines, line, FALSE);
  if (reason != NULL && *reason != '\0')
    fw_record_log_add_line (self->lines, reason, TRUE);
  fw_record_log_add_line (self->lines, who, TRUE);
}

static void
show_history (FwRecordMoves *self, JsonObject *object, JsonArray *history)
{
  gboolean sound;

  for (guint i = 0; i < MIN (json_array_get_length (history), SHOWN_MOST); i++)
    {
      JsonObject *entry = fw_json_find_element (history, i);

      if (entry != NULL)
        show_entry (self, entry);
    }
  if (fw_json_get_boolean (object, "sound", &sound, NULL) && !sound)
    fw_record_log_add_line (
        self->notes, _ ("A signed step is not as it was signed. Tell an administrator."), TRUE);
}

static void
clear (FwRecordMoves *self)
{
  fw_record_log_clear_lines (self->buttons);
  fw_record_log_clear_lines (self->notes);
  fw_record_log_clear_lines (self->lines);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRecordMoves) self = FW_RECORD_MOVES (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *sentence = NULL;
  JsonArray *moves, *clocks, *history;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->record == NULL)
    return;
  if (answer != NULL)
    object = fw_json_parse_bytes (answer, &error);
  clear (self);
  self->failed = object == NULL || !fw_json_get_array (object, "moves", &moves, &error) ||
                 !fw_json_get_array (object, "clocks", &clocks, &error) ||
                 !fw_json_get_array (object, "history", &history, &error);
  if (self->failed)
    {
      sentence = fw_error_to_sentence (error);
      fw_record_log_add_line (self->notes, sentence, TRUE);
      return;
    }
  gtk_label_set_text (self->state, translate (fw_json_find_text (object, "label")));
  show_moves (self, moves);
  show_clocks (self, clocks);
  show_history (self, object, history);
  /* Never onto another button: who presses Enter twice would move it twice. */
  if (self->pressed)
    gtk_widget_grab_focus (GTK_WIDGET (self->expander));
  self->pressed = FALSE;
}

static void
ask (FwRecordMoves *self)
{
  g_autofree char *escaped = g_uri_escape_string (fw_record_get_id (self->record), NULL, FALSE);
  g_autofree char *path =
      g_strdup_printf ("records/%s/%s/moves", fw_record_get_kind (self->record)->name, escaped);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  fw_client_request_async (self->client, "GET", path, NULL, NULL, self->cancellable, answered_cb,
                           g_object_ref (self));
}

static void
client_state_cb (FwRecordMoves *self)
{
  if (self->failed && self->record != NULL &&
      fw_client_get_state (self->client) == FW_CLIENT_ONLINE)
    ask (self);
}

/* The history says who did what. */
static void
names_changed_cb (FwRecordMoves *self)
{
  if (self->record != NULL)
    ask (self);
}

static void
fw_record_moves_dispose (GObject *object)
{
  FwRecordMoves *self = FW_RECORD_MOVES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->client);
  g_clear_pointer (&self->record, fw_record_unref);

  G_OBJECT_CLASS (fw_record_moves_parent_class)->dispose (object);
}

static void
fw_record_moves_finalize (GObject *object)
{
  g_clear_object (&FW_RECORD_MOVES (object)->cancellable);

  G_OBJECT_CLASS (fw_record_moves_parent_class)->finalize (object);
}

static void
fw_record_moves_class_init (FwRecordMovesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_record_moves_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_record_moves_finalize;
  signals[CHOSEN] =
      g_signal_new ("chosen", FW_TYPE_RECORD_MOVES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 4, G_TYPE_POINTER, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRV);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/records/fw-record-moves.ui");
  gtk_widget_class_bind_template_child (widget_class, FwRecordMoves, state);
  gtk_widget_class_bind_template_child (widget_class, FwRecordMoves, buttons);
  gtk_widget_class_bind_template_child (widget_class, FwRecordMoves, held);
  gtk_widget_class_bind_template_child (widget_class, FwRecordMoves, notes);
  gtk_widget_class_bind_template_child (widget_class, FwRecordMoves, expander);
  gtk_widget_class_bind_template_child (widget_class, FwRecordMoves, lines);
}

static void
fw_record_moves_init (FwRecordMoves *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fw_record_moves_show (FwRecordMoves *self, FwClient *client, FwRecord *record)
{
  gboolean same;

  g_return_if_fail (FW_IS_RECORD_MOVES (self));

  if (record != NULL && fw_record_get_kind (record)->flow == NULL)
    record = NULL;
  if (record != NULL && self->client == NULL)
    {
      self->client = g_object_ref (client);
      g_signal_connect_object (client, "notify::state", G_CALLBACK (client_state_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (fw_account_names_get (client), "changed",
                               G_CALLBACK (names_changed_cb), self, G_CONNECT_SWAPPED);
    }
  /* What is shown of the same one stays until the answer, so that nothing jumps. */
  same = self->record != NULL && record != NULL &&
         g_str_equal (fw_record_get_id (self->record), fw_record_get_id (record));
  if (record != NULL)
    fw_record_ref (record);
  g_clear_pointer (&self->record, fw_record_unref);
  self->record = record;
  gtk_widget_set_visible (GTK_WIDGET (self), record != NULL);
  g_cancellable_cancel (self->cancellable);
  if (!same)
    {
      clear (self);
      self->pressed = FALSE;
    }
  if (record == NULL)
    return;
  gtk_label_set_text (self->state, name_state (self, fw_record_text (record, FW_KIND_STATE)));
  ask (self);
}

void
fw_record_moves_hold (FwRecordMoves *self, gboolean hold)
{
  g_return_if_fail (FW_IS_RECORD_MOVES (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->buttons), !hold);
  gtk_widget_set_visible (GTK_WIDGET (self->held), hold);
}

gboolean
fw_record_moves_focus (FwRecordMoves *self)
{
  g_return_val_if_fail (FW_IS_RECORD_MOVES (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self)) &&
         gtk_widget_grab_focus (GTK_WIDGET (self->expander));
}

gboolean
fw_record_moves_press (FwRecordMoves *self, guint place)
{
  g_return_val_if_fail (FW_IS_RECORD_MOVES (self), FALSE);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->buttons)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    for (GtkWidget *button = gtk_widget_get_first_child (row); button != NULL;
         button = gtk_widget_get_next_sibling (button))
      if (place-- == 0)
        {
          self->by_figure = gtk_widget_get_sensitive (GTK_WIDGET (self->buttons));
          return self->by_figure && gtk_widget_activate (button);
        }
  return FALSE;
}

gboolean
fw_record_moves_press_key (FwRecordMoves *self, guint key)
{
  g_return_val_if_fail (FW_IS_RECORD_MOVES (self), FALSE);

  if (key >= GDK_KEY_1 && key <= GDK_KEY_9)
    return fw_record_moves_press (self, key - GDK_KEY_1);
  if (key >= GDK_KEY_KP_1 && key <= GDK_KEY_KP_9)
    return fw_record_moves_press (self, key - GDK_KEY_KP_1);
  return FALSE;
}

char *
fw_record_moves_describe_error (const GError *error)
{
  const char *sentence;

  g_return_val_if_fail (error != NULL, NULL);

  sentence = fw_flow_refusal_find_sentence (error);
  if (sentence != NULL)
    return g_strdup (_ (sentence));
  if (g_error_matches (error, FW_ERROR, FW_ERROR_UNAVAILABLE))
    return g_strdup (_ ("The server does not answer, so it may not have been done. Look at it "
                        "again when the server is back."));
  return fw_error_to_sentence (error);
}

void
fw_record_moves_make (FwPage *page,
                      FwRecord *record,
                      const char *move,
                      const char *reason,
                      char **names,
                      GAsyncReadyCallback moved)
{
  g_return_if_fail (FW_IS_PAGE (page) && record != NULL && move != NULL && moved != NULL);

  fw_record_move_async (fw_page_get_client (page), record, move, reason,
                        (const char *const *) names, fw_page_get_cancellable (page), moved,
                        g_object_ref (page));
}

gboolean
fw_record_moves_finish (FwPage *page, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (fw_record_write_finish (result, NULL, NULL, &error) != FW_WRITE_FAILED)
    return TRUE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  sentence = fw_record_moves_describe_error (error);
  fw_page_toast (page, sentence);
  return TRUE;
}
