/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A full disk: writes stop with a clear error, reads go on, and all is well by itself once there is
 * room. */
#include <glib/gstdio.h>
#include <sys/mount.h>
#include <unistd.h>

#include "core/fw-error.h"
#include "support/fw-test-centre.h"
#include "support/fw-test-store.h"

static FwEventBatch *
make_batch (guint number)
{
  FwEventBatch *batch = fw_event_batch_new ();

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *contact = g_strdup_printf ("c%u", number * 500 + i);

      fw_test_centre_add_call (batch, number * 10 + i, contact, "sales", "Agent/1");
    }
  return batch;
}

/* Ingests until the disk is full. Returns: how many batches were taken. */
static guint
fill (FwCentre *centre)
{
  for (guint n = 0; n < 10000; n++)
    {
      g_autoptr (FwEventBatch) batch = make_batch (n);
      g_autoptr (GError) error = NULL;

      if (!fw_centre_ingest (centre, batch, NULL, &error))
        {
          g_assert_error (error, FW_ERROR, FW_ERROR_FULL);
          return n;
        }
    }
  g_assert_not_reached ();
  return 0;
}

static void
check_full (FwCentre *centre, guint taken)
{
  g_autofree char *reason = NULL;
  g_autoptr (FwEventBatch) batch = make_batch (taken);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (taken, >, 0);
  g_assert_false (fw_database_is_writable (fw_centre_get_database (centre), &reason));
  g_assert_nonnull (reason);
  g_assert_cmpuint (fw_test_centre_total (centre).offered, ==, taken * 500);
  g_assert_cmpuint (fw_ledger_get_last (fw_centre_get_ledger (centre)), ==, taken);
  g_assert_false (fw_centre_ingest (centre, batch, NULL, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FULL);
}

static void
check_recovered (FwCentre *centre, guint taken)
{
  g_autoptr (FwEventBatch) batch = make_batch (taken);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 50 && !fw_database_is_writable (fw_centre_get_database (centre), NULL); i++)
    g_usleep (100000);
  fw_centre_ingest (centre, batch, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fw_test_centre_total (centre).offered, ==, (taken + 1) * 500);
  fw_test_centre_verify (centre);
}

static void
allow_warnings (void)
{
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
}

static gboolean
take_count (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(guint *) user_data = (guint) columns[0].integer;
  return TRUE;
}

static guint
count_pages (FwDatabase *database)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  fw_database_query (database, "PRAGMA page_count", NULL, 0, take_count, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, >, 0);
  return n;
}

static void
test_page_limit (void)
{
  char *location = fw_test_store_new ();
  FwCentre *centre = fw_test_centre_open (location);
  guint taken;

  allow_warnings ();
  /* Whatever the tables of all kinds take, which grows with every kind. */
  fw_database_set_page_limit (fw_centre_get_database (centre),
                              count_pages (fw_centre_get_database (centre)) + 200);
  taken = fill (centre);
  check_full (centre, taken);
  fw_database_set_page_limit (fw_centre_get_database (centre), 0);
  check_recovered (centre, taken);
  fw_centre_close (centre);

  centre = fw_test_centre_open (location);
  g_assert_cmpuint (fw_test_centre_total (centre).offered, ==, (taken + 1) * 500);
  fw_centre_close (centre);
  fw_test_store_free (location);
}

/* The real thing, where we may mount: a small file system, with a ballast that is taken
 * away. */
static void
test_small_disk (void)
{
  g_autofree char *location = g_dir_make_tmp ("floorwalker-full-XXXXXX", NULL);
  g_autofree char *ballast = g_build_filename (location, "ballast", NULL);
  g_autofree char *filler = g_malloc0 (10 * 1024 * 1024);
  g_autofree char *store = g_build_filename (location, "centre", NULL);
  FwCentre *centre;
  guint taken;

  if (mount ("none", location, "tmpfs", 0, "size=24m,mode=0700") < 0)
    {
      g_rmdir (location);
      g_test_skip ("may not mount here");
      return;
    }

  allow_warnings ();
  g_assert_true (g_file_set_contents (ballast, filler, 10 * 1024 * 1024, NULL));
  centre = fw_test_centre_open (store);
  taken = fill (centre);
  check_full (centre, taken);
  g_assert_cmpint (g_unlink (ballast), ==, 0);
  check_recovered (centre, taken);
  fw_centre_close (centre);
  g_assert_cmpint (umount (location), ==, 0);
  g_rmdir (location);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/page-limit", test_page_limit);
  g_test_add_func ("/faults/small-disk", test_small_disk);
  return g_test_run ();
}
