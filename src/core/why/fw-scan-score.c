/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/why/fw-scan-private.h"

static double
get_term (double x, double expected)
{
  return x > 0 ? x * log (x / expected) : 0;
}

/* The binomial deviance is right in the tails where a normal is not; it is divided by how much
 * wider the leaves spread than independent trials around a certain expectation would. */
static double
get_binomial_strength (const FwScanChannels *sums)
{
  double misses = sums->volume - sums->now, expected_misses = sums->volume - sums->expected;

  if (!(sums->plain > 0) || !(sums->expected > 0) || !(expected_misses > 0))
    return 0;
  return MAX (0, get_term (sums->now, sums->expected) + get_term (misses, expected_misses)) *
         sums->plain / sums->spread;
}

double
fw_scan_strength (FwCellsForm form, const FwScanChannels *sums)
{
  return form == FW_CELLS_RATIO ? get_binomial_strength (sums) : fw_scan_gain (sums);
}

double
fw_scan_p (double strength)
{
  return erfc (sqrt (MAX (0, strength)));
}
