/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Which contact an event is about. Mostly that of its id. But a call may stand in two queues at
 * once, because the first still waits to be told its end; and a call that was handed on goes on
 * under another id. What then tells are queue, person and the wait that the source states: the
 * arrival follows from it to the second. Of several that fit alike the one with the least key is
 * taken, so that the order of the table does not matter.
 */
#include "core/floor/fw-floor-state.h"

/* Sources count whole seconds, and round at both ends. */
#define SLACK (3 * FW_SECOND / 2)

typedef struct
{
  FwFloor *floor;
  const FwEvent *event;
  guint16 source;
  guint16 queue;
  guint16 agent;
  gboolean answered; /* looked for: one in the hands of @agent; else one that waits */
  guint64 key;       /* the best so far; 0 none */
  gint64 distance;
} Search;

static gint64
get_distance (gint64 a, gint64 b)
{
  return a > b ? a - b : b - a;
}

static void
look_at_cb (guint64 key, gpointer value, gpointer user_data)
{
  const FwOpenContact *open = value;
  Search *search = user_data;
  const gint64 wait = search->event->wait_ms * 1000;
  gint64 distance;

  if (open->source != search->source || open->queue != search->queue || open->flags != 0 ||
      (open->answered_at != 0) != search->answered)
    return;
  if (search->answered && open->agent != search->agent)
    return;
  if (search->answered)
    distance = search->event->wait_ms == FW_EVENT_NO_TIME
                   ? 0
                   : get_distance (open->answered_at - open->at, wait);
  else
    distance = get_distance (open->at, search->event->at - wait);
  if (distance > SLACK ||
      (search->key != 0 &&
       (distance > search->distance || (distance == search->distance && key > search->key))))
    return;
  search->key = key;
  search->distance = distance;
}

static FwOpenContact *
find_other (FwFloor *self, const FwEvent *event, guint16 source, gboolean answered, guint64 *key)
{
  Search search = { self, event, source, .answered = answered };

  search.queue = fw_floor_intern (self, FW_DIMENSION_QUEUE, event->queue);
  search.agent = fw_floor_intern (self, FW_DIMENSION_AGENT, event->agent);
  if (search.queue == 0 || (answered && search.agent == 0))
    return NULL;
  fw_floor_table_scan (self->open, look_at_cb, &search);
  if (search.key == 0)
    return NULL;
  *key = search.key;

  return fw_floor_table_find (self->open, search.key);
}

static guint64
make_second_key (FwFloor *self, const FwEvent *event, guint64 key)
{
  return fw_floor_mix (key, fw_floor_hash (&self->key, event->queue, FW_TEXT_LITERAL ("queue")));
}

static gboolean
is_elsewhere (FwFloor *self, const FwOpenContact *open, const FwEvent *event)
{
  return event->queue.length > 0 && open->queue != 0 &&
         open->queue != fw_floor_intern (self, FW_DIMENSION_QUEUE, event->queue);
}

FwOpenContact *
fw_floor_find_open (FwFloor *self, const FwEvent *event, guint64 *key)
{
  FwOpenContact *open, *second;

  *key = fw_floor_get_key (self, event);
  open = fw_floor_table_find (self->open, *key);
  if (G_LIKELY (open != NULL && !is_elsewhere (self, open, event)))
    return open;

  if (event->queue.length > 0 && self->seconds > 0)
    {
      guint64 second_key = make_second_key (self, event, *key);

      second = fw_floor_table_find (self->open, second_key);
      if (second != NULL)
        {
          *key = second_key;
          return second;
        }
    }
  /* One that waits elsewhere is left there by a new offer; all else leaves it alone. */
  if (open == NULL || (event->type == FW_EVENT_OFFERED && fw_floor_is_waiting (open)))
    return open;
  *key = make_second_key (self, event, *key);
  self->seconds++;

  return NULL;
}

/* What was found might have been another, had the event come in its time. */
static void
flag_late (FwFloor *self, const FwEvent *event, guint16 source)
{
  if (event->at < ((const FwFloorSource *) self->sources->pdata[source])->last_at)
    fw_floor_flag (self);
}

/* A waiting contact goes on under the id of @event. */
static FwOpenContact *
rename_open (FwFloor *self, guint64 from, guint64 to)
{
  FwOpenContact moved = *(FwOpenContact *) fw_floor_table_find (self->open, from);
  FwOpenContact *open;
  gboolean added;

  fw_floor_table_remove (self->open, from);
  open = fw_floor_table_add (self->open, to, &added);
  *open = moved;

  return open;
}

FwOpenContact *
fw_floor_match_waiting (FwFloor *self, const FwEvent *event, guint16 source, guint64 key)
{
  guint64 other;

  if (event->wait_ms == FW_EVENT_NO_TIME || find_other (self, event, source, FALSE, &other) == NULL)
    return NULL;
  flag_late (self, event, source);

  return rename_open (self, other, key);
}

FwOpenContact *
fw_floor_match_ended (FwFloor *self, const FwEvent *event, guint16 source, guint64 *key)
{
  FwOpenContact *open = find_other (self, event, source, TRUE, key), *waits;

  if (open == NULL)
    return NULL;
  flag_late (self, event, source);
  /* The call that asked on behalf of the customer is the customer's from now on. */
  waits = fw_floor_table_find (self->open, fw_floor_get_key (self, event));
  if (waits != NULL && fw_floor_is_waiting (waits))
    waits->customer = open->customer;

  return open;
}

gboolean
fw_floor_find_decided (
    FwFloor *self, const FwEvent *event, guint64 key, FwContactRef *ref, FwContact *row)
{
  guint16 queue = fw_floor_intern (self, FW_DIMENSION_QUEUE, event->queue);
  guint16 site = fw_floor_get_queue (self, queue)->site;
  FwZone *zone = fw_cube_get_zone (self->cube, site);

  if (zone == NULL ||
      !fw_cube_find (self->cube, site, fw_zone_get_day (zone, event->at), 1, key, ref))
    return FALSE;
  fw_cube_get (self->cube, ref, row);

  return row->queue == queue && row->at <= event->at + SLACK &&
         (event->wait_ms == FW_EVENT_NO_TIME ||
          get_distance (row->at, event->at - event->wait_ms * 1000) <= SLACK);
}
