/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-career.h"

#include <math.h>

#include "core/calendar/fw-months.h"
#include "core/people/fw-growth.h"

/* Shares of weights that differ by less are equal. */
#define SAME 1e-9

static const char *const asked_names[FW_N_CAREER_ASKED] = {
  [FW_CAREER_MONTHS] = "months",           [FW_CAREER_READINESS] = "readiness",
  [FW_CAREER_COURSES] = "courses",         [FW_CAREER_CASES] = "cases",
  [FW_CAREER_CERTIFICATE] = "certificate", [FW_CAREER_COURSE] = "course",
};

static const char *const state_names[FW_N_CAREER_STATES] = {
  [FW_CAREER_READY] = "ready",
  [FW_CAREER_NEARLY] = "nearly",
  [FW_CAREER_CANNOT_TELL] = "cannot-tell",
  [FW_CAREER_NOT_YET] = "not-yet",
  [FW_CAREER_UNASKED] = "unasked",
};

const char *
fw_career_asked_to_name (FwCareerAsked asked)
{
  g_return_val_if_fail (asked < FW_N_CAREER_ASKED, "");

  return asked_names[asked];
}

const char *
fw_career_state_to_name (FwCareerState state)
{
  g_return_val_if_fail (state < FW_N_CAREER_STATES, "");

  return state_names[state];
}

/* ---- one demand ---- */

FwCareerVerdict
fw_career_demand_judge (const FwCareerDemand *demand)
{
  g_return_val_if_fail (demand != NULL, FW_CAREER_UNKNOWN);

  if (demand->low >= demand->wants - SAME)
    return FW_CAREER_MET;
  return demand->high < demand->wants - SAME ? FW_CAREER_LACKING : FW_CAREER_UNKNOWN;
}

/* Who was there before anybody told of her post has been in it since she was hired at most. */
FwCareerDemand
fw_career_demand_months (gint32 since, gint32 hired, guint months, gint32 as_of)
{
  const gboolean known = since != FW_CAREER_NO_DAY;
  FwCareerDemand demand = { .asked = FW_CAREER_MONTHS, .wants = months, .by = FW_CAREER_NO_DAY };

  if (known)
    {
      demand.low = demand.high = fw_months_count (since, as_of);
      demand.by = MAX (fw_months_add (since, (gint) months), as_of);
    }
  else
    demand.high = hired != FW_CAREER_NO_DAY ? fw_months_count (hired, as_of) : FW_MONTHS_MOST;
  return demand;
}

FwCareerDemand
fw_career_demand_count (
    FwCareerAsked asked, const gint32 *days, guint n, guint wants, guint pace_days, gint32 as_of)
{
  FwCareerDemand demand = { .asked = asked, .wants = wants, .by = FW_CAREER_NO_DAY };
  FwPace pace = { .needs = wants };

  g_return_val_if_fail ((n == 0 || days != NULL) && pace_days > 0, demand);

  for (guint i = 0; i < n; i++)
    if (days[i] <= as_of)
      {
        pace.has++;
        pace.recent += days[i] > as_of - (gint32) pace_days;
      }
  demand.low = demand.high = pace.has;
  demand.recent = pace.recent;
  demand.by = fw_pace_find (&pace, pace_days, as_of);
  return demand;
}

FwCareerDemand
fw_career_demand_held (FwCareerAsked asked, const char *subject, gboolean held, gint32 as_of)
{
  return (FwCareerDemand){ .asked = asked,
                           .subject = subject,
                           .low = held ? 1 : 0,
                           .high = held ? 1 : 0,
                           .wants = 1,
                           .by = held ? as_of : FW_CAREER_NO_DAY };
}

FwCareerDemand
fw_career_demand_readiness (double low, double high, double wants, gint32 as_of)
{
  FwCareerDemand demand = {
    .asked = FW_CAREER_READINESS, .low = low, .high = high, .wants = wants, .by = FW_CAREER_NO_DAY
  };

  if (fw_career_demand_judge (&demand) == FW_CAREER_MET)
    demand.by = as_of;
  return demand;
}

/* ---- all of them ---- */

static gboolean
is_held_or_not (const FwCareerDemand *demand)
{
  return demand->asked == FW_CAREER_CERTIFICATE || demand->asked == FW_CAREER_COURSE;
}

/* @has: of what is there; of what is counted one alone may be missing. */
static gboolean
is_near (const FwCareerDemand *demand, double has, double nearly)
{
  const gboolean counted = demand->asked == FW_CAREER_COURSES || demand->asked == FW_CAREER_CASES;

  return has >= nearly * demand->wants - SAME || (counted && demand->wants - has <= 1);
}

/* How what is not met stands beside the others. */
typedef struct
{
  guint far;   /* surely more than little lacks */
  guint vague; /* something surely lacks, and whether it is little is not known */
  guint not_held;
} Lacks;

static void
add_lacking (Lacks *lacks, const FwCareerDemand *demand, double nearly)
{
  if (is_held_or_not (demand))
    lacks->far += lacks->not_held++ > 0;
  else if (!is_near (demand, demand->high, nearly))
    lacks->far++;
  else
    lacks->vague += !is_near (demand, demand->low, nearly);
}

static FwCareerState
find_state (const FwCareerStanding *standing, const Lacks *lacks)
{
  if (standing->n_met + standing->n_lacking + standing->n_unknown == 0)
    return FW_CAREER_UNASKED;
  if (lacks->far > 0)
    return FW_CAREER_NOT_YET;
  if (standing->n_unknown + lacks->vague > 0)
    return FW_CAREER_CANNOT_TELL;
  return standing->n_lacking > 0 ? FW_CAREER_NEARLY : FW_CAREER_READY;
}

FwCareerStanding
fw_career_judge (const FwCareerDemand *demands, guint n, double nearly, gint32 as_of)
{
  FwCareerStanding standing = { .by = as_of };
  Lacks lacks = { 0 };

  g_return_val_if_fail (n == 0 || demands != NULL, standing);

  for (guint i = 0; i < n; i++)
    {
      const FwCareerDemand *demand = &demands[i];
      const FwCareerVerdict verdict = fw_career_demand_judge (demand);

      standing.n_met += verdict == FW_CAREER_MET;
      standing.n_unknown += verdict == FW_CAREER_UNKNOWN;
      standing.n_lacking += verdict == FW_CAREER_LACKING;
      if (verdict == FW_CAREER_LACKING)
        add_lacking (&lacks, demand, nearly);
      if (verdict != FW_CAREER_MET)
        standing.by = MAX (standing.by, demand->by);
    }
  if (n == 0)
    standing.by = FW_CAREER_NO_DAY;
  standing.state = find_state (&standing, &lacks);
  return standing;
}
