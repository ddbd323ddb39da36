/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which contacts of a week are reviewed, and what is known of all of them then. */
#include "core/quality/fw-sampling.h"

#include <math.h>

/* Worked out by hand, and again with the survey package of R. */
static void
test_allocation (void)
{
  static const struct
  {
    guint sizes[3];
    double spreads[3];
    guint n_strata, n, parts[3];
    double error;
  } cases[] = {
    { { 4421, 755, 1018 },
      { 131.3462986, 107.6562536, 124.7170559 },
      3,
      200,
      { 147, 21, 32 },
      8.859417 },
    { { 600, 300, 100 }, { 10, 10, 10 }, 3, 100, { 60, 30, 10 }, 0.948683 },
    { { 600, 300, 100 }, { 10, 10, 30 }, 3, 100, { 50, 25, 25 }, 1.122497 },
    { { 1000, 6 }, { 5, 400 }, 2, 60, { 54, 6 }, 0.657841 },
    { { 1000, 40, 3 }, { 10, 10, 10 }, 3, 30, { 26, 2, 2 }, 1.874469 },
    { { 500, 500 }, { 10, 0 }, 2, 20, { 18, 2 }, 1.157104 },
    { { 100, 1 }, { 10, 10 }, 2, 12, { 11, 1 }, 2.816289 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint parts[3] = { 0 };
      double error;

      fw_sampling_allocate (cases[i].sizes, cases[i].spreads, cases[i].n_strata, cases[i].n, 2,
                            parts);
      for (guint k = 0; k < cases[i].n_strata; k++)
        g_assert_cmpuint (parts[k], ==, cases[i].parts[k]);
      error =
          fw_sampling_foresee_error (cases[i].sizes, cases[i].spreads, parts, cases[i].n_strata);
      g_assert_cmpfloat_with_epsilon (error, cases[i].error, 1e-6);
    }
}

/* ---- the mean of a week ---- */

typedef struct
{
  guint size, n;
  double scores[20];
} Person;

static const Person people[] = {
  { 120,
    14,
    { 83.6, 77.5, 88.8, 68.3, 88.8, 96.6, 78.0, 94.6, 58.1, 85.6, 98.3, 72.4, 97.5, 85.5 } },
  { 95, 11, { 93.9, 72.8, 82.7, 89.5, 83.5, 96.4, 86.1, 100.0, 99.4, 87.1, 77.9 } },
  { 60, 7, { 89.4, 66.9, 87.4, 81.6, 80.7, 85.3, 78.7 } },
  { 150,
    18,
    { 78.1, 76.1, 74.8, 85.7, 82.3, 95.7, 92.9, 82.5, 78.9, 80.2, 74.3, 87.8, 81.3, 90.0, 76.0,
      100.0, 91.6, 78.4 } },
  { 33, 4, { 34.2, 74.2, 87.2, 67.9 } },
  { 8, 2, { 97.2, 90.5 } },
};

static FwStratum
make_stratum (const Person *person)
{
  FwStratum stratum = { .size = person->size, .n = person->n };

  for (guint i = 0; i < person->n; i++)
    {
      stratum.sum += person->scores[i];
      stratum.sum_of_squares += person->scores[i] * person->scores[i];
    }
  return stratum;
}

static void
expect (const FwStratum *strata, guint n, double mean, double error, double low, double high)
{
  FwStratifiedMean found = fw_sampling_estimate (strata, n);

  g_assert_cmpfloat_with_epsilon (found.mean, mean, 1e-3);
  g_assert_cmpfloat_with_epsilon (found.error, error, 1e-3);
  g_assert_cmpfloat_with_epsilon (found.interval.low, low, 5e-3);
  g_assert_cmpfloat_with_epsilon (found.interval.high, high, 5e-3);
}

static void
test_estimate (void)
{
  FwStratum strata[G_N_ELEMENTS (people)];
  FwStratifiedMean whole;

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    strata[i] = make_stratum (&people[i]);
  whole = fw_sampling_estimate (strata, G_N_ELEMENTS (people));
  g_assert_cmpuint (whole.n, ==, 56);
  g_assert_cmpuint (whole.of, ==, 466);
  expect (strata, G_N_ELEMENTS (people), 83.2533, 1.3523, 80.537, 85.9696);
  expect (&strata[0], 1, 83.8286, 2.9872, 77.375, 90.2821);
  expect (&strata[4], 1, 65.875, 10.5902, 32.1722, 99.5778);
  expect (&strata[5], 1, 93.85, 2.9012, 56.9869, 130.7131);
}

/* Who was seen once is taken to spread as the others; nobody's mean is made up. */
static void
test_estimate_of_few (void)
{
  FwStratum none = { .size = 40 }, once = { 40, 1, 80, 6400 };
  FwStratum both[] = { { 40, 1, 80, 6400 }, { 40, 4, 320, 25700 } };
  FwStratum whole = { 2, 2, 170, 14500 };
  FwStratifiedMean found = fw_sampling_estimate (&none, 1);

  g_assert_true (isnan (found.mean) && isinf (found.interval.low));
  found = fw_sampling_estimate (&once, 1);
  g_assert_cmpfloat (found.mean, ==, 80);
  g_assert_true (isnan (found.error) && isinf (found.interval.high));
  found = fw_sampling_estimate (both, 2);
  /* s² = 100 / 3 of the second holds for the first as well. */
  g_assert_cmpfloat_with_epsilon (
      found.error, sqrt (0.25 * (39.0 / 40) * 100 / 3 + 0.25 * (36.0 / 40) * 100 / 12), 1e-9);
  found = fw_sampling_estimate (&whole, 1);
  g_assert_cmpfloat (found.error, ==, 0); /* all of them were looked at */
  g_assert_cmpfloat (found.interval.low, ==, 85);
}

/* ---- the plan ---- */

#define N_CONTACTS 1000
#define N_PEOPLE 21

static FwSamplingContact *
make_contacts (guint risky)
{
  FwSamplingContact *contacts = g_new0 (FwSamplingContact, N_CONTACTS);

  for (guint i = 0; i < N_CONTACTS; i++)
    contacts[i] = (FwSamplingContact){ .key = i * 7919,
                                       /* the last has two contacts alone */
                                       .stratum = i < 2 ? N_PEOPLE - 1 : i % (N_PEOPLE - 1),
                                       .risks = i % 10 == 3 && i / 10 < risky
                                                    ? (i % 20 == 3 ? FW_RISK_RATING : FW_RISK_LONG)
                                                    : 0 };
  return contacts;
}

static guint
count (const FwSamplingContact *contacts, FwSampled sampled, guint stratum)
{
  guint n = 0;

  for (guint i = 0; i < N_CONTACTS; i++)
    n += contacts[i].sampled == sampled && (stratum >= N_PEOPLE || contacts[i].stratum == stratum);
  return n;
}

static void
test_plan (void)
{
  const FwSamplingPlan plan = { .share = 0.2, .random_share = 0.7, .seed = 2969 };
  const FwSamplingPlan other = { .share = 0.2, .random_share = 0.7, .seed = 2970 };
  g_autofree FwSamplingContact *contacts = make_contacts (100);
  g_autofree FwSamplingContact *turned = make_contacts (100);
  guint same = 0;

  fw_sampling_draw (contacts, N_CONTACTS, N_PEOPLE, &plan);
  g_assert_cmpuint (count (contacts, FW_SAMPLED_RANDOM, N_PEOPLE), ==, 140);
  g_assert_cmpuint (count (contacts, FW_SAMPLED_RISK, N_PEOPLE), ==, 60);
  for (guint i = 0; i < N_PEOPLE; i++)
    g_assert_cmpuint (count (contacts, FW_SAMPLED_RANDOM, i), >=, 1);
  for (guint i = 0; i < N_CONTACTS; i++)
    {
      g_assert_true (contacts[i].sampled != FW_SAMPLED_RISK || contacts[i].risks != 0);
      /* There are 50 low ratings: each is looked at before a long contact is. */
      g_assert_true ((contacts[i].risks & FW_RISK_RATING) == 0 ||
                     contacts[i].sampled != FW_SAMPLED_NOT);
    }

  /* In another order it is the same plan; with another seed another. */
  for (guint i = 0; i < N_CONTACTS / 2; i++)
    {
      FwSamplingContact kept = turned[i];

      turned[i] = turned[N_CONTACTS - 1 - i];
      turned[N_CONTACTS - 1 - i] = kept;
    }
  fw_sampling_draw (turned, N_CONTACTS, N_PEOPLE, &plan);
  for (guint i = 0; i < N_CONTACTS; i++)
    g_assert_cmpint (turned[N_CONTACTS - 1 - i].sampled, ==, contacts[i].sampled);
  fw_sampling_draw (turned, N_CONTACTS, N_PEOPLE, &other);
  for (guint i = 0; i < N_CONTACTS; i++)
    same += turned[N_CONTACTS - 1 - i].sampled == FW_SAMPLED_RANDOM &&
            contacts[i].sampled == FW_SAMPLED_RANDOM;
  g_assert_cmpuint (same, <, 60);
}

/* Fewer risks than their part: chance has the rest. */
static void
test_plan_of_few_risks (void)
{
  const FwSamplingPlan plan = { .share = 0.2, .random_share = 0.7, .seed = 1 };
  g_autofree FwSamplingContact *contacts = make_contacts (10);

  fw_sampling_draw (contacts, N_CONTACTS, N_PEOPLE, &plan);
  g_assert_cmpuint (count (contacts, FW_SAMPLED_RANDOM, N_PEOPLE), ==, 190);
  g_assert_cmpuint (count (contacts, FW_SAMPLED_RISK, N_PEOPLE), <=, 10);
}

/* ---- what is scored twice ---- */

/* Of 40,000 contacts 5 % ± three standard deviations, whatever becomes of the others; a wider share
 * holds what a narrower one held; and the throws have nothing to do with those of another week. */
static void
test_second (void)
{
  guint n = 0, wide = 0, both = 0;

  for (guint64 key = 1; key <= 40000; key++)
    {
      const gboolean drawn = fw_sampling_is_second (key, 20000, 0.05);

      n += drawn;
      wide += fw_sampling_is_second (key, 20000, 0.2);
      both += drawn && fw_sampling_is_second (key, 20007, 0.05);
      g_assert_true (!drawn || fw_sampling_is_second (key, 20000, 0.2));
      g_assert_false (fw_sampling_is_second (key, 20000, 0));
      g_assert_true (fw_sampling_is_second (key, 20000, 1));
    }
  g_assert_cmpuint (n, >, 2000 - 131);
  g_assert_cmpuint (n, <, 2000 + 131);
  g_assert_cmpuint (wide, >, 8000 - 240);
  g_assert_cmpuint (wide, <, 8000 + 240);
  g_assert_cmpuint (both, <, 150); /* 100 where they are independent */
}

static void
test_second_by (void)
{
  static const char *const three[] = { "mei", "otto", "quality", NULL };
  static const char *const four[] = { "quality", "anna", "otto", "mei", NULL };
  static const char *const alone[] = { "mei", NULL };
  guint counts[2] = { 0 }, anna = 0;

  for (guint64 key = 1; key <= 20000; key++)
    {
      const char *second = fw_sampling_choose_second (key, three, "mei"),
                 *then = fw_sampling_choose_second (key, four, "mei");

      g_assert_cmpstr (second, !=, "mei");
      counts[g_str_equal (second, "otto")]++;
      if (g_str_equal (then, "anna"))
        anna++;
      else
        g_assert_cmpstr (then, ==, second);
    }
  g_assert_cmpuint (counts[0], >, 10000 - 212);
  g_assert_cmpuint (counts[0], <, 10000 + 212);
  g_assert_cmpuint (anna, >, 6667 - 200);
  g_assert_cmpuint (anna, <, 6667 + 200);
  g_assert_null (fw_sampling_choose_second (1, alone, "mei"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sampling/allocation", test_allocation);
  g_test_add_func ("/sampling/estimate", test_estimate);
  g_test_add_func ("/sampling/estimate/few", test_estimate_of_few);
  g_test_add_func ("/sampling/plan", test_plan);
  g_test_add_func ("/sampling/plan/few-risks", test_plan_of_few_risks);
  g_test_add_func ("/sampling/second", test_second);
  g_test_add_func ("/sampling/second/by", test_second_by);
  return g_test_run ();
}
