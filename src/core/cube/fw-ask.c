/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-ask.h"

#include <string.h>

#include "core/fw-error.h"

/* Up to so many lines of counters stay in the cache: of few groups there are several. */
#define MAX_LINES 512

static guint
choose_sets (guint n_local)
{
  return n_local * 8 <= MAX_LINES ? 4 : n_local <= MAX_LINES ? 2 : 1;
}

/* ---- folding ---- */

static void
fold_inner (FwAsk *ask, guint start, FwCubeGroup *groups)
{
  for (guint i = 0; i < ask->groups.inner; i++)
    {
      for (guint set = 1; set < ask->n_sets; set++)
        fw_pass_merge_narrow (&ask->narrow[start + i],
                              &ask->narrow[set * ask->n_local + start + i]);
      fw_pass_fold_narrow (&ask->narrow[start + i], ask->mature, &groups[i].sums);
      if (ask->aside != NULL)
        fw_pass_fold_aside (&ask->aside[start + i], &groups[i].sums);
    }
}

static void
fold_narrow (FwAsk *ask)
{
  const FwSegment *segment = ask->segment;
  guint inner = (guint) ask->groups.inner;

  if (ask->n_unfolded == 0)
    return;

  if (ask->groups.bucket != FW_BUCKET_HALF_HOUR)
    fold_inner (ask, 0, &ask->groups.groups[(gsize) ask->folding * inner]);
  else
    for (guint hour = segment->low[FW_DIMENSION_HALF_HOUR];
         hour <= segment->high[FW_DIMENSION_HALF_HOUR]; hour++)
      {
        guint bucket = fw_groups_find_bucket (&ask->groups, ask->range.cube, segment, hour);

        fold_inner (ask, hour * inner, &ask->groups.groups[(gsize) bucket * inner]);
      }
  ask->n_unfolded = 0;
}

static void
fold_wide (FwAsk *ask)
{
  for (guint i = 0; i < MIN (ask->n_wide, ask->groups.n_groups); i++)
    fw_pass_fold_wide (&ask->wide[i], ask->mature, &ask->groups.groups[i].sums);
  for (guint i = 0; ask->aside != NULL && i < MIN (ask->n_aside, ask->groups.n_groups); i++)
    fw_pass_fold_aside (&ask->aside[i], &ask->groups.groups[i].sums);
}

static void
fold (FwAsk *ask)
{
  if (ask->narrow != NULL)
    fold_narrow (ask);
  else
    fold_wide (ask);
}

/* ---- where rows are counted ---- */

static guint
count_half_hours (const FwQuery *range)
{
  guint n = 1;

  for (guint i = 0; i < range->segments->len; i++)
    {
      const FwSegment *segment = g_ptr_array_index (range->segments, i);

      n = MAX (n, segment->high[FW_DIMENSION_HALF_HOUR] + 1u);
    }

  return n;
}

/* Made when the first segment needs a pass: sums of pairs do without. */
static void
make_counters (FwAsk *ask)
{
  guint64 n_local = ask->groups.inner;

  if (ask->groups.bucket == FW_BUCKET_HALF_HOUR)
    n_local *= count_half_hours (&ask->range);

  if (!ask->groups.sparse && n_local <= FW_NARROW_GROUPS)
    {
      ask->n_local = (guint) n_local;
      ask->n_sets = choose_sets (ask->n_local);
      ask->narrow =
          g_aligned_alloc0 (ask->n_local * ask->n_sets, sizeof (FwNarrow), sizeof (FwNarrow));
      ask->n_aside = ask->n_local;
    }
  else if (!ask->groups.sparse)
    ask->n_wide = ask->n_aside = ask->groups.n_groups;

  if (ask->n_wide > 0)
    ask->wide = g_new0 (FwWide, ask->n_wide);
}

/* Sparse groups grow while they are counted. */
static void
grow_wide (FwAsk *ask)
{
  guint n = ask->groups.n_allocated;

  if (n == ask->n_wide)
    return;

  ask->wide = g_renew (FwWide, ask->wide, n);
  memset (ask->wide + ask->n_wide, 0, (n - ask->n_wide) * sizeof (FwWide));
  if (ask->aside != NULL)
    {
      ask->aside = g_renew (FwAside, ask->aside, n);
      memset (ask->aside + ask->n_aside, 0, (n - ask->n_aside) * sizeof (FwAside));
    }
  ask->n_wide = ask->n_aside = n;
}

static void
find_groups (FwAsk *ask, const FwPassIter *iter, guint32 *groups)
{
  guint64 keys[FW_BLOCK_ROWS];

  if (!ask->groups.sparse)
    {
      fw_pass_group (iter, groups);
      return;
    }

  fw_pass_key (iter, keys);
  for (guint i = 0; i < iter->n; i++)
    groups[i] = fw_groups_intern (&ask->groups, keys[i]);
  grow_wide (ask);
}

static void
run (FwAsk *ask, const FwPass *pass)
{
  FwPassIter iter;
  guint32 groups[FW_BLOCK_ROWS];
  guint limit = pass->level == FW_CUBE_ALL ? FW_NARROW_ROWS : FW_NARROW_CORE_ROWS;
  gboolean aside = fw_pass_has_aside (pass);
  FwNarrow *sets[FW_NARROW_SETS] = { 0 };

  for (guint i = 0; i < FW_NARROW_SETS && ask->narrow != NULL; i++)
    sets[i] = ask->narrow + i % ask->n_sets * ask->n_local;

  if (aside && ask->aside == NULL)
    ask->aside = g_new0 (FwAside, MAX (ask->n_aside, 1)); /* sparse groups have none yet */

  fw_pass_iter_init (&iter, pass);
  while (fw_pass_iter_next (&iter))
    {
      if (ask->narrow != NULL && ask->n_unfolded + iter.n > limit)
        fold_narrow (ask);
      ask->n_unfolded += iter.n;

      find_groups (ask, &iter, groups);
      if (ask->narrow != NULL)
        fw_pass_count_narrow (&iter, groups, sets);
      else
        fw_pass_count_wide (&iter, groups, ask->wide);
      if (aside)
        fw_pass_count_aside (&iter, groups, ask->aside);
    }
}

/* ---- one segment ---- */

/* Narrow counters know only the half hour of the segment; others the bucket. */
static void
add_bucket (FwAsk *ask, FwPass *pass, const FwSegment *segment)
{
  guint64 inner = ask->groups.inner;

  if (ask->groups.bucket == FW_BUCKET_HALF_HOUR)
    {
      FwPassTerm *term = fw_pass_add_term (pass, FW_DIMENSION_HALF_HOUR, 0, inner);

      if (ask->narrow != NULL)
        return;

      for (guint hour = segment->low[FW_DIMENSION_HALF_HOUR];
           hour <= segment->high[FW_DIMENSION_HALF_HOUR]; hour++)
        ask->lut_hour[hour] = fw_groups_find_bucket (&ask->groups, ask->range.cube, segment, hour);
      term->lut = ask->lut_hour;
    }
  else if (ask->narrow == NULL)
    pass->base += fw_groups_find_bucket (&ask->groups, ask->range.cube, segment, 0) * inner;
}

static void
set_mature (FwAsk *ask, gboolean mature)
{
  if (mature != ask->mature)
    fold (ask);
  ask->mature = mature;
}

/* Rows up to @border (ms from the segment's start) are mature. */
static void
run_by_age (FwAsk *ask, FwPass *pass, gint64 border)
{
  guint32 first = MAX (pass->first, pass->segment->first);
  guint32 last = MIN (pass->last, pass->segment->last);

  if (pass->level == FW_CUBE_CORE || border >= last || border < first)
    {
      if (pass->level == FW_CUBE_ALL)
        set_mature (ask, border >= last);
      run (ask, pass);
      return;
    }

  pass->last = (guint32) border;
  set_mature (ask, TRUE);
  run (ask, pass);
  pass->first = (guint32) border + 1;
  pass->last = last;
  set_mature (ask, FALSE);
  run (ask, pass);
}

static gint64
get_border (const FwAsk *ask, const FwSegment *segment)
{
  gint64 age = ask->query->now - ask->query->repeat_window - segment->from;

  return age / 1000 - (age % 1000 < 0 ? 1 : 0);
}

/* Narrow counters are of one bucket, or of the half hours of one segment. */
static void
enter_segment (FwAsk *ask, const FwSegment *segment)
{
  guint bucket = 0;

  if (ask->groups.bucket != FW_BUCKET_HALF_HOUR)
    bucket = fw_groups_find_bucket (&ask->groups, ask->range.cube, segment, 0);
  if (ask->narrow != NULL && (bucket != ask->folding || ask->groups.bucket == FW_BUCKET_HALF_HOUR))
    fold_narrow (ask);

  ask->segment = segment;
  ask->folding = bucket;
  if (ask->narrow == NULL && ask->wide == NULL)
    make_counters (ask);
}

static void
ask_segment (FwAsk *ask, FwSegment *segment)
{
  FwPass pass = { .level = ask->query->level };

  if (fw_ask_pairs (ask, segment, get_border (ask, segment)))
    return;

  if (!fw_query_prepare (&ask->range, segment, &pass))
    return;

  enter_segment (ask, segment);
  for (guint i = 0; i < ask->groups.n_axes; i++)
    {
      const FwAxis *axis = &ask->groups.axes[i];

      fw_pass_add_term (&pass, axis->dimension, axis->low, axis->stride);
    }
  add_bucket (ask, &pass, segment);

  run_by_age (ask, &pass, get_border (ask, segment));
}

static void
clear_ask (FwAsk *ask)
{
  fw_query_clear (&ask->range);
  fw_groups_clear (&ask->groups);
  g_aligned_free (ask->narrow);
  g_free (ask->wide);
  g_free (ask->aside);
  fw_pairs_free (ask->run.sums);
}

/* Where complaints were never recorded, it is not known that there were none. */
static guint
find_told (const FwCube *cube)
{
  guint told = 0;

  for (guint i = 0; i < cube->segments->len; i++)
    told |= ((const FwSegment *) g_ptr_array_index (cube->segments, i))->told;

  return told;
}

static void
note_told (FwSums *sums, guint told)
{
  sums->complaints_of = told & FW_NPS_COMPLAINT ? sums->offered : 0;
  sums->service_errors_of = told & FW_NPS_ERROR ? sums->answered : 0;
}

static FwCubeAnswer *
finish (FwAsk *ask, GError **error)
{
  FwCubeAnswer *answer;
  guint told;

  fw_ask_finish_pairs (ask);
  fold (ask);
  answer = fw_groups_answer (&ask->groups, ask->query->level);
  if (answer == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE,
                   "the answer has more than %u groups: ask by fewer attributes, in coarser steps "
                   "or for a shorter period",
                   ask->groups.most);
      return NULL;
    }

  fw_sums_add (&answer->total, &ask->time);
  told = ask->query->level == FW_CUBE_ALL ? find_told (ask->range.cube) : 0;
  for (guint i = 0; told != 0 && i < answer->groups->len; i++)
    note_told (&g_array_index (answer->groups, FwCubeGroup, i).sums, told);
  note_told (&answer->total, told);
  return answer;
}

FwCubeAnswer *
fw_cube_ask (FwCube *self, const FwCubeQuery *query, GCancellable *cancellable, GError **error)
{
  FwAsk ask = { .query = query, .mature = TRUE };
  FwCubeAnswer *answer = NULL;
  gboolean cancelled = FALSE;

  g_return_val_if_fail (self != NULL && query != NULL && query->n_by <= FW_CUBE_MAX_BY, NULL);

  fw_query_init (&ask.range, self, query);
  if (!fw_groups_init (&ask.groups, &ask.range, query))
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_TOO_LARGE,
                           "the attributes asked for have too many combinations: ask by fewer");
      clear_ask (&ask);
      return NULL;
    }

  for (guint i = 0; i < ask.range.segments->len && !ask.groups.overflown; i++)
    {
      cancelled = g_cancellable_set_error_if_cancelled (cancellable, error);
      if (cancelled)
        break;
      ask_segment (&ask, g_ptr_array_index (ask.range.segments, i));
      if (query->level == FW_CUBE_ALL)
        fw_ask_times (&ask, g_ptr_array_index (ask.range.segments, i));
    }

  if (!cancelled)
    answer = finish (&ask, error);
  clear_ask (&ask);
  return answer;
}

void
fw_cube_answer_free (FwCubeAnswer *answer)
{
  if (answer == NULL)
    return;

  g_array_unref (answer->groups);
  g_free (answer);
}
