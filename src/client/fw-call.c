/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-call.h"

#include "client/fw-reach.h"
#include "core/fw-error.h"
#include "protocol/fw-json.h"

#define READ_SIZE (64 * 1024)

typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  JsonObject *refusal;
} Call;

static void
free_call (gpointer data)
{
  Call *call = data;

  g_clear_object (&call->message);
  g_clear_object (&call->stream);
  g_clear_pointer (&call->body, g_byte_array_unref);
  g_clear_pointer (&call->refusal, json_object_unref);
  g_free (call);
}

SoupSession *
fw_call_new_session (guint timeout)
{
  SoupSession *session;

  /* Read by libsoup when it opens its first connection; the setter on the message came later
   * than 3.2. */
  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);

  session =
      soup_session_new_with_options ("timeout", timeout, "idle-timeout", 60, "max-conns-per-host",
                                     8, "user-agent", "floorwalker/" FW_VERSION, NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_COOKIE_JAR);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_SNIFFER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CACHE);
  soup_session_set_proxy_resolver (session, NULL);
  return session;
}

SoupMessage *
fw_call_new_message (
    const char *server, const char *method, const char *path, const char *token, GError **error)
{
  g_autofree char *address = g_strconcat (server, "/api/v1/", path, NULL);
  g_autofree char *bearer = NULL;
  SoupMessage *message;

  if (!fw_reach_check (server, error))
    return NULL;

  message = soup_message_new (method, address);
  if (message == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "“%s” is not the address of a server, such as http://127.0.0.1:8780", server);
      return NULL;
    }

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (token != NULL)
    {
      bearer = g_strconcat ("Bearer ", token, NULL);
      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                    bearer);
    }
  return message;
}

GError *
fw_call_translate (GError *error)
{
  GError *translated;

  if (error->domain == FW_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return error;

  if (error->domain == SOUP_SESSION_ERROR &&
      (error->code == SOUP_SESSION_ERROR_PARSING || error->code == SOUP_SESSION_ERROR_ENCODING))
    translated = g_error_new (FW_ERROR, FW_ERROR_FAILED,
                              "what answers there is no Floorwalker server: %s", error->message);
  else
    translated = g_error_new (FW_ERROR, FW_ERROR_UNAVAILABLE, "the server does not answer: %s",
                              error->message);
  g_error_free (error);
  return translated;
}

static FwError
translate_status (guint status)
{
  static const struct
  {
    guint status;
    FwError code;
  } codes[] = {
    { 400, FW_ERROR_INVALID },     { 401, FW_ERROR_UNAUTHORISED }, { 403, FW_ERROR_FORBIDDEN },
    { 404, FW_ERROR_NOT_FOUND },   { 409, FW_ERROR_CONFLICT },     { 413, FW_ERROR_TOO_LARGE },
    { 415, FW_ERROR_INVALID },     { 429, FW_ERROR_BUSY },         { 502, FW_ERROR_UNAVAILABLE },
    { 503, FW_ERROR_UNAVAILABLE }, { 504, FW_ERROR_UNAVAILABLE },  { 507, FW_ERROR_FULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (codes[i].status == status)
      return codes[i].code;
  return FW_ERROR_FAILED;
}

GError *
fw_call_read_refusal (guint status, GBytes *body, JsonObject **refusal)
{
  g_autoptr (JsonObject) document = NULL;
  JsonObject *member = NULL;
  const char *message = NULL;
  gsize length;
  const char *data = g_bytes_get_data (body, &length);

  document = fw_json_parse_object (data != NULL ? data : "", length, NULL);
  if (document == NULL || !fw_json_get_object (document, "error", &member, NULL) ||
      !fw_json_get_text (member, "message", &message, NULL))
    return g_error_new (FW_ERROR, translate_status (status), "the server answered with status %u",
                        status);

  if (refusal != NULL)
    *refusal = json_object_ref (document);
  return g_error_new (FW_ERROR, translate_status (status), "%s", message);
}

static void
finish_call (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  guint status = soup_message_get_status (call->message);
  g_autoptr (GBytes) body = g_byte_array_free_to_bytes (g_steal_pointer (&call->body));

  /* 304: who asked with If-None-Match has the answer. */
  if ((status >= 200 && status < 300) || status == SOUP_STATUS_NOT_MODIFIED)
    g_task_return_pointer (task, g_steal_pointer (&body), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, fw_call_read_refusal (status, body, &call->refusal));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Call *call = g_task_get_task_data (task);
  g_autoptr (GBytes) chunk = NULL;
  GError *error = NULL;
  gsize size;

  chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (chunk == NULL)
    {
      g_task_return_error (task, fw_call_translate (error));
      return;
    }

  size = g_bytes_get_size (chunk);
  if (size == 0)
    {
      finish_call (task);
      return;
    }
  if (call->body->len + size > FW_CALL_MAX_ANSWER)
    {
      g_task_return_new_error (task, FW_ERROR, FW_ERROR_TOO_LARGE,
                               "the answer is longer than %d MiB", FW_CALL_MAX_ANSWER >> 20);
      return;
    }

  g_byte_array_append (call->body, g_bytes_get_data (chunk, NULL), (guint) size);
  g_input_stream_read_bytes_async (call->stream, READ_SIZE, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  call->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (call->stream == NULL)
    {
      g_task_return_error (task, fw_call_translate (error));
      return;
    }
  g_input_stream_read_bytes_async (call->stream, READ_SIZE, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

void
fw_call_send_async (SoupSession *session,
                    SoupMessage *message,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  call->message = g_object_ref (message);
  call->body = g_byte_array_new ();
  g_task_set_source_tag (task, fw_call_send_async);
  g_task_set_task_data (task, call, free_call);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, cancellable, sent_cb, task);
}

GBytes *
fw_call_send_finish (GAsyncResult *result, JsonObject **refusal, GError **error)
{
  Call *call = g_task_get_task_data (G_TASK (result));

  if (refusal != NULL)
    *refusal = call->refusal != NULL ? json_object_ref (call->refusal) : NULL;
  return g_task_propagate_pointer (G_TASK (result), error);
}
