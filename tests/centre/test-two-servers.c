/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two servers never write one centre, whatever its address is called and whoever lost its line
 * (point 13 of docs/attacks.md). */
#include <glib/gstdio.h>
#include <unistd.h>

#include "core/fw-error.h"
#include "support/fw-test-centre.h"
#include "support/fw-test-store.h"

static FwEventBatch *
make_batch (gint64 second, const char *contact)
{
  FwEventBatch *batch = fw_event_batch_new ();

  fw_test_centre_add_call (batch, second, contact, "sales", "Agent/1");
  return batch;
}

static void
ingest (FwCentre *centre, gint64 second, const char *contact)
{
  g_autoptr (FwEventBatch) batch = make_batch (second, contact);
  g_autoptr (GError) error = NULL;

  fw_centre_ingest (centre, batch, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_busy (const char *location)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fw_centre_open (location, FW_CENTRE_DEFAULT, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_BUSY);
}

static void
test_spellings (void)
{
  g_autofree char *location = fw_test_store_new ();
  g_autoptr (FwCentre) centre = fw_test_centre_open (location);
  g_autofree char *other = NULL;
  g_autofree char *lock = NULL;

  if (fw_test_store_is_postgres ())
    {
      other = g_strconcat (location, "&connect_timeout=7", NULL);
      assert_busy (other);
    }
  else
    {
      other = g_strconcat (location, "-link", NULL);
      g_assert_cmpint (symlink (location, other), ==, 0);
      assert_busy (other);
      g_unlink (other);

      lock = g_build_filename (location, "lock", NULL);
      g_assert_cmpint (g_unlink (lock), ==, 0);
      assert_busy (location);
    }
  g_clear_pointer (&centre, fw_centre_close);
  fw_test_store_free (g_steal_pointer (&location));
}

/* Under a second name the file would have a second log. */
static void
test_hard_link (void)
{
  g_autofree char *location = fw_test_store_new ();
  g_autofree char *elsewhere = fw_test_store_new ();
  g_autofree char *path = g_build_filename (location, "floorwalker.db", NULL);
  g_autofree char *other = g_build_filename (elsewhere, "floorwalker.db", NULL);
  g_autoptr (FwCentre) centre = NULL;
  g_autoptr (GError) error = NULL;

  if (!fw_test_store_is_postgres ())
    {
      centre = fw_test_centre_open (location);
      g_assert_cmpint (link (path, other), ==, 0);
      g_assert_null (fw_centre_open (elsewhere, FW_CENTRE_DEFAULT, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_clear_pointer (&centre, fw_centre_close);
    }
  fw_test_store_free (g_steal_pointer (&elsewhere));
  fw_test_store_free (g_steal_pointer (&location));
}

/* As when the line of the first one broke, or its lock was got round: another one opens. */
static FwCentre *
take_over (const char *location)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwDatabase) database = fw_database_open (location, FALSE, &error);
  FwCentre *second;

  g_assert_no_error (error);
  if (!fw_test_store_is_postgres ())
    {
      fw_database_claim (database, &error);
      g_assert_no_error (error);
      return NULL;
    }

  fw_database_execute (database,
                       "SELECT pg_terminate_backend (pid) FROM pg_locks WHERE locktype = "
                       "'advisory' AND classid = 1179406167 AND granted",
                       NULL, 0, NULL, &error);
  g_assert_no_error (error);
  /* The ended session lets go of its lock a moment later. */
  while ((second = fw_centre_open (location, FW_CENTRE_DEFAULT, &error)) == NULL)
    {
      g_assert_error (error, FW_ERROR, FW_ERROR_BUSY);
      g_clear_error (&error);
      g_usleep (10000);
    }
  return second;
}

static void
test_taken_over (void)
{
  g_autofree char *location = fw_test_store_new ();
  g_autoptr (FwCentre) first = fw_test_centre_open (location);
  g_autoptr (FwCentre) second = NULL;
  g_autoptr (FwEventBatch) late = make_batch (300, "late");
  g_autoptr (GPtrArray) house = fw_test_house ();
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autofree char *reason = NULL;
  g_autoptr (GError) error = NULL;

  ingest (first, 0, "c1");
  second = take_over (location);
  if (second != NULL)
    ingest (second, 100, "c2");

  g_assert_false (fw_centre_ingest (first, late, NULL, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FORBIDDEN);
  g_clear_error (&error);
  g_assert_false (fw_centre_checkpoint (first, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (
      fw_records_put_all (fw_centre_get_records (first), scope, house, TEST_START, &error));
  g_assert_nonnull (error);
  g_assert_false (fw_database_is_writable (fw_centre_get_database (first), &reason));
  g_assert_nonnull (strstr (reason, "another server"));

  if (second != NULL)
    {
      ingest (second, 200, "c3");
      g_assert_cmpuint (fw_test_centre_total (second).offered, ==, 3);
      fw_test_centre_verify (second);
      g_clear_pointer (&second, fw_centre_close);
    }
  g_clear_pointer (&first, fw_centre_close);
  first = fw_test_centre_open (location);
  fw_test_centre_verify (first);
  g_clear_pointer (&first, fw_centre_close);
  fw_test_store_free (g_steal_pointer (&location));
}

/* A line that broke is mended by the one who held the lock, and goes on. */
static void
test_own_line (void)
{
  g_autofree char *location = fw_test_store_new ();
  g_autoptr (FwCentre) centre = fw_test_centre_open (location);
  g_autoptr (FwDatabase) database = NULL;

  ingest (centre, 0, "c1");
  if (fw_test_store_is_postgres ())
    {
      database = fw_database_open (location, FALSE, NULL);
      fw_database_execute (database,
                           "SELECT pg_terminate_backend (pid) FROM pg_locks WHERE locktype = "
                           "'advisory' AND classid = 1179406167 AND granted",
                           NULL, 0, NULL, NULL);
      ingest (centre, 100, "c2");
      assert_busy (location);
    }
  g_clear_pointer (&database, fw_database_close);
  g_clear_pointer (&centre, fw_centre_close);
  fw_test_store_free (g_steal_pointer (&location));
}

/* Figures that went another way than the ledger are made again from it. */
static void
test_rebuild (void)
{
  g_autofree char *location = fw_test_store_new ();
  g_autoptr (FwCentre) centre = fw_test_centre_open (location);
  g_autoptr (FwDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  ingest (centre, 0, "c1");
  fw_centre_checkpoint (centre, &error);
  g_assert_no_error (error);
  ingest (centre, 100, "c2");
  g_clear_pointer (&centre, fw_centre_close);

  /* As if the other server had saved the first call alone for both batches. */
  database = fw_database_open (location, FALSE, &error);
  fw_database_execute (database, "DELETE FROM ledger_segment", NULL, 0, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&database, fw_database_close);
  centre = fw_centre_open (location, FW_CENTRE_REBUILD, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fw_test_centre_total (centre).offered, ==, 2);
  fw_centre_checkpoint (centre, &error);
  g_assert_no_error (error);
  g_clear_pointer (&centre, fw_centre_close);

  centre = fw_test_centre_open (location);
  g_assert_cmpuint (fw_test_centre_total (centre).offered, ==, 2);
  fw_test_centre_verify (centre);
  g_clear_pointer (&centre, fw_centre_close);
  fw_test_store_free (g_steal_pointer (&location));
}

static void
test_hidden (void)
{
  static const char *const addresses[][2] = {
    { "/var/lib/a:b@c", "/var/lib/a:b@c" },
    { "postgresql:///floor", "postgresql:///floor" },
    { "postgresql://lin:se%40cret@db:5432/floor", "postgresql://lin@db:5432/floor" },
    { "postgres://lin:a@b@db/floor?sslmode=require", "postgres://lin@db/floor?sslmode=require" },
    { "postgresql:///floor?user=lin&password=secret&host=/run",
      "postgresql:///floor?user=lin&password=…&host=/run" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *shown = fw_database_hide_secrets (addresses[i][0]);

      g_assert_cmpstr (shown, ==, addresses[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_test_add_func ("/two-servers/13/spellings", test_spellings);
  g_test_add_func ("/two-servers/13/hard-link", test_hard_link);
  g_test_add_func ("/two-servers/13/taken-over", test_taken_over);
  g_test_add_func ("/two-servers/13/own-line", test_own_line);
  g_test_add_func ("/two-servers/13/rebuild", test_rebuild);
  g_test_add_func ("/two-servers/14/hidden-password", test_hidden);
  return g_test_run ();
}
