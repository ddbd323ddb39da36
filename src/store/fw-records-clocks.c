/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What falls due while nobody does anything. A step is told in the transaction that notes that it
 * was: once, however often the server was stopped in between. */
#include "store/fw-record-moves.h"

#include "core/fw-error.h"
#include "store/fw-flow-cases.h"

/* One that cannot be read is tried again then; the others do not wait for it. */
#define RETRY (60 * FW_MINUTE)

void
fw_record_told_free (FwRecordTold *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self);
}

typedef struct
{
  FwRecords *records;
  GPtrArray *due; /* FwRecordTold */
} Due;

static gboolean
read_due_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Due *due = user_data;
  g_autofree char *name = g_strndup (columns[0].data, columns[0].length);
  const FwKind *kind = fw_records_find_kind (due->records, name);
  FwRecordTold *told;

  if (kind == NULL || kind->flow == NULL)
    return TRUE;
  told = g_new0 (FwRecordTold, 1);
  told->kind = kind;
  told->id = g_strndup (columns[1].data, columns[1].length);
  g_ptr_array_add (due->due, told);
  return TRUE;
}

static gboolean
take_number_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  if (columns[0].type == FW_SQL_INTEGER)
    *(gint64 *) user_data = columns[0].integer;
  return FALSE;
}

gboolean
fw_records_find_due (FwRecords *self, gint64 *at, GError **error)
{
  g_return_val_if_fail (self != NULL && at != NULL, FALSE);

  *at = G_MAXINT64;
  return fw_database_query (self->database,
                            "SELECT next FROM flow_case WHERE next IS NOT NULL ORDER BY next "
                            "LIMIT 1",
                            NULL, 0, take_number_cb, at, error);
}

/* Whether anything was written; @told learns what. */
static gboolean
run_one (FwRecords *self, FwWrite *write, FwRecordTold *told, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (FwRecord) record = fw_records_load (self, told->kind, told->id, &failure);
  g_autoptr (FwRecord) moved = NULL;
  g_autoptr (FwFlowStored) kept = NULL;
  guint state;

  if (record == NULL)
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND, "there is no %s of that id",
                     told->kind->name);
      return FALSE;
    }
  kept = fw_flow_cases_load (self, record, write->now, error);
  if (kept == NULL)
    return FALSE;

  state = (guint) fw_kind_get_state (told->kind);
  told->revision = fw_record_get_revision (record);
  if (!fw_record_is_deleted (record))
    fw_flow_case_run (kept->flow_case, &kept->seen, write->now, kept->notices);
  told->moved = g_strcmp0 (kept->flow_case->state, fw_record_get_text (record, state)) != 0;
  if (told->moved)
    {
      moved = fw_record_copy (record);
      fw_record_set_text (moved, state, kept->flow_case->state);
      fw_record_set_revision (moved, ++told->revision);
      kept->record = moved;
      if (!fw_records_store_row (self, write, record, moved, error))
        return FALSE;
    }
  return fw_flow_cases_save (self, kept, error);
}

static void
put_off (FwRecords *self, const FwRecordTold *told, gint64 now)
{
  FwSqlValue values[] = { FW_SQL_STRING (told->kind->name), FW_SQL_STRING (told->id),
                          FW_SQL_INT (now + RETRY) };
  g_autoptr (GError) error = NULL;

  if (!fw_database_execute (self->database,
                            "UPDATE flow_case SET next = $3 WHERE kind = $1 AND id = $2", values,
                            G_N_ELEMENTS (values), NULL, &error))
    g_warning ("clocks of %s “%s”: %s", told->kind->name, told->id, error->message);
}

/* Whether it says something of this one record; anything else says that none can be written. */
static gboolean
is_of_one (const GError *error)
{
  return g_error_matches (error, FW_ERROR, FW_ERROR_CORRUPT) ||
         g_error_matches (error, FW_ERROR, FW_ERROR_INVALID) ||
         g_error_matches (error, FW_ERROR, FW_ERROR_NOT_FOUND);
}

/* All in one transaction; the first that cannot be made alone is put off, and the rest tried anew.
 */
static gboolean
run_all (FwRecords *self, FwWrite *write, GPtrArray *due, guint *failed, GError **error)
{
  gboolean done = TRUE;

  if (!fw_records_begin (self, error))
    return FALSE;
  for (guint i = 0; done && i < due->len; i++)
    {
      *failed = i;
      done = run_one (self, write, due->pdata[i], error);
    }
  return fw_records_end (self, done, error);
}

gboolean
fw_records_run_clocks (
    FwRecords *self, gint64 now, guint limit, GPtrArray *told, guint *n, GError **error)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_auto (FwWrite) write = { .scope = scope, .now = now };
  FwSqlValue values[] = { FW_SQL_INT (now), FW_SQL_INT (limit) };
  Due due = { self };
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_told_free);

  g_return_val_if_fail (self != NULL && told != NULL && n != NULL && limit > 0, FALSE);

  due.due = found;
  *n = 0;
  if (!fw_database_query (self->database,
                          "SELECT kind, id FROM flow_case WHERE next <= $1 ORDER BY next LIMIT $2",
                          values, G_N_ELEMENTS (values), read_due_cb, &due, error))
    return FALSE;
  *n = found->len;
  while (found->len > 0)
    {
      g_autoptr (GError) failure = NULL;
      guint failed = 0;

      if (run_all (self, &write, found, &failed, &failure))
        break;
      if (!is_of_one (failure))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      g_warning ("clocks: %s", failure->message);
      put_off (self, found->pdata[failed], now);
      g_ptr_array_remove_index (found, failed);
    }
  g_ptr_array_extend_and_steal (told, g_steal_pointer (&found));
  return TRUE;
}
