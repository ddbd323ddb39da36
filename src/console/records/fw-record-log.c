/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/records/fw-record-log.h"

#include "charts/fw-moment.h"
#include "console/fw-page.h"
#include "console/records/fw-account-names.h"
#include "core/fw-error.h"
#include "protocol/fw-json.h"

#define SHOWN_MOST 50 /* lines */

struct _FwRecordLog
{
  AdwBin parent_instance;

  GtkExpander *expander;
  GtkBox *lines;

  FwClient *client;
  FwRecord *record;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (FwRecordLog, fw_record_log, ADW_TYPE_BIN)

void
fw_record_log_clear_lines (GtkBox *lines)
{
  GtkWidget *child;

  g_return_if_fail (GTK_IS_BOX (lines));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (lines))) != NULL)
    gtk_box_remove (lines, child);
}

void
fw_record_log_add_line (GtkBox *lines, const char *text, gboolean quiet)
{
  GtkWidget *label = gtk_label_new (text);

  g_return_if_fail (GTK_IS_BOX (lines));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_widget_add_css_class (label, quiet ? "caption" : "log-line");
  if (quiet)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (lines, label);
}

static char *
describe_value (FwRecordLog *self, const char *field, JsonObject *change, const char *member)
{
  const FwKind *kind = fw_record_get_kind (self->record);
  gint index = fw_kind_find_field (kind, field);
  g_autoptr (FwRecord) scratch = NULL;
  const char *text;

  if (!fw_json_has (change, member) || !fw_json_get_text (change, member, &text, NULL) ||
      *text == '\0')
    return g_strdup ("—");
  scratch = fw_record_copy (self->record);
  if (index < 0 || !fw_record_parse (scratch, (guint) index, fw_text (text), NULL))
    return g_strdup (text);
  return fw_record_format_field (scratch, index, fw_record_list_title, self->client);
}

static void
show_change (FwRecordLog *self, JsonObject *change)
{
  const FwKind *kind = fw_record_get_kind (self->record);
  const char *at, *account, *field;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *line = NULL;
  g_autofree char *moment = NULL;
  g_autofree char *who = NULL;
  gint index;

  if (!fw_json_get_text (change, "at", &at, NULL) ||
      !fw_json_get_text (change, "account", &account, NULL) ||
      !fw_json_get_text (change, "field", &field, NULL))
    return;
  index = fw_kind_find_field (kind, field);
  before = describe_value (self, field, change, "before");
  after = describe_value (self, field, change, "after");
  line = g_strdup_printf (_ ("%s: %s → %s"), index >= 0 ? _ (kind->fields[index].label) : field,
                          before, after);
  moment = fw_moment_describe (at);
  who = g_strdup_printf ("%s · %s", moment, fw_account_names_find (self->client, account));
  fw_record_log_add_line (self->lines, line, FALSE);
  fw_record_log_add_line (self->lines, who, TRUE);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRecordLog) self = FW_RECORD_LOG (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *sentence = NULL;
  JsonArray *changes;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->record == NULL)
    return;
  fw_record_log_clear_lines (self->lines);
  if (answer != NULL)
    object = fw_json_parse_bytes (answer, &error);
  if (object == NULL || !fw_json_get_array (object, "changes", &changes, &error))
    {
      sentence = fw_error_to_sentence (error);
      fw_record_log_add_line (self->lines, sentence, TRUE);
      return;
    }
  for (guint i = 0; i < MIN (json_array_get_length (changes), SHOWN_MOST); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (changes, i)))
      show_change (self, json_array_get_object_element (changes, i));
  if (json_array_get_length (changes) == 0)
    fw_record_log_add_line (self->lines, _ ("Nothing was changed since it was made."), TRUE);
}

char *
fw_record_log_make_path (FwRecord *record)
{
  g_autofree char *escaped = g_uri_escape_string (fw_record_get_id (record), NULL, FALSE);

  return g_strdup_printf ("records/%s/%s/log", fw_record_get_kind (record)->name, escaped);
}

static void
expanded_cb (FwRecordLog *self)
{
  g_autofree char *path = NULL;

  if (!gtk_expander_get_expanded (self->expander) || self->record == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  path = fw_record_log_make_path (self->record);
  fw_client_request_async (self->client, "GET", path, NULL, NULL, self->cancellable, answered_cb,
                           g_object_ref (self));
}

static void
fw_record_log_dispose (GObject *object)
{
  FwRecordLog *self = FW_RECORD_LOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->client);
  g_clear_pointer (&self->record, fw_record_unref);

  G_OBJECT_CLASS (fw_record_log_parent_class)->dispose (object);
}

static void
fw_record_log_finalize (GObject *object)
{
  g_clear_object (&FW_RECORD_LOG (object)->cancellable);

  G_OBJECT_CLASS (fw_record_log_parent_class)->finalize (object);
}

static void
fw_record_log_class_init (FwRecordLogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_record_log_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_record_log_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/records/fw-record-log.ui");
  gtk_widget_class_bind_template_child (widget_class, FwRecordLog, expander);
  gtk_widget_class_bind_template_child (widget_class, FwRecordLog, lines);
  gtk_widget_class_bind_template_callback (widget_class, expanded_cb);
}

static void
fw_record_log_init (FwRecordLog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fw_record_log_show (FwRecordLog *self, FwClient *client, FwRecord *record)
{
  g_return_if_fail (FW_IS_RECORD_LOG (self));

  g_set_object (&self->client, client);
  g_clear_pointer (&self->record, fw_record_unref);
  self->record = record != NULL ? fw_record_ref (record) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), record != NULL);
  fw_record_log_clear_lines (self->lines);
  expanded_cb (self);
}
