/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From tables to an answer: what moved at all, then the parts. docs/why.md. */
#include <math.h>

#include "core/why/fw-factor-test.h"
#include "core/why/fw-why-question-private.h"

#define LOCALISED 0.35 /* share of the rate effect that causes must explain */

void
fw_why_name_parts (const FwWhyWork *work, const guint32 *codes, FwWhyCell *cell)
{
  const FwWhyTables *tables = work->tables;

  for (guint i = 0; i < tables->n_axes; i++)
    if (codes[i] != FW_CELLS_ANY)
      {
        const char *value = "", *title = "";

        tables->name (&tables->axes[i], (guint16) codes[i], &value, &title, tables->user_data);
        fw_why_cell_add_part (cell, tables->axes[i].name, value, title);
      }
}

void
fw_why_sum_cell (const FwWhyWork *work, const guint32 *codes, FwTally *now, FwTally *before)
{
  const FwTabulation *leaves = work->tables->leaves;

  guint wanted[FW_CELLS_MOST_ATTRIBUTES], n = 0;

  for (guint i = 0; i < leaves->n_axes; i++)
    if (codes[i] != FW_CELLS_ANY)
      wanted[n++] = i;
  *now = *before = (FwTally){ 0 };
  for (guint leaf = 0; leaf < leaves->n_leaves; leaf++)
    {
      const guint16 *own = fw_tabulation_get_codes (leaves, leaf);
      gboolean inside = TRUE;

      for (guint i = 0; i < n && inside; i++)
        inside = codes[wanted[i]] == own[wanted[i]];
      if (!inside)
        continue;
      fw_tally_add (now, &leaves->sides[0][leaf]);
      fw_tally_add (before, &leaves->sides[1][leaf]);
    }
}

/* ---- the leaf table of the search ---- */

static FwCellSums
make_sums (const FwTallyRule *rule, const FwTally *tally, double periods)
{
  FwCellSums sums = { .n = (double) tally->n / periods,
                      .sum = (double) tally->sum * rule->unit / periods,
                      .squares = fw_tally_get_squares (rule, tally) / periods };

  if (rule->form == FW_TALLY_COUNT)
    sums.n = sums.squares = 0;
  else if (rule->form == FW_TALLY_RATIO)
    sums.squares = 0;
  return sums;
}

/* A target is met by each leaf or by none: what is expected of its contacts is the target. */
static FwCellSums
make_target_sums (const FwWhyTables *tables, const FwCellSums *now)
{
  FwCellSums sums = { .n = now->n, .sum = now->n * tables->target };

  if (tables->rule->form == FW_TALLY_MEAN && now->n > 0)
    sums.squares =
        now->squares - now->sum * now->sum / now->n + now->n * tables->target * tables->target;
  sums.squares = MAX (0, sums.squares);
  return sums;
}

static guint
count_codes (const FwTabulation *table, guint axis)
{
  guint most = 0;

  for (guint leaf = 0; leaf < table->n_leaves; leaf++)
    most = MAX (most, fw_tabulation_get_codes (table, leaf)[axis]);
  return most + 1;
}

/* Whether every code of @child has one code of @parent alone: the cell of both is that of the
 * child.
 */
static gboolean
determines (const FwTabulation *table, guint child, guint parent)
{
  guint n = count_codes (table, child);
  g_autofree gint32 *seen = g_new (gint32, n);

  for (guint i = 0; i < n; i++)
    seen[i] = -1;
  for (guint leaf = 0; leaf < table->n_leaves; leaf++)
    {
      const guint16 *codes = fw_tabulation_get_codes (table, leaf);
      gint32 *one = &seen[codes[child]];

      if (*one >= 0 && *one != codes[parent])
        return FALSE;
      *one = codes[parent];
    }
  return TRUE;
}

static void
find_parents (FwWhyWork *work)
{
  const FwTabulation *table = work->tables->leaves;

  for (guint child = 0; child < table->n_axes; child++)
    for (guint parent = 0; parent < table->n_axes; parent++)
      if (parent != child && fw_cells_get_parent (work->cells, child) == FW_CELLS_ANY &&
          fw_cells_get_parent (work->cells, parent) != child && determines (table, child, parent))
        fw_cells_set_parent (work->cells, child, parent);
}

static void
fill_cells (FwWhyWork *work)
{
  const FwWhyTables *tables = work->tables;
  const FwTabulation *table = tables->leaves;
  FwCellsForm form = tables->rule->form == FW_TALLY_COUNT   ? FW_CELLS_ADDITIVE
                     : tables->rule->form == FW_TALLY_RATIO ? FW_CELLS_RATIO
                                                            : FW_CELLS_MEAN;

  work->cells = fw_cells_new (form, table->n_axes);
  for (guint i = 0; i < table->n_axes; i++)
    fw_cells_set_attribute (work->cells, i, tables->axes[i].name, count_codes (table, i));
  find_parents (work);
  fw_cells_set_fixed_target (work->cells, work->frame.fixed);
  fw_cells_set_periods (work->cells, tables->periods);
  fw_cells_reserve (work->cells, table->n_leaves);
  for (guint leaf = 0; leaf < table->n_leaves; leaf++)
    {
      FwCellSums now = make_sums (tables->rule, &table->sides[0][leaf], 1);
      FwCellSums then = make_sums (tables->rule, &table->sides[1][leaf], tables->periods);
      guint32 codes[FW_CELLS_MOST_ATTRIBUTES];

      if (work->frame.fixed)
        then = make_target_sums (tables, &now);
      for (guint i = 0; i < table->n_axes; i++)
        codes[i] = fw_tabulation_get_codes (table, leaf)[i];
      fw_cells_append (work->cells, codes, &now, &then);
    }
}

/* ---- the change as a whole ---- */

static void
describe_change (FwWhyWork *work)
{
  FwWhyAnswer *answer = work->answer;
  FwWhyFrame *frame = &work->frame;
  g_autoptr (FwWhyCell) whole = fw_why_cell_new ();

  fw_why_frame_fill_cell (frame, &frame->now, &frame->before, &frame->doubt, whole);
  answer->now = whole->now;
  answer->before = whole->before;
  answer->change = answer->now.has_value && answer->before.has_value
                       ? answer->now.value - answer->before.value
                       : NAN;
  answer->change_interval = whole->interval;
  answer->p = whole->p;
  work->se = sqrt (fw_why_frame_get_doubtful_variance (frame, &frame->now, FALSE, &frame->doubt) +
                   fw_why_frame_get_doubtful_variance (frame, &frame->before, TRUE, &frame->doubt));
}

static FwWhyState
find_state (const FwWhyWork *work)
{
  const FwWhyAnswer *answer = work->answer;
  const FwWhyFrame *frame = &work->frame;

  if (frame->now.n == 0 || !answer->now.has_value)
    return FW_WHY_NO_WINDOW;
  if (frame->fixed ? isnan (frame->target) : frame->before.n == 0 || !answer->before.has_value)
    return FW_WHY_NO_BASELINE;
  if (frame->now.n < FW_WHY_SUPPORT || (!frame->fixed && frame->before.n < FW_WHY_SUPPORT))
    return FW_WHY_SCARCE;
  if (answer->p > 0.05 || answer->change == 0)
    return FW_WHY_WITHIN_CHANCE;
  return answer->change < 0 ? FW_WHY_FELL : FW_WHY_ROSE;
}

static gboolean
measure_doubt (FwWhyWork *work, GError **error)
{
  const FwWhyTables *tables = work->tables;
  g_auto (FwWhyClusters) clusters = { 0 };

  if (tables->cluster == NULL || work->frame.now.n == 0)
    return TRUE;
  if (!tables->cluster (tables->axes, tables->n_axes, NULL, &clusters, tables->user_data,
                        work->cancellable, error))
    return FALSE;
  fw_why_frame_measure_doubt (&work->frame, &work->frame.now, &work->frame.before, &clusters,
                              tables->same_days, &work->frame.doubt);
  return TRUE;
}

/* The three-way split. */
static void
decompose (FwWhyWork *work)
{
  FwWhyAnswer *answer = work->answer;
  FwCellsParts total;

  if (!fw_cells_decompose (work->cells, FALSE, NULL, &total))
    return;
  answer->mix_only = total.mix;
  answer->interaction = total.interaction;
  answer->rate_only = answer->change - total.mix - total.interaction;
}

static void
clear_fewer (FwWhyWork *work)
{
  if (work->tables != &work->fewer)
    return;
  g_free ((gpointer) work->fewer.axes);
  fw_tabulation_free ((FwTabulation *) work->fewer.leaves);
}

static void
clear_work (FwWhyWork *work)
{
  g_clear_pointer (&work->cells, fw_cells_free);
  g_clear_pointer (&work->parts, g_free);
}

void
fw_why_work_fill (FwWhyWork *work)
{
  FwCellsParts total;

  clear_work (work);
  fill_cells (work);
  work->parts = g_new0 (FwCellsParts, MAX (work->tables->leaves->n_leaves, 1));
  fw_cells_decompose (work->cells, TRUE, work->parts, &total);
}

void
fw_why_work_drop_axis (FwWhyWork *work, guint axis)
{
  FwWhyTables fewer = *work->tables;
  FwTabulation *leaves = fw_tabulation_copy (work->tables->leaves);
  FwWhyAxis *axes = g_new (FwWhyAxis, fewer.n_axes);
  guint n = 0;

  for (guint i = 0; i < fewer.n_axes; i++)
    if (i != axis)
      axes[n++] = fewer.axes[i];
  fw_tabulation_drop_axis (leaves, axis);
  fewer.axes = axes;
  fewer.n_axes = n;
  fewer.leaves = leaves;
  clear_fewer (work);
  work->fewer = fewer;
  work->tables = &work->fewer;
  fw_why_work_fill (work);
}

/* What causes leave: the mix outside of them, and the rest. */
static void
settle_rest (FwWhyWork *work)
{
  FwWhyAnswer *answer = work->answer;
  double explained = 0, rate = answer->change - answer->mix;

  for (guint i = 0; i < answer->causes->len; i++)
    explained += ((FwWhyCause *) answer->causes->pdata[i])->cell.effect;
  answer->rest = answer->change - answer->mix - explained;
  /* Where who came explains it, nothing is left to be found in rates. */
  answer->localised = (answer->state != FW_WHY_FELL && answer->state != FW_WHY_ROSE) ||
                      fabs (rate) <= work->frame.doubt.t * work->se ||
                      explained / rate >= LOCALISED;
}

FwWhyAnswer *
fw_why_answer_tables (const FwWhyTables *tables, GCancellable *cancellable, GError **error)
{
  g_autoptr (FwWhyAnswer) answer = fw_why_answer_new (tables->metric);
  g_autoptr (GArray) looked = g_array_new (FALSE, FALSE, sizeof (FwWhyLooked));
  FwWhyWork work = {
    .tables = tables, .answer = answer, .looked = looked, .cancellable = cancellable
  };
  gboolean done = TRUE;

  work.frame = (FwWhyFrame){ .metric = tables->metric,
                             .form = tables->form,
                             .rule = tables->rule,
                             .fixed = tables->baseline == FW_WHY_TARGET,
                             .target = tables->target,
                             .periods = tables->periods };
  fw_why_frame_init (&work.frame, &tables->leaves->totals[0], &tables->leaves->totals[1]);
  answer->baseline = tables->baseline;
  answer->localised = TRUE;
  if (!measure_doubt (&work, error))
    return NULL;
  describe_change (&work);
  answer->state = find_state (&work);
  if (answer->state != FW_WHY_NO_WINDOW && answer->state != FW_WHY_NO_BASELINE)
    {
      fw_why_work_fill (&work);
      decompose (&work);
      fw_why_add_splits (&work);
      if (answer->state != FW_WHY_SCARCE)
        done = fw_why_add_causes (&work, error) && fw_why_add_mixes (&work, error);
      if (!done) /* the factors stay the asker's, who may ask for less */
        {
          clear_work (&work);
          clear_fewer (&work);
          return NULL;
        }
      if (tables->factors != NULL)
        fw_factor_test_fill_levels (tables->factors, &work.frame, looked);
      fw_why_judge_looked (&work);
      settle_rest (&work);
    }
  if (tables->factors != NULL)
    fw_factor_test_take (tables->factors, answer);
  fw_why_unite_verdicts (answer);
  clear_work (&work);
  clear_fewer (&work);
  return g_steal_pointer (&answer);
}
