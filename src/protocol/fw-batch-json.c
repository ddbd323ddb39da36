/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-batch-json.h"

#include <string.h>

#include "protocol/fw-record-json.h"

void
fw_batch_json_init (FwBatchJson *self)
{
  g_return_if_fail (self != NULL);

  self->text = g_string_new (NULL);
  fw_json_writer_init (&self->writer, self->text);
  fw_json_writer_begin_object (&self->writer);
  fw_json_writer_key (&self->writer, "writes");
  fw_json_writer_begin_array (&self->writer);
}

static void
begin_write (FwBatchJson *self, const char *kind)
{
  fw_json_writer_begin_object (&self->writer);
  fw_json_member_text (&self->writer, "kind", kind);
}

void
fw_batch_json_add_record (FwBatchJson *self, const FwRecord *record)
{
  g_return_if_fail (self != NULL && record != NULL);

  begin_write (self, fw_record_get_kind (record)->name);
  fw_json_writer_key (&self->writer, "record");
  fw_record_json_append (&self->writer, record, TRUE);
  fw_json_writer_end_object (&self->writer);
}

void
fw_batch_json_add_text (FwBatchJson *self, const char *kind, const char *json)
{
  g_return_if_fail (self != NULL && kind != NULL && json != NULL);

  begin_write (self, kind);
  fw_json_writer_key (&self->writer, "record");
  fw_json_writer_raw (&self->writer, json, strlen (json));
  fw_json_writer_end_object (&self->writer);
}

void
fw_batch_json_add_deletion (FwBatchJson *self, const char *kind, const char *id, guint revision)
{
  g_return_if_fail (self != NULL && kind != NULL && id != NULL);

  begin_write (self, kind);
  fw_json_member_text (&self->writer, "delete", id);
  fw_json_member_integer (&self->writer, "revision", revision);
  fw_json_writer_end_object (&self->writer);
}

GBytes *
fw_batch_json_finish (FwBatchJson *self)
{
  g_return_val_if_fail (self != NULL && self->text != NULL, NULL);

  fw_json_writer_end_array (&self->writer);
  fw_json_writer_end_object (&self->writer);
  return g_string_free_to_bytes (g_steal_pointer (&self->text));
}

gboolean
fw_batch_json_read_written (GBytes *answer, guint *revisions, guint n_writes, GError **error)
{
  g_autoptr (JsonObject) object = NULL;
  JsonArray *written;

  g_return_val_if_fail (answer != NULL && revisions != NULL, FALSE);

  object = fw_json_parse_bytes (answer, error);
  if (object == NULL || !fw_json_get_array (object, "written", &written, error))
    return FALSE;
  for (guint i = 0; i < n_writes; i++)
    {
      JsonObject *line = fw_json_find_element (written, i);
      gint64 revision;

      if (line == NULL)
        return fw_json_refuse (error, "written", "a line for each write");
      if (!fw_json_get_integer (line, "revision", &revision, error))
        return FALSE;
      revisions[i] = (guint) CLAMP (revision, 0, G_MAXINT32);
    }
  return TRUE;
}
