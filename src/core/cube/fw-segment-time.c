/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-segment.h"

static inline guint64
make_key (const FwAgentTime *time)
{
  return (guint64) time->agent << 48 | (guint64) time->team << 32 | (guint64) time->shift << 16 |
         (guint64) time->tenure << 8 | time->half_hour;
}

void
fw_segment_note_time (FwSegment *self, const FwAgentTime *time)
{
  fw_segment_note_code (self, FW_DIMENSION_AGENT, time->agent);
  fw_segment_note_code (self, FW_DIMENSION_TEAM, time->team);
  fw_segment_note_code (self, FW_DIMENSION_SHIFT, time->shift);
  fw_segment_note_code (self, FW_DIMENSION_TENURE, time->tenure);
  fw_segment_note_code (self, FW_DIMENSION_HALF_HOUR, time->half_hour);
}

void
fw_segment_add_time (FwSegment *self, const FwAgentTime *time)
{
  guint64 key = make_key (time);
  guint32 index = fw_table_find (&self->time_index, key);
  FwAgentTime *entry;

  if (index == FW_TABLE_NONE)
    {
      fw_table_set (&self->time_index, key, self->times->len);
      g_array_append_val (self->times, *time);
      fw_segment_note_time (self, time);
      return;
    }

  entry = &g_array_index (self->times, FwAgentTime, index);
  entry->busy_ms += time->busy_ms;
  entry->ready_ms += time->ready_ms;
  entry->paused_ms += time->paused_ms;
}

void
fw_segment_merge_times (FwSegment *self)
{
  g_autoptr (GArray) times = g_steal_pointer (&self->times);

  self->times = g_array_new (FALSE, FALSE, sizeof (FwAgentTime));
  fw_table_clear (&self->time_index);
  for (guint i = 0; i < times->len; i++)
    fw_segment_add_time (self, &g_array_index (times, FwAgentTime, i));
}
