/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/ical/fw-ical-event.h"

#include <string.h>

#define MOST_TEXT 4000
#define FIRST_WALL 0
#define LAST_WALL (G_GINT64_CONSTANT (47847) * FW_ICAL_DAY) /* 2101-01-01 */
#define MOST_DATES 20000

gint64
fw_ical_time_to_utc (const FwIcalTime *self)
{
  if (self->zone == NULL)
    return self->wall;
  return self->computed ? fw_ical_zone_to_utc_late (self->zone, self->wall)
                        : fw_ical_zone_to_utc (self->zone, self->wall);
}

/* ---- zones ---- */

static gint32
parse_offset (const char *text)
{
  guint digits = 0, hours, minutes, seconds;
  gsize length = strlen (text);

  if ((length != 5 && length != 7) || (*text != '+' && *text != '-'))
    return 0;
  for (gsize i = 1; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return 0;
      digits = digits * 10 + (guint) (text[i] - '0');
    }
  hours = length == 7 ? digits / 10000 : digits / 100;
  minutes = length == 7 ? digits / 100 % 100 : digits % 100;
  seconds = length == 7 ? digits % 100 : 0;
  return (*text == '-' ? -1 : 1) * (gint32) (hours * 3600 + minutes * 60 + seconds);
}

static void
add_changes (FwIcalZone *zone, const FwIcalComponent *component)
{
  const FwIcalProperty *begins = fw_ical_component_find (component, "DTSTART");
  const FwIcalProperty *from = fw_ical_component_find (component, "TZOFFSETFROM");
  const FwIcalProperty *to = fw_ical_component_find (component, "TZOFFSETTO");
  FwIcalMoment moment;
  g_autofree char *problem = NULL;

  if (begins == NULL || from == NULL || to == NULL ||
      (problem = fw_ical_moment_parse (begins->value, &moment)) != NULL)
    return;
  fw_ical_zone_add (zone, moment.wall, parse_offset (from->value), parse_offset (to->value));
  for (guint i = 0; i < component->properties->len; i++)
    {
      const FwIcalProperty *property = component->properties->pdata[i];
      FwIcalRule rule;
      FwIcalRepeat repeat;
      gint64 wall;

      if (g_str_equal (property->name, "RDATE"))
        {
          FwIcalMoment more;
          g_autofree char *wrong = fw_ical_moment_parse (property->value, &more);

          if (wrong == NULL)
            fw_ical_zone_add (zone, more.wall, parse_offset (from->value),
                              parse_offset (to->value));
        }
      if (!g_str_equal (property->name, "RRULE"))
        continue;
      g_free (fw_ical_rule_parse (&rule, property->value));
      if (rule.frequency != FW_ICAL_YEARLY)
        continue;
      if (rule.until_utc)
        rule.until += parse_offset (from->value);
      fw_ical_repeat_init (&repeat, &rule, moment.wall, LAST_WALL, FALSE, FALSE);
      while (fw_ical_repeat_next (&repeat, &wall))
        fw_ical_zone_add (zone, wall, parse_offset (from->value), parse_offset (to->value));
      fw_ical_repeat_clear (&repeat);
    }
}

static FwIcalZone *
read_described (const FwIcalFile *file, const char *tzid)
{
  for (guint i = 0; i < file->timezones->len; i++)
    {
      const FwIcalTimezone *timezone = file->timezones->pdata[i];
      FwIcalZone *zone;

      if (g_strcmp0 (timezone->tzid, tzid) != 0 || timezone->changes->len == 0)
        continue;
      zone = fw_ical_zone_new ();
      for (guint k = 0; k < timezone->changes->len; k++)
        add_changes (zone, timezone->changes->pdata[k]);
      return zone;
    }
  return NULL;
}

FwIcalZone *
fw_ical_zones_find (FwIcalZones *self, const char *tzid)
{
  FwIcalZone *zone = g_hash_table_lookup (self->known, tzid);
  g_autoptr (GTimeZone) named = NULL;

  if (zone != NULL)
    return zone;
  /* The system knows of changes that a file written before them does not. */
  named = g_ascii_isalpha (*tzid) && strpbrk (tzid, ",:+") == NULL
              ? g_time_zone_new_identifier (tzid)
              : NULL;
  if (named == NULL)
    zone = read_described (self->file, tzid);
  if (zone == NULL)
    zone = fw_ical_zone_new_system (tzid);
  if (zone == NULL)
    zone = fw_ical_zone_new_prefixed (tzid);
  if (zone != NULL)
    g_hash_table_insert (self->known, g_strdup (tzid), zone);
  return zone;
}

/* ---- events ---- */

void
fw_ical_event_add_note (FwIcalEvent *self, const char *note)
{
  if (self->note->len > 0)
    g_string_append (self->note, "; ");
  g_string_append (self->note, note);
}

static gboolean
fail (FwIcalEvent *self, char *problem)
{
  if (self->problem == NULL)
    self->problem = problem;
  else
    g_free (problem);
  return FALSE;
}

static gboolean
parse_time (FwIcalEvent *self,
            const FwIcalProperty *property,
            const char *text,
            FwIcalZones *zones,
            FwIcalTime *time)
{
  FwIcalMoment moment;
  char *problem = fw_ical_moment_parse (text, &moment);

  if (problem != NULL)
    return fail (self, problem);
  *time = (FwIcalTime){ .is_date = moment.is_date, .wall = moment.wall };
  if (moment.utc)
    return TRUE;
  time->zone = property->tzid != NULL && !moment.is_date
                   ? fw_ical_zones_find (zones, property->tzid)
                   : zones->site;
  if (time->zone == NULL)
    return fail (self, g_strdup_printf ("zone %.60s unknown (never read as UTC)", property->tzid));
  return TRUE;
}

static gboolean
parse_times (FwIcalEvent *self, const FwIcalProperty *property, FwIcalZones *zones, GArray *times)
{
  g_auto (GStrv) parts = g_strsplit (property->value, ",", -1);

  if (property->is_period || strchr (property->value, '/') != NULL)
    return fail (self, g_strdup_printf ("%s with periods, which is not read", property->name));
  for (guint i = 0; parts[i] != NULL; i++)
    {
      FwIcalTime time;

      if (*g_strstrip (parts[i]) == '\0')
        continue;
      if (times->len == MOST_DATES)
        return fail (self, g_strdup_printf ("more than %d dates", MOST_DATES));
      if (!parse_time (self, property, parts[i], zones, &time))
        return FALSE;
      g_array_append_val (times, time);
    }
  return TRUE;
}

static gboolean
parse_end (FwIcalEvent *self, const FwIcalProperty *property, FwIcalZones *zones)
{
  FwIcalTime end;

  if (!parse_time (self, property, property->value, zones, &end))
    return FALSE;
  if (end.is_date != self->start.is_date)
    return fail (self, g_strdup (self->start.is_date ? "start is a day and end is a time"
                                                     : "start is a time and end is a day"));
  if (end.is_date)
    {
      self->nominal = TRUE;
      self->span.days = (gint32) ((end.wall - self->start.wall) / FW_ICAL_DAY);
      if (self->span.days == 0)
        {
          self->span.days = 1;
          fw_ical_event_add_note (self, "end must be later than start: read as one day");
        }
    }
  else
    {
      self->span.seconds = fw_ical_time_to_utc (&end) - fw_ical_time_to_utc (&self->start);
      self->has_end_wall = end.zone == self->start.zone;
      self->end_wall = end.wall - self->start.wall;
    }
  if (self->span.days < 0 || self->span.seconds < 0)
    return fail (self, g_strdup ("ends before it starts"));
  return TRUE;
}

static gboolean
parse_span (FwIcalEvent *self, const FwIcalComponent *component, FwIcalZones *zones)
{
  const FwIcalProperty *end = fw_ical_component_find (component, "DTEND");
  const FwIcalProperty *span = fw_ical_component_find (component, "DURATION");

  if (end != NULL)
    return parse_end (self, end, zones);
  self->nominal = TRUE;
  if (span != NULL)
    {
      if (!fw_ical_span_parse (span->value, &self->span))
        return fail (self, g_strdup_printf ("“%.40s” is no duration", span->value));
      if (self->span.days < 0 || self->span.seconds < 0)
        return fail (self, g_strdup ("ends before it starts"));
      if (self->start.is_date && self->span.seconds > 0)
        return fail (self, g_strdup ("start is a day and its duration is in hours"));
    }
  if (self->start.is_date && self->span.days == 0)
    self->span.days = 1;
  return TRUE;
}

static char *
take_text (FwIcalEvent *self, const FwIcalComponent *component, const char *name)
{
  const FwIcalProperty *property = fw_ical_component_find (component, name);
  g_autoptr (GString) text = g_string_new (NULL);
  glong length;

  for (const char *at = property != NULL ? property->value : ""; *at != '\0'; at++)
    if (*at == '\\' && at[1] != '\0')
      {
        at++;
        g_string_append_c (text, *at == 'n' || *at == 'N' ? '\n' : *at);
      }
    else
      g_string_append_c (text, *at);
  length = g_utf8_strlen (text->str, -1);
  if (length > MOST_TEXT)
    {
      g_autofree char *lower = g_ascii_strdown (name, -1);
      g_autofree char *note = g_strdup_printf (
          "%s of %ld characters cut to the field's limit of %d", lower, length, MOST_TEXT);

      fw_ical_event_add_note (self, note);
      g_string_truncate (text,
                         (gsize) (g_utf8_offset_to_pointer (text->str, MOST_TEXT) - text->str));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
parse_repeats (FwIcalEvent *self, const FwIcalComponent *component, FwIcalZones *zones)
{
  for (guint i = 0; i < component->properties->len; i++)
    {
      const FwIcalProperty *property = component->properties->pdata[i];

      if (g_str_equal (property->name, "RRULE") && !self->is_change)
        {
          FwIcalRule rule;
          char *problem = fw_ical_rule_parse (&rule, property->value);

          if (problem != NULL)
            return fail (self, problem);
          if (rule.until_utc && self->start.zone != NULL && !self->start.is_date)
            rule.until = fw_ical_zone_from_utc (self->start.zone, rule.until);
          g_array_append_val (self->rules, rule);
        }
      else if (g_str_equal (property->name, "EXRULE"))
        return fail (self, g_strdup ("EXRULE, which no shift needs and RFC 5545 has given up"));
      else if (g_str_equal (property->name, "RDATE") && !self->is_change)
        {
          if (!parse_times (self, property, zones, self->more))
            return FALSE;
        }
      else if (g_str_equal (property->name, "EXDATE") &&
               !parse_times (self, property, zones, self->less))
        return FALSE;
    }
  if (self->rules->len > 10)
    return fail (self, g_strdup ("more than 10 rules"));
  return TRUE;
}

static gboolean
parse_change (FwIcalEvent *self, const FwIcalComponent *component, FwIcalZones *zones)
{
  const FwIcalProperty *changed = fw_ical_component_find (component, "RECURRENCE-ID");

  if (changed == NULL)
    return TRUE;
  self->is_change = TRUE;
  self->and_future = changed->and_future;
  return parse_time (self, changed, changed->value, zones, &self->changed);
}

static gint64
parse_stamp (const FwIcalComponent *component)
{
  const FwIcalProperty *stamp = fw_ical_component_find (component, "DTSTAMP");
  FwIcalMoment moment = { 0 };

  if (stamp != NULL)
    g_free (fw_ical_moment_parse (stamp->value, &moment));
  return moment.wall;
}

static const char *
get_value (const FwIcalComponent *component, const char *name)
{
  const FwIcalProperty *property = fw_ical_component_find (component, name);

  return property != NULL ? property->value : "";
}

static void
parse (FwIcalEvent *self, const FwIcalComponent *component, FwIcalZones *zones)
{
  const FwIcalProperty *start = fw_ical_component_find (component, "DTSTART");

  if (component->problem != NULL)
    {
      fail (self, g_strdup (component->problem));
      return;
    }
  if (*self->uid == '\0')
    {
      fail (self, g_strdup ("no UID: it could not be updated or cancelled later"));
      return;
    }
  if (start == NULL)
    {
      fail (self, g_strdup ("no start"));
      return;
    }
  if (!parse_time (self, start, start->value, zones, &self->start) ||
      !parse_span (self, component, zones) || !parse_change (self, component, zones) ||
      !parse_repeats (self, component, zones))
    return;
  if (self->start.wall < FIRST_WALL || self->start.wall >= LAST_WALL)
    fail (self, g_strdup ("outside the planning horizon"));
}

FwIcalEvent *
fw_ical_event_new (const FwIcalComponent *component,
                   FwIcalZones *zones,
                   gboolean cancels,
                   const char *file)
{
  FwIcalEvent *self = g_new0 (FwIcalEvent, 1);
  const FwIcalProperty *uid = fw_ical_component_find (component, "UID");
  const char *status = get_value (component, "STATUS");

  self->file = g_strdup (file);
  self->note = g_string_new (NULL);
  self->rules = g_array_new (FALSE, FALSE, sizeof (FwIcalRule));
  self->more = g_array_new (FALSE, FALSE, sizeof (FwIcalTime));
  self->less = g_array_new (FALSE, FALSE, sizeof (FwIcalTime));
  self->uid = g_strdup (uid != NULL && *uid->value != '\0' ? uid->text : "");
  self->sequence = g_ascii_strtoll (get_value (component, "SEQUENCE"), NULL, 10);
  self->stamp = parse_stamp (component);
  self->status = *status == '\0' && cancels ? g_strdup ("CANCELLED") : g_ascii_strup (status, -1);
  self->summary = take_text (self, component, "SUMMARY");
  g_free (take_text (self, component, "DESCRIPTION"));
  if (fw_ical_component_find (component, "ATTENDEE") != NULL)
    self->person = g_ascii_strdown (get_value (component, "ATTENDEE"), -1);
  parse (self, component, zones);
  return self;
}

void
fw_ical_event_free (FwIcalEvent *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->file);
  g_free (self->uid);
  g_free (self->problem);
  g_string_free (self->note, TRUE);
  g_free (self->status);
  g_free (self->summary);
  g_free (self->person);
  g_array_unref (self->rules);
  g_array_unref (self->more);
  g_array_unref (self->less);
  g_free (self);
}
