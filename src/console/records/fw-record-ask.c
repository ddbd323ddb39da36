/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/records/fw-record-ask.h"

#include "protocol/fw-json.h"
#include "protocol/fw-record-json.h"

static FwRecord *
read_record (FwClient *client, const char *kind, GBytes *answer, GError **error)
{
  g_autoptr (JsonObject) object = fw_json_parse_bytes (answer, error);

  return object != NULL ? fw_record_json_take (fw_client_find_kind (client, kind), object, error)
                        : NULL;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, &error);
  FwRecord *record = NULL;

  if (answer != NULL)
    record = read_record (FW_CLIENT (source), g_task_get_task_data (task), answer, &error);
  if (record != NULL)
    g_task_return_pointer (task, record, (GDestroyNotify) fw_record_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
fw_record_ask_async (FwClient *client,
                     const char *kind,
                     const char *id,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autofree char *escaped = NULL, *path = NULL;
  GTask *task;

  g_return_if_fail (FW_IS_CLIENT (client) && kind != NULL && id != NULL);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, fw_record_ask_async);
  g_task_set_task_data (task, g_strdup (kind), g_free);
  escaped = g_uri_escape_string (id, NULL, FALSE);
  path = g_strdup_printf ("records/%s/%s", kind, escaped);
  fw_client_request_async (client, "GET", path, NULL, NULL, cancellable, answered_cb, task);
}

void
fw_record_ask_stop (GCancellable **asked)
{
  g_return_if_fail (asked != NULL);

  g_cancellable_cancel (*asked);
  g_clear_object (asked);
}

void
fw_record_ask_anew (GCancellable **asked,
                    FwClient *client,
                    const char *kind,
                    const char *id,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_return_if_fail (asked != NULL);

  fw_record_ask_stop (asked);
  *asked = g_cancellable_new ();
  fw_record_ask_async (client, kind, id, *asked, callback, user_data);
}

FwRecord *
fw_record_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
