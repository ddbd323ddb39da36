/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-pass.h"

/* ---- which group ---- */

FwPassTerm *
fw_pass_add_term (FwPass *pass, FwDimension dimension, guint low, guint64 stride)
{
  const FwCodePlace *place = fw_segment_get_place (dimension);
  const FwColumn *column;

  if (place == NULL)
    {
      pass->base += (pass->segment->key.site - (guint64) low) * stride;
      return NULL;
    }

  column = &pass->segment->columns[place->column];
  pass->base -= low * stride;
  if (column->width == 0)
    return NULL;

  pass->terms[pass->n_terms] = (FwPassTerm){
    .codes = { column->data, column->width, place->shift, place->mask },
    .stride = stride,
  };
  return &pass->terms[pass->n_terms++];
}

static inline __attribute__ ((always_inline)) void
add_term (const FwPassTerm *term, const FwPassIter *iter, guint32 *groups)
{
  const FwCodes codes = term->codes;
  const guint32 stride = (guint32) term->stride;
  const guint n = iter->n;

#define EACH(type, index)                                                                          \
  {                                                                                                \
    const type *values = (const type *) codes.data + iter->row;                                    \
                                                                                                   \
    for (guint i = 0; i < n; i++)                                                                  \
      groups[i] += ((guint32) values[index] >> codes.shift & codes.mask) * stride;                 \
  }
  if (term->lut != NULL)
    for (guint i = 0; i < n; i++)
      groups[i] +=
          term->lut[fw_codes_get (&codes, iter->row + (iter->all ? i : iter->selection[i]))] *
          stride;
  else if (codes.width == 1 && iter->all)
    EACH (guint8, i)
  else if (codes.width == 1)
    EACH (guint8, iter->selection[i])
  else if (iter->all)
    EACH (guint16, i)
  else
    EACH (guint16, iter->selection[i])
#undef EACH
}

FW_PASS_CLONED void
fw_pass_group (const FwPassIter *iter, guint32 *groups)
{
  const FwPass *pass = iter->pass;
  const guint32 base = (guint32) pass->base;
  const guint n = iter->n;

  for (guint i = 0; i < n; i++)
    groups[i] = base;
  for (guint i = 0; i < pass->n_terms; i++)
    add_term (&pass->terms[i], iter, groups);
}

void
fw_pass_key (const FwPassIter *iter, guint64 *keys)
{
  const FwPass *pass = iter->pass;

  for (guint i = 0; i < iter->n; i++)
    {
      guint32 row = iter->row + (iter->all ? i : iter->selection[i]);

      keys[i] = pass->base;
      for (guint j = 0; j < pass->n_terms; j++)
        {
          const FwPassTerm *term = &pass->terms[j];
          guint code = fw_codes_get (&term->codes, row);

          keys[i] += (term->lut != NULL ? term->lut[code] : code) * term->stride;
        }
    }
}

/* ---- what lies beside the counters ---- */

gboolean
fw_pass_has_aside (const FwPass *pass)
{
  const FwColumn *columns = pass->segment->columns;

  return pass->level == FW_CUBE_ALL
             ? columns[FW_COLUMN_NPS].width + columns[FW_COLUMN_REPLY].width +
                       columns[FW_COLUMN_CLOSED].width >
                   0
             : pass->segment->n_wait_unknown > 0;
}

/* A stated reply takes the place of the wait, as far as that is known; one that nobody told takes
 * it away. */
static void
count_replies (const FwPassIter *iter, const guint32 *groups, FwAside *sums)
{
  const FwColumn *columns = iter->pass->segment->columns;
  const guint32 *replies = columns[FW_COLUMN_REPLY].data;
  const guint32 *waits = columns[FW_COLUMN_WAIT].data;
  const guint8 *counts = columns[FW_COLUMN_COUNTS].data;

  if (replies == NULL)
    return;

  for (guint i = 0; i < iter->n; i++)
    {
      guint32 row = iter->row + (iter->all ? i : iter->selection[i]);
      guint32 reply = replies[row];
      FwAside *sum = &sums[groups[i]];

      if (reply == 0)
        continue;
      if (fw_column_get (&columns[FW_COLUMN_NPS], row) < FW_NPS_NO_WAIT)
        {
          sum->replies--;
          sum->replies_in_time -= (counts[row] & FW_COUNTS_IN_TARGET) != 0;
          sum->reply_ms -= waits[row];
          sum->reply_square -= fw_sums_square (waits[row]);
        }
      if (reply == 1)
        continue;
      sum->replies++;
      sum->replies_in_time += (reply & FW_REPLY_IN_TIME) != 0;
      sum->reply_ms += (reply & ~FW_REPLY_IN_TIME) - 2;
      sum->reply_square += fw_sums_square ((reply & ~FW_REPLY_IN_TIME) - 2);
    }
}

static void
count_closed (const FwPassIter *iter, const guint32 *groups, FwAside *sums)
{
  const guint32 *closed = iter->pass->segment->columns[FW_COLUMN_CLOSED].data;

  if (closed == NULL)
    return;

  for (guint i = 0; i < iter->n; i++)
    {
      guint32 row = iter->row + (iter->all ? i : iter->selection[i]);
      guint64 seconds = ((guint64) closed[row] + 499) / 1000;

      if (closed[row] == 0)
        continue;
      sums[groups[i]].closed++;
      sums[groups[i]].closed_ms += closed[row] - 1;
      sums[groups[i]].closed_square += seconds * seconds;
    }
}

static void
count_scores (const FwPassIter *iter, const guint32 *groups, FwAside *sums)
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
      sums[groups[i]].complaints += (nps[row] & FW_NPS_COMPLAINT) != 0 && wanted != 0;
      sums[groups[i]].errors +=
          (nps[row] & FW_NPS_ERROR) != 0 && wanted != 0 && (counts[row] & FW_COUNTS_ANSWERED) != 0;
    }
}

void
fw_pass_count_aside (const FwPassIter *iter, const guint32 *groups, FwAside *sums)
{
  count_scores (iter, groups, sums);
  if (iter->pass->level != FW_CUBE_ALL)
    return;

  count_replies (iter, groups, sums);
  count_closed (iter, groups, sums);
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
