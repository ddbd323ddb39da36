/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/fw-record-batch.h"

#include "core/fw-error.h"
#include "store/fw-records-private.h"

void
fw_record_refusal_clear (FwRecordRefusal *self)
{
  g_clear_error (&self->error);
}

/* What says something of this one write; anything else says that none can be made. */
static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, FW_ERROR, FW_ERROR_INVALID) ||
         g_error_matches (error, FW_ERROR, FW_ERROR_NOT_FOUND) ||
         g_error_matches (error, FW_ERROR, FW_ERROR_CONFLICT) ||
         g_error_matches (error, FW_ERROR, FW_ERROR_FORBIDDEN);
}

static gboolean
has_secret (const FwRecord *record, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == FW_FIELD_SECRET && !fw_record_is_empty (record, i))
      {
        g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected by itself, not among others",
                     kind->fields[i].name);
        return TRUE;
      }
  return FALSE;
}

static gboolean
write_one (FwRecords *self, FwWrite *write, const FwRecordWrite *one, GError **error)
{
  FwWriteResult result;

  if (one->deletes)
    return fw_records_delete_one (self, write, one->record, error);
  return !has_secret (one->record, error) &&
         fw_records_write_one (self, write, one->record, &result, error);
}

static gboolean
write_all (FwRecords *self, FwWrite *write, GArray *writes, GArray *refusals, GError **error)
{
  for (guint i = 0; i < writes->len; i++)
    {
      FwRecordRefusal refusal = { .index = i };

      if (write_one (self, write, &g_array_index (writes, FwRecordWrite, i), &refusal.error))
        continue;
      if (!is_refusal (refusal.error))
        {
          g_propagate_error (error, refusal.error);
          g_array_set_size (refusals, 0);
          return FALSE;
        }
      g_array_append_val (refusals, refusal);
    }
  if (refusals->len == 0)
    return TRUE;

  g_propagate_error (error, g_error_copy (g_array_index (refusals, FwRecordRefusal, 0).error));
  return FALSE;
}

gboolean
fw_records_write_batch (
    FwRecords *self, FwScope *scope, GArray *writes, gint64 now, GArray *refusals, GError **error)
{
  g_auto (FwWrite) write = { .scope = scope, .now = now };
  g_autofree guint *revisions = NULL;

  g_return_val_if_fail (self != NULL && scope != NULL && writes != NULL && refusals != NULL, FALSE);

  if (writes->len > FW_RECORD_BATCH_MAX)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE, "expected at most %d writes",
                   FW_RECORD_BATCH_MAX);
      return FALSE;
    }

  revisions = g_new (guint, MAX (writes->len, 1));
  for (guint i = 0; i < writes->len; i++)
    revisions[i] = fw_record_get_revision (g_array_index (writes, FwRecordWrite, i).record);
  if (!fw_records_prepare_write (self, &write, error) || !fw_records_begin (self, error))
    return FALSE;
  if (fw_records_end (self, write_all (self, &write, writes, refusals, error), error))
    return TRUE;

  /* What was written before the failure was taken back. */
  for (guint i = 0; i < writes->len; i++)
    fw_record_set_revision (g_array_index (writes, FwRecordWrite, i).record, revisions[i]);
  return FALSE;
}
