/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-groups.h"

static gint64
get_bucket_start (FwBucket bucket, FwCube *cube, const FwSegment *segment, guint half_hour)
{
  gint32 day = segment->key.day;
  gint64 start = 0;

  switch (bucket)
    {
    case FW_BUCKET_HALF_HOUR:
      return segment->from + half_hour * FW_HALF_HOUR;
    case FW_BUCKET_DAY:
      return segment->from;
    case FW_BUCKET_WEEK:
      day = fw_date_get_monday (day);
      break;
    case FW_BUCKET_MONTH:
      day = fw_date_get_month_start (day);
      break;
    case FW_BUCKET_NONE:
    default:
      return 0;
    }

  fw_zone_get_day_bounds (fw_cube_get_zone (cube, segment->key.site), day, &start, NULL);
  return start;
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

/* Segments come by site and day, so for a single site they are in order already. */
void
fw_groups_list_starts (FwGroups *self, const FwQuery *range)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean sorted = TRUE;
  guint n = 0;

  for (guint i = 0; i < range->segments->len; i++)
    {
      const FwSegment *segment = g_ptr_array_index (range->segments, i);
      guint first = 0, last = 0;

      if (self->bucket == FW_BUCKET_HALF_HOUR)
        {
          first = segment->low[FW_DIMENSION_HALF_HOUR];
          last = segment->high[FW_DIMENSION_HALF_HOUR];
        }
      for (guint half_hour = first; half_hour <= last; half_hour++)
        {
          gint64 start = get_bucket_start (self->bucket, range->cube, segment, half_hour);

          if (starts->len > 0 && g_array_index (starts, gint64, starts->len - 1) >= start)
            {
              if (g_array_index (starts, gint64, starts->len - 1) == start)
                continue;
              sorted = FALSE;
            }
          g_array_append_val (starts, start);
        }
    }

  if (!sorted)
    {
      g_array_sort (starts, compare_starts);
      for (guint i = 0; i < starts->len; i++)
        if (n == 0 || g_array_index (starts, gint64, i) != g_array_index (starts, gint64, n - 1))
          g_array_index (starts, gint64, n++) = g_array_index (starts, gint64, i);
      g_array_set_size (starts, n);
    }
  if (starts->len == 0)
    g_array_append_val (starts, ((gint64){ 0 }));
  self->starts = starts;
}

guint
fw_groups_find_bucket (const FwGroups *self,
                       FwCube *cube,
                       const FwSegment *segment,
                       guint half_hour)
{
  gint64 start;
  guint low = 0, high = self->starts->len;

  if (high == 1)
    return 0;

  start = get_bucket_start (self->bucket, cube, segment, half_hour);
  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->starts, gint64, middle) <= start)
        low = middle;
      else
        high = middle;
    }

  return low;
}
