/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "core/calendar/fw-duration.h"
#include "core/fw-error.h"
#include "ctl/fw-calendar-read.h"
#include "ctl/fw-ctl.h"
#include "ctl/fw-document.h"
#include "intake/ical/fw-ical-roster.h"
#include "protocol/fw-calendar-json.h"

static char *calendars, *name;
static char *zone, *window_from, *window_to, *format_name;
static char *person, *team, *stamp, *out_path;

static const GOptionEntry entries[] = {
  { "calendars", 0, 0, G_OPTION_ARG_FILENAME, &calendars,
    "working time: a JSON object of one calendar a name", "FILE" },
  { "calendar", 0, 0, G_OPTION_ARG_STRING, &name, "which of them; may be left out of one", "NAME" },
  { "zone", 0, 0, G_OPTION_ARG_STRING, &zone,
    "with read and write: of the site, for times without one", "NAME" },
  { "from", 0, 0, G_OPTION_ARG_STRING, &window_from, "with read: a date or an RFC 3339 time",
    "TIME" },
  { "to", 0, 0, G_OPTION_ARG_STRING, &window_to, "with read: first moment that is not wanted",
    "TIME" },
  { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, "with read: table (default) or csv",
    "FORMAT" },
  { "person", 0, 0, G_OPTION_ARG_STRING, &person, "with write: whose shifts", "NAME" },
  { "team", 0, 0, G_OPTION_ARG_STRING, &team, "with write: the shifts of all of a team", "NAME" },
  { "stamp", 0, 0, G_OPTION_ARG_STRING, &stamp, "with write: when it is written; default now",
    "TIME" },
  { "out", 0, 0, G_OPTION_ARG_FILENAME, &out_path,
    "with write: where the calendar goes; default the standard output", "FILE" },
  { NULL },
};

static FwCalendar *
find_calendar (GHashTable *table, GError **error)
{
  FwCalendar *calendar;
  GHashTableIter iter;
  gpointer only;

  if (name == NULL && g_hash_table_size (table) != 1)
    {
      fw_usage_error (error, "--calendar NAME is missing: %s holds %u", calendars,
                      g_hash_table_size (table));
      return NULL;
    }
  g_hash_table_iter_init (&iter, table);
  if (name == NULL && g_hash_table_iter_next (&iter, NULL, &only))
    return only;
  calendar = g_hash_table_lookup (table, name);
  if (calendar == NULL)
    g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND, "%s: there is no calendar “%s”", calendars,
                 name);
  return calendar;
}

/* A moment, or a date, which is its first one at the site. */
static gboolean
read_moment (FwCalendar *calendar, const char *text, gint64 *at, GError **error)
{
  gint32 date;

  if (fw_time_parse (fw_text (text), at) && *at <= FW_CALENDAR_LAST)
    return TRUE;
  if (!fw_date_parse (fw_text (text), &date))
    return fw_usage_error (error, "“%s”: expected a date or an RFC 3339 time", text);
  *at = fw_zone_from_wall (fw_calendar_get_zone (calendar), date, 0);
  return TRUE;
}

/* Holidays are published for a year; what lies beyond is counted as if it had none. */
static void
note_years (FwCalendar *calendar, gint64 from, gint64 to)
{
  gint first, last;
  guint month, day;

  fw_date_to_civil (fw_zone_get_day (fw_calendar_get_zone (calendar), from), &first, &month, &day);
  fw_date_to_civil (fw_zone_get_day (fw_calendar_get_zone (calendar), to), &last, &month, &day);
  for (gint year = first; year <= last; year++)
    if (!fw_calendar_tells_year (calendar, year))
      {
        fprintf (stderr,
                 "note: the calendar names no dates of %d: holidays of that year are not "
                 "known to it\n",
                 year);
        return;
      }
}

static gboolean
print_add (FwCalendar *calendar, char **arguments, GError **error)
{
  g_autofree char *text = NULL;
  gint64 from, duration, at;

  if (!read_moment (calendar, arguments[1], &from, error) ||
      !fw_duration_parse (fw_text (arguments[2]), &duration, error) ||
      !fw_calendar_check (calendar, from, error))
    return FALSE;
  if (!fw_calendar_add (calendar, from, duration, &at))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "never: the calendar has not that many open hours ahead");
      return FALSE;
    }
  text = fw_time_format (at);
  printf ("%s\n", text);
  note_years (calendar, from, at);
  return TRUE;
}

static gboolean
print_between (FwCalendar *calendar, char **arguments, GError **error)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  gint64 from, to, open;

  if (!read_moment (calendar, arguments[1], &from, error) ||
      !read_moment (calendar, arguments[2], &to, error))
    return FALSE;
  open = fw_calendar_between (calendar, from, to);
  if (open % FW_SECOND == 0)
    printf ("%" G_GINT64_FORMAT "\n", open / FW_SECOND);
  else
    printf ("%s\n", g_ascii_formatd (text, sizeof text, "%.6f", (double) open / FW_SECOND));
  note_years (calendar, MIN (from, to), MAX (from, to));
  return TRUE;
}

static gboolean
write_calendar (const char *path, GError **error)
{
  g_autoptr (FwNamedTable) table = NULL;
  g_autofree char *text = NULL;
  gint64 at = g_get_real_time ();
  FwZone *site;

  if (zone == NULL)
    return fw_usage_error (error, "--zone says where");
  if (stamp != NULL && !fw_time_parse (fw_text (stamp), &at))
    return fw_usage_error (error, "--stamp: expected an RFC 3339 time, found “%s”", stamp);
  if ((site = fw_zone_new (zone, 0, error)) == NULL)
    return FALSE;
  if ((table = fw_named_table_read (path, error)) != NULL)
    {
      text = fw_ical_roster_write (table, site, person, team, at, error);
      if (text == NULL)
        g_prefix_error (error, "%s: ", path);
    }
  fw_zone_unref (site);
  if (text == NULL)
    return FALSE;
  if (out_path != NULL)
    return g_file_set_contents (out_path, text, -1, error);
  fputs (text, stdout);
  return TRUE;
}

static gboolean
run_calendar (const FwTarget *target, char **arguments, GError **error)
{
  const gboolean adds = arguments != NULL && g_strcmp0 (arguments[0], "add") == 0;
  g_autoptr (JsonObject) document = NULL;
  g_autoptr (GHashTable) table = NULL;
  FwCalendar *calendar;
  FwOutput output;

  if (arguments != NULL && g_str_equal (arguments[0], "read"))
    return fw_output_from_name (format_name, &output, error) &&
           fw_calendar_read_print (arguments + 1, zone, window_from, window_to, output, error);
  if (arguments != NULL && g_str_equal (arguments[0], "write"))
    return fw_check_arguments (arguments, 2, "write FILE", error) &&
           write_calendar (arguments[1], error);
  if (!fw_check_arguments (arguments, 3,
                           "add FROM DURATION, between FROM TO, read FILE… or write FILE", error))
    return FALSE;
  if (!adds && !g_str_equal (arguments[0], "between"))
    return fw_usage_error (error, "there is no “%s”; expected add, between, read or write",
                           arguments[0]);
  if (calendars == NULL)
    return fw_usage_error (error, "--calendars FILE is missing");
  if ((document = fw_document_read (calendars, error)) == NULL)
    return FALSE;
  table = fw_calendars_json_read (document, error);
  if (table == NULL)
    {
      g_prefix_error (error, "%s: ", calendars);
      return FALSE;
    }
  calendar = find_calendar (table, error);
  if (calendar == NULL)
    return FALSE;
  return adds ? print_add (calendar, arguments, error) : print_between (calendar, arguments, error);
}

const FwCommand fw_command_calendar = {
  .name = "calendar",
  .arguments = "add FROM DURATION | between FROM TO | read FILE… | write FILE",
  .summary = "Working time, counted or added up, and shifts from and to iCalendar files",
  .alone = TRUE,
  .entries = entries,
  .run = run_calendar,
};
