/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-award-proposal.h"

#include <math.h>

#define TOGETHER 0.95

static const struct
{
  const char *name, *least_policy;
} awards[FW_N_PROPOSED_AWARDS] = {
  [FW_PROPOSED_SERVICE_STAR] = { "service-star", "least-ratings" },
  [FW_PROPOSED_PROBLEM_SOLVER] = { "problem-solver", "least-contacts" },
};

const char *
fw_proposed_award_to_name (FwProposedAward award)
{
  g_return_val_if_fail (award < FW_N_PROPOSED_AWARDS, "");

  return awards[award].name;
}

const char *
fw_proposed_award_get_least_policy (FwProposedAward award)
{
  g_return_val_if_fail (award < FW_N_PROPOSED_AWARDS, "");

  return awards[award].least_policy;
}

const char *
fw_proposal_standing_to_name (FwProposalStanding standing)
{
  static const char *const names[FW_N_PROPOSAL_STANDINGS] = {
    [FW_PROPOSAL_TOP] = "top",       [FW_PROPOSAL_ALONE] = "alone", [FW_PROPOSAL_BELOW] = "below",
    [FW_PROPOSAL_BARRED] = "barred", [FW_PROPOSAL_FEW] = "few",
  };

  g_return_val_if_fail (standing < FW_N_PROPOSAL_STANDINGS, "");

  return names[standing];
}

/* As everywhere a limit is missed only where the interval lies beyond it. */
static gboolean
is_barred (const FwProposalRule *rule, const FwProposalCandidate *candidate)
{
  return rule->by_standards && candidate->reviews.n >= MAX (rule->least_reviews, 1) &&
         fw_interval_wilson (candidate->reviews.k, candidate->reviews.n).high < rule->standards;
}

/* The exact limits are the wider ones nearly everywhere; where Wilson's are, what is shown would
 * contradict what is said. */
static FwInterval
find_together (const FwProposalPlace *place, FwShare figure, double level)
{
  const FwInterval exact = fw_share_exact (figure, level);

  return (FwInterval){ MIN (exact.low, place->interval.low),
                       MAX (exact.high, place->interval.high) };
}

static FwProposalField
count_compared (const FwProposalRule *rule,
                const FwProposalCandidate *candidates,
                guint n,
                FwProposalPlace *places)
{
  FwProposalField field = { .level = NAN, .best = G_MAXUINT };

  for (guint i = 0; i < n; i++)
    {
      const FwShare figure = candidates[i].figure;

      places[i] =
          (FwProposalPlace){ FW_PROPOSAL_TOP, fw_interval_wilson (figure.k, figure.n), { 0, 1 } };
      if (figure.n < MAX (rule->least, 1))
        places[i].standing = FW_PROPOSAL_FEW;
      else if (is_barred (rule, &candidates[i]))
        places[i].standing = FW_PROPOSAL_BARRED;
      else
        field.compared++;
    }
  if (field.compared > 1)
    field.level = pow (TOGETHER, 1.0 / field.compared);
  return field;
}

FwProposalField
fw_proposal_find (const FwProposalRule *rule,
                  const FwProposalCandidate *candidates,
                  guint n,
                  FwProposalPlace *places)
{
  FwProposalField field = { .level = NAN, .best = G_MAXUINT };

  g_return_val_if_fail (rule != NULL, field);
  g_return_val_if_fail ((candidates != NULL && places != NULL) || n == 0, field);

  field = count_compared (rule, candidates, n, places);
  for (guint i = 0; i < n; i++)
    {
      if (places[i].standing != FW_PROPOSAL_TOP)
        continue;
      places[i].together = field.compared > 1
                               ? find_together (&places[i], candidates[i].figure, field.level)
                               : places[i].interval;
      if (field.best == G_MAXUINT || places[i].together.low > places[field.best].together.low)
        field.best = i;
    }
  for (guint i = 0; i < n; i++)
    if (places[i].standing == FW_PROPOSAL_TOP)
      places[i].standing = field.compared < 2 ? FW_PROPOSAL_ALONE
                           : places[i].together.high < places[field.best].together.low
                               ? FW_PROPOSAL_BELOW
                               : FW_PROPOSAL_TOP;
  return field;
}
