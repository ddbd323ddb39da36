/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the factors say of a contact, each worked out by hand from what people and systems did. */
#include "core/cube/fw-cube-private.h"
#include "core/why/fw-factor.h"

#define AGENT 1
#define OTHER 2
#define TEAM 1
#define HOUR_MS 3600000

typedef struct
{
  FwCube *cube;
  FwZone *zone;
  guint n;
} World;

static void
set_up (World *world, gconstpointer data)
{
  world->cube = fw_cube_new ();
  world->zone = fw_zone_new (data != NULL ? data : "Europe/Berlin", 6 * 60, NULL);
  for (guint i = 1; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      fw_dictionary_intern (fw_cube_get_dictionary (world->cube, FW_DIMENSION_AGENT),
                            fw_text (name));
    }
  fw_cube_add_site (world->cube, 1, world->zone);
}

static void
tear_down (World *world, gconstpointer data)
{
  fw_cube_free (world->cube);
  fw_zone_unref (world->zone);
}

/* The moment of a wall clock that shows @hour of the site day @day, 6 to 30. */
static gint64
at (World *world, gint32 day, double hour)
{
  gint32 date = day + (hour >= 24 ? 1 : 0);

  return fw_zone_from_wall (world->zone, date, (guint) ((hour >= 24 ? hour - 24 : hour) * 3600));
}

static void
state (World *world, guint16 agent, gint32 day, FwAgentState what, double from, double to)
{
  fw_cube_add_agent_time (world->cube, 1, agent, TEAM, 1, 5, what, at (world, day, from),
                          at (world, day, to));
}

static FwContactRef
contact (World *world, guint16 agent, gint64 moment)
{
  FwContact contact = FW_CONTACT_INIT;
  FwContactRef ref;

  contact.at = moment;
  contact.key = ++world->n;
  contact.agent = agent;
  contact.team = TEAM;
  contact.product = 2;
  contact.outcome = agent != 0 ? FW_OUTCOME_ANSWERED : FW_OUTCOME_ABANDONED;
  fw_cube_append (world->cube, 1, &contact, &ref);
  return ref;
}

static guint
find_factor (const char *name)
{
  guint factor;

  g_assert_true (fw_factor_find (fw_text (name), &factor));
  return factor;
}

static void
assert_row (World *world, const FwContactRef *ref, const char *name, const char *level)
{
  g_autoptr (FwFactors) factors = fw_factors_new (world->cube);
  guint factor = find_factor (name);
  const FwDerived *axis = fw_factors_get_axis (factors, factor);
  FwDerivedTable table = { 0 };

  fw_derived_table_fill (&table, axis, fw_cube_get_segment (world->cube, ref->site, ref->day));
  g_assert_cmpstr (fw_factor_get_level (factor, fw_derived_table_get (&table, ref->row)), ==,
                   level);
  fw_derived_table_clear (&table);
}

static void
assert_level (World *world, guint16 agent, gint64 moment, const char *name, const char *level)
{
  FwContactRef ref = contact (world, agent, moment);

  assert_row (world, &ref, name, level);
}

/* 2026-03-02 is day 20514. */
#define MONDAY 20514

static void
test_nights (World *world, gconstpointer data)
{
  gint32 first = MONDAY - 10;

  state (world, OTHER, first, FW_AGENT_READY, 8, 16); /* states are known from here on */
  for (gint32 i = 0; i < 6; i++)
    state (world, AGENT, MONDAY + i, FW_AGENT_READY, 22, 30);
  state (world, AGENT, MONDAY + 8, FW_AGENT_READY, 22, 30);
  state (world, OTHER, MONDAY, FW_AGENT_READY, 14, 23); /* late, but no night */

  assert_level (world, AGENT, at (world, MONDAY, 23), "consecutive_nights", "1");
  assert_level (world, AGENT, at (world, MONDAY + 3, 23), "consecutive_nights", "4");
  /* after midnight it is the same night */
  assert_level (world, AGENT, at (world, MONDAY + 3, 29.9), "consecutive_nights", "4");
  assert_level (world, AGENT, at (world, MONDAY + 4, 23), "consecutive_nights", "5");
  assert_level (world, AGENT, at (world, MONDAY + 5, 23), "consecutive_nights", "5");
  assert_level (world, AGENT, at (world, MONDAY + 8, 23), "consecutive_nights", "1");
  assert_level (world, OTHER, at (world, MONDAY, 15), "consecutive_nights", "0");
  /* nobody's states, and nobody */
  assert_level (world, OTHER, at (world, MONDAY + 3, 15), "consecutive_nights", "");
  assert_level (world, 0, at (world, MONDAY + 3, 23), "consecutive_nights", "");
}

/* Where states begin with a night, it may have been the fourth. */
static void
test_nights_from_start (World *world, gconstpointer data)
{
  for (gint32 i = 0; i < 6; i++)
    state (world, AGENT, MONDAY + i, FW_AGENT_READY, 22, 30);
  assert_level (world, AGENT, at (world, MONDAY + 1, 23), "consecutive_nights", "");
  assert_level (world, AGENT, at (world, MONDAY + 4, 23), "consecutive_nights", "5");
}

/* The clocks jump forward in the night of 28 to 29 March, and back on 25 October: a night all the
 * same. */
static void
test_nights_clocks (World *world, gconstpointer data)
{
  gint32 march = MONDAY + 26, october = MONDAY + 236;

  state (world, OTHER, MONDAY, FW_AGENT_READY, 8, 16);
  for (gint32 i = -2; i <= 2; i++)
    {
      state (world, AGENT, march + i, FW_AGENT_READY, 22, 30);
      state (world, AGENT, october + i, FW_AGENT_READY, 22, 30);
    }
  assert_level (world, AGENT, at (world, march, 29), "consecutive_nights", "3");
  assert_level (world, AGENT, at (world, march + 1, 23), "consecutive_nights", "4");
  assert_level (world, AGENT, at (world, october, 29), "consecutive_nights", "3");
  assert_level (world, AGENT, at (world, october + 1, 23), "consecutive_nights", "4");
}

static void
test_hours (World *world, gconstpointer data)
{
  state (world, OTHER, MONDAY - 20, FW_AGENT_READY, 8, 9);
  for (gint32 i = 0; i < 6; i++)
    {
      state (world, AGENT, MONDAY + i, FW_AGENT_READY, 8, 12);
      state (world, AGENT, MONDAY + i, FW_AGENT_PAUSED, 12, 13); /* pauses count */
      state (world, AGENT, MONDAY + i, FW_AGENT_TALKING, 13, 16);
    }
  state (world, AGENT, MONDAY + 6, FW_AGENT_READY, 8, 9);
  assert_level (world, AGENT, at (world, MONDAY, 9), "hours_7d", "0-19");
  assert_level (world, AGENT, at (world, MONDAY + 2, 9), "hours_7d", "0-19");  /* 16 */
  assert_level (world, AGENT, at (world, MONDAY + 3, 9), "hours_7d", "20-29"); /* 24 */
  assert_level (world, AGENT, at (world, MONDAY + 4, 9), "hours_7d", "30-39"); /* 32 */
  assert_level (world, AGENT, at (world, MONDAY + 5, 9), "hours_7d", "40-47"); /* 40 */
  assert_level (world, AGENT, at (world, MONDAY + 6, 8), "hours_7d", "48+");   /* 48 */
  /* seven days back the states were not known yet */
  assert_level (world, OTHER, at (world, MONDAY - 20, 8), "hours_7d", "");
}

static void
test_break (World *world, gconstpointer data)
{
  state (world, AGENT, MONDAY, FW_AGENT_READY, 8, 11.5);
  state (world, AGENT, MONDAY, FW_AGENT_PAUSED, 11.5, 11.6); /* six minutes */
  state (world, AGENT, MONDAY, FW_AGENT_READY, 11.6, 13);
  state (world, AGENT, MONDAY, FW_AGENT_PAUSED, 13, 13.05); /* three */
  state (world, AGENT, MONDAY, FW_AGENT_READY, 13.05, 15);
  assert_level (world, AGENT, at (world, MONDAY, 8.2), "since_break", "0-59");
  assert_level (world, AGENT, at (world, MONDAY, 8.9), "since_break", "0-59");
  assert_level (world, AGENT, at (world, MONDAY, 9.2), "since_break", "60-119");
  assert_level (world, AGENT, at (world, MONDAY, 10.2), "since_break", "120-179");
  assert_level (world, AGENT, at (world, MONDAY, 11.2), "since_break", "180+");
  assert_level (world, AGENT, at (world, MONDAY, 12.2), "since_break", "0-59");
  assert_level (world, AGENT, at (world, MONDAY, 13.2), "since_break", "60-119");
  assert_level (world, AGENT, at (world, MONDAY, 14.2), "since_break", "60-119"); /* 117 minutes */
  assert_level (world, AGENT, at (world, MONDAY, 14.6), "since_break", "120-179");
  assert_level (world, AGENT, at (world, MONDAY, 16), "since_break", "");
  assert_level (world, OTHER, at (world, MONDAY, 9), "since_break", "");
}

/* Who works over the start of a day goes on. */
static void
test_break_over_days (World *world, gconstpointer data)
{
  state (world, AGENT, MONDAY, FW_AGENT_READY, 27, 30);
  state (world, AGENT, MONDAY + 1, FW_AGENT_READY, 6, 8);
  assert_level (world, AGENT, at (world, MONDAY + 1, 6.2), "since_break", "180+");
}

static void
test_occupancy (World *world, gconstpointer data)
{
  state (world, AGENT, MONDAY, FW_AGENT_TALKING, 9, 9.5);
  state (world, OTHER, MONDAY, FW_AGENT_TALKING, 9, 9.45);
  state (world, OTHER, MONDAY, FW_AGENT_READY, 9.45, 9.5); /* 57 of 60 minutes: 95 % */
  state (world, AGENT, MONDAY, FW_AGENT_TALKING, 9.5, 9.75);
  state (world, AGENT, MONDAY, FW_AGENT_READY, 9.75, 10);
  state (world, AGENT, MONDAY, FW_AGENT_PAUSED, 10, 10.5);
  assert_level (world, OTHER, at (world, MONDAY, 9.1), "occupancy", "95+");
  assert_level (world, 0, at (world, MONDAY, 9.1), "occupancy", "95+"); /* the queue's team */
  assert_level (world, AGENT, at (world, MONDAY, 9.6), "occupancy", "0-59");
  assert_level (world, AGENT, at (world, MONDAY, 10.1), "occupancy", "");
}

static void
test_newcomers (World *world, gconstpointer data)
{
  for (guint16 agent = 10; agent < 14; agent++)
    fw_cube_add_agent_time (world->cube, 1, agent, TEAM, 1, agent == 10 ? 2 : 4, FW_AGENT_READY,
                            at (world, MONDAY, 9), at (world, MONDAY, 10));
  /* there for a minute, and somebody of whom nothing is known */
  fw_cube_add_agent_time (world->cube, 1, 14, TEAM, 1, 1, FW_AGENT_READY, at (world, MONDAY, 9),
                          at (world, MONDAY, 9) + FW_MINUTE);
  fw_cube_add_agent_time (world->cube, 1, 15, TEAM, 1, 0, FW_AGENT_READY, at (world, MONDAY, 9.5),
                          at (world, MONDAY, 10.5));
  assert_level (world, AGENT, at (world, MONDAY, 9.1), "newcomers", "25-49");
  assert_level (world, AGENT, at (world, MONDAY, 9.6), "newcomers", "25-49");
  assert_level (world, AGENT, at (world, MONDAY, 10.1), "newcomers", "");
}

static void
add_response (
    World *world, guint16 site, gboolean general, guint16 product, gint64 moment, gint64 ms)
{
  fw_cube_add_response (world->cube, site, general, FW_TEXT_LITERAL ("orders"), product, moment,
                        ms);
}

static void
test_system (World *world, gconstpointer data)
{
  g_autoptr (FwZone) utc = fw_zone_new ("UTC", 0, NULL);

  fw_cube_add_site (world->cube, 2, utc);
  add_response (world, 1, TRUE, 0, at (world, MONDAY, 9.1), 999);
  add_response (world, 1, TRUE, 0, at (world, MONDAY, 10.1), 4000);
  add_response (world, 1, FALSE, 7, at (world, MONDAY, 11.1), 4800); /* another product */
  add_response (world, 2, TRUE, 0, at (world, MONDAY, 12.1), 2500);  /* said of no site */
  add_response (world, 2, FALSE, 0, at (world, MONDAY, 13.1), 4800); /* of another site */
  add_response (world, 1, FALSE, 2, at (world, MONDAY, 14.1), 1000); /* of this product */
  assert_level (world, AGENT, at (world, MONDAY, 9.4), "system_response", "0-0.9");
  assert_level (world, AGENT, at (world, MONDAY, 10.4), "system_response", "4+");
  assert_level (world, 0, at (world, MONDAY, 10.4), "system_response", "4+");
  assert_level (world, AGENT, at (world, MONDAY, 11.4), "system_response", "");
  assert_level (world, AGENT, at (world, MONDAY, 12.4), "system_response", "2-3.9");
  assert_level (world, AGENT, at (world, MONDAY, 13.4), "system_response", "");
  assert_level (world, AGENT, at (world, MONDAY, 14.4), "system_response", "1-1.9");
}

static void
test_of_rows (World *world, gconstpointer data)
{
  FwContactRef ref = contact (world, AGENT, at (world, MONDAY, 9));
  FwContact row;

  fw_cube_get (world->cube, &ref, &row);
  assert_row (world, &ref, "wait_band", "0-9");
  assert_row (world, &ref, "transfers", "none");
  row.wait_ms = 59999;
  row.transfer = FW_TRANSFER_BLIND;
  fw_cube_patch (world->cube, &ref, &row);
  assert_row (world, &ref, "wait_band", "30-59");
  assert_row (world, &ref, "transfers", "blind");
  row.wait_ms = 120000;
  row.transfer = FW_TRANSFER_ATTENDED;
  fw_cube_patch (world->cube, &ref, &row);
  assert_row (world, &ref, "wait_band", "120+");
  assert_row (world, &ref, "transfers", "attended");
  row.wait_unknown = TRUE;
  row.outcome = FW_OUTCOME_ABANDONED;
  fw_cube_patch (world->cube, &ref, &row);
  assert_row (world, &ref, "wait_band", "");
  assert_row (world, &ref, "transfers", "");
}

static guint64
count_level (World *world, FwFactors *factors, const FwCubeQuery *query, guint factor, guint level)
{
  FwCubeQuery filtered = *query;
  g_autofree guint8 *allow = g_malloc0 (level + 1);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (FwCubeAnswer) answer = NULL;
  g_autoptr (GArray) refs = NULL;
  guint64 total;

  allow[level] = 1;
  bytes = g_bytes_new (allow, level + 1);
  filtered.filters[0] = (FwCubeFilter){ fw_factors_get_axis (factors, factor), bytes };
  filtered.n_filters = 1;
  answer = fw_cube_ask (world->cube, &filtered, NULL, NULL);
  refs = fw_cube_list (world->cube, &filtered, FW_MEASURE_OFFERED, 0, 5, &total);
  g_assert_cmpuint (answer->total.offered, ==, total);
  g_assert_cmpuint (answer->total.busy_ms, ==, 0);
  for (guint i = 0; i < refs->len; i++)
    assert_row (world, &g_array_index (refs, FwContactRef, i), fw_factor_list ()[factor]->name,
                fw_factor_get_level (factor, level));
  return total;
}

/* However rows are looked at, the levels of a factor part them: each is in one, figures and lists
 * agree, and people's time belongs to none. */
static void
test_filters (World *world, gconstpointer data)
{
  gint64 from = at (world, MONDAY, 6), to = at (world, MONDAY + 2, 6);
  g_autoptr (FwFactors) factors = NULL;
  g_autoptr (FwCubeAnswer) whole = NULL;
  FwCubeQuery query = FW_CUBE_QUERY_INIT;
  guint n = 3000;

  state (world, AGENT, MONDAY - 8, FW_AGENT_READY, 8, 12);
  for (gint32 day = MONDAY; day < MONDAY + 2; day++)
    {
      state (world, AGENT, day, FW_AGENT_TALKING, 7, 12);
      state (world, OTHER, day, FW_AGENT_READY, 22, 30);
      add_response (world, 1, TRUE, 0, at (world, day, 9), 4800);
    }
  for (guint i = 0; i < n; i++)
    {
      FwContactRef ref = contact (world, (guint16) (i % 3), from + (to - from) / n * i);
      FwContact row;

      fw_cube_get (world->cube, &ref, &row);
      row.wait_ms = i % 7 * 30000;
      row.transfer = i % 3 != 0 ? (FwTransfer) (i % 5 % 3) : FW_TRANSFER_NONE;
      fw_cube_patch (world->cube, &ref, &row);
    }
  for (gint32 day = MONDAY; day < MONDAY + 2; day++)
    fw_cube_seal (world->cube, &(FwSegmentKey){ 1, day });

  factors = fw_factors_new (world->cube);
  query.from = from + 20 * FW_MINUTE;
  query.to = to;
  whole = fw_cube_ask (world->cube, &query, NULL, NULL);
  g_assert_cmpuint (whole->total.busy_ms, >, 0);
  for (guint i = 0; i < fw_factor_count (); i++)
    {
      guint64 sum = 0;

      for (guint level = 0; level <= fw_factor_list ()[i]->n_levels; level++)
        sum += count_level (world, factors, &query, i, level);
      g_assert_cmpuint (sum, ==, whole->total.offered);
    }
}

/* Every description is whole, and its marked levels are some and not all. */
static void
test_descriptions (void)
{
  for (guint i = 0; i < fw_factor_count (); i++)
    {
      const FwFactor *factor = fw_factor_list ()[i];
      g_autofree char *marked = fw_factor_get_marked (i);
      guint level;

      g_assert_cmpuint (find_factor (factor->name), ==, i);
      g_assert_cmpuint (factor->marked, >, 1);
      g_assert_cmpuint (factor->marked, <=, factor->n_levels);
      g_assert_cmpstr (marked, !=, "");
      g_assert_nonnull (factor->marked_title);
      g_assert_nonnull (factor->missing);
      for (guint k = 0; k <= factor->n_levels; k++)
        {
          g_assert_true (fw_factor_find_level (i, fw_text (fw_factor_get_level (i, k)), &level));
          g_assert_cmpuint (level, ==, k);
        }
      g_assert_null (fw_factor_get_level (i, factor->n_levels + 1));
      g_assert_false (fw_factor_find_level (i, FW_TEXT_LITERAL ("nosuch"), &level));
    }
  g_assert_true (
      fw_factor_fits (find_factor ("consecutive_nights"), fw_metric_find ("csat"), FALSE));
  g_assert_false (fw_factor_fits (find_factor ("consecutive_nights"),
                                  fw_metric_find ("connection_rate"), FALSE));
  g_assert_true (fw_factor_fits (find_factor ("consecutive_nights"),
                                 fw_metric_find ("connection_rate"), TRUE));
  g_assert_false (
      fw_factor_fits (find_factor ("consecutive_nights"), fw_metric_find ("asa_s"), TRUE));
  g_assert_true (
      fw_factor_fits (find_factor ("occupancy"), fw_metric_find ("connection_rate"), FALSE));
  g_assert_false (
      fw_factor_fits (find_factor ("wait_band"), fw_metric_find ("service_level"), FALSE));
  g_assert_false (
      fw_factor_fits (find_factor ("transfers"), fw_metric_find ("transfer_rate"), FALSE));
  g_assert_true (fw_factor_fits (find_factor ("transfers"), fw_metric_find ("aht_s"), FALSE));
}

#define ADD(name, function) g_test_add (name, World, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/factor/descriptions", test_descriptions);
  ADD ("/factor/nights", test_nights);
  ADD ("/factor/nights-from-start", test_nights_from_start);
  ADD ("/factor/nights-clocks", test_nights_clocks);
  ADD ("/factor/hours", test_hours);
  ADD ("/factor/break", test_break);
  ADD ("/factor/break-over-days", test_break_over_days);
  ADD ("/factor/occupancy", test_occupancy);
  ADD ("/factor/newcomers", test_newcomers);
  ADD ("/factor/system", test_system);
  ADD ("/factor/of-rows", test_of_rows);
  ADD ("/factor/filters", test_filters);
  return g_test_run ();
}
