/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-pass.h"

/* Half of a FwNarrow as words. What a row adds to the first half is its entry here and the two
 * durations where the entry's words are all ones: no comparison, no branch. */
typedef guint32 Words __attribute__ ((vector_size (32)));
enum
{
  HANDLING = 4,
  WAIT = 6
};

typedef union
{
  FwLanes lanes;
  Words words;
} Line;

static Line line_of_counts[2][256]; /* by FwCubeLevel: at the core, waits do not count */
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
        line_of_counts[FW_CUBE_ALL][i].lanes[bit] = i >> bit & 1;
      line_of_counts[FW_CUBE_ALL][i].words[HANDLING] = i & FW_COUNTS_HANDLED ? G_MAXUINT32 : 0;
      line_of_counts[FW_CUBE_CORE][i] = line_of_counts[FW_CUBE_ALL][i];
      line_of_counts[FW_CUBE_ALL][i].words[WAIT] = i & FW_COUNTS_ANSWERED ? G_MAXUINT32 : 0;
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

/* Packed counters may be added as 64-bit numbers: none of them overflows before it is folded. */
typedef guint64 Half __attribute__ ((vector_size (32)));

G_STATIC_ASSERT (sizeof (FwNarrow) == 2 * sizeof (Half));
G_STATIC_ASSERT (G_STRUCT_OFFSET (FwNarrow, handling_ms) == HANDLING * sizeof (guint32));
G_STATIC_ASSERT (G_STRUCT_OFFSET (FwNarrow, wait_ms) == WAIT * sizeof (guint32));

static inline __attribute__ ((always_inline)) void
add_narrow (const Columns *columns, gsize row, FwNarrow *sums, FwCubeLevel level)
{
  const Words always = { ~0u, ~0u, ~0u, ~0u };
  guint8 counts = columns->counts[row];
  const Line *line = &line_of_counts[level][counts];
  Words durations = (Words){ 0 } + columns->handling[row];
  Half *halves = (Half *) sums;

  if (level == FW_CUBE_ALL)
    durations = __builtin_shufflevector (durations, (Words){ 0 } + columns->wait[row], 0, 1, 2, 3,
                                         4, 5, 14, 15);
  halves[0] += (Half) ((durations | always) & line->words);
  if (level == FW_CUBE_ALL)
    {
      union
      {
        FwLanes lanes;
        guint64 words[2];
      } rest = { .lanes = rest_of_flags[columns->flags[row]] +
                          rest_of_voice[columns->voice[row] | (counts & 3) << 8] };

      halves[1] += (Half){ rest.words[0], rest.words[1],
                           fw_sums_square (columns->handling[row] & line->words[HANDLING]),
                           fw_sums_square (columns->wait[row] & line->words[WAIT]) };
    }
}

static inline __attribute__ ((always_inline)) void
count_narrow (const FwPassIter *iter,
              const guint32 *groups,
              FwNarrow *const sets[FW_NARROW_SETS],
              FwCubeLevel level,
              gboolean all)
{
  FwNarrow *const a = sets[0], *const b = sets[1], *const c = sets[2], *const d = sets[3];
  Columns columns = get_columns (iter);
  const gsize n = iter->n;
  gsize i = 0;

#define ADD(set, i) add_narrow (&columns, all ? (i) : iter->selection[i], &set[groups[i]], level)
  for (; i + FW_NARROW_SETS <= n; i += FW_NARROW_SETS)
    {
      ADD (a, i);
      ADD (b, i + 1);
      ADD (c, i + 2);
      ADD (d, i + 3);
    }
  for (; i < n; i++)
    ADD (a, i);
#undef ADD
}

FW_PASS_CLONED void
fw_pass_count_narrow (const FwPassIter *iter,
                      const guint32 *groups,
                      FwNarrow *const sets[FW_NARROW_SETS])
{
  if (iter->pass->level == FW_CUBE_CORE && iter->all)
    count_narrow (iter, groups, sets, FW_CUBE_CORE, TRUE);
  else if (iter->pass->level == FW_CUBE_CORE)
    count_narrow (iter, groups, sets, FW_CUBE_CORE, FALSE);
  else if (iter->all)
    count_narrow (iter, groups, sets, FW_CUBE_ALL, TRUE);
  else
    count_narrow (iter, groups, sets, FW_CUBE_ALL, FALSE);
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
      const Line *line = &line_of_counts[level][counts];
      guint32 handling = columns.handling[row] & line->words[HANDLING];

      add_lanes (sums->core, line->lanes);
      sums->handling_ms += handling;
      if (level == FW_CUBE_ALL)
        {
          guint32 wait = columns.wait[row] & line->words[WAIT];

          add_lanes (sums->rest, rest_of_flags[columns.flags[row]] +
                                     rest_of_voice[columns.voice[row] | (counts & 3) << 8]);
          sums->wait_ms += wait;
          sums->handling_square += fw_sums_square (handling);
          sums->wait_square += fw_sums_square (wait);
        }
    }
}

static inline __attribute__ ((always_inline)) void
count_core (const FwPassIter *iter,
            const guint32 *groups,
            FwCoreLanes *counts,
            guint64 *handling_ms,
            gboolean all)
{
  Columns columns = get_columns (iter);

  for (guint i = 0; i < iter->n; i++)
    {
      guint row = all ? i : iter->selection[i];
      const Line *line = &line_of_counts[FW_CUBE_CORE][columns.counts[row]];

      counts[groups[i]] += __builtin_convertvector(line->lanes, FwCoreLanes);
      handling_ms[groups[i]] += columns.handling[row] & line->words[HANDLING];
    }
}

FW_PASS_CLONED void
fw_pass_count_core (const FwPassIter *iter,
                    const guint32 *groups,
                    FwCoreLanes *counts,
                    guint64 *handling_ms)
{
  if (iter->all)
    count_core (iter, groups, counts, handling_ms, TRUE);
  else
    count_core (iter, groups, counts, handling_ms, FALSE);
}
