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
rake (const FwScan *self, gboolean misses, double *rates)
{
  const FwCells *cells = self->cells;
  guint n_leaves = fw_cells_get_n_leaves (cells), n_attributes = fw_cells_get_n_attributes (cells);
  guint order[FW_CELLS_MOST_ATTRIBUTES], most = 1;
  double *sums[FW_CELLS_MOST_ATTRIBUTES]; /* what each value's rates must come to */
  g_autofree double *trials = g_new (double, MAX (1, n_leaves));
  g_autofree double *totals = NULL, *scales = NULL;
  const guint32 *before = NULL;
  FwCellSums now, then;
  double overall;

  order_attributes (cells, order);
  fw_cells_sum (cells, NULL, 0, &now, &then);
  overall = then.n > 0 ? (misses ? then.n - then.sum : then.sum) / then.n : 0;
  for (guint k = 0; k < n_attributes; k++)
    {
      most = MAX (most, fw_cells_get_n_values (cells, k));
      sums[k] = g_new0 (double, MAX (1, fw_cells_get_n_values (cells, k)));
    }
  for (guint i = 0; i < n_leaves; i++)
    {
      const FwCellSums *history = fw_cells_get_then (cells, i);

      rates[i] = overall;
      trials[i] = history->n;
      for (guint k = 0; k < n_attributes; k++)
        sums[k][fw_cells_get_codes (cells, i)[k]] +=
            misses ? history->n - history->sum : history->sum;
    }
  totals = g_new (double, most);
  scales = g_new (double, most);
  for (guint step = 0; step < ROUNDS * n_attributes; step++)
    {
      guint attribute = order[step % n_attributes];
      guint n_values = fw_cells_get_n_values (cells, attribute);
      const guint32 *column = self->columns + (gsize) attribute * n_leaves;

      memset (totals, 0, n_values * sizeof *totals);
      for (guint i = 0; i < n_leaves; i++)
        {
          /* What the value before this one asked for, not yet done. */
          rates[i] = before != NULL ? rates[i] * scales[before[i]] : rates[i];
          totals[column[i]] += trials[i] * rates[i];
        }
      for (guint value = 0; value < n_values; value++)
        scales[value] = totals[value] > 0 ? sums[attribute][value] / totals[value] : 1;
      before = column;
    }
  for (guint i = 0; before != NULL && i < n_leaves; i++)
    rates[i] *= scales[before[i]];
  for (guint k = 0; k < n_attributes; k++)
    g_free (sums[k]);
}

/* Rounded to what no order of summation changes. */
static double
drop_noise (double value)
{
  return (double) (float) value;
}

static double *
expect_rates (const FwScan *self)
{
  const FwCells *cells = self->cells;
  guint n_leaves = fw_cells_get_n_leaves (cells);
  double *rates = g_new (double, MAX (1, n_leaves)), periods = fw_cells_get_periods (cells);
  gboolean ratio = fw_cells_get_form (cells) == FW_CELLS_RATIO, misses;
  FwCellSums now, then;

  fw_cells_sum (cells, NULL, 0, &now, &then);
  misses = ratio && then.sum > then.n / 2;
  rake (self, misses, rates);
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

static gboolean
is_beyond (const Spread *spread, double rho)
{
  return spread->z2 / (1 + (spread->n - 1) * rho) > CHI_MEDIAN;
}

/* Moves those that are to the front. Returns: how many. */
static guint
part (Spread *spreads, guint n, double rho, gboolean beyond)
{
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    if (is_beyond (&spreads[i], rho) == beyond)
      spreads[kept++] = spreads[i];
  return kept;
}

/* Correlation of the trials of one leaf, so that half of the leaves on one side lie within the half
 * of what they then should. Those that lie within it, or beyond, for all that is left to be tried
 * are not looked at again. */
static double
find_overdispersion_of (const FwCells *cells, const double *rates, double variance, int side)
{
  g_autoptr (GArray) list = list_spreads (cells, rates, variance, side);
  Spread *spreads = (Spread *) (void *) list->data;
  double low = 0, high = 1, all = 0, beyond = 0; /* weights */
  guint n = list->len;

  if (n < LEAST_LEAVES)
    return 0;
  for (guint i = 0; i < n; i++)
    {
      all += spreads[i].weight;
      beyond += is_beyond (&spreads[i], 0) ? spreads[i].weight : 0;
    }
  if (!(beyond > all / 2))
    return 0;
  beyond = 0;
  for (guint k = 0; k < 40; k++)
    {
      double middle = (low + high) / 2, above = beyond;

      for (guint i = 0; i < n; i++)
        above += is_beyond (&spreads[i], middle) ? spreads[i].weight : 0;
      if (above > all / 2)
        low = middle;
      else
        {
          high = middle;
          beyond = above;
        }
      n = part (spreads, n, middle, low == middle);
    }
  return (low + high) / 2;
}

static double
get_rho (FwScan *self, double variance, int side)
{
  double *rho = &self->rhos[side > 0];

  if (*rho < 0)
    *rho = find_overdispersion_of (self->cells, self->rates, variance, side);
  return *rho;
}

/* From the leaves that moved against the direction: no cause made them. While the direction is not
 * known, the quieter side. */
static double
find_overdispersion (FwScan *self, double variance)
{
  if (self->direction != 0)
    return get_rho (self, variance, -self->direction);
  return MIN (get_rho (self, variance, 1), get_rho (self, variance, -1));
}

gboolean
fw_scan_is_filled (const FwScan *self)
{
  return self->form != FW_CELLS_ADDITIVE &&
         self->rhos[self->direction < 0] == MIN (self->rhos[0], self->rhos[1]);
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
  const double *rates;
  double variance = ratio ? 0 : drop_noise (find_variance (cells));
  FwCellSums now_all, then_all;
  double rho;

  fw_cells_sum (cells, NULL, 0, &now_all, &then_all);
  if (!(then_all.n > 0) || (!ratio && !(variance > 0)))
    return; /* nothing to hold it against */
  if (self->rates == NULL)
    self->rates = expect_rates (self);
  rates = self->rates;
  rho = find_overdispersion (self, variance);
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
