/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-hub-private.h"

#include <string.h>
#include <time.h>

#include "protocol/fw-json.h"
#include "server/fw-live-topics.h"
#include "server/fw-live-watch.h"
#include "server/fw-record-notice.h"

#define SECOND G_USEC_PER_SEC
#define TOPIC_KEEP                                                                                 \
  (300 * SECOND) /* after its last stream left: who comes back soon gets the frames between */
#define SESSION_CHECK 10    /* s: a stream ends when its session does */
#define MESSAGES_AT_ONCE 64 /* then frames have their turn, however many come */
#define CHECKS_AT_ONCE 256
#define FLUSHES_AT_ONCE 256
#define FRAME_BUDGET (50 * 1000) /* µs of each interval for those who watch many views */
#define SESSION_PART 8           /* one session holds about a tenth of the streams at most */
#define MAX_ASKS 256
#define ASK_PART 4

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

  FwHubPlaces places;

  /* The thread's own. */
  FwLiveWatch *watch;
  FwLiveTopics *topics;
  GPtrArray *streams; /* FwStream; in libmicrohttpd's keeping */
  gint64 last_frames;
  gint64 last_second;
  guint next_check; /* of the streams, whose session is looked at next */
  guint to_check;   /* so many more without a wait */
  guint next_flush; /* the same of what is sent */
  guint to_flush;
};

void
fw_hub_message_free (FwHubMessage *message)
{
  g_free (message->kind);
  g_free (message->id);
  g_free (message);
}

/* ---- topics ---- */

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

FwLiveWatch *
fw_hub_get_watch (FwHub *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->watch;
}

/* A topic that nobody watched is behind. @age: µs, how old its frame may be though something has
 * happened since. */
static FwLiveTopic *
get_current_topic (FwHub *self, const FwStream *stream, gint64 age, GError **error)
{
  gint64 now = g_get_real_time ();
  guint64 generation = fw_centre_get_generation (self->centre);
  FwLiveTopic *topic = fw_live_topics_find (self->topics, stream->key, stream->scope,
                                            &stream->question, stream->site, now, error);
  g_autoptr (FwLiveFloor) floor = NULL;

  if (topic == NULL)
    return NULL;
  if (now - fw_live_topic_get_updated (topic) <
      (fw_live_topic_get_generation (topic) == generation ? SECOND : age))
    return topic;

  /* The alerts of a frame are of the same moment as its figures, or one would deny the other. */
  floor = fw_live_floor_take (self->centre, now);
  fw_live_watch_step (self->watch, floor);
  return update_topic (self, topic, floor, generation, error) ? topic : NULL;
}

/* What all frames of a moment are made of. */
typedef struct
{
  FwHub *hub;
  const FwLiveFloor *floor;
  guint64 generation;
} Moment;

static void
update_watched (FwLiveTopic *topic, gpointer user_data)
{
  const Moment *moment = user_data;
  g_autoptr (GError) error = NULL;

  if (!update_topic (moment->hub, topic, moment->floor, moment->generation, &error))
    g_warning ("live: %s", error->message);
}

/* Some have not had their frame: they have it at the next moment, though nothing more happens. */
static void
leave_changed (FwHub *self)
{
  g_mutex_lock (&self->lock);
  self->changed = TRUE;
  g_mutex_unlock (&self->lock);
}

static void
update_topics (FwHub *self)
{
  guint64 generation = fw_centre_get_generation (self->centre);
  g_autoptr (FwLiveFloor) floor = fw_live_floor_take (self->centre, g_get_real_time ());
  Moment moment = { self, floor, generation };

  fw_live_watch_step (self->watch, floor);
  if (!fw_live_topics_foreach_watched (self->topics, FRAME_BUDGET, update_watched, &moment))
    leave_changed (self);
}

/* ---- streams ---- */

static void
end_stream (FwHub *self, FwStream *stream)
{
  fw_live_topic_add_streams (stream->topic, -1, g_get_real_time ());
  stream->topic = NULL;

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

/* The newcomer is told when there is no room; nobody else is touched. What the frame lacks comes
 * with the next one. */
static void
admit_stream (FwHub *self, const FwHubMessage *message)
{
  FwStream *stream = message->stream;
  g_autoptr (GError) error = NULL;
  FwLiveTopic *topic = get_current_topic (self, stream, FW_HUB_INTERVAL, &error);

  if (topic != NULL)
    {
      stream->topic = topic;
      fw_live_topic_add_streams (topic, 1, g_get_real_time ());
      fw_hub_reply_stream (self, message->exchange, stream);
    }
  else
    {
      fw_exchange_add_header (message->exchange, MHD_HTTP_HEADER_RETRY_AFTER, "5");
      fw_exchange_reply_error (message->exchange, error);
      fw_hub_free_stream (self, stream);
    }
  fw_exchange_release (message->exchange);
}

static void
begin_stream (FwHub *self, FwStream *stream, gint64 now)
{
  static const char hello[] = "retry: 500\nevent: hello\ndata: {\"retry_ms\":500}\n\n";
  g_autoptr (GBytes) greeting = g_bytes_new_static (hello, sizeof hello - 1);
  FwLiveTopic *topic = stream->topic;
  guint64 has = stream->last_event_id;

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
  if (!fw_stream_flush (stream, now))
    end_stream_at (self, self->streams->len - 1);
}

static void
forget_stream (FwHub *self, FwStream *stream)
{
  fw_live_topic_add_streams (stream->topic, -1, g_get_real_time ());
  fw_hub_free_stream (self, stream);
}

/* A part of them, beginning where the last part ended: sending to thousands takes longer than
 * somebody who asks should wait. */
static void
flush_streams (FwHub *self, gint64 now)
{
  guint n = MIN (self->to_flush, FLUSHES_AT_ONCE);
  guint64 sent = 0;

  self->to_flush -= n;
  for (; n > 0 && self->streams->len > 0; n--)
    {
      guint i = self->next_flush < self->streams->len ? self->next_flush : 0;
      FwStream *stream = self->streams->pdata[i];
      guint64 next = stream->next;

      self->next_flush = i;
      if (fw_stream_flush (stream, now))
        {
          sent += stream->next - next;
          self->next_flush++;
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

/* @n: so many of them, beginning where the last look ended: asking for thousands at once would hold
 * up everybody's frames. */
static void
check_sessions (FwHub *self, guint n)
{
  for (; n > 0 && self->streams->len > 0; n--)
    {
      guint i = self->next_check < self->streams->len ? self->next_check : 0;
      FwStream *stream = self->streams->pdata[i];
      g_autoptr (FwScope) scope = fw_sessions_check (self->sessions, stream->token, NULL);

      self->next_check = i;
      if (scope != NULL &&
          strcmp (fw_scope_get_digest (scope), fw_scope_get_digest (stream->scope)) == 0)
        self->next_check++;
      else
        end_stream_at (self, i);
    }
}

/* More changes than the queue of a stream holds are sent on the way; who takes none of them is too
 * slow. */
static gboolean
push_now (FwStream *stream, GBytes *bytes, gint64 now)
{
  return fw_stream_push (stream, bytes) ||
         (fw_stream_flush (stream, now) && fw_stream_push (stream, bytes));
}

static void
tell_records (FwHub *self, const FwHubMessage *message, gint64 now)
{
  g_autoptr (GBytes) full = fw_record_notice_make (message->kind, message->id, message->revision);
  g_autoptr (GBytes) bare = fw_record_notice_make (message->kind, "", 0);

  for (guint i = 0; i < self->streams->len;)
    {
      FwStream *stream = self->streams->pdata[i];

      if (push_now (stream, fw_scope_is_whole (stream->scope) ? full : bare, now))
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
  FwLiveTopic *topic = get_current_topic (self, message->stream, 0, &error);

  if (topic == NULL)
    fw_exchange_reply_error (message->exchange, error);
  else
    {
      GString *json = g_string_new (NULL);

      fw_live_topic_write (topic, json);
      fw_exchange_reply_json (message->exchange, 200, json);
    }
  fw_quota_give_back (self->places.asks, fw_exchange_get_session (message->exchange));
  fw_exchange_release (message->exchange);
  fw_stream_free (message->stream);
}

/* ---- the thread ---- */

static void
handle_message (FwHub *self, FwHubMessage *message, gint64 now)
{
  switch (message->type)
    {
    case FW_HUB_ADMIT:
      admit_stream (self, message);
      break;
    case FW_HUB_STREAM:
      begin_stream (self, message->stream, now);
      break;
    case FW_HUB_GONE:
      forget_stream (self, message->stream);
      break;
    case FW_HUB_ASK:
      answer_ask (self, message);
      break;
    case FW_HUB_SESSIONS:
      self->to_check = self->streams->len;
      break;
    case FW_HUB_RECORDS:
    default:
      if (strstr (message->kind, "finding") != NULL)
        {
          fw_live_watch_forget_findings (self->watch);
          leave_changed (self);
        }
      if (strstr (message->kind, "alert-note") != NULL || strstr (message->kind, "person") != NULL)
        {
          fw_live_watch_forget_notes (self->watch);
          leave_changed (self);
        }
      tell_records (self, message, now);
      self->to_flush = self->streams->len;
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
      fw_live_topics_drop_idle (self->topics, g_get_real_time () - TOPIC_KEEP);
      check_sessions (self, self->streams->len / SESSION_CHECK + 1);
    }
  if (self->to_check > 0)
    {
      guint n = MIN (self->to_check, CHECKS_AT_ONCE);

      self->to_check -= n;
      check_sessions (self, n);
    }
  if (changed || second)
    {
      self->last_frames = now;
      update_topics (self);
      self->to_flush = self->streams->len;
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
      GQueue messages = G_QUEUE_INIT;
      gboolean changed;

      if (self->changed)
        due = MIN (due, self->last_frames + FW_HUB_INTERVAL);
      if (self->messages.length == 0 && self->to_check == 0 && self->to_flush == 0 && due > now)
        {
          self->figures.cpu_us = read_cpu_time ();
          g_cond_wait_until (&self->woken, &self->lock, due);
          continue;
        }

      changed = self->changed && self->last_frames + FW_HUB_INTERVAL <= now;
      if (changed)
        self->changed = FALSE;
      while (self->messages.length > 0 && messages.length < MESSAGES_AT_ONCE)
        g_queue_push_tail_link (&messages, g_queue_pop_head_link (&self->messages));
      g_mutex_unlock (&self->lock);

      for (GList *l = messages.head; l != NULL; l = l->next)
        handle_message (self, l->data, now);
      g_queue_clear (&messages);
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
fw_hub_new (FwCentre *centre, FwSessions *sessions, guint max_streams)
{
  FwHub *self = g_new0 (FwHub, 1);

  self->centre = centre;
  self->sessions = sessions;
  g_mutex_init (&self->lock);
  g_cond_init (&self->woken);
  g_queue_init (&self->messages);
  self->watch = fw_live_watch_new (centre);
  self->topics = fw_live_topics_new (centre);
  self->streams = g_ptr_array_new ();
  self->places.sessions = fw_quota_new (max_streams, SESSION_PART);
  self->places.networks = fw_quota_new (max_streams, 1);
  self->places.asks = fw_quota_new (MAX_ASKS, ASK_PART);
  self->thread = g_thread_new ("fw-hub", run_hub, self);
  self->watch_id = fw_centre_add_watch (centre, changed_cb, self);

  return self;
}

FwHubPlaces *
fw_hub_get_places (FwHub *self)
{
  return &self->places;
}

/* The hub's thread has ended. */
static void
refuse_message (FwHub *self, FwHubMessage *message)
{
  switch (message->type)
    {
    case FW_HUB_ADMIT:
    case FW_HUB_ASK:
      fw_exchange_fail (message->exchange, FW_ERROR_UNAVAILABLE, NULL, "the server is stopping");
      fw_exchange_release (message->exchange);
      fw_hub_free_stream (self, message->stream);
      break;
    case FW_HUB_STREAM:
      message->stream->topic = NULL;
      message->stream->ended = TRUE;
      MHD_resume_connection (message->stream->connection);
      break;
    case FW_HUB_GONE:
      fw_hub_free_stream (self, message->stream);
      break;
    case FW_HUB_RECORDS:
    case FW_HUB_SESSIONS:
    default:
      break;
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
    refuse_message (self, message);
  while (self->streams->len > 0)
    end_stream_at (self, self->streams->len - 1);
}

void
fw_hub_free (FwHub *self)
{
  fw_hub_stop (self);
  fw_live_topics_free (self->topics);
  g_ptr_array_unref (self->streams);
  fw_quota_free (self->places.sessions);
  fw_quota_free (self->places.networks);
  fw_quota_free (self->places.asks);
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
fw_hub_get_figures (FwHub *self, FwHubFigures *figures)
{
  g_mutex_lock (&self->lock);
  *figures = self->figures;
  g_mutex_unlock (&self->lock);
}
