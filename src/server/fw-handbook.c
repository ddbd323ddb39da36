/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-handbook.h"

#include "core/quality/fw-handbook.h"
#include "server/fw-swap-party.h"

static gboolean
supersede (
    FwRecords *records, const char *old, const char *successor, GArray *writes, GError **error)
{
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_autoptr (FwRecord) stored =
      fw_records_get (records, whole, fw_kind_find (FW_HANDBOOK_CASES), old, error);
  FwRecordWrite write = { .record = NULL };

  if (stored == NULL)
    return FALSE;
  if (g_strcmp0 (fw_record_text (stored, FW_KIND_STATE), "in-force") != 0)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_CONFLICT,
                           "the case that it takes the place of is not in force");
      return FALSE;
    }
  write.record = fw_record_copy (stored);
  fw_record_put_text (write.record, "successor", successor);
  g_array_append_val (writes, write);
  return TRUE;
}

GArray *
fw_handbook_have_effect (FwRecords *records, const FwRecord *debrief, GError **error)
{
  g_autoptr (GArray) writes = NULL;
  FwRecordWrite made = { .record = NULL };
  const char *old;

  g_return_val_if_fail (records != NULL && debrief != NULL, NULL);

  writes = fw_swap_writes_new ();
  made.record = fw_handbook_make (debrief);
  g_array_append_val (writes, made);
  old = fw_record_text (debrief, "replaces");
  return old == NULL || supersede (records, old, fw_record_get_id (debrief), writes, error)
             ? g_steal_pointer (&writes)
             : NULL;
}
