/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/fw-error.h"
#include "core/roster/fw-roster-collision.h"
#include "core/roster/fw-roster-feasible.h"
#include "core/roster/fw-roster-row.h"
#include "core/roster/fw-roster-search.h"

#define DAYS 9
#define SHIFTS 2

static FwRosterProblem *
make_problem (GRand *rand, guint n_days, guint n_shifts, guint n_people)
{
  FwRosterProblem *problem = fw_roster_problem_new (n_days, n_shifts, n_people);

  for (guint i = 0; i < n_shifts; i++)
    {
      problem->shifts[i].id = g_strdup_printf ("s%u", i);
      problem->shifts[i].minutes = i % 2 == 0 ? 480 : 600;
      problem->shifts[i].bars = i > 0 ? (1u << i) - 1 : 0; /* never an earlier one */
    }
  for (guint i = 0; i < n_people; i++)
    {
      FwRosterPerson *person = &problem->people[i];

      person->id = g_strdup_printf ("p%u", i);
      for (guint k = 0; k < n_shifts; k++)
        person->most_of[k] = (guint) g_rand_int_range (rand, 1, (gint32) n_days);
      person->most_run = (guint) g_rand_int_range (rand, 2, 6);
      person->least_run = (guint) g_rand_int_range (rand, 1, 3);
      person->least_rest = (guint) g_rand_int_range (rand, 1, 4);
      person->most_weekends = (guint) g_rand_int_range (rand, 0, 1 + (gint32) n_days / 7);
      person->most_minutes = (guint) g_rand_int_range (rand, 1, (gint32) n_days) * 480;
      person->least_minutes = person->most_minutes / 2;
      person->off[g_rand_int_range (rand, 0, (gint32) n_days)] = TRUE;
    }
  for (guint at = 0; at < n_days * n_shifts; at++)
    problem->cover[at] = (FwRosterCover){ (guint) g_rand_int_range (rand, 0, 4), 100, 1 };
  for (gsize at = 0; at < (gsize) n_people * n_days * n_shifts; at++)
    problem->wishes[at] = g_rand_int_range (rand, 0, 10) == 0 ? g_rand_int_range (rand, -3, 4) : 0;
  return problem;
}

/* ---- one row against all that there are ---- */

static gint32
add_costs (const guint8 *row, const gint32 *costs)
{
  gint32 sum = 0;

  for (guint day = 0; day < DAYS; day++)
    if (row[day] != FW_ROSTER_OFF)
      sum += costs[day * SHIFTS + row[day] - 1];
  return sum;
}

/* Counts through all rows that differ from @row in the days from @first to before @end. Returns:
 * the least cost, G_MAXINT32 where none keeps the rules. */
static gint32
try_all (
    const FwRosterProblem *problem, const guint8 *row, guint first, guint end, const gint32 *costs)
{
  guint8 made[DAYS];
  gint32 best = G_MAXINT32;

  memcpy (made, row, DAYS);
  memset (made + first, 0, end - first);
  while (TRUE)
    {
      g_autofree char *breach = fw_roster_check (problem, made);
      guint day = first;

      if (breach == NULL)
        best = MIN (best, add_costs (made, costs));
      while (day < end && made[day] == SHIFTS)
        made[day++] = 0;
      if (day == end)
        return best;
      made[day]++;
    }
}

/* The price that is put on shifts which come too often is no proof, so that there the row may be
 * dearer than the cheapest; without such limits it is never. */
static void
test_row (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  guint solved = 0, exact = 0;

  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (FwRosterProblem) problem = make_problem (rand, DAYS, SHIFTS, 1);
      g_autoptr (FwRosterRow) solver = NULL;
      FwRosterPerson *person = &problem->people[0];
      gint32 costs[DAYS * SHIFTS], best;
      guint8 row[DAYS] = { 0 }, before[DAYS];
      gboolean limited = round % 3 == 2;
      FwRosterSpan span;

      for (guint k = 0; !limited && k < SHIFTS; k++)
        person->most_of[k] = DAYS;
      for (guint at = 0; at < DAYS * SHIFTS; at++)
        costs[at] = g_rand_int_range (rand, -100, 30);
      solver = fw_roster_row_new (problem);
      best = try_all (problem, row, 0, DAYS, costs);
      span = (FwRosterSpan){ .end = DAYS,
                             .least_minutes = person->least_minutes,
                             .most_minutes = person->most_minutes,
                             .most_weekends = person->most_weekends };
      if (!fw_roster_row_solve (solver, 0, row, costs, &span))
        {
          g_assert_true (limited || best == G_MAXINT32);
          continue;
        }
      g_assert_cmpint (add_costs (row, costs), >=, best);
      g_assert_null (fw_roster_check (problem, row));
      if (!limited)
        g_assert_cmpint (add_costs (row, costs), ==, best);
      solved++;

      /* Some days of it again, beside what is before and behind. */
      for (guint first = 0; first < DAYS; first++)
        for (guint end = first + 1; end <= DAYS; end++)
          {
            for (guint at = 0; at < DAYS * SHIFTS; at++)
              costs[at] = g_rand_int_range (rand, -100, 30);
            memcpy (before, row, DAYS);
            best = try_all (problem, before, first, end, costs);
            span.first = first;
            span.end = end;
            span.keeps = (first + end) % 2 == 0;
            if (!fw_roster_row_solve (solver, 0, row, costs, &span))
              {
                g_assert_true (limited);
                g_assert_cmpmem (row, DAYS, before, DAYS);
                continue;
              }
            g_assert_null (fw_roster_check (problem, row));
            if (!limited)
              g_assert_cmpint (add_costs (row, costs), ==, best);
            exact++;
          }
    }
  g_assert_cmpuint (solved, >, 20);
  g_assert_cmpuint (exact, >, 800);
}

/* ---- the search ---- */

static void
make_easy (FwRosterProblem *problem)
{
  for (guint i = 0; i < problem->n_people; i++)
    {
      FwRosterPerson *person = &problem->people[i];

      person->most_run = 5;
      person->least_run = person->least_rest = 2;
      person->most_weekends = 2;
      person->most_minutes = 18 * 480;
      person->least_minutes = 14 * 480;
      person->most_of[0] = person->most_of[1] = 28;
      person->most_of[2] = 6;
    }
}

static void
test_search (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (FwRosterProblem) problem = make_problem (rand, 28, 3, 12);
  g_autoptr (FwRosterSearch) search = NULL, again = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first, cost, best, other;

  make_easy (problem);
  search = fw_roster_search_new (problem, 9, &error);
  again = fw_roster_search_new (problem, 9, &error);
  g_assert_no_error (error);
  fw_roster_search_get_best (search, &first);
  for (guint i = 0; i < 20; i++)
    {
      const guint8 *plan;

      fw_roster_search_run (search, 15, i / 20.0);
      fw_roster_search_run (again, 15, i / 20.0);
      plan = fw_roster_search_get_current (search, &cost);
      g_assert_cmpint (cost, ==, fw_roster_compute_cost (problem, plan));
      g_assert_null (fw_roster_check (problem, plan));
      plan = fw_roster_search_get_best (search, &best);
      g_assert_cmpint (best, ==, fw_roster_compute_cost (problem, plan));
      g_assert_null (fw_roster_check (problem, plan));
      g_assert_cmpint (best, <=, cost);
    }
  g_assert_cmpint (best, <, first);
  fw_roster_search_get_best (again, &other);
  g_assert_cmpint (other, ==, best);
  g_assert_cmpmem (fw_roster_search_get_best (search, NULL), 12 * 28,
                   fw_roster_search_get_best (again, NULL), 12 * 28);
}

/* Four people, two wanted each day: there is a plan without any cost. */
static void
test_perfect (void)
{
  g_autoptr (FwRosterProblem) problem = fw_roster_problem_new (14, 1, 4);
  g_autoptr (FwRosterSearch) search = NULL;
  gint64 cost;

  problem->shifts[0] = (FwRosterShift){ g_strdup ("D"), 480, 0 };
  for (guint i = 0; i < 4; i++)
    {
      FwRosterPerson *person = &problem->people[i];

      person->id = g_strdup_printf ("p%u", i);
      person->most_of[0] = 14;
      person->least_minutes = person->most_minutes = 7 * 480;
      person->most_run = 5;
      person->least_run = person->least_rest = 2;
      person->most_weekends = 1;
    }
  for (guint day = 0; day < 14; day++)
    problem->cover[day] = (FwRosterCover){ 2, 100, 1 };
  search = fw_roster_search_new (problem, 1, NULL);
  g_assert_nonnull (search);
  for (guint i = 0; i < 50; i++)
    fw_roster_search_run (search, 20, i / 50.0);
  fw_roster_search_get_best (search, &cost);
  g_assert_cmpint (cost, ==, 0);
}

static void
test_long (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  g_autoptr (FwRosterProblem) problem = make_problem (rand, 182, 3, 6);
  g_autoptr (FwRosterSearch) search = NULL;
  g_autoptr (GError) error = NULL;

  make_easy (problem);
  for (guint i = 0; i < 6; i++)
    {
      FwRosterPerson *person = &problem->people[i];

      person->most_minutes = 118 * 480;
      person->least_minutes = 114 * 480;
      person->most_weekends = 14;
      person->most_of[0] = person->most_of[1] = 182;
      person->most_of[2] = 30;
      memset (person->off, 0, 182);
      memset (person->off + 40 + 10 * i, 1, 14);
    }
  search = fw_roster_search_new (problem, 2, &error);
  g_assert_no_error (error);
  fw_roster_search_run (search, 50, 0.5);
  g_assert_null (fw_roster_check (problem, fw_roster_search_get_best (search, NULL)));
}

/* ---- what cannot be ---- */

static void
test_conflicts (void)
{
  g_autoptr (FwRosterProblem) problem = fw_roster_problem_new (14, 1, 1);
  FwRosterPerson *person = &problem->people[0];
  g_autofree char *none = NULL, *minutes = NULL, *run = NULL, *shift = NULL, *days = NULL;

  problem->shifts[0] = (FwRosterShift){ g_strdup ("D"), 480, 0 };
  *person = (FwRosterPerson){ g_strdup ("Ann"), { 14 }, 480, 4800, 5, 2, 2, 2, person->off };
  none = fw_roster_problem_find_conflict (problem);
  g_assert_null (none);
  person->least_minutes = 5000;
  minutes = fw_roster_problem_find_conflict (problem);
  g_assert_cmpstr (minutes, ==, "Ann: at least 5000 minutes and at most 4800");
  person->least_minutes = 4800;
  memset (person->off, 1, 7);
  days = fw_roster_problem_find_conflict (problem);
  g_assert_nonnull (strstr (days, "Ann: at least 4800 minutes, but days off"));
  person->least_minutes = 480;
  person->least_run = 6;
  run = fw_roster_problem_find_conflict (problem);
  g_assert_cmpstr (run, ==, "Ann: at least 6 days in a row and at most 5");
  person->least_run = 2;
  person->most_of[0] = 0;
  shift = fw_roster_problem_find_conflict (problem);
  g_assert_cmpstr (shift, ==, "Ann: at least 480 minutes and no shift that may be worked");
}

static void
test_checker (void)
{
  static const struct
  {
    const char *row, *says;
  } cases[] = {
    { "11000110001100", NULL },
    { "11111111000000", "8 days of work" },
    { "00100000000011", "1 days of work in a row, at least 2" },
    { "11011000000000", "1 days off in a row, at least 2" },
    { "10011000000001", NULL }, /* runs at the edges may be short */
    { "00001110000111", "2 weekends, at most 1" },
    { "11000000000000", "960 minutes, expected 1440" },
    { "21000000011000", "D may not follow N" },
  };
  g_autoptr (FwRosterProblem) problem = fw_roster_problem_new (14, 2, 1);

  problem->shifts[0] = (FwRosterShift){ g_strdup ("D"), 480, 0 };
  problem->shifts[1] = (FwRosterShift){ g_strdup ("N"), 600, 1 };
  problem->people[0] = (FwRosterPerson){ g_strdup ("Ann"),      { 14, 14 }, 1440, 4800, 5, 2, 2, 1,
                                         problem->people[0].off };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint8 row[14];
      g_autofree char *breach = NULL;

      for (guint day = 0; day < 14; day++)
        row[day] = (guint8) (cases[i].row[day] - '0');
      breach = fw_roster_check (problem, row);
      g_test_message ("%s: %s", cases[i].row, breach != NULL ? breach : "kept");
      if (cases[i].says == NULL)
        g_assert_cmpstr (breach, ==, NULL);
      else
        g_assert_nonnull (strstr (breach != NULL ? breach : "", cases[i].says));
    }
}

/* Whether there is a row, asked of all rows that there are. */
static void
test_feasible (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  guint n[2] = { 0 };

  for (guint round = 0; round < 150; round++)
    {
      g_autoptr (FwRosterProblem) problem = make_problem (rand, DAYS, SHIFTS, 1);
      FwRosterPerson *person = &problem->people[0];
      gint32 costs[DAYS * SHIFTS] = { 0 };
      guint8 row[DAYS] = { 0 };
      gboolean has;

      person->most_of[0] = DAYS;
      person->most_of[1] = round % 2 == 0 ? DAYS : 0;
      person->least_minutes = person->most_minutes / 480 * 420;
      person->least_run = (guint) g_rand_int_range (rand, 1, 5);
      has = fw_roster_has_row (problem, person);
      g_assert_cmpint (has, ==, try_all (problem, row, 0, DAYS, costs) < G_MAXINT32);
      n[has]++;
    }
  g_assert_cmpuint (n[FALSE], >, 20);
  g_assert_cmpuint (n[TRUE], >, 20);
}

static FwRosterProblem *
make_two (void)
{
  FwRosterProblem *problem = fw_roster_problem_new (14, 2, 2);

  problem->shifts[0] = (FwRosterShift){ g_strdup ("D"), 480, 0 };
  problem->shifts[1] = (FwRosterShift){ g_strdup ("N"), 600, 1 };
  for (guint i = 0; i < 2; i++)
    problem->people[i] = (FwRosterPerson){
      g_strdup (i == 0 ? "Ann" : "Bob"), { 14, 14 }, 2400, 4800, 5, 2, 2, 1, problem->people[i].off
    };
  return problem;
}

static void
assert_collisions (const FwRosterProblem *problem, const char *const *expected)
{
  g_autoptr (GPtrArray) found = fw_roster_find_collisions (problem);

  for (guint i = 0; i < found->len; i++)
    {
      const FwRosterCollision *collision = g_ptr_array_index (found, i);

      g_test_message ("%s", collision->text);
      g_assert_nonnull (expected[i]);
      g_assert_cmpint (collision->hard, ==, expected[i][0] == '!');
      g_assert_cmpstr (collision->text, ==, expected[i] + 1);
    }
  g_assert_null (expected[found->len]);
}

static void
test_collisions (void)
{
  g_autoptr (FwRosterProblem) problem = make_two ();
  FwRosterPerson *ann = &problem->people[0];

  assert_collisions (problem, (const char *[]){ NULL });

  /* Each rule can be kept alone; the days off leave single days only. */
  for (guint day = 0; day < 14; day++)
    ann->off[day] = day % 2 == 1;
  ann->least_minutes = 480;
  ann->most_of[1] = 0;
  ann->most_minutes = 960;
  ann->least_run = 3;
  assert_collisions (
      problem, (const char *[]){ NULL }); /* the first day alone is no run that is too short */
  ann->off[0] = TRUE;
  assert_collisions (
      problem, (const char *[]){ "!Ann: no row can keep together: at least 480 minutes; at least 3 "
                                 "days of work in a row; fixed days off 0-1, 3, 5, 7, 9, 11, 13",
                                 NULL });
  memset (ann->off, 0, 14);
  ann->least_run = 2;
  ann->least_minutes = 4800;
  ann->most_minutes = 4800;
  ann->most_weekends = 0;
  ann->most_run = 4;
  assert_collisions (
      problem, (const char *[]){ "!Ann: no row can keep together: at least 4800 minutes; at most 4 "
                                 "days of work in a row; at most 0 weekends with work; of the "
                                 "shifts only D",
                                 NULL });
  ann->most_of[0] = 9;
  ann->most_weekends = 2;
  ann->most_run = 6;
  assert_collisions (problem,
                     (const char *[]){ "!Ann: at least 4800 minutes; the most that may be worked "
                                       "of each shift is 4320",
                                       NULL });
}

static void
test_short_cover (void)
{
  g_autoptr (FwRosterProblem) problem = make_two ();

  /* Only Bob works nights; both are wanted by day. */
  problem->people[0].most_of[1] = 0;
  problem->cover[3 * 2] = (FwRosterCover){ 1, 100, 1 };
  problem->cover[3 * 2 + 1] = (FwRosterCover){ 1, 100, 1 };
  assert_collisions (problem, (const char *[]){ NULL });
  problem->cover[4 * 2] = (FwRosterCover){ 2, 100, 1 };
  problem->cover[4 * 2 + 1] = (FwRosterCover){ 1, 100, 1 };
  problem->cover[8 * 2 + 1] = (FwRosterCover){ 2, 100, 1 };
  assert_collisions (
      problem, (const char *[]){ " day 4: 3 people are wanted for D, N, 2 may work there",
                                 " day 8: 2 people are wanted for N, 1 may work there", NULL });
  problem->cover[8 * 2 + 1].wanted = 0;
  problem->cover[4 * 2 + 1].wanted = 0;
  problem->people[0].most_weekends = problem->people[1].most_weekends = 0;
  problem->people[1].most_of[1] = 1;
  problem->cover[6 * 2 + 1].wanted = 1;
  assert_collisions (
      problem,
      (const char *[]){
          " all days: N is wanted 2 times, all people may work it at most 1 times",
          " all weekends: 1 people are wanted, all people may work at most 0 weekends", NULL });
  problem->people[1].most_minutes = 2400;
  for (guint day = 0; day < 14; day++)
    problem->cover[day * 2] = (FwRosterCover){ day % 7 < 5 ? 2 : 0, 100, 1 };
  problem->cover[3 * 2 + 1].wanted = problem->cover[6 * 2 + 1].wanted = 0;
  assert_collisions (problem,
                     (const char *[]){ " all days: 9600 minutes are wanted, all people may work at "
                                       "most 7200",
                                       NULL });
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roster/row", test_row);
  g_test_add_func ("/roster/search", test_search);
  g_test_add_func ("/roster/perfect", test_perfect);
  g_test_add_func ("/roster/long", test_long);
  g_test_add_func ("/roster/conflicts", test_conflicts);
  g_test_add_func ("/roster/feasible", test_feasible);
  g_test_add_func ("/roster/collisions", test_collisions);
  g_test_add_func ("/roster/short-cover", test_short_cover);
  g_test_add_func ("/roster/checker", test_checker);
  return g_test_run ();
}
