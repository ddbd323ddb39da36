/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One dimension at a time: every value with its effect, and how well the dimension tells the change
 * apart. */
#include <math.h>
#include <string.h>

#include "core/why/fw-why-question-private.h"

typedef struct
{
  FwTally now, before;
} Pair;

static int
compare_cells (gconstpointer a, gconstpointer b)
{
  const FwWhyCell *x = *(FwWhyCell *const *) a, *y = *(FwWhyCell *const *) b;
  double left = fabs (x->effect), right = fabs (y->effect);

  return (left < right) - (left > right);
}

static int
compare_splits (gconstpointer a, gconstpointer b)
{
  const FwWhySplit *x = *(FwWhySplit *const *) a, *y = *(FwWhySplit *const *) b;

  return (x->strength < y->strength) - (x->strength > y->strength);
}

/* ln of how much likelier the values' own changes are than one change common to all, less half of
 * what as many values gain by chance. */
static double
measure_strength (const FwWhyFrame *frame, const Pair *pairs, guint n)
{
  double weights = 0, sum = 0, squares = 0;
  guint count = 0;

  for (guint i = 0; i < n; i++)
    {
      const Pair *pair = &pairs[i];
      double variance = fw_why_frame_get_variance (frame, &pair->now, FALSE) +
                        fw_why_frame_get_variance (frame, &pair->before, TRUE);
      FwWhySide now, before;
      double change;

      if (pair->now.n < FW_WHY_SUPPORT || (!frame->fixed && pair->before.n < FW_WHY_SUPPORT) ||
          !isfinite (variance) || !(variance > 0))
        continue;
      fw_why_frame_fill_side (frame, &pair->now, FALSE, &now);
      fw_why_frame_fill_side (frame, &pair->before, TRUE, &before);
      change = now.value - before.value;
      weights += 1 / variance;
      sum += change / variance;
      squares += change * change / variance;
      count++;
    }
  if (count < 2)
    return 0;
  return ((squares - sum * sum / weights) / frame->spread - (count - 1)) / 2;
}

static FwWhySplit *
make_split (FwWhyWork *work, const FwWhyAxis *axis, const Pair *pairs, guint n)
{
  FwWhySplit *split = fw_why_split_new (axis->name, axis->title);

  for (guint code = 0; code < n; code++)
    {
      FwWhyCell *cell;
      const char *value = "", *title = "";

      if (pairs[code].now.n == 0 && pairs[code].before.n == 0)
        continue;
      cell = fw_why_cell_new ();
      work->tables->name (axis, (guint16) code, &value, &title, work->tables->user_data);
      fw_why_cell_add_part (cell, axis->name, value, title);
      fw_why_frame_fill_cell (&work->frame, &pairs[code].now, &pairs[code].before,
                              work->frame.spread, cell);
      g_ptr_array_add (split->cells, cell);
    }
  split->strength = measure_strength (&work->frame, pairs, n);
  g_ptr_array_sort (split->cells, compare_cells);
  return split;
}

/* Not a split: the figure within its values moved against the whole. */
static double
sum_rates (const FwWhySplit *split)
{
  double rate = 0;

  for (guint i = 0; i < split->cells->len; i++)
    rate += ((FwWhyCell *) split->cells->pdata[i])->rate;
  return rate;
}

static void
add_split (FwWhyWork *work, const FwWhyAxis *axis, const FwTabulation *table, guint at)
{
  g_autofree Pair *pairs = NULL;
  FwWhySplit *split;
  guint n = 0;

  for (guint leaf = 0; leaf < table->n_leaves; leaf++)
    n = MAX (n, fw_tabulation_get_codes (table, leaf)[at] + 1u);
  pairs = g_new0 (Pair, MAX (n, 1));
  for (guint leaf = 0; leaf < table->n_leaves; leaf++)
    {
      guint16 code = fw_tabulation_get_codes (table, leaf)[at];

      fw_tally_add (&pairs[code].now, &table->sides[0][leaf]);
      fw_tally_add (&pairs[code].before, &table->sides[1][leaf]);
    }
  split = make_split (work, axis, pairs, n);
  if (split->cells->len > 1)
    g_ptr_array_add (work->answer->splits, split);
  else
    fw_why_split_free (split);
}

/* All q of the splits at once, after Benjamini and Hochberg. A split tells no causes: at best what
 * is possible. */
static int
compare_p (gconstpointer a, gconstpointer b)
{
  const FwWhyCell *x = *(FwWhyCell *const *) a, *y = *(FwWhyCell *const *) b;

  return (x->p > y->p) - (x->p < y->p);
}

static void
judge_splits (FwWhyAnswer *answer)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  double least = 1;

  for (guint i = 0; i < answer->splits->len; i++)
    {
      const FwWhySplit *split = answer->splits->pdata[i];

      for (guint k = 0; k < split->cells->len; k++)
        g_ptr_array_add (cells, split->cells->pdata[k]);
    }
  g_ptr_array_sort (cells, compare_p);
  for (guint i = cells->len; i-- > 0;)
    {
      FwWhyCell *cell = cells->pdata[i];

      least = MIN (least, cell->p * cells->len / (i + 1));
      cell->q = least;
      cell->strength = 0;
      if (cell->verdict != FW_WHY_TOO_FEW)
        cell->verdict = least <= 0.2 ? FW_WHY_POSSIBLE : FW_WHY_CHANCE;
    }
}

static void
find_simpson (FwWhyWork *work)
{
  FwWhyAnswer *answer = work->answer;
  double most = 1.9599639845400545 * work->se;

  for (guint i = 0; i < answer->splits->len; i++)
    {
      const FwWhySplit *split = answer->splits->pdata[i];
      double rate = sum_rates (split);

      if (rate * answer->change >= 0 || fabs (rate) < most)
        continue;
      most = fabs (rate);
      g_free (answer->simpson);
      answer->simpson = g_strdup (split->attribute);
    }
}

static gboolean
is_same_cell (const FwWhyCell *a, const FwWhyCell *b)
{
  const FwWhyPart *x, *y;

  if (a->parts->len != 1 || b->parts->len != 1)
    return FALSE;
  x = &g_array_index (a->parts, FwWhyPart, 0);
  y = &g_array_index (b->parts, FwWhyPart, 0);
  return strcmp (x->attribute, y->attribute) == 0 && strcmp (x->value, y->value) == 0;
}

void
fw_why_mark_splits (FwWhyAnswer *answer)
{
  for (guint c = 0; c < answer->causes->len; c++)
    for (guint i = 0; i < answer->splits->len; i++)
      {
        const FwWhyCell *cause = &((FwWhyCause *) answer->causes->pdata[c])->cell;
        const FwWhySplit *split = answer->splits->pdata[i];

        for (guint k = 0; k < split->cells->len; k++)
          if (is_same_cell (split->cells->pdata[k], cause))
            ((FwWhyCell *) split->cells->pdata[k])->verdict = FW_WHY_CAUSE;
      }
}

void
fw_why_add_splits (FwWhyWork *work)
{
  const FwWhyTables *tables = work->tables;

  for (guint i = 0; i < tables->n_axes; i++)
    add_split (work, &tables->axes[i], tables->leaves, i);
  for (guint i = 0; i < tables->n_singles; i++)
    add_split (work, &tables->single_axes[i], tables->singles[i], 0);
  g_ptr_array_sort (work->answer->splits, compare_splits);
  judge_splits (work->answer);
  find_simpson (work);
}
