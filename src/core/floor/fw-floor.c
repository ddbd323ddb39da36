/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/floor/fw-floor-state.h"

/* A centre gives its own by fw_floor_set_key(); this one is for floors that are not kept. */
static const FwFloorKey plain_key = { { G_GUINT64_CONSTANT (0x466c6f6f72776c6b),
                                        G_GUINT64_CONSTANT (0x65722d706c61696e) } };

static void
source_free (FwFloorSource *source)
{
  g_free (source->name);
  g_free (source);
}

FwFloor *
fw_floor_new (FwCube *cube, FwDirectory *directory)
{
  FwFloor *self;

  g_return_val_if_fail (cube != NULL && directory != NULL, NULL);

  self = g_new0 (FwFloor, 1);
  self->cube = cube;
  self->directory = fw_directory_ref (directory);
  self->key = plain_key;
  self->open = fw_floor_table_new (sizeof (FwOpenContact));
  self->agents = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_floor_agent_free);
  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) source_free);
  self->customers = fw_floor_table_new (sizeof (FwFloorCustomer));
  self->customers_limit = 10000;
  self->unmatched = fw_floor_table_new (0);
  self->strays = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->crediting = 1;
  self->products = g_array_new (FALSE, TRUE, sizeof (guint64));
  self->seen = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) fw_floor_seen_free);
  self->texts = g_new0 (FwFloorText, FW_FLOOR_TEXT_PLACES);
  self->epoch = 1;
  fw_floor_house_init (self);
  return self;
}

void
fw_floor_free (FwFloor *self)
{
  if (self == NULL)
    return;

  fw_floor_house_clear (self);
  fw_floor_table_free (self->open);
  fw_floor_table_free (self->customers);
  fw_floor_table_free (self->unmatched);
  g_array_unref (self->strays);
  g_array_unref (self->products);
  g_ptr_array_unref (self->agents);
  g_ptr_array_unref (self->sources);
  g_hash_table_unref (self->seen);
  g_clear_pointer (&self->struck, g_hash_table_unref);
  fw_directory_unref (self->directory);
  g_free (self->texts);
  g_free (self);
}

void
fw_floor_set_key (FwFloor *self, const guint8 *key)
{
  g_return_if_fail (self != NULL && key != NULL);

  memcpy (self->key.words, key, sizeof self->key.words);
  for (guint i = 0; i < G_N_ELEMENTS (self->key.words); i++)
    self->key.words[i] = GUINT64_FROM_LE (self->key.words[i]);
  g_array_set_size (self->products, 0);
}

guint64
fw_floor_get_contact_key (FwFloor *self, FwText source, FwText contact)
{
  g_return_val_if_fail (self != NULL, 0);

  return fw_floor_hash (&self->key, source, contact);
}

/* Few, and nearly always the one of the event before. */
static guint16
find_source (FwFloor *self, FwText name)
{
  FwFloorSource *source;

  for (guint i = self->sources->len; i-- > 0;)
    {
      source = self->sources->pdata[i];
      if (fw_text_equal (fw_text (source->name), name))
        return (guint16) i;
    }

  source = g_new0 (FwFloorSource, 1);
  source->name = fw_text_dup (name);
  source->last_at = source->restart_at = source->orphan_at = G_MININT64;
  source->wraps_from = source->due_at = G_MAXINT64;
  g_ptr_array_add (self->sources, source);
  return (guint16) (self->sources->len - 1);
}

static void
ring_no_answer (FwFloor *self, const FwEvent *event)
{
  guint16 queue = fw_floor_intern (self, FW_DIMENSION_QUEUE, event->queue);
  guint16 agent = fw_floor_intern (self, FW_DIMENSION_AGENT, event->agent);
  gint64 from = event->at - MAX (event->wait_ms, 0) * 1000;

  fw_floor_agent_was (self, agent, queue, FW_AGENT_RINGING, from, event->at);
}

static void
note_response (FwFloor *self, const FwEvent *event)
{
  guint16 queue = fw_floor_intern (self, FW_DIMENSION_QUEUE, event->queue);
  guint16 product = fw_floor_intern (self, FW_DIMENSION_PRODUCT, event->product);

  fw_cube_add_response (self->cube, fw_floor_get_queue (self, queue)->site, queue == 0,
                        event->reason, product, event->at, event->wait_ms);
}

/* @before: when the newest event of the source before this one was */
static void
apply_event (FwFloor *self,
             const FwEvent *event,
             guint64 ledger,
             guint16 source,
             gint64 before,
             FwFloorReport *report)
{
  switch (event->type)
    {
    case FW_EVENT_OFFERED:
      fw_floor_apply_offered (self, event, ledger, source, report);
      break;
    case FW_EVENT_ANSWERED:
      fw_floor_apply_answered (self, event, ledger, source, report);
      break;
    case FW_EVENT_COMPLETED:
    case FW_EVENT_TRANSFERRED:
      fw_floor_apply_ended (self, event, ledger, source, report);
      break;
    case FW_EVENT_WRAPPED_UP:
      fw_floor_apply_wrapped_up (self, event, source, report);
      break;
    case FW_EVENT_ABANDONED:
    case FW_EVENT_LEFT:
      fw_floor_apply_unanswered (self, event, ledger, source, report);
      break;
    case FW_EVENT_CONTACT:
      fw_floor_apply_whole (self, event, ledger, source, report);
      break;
    case FW_EVENT_SURVEY:
    case FW_EVENT_RESOLUTION:
    case FW_EVENT_CLOSED:
    case FW_EVENT_COMPLAINT:
    case FW_EVENT_SERVICE_ERROR:
      fw_floor_apply_late (self, event, report);
      break;
    case FW_EVENT_REPLIED:
      fw_floor_apply_replied (self, event, ledger, source, report);
      break;
    case FW_EVENT_RING_NO_ANSWER:
      ring_no_answer (self, event);
      break;
    case FW_EVENT_SIGNED_IN:
    case FW_EVENT_SIGNED_OUT:
    case FW_EVENT_PAUSED:
    case FW_EVENT_UNPAUSED:
    case FW_EVENT_PAUSE_REASON:
      fw_floor_apply_person (self, event);
      break;
    case FW_EVENT_SOURCE_STARTED:
      fw_floor_apply_restart (self, event, source, before, report);
      break;
    case FW_EVENT_SYSTEM_RESPONSE:
      note_response (self, event);
      break;
    case FW_EVENT_DIALLED:
      fw_floor_apply_dialled (self, event, ledger, source, report);
      break;
    case FW_EVENT_NOTE:
    case FW_EVENT_STRUCK:
    case FW_N_EVENT_TYPES:
    default:
      break;
    }
}

/* Events are read some steps ahead of being applied, so that what they will look up in large tables
 * is on its way from memory by then: a bulk import would spend half of its time waiting for it. */
#define AHEAD 16

typedef struct
{
  FwEvent event;
  guint64 id; /* hash of (source, id) */
  guint64 customer;
} Ahead;

static guint
read_ahead (FwFloor *self, FwEventIter *iter, Ahead *ahead)
{
  guint n = 0;

  for (; n < AHEAD && fw_event_iter_next (iter, &ahead[n].event); n++)
    {
      const FwEvent *event = &ahead[n].event;

      ahead[n].id = fw_floor_hash (&self->key, event->source, event->id);
      ahead[n].customer = fw_floor_hash_customer (self, event);
      fw_floor_prefetch_seen (self, event->at, ahead[n].id);
      if (ahead[n].customer != 0 && event->type == FW_EVENT_CONTACT)
        fw_floor_prefetch_customer (self, event, ahead[n].customer);
    }
  return n;
}

void
fw_floor_take_event (FwFloor *self,
                     const FwEvent *event,
                     guint64 id,
                     guint64 customer,
                     guint64 number,
                     FwFloorReport *report)
{
  guint16 place = find_source (self, event->source);
  FwFloorSource *source = self->sources->pdata[place];
  const gint64 before = source->last_at;

  if (event->at < before)
    report->backwards++;
  else
    source->last_at = event->at;
  self->late = event->at <= self->last_event;
  if (!self->late)
    {
      self->last_event = event->at;
      g_array_set_size (self->strays, 0);
    }
  fw_floor_close_overdue (self, place, event->at, report);

  if (event->type == FW_EVENT_NOTE)
    {
      report->notes++;
      return;
    }
  self->id = id;
  self->customer = customer;
  apply_event (self, event, number, place, before, report);
}

static void
take_ahead (FwFloor *self, const Ahead *ahead, guint64 number, FwFloorReport *report)
{
  report->events++;
  self->events++;
  if (ahead->event.type == FW_EVENT_STRUCK)
    {
      report->notes++;
      fw_floor_meet_struck (self, &ahead->event);
    }
  else if (fw_floor_is_struck (self, &ahead->event))
    report->struck++;
  else if (fw_floor_see (self, ahead->event.at, ahead->id))
    fw_floor_take_event (self, &ahead->event, ahead->id, ahead->customer, number, report);
  else
    report->duplicates++;
}

void
fw_floor_apply (FwFloor *self, FwEventBatch *batch, guint64 number, FwFloorReport *report)
{
  FwFloorReport ours = { 0 };
  Ahead ahead[AHEAD];
  FwEventIter iter;
  guint64 index = 0;
  guint n;

  g_return_if_fail (self != NULL && batch != NULL);

  self->epoch++; /* addresses of the batch before mean nothing now */
  fw_event_iter_init (&iter, batch);
  while ((n = read_ahead (self, &iter, ahead)) > 0)
    for (guint i = 0; i < n; i++)
      take_ahead (self, &ahead[i], number << 24 | index++, &ours);

  ours.applied = ours.events - ours.duplicates - ours.notes - ours.unmatched - ours.struck;
  if (report != NULL)
    *report = ours;
}

gint64
fw_floor_get_last_event (FwFloor *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->last_event;
}

static int
compare_waiting (gconstpointer a, gconstpointer b)
{
  const FwWaiting *x = a, *y = b;

  return (x->since > y->since) - (x->since < y->since);
}

typedef struct
{
  FwFloor *floor;
  GArray *waiting;
} List;

static void
list_waiting_cb (guint64 key, gpointer value, gpointer user_data)
{
  const FwOpenContact *open = value;
  const List *list = user_data;
  const GArray *queues = list->floor->house.queues;
  FwFloorQueue queue = { 0 };
  FwWaiting entry;

  if (!fw_floor_is_waiting (open))
    return;

  /* An open contact's queue was looked up when it was offered; only a new directory forgets it. */
  if (open->queue < queues->len)
    queue = g_array_index (queues, FwFloorQueue, open->queue);
  entry = (FwWaiting){ .site = open->site,
                       .queue = open->queue,
                       .team = queue.team,
                       .channel = open->channel != 0 ? open->channel : queue.channel,
                       .product = open->product != 0 ? open->product : queue.product,
                       .since = open->at };
  g_array_append_val (list->waiting, entry);
}

GArray *
fw_floor_list_waiting (FwFloor *self)
{
  List list = { self, g_array_new (FALSE, FALSE, sizeof (FwWaiting)) };

  fw_floor_table_visit (self->open, list_waiting_cb, &list);
  g_array_sort (list.waiting, compare_waiting);
  return list.waiting;
}

typedef struct
{
  FwCube *cube;
  const FwSegmentKey *segment;
} Seal;

static void
find_anew_cb (guint64 key, gpointer value, gpointer user_data)
{
  FwOpenContact *open = value;
  const Seal *seal = user_data;

  if (fw_floor_has_row (open) && open->ref.site == seal->segment->site &&
      open->ref.day == seal->segment->day)
    fw_cube_find_at (seal->cube, open->ref.site, open->ref.day, open->at, key, &open->ref);
}

/* Sealing moves rows about: those of open contacts are looked up again, by their arrival, as a
 * later row may have the same key. */
void
fw_floor_seal (FwFloor *self, const FwSegmentKey *segment)
{
  Seal seal;

  g_return_if_fail (self != NULL && segment != NULL);

  seal = (Seal){ self->cube, segment };
  fw_cube_seal (self->cube, segment);
  fw_floor_table_visit (self->open, find_anew_cb, &seal);
}

#define SWAP(member)                                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    typeof (self->member) kept = self->member;                                                     \
    self->member = other->member;                                                                  \
    other->member = kept;                                                                          \
  }                                                                                                \
  G_STMT_END

void
fw_floor_adopt (FwFloor *self, FwFloor *other)
{
  g_return_if_fail (self != NULL && other != NULL && self != other);

  SWAP (directory);
  SWAP (open);
  SWAP (seconds);
  SWAP (agents);
  SWAP (sources);
  SWAP (customers);
  SWAP (customers_limit);
  SWAP (customers_reach);
  SWAP (pruned_first);
  SWAP (pruned_last);
  SWAP (unmatched);
  SWAP (strays);
  SWAP (last_event);
  SWAP (closed);
  SWAP (disordered);
  SWAP (struck);
  SWAP (misstruck);
  /* Seen ids do not depend on the house and stay. */
  self->epoch++;
  fw_floor_house_clear (self);
  fw_floor_house_init (self);
  fw_floor_warm_queues (self);
}

void
fw_floor_report_add (FwFloorReport *self, const FwFloorReport *other)
{
  g_return_if_fail (self != NULL && other != NULL);

  self->events += other->events;
  self->applied += other->applied;
  self->duplicates += other->duplicates;
  self->orphans += other->orphans;
  self->backwards += other->backwards;
  self->notes += other->notes;
  self->unmatched += other->unmatched;
  self->unended += other->unended;
  self->struck += other->struck;
}
