/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/records/fw-record-merge.h"

void
fw_record_take_field (FwRecord *record, FwRecord *from, guint field)
{
  const FwKind *kind = fw_record_get_kind (record);
  g_autofree char *text = NULL;

  g_return_if_fail (field < kind->n_fields);

  if (kind->fields[field].type == FW_FIELD_SECRET)
    {
      fw_record_set_text (record, field, fw_record_get_text (from, field));
      return;
    }
  text = fw_record_format (from, field);
  fw_record_parse (record, field, fw_text (text), NULL);
}

FwRecord *
fw_record_merge (FwRecord *base, FwRecord *mine, FwRecord *theirs, GArray *open)
{
  FwRecord *merged;
  const FwKind *kind;

  g_return_val_if_fail (mine != NULL && theirs != NULL && open != NULL, NULL);

  merged = fw_record_copy (theirs);
  kind = fw_record_get_kind (mine);
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == FW_FIELD_SECRET)
      fw_record_take_field (merged, mine, i);
    else if (fw_record_equal_field (mine, theirs, i) ||
             (base != NULL && fw_record_equal_field (base, mine, i)))
      continue;
    else if (base != NULL && fw_record_equal_field (base, theirs, i))
      fw_record_take_field (merged, mine, i);
    else
      g_array_append_val (open, i);
  return merged;
}
