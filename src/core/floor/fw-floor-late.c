/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is told after a contact ended: it goes to the last row of the contact's key, up to thirty
 * days back. */
#include "core/floor/fw-floor-state.h"

gboolean
fw_floor_find_row (FwFloor *self, const FwEvent *event, guint64 key, FwContactRef *ref)
{
  FwDictionary *sites = fw_cube_get_dictionary (self->cube, FW_DIMENSION_SITE);
  guint16 queue = fw_floor_intern (self, FW_DIMENSION_QUEUE, event->queue);
  guint16 likely = fw_floor_get_queue (self, queue)->site;

  for (guint i = 0; i < fw_dictionary_get_length (sites); i++)
    {
      /* The queue's site first; the fact may come without a queue. */
      guint16 site = i == 0 ? likely : (guint16) i;
      FwZone *zone = fw_cube_get_zone (self->cube, site);

      if (zone == NULL || (i != 0 && site == likely))
        continue;
      if (fw_cube_find (self->cube, site, fw_zone_get_day (zone, event->at), FW_FLOOR_LATE_DAYS,
                        key, ref))
        return TRUE;
    }
  return FALSE;
}

static gboolean
find_late_row (FwFloor *self, const FwEvent *event, FwContactRef *ref)
{
  guint64 key = fw_floor_get_key (self, event);
  const FwOpenContact *open = fw_floor_table_find (self->open, key);

  if (open != NULL && open->answered_at != 0)
    {
      *ref = open->ref;
      return TRUE;
    }
  return fw_floor_find_row (self, event, key, ref);
}

void
fw_floor_apply_late (FwFloor *self, const FwEvent *event, FwFloorReport *report)
{
  FwContactRef ref;
  FwContact row;

  if (!find_late_row (self, event, &ref))
    {
      report->unmatched++;
      return;
    }

  fw_cube_get (self->cube, &ref, &row);
  if (event->type == FW_EVENT_RESOLUTION)
    {
      if (row.outcome != FW_OUTCOME_ANSWERED || event->resolved < 0)
        {
          report->unmatched++; /* only an answered contact can have been resolved */
          return;
        }
      row.resolution = event->resolved ? FW_RESOLUTION_YES : FW_RESOLUTION_NO;
    }
  if (event->type == FW_EVENT_SURVEY && event->rating > 0)
    row.rating = event->rating;
  if (event->type == FW_EVENT_SURVEY && event->nps >= 0)
    row.nps = event->nps;
  fw_cube_patch (self->cube, &ref, &row);
}

void
fw_floor_apply_wrapped_up (FwFloor *self,
                           const FwEvent *event,
                           guint16 source,
                           FwFloorReport *report)
{
  FwFloorSource *feed = self->sources->pdata[source];
  guint16 queue = fw_floor_intern (self, FW_DIMENSION_QUEUE, event->queue);
  guint16 agent = fw_floor_intern (self, FW_DIMENSION_AGENT, event->agent);
  gint64 wrap_ms = event->wrap_ms;
  FwContactRef ref;
  FwContact row;

  if (wrap_ms == FW_EVENT_NO_TIME)
    {
      const FwFloorAgent *person = fw_floor_get_agent (self, agent);

      wrap_ms = person != NULL && person->wrapping && person->state == FW_AGENT_WRAP_UP
                    ? MAX (0, (event->at - person->since) / 1000)
                    : 0;
    }

  feed->wraps = TRUE;
  fw_floor_agent_was (self, agent, queue, FW_AGENT_WRAP_UP, event->at - wrap_ms * 1000, event->at);

  if (!find_late_row (self, event, &ref))
    {
      report->unmatched++;
      return;
    }

  fw_cube_get (self->cube, &ref, &row);
  row.handling_ms =
      (guint32) MIN ((gint64) row.handling_ms - row.wrap_ms + wrap_ms, (gint64) G_MAXUINT32);
  row.wrap_ms = (guint32) MIN (wrap_ms, (gint64) G_MAXUINT32);
  fw_cube_patch (self->cube, &ref, &row);
}
