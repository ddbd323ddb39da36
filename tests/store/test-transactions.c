/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "database-fixture.h"

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

#define ADD(path, function)                                                                        \
  g_test_add ("/transactions/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("transaction", test_transaction);
  ADD ("failed-transaction", test_failed_transaction);
  ADD ("nested-queries", test_nested_queries);
  ADD ("threads", test_threads);
  return g_test_run ();
}
