/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-derived.h"

G_BEGIN_DECLS

/* One pass over the packed columns: group = base + Σ code × stride, a row that a filter rejects is
 * not counted, then packed counters. Everything here is plain arithmetic on arrays; fw-ask.c
 * decides what to run over what. */

/** Where the processor has them, 32-byte additions do eight counters at once. */
#if defined(__x86_64__) && defined(__gnu_linux__)
#define FW_PASS_CLONED __attribute__ ((target_clones ("avx2", "default")))
#else
#define FW_PASS_CLONED
#endif

/** FwCodes: the codes of one dimension in a segment's rows: value >> shift & mask. */
typedef struct
{
  gconstpointer data; /* of row 0 */
  guint8 width;       /* 1 or 2 */
  guint8 shift;
  guint16 mask;
} FwCodes;

static inline guint
fw_codes_get (const FwCodes *self, guint32 row)
{
  guint value =
      self->width == 1 ? ((const guint8 *) self->data)[row] : ((const guint16 *) self->data)[row];

  return value >> self->shift & self->mask;
}

/** FwPassTerm: adds code × stride to the group of a row. */
typedef struct
{
  FwCodes codes;
  guint64 stride;
  const guint32 *lut; /* (nullable): by code, what is multiplied instead */
} FwPassTerm;

/** FwPassFilter: rows whose allow[code] is 0 do not count. */
typedef struct
{
  FwCodes codes;
  const guint8 *allow;
  gint only;    /* the one wanted code, a whole byte; -1 for several */
  double share; /* of the codes that are wanted: the lowest goes first */
} FwPassFilter;

/** FwPassLevels: rows whose level's allow is 0 do not count. */
typedef struct
{
  FwDerivedTable table; /* of the present segment */
  guint8 allow[FW_DERIVED_MOST_LEVELS + 1];
} FwPassLevels;

/** Sixteen 16-bit counters and four sums a group: 64 bytes, one cache line. */
typedef guint16 FwLanes __attribute__ ((vector_size (16)));
typedef struct
{
  FwLanes core; /* in the order of the bits of FwCounts */
  guint64 handling_ms;
  guint64 wait_ms;
  FwLanes rest;            /* FwRestLane */
  guint64 handling_square; /* 1/256 s² */
  guint64 wait_square;
} FwNarrow;

/** The same with room for four thousand million rows, where there are too many groups to fold
 * often. */
typedef struct
{
  guint32 core[8];
  guint32 rest[8];
  guint64 handling_ms;
  guint64 wait_ms;
  guint64 handling_square;
  guint64 wait_square;
} FwWide;

typedef enum
{
  FW_REST_ABANDONED,
  FW_REST_ABANDONED_IN_TARGET,
  FW_REST_SHORT,
  FW_REST_TRANSFERRED,
  FW_REST_POINTS,
  FW_REST_REPEAT_KNOWN,
  FW_REST_FIRST,
  FW_REST_UNKNOWN
} FwRestLane;

/** FwAside: what few contacts have, beside the line: counted only where a segment has any of it.
 * What replies differ by from waits is below 0 where more are taken away than added; the arithmetic
 * wraps. */
typedef struct
{
  guint32 given;
  guint32 promoters;
  guint32 detractors;
  guint32 wait_unknown; /* at either level */
  guint32 complaints;
  guint32 errors;
  guint32 replies; /* this and the next three: as FwSums has them */
  guint32 replies_in_time;
  guint64 reply_ms;
  guint64 reply_square; /* 1/256 s² */
  guint64 closed_ms;
  guint64 closed_square; /* s², of whole seconds */
  guint32 closed;
} FwAside;

/** fw_aside_add: all of @other to @self. */
static inline void
fw_aside_add (FwAside *self, const FwAside *other)
{
  self->given += other->given;
  self->promoters += other->promoters;
  self->detractors += other->detractors;
  self->wait_unknown += other->wait_unknown;
  self->complaints += other->complaints;
  self->errors += other->errors;
  self->replies += other->replies;
  self->replies_in_time += other->replies_in_time;
  self->reply_ms += other->reply_ms;
  self->reply_square += other->reply_square;
  self->closed += other->closed;
  self->closed_ms += other->closed_ms;
  self->closed_square += other->closed_square;
}

/** The core alone, for good: counters in the order of the bits of FwCounts; handling_ms lies
 * beside. */
typedef guint32 FwCoreLanes __attribute__ ((vector_size (32)));

/** Rows after which narrow counters must be folded: a rating adds up to 5 to a 16-bit counter. */
#define FW_NARROW_ROWS (G_MAXUINT16 / 5)
#define FW_NARROW_CORE_ROWS G_MAXUINT16
#define FW_NARROW_GROUPS 4096

/** FwPass: one run over the rows of @segment that arrived within @first and @last (ms from its
 * start, both inclusive). */
typedef struct
{
  const FwSegment *segment;
  guint32 first, last;
  FwPassTerm terms[FW_CUBE_DRILL_MAX];
  guint n_terms;
  guint64 base; /* group of a row where all terms give 0; wraps round below 0 */
  FwPassFilter filters[FW_N_DIMENSIONS];
  guint n_filters;
  const FwPassLevels *levels; /* further filters, by what no column holds */
  guint n_levels;
  FwCubeLevel level;
} FwPass;

/** fw_pass_add_term: makes the group grow by @stride with each code of @dimension from @low on; no
 * code is below. Returns: (nullable): the term; NULL where all rows of the segment have the same
 * code. */
FwPassTerm *fw_pass_add_term (FwPass *pass, FwDimension dimension, guint low, guint64 stride);

/** FwPassIter: walks over the blocks that hold rows that count. */
typedef struct
{
  const FwPass *pass;
  guint block;
  guint32 row;                      /* first row of the block */
  guint n;                          /* how many count */
  gboolean all;                     /* every row of the block counts; selection is not filled */
  guint16 selection[FW_BLOCK_ROWS]; /* rows, from the block's first */
} FwPassIter;

void fw_pass_iter_init (FwPassIter *iter, const FwPass *pass);
gboolean fw_pass_iter_next (FwPassIter *iter);

/** fw_pass_group: the group of each counting row of the block. */
void fw_pass_group (const FwPassIter *iter, guint32 *groups);
/** fw_pass_key: the same, where groups are too many for one array. */
void fw_pass_key (const FwPassIter *iter, guint64 *keys);

/** fw_pass_count_narrow: rows take the sets of counters in turns (they may be the same), so that
 * additions to one group need not wait for each other. */
#define FW_NARROW_SETS 4
void fw_pass_count_narrow (const FwPassIter *iter,
                           const guint32 *groups,
                           FwNarrow *const sets[FW_NARROW_SETS]);
void fw_pass_count_wide (const FwPassIter *iter, const guint32 *groups, FwWide *sums);
void fw_pass_count_core (const FwPassIter *iter,
                         const guint32 *groups,
                         FwCoreLanes *counts,
                         guint64 *handling_ms);
/** fw_pass_count_aside: of FW_CUBE_CORE unknown waits alone. */
void fw_pass_count_aside (const FwPassIter *iter, const guint32 *groups, FwAside *sums);
/** fw_pass_count_waits: unknown waits alone. */
void fw_pass_count_waits (const FwPassIter *iter, const guint32 *groups, guint32 *sums);
/** fw_pass_has_aside: whether fw_pass_count_aside() would count anything. */
gboolean fw_pass_has_aside (const FwPass *pass);

void fw_pass_merge_narrow (FwNarrow *narrow, FwNarrow *other);
/** fw_pass_fold_*: adds to @sums and sets to 0. @mature: whether first contacts are old enough to
 * count. */
void fw_pass_fold_narrow (FwNarrow *narrow, gboolean mature, FwSums *sums);
void fw_pass_fold_wide (FwWide *wide, gboolean mature, FwSums *sums);
/** fw_pass_add_core: @counts in the order of the bits of FwCounts. */
static inline void
fw_pass_add_core (const guint32 *counts, guint64 handling_ms, FwSums *sums)
{
  sums->offered += counts[0];
  sums->answered += counts[1];
  sums->answered_in_target += counts[2];
  sums->handled += counts[3];
  sums->rated += counts[4];
  sums->satisfied += counts[5];
  sums->resolution_known += counts[6];
  sums->resolved += counts[7];
  sums->handling_ms += handling_ms;
}

void fw_pass_add_rest (const guint32 *rest, gboolean mature, FwSums *sums);
/** fw_pass_add_aside: all of it but wait_unknown. */
void fw_pass_add_aside (const FwAside *aside, FwSums *sums);
/** fw_pass_fold_aside: all of it to @sums; @aside is 0 then. */
void fw_pass_fold_aside (FwAside *aside, FwSums *sums);

G_END_DECLS
