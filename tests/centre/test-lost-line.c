/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line to PostgreSQL that breaks in a commit: whoever asked hears so, may ask again, and then
 * nothing is missing and nothing double. */
#include "core/fw-error.h"
#include "support/fw-cut-line.h"
#include "support/fw-test-centre.h"
#include "support/fw-test-record.h"
#include "support/fw-test-store.h"

#define CALLS 20

typedef struct
{
  FwCutLine *line;
  char *location; /* of the store itself */
  char *through;  /* the same through the line */
  FwCentre *centre;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->line = fw_cut_line_new ();
  f->location = fw_test_store_new ();
  f->through = fw_cut_line_make_location (f->line, f->location);
  f->centre = fw_test_centre_open (f->through);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->centre, fw_centre_close);
  fw_cut_line_free (f->line);
  fw_test_store_free (f->location);
  g_free (f->through);
}

static FwEventBatch *
make_calls (guint number)
{
  FwEventBatch *batch = fw_event_batch_new ();

  for (guint i = 0; i < CALLS; i++)
    {
      g_autofree char *contact = g_strdup_printf ("c%u-%u", number, i);

      fw_test_centre_add_call (batch, number * 1000 + i, contact, "sales", "Agent/1");
    }
  return batch;
}

static FwFloorReport
ingest (Fixture *f, FwEventBatch *batch)
{
  g_autoptr (GError) error = NULL;
  FwFloorReport report = { 0 };

  fw_centre_ingest (f->centre, batch, &report, &error);
  g_assert_no_error (error);
  return report;
}

static void
expect_unavailable (gboolean done, const GError *error)
{
  g_assert_false (done);
  g_assert_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE);
  g_assert_nonnull (strstr (error->message, "PostgreSQL"));
}

/* What runs, what the ledger gives, and what the next start makes of it. */
static void
check_calls (Fixture *f, guint64 calls)
{
  g_assert_cmpuint (fw_test_centre_total (f->centre).offered, ==, calls);
  fw_test_centre_verify (f->centre);
  g_clear_pointer (&f->centre, fw_centre_close);
  f->centre = fw_test_centre_open (f->location);
  g_assert_cmpuint (fw_test_centre_total (f->centre).offered, ==, calls);
  fw_test_centre_verify (f->centre);
}

/* Who comes back ends the session of the line that broke, and with it a commit that is still on its
 * way. */
static gboolean
is_taken (FwCut cut)
{
  return cut == FW_CUT_AFTER;
}

static void
test_commit (Fixture *f, gconstpointer data)
{
  const FwCut cut = (FwCut) GPOINTER_TO_INT (data);
  g_autoptr (FwEventBatch) first = make_calls (1);
  g_autoptr (FwEventBatch) second = make_calls (2);
  g_autoptr (FwEventBatch) third = make_calls (3);
  g_autoptr (GError) error = NULL;
  gboolean done;

  ingest (f, first);
  fw_cut_line_arm (f->line, cut);
  done = fw_centre_ingest (f->centre, second, NULL, &error);
  expect_unavailable (done, error);
  g_assert_cmpuint (fw_cut_line_get_cuts (f->line), ==, 1);

  /* Again, as the client does: what the server took is known by its ids. */
  g_assert_cmpuint (ingest (f, second).duplicates, ==, is_taken (cut) ? 3 * CALLS : 0);
  g_assert_cmpuint (ingest (f, third).duplicates, ==, 0);
  check_calls (f, 3 * CALLS);
}

/* Nobody asks again: the next batch finds out what was taken. */
static void
test_not_again (Fixture *f, gconstpointer data)
{
  const FwCut cut = (FwCut) GPOINTER_TO_INT (data);
  g_autoptr (FwEventBatch) first = make_calls (1);
  g_autoptr (FwEventBatch) second = make_calls (2);
  g_autoptr (GError) error = NULL;
  gboolean done;

  fw_cut_line_arm (f->line, cut);
  done = fw_centre_ingest (f->centre, first, NULL, &error);
  expect_unavailable (done, error);
  g_assert_cmpuint (ingest (f, second).duplicates, ==, 0);
  check_calls (f, is_taken (cut) ? 2 * CALLS : CALLS);
}

typedef struct
{
  Fixture *f;
  guint first;
} Client;

#define BATCHES 12 /* of each client */

static gpointer
insist_in_thread (gpointer user_data)
{
  const Client *client = user_data;

  for (guint i = 0; i < BATCHES; i++)
    {
      g_autoptr (FwEventBatch) batch = make_calls (client->first + i);
      gboolean done = FALSE;

      while (!done)
        {
          g_autoptr (GError) error = NULL;

          done = fw_centre_ingest (client->f->centre, batch, NULL, &error);
          if (!done)
            expect_unavailable (done, error);
        }
    }
  return NULL;
}

/* Several insist, while a commit now and then is met by each kind of cut. */
static void
test_many (Fixture *f, gconstpointer data)
{
  Client clients[3];
  GThread *threads[G_N_ELEMENTS (clients)];

  fw_cut_line_arm (f->line, FW_CUT_BEFORE); /* one is met, however late the others are armed */
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      clients[i] = (Client){ f, i * BATCHES };
      threads[i] = g_thread_new ("client", insist_in_thread, &clients[i]);
    }
  for (guint i = 0; i < 9; i++)
    {
      fw_cut_line_arm (f->line, (FwCut) (FW_CUT_BEFORE + i % 3));
      g_usleep (10000);
    }
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    g_thread_join (threads[i]);

  g_assert_cmpuint (fw_cut_line_get_cuts (f->line), >, 0);
  fw_cut_line_arm (f->line, FW_CUT_NONE);
  check_calls (f, G_N_ELEMENTS (clients) * BATCHES * CALLS);
}

/* Away for a while: refused with a reason, figures stay, and it goes on by itself. */
static void
test_away (Fixture *f, gconstpointer data)
{
  g_autoptr (FwEventBatch) first = make_calls (1);
  g_autoptr (FwEventBatch) second = make_calls (2);

  ingest (f, first);
  fw_cut_line_set_down (f->line, TRUE);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean done = fw_centre_ingest (f->centre, second, NULL, &error);

      expect_unavailable (done, error);
      g_assert_cmpuint (fw_test_centre_total (f->centre).offered, ==, CALLS);
    }
  fw_cut_line_set_down (f->line, FALSE);
  g_assert_cmpuint (ingest (f, second).duplicates, ==, 0);
  check_calls (f, 2 * CALLS);
}

static void
test_checkpoint (Fixture *f, gconstpointer data)
{
  const FwCut cut = (FwCut) GPOINTER_TO_INT (data);
  g_autoptr (FwEventBatch) batch = make_calls (1);
  g_autoptr (GError) error = NULL;
  gboolean done;

  ingest (f, batch);
  fw_cut_line_arm (f->line, cut);
  done = fw_centre_checkpoint (f->centre, &error);
  expect_unavailable (done, error);
  g_clear_error (&error);
  fw_centre_checkpoint (f->centre, &error);
  g_assert_no_error (error);
  check_calls (f, CALLS);
}

/* A record: the writer looks whether it is there before writing it again. */
static void
test_record (Fixture *f, gconstpointer data)
{
  const FwCut cut = (FwCut) GPOINTER_TO_INT (data);
  FwRecords *records = fw_centre_get_records (f->centre);
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (FwRecord) site =
      fw_test_record ("site", "east", "name", "East", "time_zone", "Asia/Shanghai", NULL);
  g_autoptr (FwRecord) found = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  fw_cut_line_arm (f->line, cut);
  done = fw_records_put (records, scope, site, TEST_START, &error);
  expect_unavailable (done, error);
  g_clear_error (&error);

  found = fw_records_get (records, scope, fw_kind_find ("site"), "east", &error);
  if (cut == FW_CUT_BEFORE)
    {
      g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
      g_clear_error (&error);
      fw_records_put (records, scope, site, TEST_START, &error);
      g_assert_no_error (error);
    }
  else
    {
      g_assert_no_error (error);
      g_assert_false (fw_records_put (records, scope, site, TEST_START, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_CONFLICT);
    }
}

#define ADD(path, function, cut)                                                                   \
  g_test_add ("/lost-line/" path, Fixture, GINT_TO_POINTER (cut), set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!fw_test_store_is_postgres ())
    return 77; /* SQLite has no line to break */
  ADD ("commit-before", test_commit, FW_CUT_BEFORE);
  ADD ("commit-after", test_commit, FW_CUT_AFTER);
  ADD ("commit-late", test_commit, FW_CUT_LATE);
  ADD ("not-again-before", test_not_again, FW_CUT_BEFORE);
  ADD ("not-again-after", test_not_again, FW_CUT_AFTER);
  ADD ("not-again-late", test_not_again, FW_CUT_LATE);
  ADD ("many", test_many, FW_CUT_NONE);
  ADD ("away", test_away, FW_CUT_NONE);
  ADD ("checkpoint-before", test_checkpoint, FW_CUT_BEFORE);
  ADD ("checkpoint-after", test_checkpoint, FW_CUT_AFTER);
  ADD ("record-before", test_record, FW_CUT_BEFORE);
  ADD ("record-after", test_record, FW_CUT_AFTER);
  return g_test_run ();
}
