/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-raw-client.h"

#include <stdlib.h>
#include <string.h>

/* Seconds. A machine may stand still for some; what never answers is told by the test's own limit.
 */
#define PATIENCE 60

void
fw_raw_answer_free (FwRawAnswer *answer)
{
  g_free (answer->head);
  g_free (answer->body);
  g_free (answer);
}

static GSocketConnection *
try_open (guint16 port, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GSocketConnection *connection =
      g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, error);

  if (connection != NULL)
    g_socket_set_timeout (g_socket_connection_get_socket (connection), PATIENCE);

  return connection;
}

GSocketConnection *
fw_raw_open (guint16 port)
{
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = try_open (port, &error);

  g_assert_no_error (error);
  return connection;
}

void
fw_raw_send (GSocketConnection *connection, const char *bytes, gssize length)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  /* The peer may refuse and close before it has taken all of it: that is no failure of the test. */
  g_output_stream_write_all (out, bytes, length < 0 ? strlen (bytes) : (gsize) length, NULL, NULL,
                             NULL);
}

static gssize
read_some (GSocketConnection *connection, GString *into)
{
  char piece[65536];
  gssize n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), piece,
                                  sizeof piece, NULL, NULL);

  if (n > 0)
    g_string_append_len (into, piece, n);
  return n;
}

static gsize
find_length (const char *head)
{
  g_autofree char *lower = g_ascii_strdown (head, -1);
  const char *field = strstr (lower, "\r\ncontent-length:");

  return field != NULL ? strtoul (field + 17, NULL, 10) : 0;
}

FwRawAnswer *
fw_raw_read (GSocketConnection *connection)
{
  FwRawAnswer *answer = g_new0 (FwRawAnswer, 1);
  g_autoptr (GString) all = g_string_new (NULL);
  const char *end = NULL;
  gsize head_length, body_length;

  while ((end = strstr (all->str, "\r\n\r\n")) == NULL)
    if (read_some (connection, all) <= 0)
      return answer;

  head_length = (gsize) (end - all->str) + 4;
  answer->head = g_strndup (all->str, head_length);
  body_length = find_length (answer->head);
  while (all->len < head_length + body_length && read_some (connection, all) > 0)
    ;

  answer->status = (guint) strtoul (all->str + strlen ("HTTP/1.1 "), NULL, 10);
  answer->body = g_strndup (all->str + head_length, all->len - head_length);
  return answer;
}

gboolean
fw_raw_is_closed (GSocketConnection *connection)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  char byte;

  g_socket_set_timeout (socket, 1);
  return g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), &byte, 1,
                              NULL, NULL) == 0;
}

FwRawAnswer *
fw_raw_ask (guint16 port, const char *bytes, gssize length)
{
  g_autoptr (GSocketConnection) connection = fw_raw_open (port);
  FwRawAnswer *answer;

  fw_raw_send (connection, bytes, length);
  answer = fw_raw_read (connection);
  answer->closed = fw_raw_is_closed (connection);

  return answer;
}

FwRawAnswer *
fw_raw_request (guint16 port,
                const char *method,
                const char *path,
                const char *token,
                const char *body,
                gssize length)
{
  g_autoptr (GSocketConnection) connection = try_open (port, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  if (connection == NULL)
    return g_new0 (FwRawAnswer, 1);

  g_string_append_printf (text, "%s /api/v1/%s HTTP/1.1\r\nHost: localhost\r\n", method, path);
  if (token != NULL)
    g_string_append_printf (text, "Authorization: Bearer %s\r\n", token);
  if (body != NULL)
    {
      gsize size = length < 0 ? strlen (body) : (gsize) length;

      g_string_append_printf (text, "Content-Length: %zu\r\n\r\n", size);
      g_string_append_len (text, body, (gssize) size);
    }
  else
    g_string_append (text, "\r\n");

  fw_raw_send (connection, text->str, (gssize) text->len);
  return fw_raw_read (connection);
}
