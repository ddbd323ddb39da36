/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Figures must not depend on the order in which events come. They are those of all events in the
 * order of their times. An event later than all before it simply goes on; what comes late, or in
 * one moment with another, mostly goes to its place as well (fw-floor-history.c,
 * fw-floor-customers.c). Here is told where it does not: such an event is flagged, and the centre
 * makes floor and cube anew from the sorted ledger (fw-floor-days.c). A flag too many costs time,
 * one too few a wrong figure.
 */
#include "core/floor/fw-floor-state.h"

void
fw_floor_flag (FwFloor *self)
{
  if (self->late && !self->sorted)
    self->disordered = TRUE;
}

gboolean
fw_floor_is_disordered (FwFloor *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->disordered;
}

/* Within one moment: 0 to 2 belong to a contact that was offered before it, 3 to 7 are a contact
 * that begins in it: 3 its offer, 4 its answer, 5 a reply, which answers who waits still, 6 its
 * end, 7 its end without an answer. */
guint
fw_floor_get_rank (const FwEvent *event)
{
  switch (event->type)
    {
    case FW_EVENT_ANSWERED:
      return event->wait_ms > 0 ? 1 : 4;
    case FW_EVENT_COMPLETED:
    case FW_EVENT_TRANSFERRED:
      /* After the answer that it ends, where a log tells both as one moment. */
      return event->talk_ms > 0 || event->hold_ms > 0 || event->wait_ms > 0 ? 2 : 6;
    case FW_EVENT_ABANDONED:
    case FW_EVENT_LEFT:
      return event->wait_ms > 0 ? 0 : 7;
    case FW_EVENT_REPLIED:
      return event->wait_ms > 0 ? 1 : 5;
    case FW_EVENT_OFFERED:
    case FW_EVENT_CONTACT:
    case FW_EVENT_NOTE:
    case FW_EVENT_STRUCK:
    case FW_EVENT_WRAPPED_UP:
    case FW_EVENT_RING_NO_ANSWER:
    case FW_EVENT_SURVEY:
    case FW_EVENT_RESOLUTION:
    case FW_EVENT_CLOSED:
    case FW_EVENT_COMPLAINT:
    case FW_EVENT_SERVICE_ERROR:
    case FW_EVENT_SIGNED_IN:
    case FW_EVENT_SIGNED_OUT:
    case FW_EVENT_PAUSED:
    case FW_EVENT_UNPAUSED:
    case FW_EVENT_SOURCE_STARTED:
    case FW_EVENT_SYSTEM_RESPONSE:
    case FW_EVENT_PAUSE_REASON:
    case FW_EVENT_DIALLED:
    case FW_N_EVENT_TYPES:
    default:
      return 3;
    }
}

static gboolean
is_stray (FwFloor *self, guint64 key)
{
  for (guint i = 0; i < self->strays->len; i++)
    if (g_array_index (self->strays, guint64, i) == key)
      return TRUE;

  return FALSE;
}

void
fw_floor_note_stray (FwFloor *self, guint64 key)
{
  if (!self->sorted)
    g_array_append_val (self->strays, key);
}

static gboolean
has_facts (const FwContact *row)
{
  return row->rating != 0 || row->nps >= 0 || row->resolution != FW_RESOLUTION_UNKNOWN ||
         row->wrap_ms != 0;
}

/* Of these it does not matter which was told first. */
static gboolean
has_plain_facts (const FwContact *row)
{
  return row->reply == FW_REPLY_STATED || row->closed || row->complaint || row->service_error ||
         row->scores != 0;
}

/* What begins late under a key that has a row: fine where the row was over before. */
static gboolean
is_clear_of (const FwContact *row, const FwEvent *event)
{
  gint64 end = row->at + ((gint64) row->wait_ms + row->handling_ms) * 1000;
  gboolean open_end = row->outcome == FW_OUTCOME_ANSWERED && !row->handled;

  return event->type == FW_EVENT_OFFERED && !open_end && end <= event->at && !has_facts (row) &&
         !has_plain_facts (row);
}

static gboolean
is_out_of_order (FwFloor *self, const FwEvent *event, guint64 key, const FwOpenContact *open)
{
  const guint rank = fw_floor_get_rank (event);
  FwContactRef ref;
  FwContact row;

  if (is_stray (self, key))
    return TRUE;
  if (open != NULL && event->at != open->last_at)
    return event->at < open->last_at;
  if (open != NULL)
    return rank < open->last_rank ||
           fw_floor_intern (self, FW_DIMENSION_QUEUE, event->queue) != open->queue;
  if (event->at == self->last_event || !fw_floor_find_near (self, event, key, &ref))
    return FALSE;

  fw_cube_get (self->cube, &ref, &row);
  return !is_clear_of (&row, event);
}

void
fw_floor_check_contact (
    FwFloor *self, const FwEvent *event, guint64 key, guint16 source, FwOpenContact *open)
{
  const FwFloorSource *feed = self->sources->pdata[source];
  const guint rank = fw_floor_get_rank (event);

  if (self->late && !self->sorted && !self->disordered &&
      (event->at < feed->restart_at || (event->at == feed->restart_at && rank < 3) ||
       is_out_of_order (self, event, key, open)))
    fw_floor_flag (self);
  if (open != NULL && event->at >= open->last_at)
    {
      open->last_at = event->at;
      open->last_rank = (guint8) rank;
    }
}

void
fw_floor_check_unmatched (FwFloor *self, guint64 key)
{
  if (self->late && fw_floor_table_get_length (self->unmatched) > 0 &&
      fw_floor_table_find (self->unmatched, key) != NULL)
    fw_floor_flag (self);
}

/* Of two facts of one kind the later one counts. Of replies the first, of closings the last,
 * whichever is told first; and that somebody complained is told by one. */
static gboolean
has_same_fact (const FwContact *row, const FwEvent *event)
{
  if (event->type == FW_EVENT_RESOLUTION)
    return row->resolution != FW_RESOLUTION_UNKNOWN;
  if (event->type == FW_EVENT_SURVEY)
    return row->rating != 0 || row->nps >= 0 || row->scores != 0;
  return event->type == FW_EVENT_WRAPPED_UP && row->wrap_ms != 0;
}

/* None is of before the contact had its row. */
void
fw_floor_check_fact (FwFloor *self, const FwEvent *event, const FwContact *row)
{
  gint64 decided = row->at + (gint64) row->wait_ms * 1000;

  if (decided > event->at || has_same_fact (row, event))
    fw_floor_flag (self);
}
