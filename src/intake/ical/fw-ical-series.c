/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/ical/fw-ical-series.h"

#include "core/calendar/fw-zone.h"

#define MOST_FOUND 100000
#define ENDLESS "endless series (over the limit of occurrences)"

FwShiftOffer *
fw_shift_offer_new (const FwIcalEvent *event, const char *note)
{
  FwShiftOffer *self = g_new0 (FwShiftOffer, 1);
  const char *own = event->note->len > 0 ? event->note->str : NULL;

  self->file = g_strdup (event->file);
  self->uid = g_strdup (event->uid);
  self->is_date = event->start.is_date;
  self->status = g_strdup (event->status);
  self->summary = g_strdup (event->summary);
  self->person = g_strdup (event->person);
  self->note = note != NULL && own != NULL ? g_strconcat (own, "; ", note, NULL)
               : note != NULL              ? g_strdup (note)
                                           : g_strdup (own);
  return self;
}

void
fw_shift_offer_free (gpointer offer)
{
  FwShiftOffer *self = offer;

  g_free (self->file);
  g_free (self->uid);
  g_free (self->status);
  g_free (self->summary);
  g_free (self->person);
  g_free (self->note);
  g_free (self);
}

/* ---- one occurrence ---- */

typedef struct
{
  FwIcalZone *site;
  gint64 from, to;
  GPtrArray *offers;
  guint n_offered;
} Window;

static FwIcalTime
at_wall (const FwIcalEvent *event, gint64 wall)
{
  FwIcalTime time = event->start;

  time.wall = wall;
  time.computed = wall != event->start.wall;
  return time;
}

static gint64
find_end (const FwIcalEvent *event, const FwIcalTime *start)
{
  FwIcalTime end = *start;

  if (!event->nominal)
    return fw_ical_time_to_utc (start) + event->span.seconds;
  end.wall += event->span.days * FW_ICAL_DAY;
  return fw_ical_time_to_utc (&end) + event->span.seconds;
}

static char *
describe_wall_end (const FwIcalEvent *event, const FwIcalTime *start, gint64 end)
{
  FwIcalTime other = *start;
  g_autofree char *text = NULL;
  gint64 at;

  if (event->nominal || !event->has_end_wall || start->is_date || event->rules->len == 0)
    return NULL;
  other.wall += event->end_wall;
  at = fw_ical_time_to_utc (&other);
  if (at == end)
    return NULL;
  text = fw_time_format (at * FW_SECOND);
  return g_strdup_printf ("the clocks change: as long as always; by the clock it would end %s",
                          text);
}

/* An occurrence of @event that starts at @start. */
static void
offer (Window *window, const FwIcalEvent *event, const FwIcalTime *start, const char *note)
{
  gint64 begins = fw_ical_time_to_utc (start), ends = find_end (event, start);
  g_autofree char *wall = NULL;
  FwShiftOffer *made;

  if (begins >= window->to || (ends <= window->from && begins < window->from))
    return;
  wall = describe_wall_end (event, start, ends);
  made = fw_shift_offer_new (event, note != NULL ? note : wall);
  made->start = begins;
  made->end = ends;
  if (start->is_date)
    {
      made->start = start->wall / FW_ICAL_DAY;
      made->end = made->start + event->span.days;
    }
  window->n_offered++;
  g_ptr_array_add (window->offers, made);
}

/* What an occurrence is known by: its moment, of a day the day. */
static gint64
get_key (const FwIcalTime *time)
{
  return time->is_date ? time->wall : fw_ical_time_to_utc (time);
}

/* A day stands for whatever begins on it. */
static gboolean
is_same (const FwIcalTime *occurrence, const FwIcalTime *named)
{
  if (occurrence->zone == named->zone && occurrence->is_date == named->is_date)
    return occurrence->wall == named->wall;
  if (occurrence->is_date == named->is_date)
    return get_key (occurrence) == get_key (named);
  return occurrence->wall / FW_ICAL_DAY == named->wall / FW_ICAL_DAY;
}

static gboolean
is_left_out (const FwIcalEvent *series, const FwIcalTime *time)
{
  for (guint i = 0; i < series->less->len; i++)
    if (is_same (time, &g_array_index (series->less, FwIcalTime, i)))
      return TRUE;
  return FALSE;
}

/* ---- the series ---- */

static int
compare_walls (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* Whether anything follows the start, however late. */
static gboolean
fires_again (const FwIcalEvent *series, const FwIcalRule *rule)
{
  FwIcalRepeat repeat;
  gint64 wall;
  gboolean again;

  fw_ical_repeat_init (&repeat, rule, series->start.wall, G_MAXINT64, series->start.is_date, TRUE);
  fw_ical_repeat_next (&repeat, &wall);
  again = fw_ical_repeat_next (&repeat, &wall) || repeat.exhausted;
  fw_ical_repeat_clear (&repeat);
  return again;
}

/* Returns: FALSE for a series that is too long to be one of shifts. */
static gboolean
list_walls (const FwIcalEvent *series, gint64 last, GArray *walls)
{
  g_array_append_val (walls, series->start.wall);
  for (guint i = 0; i < series->rules->len; i++)
    {
      const FwIcalRule *rule = &g_array_index (series->rules, FwIcalRule, i);
      FwIcalRepeat repeat;
      gint64 wall;
      gboolean ends;

      fw_ical_repeat_init (&repeat, rule, series->start.wall, last, series->start.is_date, TRUE);
      while (walls->len < MOST_FOUND && fw_ical_repeat_next (&repeat, &wall))
        g_array_append_val (walls, wall);
      ends = !repeat.exhausted;
      fw_ical_repeat_clear (&repeat);
      if (!ends || walls->len >= MOST_FOUND)
        return FALSE;
    }
  for (guint i = 0; i < series->more->len; i++)
    {
      const FwIcalTime *more = &g_array_index (series->more, FwIcalTime, i);
      gint64 wall = more->wall;

      if (more->is_date && !series->start.is_date)
        wall += series->start.wall % FW_ICAL_DAY;
      else if (more->zone != series->start.zone && !more->is_date && !series->start.is_date)
        {
          wall = fw_ical_time_to_utc (more);
          if (series->start.zone != NULL)
            wall = fw_ical_zone_from_utc (series->start.zone, wall);
        }
      g_array_append_val (walls, wall);
    }
  g_array_sort (walls, compare_walls);
  return TRUE;
}

static const FwIcalEvent *
find_change (FwIcalEvent *const *changes, guint n, const FwIcalTime *time, gint64 *shift)
{
  const FwIcalEvent *found = NULL;

  for (guint i = 0; i < n; i++)
    if (!changes[i]->and_future && is_same (time, &changes[i]->changed))
      {
        *shift = 0;
        return changes[i];
      }
  for (guint i = 0; i < n; i++)
    if (changes[i]->and_future && get_key (time) >= get_key (&changes[i]->changed) &&
        (found == NULL || get_key (&changes[i]->changed) > get_key (&found->changed)))
      {
        found = changes[i];
        *shift = found->start.wall - found->changed.wall;
      }
  return found;
}

static void
note_days (const FwIcalEvent *series, GString *notes)
{
  for (guint i = 0; i < series->less->len; i++)
    if (g_array_index (series->less, FwIcalTime, i).is_date && !series->start.is_date)
      {
        g_string_append (notes, notes->len > 0 ? "; " : "");
        g_string_append (notes, "exception given as a day: that day is left out");
        return;
      }
}

static void
note_series (const FwIcalEvent *series, GString *notes)
{
  note_days (series, notes);
  for (guint i = 0; i < series->rules->len; i++)
    if (!fires_again (series, &g_array_index (series->rules, FwIcalRule, i)))
      {
        g_string_append (notes, notes->len > 0 ? "; " : "");
        g_string_append (notes, "the rule never fires again: only its start counts (RFC 5545 "
                                "3.8.5.3)");
        return;
      }
}

static void
reject (Window *window, const FwIcalEvent *series, guint first, const char *why)
{
  FwShiftOffer *rejected;

  g_ptr_array_set_size (window->offers, (int) first);
  rejected = fw_shift_offer_new (series, NULL);
  rejected->rejected = TRUE;
  g_free (rejected->note);
  rejected->note = g_strdup (why);
  g_ptr_array_add (window->offers, rejected);
}

static void
expand_series (Window *window,
               const FwIcalEvent *series,
               FwIcalEvent *const *changes,
               guint n_changes,
               gboolean *used)
{
  g_autoptr (GArray) walls = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GString) notes = g_string_new (NULL);
  guint first = window->offers->len;
  gint64 last = window->to + (n_changes > 0 ? 400 : 2) * FW_ICAL_DAY;

  if (!list_walls (series, last, walls))
    {
      reject (window, series, first, ENDLESS);
      return;
    }
  note_series (series, notes);
  for (guint i = 0; i < walls->len; i++)
    {
      FwIcalTime time = at_wall (series, g_array_index (walls, gint64, i));
      const FwIcalEvent *change;
      gint64 shift = 0;

      if ((i > 0 && time.wall == g_array_index (walls, gint64, i - 1)) ||
          is_left_out (series, &time))
        continue;
      change = find_change (changes, n_changes, &time, &shift);
      if (change == NULL)
        offer (window, series, &time, notes->len > 0 ? notes->str : NULL);
      else if (change->and_future && !is_same (&time, &change->changed))
        {
          FwIcalTime moved = change->start;

          moved.wall = time.wall + shift;
          offer (window, change, &moved, NULL);
        }
      else
        {
          for (guint k = 0; k < n_changes; k++)
            used[k] = used[k] || changes[k] == change;
          offer (window, change, &change->start, NULL);
        }
      if (window->n_offered > FW_ICAL_MOST_OCCURRENCES)
        {
          reject (window, series, first, ENDLESS);
          return;
        }
    }
}

void
fw_ical_series_expand (const FwIcalEvent *series,
                       FwIcalEvent *const *changes,
                       guint n_changes,
                       FwIcalZone *site,
                       gint64 from,
                       gint64 to,
                       GPtrArray *offers)
{
  Window window = { .site = site, .from = from, .to = to, .offers = offers };
  g_autofree gboolean *used = g_new0 (gboolean, n_changes + 1);

  g_return_if_fail (offers != NULL && (changes != NULL || n_changes == 0));

  if (series != NULL)
    expand_series (&window, series, changes, n_changes, used);
  for (guint i = 0; i < n_changes; i++)
    if (!used[i] && !(series != NULL && is_left_out (series, &changes[i]->changed)))
      offer (&window, changes[i], &changes[i]->start,
             series == NULL ? "a changed occurrence whose series is not in the file: taken as a "
                              "single shift"
                            : NULL);
}
