/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/fw-error.h"
#include "database-fixture.h"
#include "support/fw-test-store.h"

typedef struct
{
  guint rows;
  gint64 id;
  FwSqlType types[4];
  double ratio;
  char *name;
  GBytes *bytes;
} Row;

static gboolean
take_row_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Row *row = user_data;

  g_assert_cmpuint (n_columns, ==, 4);
  row->rows++;
  row->id = columns[0].integer;
  for (guint i = 0; i < 4; i++)
    row->types[i] = columns[i].type;
  row->ratio = columns[1].real;
  g_free (row->name);
  row->name = g_strndup (columns[2].length > 0 ? columns[2].data : "", columns[2].length);
  g_clear_pointer (&row->bytes, g_bytes_unref);
  row->bytes = g_bytes_new (columns[3].data, columns[3].length);
  return TRUE;
}

static void
check_values (Fixture *f, gint64 id, double ratio, const char *name, const char *bytes, gsize size)
{
  g_autoptr (GError) error = NULL;
  FwSqlValue values[] = { FW_SQL_BYTES (bytes, size), FW_SQL_STRING (name), FW_SQL_DOUBLE (ratio),
                          FW_SQL_INT (id) };
  Row row = { 0 };
  gint64 changed = 0;

  /* Out of order on purpose: a parameter is found by its number, not by where it stands. */
  fw_database_execute (
      f->database,
      "INSERT INTO thing (id, ratio, name, bytes) VALUES ($4, $3, $2, $1) ON CONFLICT (id) DO "
      "UPDATE SET ratio = excluded.ratio, name = excluded.name, bytes = excluded.bytes",
      values, 4, &changed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (changed, ==, 1);
  fw_database_query (f->database, "SELECT id, ratio, name, bytes FROM thing WHERE id = $1",
                     &values[3], 1, take_row_cb, &row, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (row.rows, ==, 1);
  g_assert_cmpint (row.id, ==, id);
  g_assert_cmpint (row.types[0], ==, FW_SQL_INTEGER);
  g_assert_cmpint (row.types[1], ==, FW_SQL_REAL);
  g_assert_true (row.ratio == ratio);
  g_assert_cmpint (row.types[2], ==, name != NULL ? FW_SQL_TEXT : FW_SQL_NULL);
  g_assert_cmpstr (row.name, ==, name != NULL ? name : "");
  g_assert_cmpint (row.types[3], ==, FW_SQL_BLOB);
  g_assert_cmpmem (g_bytes_get_data (row.bytes, NULL), g_bytes_get_size (row.bytes), bytes, size);
  g_free (row.name);
  g_bytes_unref (row.bytes);
}

static void
test_values (Fixture *f, gconstpointer data)
{
  g_autofree char *huge = g_strnfill (200 * 1024, 'x');

  check_values (f, 0, 0.0, "", "", 0);
  check_values (f, 1, 0.1, "Lin Mei \u6797\u6885", "\0\1\2", 3);
  check_values (f, G_MININT64, -1e308, "'; DROP TABLE thing; --", "\xff\xfe", 2);
  check_values (f, G_MAXINT64, 5e-324, NULL, "", 0);
  check_values (f, 1, 3.0, huge, huge, 200 * 1024);
  g_assert_cmpint (ask_integer (f->database, "SELECT count(*) FROM thing"), ==, 4);
}

static void
test_refused_values (Fixture *f, gconstpointer data)
{
  const FwSqlValue bad[] = {
    { .type = FW_SQL_TEXT, .data = "a\0b", .length = 3 },
    { .type = FW_SQL_TEXT, .data = "\xff", .length = 1 },
    FW_SQL_DOUBLE (NAN),
    FW_SQL_DOUBLE (INFINITY),
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (fw_database_execute (f->database,
                                           bad[i].type == FW_SQL_TEXT
                                               ? "INSERT INTO thing (name) VALUES ($1)"
                                               : "INSERT INTO thing (ratio) VALUES ($1)",
                                           &bad[i], 1, NULL, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
    }
}

static void
test_strict_types (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FwSqlValue text = FW_SQL_STRING ("not a number");

  g_assert_false (fw_database_execute (f->database, "INSERT INTO thing (id, ratio) VALUES (9, $1)",
                                       &text, 1, NULL, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_clear_error (&error);

  /* A misspelt column must not turn into a text. */
  g_assert_false (fw_database_query (f->database, "SELECT \"nosuch\" FROM thing", NULL, 0,
                                     take_integer_cb, NULL, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FAILED);
}

static void
test_define_again (Fixture *f, gconstpointer data)
{
  static const char *const broken[] = { "CREATE TABLE IF NOT EXISTS half (id INTEGER PRIMARY KEY)",
                                        "CREATE TABLE nonsense (", NULL };
  g_autoptr (GError) error = NULL;
  gboolean has = FALSE;

  g_assert_true (fw_database_define (f->database, fixture_tables, &error));
  g_assert_false (fw_database_define (f->database, broken, &error));
  g_assert_nonnull (error);
  g_assert_true (fw_database_has_column (f->database, "half", NULL, &has, NULL));
  g_assert_false (has);
  g_assert_true (fw_database_has_column (f->database, "thing", "name", &has, NULL));
  g_assert_true (has);
  g_assert_true (fw_database_has_column (f->database, "thing", "nosuch", &has, NULL));
  g_assert_false (has);
}

static void
test_read_only (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwDatabase) reader = fw_database_open (f->location, TRUE, &error);

  g_assert_no_error (error);
  g_assert_false (fw_database_is_writable (reader, NULL));
  g_assert_cmpint (ask_integer (reader, "SELECT count(*) FROM thing"), ==, 0);
  g_assert_false (fw_database_begin (reader, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FORBIDDEN);
  g_clear_error (&error);
  /* Nor does a read on a store that can be written change anything. */
  g_assert_false (
      fw_database_query (f->database, "DELETE FROM thing", NULL, 0, NULL, NULL, &error));
  g_assert_nonnull (error);
}

/* A question that never ends is cut off, and the reader is good for the next one. */
static void
test_timeout (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fw_database_set_read_timeout (f->database, 100);
  g_assert_false (fw_database_query (f->database,
                                     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                                     "FROM n WHERE i < 2000000000) SELECT "
                                     "count(*) FROM n",
                                     NULL, 0, take_integer_cb, NULL, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE);
  g_assert_cmpint (ask_integer (f->database, "SELECT count(*) FROM thing"), ==, 0);
  g_assert_true (fw_database_is_writable (f->database, NULL));
}

static void
test_verify (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  insert (f->database, 1, "one", 100000, NULL);
  g_assert_true (fw_database_verify (f->database, &error));
  g_assert_no_error (error);
}

/* An index that no longer holds what its table does (point 17 of docs/attacks.md). */
static void
test_broken_index (Fixture *f, gconstpointer data)
{
  static const char *const statements[] = {
    "CREATE EXTENSION IF NOT EXISTS amcheck WITH SCHEMA public",
    "CREATE FUNCTION turned (BIGINT) RETURNS BIGINT IMMUTABLE LANGUAGE sql AS 'SELECT $1'",
    "CREATE INDEX thing_turned ON thing (turned (id))",
    "CREATE OR REPLACE FUNCTION turned (BIGINT) RETURNS BIGINT IMMUTABLE LANGUAGE sql AS "
    "'SELECT -$1'",
  };
  g_autoptr (GError) error = NULL;

  if (!fw_test_store_is_postgres ())
    return; /* its own check looks at indexes, and its pages have checksums */
  for (gint64 i = 1; i < 10; i++)
    insert (f->database, i, "row", 10, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      fw_database_execute (f->database, statements[i], NULL, 0, NULL, &error);
      if (i == 0 && error != NULL)
        {
          g_test_skip ("amcheck is not installed");
          return;
        }
      g_assert_no_error (error);
    }
  g_assert_false (fw_database_verify (f->database, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/database/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("values", test_values);
  ADD ("refused-values", test_refused_values);
  ADD ("strict-types", test_strict_types);
  ADD ("define-again", test_define_again);
  ADD ("read-only", test_read_only);
  ADD ("timeout", test_timeout);
  ADD ("verify", test_verify);
  ADD ("broken-index", test_broken_index);
  return g_test_run ();
}
