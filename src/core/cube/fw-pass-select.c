/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/cube/fw-pass.h"

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
  const FwCodes *codes = &filter->codes;
  guint count = 0;

  if (codes->width == 1 && filter->only >= 0)
    return select_only ((const guint8 *) codes->data + row, n, (guint8) filter->only, selection);

  if (codes->width == 1)
    for (guint i = 0; i < n; i++)
      {
        selection[count] = (guint16) i;
        count +=
            filter->allow[((const guint8 *) codes->data)[row + i] >> codes->shift & codes->mask];
      }
  else
    for (guint i = 0; i < n; i++)
      {
        selection[count] = (guint16) i;
        count +=
            filter->allow[((const guint16 *) codes->data)[row + i] >> codes->shift & codes->mask];
      }

  return count;
}

static guint
select_among (const FwPassFilter *filter, guint32 row, guint n, guint16 *selection)
{
  const FwCodes codes = filter->codes;
  const guint8 *allow = filter->allow;
  guint count = 0;

  for (guint i = 0; i < n; i++)
    {
      guint16 chosen = selection[i];

      selection[count] = chosen;
      count += allow[fw_codes_get (&codes, row + chosen)];
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
    offsets[i] = half_hours[i] * FW_HALF_HOUR_MS + (seconds[i] & FW_SECOND_MASK) * 1000u;
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

/* Rows of a block nearly always ascend: then those of the period are a run. Returns: FALSE when
 * they do not. */
static gboolean
narrow_block (FwPassIter *iter, const FwBlock *block)
{
  const FwPass *pass = iter->pass;
  guint32 end = iter->row + iter->n;

  if (!block->sorted)
    return FALSE;

  iter->row = fw_segment_find_row (pass->segment, iter->row, end, pass->first);
  if (block->last > pass->last)
    end = fw_segment_find_row (pass->segment, iter->row, end, pass->last + 1);
  iter->n = end - iter->row;
  return TRUE;
}

/* Narrows what was selected to rows of wanted levels. */
static void
select_levels (FwPassIter *iter)
{
  const FwPass *pass = iter->pass;
  guint32 rows[FW_BLOCK_ROWS];
  guint8 levels[FW_BLOCK_ROWS];

  for (guint i = 0; i < iter->n && iter->all; i++)
    iter->selection[i] = (guint16) i;
  iter->all = FALSE;
  for (guint f = 0; f < pass->n_levels; f++)
    {
      guint count = 0;

      for (guint i = 0; i < iter->n; i++)
        rows[i] = iter->row + iter->selection[i];
      fw_derived_table_read (&pass->levels[f].table, rows, iter->n, levels);
      for (guint i = 0; i < iter->n; i++)
        {
          iter->selection[count] = iter->selection[i];
          count += pass->levels[f].allow[levels[i]] != 0;
        }
      iter->n = count;
    }
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
      if (pass->n_levels > 0)
        select_levels (iter);

      if (iter->n > 0)
        {
          iter->block++;
          return TRUE;
        }
    }

  return FALSE;
}
