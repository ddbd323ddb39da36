/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/fw-record-table.h"

#include "core/fw-error.h"

/* Columns before those of the fields. */
#define N_FIXED 4
#define MAX_FIELDS 48

static const char *
get_column_type (const FwField *field)
{
  switch (field->type)
    {
    case FW_FIELD_INTEGER:
    case FW_FIELD_BOOLEAN:
    case FW_FIELD_DATE:
    case FW_FIELD_TIME_OF_DAY:
      return "INTEGER";
    case FW_FIELD_NUMBER:
      return "REAL";
    case FW_FIELD_TEXT:
    case FW_FIELD_ENUM:
    case FW_FIELD_REF:
    case FW_FIELD_REF_LIST:
    case FW_FIELD_SECRET:
    default:
      return "TEXT";
    }
}

static char *
make_table_name (const char *prefix, const FwKind *kind)
{
  char *name = g_strconcat (prefix, kind->name, NULL);

  return g_strdelimit (name, "-", '_');
}

/* Field names come from descriptions in the code, never from outside, so they may stand in the text
 * of a statement. */
static char *
make_select (const FwKind *kind, const char *table, const char *rest)
{
  GString *sql = g_string_new ("SELECT id, revision, deleted, written");

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == FW_FIELD_SECRET)
      g_string_append (sql, ", NULL");
    else
      g_string_append_printf (sql, ", f_%s", kind->fields[i].name);
  g_string_append_printf (sql, " FROM %s%s", table, rest);
  return g_string_free (sql, FALSE);
}

static char *
make_insert (const FwKind *kind, const char *table, gboolean upsert)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO %s (id, revision, deleted, written", table);
  for (guint i = 0; i < kind->n_fields; i++)
    g_string_append_printf (sql, ", f_%s", kind->fields[i].name);
  g_string_append (sql, ") VALUES ($1");
  for (guint i = 1; i < N_FIXED + kind->n_fields; i++)
    g_string_append_printf (sql, ", $%u", i + 1);
  g_string_append_c (sql, ')');
  if (!upsert)
    return g_string_free (sql, FALSE);

  g_string_append (sql, " ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, "
                        "deleted = excluded.deleted, written = excluded.written");
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const char *name = kind->fields[i].name;

      if (kind->fields[i].type == FW_FIELD_SECRET)
        g_string_append_printf (sql, ", f_%s = coalesce (excluded.f_%s, %s.f_%s)", name, name,
                                table, name);
      else
        g_string_append_printf (sql, ", f_%s = excluded.f_%s", name, name);
    }
  return g_string_free (sql, FALSE);
}

FwRecordTable *
fw_record_table_new (const FwKind *kind)
{
  FwRecordTable *self = g_new0 (FwRecordTable, 1);

  g_assert (kind->n_fields <= MAX_FIELDS);

  self->kind = kind;
  self->name = make_table_name ("record_", kind);
  self->select_one = make_select (kind, self->name, " WHERE id = $1");
  self->select_all = make_select (kind, self->name, "");
  self->upsert = make_insert (kind, self->name, TRUE);
  if (kind->dated)
    {
      self->history = make_table_name ("history_", kind);
      self->select_past = make_select (kind, self->history, " ORDER BY id, revision");
      self->insert_past = make_insert (kind, self->history, FALSE);
    }
  return self;
}

void
fw_record_table_free (FwRecordTable *self)
{
  g_free (self->name);
  g_free (self->history);
  g_free (self->select_one);
  g_free (self->select_all);
  g_free (self->select_past);
  g_free (self->upsert);
  g_free (self->insert_past);
  g_free (self);
}

static gboolean
define_table (
    const FwKind *kind, const char *table, const char *key, FwDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func (g_free);
  GString *create = g_string_new (NULL);

  g_string_append_printf (create,
                          "CREATE TABLE IF NOT EXISTS %s (id TEXT NOT NULL, revision INTEGER NOT "
                          "NULL, deleted INTEGER NOT NULL, written INTEGER NOT NULL",
                          table);
  for (guint i = 0; i < kind->n_fields; i++)
    g_string_append_printf (create, ", f_%s %s", kind->fields[i].name,
                            get_column_type (&kind->fields[i]));
  g_string_append_printf (create, ", PRIMARY KEY (%s))", key);
  g_ptr_array_add (statements, g_string_free (create, FALSE));

  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *column = g_strconcat ("f_", kind->fields[i].name, NULL);
      gboolean has_table, has_column;

      if (!fw_database_has_column (database, table, NULL, &has_table, error) ||
          !fw_database_has_column (database, table, column, &has_column, error))
        return FALSE;
      if (has_table && !has_column)
        g_ptr_array_add (statements, g_strdup_printf ("ALTER TABLE %s ADD COLUMN %s %s", table,
                                                      column, get_column_type (&kind->fields[i])));
    }

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].unique)
      g_ptr_array_add (statements,
                       g_strdup_printf ("CREATE INDEX IF NOT EXISTS %s_%s ON %s (f_%s)", table,
                                        kind->fields[i].name, table, kind->fields[i].name));
  g_ptr_array_add (statements, NULL);
  return fw_database_define (database, (const char *const *) statements->pdata, error);
}

gboolean
fw_record_table_define (FwRecordTable *self, FwDatabase *database, GError **error)
{
  return define_table (self->kind, self->name, "id", database, error) &&
         (self->history == NULL ||
          define_table (self->kind, self->history, "id, revision", database, error));
}

typedef struct
{
  const FwKind *kind;
  GArray *rows; /* FwRevision */
} Reader;

static void
set_field (FwRecord *record, guint index, const FwField *field, const FwSqlValue *column)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) list = NULL;

  if (column->type == FW_SQL_NULL)
    return;
  if (field->type == FW_FIELD_NUMBER)
    {
      fw_record_set_number (record, index, column->real);
      return;
    }
  if (column->type == FW_SQL_INTEGER)
    {
      fw_record_set_integer (record, index, column->integer);
      return;
    }

  text = g_strndup (column->data, column->length);
  if (field->type != FW_FIELD_REF_LIST)
    {
      fw_record_set_text (record, index, text);
      return;
    }
  list = g_strsplit (text, ";", -1);
  fw_record_set_list (record, index, (const char *const *) list);
}

static gboolean
read_row_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Reader *reader = user_data;
  g_autofree char *id = g_strndup (columns[0].data, columns[0].length);
  FwRevision row = { fw_record_new (reader->kind, id), columns[3].integer };

  fw_record_set_revision (row.record, (guint) columns[1].integer);
  fw_record_set_deleted (row.record, columns[2].integer != 0);
  for (guint i = 0; i < reader->kind->n_fields; i++)
    if (reader->kind->fields[i].type != FW_FIELD_SECRET)
      set_field (row.record, i, &reader->kind->fields[i], &columns[N_FIXED + i]);
  g_array_append_val (reader->rows, row);
  return TRUE;
}

static void
clear_row (gpointer data)
{
  fw_record_unref (((FwRevision *) data)->record);
}

GArray *
fw_record_table_read (
    FwRecordTable *self, FwDatabase *database, const char *sql, const char *id, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FwRevision));
  Reader reader = { self->kind, rows };
  FwSqlValue value = FW_SQL_STRING (id);

  g_array_set_clear_func (rows, clear_row);
  if (!fw_database_query (database, sql, &value, id != NULL ? 1 : 0, read_row_cb, &reader, error))
    return NULL;

  return g_steal_pointer (&rows);
}

static FwSqlValue
get_field_value (const FwRecord *record, guint index, const FwField *field, char **text)
{
  if (fw_record_is_empty (record, index))
    return FW_SQL_NONE;

  switch (field->type)
    {
    case FW_FIELD_INTEGER:
    case FW_FIELD_BOOLEAN:
    case FW_FIELD_DATE:
    case FW_FIELD_TIME_OF_DAY:
      return FW_SQL_INT (fw_record_get_integer (record, index));
    case FW_FIELD_NUMBER:
      return FW_SQL_DOUBLE (fw_record_get_number (record, index));
    case FW_FIELD_REF_LIST:
      *text = fw_record_format (record, index);
      return FW_SQL_STRING (*text);
    case FW_FIELD_SECRET:
      return FW_SQL_NONE;
    case FW_FIELD_TEXT:
    case FW_FIELD_ENUM:
    case FW_FIELD_REF:
    default:
      return FW_SQL_STRING (fw_record_get_text (record, index));
    }
}

gboolean
fw_record_table_write (FwRecordTable *self,
                       FwDatabase *database,
                       const FwRecord *record,
                       char *const *secrets,
                       gint64 now,
                       GError **error)
{
  FwSqlValue values[N_FIXED + MAX_FIELDS];
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint n_values = N_FIXED + self->kind->n_fields;

  values[0] = FW_SQL_STRING (fw_record_get_id (record));
  values[1] = FW_SQL_INT (fw_record_get_revision (record));
  values[2] = FW_SQL_INT (fw_record_is_deleted (record));
  values[3] = FW_SQL_INT (now);
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      char *text = NULL;

      values[N_FIXED + i] = get_field_value (record, i, &self->kind->fields[i], &text);
      if (text != NULL)
        g_ptr_array_add (texts, text);
      if (secrets != NULL && secrets[i] != NULL)
        values[N_FIXED + i] = FW_SQL_STRING (secrets[i]);
      /* Else who makes a record of the same id anew would be given the secret of the old one. */
      else if (self->kind->fields[i].type == FW_FIELD_SECRET && fw_record_is_deleted (record))
        values[N_FIXED + i] = FW_SQL_STRING ("");
    }

  return fw_database_execute (database, self->upsert, values, n_values, NULL, error) &&
         (self->insert_past == NULL ||
          fw_database_execute (database, self->insert_past, values, n_values, NULL, error));
}
