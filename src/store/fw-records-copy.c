/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/fw-records.h"

/* Rows of each table are handed from one database to the other as they stand, whatever engine each
 * is of. Tables of the ledger are none of records, and who is signed in is nobody's business. */

typedef struct
{
  FwDatabase *to;
  const char *insert;
  GError *failure;
} Copy;

static gboolean
note_text_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strdup (columns[0].data));
  return TRUE;
}

static gboolean
insert_row_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Copy *self = user_data;

  return fw_database_execute (self->to, self->insert, columns, n_columns, NULL, &self->failure);
}

static GPtrArray *
list_texts (FwDatabase *database, const char *sql, const FwSqlValue *value, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  if (!fw_database_query (database, sql, value, value != NULL ? 1 : 0, note_text_cb, texts, error))
    return NULL;
  return g_steal_pointer (&texts);
}

/* Columns that both have: an older store has fewer. Returns: (transfer full): NULL with an error.
 */
static GPtrArray *
list_columns (FwDatabase *from, FwDatabase *to, const char *table, GError **error)
{
  const FwSqlValue name = FW_SQL_STRING (table);
  g_autoptr (GPtrArray) columns =
      list_texts (to, "SELECT name FROM pragma_table_info($1)", &name, error);

  for (guint i = 0; columns != NULL && i < columns->len;)
    {
      gboolean has;

      if (!fw_database_has_column (from, table, columns->pdata[i], &has, error))
        return NULL;
      if (has)
        i++;
      else
        g_ptr_array_remove_index (columns, i);
    }
  return g_steal_pointer (&columns);
}

static gboolean
copy_table (FwDatabase *from, FwDatabase *to, const char *table, GError **error)
{
  g_autoptr (GPtrArray) columns = list_columns (from, to, table, error);
  g_autofree char *empty = g_strdup_printf ("DELETE FROM %s", table);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) places = g_string_new (NULL);
  g_autofree char *select = NULL, *insert = NULL;
  Copy copy = { .to = to };

  if (columns == NULL || !fw_database_execute (to, empty, NULL, 0, NULL, error))
    return FALSE;
  if (columns->len == 0)
    return TRUE;
  for (guint i = 0; i < columns->len; i++)
    {
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", (char *) columns->pdata[i]);
      g_string_append_printf (places, "%s$%u", i > 0 ? ", " : "", i + 1);
    }
  select = g_strdup_printf ("SELECT %s FROM %s", names->str, table);
  copy.insert = insert =
      g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", table, names->str, places->str);
  if (fw_database_query (from, select, NULL, 0, insert_row_cb, &copy, error) &&
      copy.failure == NULL)
    return TRUE;
  if (copy.failure != NULL)
    g_propagate_error (error, copy.failure);
  return FALSE;
}

static gboolean
copy_tables (FwDatabase *from, FwDatabase *to, GError **error)
{
  g_autoptr (GPtrArray) tables =
      list_texts (to,
                  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'session' AND "
                  "substr (name, 1, 7) NOT IN ('sqlite_', 'ledger_') AND substr (name, 1, 3) <> "
                  "'fw_'",
                  NULL, error);

  for (guint i = 0; tables != NULL && i < tables->len; i++)
    if (!copy_table (from, to, tables->pdata[i], error))
      return FALSE;
  return tables != NULL;
}

/* Whoever opens records makes their tables. */
static gboolean
make_tables (FwDatabase *database, GError **error)
{
  g_autoptr (FwRecords) records = fw_records_open (database, error);

  return records != NULL;
}

gboolean
fw_records_copy (FwDatabase *from, FwDatabase *to, GError **error)
{
  g_return_val_if_fail (from != NULL && to != NULL, FALSE);

  /* A centre's own kinds first: they have tables too. */
  if (!make_tables (to, error) || !copy_table (from, to, "own_kind", error) ||
      !make_tables (to, error) || !fw_database_begin (to, error))
    return FALSE;
  if (copy_tables (from, to, error))
    return fw_database_commit (to, error);
  fw_database_rollback (to);
  return FALSE;
}
