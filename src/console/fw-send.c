/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-send.h"

typedef struct
{
  GObject *owner;
  FwSent done;
} Sent;

static void
sent_free (Sent *self)
{
  g_object_unref (self->owner);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sent, sent_free)

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Sent) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) answer = NULL;
  g_autofree char *refusal = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bytes != NULL)
    answer = fw_json_parse_bytes (bytes, &error);
  if (answer == NULL)
    refusal = fw_error_to_sentence (error);
  self->done (self->owner, answer, refusal);
}

void
fw_send (
    FwPage *page, const char *method, const char *path, GString *body, GObject *owner, FwSent done)
{
  g_autoptr (GBytes) bytes = body != NULL ? g_string_free_to_bytes (body) : NULL;
  Sent *sent;

  g_return_if_fail (FW_IS_PAGE (page) && method != NULL && path != NULL);
  g_return_if_fail (G_IS_OBJECT (owner) && done != NULL);

  sent = g_new (Sent, 1);
  *sent = (Sent){ g_object_ref (owner), done };
  fw_client_request_async (fw_page_get_client (page), method, path, bytes,
                           bytes != NULL ? "application/json" : NULL,
                           fw_page_get_cancellable (page), sent_cb, sent);
}

void
fw_send_post (FwPage *page, const char *path, GString *body, GObject *owner, FwSent done)
{
  fw_send (page, "POST", path, body, owner, done);
}
