/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An event from the future is kept apart and told, and counts when its time has come (point 18 of
 * docs/attacks.md). */
#include "core/fw-error.h"
#include "support/fw-test-centre.h"
#include "support/fw-test-store.h"

typedef struct
{
  char *location;
  FwCentre *centre;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->location = fw_test_store_new ();
  f->centre = fw_test_centre_open (f->location);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->centre, fw_centre_close);
  fw_test_store_free (f->location);
}

static void
open_again (Fixture *f)
{
  g_clear_pointer (&f->centre, fw_centre_close);
  f->centre = fw_test_centre_open (f->location);
}

static gint64
to_second (gint64 at)
{
  return (at - TEST_START) / FW_SECOND;
}

/* A call now, and a caller of next year. */
static FwEventBatch *
make_batch (gint64 now, gint64 ahead)
{
  FwEventBatch *batch = fw_event_batch_new ();

  fw_test_centre_add_call (batch, to_second (now) - 100, "c1", "sales", "Agent/1");
  fw_test_add (batch,
               fw_test_event (FW_EVENT_OFFERED, to_second (now) + ahead, "phantom", "sales", NULL));
  return batch;
}

static guint
count_held (FwCentre *centre)
{
  gint64 earliest;
  guint n;

  g_assert_true (fw_ledger_count_held (fw_centre_get_ledger (centre), &n, &earliest, NULL));
  return n;
}

static guint
count_waiting (FwCentre *centre)
{
  g_autoptr (GArray) waiting = NULL;

  fw_cube_read_lock (fw_centre_get_cube (centre));
  waiting = fw_floor_list_waiting (fw_centre_get_floor (centre));
  fw_cube_read_unlock (fw_centre_get_cube (centre));
  return waiting->len;
}

static void
ingest (Fixture *f, FwEventBatch *batch)
{
  g_autoptr (GError) error = NULL;

  fw_centre_ingest (f->centre, batch, NULL, &error);
  g_assert_no_error (error);
}

static void
test_held (Fixture *f, gconstpointer data)
{
  const gint64 now = g_get_real_time ();
  g_autoptr (FwEventBatch) batch = make_batch (now, 366 * 24 * 3600);
  g_autoptr (GPtrArray) held = NULL;
  gboolean found;

  /* Twice: what is held is known by its id too. */
  ingest (f, batch);
  ingest (f, batch);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (count_held (f->centre), ==, 1);
      g_assert_cmpuint (count_waiting (f->centre), ==, 0);
      g_assert_cmpint (fw_floor_get_last_event (fw_centre_get_floor (f->centre)), <=, now);
      fw_test_centre_verify (f->centre);
      open_again (f);
    }

  held = fw_ledger_list_held (fw_centre_get_ledger (f->centre), NULL);
  g_assert_cmpuint (held->len, ==, 1);
  g_assert_cmpstr (((FwHeldEvent *) held->pdata[0])->source, ==, "pbx");
  g_assert_true (fw_ledger_discard_held (fw_centre_get_ledger (f->centre), "pbx",
                                         ((FwHeldEvent *) held->pdata[0])->id, &found, NULL));
  g_assert_true (found);
  g_assert_cmpuint (count_held (f->centre), ==, 0);
}

/* A clock that is a little ahead is no news. */
static void
test_little (Fixture *f, gconstpointer data)
{
  g_autoptr (FwEventBatch) batch = make_batch (g_get_real_time (), 200);

  ingest (f, batch);
  g_assert_cmpuint (count_held (f->centre), ==, 0);
  g_assert_cmpuint (count_waiting (f->centre), ==, 1);
}

/* Its time comes while nobody looks, and while somebody does. */
static void
test_due (Fixture *f, gconstpointer data)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  g_autoptr (GError) error = NULL;
  const gint64 now = g_get_real_time ();

  fw_test_add (batch, fw_test_event (FW_EVENT_OFFERED, to_second (now) + 1, "soon", "sales", NULL));
  fw_ledger_hold (fw_centre_get_ledger (f->centre), batch, &error);
  g_assert_no_error (error);
  while (count_held (f->centre) > 0 || count_waiting (f->centre) == 0)
    g_usleep (20000);
  g_assert_cmpuint (fw_ledger_get_last (fw_centre_get_ledger (f->centre)), ==, 1);
  fw_test_centre_verify (f->centre);
  open_again (f);
  g_assert_cmpuint (count_waiting (f->centre), ==, 1);
  fw_test_centre_verify (f->centre);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/future/18/held-apart", test_held);
  ADD ("/future/18/a-little-ahead", test_little);
  ADD ("/future/18/due", test_due);
  return g_test_run ();
}
