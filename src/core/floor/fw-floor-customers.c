/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Repeat contacts: an answered contact is FIRST until the same customer comes again about the same
 * product within the window. Kept is one small entry for each customer and product that can still
 * matter. Rows may come in any order of time (a call list may begin with the newest), hence both
 * ends of what was seen.
 */
#include "core/floor/fw-floor-state.h"

/* How far apart the times of feeds may lie before an entry counts as out of reach. */
#define SLACK (2 * 24 * FW_HOUR)

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
prune_customers (FwFloor *self, gint64 at, gint64 window)
{
  Reach reach = { at - window - SLACK, at + window + SLACK };

  fw_floor_table_filter (self->customers, is_within_reach, &reach);
  self->customers_limit = MAX (10000, 2 * fw_floor_table_get_length (self->customers));
}

static void
mark_repeated (FwFloor *self, FwFloorCustomer *entry)
{
  FwZone *zone = fw_cube_get_zone (self->cube, entry->newest_site);
  FwContactRef ref;
  FwContact row;

  entry->marked = TRUE;
  if (!fw_cube_find (self->cube, entry->newest_site, fw_zone_get_day (zone, entry->newest), 0,
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
  FwFloorCustomer *entry;
  gboolean added;

  contact->repeat = answered ? FW_REPEAT_FIRST : FW_REPEAT_UNKNOWN;
  if (fw_floor_table_get_length (self->customers) >= self->customers_limit)
    prune_customers (self, contact->at, window);

  entry = fw_floor_table_add (self->customers, customer, &added);
  if (added)
    {
      entry->first = entry->last = contact->at;
      entry->newest = G_MININT64;
    }
  else if (contact->at < entry->last && entry->last - contact->at <= window && answered)
    contact->repeat = FW_REPEAT_REPEATED;
  else if (contact->at < entry->first && entry->first - contact->at <= window && answered)
    contact->repeat = FW_REPEAT_REPEATED;

  if (entry->newest != G_MININT64 && !entry->marked && contact->at >= entry->newest &&
      contact->at - entry->newest <= window && contact->key != entry->newest_key)
    mark_repeated (self, entry);

  entry->first = MIN (entry->first, contact->at);
  entry->last = MAX (entry->last, contact->at);
  if (answered && (entry->newest == G_MININT64 || contact->at >= entry->newest))
    {
      entry->newest = contact->at;
      entry->newest_key = contact->key;
      entry->newest_site = site;
      entry->marked = contact->repeat == FW_REPEAT_REPEATED;
    }
}
