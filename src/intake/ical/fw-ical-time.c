/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/ical/fw-ical-time.h"

#include <string.h>

#include "core/calendar/fw-civil.h"
#include "core/calendar/fw-zone-names.h"
#include "intake/ical/fw-ical-rule.h"

static gboolean
take_digits (const char **text, guint n, guint *value)
{
  *value = 0;
  for (guint i = 0; i < n; i++, (*text)++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      *value = *value * 10 + (guint) (**text - '0');
    }
  return TRUE;
}

char *
fw_ical_moment_parse (const char *text, FwIcalMoment *moment)
{
  static const char *const months[] = { "January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December" };
  const char *at = text;
  guint year, month, day, hour = 0, minute = 0, second = 0;
  gboolean good;

  *moment = (FwIcalMoment){ .is_date = TRUE };
  good = take_digits (&at, 4, &year) && take_digits (&at, 2, &month) && take_digits (&at, 2, &day);
  if (good && *at == 'T')
    {
      at++;
      moment->is_date = FALSE;
      good = take_digits (&at, 2, &hour) && take_digits (&at, 2, &minute) &&
             take_digits (&at, 2, &second);
      if (good && *at == 'Z')
        {
          moment->utc = TRUE;
          at++;
        }
    }
  if (!good || *at != '\0')
    return g_strdup_printf ("“%.40s” is neither a date nor a time", text);
  if (year == 0 || month < 1 || month > 12 || day < 1 || day > 31)
    return g_strdup_printf ("the date “%.8s” does not exist", text);
  if (!fw_civil_is_date (year, month, day))
    return g_strdup_printf ("%u %s does not exist", day, months[month - 1]);
  if (hour > 23 || minute > 59 || second > 60)
    return g_strdup_printf ("the time “%.20s” does not exist", text + 9);
  moment->wall = fw_civil_to_days (year, month, day) * FW_ICAL_DAY + hour * 3600 + minute * 60 +
                 MIN (second, 59); /* a leap second */
  return NULL;
}

gboolean
fw_ical_span_parse (const char *text, FwIcalSpan *span)
{
  gboolean negative = *text == '-', in_day = FALSE;
  guint n = 0;

  *span = (FwIcalSpan){ 0 };
  if (*text == '-' || *text == '+')
    text++;
  if (*text++ != 'P')
    return FALSE;
  while (*text != '\0')
    {
      char *end;
      guint64 value;

      if (*text == 'T' && !in_day)
        {
          in_day = TRUE;
          text++;
          continue;
        }
      if (!g_ascii_isdigit (*text))
        return FALSE;
      value = g_ascii_strtoull (text, &end, 10);
      if (value > 1000000)
        return FALSE;
      n++;
      if (*end == 'W' && !in_day)
        span->days += (gint32) value * 7;
      else if (*end == 'D' && !in_day)
        span->days += (gint32) value;
      else if (*end == 'H' && in_day)
        span->seconds += (gint64) value * 3600;
      else if (*end == 'M' && in_day)
        span->seconds += (gint64) value * 60;
      else if (*end == 'S' && in_day)
        span->seconds += (gint64) value;
      else
        return FALSE;
      text = end + 1;
    }
  if (negative)
    *span = (FwIcalSpan){ -span->days, -span->seconds };
  return n > 0;
}

/* ---- zones ---- */

typedef struct
{
  gint64 utc;
  gint32 offset; /* from then on */
  gint32 before;
} Change;

struct _FwIcalZone
{
  GTimeZone *system; /* (nullable) */
  GArray *changes;   /* Change */
  gboolean sorted;
};

FwIcalZone *
fw_ical_zone_new_system (const char *name)
{
  const char *known = fw_zone_name_find ((FwText){ name, (guint) strlen (name) });
  GTimeZone *system = NULL;
  FwIcalZone *self;

  /* Beside names GLib reads offsets and rules; a name is what is meant here. */
  if (known == NULL && (!g_ascii_isalpha (*name) || strpbrk (name, ",:+") != NULL))
    return NULL;
  system = g_time_zone_new_identifier (known != NULL ? known : name);
  if (system == NULL)
    return NULL;
  self = g_new0 (FwIcalZone, 1);
  self->system = system;
  return self;
}

FwIcalZone *
fw_ical_zone_new_prefixed (const char *name)
{
  const char *at = name + strlen (name);
  FwIcalZone *zone = NULL;

  /* At most three parts: America/Argentina/Buenos_Aires. The longest name that is one counts. */
  for (guint parts = 0; *name == '/' && parts < 3 && at > name;)
    {
      for (at--; at > name && *at != '/'; at--)
        ;
      if (++parts >= 2)
        {
          FwIcalZone *found = fw_ical_zone_new_system (at + 1);

          if (found != NULL)
            {
              g_clear_pointer (&zone, fw_ical_zone_free);
              zone = found;
            }
        }
    }
  return zone;
}

FwIcalZone *
fw_ical_zone_new (void)
{
  FwIcalZone *self = g_new0 (FwIcalZone, 1);

  self->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  return self;
}

void
fw_ical_zone_free (FwIcalZone *self)
{
  g_clear_pointer (&self->system, g_time_zone_unref);
  g_clear_pointer (&self->changes, g_array_unref);
  g_free (self);
}

void
fw_ical_zone_add (FwIcalZone *self, gint64 wall, gint32 from, gint32 to)
{
  Change change = { wall - from, to, from };

  g_return_if_fail (self != NULL && self->changes != NULL);
  g_array_append_val (self->changes, change);
  self->sorted = FALSE;
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const Change *x = a, *y = b;

  return (x->utc > y->utc) - (x->utc < y->utc);
}

static gint32
get_offset (FwIcalZone *self, gint64 utc)
{
  guint low = 0, high;

  if (self->system != NULL)
    return g_time_zone_get_offset (
        self->system, g_time_zone_find_interval (self->system, G_TIME_TYPE_UNIVERSAL, utc));
  if (self->changes->len == 0)
    return 0;
  if (!self->sorted)
    g_array_sort (self->changes, compare_changes);
  self->sorted = TRUE;
  if (utc < g_array_index (self->changes, Change, 0).utc)
    return g_array_index (self->changes, Change, 0).before;
  for (high = self->changes->len; high - low > 1;)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->changes, Change, middle).utc <= utc)
        low = middle;
      else
        high = middle;
    }
  return g_array_index (self->changes, Change, low).offset;
}

static gint64
convert (FwIcalZone *self, gint64 wall, gboolean late)
{
  gint32 before = get_offset (self, wall - FW_ICAL_DAY);
  gint32 after = get_offset (self, wall + FW_ICAL_DAY);
  gboolean first = get_offset (self, wall - before) == before;
  gboolean second = get_offset (self, wall - after) == after;

  return wall - (second && (!first || late) ? after : before);
}

gint64
fw_ical_zone_to_utc (FwIcalZone *self, gint64 wall)
{
  g_return_val_if_fail (self != NULL, wall);
  return convert (self, wall, FALSE);
}

gint64
fw_ical_zone_to_utc_late (FwIcalZone *self, gint64 wall)
{
  g_return_val_if_fail (self != NULL, wall);
  return convert (self, wall, TRUE);
}

gint64
fw_ical_zone_from_utc (FwIcalZone *self, gint64 utc)
{
  g_return_val_if_fail (self != NULL, utc);
  return utc + get_offset (self, utc);
}
