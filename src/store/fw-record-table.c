/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/fw-record-table.h"

#include "core/fw-error.h"
#include "store/fw-record-keys.h"
#include "store/fw-record-sum.h"
#include "store/fw-row-sum.h"

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

/* Appends to a list of columns, behind "sum", those of the sums of a centre's own fields: each has
 * one of its own, so that who does not know a field yet still knows the row for sound. */
static void
append_sums (GString *sql, const FwKind *kind, const char *format)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].own)
      {
        g_autofree char *column = g_strconcat ("s_", kind->fields[i].name, NULL);
        g_auto (GStrv) parts = g_strsplit (format, "%", -1);
        g_autofree char *text = g_strjoinv (column, parts);

        g_string_append (sql, text);
      }
}

static guint
count_sums (const FwKind *kind)
{
  guint n = 1;

  for (guint i = 0; i < kind->n_fields; i++)
    n += kind->fields[i].own ? 1 : 0;
  return n;
}

char *
fw_record_table_list_columns (const FwKind *kind)
{
  GString *columns = g_string_new ("id, revision, deleted, written");

  g_return_val_if_fail (kind != NULL, NULL);

  for (guint i = 0; i < kind->n_fields; i++)
    g_string_append_printf (columns, ", f_%s", kind->fields[i].name);
  g_string_append (columns, ", sum");
  append_sums (columns, kind, ", %");
  return g_string_free (columns, FALSE);
}

guint
fw_record_table_count_columns (const FwKind *kind)
{
  g_return_val_if_fail (kind != NULL, 0);

  return FW_RECORD_N_FIXED + kind->n_fields + count_sums (kind);
}

/* Field names come from descriptions that were checked, so they may stand in the text of a
 * statement. @table: of the two of @self */
static char *
make_select (const FwRecordTable *self, const char *table, const char *rest)
{
  const FwKind *kind = self->kind;
  GString *sql = g_string_new ("SELECT id, revision, deleted, written");

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == FW_FIELD_SECRET || self->absent[i])
      g_string_append (sql, ", NULL");
    else
      g_string_append_printf (sql, ", f_%s", kind->fields[i].name);
  g_string_append (sql, ", sum");
  append_sums (sql, kind, ", %");
  g_string_append_printf (sql, " FROM %s%s", table, rest);
  return g_string_free (sql, FALSE);
}

/* As long as the rows would be in memory, roughly. */
static char *
make_size (const FwRecordTable *self)
{
  const FwKind *kind = self->kind;
  GString *sql = g_string_new ("CAST (sum (200");

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type != FW_FIELD_SECRET && !self->absent[i] &&
        g_str_equal (get_column_type (&kind->fields[i]), "TEXT"))
      g_string_append_printf (sql, " + coalesce (length (f_%s), 0)", kind->fields[i].name);
  g_string_append (sql, ") AS BIGINT)");
  return g_string_free (sql, FALSE);
}

static char *
make_insert (const FwKind *kind, const char *table, gboolean upsert)
{
  g_autofree char *columns = fw_record_table_list_columns (kind);
  GString *sql = g_string_new (NULL);
  guint n_values = fw_record_table_count_columns (kind);

  g_string_append_printf (sql, "INSERT INTO %s (%s", table, columns);
  if (upsert)
    {
      g_string_append (sql, ", changed, o_id");
      for (guint i = 0; kind->orders[i] != NULL; i++, n_values++)
        g_string_append_printf (sql, ", o_%s", kind->orders[i]);
      n_values += 2;
    }
  g_string_append (sql, ") VALUES ($1");
  for (guint i = 1; i < n_values; i++)
    g_string_append_printf (sql, ", $%u", i + 1);
  g_string_append_c (sql, ')');
  if (!upsert)
    return g_string_free (sql, FALSE);

  g_string_append (sql, " ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, "
                        "deleted = excluded.deleted, written = excluded.written, "
                        "sum = excluded.sum, changed = excluded.changed, o_id = excluded.o_id");
  append_sums (sql, kind, ", % = excluded.%");
  for (guint i = 0; kind->orders[i] != NULL; i++)
    g_string_append_printf (sql, ", o_%s = excluded.o_%s", kind->orders[i], kind->orders[i]);
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

static char *
make_select_named (const FwRecordTable *self)
{
  const FwKind *kind = self->kind;
  g_autofree char *rest = NULL;

  if (kind->source_name == NULL || strcmp (kind->source_name, "id") == 0)
    return NULL;

  rest = g_strdup_printf (
      " WHERE id = $1 OR id IN (SELECT id FROM %s WHERE f_%s = $1) ORDER BY id, revision",
      self->history, kind->source_name);
  return make_select (self, self->history, rest);
}

static void
make_reading (FwRecordTable *self)
{
  self->select_one = make_select (self, self->name, " WHERE id = $1");
  self->select_all = make_select (self, self->name, "");
  self->size = make_size (self);
  if (self->history == NULL)
    return;
  self->select_past = make_select (self, self->history, " ORDER BY id, revision");
  self->select_history = make_select (self, self->history, " WHERE id = $1 ORDER BY revision");
  self->select_named = make_select_named (self);
}

static void
clear_reading (FwRecordTable *self)
{
  g_clear_pointer (&self->select_one, g_free);
  g_clear_pointer (&self->select_all, g_free);
  g_clear_pointer (&self->size, g_free);
  g_clear_pointer (&self->select_past, g_free);
  g_clear_pointer (&self->select_history, g_free);
  g_clear_pointer (&self->select_named, g_free);
}

FwRecordTable *
fw_record_table_new (const FwKind *kind)
{
  FwRecordTable *self = g_new0 (FwRecordTable, 1);

  g_assert (kind->n_fields <= FW_KIND_MAX_FIELDS);

  self->kind = kind;
  self->keyed = TRUE;
  self->name = make_table_name ("record_", kind);
  self->upsert = make_insert (kind, self->name, TRUE);
  if (kind->dated)
    {
      self->history = make_table_name ("history_", kind);
      self->insert_past = make_insert (kind, self->history, FALSE);
    }
  make_reading (self);
  return self;
}

void
fw_record_table_free (FwRecordTable *self)
{
  clear_reading (self);
  g_free (self->name);
  g_free (self->history);
  g_free (self->upsert);
  g_free (self->insert_past);
  g_free (self);
}

/* Most stores are of this version: one question says so. */
static gboolean
is_whole (FwRecordTable *self, FwDatabase *database)
{
  g_autofree char *sql = make_select (self, self->name, " LIMIT 0");

  return fw_database_query (database, sql, NULL, 0, NULL, NULL, NULL);
}

gboolean
fw_record_table_fit (FwRecordTable *self, FwDatabase *database, GError **error)
{
  gboolean there;

  g_return_val_if_fail (self != NULL && database != NULL, FALSE);

  if (is_whole (self, database))
    return TRUE;
  if (!fw_database_has_column (database, self->name, NULL, &there, error))
    return FALSE;
  for (guint i = 0; there && i < self->kind->n_fields; i++)
    {
      g_autofree char *column = g_strconcat ("f_", self->kind->fields[i].name, NULL);
      gboolean has;

      if (!fw_database_has_column (database, self->name, column, &has, error))
        return FALSE;
      self->absent[i] = !has;
    }
  clear_reading (self);
  make_reading (self);
  return TRUE;
}

/* @keyed: what is there is asked for; its past is read by id alone. */
static gboolean
define_table (const FwKind *kind,
              const char *table,
              const char *key,
              gboolean keyed,
              FwDatabase *database,
              GError **error)
{
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func (g_free);
  GString *create = g_string_new (NULL);
  gboolean has_table, has_sum;

  g_string_append_printf (create,
                          "CREATE TABLE IF NOT EXISTS %s (id TEXT NOT NULL, revision INTEGER NOT "
                          "NULL, deleted INTEGER NOT NULL, written INTEGER NOT NULL",
                          table);
  for (guint i = 0; i < kind->n_fields; i++)
    g_string_append_printf (create, ", f_%s %s", kind->fields[i].name,
                            get_column_type (&kind->fields[i]));
  g_string_append (create, ", sum INTEGER");
  append_sums (create, kind, ", % INTEGER");
  g_string_append (create, keyed ? ", changed INTEGER, o_id BLOB" : "");
  for (guint i = 0; keyed && kind->orders[i] != NULL; i++)
    g_string_append_printf (create, ", o_%s BLOB", kind->orders[i]);
  g_string_append_printf (create, ", PRIMARY KEY (%s))", key);
  g_ptr_array_add (statements, g_string_free (create, FALSE));

  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *column = g_strconcat ("f_", kind->fields[i].name, NULL);
      gboolean has_column;

      if (!fw_database_has_column (database, table, NULL, &has_table, error) ||
          !fw_database_has_column (database, table, column, &has_column, error))
        return FALSE;
      if (!has_table || has_column)
        continue;
      g_ptr_array_add (statements, g_strdup_printf ("ALTER TABLE %s ADD COLUMN %s %s", table,
                                                    column, get_column_type (&kind->fields[i])));
      if (kind->fields[i].own)
        g_ptr_array_add (statements, g_strdup_printf ("ALTER TABLE %s ADD COLUMN s_%s INTEGER",
                                                      table, kind->fields[i].name));
    }

  if (!fw_database_has_column (database, table, NULL, &has_table, error) ||
      !fw_database_has_column (database, table, "sum", &has_sum, error))
    return FALSE;
  if (has_table && !has_sum)
    g_ptr_array_add (statements, g_strdup_printf ("ALTER TABLE %s ADD COLUMN sum INTEGER", table));

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
  return define_table (self->kind, self->name, "id", TRUE, database, error) &&
         (self->history == NULL ||
          define_table (self->kind, self->history, "id, revision", FALSE, database, error)) &&
         fw_record_table_carry (self, database, error) &&
         fw_record_keys_define (self, database, error) &&
         fw_record_keys_renew (self, database, error);
}

typedef struct
{
  const FwKind *kind;
  GArray *rows; /* FwRevision */
  GError *error;
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
      set_field (row.record, i, &reader->kind->fields[i], &columns[FW_RECORD_N_FIXED + i]);
  g_array_append_val (reader->rows, row);
  return fw_record_sum_check (reader->kind, columns, id, &reader->error);
}

static void
clear_row (gpointer data)
{
  fw_record_unref (((FwRevision *) data)->record);
}

GArray *
fw_record_table_ask (FwRecordTable *self,
                     FwDatabase *database,
                     const char *sql,
                     const FwSqlValue *values,
                     guint n_values,
                     GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FwRevision));
  Reader reader = { .kind = self->kind, .rows = rows };

  g_array_set_clear_func (rows, clear_row);
  if (!fw_database_query (database, sql, values, n_values, read_row_cb, &reader, error))
    g_clear_error (&reader.error);
  else if (reader.error == NULL)
    return g_steal_pointer (&rows);
  else
    g_propagate_error (error, reader.error);
  return NULL;
}

GArray *
fw_record_table_read (
    FwRecordTable *self, FwDatabase *database, const char *sql, const char *id, GError **error)
{
  FwSqlValue value = FW_SQL_STRING (id);

  return fw_record_table_ask (self, database, sql, &value, id != NULL ? 1 : 0, error);
}

static gboolean
read_any_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Reader *reader = user_data;

  read_row_cb (columns, n_columns, reader);
  g_clear_error (&reader->error);
  return TRUE;
}

GArray *
fw_record_table_read_any (FwRecordTable *self,
                          FwDatabase *database,
                          const char *sql,
                          GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FwRevision));
  Reader reader = { .kind = self->kind, .rows = rows };

  g_array_set_clear_func (rows, clear_row);
  return fw_database_query (database, sql, NULL, 0, read_any_cb, &reader, error)
             ? g_steal_pointer (&rows)
             : NULL;
}

char *
fw_record_table_make_select (FwRecordTable *self, const char *rest)
{
  return make_select (self, self->name, rest);
}

void
fw_record_table_add_keys (FwRecordTable *self,
                          const FwRecord *record,
                          GPtrArray *keys,
                          GArray *values)
{
  const char *const *orders = self->kind->orders;

  for (gint i = -1; i < 0 || orders[i] != NULL; i++)
    {
      gint field = i < 0 ? -1 : fw_kind_find_field (self->kind, orders[i]);
      GByteArray *key = fw_record_keys_make (record, field);
      FwSqlValue value = FW_SQL_BYTES (key->data, key->len);

      g_ptr_array_add (keys, key);
      g_array_append_val (values, value);
    }
}

FwSqlValue
fw_record_table_get_value (const FwRecord *record, guint index, char **text)
{
  const FwField *field = &fw_record_get_kind (record)->fields[index];

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
                       gint64 changed,
                       GError **error)
{
  FwSqlValue values[FW_RECORD_N_FIXED + 2 * FW_KIND_MAX_FIELDS + 1];
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (FwSqlValue));
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  FwSqlValue number = FW_SQL_INT (changed);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint n_values = FW_RECORD_N_FIXED + self->kind->n_fields;

  values[0] = FW_SQL_STRING (fw_record_get_id (record));
  values[1] = FW_SQL_INT (fw_record_get_revision (record));
  values[2] = FW_SQL_INT (fw_record_is_deleted (record));
  values[3] = FW_SQL_INT (now);
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      char *text = NULL;

      values[FW_RECORD_N_FIXED + i] = fw_record_table_get_value (record, i, &text);
      if (text != NULL)
        g_ptr_array_add (texts, text);
      if (secrets != NULL && secrets[i] != NULL)
        {
          text = fw_row_sum_seal (fw_record_get_id (record), secrets[i]);
          g_ptr_array_add (texts, text);
          values[FW_RECORD_N_FIXED + i] = FW_SQL_STRING (text);
        }
      /* Else who makes a record of the same id anew would be given the secret of the old one. */
      else if (self->kind->fields[i].type == FW_FIELD_SECRET && fw_record_is_deleted (record))
        values[FW_RECORD_N_FIXED + i] = FW_SQL_STRING ("");
    }

  values[n_values] = FW_SQL_INT (fw_record_table_sum (self->kind, values));
  n_values++;
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (self->kind->fields[i].own)
      values[n_values++] = fw_record_sum_own (self->kind, i, values);
  g_array_append_vals (all, values, n_values);
  g_array_append_val (all, number);
  fw_record_table_add_keys (self, record, keys, all);
  return fw_database_execute (database, self->upsert, (const FwSqlValue *) all->data, all->len,
                              NULL, error) &&
         fw_record_keys_write_lists (database, record, error) &&
         (self->insert_past == NULL ||
          fw_database_execute (database, self->insert_past, values, n_values, NULL, error));
}
