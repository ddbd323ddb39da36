/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is told after a contact ended: it goes to the last row of the contact's key, up to thirty
 * days back. */
#include "core/floor/fw-floor-state.h"

/* From @after days after the event's day back to @before days before it. */
static gboolean
find_in_days (
    FwFloor *self, const FwEvent *event, guint64 key, gint32 after, guint before, FwContactRef *ref)
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
      if (fw_cube_find (self->cube, site, fw_zone_get_day (zone, event->at) + after,
                        before + (guint) after, key, ref))
        return TRUE;
    }
  return FALSE;
}

gboolean
fw_floor_find_row (FwFloor *self, const FwEvent *event, guint64 key, FwContactRef *ref)
{
  return find_in_days (self, event, key, 0, FW_FLOOR_LATE_DAYS, ref);
}

gboolean
fw_floor_find_near (FwFloor *self, const FwEvent *event, guint64 key, FwContactRef *ref)
{
  return find_in_days (self, event, key, 1, 1, ref);
}

static gboolean
find_late_row (FwFloor *self, const FwEvent *event, FwContactRef *ref)
{
  guint64 key;
  FwOpenContact *open = fw_floor_find_open (self, event, &key);
  gboolean added;

  if (open == NULL)
    key = fw_floor_get_key (self, event);
  if (open != NULL)
    {
      if (event->at < open->last_at)
        fw_floor_flag (self);
      open->last_at = MAX (open->last_at, event->at);
    }
  if (open != NULL && (open->flags & FW_OPEN_DIALLED) != 0)
    return FALSE; /* what the centre called itself has no row */
  if (open != NULL && fw_floor_has_row (open))
    {
      *ref = open->ref;
      return TRUE;
    }
  if (fw_floor_find_row (self, event, key, ref))
    return TRUE;
  fw_floor_table_add (self->unmatched, key, &added);
  return FALSE;
}

/* How long after its arrival; a fact of before it happened at once. */
static guint32
get_delay (const FwEvent *event, const FwContact *row, guint32 most)
{
  return MIN (fw_floor_clamp_ms ((event->at - row->at) / 1000), most);
}

static void
note_reply (FwFloor *self, const FwEvent *event, const FwContactRef *ref, FwContact *row)
{
  guint32 delay = get_delay (event, row, FW_REPLY_MOST_MS);

  /* An end of this moment has answered it, which the reply would have done had it been told first.
   */
  if (row->handled && delay <= row->wait_ms)
    fw_floor_flag (self);
  if (row->reply == FW_REPLY_STATED && row->reply_ms <= delay)
    return;
  row->reply = FW_REPLY_STATED;
  row->reply_ms = delay;
  fw_floor_assign (self, ref->site, row);
}

static void
note_survey (const FwEvent *event, FwContact *row)
{
  if (event->rating > 0)
    row->rating = (guint8) event->rating;
  if (event->nps >= 0)
    row->nps = event->nps;
  row->scores = fw_rated_merge (row->scores, event->scores);
}

static void
note_fact (FwFloor *self, const FwEvent *event, const FwContactRef *ref, FwContact *row)
{
  if (event->type == FW_EVENT_RESOLUTION)
    row->resolution = event->resolved ? FW_RESOLUTION_YES : FW_RESOLUTION_NO;
  else if (event->type == FW_EVENT_REPLIED)
    note_reply (self, event, ref, row);
  else if (event->type == FW_EVENT_CLOSED)
    {
      row->closed_ms = MAX (row->closed_ms, get_delay (event, row, G_MAXUINT32 - 1));
      row->closed = TRUE;
    }
  else if (event->type == FW_EVENT_COMPLAINT)
    row->complaint = TRUE;
  else if (event->type == FW_EVENT_SERVICE_ERROR)
    row->service_error = TRUE;
  else
    note_survey (event, row);
}

/* Only who was answered can have been replied to, have got a solution or a mistake. */
static gboolean
needs_answer (const FwEvent *event)
{
  return event->type == FW_EVENT_RESOLUTION || event->type == FW_EVENT_REPLIED ||
         event->type == FW_EVENT_SERVICE_ERROR;
}

void
fw_floor_apply_late (FwFloor *self, const FwEvent *event, FwFloorReport *report)
{
  FwContactRef ref;
  FwContact row;
  gboolean added;

  if (!find_late_row (self, event, &ref))
    {
      report->unmatched++;
      return;
    }

  fw_cube_get (self->cube, &ref, &row);
  fw_floor_check_fact (self, event, &row);
  if ((needs_answer (event) && row.outcome != FW_OUTCOME_ANSWERED) ||
      (event->type == FW_EVENT_RESOLUTION && event->resolved < 0))
    {
      report->unmatched++;
      fw_floor_table_add (self->unmatched, row.key, &added);
      return;
    }

  note_fact (self, event, &ref, &row);
  fw_cube_patch (self->cube, &ref, &row);
}

void
fw_floor_apply_replied (
    FwFloor *self, const FwEvent *event, guint64 ledger, guint16 source, FwFloorReport *report)
{
  guint64 key;
  FwOpenContact *open = fw_floor_find_open (self, event, &key);

  if (open != NULL && fw_floor_is_waiting (open))
    fw_floor_apply_answered (self, event, ledger, source, report);
  else if (open != NULL && open->answered_at == event->at &&
           open->agent != fw_floor_intern (self, FW_DIMENSION_AGENT, event->agent))
    fw_floor_flag (self); /* of two people in one moment either may have been the first */
  fw_floor_apply_late (self, event, report);
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

      if (person != NULL && fw_floor_history_reaches (person, event->at))
        fw_floor_flag (self); /* the state asked for here is one of after it */
      wrap_ms = person != NULL && person->wrapping && person->state == FW_AGENT_WRAP_UP
                    ? MAX (0, (event->at - person->since) / 1000)
                    : 0;
    }

  if (event->at < feed->wraps_from)
    {
      fw_floor_flag (self);
      feed->wraps_from = event->at;
    }
  fw_floor_agent_was (self, agent, queue, FW_AGENT_WRAP_UP, event->at - wrap_ms * 1000, event->at);

  if (!find_late_row (self, event, &ref))
    {
      report->unmatched++;
      return;
    }

  fw_cube_get (self->cube, &ref, &row);
  fw_floor_check_fact (self, event, &row);
  row.handling_ms =
      (guint32) MIN ((gint64) row.handling_ms - row.wrap_ms + wrap_ms, (gint64) G_MAXUINT32);
  row.wrap_ms = (guint32) MIN (wrap_ms, (gint64) G_MAXUINT32);
  fw_cube_patch (self->cube, &ref, &row);
}
