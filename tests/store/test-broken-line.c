/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "database-fixture.h"
#include "support/fw-test-store.h"

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
  g_test_add ("/broken-line/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("reconnect", test_reconnect);
  return g_test_run ();
}
