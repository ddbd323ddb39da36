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
  for (guint c = 0; c < FW_SCAN_N_CHANNELS; c++)
    {
      double largest = 0, grid;
      int exponent;

      for (guint i = 0; i < n_leaves; i++)
        largest = MAX (largest, fabs (((const double *) &leaves[i])[c]));
      if (largest <= 0)
        continue;
      frexp (largest * n_leaves, &exponent);
      grid = ldexp (1, exponent - 52);
      for (guint i = 0; i < n_leaves; i++)
        ((double *) &leaves[i])[c] = rint (((const double *) &leaves[i])[c] / grid) * grid;
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
