/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/fw-exchange-private.h"
#include "server/fw-hub-private.h"

/* With its length, so that no value can pass for another question. */
static void
append_values (GString *key, const char *name, guint number, char **values)
{
  for (char **value = values; value != NULL && *value != NULL; value++)
    g_string_append_printf (key, "\n%s%u=%zu:%s", name, number, strlen (*value), *value);
}

static char *
make_key (FwScope *scope, const FwQuestion *question)
{
  GString *key = g_string_new (fw_scope_get_digest (scope));

  for (guint i = 0; i < question->n_by; i++)
    g_string_append_printf (key, "\n%s", fw_dimension_to_name (question->by[i]));
  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    append_values (key, "only", i, question->only[i]);
  for (guint i = 0; i < FW_CUBE_MAX_FILTERS; i++)
    append_values (key, "level", i, question->levels[i]);

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
fw_hub_free_stream (FwHub *self, FwStream *stream)
{
  FwHubPlaces *places = fw_hub_get_places (self);

  if (stream->session != NULL)
    {
      fw_quota_give_back (places->sessions, stream->session);
      fw_quota_give_back (places->networks, stream->network);
    }
  fw_stream_free (stream);
}

static void
refuse (FwExchange *exchange, const char *sentence)
{
  fw_exchange_add_header (exchange, MHD_HTTP_HEADER_RETRY_AFTER, "5");
  fw_exchange_fail (exchange, FW_ERROR_BUSY, NULL, "%s", sentence);
}

void
fw_hub_answer (FwHub *self, FwExchange *exchange, FwAsked *query)
{
  FwQuota *asks = fw_hub_get_places (self)->asks;
  const char *session = fw_exchange_get_session (exchange);
  FwHubMessage *message;

  if (!fw_quota_take (asks, session))
    {
      refuse (exchange, "too many such requests at once");
      return;
    }

  message = g_new0 (FwHubMessage, 1);
  message->type = FW_HUB_ASK;
  message->exchange = exchange;
  message->stream = make_stream (exchange, query);
  if (fw_exchange_hold (exchange))
    {
      if (fw_hub_leave_message (self, message, G_MAXUINT))
        return;
      fw_exchange_fail (exchange, FW_ERROR_UNAVAILABLE, NULL, "the server is stopping");
      fw_exchange_release (exchange);
    }
  fw_quota_give_back (asks, session);
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
  if (fw_hub_leave_message (reader->hub, message, G_MAXUINT))
    return 0;

  fw_hub_message_free (message);
  reader->stream->ended = TRUE;
  MHD_resume_connection (reader->stream->connection);
  return 0;
}

/* The topic is the hub's thread's: it takes back what it counted there. */
static void
reader_free_cb (void *data)
{
  Reader *reader = data;
  FwHubMessage *message = NULL;

  if (reader->stream->topic != NULL)
    {
      message = g_new0 (FwHubMessage, 1);
      message->type = FW_HUB_GONE;
      message->stream = reader->stream;
      if (fw_hub_leave_message (reader->hub, message, G_MAXUINT))
        {
          g_free (reader);
          return;
        }
      fw_hub_message_free (message);
    }
  fw_hub_free_stream (reader->hub, reader->stream);
  g_free (reader);
}

void
fw_hub_reply_stream (FwHub *self, FwExchange *exchange, FwStream *stream)
{
  Reader *reader = g_new0 (Reader, 1);
  g_autoptr (FwReply) reply = g_atomic_rc_box_new0 (FwReply);

  reader->hub = self;
  reader->stream = stream;

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

/* Replies where there is no place. */
static gboolean
take_places (FwHub *self, FwExchange *exchange)
{
  FwHubPlaces *places = fw_hub_get_places (self);
  const char *session = fw_exchange_get_session (exchange);

  if (!fw_quota_take (places->sessions, session))
    {
      refuse (exchange,
              "this session has too many live streams open: close some, or come again later");
      return FALSE;
    }
  if (!fw_quota_take (places->networks, fw_exchange_get_network (exchange)))
    {
      fw_quota_give_back (places->sessions, session);
      refuse (exchange, "too many live streams are open at this address: come again later");
      return FALSE;
    }

  return TRUE;
}

void
fw_hub_open (FwHub *self, FwExchange *exchange, FwAsked *query, guint64 last_event_id)
{
  FwHubMessage *message;
  FwStream *stream;

  if (!take_places (self, exchange))
    return;

  stream = make_stream (exchange, query);
  stream->connection = exchange->connection;
  stream->fd = exchange->fd;
  stream->last_event_id = last_event_id;
  stream->session = g_strdup (fw_exchange_get_session (exchange));
  stream->network = g_strdup (fw_exchange_get_network (exchange));

  message = g_new0 (FwHubMessage, 1);
  message->type = FW_HUB_ADMIT;
  message->exchange = exchange;
  message->stream = stream;
  if (fw_exchange_hold (exchange))
    {
      if (fw_hub_leave_message (self, message, G_MAXUINT))
        return;
      fw_exchange_fail (exchange, FW_ERROR_UNAVAILABLE, NULL, "the server is stopping");
      fw_exchange_release (exchange);
    }
  fw_hub_message_free (message);
  fw_hub_free_stream (self, stream);
}

void
fw_hub_check_sessions (FwHub *self)
{
  FwHubMessage *message = g_new0 (FwHubMessage, 1);

  message->type = FW_HUB_SESSIONS;
  if (!fw_hub_leave_message (self, message, FW_HUB_MAX_MESSAGES))
    fw_hub_message_free (message);
}

void
fw_hub_tell_kinds (FwHub *self)
{
  fw_hub_tell_records (self, "", "", 0);
}

void
fw_hub_tell_records (FwHub *self, const char *kind, const char *id, guint revision)
{
  FwHubMessage *message = g_new0 (FwHubMessage, 1);

  message->type = FW_HUB_RECORDS;
  message->kind = g_strdup (kind);
  message->id = g_strdup (id);
  message->revision = revision;
  if (!fw_hub_leave_message (self, message, FW_HUB_MAX_MESSAGES))
    fw_hub_message_free (message);
}

void
fw_hub_tell_record (FwHub *self, const FwRecord *record)
{
  g_return_if_fail (record != NULL);

  if (self != NULL)
    fw_hub_tell_records (self, fw_record_get_kind (record)->name, fw_record_get_id (record),
                         fw_record_get_revision (record));
}
