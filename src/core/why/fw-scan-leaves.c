/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/why/fw-scan-private.h"

/* From what was counted to what is summed: each leaf's deviation and how far it strays by itself.
 */

/* Rounds so that the sum of all magnitudes, in units of the grid, fits the 53 bits of a double:
 * then every partial sum is exact, whatever its order, and so is taking leaves off again. */
static void
round_channels (FwScanChannels *leaves, guint n_leaves)
{
  double largest[FW_SCAN_N_CHANNELS] = { 0 }, turn[FW_SCAN_N_CHANNELS];

  for (guint i = 0; i < n_leaves; i++)
    for (guint c = 0; c < FW_SCAN_N_CHANNELS; c++)
      {
        double size = fabs (((const double *) &leaves[i])[c]);

        largest[c] = size > largest[c] ? size : largest[c];
      }
  for (guint c = 0; c < FW_SCAN_N_CHANNELS; c++)
    {
      int exponent;

      frexp (largest[c] * n_leaves, &exponent);
      /* A number so large that its own last place is the grid: what is added to it is rounded. */
      turn[c] = largest[c] > 0 ? ldexp (1.5, exponent) : 0;
    }
  /* One leaf is a sum already; of two or more none is beyond half of the sum of magnitudes. */
  for (guint i = 0; n_leaves > 1 && i < n_leaves; i++)
    for (guint c = 0; c < FW_SCAN_N_CHANNELS; c++)
      {
        double *value = &((double *) &leaves[i])[c];

        *value = (*value + turn[c]) - turn[c];
      }
}

static double
clamp (double value, double most)
{
  return MAX (-most, MIN (value, most));
}

void
fw_scan_set_ranking (FwScanChannels *leaf, double scale, double deviation, double variance)
{
  double sd = sqrt (variance), weight, y;

  if (!(variance > 0) || !(scale > 0))
    return;
  weight = MIN (scale / sd, FW_SCAN_MOST_INFLUENCE);
  y = clamp (deviation / sd, FW_SCAN_MOST_INFLUENCE);
  leaf->a = weight * y;
  leaf->b = weight * weight;
}

static inline void
swap (double *a, double *b)
{
  double x = *a;

  *a = *b;
  *b = x;
}

/* Puts the @k-th smallest at @k, nothing greater before it (Hoare's selection). */
void
fw_scan_select (double *values, guint n, guint k)
{
  guint low = 0, high = n - 1;

  while (low < high)
    {
      double pivot = values[low + (high - low) / 2];
      guint i = low, j = high;

      for (;;)
        {
          while (values[i] < pivot)
            i++;
          while (values[j] > pivot)
            j--;
          if (i >= j)
            break;
          swap (&values[i++], &values[j--]);
        }
      if (k <= j)
        high = j;
      else
        low = j + 1;
    }
}

double
fw_scan_find_median (double *values, guint n)
{
  double upper, lower = -INFINITY;

  fw_scan_select (values, n, n / 2);
  upper = values[n / 2];
  if (n % 2 != 0)
    return upper;
  for (guint i = 0; i < n / 2; i++)
    lower = MAX (lower, values[i]);
  return (lower + upper) / 2;
}

void
fw_scan_fill_leaves (FwScan *self)
{
  guint n = fw_cells_get_n_leaves (self->cells);

  for (guint i = 0; i < n; i++)
    self->leaves[i] = (FwScanChannels){ 0 };
  if (fw_cells_get_form (self->cells) == FW_CELLS_ADDITIVE)
    fw_scan_fill_additive (self);
  else
    fw_scan_fill_rates (self);
  round_channels (self->leaves, n);
}
