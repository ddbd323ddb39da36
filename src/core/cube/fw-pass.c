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

void
fw_pass_iter_init (FwPassIter *iter, const FwPass *pass)
{
  ensure_tables ();
  iter->pass = pass;
  iter->block = 0;
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

          keys[i] +=
              part->lut[fw_pass_get_code (part->data, part->width, row)] * pass->strides[term];
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

gboolean
fw_pass_has_aside (const FwPass *pass)
{
  return pass->level == FW_CUBE_ALL ? pass->segment->columns[FW_COLUMN_NPS].width > 0
                                    : pass->segment->n_wait_unknown > 0;
}

void
fw_pass_count_aside (const FwPassIter *iter, const guint32 *groups, FwAside *sums)
{
  const FwColumn *columns = iter->pass->segment->columns;
  const guint8 *nps = columns[FW_COLUMN_NPS].data;
  const guint8 *counts = columns[FW_COLUMN_COUNTS].data;
  guint8 wanted = iter->pass->level == FW_CUBE_ALL ? FW_COUNTS_OFFERED : 0;

  if (nps == NULL)
    return;

  for (guint i = 0; i < iter->n; i++)
    {
      guint32 row = iter->row + (iter->all ? i : iter->selection[i]);
      guint8 score = nps[row] & FW_NPS_MASK;
      gboolean given = score != 0 && (counts[row] & wanted);

      sums[groups[i]].given += given;
      sums[groups[i]].promoters += given && score - 1 >= 9;
      sums[groups[i]].detractors += given && score - 1 <= 6;
      sums[groups[i]].wait_unknown += fw_segment_counts_unknown_wait (counts[row], nps[row]);
    }
}

void
fw_pass_count_waits (const FwPassIter *iter, const guint32 *groups, guint32 *sums)
{
  const FwColumn *columns = iter->pass->segment->columns;
  const guint8 *nps = columns[FW_COLUMN_NPS].data;
  const guint8 *counts = columns[FW_COLUMN_COUNTS].data;

  if (nps == NULL)
    return;

  for (guint i = 0; i < iter->n; i++)
    {
      guint32 row = iter->row + (iter->all ? i : iter->selection[i]);

      sums[groups[i]] += fw_segment_counts_unknown_wait (counts[row], nps[row]);
    }
}
