/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-client-private.h"

#include "core/fw-error.h"

/* What a request knows beside its answer. */
typedef struct
{
  char *keep; /* the question, when its answer may be kept */
  SoupMessage *message;
  JsonObject *refusal;
} Request;

static void
free_request (gpointer data)
{
  Request *request = data;

  g_free (request->keep);
  g_clear_object (&request->message);
  g_clear_pointer (&request->refusal, json_object_unref);
  g_free (request);
}

/* Answers worth a page's first frame next time: not parts of a list further on; contacts and logs
 * name customers and stay out of the file. */
static gboolean
may_keep (const char *method, const char *path)
{
  static const char *const kept[] = { "kpi", "live", "names", "records/" };

  static const char *const passing[] = { "format=", "after=", "skip=", "changed_since=" };

  if (!g_str_equal (method, SOUP_METHOD_GET) || g_str_has_suffix (path, "/log"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (passing); i++)
    if (strstr (path, passing[i]) != NULL)
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (g_str_has_prefix (path, kept[i]))
      return TRUE;
  return FALSE;
}

static void
requested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  FwClient *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  g_autoptr (GBytes) answer = NULL;
  GError *error = NULL;

  answer = fw_call_send_finish (result, &request->refusal, &error);
  if (self->token != NULL)
    fw_client_learn_from (self, error);
  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (request->keep != NULL)
    {
      fw_answers_take (self->answers, request->keep, request->message, &answer);
      fw_client_remember (self, request->keep, answer);
    }
  g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify) g_bytes_unref);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  FwClient *self = g_task_get_source_object (task);
  g_autoptr (GInputStream) stream = NULL;
  SoupMessage *message = g_task_get_task_data (task);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  GError *error = NULL;
  guint status;

  stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (stream == NULL)
    {
      g_task_return_error (task, fw_call_translate (error));
      return;
    }

  status = soup_message_get_status (message);
  if (status == SOUP_STATUS_OK)
    {
      g_task_return_pointer (task, g_steal_pointer (&stream), g_object_unref);
      return;
    }
  error = fw_call_read_refusal (status, nothing, NULL);
  fw_client_learn_from (self, error);
  g_task_return_error (task, error);
}

void
fw_client_request_async (FwClient *self,
                         const char *method,
                         const char *path,
                         GBytes *body,
                         const char *content_type,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (SoupMessage) message = NULL;
  GError *error = NULL;
  Request *request;

  g_return_if_fail (FW_IS_CLIENT (self));
  g_return_if_fail (method != NULL && path != NULL);
  g_return_if_fail (body == NULL || content_type != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, fw_client_request_async);
  request = g_new0 (Request, 1);
  request->keep = may_keep (method, path) ? g_strdup (path) : NULL;
  g_task_set_task_data (task, request, free_request);

  message = fw_call_new_message (self->server, method, path, self->token, &error);
  if (message == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, content_type, body);
  if (request->keep != NULL)
    fw_answers_ask (self->answers, path, message);
  request->message = g_object_ref (message);
  /* A file may take the server minutes, in which it says nothing. */
  fw_call_send_async (g_strcmp0 (content_type, FW_CLIENT_FILE) == 0 ? self->streams : self->session,
                      message, cancellable, requested_cb, g_steal_pointer (&task));
}

GBytes *
fw_client_request_finish (FwClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

JsonObject *
fw_client_get_refusal (GAsyncResult *result)
{
  Request *request;

  g_return_val_if_fail (g_async_result_is_tagged (result, fw_client_request_async), NULL);

  request = g_task_get_task_data (G_TASK (result));
  return request->refusal;
}

void
fw_client_open_stream_async (FwClient *self,
                             const char *path,
                             const char *last_event_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SoupMessage *message;
  GError *error = NULL;

  g_return_if_fail (FW_IS_CLIENT (self));
  g_return_if_fail (path != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, fw_client_open_stream_async);
  message = fw_call_new_message (self->server, SOUP_METHOD_GET, path, self->token, &error);
  if (message == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, message, g_object_unref);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept",
                                "text/event-stream");
  if (last_event_id != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Last-Event-ID",
                                  last_event_id);
  soup_session_send_async (self->streams, message, G_PRIORITY_DEFAULT, cancellable, opened_cb,
                           g_steal_pointer (&task));
}

GInputStream *
fw_client_open_stream_finish (FwClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
recalled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autofree gint64 *at = g_new0 (gint64, 1);
  GError *error = NULL;
  GBytes *answer = fw_cache_lookup_finish (FW_CACHE (source), result, at, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, g_steal_pointer (&at), g_free);
  g_task_return_pointer (task, answer, (GDestroyNotify) g_bytes_unref);
}

void
fw_client_recall_async (FwClient *self,
                        const char *path,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FW_IS_CLIENT (self));
  g_return_if_fail (path != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, fw_client_recall_async);
  if (self->cache == NULL)
    g_task_return_new_error (task, FW_ERROR, FW_ERROR_NOT_FOUND, "nothing is kept");
  else
    fw_cache_lookup_async (self->cache, self->realm, path, cancellable, recalled_cb,
                           g_steal_pointer (&task));
}

GBytes *
fw_client_recall_finish (FwClient *self, GAsyncResult *result, gint64 *at, GError **error)
{
  return fw_cache_lookup_finish (NULL, result, at, error);
}

void
fw_client_remember (FwClient *self, const char *path, GBytes *answer)
{
  g_return_if_fail (FW_IS_CLIENT (self));
  g_return_if_fail (path != NULL && answer != NULL);

  if (self->cache != NULL)
    fw_cache_store (self->cache, self->realm, path, answer);
}
