/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The change log, newest first. A record may have belonged to others before: walking back, each
 * line undoes itself in a copy of the record, so that every revision is held against the scope as
 * it was then. A revision that brought a record into the scope is told without what was before it.
 */
#include "core/fw-error.h"
#include "store/fw-records-private.h"
#include "store/fw-row-sum.h"

gint64
fw_records_sum_log (const FwSqlValue *values)
{
  static const char *const names[] = { "number",   "at",    "account",     "kind",      "id",
                                       "revision", "field", "before_text", "after_text" };

  return fw_row_sum ("change_log", names, values, G_N_ELEMENTS (names));
}

gboolean
fw_records_log (FwRecords *self,
                FwWrite *write,
                const FwRecord *record,
                const char *field,
                const char *before,
                const char *after,
                GError **error)
{
  FwSqlValue values[] = { FW_SQL_INT (++self->change),
                          FW_SQL_INT (write->now),
                          FW_SQL_STRING (fw_scope_get_account (write->scope)),
                          FW_SQL_STRING (fw_record_get_kind (record)->name),
                          FW_SQL_STRING (fw_record_get_id (record)),
                          FW_SQL_INT (fw_record_get_revision (record)),
                          FW_SQL_STRING (field),
                          FW_SQL_STRING (before),
                          FW_SQL_STRING (after),
                          FW_SQL_NONE };

  values[G_N_ELEMENTS (values) - 1] = FW_SQL_INT (fw_records_sum_log (values));
  return fw_database_execute (
      self->database,
      "INSERT INTO change_log (number, at, account, kind, id, revision, field, before_text, "
      "after_text, sum) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      values, G_N_ELEMENTS (values), NULL, error);
}

#define LOG_PAGE 500

typedef struct
{
  FwRecords *self;
  FwScope *scope;
  const FwKind *kind;
  GHashTable *records; /* id -> FwRecord as it was before the lines that were read, or NULL */
  GPtrArray *changes;
  guint limit;
  gint64 last; /* number of the last line seen */
  guint rows;
  GPtrArray *pending; /* FwChange of one revision of one record, which stand together */
  FwRecord *after;    /* (nullable): the record as that revision left it */
  GError *error;
} LogReader;

static char *
copy_text (const FwSqlValue *column)
{
  return column->type == FW_SQL_NULL ? NULL : g_strndup (column->data, column->length);
}

static void
free_change (gpointer data)
{
  fw_change_free (data);
}

static void
unref_record (gpointer data)
{
  if (data != NULL)
    fw_record_unref (data);
}

static gboolean
is_field_readable (LogReader *reader, const char *name)
{
  gint index = fw_kind_find_field (reader->kind, name);
  const FwField *field = index >= 0 ? &reader->kind->fields[index] : NULL;

  return (fw_kind_get_read (reader->kind, field) & fw_scope_get_role (reader->scope)) != 0;
}

/* Takes the pending lines over into what is told, as far as they may be. */
static void
flush_pending (LogReader *reader)
{
  gboolean seen = reader->after != NULL && fw_record_is_allowed (reader->after, reader->scope);

  for (guint i = 0; seen && i < reader->pending->len && reader->changes->len < reader->limit; i++)
    {
      FwChange *change = reader->pending->pdata[i];
      const FwRecord *before = g_hash_table_lookup (reader->records, change->id);

      if (!is_field_readable (reader, change->field))
        continue;
      if (!fw_record_is_allowed (before, reader->scope))
        g_clear_pointer (&change->before, g_free);
      reader->pending->pdata[i] = NULL;
      g_ptr_array_add (reader->changes, change);
    }

  g_ptr_array_set_size (reader->pending, 0);
  g_clear_pointer (&reader->after, fw_record_unref);
}

/* Returns: (transfer none) (nullable): the record as it was before the lines that were read; NULL
 * where it is not seen as it is now. */
static FwRecord *
find_record (LogReader *reader, const char *id)
{
  gpointer known;
  FwRecord *record;

  if (g_hash_table_lookup_extended (reader->records, id, NULL, &known))
    return known;

  record = fw_records_load (reader->self, reader->kind, id, &reader->error);
  if (record != NULL && !fw_record_is_allowed (record, reader->scope))
    g_clear_pointer (&record, fw_record_unref);
  g_hash_table_insert (reader->records, g_strdup (id), record);
  return record;
}

static void
undo_change (FwRecord *record, const FwChange *change)
{
  gint field = fw_kind_find_field (fw_record_get_kind (record), change->field);

  if (field < 0 || fw_record_get_kind (record)->fields[field].type == FW_FIELD_SECRET)
    return;
  if (change->before == NULL ||
      !fw_record_parse (record, (guint) field, fw_text (change->before), NULL))
    fw_record_clear (record, (guint) field);
}

static FwChange *
make_change (LogReader *reader, const FwSqlValue *columns)
{
  FwChange *change = g_new0 (FwChange, 1);

  change->at = columns[1].integer;
  change->account = copy_text (&columns[2]);
  change->kind = g_strdup (reader->kind->name);
  change->id = copy_text (&columns[3]);
  change->revision = (guint) columns[4].integer;
  change->field = copy_text (&columns[5]);
  change->before = copy_text (&columns[6]);
  change->after = copy_text (&columns[7]);
  return change;
}

static gboolean
check_line (LogReader *reader, const FwSqlValue *columns)
{
  FwSqlValue values[] = { columns[0], columns[1], columns[2], FW_SQL_STRING (reader->kind->name),
                          columns[3], columns[4], columns[5], columns[6],
                          columns[7] };
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, columns[0].integer);

  return fw_row_sum_is (&columns[8], fw_records_sum_log (values), "change_log", number,
                        &reader->error);
}

static gboolean
read_change_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  LogReader *reader = user_data;
  FwChange *change;
  const FwChange *first = reader->pending->len > 0 ? reader->pending->pdata[0] : NULL;
  FwRecord *record;

  reader->rows++;
  reader->last = columns[0].integer;
  if (!check_line (reader, columns))
    return FALSE;
  change = make_change (reader, columns);
  if (first != NULL && (first->revision != change->revision || strcmp (first->id, change->id) != 0))
    flush_pending (reader);

  g_ptr_array_add (reader->pending, change);
  record = find_record (reader, change->id);
  if (record == NULL)
    return reader->error == NULL;
  if (reader->after == NULL)
    reader->after = fw_record_copy (record);
  undo_change (record, change);
  return reader->changes->len < reader->limit;
}

static gboolean
read_log_page (LogReader *reader, const char *id, GError **error)
{
  FwSqlValue values[] = { FW_SQL_STRING (reader->kind->name), FW_SQL_INT (reader->last),
                          FW_SQL_INT (LOG_PAGE), FW_SQL_STRING (id) };
  const char *sql =
      id != NULL
          ? "SELECT number, at, account, id, revision, field, before_text, after_text, sum FROM "
            "change_log "
            "WHERE kind = $1 AND number < $2 AND id = $4 ORDER BY number DESC LIMIT $3"
          : "SELECT number, at, account, id, revision, field, before_text, after_text, sum FROM "
            "change_log "
            "WHERE kind = $1 AND number < $2 ORDER BY number DESC LIMIT $3";

  reader->rows = 0;
  if (!fw_database_query (reader->self->database, sql, values, id != NULL ? 4 : 3, read_change_cb,
                          reader, error))
    return FALSE;
  if (reader->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&reader->error));
  return FALSE;
}

static gboolean
read_log (LogReader *reader, const char *id, GError **error)
{
  /* Lines that may not be seen do not count, so pages follow until there are enough. */
  while (reader->changes->len < reader->limit && reader->rows == LOG_PAGE)
    if (!read_log_page (reader, id, error))
      return FALSE;

  flush_pending (reader);
  return TRUE;
}

GPtrArray *
fw_records_get_log (FwRecords *self,
                    FwScope *scope,
                    const FwKind *kind,
                    const char *id,
                    guint limit,
                    GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (free_change);
  g_autoptr (GPtrArray) pending = g_ptr_array_new_with_free_func (free_change);
  g_autoptr (GHashTable) records =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_record);
  LogReader reader = { .self = self,
                       .scope = scope,
                       .kind = kind,
                       .records = records,
                       .changes = changes,
                       .limit = limit,
                       .last = G_MAXINT64,
                       .rows = LOG_PAGE,
                       .pending = pending };
  gboolean done;

  g_return_val_if_fail (self != NULL && scope != NULL && kind != NULL, NULL);

  if (!fw_records_check_reader (scope, kind, error))
    return NULL;
  /* As it is now: a line of a field that was not there yet is hidden from whom the field is. */
  reader.kind = fw_records_find_table (self, kind)->kind;
  if (id != NULL && !fw_record_is_id (id))
    return g_steal_pointer (&changes);

  done = read_log (&reader, id, error);
  g_clear_pointer (&reader.after, fw_record_unref);
  return done ? g_steal_pointer (&changes) : NULL;
}
