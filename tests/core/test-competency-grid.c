/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Readiness through records, against the 600 rows that were computed elsewhere, and who may be said
 * to be ahead of whom. "Today" is 2026-11-30. */
#include <math.h>
#include <string.h>

#include "core/people/fw-competency-grid.h"
#include "support/fw-test-record.h"

#define TODAY "2026-11-30"

typedef struct
{
  FwDirectory *directory;
  GPtrArray *people, *positions, *competencies, *requirements, *evidence;
  FwScope *all;
  char *policy; /* (nullable): that the grid was made with */
  FwCompetencyGrid *grid;
} House;

static void
unref_record (gpointer data)
{
  fw_record_unref (data);
}

static gint32
date (const char *text)
{
  gint32 day;

  g_assert_true (fw_date_parse (fw_text (text), &day));
  return day;
}

static void
set_up (House *house, gconstpointer data)
{
  *house = (House){ .people = g_ptr_array_new_with_free_func (unref_record),
                    .positions = g_ptr_array_new_with_free_func (unref_record),
                    .competencies = g_ptr_array_new_with_free_func (unref_record),
                    .requirements = g_ptr_array_new_with_free_func (unref_record),
                    .evidence = g_ptr_array_new_with_free_func (unref_record),
                    .all = fw_scope_new_administrator () };
}

static void
tear_down (House *house, gconstpointer data)
{
  g_ptr_array_unref (house->people);
  g_ptr_array_unref (house->positions);
  g_ptr_array_unref (house->competencies);
  g_ptr_array_unref (house->requirements);
  g_ptr_array_unref (house->evidence);
  fw_directory_unref (house->directory);
  fw_scope_unref (house->all);
  fw_competency_grid_unref (house->grid);
  g_free (house->policy);
}

static void
add_person (House *house, const char *id, const char *team, const char *position)
{
  g_ptr_array_add (house->people, fw_test_record ("person", id, "name", id, "site", "sh", "team",
                                                  team, "position", position, NULL));
}

static void
add_competency (House *house, const char *id, const char *decay, const char *months)
{
  g_ptr_array_add (house->competencies,
                   fw_test_record ("competency", id, "name", id, "scale", "7", "decay", decay,
                                   "months", months, "further", months, NULL));
}

static void
add_requirement (House *house,
                 const char *position,
                 const char *competency,
                 const char *level,
                 const char *weight)
{
  g_autofree char *id = g_strdup_printf ("r%u", house->requirements->len);

  g_ptr_array_add (house->requirements,
                   fw_test_record ("requirement", id, "position", position, "competency",
                                   competency, "level", level, "weight", weight, NULL));
}

static FwRecord *
add_evidence (
    House *house, const char *person, const char *competency, const char *level, const char *day)
{
  g_autofree char *id = g_strdup_printf ("e%u", house->evidence->len);
  FwRecord *record = fw_test_record ("evidence", id, "person", person, "competency", competency,
                                     "level", level, "day", day, "source", "exam", NULL);

  g_ptr_array_add (house->evidence, record);
  return record;
}

static FwCompetencyGrid *
make_grid (House *house)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (unref_record);
  g_autoptr (GArray) evidence = g_array_new (FALSE, FALSE, sizeof (FwGridEvidence));

  g_ptr_array_add (records, fw_test_record ("site", "sh", "name", "Shanghai", "time_zone",
                                            "Asia/Shanghai", NULL));
  g_ptr_array_add (records, fw_test_record ("team", "a", "name", "A", "site", "sh", NULL));
  g_ptr_array_add (records, fw_test_record ("team", "b", "name", "B", "site", "sh", NULL));
  for (guint i = 0; i < house->people->len; i++)
    g_ptr_array_add (records, fw_record_ref (house->people->pdata[i]));
  for (guint i = 0; i < house->evidence->len; i++)
    {
      FwGridEvidence each;

      if (fw_grid_evidence_read (house->evidence->pdata[i], &each))
        g_array_append_val (evidence, each);
    }
  g_clear_pointer (&house->directory, fw_directory_unref);
  house->directory = fw_directory_new_from_records (records);
  return fw_competency_grid_new (house->directory, house->people, house->positions,
                                 house->competencies, house->requirements, evidence);
}

static const FwCompetencyRow *
find_row (const FwCompetencyAnswer *answer, const char *person)
{
  for (guint i = 0; i < answer->rows->len; i++)
    if (g_str_equal (g_array_index (answer->rows, FwCompetencyRow, i).who.person, person))
      return &g_array_index (answer->rows, FwCompetencyRow, i);
  g_assert_not_reached ();
}

static const FwCompetencyRow *
row_at (const FwCompetencyAnswer *answer, guint i, const char *person)
{
  const FwCompetencyRow *row = &g_array_index (answer->rows, FwCompetencyRow, i);

  g_assert_cmpuint (i, <, answer->rows->len);
  g_assert_cmpstr (row->who.person, ==, person);
  return row;
}

/* ---- the reference ---- */

typedef void (*TakeLine) (House *house, char **cells);

static void
read_lines (House *house, const char *name, TakeLine take)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "people", "competencies", name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strstrip (text), "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (g_strstrip (lines[i]), ",", -1);

      take (house, cells);
    }
}

static gboolean
is_known (GPtrArray *records, const char *id)
{
  for (guint i = 0; i < records->len; i++)
    if (g_str_equal (fw_record_get_id (records->pdata[i]), id))
      return TRUE;
  return FALSE;
}

static void
take_requirement (House *house, char **cells)
{
  if (!is_known (house->positions, cells[0]))
    g_ptr_array_add (house->positions,
                     fw_test_record ("position", cells[0], "name", cells[0], NULL));
  if (!is_known (house->competencies, cells[3]))
    add_competency (house, cells[3], "none", "");
  /* What is not relevant is asked for at level 0: that is no requirement. */
  add_requirement (house, cells[0], cells[3], g_str_equal (cells[7], "Y") ? "0" : cells[5],
                   cells[6]);
}

static void
take_evidence (House *house, char **cells)
{
  add_evidence (house, cells[0], cells[1], cells[2], cells[4]);
}

static void
take_person (House *house, char **cells)
{
  add_person (house, cells[0], "a", cells[2]);
}

static void
take_policy (House *house, const char *policy)
{
  for (guint i = 0; i < house->competencies->len; i++)
    {
      FwRecord *record = house->competencies->pdata[i];
      g_auto (GStrv) words = g_strsplit (policy, "-", -1);
      const gboolean half = g_str_has_prefix (policy, "half-life");
      const char *months = words[0] == NULL || g_str_equal (policy, "none") ? "" : words[half + 1];

      fw_test_record_set (record, "decay", half ? "half-life" : words[0]);
      fw_test_record_set (record, "months", months);
      fw_test_record_set (record, "further", g_str_equal (words[0], "step") ? words[2] : "");
    }
}

static guint n_compared;

/* Once for each policy: the lines of one stand together. */
static void
take_grid (House *house, const char *policy)
{
  if (g_strcmp0 (house->policy, policy) == 0)
    return;

  g_free (house->policy);
  house->policy = g_strdup (policy);
  fw_competency_grid_unref (house->grid);
  take_policy (house, policy);
  house->grid = make_grid (house);
}

static void
compare_line (House *house, char **cells)
{
  g_autoptr (FwCompetencyAnswer) answer = NULL;
  const char *const people[] = { cells[1], NULL };
  FwCompetencyQuestion question = { .day = date (TODAY), .scope = house->all, .people = people };
  const FwCompetencyRow *row;
  const FwRecord *gap;

  take_grid (house, cells[0]);
  question.position = fw_competency_grid_find_position (house->grid, cells[2]);
  answer = fw_competency_grid_ask (house->grid, &question);
  g_assert_cmpuint (answer->rows->len, ==, 1);
  row = row_at (answer, 0, cells[1]);
  g_assert_cmpuint (row->readiness.n_requirements, ==, strtoul (cells[3], NULL, 10));
  g_assert_cmpuint (row->readiness.n_met, ==, strtoul (cells[4], NULL, 10));
  g_assert_cmpuint (row->readiness.n_no_evidence, ==, strtoul (cells[5], NULL, 10));
  g_assert_cmpfloat_with_epsilon (row->readiness.low, g_ascii_strtod (cells[6], NULL), 1e-8);
  g_assert_cmpfloat_with_epsilon (row->readiness.high, g_ascii_strtod (cells[7], NULL), 1e-8);
  gap = g_array_index (fw_competency_grid_get_competencies (house->grid), FwGridCompetency,
                       row->largest_gap)
            .record;
  g_assert_cmpstr (fw_record_get_id (gap), ==, cells[10]);
  n_compared++;
}

static void
test_reference (House *house, gconstpointer data)
{
  read_lines (house, "requirements.csv", take_requirement);
  read_lines (house, "people.csv", take_person);
  read_lines (house, "evidence.csv", take_evidence);
  n_compared = 0;
  read_lines (house, "readiness-reference.csv", compare_line);
  g_assert_cmpuint (n_compared, ==, 600);
}

/* ---- places ---- */

/* One by one what the grid finds by counting. */
static void
check_places (const FwCompetencyAnswer *answer)
{
  guint cannot_tell = 0;

  for (guint i = 0; i < answer->rows->len; i++)
    {
      const FwCompetencyRow *row = &g_array_index (answer->rows, FwCompetencyRow, i);
      guint ahead = 0, behind = 0;

      for (guint j = 0; j < answer->rows->len; j++)
        {
          const FwCompetencyRow *other = &g_array_index (answer->rows, FwCompetencyRow, j);

          ahead += other->readiness.low > row->readiness.high + 1e-9;
          behind += other->readiness.high < row->readiness.low - 1e-9;
          /* Whoever is surely behind never stands before. */
          g_assert_false (j > i && other->readiness.low > row->readiness.high + 1e-9);
        }
      g_assert_cmpuint (row->best, ==, 1 + ahead);
      g_assert_cmpuint (row->worst, ==, answer->rows->len - behind);
      cannot_tell += row->best != row->worst;
    }
  g_assert_cmpuint (cannot_tell, >, 0);
}

static void
test_places (House *house, gconstpointer data)
{
  g_autoptr (FwCompetencyGrid) grid = NULL;
  g_autoptr (FwCompetencyAnswer) answer = NULL, reversed = NULL;
  FwCompetencyQuestion question = { .day = date (TODAY), .scope = house->all };

  read_lines (house, "requirements.csv", take_requirement);
  read_lines (house, "people.csv", take_person);
  read_lines (house, "evidence.csv", take_evidence);
  grid = make_grid (house);
  question.position = fw_competency_grid_find_position (grid, "trainer");
  answer = fw_competency_grid_ask (grid, &question);
  g_assert_cmpuint (answer->rows->len, ==, 30);
  check_places (answer);

  question.descending = TRUE;
  reversed = fw_competency_grid_ask (grid, &question);
  g_assert_cmpuint (g_array_index (reversed->rows, FwCompetencyRow, 0).best, ==,
                    g_array_index (answer->rows, FwCompetencyRow, 29).best);
}

/* ---- a small house ---- */

/* Leaders need calm 4 (weight 3) and data 2 (weight 1); calm counts no more after a year. */
static void
furnish (House *house)
{
  g_ptr_array_add (house->positions,
                   fw_test_record ("position", "agent", "name", "Agent", "rank", "0", NULL));
  g_ptr_array_add (house->positions,
                   fw_test_record ("position", "lead", "name", "Lead", "rank", "2", NULL));
  add_competency (house, "calm", "expire", "12");
  add_competency (house, "data", "none", "");
  add_requirement (house, "lead", "calm", "4", "3");
  add_requirement (house, "lead", "data", "2", "1");
  add_requirement (house, "agent", "calm", "2", "1");
  add_requirement (house, "agent", "data", "0", "1");
  add_person (house, "an", "a", "agent");
  add_person (house, "bo", "a", "agent");
  add_person (house, "chen", "b", "lead");
  add_person (house, "dai", "b", "");
  add_evidence (house, "an", "calm", "4", "2026-03-01");
  add_evidence (house, "an", "calm", "5", "2026-12-01"); /* of tomorrow */
  fw_test_record_set (add_evidence (house, "an", "data", "2", "2026-03-01"), "withdrawn", "yes");
  add_evidence (house, "bo", "calm", "4", "2025-03-01"); /* over */
  add_evidence (house, "bo", "data", "2", "2020-03-01");
  add_evidence (house, "chen", "calm", "4", "2026-05-01");
  add_evidence (house, "chen", "data", "2", "2026-05-01");
}

static void
test_position (House *house, gconstpointer data)
{
  g_autoptr (FwCompetencyGrid) grid = (furnish (house), make_grid (house));
  FwCompetencyQuestion question = { .day = date (TODAY), .scope = house->all };
  g_autoptr (FwCompetencyAnswer) answer = NULL;
  const FwCompetencyRow *row;
  const FwCompetencyCell *cell;

  question.position = fw_competency_grid_find_position (grid, "lead");
  g_assert_cmpuint (question.position, ==, 0); /* the highest rank first */
  answer = fw_competency_grid_ask (grid, &question);

  row = find_row (answer, "chen");
  g_assert_cmpfloat (row->readiness.low, ==, 1);
  g_assert_cmpuint (row->best, ==, 1);
  /* If what is not known of An and Dai were met they were as ready as Chen. */
  g_assert_cmpuint (row->worst, ==, 3);

  row = find_row (answer, "an");
  g_assert_cmpfloat_with_epsilon (row->readiness.low, 0.75, 1e-12);
  g_assert_cmpfloat_with_epsilon (row->readiness.high, 1, 1e-12);
  g_assert_cmpuint (row->narrows_most, ==, 1);
  g_assert_cmpfloat_with_epsilon (row->readiness.narrows_by, 0.25, 1e-12);
  g_assert_cmpuint (row->worst, ==, 3);

  /* What has expired is evidence: it is told, counts 0, and widens nothing. */
  row = find_row (answer, "bo");
  cell = &g_array_index (answer->cells, FwCompetencyCell, row->cells);
  g_assert_cmpfloat (cell->level, ==, 0);
  g_assert_cmpfloat (cell->shown, ==, 4);
  g_assert_cmpint (cell->day, ==, date ("2025-03-01"));
  g_assert_cmpfloat_with_epsilon (row->readiness.high, 0.25, 1e-12);
  g_assert_cmpuint (row->largest_gap, ==, 0);
  g_assert_cmpuint (row->best, ==, 3);
  g_assert_cmpuint (row->worst, ==, 4);

  row = find_row (answer, "dai");
  g_assert_true (isnan (g_array_index (answer->cells, FwCompetencyCell, row->cells).level));
  g_assert_cmpuint (row->best, ==, 1);
  g_assert_cmpuint (row->worst, ==, 4);

  g_assert_cmpuint (answer->ready, ==, 1);
  g_assert_cmpuint (answer->behind, ==, 1);
  g_assert_cmpuint (answer->open, ==, 2);
  g_assert_cmpuint (g_array_index (answer->counts, FwCompetencyCount, 0).met, ==, 2);
  g_assert_cmpuint (g_array_index (answer->counts, FwCompetencyCount, 0).below, ==, 1);
  g_assert_cmpuint (g_array_index (answer->counts, FwCompetencyCount, 1).without, ==, 2);
}

/* Everybody against her own position: places are among those who have the same. */
static void
test_own (House *house, gconstpointer data)
{
  g_autoptr (FwCompetencyGrid) grid = (furnish (house), make_grid (house));
  FwCompetencyQuestion question = { .day = date (TODAY),
                                    .scope = house->all,
                                    .position = FW_READINESS_NOTHING };
  g_autoptr (FwCompetencyAnswer) answer = fw_competency_grid_ask (grid, &question);

  g_assert_cmpuint (row_at (answer, 0, "chen")->worst, ==, 1);
  g_assert_cmpuint (row_at (answer, 1, "an")->readiness.n_requirements, ==, 1);
  g_assert_cmpuint (row_at (answer, 2, "bo")->best, ==, 2);
  g_assert_cmpuint (row_at (answer, 3, "dai")->best, ==, 0);
  g_assert_true (isnan (row_at (answer, 3, "dai")->readiness.low));
  g_assert_cmpuint (answer->unasked, ==, 1);
}

static void
test_filters (House *house, gconstpointer data)
{
  g_autoptr (FwCompetencyGrid) grid = (furnish (house), make_grid (house));
  g_autoptr (FwScope) lead =
      fw_scope_new ("lead", FW_ROLE_SUPERVISOR, NULL, (const char *const[]){ "b", NULL });
  const char *const teams[] = { "a", NULL };
  FwCompetencyQuestion question = { .day = date (TODAY), .scope = lead };
  g_autoptr (FwCompetencyAnswer) seen = fw_competency_grid_ask (grid, &question);
  g_autoptr (FwCompetencyAnswer) team = NULL, both = NULL, wide = NULL;

  /* Who is limited is told of nobody else, in rows, counts and places. */
  g_assert_cmpuint (seen->rows->len, ==, 2);
  g_assert_cmpuint (find_row (seen, "chen")->worst, ==, 2);
  g_assert_cmpuint (seen->behind, ==, 0);

  question.scope = house->all;
  question.teams = teams;
  question.order = FW_COMPETENCY_BY_GAPS;
  team = fw_competency_grid_ask (grid, &question);
  g_assert_cmpuint (team->rows->len, ==, 2);
  row_at (team, 0, "bo");
  question.scope = lead;
  both = fw_competency_grid_ask (grid, &question);
  g_assert_cmpuint (both->rows->len, ==, 0);

  question = (FwCompetencyQuestion){ question.day, house->all, .order = FW_COMPETENCY_BY_WIDTH };
  wide = fw_competency_grid_ask (grid, &question);
  row_at (wide, 0, "dai");
  row_at (wide, 1, "an");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/competency-grid/" name, House, NULL, set_up, function, tear_down)
  ADD ("reference", test_reference);
  ADD ("places", test_places);
  ADD ("position", test_position);
  ADD ("own", test_own);
  ADD ("filters", test_filters);

  return g_test_run ();
}
