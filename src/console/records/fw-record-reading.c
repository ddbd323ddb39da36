/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/records/fw-record-reading.h"

#include "core/fw-error.h"
#include "protocol/fw-record-json.h"

typedef struct
{
  GBytes *answer;
  const FwKind *kind;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_bytes_unref (job->answer);
  g_free (job);
}

static void
free_reading (gpointer data)
{
  fw_record_reading_free (data);
}

static gboolean
read_record (FwRecordReading *self, const FwKind *kind, JsonObject *object, GError **error)
{
  gboolean deleted = FALSE;
  const char *id;
  FwRecord *record;

  if (fw_json_has (object, "deleted"))
    {
      if (!fw_json_get_boolean (object, "deleted", &deleted, error) ||
          !fw_json_get_text (object, "id", &id, error))
        return FALSE;
      g_ptr_array_add (self->deleted, g_strdup (id));
      return TRUE;
    }
  record = fw_record_json_take (kind, object, error);
  if (record == NULL)
    return FALSE;
  g_ptr_array_add (self->records, record);
  return TRUE;
}

static gboolean
read_rest (FwRecordReading *self, JsonObject *object, GError **error)
{
  const char *next;

  if (fw_json_has (object, "next"))
    {
      if (!fw_json_get_text (object, "next", &next, error))
        return FALSE;
      self->next = g_strdup (next);
    }
  return (!fw_json_has (object, "count") ||
          (fw_json_get_integer (object, "count", &self->count, error) &&
           fw_json_get_boolean (object, "more_than", &self->more, error))) &&
         (!fw_json_has (object, "change") ||
          fw_json_get_integer (object, "change", &self->change, error));
}

static FwRecordReading *
read_answer (const FwKind *kind, JsonObject *object, GError **error)
{
  g_autoptr (FwRecordReading) self = g_new0 (FwRecordReading, 1);
  JsonArray *array;

  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  self->deleted = g_ptr_array_new_with_free_func (g_free);
  self->count = -1;
  self->change = -1;
  if (!fw_json_get_array (object, "records", &array, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "records: expected objects");
          return NULL;
        }
      if (!read_record (self, kind, json_node_get_object (node), error))
        return NULL;
    }
  return read_rest (self, object, error) ? g_steal_pointer (&self) : NULL;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (JsonObject) object = NULL;
  FwRecordReading *reading = NULL;
  GError *error = NULL;

  object = fw_json_parse_bytes (job->answer, &error);
  if (object != NULL)
    reading = read_answer (job->kind, object, &error);
  if (reading != NULL)
    g_task_return_pointer (task, reading, free_reading);
  else
    g_task_return_error (task, error);
}

void
fw_record_reading_read_async (GBytes *answer,
                              const FwKind *kind,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  /* No source object: the thread must not drop the last reference of what lives on the main
   * context. */
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (answer != NULL && kind != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, fw_record_reading_read_async);
  job = g_new0 (Job, 1);
  job->answer = g_bytes_ref (answer);
  job->kind = kind;
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, read_in_thread);
}

FwRecordReading *
fw_record_reading_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
fw_record_reading_free (FwRecordReading *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->deleted);
  g_free (self->next);
  g_free (self);
}
