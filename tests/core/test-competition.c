/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Calls for posts: quarters, what records are called, and what the marks of a panel say, held
 * against the analysis of variance of a complete table, against marks without error, and against
 * panels that were made up with applicants of known worth. */
#include "core/people/fw-competition.h"
#include "core/people/fw-panel.h"

#include <math.h>

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "support/fw-test-record.h"

#define SEED 20261203
#define MOST 60

static gint32
day (const char *text)
{
  gint32 found;

  g_assert_true (fw_date_parse (fw_text (text), &found));
  return found;
}

static void
test_quarters (void)
{
  static const char *const bad[] = { "",        "2026",     "2026Q4",  "2026 Q0", "2026 Q5",
                                     "2026-Q4", "2026 Q44", "26 Q4  ", "2026 q4" };
  static const struct
  {
    const char *quarter, *first, *in;
  } good[] = { { "2026 Q1", "2026-01-01", "2026-03-31" },
               { "2026 Q2", "2026-04-01", "2026-04-01" },
               { "2026 Q3", "2026-07-01", "2026-08-15" },
               { "2024 Q4", "2024-10-01", "2024-12-31" } };
  gint32 first;

  g_assert_false (fw_quarter_parse (NULL, &first));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (fw_quarter_parse (bad[i], &first));
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *again = fw_quarter_format (day (good[i].in));

      g_assert_true (fw_quarter_parse (good[i].quarter, &first));
      g_assert_cmpint (first, ==, day (good[i].first));
      g_assert_cmpstr (again, ==, good[i].quarter);
    }
}

/* ---- records ---- */

static FwRecord *
look_find (gpointer data, const char *kind, const char *id)
{
  if (g_str_equal (kind, "position"))
    return fw_test_record ("position", id, "name", "Team leader", NULL);
  if (g_str_equal (kind, "competition"))
    return fw_test_record ("competition", id, "name", "Team leader · 2026 Q4", NULL);
  return NULL; /* nobody of that id is there */
}

static void
test_records (void)
{
  const FwKindLook look = { .find = look_find };
  g_autoptr (FwRecord) call = fw_test_record ("competition", "c", "post", "lead", "site", "east",
                                              "quarter", "2026 Q4", NULL);
  g_autoptr (FwRecord) application =
      fw_test_record ("application", "a", "competition", "c", "person", "102", NULL);
  g_autoptr (FwRecord) score = fw_test_record ("panel-score", "s", "mark", "71", NULL);
  g_autoptr (GError) error = NULL;

  fw_competition_arrange (NULL, call, &look);
  g_assert_cmpstr (fw_record_text (call, "name"), ==, "Team leader · 2026 Q4");
  g_assert_true (fw_competition_check (call, &error));
  fw_record_put_text (call, "quarter", "2026 Q5");
  g_assert_false (fw_competition_check (call, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  fw_application_arrange (NULL, application, &look);
  g_assert_cmpstr (fw_record_text (application, "name"), ==, "102 · Team leader · 2026 Q4");
  fw_panel_score_derive (NULL, score);
  g_assert_cmpint (fw_record_integer (score, "closed"), ==, TRUE);
}

/* ---- marks ---- */

static void
assert_near (double a, double b)
{
  g_assert_cmpfloat_with_epsilon (a, b, 1e-9);
}

/* P(|T| > t) of 6 degrees: 1 - sin θ (1 + cos² θ / 2 + 3 cos⁴ θ / 8), tan θ = t / √6. */
static double
find_t6 (double level)
{
  double low = 0, high = 100;

  for (guint i = 0; i < 200; i++)
    {
      const double t = (low + high) / 2, angle = atan (t / sqrt (6)), c = cos (angle);
      const double tail = 1 - sin (angle) * (1 + c * c / 2 + 3 * pow (c, 4) / 8);

      *(tail > level ? &low : &high) = t;
    }
  return low;
}

/* All by all: the mean of a row, and the residual of the table. */
static void
test_complete (void)
{
  enum
  {
    APPLICANTS = 4,
    MEMBERS = 3
  };
  static const double table[APPLICANTS][MEMBERS] = {
    { 98, 90, 99 }, { 71, 66, 70 }, { 69, 64, 75 }, { 40, 35, 41 }
  };
  FwMark marks[APPLICANTS * MEMBERS];
  double rows[APPLICANTS] = { 0 }, columns[MEMBERS] = { 0 }, all = 0, squares = 0, residual;
  /* Of t with 6 degrees at 1 - 0.95^(1/4), by bisection of the distribution's closed form. */
  const double quantile = find_t6 (1 - pow (0.95, 0.25));
  g_auto (FwPanel) panel = { NULL };

  for (guint i = 0; i < APPLICANTS; i++)
    for (guint j = 0; j < MEMBERS; j++)
      {
        marks[i * MEMBERS + j] = (FwMark){ i, j, table[i][j] };
        rows[i] += table[i][j] / MEMBERS;
        columns[j] += table[i][j] / APPLICANTS;
        all += table[i][j] / (APPLICANTS * MEMBERS);
      }
  for (guint i = 0; i < APPLICANTS; i++)
    for (guint j = 0; j < MEMBERS; j++)
      squares += pow (table[i][j] - rows[i] - columns[j] + all, 2);
  residual = sqrt (squares / ((APPLICANTS - 1) * (MEMBERS - 1)));

  fw_panel_judge (&panel, marks, G_N_ELEMENTS (marks), APPLICANTS, MEMBERS);
  g_assert_true (panel.connected);
  g_assert_cmpuint (panel.freedom, ==, (APPLICANTS - 1) * (MEMBERS - 1));
  for (guint i = 0; i < APPLICANTS; i++)
    {
      const FwPanelApplicant *one = &panel.applicants[i];

      g_assert_cmpuint (one->n, ==, MEMBERS);
      assert_near (one->raw, rows[i]);
      assert_near (one->fair, rows[i]);
      assert_near (one->error, residual / sqrt (MEMBERS));
      g_assert_cmpfloat_with_epsilon (one->interval.low, one->fair - quantile * one->error, 1e-6);
      g_assert_cmpfloat_with_epsilon (one->interval.high, one->fair + quantile * one->error, 1e-6);
    }
  for (guint j = 0; j < MEMBERS; j++)
    assert_near (panel.members[j].lenience, columns[j] - all);
  /* The second and the third overlap: there is no order between them. */
  g_assert_cmpuint (panel.applicants[0].above, ==, 0);
  g_assert_cmpuint (panel.applicants[0].below, ==, 3);
  g_assert_cmpuint (panel.applicants[1].above, ==, 1);
  g_assert_cmpuint (panel.applicants[1].below, ==, 1);
  g_assert_cmpuint (panel.applicants[2].above, ==, 1);
  g_assert_cmpuint (panel.applicants[2].below, ==, 1);
  g_assert_cmpuint (panel.applicants[3].above, ==, 3);

  /* A mark cannot be more than all of it; who stands above whom stays. */
  fw_panel_bound (&panel, 45, 95);
  for (guint i = 0; i < APPLICANTS; i++)
    {
      g_assert_cmpfloat (panel.applicants[i].interval.low, >=, 45);
      g_assert_cmpfloat (panel.applicants[i].interval.high, <=, 95);
      assert_near (panel.applicants[i].fair, CLAMP (rows[i], 45, 95));
    }
  g_assert_cmpuint (panel.applicants[0].below, ==, 3);
}

/* Who was scored by the severe ones stands lower by the raw mark, and not by the fair one. */
static void
test_incomplete (void)
{
  static const double worth[] = { 60, 70, 65, 80 }, severe[] = { 6, -2, -4 };
  static const guint given[][2] = { { 0, 0 }, { 0, 1 }, { 1, 1 }, { 1, 2 },
                                    { 3, 0 }, { 3, 2 }, { 2, 0 }, { 2, 1 } };
  FwMark marks[G_N_ELEMENTS (given)];
  g_auto (FwPanel) panel = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    marks[i] = (FwMark){ given[i][0], given[i][1], worth[given[i][0]] + severe[given[i][1]] };
  /* A fifth applicant and a fourth of the panel have no mark. */
  fw_panel_judge (&panel, marks, G_N_ELEMENTS (marks), 5, 4);
  g_assert_true (panel.connected);
  for (guint i = 0; i < G_N_ELEMENTS (worth); i++)
    g_assert_cmpfloat_with_epsilon (panel.applicants[i].fair, worth[i], 1e-6);
  for (guint i = 0; i < G_N_ELEMENTS (severe); i++)
    g_assert_cmpfloat_with_epsilon (panel.members[i].lenience, severe[i], 1e-6);
  assert_near (panel.applicants[0].raw, 62);
  g_assert_true (isnan (panel.applicants[4].raw) && isnan (panel.applicants[4].fair));
  g_assert_cmpuint (panel.applicants[4].n + panel.applicants[4].above, ==, 0);
  g_assert_true (isnan (panel.members[3].lenience));
}

static void
test_untold (void)
{
  static const FwMark apart[] = { { 0, 0, 90 }, { 1, 0, 60 }, { 2, 1, 30 }, { 3, 1, 20 } };
  static const FwMark alone[] = { { 0, 0, 90 }, { 0, 1, 60 } };
  g_auto (FwPanel) none = { NULL }, one = { NULL }, parts = { NULL };

  fw_panel_judge (&none, NULL, 0, 0, 0);
  g_assert_false (none.connected);
  fw_panel_judge (&one, alone, G_N_ELEMENTS (alone), 1, 2);
  g_assert_true (one.connected);
  g_assert_cmpuint (one.freedom, ==, 0);
  assert_near (one.applicants[0].fair, 75);
  g_assert_true (isnan (one.applicants[0].error) && isnan (one.applicants[0].interval.low));
  fw_panel_judge (&parts, apart, G_N_ELEMENTS (apart), 4, 2);
  g_assert_false (parts.connected);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_false (isnan (parts.applicants[i].raw));
      g_assert_true (isnan (parts.applicants[i].fair));
      g_assert_cmpuint (parts.applicants[i].above + parts.applicants[i].below, ==, 0);
    }
}

static double
draw_normal (GRand *rand)
{
  double sum = 0;

  for (guint i = 0; i < 12; i++)
    sum += g_rand_double (rand);
  return sum - 6;
}

/* Of applicants of the same worth hardly anybody is put above anybody, whoever scored them. */
static void
test_equals (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  guint ordered = 0;
  const guint panels = 400, applicants = 4, members = 3;

  for (guint round = 0; round < panels; round++)
    {
      FwMark marks[MOST];
      double lenience[MOST];
      g_auto (FwPanel) panel = { NULL };
      guint n = 0, above = 0;

      for (guint j = 0; j < members; j++)
        lenience[j] = 8 * draw_normal (rand);
      for (guint i = 0; i < applicants; i++)
        for (guint j = 0; j < members; j++)
          marks[n++] = (FwMark){ i, j, 70 + lenience[j] + 5 * draw_normal (rand) };
      fw_panel_judge (&panel, marks, n, applicants, members);
      for (guint i = 0; i < applicants; i++)
        above += panel.applicants[i].above;
      ordered += above > 0;
    }
  g_assert_cmpuint (ordered, <, panels / 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/competition/quarters", test_quarters);
  g_test_add_func ("/competition/records", test_records);
  g_test_add_func ("/competition/complete", test_complete);
  g_test_add_func ("/competition/incomplete", test_incomplete);
  g_test_add_func ("/competition/untold", test_untold);
  g_test_add_func ("/competition/equals", test_equals);
  return g_test_run ();
}
