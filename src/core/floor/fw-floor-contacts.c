/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A contact's way: offered (open, waiting) → answered (open, its row in the cube) → ended; or
 * offered → unanswered (a row, done). Whatever is missing of it is made up for by what the events
 * that came say. Invariant: the row of an open answered contact is the last row of its key.
 */
#include "core/floor/fw-floor-state.h"

/* A duration the source states, else the one that follows from two moments. */
static guint32
get_duration (gint64 stated_ms, gint64 from, gint64 to)
{
  return stated_ms != FW_EVENT_NO_TIME ? fw_floor_clamp_ms (stated_ms)
                                       : fw_floor_clamp_ms ((to - from) / 1000);
}

/* A call list's contact has the id of its event: that was hashed already. */
guint64
fw_floor_get_key (FwFloor *self, const FwEvent *event)
{
  if (event->contact.data == event->id.data && event->contact.length == event->id.length)
    return self->id;
  return fw_floor_hash (&self->key, event->source, event->contact);
}

/* The beginning of a contact as @event tells it; @at is its arrival. */
static void
init_open (FwFloor *self,
           FwOpenContact *open,
           const FwEvent *event,
           guint16 source,
           guint64 ledger,
           gint64 at)
{
  *open = (FwOpenContact){ .at = at, .last_at = event->at, .ledger = ledger, .source = source };
  open->last_rank = (guint8) fw_floor_get_rank (event);
  open->queue = fw_floor_intern (self, FW_DIMENSION_QUEUE, event->queue);
  open->site = fw_floor_get_queue (self, open->queue)->site;
  open->channel = fw_floor_intern (self, FW_DIMENSION_CHANNEL, event->channel);
  open->product = fw_floor_intern (self, FW_DIMENSION_PRODUCT, event->product);
  open->customer = self->customer;
}

/* Ends an answered contact whose end nobody told, or a waiting one that a restart, a new offer or
 * time cut off. */
void
fw_floor_close_open (FwFloor *self,
                     guint64 key,
                     const FwOpenContact *open,
                     gint64 at,
                     gboolean overdue,
                     FwFloorReport *report)
{
  FwContactRef ref;
  FwContact row;

  if ((open->flags & FW_OPEN_OVER) != 0)
    return;
  if (open->answered_at != 0)
    {
      fw_floor_agent_release (self, open->agent, FALSE, open->taken_at, at);
      return;
    }
  if ((open->flags & FW_OPEN_DIALLED) != 0)
    return;

  report->unended++;
  fw_floor_fill_row (self, open, key, FW_OUTCOME_UNKNOWN,
                     overdue ? FW_EVENT_NO_TIME : MAX (at - open->at, 0) / 1000, &row);
  fw_floor_check_unmatched (self, key);
  if ((open->flags & FW_OPEN_HAS_ROW) == 0)
    fw_cube_append (self->cube, open->site, &row, &ref);
  else
    fw_cube_patch (self->cube, &open->ref, &row);
}

/* The one place where an open contact begins. */
static FwOpenContact *
begin_open (
    FwFloor *self, const FwEvent *event, guint64 key, guint16 source, guint64 ledger, gint64 at)
{
  FwFloorSource *feed = self->sources->pdata[source];
  gboolean added;
  FwOpenContact *open = fw_floor_table_add (self->open, key, &added);

  init_open (self, open, event, source, ledger, at);
  feed->due_at = MIN (feed->due_at, fw_floor_get_least_due (at));
  /* It would be closed by what came already, or have been found by it. */
  if (fw_floor_get_least_due (at) <= feed->last_at ||
      (event->at < feed->last_at && event->at <= feed->orphan_at))
    fw_floor_flag (self);

  return open;
}

void
fw_floor_apply_offered (
    FwFloor *self, const FwEvent *event, guint64 ledger, guint16 source, FwFloorReport *report)
{
  guint64 key;
  FwOpenContact *open = fw_floor_find_open (self, event, &key);

  fw_floor_check_contact (self, event, key, source, open);
  if (open != NULL && (open->flags & FW_OPEN_DIALLED) != 0)
    return; /* the centre's own call stays that in this queue */
  if (open != NULL && (open->flags & FW_OPEN_OVER) != 0)
    {
      open->flags &= (guint8) ~FW_OPEN_OVER; /* was turned away, and got in after all */
      return;
    }
  if (open != NULL)
    {
      FwOpenContact before = *open;

      fw_floor_table_remove (self->open, key);
      fw_floor_close_open (self, key, &before, event->at, FALSE, report);
    }

  begin_open (self, event, key, source, ledger, event->at);
}

/* A call that the centre made is no demand: its people are busy with it, and that is all. */
void
fw_floor_apply_dialled (
    FwFloor *self, const FwEvent *event, guint64 ledger, guint16 source, FwFloorReport *report)
{
  guint64 key;
  FwOpenContact *open = fw_floor_find_open (self, event, &key);
  FwContactRef ref;
  FwContact row;

  fw_floor_check_contact (self, event, key, source, open);
  if (open == NULL && !fw_floor_find_decided (self, event, key, &ref, &row))
    open = begin_open (self, event, key, source, ledger, event->at);
  if (open != NULL && !fw_floor_has_row (open))
    open->flags |= FW_OPEN_DIALLED;
}

/* Told once more, or a call of the centre's own that has come to its end. */
static void
end_dialled (FwFloor *self, FwOpenContact *open, gint64 at)
{
  guint16 agent = open->answered_at != 0 ? open->agent : 0;

  open->answered_at = 0;
  open->agent = 0;
  open->flags |= FW_OPEN_OVER;
  if (agent != 0)
    fw_floor_agent_release (self, agent, FALSE, open->taken_at, at);
}

static void
answer_open (FwFloor *self, guint64 key, FwOpenContact *open, const FwEvent *event, gint64 wait_ms)
{
  FwContact row;

  open->agent = fw_floor_intern (self, FW_DIMENSION_AGENT, event->agent);
  open->answered_at = open->taken_at = event->at;
  if ((open->flags & FW_OPEN_DIALLED) == 0)
    {
      fw_floor_fill_row (self, open, key, FW_OUTCOME_ANSWERED, wait_ms, &row);
      fw_floor_write_row (self, open, &row, &open->ref);
    }
  fw_floor_agent_take (self, open->agent, open->site, open->queue, event->at);
}

/* Somebody else has it now: the row goes to whom it ended with. */
static void
hand_over (FwFloor *self, FwOpenContact *open, const FwEvent *event)
{
  guint16 agent = fw_floor_intern (self, FW_DIMENSION_AGENT, event->agent);
  FwContact row;

  if (agent == 0 || agent == open->agent)
    return;

  fw_floor_agent_release (self, open->agent, FALSE, open->taken_at, event->at);
  open->agent = agent;
  open->taken_at = event->at;
  if (fw_floor_has_row (open))
    {
      fw_cube_get (self->cube, &open->ref, &row);
      row.agent = agent;
      fw_floor_assign (self, open->site, &row);
      fw_cube_patch (self->cube, &open->ref, &row);
    }
  fw_floor_agent_take (self, agent, open->site, open->queue, event->at);
}

/* Of its contact no beginning is known: one that comes late may still be it. */
static void
note_orphan (
    FwFloor *self, const FwEvent *event, guint64 key, guint16 source, FwFloorReport *report)
{
  FwFloorSource *feed = self->sources->pdata[source];

  report->orphans++;
  feed->orphan_at = MAX (feed->orphan_at, event->at);
  fw_floor_note_stray (self, key);
}

/* A contact that was thought to be over without its end goes on in the row that it has. */
static FwOpenContact *
reopen (FwFloor *self,
        const FwEvent *event,
        guint64 key,
        guint16 source,
        const FwContactRef *ref,
        const FwContact *row)
{
  FwOpenContact *open = begin_open (self, event, key, source, row->ledger, row->at);

  open->channel = row->channel_stated ? row->channel : 0;
  open->product = row->product_stated ? row->product : 0;
  open->ref = *ref;
  open->flags = FW_OPEN_HAS_ROW;

  return open;
}

void
fw_floor_apply_answered (
    FwFloor *self, const FwEvent *event, guint64 ledger, guint16 source, FwFloorReport *report)
{
  guint64 key;
  FwOpenContact *open = fw_floor_find_open (self, event, &key);
  gint64 wait_ms = event->wait_ms;
  FwContactRef ref;
  FwContact row;

  fw_floor_check_contact (self, event, key, source, open);
  if (open == NULL && fw_floor_find_decided (self, event, key, &ref, &row) &&
      row.outcome == FW_OUTCOME_UNKNOWN)
    open = reopen (self, event, key, source, &ref, &row);
  if (open == NULL)
    open = fw_floor_match_waiting (self, event, source, key);
  if (open == NULL)
    {
      note_orphan (self, event, key, source, report);
      open =
          begin_open (self, event, key, source, ledger, event->at - MAX (event->wait_ms, 0) * 1000);
    }
  else
    wait_ms = get_duration (event->wait_ms, open->at, event->at);

  if (open->answered_at != 0)
    hand_over (self, open, event);
  else if ((open->flags & (FW_OPEN_DIALLED | FW_OPEN_OVER)) != (FW_OPEN_DIALLED | FW_OPEN_OVER))
    {
      open->flags &= (guint8) ~FW_OPEN_OVER;
      answer_open (self, key, open, event, wait_ms);
    }
}

static FwTransfer
get_transfer (const FwEvent *event)
{
  if (event->type != FW_EVENT_TRANSFERRED)
    return FW_TRANSFER_NONE;
  return fw_text_equal (event->reason, FW_TEXT_LITERAL ("attended")) ? FW_TRANSFER_ATTENDED
                                                                     : FW_TRANSFER_BLIND;
}

static void
fill_handling (FwContact *row, const FwEvent *event, gint64 answered_at)
{
  row->handled = TRUE;
  row->hold_ms = fw_floor_clamp_ms (MAX (event->hold_ms, 0));
  row->wrap_ms = fw_floor_clamp_ms (MAX (event->wrap_ms, 0));
  row->handling_ms = fw_floor_clamp_ms (
      (gint64) get_duration (event->talk_ms, answered_at, event->at) + row->hold_ms + row->wrap_ms);
  if (event->talk_ms == FW_EVENT_NO_TIME) /* from answer to end: hold is within */
    row->handling_ms = fw_floor_clamp_ms ((gint64) row->handling_ms - row->hold_ms);
  row->transfer = get_transfer (event);
  if (event->rating > 0)
    row->rating = event->rating;
  if (event->nps >= 0)
    row->nps = event->nps;
  row->scores = fw_rated_merge (row->scores, event->scores);
  if (event->resolved >= 0)
    row->resolution = event->resolved ? FW_RESOLUTION_YES : FW_RESOLUTION_NO;
}

/* The end of a contact that is not open: of a row that a restart left without its end, or of one
 * never offered. */
static void
end_orphan (FwFloor *self,
            const FwEvent *event,
            guint64 key,
            guint64 ledger,
            guint16 source,
            FwFloorReport *report)
{
  gint64 wait_ms = MAX (event->wait_ms, 0), talk_ms = MAX (event->talk_ms, 0);
  gint64 hold_ms = MAX (event->hold_ms, 0);
  FwOpenContact open;
  FwContactRef ref;
  FwContact row;
  FwEvent answer = *event;

  answer.at -= (talk_ms + hold_ms) * 1000;
  if (key != fw_floor_get_key (self, event) &&
      fw_floor_find_decided (self, &answer, fw_floor_get_key (self, event), &ref, &row))
    return; /* told once more, while the call stands in another queue */

  note_orphan (self, event, key, source, report);
  if (fw_floor_find_row (self, event, key, &ref))
    {
      fw_cube_get (self->cube, &ref, &row);
      if (row.outcome == FW_OUTCOME_ANSWERED)
        {
          if (row.handled)
            return; /* its end is known already */
          fill_handling (&row, event, row.at + (gint64) row.wait_ms * 1000);
          fw_cube_patch (self->cube, &ref, &row);
          return;
        }
    }
  if (fw_floor_find_decided (self, &answer, key, &ref, &row) && row.outcome == FW_OUTCOME_UNKNOWN)
    {
      open = *reopen (self, event, key, source, &ref, &row);
      fw_floor_table_remove (self->open, key);
      open.agent = fw_floor_intern (self, FW_DIMENSION_AGENT, event->agent);
      fw_floor_fill_row (self, &open, key, FW_OUTCOME_ANSWERED,
                         get_duration (event->wait_ms, open.at, answer.at), &row);
      fill_handling (&row, event, answer.at);
      fw_cube_patch (self->cube, &ref, &row);
      return;
    }

  init_open (self, &open, event, source, ledger, event->at - (wait_ms + talk_ms + hold_ms) * 1000);
  open.agent = fw_floor_intern (self, FW_DIMENSION_AGENT, event->agent);
  fw_floor_fill_row (self, &open, key, FW_OUTCOME_ANSWERED, event->wait_ms, &row);
  if (event->talk_ms != FW_EVENT_NO_TIME)
    fill_handling (&row, event, event->at);
  fw_floor_append_row (self, &open, &row, &ref);
}

void
fw_floor_apply_ended (
    FwFloor *self, const FwEvent *event, guint64 ledger, guint16 source, FwFloorReport *report)
{
  const FwFloorSource *feed = self->sources->pdata[source];
  guint64 key;
  FwOpenContact *open = fw_floor_find_open (self, event, &key), *other;
  guint64 other_key;
  FwContact row;

  fw_floor_check_contact (self, event, key, source, open);
  if ((open == NULL || fw_floor_is_waiting (open)) &&
      (other = fw_floor_match_ended (self, event, source, &other_key)) != NULL)
    {
      open = other;
      key = other_key;
    }
  if (open == NULL)
    {
      end_orphan (self, event, key, ledger, source, report);
      return;
    }
  if ((open->flags & FW_OPEN_DIALLED) != 0)
    {
      end_dialled (self, open, event->at);
      return;
    }

  if (open->answered_at == 0) /* its answer is missing */
    {
      FwEvent answer = *event;

      report->orphans++;
      answer.at = event->at - (MAX (event->talk_ms, 0) + MAX (event->hold_ms, 0)) * 1000;
      answer.at = MAX (answer.at, open->at);
      answer_open (self, key, open, &answer, get_duration (event->wait_ms, open->at, answer.at));
    }

  fw_cube_get (self->cube, &open->ref, &row);
  fill_handling (&row, event, open->answered_at);
  fw_cube_patch (self->cube, &open->ref, &row);
  fw_floor_agent_release (self, open->agent,
                          event->at > feed->wraps_from && event->type == FW_EVENT_COMPLETED &&
                              event->wrap_ms == FW_EVENT_NO_TIME,
                          open->taken_at, event->at);
  fw_floor_table_remove (self->open, key);
}

static FwOutcome
get_outcome (const FwEvent *event)
{
  FwOutcome outcome;

  if (event->type == FW_EVENT_ABANDONED)
    return FW_OUTCOME_ABANDONED;

  return fw_outcome_from_name (event->reason, &outcome) ? outcome : FW_OUTCOME_LEFT_TIMEOUT;
}

/* Turned away at the door: it may try again, which is told once more and is one contact. */
static void
turn_away (FwFloor *self, const FwEvent *event, guint64 key, guint64 ledger, guint16 source)
{
  FwOpenContact *open = begin_open (self, event, key, source, ledger, event->at);
  FwContact row;

  fw_floor_fill_row (self, open, key, FW_OUTCOME_TURNED_AWAY, 0, &row);
  fw_floor_append_row (self, open, &row, &open->ref);
  open->flags = FW_OPEN_OVER | FW_OPEN_HAS_ROW;
}

/* An exit of which no beginning is known: told twice, of a contact under another id, or all that is
 * told. */
static void
exit_orphan (FwFloor *self,
             const FwEvent *event,
             guint64 key,
             guint64 ledger,
             guint16 source,
             FwFloorReport *report)
{
  FwOutcome outcome = get_outcome (event);
  FwOpenContact open;
  FwContactRef ref;
  FwContact row;

  if (fw_floor_find_decided (self, event, key, &ref, &row))
    {
      if (row.outcome != FW_OUTCOME_UNKNOWN)
        return;
      open = *reopen (self, event, key, source, &ref, &row);
      fw_floor_table_remove (self->open, key);
      fw_floor_fill_row (self, &open, key, outcome,
                         get_duration (event->wait_ms, open.at, event->at), &row);
      fw_cube_patch (self->cube, &ref, &row);
      return;
    }
  if (key != fw_floor_get_key (self, event) &&
      fw_floor_find_decided (self, event, fw_floor_get_key (self, event), &ref, &row))
    return; /* told once more, while the call stands in another queue */
  if (outcome == FW_OUTCOME_TURNED_AWAY)
    {
      turn_away (self, event, key, ledger, source);
      return;
    }

  note_orphan (self, event, key, source, report);
  init_open (self, &open, event, source, ledger, event->at - MAX (event->wait_ms, 0) * 1000);
  fw_floor_fill_row (self, &open, key, outcome, event->wait_ms, &row);
  fw_floor_append_row (self, &open, &row, &ref);
}

void
fw_floor_apply_unanswered (
    FwFloor *self, const FwEvent *event, guint64 ledger, guint16 source, FwFloorReport *report)
{
  guint64 key;
  FwOpenContact *found = fw_floor_find_open (self, event, &key);
  FwOpenContact open;
  FwContactRef ref;
  FwContact row;

  fw_floor_check_contact (self, event, key, source, found);
  if (found == NULL)
    found = fw_floor_match_waiting (self, event, source, key);
  if (found == NULL)
    {
      exit_orphan (self, event, key, ledger, source, report);
      return;
    }
  if ((found->flags & FW_OPEN_OVER) != 0)
    return;
  if ((found->flags & FW_OPEN_DIALLED) != 0)
    {
      end_dialled (self, found, event->at);
      return;
    }

  open = *found;
  fw_floor_table_remove (self->open, key);
  if (open.answered_at != 0) /* hung up after all: answered it stays, its end untold */
    {
      fw_floor_close_open (self, key, &open, event->at, FALSE, report);
      return;
    }

  fw_floor_fill_row (self, &open, key, get_outcome (event),
                     get_duration (event->wait_ms, open.at, event->at), &row);
  fw_floor_write_row (self, &open, &row, &ref);
}

/* One whole contact from a call list; @at is its arrival. The bulk path. */
void
fw_floor_apply_whole (
    FwFloor *self, const FwEvent *event, guint64 ledger, guint16 source, FwFloorReport *report)
{
  guint64 key = fw_floor_get_key (self, event);
  FwOutcome outcome = get_outcome (event);
  FwOpenContact open;
  FwContactRef ref;
  FwContact row;

  init_open (self, &open, event, source, ledger, event->at);
  /* Of an unanswered one whose phone rang or to whom it was assigned, where the list says so. */
  open.agent = fw_floor_intern (self, FW_DIMENSION_AGENT, event->agent);
  fw_floor_fill_row (self, &open, key, outcome, event->wait_ms, &row);
  row.whole = TRUE;
  fw_floor_assign (self, open.site, &row);
  if (outcome == FW_OUTCOME_ANSWERED && event->talk_ms != FW_EVENT_NO_TIME)
    fill_handling (&row, event, event->at);
  else if (outcome == FW_OUTCOME_ANSWERED)
    {
      fill_handling (&row, event, event->at);
      row.handled = FALSE;
      row.handling_ms = row.hold_ms = row.wrap_ms = 0;
    }
  fw_floor_append_row (self, &open, &row, &ref);
}
