/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Repeat contacts: an answered contact is FIRST until the same customer comes again about the same
 * product within the window. Kept is one small entry for each customer and product that can still
 * matter. Rows may come in any order of time (a call list may begin with the newest), hence both
 * ends of what was seen.
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
  gint64 from, to;
} Reach;

static gboolean
is_within_reach (gconstpointer value, gpointer user_data)
{
  const FwFloorCustomer *entry = value;
  const Reach *reach = user_data;

  return entry->last >= reach->from && entry->first <= reach->to;
}

static void
prune_customers (FwFloor *self, gint64 second, gint64 window_s)
{
  Reach reach = { second - window_s - SLACK_S, second + window_s + SLACK_S };

  fw_floor_table_filter (self->customers, is_within_reach, &reach);
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
  if (fw_floor_table_get_length (self->customers) >= self->customers_limit)
    prune_customers (self, second, window_s);

  entry = fw_floor_table_add (self->customers, customer, &added);
  if (added)
    entry->first = entry->last = second;
  else if (answered && ((second < entry->last && entry->last - second <= window_s) ||
                        (second < entry->first && entry->first - second <= window_s)))
    contact->repeat = FW_REPEAT_REPEATED;

  if (entry->newest != 0 && !entry->marked && second >= entry->newest &&
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
