/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "database-fixture.h"

static void
test_full (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  gint64 kept;
  gint64 i = 0;

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

#define ADD(path, function)                                                                        \
  g_test_add ("/disk-faults/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("full", test_full);
  ADD ("full-recovers", test_full_recovers);
  ADD ("corrupt", test_corrupt);
  return g_test_run ();
}
