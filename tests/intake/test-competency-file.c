/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "intake/people/fw-competency-file.h"
#include "support/fw-people-data.h"

#define MOST_LEVEL 7
#define N_ROWS 600
#define NEAR 1e-9

static FwCompetencies *
read_matrix (GBytes *requirements, GBytes *people, GBytes *evidence)
{
  g_autoptr (GError) error = NULL;
  FwCompetencies *matrix = fw_competencies_read (requirements, MOST_LEVEL, &error);

  g_assert_no_error (error);
  g_assert_true (fw_competencies_add_people (matrix, people, &error));
  g_assert_true (fw_competencies_add_evidence (matrix, evidence, MOST_LEVEL, &error));
  g_assert_no_error (error);
  return matrix;
}

static FwReadiness
find (const FwCompetencies *matrix, const char *policy, guint person, guint position)
{
  g_autofree double *levels = g_new (double, matrix->competencies->len);
  const FwPosition *at = matrix->positions->pdata[position];
  FwDecay decay;
  gint32 as_of;

  g_assert_true (fw_decay_from_name (policy, &decay));
  g_assert_true (fw_date_parse (FW_TEXT_LITERAL ("2026-11-30"), &as_of));
  fw_competencies_fill_levels (matrix, matrix->people->pdata[person], &decay, as_of, levels);
  return fw_readiness_find ((const FwRequirement *) (void *) at->requirements->data,
                            at->requirements->len, levels);
}

static const char *
name_gap (const FwCompetencies *matrix, guint position, guint gap)
{
  const FwPosition *at = matrix->positions->pdata[position];

  if (gap == FW_READINESS_NOTHING)
    return "";
  return matrix->competencies
      ->pdata[g_array_index (at->requirements, FwRequirement, gap).competency];
}

static void
check_row (const FwCompetencies *matrix, char **row)
{
  guint person, position;
  FwReadiness found;

  for (person = 0;
       !g_str_equal (((const FwPersonEvidence *) matrix->people->pdata[person])->person, row[1]);)
    person++;
  for (position = 0;
       !g_str_equal (((const FwPosition *) matrix->positions->pdata[position])->name, row[2]);)
    position++;
  found = find (matrix, row[0], person, position);
  g_assert_cmpuint (found.n_requirements, ==, g_ascii_strtoull (row[3], NULL, 10));
  g_assert_cmpuint (found.n_met, ==, g_ascii_strtoull (row[4], NULL, 10));
  g_assert_cmpuint (found.n_no_evidence, ==, g_ascii_strtoull (row[5], NULL, 10));
  g_assert_cmpfloat_with_epsilon (found.low, g_ascii_strtod (row[6], NULL), NEAR);
  g_assert_cmpfloat_with_epsilon (found.high, g_ascii_strtod (row[7], NULL), NEAR);
  g_assert_cmpfloat_with_epsilon (found.met_share, g_ascii_strtod (row[8], NULL), NEAR);
  g_assert_cmpfloat_with_epsilon (found.weighted_gap, g_ascii_strtod (row[9], NULL), NEAR);
  g_assert_cmpstr (name_gap (matrix, position, found.largest_gap), ==, row[10]);
  /* With the evidence that narrows most, nothing else of the interval is left over. */
  g_assert_cmpint (found.n_no_evidence > 0, ==, found.narrows_most != FW_READINESS_NOTHING);
  g_assert_cmpfloat (found.narrows_by, <=, found.high - found.low + NEAR);
}

static void
check_folder (GBytes *(*read) (const char *name))
{
  g_autoptr (GBytes) requirements = read ("competencies/requirements.csv");
  g_autoptr (GBytes) people = read ("competencies/people.csv");
  g_autoptr (GBytes) evidence = read ("competencies/evidence.csv");
  g_autoptr (GBytes) reference = read ("competencies/readiness-reference.csv");

  if (requirements == NULL)
    return;
  for (guint32 seed = 1; seed <= 5; seed++)
    {
      g_autoptr (GBytes) a = fw_people_shuffle (requirements, seed);
      g_autoptr (GBytes) b = fw_people_shuffle (people, seed);
      g_autoptr (GBytes) c = fw_people_shuffle (evidence, seed);
      g_autoptr (FwCompetencies) matrix = read_matrix (a, b, c);
      g_autoptr (GPtrArray) rows = fw_people_table (reference);

      g_assert_cmpuint (rows->len, ==, N_ROWS + 1);
      g_assert_cmpuint (matrix->strangers->len, ==, 0);
      for (guint i = 1; i < rows->len; i++)
        check_row (matrix, rows->pdata[i]);
    }
}

static void
test_reference (void)
{
  check_folder (fw_people_data);
  check_folder (fw_people_shared);
}

static GBytes *
text (const char *content)
{
  return g_bytes_new (content, strlen (content));
}

static void
test_bad_lines (void)
{
  g_autoptr (GBytes) wrong = text ("position,competency,required_level,weight,not_relevant\n"
                                   "a,x,8,1,N\na,y,-1,1,N\na,z,3,much,N\na,w,3,1,perhaps\n"
                                   "a,v,3,1,N\na,v,4,1,N\n,u,1,1,\n");
  g_autoptr (GBytes) right = text ("position,competency,required_level,weight\na,x,4,1\n");
  g_autoptr (GBytes) twice = text ("person,name\n1,Lin\n2,Tan\n1,Gu\n");
  g_autoptr (GBytes) once = text ("person\n1\n");
  g_autoptr (GBytes) evidence = text ("person,competency,level,date\n1,x,7.5,2026-01-01\n"
                                      "1,x,nan,2026-01-01\n1,x,4,2026-02-29\n1,x,4,01.02.2026\n");
  g_autoptr (FwCompetencies) matrix = NULL, other = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (fw_competencies_read (wrong, MOST_LEVEL, &error));
  g_assert_cmpstr (error->message, ==,
                   "line 2: required_level: expected a number from 0 to 7, not “8”\n"
                   "line 3: required_level: expected a number from 0 to 7, not “-1”\n"
                   "line 4: weight: expected a number from 0 to 1e+06, not “much”\n"
                   "line 5: not_relevant: expected Y or N, not “perhaps”\n"
                   "line 7: competency: “v” of “a” stands in line 6 already\n"
                   "line 8: position: expected a value, nothing is there");
  g_clear_error (&error);
  matrix = fw_competencies_read (right, MOST_LEVEL, &error);
  g_assert_no_error (error);
  g_assert_false (fw_competencies_add_people (matrix, twice, &error));
  g_assert_cmpstr (error->message, ==,
                   "line 4: person: “1” stands in line 2 already; neither is taken");
  g_clear_error (&error);
  other = fw_competencies_read (right, MOST_LEVEL, &error);
  g_assert_true (fw_competencies_add_people (other, once, &error));
  g_assert_false (fw_competencies_add_evidence (other, evidence, MOST_LEVEL, &error));
  g_assert_cmpstr (error->message, ==,
                   "line 2: level: expected a number from 0 to 7, not “7.5”\n"
                   "line 3: level: expected a number from 0 to 7, not “nan”\n"
                   "line 4: date: expected a day that exists, as YYYY-MM-DD, not “2026-02-29”\n"
                   "line 5: date: expected a day that exists, as YYYY-MM-DD, not “01.02.2026”");
}

/* Evidence of others and of what nobody requires is no mistake; the former are named. */
static void
test_passed_over (void)
{
  g_autoptr (GBytes) requirements =
      text ("position,competency,required_level,weight\nb,x,4,1\nb,y,2,3\nb,z,2,3\na,x,0,1\n");
  g_autoptr (GBytes) people = text ("person\n1\n");
  g_autoptr (GBytes) evidence = text ("person,competency,level,date\n1,x,5,2026-01-01\n"
                                      "9,x,5,2026-01-01\n8,x,5,2026-01-01\n1,q,5,2026-01-01\n"
                                      "1,y,2,2026-12-01\n");
  g_autoptr (FwCompetencies) matrix = read_matrix (requirements, people, evidence);
  FwReadiness none = find (matrix, "none", 0, 0), some = find (matrix, "none", 0, 1);

  g_assert_cmpuint (matrix->strangers->len, ==, 2);
  g_assert_cmpstr (matrix->strangers->pdata[0], ==, "8");
  g_assert_cmpuint (none.n_requirements, ==, 0);
  g_assert_true (isnan (none.low) && isnan (none.high));
  /* What is shown after the day does not count, and of two that narrow alike the first is named. */
  g_assert_cmpuint (some.n_no_evidence, ==, 2);
  g_assert_cmpfloat_with_epsilon (some.low, 1.0 / 7, NEAR);
  g_assert_cmpfloat_with_epsilon (some.high, 1, NEAR);
  g_assert_cmpuint (some.narrows_most, ==, 1);
  g_assert_cmpfloat_with_epsilon (some.narrows_by, 3.0 / 7, NEAR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/competency-file/reference", test_reference);
  g_test_add_func ("/competency-file/bad-lines", test_bad_lines);
  g_test_add_func ("/competency-file/passed-over", test_passed_over);

  return g_test_run ();
}
