/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/reviews/fw-risks-page.h"

#include "charts/fw-format.h"
#include "console/fw-answer-item.h"
#include "console/fw-transcript-view.h"
#include "console/live/fw-live-heads.h"
#include "console/records/fw-record-ask.h"
#include "console/records/fw-record-moves.h"
#include "console/records/fw-record-writer.h"
#include "console/reviews/fw-debrief-button.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

/* A time that is over is told within it. */
#define TICK 20 /* seconds */

struct _FwRisksPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkLabel *count, *judged, *title;
  FwRecordMoves *moves;
  FwDebriefButton *debrief;
  FwTranscriptView *view;
  FwLiveGrid *grid;
  GListStore *items;         /* FwAnswerItem */
  FwRecord *record;          /* (nullable): of the chosen row, as it was answered */
  GCancellable *cancellable; /* (nullable): of the record that is asked for */
  guint tick;
  gboolean taking;    /* rows are being changed: what is chosen meanwhile is nobody's choice */
  gboolean go_to_row; /* the keys go back to the list, as what had them is gone */
};

G_DEFINE_FINAL_TYPE (FwRisksPage, fw_risks_page, FW_TYPE_ASKING_PAGE)

/* ---- columns ---- */

static gint64
get_due (gpointer row)
{
  return fw_json_find_moment (fw_answer_item_get_whole (row), "due");
}

static void
say_due (gpointer row, gpointer data, FwSaid *said)
{
  const gint64 due = get_due (row), now = g_get_real_time ();
  const gboolean warned = g_str_equal (fw_answer_item_get_text (row, "clock_state"), "warned");
  g_autofree char *day = fw_format_day (due, NULL), *today = fw_format_day (now, NULL);
  g_autofree char *clock = fw_format_clock (due, NULL);

  said->text = g_str_equal (day, today) ? g_strdup (clock) : g_strdup_printf ("%s %s", day, clock);
  said->mark = due < now ? FW_MARK_TRIANGLE : warned ? FW_MARK_HALF : FW_MARK_DISC;
  said->color = due < now ? FW_CHART_COLOR_LATE
                : warned  ? FW_CHART_COLOR_WATCH
                          : FW_CHART_COLOR_IN_ORDER;
}

static void
say_risks (gpointer row, gpointer data, FwSaid *said)
{
  g_auto (GStrv) risks = fw_json_find_texts (fw_answer_item_get_whole (row), "risks");
  g_autoptr (GString) text = g_string_new (NULL);

  for (char **risk = risks; risk != NULL && *risk != NULL; risk++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", fw_text_risk_word (*risk));
  said->text = g_strdup (text->len > 0 ? text->str : FW_FORMAT_NONE);
}

static void
say_person (gpointer row, gpointer data, FwSaid *said)
{
  fw_said_text (said, fw_answer_item_get_text (row, "name"));
}

static void
say_team (gpointer row, gpointer data, FwSaid *said)
{
  fw_said_text (said, fw_answer_item_get_text (row, "team_title"));
}

static const FwSaidColumn columns[] = {
  { "due", N_ ("Due"), 12, FALSE, FALSE, say_due },
  { "risks", N_ ("What was found"), 26, TRUE, FALSE, say_risks },
  { "person", N_ ("Person"), 12, TRUE, FALSE, say_person },
  { "team", N_ ("Team"), 9, FALSE, FALSE, say_team },
};

/* ---- the chosen one ---- */

static void
show_debrief (FwRisksPage *self)
{
  FwRecord *record = self->record;
  g_autofree char *day =
      record != NULL ? fw_record_format (record, fw_record_find (record, "day")) : NULL;

  fw_debrief_button_set (
      self->debrief, fw_page_get_client (FW_PAGE (self)),
      record == NULL ? NULL
                     : &(const FwDebriefOrigin){ .contact = fw_record_text (record, "contact"),
                                                 .day = day,
                                                 .person = fw_record_text (record, "person"),
                                                 .from = "transcript",
                                                 .id = fw_record_get_id (record) });
}

static void
show_record (FwRisksPage *self)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);
  g_autofree char *title = NULL;

  if (item != NULL)
    /* Translators: a person, the id of a contact */
    title = g_strdup_printf (_ ("%s, contact %s"), fw_answer_item_get_text (item, "name"),
                             fw_answer_item_get_text (item, "contact"));
  gtk_label_set_text (self->title, title != NULL ? title : "");
  fw_record_moves_show (self->moves, fw_page_get_client (FW_PAGE (self)), self->record);
  fw_transcript_view_show (self->view, self->record);
  show_debrief (self);
}

static void
record_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRisksPage) self = user_data;
  g_autoptr (GError) error = NULL;
  FwRecord *record = fw_record_ask_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->record, fw_record_unref);
  self->record = record;
  show_record (self);
}

static void
show_chosen (FwRisksPage *self)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);

  fw_record_ask_stop (&self->cancellable);
  if (item == NULL)
    {
      g_clear_pointer (&self->record, fw_record_unref);
      show_record (self);
      return;
    }
  fw_record_ask_anew (&self->cancellable, fw_page_get_client (FW_PAGE (self)), "transcript",
                      fw_answer_item_get_text (item, "id"), record_cb, g_object_ref (self));
}

static void
selection_cb (FwRisksPage *self)
{
  if (!self->taking)
    show_chosen (self);
}

/* ---- the answer ---- */

/* "Threat: 7 of 9 (45–94 %)": of what people judged, what was worth following up. */
static void
show_judged (FwRisksPage *self, JsonArray *judged)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (judged); i++)
    {
      JsonObject *one = fw_json_find_element (judged, i);

      if (one == NULL)
        continue;
      g_string_append (text, text->len > 0 ? " · " : "");
      /* Translators: what rules look for, how often they were right of how often, and the bounds of
       * that share in percent */
      g_string_append_printf (
          text, _ ("%s: %u of %u right (%.0f–%.0f %%)"),
          fw_text_risk_word (fw_json_find_text (one, "risk")),
          (guint) fw_json_find_count (one, "right"), (guint) fw_json_find_count (one, "n"),
          100 * fw_json_find_number (one, "low"), 100 * fw_json_find_number (one, "high"));
    }
  gtk_label_set_text (self->judged, text->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->judged), text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->judged), text->len > 0);
}

static void
show_count (FwRisksPage *self, guint n, gboolean more, guint overdue)
{
  g_autofree char *contacts = NULL, *text = NULL;

  contacts =
      g_strdup_printf (more ? _ ("the first %u contacts to follow up")
                            : ngettext ("%u contact to follow up", "%u contacts to follow up", n),
                       n);
  /* Translators: how many contacts, and how many of them are overdue */
  text = g_strdup_printf (_ ("%s, %u overdue"), contacts, overdue);
  gtk_label_set_text (self->count, text);
  fw_page_set_count (FW_PAGE (self), overdue, _ ("overdue"));
}

static void
take_rows (FwRisksPage *self, JsonArray *rows)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  const gboolean inside = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view));

  self->taking = TRUE;
  fw_live_grid_take_answers (self->grid, self->items, rows);
  self->taking = FALSE;
  if (inside && self->go_to_row)
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  self->go_to_row = FALSE;
  show_chosen (self);
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwRisksPage *self = FW_RISKS_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  JsonArray *rows, *judged;
  gint64 overdue;
  gboolean more;

  if (answer == NULL || !fw_json_get_array (answer, "rows", &rows, error) ||
      !fw_json_get_array (answer, "judged", &judged, error) ||
      !fw_json_get_integer (answer, "overdue", &overdue, error) ||
      !fw_json_get_boolean (answer, "more", &more, error))
    return FALSE;
  take_rows (self, rows);
  show_judged (self, judged);
  show_count (self, json_array_get_length (rows), more, (guint) overdue);
  fw_asking_page_show_part (page, self->stack,
                            json_array_get_length (rows) > 0 ? "queue" : "empty");
  return TRUE;
}

static void
fw_risks_page_ask (FwAskingPage *page)
{
  g_autoptr (GString) path = g_string_new ("risks?limit=200");

  fw_asking_page_append_who (page, path);
  fw_asking_page_get (page, path->str, take_body);
}

static gboolean
tick_cb (gpointer user_data)
{
  fw_live_grid_reshow (FW_RISKS_PAGE (user_data)->grid);
  return G_SOURCE_CONTINUE;
}

/* ---- what is done ---- */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRisksPage) self = user_data;

  if (!fw_record_moves_finish (FW_PAGE (self), result))
    return;
  self->go_to_row = TRUE;
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
move_chosen_cb (
    FwRisksPage *self, FwRecord *record, const char *move, const char *reason, char **names)
{
  fw_record_moves_make (FW_PAGE (self), record, move, reason, names, written_cb);
}

/* Also from the transcript itself: from one place to the next. */
static gboolean
key_pressed_cb (FwRisksPage *self, guint key, guint code, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (fw_record_moves_press_key (self->moves, key))
    return TRUE;
  if (gdk_keyval_to_lower (key) == GDK_KEY_n)
    return fw_transcript_view_go_to_found (self->view);
  if (key == GDK_KEY_Escape)
    return gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  return FALSE;
}

static void
activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer user_data)
{
  fw_transcript_view_go_to_found (FW_RISKS_PAGE (user_data)->view);
}

static void
list_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_page_go (FW_PAGE (widget), "transcripts", NULL);
}

/* ---- the page ---- */

static void
fw_risks_page_focus (FwPage *page)
{
  FwRisksPage *self = FW_RISKS_PAGE (page);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "empty") == 0)
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static char *
fw_risks_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (FW_RISKS_PAGE (page)->grid, with_headers, FALSE);
}

static char *
fw_risks_page_list (FwPage *page)
{
  return fw_live_grid_list (FW_RISKS_PAGE (page)->grid, TRUE, TRUE);
}

static void
fw_risks_page_dispose (GObject *object)
{
  FwRisksPage *self = FW_RISKS_PAGE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  fw_record_ask_stop (&self->cancellable);
  g_clear_object (&self->items);
  g_clear_pointer (&self->record, fw_record_unref);
  G_OBJECT_CLASS (fw_risks_page_parent_class)->dispose (object);
}

static void
fw_risks_page_class_init (FwRisksPageClass *klass)
{
  static const char *const kinds[] = { "transcript", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  g_type_ensure (FW_TYPE_RECORD_MOVES); /* the template names them */
  g_type_ensure (FW_TYPE_TRANSCRIPT_VIEW);
  g_type_ensure (FW_TYPE_DEBRIEF_BUTTON);
  FW_ASKING_PAGE_CLASS (klass)->ask = fw_risks_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_risks_page_dispose;
  page_class->focus = fw_risks_page_focus;
  page_class->copy = fw_risks_page_copy;
  page_class->list = fw_risks_page_list;
  page_class->is_table = TRUE;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/reviews/fw-risks-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwRisksPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwRisksPage, count);
  gtk_widget_class_bind_template_child (widget_class, FwRisksPage, judged);
  gtk_widget_class_bind_template_child (widget_class, FwRisksPage, title);
  gtk_widget_class_bind_template_child (widget_class, FwRisksPage, moves);
  gtk_widget_class_bind_template_child (widget_class, FwRisksPage, view);
  gtk_widget_class_bind_template_child (widget_class, FwRisksPage, debrief);
  gtk_widget_class_bind_template_child_full (widget_class, "board", FALSE, 0);
  gtk_widget_class_bind_template_callback (widget_class, move_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_install_action (widget_class, "risks.all", NULL, list_action);
}

static void
fw_risks_page_init (FwRisksPage *self)
{
  GtkBox *board;

  gtk_widget_init_template (GTK_WIDGET (self));
  board = GTK_BOX (gtk_widget_get_template_child (GTK_WIDGET (self), FW_TYPE_RISKS_PAGE, "board"));
  self->items = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  self->grid = FW_LIVE_GRID (fw_live_grid_new ("risks", _ ("Risk list")));
  fw_said_columns_add (self->grid, columns, G_N_ELEMENTS (columns), NULL);
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->items), NULL);
  fw_live_grid_remember (self->grid);
  g_signal_connect (self->grid, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_object (fw_live_grid_get_shown (self->grid), "selection-changed",
                           G_CALLBACK (selection_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_vexpand (GTK_WIDGET (self->grid), TRUE);
  gtk_box_append (board, GTK_WIDGET (self->grid));
  self->tick = g_timeout_add_seconds (TICK, tick_cb, self);
}
