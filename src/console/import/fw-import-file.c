/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/import/fw-import-file.h"

#include "core/fw-error.h"

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  if (bytes == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
}

static void
sized_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (info != NULL && g_file_info_get_size (info) > FW_IMPORT_MAX_FILE)
    g_set_error (&error, FW_ERROR, FW_ERROR_TOO_LARGE,
                 "the file has more than %d MiB; floorwalkerctl import takes it",
                 FW_IMPORT_MAX_FILE >> 20);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_file_load_bytes_async (G_FILE (source), g_task_get_cancellable (task), loaded_cb,
                             g_object_ref (task));
}

void
fw_import_file_load_async (GFile *file,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, fw_import_file_load_async);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, cancellable, sized_cb, task);
}

GBytes *
fw_import_file_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
