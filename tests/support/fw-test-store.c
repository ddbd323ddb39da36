/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/fw-test-store.h"

#include <glib/gstdio.h>

gboolean
fw_test_store_is_postgres (void)
{
  return g_getenv ("FW_TEST_POSTGRES") != NULL;
}

static void
run_statement (const char *sql)
{
  g_autoptr (GError) error = NULL;
  FwDatabase *database = fw_database_open (g_getenv ("FW_TEST_POSTGRES"), FALSE, &error);

  g_assert_no_error (error);
  fw_database_execute (database, sql, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  fw_database_close (database);
}

char *
fw_test_store_new (void)
{
  static guint number;
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;
  char *directory;

  if (fw_test_store_is_postgres ())
    {
      g_autofree char *schema = g_strdup_printf ("test_%d_%u", getpid (), number++);

      sql = g_strdup_printf ("CREATE SCHEMA %s", schema);
      run_statement (sql);
      return g_strdup_printf ("%s&options=-csearch_path%%3D%s", g_getenv ("FW_TEST_POSTGRES"),
                              schema);
    }

  directory = g_dir_make_tmp ("fw-store-XXXXXX", &error);
  g_assert_no_error (error);
  return directory;
}

void
fw_test_remove_directory (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        fw_test_remove_directory (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
fw_test_store_free (char *location)
{
  const char *schema = strstr (location, "search_path%3D");

  if (schema != NULL)
    {
      g_autofree char *sql =
          g_strdup_printf ("DROP SCHEMA %s CASCADE", schema + strlen ("search_path%3D"));

      run_statement (sql);
    }
  else
    fw_test_remove_directory (location);
  g_free (location);
}
