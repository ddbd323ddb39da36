/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "core/why/fw-scan-private.h"

/* From what was counted to what is summed: each leaf's deviation and how far it strays by itself.
 */

/* Rounds so that the sum of all magnitudes, in units of the grid, fits the 53 bits of a double:
 * then every partial sum is exact, whatever its order, and so is taking leaves off again. */
void
fw_scan_round_channels (FwScanChannels *leaves, guint n_leaves)
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

/* A leaf's weight is what a common relative shift of one would move it by, in its own standard
 * deviations. */
static void
set_ranking (FwScanChannels *leaf, double scale, double deviation, double variance)
{
  double sd = sqrt (variance), weight, y;

  if (!(variance > 0) || !(scale > 0))
    return;
  weight = MIN (scale / sd, FW_SCAN_MOST_INFLUENCE);
  y = clamp (deviation / sd, FW_SCAN_MOST_INFLUENCE);
  leaf->a = weight * y;
  leaf->b = weight * weight;
  leaf->live = 1;
}

/* ---- additive ---- */

#define BIN_LEAVES 64
#define MOST_BINS 24

typedef struct
{
  double size;   /* log of (now + then) / 2 */
  double spread; /* |now − then| relative to it */
} Deviation;

static int
compare_sizes (const void *a, const void *b)
{
  double x = ((const Deviation *) a)->size, y = ((const Deviation *) b)->size;

  return (x > y) - (x < y);
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
find_median (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare_doubles);
  return n % 2 != 0 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

/* The relative spread as it falls with size, at the middles of bins of equal count. */
typedef struct
{
  double size[MOST_BINS];
  double spread[MOST_BINS];
  guint n;
} Noise;

static double
look_up_noise (const Noise *noise, double size)
{
  guint i = 0;
  double part;

  if (noise->n == 0)
    return 1;
  while (i < noise->n && noise->size[i] < size)
    i++;
  if (i == 0)
    return noise->spread[0];
  if (i == noise->n)
    return noise->spread[noise->n - 1];
  part = (size - noise->size[i - 1]) / (noise->size[i] - noise->size[i - 1]);
  return noise->spread[i - 1] + part * (noise->spread[i] - noise->spread[i - 1]);
}

static void
fit_noise (const FwCells *cells, int side, Noise *noise)
{
  guint n_leaves = fw_cells_get_n_leaves (cells), n = 0, n_bins;
  g_autofree Deviation *all = g_new (Deviation, MAX (1, n_leaves));
  g_autofree double *values = g_new (double, MAX (1, n_leaves));

  for (guint i = 0; i < n_leaves; i++)
    {
      double now = fw_cells_get_now (cells, i)->sum, then = fw_cells_get_then (cells, i)->sum;
      double size = (now + then) / 2, moved = (now - then) * side;

      if (size > 0 && moved >= 0)
        all[n++] = (Deviation){ log (size), moved / size };
    }
  noise->n = 0;
  if (n == 0)
    return;
  qsort (all, n, sizeof *all, compare_sizes);
  n_bins = CLAMP (n / BIN_LEAVES, 1, MOST_BINS);
  for (guint b = 0; b < n_bins; b++)
    {
      guint first = (guint) ((guint64) n * b / n_bins),
            end = (guint) ((guint64) n * (b + 1) / n_bins);

      for (guint i = first; i < end; i++)
        values[i - first] = all[i].spread;
      if (noise->n > 0 && all[(first + end) / 2].size <= noise->size[noise->n - 1])
        continue;
      noise->size[noise->n] = all[(first + end) / 2].size;
      noise->spread[noise->n++] = find_median (values, end - first) / 0.6744897501960817;
    }
}

static gboolean
is_count (const FwCells *cells)
{
  for (guint i = 0; i < fw_cells_get_n_leaves (cells); i++)
    if (fw_cells_get_now (cells, i)->sum != floor (fw_cells_get_now (cells, i)->sum))
      return FALSE;
  return TRUE;
}

static void
fill_additive (FwScan *self)
{
  const FwCells *cells = self->cells;
  gboolean counts = is_count (cells);
  Noise up, down;

  fit_noise (cells, 1, &up);
  fit_noise (cells, -1, &down);
  for (guint i = 0; i < fw_cells_get_n_leaves (cells); i++)
    {
      double now = fw_cells_get_now (cells, i)->sum, then = fw_cells_get_then (cells, i)->sum;
      double size = (now + then) / 2, relative, variance;
      FwScanChannels *leaf = &self->leaves[i];

      leaf->volume = now + then;
      leaf->now = now;
      leaf->expected = then;
      if (!(size > 0))
        continue;
      if (self->direction > 0)
        relative = look_up_noise (&down, log (size));
      else if (self->direction < 0)
        relative = look_up_noise (&up, log (size));
      else
        relative = MIN (look_up_noise (&up, log (size)), look_up_noise (&down, log (size)));
      relative = MAX (relative, 1e-6);
      variance = relative * size * relative * size;
      if (counts)
        variance = MAX (variance, size + 0.25);
      leaf->spread = leaf->plain = variance;
      set_ranking (leaf, size, now - then, variance);
    }
}

/* ---- ratios ---- */

#define PRIOR_TRIALS 4.0

static double
find_share (double sum, double n)
{
  return n > 0 ? CLAMP (sum / n, 0, 1) : 0.5;
}

static void
fill_ratio (FwScan *self)
{
  const FwCells *cells = self->cells;
  double periods = fw_cells_get_periods (cells), overall;
  FwCellSums now, then;

  fw_cells_sum (cells, NULL, 0, &now, &then);
  overall = find_share (then.sum, then.n);
  for (guint i = 0; i < fw_cells_get_n_leaves (cells); i++)
    {
      const FwCellSums *x = fw_cells_get_now (cells, i), *y = fw_cells_get_then (cells, i);
      FwScanChannels *leaf = &self->leaves[i];
      double history = y->n * periods, p, variance;

      if (!(x->n > 0))
        continue;
      p = (y->sum * periods + PRIOR_TRIALS * overall) / (history + PRIOR_TRIALS);
      p = CLAMP (p, 1e-6, 1 - 1e-6);
      variance = x->n * p * (1 - p);
      leaf->volume = x->n;
      leaf->now = x->sum;
      leaf->expected = x->n * p;
      leaf->plain = variance;
      leaf->spread =
          variance * (fw_cells_is_fixed_target (cells) ? 1 : 1 + x->n / (history + PRIOR_TRIALS));
      set_ranking (leaf, variance, x->sum - x->n * p, leaf->spread);
    }
}

/* ---- means ---- */

static void
fill_mean (FwScan *self)
{
  const FwCells *cells = self->cells;
  double periods = fw_cells_get_periods (cells), overall, variance;
  FwCellSums now, then;

  fw_cells_sum (cells, NULL, 0, &now, &then);
  overall = then.n > 0 ? then.sum / then.n : 0;
  variance = then.n > 0 ? then.squares / then.n - overall * overall : 0;
  if (!(variance > 0))
    variance = now.n > 0 ? now.squares / now.n - now.sum / now.n * (now.sum / now.n) : 0;
  for (guint i = 0; i < fw_cells_get_n_leaves (cells); i++)
    {
      const FwCellSums *x = fw_cells_get_now (cells, i), *y = fw_cells_get_then (cells, i);
      FwScanChannels *leaf = &self->leaves[i];
      double history = y->n * periods, m;

      if (!(x->n > 0))
        continue;
      m = (y->sum * periods + PRIOR_TRIALS * overall) / (history + PRIOR_TRIALS);
      leaf->volume = x->n;
      leaf->now = x->sum;
      leaf->expected = x->n * m;
      leaf->plain = x->n * variance;
      leaf->spread = leaf->plain *
                     (fw_cells_is_fixed_target (cells) ? 1 : 1 + x->n / (history + PRIOR_TRIALS));
      set_ranking (leaf, x->n * sqrt (variance), x->sum - x->n * m, leaf->spread);
    }
}

void
fw_scan_fill_leaves (FwScan *self)
{
  guint n = fw_cells_get_n_leaves (self->cells);

  for (guint i = 0; i < n; i++)
    self->leaves[i] = (FwScanChannels){ 0 };
  switch (fw_cells_get_form (self->cells))
    {
    case FW_CELLS_ADDITIVE:
      fill_additive (self);
      break;
    case FW_CELLS_RATIO:
      fill_ratio (self);
      break;
    case FW_CELLS_MEAN:
      fill_mean (self);
      break;
    }
  fw_scan_round_channels (self->leaves, n);
}
