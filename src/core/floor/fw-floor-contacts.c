/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A contact's way: offered (open, waiting) → answered (open, its row in the cube) → ended; or
 * offered → unanswered (a row, done). Whatever is missing of it is made up for by what the events
 * that came say. Invariant: the row of an open answered contact is the last row of its key.
 */
#include "core/floor/fw-floor-state.h"

#define LONGEST_MS G_MAXUINT32

static guint32
clamp_ms (gint64 ms)
{
  return (guint32) CLAMP (ms, 0, (gint64) LONGEST_MS);
}

/* A duration the source states, else the one that follows from two moments. */
static guint32
get_duration (gint64 stated_ms, gint64 from, gint64 to)
{
  return stated_ms != FW_EVENT_NO_TIME ? clamp_ms (stated_ms) : clamp_ms ((to - from) / 1000);
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
  *open = (FwOpenContact){ .at = at, .ledger = ledger, .source = source };
  open->queue = fw_floor_intern (self, FW_DIMENSION_QUEUE, event->queue);
  open->site = fw_floor_get_queue (self, open->queue)->site;
  open->channel = fw_floor_intern (self, FW_DIMENSION_CHANNEL, event->channel);
  open->product = fw_floor_intern (self, FW_DIMENSION_PRODUCT, event->product);
  open->customer = self->customer;
}

/* @wait_ms: FW_EVENT_NO_TIME where neither the source nor two moments tell */
static void
fill_row (FwFloor *self,
          const FwOpenContact *open,
          guint64 key,
          FwOutcome outcome,
          gint64 wait_ms,
          FwContact *row)
{
  const FwFloorQueue *queue = fw_floor_get_queue (self, open->queue);

  *row = (FwContact){ .at = open->at / 1000 * 1000,
                      .key = key,
                      .ledger = open->ledger,
                      .queue = open->queue,
                      .agent = outcome == FW_OUTCOME_ANSWERED ? open->agent : 0,
                      .channel = open->channel != 0 ? open->channel : queue->channel,
                      .product = open->product != 0 ? open->product : queue->product,
                      .channel_stated = open->channel != 0,
                      .product_stated = open->product != 0,
                      .outcome = outcome,
                      .wait_ms = clamp_ms (wait_ms),
                      .wait_unknown = wait_ms == FW_EVENT_NO_TIME,
                      .nps = -1 };
  fw_floor_assign (self, open->site, row);
}

/* The product by name: codes depend on the order in which they were met. */
static guint64
hash_product (FwFloor *self, guint16 product)
{
  guint64 *hash;

  if (self->products->len <= product)
    g_array_set_size (self->products, product + 1u);
  hash = &g_array_index (self->products, guint64, product);
  if (*hash == 0)
    *hash = fw_floor_hash (&self->key,
                           fw_text (fw_dictionary_get (
                               fw_cube_get_dictionary (self->cube, FW_DIMENSION_PRODUCT), product)),
                           FW_TEXT_NONE);
  return *hash;
}

guint64
fw_floor_hash_customer (FwFloor *self, const FwEvent *event)
{
  if (event->customer.length == 0)
    return 0;
  return fw_floor_hash (&self->key, FW_TEXT_LITERAL ("customer"), event->customer);
}

void
fw_floor_prefetch_customer (FwFloor *self, const FwEvent *event, guint64 customer)
{
  guint16 product = fw_floor_intern (self, FW_DIMENSION_PRODUCT, event->product);

  if (product == 0)
    product = fw_floor_get_queue (self, fw_floor_intern (self, FW_DIMENSION_QUEUE, event->queue))
                  ->product;
  fw_floor_table_prefetch (self->customers, fw_floor_mix (customer, hash_product (self, product)));
}

static void
append_row (FwFloor *self, const FwOpenContact *open, FwContact *row, FwContactRef *ref)
{
  if (open->customer != 0)
    {
      FwZone *zone = fw_cube_get_zone (self->cube, open->site);
      const FwFloorPolicies *policies = fw_floor_get_policies (
          self, open->site, open->queue, fw_zone_get_day (zone, row->at), row->at);

      fw_floor_note_customer (self,
                              fw_floor_mix (open->customer, hash_product (self, row->product)),
                              open->site, policies->repeat_window, row);
    }
  fw_cube_append (self->cube, open->site, row, ref);
}

/* Ends an answered contact whose end nobody told, or a waiting one that a restart or a new offer
 * cut off. */
static void
close_open (FwFloor *self, guint64 key, const FwOpenContact *open, gint64 at)
{
  FwContactRef ref;
  FwContact row;

  if (open->answered_at != 0)
    {
      fw_floor_agent_release (self, open->agent, FALSE, at);
      return;
    }

  fill_row (self, open, key, FW_OUTCOME_UNKNOWN, clamp_ms ((at - open->at) / 1000), &row);
  fw_cube_append (self->cube, open->site, &row, &ref);
}

void
fw_floor_apply_offered (
    FwFloor *self, const FwEvent *event, guint64 ledger, guint16 source, FwFloorReport *report)
{
  guint64 key = fw_floor_get_key (self, event);
  FwOpenContact *open = fw_floor_table_find (self->open, key);
  gboolean added;

  if (open != NULL)
    {
      FwOpenContact before = *open;

      fw_floor_table_remove (self->open, key);
      close_open (self, key, &before, event->at);
    }

  open = fw_floor_table_add (self->open, key, &added);
  init_open (self, open, event, source, ledger, event->at);
}

static void
answer_open (FwFloor *self, guint64 key, FwOpenContact *open, const FwEvent *event, gint64 wait_ms)
{
  FwContact row;

  open->agent = fw_floor_intern (self, FW_DIMENSION_AGENT, event->agent);
  open->answered_at = event->at;
  fill_row (self, open, key, FW_OUTCOME_ANSWERED, wait_ms, &row);
  append_row (self, open, &row, &open->ref);
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

  fw_floor_agent_release (self, open->agent, FALSE, event->at);
  open->agent = agent;
  fw_cube_get (self->cube, &open->ref, &row);
  row.agent = agent;
  fw_floor_assign (self, open->site, &row);
  fw_cube_patch (self->cube, &open->ref, &row);
  fw_floor_agent_take (self, agent, open->site, open->queue, event->at);
}

void
fw_floor_apply_answered (
    FwFloor *self, const FwEvent *event, guint64 ledger, guint16 source, FwFloorReport *report)
{
  guint64 key = fw_floor_get_key (self, event);
  gboolean added;
  FwOpenContact *open = fw_floor_table_add (self->open, key, &added);

  if (added)
    {
      report->orphans++;
      init_open (self, open, event, source, ledger, event->at - MAX (event->wait_ms, 0) * 1000);
    }
  if (open->answered_at != 0)
    hand_over (self, open, event);
  else
    answer_open (self, key, open, event,
                 added ? event->wait_ms : get_duration (event->wait_ms, open->at, event->at));
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
  row->hold_ms = clamp_ms (MAX (event->hold_ms, 0));
  row->wrap_ms = clamp_ms (MAX (event->wrap_ms, 0));
  row->handling_ms = clamp_ms ((gint64) get_duration (event->talk_ms, answered_at, event->at) +
                               row->hold_ms + row->wrap_ms);
  if (event->talk_ms == FW_EVENT_NO_TIME) /* from answer to end: hold is within */
    row->handling_ms = clamp_ms ((gint64) row->handling_ms - row->hold_ms);
  row->transfer = get_transfer (event);
  if (event->rating > 0)
    row->rating = event->rating;
  if (event->nps >= 0)
    row->nps = event->nps;
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

  report->orphans++;
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

  init_open (self, &open, event, source, ledger, event->at - (wait_ms + talk_ms + hold_ms) * 1000);
  open.agent = fw_floor_intern (self, FW_DIMENSION_AGENT, event->agent);
  fill_row (self, &open, key, FW_OUTCOME_ANSWERED, event->wait_ms, &row);
  if (event->talk_ms != FW_EVENT_NO_TIME)
    fill_handling (&row, event, event->at);
  append_row (self, &open, &row, &ref);
}

void
fw_floor_apply_ended (
    FwFloor *self, const FwEvent *event, guint64 ledger, guint16 source, FwFloorReport *report)
{
  const FwFloorSource *feed = self->sources->pdata[source];
  guint64 key = fw_floor_get_key (self, event);
  FwOpenContact *open = fw_floor_table_find (self->open, key);
  FwContact row;

  if (open == NULL)
    {
      end_orphan (self, event, key, ledger, source, report);
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
                          feed->wraps && event->type == FW_EVENT_COMPLETED &&
                              event->wrap_ms == FW_EVENT_NO_TIME,
                          event->at);
  fw_floor_table_remove (self->open, key);
}

static FwOutcome
get_outcome (const FwEvent *event)
{
  if (event->type == FW_EVENT_ABANDONED ||
      fw_text_equal (event->reason, FW_TEXT_LITERAL ("abandoned")))
    return FW_OUTCOME_ABANDONED;
  if (fw_text_equal (event->reason, FW_TEXT_LITERAL ("answered")))
    return FW_OUTCOME_ANSWERED;
  if (fw_text_equal (event->reason, FW_TEXT_LITERAL ("empty")))
    return FW_OUTCOME_LEFT_EMPTY;
  if (fw_text_equal (event->reason, FW_TEXT_LITERAL ("key")))
    return FW_OUTCOME_LEFT_KEY;
  return FW_OUTCOME_LEFT_TIMEOUT;
}

void
fw_floor_apply_unanswered (
    FwFloor *self, const FwEvent *event, guint64 ledger, guint16 source, FwFloorReport *report)
{
  guint64 key = fw_floor_get_key (self, event);
  FwOpenContact *found = fw_floor_table_find (self->open, key);
  FwOpenContact open;
  FwContactRef ref;
  FwContact row;

  if (found == NULL)
    {
      report->orphans++;
      init_open (self, &open, event, source, ledger, event->at - MAX (event->wait_ms, 0) * 1000);
    }
  else
    {
      open = *found;
      fw_floor_table_remove (self->open, key);
      if (open.answered_at != 0) /* hung up after all: answered it stays, its end untold */
        {
          close_open (self, key, &open, event->at);
          return;
        }
    }

  fill_row (self, &open, key, get_outcome (event),
            found == NULL ? event->wait_ms : get_duration (event->wait_ms, open.at, event->at),
            &row);
  append_row (self, &open, &row, &ref);
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
  if (outcome == FW_OUTCOME_ANSWERED)
    open.agent = fw_floor_intern (self, FW_DIMENSION_AGENT, event->agent);
  fill_row (self, &open, key, outcome, event->wait_ms, &row);
  if (outcome == FW_OUTCOME_ANSWERED && event->talk_ms != FW_EVENT_NO_TIME)
    fill_handling (&row, event, event->at);
  else if (outcome == FW_OUTCOME_ANSWERED)
    {
      fill_handling (&row, event, event->at);
      row.handled = FALSE;
      row.handling_ms = row.hold_ms = row.wrap_ms = 0;
    }
  append_row (self, &open, &row, &ref);
}

typedef struct
{
  FwFloor *floor;
  guint16 source;
  gint64 at;
} Restart;

static void
close_cb (guint64 key, gpointer value, gpointer user_data)
{
  const FwOpenContact open = *(const FwOpenContact *) value;
  const Restart *restart = user_data;

  if (open.source != restart->source)
    return;
  fw_floor_table_remove (restart->floor->open, key);
  close_open (restart->floor, key, &open, restart->at);
}

/* Closes what a source left open when it stopped. */
void
fw_floor_apply_restart (FwFloor *self, const FwEvent *event, guint16 source)
{
  Restart restart = { self, source, event->at };

  fw_floor_table_visit (self->open, close_cb, &restart);
}
