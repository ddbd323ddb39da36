/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-ask.h"

/* What people's states know of. */
static gboolean
knows (FwDimension dimension)
{
  switch (dimension)
    {
    case FW_DIMENSION_SITE:
    case FW_DIMENSION_TEAM:
    case FW_DIMENSION_SHIFT:
    case FW_DIMENSION_AGENT:
    case FW_DIMENSION_TENURE:
    case FW_DIMENSION_HALF_HOUR:
      return TRUE;
    case FW_DIMENSION_QUEUE:
    case FW_DIMENSION_CHANNEL:
    case FW_DIMENSION_PRODUCT:
    case FW_DIMENSION_OUTCOME:
    case FW_DIMENSION_TRANSFER:
    case FW_N_DIMENSIONS:
    default:
      return FALSE;
    }
}

static guint
get_code (const FwSegment *segment, const FwAgentTime *time, FwDimension dimension)
{
  switch (dimension)
    {
    case FW_DIMENSION_TEAM:
      return time->team;
    case FW_DIMENSION_SHIFT:
      return time->shift;
    case FW_DIMENSION_AGENT:
      return time->agent;
    case FW_DIMENSION_TENURE:
      return time->tenure;
    case FW_DIMENSION_HALF_HOUR:
      return time->half_hour;
    case FW_DIMENSION_SITE:
    case FW_DIMENSION_QUEUE:
    case FW_DIMENSION_CHANNEL:
    case FW_DIMENSION_PRODUCT:
    case FW_DIMENSION_OUTCOME:
    case FW_DIMENSION_TRANSFER:
    case FW_N_DIMENSIONS:
    default:
      return segment->key.site;
    }
}

static gboolean
counts (const FwQuery *range, const FwSegment *segment, const FwAgentTime *time)
{
  gint64 at = segment->from + time->half_hour * FW_HALF_HOUR;

  return at >= range->from && at < range->to &&
         fw_query_allows (range, FW_DIMENSION_TEAM, time->team) &&
         fw_query_allows (range, FW_DIMENSION_SHIFT, time->shift) &&
         fw_query_allows (range, FW_DIMENSION_AGENT, time->agent) &&
         fw_query_allows (range, FW_DIMENSION_TENURE, time->tenure) &&
         fw_query_allows (range, FW_DIMENSION_HALF_HOUR, time->half_hour);
}

static FwSums *
find_sums (FwAsk *ask, const FwSegment *segment, const FwAgentTime *time, gboolean grouped)
{
  guint64 key;

  if (!grouped)
    return &ask->time;

  key = fw_groups_find_bucket (&ask->groups, ask->range.cube, segment, time->half_hour) *
        ask->groups.inner;
  for (guint i = 0; i < ask->groups.n_axes; i++)
    {
      const FwAxis *axis = &ask->groups.axes[i];

      key += (get_code (segment, time, axis->dimension) - axis->low) * axis->stride;
    }

  return fw_groups_get (&ask->groups, key);
}

void
fw_ask_times (FwAsk *ask, const FwSegment *segment)
{
  gboolean grouped = TRUE;

  if (ask->range.n_levels > 0)
    return;
  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    if (ask->range.allow[i] != NULL && !knows ((FwDimension) i))
      return;
  for (guint i = 0; i < ask->groups.n_axes; i++)
    grouped = grouped && knows (ask->groups.axes[i].dimension);

  for (guint i = 0; i < segment->times->len; i++)
    {
      const FwAgentTime *time = &g_array_index (segment->times, FwAgentTime, i);
      FwSums *sums;

      if (!counts (&ask->range, segment, time))
        continue;

      sums = find_sums (ask, segment, time, grouped);
      sums->busy_ms += time->busy_ms;
      sums->ready_ms += time->ready_ms;
      sums->paused_ms += time->paused_ms;
    }
}
