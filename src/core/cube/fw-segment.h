/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-column.h"
#include "core/cube/fw-cube.h"
#include "core/cube/fw-table.h"

G_BEGIN_DECLS

/* Columns of a segment. Those up to VOICE are what passes read: 21 bytes a contact where no
 * dimension but the agent has more than 255 codes. The others are details and take no room while
 * they are 0 throughout. */
typedef enum
{
  FW_COLUMN_TEAM,
  FW_COLUMN_SHIFT,
  FW_COLUMN_QUEUE,
  FW_COLUMN_CHANNEL,
  FW_COLUMN_PRODUCT,
  FW_COLUMN_AGENT,
  FW_COLUMN_HALF_HOUR, /* of arrival, from the segment's start */
  FW_COLUMN_SECOND,    /* of arrival within the half hour | tenure band << 11 | whole << 15 */
  FW_COLUMN_WAIT,      /* ms; always four bytes */
  FW_COLUMN_HANDLING,  /* ms; always four bytes */
  FW_COLUMN_COUNTS,    /* FwCounts: what the row counts as; follows from the others */
  FW_COLUMN_FLAGS, /* outcome | transfer << 3 | in_target << 5 | short_wait << 6 | handled << 7 */
  FW_COLUMN_VOICE, /* rating * 9 + resolution * 3 + repeat | channel_stated << 6 | product_stated <<
                      7 */
  FW_COLUMN_NPS,   /* + 1 | complaint << 5 | service_error << 6 | wait_unknown << 7 */
  FW_COLUMN_MILLIS, /* of arrival within the second */
  FW_COLUMN_HOLD,
  FW_COLUMN_WRAP,
  FW_COLUMN_KEY,
  FW_COLUMN_LEDGER,
  FW_COLUMN_REPLY,  /* 0 with the connection, 1 not known, else (ms | in time << 31) + 2; 0 or four
                       bytes */
  FW_COLUMN_CLOSED, /* ms after the arrival + 1; 0 not known; 0 or four bytes */
  FW_COLUMN_SCORES, /* as an event has them; 0 or four bytes */
  FW_N_COLUMNS
} FwColumnName;

/* Bits of COUNTS: each is 1 when the row adds to that sum, with all conditions in it. */
typedef enum
{
  FW_COUNTS_OFFERED = 1 << 0,
  FW_COUNTS_ANSWERED = 1 << 1,
  FW_COUNTS_IN_TARGET = 1 << 2,
  FW_COUNTS_HANDLED = 1 << 3,
  FW_COUNTS_RATED = 1 << 4,
  FW_COUNTS_SATISFIED = 1 << 5,
  FW_COUNTS_RESOLUTION_KNOWN = 1 << 6,
  FW_COUNTS_RESOLVED = 1 << 7
} FwCounts;

#define FW_NPS_MASK 0x1f /* of NPS: the score */
#define FW_NPS_COMPLAINT 0x20
#define FW_NPS_ERROR 0x40
#define FW_NPS_NO_WAIT 0x80
#define FW_WHOLE_SHIFT 15   /* of SECOND */
#define FW_TENURE_MASK 0xfu /* of SECOND, once shifted */
#define FW_REPLY_IN_TIME 0x80000000u
#define FW_SECOND_MASK 0x7ffu /* of SECOND: the second */
#define FW_TENURE_SHIFT 11    /* of SECOND */
#define FW_BLOCK_ROWS 1024
#define FW_HALF_HOUR_MS 1800000u

/**
 * FwResponse: how often a system took so long to answer in one half hour. Times are kept to three
 * digits, cut off, so that a limit such as 4 s stays on its side; then a half hour has few
 * different ones whatever the rate of measuring. Invariant: one entry for each combination of all
 * but count, which is never 0.
 */
typedef struct
{
  guint16 system;  /* index in the segment's systems */
  guint16 product; /* it concerns contacts about this alone; 0: any */
  guint16 time;    /* digits | power of ten << 10; fw_segment_get_response_ms() */
  guint8 half_hour;
  guint8 general; /* said of no site: counts at every site */
  guint32 count;
} FwResponse;

/** FwBlock: earliest and latest arrival of 1,024 rows, ms from the segment's start. */
typedef struct
{
  guint32 first;
  guint32 last;
  gboolean sorted; /* rows ascend */
} FwBlock;

/** FwCodePlace: where rows keep the code of a dimension: value >> shift & mask of a column. */
typedef struct
{
  FwColumnName column;
  guint8 shift;
  guint16 mask;
} FwCodePlace;

/** fw_segment_get_place: NULL for the site, which is the segment's. */
const FwCodePlace *fw_segment_get_place (FwDimension dimension);

typedef struct _FwPairs FwPairs;

/**
 * FwSegment: the contacts of one site and day. Invariants: columns have room for n_allocated rows
 * and are 0 past n_rows; blocks cover all rows; low and high enclose every code in use; pairs,
 * where present, are the sums of just these rows; n_wait_unknown is how many rows
 * fw_segment_counts_unknown_wait() tells (none where the source states waits: passes rely on it);
 * a row of unknown wait has wait 0 and is neither in target nor short.
 */
typedef struct
{
  FwSegmentKey key;
  gint64 from; /* µs UTC: arrivals and half hours count from here */
  guint n_rows;
  guint n_allocated;
  FwColumn columns[FW_N_COLUMNS];
  GArray *blocks;
  guint32 first, last; /* of all blocks */
  guint n_wait_unknown;
  guint16 low[FW_N_DIMENSIONS], high[FW_N_DIMENSIONS];
  GArray *times; /* FwAgentTime */
  FwTable time_index;
  GPtrArray *systems; /* (nullable): names, in the order in which they were met */
  GArray *responses;  /* (nullable): FwResponse */
  FwTable response_index;
  FwTable key_index; /* of the rows below n_indexed; the rest is added when asked */
  guint n_indexed;
  guint8 told; /* FW_NPS_COMPLAINT, FW_NPS_ERROR: some row has it */
  gboolean sealed;
  gboolean dirty;
  FwPairs *pairs; /* (atomic) (nullable) */
  gboolean away;  /* only a trace: the rows lie on the cube's shelf, at place */
  FwCubePlace place;
  guint64 used; /* when it was last, where there is a shelf */
} FwSegment;

FwSegment *fw_segment_new (const FwSegmentKey *key, gint64 from);
void fw_segment_free (FwSegment *self);

guint32 fw_segment_append (FwSegment *self, const FwContact *contact);
void fw_segment_read (const FwSegment *self, guint32 row, FwContact *contact);
/** fw_segment_write: the row must exist; its arrival stays. */
void fw_segment_write (FwSegment *self, guint32 row, const FwContact *contact);
void fw_segment_reserve (FwSegment *self, guint n_rows);
/** fw_segment_measure: makes blocks, low and high anew from the columns. */
void fw_segment_measure (FwSegment *self);
/** fw_segment_forget_codes: low and high of no rows; tenure, outcome and transfer always span all
 * there are. */
void fw_segment_forget_codes (FwSegment *self);
/** fw_segment_get_counts: COUNTS of a row, from its FLAGS and VOICE. */
guint8 fw_segment_get_counts (guint flags, guint voice);
/** fw_segment_check: whether all values are such as rows can have; after reading from outside. */
gboolean fw_segment_check (const FwSegment *self);
/** fw_segment_count: makes COUNTS anew from FLAGS and VOICE, and n_wait_unknown. */
void fw_segment_count (FwSegment *self);
/** fw_segment_sort: by arrival; of equal ones by key, answered ones last, and ledger position. */
void fw_segment_sort (FwSegment *self);
guint32 fw_segment_find (FwSegment *self, guint64 key);
/** fw_segment_find_row: the first row of [@row, @end), which ascend, that arrived at @offset (ms
 * from the start) or later; @end when none did. */
guint32 fw_segment_find_row (const FwSegment *self, guint32 row, guint32 end, guint32 offset);
/** fw_segment_find_at: as fw_segment_find(), of the rows that arrived in the second of @at. */
guint32 fw_segment_find_at (FwSegment *self, gint64 at, guint64 key);
void fw_segment_forget_index (FwSegment *self);
void fw_segment_drop_pairs (FwSegment *self);

/** fw_segment_add_time: adds to the entry of the same agent, team, shift, tenure and half hour. */
void fw_segment_add_time (FwSegment *self, const FwAgentTime *time);
void fw_segment_note_time (FwSegment *self, const FwAgentTime *time);
/** fw_segment_merge_times: after entries were changed in place: equal ones become one again. */
void fw_segment_merge_times (FwSegment *self);

/** fw_segment_add_response: @system of @response is set from @name. */
void fw_segment_add_response (FwSegment *self, FwText name, const FwResponse *response);
guint16 fw_segment_pack_response_ms (gint64 ms);
gboolean fw_segment_check_response (const FwSegment *self, const FwResponse *response);

static inline guint32
fw_segment_get_response_ms (guint16 time)
{
  guint32 ms = time & 1023;

  for (guint i = time >> 10; i > 0; i--)
    ms *= 10;
  return ms;
}

/**
 * fw_segment_find_response: the 95th percentile of what any one system took within the half hour,
 * of the slowest of them: of those about @product and those about any.
 * @general_only: leave out what is said of this site alone
 * Returns: FALSE where nothing was measured.
 */
gboolean fw_segment_find_response (
    const FwSegment *self, guint half_hour, guint16 product, gboolean general_only, guint32 *ms);

/** fw_segment_has_response_of: whether any system was timed for contacts about @product alone. */
gboolean fw_segment_has_response_of (const FwSegment *self, guint16 product);

static inline void
fw_segment_note_code (FwSegment *self, FwDimension dimension, guint16 code)
{
  self->low[dimension] = MIN (self->low[dimension], code);
  self->high[dimension] = MAX (self->high[dimension], code);
}

/** fw_segment_counts_unknown_wait: whether the row is an answered contact of unknown wait. */
static inline guint
fw_segment_counts_unknown_wait (guint8 counts, guint8 nps)
{
  return nps >> 7 & ((counts & FW_COUNTS_ANSWERED) != 0);
}

static inline guint32
fw_segment_get_offset (const FwSegment *self, guint32 row)
{
  guint second = ((const guint16 *) self->columns[FW_COLUMN_SECOND].data)[row] & FW_SECOND_MASK;

  return ((const guint8 *) self->columns[FW_COLUMN_HALF_HOUR].data)[row] * FW_HALF_HOUR_MS +
         second * 1000u + (guint32) fw_column_get (&self->columns[FW_COLUMN_MILLIS], row);
}

static inline gint64
fw_segment_get_at (const FwSegment *self, guint32 row)
{
  return self->from + (gint64) fw_segment_get_offset (self, row) * 1000;
}

static inline guint8
fw_segment_get_tenure (const FwSegment *self, guint32 row)
{
  return (guint8) (((const guint16 *) self->columns[FW_COLUMN_SECOND].data)[row] >>
                       FW_TENURE_SHIFT &
                   FW_TENURE_MASK);
}

G_END_DECLS
