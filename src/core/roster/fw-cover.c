/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-cover.h"

#include <math.h>

/* A break of some minutes in a half hour is not somebody missing. */
#define SLACK 0.25

void
fw_cover_add (double *people, guint n, gint64 from, gint64 start, gint64 end, double weight)
{
  g_return_if_fail (people != NULL || n == 0);

  for (gint64 i = MAX ((start - from) / FW_COVER_STEP, 0);
       i < (gint64) n && from + i * FW_COVER_STEP < end; i++)
    {
      const gint64 begins = MAX (start, from + i * FW_COVER_STEP);
      const gint64 ends = MIN (end, from + (i + 1) * FW_COVER_STEP);

      if (ends > begins)
        people[i] += weight * (double) (ends - begins) / (double) FW_COVER_STEP;
    }
}

static gint64
find_moment (FwZone *zone, gint32 day, guint minutes)
{
  return fw_zone_from_wall (zone, day + (gint32) (minutes / (24 * 60)), minutes % (24 * 60) * 60);
}

void
fw_cover_add_shift (double *people,
                    guint n,
                    gint64 from,
                    FwZone *zone,
                    gint32 day,
                    guint start,
                    guint length,
                    const FwBreak *breaks,
                    guint n_breaks,
                    double weight)
{
  g_return_if_fail (zone != NULL && (breaks != NULL || n_breaks == 0));

  fw_cover_add (people, n, from, find_moment (zone, day, start),
                find_moment (zone, day, start + length), weight);
  for (guint i = 0; i < n_breaks; i++)
    fw_cover_add (people, n, from, find_moment (zone, day, start + breaks[i].start),
                  find_moment (zone, day, start + breaks[i].start + breaks[i].length), -weight);
}

guint
fw_cover_count_short (double wanted, double planned)
{
  const double gap = wanted - planned;

  return gap > SLACK ? (guint) ceil (gap - SLACK) : 0; /* FALSE of NAN */
}

FwCoverGap
fw_cover_find_gap (const double *wanted, const double *planned, guint n)
{
  FwCoverGap gap = { 0 };

  g_return_val_if_fail ((wanted != NULL && planned != NULL) || n == 0, gap);

  for (guint i = 0; i < n; i++)
    {
      const guint lacks = fw_cover_count_short (wanted[i], planned[i]);

      if (lacks == 0)
        continue;
      gap.n_short++;
      gap.hours += (wanted[i] - planned[i]) / 2;
      if (lacks > gap.most)
        {
          gap.most = lacks;
          gap.at = i;
        }
    }
  for (gap.end = gap.at; gap.end < n && gap.most > 0; gap.end++)
    if (fw_cover_count_short (wanted[gap.end], planned[gap.end]) != gap.most)
      break;
  return gap;
}
