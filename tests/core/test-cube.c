/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "core/fw-hash.h"
#include "cube-fixture.h"

static void
assert_same_contact (const FwContact *a, const FwContact *b)
{
  g_assert_cmpint (a->at, ==, b->at);
  g_assert_cmpuint (a->key, ==, b->key);
  g_assert_cmpuint (a->ledger, ==, b->ledger);
  g_assert_cmpuint (a->team, ==, b->team);
  g_assert_cmpuint (a->shift, ==, b->shift);
  g_assert_cmpuint (a->queue, ==, b->queue);
  g_assert_cmpuint (a->channel, ==, b->channel);
  g_assert_cmpuint (a->product, ==, b->product);
  g_assert_cmpuint (a->agent, ==, b->agent);
  g_assert_cmpuint (a->tenure, ==, b->tenure);
  g_assert_cmpint (a->outcome, ==, b->outcome);
  g_assert_cmpint (a->transfer, ==, b->transfer);
  g_assert_cmpint (a->in_target, ==, b->in_target);
  g_assert_cmpint (a->short_wait, ==, b->short_wait);
  g_assert_cmpint (a->handled, ==, b->handled);
  g_assert_cmpint (a->wait_unknown, ==, b->wait_unknown);
  g_assert_cmpuint (a->wait_ms, ==, b->wait_ms);
  g_assert_cmpuint (a->handling_ms, ==, b->handling_ms);
  g_assert_cmpuint (a->hold_ms, ==, b->hold_ms);
  g_assert_cmpuint (a->wrap_ms, ==, b->wrap_ms);
  g_assert_cmpuint (a->rating, ==, b->rating);
  g_assert_cmpint (a->nps, ==, b->nps);
  g_assert_cmpint (a->resolution, ==, b->resolution);
  g_assert_cmpint (a->repeat, ==, b->repeat);
  g_assert_cmpint (a->channel_stated, ==, b->channel_stated);
  g_assert_cmpint (a->product_stated, ==, b->product_stated);
  g_assert_cmpint (a->whole, ==, b->whole);
  g_assert_cmpint (a->reply, ==, b->reply);
  g_assert_cmpuint (a->reply_ms, ==, b->reply_ms);
  g_assert_cmpint (a->reply_in_time, ==, b->reply_in_time);
  g_assert_cmpint (a->closed, ==, b->closed);
  g_assert_cmpuint (a->closed_ms, ==, b->closed_ms);
  g_assert_cmpint (a->complaint, ==, b->complaint);
  g_assert_cmpint (a->service_error, ==, b->service_error);
  g_assert_cmpuint (a->scores, ==, b->scores);
}

/* Every field comes back as it went in, from rows of every width and after a patch. */
static void
test_round_trip (Fixture *f, gconstpointer data)
{
  gint64 from = parse_time ("2026-10-24T00:00:00Z");
  g_autoptr (GArray) refs = g_array_new (FALSE, FALSE, sizeof (FwContactRef));

  f->n_agents = 60000;
  f->n_teams = 900;
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < 5000; i++)
      {
        FwContact contact;
        FwContactRef ref;

        random_contact (f, from + (gint64) i * 40 * FW_SECOND, &contact);
        if (pass == 0)
          {
            fw_cube_append (f->cube, 1, &contact, &ref);
            g_array_append_val (refs, ref);
            g_array_append_val (f->contacts, contact);
          }
        else if (i % 3 == 0)
          {
            fw_cube_patch (f->cube, &g_array_index (refs, FwContactRef, i), &contact);
            g_array_index (f->contacts, FwContact, i) = contact;
          }
      }

  for (guint i = 0; i < refs->len; i++)
    {
      FwContact contact;

      fw_cube_get (f->cube, &g_array_index (refs, FwContactRef, i), &contact);
      assert_same_contact (&contact, &g_array_index (f->contacts, FwContact, i));
    }
}

static void
test_ask (Fixture *f, gconstpointer data)
{
  gint64 from = parse_time ("2026-10-01T00:00:00Z"), to = parse_time ("2026-10-28T00:00:00Z");

  fixture_fill (f, 3000, from, to);
  ask_at_random (f, from, to, 150);
  fixture_seal_all (f);
  ask_at_random (f, from, to, 150);
  fixture_fill (f, 300, from, to);
  ask_at_random (f, from, to, 50);
}

/* Days with so many rows that they have sums of pairs; every question of at most two dimensions. */
static void
test_pairs (Fixture *f, gconstpointer data)
{
  gint64 from = parse_time ("2026-10-24T00:00:00Z"), to = parse_time ("2026-10-26T12:00:00Z");

  fixture_fill (f, 12000, from, to);
  fixture_seal_all (f);
  for (guint i = 0; i < 200; i++)
    {
      FwCubeQuery query;
      g_autoptr (FwCubeAnswer) answer = NULL;
      g_autoptr (FwCubeAnswer) expected = NULL;
      guint filters = 0;

      random_query (f, from, to, &query);
      query.n_by = MIN (query.n_by, 1 + i % 2);
      for (guint d = 1; d < FW_N_DIMENSIONS; d++)
        if (query.allow[d] != NULL && filters++ > 0)
          g_clear_pointer (&query.allow[d], g_bytes_unref);
      answer = fw_cube_ask (f->cube, &query, NULL, NULL);
      query.avoid_pairs = TRUE;
      expected = fw_cube_ask (f->cube, &query, NULL, NULL);
      assert_same_answers (answer, expected);
      clear_query (&query);

      /* Late facts change the sums too. */
      if (i % 20 == 0)
        {
          FwContact contact;
          FwContactRef ref = { 1, fw_zone_get_day (f->zones[1], from + FW_HOUR * 24), i };

          fw_cube_get (f->cube, &ref, &contact);
          contact.rating = 5;
          contact.agent = (guint16) (i * 20);
          fw_cube_patch (f->cube, &ref, &contact);
        }
    }
}

/* Every cell of a drill-down, "all" included, is what the question about it alone answers. */
static void
test_drill (Fixture *f, gconstpointer data)
{
  gint64 from = parse_time ("2026-10-24T00:00:00Z"), to = parse_time ("2026-10-26T12:00:00Z");
  static const FwDimension dimensions[] = { FW_DIMENSION_SITE, FW_DIMENSION_CHANNEL,
                                            FW_DIMENSION_TENURE, FW_DIMENSION_OUTCOME,
                                            FW_DIMENSION_TEAM };
  FwCubeQuery query = FW_CUBE_QUERY_INIT;
  g_autoptr (FwCubeDrill) drill = NULL;
  g_autoptr (GError) error = NULL;
  const FwDimension huge[] = { FW_DIMENSION_AGENT, FW_DIMENSION_QUEUE, FW_DIMENSION_PRODUCT,
                               FW_DIMENSION_HALF_HOUR };

  fixture_fill (f, 3000, from, to);
  query.from = from + 3 * FW_HOUR;
  query.to = to - 3 * FW_HOUR;
  query.level = FW_CUBE_CORE;
  query.allow[FW_DIMENSION_SHIFT] = g_bytes_new ("\1\0\1", 3);
  drill = fw_cube_drill (f->cube, &query, dimensions, G_N_ELEMENTS (dimensions), NULL, NULL);
  for (guint mask = 0; mask < 1u << G_N_ELEMENTS (dimensions); mask++)
    {
      g_autoptr (FwCubeAnswer) answer = NULL;

      query.n_by = 0;
      for (guint i = 0; i < G_N_ELEMENTS (dimensions) && query.n_by <= FW_CUBE_MAX_BY; i++)
        if (mask >> i & 1)
          {
            if (query.n_by < FW_CUBE_MAX_BY)
              query.by[query.n_by] = dimensions[i];
            query.n_by++;
          }
      if (query.n_by > FW_CUBE_MAX_BY)
        continue;

      answer = fw_cube_ask (f->cube, &query, NULL, NULL);
      g_assert_cmpuint (answer->groups->len, >, 0);
      for (guint g = 0; g < answer->groups->len; g++)
        {
          const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, g);
          gint codes[G_N_ELEMENTS (dimensions)];
          FwSums sums;

          for (guint i = 0, next = 0; i < G_N_ELEMENTS (dimensions); i++)
            codes[i] = mask >> i & 1 ? group->codes[next++] : FW_CUBE_DRILL_ALL;
          fw_cube_drill_get (drill, codes, &sums);
          assert_same_sums (&sums, &group->sums);
        }
    }
  clear_query (&query);

  g_assert_null (fw_cube_drill (f->cube, &query, huge, G_N_ELEMENTS (huge), NULL, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_TOO_LARGE);
}

/* Enough rows in a few groups that packed counters have to be folded. */
static void
test_overflow (Fixture *f, gconstpointer data)
{
  gint64 from = parse_time ("2026-07-01T12:00:00Z");
  FwCubeQuery query = FW_CUBE_QUERY_INIT;
  FwContact contact = { .at = from,
                        .outcome = FW_OUTCOME_ANSWERED,
                        .handled = TRUE,
                        .handling_ms = 4294967295u,
                        .wait_ms = 4000000000u,
                        .rating = 5,
                        .nps = 10,
                        .repeat = FW_REPEAT_FIRST,
                        .resolution = FW_RESOLUTION_YES };
  g_autoptr (FwCubeAnswer) answer = NULL;

  for (guint i = 0; i < 200000; i++)
    {
      FwContactRef ref;

      contact.key = i;
      fw_cube_append (f->cube, 1, &contact, &ref);
    }
  query.from = from;
  query.to = query.now = from + 1;
  query.repeat_window = 0;
  answer = fw_cube_ask (f->cube, &query, NULL, NULL);
  g_assert_cmpuint (answer->groups->len, ==, 1);
  g_assert_cmpuint (answer->total.answered, ==, 200000);
  g_assert_cmpuint (answer->total.rating_points, ==, 1000000);
  g_assert_cmpuint (answer->total.promoters, ==, 200000);
  g_assert_cmpuint (answer->total.first_contact, ==, 200000);
  g_assert_cmpuint (answer->total.handling_ms, ==, 200000 * G_GUINT64_CONSTANT (4294967295));
  g_assert_cmpuint (answer->total.wait_ms, ==, 200000 * G_GUINT64_CONSTANT (4000000000));
}

/* Many groups: an agent, a queue, a product and a half hour at once. */
static void
test_many_groups (Fixture *f, gconstpointer data)
{
  gint64 from = parse_time ("2026-03-27T00:00:00Z"), to = parse_time ("2026-03-31T00:00:00Z");
  static const FwDimension by[] = { FW_DIMENSION_AGENT, FW_DIMENSION_QUEUE, FW_DIMENSION_PRODUCT,
                                    FW_DIMENSION_HALF_HOUR };

  f->n_agents = 5000;
  fixture_fill (f, 4000, from, to);
  for (guint n = 0; n <= 4; n++)
    for (guint bucket = 0; bucket <= FW_BUCKET_MONTH; bucket++)
      {
        FwCubeQuery query = FW_CUBE_QUERY_INIT;
        g_autoptr (FwCubeAnswer) answer = NULL;
        g_autoptr (FwCubeAnswer) expected = NULL;

        query.from = from;
        query.to = to;
        query.now = to + FW_HOUR * 24 * 5;
        query.n_by = n;
        query.bucket = (FwBucket) bucket;
        for (guint i = 0; i < n; i++)
          query.by[i] = by[i];
        answer = fw_cube_ask (f->cube, &query, NULL, NULL);
        expected = ask_naively (f, &query);
        assert_same_answers (answer, expected);
      }
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  FwCubeQuery query = FW_CUBE_QUERY_INIT;

  fixture_fill (f, 100, 0, FW_HOUR);
  query.to = FW_HOUR;
  g_cancellable_cancel (cancellable);
  g_assert_null (fw_cube_ask (f->cube, &query, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  FwCubeQuery query = FW_CUBE_QUERY_INIT;
  g_autoptr (FwCubeAnswer) answer = NULL;
  g_autoptr (FwCubeAnswer) backwards = NULL;

  query.from = G_MININT64;
  query.to = G_MAXINT64;
  query.by[0] = FW_DIMENSION_TEAM;
  query.n_by = 1;
  answer = fw_cube_ask (f->cube, &query, NULL, NULL);
  g_assert_cmpuint (answer->groups->len, ==, 0);
  g_assert_cmpuint (answer->total.offered, ==, 0);

  fixture_fill (f, 10, 0, FW_HOUR);
  query.from = FW_HOUR;
  query.to = 0;
  backwards = fw_cube_ask (f->cube, &query, NULL, NULL);
  g_assert_cmpuint (backwards->groups->len, ==, 0);
}

/* What a list shows is exactly what the sum counts. */
static void
test_list (Fixture *f, gconstpointer data)
{
  gint64 from = parse_time ("2026-10-20T00:00:00Z"), to = parse_time ("2026-10-28T00:00:00Z");

  fixture_fill (f, 2000, from, to);
  for (guint i = 0; i < 60; i++)
    {
      FwCubeQuery query;
      g_autoptr (FwCubeAnswer) answer = NULL;
      guint64 expected[FW_N_MEASURES];

      random_query (f, from, to, &query);
      query.level = FW_CUBE_ALL;
      query.n_by = 0;
      query.bucket = FW_BUCKET_NONE;
      answer = fw_cube_ask (f->cube, &query, NULL, NULL);
      const FwSums *s = &answer->total;
      const guint64 replies = s->answered - s->wait_unknown + (guint64) s->reply_extra;
      const guint64 in_time = s->answered_in_target + (guint64) s->reply_extra_in_time;
      const guint64 sums[FW_N_MEASURES] = { s->offered,
                                            s->answered,
                                            s->abandoned,
                                            s->left,
                                            s->answered_in_target,
                                            s->short_abandoned,
                                            s->handled,
                                            s->transferred,
                                            s->rated,
                                            s->satisfied,
                                            s->resolution_known,
                                            s->resolved,
                                            s->mature,
                                            s->first_contact,
                                            s->unknown,
                                            replies,
                                            in_time,
                                            s->closed,
                                            s->complaints,
                                            s->service_errors };
      memcpy (expected, sums, sizeof sums);

      for (guint measure = 0; measure < FW_N_MEASURES; measure++)
        {
          guint64 total = 0;
          g_autoptr (GArray) all =
              fw_cube_list (f->cube, &query, (FwMeasure) measure, 0, G_MAXUINT, &total);
          g_autoptr (GArray) page =
              fw_cube_list (f->cube, &query, (FwMeasure) measure, 7, 5, &total);
          gint64 last = G_MININT64;

          g_assert_cmpuint (total, ==, expected[measure]);
          g_assert_cmpuint (all->len, ==, total);
          g_assert_cmpuint (page->len, ==, total > 7 ? MIN (total - 7, 5) : 0);
          for (guint j = 0; j < all->len; j++)
            {
              FwContact contact;

              fw_cube_get (f->cube, &g_array_index (all, FwContactRef, j), &contact);
              g_assert_cmpint (contact.at, >=, last);
              g_assert_true (contact.at >= query.from && contact.at < query.to);
              last = contact.at;
            }
          for (guint j = 0; j < page->len; j++)
            {
              const FwContactRef *shown = &g_array_index (page, FwContactRef, j);
              const FwContactRef *expected_ref = &g_array_index (all, FwContactRef, j + 7);

              g_assert_cmpuint (shown->site, ==, expected_ref->site);
              g_assert_cmpint (shown->day, ==, expected_ref->day);
              g_assert_cmpuint (shown->row, ==, expected_ref->row);
            }
        }
      clear_query (&query);
    }
}

static void
test_measure_names (void)
{
  for (guint i = 0; i < FW_N_MEASURES; i++)
    {
      FwMeasure measure;

      g_assert_true (fw_measure_from_name (fw_text (fw_measure_to_name (i)), &measure));
      g_assert_cmpint (measure, ==, i);
    }
  for (guint i = 0; i < FW_N_AGENT_STATES; i++)
    g_assert_nonnull (fw_agent_state_to_name (i));
}

static gboolean
move_contact_cb (guint16 site, FwContact *contact, gpointer user_data)
{
  contact->key = 0; /* must not be taken */
  contact->outcome = FW_OUTCOME_UNKNOWN;
  if (contact->team != 2)
    return FALSE;
  contact->team = 300;
  contact->tenure = (contact->tenure + 1) % FW_N_TENURE_BANDS;
  contact->shift = 7;
  contact->channel = 3;
  contact->product = 1;
  contact->in_target = !contact->in_target;
  contact->short_wait = !contact->short_wait;
  contact->wait_unknown = FALSE; /* nor this */
  return TRUE;
}

static gboolean
move_time_cb (guint16 site, gint64 at, FwAgentTime *time, gpointer user_data)
{
  if (time->team != 2)
    return FALSE;
  time->team = 300;
  return TRUE;
}

static void
test_reassign (Fixture *f, gconstpointer data)
{
  gint64 from = parse_time ("2026-10-20T00:00:00Z"), to = parse_time ("2026-10-28T00:00:00Z");
  gint32 first = fw_zone_get_day (f->zones[1], parse_time ("2026-10-24T12:00:00Z"));
  guint64 n = 0, changed;

  fixture_fill (f, 2000, from, to);
  fixture_seal_all (f);
  changed = fw_cube_reassign (f->cube, first, move_contact_cb, move_time_cb, NULL);
  for (guint i = 0; i < f->contacts->len; i++)
    {
      FwContact *contact = &g_array_index (f->contacts, FwContact, i);
      FwContact copy = *contact;
      guint16 site = g_array_index (f->sites, guint16, i);

      if (fw_zone_get_day (f->zones[site], contact->at) < first ||
          !move_contact_cb (site, &copy, NULL))
        continue;
      copy.key = contact->key;
      copy.outcome = contact->outcome;
      copy.wait_unknown = contact->wait_unknown;
      if (copy.wait_unknown) /* of which nothing follows */
        copy.in_target = copy.short_wait = FALSE;
      *contact = copy;
      n++;
    }
  g_assert_cmpuint (changed, >=, n);
  g_array_set_size (f->states, 0);

  for (guint i = 0; i < 60; i++)
    {
      FwCubeQuery query;
      g_autoptr (FwCubeAnswer) answer = NULL;
      g_autoptr (FwCubeAnswer) expected = NULL;

      random_query (f, from, to, &query);
      query.level = FW_CUBE_CORE; /* without the people's time */
      answer = fw_cube_ask (f->cube, &query, NULL, NULL);
      expected = ask_naively (f, &query);
      assert_same_answers (answer, expected);
      clear_query (&query);
    }
}

/* Point 2 of docs/attacks.md: more groups than may be are refused before they take memory, whether
 * they lie dense or sparse, and what may be is answered as ever. */
static void
test_most_groups (Fixture *f, gconstpointer data)
{
  gint64 from = parse_time ("2026-10-20T00:00:00Z"), to = parse_time ("2026-10-28T00:00:00Z");
  FwCubeQuery queries[] = { FW_CUBE_QUERY_INIT, FW_CUBE_QUERY_INIT };

  fixture_fill (f, 2000, from, to);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      FwCubeQuery *query = &queries[i];
      g_autoptr (FwCubeAnswer) all = NULL;
      g_autoptr (FwCubeAnswer) exact = NULL;
      g_autoptr (FwCubeAnswer) none = NULL;
      g_autoptr (GError) error = NULL;

      query->from = from;
      query->to = to;
      query->by[query->n_by++] = FW_DIMENSION_AGENT;
      if (i == 1)
        {
          query->by[query->n_by++] = FW_DIMENSION_QUEUE;
          query->by[query->n_by++] = FW_DIMENSION_OUTCOME;
          query->bucket = FW_BUCKET_HALF_HOUR;
        }
      all = fw_cube_ask (f->cube, query, NULL, NULL);
      query->most_groups = all->groups->len;
      exact = fw_cube_ask (f->cube, query, NULL, NULL);
      assert_same_answers (exact, all);
      query->most_groups--;
      none = fw_cube_ask (f->cube, query, NULL, &error);
      g_assert_null (none);
      g_assert_error (error, FW_ERROR, FW_ERROR_TOO_LARGE);
      g_assert_nonnull (strstr (error->message, "fewer attributes"));
    }
}

/* Point 2 of docs/attacks.md: of more rows than are kept in memory at once the same pages come. */
static void
test_long_list (Fixture *f, gconstpointer data)
{
  gint64 from = parse_time ("2026-10-20T00:00:00Z"), to = parse_time ("2026-10-21T00:00:00Z");
  static const guint64 offsets[] = { 0, 1, 65535, 65536, 69990, 70000, 80000 };
  FwCubeQuery query = FW_CUBE_QUERY_INIT;
  g_autoptr (GArray) all = NULL;
  guint64 total = 0;
  gint64 last = G_MININT64;

  fixture_fill (f, 70000, from, to);
  query.from = from;
  query.to = to;
  all = fw_cube_list (f->cube, &query, FW_MEASURE_OFFERED, 0, G_MAXUINT, &total);
  g_assert_cmpuint (total, ==, 70000);
  g_assert_cmpuint (all->len, ==, total);
  for (guint i = 0; i < all->len; i++)
    {
      FwContact contact;

      fw_cube_get (f->cube, &g_array_index (all, FwContactRef, i), &contact);
      g_assert_cmpint (contact.at, >=, last);
      last = contact.at;
    }

  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      g_autoptr (GArray) page =
          fw_cube_list (f->cube, &query, FW_MEASURE_OFFERED, offsets[i], 20, &total);
      guint n = offsets[i] < total ? (guint) MIN (total - offsets[i], 20) : 0;

      g_assert_cmpuint (page->len, ==, n);
      for (guint j = 0; j < n; j++)
        g_assert_true (g_array_index (page, FwContactRef, j).row ==
                           g_array_index (all, FwContactRef, offsets[i] + j).row &&
                       g_array_index (page, FwContactRef, j).site ==
                           g_array_index (all, FwContactRef, offsets[i] + j).site);
    }
}

#define ADD(name, function)                                                                        \
  g_test_add (name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

/* The same with contacts whose wait nobody stated. */
#define ADD_BOTH(name, function)                                                                   \
  ADD (name, function);                                                                            \
  g_test_add (name "/unknown-waits", Fixture, "", fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_BOTH ("/cube/round-trip", test_round_trip);
  ADD_BOTH ("/cube/ask", test_ask);
  ADD_BOTH ("/cube/pairs", test_pairs);
  ADD_BOTH ("/cube/drill", test_drill);
  ADD ("/cube/overflow", test_overflow);
  ADD_BOTH ("/cube/many-groups", test_many_groups);
  ADD ("/cube/most-groups", test_most_groups);
  ADD ("/cube/long-list", test_long_list);
  ADD ("/cube/cancelled", test_cancelled);
  ADD ("/cube/empty", test_empty);
  ADD_BOTH ("/cube/list", test_list);
  ADD_BOTH ("/cube/reassign", test_reassign);
  g_test_add_func ("/cube/measure-names", test_measure_names);
  return g_test_run ();
}
