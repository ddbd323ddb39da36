/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-cube-private.h"

/* Takes over only what the callback may change. Returns: whether anything differs. */
static gboolean
take_over (FwContact *contact, const FwContact *changed)
{
  FwContact before = *contact;

  contact->team = changed->team;
  contact->shift = changed->shift;
  contact->tenure = changed->tenure;
  contact->channel = changed->channel;
  contact->product = changed->product;
  contact->in_target = changed->in_target && !contact->wait_unknown;
  contact->short_wait = changed->short_wait && !contact->wait_unknown;
  contact->reply = changed->reply;
  contact->reply_in_time = changed->reply_in_time;
  return contact->team != before.team || contact->shift != before.shift ||
         contact->tenure != before.tenure || contact->channel != before.channel ||
         contact->product != before.product || !contact->in_target != !before.in_target ||
         !contact->short_wait != !before.short_wait || contact->reply != before.reply ||
         !contact->reply_in_time != !before.reply_in_time;
}

static guint64
reassign_contacts (FwSegment *segment, FwCubeReassignContact contact_cb, gpointer user_data)
{
  guint64 n = 0;

  for (guint32 row = 0; row < segment->n_rows; row++)
    {
      FwContact contact, changed;

      fw_segment_read (segment, row, &contact);
      changed = contact;
      if (contact_cb (segment->key.site, &changed, user_data) && take_over (&contact, &changed))
        {
          fw_segment_write (segment, row, &contact);
          n++;
        }
    }

  return n;
}

static guint64
reassign_times (FwSegment *segment, FwCubeReassignTime time_cb, gpointer user_data)
{
  guint64 n = 0;

  for (guint i = 0; i < segment->times->len; i++)
    {
      FwAgentTime *time = &g_array_index (segment->times, FwAgentTime, i);
      FwAgentTime changed = *time;
      gint64 at = segment->from + time->half_hour * FW_HALF_HOUR;

      if (!time_cb (segment->key.site, at, &changed, user_data))
        continue;

      time->team = changed.team;
      time->shift = changed.shift;
      time->tenure = changed.tenure;
      n++;
    }
  if (n > 0)
    fw_segment_merge_times (segment);

  return n;
}

guint64
fw_cube_reassign (FwCube *self,
                  gint32 from_day,
                  FwCubeReassignContact contact_cb,
                  FwCubeReassignTime time_cb,
                  gpointer user_data)
{
  guint64 sum = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->segments->len; i++)
    {
      FwSegment *segment = g_ptr_array_index (self->segments, i);
      guint64 n = 0;

      if (segment->key.day < from_day)
        continue;

      if (contact_cb != NULL)
        n += reassign_contacts (segment, contact_cb, user_data);
      if (time_cb != NULL)
        n += reassign_times (segment, time_cb, user_data);
      if (n == 0)
        continue;

      fw_segment_drop_pairs (segment);
      fw_segment_measure (segment);
      segment->dirty = TRUE;
      sum += n;
    }

  return sum;
}
