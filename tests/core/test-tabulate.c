/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-tabulate.h"

#include <math.h>

#include "core/cube-fixture.h"

#define FROM "2026-03-27T00:00:00Z" /* the clocks of one site change in it */
#define TO "2026-04-02T00:00:00Z"

static void
fill (Fixture *f)
{
  fixture_fill (f, 6000, parse_time (FROM), parse_time (TO));
  fixture_seal_all (f);
}

static FwCubeAnswer *
ask (Fixture *f, const FwCubeQuery *query, const FwTabulateAxis *axes, guint n_axes)
{
  FwCubeQuery asked = *query;
  g_autoptr (GError) error = NULL;
  FwCubeAnswer *answer;

  asked.n_by = n_axes;
  asked.bucket = FW_BUCKET_NONE;
  asked.level = FW_CUBE_ALL;
  for (guint i = 0; i < n_axes; i++)
    asked.by[i] = axes[i].dimension;
  answer = fw_cube_ask (f->cube, &asked, NULL, &error);
  g_assert_no_error (error);
  return answer;
}

static void
assert_same_figure (const FwMetric *metric,
                    const FwTallyRule *rule,
                    const FwTally *tally,
                    const FwSums *sums,
                    FwServiceLevel form)
{
  FwSums own = { 0 };
  FwFigure a, b;

  rule->add (tally, &own);
  a = fw_metric_compute (metric, &own, form);
  b = fw_metric_compute (metric, sums, form);
  if (metric->unit == FW_UNIT_COUNT)
    g_assert_cmpfloat (a.value, ==, b.value);
  /* Where answered contacts are all of unknown wait the metric says nothing at all. */
  else if (b.has_value)
    {
      g_assert_cmpuint (a.n, ==, b.n);
      g_assert_cmpfloat (a.value, ==, b.value);
      /* Replies are kept as differences to waits, whose squares may be beyond what a double holds
       * to the last digit. */
      if (rule->stated == FW_TALLY_STATED_REPLY)
        {
          g_assert_true (a.interval.low == b.interval.low ||
                         fabs (a.interval.low - b.interval.low) <= 1e-9 * b.value);
          g_assert_true (a.interval.high == b.interval.high ||
                         fabs (a.interval.high - b.interval.high) <= 1e-9 * b.value);
          return;
        }
      g_assert_cmpfloat (a.interval.low, ==, b.interval.low);
      g_assert_cmpfloat (a.interval.high, ==, b.interval.high);
    }
  else if (!metric->varies && !g_str_has_prefix (metric->name, "service_level"))
    g_assert_false (a.has_value);
}

static gint
find_leaf (const FwTabulation *table, const guint16 *codes)
{
  for (guint leaf = 0; leaf < table->n_leaves; leaf++)
    if (memcmp (fw_tabulation_get_codes (table, leaf), codes, table->n_axes * sizeof *codes) == 0)
      return (gint) leaf;
  return -1;
}

static void
compare (Fixture *f,
         const FwMetric *metric,
         const FwTallyRule *rule,
         const FwTabulation *table,
         const FwCubeQuery *query,
         const FwTabulateAxis *axes,
         guint side)
{
  g_autoptr (FwCubeAnswer) answer = ask (f, query, axes, table->n_axes);
  guint64 n = 0;

  assert_same_figure (metric, rule, &table->totals[side], &answer->total, 0);
  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);
      gint leaf = find_leaf (table, group->codes);
      FwTally none = { 0 };

      if (leaf >= 0)
        n += table->sides[side][leaf].n;
      assert_same_figure (metric, rule, leaf >= 0 ? &table->sides[side][leaf] : &none, &group->sums,
                          0);
    }
  g_assert_cmpuint (n, ==, table->totals[side].n);
}

/* Every metric, by random dimensions under random filters, is what fw_cube_ask() says. */
static void
test_same_as_asked (Fixture *f, gconstpointer data)
{
  const FwMetric *const *metrics = fw_metrics ();

  fill (f);
  for (guint i = 0; metrics[i] != NULL; i++)
    {
      const FwTallyRule *rule = fw_tally_find (metrics[i], FW_SERVICE_LEVEL_OFFERED);

      for (guint turn = 0; rule != NULL && turn < 12; turn++)
        {
          FwCubeQuery queries[2];
          FwTabulateAxis axes[4] = { 0 };
          guint n_axes = turn % 4;
          FwTabulateSide sides[2] = { { &queries[0], 1 }, { &queries[1], 1 } };
          FwTabulatePlan plan = { axes, n_axes };
          g_autoptr (GPtrArray) tables = NULL;
          g_autoptr (GError) error = NULL;

          random_query (f, parse_time (FROM), parse_time (TO), &queries[0]);
          random_query (f, parse_time (FROM), parse_time (TO), &queries[1]);
          for (guint a = 0; a < n_axes; a++)
            axes[a].dimension = (turn + a * 3 + i) % FW_N_DIMENSIONS;
          tables = fw_cube_tabulate (f->cube, rule, sides, &plan, 1, NULL, 0, NULL, &error);
          g_assert_no_error (error);
          compare (f, metrics[i], rule, tables->pdata[0], &queries[0], axes, 0);
          compare (f, metrics[i], rule, tables->pdata[0], &queries[1], axes, 1);
          clear_query (&queries[0]);
          clear_query (&queries[1]);
        }
    }
  g_assert_null (fw_tally_find (fw_metric_find ("occupancy"), 0));
  /* Of what is kept of single contacts a cause can be asked. */
  for (guint i = 0; metrics[i] != NULL; i++)
    if (!g_str_equal (metrics[i]->name, "occupancy") && !g_str_equal (metrics[i]->name, "immature"))
      g_assert_nonnull (fw_tally_find (metrics[i], FW_SERVICE_LEVEL_OFFERED));
}

static void
fill_parity (const FwSegment *segment, guint8 *levels, guint n, gpointer user_data)
{
  for (guint i = 0; i < n; i++)
    levels[i] = 1 + i % 2;
}

/* A derived axis over agents adds up to what the agents have; several tables in one pass are what
 * each alone would be; a filter on it leaves its rows. */
static void
test_derived (Fixture *f, gconstpointer data)
{
  static const guint32 limits[] = { 10000, 30000 };
  const FwDerived by_agent = {
    .name = "parity", .by = FW_DERIVED_BY_AGENT, .n_levels = 3, .fill = fill_parity
  };
  const FwDerived by_both = {
    .name = "both", .by = FW_DERIVED_BY_AGENT_HALF_HOUR, .n_levels = 3, .fill = fill_parity
  };
  const FwDerived by_wait = { .name = "wait",
                              .by = FW_DERIVED_BY_WAIT,
                              .n_levels = 3,
                              .limits = limits,
                              .n_limits = 2,
                              .fill = fill_parity };
  FwCubeQuery query = FW_CUBE_QUERY_INIT;
  FwTabulateAxis agent = { FW_DIMENSION_AGENT, NULL }, half_hour = { FW_DIMENSION_HALF_HOUR, NULL };
  FwTabulateAxis parity = { 0, &by_agent }, both[] = { { 0, &by_both }, half_hour, agent },
                 wait = { 0, &by_wait };
  FwTabulateAxis weekday = { 0, &fw_derived_weekday };
  FwTabulateSide sides[2] = { { &query, 1 }, { NULL, 0 } };
  FwTabulatePlan plans[] = {
    { &agent, 1 }, { &parity, 1 }, { both, 3 }, { &wait, 1 }, { &weekday, 1 }
  };
  const guint8 odd[] = { 0, 0, 1 };
  FwTabulateFilter filter = { &by_agent, odd };
  const FwTallyRule *rule = fw_tally_find (fw_metric_find ("aht_s"), 0);
  g_autoptr (GPtrArray) tables = NULL, filtered = NULL;
  const FwTabulation *agents, *pairs, *table;
  FwTally expected[3] = { 0 };
  guint64 n = 0;

  fill (f);
  query.from = parse_time (FROM);
  query.to = query.now = parse_time (TO);
  tables =
      fw_cube_tabulate (f->cube, rule, sides, plans, G_N_ELEMENTS (plans), NULL, 0, NULL, NULL);
  agents = tables->pdata[0];
  g_assert_cmpuint (agents->n_leaves, >, 10);
  for (guint i = 0; i < agents->n_leaves; i++)
    fw_tally_add (&expected[1 + *fw_tabulation_get_codes (agents, i) % 2], &agents->sides[0][i]);

  table = tables->pdata[1];
  g_assert_cmpuint (table->n_leaves, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (table->sides[0][i].n, ==, expected[1 + i].n);
      g_assert_cmpint (table->sides[0][i].sum, ==, expected[1 + i].sum);
      g_assert_cmpuint (table->sides[0][i].squares, ==, expected[1 + i].squares);
    }

  pairs = tables->pdata[2];
  for (guint i = 0; i < pairs->n_leaves; i++)
    {
      const guint16 *codes = fw_tabulation_get_codes (pairs, i);

      g_assert_cmpuint (codes[0], ==, 1 + (codes[2] * FW_DERIVED_HALF_HOURS + codes[1]) % 2);
    }
  for (guint i = 1; i < tables->len; i++)
    {
      table = tables->pdata[i];
      g_assert_cmpuint (table->totals[0].n, ==, agents->totals[0].n);
      g_assert_cmpint (table->totals[0].sum, ==, agents->totals[0].sum);
      g_assert_cmpuint (table->totals[1].n, ==, 0);
    }

  filtered = fw_cube_tabulate (f->cube, rule, sides, plans, 1, &filter, 1, NULL, NULL);
  table = filtered->pdata[0];
  for (guint i = 0; i < table->n_leaves; i++)
    {
      g_assert_cmpuint (*fw_tabulation_get_codes (table, i) % 2, ==, 1);
      n += table->sides[0][i].n;
    }
  g_assert_cmpuint (n, ==, expected[2].n);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  FwCubeQuery query = FW_CUBE_QUERY_INIT;
  FwTabulateSide sides[2] = { { &query, 1 }, { NULL, 0 } };
  FwTabulatePlan plan = { NULL, 0 };
  const FwTallyRule *rule = fw_tally_find (fw_metric_find ("csat"), 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) tables = NULL;
  g_autoptr (GError) error = NULL;

  tables = fw_cube_tabulate (f->cube, rule, sides, &plan, 1, NULL, 0, NULL, NULL);
  g_assert_cmpuint (((FwTabulation *) tables->pdata[0])->n_leaves, ==, 0);

  fill (f);
  query.from = parse_time (FROM);
  query.to = parse_time (TO);
  g_cancellable_cancel (cancellable);
  g_assert_null (fw_cube_tabulate (f->cube, rule, sides, &plan, 1, NULL, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, data, test)                                                                      \
  g_test_add ("/tabulate/" path, Fixture, data, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("same-as-asked", NULL, test_same_as_asked);
  ADD ("same-as-asked-unknown-waits", "unknown", test_same_as_asked);
  ADD ("derived", NULL, test_derived);
  ADD ("cancelled", NULL, test_cancelled);

  return g_test_run ();
}
