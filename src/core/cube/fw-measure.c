/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/cube/fw-segment.h"

/* The conditions of FwSums, in one place: every contact was offered, how it ended known or not;
 * resolution counts of answered contacts. */
guint8
fw_segment_get_counts (guint flags, guint voice)
{
  guint outcome = flags & 7, rating = (voice & 63) / 9, resolution = (voice & 63) / 3 % 3;
  gboolean answered = outcome == FW_OUTCOME_ANSWERED;

  return (
      guint8) (FW_COUNTS_OFFERED | (answered ? FW_COUNTS_ANSWERED : 0) |
               (answered && (flags >> 5 & 1) ? FW_COUNTS_IN_TARGET : 0) |
               (answered && (flags >> 7 & 1) ? FW_COUNTS_HANDLED : 0) |
               (rating > 0 ? FW_COUNTS_RATED : 0) | (rating > 3 ? FW_COUNTS_SATISFIED : 0) |
               (answered && resolution != FW_RESOLUTION_UNKNOWN ? FW_COUNTS_RESOLUTION_KNOWN : 0) |
               (answered && resolution == FW_RESOLUTION_YES ? FW_COUNTS_RESOLVED : 0));
}

void
fw_segment_count (FwSegment *self)
{
  static guint8 table[256][64];
  static gsize filled = 0;
  const guint8 *flags = self->columns[FW_COLUMN_FLAGS].data;
  const guint8 *voice = self->columns[FW_COLUMN_VOICE].data;
  const guint8 *nps = self->columns[FW_COLUMN_NPS].data;
  guint8 *counts = self->columns[FW_COLUMN_COUNTS].data;

  if (g_once_init_enter (&filled))
    {
      for (guint i = 0; i < 256; i++)
        for (guint j = 0; j < 64; j++)
          table[i][j] = fw_segment_get_counts (i, j);
      g_once_init_leave (&filled, 1);
    }

  for (guint32 row = 0; row < self->n_rows; row++)
    counts[row] = table[flags[row]][voice[row] & 63];

  self->n_wait_unknown = 0;
  for (guint32 row = 0; nps != NULL && row < self->n_rows; row++)
    {
      self->n_wait_unknown += fw_segment_counts_unknown_wait (counts[row], nps[row]);
      self->told |= nps[row] & (FW_NPS_COMPLAINT | FW_NPS_ERROR);
    }
}

static FwBlock
measure_block (const FwSegment *self, guint32 start, guint n)
{
  const guint8 *half_hours = (const guint8 *) self->columns[FW_COLUMN_HALF_HOUR].data + start;
  const guint16 *seconds = (const guint16 *) self->columns[FW_COLUMN_SECOND].data + start;
  FwBlock block = { G_MAXUINT32, 0, TRUE };
  gboolean descends = FALSE;

  if (self->columns[FW_COLUMN_MILLIS].width > 0)
    for (guint i = 0; i < n; i++)
      {
        guint32 offset = fw_segment_get_offset (self, start + i);

        descends |= offset < block.last;
        block.first = MIN (block.first, offset);
        block.last = MAX (block.last, offset);
      }
  else
    {
      for (guint i = 0; i < n; i++)
        {
          guint32 second = half_hours[i] * (FW_HALF_HOUR_MS / 1000) + (seconds[i] & FW_SECOND_MASK);

          descends |= second < block.last;
          block.first = MIN (block.first, second);
          block.last = MAX (block.last, second);
        }
      block.first *= 1000;
      block.last *= 1000;
    }

  block.sorted = !descends;
  return block;
}

static void
measure_codes (FwSegment *self, FwDimension dimension, const FwColumn *column)
{
  const guint8 *bytes = column->data;
  const guint16 *words = column->data;
  guint16 low = G_MAXUINT16, high = 0;
  guint8 low_byte = G_MAXUINT8, high_byte = 0;

  if (column->width == 0)
    low = 0;
  else if (column->width == 1)
    {
      for (guint32 row = 0; row < self->n_rows; row++)
        {
          low_byte = MIN (low_byte, bytes[row]);
          high_byte = MAX (high_byte, bytes[row]);
        }
      low = low_byte;
      high = high_byte;
    }
  else
    for (guint32 row = 0; row < self->n_rows; row++)
      {
        low = MIN (low, words[row]);
        high = MAX (high, words[row]);
      }

  self->low[dimension] = low;
  self->high[dimension] = high;
}

void
fw_segment_forget_codes (FwSegment *self)
{
  static const FwDimension whole[] = { FW_DIMENSION_TENURE, FW_DIMENSION_OUTCOME,
                                       FW_DIMENSION_TRANSFER };
  static const guint16 sizes[] = { FW_N_TENURE_BANDS, FW_N_OUTCOMES, FW_N_TRANSFERS };

  memset (self->low, 0xff, sizeof self->low);
  memset (self->high, 0, sizeof self->high);
  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    {
      self->low[whole[i]] = 0;
      self->high[whole[i]] = sizes[i] - 1;
    }
}

void
fw_segment_measure (FwSegment *self)
{
  static const struct
  {
    FwDimension dimension;
    FwColumnName column;
  } codes[] = {
    { FW_DIMENSION_TEAM, FW_COLUMN_TEAM },           { FW_DIMENSION_SHIFT, FW_COLUMN_SHIFT },
    { FW_DIMENSION_QUEUE, FW_COLUMN_QUEUE },         { FW_DIMENSION_CHANNEL, FW_COLUMN_CHANNEL },
    { FW_DIMENSION_PRODUCT, FW_COLUMN_PRODUCT },     { FW_DIMENSION_AGENT, FW_COLUMN_AGENT },
    { FW_DIMENSION_HALF_HOUR, FW_COLUMN_HALF_HOUR },
  };

  g_array_set_size (self->blocks, 0);
  self->first = G_MAXUINT32;
  self->last = 0;
  fw_segment_forget_codes (self);

  for (guint32 start = 0; start < self->n_rows; start += FW_BLOCK_ROWS)
    {
      FwBlock block = measure_block (self, start, MIN (FW_BLOCK_ROWS, self->n_rows - start));

      self->first = MIN (self->first, block.first);
      self->last = MAX (self->last, block.last);
      g_array_append_val (self->blocks, block);
    }
  for (guint i = 0; i < G_N_ELEMENTS (codes) && self->n_rows > 0; i++)
    measure_codes (self, codes[i].dimension, &self->columns[codes[i].column]);
  for (guint i = 0; i < self->times->len; i++)
    fw_segment_note_time (self, &g_array_index (self->times, FwAgentTime, i));
}

/* Values that a checksum could vouch for and yet no row can have. */
gboolean
fw_segment_check (const FwSegment *self)
{
  const guint8 *flags = self->columns[FW_COLUMN_FLAGS].data;
  const guint8 *voice = self->columns[FW_COLUMN_VOICE].data;
  const guint8 *nps = self->columns[FW_COLUMN_NPS].data;
  const guint32 *replies = self->columns[FW_COLUMN_REPLY].data;
  const guint32 *scores = self->columns[FW_COLUMN_SCORES].data;
  const guint32 *wait = self->columns[FW_COLUMN_WAIT].data;
  guint8 wrong = 0;

  for (guint32 row = 0; row < self->n_rows; row++)
    wrong |= ((flags[row] & 0x18) == 0x18) | ((voice[row] & 63) >= 54) |
             (fw_segment_get_tenure (self, row) >= FW_N_TENURE_BANDS);
  for (guint32 row = 0; nps != NULL && row < self->n_rows; row++)
    wrong |= ((nps[row] & FW_NPS_MASK) > 11) |
             (nps[row] >> 7 && ((flags[row] & 0x60) != 0 || wait[row] != 0));
  for (guint32 row = 0; replies != NULL && row < self->n_rows; row++)
    wrong |= ((replies[row] & ~FW_REPLY_IN_TIME) > FW_REPLY_MOST_MS + 2) |
             (replies[row] != 0 && (flags[row] & 7) != FW_OUTCOME_ANSWERED) |
             ((replies[row] & ~FW_REPLY_IN_TIME) < 2 && (replies[row] & FW_REPLY_IN_TIME) != 0);
  for (guint32 row = 0; scores != NULL && row < self->n_rows; row++)
    wrong |= !fw_rated_check (scores[row]);

  return !wrong;
}
