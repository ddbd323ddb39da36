/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-asked.h"

#include "protocol/fw-json.h"

typedef struct
{
  gpointer owner;
  FwAskedFunc func;
} Question;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (GObject) owner = question->owner;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) answer = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  answer = body != NULL ? fw_json_parse_bytes (body, NULL) : NULL;
  question->func (owner, answer);
}

void
fw_asked_get (
    FwClient *client, const char *path, GCancellable *cancellable, gpointer owner, FwAskedFunc func)
{
  Question *question;

  g_return_if_fail (FW_IS_CLIENT (client) && path != NULL && G_IS_OBJECT (owner) && func != NULL);

  question = g_new (Question, 1);
  *question = (Question){ g_object_ref (owner), func };
  fw_client_request_async (client, "GET", path, NULL, NULL, cancellable, answered_cb, question);
}
