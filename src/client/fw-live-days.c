/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-live-days.h"

#include "core/fw-error.h"

struct _FwLiveDays
{
  GObject parent_instance;

  FwClient *client;
  FwLive *live;
  GCancellable *cancellable; /* of what is asked; NULL: nothing */
};

/* One question on its way. */
typedef struct
{
  FwLiveDays *days;
  GCancellable *cancellable;
  char *path;
  gint64 at;       /* µs UTC at which the answer came */
  GError *offline; /* why the answer of before is wanted */
} Asked;

enum
{
  ANSWERED,
  FAILED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwLiveDays, fw_live_days, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
free_asked (Asked *asked)
{
  g_clear_object (&asked->days);
  g_clear_object (&asked->cancellable);
  g_clear_pointer (&asked->path, g_free);
  g_clear_error (&asked->offline);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, free_asked)

/* Something else is asked by now, or nothing. */
static gboolean
is_over (Asked *asked)
{
  return asked->days->cancellable != asked->cancellable;
}

static void
fail (Asked *asked, const GError *error)
{
  g_clear_object (&asked->days->cancellable);
  fw_live_forget (asked->days->live);
  g_signal_emit (asked->days, signals[FAILED], 0, error);
}

static void
parsed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwLiveFrame) frame = g_task_propagate_pointer (G_TASK (result), &error);

  if (is_over (asked))
    return;
  if (frame == NULL)
    {
      fail (asked, asked->offline != NULL ? asked->offline : error);
      return;
    }
  g_clear_object (&asked->days->cancellable);
  if (asked->offline != NULL)
    fw_live_apply_kept (asked->days->live, frame, asked->at);
  else
    fw_live_apply (asked->days->live, frame);
  g_signal_emit (asked->days, signals[ANSWERED], 0, frame);
}

static void
parse (Asked *asked, GBytes *json)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, parsed_cb, asked);

  g_task_set_task_data (task, g_bytes_ref (json), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, fw_live_frame_parse_in_thread);
}

static void
recalled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GBytes) json = fw_client_recall_finish (FW_CLIENT (source), result, &asked->at, NULL);

  if (is_over (asked))
    return;
  if (json == NULL)
    fail (asked, asked->offline);
  else
    parse (g_steal_pointer (&asked), json);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  FwClient *client = FW_CLIENT (source);
  g_autoptr (GBytes) json = fw_client_request_finish (client, result, &error);

  if (is_over (asked))
    return;
  if (json != NULL)
    {
      asked->at = g_get_real_time ();
      fw_client_remember (client, asked->path, json);
      parse (g_steal_pointer (&asked), json);
    }
  else if (g_error_matches (error, FW_ERROR, FW_ERROR_UNAVAILABLE))
    {
      g_autofree char *path = g_strdup (asked->path);
      g_autoptr (GCancellable) cancellable = g_object_ref (asked->cancellable);

      asked->offline = g_steal_pointer (&error);
      fw_client_recall_async (client, path, cancellable, recalled_cb, g_steal_pointer (&asked));
    }
  else
    fail (asked, error);
}

static void
fw_live_days_dispose (GObject *object)
{
  FwLiveDays *self = FW_LIVE_DAYS (object);

  fw_live_days_stop (self);
  g_clear_object (&self->live);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (fw_live_days_parent_class)->dispose (object);
}

static void
fw_live_days_class_init (FwLiveDaysClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_live_days_dispose;
  signals[ANSWERED] = g_signal_new ("answered", FW_TYPE_LIVE_DAYS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[FAILED] = g_signal_new ("failed", FW_TYPE_LIVE_DAYS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
fw_live_days_init (FwLiveDays *self)
{
  self->live = fw_live_new (NULL);
}

FwLiveDays *
fw_live_days_new (FwClient *client)
{
  FwLiveDays *self;

  g_return_val_if_fail (FW_IS_CLIENT (client), NULL);

  self = g_object_new (FW_TYPE_LIVE_DAYS, NULL);
  self->client = g_object_ref (client);
  return self;
}

FwLive *
fw_live_days_get_live (FwLiveDays *self)
{
  g_return_val_if_fail (FW_IS_LIVE_DAYS (self), NULL);
  return self->live;
}

void
fw_live_days_ask (FwLiveDays *self, const char *path)
{
  Asked *asked;

  g_return_if_fail (FW_IS_LIVE_DAYS (self));
  g_return_if_fail (path != NULL);

  fw_live_days_stop (self);
  self->cancellable = g_cancellable_new ();
  asked = g_new0 (Asked, 1);
  asked->days = g_object_ref (self);
  asked->cancellable = g_object_ref (self->cancellable);
  asked->path = g_strdup (path);
  fw_client_request_async (self->client, "GET", path, NULL, NULL, self->cancellable, answered_cb,
                           asked);
}

void
fw_live_days_stop (FwLiveDays *self)
{
  g_return_if_fail (FW_IS_LIVE_DAYS (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}
