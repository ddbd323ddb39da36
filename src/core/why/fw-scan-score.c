/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/why/fw-scan-private.h"

static double
get_gaussian (const FwScanChannels *sums)
{
  return sums->b > 0 ? sums->a * sums->a / (2 * sums->b) : 0;
}

static double
get_term (double x, double expected)
{
  return x > 0 ? x * log (x / expected) : 0;
}

/* The binomial deviance is right in the tails where a normal is not; it is divided by how much
 * wider the leaves spread than independent trials around a certain expectation would. */
static double
get_binomial (const FwScanChannels *sums)
{
  double misses = sums->volume - sums->now, expected_misses = sums->volume - sums->expected;

  if (!(sums->plain > 0) || !(sums->expected > 0) || !(expected_misses > 0))
    return 0;
  return MAX (0, get_term (sums->now, sums->expected) + get_term (misses, expected_misses)) *
         sums->plain / sums->spread;
}

/* A sum over its own squares: one contact of ten hours cannot speak for a team, for it widens what
 * it is measured against as well. */
static double
get_self_normalised (const FwScanChannels *sums)
{
  double moved = sums->now - sums->expected, variance = MAX (sums->spread, sums->b);

  return variance > 0 ? moved * moved / (2 * variance) : 0;
}

double
fw_scan_strength (FwCellsForm form, const FwScanChannels *sums)
{
  switch (form)
    {
    case FW_CELLS_RATIO:
      return get_binomial (sums);
    case FW_CELLS_MEAN:
      return get_self_normalised (sums);
    case FW_CELLS_ADDITIVE:
    default:
      return get_gaussian (sums);
    }
}

double
fw_scan_p (double strength)
{
  return erfc (sqrt (MAX (0, strength)));
}

double
fw_scan_find_bar (double p)
{
  double low = 0, high = 800; /* where erfc() ends */

  for (guint i = 0; i < 60; i++)
    {
      double middle = (low + high) / 2;

      if (fw_scan_p (middle) > p)
        low = middle;
      else
        high = middle;
    }
  return high;
}

/* Half a success and half a miss keep a cell of all or none finite. */
static double
get_log_odds (double sum, double n)
{
  return log ((sum + 0.5) / (MAX (0, n - sum) + 0.5));
}

double
fw_scan_theta (FwCellsForm form, const FwScanChannels *sums)
{
  if (form == FW_CELLS_ADDITIVE)
    return sums->b > 0 ? sums->a / sums->b : 0;
  if (!(sums->volume > 0))
    return 0;
  if (form == FW_CELLS_MEAN)
    return (sums->now - sums->expected) / sums->volume;
  return get_log_odds (sums->now, sums->volume) - get_log_odds (sums->expected, sums->volume);
}

int
fw_scan_side (FwCellsForm form, const FwScanChannels *sums)
{
  double moved = form == FW_CELLS_ADDITIVE ? sums->a : sums->now - sums->expected;

  return (moved > 0) - (moved < 0);
}
