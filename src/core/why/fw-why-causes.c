/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the search finds, told in the words of the answer; and held once more against how alike the
 * contacts of one person and one day are, which leaves cannot show. */
#include <math.h>

#include "core/why/fw-why-question-private.h"

#define Z_999 3.2905267314919255 /* of several large cells one differs by chance */
#define LEVEL 0.05
#define POSSIBLE 0.2
#define MOST_CAUSES 6
#define MOST_PARTS 3      /* of a cause: more nobody can act on, and each costs power */
#define MOST_CONTACTS 0.5 /* share from which on a cell must stand out against the others */
#define MOST_NEAR 8
#define MOST_CANDIDATES 12
#define CONFIRMED 0.01   /* level at which the interval of a cause by itself must leave out 0 */
#define LEAST_SHARE 0.02 /* of what rates did, for a cause to be worth naming */
#define MOST_MIXES 6
#define MOST_BYTES ((gsize) 24 << 20) /* that a search takes beside its table */
#define MIX_SHARE 0.1 /* of the change that a mix must make, and no less than chance does */

/* The search knows the noise of leaves alone, which chance exceeds by what days and people do: the
 * cell by itself, with @doubt, says how sure it can be at most. */
static void
fill_found (const FwWhyWork *work,
            const FwScanCell *found,
            const FwWhyDoubt *doubt,
            FwWhyCell *cell)
{
  FwTally now, before;

  fw_why_sum_cell (work, found->codes, &now, &before);
  fw_why_name_parts (work, found->codes, cell);
  fw_why_frame_fill_cell (&work->frame, &now, &before, doubt, cell);
  cell->strength = found->strength;
  cell->p = MAX (cell->p, found->p);
  cell->q = MAX (cell->p, found->q);
}

static FwTally
subtract (const FwTally *all, const FwTally *part)
{
  return (FwTally){ all->n - part->n, all->sum - part->sum, all->squares - part->squares };
}

/* A cell of most contacts, and not of only a part of them, is no place unless it moved otherwise
 * than the rest: else all moved, and the dimension says nothing. */
static gboolean
stands_out (const FwWhyWork *work, const FwScanCell *found)
{
  const FwWhyFrame *frame = &work->frame;
  FwTally now, before, others_now, others_before;
  g_autoptr (FwWhyCell) cell = fw_why_cell_new (), others = fw_why_cell_new ();
  double variance, difference;

  fw_why_sum_cell (work, found->codes, &now, &before);
  fw_why_frame_fill_cell (frame, &now, &before, &frame->doubt, cell);
  if (cell->share_now < MOST_CONTACTS || cell->share_before < MOST_CONTACTS ||
      frame->rule->form == FW_TALLY_COUNT)
    return TRUE;

  others_now = subtract (&frame->now, &now);
  others_before = subtract (&frame->before, &before);
  fw_why_frame_fill_cell (frame, &others_now, &others_before, &frame->doubt, others);
  if (!others->now.has_value || !others->before.has_value)
    return FALSE;
  difference = (cell->now.value - cell->before.value) - (others->now.value - others->before.value);
  /* What a day does it does to both; and where people moved otherwise, this is what is asked. */
  variance = (fw_why_frame_get_variance (frame, &now, FALSE) +
              fw_why_frame_get_variance (frame, &others_now, FALSE)) *
                 frame->doubt.units[0] +
             (fw_why_frame_get_variance (frame, &before, TRUE) +
              fw_why_frame_get_variance (frame, &others_before, TRUE)) *
                 frame->doubt.units[1];
  return isfinite (variance) && fabs (difference) > Z_999 * sqrt (variance);
}

/* The cell by itself, its own mix taken out, with how alike its contacts are: whether its interval
 * leaves out 0. The choice among all cells is accounted for by the search. */
static gboolean
is_confirmed (const FwWhyWork *work, const FwScanCause *found, const FwWhyCell *cell)
{
  const FwWhyFrame *frame = &work->frame;
  gboolean counts = frame->rule->form == FW_TALLY_COUNT;
  double weight = counts ? 1 : (cell->share_now + cell->share_before) / 2, rate = 0;
  FwTally now, before;

  for (guint i = 0; i < found->n_leaves; i++)
    rate += work->parts[found->leaves[i]].rate;
  fw_why_sum_cell (work, found->cell.codes, &now, &before);
  return weight > 0 && cell->interval.low * cell->interval.high > 0 &&
         fw_why_frame_find_p (frame, &now, &before, &work->found, rate / weight) <= CONFIRMED;
}

/* Whether it went the way the rates went, far enough to matter. */
static gboolean
matters (const FwWhyWork *work, const FwScanCause *found)
{
  double rate = 0, all = 0;

  for (guint leaf = 0; leaf < work->tables->leaves->n_leaves; leaf++)
    all += work->parts[leaf].rate;
  for (guint i = 0; i < found->n_leaves; i++)
    rate += work->parts[found->leaves[i]].rate;
  if (fabs (all) <= work->frame.doubt.t * work->se)
    return TRUE;
  return rate * all > 0 && fabs (rate) >= LEAST_SHARE * fabs (all);
}

static FwWhyVerdict
judge (const FwWhyCell *cell, FwWhyVerdict before)
{
  if (before == FW_WHY_TOO_FEW)
    return FW_WHY_TOO_FEW;
  return cell->q <= LEVEL ? FW_WHY_CAUSE : cell->q <= POSSIBLE ? FW_WHY_POSSIBLE : FW_WHY_CHANCE;
}

/* Of a cell that is no cause. What moved beyond the interval that accounts for the choice among all
 * is not explained by chance, though the search names another one or none. */
static FwWhyVerdict
judge_other (const FwWhyCell *cell, FwWhyVerdict before)
{
  FwWhyVerdict verdict = judge (cell, before);

  if (verdict == FW_WHY_CAUSE ||
      (verdict == FW_WHY_CHANCE && cell->interval.low * cell->interval.high > 0))
    return FW_WHY_POSSIBLE;
  return verdict;
}

/* How alike the contacts of this cell are. */
static gboolean
find_doubt (FwWhyWork *work, const FwScanCell *found, GError **error)
{
  const FwWhyTables *tables = work->tables;
  g_auto (FwWhyClusters) clusters = { 0 };
  FwTally now, before;

  work->found = work->frame.doubt;
  if (tables->cluster != NULL &&
      !tables->cluster (tables->axes, tables->n_axes, found->codes, &clusters, tables->user_data,
                        work->cancellable, error))
    return FALSE;
  if (clusters.units != NULL || clusters.days != NULL)
    {
      fw_why_sum_cell (work, found->codes, &now, &before);
      fw_why_frame_measure_doubt (&work->frame, &now, &before, &clusters, tables->same_days,
                                  &work->found);
    }
  fw_why_doubt_set_level (&work->found, CONFIRMED);
  return TRUE;
}

/* A cause whose contacts an earlier one shares explains only the others. */
static void
limit_to_own (const FwWhyWork *work, const FwScanCause *found, FwWhyCell *cell)
{
  const FwTabulation *leaves = work->tables->leaves;
  FwTally now = { 0 }, before = { 0 }, all_now, all_before;
  g_autoptr (FwWhyCell) own = NULL;

  fw_why_sum_cell (work, found->cell.codes, &all_now, &all_before);
  for (guint i = 0; i < found->n_leaves; i++)
    {
      fw_tally_add (&now, &leaves->sides[0][found->leaves[i]]);
      fw_tally_add (&before, &leaves->sides[1][found->leaves[i]]);
    }
  if (now.n == all_now.n && before.n == all_before.n)
    return;

  own = fw_why_cell_new ();
  fw_why_frame_fill_cell (&work->frame, &now, &before, &work->found, own);
  cell->mix = own->mix;
  cell->rate = own->rate;
  cell->effect = own->effect;
  cell->interval = own->interval;
  cell->share = own->share;
  if (own->verdict == FW_WHY_TOO_FEW)
    cell->verdict = FW_WHY_TOO_FEW;
}

static void
add_neighbours (const FwWhyWork *work, const FwScanCause *found, FwWhyCause *cause)
{
  for (guint i = 0; i < found->n_near; i++)
    {
      FwWhyCell *cell = fw_why_cell_new ();

      fill_found (work, &found->near[i], &work->found, cell);
      cell->verdict = judge_other (cell, cell->verdict);
      g_ptr_array_add (cause->neighbours, cell);
    }
}

static int
compare_causes (gconstpointer a, gconstpointer b)
{
  const FwWhyCause *x = *(FwWhyCause *const *) a, *y = *(FwWhyCause *const *) b;
  double left = fabs (x->cell.effect), right = fabs (y->cell.effect);

  return (left < right) - (left > right);
}

static int
compare_cells (gconstpointer a, gconstpointer b)
{
  const FwWhyCell *x = *(FwWhyCell *const *) a, *y = *(FwWhyCell *const *) b;
  double left = fabs (x->effect), right = fabs (y->effect);

  return (left < right) - (left > right);
}

static FwWhyCell *
copy_cell (const FwWhyCell *cell)
{
  FwWhyCell *copy = fw_why_cell_new ();
  GArray *parts = copy->parts;

  *copy = *cell;
  copy->parts = parts;
  for (guint i = 0; i < cell->parts->len; i++)
    {
      const FwWhyPart *part = &g_array_index (cell->parts, FwWhyPart, i);

      fw_why_cell_add_part (copy, part->attribute, part->value, part->title);
    }
  return copy;
}

static gboolean
add_cause (FwWhyWork *work, const FwScanCause *found, guint8 *taken, GError **error)
{
  FwWhyAnswer *answer = work->answer;
  FwWhyCause *cause;

  if (!find_doubt (work, &found->cell, error))
    return FALSE;

  cause = fw_why_cause_new ();
  fill_found (work, &found->cell, &work->found, &cause->cell);
  limit_to_own (work, found, &cause->cell);
  cause->cell.verdict = judge (&cause->cell, cause->cell.verdict);
  if (cause->cell.verdict == FW_WHY_CAUSE &&
      (!stands_out (work, &found->cell) || !is_confirmed (work, found, &cause->cell) ||
       !matters (work, found)))
    cause->cell.verdict = FW_WHY_POSSIBLE;
  /* Of what is no cause the interval accounts for the choice. */
  fw_why_doubt_set_level (&work->found, work->level);
  if (cause->cell.verdict != FW_WHY_CAUSE)
    {
      FwWhyVerdict verdict = cause->cell.verdict;

      g_array_set_size (cause->cell.parts, 0);
      fill_found (work, &found->cell, &work->found, &cause->cell);
      limit_to_own (work, found, &cause->cell);
      cause->cell.verdict = judge_other (&cause->cell, verdict);
      g_ptr_array_add (answer->candidates, copy_cell (&cause->cell));
      fw_why_cause_free (cause);
      return TRUE;
    }

  add_neighbours (work, found, cause);
  g_ptr_array_add (answer->causes, cause);
  for (guint i = 0; i < found->n_leaves; i++)
    taken[found->leaves[i]] = TRUE;
  return TRUE;
}

static void
add_candidates (FwWhyWork *work, const FwScanResult *result)
{
  GPtrArray *candidates = work->answer->candidates;
  FwWhyDoubt doubt = work->frame.doubt;

  fw_why_doubt_set_level (&doubt, work->level);

  for (guint i = 0; i < result->n_rest; i++)
    {
      const FwScanCell *found = &result->rest[i].cell;
      FwWhyCell *cell = fw_why_cell_new ();

      fill_found (work, found, &doubt, cell);
      cell->verdict = judge_other (cell, cell->verdict);
      g_ptr_array_add (candidates, cell);
    }
  g_ptr_array_sort (candidates, compare_cells);
  if (candidates->len > MOST_CANDIDATES)
    g_ptr_array_set_size (candidates, MOST_CANDIDATES);
}

/* Causes are looked for in the direction in which rates moved; where they hardly did, the data
 * tell. */
static int
find_direction (const FwWhyWork *work)
{
  double rate = 0;

  for (guint leaf = 0; leaf < work->tables->leaves->n_leaves; leaf++)
    rate += work->parts[leaf].rate;
  return fabs (rate) <= work->frame.doubt.t * work->se ? 0 : rate < 0 ? -1 : 1;
}

static void
sum_mix (FwWhyWork *work, const guint8 *taken)
{
  double mix = 0;

  for (guint leaf = 0; leaf < work->tables->leaves->n_leaves; leaf++)
    if (!taken[leaf])
      mix += work->parts[leaf].mix;
  work->answer->mix = mix;
}

/* Returns: an axis of a cell that does not stand out; FW_CELLS_ANY for none. */
static guint
find_idle_axis (const FwWhyWork *work, const FwScanResult *result)
{
  for (guint i = 0; i < result->n_causes; i++)
    if (!stands_out (work, &result->causes[i].cell))
      for (guint axis = 0; axis < work->tables->n_axes; axis++)
        if (result->causes[i].cell.codes[axis] != FW_CELLS_ANY)
          return axis;
  return FW_CELLS_ANY;
}

static FwScanResult *
search (FwWhyWork *work, GError **error)
{
  FwScanOptions options = { .most = MOST_CAUSES,
                            .layers = MOST_PARTS,
                            .support = FW_WHY_SUPPORT,
                            .most_rest = MOST_CANDIDATES,
                            .most_near = MOST_NEAR,
                            .most_bytes = MOST_BYTES };
  guint n_tested = 0, n_supported = 0;

  while (TRUE)
    {
      FwScanResult *result;
      guint idle;

      options.direction = find_direction (work);
      result = fw_scan_run (work->cells, &options, work->cancellable, error);
      if (result == NULL)
        return NULL;
      n_tested += result->n_tested;
      n_supported += result->n_supported;
      idle = find_idle_axis (work, result);
      if (idle == FW_CELLS_ANY || work->tables->n_axes <= 1)
        {
          work->answer->n_tested = n_tested;
          work->answer->n_supported = n_supported;
          return result;
        }
      fw_scan_result_free (result);
      fw_why_work_drop_axis (work, idle);
    }
}

gboolean
fw_why_add_causes (FwWhyWork *work, GError **error)
{
  g_autofree guint8 *taken = NULL;
  g_autoptr (FwScanResult) result = NULL;

  if (work->tables->n_axes > 0)
    {
      result = search (work, error);
      if (result == NULL)
        return FALSE;
    }
  work->level = LEVEL / MAX (1, work->answer->n_supported);
  taken = g_new0 (guint8, MAX (work->tables->leaves->n_leaves, 1));
  for (guint i = 0; result != NULL && i < result->n_causes; i++)
    if (!add_cause (work, &result->causes[i], taken, error))
      return FALSE;
  if (result != NULL)
    add_candidates (work, result);
  g_ptr_array_sort (work->answer->causes, compare_causes);
  sum_mix (work, taken);
  return TRUE;
}

/* ---- who came ---- */

/* What a cause brought along (a fault brings more calls) is told with the cause. */
static gboolean
is_of_cause (const FwWhyAnswer *answer, const FwWhyCell *cell)
{
  for (guint i = 0; i < answer->causes->len; i++)
    {
      const FwWhyCell *cause = &((FwWhyCause *) answer->causes->pdata[i])->cell;
      guint shared = 0;

      for (guint k = 0; k < cause->parts->len; k++)
        for (guint m = 0; m < cell->parts->len; m++)
          {
            const FwWhyPart *x = &g_array_index (cause->parts, FwWhyPart, k);
            const FwWhyPart *y = &g_array_index (cell->parts, FwWhyPart, m);

            shared += g_str_equal (x->attribute, y->attribute) && g_str_equal (x->value, y->value);
          }
      if (shared == cause->parts->len)
        return TRUE;
    }
  return FALSE;
}

static void
drop_candidate (FwWhyAnswer *answer, const FwWhyCell *mix)
{
  for (guint i = answer->candidates->len; i-- > 0;)
    if (fw_why_cell_is_same (answer->candidates->pdata[i], mix))
      g_ptr_array_remove_index (answer->candidates, i);
}

/* Whether any value of any dimension moved the figure by its share: where none did, no combination
 * of them is worth a search. */
static gboolean
has_mix (const FwWhyAnswer *answer, double least)
{
  for (guint i = 0; i < answer->splits->len; i++)
    {
      const FwWhySplit *split = answer->splits->pdata[i];

      for (guint k = 0; k < split->cells->len; k++)
        if (fabs (((FwWhyCell *) split->cells->pdata[k])->mix) >= least)
          return TRUE;
    }
  return FALSE;
}

gboolean
fw_why_add_mixes (FwWhyWork *work, GError **error)
{
  FwWhyAnswer *answer = work->answer;
  FwScanOptions options = { .most = MOST_MIXES, .layers = MOST_PARTS, .most_bytes = MOST_BYTES };
  g_autoptr (FwScanResult) result = NULL;
  double least = MAX (MIX_SHARE * fabs (answer->change), work->se);

  if (work->frame.fixed || work->frame.rule->form == FW_TALLY_COUNT || work->tables->n_axes == 0 ||
      !has_mix (answer, least / 2))
    return TRUE;
  result = fw_scan_run_volumes (work->cells, &options, work->cancellable, error);
  if (result == NULL)
    return FALSE;
  for (guint i = 0; i < result->n_causes; i++)
    {
      FwWhyCell *cell = fw_why_cell_new ();

      fill_found (work, &result->causes[i].cell, &work->frame.doubt, cell);
      cell->verdict = FW_WHY_MIX;
      cell->strength = result->causes[i].cell.strength;
      cell->p = result->causes[i].cell.p;
      cell->q = result->causes[i].cell.q;
      if (fabs (cell->mix) < least || is_of_cause (answer, cell))
        {
          fw_why_cell_free (cell);
          continue;
        }
      drop_candidate (answer, cell);
      g_ptr_array_add (answer->mixes, cell);
    }
  g_ptr_array_sort (answer->mixes, compare_cells);
  return TRUE;
}
