/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-asker.h"

#include "core/fw-error.h"
#include "protocol/fw-why-json.h"

struct _FwWhyAsker
{
  GObject parent_instance;

  FwClient *client;
  GCancellable *cancellable; /* of the question that is asked; NULL: none */
};

/* One question on its way. */
typedef struct
{
  FwWhyAsker *asker;
  GCancellable *cancellable;
  char *key;
  GBytes *json;
  gint64 at;
  GError *offline; /* why the answer of before is wanted */
} Asked;

enum
{
  PROP_0,
  PROP_ASKING,
  N_PROPS
};

enum
{
  ANSWERED,
  FAILED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwWhyAsker, fw_why_asker, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
free_asked (Asked *asked)
{
  g_clear_object (&asked->asker);
  g_clear_object (&asked->cancellable);
  g_clear_pointer (&asked->key, g_free);
  g_clear_pointer (&asked->json, g_bytes_unref);
  g_clear_error (&asked->offline);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, free_asked)

/* Nobody waits for it any more: another question is asked, or none. */
static gboolean
is_stale (Asked *asked)
{
  return asked->asker->cancellable != asked->cancellable ||
         g_cancellable_is_cancelled (asked->cancellable);
}

static void
finish (Asked *asked, FwWhyResult *result, const GError *error)
{
  FwWhyAsker *self = asked->asker;

  g_clear_object (&self->cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASKING]);
  if (result != NULL)
    g_signal_emit (self, signals[ANSWERED], 0, result);
  if (error != NULL)
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Asked *asked = data;
  GError *error = NULL;
  FwWhyAnswer *answer = fw_why_json_read (g_bytes_get_data (asked->json, NULL),
                                          g_bytes_get_size (asked->json), &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) fw_why_answer_free);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwWhyResult) read = NULL;
  FwWhyAnswer *answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (answer != NULL)
    read = fw_why_result_new (answer, asked->at, asked->offline != NULL);
  if (is_stale (asked))
    return;
  /* an answer of before that can no longer be read is none */
  if (read == NULL && asked->offline != NULL)
    finish (asked, NULL, asked->offline);
  else
    finish (asked, read, read != NULL ? asked->offline : error);
}

static void
read_answer (Asked *asked)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, read_cb, asked);

  g_task_set_task_data (task, asked, NULL);
  g_task_run_in_thread (task, read_in_thread);
}

static void
recalled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;

  asked->json = fw_client_recall_finish (FW_CLIENT (source), result, &asked->at, NULL);
  if (is_stale (asked))
    return;
  if (asked->json == NULL)
    finish (asked, NULL, asked->offline);
  else
    read_answer (g_steal_pointer (&asked));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  FwClient *client = FW_CLIENT (source);

  asked->json = fw_client_request_finish (client, result, &error);
  if (is_stale (asked))
    return;
  if (asked->json != NULL)
    {
      asked->at = g_get_real_time ();
      fw_client_remember (client, asked->key, asked->json);
      read_answer (g_steal_pointer (&asked));
    }
  else if (g_error_matches (error, FW_ERROR, FW_ERROR_UNAVAILABLE))
    {
      asked->offline = g_steal_pointer (&error);
      fw_client_recall_async (client, asked->key, asked->cancellable, recalled_cb, asked);
      asked = NULL;
    }
  else
    finish (asked, NULL, error);
}

static void
fw_why_asker_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ASKING)
    g_value_set_boolean (value, FW_WHY_ASKER (object)->cancellable != NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fw_why_asker_dispose (GObject *object)
{
  FwWhyAsker *self = FW_WHY_ASKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (fw_why_asker_parent_class)->dispose (object);
}

static void
fw_why_asker_class_init (FwWhyAskerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_why_asker_get_property;
  object_class->dispose = fw_why_asker_dispose;
  properties[PROP_ASKING] =
      g_param_spec_boolean ("asking", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ANSWERED] = g_signal_new ("answered", FW_TYPE_WHY_ASKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, FW_TYPE_WHY_RESULT);
  signals[FAILED] = g_signal_new ("failed", FW_TYPE_WHY_ASKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
fw_why_asker_init (FwWhyAsker *self)
{
}

FwWhyAsker *
fw_why_asker_new (FwClient *client)
{
  FwWhyAsker *self = g_object_new (FW_TYPE_WHY_ASKER, NULL);

  self->client = g_object_ref (client);
  return self;
}

void
fw_why_asker_ask (FwWhyAsker *self, const char *key, const char *path)
{
  gboolean asking;
  Asked *asked;

  g_return_if_fail (FW_IS_WHY_ASKER (self));
  g_return_if_fail (path != NULL);

  asking = self->cancellable != NULL;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  asked = g_new0 (Asked, 1);
  asked->asker = g_object_ref (self);
  asked->cancellable = g_object_ref (self->cancellable);
  asked->key = g_strdup (key);
  if (!asking)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASKING]);
  fw_client_request_async (self->client, "GET", path, NULL, NULL, self->cancellable, answered_cb,
                           asked);
}

void
fw_why_asker_cancel (FwWhyAsker *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (FW_IS_WHY_ASKER (self));

  if (self->cancellable == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASKING]);
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  g_signal_emit (self, signals[FAILED], 0, error);
}

gboolean
fw_why_asker_is_asking (FwWhyAsker *self)
{
  g_return_val_if_fail (FW_IS_WHY_ASKER (self), FALSE);
  return self->cancellable != NULL;
}
