/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/why/fw-scan-private.h"

/* Ratios and means: what each leaf's rate was before, how certain that is, and how much wider the
 * leaves spread than independent trials would. */

#define PRIOR_TRIALS 4.0
#define ROUNDS 3                     /* of raking; more change nothing that matters */
#define CHI_MEDIAN 0.454936423119572 /* of one degree of freedom */
#define LEAST_INFORMATION 3.0 /* n p (1 − p) from which the spread of a leaf is looked at */
#define LEAST_LEAVES 20       /* the median of fewer says little */

/* By name, so that their order in the table does not matter where raking stops. */
static void
order_attributes (const FwCells *cells, guint *order)
{
  for (guint i = 0; i < fw_cells_get_n_attributes (cells); i++)
    {
      guint k = i;

      for (; k > 0 &&
             strcmp (fw_cells_get_name (cells, order[k - 1]), fw_cells_get_name (cells, i)) > 0;
           k--)
        order[k] = order[k - 1];
      order[k] = i;
    }
}

/* What is expected of a leaf from the main effects of its values alone: a leaf with little history
 * leans on it, rather than on the overall rate, or a team that always was low would seem to have
 * fallen. Raking: each attribute's values in turn are scaled to their own totals of the history. */
static void
rake (const FwCells *cells, gboolean misses, double *rates)
{
  guint n_leaves = fw_cells_get_n_leaves (cells);
  guint order[FW_CELLS_MOST_ATTRIBUTES];
  FwCellSums now, then;
  double overall;

  order_attributes (cells, order);
  fw_cells_sum (cells, NULL, 0, &now, &then);
  overall = then.n > 0 ? (misses ? then.n - then.sum : then.sum) / then.n : 0;
  for (guint i = 0; i < n_leaves; i++)
    rates[i] = overall;
  for (guint round = 0; round < ROUNDS; round++)
    for (guint k = 0; k < fw_cells_get_n_attributes (cells); k++)
      {
        guint attribute = order[k];
        guint n_values = fw_cells_get_n_values (cells, attribute);
        g_autofree FwCellSums *totals = g_new0 (FwCellSums, MAX (1, n_values));

        for (guint i = 0; i < n_leaves; i++)
          {
            const FwCellSums *history = fw_cells_get_then (cells, i);
            FwCellSums *total = &totals[fw_cells_get_codes (cells, i)[attribute]];

            total->n += history->n * rates[i];
            total->sum += misses ? history->n - history->sum : history->sum;
          }
        for (guint i = 0; i < n_leaves; i++)
          {
            const FwCellSums *total = &totals[fw_cells_get_codes (cells, i)[attribute]];

            if (total->n > 0)
              rates[i] *= total->sum / total->n;
          }
      }
}

/* Rounded to what no order of summation changes. */
static double
drop_noise (double value)
{
  return (double) (float) value;
}

static double *
expect_rates (const FwCells *cells)
{
  guint n_leaves = fw_cells_get_n_leaves (cells);
  double *rates = g_new (double, MAX (1, n_leaves)), periods = fw_cells_get_periods (cells);
  gboolean ratio = fw_cells_get_form (cells) == FW_CELLS_RATIO, misses;
  FwCellSums now, then;

  fw_cells_sum (cells, NULL, 0, &now, &then);
  misses = ratio && then.sum > then.n / 2;
  rake (cells, misses, rates);
  for (guint i = 0; i < n_leaves; i++)
    {
      const FwCellSums *history = fw_cells_get_then (cells, i);
      double prior = drop_noise (rates[i]), n = history->n * periods;

      if (ratio)
        prior = CLAMP (misses ? 1 - prior : prior, 1e-4, 1 - 1e-4);
      if (fw_cells_is_fixed_target (cells) && history->n > 0)
        rates[i] = history->sum / history->n;
      else
        rates[i] = (history->sum * periods + PRIOR_TRIALS * prior) / (n + PRIOR_TRIALS);
      if (ratio)
        rates[i] = CLAMP (rates[i], 1e-6, 1 - 1e-6);
    }
  return rates;
}

static double
get_history_factor (const FwCells *cells, guint leaf)
{
  double history = fw_cells_get_then (cells, leaf)->n * fw_cells_get_periods (cells);

  return fw_cells_is_fixed_target (cells)
             ? 1
             : 1 + fw_cells_get_now (cells, leaf)->n / (history + PRIOR_TRIALS);
}

/* ---- overdispersion ---- */

typedef struct
{
  double z2; /* squared deviation over its variance at rho 0 */
  double n;
  double weight; /* large leaves know more of rho */
} Spread;

static gboolean
is_wider_than (const GArray *spreads, double rho)
{
  double above = 0, all = 0;

  for (guint i = 0; i < spreads->len; i++)
    {
      const Spread *spread = &g_array_index (spreads, Spread, i);

      all += spread->weight;
      if (spread->z2 / (1 + (spread->n - 1) * rho) > CHI_MEDIAN)
        above += spread->weight;
    }
  return above > all / 2;
}

static GArray *
list_spreads (const FwCells *cells, const double *rates, double variance, int side)
{
  GArray *spreads = g_array_new (FALSE, FALSE, sizeof (Spread));

  for (guint i = 0; i < fw_cells_get_n_leaves (cells); i++)
    {
      const FwCellSums *now = fw_cells_get_now (cells, i);
      double unit = variance > 0 ? variance : rates[i] * (1 - rates[i]);
      double moved = now->sum - now->n * rates[i];
      Spread spread = { .n = now->n };

      if (!(now->n >= 2) || (variance > 0 ? now->n : now->n * unit) < LEAST_INFORMATION ||
          moved * side < 0)
        continue;
      spread.z2 = moved * moved / (now->n * unit * get_history_factor (cells, i));
      spread.weight = drop_noise (now->n / (now->n + 100));
      g_array_append_val (spreads, spread);
    }
  return spreads;
}

/* Correlation of the trials of one leaf, so that half of the leaves on one side lie within the half
 * of what they then should. */
static double
find_overdispersion_of (const FwCells *cells, const double *rates, double variance, int side)
{
  g_autoptr (GArray) spreads = list_spreads (cells, rates, variance, side);
  double low = 0, high = 1;

  if (spreads->len < LEAST_LEAVES || !is_wider_than (spreads, 0))
    return 0;
  for (guint i = 0; i < 40; i++)
    {
      double middle = (low + high) / 2;

      if (is_wider_than (spreads, middle))
        low = middle;
      else
        high = middle;
    }
  return (low + high) / 2;
}

/* From the leaves that moved against the direction: no cause made them. While the direction is not
 * known, the quieter side. */
static double
find_overdispersion (const FwCells *cells, const double *rates, double variance, int direction)
{
  if (direction != 0)
    return find_overdispersion_of (cells, rates, variance, -direction);
  return MIN (find_overdispersion_of (cells, rates, variance, 1),
              find_overdispersion_of (cells, rates, variance, -1));
}

/* ---- leaves ---- */

/* Within a leaf, about its mean; falls back on all of now where there is no history. */
static double
find_variance (const FwCells *cells)
{
  FwCellSums now, then, within = { 0 };

  fw_cells_sum (cells, NULL, 0, &now, &then);
  for (guint i = 0; i < fw_cells_get_n_leaves (cells); i++)
    {
      const FwCellSums *history = fw_cells_get_then (cells, i);

      if (history->n <= 1)
        continue;
      within.n += history->n - 1;
      within.squares += history->squares - history->sum * history->sum / history->n;
    }
  if (within.n > 0 && within.squares > 0)
    return within.squares / within.n;
  if (now.n > 1)
    return MAX (0, now.squares - now.sum * now.sum / now.n) / (now.n - 1);
  return 0;
}

void
fw_scan_fill_rates (FwScan *self)
{
  const FwCells *cells = self->cells;
  gboolean ratio = fw_cells_get_form (cells) == FW_CELLS_RATIO;
  g_autofree double *rates = expect_rates (cells);
  double variance = ratio ? 0 : drop_noise (find_variance (cells));
  FwCellSums now_all, then_all;
  double rho;

  fw_cells_sum (cells, NULL, 0, &now_all, &then_all);
  if (!(then_all.n > 0) || (!ratio && !(variance > 0)))
    return; /* nothing to hold it against */
  rho = find_overdispersion (cells, rates, variance, self->direction);
  for (guint i = 0; i < fw_cells_get_n_leaves (cells); i++)
    {
      const FwCellSums *now = fw_cells_get_now (cells, i);
      FwScanChannels *leaf = &self->leaves[i];
      double bursts;

      if (!(now->n > 0))
        continue;
      leaf->volume = now->n;
      leaf->history = fw_cells_get_then (cells, i)->n * fw_cells_get_periods (cells);
      leaf->now = now->sum;
      leaf->expected = now->n * rates[i];
      leaf->plain = now->n * (ratio ? rates[i] * (1 - rates[i]) : variance);
      bursts = 1 + MAX (0, now->n - 1) * rho;
      leaf->spread = leaf->plain * bursts * get_history_factor (cells, i);
      if (ratio)
        leaf->b = leaf->plain * bursts;
      else
        leaf->b = bursts * get_history_factor (cells, i) *
                  MAX (0, now->squares + rates[i] * (now->n * rates[i] - 2 * now->sum));
    }
}
