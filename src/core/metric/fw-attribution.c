/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/metric/fw-attribution.h"

static guint
find_interval (gint64 at, gint64 origin, gint64 step, guint n)
{
  if (at < origin)
    return 0;

  return (guint) MIN ((at - origin) / step, (gint64) n - 1);
}

void
fw_attribute (FwAttribution attribution,
              gint64 from,
              gint64 to,
              gint64 origin,
              gint64 step,
              gint64 *sums,
              guint n)
{
  guint last;

  g_return_if_fail (step > 0 && n > 0 && sums != NULL);

  if (to <= from)
    return;

  /* What ends exactly at a border ended in the interval before it. */
  last = find_interval (to - 1, origin, step, n);
  if (attribution == FW_ATTRIBUTION_BY_ARRIVAL)
    sums[find_interval (from, origin, step, n)] += to - from;
  else if (attribution == FW_ATTRIBUTION_BY_END)
    sums[last] += to - from;
  else
    for (guint i = find_interval (from, origin, step, n); i <= last; i++)
      {
        gint64 begin = i == 0 ? from : MAX (from, origin + step * i);
        gint64 end = i == n - 1 ? to : MIN (to, origin + step * (i + 1));

        sums[i] += end - begin;
      }
}
