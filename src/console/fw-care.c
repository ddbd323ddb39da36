/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-care.h"

#include "protocol/fw-json.h"

/* What was asked, to say so when it is done and to take it back. */
typedef struct
{
  FwPage *page;
  char *kind, *id;
  FwCare care; /* @kind and @id are those above; @to is not kept */
} Asked;

static Asked *
asked_new (FwPage *page, const FwCare *care)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->page = g_object_ref (page);
  asked->kind = g_strdup (care->kind);
  asked->id = g_strdup (care->id);
  asked->care = *care;
  asked->care.kind = asked->kind;
  asked->care.id = asked->id;
  asked->care.to = NULL;
  return asked;
}

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->page);
  g_free (asked->kind);
  g_free (asked->id);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
undo_cb (FwPage *page, gpointer data)
{
  FwCare back = ((const Asked *) data)->care;

  back.act = "release";
  back.minutes = 0;
  fw_care_send (page, &back);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  gboolean back = g_str_equal (asked->care.act, "release");
  const char *said = back ? asked->care.undone : asked->care.said;
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bytes == NULL)
    said = sentence = fw_error_to_sentence (error);
  if (said == NULL)
    return;
  if (bytes == NULL || back)
    fw_page_toast (asked->page, said);
  else
    fw_page_toast_undo (asked->page, said, undo_cb, asked_new (asked->page, &asked->care),
                        asked_free);
}

void
fw_care_send (FwPage *page, const FwCare *care)
{
  g_autoptr (GString) json = NULL;
  g_autoptr (GBytes) body = NULL;
  FwJsonWriter writer;

  g_return_if_fail (FW_IS_PAGE (page) && care != NULL && care->id != NULL);

  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  if (care->kind != NULL)
    fw_json_member_text (&writer, "kind", care->kind);
  fw_json_member_text (&writer, "id", care->id);
  fw_json_member_text (&writer, "act", care->act);
  if (care->minutes > 0)
    fw_json_member_integer (&writer, "minutes", care->minutes);
  if (care->to != NULL)
    fw_json_member_text (&writer, "to", care->to);
  fw_json_writer_end_object (&writer);
  body = g_bytes_new (json->str, json->len);
  fw_client_request_async (fw_page_get_client (page), "POST", care->path, body, "application/json",
                           fw_page_get_cancellable (page), done_cb, asked_new (page, care));
}
