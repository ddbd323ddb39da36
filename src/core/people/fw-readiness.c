/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-readiness.h"

#include <math.h>

#include "core/calendar/fw-months.h"

#define DAYS_A_MONTH 30.4375
/* Products of a weight and a gap that differ by less are equal. */
#define SAME 1e-9

static gboolean
read_months (const char **at, guint *months)
{
  char *end;
  guint64 value;

  if (!g_ascii_isdigit (**at))
    return FALSE;
  value = g_ascii_strtoull (*at, &end, 10);
  *at = end;
  *months = (guint) MIN (value, G_MAXUINT);
  return value >= 1 && value <= FW_MONTHS_MOST;
}

static gboolean
skip_prefix (const char **at, const char *prefix)
{
  if (!g_str_has_prefix (*at, prefix))
    return FALSE;
  *at += strlen (prefix);
  return TRUE;
}

gboolean
fw_decay_from_name (const char *name, FwDecay *decay)
{
  const char *at = name;
  gboolean known;

  g_return_val_if_fail (name != NULL && decay != NULL, FALSE);

  *decay = (FwDecay){ FW_DECAY_NONE, 0, 0 };
  if (skip_prefix (&at, "expire-"))
    {
      decay->kind = FW_DECAY_EXPIRE;
      known = read_months (&at, &decay->months);
    }
  else if (skip_prefix (&at, "step-"))
    {
      decay->kind = FW_DECAY_STEP;
      known = read_months (&at, &decay->months) && skip_prefix (&at, "-") &&
              read_months (&at, &decay->further);
    }
  else if (skip_prefix (&at, "half-life-"))
    {
      decay->kind = FW_DECAY_HALF_LIFE;
      known = read_months (&at, &decay->months);
    }
  else
    known = skip_prefix (&at, "none");
  return known && *at == '\0';
}

double
fw_decay_apply (const FwDecay *decay, double level, gint32 shown, gint32 as_of)
{
  guint months;

  g_return_val_if_fail (decay != NULL, level);

  if (as_of <= shown)
    return level;
  /* The corresponding day itself still counts: what is full on the day before is over. */
  months = fw_months_count (shown, as_of - 1);
  switch (decay->kind)
    {
    case FW_DECAY_EXPIRE:
      return months >= decay->months ? 0 : level;
    case FW_DECAY_STEP:
      g_return_val_if_fail (decay->further > 0, level);
      return months < decay->months
                 ? level
                 : MAX (0, level - 1 - (months - decay->months) / decay->further);
    case FW_DECAY_HALF_LIFE:
      g_return_val_if_fail (decay->months > 0, level);
      return level * exp2 (-(as_of - shown) / (decay->months * DAYS_A_MONTH));
    case FW_DECAY_NONE:
    default:
      return level;
    }
}

const FwEvidence *
fw_evidence_find_current (const FwEvidence *evidence, guint n, gint32 as_of)
{
  const FwEvidence *current = NULL;

  g_return_val_if_fail (n == 0 || evidence != NULL, NULL);

  for (guint i = 0; i < n; i++)
    if (evidence[i].date <= as_of &&
        (current == NULL || evidence[i].date > current->date ||
         (evidence[i].date == current->date && evidence[i].level > current->level)))
      current = &evidence[i];
  return current;
}

double
fw_readiness_get_gap (const FwRequirement *requirement, const double *levels)
{
  double level;

  g_return_val_if_fail (requirement != NULL && levels != NULL, NAN);

  level = levels[requirement->competency];
  return isnan (level) ? requirement->level : MAX (0, requirement->level - level);
}

static gboolean
is_more (double a, double b)
{
  return a > b + SAME * MAX (1, fabs (b));
}

FwReadiness
fw_readiness_find (const FwRequirement *requirements, guint n, const double *levels)
{
  FwReadiness found = { .n_requirements = n,
                        .largest_gap = FW_READINESS_NOTHING,
                        .narrows_most = FW_READINESS_NOTHING };
  double weights = 0, partly = 0, missing = 0, met = 0, largest = 0, widest = 0;

  g_return_val_if_fail (n == 0 || (requirements != NULL && levels != NULL), found);

  for (guint i = 0; i < n; i++)
    {
      const FwRequirement *at = &requirements[i];
      double level = levels[at->competency], gap;

      weights += at->weight;
      if (level >= at->level)
        {
          found.n_met++;
          met += at->weight;
          continue;
        }
      if (isnan (level))
        {
          found.n_no_evidence++;
          missing += at->weight;
          if (is_more (at->weight, widest))
            {
              widest = at->weight;
              found.narrows_most = i;
            }
          level = 0;
        }
      partly += at->weight * level / at->level;
      gap = at->weight * (at->level - level);
      found.weighted_gap += gap;
      if (gap > largest && is_more (gap, largest))
        {
          largest = gap;
          found.largest_gap = i;
        }
    }
  found.low = weights > 0 ? (met + partly) / weights : NAN;
  found.high = weights > 0 ? (met + partly + missing) / weights : NAN;
  found.met_share = weights > 0 ? met / weights : NAN;
  found.narrows_by = weights > 0 ? widest / weights : 0;
  return found;
}
