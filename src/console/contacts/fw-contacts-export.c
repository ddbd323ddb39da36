/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/contacts/fw-contacts-export.h"

#include "charts/fw-format.h"
#include "console/print/fw-save.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PART 1000 /* contacts asked for at once: the most the server gives */

typedef struct
{
  FwPage *page;
  char *query;
  guint64 total;
  guint64 done;
  GFile *file;
  GString *csv;
  void (*finished) (FwPage *page, const GError *error);
} Export;

static void fetch_part (Export *export);

static void
free_export (Export *export)
{
  g_object_unref (export->page);
  g_object_unref (export->file);
  g_free (export->query);
  g_string_free (export->csv, TRUE);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, free_export)

static void
finish (Export *export, const GError *error)
{
  g_autoptr (Export) owned = export;

  if (export->finished != NULL)
    export->finished (export->page, error);
  else if (error == NULL)
    {
      g_autofree char *number = fw_format_count ((gint64) export->total);
      g_autofree char *name = g_file_get_basename (export->file);
      g_autofree char *text = g_strdup_printf (_ ("%s contacts written to %s"), number, name);

      fw_page_toast (export->page, text);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fw_page_show_error (export->page, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  finish (data, error);
}

static void
part_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Export *export = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  const char *text, *body;
  gsize length;

  if (bytes == NULL)
    {
      finish (export, error);
      return;
    }
  text = g_bytes_get_data (bytes, &length);
  body = text;
  /* every part begins with the header line; one file has one */
  if (export->done > 0 && text != NULL)
    {
      body = memchr (text, '\n', length);
      body = body != NULL ? body + 1 : text + length;
    }
  if (text != NULL)
    g_string_append_len (export->csv, body, (gssize) (length - (gsize) (body - text)));
  export->done += PART;
  if (export->done < export->total)
    fetch_part (export);
  else
    g_file_replace_contents_async (export->file, export->csv->str, export->csv->len, NULL, FALSE,
                                   G_FILE_CREATE_REPLACE_DESTINATION,
                                   fw_page_get_cancellable (export->page), written_cb, export);
}

static void
fetch_part (Export *export)
{
  g_autofree char *path =
      g_strdup_printf ("contacts?%s&format=csv&offset=%" G_GUINT64_FORMAT "&limit=%d",
                       export->query, export->done, PART);

  fw_client_request_async (fw_page_get_client (export->page), "GET", path, NULL, NULL,
                           fw_page_get_cancellable (export->page), part_cb, export);
}

void
fw_contacts_export_to (FwPage *page,
                       const char *query,
                       guint64 total,
                       GFile *file,
                       void (*done) (FwPage *page, const GError *error))
{
  Export *export = g_new0 (Export, 1);

  export->page = g_object_ref (page);
  export->query = g_strdup (query);
  export->total = total;
  export->file = g_object_ref (file);
  export->csv = g_string_new (NULL);
  export->finished = done;
  fetch_part (export);
}

typedef struct
{
  char *query;
  guint64 total;
} Choice;

static void
free_choice (gpointer data)
{
  g_free (((Choice *) data)->query);
  g_free (data);
}

static void
chosen_cb (FwPage *page, GFile *file, gpointer data)
{
  Choice *choice = data;

  fw_contacts_export_to (page, choice->query, choice->total, file, NULL);
}

void
fw_contacts_export (FwPage *page, const char *query, guint64 total)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->query = g_strdup (query);
  choice->total = total;
  fw_save_choose (page, _ ("Export contacts"), "contacts.csv", chosen_cb, choice, free_choice);
}
