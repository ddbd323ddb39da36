/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Some days' events, gathered from the ledger and applied in the order of their times. Within one
 * moment the order follows from what the events say: what ends contacts of before, a restart, the
 * ends of after-contact work, what people do, contacts that begin, late facts.
 */
#include "core/floor/fw-floor-state.h"

#define DAY (24 * FW_HOUR)

typedef struct
{
  FwEventBatch *batch;
  GArray *numbers; /* guint64: of the ledger, one for each event */
} Day;

struct _FwFloorDays
{
  FwFloor *floor;
  gint32 first, last;
  Day *days; /* last − first + 1 of them */
  guint64 events, duplicates, notes, struck;
};

typedef struct
{
  gint64 at;
  guint64 key; /* of the contact; 0 none */
  guint64 id;
  guint64 number;
  gsize offset; /* where in the batch; */
  gint64 last_at;
  guint16 queue;
  guint8 phase;
  guint8 rank;
} Entry;

static gint32
get_day (gint64 at)
{
  return (gint32) (at / DAY); /* no event is of before 1970 */
}

void
fw_floor_count_days (FwEventBatch *batch, GHashTable *counts)
{
  FwEventIter iter;
  FwEvent event;

  g_return_if_fail (batch != NULL && counts != NULL);

  fw_event_iter_init (&iter, batch);
  while (fw_event_iter_next (&iter, &event))
    {
      gpointer day = GINT_TO_POINTER (get_day (event.at));
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, day));

      g_hash_table_insert (counts, day, GUINT_TO_POINTER (n + 1));
    }
}

FwFloorDays *
fw_floor_days_new (FwFloor *floor, gint32 first, gint32 last)
{
  FwFloorDays *self;

  g_return_val_if_fail (floor != NULL && first <= last, NULL);

  self = g_new0 (FwFloorDays, 1);
  self->floor = floor;
  self->first = first;
  self->last = last;
  self->days = g_new0 (Day, (gsize) (last - first) + 1);
  return self;
}

void
fw_floor_days_free (FwFloorDays *self)
{
  if (self == NULL)
    return;

  for (gint32 i = 0; i <= self->last - self->first; i++)
    {
      g_clear_pointer (&self->days[i].batch, fw_event_batch_unref);
      g_clear_pointer (&self->days[i].numbers, g_array_unref);
    }
  g_free (self->days);
  g_free (self);
}

void
fw_floor_days_add (FwFloorDays *self, FwEventBatch *batch, guint64 number)
{
  FwEventIter iter;
  FwEvent event;
  guint64 index = 0;

  g_return_if_fail (self != NULL && batch != NULL);

  fw_event_iter_init (&iter, batch);
  for (; fw_event_iter_next (&iter, &event); index++)
    {
      const gint32 day = get_day (event.at);
      guint64 place = number << 24 | index;
      Day *to;

      if (day < self->first || day > self->last)
        continue;
      self->events++;
      if (event.type == FW_EVENT_STRUCK)
        {
          self->notes++; /* fw_floor_meet_struck() was told before */
          continue;
        }
      if (fw_floor_is_struck (self->floor, &event))
        {
          self->struck++;
          continue;
        }
      if (!fw_floor_see (self->floor, event.at,
                         fw_floor_hash (&self->floor->key, event.source, event.id)))
        {
          self->duplicates++;
          continue;
        }
      to = &self->days[day - self->first];
      if (to->batch == NULL)
        {
          to->batch = fw_event_batch_new ();
          to->numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
        }
      fw_event_batch_add (to->batch, &event);
      g_array_append_val (to->numbers, place);
    }
}

/* The order of what happens in one moment. */
static guint8
get_phase (const FwEvent *event)
{
  switch (event->type)
    {
    case FW_EVENT_SOURCE_STARTED:
      return 1;
    case FW_EVENT_WRAPPED_UP:
      return 2;
    case FW_EVENT_SIGNED_IN:
    case FW_EVENT_SIGNED_OUT:
    case FW_EVENT_PAUSED:
    case FW_EVENT_UNPAUSED:
    case FW_EVENT_PAUSE_REASON:
    case FW_EVENT_RING_NO_ANSWER:
    case FW_EVENT_NOTE:
    case FW_EVENT_SYSTEM_RESPONSE:
    case FW_EVENT_STRUCK:
      return 3;
    case FW_EVENT_SURVEY:
    case FW_EVENT_RESOLUTION:
    case FW_EVENT_CLOSED:
    case FW_EVENT_COMPLAINT:
    case FW_EVENT_SERVICE_ERROR:
      return 5;
    case FW_EVENT_OFFERED:
    case FW_EVENT_ANSWERED:
    case FW_EVENT_COMPLETED:
    case FW_EVENT_TRANSFERRED:
    case FW_EVENT_ABANDONED:
    case FW_EVENT_LEFT:
    case FW_EVENT_CONTACT:
    case FW_EVENT_DIALLED:
    case FW_EVENT_REPLIED:
    case FW_N_EVENT_TYPES:
    default:
      return fw_floor_get_rank (event) < 3 ? 0 : 4;
    }
}

static int
compare_numbers (guint64 a, guint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *x = a, *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  if (x->phase != y->phase)
    return x->phase < y->phase ? -1 : 1;
  if (x->key != y->key)
    return compare_numbers (x->key, y->key);
  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  if (x->id != y->id)
    return compare_numbers (x->id, y->id);
  return compare_numbers (x->number, y->number);
}

/* What a contact does in queues that it comes to in one moment. */
typedef struct
{
  const Entry *entries; /* in the order of compare_entries() */
  guint n;
  FwDictionary *queues;
} Stays;

/* Which stay in its queue an entry belongs to: the second offer comes after the first end. Those
 * that end without an answer come before those that are answered. */
static guint
find_stay (const Stays *stays, const Entry *entry)
{
  guint alike = 0, unanswered = 0;

  for (guint i = 0; i < stays->n; i++)
    {
      const Entry *other = &stays->entries[i];

      if (other->queue != entry->queue)
        continue;
      unanswered += other->rank == 7;
      alike += other->rank == entry->rank && compare_entries (other, entry) < 0;
    }
  return entry->rank >= 4 && entry->rank <= 6 ? unanswered + alike : alike;
}

/* How its stay in a queue stands at the end of the moment: 0 it was there before, 1 it is over, 2
 * it goes on. */
static guint
get_standing (const Stays *stays, guint16 queue)
{
  gboolean offered = FALSE, ended = FALSE;

  for (guint i = 0; i < stays->n; i++)
    if (stays->entries[i].queue == queue)
      {
        offered |= stays->entries[i].rank == 3;
        ended |= stays->entries[i].rank >= 6;
      }
  return !offered ? 0 : ended ? 1 : 2;
}

static int
compare_stays (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Entry *x = a, *y = b;
  const Stays *stays = user_data;
  guint standing_x, standing_y;

  if (x->queue == y->queue)
    {
      guint stay_x = find_stay (stays, x), stay_y = find_stay (stays, y);

      return stay_x != stay_y ? (stay_x < stay_y ? -1 : 1) : compare_entries (x, y);
    }
  standing_x = get_standing (stays, x->queue);
  standing_y = get_standing (stays, y->queue);
  if (standing_x != standing_y)
    return standing_x < standing_y ? -1 : 1;
  return strcmp (fw_dictionary_get (stays->queues, x->queue),
                 fw_dictionary_get (stays->queues, y->queue));
}

/* A contact that goes through several queues in one moment: one stay after the other, the one that
 * goes on last. */
static void
order_stays (FwFloor *floor, GArray *entries)
{
  Entry *all = (Entry *) (gpointer) entries->data;

  for (guint i = 0, end; i < entries->len; i = end)
    {
      g_autofree Entry *copy = NULL;
      Stays stays;

      end = i + 1;
      while (end < entries->len && all[i].phase == 4 && all[end].at == all[i].at &&
             all[end].phase == 4 && all[end].key == all[i].key)
        end++;
      if (end - i < 3)
        continue;
      copy = g_memdup2 (&all[i], (end - i) * sizeof *all);
      stays = (Stays){ copy, end - i, fw_cube_get_dictionary (floor->cube, FW_DIMENSION_QUEUE) };
      g_qsort_with_data (&all[i], (int) (end - i), sizeof *all, compare_stays, &stays);
    }
}

static GArray *
list_entries (FwFloor *floor, const Day *day)
{
  GArray *entries = g_array_sized_new (FALSE, FALSE, sizeof (Entry), day->numbers->len);
  FwEventIter iter;
  FwEvent event;

  fw_event_iter_init (&iter, day->batch);
  for (;;)
    {
      Entry entry = { .offset = iter.offset, .last_at = iter.last_at };

      entry.number =
          iter.index < day->numbers->len ? g_array_index (day->numbers, guint64, iter.index) : 0;
      if (!fw_event_iter_next (&iter, &event))
        break;
      entry.at = event.at;
      entry.id = fw_floor_hash (&floor->key, event.source, event.id);
      entry.phase = get_phase (&event);
      entry.rank = (guint8) fw_floor_get_rank (&event);
      entry.queue = fw_floor_intern (floor, FW_DIMENSION_QUEUE, event.queue);
      if (event.contact.length > 0)
        entry.key = fw_floor_hash (&floor->key, event.source, event.contact);
      g_array_append_val (entries, entry);
    }
  g_array_sort (entries, compare_entries);
  order_stays (floor, entries);
  return entries;
}

static void
apply_day (FwFloor *floor, const Day *day, FwFloorReport *report)
{
  g_autoptr (GArray) entries = NULL;

  floor->epoch++;
  entries = list_entries (floor, day);
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      FwEventIter iter = { .batch = day->batch,
                           .offset = entry->offset,
                           .last_at = entry->last_at };
      FwEvent event;

      fw_event_iter_next (&iter, &event);
      floor->events++;
      fw_floor_take_event (floor, &event, entry->id, fw_floor_hash_customer (floor, &event),
                           entry->number, report);
    }
}

void
fw_floor_days_apply (FwFloorDays *self, FwFloorReport *report)
{
  FwFloorReport ours = { 0 };

  g_return_if_fail (self != NULL);

  self->floor->sorted = TRUE;
  for (gint32 i = 0; i <= self->last - self->first; i++)
    if (self->days[i].batch != NULL)
      {
        apply_day (self->floor, &self->days[i], &ours);
        g_clear_pointer (&self->days[i].batch, fw_event_batch_unref);
        g_clear_pointer (&self->days[i].numbers, g_array_unref);
      }
  self->floor->sorted = FALSE;

  ours.events = self->events;
  ours.duplicates = self->duplicates;
  ours.notes += self->notes;
  ours.struck = self->struck;
  ours.applied = ours.events - ours.duplicates - ours.notes - ours.unmatched - ours.struck;
  if (report != NULL)
    fw_floor_report_add (report, &ours);
}
