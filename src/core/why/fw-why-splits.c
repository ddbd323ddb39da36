/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One dimension at a time: every value with its effect, and how well the dimension tells the change
 * apart. */
#include <math.h>

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
      double variance =
          fw_why_frame_get_variance (frame, &pair->now, FALSE) * frame->doubt.alike[0] +
          fw_why_frame_get_variance (frame, &pair->before, TRUE) * frame->doubt.alike[1];
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
  return (squares - sum * sum / weights - (count - 1)) / 2;
}

static FwWhySplit *
make_split (FwWhyWork *work, const FwWhyAxis *axis, const Pair *pairs, guint n)
{
  FwWhySplit *split = fw_why_split_new (axis->name, axis->title);

  for (guint code = 0; code < n; code++)
    {
      FwWhyCell *cell;
      FwWhyLooked looked;
      const char *value = "", *title = "";

      if (pairs[code].now.n == 0 && pairs[code].before.n == 0)
        continue;
      cell = fw_why_cell_new ();
      work->tables->name (axis, (guint16) code, &value, &title, work->tables->user_data);
      fw_why_cell_add_part (cell, axis->name, value, title);
      fw_why_frame_fill_cell (&work->frame, &pairs[code].now, &pairs[code].before,
                              &work->frame.doubt, cell);
      g_ptr_array_add (split->cells, cell);
      looked = (FwWhyLooked){ cell, pairs[code].now, pairs[code].before };
      g_array_append_val (work->looked, looked);
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
  guint n = 0, n_looked = work->looked->len;

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
    {
      g_ptr_array_add (work->answer->splits, split);
      return;
    }
  g_array_set_size (work->looked, n_looked);
  fw_why_split_free (split);
}

static void
find_simpson (FwWhyWork *work)
{
  FwWhyAnswer *answer = work->answer;
  double most = work->frame.doubt.t * work->se;

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

void
fw_why_add_splits (FwWhyWork *work)
{
  const FwWhyTables *tables = work->tables;

  for (guint i = 0; i < tables->n_axes; i++)
    add_split (work, &tables->axes[i], tables->leaves, i);
  for (guint i = 0; i < tables->n_singles; i++)
    add_split (work, &tables->single_axes[i], tables->singles[i], 0);
  g_ptr_array_sort (work->answer->splits, compare_splits);
  find_simpson (work);
}
