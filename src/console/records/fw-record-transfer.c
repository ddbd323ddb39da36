/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/records/fw-record-transfer.h"

#include "console/import/fw-import-run.h"
#include "console/records/fw-record-list.h"

typedef struct
{
  FwPage *page;
  const FwKind *kind;
  char *format;
  GFile *file;
  GBytes *bytes;
} Export;

static void
free_export (Export *export)
{
  g_clear_object (&export->page);
  g_clear_object (&export->file);
  g_clear_pointer (&export->bytes, g_bytes_unref);
  g_free (export->format);
  g_free (export);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (export->file);
  g_autofree char *text = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    fw_page_show_error (export->page, error);
  else
    {
      text = g_strdup_printf (_ ("Exported to %s"), name);
      fw_page_toast (export->page, text);
    }
  free_export (export);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  g_autoptr (GError) error = NULL;

  export->bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  if (export->bytes == NULL)
    {
      fw_page_show_error (export->page, error);
      free_export (export);
      return;
    }
  g_file_replace_contents_bytes_async (export->file, export->bytes, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE, NULL, written_cb, export);
}

void
fw_record_transfer_export_to (FwPage *page, const FwKind *kind, const char *format, GFile *file)
{
  Export *export = g_new0 (Export, 1);
  g_autofree char *path = g_strdup_printf ("records/%s?format=%s", kind->name, format);

  export->page = g_object_ref (page);
  export->kind = kind;
  export->format = g_strdup (format);
  export->file = g_object_ref (file);
  fw_client_request_async (fw_page_get_client (page), "GET", path, NULL, NULL,
                           fw_page_get_cancellable (page), answered_cb, export);
}

static void
place_chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  FwPage *page = FW_PAGE (user_data);
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      fw_record_transfer_export_to (page, g_object_get_data (G_OBJECT (dialog), "kind"),
                                    g_object_get_data (G_OBJECT (dialog), "format"), file);
    }
  g_object_unref (dialog);
}

void
fw_record_transfer_export (FwPage *page, const FwKind *kind, const char *format)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", kind->name, format);
  GtkFileChooserNative *dialog;

  dialog = gtk_file_chooser_native_new (_ ("Export"),
                                        GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_object_set_data (G_OBJECT (dialog), "kind", (gpointer) kind);
  g_object_set_data_full (G_OBJECT (dialog), "format", g_strdup (format), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (place_chosen_cb), page, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
imported_cb (FwRecordList *list)
{
  fw_record_list_refresh (list);
}

void
fw_record_transfer_import (FwPage *page, const FwKind *kind)
{
  FwClient *client = fw_page_get_client (page);
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *run = g_object_new (FW_TYPE_IMPORT_RUN, NULL);
  g_autofree char *path = g_strdup_printf ("records/%s/import", kind->name);
  /* Translators: %s is the plural of a kind of record, such as Teams. */
  g_autofree char *title = g_strdup_printf (_ ("Import: %s"), _ (kind->plural));

  fw_import_run_bind (FW_IMPORT_RUN (run), client, title,
                      _ ("A CSV or XLSX file with the columns that an export has. It is read first "
                         "and shown; nothing is "
                         "written before you say so."));
  fw_import_run_set_path (FW_IMPORT_RUN (run), path);
  g_signal_connect_object (run, "done", G_CALLBACK (imported_cb), fw_record_list_get (client, kind),
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), run);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 560);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window),
                                GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))));
  gtk_window_present (GTK_WINDOW (window));
}
