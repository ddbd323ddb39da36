/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/competencies/fw-competency-reading.h"

#include "protocol/fw-json.h"

typedef struct
{
  GBytes *answer;
  FwCompetencySet *set; /* (nullable) */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_bytes_unref (self->answer);
  fw_competency_set_unref (self->set);
  g_free (self);
}

void
fw_competency_reading_free (FwCompetencyReading *self)
{
  if (self == NULL)
    return;

  fw_competency_set_unref (self->set);
  g_ptr_array_unref (self->items);
  g_free (self);
}

static gboolean
read_rows (FwCompetencyReading *self, JsonObject *answer, GError **error)
{
  JsonArray *rows;

  if (!fw_json_get_integer (answer, "total", &self->total, error) ||
      !fw_json_get_array (answer, "rows", &rows, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = fw_json_find_element (rows, i);
      FwCompetencyItem *item;

      if (row == NULL)
        return fw_json_refuse (error, "rows", "an object");
      item = fw_competency_item_new (self->set, row, error);
      if (item == NULL)
        return FALSE;
      g_ptr_array_add (self->items, item);
    }
  return TRUE;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Asked *asked = data;
  g_autoptr (FwCompetencyReading) reading = g_new0 (FwCompetencyReading, 1);
  g_autoptr (JsonObject) answer = NULL;
  GError *error = NULL;

  reading->items = g_ptr_array_new_with_free_func (g_object_unref);
  answer = fw_json_parse_bytes (asked->answer, &error);
  if (answer != NULL)
    reading->set = asked->set != NULL ? fw_competency_set_ref (asked->set)
                                      : fw_competency_set_new (answer, &error);
  if (reading->set == NULL || !read_rows (reading, answer, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&reading),
                           (GDestroyNotify) fw_competency_reading_free);
}

void
fw_competency_reading_new_async (GBytes *answer,
                                 FwCompetencySet *set,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Asked *asked;

  g_return_if_fail (answer != NULL);

  asked = g_new0 (Asked, 1);
  asked->answer = g_bytes_ref (answer);
  asked->set = set != NULL ? fw_competency_set_ref (set) : NULL;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, fw_competency_reading_new_async);
  g_task_set_task_data (task, asked, asked_free);
  g_task_run_in_thread (task, read_in_thread);
}

FwCompetencyReading *
fw_competency_reading_new_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
