/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/print/fw-save.h"

#include "protocol/fw-csv-line.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf" /* or spreadsheets take it for another encoding */

typedef struct
{
  FwPage *page;
  void (*chosen) (FwPage *page, GFile *file, gpointer data);
  gpointer data;
  GDestroyNotify free_data;
} Choice;

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  Choice *choice = data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      choice->chosen (choice->page, file, choice->data);
    }
  if (choice->free_data != NULL)
    choice->free_data (choice->data);
  g_object_unref (choice->page);
  g_free (choice);
  g_object_unref (dialog);
}

void
fw_save_choose (FwPage *page,
                const char *title,
                const char *name,
                void (*chosen) (FwPage *page, GFile *file, gpointer data),
                gpointer data,
                GDestroyNotify free_data)
{
  GtkFileChooserNative *dialog;
  GtkRoot *root;
  Choice *choice;

  g_return_if_fail (FW_IS_PAGE (page));
  g_return_if_fail (chosen != NULL);

  root = gtk_widget_get_root (GTK_WIDGET (page));
  dialog = gtk_file_chooser_native_new (title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  choice = g_new0 (Choice, 1);
  choice->page = g_object_ref (page);
  choice->chosen = chosen;
  choice->data = data;
  choice->free_data = free_data;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), choice);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwPage) page = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *text = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      fw_page_show_error (page, error);
      return;
    }
  text = g_strdup_printf (_ ("Exported to %s"), name);
  fw_page_toast (page, text);
}

void
fw_save_write (FwPage *page, GFile *file, GBytes *bytes)
{
  g_return_if_fail (FW_IS_PAGE (page));
  g_return_if_fail (G_IS_FILE (file) && bytes != NULL);

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                       fw_page_get_cancellable (page), written_cb,
                                       g_object_ref (page));
}

GBytes *
fw_save_table_to_csv (const char *text)
{
  GString *csv = g_string_new (BYTE_ORDER_MARK);
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);

      if (cells[0] == NULL && lines[i + 1] != NULL)
        g_string_append_c (csv, '\n');
      for (guint j = 0; cells[j] != NULL; j++)
        fw_csv_append (csv, fw_text (cells[j]), cells[j + 1] == NULL);
    }
  return g_string_free_to_bytes (csv);
}

static void
table_chosen_cb (FwPage *page, GFile *file, gpointer data)
{
  g_autoptr (GBytes) csv = fw_save_table_to_csv (data);

  fw_save_write (page, file, csv);
}

void
fw_save_table (FwPage *page)
{
  char *text;
  g_autofree char *name = NULL;

  g_return_if_fail (FW_IS_PAGE (page));

  text = fw_page_list (page);
  if (text == NULL)
    {
      fw_page_toast (page, _ ("There is no table on this page to export"));
      return;
    }
  name = g_strdup_printf ("%s.csv", fw_page_get_name (page));
  fw_save_choose (page, _ ("Export"), name, table_chosen_cb, text, g_free);
}
