/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/fw-record-sum.h"

#include "store/fw-row-sum.h"

/* Secrets are read and written apart from their row and have sums of their own. */
static gint64
sum_row_as (const FwKind *kind, const FwSqlValue *columns, const char *last)
{
  const char *names[FW_RECORD_N_FIXED + FW_KIND_MAX_FIELDS] = { "id", "revision", "deleted",
                                                                "written" };
  FwSqlValue values[FW_RECORD_N_FIXED + FW_KIND_MAX_FIELDS];

  for (guint i = 0; i < FW_RECORD_N_FIXED + kind->n_fields; i++)
    values[i] = columns[i];
  for (guint i = 0; i < kind->n_fields; i++)
    {
      names[FW_RECORD_N_FIXED + i] = kind->fields[i].name;
      if (kind->fields[i].type == FW_FIELD_SECRET || kind->fields[i].own)
        values[FW_RECORD_N_FIXED + i] = FW_SQL_NONE;
    }
  if (last != NULL)
    names[FW_RECORD_N_FIXED + kind->n_fields - 1] = last;
  return fw_row_sum (kind->name, names, values, FW_RECORD_N_FIXED + kind->n_fields);
}

static gint64
sum_row (const FwKind *kind, const FwSqlValue *columns)
{
  return sum_row_as (kind, columns, NULL);
}

FwSqlValue
fw_record_sum_own (const FwKind *kind, guint field, const FwSqlValue *columns)
{
  g_return_val_if_fail (kind != NULL && field < kind->n_fields && columns != NULL, FW_SQL_NONE);

  const char *const names[] = { "id", kind->fields[field].name };
  const FwSqlValue values[] = { columns[0], columns[FW_RECORD_N_FIXED + field] };

  return values[1].type == FW_SQL_NULL ? FW_SQL_NONE
                                       : FW_SQL_INT (fw_row_sum (kind->name, names, values, 2));
}

gboolean
fw_record_sum_check (const FwKind *kind, const FwSqlValue *columns, const char *id, GError **error)
{
  const FwSqlValue *stored = &columns[FW_RECORD_N_FIXED + kind->n_fields];

  if (!fw_row_sum_is (stored, sum_row (kind, columns), kind->name, id, error))
    return FALSE;
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].own &&
        !fw_row_sum_is (++stored, fw_record_sum_own (kind, i, columns).integer, kind->name, id,
                        error))
      return FALSE;
  return TRUE;
}

gint64
fw_record_table_sum (const FwKind *kind, const FwSqlValue *columns)
{
  g_return_val_if_fail (kind != NULL && columns != NULL, 0);

  return sum_row (kind, columns);
}

gboolean
fw_record_table_is_sound_as (const FwKind *kind, const FwSqlValue *columns, const char *last)
{
  g_return_val_if_fail (kind != NULL && columns != NULL && last != NULL, FALSE);

  return fw_row_sum_is (&columns[FW_RECORD_N_FIXED + kind->n_fields],
                        sum_row_as (kind, columns, last), kind->name, "", NULL);
}

gboolean
fw_record_table_is_sound (const FwKind *kind, const FwSqlValue *columns)
{
  g_return_val_if_fail (kind != NULL && columns != NULL, FALSE);

  return fw_record_sum_check (kind, columns, "", NULL);
}
