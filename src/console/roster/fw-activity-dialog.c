/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/roster/fw-activity-dialog.h"

#include "console/fw-form-dialog.h"
#include "console/fw-lines.h"
#include "console/fw-send.h"
#include "console/records/fw-date-entry.h"
#include "console/records/fw-record-batch-writer.h"
#include "console/roster/fw-activity-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define SAYS_WIDTH 480 /* pixels */
#define SAYS_HEIGHT 240

typedef struct
{
  FwPage *page;
  char *path;
  GtkEditable *first, *last;
  GtkCheckButton *publish;
  GtkBox *says;
  JsonObject *answer;        /* (nullable): to the days as they stand */
  GCancellable *cancellable; /* of the question on its way */
} Dialog;

static void
dialog_free (gpointer data)
{
  Dialog *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->answer, json_object_unref);
  g_object_unref (self->page);
  g_free (self->path);
  g_free (self);
}

/* ---- what it would be ---- */

static void
permit (Dialog *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->says));
  const gboolean publish = gtk_check_button_get_active (self->publish);

  if (ADW_IS_MESSAGE_DIALOG (root))
    adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (root), "answer",
                                             self->answer != NULL &&
                                                 fw_activity_has_work (self->answer, publish));
}

static void
say (Dialog *self, const char *text)
{
  fw_lines_clear (self->says);
  fw_lines_add_wrapped (self->says, text, "body");
  permit (self);
}

/* @text: (transfer full) */
static void
add (Dialog *self, char *text, const char *style)
{
  if (*text != '\0')
    fw_lines_add_wrapped (self->says, text, style);
  g_free (text);
}

static JsonArray *
get_array (JsonObject *object, const char *member)
{
  JsonArray *array = NULL;

  return fw_json_get_array (object, member, &array, NULL) ? array : NULL;
}

static void
add_occasion (Dialog *self, JsonObject *occasion)
{
  JsonArray *groups = get_array (occasion, "groups");
  JsonObject *praised = fw_json_find_object (occasion, "praised");
  const guint n = groups != NULL ? json_array_get_length (groups) : 0;
  char *rest = fw_activity_write_rest (occasion);

  if (n > 0 || *rest != '\0')
    add (self, fw_activity_write_heading (occasion), "heading");
  for (guint i = 0; i < n; i++)
    add (self,
         fw_activity_write_group (occasion, fw_json_find_element (groups, i),
                                  fw_json_find_yes (self->answer, "phones")),
         "body");
  if (n > 0 && praised != NULL)
    add (self, fw_activity_write_praised (praised), "dim-label");
  add (self, rest, "dim-label");
}

static void
add_tasks (Dialog *self)
{
  JsonArray *tasks = get_array (self->answer, "tasks");
  const guint n = tasks != NULL ? json_array_get_length (tasks) : 0;

  if (n > 0)
    fw_lines_add_wrapped (self->says, _ ("Tasks"), "heading");
  for (guint i = 0; i < n; i++)
    add (self, fw_activity_write_task (fw_json_find_element (tasks, i)), "body");
  if (fw_json_find_yes (self->answer, "tasks_shared"))
    fw_lines_add_wrapped (
        self->says, _ ("Tasks belong to the whole site: who may change all of it plans them."),
        "dim-label");
}

static void
show_answer (Dialog *self)
{
  JsonArray *occasions = get_array (self->answer, "occasions");

  fw_lines_clear (self->says);
  add (self, fw_activity_write_sum (self->answer), "body");
  add_tasks (self);
  for (guint i = 0; occasions != NULL && i < json_array_get_length (occasions); i++)
    add_occasion (self, fw_json_find_element (occasions, i));
  permit (self);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  Dialog *self = data;
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* another question is on its way, or the dialog is gone */
  if (bytes != NULL)
    self->answer = fw_json_parse_bytes (bytes, &error);
  if (self->answer != NULL)
    {
      show_answer (self);
      return;
    }
  sentence = fw_error_to_sentence (error);
  say (self, sentence);
}

static GString *
make_body (Dialog *self, gboolean dry)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "first", gtk_editable_get_text (self->first));
  fw_json_member_text (&writer, "last", gtk_editable_get_text (self->last));
  fw_json_member_boolean (&writer, "try", dry);
  if (!dry)
    fw_json_member_boolean (&writer, "publish", gtk_check_button_get_active (self->publish));
  fw_json_writer_end_object (&writer);
  return json;
}

static void
ask (Dialog *self)
{
  g_autoptr (GBytes) body = NULL;
  gint32 day;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->answer, json_object_unref);
  if (!fw_date_parse (fw_text (gtk_editable_get_text (self->first)), &day) ||
      !fw_date_parse (fw_text (gtk_editable_get_text (self->last)), &day))
    {
      say (self, _ ("Expected dates such as 2026-11-21."));
      return;
    }
  permit (self);
  body = g_string_free_to_bytes (make_body (self, TRUE));
  fw_client_request_async (fw_page_get_client (self->page), "POST", self->path, body,
                           "application/json", self->cancellable, answered_cb, self);
}

/* ---- to write it ---- */

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwPage) page = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL, *sentence = NULL;
  const FwWriteOutcome outcome = fw_record_write_all_finish (result, &reason, &error);

  if (outcome == FW_WRITE_STORED || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (outcome == FW_WRITE_WAITING)
    {
      fw_page_toast_waiting (page);
      return;
    }
  sentence = reason != NULL ? g_strdup (reason) : fw_error_to_sentence (error);
  fw_page_toast (page, sentence);
}

/* @data: the ids of what was written. */
static void
undo (FwPage *page, gpointer data)
{
  FwClient *client = fw_page_get_client (page);
  g_autoptr (GArray) changes = fw_record_changes_new ();

  for (char **id = data; *id != NULL; id++)
    {
      const FwRecordChange change = { fw_record_new (fw_client_find_kind (client, "activity"), *id),
                                      TRUE };

      fw_record_set_revision (change.record, 1);
      g_array_append_val (changes, change);
    }
  fw_record_write_all_async (client, changes, undone_cb, g_object_ref (page));
}

static void
written_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  FwPage *page = FW_PAGE (owner);
  g_autofree char *text = answer != NULL ? fw_activity_write_done (answer) : g_strdup (refusal);
  g_auto (GStrv) made = answer != NULL ? fw_json_find_texts (answer, "written") : NULL;

  if (made != NULL && made[0] != NULL)
    fw_page_toast_undo (page, text, undo, g_steal_pointer (&made), (GDestroyNotify) g_strfreev);
  else
    fw_page_toast (page, *text != '\0' ? text : _ ("There was nothing left to plan."));
}

static void
write_all (gpointer data)
{
  Dialog *self = data;

  fw_send_post (self->page, self->path, make_body (self, FALSE), G_OBJECT (self->page), written_cb);
}

/* ---- the form ---- */

static GtkEditable *
add_date (GtkWidget *grid, const char *name, gint32 day, int row)
{
  GtkWidget *entry = fw_date_entry_new ();
  g_autofree char *text = fw_date_format (day);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  fw_form_grid_add (grid, name, entry, row);
  return GTK_EDITABLE (entry);
}

/* It is scrolled by the keys, and the dialog stays as large while it changes. */
static GtkWidget *
create_says (Dialog *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *says = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->says = GTK_BOX (says);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), says);
  gtk_widget_set_size_request (scrolled, SAYS_WIDTH, SAYS_HEIGHT);
  gtk_widget_set_focusable (scrolled, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Who goes when"), -1);
  return scrolled;
}

static GtkWidget *
create_form (Dialog *self, gint32 first, gint32 last)
{
  GtkWidget *grid = fw_form_grid_new ();
  GtkWidget *publish = gtk_check_button_new_with_mnemonic (_ ("_Publish at once"));

  self->first = add_date (grid, _ ("First day"), first, 0);
  self->last = add_date (grid, _ ("Last day"), last, 1);
  self->publish = GTK_CHECK_BUTTON (publish);
  gtk_widget_set_tooltip_text (
      publish, _ ("Then the day expects nobody at the phones meanwhile; drafts of before are "
                  "published with it"));
  gtk_grid_attach (GTK_GRID (grid), publish, 1, 2, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), create_says (self), 0, 3, 2, 1);
  return grid;
}

static void
watch (Dialog *self)
{
  g_signal_connect_swapped (self->first, "changed", G_CALLBACK (ask), self);
  g_signal_connect_swapped (self->last, "changed", G_CALLBACK (ask), self);
  g_signal_connect_swapped (self->publish, "toggled", G_CALLBACK (permit), self);
}

static gint32
get_tomorrow (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return fw_date_from_civil (g_date_time_get_year (now), (guint) g_date_time_get_month (now),
                             (guint) g_date_time_get_day_of_month (now)) +
         1;
}

void
fw_activity_dialog_present (FwPage *page, FwRecord *template)
{
  const gint32 first = get_tomorrow ();
  g_autofree char *escaped = NULL, *heading = NULL;
  gint64 ahead;
  Dialog *self;
  GtkWidget *form;

  g_return_if_fail (FW_IS_PAGE (page) && template != NULL);

  self = g_new0 (Dialog, 1);
  ahead = CLAMP (fw_record_integer (template, "ahead"), 1, 100);
  escaped = g_uri_escape_string (fw_record_get_id (template), NULL, FALSE);
  self->page = g_object_ref (page);
  self->path = g_strdup_printf ("calendar-templates/%s/plan", escaped);
  self->cancellable = g_cancellable_new ();
  form = create_form (self, first, first + (gint32) ahead - 1);
  watch (self);
  /* Translators: the name of a calendar template */
  heading = g_strdup_printf (_ ("Plan “%s”"), fw_record_text (template, "name"));
  fw_form_dialog_present (
      GTK_WIDGET (page),
      &(const FwFormDialog){ .heading = heading,
                             .body =
                                 _ ("Each at the least costly time, as the roster stands with its "
                                    "drafts."),
                             .answer = C_ ("activities", "Plan"),
                             .form = form,
                             .focus = GTK_WIDGET (self->last) },
      write_all, self, dialog_free);
  ask (self);
}
