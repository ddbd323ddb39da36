/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-stream-reader.h"

#include <string.h>

#include "protocol/fw-json.h"

struct _FwStreamReader
{
  GSocketConnection *connection;
  GDataInputStream *lines;
};

FwStreamReader *
fw_stream_reader_open (guint16 port, const char *path, const char *token, const char *last)
{
  FwStreamReader *self = g_new0 (FwStreamReader, 1);
  g_autofree char *resume =
      last != NULL ? g_strconcat ("Last-Event-ID: ", last, "\r\n", NULL) : g_strdup ("");
  g_autofree char *request = g_strdup_printf ("GET /api/v1/%s HTTP/1.1\r\nHost: localhost\r\n"
                                              "Authorization: Bearer %s\r\n%s\r\n",
                                              path, token, resume);
  g_autofree char *status = NULL;

  self->connection = fw_raw_open (port);
  self->lines =
      g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (self->connection)));
  g_data_input_stream_set_newline_type (self->lines, G_DATA_STREAM_NEWLINE_TYPE_ANY);
  fw_raw_send (self->connection, request, -1);
  status = fw_stream_reader_next_line (self);
  g_assert_cmpstr (status, ==, "HTTP/1.1 200 OK");

  return self;
}

void
fw_stream_reader_free (FwStreamReader *self)
{
  g_object_unref (self->lines);
  g_object_unref (self->connection);
  g_free (self);
}

char *
fw_stream_reader_next_line (FwStreamReader *self)
{
  return g_data_input_stream_read_line (self->lines, NULL, NULL, NULL);
}

JsonObject *
fw_stream_reader_next (FwStreamReader *self, const char *type)
{
  gboolean wanted = FALSE;
  char *next;

  while ((next = fw_stream_reader_next_line (self)) != NULL)
    {
      g_autofree char *line = next;

      if (g_str_has_prefix (line, "event: "))
        wanted = strcmp (line + strlen ("event: "), type) == 0;
      else if (wanted && g_str_has_prefix (line, "data: "))
        {
          g_autoptr (GError) error = NULL;
          const char *data = line + strlen ("data: ");
          JsonObject *object = fw_json_parse_object (data, strlen (data), &error);

          g_assert_no_error (error);
          return object;
        }
    }

  return NULL;
}

GSocketConnection *
fw_stream_reader_get_connection (FwStreamReader *self)
{
  return self->connection;
}
