/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An event that is struck out is as if it had never come: for all figures, in whatever order, after
 * every start (point 18 of docs/attacks.md). */
#include <string.h>

#include "core/fw-error.h"
#include "support/fw-test-centre.h"
#include "support/fw-test-store.h"

typedef struct
{
  char *location, *other;
  FwCentre *centre; /* is told a wrong event, too */
  FwCentre *twin;   /* never was */
} Fixture;

/* Hashes of both have one key, so that their digests can be compared. */
static void
set_up (Fixture *f, gconstpointer data)
{
  f->location = fw_test_store_new ();
  f->other = fw_test_store_new ();
  f->centre = fw_test_centre_open (f->location);
  f->twin = fw_test_centre_open (f->other);
  g_assert_true (fw_ledger_take_key (fw_centre_get_ledger (f->twin),
                                     fw_ledger_get_key (fw_centre_get_ledger (f->centre)), NULL));
  fw_centre_close (f->twin);
  f->twin = fw_test_centre_open (f->other);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->centre, fw_centre_close);
  g_clear_pointer (&f->twin, fw_centre_close);
  fw_test_store_free (f->location);
  fw_test_store_free (f->other);
}

static void
open_again (Fixture *f, FwCentreFlags flags)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&f->centre, fw_centre_close);
  f->centre = fw_centre_open (f->location, flags, &error);
  g_assert_no_error (error);
}

static void
ingest (FwCentre *centre, FwEventBatch *batch)
{
  g_autoptr (GError) error = NULL;

  fw_centre_ingest (centre, batch, NULL, &error);
  g_assert_no_error (error);
}

static FwEvent
make_wrong (const char *contact, gint64 second)
{
  FwEvent event = fw_test_event (FW_EVENT_CONTACT, second, contact, "sales", "Agent/1");

  event.id = event.contact;
  event.customer = fw_text ("c1");
  event.reason = fw_text ("answered");
  event.wait_ms = 9000;
  event.talk_ms = 3600000;
  return event;
}

/* Rows say where in the ledger they are from: the twin is told as many batches. */
static void
keep_step (Fixture *f)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();

  fw_test_add (batch, fw_test_event (FW_EVENT_NOTE, 0, "", "", ""));
  ingest (f->twin, batch);
}

/* Told to both; the wrong one to the first alone. */
static void
tell (Fixture *f, gint64 from, const char *wrong)
{
  g_autoptr (FwEventBatch) right = fw_event_batch_new ();
  g_autoptr (FwEventBatch) all = fw_event_batch_new ();

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *contact = g_strdup_printf ("c%" G_GINT64_FORMAT "-%u", from, i);

      fw_test_centre_add_call (right, from + 100 * i, contact, "sales", "Agent/1");
      fw_test_centre_add_call (all, from + 100 * i, contact, "sales", "Agent/1");
    }
  if (wrong != NULL)
    fw_test_add (all, make_wrong (wrong, from + 250));
  ingest (f->centre, all);
  ingest (f->twin, right);
}

static char *
make_digest (FwCentre *centre)
{
  char *digest;

  fw_cube_read_lock (fw_centre_get_cube (centre));
  digest = fw_cube_digest (fw_centre_get_cube (centre));
  fw_cube_read_unlock (fw_centre_get_cube (centre));
  return digest;
}

static void
assert_alike (Fixture *f)
{
  g_autofree char *digest = make_digest (f->centre);
  g_autofree char *other = make_digest (f->twin);
  FwSums sums = fw_test_centre_total (f->centre), sums_twin = fw_test_centre_total (f->twin);

  g_assert_cmpuint (sums.offered, ==, sums_twin.offered);
  g_assert_cmpstr (digest, ==, other);
}

static GPtrArray *
strike (FwCentre *centre, const char *id, gint64 second, GError **error)
{
  const char *const ids[] = { id, NULL };
  FwStrike wanted = { "pbx", ids, TEST_START + second * FW_SECOND, "the clock was wrong", "anna" };

  return fw_centre_strike (centre, &wanted, error);
}

static void
strike_one (Fixture *f, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = strike (f->centre, id, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  keep_step (f);
}

static void
test_as_if_never_come (Fixture *f, gconstpointer data)
{
  g_autoptr (FwEventBatch) again = fw_event_batch_new ();
  g_autofree char *before = NULL;
  g_autofree char *told = NULL;

  tell (f, 0, "wrong");
  told = make_digest (f->twin);
  before = make_digest (f->centre);
  g_assert_cmpstr (before, !=, told);
  strike_one (f, "wrong");
  assert_alike (f);
  fw_test_centre_verify (f->centre);

  /* Sent again it stays out, and life goes on. */
  fw_test_add (again, make_wrong ("wrong", 250));
  ingest (f->centre, again);
  keep_step (f);
  tell (f, 2000, NULL);
  assert_alike (f);
  fw_test_centre_verify (f->centre);

  /* From the checkpoint; and from the ledger alone. */
  open_again (f, FW_CENTRE_DEFAULT);
  assert_alike (f);
  fw_test_centre_verify (f->centre);
  open_again (f, FW_CENTRE_REBUILD);
  assert_alike (f);
  fw_test_centre_verify (f->centre);
}

/* As after a kill: a checkpoint from before, and what strikes out beyond it. */
static void
test_beyond_the_checkpoint (Fixture *f, gconstpointer data)
{
  g_autoptr (FwCentre) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *other = NULL;

  tell (f, 0, "wrong");
  g_assert_true (fw_centre_checkpoint (f->centre, &error));
  strike_one (f, "wrong");
  reader = fw_centre_open (f->location, FW_CENTRE_READ_ONLY, &error);
  g_assert_no_error (error);
  digest = make_digest (reader);
  other = make_digest (f->twin);
  g_assert_cmpstr (digest, ==, other);
  fw_test_centre_verify (reader);
}

/* Events that come much too late make the centre sort its ledger: that leaves it out as well. */
static void
test_sorted (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  tell (f, 50000, "wrong");
  strike_one (f, "wrong");
  tell (f, 0, "wrong early");
  g_assert_true (fw_centre_settle (f->centre, &error));
  g_assert_true (fw_centre_settle (f->twin, &error));
  strike_one (f, "wrong early");
  assert_alike (f);
  fw_test_centre_verify (f->centre);
  open_again (f, FW_CENTRE_REBUILD);
  assert_alike (f);
}

static void
test_held (Fixture *f, gconstpointer data)
{
  const gint64 ahead = (g_get_real_time () - TEST_START) / FW_SECOND + 400 * 24 * 3600;
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  gint64 earliest;
  guint n;

  fw_test_add (batch, make_wrong ("phantom", ahead));
  ingest (f->centre, batch);
  list = strike (f->centre, "phantom", ahead, &error);
  g_assert_no_error (error);
  g_assert_true (fw_ledger_count_held (fw_centre_get_ledger (f->centre), &n, &earliest, NULL));
  g_assert_cmpuint (n, ==, 0);
  assert_alike (f);
  fw_test_centre_verify (f->centre);
}

static void
assert_refused (Fixture *f, const char *id, gint64 second, FwError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = strike (f->centre, id, second, &error);

  g_assert_null (list);
  g_assert_error (error, FW_ERROR, (int) code);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) list = NULL;
  const FwStruck *struck;

  tell (f, 0, "wrong");
  assert_refused (f, "never told", 0, FW_ERROR_NOT_FOUND);
  assert_refused (f, "wrong", 24 * 3600, FW_ERROR_NOT_FOUND);
  strike_one (f, "wrong");
  assert_refused (f, "wrong", 0, FW_ERROR_CONFLICT);

  list = fw_centre_list_struck (f->centre);
  g_assert_cmpuint (list->len, ==, 1);
  struck = list->pdata[0];
  g_assert_cmpstr (struck->source, ==, "pbx");
  g_assert_cmpstr (struck->id, ==, "wrong");
  g_assert_cmpint (struck->at, ==, TEST_START + 250 * FW_SECOND);
  g_assert_cmpstr (struck->account, ==, "anna");
  g_assert_cmpstr (struck->reason, ==, "the clock was wrong");
}

/* Somebody writes into the ledger itself what he cannot sign. */
static void
test_not_signed (Fixture *f, gconstpointer data)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  FwVerifyReport report;
  FwStruck *struck;
  FwEvent event;

  tell (f, 0, "wrong");
  strike_one (f, "wrong");
  list = fw_centre_list_struck (f->centre);
  struck = list->pdata[0];
  g_free (struck->reason);
  struck->reason = g_strdup ("another reason");
  g_free (struck->id);
  struck->id = g_strdup ("1/1772442000000000/c0-0/sales//");
  fw_struck_to_event (struck, &event, &text);
  fw_test_add (batch, event);
  ingest (f->centre, batch);
  g_assert_false (fw_centre_verify (f->centre, &report, NULL, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "is not signed"));
  fw_verify_report_clear (&report);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/struck/18/as-if-never-come", test_as_if_never_come);
  ADD ("/struck/18/beyond-the-checkpoint", test_beyond_the_checkpoint);
  ADD ("/struck/18/sorted", test_sorted);
  ADD ("/struck/18/held", test_held);
  ADD ("/struck/18/refused", test_refused);
  ADD ("/struck/18/not-signed", test_not_signed);
  return g_test_run ();
}
