/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Steps of careers: single demands by hand, the judgement and the board beside a second way that
 * reads the records anew for each question, and the same whatever the order of the records. "Today"
 * is 2026-11-30. */
#include <math.h>
#include <string.h>

#include "core/people/fw-career-board.h"
#include "support/fw-test-record.h"

static gint32
date (const char *text)
{
  gint32 day;

  g_assert_true (fw_date_parse (fw_text (text), &day));
  return day;
}

#define TODAY (date ("2026-11-30"))

/* ---- one demand ---- */

static void
test_months (void)
{
  FwCareerDemand demand =
      fw_career_demand_months (date ("2025-05-31"), FW_CAREER_NO_DAY, 24, TODAY);

  g_assert_cmpfloat (demand.low, ==, 18);
  g_assert_cmpfloat (demand.high, ==, 18);
  g_assert_cmpint (fw_career_demand_judge (&demand), ==, FW_CAREER_LACKING);
  g_assert_cmpint (demand.by, ==, date ("2027-05-31"));

  demand = fw_career_demand_months (date ("2024-11-30"), FW_CAREER_NO_DAY, 24, TODAY);
  g_assert_cmpint (fw_career_demand_judge (&demand), ==, FW_CAREER_MET);
  g_assert_cmpint (demand.by, ==, TODAY);

  /* Nobody told when she took the post up: since she was hired at most, which may be enough. */
  demand = fw_career_demand_months (FW_CAREER_NO_DAY, date ("2020-01-01"), 24, TODAY);
  g_assert_cmpint (fw_career_demand_judge (&demand), ==, FW_CAREER_UNKNOWN);
  g_assert_cmpint (demand.by, ==, FW_CAREER_NO_DAY);
  demand = fw_career_demand_months (FW_CAREER_NO_DAY, date ("2026-01-15"), 24, TODAY);
  g_assert_cmpfloat (demand.high, ==, 10);
  g_assert_cmpint (fw_career_demand_judge (&demand), ==, FW_CAREER_LACKING);
  g_assert_cmpint (demand.by, ==, FW_CAREER_NO_DAY);
  demand = fw_career_demand_months (FW_CAREER_NO_DAY, FW_CAREER_NO_DAY, 24, TODAY);
  g_assert_cmpint (fw_career_demand_judge (&demand), ==, FW_CAREER_UNKNOWN);
}

static void
test_count (void)
{
  const gint32 days[] = { date ("2026-11-30"), date ("2026-06-04"), date ("2026-06-03"),
                          date ("2026-12-01"), date ("2024-01-01") };
  FwCareerDemand demand =
      fw_career_demand_count (FW_CAREER_CASES, days, G_N_ELEMENTS (days), 10, 180, TODAY);

  /* What comes tomorrow does not count yet, and 3 June lies before the last 180 days. */
  g_assert_cmpfloat (demand.low, ==, 4);
  g_assert_cmpuint (demand.recent, ==, 2);
  /* Six more, at two in 180 days. */
  g_assert_cmpint (demand.by, ==, TODAY + 540);

  demand = fw_career_demand_count (FW_CAREER_CASES, &days[4], 1, 10, 180, TODAY);
  g_assert_cmpint (demand.by, ==, FW_CAREER_NO_DAY);
  demand = fw_career_demand_count (FW_CAREER_CASES, days, 5, 4, 180, TODAY);
  g_assert_cmpint (demand.by, ==, TODAY);
  g_assert_cmpint (fw_career_demand_judge (&demand), ==, FW_CAREER_MET);
}

/* ---- all of them ---- */

static FwCareerState
find_state (const FwCareerDemand *demands, guint n)
{
  return fw_career_judge (demands, n, 0.8, TODAY).state;
}

static void
test_states (void)
{
  const FwCareerDemand met = { FW_CAREER_CASES, NULL, 10, 10, 10, 0, TODAY },
                       near = { FW_CAREER_CASES, NULL, 8, 8, 10, 4, TODAY + 90 },
                       one = { FW_CAREER_COURSES, NULL, 2, 2, 3, 1, TODAY + 180 },
                       far = { FW_CAREER_CASES, NULL, 7, 7, 10, 3, TODAY + 200 },
                       part = { FW_CAREER_READINESS, NULL, 0.2, 0.7, 0.9, 0, FW_CAREER_NO_DAY },
                       vague = { FW_CAREER_READINESS, NULL, 0.2, 0.8, 0.9, 0, FW_CAREER_NO_DAY },
                       open = { FW_CAREER_READINESS, NULL, 0.2, 1, 0.9, 0, FW_CAREER_NO_DAY };
  const FwCareerDemand without = fw_career_demand_held (FW_CAREER_CERTIFICATE, "a", FALSE, TODAY);
  const FwCareerDemand all[] = { met, near, far, open, without };

  g_assert_cmpint (find_state (NULL, 0), ==, FW_CAREER_UNASKED);
  g_assert_cmpint (find_state (&met, 1), ==, FW_CAREER_READY);
  g_assert_cmpint (find_state (&near, 1), ==, FW_CAREER_NEARLY);
  g_assert_cmpint (find_state (&one, 1), ==, FW_CAREER_NEARLY);
  g_assert_cmpint (find_state (&far, 1), ==, FW_CAREER_NOT_YET);
  /* Even if all that is not known were met, too much lacks. */
  g_assert_cmpint (find_state (&part, 1), ==, FW_CAREER_NOT_YET);
  /* Something surely lacks: whether it is little, nobody knows. */
  g_assert_cmpint (find_state (&vague, 1), ==, FW_CAREER_CANNOT_TELL);
  g_assert_cmpint (find_state (&open, 1), ==, FW_CAREER_CANNOT_TELL);
  g_assert_cmpint (find_state (&without, 1), ==, FW_CAREER_NEARLY);
  g_assert_cmpint (find_state ((const FwCareerDemand[]){ without, met, without }, 3), ==,
                   FW_CAREER_NOT_YET);
  g_assert_cmpint (find_state (all, 5), ==, FW_CAREER_NOT_YET);
  g_assert_cmpint (find_state ((const FwCareerDemand[]){ open, near }, 2), ==,
                   FW_CAREER_CANNOT_TELL);
  g_assert_cmpint (fw_career_judge (&near, 1, 0.8, TODAY).by, ==, TODAY + 90);
  g_assert_cmpint (fw_career_judge (&met, 1, 0.8, TODAY).by, ==, TODAY);
  g_assert_cmpint (fw_career_judge (all, 5, 0.8, TODAY).by, ==, FW_CAREER_NO_DAY);
  g_assert_cmpint (fw_career_judge (all, 3, 0.8, TODAY).by, ==, TODAY + 200);
}

/* ---- a house ---- */

#define N_PEOPLE 40

typedef struct
{
  GPtrArray *people, *positions, *competencies, *requirements, *evidence, *schemes, *events;
  GPtrArray *steps, *works, *awards, *sessions, *enrolments, *organisation;
  FwScope *all;
} House;

static GPtrArray *
list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
}

static void
set_up (House *house, gconstpointer data)
{
  GPtrArray **lists = &house->people;

  for (guint i = 0; i < 13; i++)
    lists[i] = list_new ();
  house->all = fw_scope_new_administrator ();
}

static void
tear_down (House *house, gconstpointer data)
{
  GPtrArray **lists = &house->people;

  for (guint i = 0; i < 13; i++)
    g_ptr_array_unref (lists[i]);
  fw_scope_unref (house->all);
}

static char *
some_day (guint back)
{
  return fw_date_format (TODAY + 5 - g_test_rand_int_range (0, (gint32) back));
}

static void
add_work (House *house, const char *person)
{
  g_autofree char *id = g_strdup_printf ("w%u", house->works->len), *day = some_day (400);

  g_ptr_array_add (house->works,
                   fw_test_record ("work", id, "title", id, "person", person, "what",
                                   g_test_rand_bit () ? "case" : "course", "day", day, "withdrawn",
                                   g_test_rand_int_range (0, 5) == 0 ? "yes" : "no", NULL));
}

static void
add_person (House *house, guint i)
{
  static const char *const positions[] = { "agent", "agent", "senior", "lead", "trainer" };
  g_autofree char *id = g_strdup_printf ("p%02u", i), *since = some_day (1500),
                  *shown = some_day (300), *passed = some_day (500), *given = some_day (800);
  g_autofree char *level = g_strdup_printf ("%d", g_test_rand_int_range (0, 6));

  g_ptr_array_add (house->people,
                   fw_test_record ("person", id, "name", id, "site", "sh", "team",
                                   i % 2 == 0 ? "a" : "b", "position",
                                   positions[g_test_rand_int_range (0, 5)], "hired", "2020-01-01",
                                   i % 7 == 0 ? NULL : "since", since, NULL));
  for (gint n = g_test_rand_int_range (0, 12); n > 0; n--)
    add_work (house, id);
  if (g_test_rand_int_range (0, 3) > 0)
    g_ptr_array_add (house->evidence,
                     fw_test_record ("evidence", id, "person", id, "competency", "calm", "level",
                                     level, "day", shown, "source", "exam", NULL));
  if (g_test_rand_bit ())
    g_ptr_array_add (house->events, fw_test_record ("certificate-event", id, "person", id, "scheme",
                                                    "craft", "event", "pass", "day", passed, NULL));
  if (g_test_rand_bit ())
    g_ptr_array_add (house->enrolments, fw_test_record ("enrolment", id, "person", id, "session",
                                                        g_test_rand_bit () ? "s1" : "s2", "result",
                                                        "completed", NULL));
  if (g_test_rand_bit ())
    g_ptr_array_add (house->awards,
                     fw_test_record ("award", id, "person", id, "award", "service-star", "day",
                                     given, "reason", "calm", "priority",
                                     g_test_rand_bit () ? "yes" : "no", NULL));
}

static void
furnish (House *house)
{
  static const char *const positions[][2] = {
    { "agent", "1" }, { "senior", "2" }, { "lead", "3" }, { "trainer", "2" }
  };

  g_ptr_array_add (house->organisation, fw_test_record ("site", "sh", "name", "Shanghai",
                                                        "time_zone", "Asia/Shanghai", NULL));
  g_ptr_array_add (house->organisation,
                   fw_test_record ("team", "a", "name", "A", "site", "sh", NULL));
  g_ptr_array_add (house->organisation,
                   fw_test_record ("team", "b", "name", "B", "site", "sh", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    g_ptr_array_add (house->positions,
                     fw_test_record ("position", positions[i][0], "name", positions[i][0], "rank",
                                     positions[i][1], NULL));
  g_ptr_array_add (house->competencies,
                   fw_test_record ("competency", "calm", "name", "Calm", "scale", "5", NULL));
  g_ptr_array_add (house->requirements,
                   fw_test_record ("requirement", "r1", "position", "senior", "competency", "calm",
                                   "level", "4", "weight", "1", NULL));
  g_ptr_array_add (house->schemes,
                   fw_test_record ("certificate-scheme", "craft", "name", "Craft", "mode",
                                   "completion", "months", "12", "since", "2000-01-01", NULL));
  g_ptr_array_add (house->sessions,
                   fw_test_record ("training-session", "s1", "name", "s1", "course", "team", "site",
                                   "sh", "day", "2026-10-01", NULL));
  g_ptr_array_add (house->sessions,
                   fw_test_record ("training-session", "s2", "name", "s2", "course", "team", "site",
                                   "sh", "day", "2026-12-24", NULL));
  g_ptr_array_add (house->steps,
                   fw_test_record ("career-step", "up", "from", "agent", "to", "senior", "months",
                                   "12", "readiness", "75", NULL));
  g_ptr_array_add (house->steps,
                   fw_test_record ("career-step", "lead", "from", "senior", "to", "lead",
                                   "certificates", "craft", "completed", "team", NULL));
  g_ptr_array_add (house->steps,
                   fw_test_record ("career-step", "side", "from", "senior", "to", "trainer",
                                   "ladder", "horizontal", "courses", "3", "cases", "3", NULL));
  g_ptr_array_add (house->steps,
                   fw_test_record ("career-step", "short", "from", "agent", "to", "trainer",
                                   "ladder", "horizontal", "courses", "3", "cases", "6", NULL));
  for (guint i = 0; i < N_PEOPLE; i++)
    add_person (house, i);
}

static void
shuffle (GPtrArray *list)
{
  for (guint i = list->len; i > 1; i--)
    {
      const guint j = (guint) g_test_rand_int_range (0, (gint32) i);
      gpointer other = list->pdata[i - 1];

      list->pdata[i - 1] = list->pdata[j];
      list->pdata[j] = other;
    }
}

static FwCareerBoard *
make_board (House *house)
{
  g_autoptr (GPtrArray) records = list_new (), none = list_new ();
  g_autoptr (GArray) evidence = g_array_new (FALSE, FALSE, sizeof (FwGridEvidence));
  g_autoptr (FwDirectory) directory = NULL;
  g_autoptr (FwCompetencyGrid) grid = NULL;
  g_autoptr (FwCertificateBoard) certificates = NULL;
  const FwRevision scheme = { house->schemes->pdata[0], G_MININT64 };
  const FwCareerRecords lists = { house->people,   house->steps,      house->works,   house->awards,
                                  house->sessions, house->enrolments, house->schemes, none };
  g_autoptr (GArray) revisions = g_array_new (FALSE, FALSE, sizeof (FwRevision));

  for (guint i = 0; i < house->organisation->len; i++)
    g_ptr_array_add (records, fw_record_ref (house->organisation->pdata[i]));
  for (guint i = 0; i < house->people->len; i++)
    g_ptr_array_add (records, fw_record_ref (house->people->pdata[i]));
  for (guint i = 0; i < house->evidence->len; i++)
    {
      FwGridEvidence each;

      if (fw_grid_evidence_read (house->evidence->pdata[i], &each))
        g_array_append_val (evidence, each);
    }
  directory = fw_directory_new_from_records (records);
  grid = fw_competency_grid_new (directory, house->people, house->positions, house->competencies,
                                 house->requirements, evidence);
  certificates =
      fw_certificate_board_new (directory, house->people, none, &scheme, 1, house->events);
  return fw_career_board_new (grid, certificates, &lists);
}

/* ---- a second way ---- */

static gboolean
is (const FwRecord *record, const char *field, const char *value)
{
  return g_strcmp0 (fw_record_text (record, field), value) == 0;
}

static const FwRecord *
find_of (GPtrArray *list, const char *person)
{
  for (guint i = 0; i < list->len; i++)
    if (is (list->pdata[i], "person", person))
      return list->pdata[i];
  return NULL;
}

static guint
count_works (House *house, const char *person, const char *what)
{
  guint n = 0;

  for (guint i = 0; i < house->works->len; i++)
    n += is (house->works->pdata[i], "person", person) &&
         is (house->works->pdata[i], "what", what) &&
         !fw_record_integer (house->works->pdata[i], "withdrawn") &&
         fw_record_integer (house->works->pdata[i], "day") <= TODAY;
  return n;
}

/* Nearly: four of five, or one alone is missing. */
static gboolean
is_near (guint has, guint wants)
{
  return 5 * has >= 4 * wants || has + 1 >= wants;
}

static FwCareerState
say_counts (guint courses, guint of_courses, guint cases, guint of_cases)
{
  if (courses >= of_courses && cases >= of_cases)
    return FW_CAREER_READY;
  return is_near (courses, of_courses) && is_near (cases, of_cases) ? FW_CAREER_NEARLY
                                                                    : FW_CAREER_NOT_YET;
}

/* Twelve months in the post, and three of four levels: 75 % of the only one that is asked for. */
static FwCareerState
say_up (House *house, const FwRecord *person)
{
  const FwRecord *shown = find_of (house->evidence, fw_record_get_id (person));
  const gboolean known = !fw_record_lacks (person, "since"),
                 old = known && fw_record_integer (person, "since") <= date ("2025-11-30"),
                 looked = shown != NULL && fw_record_integer (shown, "day") <= TODAY;
  const int kind = (int) fw_kind_find_field (fw_kind_find ("evidence"), "level");
  const double level = looked ? fw_record_get_number (shown, (guint) kind) : NAN;
  const gboolean recent =
      known && fw_record_integer (person, "since") > date ("2026-01-31"); /* under 10 months */

  if ((known && recent) || (looked && level < 0.8 * 3))
    return FW_CAREER_NOT_YET;
  if (!known || !looked)
    return FW_CAREER_CANNOT_TELL;
  return old && level >= 3 ? FW_CAREER_READY : FW_CAREER_NEARLY;
}

static FwCareerState
say_lead (House *house, const char *person)
{
  const FwRecord *passed = find_of (house->events, person),
                 *enrolment = find_of (house->enrolments, person);
  const gboolean holds = passed != NULL && fw_record_integer (passed, "day") <= TODAY &&
                         fw_record_integer (passed, "day") >= date ("2025-11-30"),
                 completed = enrolment != NULL && is (enrolment, "session", "s1");

  return holds && completed   ? FW_CAREER_READY
         : holds || completed ? FW_CAREER_NEARLY
                              : FW_CAREER_NOT_YET;
}

static FwCareerState
say (House *house, const FwRecord *person, const char *step)
{
  const char *id = fw_record_get_id (person);

  if (g_str_equal (step, "up"))
    return say_up (house, person);
  if (g_str_equal (step, "lead"))
    return say_lead (house, id);
  return say_counts (count_works (house, id, "course"), 3, count_works (house, id, "case"),
                     g_str_equal (step, "side") ? 3 : 6);
}

static gboolean
is_there (const FwRecord *person)
{
  return fw_record_lacks (person, "since") || fw_record_integer (person, "since") <= TODAY;
}

static gboolean
say_priority (House *house, const char *person)
{
  const FwRecord *award = find_of (house->awards, person);

  return award != NULL && fw_record_integer (award, "priority") != 0 &&
         fw_record_integer (award, "day") <= TODAY &&
         fw_record_integer (award, "day") > TODAY - 365;
}

static void
check_rows (House *house, FwCareerBoard *board, const FwCareerAnswer *answer)
{
  const GArray *steps = fw_career_board_get_steps (board);
  guint at = 0;

  for (guint i = 0; i < steps->len; i++)
    {
      const FwRecord *step = g_array_index (steps, FwCareerStep, i).record;
      guint counts[FW_N_CAREER_STATES] = { 0 }, n = 0;

      for (guint j = 0; j < house->people->len; j++)
        {
          const FwRecord *person = house->people->pdata[j];
          const FwCareerRow *row = NULL;

          if (!is (person, "position", fw_record_text (step, "from")) || !is_there (person))
            continue;
          for (guint k = 0; k < answer->rows->len; k++)
            if (g_array_index (answer->rows, FwCareerRow, k).step == i &&
                g_str_equal (g_array_index (answer->rows, FwCareerRow, k).who.person,
                             fw_record_get_id (person)))
              row = &g_array_index (answer->rows, FwCareerRow, k);
          g_assert_nonnull (row);
          g_assert_cmpint (row->standing.state, ==, say (house, person, fw_record_get_id (step)));
          g_assert_cmpint (row->priority, ==, say_priority (house, row->who.person));
          counts[row->standing.state]++;
          n++;
        }
      for (guint k = 0; k < FW_N_CAREER_STATES; k++)
        g_assert_cmpuint (g_array_index (answer->counts, guint, i * FW_N_CAREER_STATES + k), ==,
                          counts[k]);
      for (guint k = 0; k < n; k++)
        g_assert_cmpuint (g_array_index (answer->rows, FwCareerRow, at + k).step, ==, i);
      at += n;
    }
  g_assert_cmpuint (at, ==, answer->rows->len);
}

static void
check_posts (House *house, FwCareerBoard *board, const FwCareerAnswer *answer)
{
  const guint trainer =
      fw_competency_grid_find_position (fw_career_board_get_grid (board), "trainer");
  const FwCareerPost *post = &g_array_index (answer->posts, FwCareerPost, trainer);
  guint holders = 0, counts[FW_N_CAREER_STATES] = { 0 };

  for (guint i = 0; i < house->people->len; i++)
    {
      const FwRecord *person = house->people->pdata[i];

      if (!is_there (person))
        continue;
      holders += is (person, "position", "trainer");
      if (is (person, "position", "agent"))
        counts[say (house, person, "short")]++;
      if (is (person, "position", "senior"))
        counts[say (house, person, "side")]++;
    }
  g_assert_cmpuint (post->holders, ==, holders);
  for (guint i = 0; i < FW_N_CAREER_STATES; i++)
    g_assert_cmpuint (post->counts[i], ==, counts[i]);
}

static void
test_board (House *house, gconstpointer data)
{
  GPtrArray **lists = &house->people;
  const FwCareerQuestion question = { .day = TODAY, .scope = house->all };
  g_autoptr (FwCareerBoard) board = NULL, other = NULL;
  g_autoptr (FwCareerAnswer) answer = NULL, again = NULL;

  furnish (house);
  board = make_board (house);
  answer = fw_career_board_ask (board, &question);
  g_assert_cmpuint (fw_career_board_get_steps (board)->len, ==, 4);
  g_assert_true (g_array_index (fw_career_board_get_steps (board), FwCareerStep, 0).vertical);
  check_rows (house, board, answer);
  check_posts (house, board, answer);

  for (guint i = 0; i < 13; i++)
    shuffle (lists[i]);
  other = make_board (house);
  again = fw_career_board_ask (other, &question);
  g_assert_cmpuint (again->rows->len, ==, answer->rows->len);
  for (guint i = 0; i < answer->rows->len; i++)
    {
      const FwCareerRow *one = &g_array_index (answer->rows, FwCareerRow, i),
                        *two = &g_array_index (again->rows, FwCareerRow, i);

      g_assert_cmpstr (one->who.person, ==, two->who.person);
      g_assert_cmpint (one->standing.state, ==, two->standing.state);
      g_assert_cmpint (one->standing.by, ==, two->standing.by);
      g_assert_cmpuint (one->n, ==, two->n);
    }
}

/* Who is limited to a team is told of nobody else, holders of posts among them. */
static void
test_scope (House *house, gconstpointer data)
{
  static const char *const sites[] = { "sh", NULL }, *const teams[] = { "a", NULL };
  g_autoptr (FwScope) scope = fw_scope_new ("sup", FW_ROLE_SUPERVISOR, sites, teams);
  const FwCareerQuestion question = { .day = TODAY, .scope = scope };
  g_autoptr (FwCareerBoard) board = NULL;
  g_autoptr (FwCareerAnswer) answer = NULL;
  guint holders = 0, there = 0;

  furnish (house);
  board = make_board (house);
  answer = fw_career_board_ask (board, &question);
  for (guint i = 0; i < answer->rows->len; i++)
    g_assert_cmpstr (g_array_index (answer->rows, FwCareerRow, i).who.team, ==, "a");
  for (guint i = 0; i < answer->posts->len; i++)
    holders += g_array_index (answer->posts, FwCareerPost, i).holders;
  for (guint i = 0; i < house->people->len; i++)
    there += is_there (house->people->pdata[i]) && is (house->people->pdata[i], "team", "a");
  g_assert_cmpuint (holders, ==, there);
}

/* ---- since when in the post ---- */

static void
test_post_start (void)
{
  static const char *const told[][3] = {
    { "agent", "a", NULL },          { "agent", "b", "2024-03-01" },
    { "senior", "b", "2025-02-01" }, { "senior", "a", "2025-09-01" },
    { "agent", "a", "2026-07-01" },
  };
  g_autoptr (GArray) revisions = g_array_new (FALSE, FALSE, sizeof (FwRevision));
  g_autoptr (GPtrArray) records = list_new ();
  g_autoptr (FwDirectory) directory = NULL;
  FwRevision revision = { fw_test_record ("site", "sh", "name", "Shanghai", "time_zone",
                                          "Asia/Shanghai", NULL),
                          G_MININT64 };
  gint32 since;

  g_ptr_array_add (records, revision.record);
  g_array_append_val (revisions, revision);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      revision.record =
          fw_test_record ("person", "p", "name", "P", "site", "sh", "team", told[i][1], "position",
                          told[i][0], told[i][2] != NULL ? "since" : NULL, told[i][2], NULL);
      revision.written += i > 0;
      g_ptr_array_add (records, revision.record);
      g_array_append_val (revisions, revision);
    }
  directory = fw_directory_new ((const FwRevision *) (void *) revisions->data, revisions->len);
  g_assert_true (fw_directory_find_post_start (directory, revision.record, TODAY, &since));
  g_assert_cmpint (since, ==, date ("2026-07-01"));
  /* Moving to another team is no other post. */
  g_assert_true (
      fw_directory_find_post_start (directory, revision.record, date ("2026-06-30"), &since));
  g_assert_cmpint (since, ==, date ("2025-02-01"));
  g_assert_false (
      fw_directory_find_post_start (directory, revision.record, date ("2025-01-31"), &since));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/career/months", test_months);
  g_test_add_func ("/career/count", test_count);
  g_test_add_func ("/career/states", test_states);
  g_test_add_func ("/career/post-start", test_post_start);
  g_test_add ("/career/board", House, NULL, set_up, test_board, tear_down);
  g_test_add ("/career/scope", House, NULL, set_up, test_scope, tear_down);

  return g_test_run ();
}
