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

/* Two binomials against one: now's trials, and a history of as many trials as its uncertainty is
 * worth. Right in the tails, where a normal is not and where a rate of nearly one leaves few misses
 * to tell from. Divided by how much wider bursts make the leaves spread. */
static double
get_binomial (const FwScanChannels *sums)
{
  double n = sums->volume, misses = n - sums->now, rate = sums->expected / n;
  double excess = sums->spread / sums->b - 1; /* n over the trials of the history */
  double history, pooled, both;

  if (!(sums->plain > 0) || !(rate > 0) || !(rate < 1))
    return 0;
  if (excess < 1e-9)
    return MAX (0, get_term (sums->now, n * rate) + get_term (misses, n * (1 - rate))) *
           sums->plain / sums->b;
  history = n / excess;
  pooled = (sums->now + history * rate) / (n + history);
  both = get_term (sums->now, n * pooled) + get_term (misses, n * (1 - pooled)) +
         get_term (history * rate, history * pooled) +
         get_term (history * (1 - rate), history * (1 - pooled));
  return MAX (0, both) * sums->plain / sums->b;
}

/* A divergence is at most the chi-squared distance: most cells are done with it, without a
 * logarithm. */
static double
get_binomial_above (const FwScanChannels *sums, double least)
{
  double moved = sums->now - sums->expected, misses = sums->volume - sums->expected;

  if (moved * moved * sums->volume * sums->plain < least * sums->expected * misses * sums->b)
    return 0;
  return get_binomial (sums);
}

#define FEW 30.0 /* trials, from which on a shift of all of them shows in their own mean */

/* A sum over its own squares: one contact of ten hours cannot speak for a team, for it widens what
 * it is measured against as well. What a shift of all adds to the squares is taken out again, as
 * far as there are trials enough to tell it from one long contact. */
static double
get_self_normalised (const FwScanChannels *sums)
{
  double moved = sums->now - sums->expected, squares, variance;

  if (!(sums->spread > 0))
    return 0;
  squares = moved * moved / (sums->volume + FEW) * sums->spread / sums->plain;
  variance = MAX (sums->spread, sums->b - squares);
  return moved * moved / (2 * variance);
}

double
fw_scan_strength (FwCellsForm form, const FwScanChannels *sums)
{
  return fw_scan_strength_above (form, sums, 0);
}

double
fw_scan_strength_above (FwCellsForm form, const FwScanChannels *sums, double least)
{
  switch (form)
    {
    case FW_CELLS_RATIO:
      return get_binomial_above (sums, least);
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
