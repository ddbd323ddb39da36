/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-live-feed.h"

#include "client/fw-live-lines.h"
#include "core/fw-error.h"
#include "protocol/fw-json.h"

/* Invariants: at most one connection (cancellable != NULL) and one frame in a worker (parsing) at
 * any moment; a reply whose cancellable is not the present one belongs to a connection that was
 * given up and changes nothing. */

#define READ_SIZE (64 * 1024)
#define LOOK_EVERY 200     /* ms */
#define CONNECT_LIMIT 5000 /* ms until a server that does not answer counts as lost */
#define FIRST_PAUSE 200    /* ms until the next try, doubled each time */
#define LONGEST_PAUSE 4000
#define MAX_PENDING 8 /* frames waiting for the worker; no more is read until there is room */

struct _FwLiveFeed
{
  GObject parent_instance;

  FwClient *client;
  char *path;
  FwLiveLines *lines;
  GCancellable *cancellable; /* of the connection */
  GInputStream *stream;
  gboolean connected;
  gboolean reading;
  gboolean parsing;
  GQueue pending; /* GBytes */
  guint watch_source;
  guint retry_source;
  guint pause; /* ms */
  gint64 last_byte;
  gint64 tried_at;
  guint n_connections;
};

enum
{
  PROP_0,
  PROP_CONNECTED,
  N_PROPS
};

enum
{
  FRAME,
  HELLO,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwLiveFeed, fw_live_feed, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void connect_now (FwLiveFeed *self);
static void read_on (FwLiveFeed *self);
static void parse_next (FwLiveFeed *self);

static void
set_connected (FwLiveFeed *self, gboolean connected)
{
  if (self->connected == connected)
    return;
  self->connected = connected;
  if (connected)
    self->pause = FIRST_PAUSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTED]);
}

static void
drop_connection (FwLiveFeed *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->stream);
  g_clear_handle_id (&self->watch_source, g_source_remove);
  self->reading = FALSE;
  fw_live_lines_reset (self->lines);
}

static gboolean
retry_cb (gpointer data)
{
  FwLiveFeed *self = data;

  self->retry_source = 0;
  connect_now (self);
  return G_SOURCE_REMOVE;
}

static void
lose_connection (FwLiveFeed *self)
{
  drop_connection (self);
  set_connected (self, FALSE);
  if (self->path == NULL || self->retry_source != 0)
    return;
  self->retry_source = g_timeout_add (self->pause, retry_cb, self);
  self->pause = MIN (self->pause * 2, LONGEST_PAUSE);
}

static void
report_lost (FwLiveFeed *self)
{
  lose_connection (self);
  fw_client_report_lost (self->client);
}

static gboolean
watch_cb (gpointer data)
{
  FwLiveFeed *self = data;
  gint64 now = g_get_monotonic_time ();
  gint64 silent = (now - (self->stream != NULL ? self->last_byte : self->tried_at)) / 1000;

  if (silent < (self->stream != NULL ? FW_LIVE_SILENCE : CONNECT_LIMIT))
    return G_SOURCE_CONTINUE;
  self->watch_source = 0;
  report_lost (self);
  return G_SOURCE_REMOVE;
}

static void
parsed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwLiveFeed) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwLiveFrame) frame = g_task_propagate_pointer (G_TASK (result), &error);

  self->parsing = FALSE;
  if (frame != NULL)
    g_signal_emit (self, signals[FRAME], 0, frame, g_task_get_task_data (G_TASK (result)));
  else
    {
      /* a frame that cannot be read may have carried a change: only a whole one makes it good */
      g_message ("live feed: %s", error->message);
      if (self->path != NULL)
        fw_live_feed_resync (self);
    }
  parse_next (self);
}

/* The task has no source object: it must not be the worker that drops the last reference to the
 * feed. */
static void
parse_next (FwLiveFeed *self)
{
  g_autoptr (GTask) task = NULL;
  GBytes *bytes;

  if (self->parsing)
    return;
  bytes = g_queue_pop_head (&self->pending);
  if (bytes != NULL)
    {
      self->parsing = TRUE;
      task = g_task_new (NULL, NULL, parsed_cb, g_object_ref (self));
      g_task_set_task_data (task, bytes, (GDestroyNotify) g_bytes_unref);
      g_task_run_in_thread (task, fw_live_frame_parse_in_thread);
    }
  read_on (self);
}

/* Several kinds at once: which records they were is not told. */
static void
report_kinds (FwLiveFeed *self, JsonArray *kinds)
{
  for (guint i = 0; i < json_array_get_length (kinds); i++)
    {
      JsonNode *node = json_array_get_element (kinds, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        fw_client_report_record (self->client, json_node_get_string (node), "", 0);
    }
}

static void
take_records (FwLiveFeed *self, GBytes *data)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (data, &length), *kind, *id;
  gint64 revision;
  JsonArray *kinds;
  g_autoptr (JsonObject) object = fw_json_parse_object (text != NULL ? text : "", length, &error);

  if (object != NULL && fw_json_has (object, "kinds") &&
      fw_json_get_array (object, "kinds", &kinds, &error))
    report_kinds (self, kinds);
  else if (error == NULL && object != NULL && fw_json_get_text (object, "kind", &kind, &error) &&
           fw_json_get_text (object, "id", &id, &error) &&
           fw_json_get_integer (object, "revision", &revision, &error))
    fw_client_report_record (self->client, kind, id, (guint) CLAMP (revision, 0, G_MAXUINT));
  else
    g_message ("live feed: records: %s", error->message);
}

static void
event_cb (const FwLiveEvent *event, gpointer data)
{
  FwLiveFeed *self = data;

  if (event == NULL)
    return;
  if (g_str_equal (event->type, "frame"))
    {
      g_queue_push_tail (&self->pending, g_bytes_ref (event->data));
      parse_next (self);
    }
  else if (g_str_equal (event->type, "records"))
    take_records (self, event->data);
  else if (g_str_equal (event->type, "kinds"))
    fw_client_ask_kinds (self->client);
  else if (g_str_equal (event->type, "hello"))
    {
      g_signal_emit (self, signals[HELLO], 0);
      g_signal_emit_by_name (self->client, "listening");
    }
}

typedef struct
{
  FwLiveFeed *self;
  GCancellable *cancellable; /* of the connection that asked */
} Ask;

static Ask *
new_ask (FwLiveFeed *self)
{
  Ask *ask = g_new (Ask, 1);

  ask->self = g_object_ref (self);
  ask->cancellable = g_object_ref (self->cancellable);
  return ask;
}

static void
free_ask (Ask *ask)
{
  g_object_unref (ask->self);
  g_object_unref (ask->cancellable);
  g_free (ask);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ask, free_ask)

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Ask) ask = data;
  FwLiveFeed *self = ask->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize length;
  const char *text;

  if (self->cancellable != ask->cancellable)
    return;
  self->reading = FALSE;
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      report_lost (self);
      return;
    }
  self->last_byte = g_get_monotonic_time ();
  text = g_bytes_get_data (bytes, &length);
  if (!fw_live_lines_push (self->lines, text, length, &error))
    {
      g_message ("live feed: %s", error->message);
      report_lost (self);
      return;
    }
  if (self->cancellable != ask->cancellable)
    return; /* a handler asked for another connection */
  set_connected (self, TRUE);
  fw_client_report_alive (self->client);
  read_on (self);
}

static void
read_on (FwLiveFeed *self)
{
  if (self->stream == NULL || self->reading || g_queue_get_length (&self->pending) > MAX_PENDING)
    return;
  self->reading = TRUE;
  g_input_stream_read_bytes_async (self->stream, READ_SIZE, G_PRIORITY_DEFAULT, self->cancellable,
                                   read_cb, new_ask (self));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Ask) ask = data;
  FwLiveFeed *self = ask->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream =
      fw_client_open_stream_finish (FW_CLIENT (source), result, &error);

  if (self->cancellable != ask->cancellable)
    return;
  if (stream == NULL)
    {
      /* refused is an answer: the line is not lost, but only signing in or another question helps
       */
      if (g_error_matches (error, FW_ERROR, FW_ERROR_UNAVAILABLE) || error->domain != FW_ERROR)
        report_lost (self);
      else
        lose_connection (self);
      return;
    }
  self->stream = g_steal_pointer (&stream);
  self->last_byte = g_get_monotonic_time ();
  self->n_connections++;
  read_on (self);
}

static void
connect_now (FwLiveFeed *self)
{
  const char *last_id = fw_live_lines_get_last_id (self->lines);

  g_clear_handle_id (&self->retry_source, g_source_remove);
  drop_connection (self);
  if (self->path == NULL || fw_client_get_state (self->client) == FW_CLIENT_SIGNED_OUT)
    {
      set_connected (self, FALSE);
      return;
    }
  self->cancellable = g_cancellable_new ();
  self->tried_at = g_get_monotonic_time ();
  self->watch_source = g_timeout_add (LOOK_EVERY, watch_cb, self);
  fw_client_open_stream_async (self->client, self->path, *last_id != '\0' ? last_id : NULL,
                               self->cancellable, opened_cb, new_ask (self));
}

static void
state_cb (FwClient *client, GParamSpec *pspec, gpointer data)
{
  FwLiveFeed *self = data;
  FwClientState state = fw_client_get_state (client);

  if (state == FW_CLIENT_SIGNED_OUT)
    {
      fw_live_lines_forget_id (self->lines);
      g_clear_handle_id (&self->retry_source, g_source_remove);
      drop_connection (self);
      set_connected (self, FALSE);
    }
  else if (state == FW_CLIENT_ONLINE && self->path != NULL && self->cancellable == NULL)
    connect_now (self);
}

static void
fw_live_feed_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FwLiveFeed *self = FW_LIVE_FEED (object);

  if (id == PROP_CONNECTED)
    g_value_set_boolean (value, self->connected);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fw_live_feed_dispose (GObject *object)
{
  FwLiveFeed *self = FW_LIVE_FEED (object);

  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_pointer (&self->path, g_free);
  drop_connection (self);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (fw_live_feed_parent_class)->dispose (object);
}

static void
fw_live_feed_finalize (GObject *object)
{
  FwLiveFeed *self = FW_LIVE_FEED (object);

  g_queue_clear_full (&self->pending, (GDestroyNotify) g_bytes_unref);
  fw_live_lines_free (self->lines);
  G_OBJECT_CLASS (fw_live_feed_parent_class)->finalize (object);
}

static void
fw_live_feed_class_init (FwLiveFeedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_live_feed_get_property;
  object_class->dispose = fw_live_feed_dispose;
  object_class->finalize = fw_live_feed_finalize;
  properties[PROP_CONNECTED] =
      g_param_spec_boolean ("connected", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[FRAME] = g_signal_new ("frame", FW_TYPE_LIVE_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BYTES);
  signals[HELLO] = g_signal_new ("hello", FW_TYPE_LIVE_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
fw_live_feed_init (FwLiveFeed *self)
{
  self->pause = FIRST_PAUSE;
  self->lines = fw_live_lines_new (event_cb, self);
  g_queue_init (&self->pending);
}

FwLiveFeed *
fw_live_feed_new (FwClient *client)
{
  FwLiveFeed *self = g_object_new (FW_TYPE_LIVE_FEED, NULL);

  g_return_val_if_fail (FW_IS_CLIENT (client), self);

  self->client = g_object_ref (client);
  g_signal_connect (client, "notify::state", G_CALLBACK (state_cb), self);
  return self;
}

void
fw_live_feed_set_path (FwLiveFeed *self, const char *path)
{
  g_return_if_fail (FW_IS_LIVE_FEED (self));

  if (g_strcmp0 (self->path, path) == 0)
    return;
  g_free (self->path);
  self->path = g_strdup (path);
  self->pause = FIRST_PAUSE;
  g_queue_clear_full (&self->pending, (GDestroyNotify) g_bytes_unref);
  fw_live_lines_forget_id (self->lines);
  connect_now (self);
}

gboolean
fw_live_feed_is_connected (FwLiveFeed *self)
{
  g_return_val_if_fail (FW_IS_LIVE_FEED (self), FALSE);
  return self->connected;
}

gint64
fw_live_feed_get_last_byte (FwLiveFeed *self)
{
  g_return_val_if_fail (FW_IS_LIVE_FEED (self), 0);
  return self->last_byte;
}

void
fw_live_feed_resync (FwLiveFeed *self)
{
  g_return_if_fail (FW_IS_LIVE_FEED (self));

  fw_live_lines_forget_id (self->lines);
  g_queue_clear_full (&self->pending, (GDestroyNotify) g_bytes_unref);
  /* through the pause, so that a server whose every frame is wrong is not asked without end */
  lose_connection (self);
}

guint
fw_live_feed_get_n_connections (FwLiveFeed *self)
{
  g_return_val_if_fail (FW_IS_LIVE_FEED (self), 0);
  return self->n_connections;
}
