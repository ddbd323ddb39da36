/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening and reading; fw-records-log.c reads the change log, fw-records-write.c writes,
 * fw-records-rights.c and fw-records-references.c check. */
#include "core/fw-error.h"
#include "store/fw-flow-cases.h"
#include "store/fw-record-keys.h"
#include "store/fw-records-private.h"

static const char *const house_tables[] = {
  "CREATE TABLE IF NOT EXISTS house_state (name TEXT PRIMARY KEY, value INTEGER NOT NULL)",
  "INSERT INTO house_state (name, value) VALUES ('generation', 0), ('change', 0) ON CONFLICT "
  "(name) DO NOTHING",
  "CREATE TABLE IF NOT EXISTS change_log (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, account "
  "TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, field TEXT NOT "
  "NULL, before_text TEXT, after_text TEXT, sum INTEGER)",
  "CREATE INDEX IF NOT EXISTS change_log_record ON change_log (kind, id, number)", NULL
};

/* To a table that was made before rows had sums. */
static gboolean
add_sum (FwRecords *self, const char *table, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("ALTER TABLE %s ADD COLUMN sum INTEGER", table);
  const char *const statements[] = { sql, NULL };
  gboolean has;

  return fw_database_has_column (self->database, table, "sum", &has, error) &&
         (has || fw_database_define (self->database, statements, error));
}

static gboolean
define_tables (FwRecords *self, GError **error)
{
  if (!fw_database_define (self->database, house_tables, error) ||
      !fw_database_define (self->database, fw_accounts_tables, error) ||
      !fw_database_define (self->database, fw_record_keys_tables, error) ||
      !fw_database_define (self->database, fw_flow_cases_tables, error) ||
      !add_sum (self, "change_log", error) || !add_sum (self, "session", error))
    return FALSE;

  for (guint i = 0; i < self->tables->len; i++)
    if (!fw_record_table_define (self->tables->pdata[i], self->database, error))
      return FALSE;

  return TRUE;
}

static gboolean
fit_tables (FwRecords *self, GError **error)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      FwRecordTable *table = self->tables->pdata[i];

      if (!fw_record_keys_find (table, self->database, &table->keyed, error) ||
          !fw_record_table_fit (table, self->database, error))
        return FALSE;
    }
  return TRUE;
}

FwRecords *
fw_records_open (FwDatabase *database, GError **error)
{
  return fw_records_open_kinds (database, fw_kinds (), error);
}

FwRecords *
fw_records_open_kinds (FwDatabase *database, const FwKind *const *kinds, GError **error)
{
  g_autoptr (FwRecords) self = g_new0 (FwRecords, 1);

  g_return_val_if_fail (database != NULL && kinds != NULL, NULL);

  self->database = database;
  self->kept_tables = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_table_free);
  self->kept_lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_mutex_init (&self->lock);
  self->calendars =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, fw_records_free_calendar);
  fw_records_set_kinds (self, kinds, 0);

  if (!fw_own_kinds_open (self, error) ||
      (fw_database_is_writable (database, NULL)
           ? !define_tables (self, error) ||
                 !fw_flow_cases_begin_all (self, g_get_real_time (), error)
           : !fit_tables (self, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
fw_records_close (FwRecords *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->directory, fw_directory_unref);
  g_hash_table_unref (self->calendars);
  g_ptr_array_unref (self->kept_lists);
  g_ptr_array_unref (self->kept_tables);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
fw_records_watch_due (FwRecords *self, FwRecordsDue due, gpointer user_data)
{
  g_return_if_fail (self != NULL);

  self->due_watch = due;
  self->due_data = user_data;
}

void
fw_records_set_effect (FwRecords *self, FwRecordEffect effect, gpointer user_data)
{
  g_return_if_fail (self != NULL);

  self->effect = effect;
  self->effect_data = user_data;
}

void
fw_records_set_drawing (FwRecords *self, FwRecordsDraw draw, gpointer user_data)
{
  g_return_if_fail (self != NULL);

  self->draw = draw;
  self->draw_data = user_data;
}

/* ---- kinds ---- */

const FwKind *const *
fw_records_get_kinds (FwRecords *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_pointer_get (&self->kinds);
}

const FwKind *
fw_records_find_kind (FwRecords *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return fw_kinds_find (fw_records_get_kinds (self), name);
}

const GPtrArray *
fw_records_get_tables (FwRecords *self)
{
  return g_atomic_pointer_get (&self->tables);
}

static FwRecordTable *
find_table (const GPtrArray *tables, const FwKind *kind)
{
  for (guint i = 0; tables != NULL && i < tables->len; i++)
    {
      FwRecordTable *table = tables->pdata[i];

      if (fw_kind_is_same (table->kind, kind))
        return table;
    }
  return NULL;
}

FwRecordTable *
fw_records_find_table (FwRecords *self, const FwKind *kind)
{
  FwRecordTable *table = find_table (fw_records_get_tables (self), kind);

  g_assert (table != NULL);
  return table;
}

/* The tables first: whoever finds a kind finds its table. */
void
fw_records_set_kinds (FwRecords *self, const FwKind *const *kinds, gint64 last)
{
  const GPtrArray *before = self->tables;
  GPtrArray *tables = g_ptr_array_new ();

  for (const FwKind *const *kind = kinds; *kind != NULL; kind++)
    {
      FwRecordTable *table = find_table (before, *kind);

      if (table == NULL || table->kind != *kind)
        {
          table = fw_record_table_new (*kind);
          g_ptr_array_add (self->kept_tables, table);
        }
      g_ptr_array_add (tables, table);
    }
  g_ptr_array_add (self->kept_lists, tables);
  g_atomic_pointer_set (&self->tables, tables);
  g_atomic_pointer_set (&self->kinds, kinds);
  self->last_kind = last;
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

gboolean
fw_records_check_reader (FwScope *scope, const FwKind *kind, GError **error)
{
  if ((fw_scope_get_role (scope) & kind->read) != 0)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN,
               "the role %s may not read records of the kind %s",
               fw_role_to_name (fw_scope_get_role (scope)), kind->name);
  return FALSE;
}

FwRecord *
fw_records_get (FwRecords *self, FwScope *scope, const FwKind *kind, const char *id, GError **error)
{
  g_autoptr (FwRecord) record = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (self != NULL && scope != NULL && kind != NULL && id != NULL, NULL);

  if (!fw_records_check_reader (scope, kind, error))
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

static gboolean
take_number_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(gint64 *) user_data = columns[0].integer;
  return FALSE;
}

gboolean
fw_records_get_last_change (FwRecords *self, gint64 *number, GError **error)
{
  g_return_val_if_fail (self != NULL && number != NULL, FALSE);

  *number = 0;
  return fw_database_query (self->database, "SELECT value FROM house_state WHERE name = 'change'",
                            NULL, 0, take_number_cb, number, error);
}

GArray *
fw_records_list_revisions (FwRecords *self, const FwKind *kind, GError **error)
{
  FwRecordTable *table;

  g_return_val_if_fail (self != NULL && kind != NULL && kind->dated, NULL);

  table = fw_records_find_table (self, kind);
  return fw_record_table_read (table, self->database, table->select_past, NULL, error);
}

static gboolean
read_revisions (FwRecords *self, gint64 until, GArray *revisions, GError **error)
{
  const GPtrArray *tables = fw_records_get_tables (self);

  for (guint i = 0; i < tables->len; i++)
    {
      FwRecordTable *table = tables->pdata[i];
      const char *sql = table->select_past != NULL ? table->select_past : table->select_all;
      g_autoptr (GArray) rows = NULL;

      if (!table->kind->counts)
        continue;
      rows = fw_record_table_read (table, self->database, sql, NULL, error);
      if (rows == NULL)
        return FALSE;
      for (guint j = 0; j < rows->len; j++)
        {
          FwRevision revision = g_array_index (rows, FwRevision, j);

          if (revision.written > until)
            continue;
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

static FwDirectory *
make_directory (FwRecords *self, gint64 until, GError **error)
{
  g_autoptr (GArray) revisions = g_array_new (FALSE, FALSE, sizeof (FwRevision));

  g_array_set_clear_func (revisions, clear_revision);
  if (!read_revisions (self, until, revisions, error))
    return NULL;

  /* The same order from either engine: the first site is the default one. */
  g_array_sort (revisions, compare_revisions);
  return fw_directory_new ((const FwRevision *) revisions->data, revisions->len);
}

FwDirectory *
fw_records_get_past_directory (FwRecords *self, gint64 until, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return make_directory (self, until, error);
}

/* The generation is read first: a change in between makes the directory newer than it says, never
 * older. */
FwDirectory *
fw_records_get_directory (FwRecords *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  FwDirectory *directory;
  gint64 generation = -1;

  g_return_val_if_fail (self != NULL, NULL);

  locker = g_mutex_locker_new (&self->lock);
  if (!fw_database_query (self->database, "SELECT value FROM house_state WHERE name = 'generation'",
                          NULL, 0, take_number_cb, &generation, error))
    return NULL;
  if (self->directory != NULL && self->directory_generation == generation)
    return fw_directory_ref (self->directory);

  directory = make_directory (self, G_MAXINT64, error);
  if (directory == NULL)
    return NULL;
  g_clear_pointer (&self->directory, fw_directory_unref);
  self->directory = directory;
  self->directory_generation = generation;
  return fw_directory_ref (self->directory);
}
