/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Records of an older store said in a field of their own where they stand; now their flow does. */
#include "store/fw-record-table.h"

#define CARRIED_AT_ONCE 500

typedef struct
{
  char *id;
  const char *state;
  gint64 sum;
} Carried;

typedef struct
{
  const FwKind *kind;
  GArray *carried; /* Carried */
  char *last;      /* id of the last row seen */
  guint n;
} Carrier;

static void
clear_carried (gpointer data)
{
  g_free (((Carried *) data)->id);
}

static const char *
find_state (const FwKind *kind, const FwSqlValue *column)
{
  g_autofree char *value = g_strndup (column->data, column->length);

  for (guint i = 0; kind->before.values[i] != NULL; i++)
    if (g_str_equal (kind->before.values[i], value))
      return kind->before.states[i];
  return kind->flow->start;
}

/* The old field stands where the state does now: last of all. A row that is not what was written
 * stays as it is, and is told of where it is read. */
static gboolean
read_old_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Carrier *carrier = user_data;
  const FwKind *kind = carrier->kind;
  const guint state = n_columns - 2;
  g_autofree FwSqlValue *values = g_memdup2 (columns, n_columns * sizeof *values);
  Carried carried;

  g_free (carrier->last);
  carrier->last = g_strndup (columns[0].data, columns[0].length);
  carrier->n++;
  if (columns[state].type != FW_SQL_TEXT ||
      !fw_record_table_is_sound_as (kind, columns, kind->before.field))
    return TRUE;

  carried.id = g_strdup (carrier->last);
  carried.state = find_state (kind, &columns[state]);
  values[state] = FW_SQL_STRING (carried.state);
  carried.sum = fw_record_table_sum (kind, values);
  g_array_append_val (carrier->carried, carried);
  return TRUE;
}

static gboolean
write_carried (FwRecordTable *table, FwDatabase *database, const GArray *carried, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "UPDATE %s SET f_" FW_KIND_STATE " = $2, sum = $3 WHERE id = $1", table->name);

  if (!fw_database_begin (database, error))
    return FALSE;
  for (guint i = 0; i < carried->len; i++)
    {
      const Carried *one = &g_array_index (carried, Carried, i);
      FwSqlValue values[] = { FW_SQL_STRING (one->id), FW_SQL_STRING (one->state),
                              FW_SQL_INT (one->sum) };

      if (fw_database_execute (database, sql, values, G_N_ELEMENTS (values), NULL, error))
        continue;
      fw_database_rollback (database);
      return FALSE;
    }
  return fw_database_commit (database, error);
}

static char *
make_select_old (const FwRecordTable *table)
{
  GString *sql = g_string_new ("SELECT id, revision, deleted, written");

  for (guint i = 0; i + 1 < table->kind->n_fields; i++)
    g_string_append_printf (sql, ", f_%s", table->kind->fields[i].name);
  g_string_append_printf (
      sql, ", f_%s, sum FROM %s WHERE f_" FW_KIND_STATE " IS NULL AND id > $1 ORDER BY id LIMIT %d",
      table->kind->before.field, table->name, CARRIED_AT_ONCE);
  return g_string_free (sql, FALSE);
}

gboolean
fw_record_table_carry (FwRecordTable *self, FwDatabase *database, GError **error)
{
  const FwKind *kind = self->kind;
  g_autofree char *column = NULL, *sql = NULL, *after = g_strdup ("");
  gboolean more;

  if (kind->before.field == NULL)
    return TRUE;
  column = g_strconcat ("f_", kind->before.field, NULL);
  if (!fw_database_has_column (database, self->name, column, &more, error))
    return FALSE;

  sql = make_select_old (self);
  while (more)
    {
      g_autoptr (GArray) carried = g_array_new (FALSE, FALSE, sizeof (Carried));
      Carrier carrier = { .kind = kind, .carried = carried };
      FwSqlValue value = FW_SQL_STRING (after);
      gboolean done;

      g_array_set_clear_func (carried, clear_carried);
      done = fw_database_query (database, sql, &value, 1, read_old_cb, &carrier, error) &&
             (carried->len == 0 || write_carried (self, database, carried, error));
      g_free (after);
      after = carrier.last;
      if (!done)
        return FALSE;
      more = carrier.n == CARRIED_AT_ONCE;
    }
  return TRUE;
}
