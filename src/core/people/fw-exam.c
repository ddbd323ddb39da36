/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-exam.h"

#define WHOLE (100 * FW_EXACT_ONE)

const char *
fw_sitting_to_name (FwSittingDecision decision)
{
  static const char *const names[FW_N_SITTINGS] = {
    [FW_SITTING_PASS] = "pass",
    [FW_SITTING_FAIL] = "fail",
    [FW_SITTING_VOID] = "void",
    [FW_SITTING_TOO_SOON] = "refused: too soon",
    [FW_SITTING_USED_UP] = "refused: attempts used up",
    [FW_SITTING_AFTER_PASS] = "after-pass",
  };

  g_return_val_if_fail (decision < FW_N_SITTINGS, NULL);

  return names[decision];
}

static FwSittingDecision
judge_sitting (const FwResitPolicy *policy,
               const FwResits *resits,
               gint32 latest,
               const FwSitting *sitting)
{
  if (sitting->is_void)
    return FW_SITTING_VOID;
  if (resits->passed_on > 0)
    return FW_SITTING_AFTER_PASS;
  if (policy->most_attempts > 0 && resits->counted >= policy->most_attempts)
    return FW_SITTING_USED_UP;
  if (resits->counted > 0 && sitting->date - latest < (gint32) policy->wait_days)
    return FW_SITTING_TOO_SOON;
  return sitting->mark >= policy->pass ? FW_SITTING_PASS : FW_SITTING_FAIL;
}

FwResits
fw_resits_judge (const FwResitPolicy *policy,
                 const FwSitting *sittings,
                 guint n,
                 FwSittingDecision *decisions)
{
  FwResits resits = { 0 };
  gint32 latest = 0;

  g_return_val_if_fail (policy != NULL && (n == 0 || (sittings != NULL && decisions != NULL)),
                        resits);

  for (guint i = 0; i < n; i++)
    {
      decisions[i] = judge_sitting (policy, &resits, latest, &sittings[i]);
      if (decisions[i] != FW_SITTING_PASS && decisions[i] != FW_SITTING_FAIL)
        continue;
      resits.counted++;
      latest = sittings[i].date;
      if (decisions[i] == FW_SITTING_FAIL)
        continue;
      resits.passed_on = resits.counted;
      resits.mark = policy->capped && resits.counted > 1 ? MIN (sittings[i].mark, policy->cap)
                                                         : sittings[i].mark;
    }
  return resits;
}

FwComposite
fw_composite_judge (const FwCompositePart *parts, guint n, FwExact pass)
{
  FwComposite found = { .state = FW_COMPOSITE_REFUSED };
  /* In units of a weight times a mark: at most 10^8 · 10^12. */
  __int128 sum = 0;

  g_return_val_if_fail (n <= FW_COMPOSITE_MOST && (n == 0 || parts != NULL), found);

  for (guint i = 0; i < n; i++)
    {
      found.weights += parts[i].weight;
      if (!parts[i].present)
        {
          found.missing |= 1u << i;
          continue;
        }
      sum += (__int128) parts[i].weight * parts[i].mark;
      if (parts[i].has_minimum && parts[i].mark < parts[i].minimum)
        found.below |= 1u << i;
    }
  if (found.weights != WHOLE)
    return found;
  if (found.missing != 0)
    {
      found.state = FW_COMPOSITE_INCOMPLETE;
      return found;
    }
  found.mark = (FwExact) (sum / WHOLE);
  found.state =
      sum >= (__int128) pass * WHOLE && found.below == 0 ? FW_COMPOSITE_PASS : FW_COMPOSITE_FAIL;
  return found;
}

FwTwoRaters
fw_two_raters_judge (FwExact a, FwExact b, const FwExact *third, FwExact most_difference)
{
  FwTwoRaters found = { .difference = ABS (a - b) };

  if (found.difference <= most_difference)
    found.mark = (a + b) / 2;
  else if (third == NULL)
    found.third_needed = TRUE;
  else
    found.mark = MAX (MIN (a, b), MIN (MAX (a, b), *third));
  return found;
}

FwPassRates
fw_cohort_count (const FwCohort *cohort)
{
  guint left, sat;

  g_return_val_if_fail (cohort != NULL && cohort->withdrawn <= cohort->enrolled,
                        ((FwPassRates){ { 0, 0 } }));
  left = cohort->enrolled - cohort->withdrawn;
  g_return_val_if_fail (cohort->not_yet_sat <= left, ((FwPassRates){ { 0, 0 } }));
  sat = left - cohort->not_yet_sat;

  return (FwPassRates){
    .first_time = { cohort->passed_first, sat },
    .final = { cohort->passed_first + cohort->passed_on_resit, sat },
    .of_enrolled = { cohort->passed_first + cohort->passed_on_resit, left },
  };
}

FwShareVerdict
fw_share_judge (FwShare share, double target)
{
  FwInterval interval = fw_interval_wilson (share.k, share.n);

  if (share.n == 0 || (interval.low < target && interval.high >= target))
    return FW_SHARE_CANNOT_TELL;
  return interval.low >= target ? FW_SHARE_REACHED : FW_SHARE_MISSED;
}
