/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-hub-private.h"

#include <string.h>
#include <time.h>

#include "protocol/fw-json.h"
#include "server/fw-live-watch.h"

#define SECOND G_USEC_PER_SEC
#define TOPIC_KEEP                                                                                 \
  (300 * SECOND) /* after its last stream left: who comes back soon gets the frames between */
#define SESSION_CHECK (10 * SECOND) /* a stream ends when its session does */

struct _FwHub
{
  FwCentre *centre;
  FwSessions *sessions;
  GThread *thread;
  guint watch_id;

  GMutex lock; /* for the next five */
  GCond woken;
  GQueue messages;  /* FwHubMessage */
  gboolean changed; /* since the last frames */
  gboolean closing;
  FwHubFigures figures;

  /* The thread's own. */
  FwLiveWatch *watch;
  GHashTable *topics; /* char* -> FwLiveTopic */
  GPtrArray *streams; /* FwStream; in libmicrohttpd's keeping */
  gint64 last_frames;
  gint64 last_second;
  gint64 last_session_check;
};

void
fw_hub_message_free (FwHubMessage *message)
{
  g_free (message->kind);
  g_free (message->id);
  g_free (message);
}

/* ---- topics ---- */

static void
drop_idle_topics (FwHub *self, gint64 now)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->topics);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (fw_live_topic_add_streams (value, 0, fw_live_topic_get_idle_since (value)) == 0 &&
        now - fw_live_topic_get_idle_since (value) > TOPIC_KEEP)
      g_hash_table_iter_remove (&iter);
}

static FwLiveTopic *
find_topic (FwHub *self, const FwStream *stream, gint64 now, GError **error)
{
  FwLiveTopic *topic = g_hash_table_lookup (self->topics, stream->key);

  if (topic != NULL)
    return topic;

  if (g_hash_table_size (self->topics) >= FW_HUB_MAX_TOPICS)
    {
      drop_idle_topics (self, now + TOPIC_KEEP);
      if (g_hash_table_size (self->topics) >= FW_HUB_MAX_TOPICS)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_BUSY, "too many different live views are open");
          return NULL;
        }
    }

  topic = fw_live_topic_new (
      fw_live_source_new (self->centre, stream->scope, &stream->question, stream->site), now);
  g_hash_table_insert (self->topics, g_strdup (stream->key), topic);

  return topic;
}

static gboolean
update_topic (
    FwHub *self, FwLiveTopic *topic, const FwLiveFloor *floor, guint64 generation, GError **error)
{
  guint64 number = fw_live_topic_get_number (topic);

  if (!fw_live_topic_update (topic, floor, fw_live_watch_get_alerts (self->watch), generation,
                             error))
    return FALSE;

  if (fw_live_topic_get_number (topic) != number)
    {
      g_mutex_lock (&self->lock);
      self->figures.frames_made++;
      g_mutex_unlock (&self->lock);
    }

  return TRUE;
}

/* A topic that nobody watched is behind. */
static FwLiveTopic *
get_current_topic (FwHub *self, const FwStream *stream, GError **error)
{
  gint64 now = g_get_real_time ();
  guint64 generation = fw_centre_get_generation (self->centre);
  FwLiveTopic *topic = find_topic (self, stream, now, error);
  g_autoptr (FwLiveFloor) floor = NULL;

  if (topic == NULL)
    return NULL;
  if (fw_live_topic_get_generation (topic) == generation &&
      now - fw_live_topic_get_updated (topic) < SECOND)
    return topic;

  floor = fw_live_floor_take (self->centre, now);
  return update_topic (self, topic, floor, generation, error) ? topic : NULL;
}

static void
update_topics (FwHub *self)
{
  gint64 now = g_get_real_time ();
  guint64 generation = fw_centre_get_generation (self->centre);
  g_autoptr (FwLiveFloor) floor = fw_live_floor_take (self->centre, now);
  GHashTableIter iter;
  gpointer value;

  fw_live_watch_step (self->watch, floor);
  g_hash_table_iter_init (&iter, self->topics);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      g_autoptr (GError) error = NULL;

      if (fw_live_topic_add_streams (value, 0, fw_live_topic_get_idle_since (value)) > 0 &&
          !update_topic (self, value, floor, generation, &error))
        g_warning ("live: %s", error->message);
    }
}

/* ---- streams ---- */

static void
end_stream (FwHub *self, FwStream *stream)
{
  if (stream->topic != NULL)
    fw_live_topic_add_streams (stream->topic, -1, g_get_real_time ());

  /* From here on it is libmicrohttpd's, which frees it. */
  stream->ended = TRUE;
  MHD_resume_connection (stream->connection);
}

static void
end_stream_at (FwHub *self, guint i)
{
  end_stream (self, self->streams->pdata[i]);
  g_ptr_array_remove_index_fast (self->streams, i);
}

static void
begin_stream (FwHub *self, FwStream *stream, gint64 now)
{
  static const char hello[] = "retry: 500\nevent: hello\ndata: {\"retry_ms\":500}\n\n";
  g_autoptr (GBytes) greeting = g_bytes_new_static (hello, sizeof hello - 1);
  g_autoptr (GError) error = NULL;
  FwLiveTopic *topic = get_current_topic (self, stream, &error);
  guint64 has = stream->last_event_id;

  if (topic == NULL)
    {
      g_message ("live: %s", error->message);
      end_stream (self, stream);
      return;
    }

  stream->topic = topic;
  fw_live_topic_add_streams (topic, 1, g_get_real_time ());
  g_ptr_array_add (self->streams, stream);
  fw_stream_push (stream, greeting);

  stream->next = fw_live_topic_get_number (topic) + 1;
  if (has != 0 && (has == stream->next - 1 || fw_live_topic_get_frame (topic, has + 1) != NULL))
    stream->next = has + 1;
  else
    {
      g_autoptr (GBytes) whole = fw_live_topic_ref_whole (topic);

      fw_stream_push (stream, whole);
    }
  stream->last_sent = now;
}

static void
flush_streams (FwHub *self, gint64 now)
{
  guint64 sent = 0;

  for (guint i = 0; i < self->streams->len;)
    {
      FwStream *stream = self->streams->pdata[i];
      guint64 next = stream->next;

      if (fw_stream_flush (stream, now))
        {
          sent += stream->next - next;
          i++;
        }
      else
        end_stream_at (self, i);
    }

  g_mutex_lock (&self->lock);
  self->figures.frames_sent += sent;
  self->figures.n_streams = self->streams->len;
  g_mutex_unlock (&self->lock);
}

static void
comment_silent_streams (FwHub *self, gint64 now)
{
  g_autoptr (GBytes) comment = g_bytes_new_static (":\n\n", 3);

  for (guint i = 0; i < self->streams->len; i++)
    {
      FwStream *stream = self->streams->pdata[i];

      /* asked once a second: a longer wait would let up to two seconds pass between two signs of
       * life */
      if (stream->out.length == 0 && now - stream->last_sent > SECOND / 4)
        fw_stream_push (stream, comment);
    }
}

static void
check_sessions (FwHub *self)
{
  for (guint i = 0; i < self->streams->len;)
    {
      FwStream *stream = self->streams->pdata[i];
      g_autoptr (FwScope) scope = fw_sessions_check (self->sessions, stream->token, NULL);

      if (scope != NULL &&
          strcmp (fw_scope_get_digest (scope), fw_scope_get_digest (stream->scope)) == 0)
        i++;
      else
        end_stream_at (self, i);
    }
}

static GBytes *
make_records_event (const char *kind, const char *id, guint revision)
{
  GString *text = g_string_new ("event: records\ndata: ");
  FwJsonWriter writer;

  fw_json_writer_init (&writer, text);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "kind", kind);
  fw_json_member_text (&writer, "id", id);
  fw_json_member_integer (&writer, "revision", revision);
  fw_json_writer_end_object (&writer);
  g_string_append (text, "\n\n");

  return g_string_free_to_bytes (text);
}

static void
tell_records (FwHub *self, const FwHubMessage *message)
{
  g_autoptr (GBytes) full = make_records_event (message->kind, message->id, message->revision);
  g_autoptr (GBytes) bare = make_records_event (message->kind, "", 0);

  for (guint i = 0; i < self->streams->len;)
    {
      FwStream *stream = self->streams->pdata[i];

      if (fw_stream_push (stream, fw_scope_is_whole (stream->scope) ? full : bare))
        i++;
      else
        end_stream_at (self, i);
    }
}

/* ---- one whole frame ---- */

static void
answer_ask (FwHub *self, const FwHubMessage *message)
{
  g_autoptr (GError) error = NULL;
  FwLiveTopic *topic = get_current_topic (self, message->stream, &error);

  if (topic == NULL)
    fw_exchange_reply_error (message->exchange, error);
  else
    {
      GString *json = g_string_new (NULL);

      fw_live_topic_write (topic, json);
      fw_exchange_reply_json (message->exchange, 200, json);
    }
  fw_exchange_release (message->exchange);
  fw_stream_free (message->stream);
}

/* ---- the thread ---- */

static void
handle_message (FwHub *self, FwHubMessage *message, gint64 now)
{
  switch (message->type)
    {
    case FW_HUB_STREAM:
      begin_stream (self, message->stream, now);
      break;
    case FW_HUB_ASK:
      answer_ask (self, message);
      break;
    case FW_HUB_SESSIONS:
      self->last_session_check = 0;
      break;
    case FW_HUB_RECORDS:
    default:
      if (strcmp (message->kind, fw_kind_finding.name) == 0)
        fw_live_watch_forget_findings (self->watch);
      tell_records (self, message);
      break;
    }
  fw_hub_message_free (message);
}

static void
tick (FwHub *self, gboolean changed, gint64 now)
{
  gboolean second = now - self->last_second >= SECOND;

  if (second)
    {
      self->last_second = now;
      comment_silent_streams (self, now);
      drop_idle_topics (self, g_get_real_time ());
    }
  if (now - self->last_session_check >= SESSION_CHECK)
    {
      self->last_session_check = now;
      check_sessions (self);
    }
  if (changed || second)
    {
      self->last_frames = now;
      update_topics (self);
    }
  flush_streams (self, now);
}

static gint64
read_cpu_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gpointer
run_hub (gpointer data)
{
  FwHub *self = data;

  g_mutex_lock (&self->lock);
  while (!self->closing)
    {
      gint64 now = g_get_monotonic_time ();
      gint64 due = self->last_second + SECOND;
      g_autoptr (GQueue) messages = NULL;
      gboolean changed;

      if (self->changed)
        due = MIN (due, self->last_frames + FW_HUB_INTERVAL);
      if (self->messages.length == 0 && due > now)
        {
          self->figures.cpu_us = read_cpu_time ();
          g_cond_wait_until (&self->woken, &self->lock, due);
          continue;
        }

      changed = self->changed && self->last_frames + FW_HUB_INTERVAL <= now;
      if (changed)
        self->changed = FALSE;
      messages = g_queue_copy (&self->messages);
      g_queue_clear (&self->messages);
      g_mutex_unlock (&self->lock);

      for (GList *l = messages->head; l != NULL; l = l->next)
        handle_message (self, l->data, now);
      tick (self, changed, now);

      g_mutex_lock (&self->lock);
    }
  g_mutex_unlock (&self->lock);

  return NULL;
}

static void
changed_cb (FwCentre *centre, gpointer user_data)
{
  FwHub *self = user_data;

  g_mutex_lock (&self->lock);
  if (!self->changed)
    {
      self->changed = TRUE;
      g_cond_signal (&self->woken);
    }
  g_mutex_unlock (&self->lock);
}

/* ---- from other threads ---- */

FwHub *
fw_hub_new (FwCentre *centre, FwSessions *sessions)
{
  FwHub *self = g_new0 (FwHub, 1);

  self->centre = centre;
  self->sessions = sessions;
  g_mutex_init (&self->lock);
  g_cond_init (&self->woken);
  g_queue_init (&self->messages);
  self->watch = fw_live_watch_new (centre);
  self->topics =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) fw_live_topic_free);
  self->streams = g_ptr_array_new ();
  self->thread = g_thread_new ("fw-hub", run_hub, self);
  self->watch_id = fw_centre_add_watch (centre, changed_cb, self);

  return self;
}

static void
refuse_message (FwHubMessage *message)
{
  if (message->type == FW_HUB_ASK)
    {
      fw_exchange_fail (message->exchange, FW_ERROR_UNAVAILABLE, NULL, "the server is stopping");
      fw_exchange_release (message->exchange);
      fw_stream_free (message->stream);
    }
  else if (message->type == FW_HUB_STREAM)
    {
      message->stream->ended = TRUE;
      MHD_resume_connection (message->stream->connection);
    }
  fw_hub_message_free (message);
}

void
fw_hub_stop (FwHub *self)
{
  FwHubMessage *message;

  if (self->thread == NULL)
    return;

  fw_centre_remove_watch (self->centre, self->watch_id);
  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  g_cond_signal (&self->woken);
  g_mutex_unlock (&self->lock);
  g_thread_join (g_steal_pointer (&self->thread));

  /* Nothing is added once closing was seen. */
  while ((message = g_queue_pop_head (&self->messages)) != NULL)
    refuse_message (message);
  while (self->streams->len > 0)
    end_stream_at (self, self->streams->len - 1);
}

void
fw_hub_free (FwHub *self)
{
  fw_hub_stop (self);
  g_hash_table_unref (self->topics);
  g_ptr_array_unref (self->streams);
  fw_live_watch_free (self->watch);
  g_cond_clear (&self->woken);
  g_mutex_clear (&self->lock);
  g_free (self);
}

gboolean
fw_hub_leave_message (FwHub *self, FwHubMessage *message, guint limit)
{
  gboolean left;

  g_mutex_lock (&self->lock);
  left = !self->closing && self->messages.length < limit;
  if (left)
    {
      g_queue_push_tail (&self->messages, message);
      g_cond_signal (&self->woken);
    }
  g_mutex_unlock (&self->lock);

  return left;
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
fw_hub_get_figures (FwHub *self, FwHubFigures *figures)
{
  g_mutex_lock (&self->lock);
  *figures = self->figures;
  g_mutex_unlock (&self->lock);
}
