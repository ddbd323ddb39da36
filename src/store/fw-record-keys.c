/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/fw-record-keys.h"

#include "core/fw-error.h"

/* Characters of a text that decide its place; those that agree so far stand by id. */
#define MAX_KEY 64
#define RENEWED_AT_ONCE 500

const char *const fw_record_keys_tables[] = {
  "CREATE TABLE IF NOT EXISTS list_reference (kind TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT "
  "NULL, to_id TEXT NOT NULL, PRIMARY KEY (kind, id, field, to_id))",
  "CREATE INDEX IF NOT EXISTS list_reference_to ON list_reference (to_id, kind, field)", NULL
};

char *
fw_record_keys_fold (const char *text)
{
  g_autofree char *normal = NULL;
  g_autofree char *start = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  if (normal == NULL)
    return g_strdup (text);
  start = g_utf8_strlen (normal, -1) > MAX_KEY ? g_utf8_substring (normal, 0, MAX_KEY)
                                               : g_strdup (normal);
  return g_utf8_casefold (start, -1);
}

/* Big endian, the sign turned round: compares by bytes as by value. */
static void
append_number (GByteArray *key, guint64 bits)
{
  guint64 big = GUINT64_TO_BE (bits);

  g_byte_array_append (key, (const guint8 *) "\1", 1);
  g_byte_array_append (key, (const guint8 *) &big, sizeof big);
}

static guint64
order_double (double value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  return (bits >> 63) != 0 ? ~bits : bits | (G_GUINT64_CONSTANT (1) << 63);
}

static void
append_field (GByteArray *key, const FwRecord *record, guint index)
{
  const FwField *field = &fw_record_get_kind (record)->fields[index];
  g_autofree char *folded = NULL;

  /* What is empty comes first. */
  if (fw_record_is_empty (record, index))
    return;
  if (field->type == FW_FIELD_NUMBER)
    append_number (key, order_double (fw_record_get_number (record, index)));
  else if (field->type == FW_FIELD_TEXT)
    {
      folded = fw_record_keys_fold (fw_record_get_text (record, index));
      g_byte_array_append (key, (const guint8 *) folded, (guint) strlen (folded));
    }
  else if (field->type == FW_FIELD_ENUM || field->type == FW_FIELD_REF)
    {
      const char *text = fw_record_get_text (record, index);

      g_byte_array_append (key, (const guint8 *) text, (guint) strlen (text));
    }
  else
    append_number (key, (guint64) fw_record_get_integer (record, index) ^
                            (G_GUINT64_CONSTANT (1) << 63));
}

gboolean
fw_record_keys_are_few (const FwField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);

  return field->type == FW_FIELD_ENUM || field->type == FW_FIELD_BOOLEAN;
}

GByteArray *
fw_record_keys_make_bound (const FwRecord *record, guint field, gboolean upper)
{
  GByteArray *key;

  g_return_val_if_fail (record != NULL, NULL);

  key = g_byte_array_new ();
  append_field (key, record, field);
  if (upper) /* behind what parts a value from its id */
    g_byte_array_append (key, (const guint8 *) "\1", 1);
  return key;
}

GByteArray *
fw_record_keys_make (const FwRecord *record, gint field)
{
  const char *id;
  GByteArray *key;

  g_return_val_if_fail (record != NULL, NULL);

  id = fw_record_get_id (record);
  key = g_byte_array_new ();
  if (field >= 0)
    {
      append_field (key, record, (guint) field);
      g_byte_array_append (key, (const guint8 *) "\0", 1);
    }
  g_byte_array_append (key, (const guint8 *) id, (guint) strlen (id));
  return key;
}

/* ---- tables ---- */

static gboolean
add_column (FwRecordTable *table,
            FwDatabase *database,
            const char *column,
            const char *type,
            GPtrArray *statements,
            gboolean *added,
            GError **error)
{
  gboolean has;

  if (!fw_database_has_column (database, table->name, column, &has, error))
    return FALSE;
  if (!has)
    g_ptr_array_add (
        statements, g_strdup_printf ("ALTER TABLE %s ADD COLUMN %s %s", table->name, column, type));
  *added = *added || !has;
  return TRUE;
}

/* What tells apart too few to be looked for by an index of its own, and where a record belongs: it
 * stands in the indexes of the orders, so that rows are passed over without being read. */
static gboolean
goes_with_orders (const FwKind *kind, const FwField *field)
{
  const gboolean place = kind->scope != FW_SCOPE_NONE && field->type == FW_FIELD_REF &&
                         (g_str_equal (field->name, "site") || g_str_equal (field->name, "team"));

  return place || (fw_field_is_indexed (field) && fw_record_keys_are_few (field));
}

/* Of what is there; what was deleted is asked for by its id alone, or since a change. */
static void
add_index (GPtrArray *statements, FwRecordTable *table, const char *column)
{
  const FwKind *kind = table->kind;
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "CREATE INDEX IF NOT EXISTS %s_by_%s ON %s (%s", table->name, column,
                          table->name, column);
  if (g_str_has_prefix (column, "o_"))
    for (guint i = 0; i < kind->n_fields; i++)
      if (goes_with_orders (kind, &kind->fields[i]))
        g_string_append_printf (sql, ", f_%s", kind->fields[i].name);
  g_string_append (sql, ") WHERE deleted = 0");
  g_ptr_array_add (statements, g_string_free (sql, FALSE));
}

gboolean
fw_record_keys_define (FwRecordTable *table, FwDatabase *database, GError **error)
{
  const FwKind *kind = table->kind;
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func (g_free);
  gboolean added = FALSE;

  if (!add_column (table, database, "changed", "INTEGER", statements, &added, error) ||
      !add_column (table, database, "o_id", "BLOB", statements, &added, error))
    return FALSE;
  for (guint i = 0; kind->orders[i] != NULL; i++)
    {
      g_autofree char *column = g_strconcat ("o_", kind->orders[i], NULL);

      if (!add_column (table, database, column, "BLOB", statements, &added, error))
        return FALSE;
    }
  if (added)
    g_ptr_array_add (statements, g_strdup_printf ("UPDATE %s SET o_id = NULL", table->name));

  add_index (statements, table, "o_id");
  for (guint i = 0; kind->orders[i] != NULL; i++)
    {
      g_autofree char *column = g_strconcat ("o_", kind->orders[i], NULL);

      add_index (statements, table, column);
    }
  for (guint i = 0; i < kind->n_fields; i++)
    if (fw_field_is_indexed (&kind->fields[i]) && !fw_record_keys_are_few (&kind->fields[i]))
      {
        g_autofree char *column = g_strconcat ("f_", kind->fields[i].name, NULL);

        add_index (statements, table, column);
      }
  g_ptr_array_add (statements, g_strdup_printf ("CREATE INDEX IF NOT EXISTS %s_changed ON %s "
                                                "(changed)",
                                                table->name, table->name));
  g_ptr_array_add (statements, g_strdup_printf ("CREATE INDEX IF NOT EXISTS %s_unkeyed ON %s "
                                                "(revision) WHERE o_id IS NULL",
                                                table->name, table->name));
  g_ptr_array_add (statements, NULL);
  return fw_database_define (database, (const char *const *) statements->pdata, error);
}

gboolean
fw_record_keys_write_lists (FwDatabase *database, const FwRecord *record, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);
  FwSqlValue values[] = { FW_SQL_STRING (kind->name), FW_SQL_STRING (fw_record_get_id (record)),
                          FW_SQL_NONE, FW_SQL_NONE };

  if (!fw_kind_has_lists (kind))
    return TRUE;
  if (!fw_database_execute (database, "DELETE FROM list_reference WHERE kind = $1 AND id = $2",
                            values, 2, NULL, error))
    return FALSE;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const char *const *list =
          kind->fields[i].type == FW_FIELD_REF_LIST ? fw_record_get_list (record, i) : NULL;

      values[2] = FW_SQL_STRING (kind->fields[i].name);
      for (guint j = 0; list != NULL && list[j] != NULL; j++)
        {
          values[3] = FW_SQL_STRING (list[j]);
          if (!fw_database_execute (database,
                                    "INSERT INTO list_reference (kind, id, field, to_id) VALUES "
                                    "($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                                    values, 4, NULL, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
renew_one (FwRecordTable *table,
           FwDatabase *database,
           const char *sql,
           const FwRecord *record,
           GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (FwSqlValue));
  FwSqlValue value = FW_SQL_STRING (fw_record_get_id (record));

  g_array_append_val (values, value);
  fw_record_table_add_keys (table, record, keys, values);
  return fw_database_execute (database, sql, (const FwSqlValue *) values->data, values->len, NULL,
                              error) &&
         fw_record_keys_write_lists (database, record, error);
}

static gboolean
renew_some (
    FwRecordTable *table, FwDatabase *database, const char *sql, GArray *rows, GError **error)
{
  if (!fw_database_begin (database, error))
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    if (!renew_one (table, database, sql, g_array_index (rows, FwRevision, i).record, error))
      {
        fw_database_rollback (database);
        return FALSE;
      }
  return fw_database_commit (database, error);
}

gboolean
fw_record_keys_renew (FwRecordTable *table, FwDatabase *database, GError **error)
{
  g_autoptr (GString) update = g_string_new (NULL);
  g_autofree char *rest = g_strdup_printf (" WHERE o_id IS NULL LIMIT %d", RENEWED_AT_ONCE);
  g_autofree char *select = fw_record_table_make_select (table, rest);

  g_string_append_printf (update, "UPDATE %s SET changed = coalesce (changed, 0), o_id = $2",
                          table->name);
  for (guint i = 0; table->kind->orders[i] != NULL; i++)
    g_string_append_printf (update, ", o_%s = $%u", table->kind->orders[i], i + 3);
  g_string_append (update, " WHERE id = $1");

  for (;;)
    {
      /* A row that is not what was written is told of where it is read. */
      g_autoptr (GArray) rows = fw_record_table_read_any (table, database, select, error);

      if (rows == NULL)
        return FALSE;
      if (rows->len == 0)
        return TRUE;
      if (!renew_some (table, database, update->str, rows, error))
        return FALSE;
    }
}

static gboolean
take_row_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(gboolean *) user_data = FALSE;
  return FALSE;
}

gboolean
fw_record_keys_find (FwRecordTable *table, FwDatabase *database, gboolean *keyed, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT 1 FROM %s WHERE o_id IS NULL LIMIT 1", table->name);

  *keyed = TRUE;
  for (gint i = -1; *keyed && (i < 0 || table->kind->orders[i] != NULL); i++)
    {
      g_autofree char *column = g_strconcat ("o_", i < 0 ? "id" : table->kind->orders[i], NULL);

      if (!fw_database_has_column (database, table->name, column, keyed, error))
        return FALSE;
    }
  return !*keyed || fw_database_query (database, sql, NULL, 0, take_row_cb, keyed, error);
}
