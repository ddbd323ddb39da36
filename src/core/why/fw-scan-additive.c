/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/why/fw-scan-private.h"

/* How far the leaves of an additive measure stray by themselves. It is told from the leaves that
 * moved *against* the direction asked for: no cause can have made them, and a cause that has a
 * large share of all leaves does not pass for noise. */

#define LEAST_BIN 48 /* leaves; smaller bins are joined with the next */
#define MOST_BINS 64
#define NORMAL_QUARTILE 0.6744897501960817 /* the median of |z| */
#define LEAST_NOISE 1e-6

/* The relative spread by size, at the middles of octaves of size. */
typedef struct
{
  double size[MOST_BINS]; /* log2 */
  double spread[MOST_BINS];
  guint n;
} Noise;

/* A leaf's deviation is taken relative to the greater of now and then. Whether now strays around
 * then or then around now, the tail of that ratio is no longer than a normal one's, which holds of
 * neither now nor then nor their mean. */
static inline double
get_size (const FwCells *cells, guint leaf)
{
  return MAX (fabs (fw_cells_get_now (cells, leaf)->sum),
              fabs (fw_cells_get_then (cells, leaf)->sum));
}

static double
look_up (const Noise *noise, double size)
{
  guint i = 0;
  double part;

  if (noise->n == 0)
    return LEAST_NOISE;
  while (i < noise->n && noise->size[i] < size)
    i++;
  if (i == 0 || i == noise->n)
    return noise->spread[i == 0 ? 0 : noise->n - 1];
  part = (size - noise->size[i - 1]) / (noise->size[i] - noise->size[i - 1]);
  return noise->spread[i - 1] + part * (noise->spread[i] - noise->spread[i - 1]);
}

/* Sorts by bin: counts, then places. @at gets the first place of each bin, and the end. */
static void
place_by_bin (const double *spreads, const guint8 *bins, guint n, double *placed, guint *at)
{
  guint next[MOST_BINS];

  for (guint b = 0; b <= MOST_BINS; b++)
    at[b] = 0;
  for (guint i = 0; i < n; i++)
    at[bins[i] + 1]++;
  for (guint b = 0; b < MOST_BINS; b++)
    {
      at[b + 1] += at[b];
      next[b] = at[b];
    }
  for (guint i = 0; i < n; i++)
    placed[next[bins[i]]++] = spreads[i];
}

/* @sizes: log2, by leaf. The octaves are counted from the median, so that the unit of the measure
 * does not matter. */
static void
fit_noise (const FwCells *cells, const double *sizes, double middle, int side, Noise *noise)
{
  guint n_leaves = fw_cells_get_n_leaves (cells), n = 0, at[MOST_BINS + 1], first = 0;
  g_autofree double *spreads = g_new (double, MAX (1, n_leaves));
  g_autofree double *placed = g_new (double, MAX (1, n_leaves));
  g_autofree guint8 *bins = g_new (guint8, MAX (1, n_leaves));
  double weighted = 0;

  for (guint i = 0; i < n_leaves; i++)
    {
      double moved = fw_cells_get_now (cells, i)->sum - fw_cells_get_then (cells, i)->sum;

      if (!isfinite (sizes[i]) || moved * side < 0)
        continue;
      spreads[n] = fabs (moved) / get_size (cells, i);
      bins[n++] = (guint8) CLAMP (floor (sizes[i] - middle) + MOST_BINS / 2, 0, MOST_BINS - 1);
    }
  place_by_bin (spreads, bins, n, placed, at);
  noise->n = 0;
  for (guint b = 0; b < MOST_BINS; b++)
    {
      guint count = at[b + 1] - first;

      weighted += (at[b + 1] - at[b]) * (middle + b + 0.5 - MOST_BINS / 2);
      if (count == 0 || (count < LEAST_BIN && n - at[b + 1] >= LEAST_BIN))
        continue;
      if (n - at[b + 1] < LEAST_BIN) /* the last one takes what is left */
        for (; b + 1 < MOST_BINS; b++)
          weighted += (at[b + 2] - at[b + 1]) * (middle + b + 1.5 - MOST_BINS / 2);
      count = at[b + 1] - first;
      noise->size[noise->n] = weighted / count;
      noise->spread[noise->n++] =
          MAX (LEAST_NOISE, fw_scan_find_median (placed + first, count) / NORMAL_QUARTILE);
      first = at[b + 1];
      weighted = 0;
    }
}

/* Whole numbers are counts, and counts stray by at least what a Poisson count does, on both sides.
 */
static gboolean
is_count (const FwCells *cells)
{
  for (guint i = 0; i < fw_cells_get_n_leaves (cells); i++)
    if (fw_cells_get_now (cells, i)->sum != floor (fw_cells_get_now (cells, i)->sum))
      return FALSE;
  return TRUE;
}

static double
get_poisson (const FwCells *cells, guint leaf)
{
  double then = MAX (0, fw_cells_get_then (cells, leaf)->sum);
  double history = fw_cells_is_fixed_target (cells) ? 0 : 1 / fw_cells_get_periods (cells);

  /* A history of nothing is still one of at most a few. */
  return MAX (then, 0.5) * (1 + history) + 0.25;
}

static double
find_middle (const double *sizes, guint n_leaves)
{
  g_autofree double *finite = g_new (double, MAX (1, n_leaves));
  guint n = 0;

  for (guint i = 0; i < n_leaves; i++)
    if (isfinite (sizes[i]))
      finite[n++] = sizes[i];
  return n > 0 ? fw_scan_find_median (finite, n) : 0;
}

void
fw_scan_fill_additive (FwScan *self)
{
  const FwCells *cells = self->cells;
  guint n_leaves = fw_cells_get_n_leaves (cells);
  gboolean counts = is_count (cells);
  g_autofree double *sizes = g_new (double, MAX (1, n_leaves));
  double middle;
  Noise up = { .n = 0 }, down = { .n = 0 };

  for (guint i = 0; i < n_leaves; i++)
    sizes[i] = log2 (get_size (cells, i));
  middle = find_middle (sizes, n_leaves);
  if (self->direction <= 0)
    fit_noise (cells, sizes, middle, 1, &up);
  if (self->direction >= 0)
    fit_noise (cells, sizes, middle, -1, &down);
  for (guint i = 0; i < n_leaves; i++)
    {
      double now = fw_cells_get_now (cells, i)->sum, then = fw_cells_get_then (cells, i)->sum;
      double size = get_size (cells, i), noise, variance;
      FwScanChannels *leaf = &self->leaves[i];

      leaf->volume = fabs (now) + fabs (then);
      leaf->now = now;
      leaf->expected = then;
      if (!(size > 0))
        continue;
      noise = look_up (self->direction > 0 ? &down : &up, sizes[i]);
      if (self->direction == 0)
        noise = MIN (noise, look_up (&down, sizes[i]));
      variance = noise * size * noise * size;
      if (counts)
        variance = MAX (variance, get_poisson (cells, i));
      leaf->spread = leaf->plain = variance;
      fw_scan_set_ranking (leaf, size, now - then, variance);
    }
}
