/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening and reading; fw-records-write.c writes, fw-records-references.c looks at other records.
 */
#include "core/fw-error.h"
#include "store/fw-records-private.h"

#define LOG_PAGE 500

static const char *const tables[] = {
  "CREATE TABLE IF NOT EXISTS house_state (name TEXT PRIMARY KEY, value INTEGER NOT NULL)",
  "INSERT INTO house_state (name, value) VALUES ('generation', 0), ('change', 0) ON CONFLICT "
  "(name) DO NOTHING",
  "CREATE TABLE IF NOT EXISTS change_log (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, account "
  "TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, field TEXT NOT "
  "NULL, before_text TEXT, after_text TEXT)",
  "CREATE INDEX IF NOT EXISTS change_log_record ON change_log (kind, id, number)", NULL
};

static void
free_table (gpointer data)
{
  fw_record_table_free (data);
}

static gboolean
define_tables (FwRecords *self, GError **error)
{
  if (!fw_database_define (self->database, tables, error) ||
      !fw_database_define (self->database, fw_accounts_tables, error))
    return FALSE;

  for (guint i = 0; i < self->tables->len; i++)
    if (!fw_record_table_define (self->tables->pdata[i], self->database, error))
      return FALSE;

  return TRUE;
}

FwRecords *
fw_records_open (FwDatabase *database, GError **error)
{
  g_autoptr (FwRecords) self = g_new0 (FwRecords, 1);

  g_return_val_if_fail (database != NULL, NULL);

  self->database = database;
  self->tables = g_ptr_array_new_with_free_func (free_table);
  g_mutex_init (&self->lock);
  for (const FwKind *const *kind = fw_kinds (); *kind != NULL; kind++)
    g_ptr_array_add (self->tables, fw_record_table_new (*kind));

  if (fw_database_is_writable (database, NULL) && !define_tables (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
fw_records_close (FwRecords *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->directory, fw_directory_unref);
  g_ptr_array_unref (self->tables);
  g_mutex_clear (&self->lock);
  g_free (self);
}

FwRecordTable *
fw_records_find_table (FwRecords *self, const FwKind *kind)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      FwRecordTable *table = self->tables->pdata[i];

      if (table->kind == kind)
        return table;
    }

  g_assert_not_reached ();
}

FwRecord *
fw_records_load (FwRecords *self, const FwKind *kind, const char *id, GError **error)
{
  FwRecordTable *table = fw_records_find_table (self, kind);
  g_autoptr (GArray) rows = NULL;

  /* An id that no record can have is not asked for: the engines differ in what they say to it. */
  if (!fw_record_is_id (id))
    return NULL;

  rows = fw_record_table_read (table, self->database, table->select_one, id, error);
  if (rows == NULL || rows->len == 0)
    return NULL;

  return fw_record_ref (g_array_index (rows, FwRevision, 0).record);
}

static gboolean
check_role (FwScope *scope, const FwKind *kind, GError **error)
{
  if ((fw_scope_get_role (scope) & kind->read) != 0)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN, "a %s may not read records of the kind %s",
               fw_role_to_name (fw_scope_get_role (scope)), kind->name);
  return FALSE;
}

FwRecord *
fw_records_get (FwRecords *self, FwScope *scope, const FwKind *kind, const char *id, GError **error)
{
  g_autoptr (FwRecord) record = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (self != NULL && scope != NULL && kind != NULL && id != NULL, NULL);

  if (!check_role (scope, kind, error))
    return NULL;

  record = fw_records_load (self, kind, id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  /* What is out of scope is not there: that it exists is not told either. */
  if (record == NULL || fw_record_is_deleted (record) || !fw_record_is_allowed (record, scope))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND, "there is no %s of that id", kind->name);
      return NULL;
    }

  fw_record_hide (record, fw_scope_get_role (scope));
  return g_steal_pointer (&record);
}

static gint
compare_records (gconstpointer a, gconstpointer b)
{
  return strcmp (fw_record_get_id (*(FwRecord *const *) a),
                 fw_record_get_id (*(FwRecord *const *) b));
}

static void
unref_record (gpointer data)
{
  fw_record_unref (data);
}

/* Sorted here, not by the engine: the two have different ideas of an order of texts. */
GPtrArray *
fw_records_list (FwRecords *self, FwScope *scope, const FwKind *kind, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (unref_record);
  g_autoptr (GArray) rows = NULL;
  FwRecordTable *table;

  g_return_val_if_fail (self != NULL && scope != NULL && kind != NULL, NULL);

  if (!check_role (scope, kind, error))
    return NULL;

  table = fw_records_find_table (self, kind);
  rows = fw_record_table_read (table, self->database, table->select_all, NULL, error);
  if (rows == NULL)
    return NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      FwRecord *record = g_array_index (rows, FwRevision, i).record;

      if (fw_record_is_deleted (record) || !fw_record_is_allowed (record, scope))
        continue;
      fw_record_hide (record, fw_scope_get_role (scope));
      g_ptr_array_add (records, fw_record_ref (record));
    }

  g_ptr_array_sort (records, compare_records);
  return g_steal_pointer (&records);
}

gint64
fw_records_count (FwRecords *self, FwScope *scope, const FwKind *kind, GError **error)
{
  g_autoptr (GPtrArray) records = fw_records_list (self, scope, kind, error);

  return records != NULL ? (gint64) records->len : -1;
}

void
fw_change_free (FwChange *change)
{
  if (change == NULL)
    return;

  g_free (change->account);
  g_free (change->kind);
  g_free (change->id);
  g_free (change->field);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

typedef struct
{
  FwRecords *self;
  FwScope *scope;
  const FwKind *kind;
  GHashTable *allowed; /* id -> whether the record is in scope, + 1 */
  GPtrArray *changes;
  guint limit;
  gint64 last; /* number of the last line seen */
  guint rows;
  GError *error;
} LogReader;

static char *
copy_text (const FwSqlValue *column)
{
  return column->type == FW_SQL_NULL ? NULL : g_strndup (column->data, column->length);
}

static gboolean
is_record_allowed (LogReader *reader, const char *id)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (reader->allowed, id));

  if (known == 0)
    {
      g_autoptr (FwRecord) record =
          fw_records_load (reader->self, reader->kind, id, &reader->error);

      known = record != NULL && fw_record_is_allowed (record, reader->scope) ? 2 : 1;
      g_hash_table_insert (reader->allowed, g_strdup (id), GUINT_TO_POINTER (known));
    }

  return known == 2;
}

static gboolean
is_field_readable (LogReader *reader, const char *name)
{
  gint index = fw_kind_find_field (reader->kind, name);
  const FwField *field = index >= 0 ? &reader->kind->fields[index] : NULL;

  return (fw_kind_get_read (reader->kind, field) & fw_scope_get_role (reader->scope)) != 0;
}

static gboolean
read_change_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  LogReader *reader = user_data;
  g_autofree char *id = copy_text (&columns[3]);
  g_autofree char *field = copy_text (&columns[5]);
  FwChange *change;

  reader->rows++;
  reader->last = columns[0].integer;
  if (!is_field_readable (reader, field) || !is_record_allowed (reader, id))
    return reader->error == NULL;

  change = g_new0 (FwChange, 1);
  change->at = columns[1].integer;
  change->account = copy_text (&columns[2]);
  change->kind = g_strdup (reader->kind->name);
  change->id = g_steal_pointer (&id);
  change->revision = (guint) columns[4].integer;
  change->field = g_steal_pointer (&field);
  change->before = copy_text (&columns[6]);
  change->after = copy_text (&columns[7]);
  g_ptr_array_add (reader->changes, change);
  return reader->changes->len < reader->limit;
}

static gboolean
read_log_page (LogReader *reader, const char *id, GError **error)
{
  FwSqlValue values[] = { FW_SQL_STRING (reader->kind->name), FW_SQL_INT (reader->last),
                          FW_SQL_INT (LOG_PAGE), FW_SQL_STRING (id) };
  const char *sql =
      id != NULL ? "SELECT number, at, account, id, revision, field, before_text, after_text FROM "
                   "change_log "
                   "WHERE kind = $1 AND number < $2 AND id = $4 ORDER BY number DESC LIMIT $3"
                 : "SELECT number, at, account, id, revision, field, before_text, after_text FROM "
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

static void
free_change (gpointer data)
{
  fw_change_free (data);
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
  g_autoptr (GHashTable) allowed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  LogReader reader = { self, scope, kind, allowed, changes, limit, G_MAXINT64, LOG_PAGE, NULL };

  g_return_val_if_fail (self != NULL && scope != NULL && kind != NULL, NULL);

  if (!check_role (scope, kind, error))
    return NULL;
  if (id != NULL && !fw_record_is_id (id))
    return g_steal_pointer (&changes);

  /* Lines that may not be seen do not count, so pages follow until there are enough. */
  while (changes->len < limit && reader.rows == LOG_PAGE)
    if (!read_log_page (&reader, id, error))
      return NULL;

  return g_steal_pointer (&changes);
}

static gboolean
take_number_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(gint64 *) user_data = columns[0].integer;
  return FALSE;
}

static gboolean
read_revisions (FwRecords *self, GArray *revisions, GError **error)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      FwRecordTable *table = self->tables->pdata[i];
      const char *sql = table->select_past != NULL ? table->select_past : table->select_all;
      g_autoptr (GArray) rows = NULL;

      if (table->kind == &fw_kind_account)
        continue;
      rows = fw_record_table_read (table, self->database, sql, NULL, error);
      if (rows == NULL)
        return FALSE;
      for (guint j = 0; j < rows->len; j++)
        {
          FwRevision revision = g_array_index (rows, FwRevision, j);

          revision.record = fw_record_ref (revision.record);
          g_array_append_val (revisions, revision);
        }
    }

  return TRUE;
}

static gint
compare_revisions (gconstpointer a, gconstpointer b)
{
  const FwRecord *x = ((const FwRevision *) a)->record;
  const FwRecord *y = ((const FwRevision *) b)->record;
  gint order = strcmp (fw_record_get_kind (x)->name, fw_record_get_kind (y)->name);

  if (order == 0)
    order = strcmp (fw_record_get_id (x), fw_record_get_id (y));
  return order != 0 ? order : (gint) fw_record_get_revision (x) - (gint) fw_record_get_revision (y);
}

static void
clear_revision (gpointer data)
{
  fw_record_unref (((FwRevision *) data)->record);
}

/* The generation is read first: a change in between makes the directory newer than it says, never
 * older. */
FwDirectory *
fw_records_get_directory (FwRecords *self, GError **error)
{
  g_autoptr (GArray) revisions = g_array_new (FALSE, FALSE, sizeof (FwRevision));
  g_autoptr (GMutexLocker) locker = NULL;
  gint64 generation = -1;

  g_return_val_if_fail (self != NULL, NULL);

  locker = g_mutex_locker_new (&self->lock);
  if (!fw_database_query (self->database, "SELECT value FROM house_state WHERE name = 'generation'",
                          NULL, 0, take_number_cb, &generation, error))
    return NULL;
  if (self->directory != NULL && self->directory_generation == generation)
    return fw_directory_ref (self->directory);

  g_array_set_clear_func (revisions, clear_revision);
  if (!read_revisions (self, revisions, error))
    return NULL;

  /* The same order from either engine: the first site is the default one. */
  g_array_sort (revisions, compare_revisions);
  g_clear_pointer (&self->directory, fw_directory_unref);
  self->directory = fw_directory_new ((const FwRevision *) revisions->data, revisions->len);
  self->directory_generation = generation;
  return fw_directory_ref (self->directory);
}
