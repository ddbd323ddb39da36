/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/import/fw-import-run.h"

#include "charts/fw-format.h"
#include "console/fw-page.h"
#include "console/import/fw-import-watch.h"
#include "console/import/fw-report-view.h"
#include "core/fw-error.h"
#include "protocol/fw-json.h"

#define PULSE_MS 120

struct _FwImportRun
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *choose;
  GtkProgressBar *progress;
  GtkLabel *progress_label;
  GtkLabel *heading;
  GtkLabel *problem;
  FwReportView *report;
  GtkButton *confirm;

  FwClient *client;
  GCancellable *cancellable;
  GFile *file;
  GBytes *bytes;
  char *path;
  gboolean importing;   /* for real, not the dry run */
  gboolean stopping;    /* an import that somebody has cancelled */
  FwImportWatch *watch; /* (nullable): while the server works */
  char *doing;          /* what is under way, with name and size */
  gint64 began;         /* monotonic µs */
  guint pulse_source;
};

enum
{
  DONE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwImportRun, fw_import_run, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* How far it is, where that is told; else how long it takes. */
static void
show_progress (FwImportRun *self)
{
  guint seconds = (guint) ((g_get_monotonic_time () - self->began) / G_USEC_PER_SEC);
  g_autofree char *far =
      self->watch != NULL ? fw_import_watch_describe (self->watch) : g_strdup ("");
  g_autofree char *text = NULL;

  if (self->doing == NULL)
    return;
  if (self->stopping)
    text = g_strdup (_ ("Stopping"));
  else if (*far != '\0')
    text = g_strdup_printf ("%s · %s", self->doing, far);
  else
    text = g_strdup_printf ("%s · %u:%02u", self->doing, seconds / 60, seconds % 60);
  if (!g_str_equal (text, gtk_label_get_text (self->progress_label)))
    gtk_label_set_text (self->progress_label, text);
}

static gboolean
pulse_cb (gpointer user_data)
{
  FwImportRun *self = FW_IMPORT_RUN (user_data);

  double fraction = self->watch != NULL ? fw_import_watch_get_fraction (self->watch) : -1;

  if (fraction < 0 || self->stopping)
    gtk_progress_bar_pulse (self->progress);
  else
    gtk_progress_bar_set_fraction (self->progress, fraction);
  show_progress (self);
  return G_SOURCE_CONTINUE;
}

static void
set_stage (FwImportRun *self, const char *stage)
{
  gtk_stack_set_visible_child_name (self->stack, stage);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  if (g_str_equal (stage, "reading"))
    self->pulse_source = g_timeout_add (PULSE_MS, pulse_cb, self);
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
show_problem (FwImportRun *self, const GError *error)
{
  g_autofree char *sentence = NULL;
  g_autofree char *name = get_file_name (self);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  sentence = fw_error_to_sentence (error);
  gtk_label_set_text (self->heading, name);
  gtk_label_set_text (self->problem, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->report), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->confirm), FALSE);
  set_stage (self, "report");
}

/* Returns: (transfer full): the line above the report. */
static char *
make_heading (FwImportRun *self, JsonObject *report)
{
  g_autofree char *name = get_file_name (self);
  g_autofree char *count = NULL;
  JsonObject *floor;
  gboolean cancelled = FALSE;
  gint64 stored = 0;

  if (!self->importing)
    return g_strdup_printf (_ ("%s: nothing is written yet"), name);
  if (fw_json_has (report, "cancelled"))
    fw_json_get_boolean (report, "cancelled", &cancelled, NULL);
  if (!cancelled)
    return g_strdup_printf (_ ("%s is imported"), name);
  if (fw_json_get_object (report, "floor", &floor, NULL))
    fw_json_get_integer (floor, "events", &stored, NULL);
  count = fw_format_count (stored);
  return g_strdup_printf (_ ("%s: stopped after %s rows, which stay. The same file imported again "
                             "brings the rest and none twice."),
                          name, count);
}

static void
show_report (FwImportRun *self, JsonObject *object)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *heading = make_heading (self, object);
  g_autofree char *label = NULL;
  gint64 accepted;

  if (!fw_report_view_show (self->report, object, &error))
    {
      show_problem (self, error);
      return;
    }
  accepted = fw_report_view_get_accepted (self->report);
  label = g_strdup_printf (ngettext ("Import %d row", "Import %d rows", (gulong) accepted),
                           (int) accepted);
  gtk_label_set_text (self->heading, heading);
  gtk_button_set_label (self->confirm, label);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->report), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->confirm), !self->importing && accepted > 0);
  set_stage (self, "report");
  if (self->importing)
    g_signal_emit (self, signals[DONE], 0);
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
  if (answer != NULL)
    object =
        fw_json_parse_object (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), &error);
  if (object == NULL)
    show_problem (self, error);
  else
    show_report (self, object);
}

/* "import?format=calls" with what this request adds to it. A file of records is short: the server
 * tells nothing of how far it is. */
static char *
make_path (FwImportRun *self, gboolean dry_run)
{
  GString *path = g_string_new (self->path);

  if (dry_run)
    g_string_append_printf (path, "%cdry_run=1", strchr (path->str, '?') != NULL ? '&' : '?');
  if (g_str_has_prefix (self->path, "import?"))
    {
      self->watch = fw_import_watch_new (self->client);
      g_string_append_printf (path, "&ticket=%s", fw_import_watch_get_ticket (self->watch));
    }
  return g_string_free (path, FALSE);
}

static void
send (FwImportRun *self, gboolean dry_run)
{
  g_autofree char *path = NULL;
  g_autofree char *size = g_format_size (g_bytes_get_size (self->bytes));
  g_autofree char *name = get_file_name (self);

  end_watch (self);
  self->importing = !dry_run;
  path = make_path (self, dry_run);
  g_free (self->doing);
  self->doing = dry_run ? g_strdup_printf (_ ("Reading %s (%s)"), name, size)
                        : g_strdup_printf (_ ("Importing %s (%s)"), name, size);
  self->began = g_get_monotonic_time ();
  show_progress (self);
  set_stage (self, "reading");
  fw_client_request_async (self->client, "POST", path, self->bytes, FW_CLIENT_FILE,
                           self->cancellable, answered_cb, g_object_ref (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwImportRun) self = FW_IMPORT_RUN (user_data);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  if (self->bytes == NULL)
    show_problem (self, error);
  else
    send (self, TRUE);
}

static void
sized_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwImportRun) self = FW_IMPORT_RUN (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (info != NULL && g_file_info_get_size (info) > FW_IMPORT_MAX_FILE)
    g_set_error (&error, FW_ERROR, FW_ERROR_TOO_LARGE,
                 "the file has more than %d MiB; floorwalkerctl import takes it",
                 FW_IMPORT_MAX_FILE >> 20);
  if (error != NULL)
    {
      show_problem (self, error);
      return;
    }
  g_file_load_bytes_async (G_FILE (source), self->cancellable, loaded_cb, g_object_ref (self));
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

/* Of an import that has begun, the report says how much of it is in; all else just ends. */
static void
cancel_clicked_cb (FwImportRun *self)
{
  if (self->importing && self->watch != NULL && fw_import_watch_is_seen (self->watch))
    {
      self->stopping = TRUE;
      fw_import_watch_cancel (self->watch);
      show_progress (self);
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
  g_clear_handle_id (&self->pulse_source, g_source_remove);
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
  g_free (self->doing);

  G_OBJECT_CLASS (fw_import_run_parent_class)->finalize (object);
}

static void
fw_import_run_class_init (FwImportRunClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FW_TYPE_REPORT_VIEW);
  G_OBJECT_CLASS (klass)->dispose = fw_import_run_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_import_run_finalize;
  signals[DONE] = g_signal_new ("done", FW_TYPE_IMPORT_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/import/fw-import-run.ui");
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, stack);
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, choose);
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, progress);
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, progress_label);
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, heading);
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, problem);
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, report);
  gtk_widget_class_bind_template_child (widget_class, FwImportRun, confirm);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, fw_import_run_confirm);
}

static void
fw_import_run_init (FwImportRun *self)
{
  GtkDropTarget *target;

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
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
fw_import_run_read_file (FwImportRun *self, GFile *file)
{
  g_return_if_fail (FW_IS_IMPORT_RUN (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (self->path != NULL);

  stop (self);
  g_set_object (&self->file, file);
  self->importing = FALSE;
  g_clear_pointer (&self->doing, g_free);
  gtk_label_set_text (self->progress_label, "");
  set_stage (self, "reading");
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, self->cancellable, sized_cb, g_object_ref (self));
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
