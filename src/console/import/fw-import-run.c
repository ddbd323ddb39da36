/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/import/fw-import-run.h"

#include "console/fw-page.h"
#include "console/import/fw-import-file.h"
#include "console/import/fw-import-progress.h"
#include "console/import/fw-import-sentence.h"
#include "console/import/fw-import-watch.h"
#include "console/import/fw-mapping-view.h"
#include "console/import/fw-report-view.h"
#include "protocol/fw-json.h"

struct _FwImportRun
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *choose;
  FwImportProgress *progress;
  GtkLabel *heading;
  GtkWidget *problem_box;
  GtkLabel *problem;
  GtkWidget *mend;
  GtkSpinner *spinner;
  FwReportView *report;
  GtkWidget *list_box; /* what there is of a call list alone */
  FwMappingView *mapping;
  GtkBox *foot;
  GtkButton *show_days;
  GtkButton *confirm;

  FwClient *client;
  GCancellable *cancellable;
  GFile *file;
  GBytes *bytes;
  char *path;
  gboolean importing;   /* for real, not the dry run */
  gboolean imported;    /* the report on screen is about what is in */
  gboolean inspecting;  /* the file that is shown is read once more, under another mapping */
  gboolean offers_days; /* a way to the days that came in is shown */
  gint64 rejected;      /* of the last reading */
  gboolean stopping;    /* an import that somebody has cancelled */
  FwImportWatch *watch; /* (nullable): while the server works */
};

enum
{
  DONE,
  SHOW_DAYS,
  INSPECTED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwImportRun, fw_import_run, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
set_stage (FwImportRun *self, const char *stage)
{
  gtk_stack_set_visible_child_name (self->stack, stage);
  if (!g_str_equal (stage, "reading"))
    fw_import_progress_stop (self->progress);
}

static void
end_watch (FwImportRun *self)
{
  if (self->watch != NULL)
    fw_import_watch_stop (self->watch);
  g_clear_object (&self->watch);
  self->stopping = FALSE;
}

static char *
get_file_name (FwImportRun *self)
{
  g_autofree char *name = self->file != NULL ? g_file_get_basename (self->file) : NULL;

  return name != NULL ? g_filename_display_name (name) : g_strdup ("");
}

static void
show_sentence (FwImportRun *self, const char *sentence)
{
  gtk_label_set_text (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->problem_box, sentence != NULL);
  gtk_widget_set_visible (self->mend, FALSE);
}

static void
show_problem (FwImportRun *self, const GError *error)
{
  g_autofree char *sentence = NULL;
  g_autofree char *name = get_file_name (self);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  sentence = fw_error_to_sentence (error);
  gtk_label_set_text (self->heading, name);
  show_sentence (self, sentence);
  /* What a mapping made worse is still there to be mended. */
  gtk_widget_set_visible (self->list_box, self->inspecting);
  gtk_widget_set_visible (GTK_WIDGET (self->report), self->inspecting);
  gtk_widget_set_visible (GTK_WIDGET (self->confirm), FALSE);
  set_stage (self, "report");
}

/* Returns: (transfer full): the line above the report. */
static char *
make_heading (FwImportRun *self, JsonObject *report)
{
  g_autofree char *name = get_file_name (self);

  return self->importing ? fw_import_sentence_done (name, report)
                         : g_strdup_printf (_ ("%s: nothing is written yet"), name);
}

static gboolean
is_inspected (FwImportRun *self)
{
  return g_str_has_prefix (self->path, "import?");
}

static void
label_confirm (FwImportRun *self, gint64 accepted)
{
  g_autofree char *label = fw_import_sentence_button (accepted, self->rejected);

  gtk_button_set_label (self->confirm, label);
  if (self->rejected > 0)
    gtk_widget_remove_css_class (GTK_WIDGET (self->confirm), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->confirm), "suggested-action");
  gtk_widget_set_visible (GTK_WIDGET (self->confirm), !self->imported && accepted > 0);
}

static void
show_report (FwImportRun *self, JsonObject *object)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *heading = make_heading (self, object);
  gint64 first, last;

  if (!fw_report_view_show (self->report, object, &error))
    {
      show_problem (self, error);
      return;
    }
  self->imported = self->importing;
  self->rejected = 0;
  fw_json_get_integer (object, "rejected", &self->rejected, NULL);
  gtk_label_set_text (self->heading, heading);
  show_sentence (self, NULL);
  label_confirm (self, fw_report_view_get_accepted (self->report));
  /* Of a list that is mended what has the focus stays. */
  if (self->imported || !is_inspected (self))
    gtk_widget_set_visible (self->list_box, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->report), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->show_days),
                          self->imported && self->offers_days &&
                              fw_import_run_get_period (self, &first, &last));
  set_stage (self, "report");
  if (!self->imported)
    return;
  if (gtk_widget_get_visible (GTK_WIDGET (self->show_days)))
    gtk_widget_grab_focus (GTK_WIDGET (self->show_days));
  g_signal_emit (self, signals[DONE], 0);
}

static void
focus_next (FwImportRun *self)
{
  if (gtk_widget_get_visible (self->mend))
    gtk_widget_grab_focus (self->mend);
  else if (gtk_widget_get_visible (GTK_WIDGET (self->confirm)))
    gtk_widget_grab_focus (GTK_WIDGET (self->confirm));
}

/* The report of a reading that may have been refused, and of a list how it was understood. */
static void
show_inspection (FwImportRun *self, JsonObject *object)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwInspection) inspection = fw_inspection_new (object, &error);
  g_autofree char *sentence = NULL;
  gboolean is_list;

  if (inspection == NULL)
    {
      show_problem (self, error);
      return;
    }
  is_list = inspection->is_list;
  show_report (self, inspection->report);
  sentence = fw_import_sentence_refused (inspection, fw_report_view_get_accepted (self->report),
                                         self->rejected);
  show_sentence (self, sentence);
  if (is_list)
    fw_mapping_view_show (self->mapping, g_steal_pointer (&inspection));
  gtk_widget_set_visible (self->list_box, is_list);
  gtk_widget_set_visible (self->mend, is_list && fw_mapping_view_has_question (self->mapping));
  if (!self->inspecting)
    focus_next (self);
  g_signal_emit (self, signals[INSPECTED], 0);
}

/* Why nothing of the file may be taken, above what was seen of it. */
static void
show_refusal (FwImportRun *self, const GError *error, JsonObject *refusal)
{
  JsonObject *report;

  show_problem (self, error);
  if (refusal != NULL && fw_json_has (refusal, "report") &&
      fw_json_get_object (refusal, "report", &report, NULL))
    gtk_widget_set_visible (GTK_WIDGET (self->report),
                            fw_report_view_show (self->report, report, NULL));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwImportRun) self = FW_IMPORT_RUN (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) object = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* another one may be under way */
  end_watch (self);
  gtk_spinner_set_spinning (self->spinner, FALSE);
  if (answer != NULL)
    object = fw_json_parse_bytes (answer, &error);
  if (object == NULL)
    show_refusal (self, error, fw_client_get_refusal (result));
  else if (is_inspected (self) && !self->importing)
    show_inspection (self, object);
  else
    show_report (self, object);
  self->inspecting = FALSE;
}

static void
add_query (GString *path, const char *name, const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (path, "%c%s=%s", strchr (path->str, '?') != NULL ? '&' : '?', name,
                          escaped);
}

/* Where files are inspected they come with what was said of them. */
static void
add_mapping (FwImportRun *self, GString *path, gboolean dry_run)
{
  FwMappingDraft *draft = fw_mapping_view_get_draft (self->mapping);
  g_autofree char *json = fw_mapping_draft_to_json (draft);

  if (!fw_mapping_draft_is_empty (draft))
    add_query (path, "map", json);
  if (dry_run)
    g_string_insert (path, strlen ("import"), "/inspect");
  else if (self->rejected > 0)
    add_query (path, "skip_rejected", "1");
  self->watch = fw_import_watch_new (self->client);
  add_query (path, "ticket", fw_import_watch_get_ticket (self->watch));
}

/* "import?format=calls" with what this request adds to it. A file of records is short: the server
 * tells nothing of how far it is. */
static char *
make_path (FwImportRun *self, gboolean dry_run)
{
  GString *path = g_string_new (self->path);

  if (is_inspected (self))
    add_mapping (self, path, dry_run);
  else if (dry_run)
    add_query (path, "dry_run", "1");
  return g_string_free (path, FALSE);
}

static void
send (FwImportRun *self, gboolean dry_run)
{
  g_autofree char *path = NULL;
  g_autofree char *doing = NULL;
  g_autofree char *size = g_format_size (g_bytes_get_size (self->bytes));
  g_autofree char *name = get_file_name (self);

  end_watch (self);
  self->importing = !dry_run;
  self->imported = FALSE;
  path = make_path (self, dry_run);
  doing = dry_run ? g_strdup_printf (_ ("Reading %s (%s)"), name, size)
                  : g_strdup_printf (_ ("Importing %s (%s)"), name, size);
  fw_import_progress_start (self->progress, doing, self->watch);
  /* A file that is mended stays on screen while it is read again: the hands are on it. */
  if (self->inspecting)
    gtk_spinner_set_spinning (self->spinner, TRUE);
  else
    set_stage (self, "reading");
  fw_client_request_async (self->client, "POST", path, self->bytes, FW_CLIENT_FILE,
                           self->cancellable, answered_cb, g_object_ref (self));
}

static void
stop (FwImportRun *self)
{
  if (self->watch != NULL && fw_import_watch_is_seen (self->watch))
    fw_import_watch_cancel (self->watch);
  end_watch (self);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
inspect_again (FwImportRun *self)
{
  stop (self);
  self->inspecting = TRUE;
  send (self, TRUE);
}

static void
mapping_changed_cb (FwImportRun *self)
{
  if (self->bytes != NULL && !self->importing)
    inspect_again (self);
}

static void
show_days_clicked_cb (FwImportRun *self)
{
  g_signal_emit (self, signals[SHOW_DAYS], 0);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwImportRun) self = FW_IMPORT_RUN (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_import_file_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = g_steal_pointer (&bytes);
  if (self->bytes == NULL)
    show_problem (self, error);
  else
    send (self, TRUE);
}

static void
file_chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      fw_import_run_read_file (FW_IMPORT_RUN (user_data), file);
    }
  g_object_unref (dialog);
}

static void
choose_clicked_cb (FwImportRun *self)
{
  GtkFileChooserNative *dialog;

  dialog = gtk_file_chooser_native_new (_ ("Choose a file to import"),
                                        GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                        GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  g_signal_connect_object (dialog, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* Of an import that has begun, the report says how much of it is in; all else just ends. */
static void
cancel_clicked_cb (FwImportRun *self)
{
  if (self->importing && self->watch != NULL && fw_import_watch_is_seen (self->watch))
    {
      self->stopping = TRUE;
      fw_import_watch_cancel (self->watch);
      fw_import_progress_tell_stopping (self->progress);
      return;
    }
  stop (self);
  set_stage (self, "choose");
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  fw_import_run_read_file (FW_IMPORT_RUN (user_data), g_value_get_object (value));
  return TRUE;
}

static void
fw_import_run_dispose (GObject *object)
{
  FwImportRun *self = FW_IMPORT_RUN (object);

  end_watch (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);

  G_OBJECT_CLASS (fw_import_run_parent_class)->dispose (object);
}

static void
fw_import_run_finalize (GObject *object)
{
  FwImportRun *self = FW_IMPORT_RUN (object);

  g_clear_object (&self->cancellable);
  g_free (self->path);

  G_OBJECT_CLASS (fw_import_run_parent_class)->finalize (object);
}

static void
fw_import_run_class_init (FwImportRunClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FW_TYPE_REPORT_VIEW);
  G_OBJECT_CLASS (klass)->dispose = fw_import_run_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_import_run_finalize;
  g_type_ensure (FW_TYPE_IMPORT_PROGRESS);
  signals[SHOW_DAYS] = g_signal_new ("show-days", FW_TYPE_IMPORT_RUN, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
  signals[INSPECTED] = g_signal_new ("inspected", FW_TYPE_IMPORT_RUN, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
  signals[DONE] = g_signal_new ("done", FW_TYPE_IMPORT_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/import/fw-import-run.ui");
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, stack);
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, choose);
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, progress);
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, heading);
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, problem);
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, report);
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, confirm);
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, spinner);
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, problem_box);
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, mend);
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, show_days);
  gtk_widget_class_bind_template_callback (widget_class, show_days_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, fw_import_run_confirm);
}

static void
add_list_box (FwImportRun *self)
{
  self->list_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  self->mapping = g_object_new (FW_TYPE_MAPPING_VIEW, NULL);
  g_signal_connect_object (self->mend, "clicked", G_CALLBACK (fw_mapping_view_focus_question),
                           self->mapping, G_CONNECT_SWAPPED);
  self->foot = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_set_visible (self->list_box, FALSE);
  g_signal_connect_object (self->mapping, "changed", G_CALLBACK (mapping_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->list_box), GTK_WIDGET (self->mapping));
  gtk_box_append (GTK_BOX (self->list_box), GTK_WIDGET (self->foot));
  fw_report_view_put (self->report, self->list_box);
}

static void
fw_import_run_init (FwImportRun *self)
{
  GtkDropTarget *target;

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_list_box (self);
  target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

void
fw_import_run_bind (FwImportRun *self, FwClient *client, const char *title, const char *description)
{
  g_return_if_fail (FW_IS_IMPORT_RUN (self));

  g_set_object (&self->client, client);
  adw_status_page_set_title (self->choose, title);
  adw_status_page_set_description (self->choose, description);
}

void
fw_import_run_set_path (FwImportRun *self, const char *path)
{
  g_return_if_fail (FW_IS_IMPORT_RUN (self));

  if (g_strcmp0 (path, self->path) == 0)
    return;
  g_free (self->path);
  self->path = g_strdup (path);
  /* The report on screen is about another reading: do it again. */
  if (self->bytes != NULL && !self->importing &&
      !g_str_equal (fw_import_run_get_stage (self), "choose"))
    {
      stop (self);
      send (self, TRUE);
    }
}

void
fw_import_run_set_mapping (FwImportRun *self, const char *json)
{
  g_return_if_fail (FW_IS_IMPORT_RUN (self));

  fw_mapping_view_begin (self->mapping, json);
  if (g_str_equal (fw_import_run_get_stage (self), "report") && !self->imported)
    mapping_changed_cb (self);
}

FwMappingView *
fw_import_run_get_mapping (FwImportRun *self)
{
  g_return_val_if_fail (FW_IS_IMPORT_RUN (self), NULL);

  return self->mapping;
}

GtkBox *
fw_import_run_get_foot (FwImportRun *self)
{
  g_return_val_if_fail (FW_IS_IMPORT_RUN (self), NULL);

  return self->foot;
}

void
fw_import_run_offer_days (FwImportRun *self)
{
  g_return_if_fail (FW_IS_IMPORT_RUN (self));

  self->offers_days = TRUE;
}

gboolean
fw_import_run_get_period (FwImportRun *self, gint64 *first, gint64 *last)
{
  g_return_val_if_fail (FW_IS_IMPORT_RUN (self) && first != NULL && last != NULL, FALSE);

  fw_report_view_get_period (self->report, first, last);
  return *last != 0;
}

void
fw_import_run_read_file (FwImportRun *self, GFile *file)
{
  g_return_if_fail (FW_IS_IMPORT_RUN (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (self->path != NULL);

  stop (self);
  g_set_object (&self->file, file);
  self->importing = self->inspecting = FALSE;
  fw_import_progress_start (self->progress, "", NULL);
  set_stage (self, "reading");
  fw_import_file_load_async (file, self->cancellable, loaded_cb, g_object_ref (self));
}

const char *
fw_import_run_get_stage (FwImportRun *self)
{
  g_return_val_if_fail (FW_IS_IMPORT_RUN (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}

void
fw_import_run_confirm (FwImportRun *self)
{
  g_return_if_fail (FW_IS_IMPORT_RUN (self));

  if (self->bytes != NULL && !self->importing)
    send (self, FALSE);
}
