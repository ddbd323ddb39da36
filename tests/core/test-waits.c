/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-waits.h"

#include <math.h>

#include "core/cube-fixture.h"

#define FROM "2026-03-27T00:00:00Z" /* the clocks of one site change in it */
#define TO "2026-04-02T00:00:00Z"

static void
count (Fixture *f, const FwCubeQuery *query, FwWaits *waits)
{
  g_autoptr (GError) error = NULL;

  fw_cube_read_lock (f->cube);
  g_assert_true (fw_cube_count_waits (f->cube, query, waits, NULL, &error));
  fw_cube_read_unlock (f->cube);
  g_assert_no_error (error);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  guint32 one = *(const guint32 *) a, two = *(const guint32 *) b;

  return (one > two) - (one < two);
}

/* Against a loop over plain rows and a sort. */
static void
test_answered (Fixture *f, gconstpointer data)
{
  FwCubeQuery query = FW_CUBE_QUERY_INIT;
  g_autofree FwWaits *waits = g_new0 (FwWaits, FW_N_WAITS);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_abandoned = 0;

  fixture_fill (f, 6000, parse_time (FROM), parse_time (TO));
  fixture_seal_all (f);
  query.from = parse_time (FROM);
  query.to = parse_time (TO);
  query.now = query.to;
  count (f, &query, waits);
  for (guint i = 0; i < f->contacts->len; i++)
    {
      const FwContact *contact = &g_array_index (f->contacts, FwContact, i);

      if (contact->wait_unknown)
        continue;
      n_abandoned += contact->outcome == FW_OUTCOME_ABANDONED;
      if (contact->outcome == FW_OUTCOME_ANSWERED)
        g_array_append_val (times, contact->wait_ms);
    }
  g_array_sort (times, compare_times);
  g_assert_cmpuint (times->len, >, 1000);
  g_assert_cmpuint (waits[FW_WAITS_ANSWERED].n, ==, times->len);
  g_assert_cmpuint (waits[FW_WAITS_ABANDONED].n, ==, n_abandoned);
  for (guint tenth = 1; tenth <= 10; tenth++)
    {
      guint rank = (guint) ceil (times->len * tenth / 10.) - 1;
      double exact = g_array_index (times, guint32, rank) / 1000.;
      double found = fw_waits_find (&waits[FW_WAITS_ANSWERED], tenth / 10.);

      if (exact < 900)
        g_assert_cmpfloat (found, ==, floor (exact));
      else if (exact < 9000)
        g_assert_cmpfloat (fabs (found - exact), <=, 10);
    }

  /* none of a time when nobody called */
  query.from = query.to;
  query.to += FW_HOUR;
  memset (waits, 0, sizeof *waits * FW_N_WAITS);
  count (f, &query, waits);
  g_assert_cmpuint (waits[FW_WAITS_ANSWERED].n, ==, 0);
  g_assert_true (isnan (fw_waits_find (&waits[FW_WAITS_ANSWERED], 0.5)));
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  FwCubeQuery query = FW_CUBE_QUERY_INIT;
  g_autofree FwWaits *waits = g_new0 (FwWaits, FW_N_WAITS);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  fixture_fill (f, 100, parse_time (FROM), parse_time (TO));
  query.from = parse_time (FROM);
  query.to = parse_time (TO);
  g_cancellable_cancel (cancellable);
  fw_cube_read_lock (f->cube);
  g_assert_false (fw_cube_count_waits (f->cube, &query, waits, cancellable, &error));
  fw_cube_read_unlock (f->cube);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/waits/answered", Fixture, NULL, fixture_set_up, test_answered, fixture_tear_down);
  g_test_add ("/waits/answered-unknown", Fixture, "unknown", fixture_set_up, test_answered,
              fixture_tear_down);
  g_test_add ("/waits/cancelled", Fixture, NULL, fixture_set_up, test_cancelled, fixture_tear_down);
  return g_test_run ();
}
