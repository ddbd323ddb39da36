/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/fw-exchange-private.h"
#include "server/fw-hub-private.h"

static char *
make_key (FwScope *scope, const FwQuestion *question)
{
  GString *key = g_string_new (fw_scope_get_digest (scope));

  for (guint i = 0; i < question->n_by; i++)
    g_string_append_printf (key, "\n%s", fw_dimension_to_name (question->by[i]));
  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    for (char **only = question->only[i]; only != NULL && *only != NULL; only++)
      g_string_append_printf (key, "\n%s=%s", fw_dimension_to_name ((FwDimension) i), *only);

  return g_string_free (key, FALSE);
}

static FwStream *
make_stream (FwExchange *exchange, FwAsked *query)
{
  FwStream *stream = g_new0 (FwStream, 1);
  FwScope *scope = fw_exchange_get_scope (exchange);

  stream->token = g_strdup (fw_exchange_get_token (exchange));
  stream->scope = fw_scope_ref (scope);
  stream->question = query->question;
  memset (&query->question, 0, sizeof query->question);
  stream->key = make_key (scope, &stream->question);
  stream->site = g_strdup (query->site->id);
  g_queue_init (&stream->out);
  fw_asked_clear (query);

  return stream;
}

void
fw_hub_answer (FwHub *self, FwExchange *exchange, FwAsked *query)
{
  FwHubMessage *message = g_new0 (FwHubMessage, 1);

  message->type = FW_HUB_ASK;
  message->exchange = exchange;
  message->stream = make_stream (exchange, query);
  if (fw_exchange_hold (exchange))
    {
      if (fw_hub_leave_message (self, message, FW_HUB_MAX_ASKS))
        return;
      fw_exchange_fail (exchange, FW_ERROR_BUSY, NULL, "too many such requests at once");
      fw_exchange_release (exchange);
    }
  fw_stream_free (message->stream);
  fw_hub_message_free (message);
}

typedef struct
{
  FwHub *hub;
  FwStream *stream;
  gboolean begun;
} Reader;

/* Called once when the head is out, to hand the connection to the hub, and once more when the hub
 * has done with it. */
static ssize_t
reader_cb (void *data, uint64_t position, char *buffer, size_t size)
{
  Reader *reader = data;
  FwHubMessage *message;

  if (reader->stream->ended || reader->begun)
    return MHD_CONTENT_READER_END_OF_STREAM;

  reader->begun = TRUE;
  message = g_new0 (FwHubMessage, 1);
  message->type = FW_HUB_STREAM;
  message->stream = reader->stream;
  MHD_suspend_connection (reader->stream->connection);
  if (fw_hub_leave_message (reader->hub, message, FW_HUB_MAX_MESSAGES))
    return 0;

  fw_hub_message_free (message);
  reader->stream->ended = TRUE;
  MHD_resume_connection (reader->stream->connection);
  return 0;
}

static void
reader_free_cb (void *data)
{
  Reader *reader = data;

  fw_stream_free (reader->stream);
  g_free (reader);
}

void
fw_hub_open (FwHub *self, FwExchange *exchange, FwAsked *query, guint64 last_event_id)
{
  Reader *reader = g_new0 (Reader, 1);
  g_autoptr (FwReply) reply = g_atomic_rc_box_new0 (FwReply);

  reader->hub = self;
  reader->stream = make_stream (exchange, query);
  reader->stream->connection = exchange->connection;
  reader->stream->fd = exchange->fd;
  reader->stream->last_event_id = last_event_id;

  reply->status = 200;
  reply->response =
      MHD_create_response_from_callback (MHD_SIZE_UNKNOWN, 1024, reader_cb, reader, reader_free_cb);
  MHD_add_response_header (reply->response, MHD_HTTP_HEADER_CONTENT_TYPE, "text/event-stream");
  MHD_add_response_header (reply->response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
  MHD_add_response_header (reply->response, "X-Accel-Buffering", "no");
  /* No chunks: what follows the head are the hub's bytes as they are, until the connection ends. */
  MHD_set_response_options (reply->response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
  fw_exchange_reply_shared (exchange, reply);
}
