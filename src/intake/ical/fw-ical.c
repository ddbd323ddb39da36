/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/ical/fw-ical.h"

#include <string.h>

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "intake/ical/fw-ical-series.h"

struct _FwIcalReader
{
  FwIcalZone *site;
  GPtrArray *zones;   /* GHashTable of each file */
  GPtrArray *files;   /* char* */
  GPtrArray *events;  /* FwIcalEvent; what was replaced is gone */
  GHashTable *latest; /* char* uid and occurrence -> FwIcalEvent */
};

FwIcalReader *
fw_ical_reader_new (const char *zone, GError **error)
{
  FwIcalReader *self;
  FwIcalZone *site;

  g_return_val_if_fail (zone != NULL, NULL);

  site = fw_ical_zone_new_system (zone);
  if (site == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "Unknown time zone “%s”: expected a name such as Asia/Shanghai", zone);
      return NULL;
    }
  self = g_new0 (FwIcalReader, 1);
  self->site = site;
  self->zones = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  self->files = g_ptr_array_new_with_free_func (g_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_ical_event_free);
  self->latest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
fw_ical_reader_free (FwIcalReader *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->latest);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->zones);
  fw_ical_zone_free (self->site);
  g_free (self);
}

FwIcalZone *
fw_ical_reader_get_zone (FwIcalReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->site;
}

/* ---- what counts ---- */

static char *
make_key (const FwIcalEvent *event)
{
  if (!event->is_change)
    return g_strdup (event->uid);
  return g_strdup_printf ("%s\n%" G_GINT64_FORMAT, event->uid,
                          fw_ical_time_to_utc (&event->changed));
}

static void
add_event (FwIcalReader *self, FwIcalEvent *event)
{
  g_autofree char *key = NULL;
  FwIcalEvent *before;

  if (event->problem != NULL)
    {
      g_ptr_array_add (self->events, event);
      return;
    }
  key = make_key (event);
  before = g_hash_table_lookup (self->latest, key);
  if (before != NULL && (event->sequence < before->sequence ||
                         (event->sequence == before->sequence && event->stamp < before->stamp)))
    {
      g_autofree char *note =
          g_strdup_printf ("an older version (SEQUENCE %" G_GINT64_FORMAT ") in %s is passed over",
                           event->sequence, event->file);

      fw_ical_event_add_note (before, note);
      fw_ical_event_free (event);
      return;
    }
  if (before != NULL)
    {
      if (event->sequence == before->sequence && event->stamp == before->stamp)
        fw_ical_event_add_note (event, "same UID and SEQUENCE twice: the last counts");
      g_ptr_array_remove (self->events, before);
    }
  g_hash_table_insert (self->latest, g_steal_pointer (&key), event);
  g_ptr_array_add (self->events, event);
}

gboolean
fw_ical_reader_add (FwIcalReader *self, const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (FwIcalFile) file = NULL;
  FwIcalZones zones = { 0 };

  g_return_val_if_fail (self != NULL && name != NULL && bytes != NULL, FALSE);

  file = fw_ical_file_parse (bytes, error);
  if (file == NULL)
    return FALSE;
  zones = (FwIcalZones){ .file = file,
                         .site = self->site,
                         .known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                         (GDestroyNotify) fw_ical_zone_free) };
  g_ptr_array_add (self->zones, zones.known);
  g_ptr_array_add (self->files, g_strdup (name));
  for (guint i = 0; i < file->events->len; i++)
    add_event (self, fw_ical_event_new (file->events->pdata[i], &zones, file->cancels, name));
  return TRUE;
}

/* ---- what is offered ---- */

static int
compare_offers (gconstpointer a, gconstpointer b)
{
  const FwShiftOffer *x = *(FwShiftOffer *const *) a, *y = *(FwShiftOffer *const *) b;
  int uid = strcmp (x->uid, y->uid);

  if (uid != 0)
    return uid;
  return x->start < y->start ? -1 : x->start > y->start;
}

static gboolean
is_shift (const FwShiftOffer *offer)
{
  return !offer->rejected && !offer->is_date && !g_str_equal (offer->status, "CANCELLED");
}

static int
compare_people (gconstpointer a, gconstpointer b)
{
  const FwShiftOffer *x = *(FwShiftOffer *const *) a, *y = *(FwShiftOffer *const *) b;
  int person = g_strcmp0 (x->person, y->person);

  if (person != 0)
    return person;
  return x->start < y->start ? -1 : x->start > y->start;
}

static void
note_overlap (FwShiftOffer *offer, const FwShiftOffer *other, gint64 seconds)
{
  g_autofree char *before = g_steal_pointer (&offer->note);
  g_autofree char *length =
      seconds % 3600 == 0 ? g_strdup_printf ("%" G_GINT64_FORMAT " h", seconds / 3600)
      : seconds < 3600    ? g_strdup_printf ("%" G_GINT64_FORMAT " min", (seconds + 59) / 60)
                          : g_strdup_printf ("%" G_GINT64_FORMAT " h %" G_GINT64_FORMAT " min",
                                             seconds / 3600, seconds / 60 % 60);

  offer->note = g_strdup_printf ("%s%soverlaps %s by %s (same person)",
                                 before != NULL ? before : "", before != NULL ? "; " : "",
                                 *other->summary != '\0' ? other->summary : other->uid, length);
}

/* Each shift is held against the one before that ends last: whoever it belongs to works twice. */
static void
find_overlaps (GPtrArray *offers)
{
  g_autoptr (GPtrArray) shifts = g_ptr_array_new ();
  FwShiftOffer *latest = NULL;

  for (guint i = 0; i < offers->len; i++)
    if (is_shift (offers->pdata[i]))
      g_ptr_array_add (shifts, offers->pdata[i]);
  g_ptr_array_sort (shifts, compare_people);
  for (guint i = 0; i < shifts->len; i++)
    {
      FwShiftOffer *shift = shifts->pdata[i];

      if (latest != NULL && g_strcmp0 (latest->person, shift->person) == 0 &&
          shift->start < latest->end)
        {
          gint64 seconds = MIN (latest->end, shift->end) - shift->start;

          if (seconds > 0)
            {
              note_overlap (shift, latest, seconds);
              note_overlap (latest, shift, seconds);
            }
        }
      if (latest == NULL || g_strcmp0 (latest->person, shift->person) != 0 ||
          shift->end > latest->end)
        latest = shift;
    }
}

static void
expand_uid (FwIcalReader *self, GPtrArray *events, gint64 from, gint64 to, GPtrArray *offers)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();
  const FwIcalEvent *series = NULL;

  for (guint i = 0; i < events->len; i++)
    {
      FwIcalEvent *event = events->pdata[i];

      if (event->is_change)
        g_ptr_array_add (changes, event);
      else
        series = event;
    }
  fw_ical_series_expand (series, (FwIcalEvent *const *) changes->pdata, changes->len, self->site,
                         from, to, offers);
}

GPtrArray *
fw_ical_reader_expand (FwIcalReader *self, gint64 from, gint64 to)
{
  GPtrArray *offers = g_ptr_array_new_with_free_func (fw_shift_offer_free);
  g_autoptr (GHashTable) by_uid = NULL;
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL, offers);

  by_uid =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < self->events->len; i++)
    {
      FwIcalEvent *event = self->events->pdata[i];
      GPtrArray *events;

      if (event->problem != NULL)
        {
          FwShiftOffer *rejected = fw_shift_offer_new (event, NULL);

          rejected->rejected = TRUE;
          g_free (rejected->note);
          rejected->note = g_strdup (event->problem);
          g_ptr_array_add (offers, rejected);
          continue;
        }
      events = g_hash_table_lookup (by_uid, event->uid);
      if (events == NULL)
        {
          events = g_ptr_array_new ();
          g_hash_table_insert (by_uid, event->uid, events);
          g_ptr_array_add (order, events);
        }
      g_ptr_array_add (events, event);
    }
  for (guint i = 0; i < order->len; i++)
    expand_uid (self, order->pdata[i], from, to, offers);
  find_overlaps (offers);
  g_ptr_array_sort (offers, compare_offers);
  return offers;
}
