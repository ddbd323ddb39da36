/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/records/fw-record-batch-writer.h"

#include "core/fw-error.h"
#include "protocol/fw-batch-json.h"
#include "protocol/fw-said.h"

static void
clear_change (gpointer data)
{
  FwRecordChange *change = data;

  g_clear_pointer (&change->record, fw_record_unref);
}

GArray *
fw_record_changes_new (void)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (FwRecordChange));

  g_array_set_clear_func (changes, clear_change);
  return changes;
}

/* What the task ends with beside its outcome. */
typedef struct
{
  GArray *changes;
  char *reason; /* (nullable) */
} Write;

static void
free_write (gpointer data)
{
  Write *write = data;

  g_array_unref (write->changes);
  g_free (write->reason);
  g_free (write);
}

/* ---- to the server ---- */

static GBytes *
make_body (GArray *changes)
{
  FwBatchJson batch;

  fw_batch_json_init (&batch);
  for (guint i = 0; i < changes->len; i++)
    {
      const FwRecordChange *change = &g_array_index (changes, FwRecordChange, i);

      if (change->deletes)
        fw_batch_json_add_deletion (&batch, fw_record_get_kind (change->record)->name,
                                    fw_record_get_id (change->record),
                                    fw_record_get_revision (change->record));
      else
        fw_batch_json_add_record (&batch, change->record);
    }
  return fw_batch_json_finish (&batch);
}

static gboolean
read_written (GArray *changes, GBytes *answer, GError **error)
{
  g_autofree guint *revisions = g_new0 (guint, changes->len);

  if (!fw_batch_json_read_written (answer, revisions, changes->len, error))
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    fw_record_set_revision (g_array_index (changes, FwRecordChange, i).record, revisions[i]);
  return TRUE;
}

static char *
read_reason (JsonObject *refusal)
{
  JsonObject *first;
  JsonArray *refused;
  const char *message;

  if (refusal == NULL || !fw_json_has (refusal, "refused") ||
      !fw_json_get_array (refusal, "refused", &refused, NULL))
    return NULL;
  first = fw_json_find_element (refused, 0);
  message = first != NULL ? fw_json_find_text (first, "message") : NULL;
  return message != NULL ? fw_said_translate (message) : NULL;
}

/* ---- on this desk ---- */

static gboolean
is_of_one (GArray *changes, const char *kind)
{
  for (guint i = 0; i < changes->len; i++)
    if (g_str_equal (fw_record_get_kind (g_array_index (changes, FwRecordChange, i).record)->name,
                     kind))
      return TRUE;
  return FALSE;
}

static gboolean
waits_already (FwOutbox *outbox, GArray *changes)
{
  GListModel *items = fw_outbox_get_items (outbox);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (FwOutboxItem) item = g_list_model_get_item (items, i);

      if (item->state == FW_OUTBOX_WAITING && is_of_one (changes, item->kind))
        return TRUE;
    }
  return FALSE;
}

/* @task: (transfer full) */
static void
keep (FwOutbox *outbox, GTask *task)
{
  FwClient *client = FW_CLIENT (g_task_get_source_object (task));
  Write *write = g_task_get_task_data (task);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < write->changes->len; i++)
    {
      const FwRecordChange *change = &g_array_index (write->changes, FwRecordChange, i);

      g_ptr_array_add (edits, fw_record_to_edit (client, change->record, change->deletes));
    }
  fw_record_keep_edits (outbox, edits, task);
}

/* ---- either ---- */

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FwClient *client = FW_CLIENT (source);
  g_autoptr (GTask) task = G_TASK (user_data);
  Write *write = g_task_get_task_data (task);
  FwOutbox *outbox = fw_outbox_of (client);
  GError *error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (client, result, &error);

  if (answer != NULL && read_written (write->changes, answer, &error))
    g_task_return_int (task, FW_WRITE_STORED);
  else if (outbox != NULL && g_error_matches (error, FW_ERROR, FW_ERROR_UNAVAILABLE))
    {
      g_error_free (error);
      keep (outbox, g_steal_pointer (&task));
    }
  else
    {
      write->reason = read_reason (fw_client_get_refusal (result));
      g_task_return_error (task, error);
    }
}

void
fw_record_write_all_async (FwClient *client,
                           GArray *changes,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  FwOutbox *outbox;
  Write *write;
  GTask *task;
  g_autoptr (GBytes) body = NULL;

  g_return_if_fail (FW_IS_CLIENT (client));
  g_return_if_fail (changes != NULL && changes->len > 0);

  outbox = fw_outbox_of (client);
  task = g_task_new (client, NULL, callback, user_data);
  write = g_new0 (Write, 1);
  write->changes = g_array_ref (changes);
  g_task_set_task_data (task, write, free_write);
  if (outbox != NULL &&
      (fw_client_get_state (client) == FW_CLIENT_OFFLINE || waits_already (outbox, changes)))
    {
      keep (outbox, task);
      return;
    }
  body = make_body (changes);
  /* not cancelled with a page: what was written is to be kept */
  fw_client_request_async (client, "POST", "records", body, "application/json", NULL, answered_cb,
                           task);
}

FwWriteOutcome
fw_record_write_all_finish (GAsyncResult *result, char **reason, GError **error)
{
  Write *write = g_task_get_task_data (G_TASK (result));
  gssize outcome = g_task_propagate_int (G_TASK (result), error);

  *reason = g_strdup (write->reason);
  return outcome > 0 ? (FwWriteOutcome) outcome : FW_WRITE_FAILED;
}
