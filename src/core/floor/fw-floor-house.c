/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the floor asks of the directory, remembered: a look-up costs a hash of a text and a walk
 * through a history, and a bulk import asks ten million times. Every answer depends on the
 * directory and the moment's slot alone, so that a floor that asked in another order gives the
 * same.
 */
#include "core/floor/fw-floor-state.h"

void
fw_floor_house_init (FwFloor *self)
{
  const GArray *sites = fw_directory_get_sites (self->directory);

  self->house.queues = g_array_new (FALSE, TRUE, sizeof (FwFloorQueue));
  self->house.paces = g_byte_array_new ();
  self->house.policies = g_new0 (FwFloorPolicies, FW_FLOOR_POLICY_PLACES);
  self->house.members = g_new0 (FwFloorMember, FW_FLOOR_MEMBER_PLACES);
  self->house.shifts = g_new0 (FwFloorShift, FW_FLOOR_SHIFT_PLACES);

  for (guint i = 0; i < sites->len; i++)
    {
      const FwSiteEntry *site = &g_array_index (sites, FwSiteEntry, i);
      guint16 code = fw_floor_intern (self, FW_DIMENSION_SITE, fw_text (site->id));

      fw_cube_add_site (self->cube, code, site->zone);
      if (i == 0)
        self->house.first_site = code;
    }
}

void
fw_floor_house_clear (FwFloor *self)
{
  g_clear_pointer (&self->house.queues, g_array_unref);
  g_clear_pointer (&self->house.paces, g_byte_array_unref);
  g_clear_pointer (&self->house.policies, g_free);
  g_clear_pointer (&self->house.members, g_free);
  g_clear_pointer (&self->house.shifts, g_free);
}

guint16
fw_floor_intern (FwFloor *self, FwDimension dimension, FwText text)
{
  FwFloorText *place;
  gsize hash;

  if (text.length == 0)
    return 0;

  hash = ((gsize) text.data * 31 + dimension * 7 + text.length) *
         G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  place = &self->texts[(hash >> 40) % FW_FLOOR_TEXT_PLACES];
  if (place->data != text.data || place->length != text.length || place->epoch != self->epoch ||
      place->dimension != dimension)
    {
      place->code = fw_dictionary_intern (fw_cube_get_dictionary (self->cube, dimension), text);
      place->data = text.data;
      place->length = text.length;
      place->epoch = self->epoch;
      place->dimension = dimension;
    }
  return place->code;
}

/* For texts of the directory, whose addresses do not belong to a batch. */
static guint16
intern_name (FwFloor *self, FwDimension dimension, const char *name)
{
  if (name == NULL || *name == '\0')
    return 0;
  return fw_dictionary_intern (fw_cube_get_dictionary (self->cube, dimension), fw_text (name));
}

static const char *
get_name (FwFloor *self, FwDimension dimension, guint16 code)
{
  return fw_dictionary_get (fw_cube_get_dictionary (self->cube, dimension), code);
}

static guint16
find_site (FwFloor *self, const char *id)
{
  if (id == NULL || *id == '\0' || fw_directory_find_site (self->directory, id) == NULL)
    return 0;
  return intern_name (self, FW_DIMENSION_SITE, id);
}

const FwFloorQueue *
fw_floor_get_queue (FwFloor *self, guint16 queue)
{
  FwFloorQueue *entry;
  FwQueueEntry found;

  if (self->house.queues->len <= queue)
    g_array_set_size (self->house.queues, MAX ((guint) queue + 1, 2 * self->house.queues->len));
  entry = &g_array_index (self->house.queues, FwFloorQueue, queue);
  if (entry->known)
    return entry;

  entry->known = TRUE;
  if (queue != 0 &&
      fw_directory_find_queue (self->directory,
                               fw_text (get_name (self, FW_DIMENSION_QUEUE, queue)), &found))
    {
      entry->site = find_site (self, found.site);
      entry->team = intern_name (self, FW_DIMENSION_TEAM, found.team);
      entry->channel = intern_name (self, FW_DIMENSION_CHANNEL, found.channel);
      entry->product = intern_name (self, FW_DIMENSION_PRODUCT, found.product);
    }
  if (entry->site == 0)
    entry->site = self->house.first_site;
  return entry;
}

static void
warm_queue_cb (guint64 key, gpointer value, gpointer user_data)
{
  fw_floor_get_queue (user_data, ((const FwOpenContact *) value)->queue);
}

void
fw_floor_warm_queues (FwFloor *self)
{
  fw_floor_table_visit (self->open, warm_queue_cb, self);
}

static double
get_policy (FwFloor *self, const char *name, const FwFloorPolicies *place, guint16 site, gint64 at)
{
  return fw_directory_get_policy (self->directory, name, get_name (self, FW_DIMENSION_SITE, site),
                                  get_name (self, FW_DIMENSION_QUEUE, place->queue), at);
}

/* Channels are few, so their codes are asked for once. */
FwPace
fw_floor_get_pace (FwFloor *self, guint16 channel)
{
  while (self->house.paces->len <= channel)
    {
      guint8 pace = (guint8) fw_pace_of_channel (
          get_name (self, FW_DIMENSION_CHANNEL, (guint16) self->house.paces->len));

      g_byte_array_append (self->house.paces, &pace, 1);
    }

  return (FwPace) self->house.paces->data[channel];
}

/* The policy of a day is that of its beginning. */
const FwFloorPolicies *
fw_floor_get_policies (
    FwFloor *self, guint16 site, guint16 queue, FwPace pace, gint32 day, gint64 at)
{
  guint64 hash = ((guint64) queue * 65599 + (guint32) day * FW_N_PACES + pace) *
                 G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  FwFloorPolicies *place = &self->house.policies[(hash >> 40) % FW_FLOOR_POLICY_PLACES];
  gint64 from, to;

  if (place->known && place->queue == queue && place->day == day && place->pace == pace)
    return place;

  fw_zone_get_day_bounds (fw_cube_get_zone (self->cube, site), day, &from, &to);
  place->known = TRUE;
  place->queue = queue;
  place->pace = pace;
  place->day = day;
  place->answer =
      fw_directory_get_answer_limit (self->directory, get_name (self, FW_DIMENSION_SITE, site),
                                     get_name (self, FW_DIMENSION_QUEUE, queue), pace, from);
  place->short_ms = get_policy (self, "short-abandon-seconds", place, site, from) * 1000;
  place->repeat_window = get_policy (self, "repeat-window-days", place, site, from) * 24 * FW_HOUR;
  return place;
}

const FwFloorMember *
fw_floor_get_member (FwFloor *self, guint16 agent, gint64 at)
{
  gint64 slot = at / FW_FLOOR_SLOT;
  guint64 hash = ((guint64) slot * 65599 + agent) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  FwFloorMember *place = &self->house.members[(hash >> 40) % FW_FLOOR_MEMBER_PLACES];
  FwMembership found;
  guint16 site;

  if (place->slot == slot && place->agent == agent && slot != 0)
    return place;

  *place = (FwFloorMember){ .slot = slot, .agent = agent };
  if (agent == 0 || !fw_directory_find_agent (self->directory,
                                              fw_text (get_name (self, FW_DIMENSION_AGENT, agent)),
                                              slot * FW_FLOOR_SLOT, &found))
    return place;

  place->site = find_site (self, found.site);
  place->team = intern_name (self, FW_DIMENSION_TEAM, found.team);
  place->own_shift = intern_name (self, FW_DIMENSION_SHIFT, found.shift);
  site = place->site != 0 ? place->site : self->house.first_site;
  if (found.hired != G_MININT32)
    {
      gint32 day = fw_zone_get_day (fw_cube_get_zone (self->cube, site), slot * FW_FLOOR_SLOT);

      place->tenure = day >= found.hired ? fw_tenure_band (day - found.hired) : 0;
    }
  return place;
}

guint16
fw_floor_get_shift (FwFloor *self, guint16 site, guint16 own, gint64 at)
{
  gint64 minute = at / FW_MINUTE;
  guint64 hash =
      ((guint64) minute * 65599 + site * 257 + own) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  FwFloorShift *place = &self->house.shifts[(hash >> 40) % FW_FLOOR_SHIFT_PLACES];

  if (place->minute != minute || place->site != site || place->own != own || minute == 0)
    {
      place->minute = minute;
      place->site = site;
      place->own = own;
      place->shift = intern_name (
          self, FW_DIMENSION_SHIFT,
          fw_directory_get_shift (self->directory, get_name (self, FW_DIMENSION_SITE, site),
                                  get_name (self, FW_DIMENSION_SHIFT, own), minute * FW_MINUTE));
    }
  return place->shift;
}

/* Who is spoken to has a reply with the connection; who writes, with the first words of a person.
 */
static void
assign_reply (FwContact *contact, const FwAnswerLimit *limit, FwPace pace)
{
  if (contact->outcome != FW_OUTCOME_ANSWERED)
    contact->reply = FW_REPLY_CONNECTION;
  else if (contact->reply != FW_REPLY_STATED)
    contact->reply =
        pace == FW_PACE_VOICE || contact->whole ? FW_REPLY_CONNECTION : FW_REPLY_UNKNOWN;
  contact->reply_in_time =
      contact->reply == FW_REPLY_STATED && contact->at + (gint64) contact->reply_ms * 1000 <=
                                               fw_answer_limit_get_due (limit, contact->at);
}

void
fw_floor_assign (FwFloor *self, guint16 site, FwContact *contact)
{
  const FwFloorPolicies *policies;
  guint16 own = 0;
  gint32 day = fw_zone_get_day (fw_cube_get_zone (self->cube, site), contact->at);

  if (contact->agent != 0)
    {
      const FwFloorMember *member = fw_floor_get_member (self, contact->agent, contact->at);

      contact->team = member->team;
      contact->tenure = member->tenure;
      own = member->own_shift;
    }
  else
    {
      contact->team = fw_floor_get_queue (self, contact->queue)->team;
      contact->tenure = 0;
    }
  contact->shift = fw_floor_get_shift (self, site, own, contact->at);

  policies = fw_floor_get_policies (self, site, contact->queue,
                                    fw_floor_get_pace (self, contact->channel), day, contact->at);
  contact->in_target =
      !contact->wait_unknown && contact->at + (gint64) contact->wait_ms * 1000 <=
                                    fw_answer_limit_get_due (&policies->answer, contact->at);
  assign_reply (contact, &policies->answer, fw_floor_get_pace (self, contact->channel));
  contact->short_wait = !contact->wait_unknown && contact->outcome == FW_OUTCOME_ABANDONED &&
                        contact->wait_ms <= policies->short_ms;
}

void
fw_floor_assign_time (FwFloor *self, guint16 site, gint64 half_hour, FwAgentTime *time)
{
  const FwFloorMember *member = fw_floor_get_member (self, time->agent, half_hour);

  time->team = member->team;
  time->tenure = member->tenure;
  time->shift = fw_floor_get_shift (self, site, member->own_shift, half_hour);
}
