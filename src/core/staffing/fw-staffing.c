/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/staffing/fw-staffing.h"

#include <math.h>

/* So that 3 people of 1.2 contacts at once are 3.6 places, and 5 of them 6 and not 5. */
#define ROUNDING 1e-9

FwErlang
fw_staffing_evaluate (const FwStaffingDemand *demand, guint people, double target_s)
{
  guint places;

  g_return_val_if_fail (demand != NULL && demand->concurrency >= 1, ((FwErlang){ 0 }));

  places = (guint) floor (people * demand->concurrency + ROUNDING);
  if (isinf (demand->patience_s))
    return fw_erlang_c (demand->contacts, demand->interval_s, demand->aht_s, places, target_s);

  return fw_erlang_a (demand->contacts, demand->interval_s, demand->aht_s, places, target_s,
                      demand->patience_s);
}

static gboolean
suffices (const FwStaffingDemand *demand, const FwStaffingTarget *target, guint people)
{
  FwErlang result;

  if (people == 0)
    return demand->contacts == 0;

  result = fw_staffing_evaluate (demand, people, target->target_s);
  return result.service_level >= target->least_service_level &&
         result.occupancy <= target->most_occupancy && result.asa_s <= target->most_asa_s &&
         result.abandoned <= target->most_abandoned;
}

gboolean
fw_staffing_find (const FwStaffingDemand *demand,
                  const FwStaffingTarget *target,
                  guint most,
                  guint *people)
{
  double load;
  guint low, high, step;

  g_return_val_if_fail (demand != NULL && target != NULL && people != NULL, FALSE);
  g_return_val_if_fail (demand->interval_s > 0 && demand->concurrency >= 1, FALSE);

  /* Every bound holds the better the more there are. The answer lies within a few roots of the load
   * above it, or with impatient callers below it: steps that double find two that enclose it. */
  load = demand->contacts * demand->aht_s / demand->interval_s / demand->concurrency;
  high = (guint) MIN (ceil (load), (double) most);
  step = 1 + (guint) (sqrt (load) / 2);
  if (suffices (demand, target, high))
    {
      for (low = high; low > 0; step *= 2)
        {
          low = low > step ? low - step : 0;
          if (!suffices (demand, target, low))
            break;
          high = low;
        }
      if (high == 0)
        {
          *people = 0;
          return TRUE;
        }
    }
  else
    for (low = high;; step *= 2)
      {
        if (low >= most)
          return FALSE;
        high = most - low > step ? low + step : most;
        if (suffices (demand, target, high))
          break;
        low = high;
      }

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (suffices (demand, target, middle))
        high = middle;
      else
        low = middle;
    }
  *people = high;
  return TRUE;
}

guint
fw_staffing_add_shrinkage (guint people, const double *shares, guint n)
{
  double left = 1;

  g_return_val_if_fail (shares != NULL || n == 0, people);

  for (guint i = 0; i < n; i++)
    left -= shares[i];
  if (people == 0)
    return 0;
  if (left <= ROUNDING || people / left >= G_MAXUINT)
    return G_MAXUINT;

  return (guint) ceil (people / left - ROUNDING);
}
