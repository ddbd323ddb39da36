/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/calendar/fw-zone.h"
#include "core/people/fw-readiness.h"

static gint32
date (const char *text)
{
  gint32 day;

  g_assert_true (fw_date_parse (fw_text (text), &day));
  return day;
}

static void
test_decay (void)
{
  static const struct
  {
    double level;
    const char *shown, *as_of;
    double expire, step, half;
  } cases[] = {
    { 4, "2025-11-30", "2026-11-30", 4, 4, 3.175304221 },
    { 4, "2025-11-29", "2026-11-30", 4, 3, 3.173296229 },
    { 4, "2024-02-29", "2026-02-28", 4, 3, 2.520639224 },
    { 4, "2024-02-29", "2026-03-01", 0, 2, 2.519045228 },
    { 1.5, "2022-01-31", "2026-11-30", 0, 0, 0.491446487 },
    { 4, "2026-11-30", "2026-11-30", 4, 4, 4 },
  };
  static const char *const names[] = { "expire-24", "step-12-12", "half-life-36", "none" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint k = 0; k < G_N_ELEMENTS (names); k++)
      {
        const double expected[] = { cases[i].expire, cases[i].step, cases[i].half, cases[i].level };
        FwDecay decay;

        g_assert_true (fw_decay_from_name (names[k], &decay));
        g_assert_cmpfloat_with_epsilon (
            fw_decay_apply (&decay, cases[i].level, date (cases[i].shown), date (cases[i].as_of)),
            expected[k], 1e-9);
      }
}

static void
test_names (void)
{
  static const char *const wrong[] = {
    "",          "expire",      "expire-0", "expire-24-", "expire--4",     "step-12",
    "step-12-0", "half-life-x", "nones",    "expire-+24", "expire-999999", "step-12-12-12"
  };
  FwDecay decay;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (fw_decay_from_name (wrong[i], &decay));
  g_assert_true (fw_decay_from_name ("step-24-6", &decay));
  g_assert_cmpuint (decay.months, ==, 24);
  g_assert_cmpuint (decay.further, ==, 6);
}

/* Never above what was shown, never below 0, never more on a later day. */
static void
test_fades (void)
{
  static const char *const names[] = { "expire-24", "step-12-12", "half-life-36", "step-24-6" };
  gint32 shown = date ("2024-02-29");

  for (guint k = 0; k < G_N_ELEMENTS (names); k++)
    {
      FwDecay decay;
      double before = 5;

      g_assert_true (fw_decay_from_name (names[k], &decay));
      for (gint32 day = shown - 10; day < shown + 4000; day++)
        {
          double level = fw_decay_apply (&decay, 5, shown, day);

          g_assert_true (level >= 0 && level <= before);
          before = level;
        }
    }
}

static void
test_mini (void)
{
  const FwRequirement requirements[] = { { 0, 4, 4.5 }, { 1, 5, 4 }, { 2, 3, 2 }, { 3, 2, 1.5 } };
  const double levels[] = { 4.5, 4, NAN, 1 };
  FwReadiness found = fw_readiness_find (requirements, 4, levels);

  g_assert_cmpfloat_with_epsilon (found.low, 0.704166667, 1e-9);
  g_assert_cmpfloat_with_epsilon (found.high, 0.870833333, 1e-9);
  g_assert_cmpfloat_with_epsilon (found.met_share, 0.375, 1e-12);
  g_assert_cmpuint (found.narrows_most, ==, 2);
  g_assert_cmpuint (found.largest_gap, ==, 2);
  g_assert_cmpfloat (fw_readiness_get_gap (&requirements[0], levels), ==, 0);
  g_assert_cmpfloat (fw_readiness_get_gap (&requirements[1], levels), ==, 1);
  g_assert_cmpfloat (fw_readiness_get_gap (&requirements[2], levels), ==, 3);
}

static void
test_current (void)
{
  const FwEvidence evidence[] = { { 10, 5 }, { 30, 2 }, { 20, 4 }, { 30, 3 }, { 40, 7 } };

  g_assert_null (fw_evidence_find_current (evidence, 5, 9));
  g_assert_true (fw_evidence_find_current (evidence, 5, 29) == &evidence[2]);
  g_assert_true (fw_evidence_find_current (evidence, 5, 30) == &evidence[3]);
  g_assert_null (fw_evidence_find_current (NULL, 0, 30));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/readiness/decay", test_decay);
  g_test_add_func ("/readiness/names", test_names);
  g_test_add_func ("/readiness/fades", test_fades);
  g_test_add_func ("/readiness/mini", test_mini);
  g_test_add_func ("/readiness/current", test_current);

  return g_test_run ();
}
