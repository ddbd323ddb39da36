/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A new house over an old past. What a rebuild from the ledger would give must stand in the cube
 * afterwards: rows keep all that team, shift, tenure, channel, product and limits are made of, so
 * those are written anew in place. Where a row would lie in another segment, or repeat another
 * contact, only the rebuild itself can tell.
 */
#include "core/floor/fw-floor-state.h"

typedef struct
{
  FwFloor *floor;
  FwDirectory *before, *after;
  gint32 first_day, last_day; /* of the cube, any site */
} Comparison;

static gboolean
have_same_sites (FwDirectory *before, FwDirectory *after)
{
  const GArray *a = fw_directory_get_sites (before), *b = fw_directory_get_sites (after);

  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const FwSiteEntry *x = &g_array_index (a, FwSiteEntry, i);
      const FwSiteEntry *y = &g_array_index (b, FwSiteEntry, i);

      if (!g_str_equal (x->id, y->id) ||
          !g_str_equal (fw_zone_get_identifier (x->zone), fw_zone_get_identifier (y->zone)) ||
          fw_zone_get_day_start (x->zone) != fw_zone_get_day_start (y->zone))
        return FALSE;
    }
  return TRUE;
}

static gboolean
have_same_policy (const Comparison *c, const char *name, const char *site, const char *queue)
{
  FwZone *zone = fw_directory_find_site (c->after, site)->zone;

  for (gint32 day = c->first_day; day <= c->last_day; day++)
    {
      gint64 from, to;

      fw_zone_get_day_bounds (zone, day, &from, &to);
      if (fw_directory_get_policy (c->before, name, site, queue, from) !=
          fw_directory_get_policy (c->after, name, site, queue, from))
        return FALSE;
    }
  return TRUE;
}

static const char *
get_site_of (FwDirectory *directory, const FwQueueEntry *queue)
{
  if (*queue->site != '\0' && fw_directory_find_site (directory, queue->site) != NULL)
    return queue->site;
  return fw_directory_get_default_site (directory)->id;
}

static void
find_queue (FwDirectory *directory, const char *id, FwQueueEntry *entry)
{
  if (!fw_directory_find_queue (directory, fw_text (id), entry))
    *entry = (FwQueueEntry){ .site = "", .team = "", .channel = "", .product = "" };
}

/* Site, product and repeat window decide where a row lies and which contact repeats which. */
static gboolean
can_stay_in_place (const Comparison *c)
{
  FwDictionary *queues = fw_cube_get_dictionary (c->floor->cube, FW_DIMENSION_QUEUE);

  for (guint code = 0; code < fw_dictionary_get_length (queues); code++)
    {
      const char *id = fw_dictionary_get (queues, (guint16) code);
      FwQueueEntry before, after;

      find_queue (c->before, id, &before);
      find_queue (c->after, id, &after);
      if (!g_str_equal (before.product, after.product) ||
          !g_str_equal (get_site_of (c->before, &before), get_site_of (c->after, &after)) ||
          !have_same_policy (c, "repeat-window-days", get_site_of (c->after, &after), id))
        return FALSE;
    }
  return TRUE;
}

static const char *
get_home (FwDirectory *directory, FwText login, gint64 at, const char *seen_at)
{
  FwMembership member;

  if (fw_directory_find_agent (directory, login, at, &member) && *member.site != '\0' &&
      fw_directory_find_site (directory, member.site) != NULL)
    return member.site;
  return seen_at;
}

/* Where somebody's site differs at the beginning of any day, their time lies in another segment. */
static gboolean
have_same_homes (const Comparison *c)
{
  FwFloor *floor = c->floor;
  FwDictionary *logins = fw_cube_get_dictionary (floor->cube, FW_DIMENSION_AGENT);
  FwDictionary *sites = fw_cube_get_dictionary (floor->cube, FW_DIMENSION_SITE);

  for (guint code = 1; code < floor->agents->len; code++)
    {
      const FwFloorAgent *agent = floor->agents->pdata[code];
      FwText login = fw_text (fw_dictionary_get (logins, (guint16) code));
      const char *seen_at;

      if (agent == NULL) /* known from call lists alone: no time */
        continue;
      seen_at = fw_dictionary_get (sites, agent->site != 0 ? agent->site : floor->house.first_site);
      for (gint32 day = c->first_day - 1; day <= c->last_day + 1; day++)
        {
          gint64 at = (gint64) day * 24 * FW_HOUR;

          if (!g_str_equal (get_home (c->before, login, at, seen_at),
                            get_home (c->after, login, at, seen_at)))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
reassign_contact_cb (guint16 site, FwContact *contact, gpointer user_data)
{
  FwFloor *self = user_data;
  FwContact before = *contact;

  fw_floor_assign (self, site, contact);
  if (!contact->channel_stated)
    contact->channel = fw_floor_get_queue (self, contact->queue)->channel;
  return before.team != contact->team || before.shift != contact->shift ||
         before.tenure != contact->tenure || before.channel != contact->channel ||
         !before.in_target != !contact->in_target || !before.short_wait != !contact->short_wait;
}

static gboolean
reassign_time_cb (guint16 site, gint64 at, FwAgentTime *time, gpointer user_data)
{
  FwAgentTime before = *time;

  fw_floor_assign_time (user_data, site, at, time);
  return before.team != time->team || before.shift != time->shift || before.tenure != time->tenure;
}

static void
find_days (FwFloor *self, Comparison *c)
{
  g_autoptr (GArray) segments = fw_cube_list_segments (self->cube);

  c->first_day = G_MAXINT32;
  c->last_day = G_MININT32;
  for (guint i = 0; i < segments->len; i++)
    {
      const FwSegmentKey *key = &g_array_index (segments, FwSegmentKey, i);

      c->first_day = MIN (c->first_day, key->day);
      c->last_day = MAX (c->last_day, key->day);
    }
  if (segments->len == 0)
    c->first_day = c->last_day = 0;
}

static void
take_directory (FwFloor *self, FwDirectory *directory)
{
  fw_directory_ref (directory);
  fw_directory_unref (self->directory);
  self->directory = directory;
  self->epoch++;
  fw_floor_house_clear (self);
  fw_floor_house_init (self);
  fw_floor_warm_queues (self);
}

/* Days before the first that can differ need no comparing; one more for the night shifts of any
 * zone. */
static void
cut_days (Comparison *c, gint64 first)
{
  gint64 day = first / (24 * FW_HOUR) - 2;

  if (first != G_MININT64 && day > c->first_day)
    c->first_day = (gint32) MIN (day, (gint64) c->last_day + 1);
}

gboolean
fw_floor_set_directory (FwFloor *self, FwDirectory *directory)
{
  Comparison c = { .floor = self, .before = self->directory, .after = directory };
  gint64 first;

  g_return_val_if_fail (self != NULL && directory != NULL, FALSE);

  first = fw_directory_get_first_difference (c.before, c.after);
  if (first == G_MAXINT64)
    {
      take_directory (self, directory);
      return TRUE;
    }

  find_days (self, &c);
  cut_days (&c, first);
  if (!have_same_sites (c.before, c.after) || !can_stay_in_place (&c) || !have_same_homes (&c))
    return FALSE;

  take_directory (self, directory);
  fw_cube_reassign (self->cube, c.first_day, reassign_contact_cb, reassign_time_cb, self);
  return TRUE;
}
