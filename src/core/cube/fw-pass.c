/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-pass.h"

#include <string.h>

/* What a row adds to the counters, by its bytes. */
static FwLanes core_of_counts[256];
static FwLanes rest_of_flags[256];
static FwLanes rest_of_voice[4 * 256]; /* by voice and the two lowest bits of COUNTS */

static void
fill_tables (void)
{
  for (guint i = 0; i < 256; i++)
    {
      guint outcome = i & 7, transfer = i >> 3 & 3;
      gboolean abandoned = outcome == FW_OUTCOME_ABANDONED;

      for (guint bit = 0; bit < 8; bit++)
        core_of_counts[i][bit] = i >> bit & 1;
      rest_of_flags[i][FW_REST_ABANDONED] = abandoned;
      rest_of_flags[i][FW_REST_ABANDONED_IN_TARGET] = abandoned && (i >> 5 & 1);
      rest_of_flags[i][FW_REST_SHORT] = abandoned && (i >> 6 & 1);
      rest_of_flags[i][FW_REST_TRANSFERRED] = outcome == FW_OUTCOME_ANSWERED && transfer != 0;
      rest_of_flags[i][FW_REST_UNKNOWN] = outcome == FW_OUTCOME_UNKNOWN;
    }

  for (guint i = 0; i < G_N_ELEMENTS (rest_of_voice); i++)
    {
      guint answers = i & 63, repeat = answers % 3;
      gboolean offered = i >> 8 & 1, answered = i >> 9 & 1;

      rest_of_voice[i][FW_REST_POINTS] = (guint16) (offered ? answers / 9 : 0);
      rest_of_voice[i][FW_REST_REPEAT_KNOWN] = answered && repeat != FW_REPEAT_UNKNOWN;
      rest_of_voice[i][FW_REST_FIRST] = answered && repeat == FW_REPEAT_FIRST;
    }
}

static void
ensure_tables (void)
{
  static gsize filled = 0;

  if (g_once_init_enter (&filled))
    {
      fill_tables ();
      g_once_init_leave (&filled, 1);
    }
}

/* ---- which rows count ---- */

void
fw_pass_iter_init (FwPassIter *iter, const FwPass *pass)
{
  ensure_tables ();
  iter->pass = pass;
  iter->block = 0;
}

static inline guint
code_at (gconstpointer data, guint8 width, guint32 row)
{
  return width == 1 ? ((const guint8 *) data)[row] : ((const guint16 *) data)[row];
}

/* Looks at eight codes at a time: most words hold none that is wanted. */
static guint
select_only (const guint8 *codes, guint n, guint8 only, guint16 *selection)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint count = 0, i = 0;

  for (; i + 8 <= n; i += 8)
    {
      guint64 word;

      memcpy (&word, codes + i, sizeof word);
      word ^= ones * only;
      if (((word - ones) & ~word & ones << 7) == 0)
        continue;
      for (guint j = i; j < i + 8; j++)
        {
          selection[count] = (guint16) j;
          count += codes[j] == only;
        }
    }
  for (; i < n; i++)
    {
      selection[count] = (guint16) i;
      count += codes[i] == only;
    }

  return count;
}

static guint
select_all (const FwPassFilter *filter, guint32 row, guint n, guint16 *selection)
{
  guint count = 0;

  if (filter->width == 1 && filter->only >= 0)
    return select_only ((const guint8 *) filter->data + row, n, (guint8) filter->only, selection);

  if (filter->width == 1)
    for (guint i = 0; i < n; i++)
      {
        selection[count] = (guint16) i;
        count += filter->allow[((const guint8 *) filter->data)[row + i]];
      }
  else
    for (guint i = 0; i < n; i++)
      {
        selection[count] = (guint16) i;
        count += filter->allow[((const guint16 *) filter->data)[row + i]];
      }

  return count;
}

static guint
select_among (const FwPassFilter *filter, guint32 row, guint n, guint16 *selection)
{
  guint count = 0;

  for (guint i = 0; i < n; i++)
    {
      guint16 chosen = selection[i];

      selection[count] = chosen;
      count += filter->allow[code_at (filter->data, filter->width, row + chosen)];
    }

  return count;
}

/* The border of the period lies in this block: on the live page's last minutes these are nearly all
 * rows looked at. */
static guint
select_times (const FwPass *pass, guint32 row, guint n, guint16 *selection)
{
  const FwColumn *columns = pass->segment->columns;
  const guint8 *half_hours = (const guint8 *) columns[FW_COLUMN_HALF_HOUR].data + row;
  const guint16 *seconds = (const guint16 *) columns[FW_COLUMN_SECOND].data + row;
  const FwColumn *millis = &columns[FW_COLUMN_MILLIS];
  guint32 offsets[FW_BLOCK_ROWS];
  guint count = 0;

  for (guint i = 0; i < n; i++)
    offsets[i] = half_hours[i] * FW_HALF_HOUR_MS + seconds[i] * 1000u;
  if (millis->width > 0)
    for (guint i = 0; i < n; i++)
      offsets[i] += (guint32) fw_column_get (millis, row + i);

  for (guint i = 0; i < n; i++)
    {
      selection[count] = (guint16) i;
      count += (offsets[i] >= pass->first) & (offsets[i] <= pass->last);
    }

  return count;
}

/* Returns: the first row from @low on, below @high, that did not arrive before @offset; rows
 * between ascend. */
static guint32
find_row (const FwSegment *segment, guint32 low, guint32 high, guint32 offset)
{
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (fw_segment_get_offset (segment, middle) < offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Rows of a block nearly always ascend: then those of the period are a run. Returns: FALSE when
 * they do not. */
static gboolean
narrow_block (FwPassIter *iter, const FwBlock *block)
{
  const FwPass *pass = iter->pass;
  guint32 end = iter->row + iter->n;

  if (!block->sorted)
    return FALSE;

  iter->row = find_row (pass->segment, iter->row, end, pass->first);
  if (block->last > pass->last)
    end = find_row (pass->segment, iter->row, end, pass->last + 1);
  iter->n = end - iter->row;
  return TRUE;
}

gboolean
fw_pass_iter_next (FwPassIter *iter)
{
  const FwPass *pass = iter->pass;
  const FwSegment *segment = pass->segment;

  for (; iter->block < segment->blocks->len; iter->block++)
    {
      const FwBlock *block = &g_array_index (segment->blocks, FwBlock, iter->block);
      guint i = 0;

      if (block->last < pass->first || block->first > pass->last)
        continue;

      iter->row = iter->block * FW_BLOCK_ROWS;
      iter->n = MIN (FW_BLOCK_ROWS, segment->n_rows - iter->row);
      iter->all = FALSE;
      if ((block->first < pass->first || block->last > pass->last) && !narrow_block (iter, block))
        iter->n = select_times (pass, iter->row, iter->n, iter->selection);
      else if (pass->n_filters > 0)
        iter->n = select_all (&pass->filters[i++], iter->row, iter->n, iter->selection);
      else
        iter->all = TRUE;
      for (; i < pass->n_filters && iter->n > 0; i++)
        iter->n = select_among (&pass->filters[i], iter->row, iter->n, iter->selection);

      if (iter->n > 0)
        {
          iter->block++;
          return TRUE;
        }
    }

  return FALSE;
}

/* ---- which group ---- */

static void
group_term (const FwPassTerm *term, const FwPassIter *iter, gboolean first, guint32 *groups)
{
  const guint32 *lut = term->lut;

#define EACH(type, index)                                                                          \
  {                                                                                                \
    const type *codes = (const type *) term->data + iter->row;                                     \
                                                                                                   \
    if (first)                                                                                     \
      for (guint i = 0; i < iter->n; i++)                                                          \
        groups[i] = lut[codes[index]];                                                             \
    else                                                                                           \
      for (guint i = 0; i < iter->n; i++)                                                          \
        groups[i] += lut[codes[index]];                                                            \
  }
  if (term->width == 1 && iter->all)
    EACH (guint8, i)
  else if (term->width == 1)
    EACH (guint8, iter->selection[i])
  else if (iter->all)
    EACH (guint16, i)
  else
    EACH (guint16, iter->selection[i])
#undef EACH
}

void
fw_pass_group (const FwPassIter *iter, guint32 *groups)
{
  const FwPass *pass = iter->pass;

  for (guint i = 0; i < pass->n_terms; i++)
    group_term (&pass->terms[i], iter, i == 0, groups);
  if (pass->n_terms == 0)
    memset (groups, 0, iter->n * sizeof *groups);
  if (pass->base != 0)
    for (guint i = 0; i < iter->n; i++)
      groups[i] += pass->base;
}

void
fw_pass_key (const FwPassIter *iter, guint64 base, guint64 *keys)
{
  const FwPass *pass = iter->pass;

  for (guint i = 0; i < iter->n; i++)
    {
      guint32 row = iter->row + (iter->all ? i : iter->selection[i]);

      keys[i] = base;
      for (guint term = 0; term < pass->n_terms; term++)
        {
          const FwPassTerm *part = &pass->terms[term];

          keys[i] += part->lut[code_at (part->data, part->width, row)] * pass->strides[term];
        }
    }
}

/* ---- counting ---- */

typedef struct
{
  const guint8 *counts, *flags, *voice;
  const guint32 *handling, *wait;
} Columns;

static Columns
get_columns (const FwPassIter *iter)
{
  const FwColumn *columns = iter->pass->segment->columns;

  return (Columns){
    (const guint8 *) columns[FW_COLUMN_COUNTS].data + iter->row,
    (const guint8 *) columns[FW_COLUMN_FLAGS].data + iter->row,
    (const guint8 *) columns[FW_COLUMN_VOICE].data + iter->row,
    (const guint32 *) columns[FW_COLUMN_HANDLING].data + iter->row,
    (const guint32 *) columns[FW_COLUMN_WAIT].data + iter->row,
  };
}

/* All ones where the bit is set. */
static inline guint32
mask_of (guint8 counts, FwCounts bit)
{
  return -(guint32) ((counts & bit) != 0);
}

/* Half of a FwNarrow. Packed counters may be added as 64-bit numbers: none of them overflows before
 * it is folded. */
typedef guint64 Half __attribute__ ((vector_size (32)));

G_STATIC_ASSERT (sizeof (FwNarrow) == 2 * sizeof (Half));

typedef union
{
  FwLanes lanes;
  guint64 words[2];
} Words;

static inline __attribute__ ((always_inline)) void
add_narrow (const Columns *columns, guint row, FwNarrow *sums, FwCubeLevel level)
{
  guint8 counts = columns->counts[row];
  guint32 handling = columns->handling[row] & mask_of (counts, FW_COUNTS_HANDLED);
  guint32 wait = 0;
  const Words *core = (const Words *) &core_of_counts[counts];
  Half *halves = (Half *) sums;

  if (level == FW_CUBE_ALL)
    wait = columns->wait[row] & mask_of (counts, FW_COUNTS_ANSWERED);
  halves[0] += (Half){ core->words[0], core->words[1], handling, wait };
  if (level == FW_CUBE_ALL)
    {
      Words rest = { .lanes = rest_of_flags[columns->flags[row]] +
                              rest_of_voice[columns->voice[row] | (counts & 3) << 8] };

      halves[1] +=
          (Half){ rest.words[0], rest.words[1], fw_sums_square (handling), fw_sums_square (wait) };
    }
}

static inline __attribute__ ((always_inline)) void
count_narrow (const FwPassIter *iter,
              const guint32 *groups,
              FwNarrow *sums,
              FwNarrow *other,
              FwCubeLevel level,
              gboolean all)
{
  Columns columns = get_columns (iter);
  guint i = 0;

  for (; i + 2 <= iter->n; i += 2)
    {
      add_narrow (&columns, all ? i : iter->selection[i], &sums[groups[i]], level);
      add_narrow (&columns, all ? i + 1 : iter->selection[i + 1], &other[groups[i + 1]], level);
    }
  if (i < iter->n)
    add_narrow (&columns, all ? i : iter->selection[i], &sums[groups[i]], level);
}

/* Where the processor has them, 32-byte additions do each half at once. */
#if defined(__x86_64__) && defined(__gnu_linux__)
#define CLONED __attribute__ ((target_clones ("avx2", "default")))
#else
#define CLONED
#endif

CLONED void
fw_pass_count_narrow (const FwPassIter *iter,
                      const guint32 *groups,
                      FwNarrow *sums,
                      FwNarrow *other)
{
  if (iter->pass->level == FW_CUBE_CORE && iter->all)
    count_narrow (iter, groups, sums, other, FW_CUBE_CORE, TRUE);
  else if (iter->pass->level == FW_CUBE_CORE)
    count_narrow (iter, groups, sums, other, FW_CUBE_CORE, FALSE);
  else if (iter->all)
    count_narrow (iter, groups, sums, other, FW_CUBE_ALL, TRUE);
  else
    count_narrow (iter, groups, sums, other, FW_CUBE_ALL, FALSE);
}

/* The commonest questions: every row, by one or two byte-wide dimensions. Group and counters in one
 * loop. */
static inline __attribute__ ((always_inline)) void
count_fused (const FwPassIter *iter, FwNarrow *sums, FwNarrow *other, gboolean two)
{
  const FwPass *pass = iter->pass;
  Columns columns = get_columns (iter);
  const guint8 *first = (const guint8 *) pass->terms[0].data + iter->row;
  const guint8 *second = two ? (const guint8 *) pass->terms[1].data + iter->row : NULL;
  const guint32 *first_lut = pass->terms[0].lut, *second_lut = two ? pass->terms[1].lut : NULL;
  guint i = 0;

  sums += pass->base;
  other += pass->base;
#define GROUP(i) (first_lut[first[i]] + (two ? second_lut[second[i]] : 0))
  for (; i + 2 <= iter->n; i += 2)
    {
      add_narrow (&columns, i, &sums[GROUP (i)], FW_CUBE_CORE);
      add_narrow (&columns, i + 1, &other[GROUP (i + 1)], FW_CUBE_CORE);
    }
  if (i < iter->n)
    add_narrow (&columns, i, &sums[GROUP (i)], FW_CUBE_CORE);
#undef GROUP
}

CLONED gboolean
fw_pass_count_fused (const FwPassIter *iter, FwNarrow *sums, FwNarrow *other)
{
  const FwPass *pass = iter->pass;

  if (pass->level != FW_CUBE_CORE || !iter->all || pass->n_terms < 1 || pass->n_terms > 2 ||
      pass->terms[0].width != 1 || (pass->n_terms == 2 && pass->terms[1].width != 1))
    return FALSE;

  if (pass->n_terms == 1)
    count_fused (iter, sums, other, FALSE);
  else
    count_fused (iter, sums, other, TRUE);
  return TRUE;
}

static inline void
add_lanes (guint32 *sums, FwLanes lanes)
{
  for (guint i = 0; i < 8; i++)
    sums[i] += lanes[i];
}

void
fw_pass_count_wide (const FwPassIter *iter, const guint32 *groups, FwWide *wide)
{
  Columns columns = get_columns (iter);
  FwCubeLevel level = iter->pass->level;

  for (guint i = 0; i < iter->n; i++)
    {
      FwWide *sums = &wide[groups[i]];
      guint row = iter->all ? i : iter->selection[i];
      guint8 counts = columns.counts[row];
      guint32 handling = columns.handling[row] & mask_of (counts, FW_COUNTS_HANDLED);

      add_lanes (sums->core, core_of_counts[counts]);
      sums->handling_ms += handling;
      if (level == FW_CUBE_ALL)
        {
          guint32 wait = columns.wait[row] & mask_of (counts, FW_COUNTS_ANSWERED);

          add_lanes (sums->rest, rest_of_flags[columns.flags[row]] +
                                     rest_of_voice[columns.voice[row] | (counts & 3) << 8]);
          sums->wait_ms += wait;
          sums->handling_square += fw_sums_square (handling);
          sums->wait_square += fw_sums_square (wait);
        }
    }
}

void
fw_pass_count_core (const FwPassIter *iter, const guint32 *groups, FwCoreSums *sums)
{
  Columns columns = get_columns (iter);

  for (guint i = 0; i < iter->n; i++)
    {
      guint row = iter->all ? i : iter->selection[i];
      guint8 counts = columns.counts[row];

      add_lanes (sums[groups[i]].counts, core_of_counts[counts]);
      sums[groups[i]].handling_ms += columns.handling[row] & mask_of (counts, FW_COUNTS_HANDLED);
    }
}

void
fw_pass_count_nps (const FwPassIter *iter, const guint32 *groups, FwNps *sums)
{
  const FwColumn *columns = iter->pass->segment->columns;
  const guint8 *nps = columns[FW_COLUMN_NPS].data;
  const guint8 *counts = columns[FW_COLUMN_COUNTS].data;

  if (nps == NULL)
    return;

  for (guint i = 0; i < iter->n; i++)
    {
      guint32 row = iter->row + (iter->all ? i : iter->selection[i]);
      gboolean given = nps[row] != 0 && (counts[row] & FW_COUNTS_OFFERED);

      sums[groups[i]].given += given;
      sums[groups[i]].promoters += given && nps[row] - 1 >= 9;
      sums[groups[i]].detractors += given && nps[row] - 1 <= 6;
    }
}

/* ---- folding ---- */

void
fw_pass_add_rest (const guint32 *rest, gboolean mature, FwSums *sums)
{
  sums->abandoned += rest[FW_REST_ABANDONED];
  sums->abandoned_in_target += rest[FW_REST_ABANDONED_IN_TARGET];
  sums->short_abandoned += rest[FW_REST_SHORT];
  sums->transferred += rest[FW_REST_TRANSFERRED];
  sums->rating_points += rest[FW_REST_POINTS];
  sums->unknown += rest[FW_REST_UNKNOWN];
  if (mature)
    {
      sums->mature += rest[FW_REST_REPEAT_KNOWN];
      sums->first_contact += rest[FW_REST_FIRST];
    }
  else
    sums->immature += rest[FW_REST_REPEAT_KNOWN];
}

void
fw_pass_fold_wide (FwWide *wide, gboolean mature, FwSums *sums)
{
  const guint32 *core = wide->core, *rest = wide->rest;

  if (core[0] + rest[FW_REST_UNKNOWN] == 0)
    return;

  sums->offered += core[0];
  sums->answered += core[1];
  sums->answered_in_target += core[2];
  sums->handled += core[3];
  sums->rated += core[4];
  sums->satisfied += core[5];
  sums->resolution_known += core[6];
  sums->resolved += core[7];
  sums->handling_ms += wide->handling_ms;

  fw_pass_add_rest (rest, mature, sums);
  sums->wait_ms += wide->wait_ms;
  sums->handling_square_s += (double) wide->handling_square / 256;
  sums->wait_square_s += (double) wide->wait_square / 256;

  memset (wide, 0, sizeof *wide);
}

/* Both together hold no more rows than one may. */
void
fw_pass_merge_narrow (FwNarrow *narrow, FwNarrow *other)
{
  narrow->core += other->core;
  narrow->rest += other->rest;
  narrow->handling_ms += other->handling_ms;
  narrow->wait_ms += other->wait_ms;
  narrow->handling_square += other->handling_square;
  narrow->wait_square += other->wait_square;
  memset (other, 0, sizeof *other);
}

void
fw_pass_fold_narrow (FwNarrow *narrow, gboolean mature, FwSums *sums)
{
  FwWide wide;

  for (guint i = 0; i < 8; i++)
    {
      wide.core[i] = narrow->core[i];
      wide.rest[i] = narrow->rest[i];
    }
  wide.handling_ms = narrow->handling_ms;
  wide.wait_ms = narrow->wait_ms;
  wide.handling_square = narrow->handling_square;
  wide.wait_square = narrow->wait_square;

  fw_pass_fold_wide (&wide, mature, sums);
  memset (narrow, 0, sizeof *narrow);
}

void
fw_pass_fold_nps (FwNps *nps, FwSums *sums)
{
  sums->nps_given += nps->given;
  sums->promoters += nps->promoters;
  sums->detractors += nps->detractors;
  memset (nps, 0, sizeof *nps);
}
