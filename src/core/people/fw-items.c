/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-items.h"

#include <math.h>

#define EDGE 0.27

/* Whole sums, from which all else follows: one pass over the answers. */
typedef struct
{
  const FwAnswers *answers;
  guint64 n, total, squares;
  guint *places;         /* by item: its first option */
  guint64 *chosen;       /* by option */
  guint64 *totals;       /* by option: of those who chose it */
  guint64 *people;       /* by total */
  guint64 *right;        /* total by item: right answers of those with that total */
  double item_variances; /* sum over all items */
} Sums;

static guint
count_right (const FwAnswers *answers, const guint16 *row)
{
  guint total = 0;

  for (guint i = 0; i < answers->n_items; i++)
    total += row[i] == answers->keys[i] && row[i] != FW_ITEM_NONE;
  return total;
}

static void
add_person (Sums *self, const guint16 *row, guint64 times)
{
  const FwAnswers *answers = self->answers;
  guint total = count_right (answers, row);
  guint64 *right = self->right + (gsize) total * answers->n_items;

  self->n += times;
  self->total += times * total;
  self->squares += times * total * total;
  self->people[total] += times;
  for (guint i = 0; i < answers->n_items; i++)
    {
      if (row[i] == FW_ITEM_NONE)
        continue;
      self->chosen[self->places[i] + row[i]] += times;
      self->totals[self->places[i] + row[i]] += times * total;
      right[i] += row[i] == answers->keys[i] ? times : 0;
    }
}

static void
fill_sums (Sums *self)
{
  const FwAnswers *answers = self->answers;
  guint n_options = 0;

  self->places = g_new (guint, answers->n_items + 1);
  for (guint i = 0; i <= answers->n_items; i++)
    {
      self->places[i] = n_options;
      n_options += i < answers->n_items ? answers->n_options[i] : 0;
    }
  self->chosen = g_new0 (guint64, n_options + 1);
  self->totals = g_new0 (guint64, n_options + 1);
  self->people = g_new0 (guint64, answers->n_items + 1);
  self->right = g_new0 (guint64, (gsize) (answers->n_items + 1) * answers->n_items);
  for (guint p = 0; p < answers->n_persons; p++)
    add_person (self, answers->answers + (gsize) p * answers->n_items,
                answers->times != NULL ? answers->times[p] : 1);
}

static void
clear_sums (Sums *self)
{
  g_free (self->places);
  g_free (self->chosen);
  g_free (self->totals);
  g_free (self->people);
  g_free (self->right);
}

/* ---- one item ---- */

static double
correlate (double together, double a, double b)
{
  return a > 1e-12 && b > 1e-12 ? together / sqrt (a * b) : NAN;
}

/* Variances of the population: their ratios are those of the sample. */
static double
get_total_variance (const Sums *self)
{
  double n = (double) self->n, mean = (double) self->total / n;

  return MAX (0, (double) self->squares / n - mean * mean);
}

/* Share right among the 27 % at one end; those with the total at the edge count in part. */
static double
find_end (const Sums *self, guint item, gboolean best)
{
  guint n_items = self->answers->n_items;
  double wanted = EDGE * (double) self->n, left = wanted, right = 0;

  for (guint i = 0; i <= n_items && left > 0; i++)
    {
      guint total = best ? n_items - i : i;
      double people = (double) self->people[total], part;

      if (people <= 0)
        continue;
      part = MIN (1, left / people);
      right += part * (double) self->right[(gsize) total * n_items + item];
      left -= part * people;
    }
  return right / wanted;
}

static double
find_alpha (double n_items, double item_variances, double variance)
{
  return n_items >= 2 && variance > 1e-12
             ? n_items / (n_items - 1) * (1 - item_variances / variance)
             : NAN;
}

static void
fill_options (const Sums *self, guint item, FwItem *found)
{
  double n = (double) self->n, variance = get_total_variance (self);
  double mean_rest = ((double) self->total - (double) found->correct) / n;
  double together = 0, own = found->p * (1 - found->p), rest;
  guint16 key = self->answers->keys[item];

  if (key != FW_ITEM_NONE)
    together =
        (double) self->totals[self->places[item] + key] / n - found->p * (double) self->total / n;
  rest = MAX (0, variance - 2 * together + own);
  found->r_total = correlate (together, own, variance);
  found->r_rest = correlate (together - own, own, rest);
  found->weak = !(found->r_rest >= FW_ITEM_WEAK);
  found->better_option = FW_ITEM_NONE;
  for (guint i = 0; i < self->answers->n_options[item]; i++)
    {
      guint64 chosen = self->chosen[self->places[item] + i];
      double share = (double) chosen / n;
      double sum = (double) self->totals[self->places[item] + i] - (i == key ? (double) chosen : 0);
      FwItemOption *option = &found->options[i];

      option->n = chosen;
      option->share = share;
      option->mean_rest = chosen > 0 ? sum / (double) chosen : NAN;
      option->r_rest = correlate (sum / n - share * mean_rest, share * (1 - share), rest);
      if (i != key && option->r_rest > (isnan (found->r_rest) ? 0 : found->r_rest) &&
          (found->better_option == FW_ITEM_NONE ||
           option->r_rest > found->options[found->better_option].r_rest))
        found->better_option = (guint16) i;
    }
}

static void
fill_item (const Sums *self, guint item, FwItem *found)
{
  guint16 key = self->answers->keys[item];
  double variance = get_total_variance (self), own, rest;

  found->n = self->n;
  found->correct = key != FW_ITEM_NONE ? self->chosen[self->places[item] + key] : 0;
  found->p = (double) found->correct / (double) self->n;
  found->interval = fw_interval_wilson (found->correct, found->n);
  fill_options (self, item, found);
  found->d27 = find_end (self, item, TRUE) - find_end (self, item, FALSE);
  own = found->p * (1 - found->p);
  rest = variance + own;
  if (!isnan (found->r_total))
    rest -= 2 * found->r_total * sqrt (own * variance);
  found->alpha_without =
      find_alpha (self->answers->n_items - 1.0, self->item_variances - own, MAX (0, rest));
}

/* ---- all items ---- */

FwItemAnalysis *
fw_items_analyse (const FwAnswers *answers)
{
  Sums sums = { .answers = answers };
  FwItemAnalysis *found;
  double n, variance;

  g_return_val_if_fail (answers != NULL && answers->n_persons > 0 && answers->n_items > 0, NULL);

  fill_sums (&sums);
  found = g_new0 (FwItemAnalysis, 1);
  found->n = sums.n;
  found->n_items = answers->n_items;
  found->items = g_new0 (FwItem, answers->n_items);
  found->options = g_new0 (FwItemOption, sums.places[answers->n_items] + 1);
  n = (double) sums.n;
  variance = get_total_variance (&sums);
  found->mean_total = (double) sums.total / n;
  found->sd_total = sums.n > 1 ? sqrt (variance * n / (n - 1)) : NAN;
  for (guint i = 0; i < answers->n_items; i++)
    {
      guint16 key = answers->keys[i];
      double p = key != FW_ITEM_NONE ? (double) sums.chosen[sums.places[i] + key] / n : 0;

      sums.item_variances += p * (1 - p);
    }
  found->alpha = found->kr20 = find_alpha (answers->n_items, sums.item_variances, variance);
  found->error = found->sd_total * sqrt (MAX (0, 1 - found->alpha));
  for (guint i = 0; i < answers->n_items; i++)
    {
      found->items[i].options = found->options + sums.places[i];
      fill_item (&sums, i, &found->items[i]);
    }
  clear_sums (&sums);
  return found;
}

void
fw_item_analysis_free (FwItemAnalysis *self)
{
  g_free (self->options);
  g_free (self->items);
  g_free (self);
}
