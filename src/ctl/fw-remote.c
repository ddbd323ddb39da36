/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/fw-remote.h"

#include <libsoup/soup.h>

#include "client/fw-devices.h"
#include "client/fw-reach.h"
#include "core/fw-error.h"
#include "ctl/fw-ctl.h"
#include "protocol/fw-json.h"

#define MAX_ANSWER (256 * 1024 * 1024)
#define TIMEOUT_S 300 /* an import of a large file is answered when it is on disk */

struct _FwRemote
{
  SoupSession *session;
  char *server; /* as it was given */
  char *base;   /* "http://127.0.0.1:8780/api/v1/" */
  char *token;  /* (nullable) */
  gboolean signed_in;
};

FwRemote *
fw_remote_new (const char *server, const char *token, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (server, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GError) failure = NULL;
  FwRemote *self;

  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_userinfo (uri) != NULL ||
      (g_strcmp0 (g_uri_get_scheme (uri), "http") != 0 &&
       g_strcmp0 (g_uri_get_scheme (uri), "https") != 0))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "--server %s: expected an address such as http://127.0.0.1:8780", server);
      return NULL;
    }
  if (!fw_reach_check (server, &failure))
    {
      fw_usage_error (error, "--server %s; --allow-plain-http says so", failure->message);
      return NULL;
    }
  /* The library's HTTP/2 of this version is not to be relied on. */
  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);
  self = g_new0 (FwRemote, 1);
  self->session = soup_session_new_with_options ("timeout", TIMEOUT_S, "user-agent",
                                                 "floorwalkerctl/" FW_VERSION, NULL);
  self->base = g_strconcat (server, g_str_has_suffix (server, "/") ? "" : "/", "api/v1/", NULL);
  self->server = g_strdup (server);
  self->token = g_strdup (token);
  return self;
}

static void
read_refusal (guint status, GBytes *body, GError **error)
{
  g_autoptr (JsonObject) object = fw_json_parse_bytes (body, NULL);
  JsonObject *problem;
  const char *code, *message;

  if (object != NULL && fw_json_get_object (object, "error", &problem, NULL) &&
      fw_json_get_text (problem, "code", &code, NULL) &&
      fw_json_get_text (problem, "message", &message, NULL))
    g_set_error_literal (error, FW_ERROR, fw_error_from_name (code), message);
  else
    g_set_error (error, FW_ERROR, FW_ERROR_FAILED,
                 "the server answered with status %u and no reason", status);
}

static GBytes *
read_body (GInputStream *stream, GError **error)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autofree char *buffer = g_malloc (64 * 1024);

  for (;;)
    {
      gssize n = g_input_stream_read (stream, buffer, 64 * 1024, NULL, error);

      if (n < 0)
        return NULL;
      if (n == 0)
        break;
      if (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)) + n > MAX_ANSWER)
        {
          g_set_error_literal (error, FW_ERROR, FW_ERROR_TOO_LARGE,
                               "the answer is larger than 256 MiB");
          return NULL;
        }
      if (!g_output_stream_write_all (memory, buffer, n, NULL, NULL, error))
        return NULL;
    }
  g_output_stream_close (memory, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

GBytes *
fw_remote_request (FwRemote *self,
                   const char *method,
                   const char *path,
                   GBytes *body,
                   const char *content_type,
                   GBytes **refusal,
                   GError **error)
{
  g_autofree char *address = g_strconcat (self->base, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, address);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) failed = NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (self->token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                    bearer);
    }
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, content_type, body);
  stream = soup_session_send (self->session, message, NULL, &failed);
  if (stream != NULL)
    answer = read_body (stream, &failed);
  if (answer == NULL)
    {
      if (failed->domain == FW_ERROR)
        g_propagate_error (error, g_steal_pointer (&failed));
      else
        g_set_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE, "%s does not answer: %s", self->base,
                     failed->message);
      return NULL;
    }
  if (SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    return g_steal_pointer (&answer);
  read_refusal (soup_message_get_status (message), answer, error);
  if (refusal != NULL)
    *refusal = g_steal_pointer (&answer);
  return NULL;
}

gboolean
fw_remote_sign_in (FwRemote *self, const char *user, const char *password, GError **error)
{
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (JsonObject) object = NULL;
  const char *token, *device;

  body = fw_devices_make_sign_in (self->server, user, password);
  answer = fw_remote_request (self, "POST", "session", body, "application/json", NULL, error);
  if (answer == NULL)
    return FALSE;
  object = fw_json_parse_bytes (answer, error);
  if (object == NULL || !fw_json_get_text (object, "token", &token, error))
    return FALSE;
  g_free (self->token);
  self->token = g_strdup (token);
  self->signed_in = TRUE;
  if (fw_json_get_text (object, "device", &device, NULL))
    fw_devices_keep (self->server, user, device);
  return TRUE;
}

void
fw_remote_free (FwRemote *self)
{
  if (self == NULL)
    return;
  if (self->signed_in)
    {
      g_autoptr (GBytes) answer =
          fw_remote_request (self, "DELETE", "session", NULL, NULL, NULL, NULL);
    }
  g_object_unref (self->session);
  g_free (self->server);
  g_free (self->base);
  g_free (self->token);
  g_free (self);
}

void
fw_query_add (GString *path, const char *name, const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (path, "%c%s=%s", strchr (path->str, '?') != NULL ? '&' : '?', name,
                          escaped);
}
