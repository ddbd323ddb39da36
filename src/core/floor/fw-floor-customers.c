/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Repeat contacts: an answered contact is FIRST until the same customer comes again about the same
 * product within the window. Kept is one small entry for each customer and product that can still
 * matter: its newest answered contact and both ends of what was seen. That is enough for contacts
 * in the order of their times, for lists that begin with the newest, and for most that come late;
 * where it does not tell, the contact is flagged as out of order and the ledger tells.
 */
#include "core/floor/fw-floor-state.h"

/* How far apart the times of feeds may lie before an entry counts as out of reach. */
#define SLACK_S (2 * 24 * 3600)
/* 1990, before which no event is: what counts as a time of an entry is never 0. */
#define EPOCH_S G_GINT64_CONSTANT (631152000)

static guint32
get_second (gint64 at)
{
  return (guint32) CLAMP (at / FW_SECOND - EPOCH_S, 1, (gint64) G_MAXUINT32);
}

typedef struct
{
  FwFloor *floor;
  gint64 now, newest; /* seconds as in the entries */
  gint64 reach;
} Pruning;

static gboolean
is_within_reach (const FwFloorCustomer *entry, gint64 second, gint64 reach)
{
  return entry->last >= second - reach && entry->first <= second + reach;
}

/* What neither the time that is being told of nor the newest of all can reach. */
static gboolean
keep_customer (gconstpointer value, gpointer user_data)
{
  const FwFloorCustomer *entry = value;
  Pruning *pruning = user_data;
  FwFloor *self = pruning->floor;

  if (is_within_reach (entry, pruning->now, pruning->reach) ||
      is_within_reach (entry, pruning->newest, pruning->reach))
    return TRUE;

  if (self->pruned_first == 0 || entry->first < self->pruned_first)
    self->pruned_first = entry->first;
  self->pruned_last = MAX (self->pruned_last, entry->last);
  return FALSE;
}

static void
prune_customers (FwFloor *self, gint64 second)
{
  Pruning pruning = { self, second, get_second (self->last_event),
                      self->customers_reach + SLACK_S };

  fw_floor_table_filter (self->customers, keep_customer, &pruning);
  self->customers_limit = MAX (10000, 2 * fw_floor_table_get_length (self->customers));
}

static void
mark_repeated (FwFloor *self, FwFloorCustomer *entry)
{
  FwZone *zone = fw_cube_get_zone (self->cube, entry->newest_site);
  gint64 at = (entry->newest + EPOCH_S) * FW_SECOND;
  FwContactRef ref;
  FwContact row;

  entry->marked = TRUE;
  if (!fw_cube_find_at (self->cube, entry->newest_site, fw_zone_get_day (zone, at), at,
                        entry->newest_key, &ref))
    return;

  fw_cube_get (self->cube, &ref, &row);
  if (row.outcome != FW_OUTCOME_ANSWERED) /* offered again since, under the same key */
    return;
  row.repeat = FW_REPEAT_REPEATED;
  fw_cube_patch (self->cube, &ref, &row);
}

gboolean
fw_floor_is_lasting (FwFloor *self, guint32 second)
{
  return second + SLACK_S >= (gint64) get_second (self->last_event);
}

/* Whether the entry of somebody at @second could have been pruned. */
static gboolean
may_be_pruned (FwFloor *self, gint64 second)
{
  return self->pruned_first != 0 && second >= self->pruned_first - self->customers_reach &&
         second <= self->pruned_last + self->customers_reach;
}

/* Whether a contact at @second, answered or not, is among those of before in a way that the entry
 * tells nothing about: whether one follows within the window, whether the one before it is marked
 * already, and which of two answered in one second is the repeat. */
static gboolean
is_in_the_middle (const FwFloorCustomer *entry, gboolean answered, gint64 second, gint64 window_s)
{
  if (answered && second == entry->newest)
    return TRUE;
  if (second < entry->first || second > entry->last)
    return FALSE;
  if (answered && entry->last - second > window_s)
    return TRUE;
  return entry->newest != 0 && second < entry->newest &&
         (gint64) entry->newest - entry->first > window_s;
}

/* Before @contact is appended: says whether it is a first contact, and marks the one it repeats. */
void
fw_floor_note_customer (
    FwFloor *self, guint64 customer, guint16 site, gint64 window, FwContact *contact)
{
  const gboolean answered = contact->outcome == FW_OUTCOME_ANSWERED;
  const guint32 second = get_second (contact->at);
  const gint64 window_s = window / FW_SECOND;
  FwFloorCustomer *entry;
  gboolean added;

  contact->repeat = answered ? FW_REPEAT_FIRST : FW_REPEAT_UNKNOWN;
  self->customers_reach = MAX (self->customers_reach, window_s);
  if (fw_floor_table_get_length (self->customers) >= self->customers_limit)
    prune_customers (self, second);

  entry = fw_floor_table_add (self->customers, customer, &added);
  if (self->late &&
      (added ? may_be_pruned (self, second) : is_in_the_middle (entry, answered, second, window_s)))
    fw_floor_flag (self);
  if (added)
    entry->first = entry->last = second;
  else if (answered && ((second < entry->last && entry->last - second <= window_s) ||
                        (second < entry->first && entry->first - second <= window_s)))
    contact->repeat = FW_REPEAT_REPEATED;

  /* In one second neither repeats the other, unless both were answered. */
  if (entry->newest != 0 && !entry->marked &&
      (second > entry->newest || (answered && second == entry->newest)) &&
      second - entry->newest <= window_s && contact->key != entry->newest_key)
    mark_repeated (self, entry);

  entry->first = MIN (entry->first, second);
  entry->last = MAX (entry->last, second);
  if (answered && second >= entry->newest)
    {
      entry->newest = second;
      entry->newest_key = contact->key;
      entry->newest_site = site;
      entry->marked = contact->repeat == FW_REPEAT_REPEATED;
    }
}
