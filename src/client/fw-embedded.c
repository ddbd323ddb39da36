/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "floorwalker-client"

#include "client/fw-embedded.h"

#include "core/fw-error.h"
#include "protocol/fw-json.h"

#define FIRST_LINE_MOST 4096 /* bytes; a well-formed one has about 80 */

struct _FwEmbedded
{
  GObject parent_instance;

  GSubprocess *process;
  GDataInputStream *output;
  GCancellable *cancellable;
  FwEmbeddedProgress progress; /* (nullable): while it starts */
  gpointer progress_data;
  char *server;
  char *token;
  gboolean stopping;
};

enum
{
  GONE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwEmbedded, fw_embedded, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
fw_embedded_dispose (GObject *object)
{
  FwEmbedded *self = FW_EMBEDDED (object);

  fw_embedded_stop (self, 0);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->output);
  g_clear_object (&self->process);

  G_OBJECT_CLASS (fw_embedded_parent_class)->dispose (object);
}

static void
fw_embedded_finalize (GObject *object)
{
  FwEmbedded *self = FW_EMBEDDED (object);

  g_clear_object (&self->cancellable);
  g_free (self->server);
  g_free (self->token);

  G_OBJECT_CLASS (fw_embedded_parent_class)->finalize (object);
}

static void
fw_embedded_class_init (FwEmbeddedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fw_embedded_dispose;
  object_class->finalize = fw_embedded_finalize;

  signals[GONE] = g_signal_new ("gone", FW_TYPE_EMBEDDED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
fw_embedded_init (FwEmbedded *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
exited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error))
    return; /* disposed: user_data is gone */
  if (!FW_EMBEDDED (user_data)->stopping)
    g_signal_emit (user_data, signals[GONE], 0);
}

/* Takes {"port":N,"token":"…"} over; a line before it may say {"making":0.4}. */
static gboolean
read_line (FwEmbedded *self, const char *line, gsize length, GError **error)
{
  g_autoptr (JsonObject) object = fw_json_parse_object (line, length, error);
  const char *token;
  double made;
  gint64 port;

  if (object != NULL && fw_json_has (object, "making"))
    {
      if (!fw_json_get_number (object, "making", &made, error))
        return FALSE;
      if (self->progress != NULL)
        self->progress (CLAMP (made, 0, 1), self->progress_data);
      return TRUE;
    }
  if (object == NULL || !fw_json_get_integer (object, "port", &port, error) ||
      !fw_json_get_text (object, "token", &token, error))
    return FALSE;
  if (port < 1 || port > 65535)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "port: %" G_GINT64_FORMAT " is not between 1 and 65535", port);
      return FALSE;
    }
  self->server = g_strdup_printf ("http://127.0.0.1:%d", (int) port);
  self->token = g_strdup (token);
  return TRUE;
}

static void line_read_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
read_next_line (GTask *task)
{
  FwEmbedded *self = g_task_get_task_data (task);

  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT,
                                       g_task_get_cancellable (task), line_read_cb,
                                       g_object_ref (task));
}

static void
line_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  FwEmbedded *self = g_task_get_task_data (task);
  g_autofree char *line = NULL;
  GError *error = NULL;
  gsize length = 0;

  line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, &length, &error);
  if (line == NULL && error == NULL)
    error = g_error_new (FW_ERROR, FW_ERROR_UNAVAILABLE, "the server ended before it was ready");
  if (line == NULL || length > FIRST_LINE_MOST || !read_line (self, line, length, &error))
    {
      if (error == NULL)
        error = g_error_new (FW_ERROR, FW_ERROR_INVALID, "the server's first line is too long");
      g_task_return_error (task, error);
      return;
    }
  if (self->server == NULL)
    {
      read_next_line (task);
      return;
    }
  g_subprocess_wait_async (self->process, self->cancellable, exited_cb, self);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

void
fw_embedded_start_async (const char *program,
                         const char *data,
                         gboolean sample,
                         FwEmbeddedProgress progress,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  FwEmbedded *self = g_object_new (FW_TYPE_EMBEDDED, NULL);
  const char *arguments[] = { program, "--embedded", "--data", data, sample ? "--sample" : NULL,
                              NULL };
  GError *error = NULL;

  g_task_set_source_tag (task, fw_embedded_start_async);
  g_task_set_task_data (task, self, g_object_unref);
  self->process = g_subprocess_newv (
      arguments, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  if (self->process == NULL)
    {
      g_task_return_new_error (task, FW_ERROR, FW_ERROR_UNAVAILABLE, "%s could not be started: %s",
                               program, error->message);
      g_error_free (error);
      return;
    }
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  self->progress = progress;
  self->progress_data = user_data;
  read_next_line (task);
}

FwEmbedded *
fw_embedded_start_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
fw_embedded_get_server (FwEmbedded *self)
{
  g_return_val_if_fail (FW_IS_EMBEDDED (self), NULL);

  return self->server;
}

const char *
fw_embedded_get_token (FwEmbedded *self)
{
  g_return_val_if_fail (FW_IS_EMBEDDED (self), NULL);

  return self->token;
}

void
fw_embedded_stop (FwEmbedded *self, guint wait_ms)
{
  const gint64 until = g_get_monotonic_time () + (gint64) wait_ms * 1000;

  g_return_if_fail (FW_IS_EMBEDDED (self));

  if (self->process == NULL || self->stopping)
    return;
  self->stopping = TRUE;
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  /* The console is on its way out: nothing else waits on this thread. */
  while (g_subprocess_get_identifier (self->process) != NULL && g_get_monotonic_time () < until)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
    }
}
