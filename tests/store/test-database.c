/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/fw-error.h"
#include "store/fw-engine.h"
#include "support/fw-test-store.h"

typedef struct
{
  char *location;
  FwDatabase *database;
} Fixture;

static const char *const tables[] = {
  "CREATE TABLE IF NOT EXISTS thing (id INTEGER PRIMARY KEY, ratio REAL, name TEXT, bytes BLOB)",
  "CREATE INDEX IF NOT EXISTS thing_name ON thing (name)", NULL
};

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->location = fw_test_store_new ();
  f->database = fw_database_open (f->location, FALSE, &error);
  g_assert_no_error (error);
  fw_database_define (f->database, tables, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fw_database_close (f->database);
  fw_test_store_free (f->location);
}

static gboolean
take_integer_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(gint64 *) user_data = columns[0].integer;
  return TRUE;
}

static gint64
ask_integer (FwDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  fw_database_query (database, sql, NULL, 0, take_integer_cb, &value, &error);
  g_assert_no_error (error);
  return value;
}

static gboolean
insert (FwDatabase *database, gint64 id, const char *name, gsize size, GError **error)
{
  g_autofree char *filler = g_malloc0 (size + 1);
  FwSqlValue values[] = { FW_SQL_INT (id), FW_SQL_STRING (name), FW_SQL_BYTES (filler, size) };

  return fw_database_execute (database, "INSERT INTO thing (id, name, bytes) VALUES ($1, $2, $3)",
                              values, 3, NULL, error);
}

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
test_transaction (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fw_database_begin (f->database, &error));
  g_assert_true (insert (f->database, 1, "one", 1, &error));
  g_assert_cmpint (ask_integer (f->database, "SELECT count(*) FROM thing"), ==, 1);
  fw_database_rollback (f->database);
  g_assert_cmpint (ask_integer (f->database, "SELECT count(*) FROM thing"), ==, 0);

  g_assert_true (fw_database_begin (f->database, &error));
  g_assert_true (insert (f->database, 1, "one", 1, &error));
  g_assert_true (fw_database_commit (f->database, &error));
  g_assert_cmpint (ask_integer (f->database, "SELECT count(*) FROM thing"), ==, 1);
}

/* After a failed statement nothing of the transaction may stay, and nothing after it slip in by
 * itself. */
static void
test_failed_transaction (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fw_database_begin (f->database, &error));
  g_assert_true (insert (f->database, 1, "one", 1, &error));
  g_assert_false (insert (f->database, 1, "again", 1, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (insert (f->database, 2, "two", 1, NULL));
  g_assert_false (fw_database_commit (f->database, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpint (ask_integer (f->database, "SELECT count(*) FROM thing"), ==, 0);
  g_assert_true (insert (f->database, 2, "two", 1, &error));
  g_assert_no_error (error);
}

typedef struct
{
  FwDatabase *database;
  guint visited, inner;
} Nested;

static gboolean
count_inner_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  ((Nested *) user_data)->inner++;
  return TRUE;
}

static gboolean
nest_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Nested *nested = user_data;

  nested->visited++;
  g_assert_true (fw_database_query (nested->database, "SELECT id FROM thing", NULL, 0,
                                    count_inner_cb, nested, NULL));
  return nested->visited < 3;
}

static void
test_nested_queries (Fixture *f, gconstpointer data)
{
  Nested nested = { .database = f->database };

  for (guint i = 0; i < 10; i++)
    insert (f->database, i, "n", 1, NULL);
  g_assert_true (
      fw_database_query (f->database, "SELECT id FROM thing", NULL, 0, nest_cb, &nested, NULL));
  g_assert_cmpuint (nested.visited, ==, 3);
  g_assert_cmpuint (nested.inner, ==, 30);

  nested = (Nested){ .database = f->database };
  g_assert_true (fw_database_begin (f->database, NULL));
  g_assert_true (
      fw_database_query (f->database, "SELECT id FROM thing", NULL, 0, nest_cb, &nested, NULL));
  g_assert_true (fw_database_commit (f->database, NULL));
  g_assert_cmpuint (nested.inner, ==, 30);
}

static gpointer
add_many (gpointer data)
{
  FwDatabase *database = data;

  for (guint i = 0; i < 25; i++)
    {
      g_assert_true (fw_database_begin (database, NULL));
      g_assert_true (fw_database_execute (
          database, "UPDATE thing SET ratio = ratio + 1 WHERE id = 1", NULL, 0, NULL, NULL));
      if (i % 5 == 4)
        fw_database_rollback (database);
      else
        g_assert_true (fw_database_commit (database, NULL));
      g_assert_cmpint (ask_integer (database, "SELECT count(*) FROM thing"), ==, 1);
    }

  return NULL;
}

static gboolean
take_real_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(double *) user_data = columns[0].real;
  return TRUE;
}

static void
test_threads (Fixture *f, gconstpointer data)
{
  GThread *threads[8];
  double sum = 0;

  fw_database_set_synchronous (f->database, FALSE);
  fw_database_execute (f->database, "INSERT INTO thing (id, ratio) VALUES (1, 0.0)", NULL, 0, NULL,
                       NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("writer", add_many, f->database);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  fw_database_query (f->database, "SELECT ratio FROM thing", NULL, 0, take_real_cb, &sum, NULL);
  g_assert_cmpfloat (sum, ==, 8 * 20);
}

static void
test_define_again (Fixture *f, gconstpointer data)
{
  static const char *const broken[] = { "CREATE TABLE IF NOT EXISTS half (id INTEGER PRIMARY KEY)",
                                        "CREATE TABLE nonsense (", NULL };
  g_autoptr (GError) error = NULL;
  gboolean has = FALSE;

  g_assert_true (fw_database_define (f->database, tables, &error));
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
  gint64 start = g_get_monotonic_time ();

  fw_database_set_read_timeout (f->database, 100);
  g_assert_false (fw_database_query (f->database,
                                     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                                     "FROM n WHERE i < 2000000000) SELECT "
                                     "count(*) FROM n",
                                     NULL, 0, take_integer_cb, NULL, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
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

static void
test_full (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  gint64 kept;
  gint64 i = 0;

  if (fw_test_store_is_postgres ())
    {
      g_test_skip ("PostgreSQL has no limit to lower");
      return;
    }

  fw_database_set_page_limit (f->database, 200);
  while (insert (f->database, i, "filler", 20000, &error) && i < 1000)
    i++;
  g_assert_error (error, FW_ERROR, FW_ERROR_FULL);
  g_clear_error (&error);
  g_assert_false (fw_database_is_writable (f->database, &reason));
  g_assert_nonnull (strstr (reason, "full"));

  kept = ask_integer (f->database, "SELECT count(*) FROM thing");
  g_assert_cmpint (kept, ==, i);
  g_assert_false (insert (f->database, 2000, "still full", 1, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FULL);
  g_clear_error (&error);
  g_assert_false (fw_database_probe (f->database));

  fw_database_set_page_limit (f->database, 0);
  g_assert_true (fw_database_probe (f->database));
  g_assert_true (fw_database_is_writable (f->database, NULL));
  g_assert_true (insert (f->database, 2000, "room again", 20000, &error));
  g_assert_no_error (error);
  g_assert_true (fw_database_verify (f->database, NULL));
}

/* Without anybody calling probe: the next write tries it, once a second at most. */
static void
test_full_recovers (Fixture *f, gconstpointer data)
{
  guint tries = 0;
  gint64 i = 0;

  if (fw_test_store_is_postgres ())
    {
      g_test_skip ("PostgreSQL has no limit to lower");
      return;
    }

  fw_database_set_page_limit (f->database, 100);
  while (insert (f->database, i, "filler", 20000, NULL))
    i++;
  fw_database_set_page_limit (f->database, 0);
  while (!insert (f->database, 5000, "later", 1, NULL) && tries++ < 30)
    g_usleep (100000);
  g_assert_cmpuint (tries, <, 30);
}

static void
test_corrupt (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (f->location, "floorwalker.db", NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  if (fw_test_store_is_postgres ())
    {
      g_test_skip ("the files of a cluster are its own");
      return;
    }

  for (guint i = 0; i < 50; i++)
    insert (f->database, i, "row", 20000, NULL);
  g_clear_pointer (&f->database, fw_database_close);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  memset (bytes + 4096, 0x5a, length - 8192);
  g_assert_true (g_file_set_contents (path, bytes, length, NULL));

  f->database = fw_database_open (f->location, FALSE, &error);
  if (f->database != NULL)
    {
      g_assert_false (fw_database_verify (f->database, &error));
      g_assert_false (fw_database_is_writable (f->database, NULL));
      g_assert_false (fw_database_probe (f->database));
    }
  g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
}

static void
test_foreign_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("fw-store-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "floorwalker.db", NULL);

  g_assert_null (fw_database_open (directory, TRUE, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (fw_database_exists (directory));

  g_file_set_contents (path, "this is a letter, not a database, and longer than a header", -1,
                       NULL);
  g_assert_null (fw_database_open (directory, FALSE, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
  g_unlink (path);
  g_rmdir (directory);
}

static void
test_modes (void)
{
  g_autofree char *parent = g_dir_make_tmp ("fw-store-XXXXXX", NULL);
  g_autofree char *directory = g_build_filename (parent, "new", "centre", NULL);
  static const char *const files[] = { "", "floorwalker.db", "floorwalker.db-wal",
                                       "floorwalker.db-shm" };
  FwDatabase *database = fw_database_open (directory, FALSE, NULL);

  g_assert_nonnull (database);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (directory, files[i], NULL);
      GStatBuf about;

      g_assert_cmpint (g_stat (path, &about), ==, 0);
      g_assert_cmpint (about.st_mode & 0777, ==, i == 0 ? 0700 : 0600);
    }
  fw_database_close (database);
  fw_test_store_free (g_steal_pointer (&parent));
}

/* A link on the way is followed, one in place of the file is not. */
static void
test_links (void)
{
  g_autofree char *parent = g_dir_make_tmp ("fw-store-XXXXXX", NULL);
  g_autofree char *real = g_build_filename (parent, "real", NULL);
  g_autofree char *link = g_build_filename (parent, "link", NULL);
  g_autofree char *inside = g_build_filename (link, "centre", NULL);
  g_autofree char *trap = g_build_filename (real, "floorwalker.db", NULL);
  g_autoptr (GError) error = NULL;
  FwDatabase *database;

  g_assert_cmpint (g_mkdir (real, 0700), ==, 0);
  g_assert_cmpint (symlink ("real", link), ==, 0);
  database = fw_database_open (inside, FALSE, &error);
  g_assert_no_error (error);
  fw_database_close (database);

  g_assert_cmpint (symlink ("/dev/null", trap), ==, 0);
  g_assert_null (fw_database_open (real, FALSE, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE);
  g_unlink (link);
  fw_test_store_free (g_steal_pointer (&parent));
}

static void
test_backup (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autofree char *parent = g_dir_make_tmp ("fw-store-XXXXXX", NULL);
  g_autofree char *target = g_build_filename (parent, "copy", NULL);

  for (guint i = 0; i < 300; i++)
    insert (f->database, i, "row", 20000, NULL);

  if (fw_test_store_is_postgres ())
    {
      g_assert_false (fw_database_backup (f->database, target, NULL, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_rmdir (parent);
      return;
    }

  g_cancellable_cancel (cancelled);
  g_assert_false (fw_database_backup (f->database, target, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));

  g_assert_true (fw_database_backup (f->database, target, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (fw_database_backup (f->database, target, NULL, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_clear_error (&error);

  insert (f->database, 1000, "after the copy", 1, NULL);
  {
    g_autoptr (FwDatabase) copy = fw_database_open (target, FALSE, &error);

    g_assert_no_error (error);
    g_assert_cmpint (ask_integer (copy, "SELECT count(*) FROM thing"), ==, 300);
  }
  fw_test_store_free (g_steal_pointer (&parent));
}

static void
test_network_file_systems (void)
{
  g_assert_true (fw_sqlite_is_network (0x6969));
  g_assert_true (fw_sqlite_is_network (0xff534d42));
  g_assert_true (fw_sqlite_is_network (0xffffffffff534d42)); /* sign-extended on 32 bit */
  g_assert_false (fw_sqlite_is_network (0xef53));
  g_assert_false (fw_sqlite_is_network (0x01021994)); /* tmpfs */
}

static void
terminate_lines (FwDatabase *other)
{
  g_autoptr (GError) error = NULL;

  fw_database_query (other,
                     "SELECT CAST (count(pg_terminate_backend(pid)) AS BIGINT) FROM "
                     "pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL",
                     NULL, 0, NULL, NULL, &error);
  g_assert_no_error (error);
  g_usleep (200000);
}

/* The line to the server breaks: the call in hand fails, the next one works. */
static void
test_reconnect (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwDatabase) other = NULL;

  if (!fw_test_store_is_postgres ())
    {
      g_test_skip ("SQLite has no line to break");
      return;
    }

  insert (f->database, 1, "one", 1, NULL);
  other = fw_database_open (g_getenv ("FW_TEST_POSTGRES"), FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (fw_database_begin (f->database, NULL));
  g_assert_true (insert (f->database, 2, "lost", 1, NULL));
  terminate_lines (other);
  g_assert_false (insert (f->database, 3, "lost too", 1, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_false (fw_database_commit (f->database, NULL));

  g_assert_cmpint (ask_integer (f->database, "SELECT count(*) FROM thing"), ==, 1);
  g_assert_true (insert (f->database, 4, "back", 1, &error));
  g_assert_no_error (error);

  /* Broken while idle: neither a read nor a transaction notices. */
  terminate_lines (other);
  g_assert_cmpint (ask_integer (f->database, "SELECT count(*) FROM thing"), ==, 2);
  g_assert_true (fw_database_begin (f->database, &error));
  g_assert_no_error (error);
  g_assert_true (insert (f->database, 5, "again", 1, &error));
  g_assert_true (fw_database_commit (f->database, &error));
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
  ADD ("transaction", test_transaction);
  ADD ("failed-transaction", test_failed_transaction);
  ADD ("nested-queries", test_nested_queries);
  ADD ("threads", test_threads);
  ADD ("define-again", test_define_again);
  ADD ("read-only", test_read_only);
  ADD ("timeout", test_timeout);
  ADD ("verify", test_verify);
  ADD ("full", test_full);
  ADD ("full-recovers", test_full_recovers);
  ADD ("corrupt", test_corrupt);
  ADD ("backup", test_backup);
  ADD ("reconnect", test_reconnect);
  g_test_add_func ("/database/foreign-file", test_foreign_file);
  g_test_add_func ("/database/modes", test_modes);
  g_test_add_func ("/database/links", test_links);
  g_test_add_func ("/database/network-file-systems", test_network_file_systems);
  return g_test_run ();
}
