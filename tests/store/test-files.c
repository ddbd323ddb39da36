/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/fw-error.h"
#include "database-fixture.h"
#include "store/fw-engine.h"
#include "support/fw-test-store.h"

static void
test_foreign_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("fw-store-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "floorwalker.db", NULL);

  g_assert_null (fw_database_open (directory, TRUE, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (fw_database_exists (directory, NULL));

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

#define ADD(path, function) g_test_add ("/files/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("backup", test_backup);
  g_test_add_func ("/files/foreign-file", test_foreign_file);
  g_test_add_func ("/files/modes", test_modes);
  g_test_add_func ("/files/links", test_links);
  g_test_add_func ("/files/network-file-systems", test_network_file_systems);
  return g_test_run ();
}
