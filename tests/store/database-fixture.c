/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "database-fixture.h"

#include "support/fw-test-store.h"

const char *const fixture_tables[] = {
  "CREATE TABLE IF NOT EXISTS thing (id INTEGER PRIMARY KEY, ratio REAL, name TEXT, bytes BLOB)",
  "CREATE INDEX IF NOT EXISTS thing_name ON thing (name)", NULL
};

void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->location = fw_test_store_new ();
  f->database = fw_database_open (f->location, FALSE, &error);
  g_assert_no_error (error);
  fw_database_define (f->database, fixture_tables, &error);
  g_assert_no_error (error);
}

void
tear_down (Fixture *f, gconstpointer data)
{
  fw_database_close (f->database);
  fw_test_store_free (f->location);
}

gboolean
take_integer_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(gint64 *) user_data = columns[0].integer;
  return TRUE;
}

gint64
ask_integer (FwDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  fw_database_query (database, sql, NULL, 0, take_integer_cb, &value, &error);
  g_assert_no_error (error);
  return value;
}

gboolean
insert (FwDatabase *database, gint64 id, const char *name, gsize size, GError **error)
{
  g_autofree char *filler = g_malloc0 (size + 1);
  FwSqlValue values[] = { FW_SQL_INT (id), FW_SQL_STRING (name), FW_SQL_BYTES (filler, size) };

  return fw_database_execute (database, "INSERT INTO thing (id, name, bytes) VALUES ($1, $2, $3)",
                              values, 3, NULL, error);
}
