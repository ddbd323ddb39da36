/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-waits.h"

#include <math.h>

#include "core/cube/fw-query.h"

#define FINE 900 /* bins of one second; the others hold ten */

static void
add_time (FwWaits *waits, guint64 ms)
{
  guint64 seconds = ms / 1000;
  guint64 bin = seconds < FINE ? seconds : FINE + (seconds - FINE) / 10;

  waits->bins[MIN (bin, FW_WAITS_BINS - 1)]++;
  waits->n++;
}

static void
add_row (const FwSegment *segment, guint32 row, FwWaits *waits)
{
  guint flags = (guint) fw_column_get (&segment->columns[FW_COLUMN_FLAGS], row);
  FwOutcome outcome = (FwOutcome) (flags & 7);
  FwTransfer transfer = (FwTransfer) (flags >> 3 & 3);
  gboolean handled = flags >> 7 & 1;
  gboolean stated = fw_column_get (&segment->columns[FW_COLUMN_NPS], row) < FW_NPS_NO_WAIT;
  guint64 wait = fw_column_get (&segment->columns[FW_COLUMN_WAIT], row);

  if (stated)
    add_time (&waits[outcome == FW_OUTCOME_ANSWERED    ? FW_WAITS_ANSWERED
                     : outcome == FW_OUTCOME_ABANDONED ? FW_WAITS_ABANDONED
                                                       : FW_WAITS_LEFT],
              wait);
  if (outcome == FW_OUTCOME_ANSWERED && handled)
    add_time (&waits[transfer == FW_TRANSFER_NONE ? FW_WAITS_ENDED : FW_WAITS_SENT_ON],
              fw_column_get (&segment->columns[FW_COLUMN_HANDLING], row));
}

gboolean
fw_cube_count_waits (FwCube *self,
                     const FwCubeQuery *query,
                     FwWaits *waits,
                     GCancellable *cancellable,
                     GError **error)
{
  FwQuery range;
  gboolean done = TRUE;

  g_return_val_if_fail (self != NULL && query != NULL && waits != NULL, FALSE);

  fw_query_init (&range, self, query);
  for (guint i = 0; i < range.segments->len; i++)
    {
      const FwSegment *segment = g_ptr_array_index (range.segments, i);
      FwPass pass = { .level = FW_CUBE_CORE };
      FwPassIter iter;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          done = FALSE;
          break;
        }
      if (!fw_query_prepare (&range, segment, &pass))
        continue;
      fw_pass_iter_init (&iter, &pass);
      while (fw_pass_iter_next (&iter))
        for (guint j = 0; j < iter.n; j++)
          add_row (segment, iter.row + (iter.all ? j : iter.selection[j]), waits);
    }
  fw_query_clear (&range);
  return done;
}

double
fw_waits_find (const FwWaits *self, double share)
{
  guint64 wanted = (guint64) ceil (self->n * share), seen = 0;

  if (self->n == 0)
    return NAN;
  for (guint i = 0; i < FW_WAITS_BINS; i++)
    {
      seen += self->bins[i];
      if (seen >= MAX (wanted, 1))
        return i < FINE ? i : FINE + (i - FINE) * 10.;
    }
  return NAN;
}

double
fw_waits_sum (const FwWaits *self)
{
  double sum = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < FW_WAITS_BINS; i++)
    sum += (double) self->bins[i] * (i < FINE ? i + 0.5 : FINE + (i - FINE) * 10. + 5);
  return sum;
}
