/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/ical/fw-ical-write.h"

#include <string.h>

#include "core/calendar/fw-zone.h"

#define FOLD 75 /* octets of a line without its end */

/* Lines are folded between characters: a reader may decode before it unfolds. */
static void
append_line (GString *out, const char *line)
{
  gsize used = 0;

  for (const char *at = line; *at != '\0';)
    {
      gsize length = (gsize) (g_utf8_next_char (at) - at);

      if (used + length > FOLD)
        {
          g_string_append (out, "\r\n ");
          used = 1;
        }
      g_string_append_len (out, at, (gssize) length);
      used += length;
      at += length;
    }
  g_string_append (out, "\r\n");
}

static void
append_text (GString *out, const char *property, const char *text)
{
  g_autoptr (GString) line = g_string_new (property);
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_c (line, ':');
  for (const char *at = valid; *at != '\0'; at++)
    if (*at == '\n')
      g_string_append (line, "\\n");
    else if (strchr ("\\;,", *at) != NULL)
      g_string_append_printf (line, "\\%c", *at);
    else if (!g_ascii_iscntrl (*at) || *at == '\t')
      g_string_append_c (line, *at);
  append_line (out, line->str);
}

/* Whole seconds; a calendar knows no parts of them. */
static void
append_time (GString *out, const char *property, gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at / FW_SECOND);
  g_autofree char *text = g_date_time_format (time, "%Y%m%dT%H%M%SZ");

  g_string_append_printf (out, "%s:%s\r\n", property, text);
}

static void
append_date (GString *out, const char *property, gint64 date)
{
  gint year;
  guint month, day;

  fw_date_to_civil ((gint32) date, &year, &month, &day);
  g_string_append_printf (out, "%s;VALUE=DATE:%04d%02u%02u\r\n", property, year, month, day);
}

static void
append_shift (GString *out, const FwIcalShift *shift, gint64 stamp)
{
  g_string_append (out, "BEGIN:VEVENT\r\n");
  append_text (out, "UID", shift->uid);
  append_time (out, "DTSTAMP", stamp);
  if (shift->is_date)
    {
      append_date (out, "DTSTART", shift->start);
      append_date (out, "DTEND", shift->end);
    }
  else
    {
      append_time (out, "DTSTART", shift->start);
      append_time (out, "DTEND", shift->end);
    }
  append_text (out, "SUMMARY", shift->summary);
  g_string_append_printf (out, "SEQUENCE:%u\r\n", shift->sequence);
  if (shift->modified != 0)
    append_time (out, "LAST-MODIFIED", shift->modified);
  append_line (out, shift->cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
  /* Leave keeps nobody from seeing who else is there. */
  append_line (out, shift->is_date || shift->cancelled ? "TRANSP:TRANSPARENT" : "TRANSP:OPAQUE");
  g_string_append (out, "END:VEVENT\r\n");
}

char *
fw_ical_make_uid (const char *person, gint32 day, guint part)
{
  g_autofree char *key = NULL, *sum = NULL;

  g_return_val_if_fail (person != NULL, NULL);

  key = g_strdup_printf ("%s\n%d\n%u", person, day, part);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
  sum[32] = '\0';
  return g_strconcat (sum, "@floorwalker.org", NULL);
}

char *
fw_ical_write (const char *name, const FwIcalShift *shifts, guint n, gint64 stamp)
{
  GString *out;

  g_return_val_if_fail (name != NULL && (shifts != NULL || n == 0), NULL);

  out = g_string_new ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Floorwalker//Roster//EN\r\n"
                      "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
                      "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n");
  append_text (out, "NAME", name);
  append_text (out, "X-WR-CALNAME", name);
  for (guint i = 0; i < n; i++)
    append_shift (out, &shifts[i], stamp);
  g_string_append (out, "END:VCALENDAR\r\n");
  return g_string_free (out, FALSE);
}
