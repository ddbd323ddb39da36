/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Proposals of awards: who stands where, held against definitions written a second time, and
 * against months that were made up with people whose worth is known. */
#include "core/people/fw-award-proposal.h"

#include <math.h>

#define SEED 20261203

static const FwProposalRule star = {
  .least = 20, .by_standards = TRUE, .standards = 0.8, .least_reviews = 6
};
static const FwProposalRule solver = { .least = 30 };

static FwProposalCandidate
of (guint64 k, guint64 n, guint64 kept, guint64 reviews)
{
  return (FwProposalCandidate){ { k, n }, { kept, reviews } };
}

/* ---- the exact interval, by sums of the binomial distribution ---- */

static double
sum_from (guint64 k, guint64 n, double p)
{
  double sum = 0;

  for (guint64 i = k; i <= n; i++)
    sum += exp (lgamma ((double) n + 1) - lgamma ((double) i + 1) - lgamma ((double) (n - i) + 1) +
                (double) i * log (p) + (double) (n - i) * log1p (-p));
  return sum;
}

static void
test_exact (void)
{
  static const guint64 sizes[] = { 1, 2, 7, 20, 133, 400 };
  static const double levels[] = { 0.5, 0.95, 0.9987 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (levels); j++)
      for (guint64 k = 0; k <= sizes[i]; k += MAX (1, sizes[i] / 7))
        {
          const FwInterval found = fw_share_exact ((FwShare){ k, sizes[i] }, levels[j]);
          const double tail = (1 - levels[j]) / 2;

          if (k == 0)
            g_assert_cmpfloat (found.low, ==, 0);
          else
            g_assert_cmpfloat_with_epsilon (sum_from (k, sizes[i], found.low), tail, 1e-7);
          if (k == sizes[i])
            g_assert_cmpfloat (found.high, ==, 1);
          else
            g_assert_cmpfloat_with_epsilon (1 - sum_from (k + 1, sizes[i], found.high), tail, 1e-7);
        }
  /* As published: 81 of 263. */
  g_assert_cmpfloat_with_epsilon (fw_share_exact ((FwShare){ 81, 263 }, 0.95).low, 0.2527, 5e-5);
  g_assert_cmpfloat_with_epsilon (fw_share_exact ((FwShare){ 81, 263 }, 0.95).high, 0.3676, 5e-5);
  g_assert_cmpfloat (fw_share_exact ((FwShare){ 0, 0 }, 0.95).high, ==, 1);
}

/* ---- who stands where ---- */

static void
test_standings (void)
{
  const FwProposalCandidate people[] = {
    of (196, 200, 8, 8), /* the best */
    of (29, 30, 0, 0),   /* cannot be told from her, of so few */
    of (120, 200, 7, 8), /* surely below */
    of (199, 200, 1, 8), /* surely falls short of the standards */
    of (19, 19, 9, 9),   /* too few */
    of (190, 200, 1, 5), /* of so few reviews nothing is said */
    of (0, 0, 0, 0),
  };
  static const FwProposalStanding expected[] = {
    FW_PROPOSAL_TOP, FW_PROPOSAL_TOP, FW_PROPOSAL_BELOW, FW_PROPOSAL_BARRED,
    FW_PROPOSAL_FEW, FW_PROPOSAL_TOP, FW_PROPOSAL_FEW,
  };
  FwProposalPlace places[G_N_ELEMENTS (people)];
  FwProposalField field = fw_proposal_find (&star, people, G_N_ELEMENTS (people), places);

  g_assert_cmpuint (field.compared, ==, 4);
  g_assert_cmpuint (field.best, ==, 0);
  g_assert_cmpfloat_with_epsilon (pow (field.level, 4), 0.95, 1e-12);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_assert_cmpint (places[i].standing, ==, expected[i]);
  g_assert_cmpfloat (places[3].together.low, ==, 0);
  g_assert_cmpfloat (places[3].together.high, ==, 1);

  /* What the other award asks for says nothing of standards. */
  fw_proposal_find (&solver, people, G_N_ELEMENTS (people), places);
  g_assert_cmpint (places[3].standing, ==, FW_PROPOSAL_TOP);
  g_assert_cmpint (places[4].standing, ==, FW_PROPOSAL_FEW);
}

static void
test_few (void)
{
  const FwProposalCandidate one[] = { of (25, 30, 0, 0), of (3, 3, 0, 0) };
  FwProposalPlace places[2];
  FwProposalField field = fw_proposal_find (&star, one, 2, places);

  g_assert_cmpint (places[0].standing, ==, FW_PROPOSAL_ALONE);
  g_assert_cmpint (places[1].standing, ==, FW_PROPOSAL_FEW);
  g_assert_true (isnan (field.level));
  g_assert_cmpuint (field.best, ==, 0);
  field = fw_proposal_find (&star, one + 1, 1, places);
  g_assert_cmpuint (field.compared, ==, 0);
  g_assert_cmpuint (field.best, ==, G_MAXUINT);
  field = fw_proposal_find (&star, NULL, 0, NULL);
  g_assert_cmpuint (field.compared, ==, 0);
}

static guint64
draw (GRand *random, guint64 n, double p)
{
  guint64 k = 0;

  for (guint64 i = 0; i < n; i++)
    k += g_rand_double (random) < p;
  return k;
}

/* By pairs: below is whom the interval of anybody lies wholly above, and of two whose shown
 * intervals meet neither is below the other because of the other. */
static void
test_pairs (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  guint below = 0;

  for (guint round = 0; round < 300; round++)
    {
      const guint n = (guint) g_rand_int_range (random, 2, 30);
      FwProposalCandidate people[30];
      FwProposalPlace places[30];

      for (guint i = 0; i < n; i++)
        {
          const guint64 size = (guint64) g_rand_int_range (random, 1, 500);

          people[i] = of (draw (random, size, g_rand_double_range (random, 0.6, 1)), size, 0, 0);
        }
      fw_proposal_find (&star, people, n, places);
      for (guint i = 0; i < n; i++)
        {
          gboolean under = FALSE, apart = FALSE;

          if (people[i].figure.n < star.least)
            {
              g_assert_cmpint (places[i].standing, ==, FW_PROPOSAL_FEW);
              continue;
            }
          for (guint j = 0; j < n; j++)
            if (people[j].figure.n >= star.least &&
                places[j].together.low > places[i].together.high)
              {
                under = TRUE;
                apart = apart || places[j].interval.low > places[i].interval.high;
              }
          g_assert_cmpint (places[i].standing == FW_PROPOSAL_BELOW, ==, under);
          g_assert_cmpint (under, ==, apart);
          below += under;
        }
    }
  g_assert_cmpuint (below, >, 100);
}

/* ---- months with a known truth ---- */

typedef struct
{
  guint n;
  double truth;
  guint64 least, most; /* of the figures */
  gboolean one_known;  /* of one of them very much is known */
} World;

/* Returns: in how many of @months somebody was put below others, all being equal. */
static guint
count_false (GRand *random, const World *world, guint months)
{
  guint found = 0;

  for (guint month = 0; month < months; month++)
    {
      g_autofree FwProposalCandidate *people = g_new (FwProposalCandidate, world->n);
      g_autofree FwProposalPlace *places = g_new (FwProposalPlace, world->n);
      gboolean any = FALSE;

      for (guint i = 0; i < world->n; i++)
        {
          const guint64 size = i == 0 && world->one_known
                                   ? 5000
                                   : (guint64) g_rand_int_range (random, (gint) world->least,
                                                                 (gint) world->most + 1);

          people[i] = of (draw (random, size, world->truth), size, 0, 0);
        }
      fw_proposal_find (&star, people, world->n, places);
      for (guint i = 0; i < world->n; i++)
        any = any || places[i].standing == FW_PROPOSAL_BELOW;
      found += any;
    }
  return found;
}

static void
test_equal (void)
{
  static const World worlds[] = {
    { 2, 0.8, 20, 200, FALSE },  { 2, 0.98, 20, 40, TRUE },    { 6, 0.9, 20, 60, FALSE },
    { 12, 0.5, 20, 300, FALSE }, { 30, 0.95, 20, 150, FALSE }, { 36, 0.98, 20, 20, TRUE },
    { 60, 0.85, 50, 250, TRUE },
  };
  const guint months = g_test_slow () ? 2000 : 400;
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < G_N_ELEMENTS (worlds); i++)
    {
      const guint found = count_false (random, &worlds[i], months);

      g_test_message ("%u equal people at %g: somebody below in %u of %u months", worlds[i].n,
                      worlds[i].truth, found, months);
      /* What 5 of 100 at most can come to by chance, in one of a thousand. */
      g_assert_cmpfloat ((double) found, <=, 0.05 * months + 3.1 * sqrt (0.0475 * months));
    }
}

/* Why each is given a wider interval: those of 95 % by themselves would tell equal people apart. */
static void
test_alone (void)
{
  const guint months = 200, n = 60;
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 3);
  guint apart = 0, below = 0;

  for (guint month = 0; month < months; month++)
    {
      FwProposalCandidate people[60];
      FwProposalPlace places[60];
      double low = 0, high = 1;
      gboolean any = FALSE;

      for (guint i = 0; i < n; i++)
        people[i] = of (draw (random, 200, 0.85), 200, 0, 0);
      fw_proposal_find (&star, people, n, places);
      for (guint i = 0; i < n; i++)
        {
          low = MAX (low, places[i].interval.low);
          high = MIN (high, places[i].interval.high);
          any = any || places[i].standing == FW_PROPOSAL_BELOW;
        }
      apart += high < low;
      below += any;
    }
  g_test_message ("equal people apart: %u of %u months by 95 %% each, %u by the rule", apart,
                  months, below);
  g_assert_cmpuint (apart, >, months / 4);
  g_assert_cmpuint (below, <=, months / 20);
}

/* The truths are held at once, and whoever is best stands at the top. */
static void
test_coverage (void)
{
  const guint months = g_test_slow () ? 2000 : 400, n = 24;
  const double most = 0.05 * months + 3.1 * sqrt (0.0475 * months);
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 1);
  guint missed = 0, lost = 0;

  for (guint month = 0; month < months; month++)
    {
      FwProposalCandidate people[24];
      FwProposalPlace places[24];
      double truths[24];
      gboolean all = TRUE;

      for (guint i = 0; i < n; i++)
        {
          const guint64 size = (guint64) g_rand_int_range (random, 20, 200);

          truths[i] = i == 0 ? 0.96 : 0.96 - g_rand_double_range (random, 0, 0.3);
          people[i] = of (draw (random, size, truths[i]), size, 0, 0);
        }
      fw_proposal_find (&star, people, n, places);
      for (guint i = 0; i < n; i++)
        all = all && truths[i] >= places[i].together.low && truths[i] <= places[i].together.high;
      missed += !all;
      lost += places[0].standing != FW_PROPOSAL_TOP;
    }
  g_test_message ("%u months of %u missed a truth, %u the best", missed, months, lost);
  g_assert_cmpfloat ((double) missed, <=, most);
  g_assert_cmpfloat ((double) lost, <=, most);
}

/* Two stars among twenty: both stay, and most of the others are told from them. */
static void
test_power (void)
{
  const guint months = 200, n = 20;
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + 2);
  guint stars = 0, others = 0;

  for (guint month = 0; month < months; month++)
    {
      FwProposalCandidate people[20];
      FwProposalPlace places[20];

      for (guint i = 0; i < n; i++)
        people[i] = of (draw (random, 250, i < 2 ? 0.97 : 0.80), 250, 0, 0);
      fw_proposal_find (&star, people, n, places);
      for (guint i = 0; i < n; i++)
        if (i < 2)
          stars += places[i].standing == FW_PROPOSAL_TOP;
        else
          others += places[i].standing == FW_PROPOSAL_BELOW;
    }
  g_test_message ("stars at the top: %g; others below: %g", stars / 2.0 / months,
                  others / 18.0 / months);
  g_assert_cmpfloat (stars / 2.0 / months, >, 0.98);
  g_assert_cmpfloat (others / 18.0 / months, >, 0.8);
}

static void
test_names (void)
{
  g_assert_cmpstr (fw_proposed_award_to_name (FW_PROPOSED_SERVICE_STAR), ==, "service-star");
  g_assert_cmpstr (fw_proposed_award_to_name (FW_PROPOSED_PROBLEM_SOLVER), ==, "problem-solver");
  g_assert_cmpstr (fw_proposed_award_get_least_policy (FW_PROPOSED_SERVICE_STAR), ==,
                   "least-ratings");
  g_assert_cmpstr (fw_proposed_award_get_least_policy (FW_PROPOSED_PROBLEM_SOLVER), ==,
                   "least-contacts");
  for (guint i = 0; i < FW_N_PROPOSAL_STANDINGS; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (fw_proposal_standing_to_name ((FwProposalStanding) i), !=,
                       fw_proposal_standing_to_name ((FwProposalStanding) j));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/award-proposal/names", test_names);
  g_test_add_func ("/award-proposal/exact", test_exact);
  g_test_add_func ("/award-proposal/standings", test_standings);
  g_test_add_func ("/award-proposal/few", test_few);
  g_test_add_func ("/award-proposal/pairs", test_pairs);
  g_test_add_func ("/award-proposal/equal", test_equal);
  g_test_add_func ("/award-proposal/alone", test_alone);
  g_test_add_func ("/award-proposal/coverage", test_coverage);
  g_test_add_func ("/award-proposal/power", test_power);
  return g_test_run ();
}
