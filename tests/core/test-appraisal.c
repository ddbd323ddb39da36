/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Appraisals: periods, points, totals and their ends, who stands together, the view from all sides,
 * and what is refused of weight sets. What can be is computed a second way. */
#include "core/people/fw-appraisal-record.h"

#include <math.h>
#include <string.h>

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "support/fw-test-record.h"

static gint32
day_of (const char *text)
{
  gint32 day;

  g_assert_true (fw_date_parse (fw_text (text), &day));
  return day;
}

static void
test_periods (void)
{
  static const struct
  {
    const char *day;
    guint months;
    const char *name, *from, *to;
  } cases[] = {
    { "2026-11-30", 3, "2026 Q4", "2026-10-01", "2026-12-31" },
    { "2024-02-29", 3, "2024 Q1", "2024-01-01", "2024-03-31" },
    { "2026-07-01", 6, "2026 H2", "2026-07-01", "2026-12-31" },
    { "2026-06-30", 12, "2026", "2026-01-01", "2026-12-31" },
    { "2024-02-01", 1, "2024-02", "2024-02-01", "2024-02-29" },
    { "2026-12-31", 5, "2026-11/12", "2026-11-01", "2026-12-31" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FwAppraisalPeriod period;

      fw_appraisal_period_find (day_of (cases[i].day), cases[i].months, &period);
      g_assert_cmpstr (period.name, ==, cases[i].name);
      g_assert_cmpint (period.from, ==, day_of (cases[i].from));
      g_assert_cmpint (period.to, ==, day_of (cases[i].to));
    }
  /* Every day is in one period alone, and periods leave no gap. */
  for (guint months = 1; months <= 12; months++)
    for (gint32 day = day_of ("2023-12-20"); day < day_of ("2025-01-10");)
      {
        FwAppraisalPeriod period, next;

        fw_appraisal_period_find (day, months, &period);
        g_assert_cmpint (period.from, <=, day);
        g_assert_cmpint (period.to, >=, day);
        fw_appraisal_period_find (period.to + 1, months, &next);
        g_assert_cmpint (next.from, ==, period.to + 1);
        day = period.to + 1;
      }
}

static void
test_points (void)
{
  const FwIndicator csat = { FW_INDICATED_CSAT, 95, 75, 40, 20 };
  const FwIndicator handling = { FW_INDICATED_HANDLING, 210, 330, 20, 30 };
  const FwMeasured good = { 85, 80, 90, 20 }, few = { 85, 80, 90, 19 },
                   slow = { 240, 225, 350, 30 }, between = { NAN, 80, 90, 20 };
  FwAppraisalPart part;

  g_assert_cmpfloat (fw_indicator_score (&csat, 85), ==, 50);
  g_assert_cmpfloat (fw_indicator_score (&csat, 99), ==, 100);
  g_assert_cmpfloat (fw_indicator_score (&csat, 10), ==, 0);
  g_assert_cmpfloat (fw_indicator_score (&handling, 240), ==, 75);

  part = fw_appraisal_part_find (&csat, &good);
  g_assert_cmpfloat (part.points, ==, 50);
  g_assert_cmpfloat (part.low, ==, 25);
  g_assert_cmpfloat (part.high, ==, 75);
  /* Fewer seconds are more points: the ends change sides. */
  part = fw_appraisal_part_find (&handling, &slow);
  g_assert_cmpfloat (part.points, ==, 75);
  g_assert_cmpfloat (part.low, ==, 0);
  g_assert_cmpfloat (part.high, ==, 87.5);
  part = fw_appraisal_part_find (&csat, &few);
  g_assert_true (isnan (part.points));
  g_assert_cmpfloat (part.low, ==, 0);
  g_assert_cmpfloat (part.high, ==, 100);
  part = fw_appraisal_part_find (&csat, &between);
  g_assert_true (isnan (part.points));
  g_assert_cmpfloat (part.low, ==, 25);
  g_assert_cmpfloat (part.high, ==, 75);
  part = fw_appraisal_part_find (&csat, NULL);
  g_assert_true (isnan (part.points));
  /* Keeping to standards: of 30 reviews one failed by a fatal item. */
  part = fw_appraisal_part_find (&(const FwIndicator){ FW_INDICATED_STANDARDS, 100, 80, 10, 6 },
                                 &(const FwMeasured){ 100.0 * 29 / 30, 83.3, 99.4, 30 });
  g_assert_cmpfloat_with_epsilon (part.points, 100 * (100.0 * 29 / 30 - 80) / 20, 1e-9);
}

/* vectors.json, "appraisal", with figures that are exact. */
static void
test_totals (void)
{
  static const FwIndicator agent[] = {
    { .weight = 40 }, { .weight = 30 }, { .weight = 20 }, { .weight = 10 }
  };
  static const FwAppraisalPart known[] = {
    { 92, 92, 92 }, { 88, 88, 88 }, { 75, 75, 75 }, { 90, 90, 90 }
  };
  FwAppraisalPart few[] = { { NAN, 0, 100 }, { 88, 88, 88 }, { 75, 75, 75 }, { 90, 90, 90 } };
  static const FwIndicator rest[] = { { .weight = 40 }, { .weight = 30 }, { .weight = 15 } };
  static const FwAppraisalPart parts[] = { { 80, 80, 80 }, { 60, 60, 60 }, { 100, 100, 100 } };
  FwAppraisalTotal total;

  total = fw_appraisal_total (agent, known, 4, 0, NAN);
  g_assert_cmpfloat_with_epsilon (total.total, 87.2, 1e-9);
  g_assert_cmpfloat_with_epsilon (total.low, 87.2, 1e-9);
  g_assert_cmpfloat_with_epsilon (total.high, 87.2, 1e-9);

  total = fw_appraisal_total (agent, few, 4, 0, NAN);
  g_assert_true (isnan (total.total));
  g_assert_cmpfloat_with_epsilon (total.floor, 50.4, 1e-9);
  g_assert_cmpfloat_with_epsilon (total.ceil, 90.4, 1e-9);
  g_assert_cmpfloat_with_epsilon (total.rescaled, 84.0, 1e-9);
  g_assert_cmpfloat (total.unknown, ==, 40);
  /* Something is known of it: 20 to 70 of 40 percent. */
  few[0] = (FwAppraisalPart){ NAN, 20, 70 };
  total = fw_appraisal_total (agent, few, 4, 0, NAN);
  g_assert_cmpfloat_with_epsilon (total.floor, 58.4, 1e-9);
  g_assert_cmpfloat_with_epsilon (total.ceil, 78.4, 1e-9);

  /* 40/30/15, and 15 that are a person's. */
  total = fw_appraisal_total (rest, parts, 3, 15, NAN);
  g_assert_true (isnan (total.total));
  g_assert_cmpfloat_with_epsilon (total.floor, 65, 1e-9);
  g_assert_cmpfloat_with_epsilon (total.ceil, 80, 1e-9);
  total = fw_appraisal_total (rest, parts, 3, 15, 40);
  g_assert_cmpfloat_with_epsilon (total.total, 71, 1e-9);
}

/* The ends of a sum hold what errors that are drawn come to. */
static void
test_ends (void)
{
  static const FwIndicator indicators[] = { { .weight = 40 }, { .weight = 35 }, { .weight = 25 } };
  static const FwAppraisalPart parts[] = { { 60, 50, 70 }, { 50, 44, 56 }, { 40, 20, 60 } };
  const FwAppraisalTotal total = fw_appraisal_total (indicators, parts, 3, 0, NAN);
  g_autoptr (GRand) dice = g_rand_new_with_seed (5);
  const guint n = 200000;
  guint below = 0, above = 0;

  for (guint i = 0; i < n; i++)
    {
      double sum = 0;

      for (guint j = 0; j < 3; j++)
        {
          /* Box and Muller; 95 % of the draws lie within the ends. */
          const double u = 1 - g_rand_double (dice), v = g_rand_double (dice);
          const double normal = sqrt (-2 * log (u)) * cos (2 * G_PI * v);

          sum += indicators[j].weight / 100 *
                 (parts[j].points + normal * (parts[j].high - parts[j].points) / 1.959964);
        }
      below += sum < total.low;
      above += sum > total.high;
    }
  g_assert_cmpfloat_with_epsilon (total.total, 51.5, 1e-9);
  g_assert_cmpfloat_with_epsilon ((double) below / n, 0.025, 0.002);
  g_assert_cmpfloat_with_epsilon ((double) above / n, 0.025, 0.002);
}

/* By joining whoever overlaps until nothing changes; a group is as far down as there are groups
 * above it. */
static guint
group_by_force (const double *lows, const double *highs, guint n, guint *groups)
{
  gboolean changed = TRUE;
  guint joined[16], found = 0;

  for (guint i = 0; i < n; i++)
    joined[i] = i;
  while (changed)
    {
      changed = FALSE;
      for (guint i = 0; i < n; i++)
        for (guint j = 0; j < n; j++)
          if (lows[i] <= highs[j] && lows[j] <= highs[i] && joined[i] != joined[j])
            {
              joined[i] = joined[j] = MIN (joined[i], joined[j]);
              changed = TRUE;
            }
    }
  for (guint i = 0; i < n; i++)
    {
      gboolean seen[16] = { FALSE };

      groups[i] = 1;
      for (guint j = 0; j < n; j++)
        if (joined[j] != joined[i] && lows[j] > highs[i] && !seen[joined[j]])
          {
            seen[joined[j]] = TRUE;
            groups[i]++;
          }
      found = MAX (found, groups[i]);
    }
  return found;
}

static void
test_groups (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (11);

  for (guint round = 0; round < 400; round++)
    {
      const guint n = (guint) g_rand_int_range (dice, 0, 14);
      double lows[16], highs[16];
      guint groups[16], forced[16], higher[16], lower[16];

      for (guint i = 0; i < n; i++)
        {
          lows[i] = g_rand_int_range (dice, 0, 90);
          highs[i] = lows[i] + g_rand_int_range (dice, 0, 9);
        }
      g_assert_cmpuint (fw_appraisal_group (lows, highs, n, groups), ==,
                        group_by_force (lows, highs, n, forced));
      fw_appraisal_place (lows, highs, n, higher, lower);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpuint (groups[i], ==, forced[i]);
          /* Nobody of an earlier group is lower, nobody of a later one higher. */
          for (guint j = 0; j < n; j++)
            {
              g_assert_true (groups[i] >= groups[j] || lows[i] > highs[j]);
              higher[i] -= highs[i] < lows[j];
              lower[i] -= lows[i] > highs[j];
            }
          g_assert_cmpuint (higher[i] + lower[i], ==, 0);
        }
    }
}

static FwViewSums
give (guint n, ...)
{
  FwViewSums sums = { 0 };
  va_list marks;

  va_start (marks, n);
  for (guint i = 0; i < n; i++)
    {
      const int mark = va_arg (marks, int);

      sums.n++;
      sums.sum += mark;
      sums.squares += mark * mark;
    }
  va_end (marks);
  return sums;
}

static void
test_views (void)
{
  const double shares[FW_N_VIEWS] = { 40, 30, 30, 0, 0 };
  FwViewSums sides[FW_N_VIEWS] = { 0 };
  FwMeasured found;

  found = fw_view_find (sides, shares, 3);
  g_assert_true (isnan (found.low) && found.n == 0);
  sides[FW_VIEW_SUPERIOR] = give (3, 4, 4, 4);
  sides[FW_VIEW_PEER] = give (3, 5, 5, 5);
  sides[FW_VIEW_CUSTOMER] = give (4, 3, 3, 3, 3);
  sides[FW_VIEW_SELF] = give (1, 5);
  found = fw_view_find (sides, shares, 3);
  g_assert_cmpfloat_with_epsilon (found.value, 0.4 * 4 + 0.3 * 5 + 0.3 * 3, 1e-9);
  g_assert_cmpuint (found.n, ==, 10);
  /* Two colleagues are a closed side: no mean, but the ends with it at 1 and at 5. */
  sides[FW_VIEW_PEER] = give (2, 5, 5);
  found = fw_view_find (sides, shares, 3);
  g_assert_true (isnan (found.value));
  g_assert_cmpfloat_with_epsilon (found.low, 0.4 * 4 + 0.3 * 1 + 0.3 * 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (found.high, 0.4 * 4 + 0.3 * 5 + 0.3 * 3, 1e-9);
  g_assert_cmpuint (found.n, ==, 7);
  g_assert_false (fw_view_is_open (FW_VIEW_PEER, 2, 3));
  g_assert_true (fw_view_is_open (FW_VIEW_SELF, 1, 3));
}

static FwRecord *
make_set (const char *indicators, const char *weights, const char *remainder)
{
  return fw_test_record ("weight-set", "w", "name", "Set", "since", "2026-01-01", "indicators",
                         indicators, "weights", weights, "remainder", remainder, NULL);
}

/* Returns: (transfer full) (nullable): what is refused. */
static char *
check (FwRecord *record)
{
  g_autoptr (GError) error = NULL;

  return fw_record_check (record, &error) ? NULL : g_strdup (error->message);
}

static void
test_sets (void)
{
  static const struct
  {
    const char *indicators, *weights, *remainder, *refused;
    double unnamed; /* NAN: cannot be told */
  } cases[] = {
    { "a;b;c;d", "40 30 20 10", "", NULL, 0 },
    { "a;b;c", "40 30 15", "", NULL, 15 },
    { "a;b;c", "40 30 15", "the board decides", NULL, 0 },
    { "a;b;c", "33.3 33.3 33.3", "", NULL, 0.1 },
    { "a;b", "60 40", "too much", "remainder: expected with weights", 0 },
    { "a;b", "60 40.000001", "", "weights: expected no more than 100", NAN },
    { "a;b", "60", "", "weights: expected a number", NAN },
    { "a;b", "60 30 10", "", "weights: expected a number", NAN },
    { "a;b", "110 -10", "", "weights: expected a number", NAN },
    { "a;a", "60 40", "", "indicators: expected each once", NAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FwRecord) record =
          make_set (cases[i].indicators, cases[i].weights, cases[i].remainder);
      g_autofree char *refused = NULL;
      double unnamed;

      fw_weight_set_derive (NULL, record);
      refused = check (record);
      if (cases[i].refused == NULL)
        g_assert_null (refused);
      else
        g_assert_true (g_str_has_prefix (refused, cases[i].refused));
      unnamed = fw_record_get_number (record, fw_record_find (record, "unnamed"));
      if (isnan (cases[i].unnamed))
        g_assert_true (isnan (unnamed));
      else
        g_assert_cmpfloat_with_epsilon (unnamed, cases[i].unnamed, 1e-9);
    }
  {
    g_autoptr (FwRecord) record = make_set ("a", "100", "");
    g_autofree char *refused = NULL;

    fw_test_record_set (record, "peers", "29");
    refused = check (record);
    g_assert_true (g_str_has_prefix (refused, "superiors: "));
  }
}

/* Without what, how, target, by when and why it is none. */
static void
test_indicators (void)
{
  static const char *const smart[] = {
    "name", "measure", "how", "target", "nothing", "until", "why"
  };
  g_autoptr (FwRecord) whole = fw_test_record (
      "indicator", "i", "name", "CSAT", "part", "quality", "measure", "csat", "how", "own ratings",
      "target", "95", "nothing", "75", "why", "they come back", NULL);
  g_autofree char *none = check (whole), *same = NULL;

  g_assert_null (none);
  for (guint i = 0; i < G_N_ELEMENTS (smart); i++)
    {
      g_autoptr (FwRecord) record = fw_record_copy (whole);
      g_autofree char *refused = NULL;

      fw_record_clear (record, fw_record_find (record, smart[i]));
      refused = check (record);
      g_assert_nonnull (refused);
      g_assert_true (g_str_has_prefix (refused, smart[i]));
    }
  fw_test_record_set (whole, "nothing", "95");
  same = check (whole);
  g_assert_true (g_str_has_prefix (same, "nothing: "));
}

static void
test_figures (void)
{
  FwFrozenPart parts[] = { { (char *) "a b%c", 40, { 91.25, 86, 94.5, 412 }, { 81.25, 55, 97.5 } },
                           { (char *) "客服", 60, { NAN, NAN, NAN, 2 }, { NAN, 0, 100 } } };
  g_autoptr (GArray) made = g_array_new (FALSE, FALSE, sizeof (FwFrozenPart));
  g_autoptr (GArray) read = NULL;
  g_autofree char *text = NULL;

  g_array_append_vals (made, parts, G_N_ELEMENTS (parts));
  text = fw_appraisal_write_figures (made);
  read = fw_appraisal_read_figures (text);
  g_assert_cmpuint (read->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const FwFrozenPart *part = &g_array_index (read, FwFrozenPart, i);

      g_assert_cmpstr (part->indicator, ==, parts[i].indicator);
      g_assert_cmpfloat (part->weight, ==, parts[i].weight);
      g_assert_cmpuint (part->figure.n, ==, parts[i].figure.n);
      g_assert_true (isnan (part->figure.value) == isnan (parts[i].figure.value));
      g_assert_cmpfloat (part->part.high, ==, parts[i].part.high);
    }
  g_assert_cmpfloat (g_array_index (read, FwFrozenPart, 0).figure.value, ==, 91.25);
  g_assert_null (fw_appraisal_read_figures (""));
  g_assert_null (fw_appraisal_read_figures ("a 1 2 3"));
  g_assert_null (fw_appraisal_read_figures ("a x - - - - - - -"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/appraisal/periods", test_periods);
  g_test_add_func ("/appraisal/points", test_points);
  g_test_add_func ("/appraisal/totals", test_totals);
  g_test_add_func ("/appraisal/ends", test_ends);
  g_test_add_func ("/appraisal/groups", test_groups);
  g_test_add_func ("/appraisal/views", test_views);
  g_test_add_func ("/appraisal/sets", test_sets);
  g_test_add_func ("/appraisal/indicators", test_indicators);
  g_test_add_func ("/appraisal/figures", test_figures);
  return g_test_run ();
}
