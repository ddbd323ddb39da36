/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads everything that is kept of the house once, so that each sum is looked at. */
#include "core/fw-error.h"
#include "store/fw-flow-cases.h"
#include "store/fw-records-private.h"
#include "store/fw-row-sum.h"

/* Where a record stands, by its case and by itself, and that what was signed is what was sealed. */
static gboolean
verify_case (FwRecords *self, const FwRecord *record, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);
  g_autoptr (FwFlowStored) stored = NULL;

  if (kind->flow == NULL)
    return TRUE;
  stored = fw_flow_cases_load (self, record, 0, error);
  if (stored == NULL)
    return FALSE;
  if (stored->flow_case->state == NULL ||
      (g_strcmp0 (stored->flow_case->state, fw_record_text (record, FW_KIND_STATE)) == 0 &&
       fw_flow_verify (stored->flow_case->entries, NULL)))
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT,
               "what was signed of %s “%s” is not what it says now, or it stands elsewhere",
               kind->name, fw_record_get_id (record));
  return FALSE;
}

static gboolean
verify_tables (FwRecords *self, GError **error)
{
  const GPtrArray *tables = fw_records_get_tables (self);

  for (guint i = 0; i < tables->len; i++)
    {
      FwRecordTable *table = tables->pdata[i];
      g_autoptr (GArray) rows =
          fw_record_table_read (table, self->database, table->select_all, NULL, error);
      g_autoptr (GArray) past = NULL;

      if (rows == NULL)
        return FALSE;
      for (guint j = 0; j < rows->len; j++)
        if (!verify_case (self, g_array_index (rows, FwRevision, j).record, error))
          return FALSE;
      if (table->select_past != NULL &&
          (past = fw_record_table_read (table, self->database, table->select_past, NULL, error)) ==
              NULL)
        return FALSE;
    }
  return TRUE;
}

#define PAGE "1000"
#define PAGE_SIZE 1000

typedef struct
{
  gint64 last; /* number of the last line */
  guint n;
  GError *error;
} Lines;

static gboolean
check_line_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Lines *lines = user_data;
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, columns[0].integer);

  lines->n++;
  if (columns[0].integer != lines->last + 1)
    {
      g_set_error (&lines->error, FW_ERROR, FW_ERROR_CORRUPT,
                   "line %" G_GINT64_FORMAT " of the log of changes is missing", lines->last + 1);
      return FALSE;
    }
  lines->last++;
  return fw_row_sum_is (&columns[9], fw_records_sum_log (columns), "change_log", number,
                        &lines->error);
}

static gboolean
verify_log (FwRecords *self, GError **error)
{
  Lines lines = { 0 };
  gint64 last;

  do
    {
      FwSqlValue value = FW_SQL_INT (lines.last);

      lines.n = 0;
      if (!fw_database_query (self->database,
                              "SELECT number, at, account, kind, id, revision, field, before_text, "
                              "after_text, sum FROM change_log WHERE number > $1 ORDER BY number "
                              "LIMIT " PAGE,
                              &value, 1, check_line_cb, &lines, error))
        return FALSE;
    }
  while (lines.n == PAGE_SIZE && lines.error == NULL);

  if (lines.error != NULL)
    {
      g_propagate_error (error, lines.error);
      return FALSE;
    }
  if (!fw_records_get_last_change (self, &last, error))
    return FALSE;
  if (last <= lines.last)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT,
               "the last %" G_GINT64_FORMAT " lines of the log of changes are missing",
               last - lines.last);
  return FALSE;
}

typedef struct
{
  GError *error;
} Secrets;

static gboolean
check_secret_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Secrets *secrets = user_data;
  g_autofree char *id = g_strndup (columns[0].data, columns[0].length);
  g_autofree char *sealed = g_strndup (columns[1].data, columns[1].length);
  g_autofree char *secret = fw_row_sum_open (id, sealed, &secrets->error);

  return secret != NULL;
}

static gboolean
verify_secret (FwRecords *self, FwRecordTable *table, const char *field, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id, f_%s FROM %s WHERE coalesce (f_%s, '') <> ''",
                                          field, table->name, field);
  Secrets secrets = { NULL };

  if (!fw_database_query (self->database, sql, NULL, 0, check_secret_cb, &secrets, error))
    return FALSE;
  if (secrets.error == NULL)
    return TRUE;

  g_propagate_error (error, secrets.error);
  return FALSE;
}

static gboolean
verify_secrets (FwRecords *self, GError **error)
{
  const GPtrArray *tables = fw_records_get_tables (self);

  for (guint i = 0; i < tables->len; i++)
    {
      FwRecordTable *table = tables->pdata[i];

      for (guint j = 0; j < table->kind->n_fields; j++)
        if (table->kind->fields[j].type == FW_FIELD_SECRET &&
            !verify_secret (self, table, table->kind->fields[j].name, error))
          return FALSE;
    }
  return TRUE;
}

gboolean
fw_records_verify (FwRecords *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return fw_own_kinds_verify (self, error) && verify_tables (self, error) &&
         verify_log (self, error) && verify_secrets (self, error);
}
