/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-export.h"

#include "console/why/fw-why-sentence.h"
#include "console/why/fw-why-words.h"

#include <glib/gi18n-lib.h>

static void
append_cells (const FwWhyAnswer *answer, GPtrArray *cells, GString *text)
{
  for (guint i = 0; i < cells->len; i++)
    {
      const FwWhyCell *cell = g_ptr_array_index (cells, i);
      g_autofree char *name = fw_why_words_cell (cell);
      g_autofree char *effect = fw_why_words_effect (answer->metric, cell->effect);
      g_autofree char *interval = fw_why_words_interval (answer->metric, &cell->interval);
      g_autofree char *before = fw_why_words_figure (answer->metric, &cell->before);
      g_autofree char *now = fw_why_words_figure (answer->metric, &cell->now);
      g_autofree char *n = fw_format_count ((gint64) cell->now.n);

      g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", name, effect, interval, before,
                              now, n, fw_why_words_verdict (cell->verdict));
    }
}

char *
fw_why_export_text (const FwWhyAnswer *answer)
{
  GString *text = g_string_new (NULL);
  g_autofree char *report = fw_why_sentence_report (answer);

  g_string_append (text, report);
  for (guint i = 0; i < answer->splits->len; i++)
    {
      const FwWhySplit *split = g_ptr_array_index (answer->splits, i);

      g_string_append_printf (text, "\n%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
                              fw_why_words_attribute (split->attribute, split->title), _ ("Effect"),
                              _ ("Interval"), fw_why_words_before (answer->baseline),
                              C_ ("figure", "Now"), C_ ("number of contacts", "n"), _ ("Verdict"));
      append_cells (answer, split->cells, text);
    }
  return g_string_free (text, FALSE);
}

typedef struct
{
  FwPage *page;
  char *text;
} Export;

static void
free_export (Export *export)
{
  g_object_unref (export->page);
  g_free (export->text);
  g_free (export);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Export *export = data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    fw_page_show_error (export->page, error);
  else
    {
      g_autofree char *name = g_file_get_basename (G_FILE (source));
      g_autofree char *said = g_strdup_printf (_ ("Saved as %s"), name);

      fw_page_toast (export->page, said);
    }
  free_export (export);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  Export *export = data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      g_file_replace_contents_async (file, export->text, strlen (export->text), NULL, FALSE,
                                     G_FILE_CREATE_REPLACE_DESTINATION,
                                     fw_page_get_cancellable (export->page), written_cb, export);
    }
  else
    free_export (export);
  g_object_unref (dialog);
}

void
fw_why_export (FwPage *page, const FwWhyAnswer *answer)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkFileChooserNative *dialog;
  Export *export;

  g_return_if_fail (FW_IS_PAGE (page));

  dialog = gtk_file_chooser_native_new (_ ("Save the answer"),
                                        GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  export = g_new0 (Export, 1);
  export->page = g_object_ref (page);
  export->text = fw_why_export_text (answer);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), "why.tsv");
  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), export);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
