/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/records/fw-record-transfer.h"

#include "console/import/fw-import-run.h"
#include "console/print/fw-save.h"
#include "console/records/fw-record-list.h"

typedef struct
{
  FwPage *page;
  GFile *file;
} Export;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);

  if (bytes != NULL)
    fw_save_write (export->page, export->file, bytes);
  else
    fw_page_show_error (export->page, error);
  g_object_unref (export->page);
  g_object_unref (export->file);
  g_free (export);
}

void
fw_record_transfer_export_to (FwPage *page, const FwKind *kind, const char *format, GFile *file)
{
  Export *export = g_new0 (Export, 1);
  g_autofree char *path = g_strdup_printf ("records/%s?format=%s", kind->name, format);

  export->page = g_object_ref (page);
  export->file = g_object_ref (file);
  fw_client_request_async (fw_page_get_client (page), "GET", path, NULL, NULL,
                           fw_page_get_cancellable (page), answered_cb, export);
}

/* What the file is called says what is written into it. */
static void
chosen_cb (FwPage *page, GFile *file, gpointer data)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *folded = g_utf8_casefold (name, -1);

  fw_record_transfer_export_to (page, data, g_str_has_suffix (folded, ".xlsx") ? "xlsx" : "csv",
                                file);
}

void
fw_record_transfer_export (FwPage *page, const FwKind *kind, const char *format)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", kind->name, format);

  fw_save_choose (page, _ ("Export"), name, chosen_cb, (gpointer) kind, NULL);
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
