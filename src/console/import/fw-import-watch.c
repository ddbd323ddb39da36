/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/import/fw-import-watch.h"

#include <glib/gi18n-lib.h>

#include "charts/fw-format.h"
#include "protocol/fw-json.h"

#define LOOK_EVERY_MS 250
/* An estimate from less than this would jump about. */
#define LEAST_FRACTION 0.03
#define LEAST_SECONDS 1.0

struct _FwImportWatch
{
  GObject parent_instance;

  FwClient *client;
  GCancellable *cancellable;
  char *ticket;
  gint64 done, size, rows;
  gint64 began; /* monotonic µs of the first sight; 0: not seen yet */
  gboolean looking;
  guint source;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwImportWatch, fw_import_watch, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static gboolean
read_progress (FwImportWatch *self, GBytes *answer)
{
  g_autoptr (JsonObject) object = fw_json_parse_bytes (answer, NULL);

  return object != NULL && fw_json_get_integer (object, "done", &self->done, NULL) &&
         fw_json_get_integer (object, "size", &self->size, NULL) &&
         fw_json_get_integer (object, "rows", &self->rows, NULL);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwImportWatch) self = FW_IMPORT_WATCH (user_data);
  /* Not there: not yet, or not any more; who sent the file hears the end of it. */
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, NULL);

  self->looking = FALSE;
  if (answer == NULL || g_cancellable_is_cancelled (self->cancellable) ||
      !read_progress (self, answer))
    return;
  if (self->began == 0)
    self->began = g_get_monotonic_time ();
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
look_cb (gpointer user_data)
{
  FwImportWatch *self = FW_IMPORT_WATCH (user_data);
  g_autofree char *path = g_strconcat ("import/", self->ticket, NULL);

  if (self->looking)
    return G_SOURCE_CONTINUE;
  self->looking = TRUE;
  fw_client_request_async (self->client, "GET", path, NULL, NULL, self->cancellable, looked_cb,
                           g_object_ref (self));
  return G_SOURCE_CONTINUE;
}

static void
fw_import_watch_dispose (GObject *object)
{
  FwImportWatch *self = FW_IMPORT_WATCH (object);

  fw_import_watch_stop (self);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (fw_import_watch_parent_class)->dispose (object);
}

static void
fw_import_watch_finalize (GObject *object)
{
  FwImportWatch *self = FW_IMPORT_WATCH (object);

  g_clear_object (&self->cancellable);
  g_free (self->ticket);

  G_OBJECT_CLASS (fw_import_watch_parent_class)->finalize (object);
}

static void
fw_import_watch_class_init (FwImportWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_import_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_import_watch_finalize;
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_IMPORT_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
fw_import_watch_init (FwImportWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->ticket = g_uuid_string_random ();
}

FwImportWatch *
fw_import_watch_new (FwClient *client)
{
  FwImportWatch *self;

  g_return_val_if_fail (FW_IS_CLIENT (client), NULL);

  self = g_object_new (FW_TYPE_IMPORT_WATCH, NULL);
  self->client = g_object_ref (client);
  self->source = g_timeout_add (LOOK_EVERY_MS, look_cb, self);
  return self;
}

const char *
fw_import_watch_get_ticket (FwImportWatch *self)
{
  g_return_val_if_fail (FW_IS_IMPORT_WATCH (self), NULL);

  return self->ticket;
}

gboolean
fw_import_watch_is_seen (FwImportWatch *self)
{
  g_return_val_if_fail (FW_IS_IMPORT_WATCH (self), FALSE);

  return self->began != 0;
}

double
fw_import_watch_get_fraction (FwImportWatch *self)
{
  g_return_val_if_fail (FW_IS_IMPORT_WATCH (self), -1);

  return self->rows > 0 && self->size > 0 ? MIN (1, (double) self->done / (double) self->size) : -1;
}

char *
fw_import_watch_describe (FwImportWatch *self)
{
  double fraction = fw_import_watch_get_fraction (self);
  double elapsed = (double) (g_get_monotonic_time () - self->began) / G_USEC_PER_SEC;
  g_autofree char *count = fw_format_count (self->rows);
  g_autofree char *rows = NULL;
  g_autofree char *left = NULL;

  g_return_val_if_fail (FW_IS_IMPORT_WATCH (self), NULL);

  if (self->began == 0 || self->rows == 0)
    return g_strdup ("");
  rows = g_strdup_printf (ngettext ("%s row", "%s rows", (gulong) self->rows), count);
  if (fraction < LEAST_FRACTION || elapsed < LEAST_SECONDS)
    return g_steal_pointer (&rows);
  left = fw_format_duration (elapsed * (1 - fraction) / fraction);
  return g_strdup_printf (_ ("%s · about %s left"), rows, left);
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  /* One that is over already cannot be stopped: its report comes as always. */
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, NULL);
}

void
fw_import_watch_cancel (FwImportWatch *self)
{
  g_autofree char *path = NULL;

  g_return_if_fail (FW_IS_IMPORT_WATCH (self));

  path = g_strconcat ("import/", self->ticket, NULL);
  fw_client_request_async (self->client, "DELETE", path, NULL, NULL, NULL, cancelled_cb, NULL);
}

void
fw_import_watch_stop (FwImportWatch *self)
{
  g_return_if_fail (FW_IS_IMPORT_WATCH (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
}
