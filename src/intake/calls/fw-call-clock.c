/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-clock.h"

#include "core/calendar/fw-zone-names.h"
#include "core/fw-error.h"
#include "intake/calls/fw-call-moment.h"
#include "intake/calls/fw-call-places.h"
#include "protocol/fw-event-clock.h"

#define NOON 43200
/* From the first day of one of a spreadsheet's calendars to that of the other. */
#define DAYS_TO_1904 1462

void
fw_call_clock_clear (FwCallClock *self)
{
  g_clear_pointer (&self->named, g_time_zone_unref);
  g_clear_pointer (&self->from_header, fw_zone_unref);
  g_clear_pointer (&self->of_rows, g_hash_table_unref);
}

static void
settle_day (FwCallClock *self, FwText text, gint32 day)
{
  FwZone *zone = self->zone;
  gint64 last;

  self->day = day;
  self->midnight =
      zone != NULL ? fw_zone_from_wall (zone, day, 0) : (gint64) day * 86400 * FW_SECOND;
  last = zone != NULL ? fw_zone_from_wall (zone, day, 86399) : self->midnight + 86399 * FW_SECOND;
  self->plain = last - self->midnight == 86399 * FW_SECOND;
  self->date_length = 0;
  if (text.length > 0 && text.length <= sizeof self->date_text)
    {
      memcpy (self->date_text, text.data, text.length);
      self->date_length = text.length;
    }
}

static inline gboolean
is_day_before (const FwCallClock *self, FwText text)
{
  return text.length > 0 && text.length == self->date_length &&
         fw_bytes_equal (text.data, self->date_text, text.length);
}

static gint64
add_time (const FwCallClock *self, guint ms)
{
  if (G_LIKELY (self->plain))
    return self->midnight + (gint64) ms * 1000;

  return fw_zone_from_wall (self->zone, self->day, ms / 1000) + ms % 1000 * 1000;
}

/* Days without a time stand at noon, which every clock shows once a day, whatever it does at night
 * and whenever the site's day begins. */
static gint64
take_noon (const FwCallClock *self)
{
  return add_time (self, NOON * 1000);
}

static gint64
add_offset (gint32 day, guint ms, gint offset)
{
  return ((gint64) day * 86400 - offset) * FW_SECOND + (gint64) ms * 1000;
}

/* ---- zones by name ---- */

static GTimeZone *
find_zone (FwCallClock *self, const char *name)
{
  if (self->named == NULL || !g_str_equal (self->zone_name, name))
    {
      g_clear_pointer (&self->named, g_time_zone_unref);
      self->named = g_time_zone_new_identifier (name);
      g_strlcpy (self->zone_name, name, sizeof self->zone_name);
    }

  return self->named;
}

/* "Europe/Berlin" and "China Standard Time" are zones of their own; "CST" is taken where it is what
 * the list's zone calls its time just then, as it means Chicago to one and Shanghai to the other.
 */
static gboolean
find_named_offset (FwCallClock *self, const char *name, gint32 day, guint ms, gint *offset)
{
  static const GTimeType types[] = { G_TIME_TYPE_STANDARD, G_TIME_TYPE_DAYLIGHT };
  const char *of_windows = fw_zone_name_find (fw_text (name));
  gboolean own = strchr (name, '/') != NULL || of_windows != NULL;
  GTimeZone *zone = NULL;
  gint64 wall = (gint64) day * 86400 + ms / 1000;

  if (own)
    zone = find_zone (self, of_windows != NULL ? of_windows : name);
  else if (self->zone != NULL)
    zone = find_zone (self, fw_zone_get_identifier (self->zone));
  for (guint i = 0; zone != NULL && i < G_N_ELEMENTS (types); i++)
    {
      gint interval = g_time_zone_adjust_time (zone, types[i], &wall);

      if (own || g_ascii_strcasecmp (g_time_zone_get_abbreviation (zone, interval), name) == 0)
        {
          *offset = g_time_zone_get_offset (zone, interval);
          return TRUE;
        }
    }

  return FALSE;
}

/* Greenwich's name in a header, with an offset behind it. Returns: (transfer full) (nullable). */
static char *
find_greenwich (FwText header)
{
  for (guint i = 0; i + 3 <= header.length; i++)
    {
      const char *at = header.data + i, *end = header.data + header.length;
      gint offset = 0;

      if ((g_ascii_strncasecmp (at, "utc", 3) != 0 && g_ascii_strncasecmp (at, "gmt", 3) != 0) ||
          (at + 3 < end && g_ascii_isalpha (at[3])) ||
          /* A word of its own, or one of a name such as StartTimeUTC. */
          (i > 0 && g_ascii_isalpha (at[-1]) &&
           !(g_ascii_islower (at[-1]) && g_ascii_isupper (at[0]))))
        continue;
      if (at + 4 < end && (at[3] == '+' || at[3] == '-') && g_ascii_isdigit (at[4]))
        {
          const char *until = at + 4;

          while (until < end && (g_ascii_isdigit (*until) || *until == ':'))
            until++;
          if (!fw_call_moment_read_offset ((FwText){ at, (guint) (until - at) }, &offset))
            return NULL;
        }
      if (offset == 0)
        return g_strdup ("UTC");
      return g_strdup_printf ("%c%02d:%02d", offset < 0 ? '-' : '+', ABS (offset) / 3600,
                              ABS (offset) / 60 % 60);
    }

  return NULL;
}

/* "(Europe/Berlin)", "(China Standard Time)". */
static char *
find_place (FwText header)
{
  const char *end = header.data + header.length;
  const char *open = header.length > 0 ? memchr (header.data, '(', header.length) : NULL;
  const char *close = open != NULL ? memchr (open, ')', (gsize) (end - open)) : NULL;

  if (close == NULL ||
      (memchr (open, '/', (gsize) (close - open)) == NULL &&
       fw_zone_name_find ((FwText){ open + 1, (guint) (close - open - 1) }) == NULL))
    return NULL;

  return g_strndup (open + 1, (gsize) (close - open - 1));
}

static gboolean
take_zone (FwCallClock *self, const char *name)
{
  FwZone *zone = name != NULL ? fw_zone_new (name, 0, NULL) : NULL;

  if (zone == NULL)
    return FALSE;
  g_clear_pointer (&self->from_header, fw_zone_unref);
  self->zone = self->from_header = zone;

  return TRUE;
}

/* What stands in the last brackets, or behind the last sign. */
static FwText
find_last_word (FwText header)
{
  guint end = header.length, start;

  while (end > 0 && !g_ascii_isalnum (header.data[end - 1]))
    end--;
  for (start = end; start > 0 && g_ascii_isalpha (header.data[start - 1]);)
    start--;

  return (FwText){ header.data + start, end - start };
}

/* Names that are zones with a summer time of their own, or have none. */
static const char *
find_plain_zone (FwText word)
{
  static const struct
  {
    const char *word, *name;
  } plain[] = {
    { "CET", "Europe/Berlin" },        { "MEZ", "Europe/Berlin" },
    { "EET", "Europe/Athens" },        { "WET", "Europe/Lisbon" },
    { "JST", "Asia/Tokyo" },           { "KST", "Asia/Seoul" },
    { "MSK", "Europe/Moscow" },        { "HKT", "Asia/Hong_Kong" },
    { "SGT", "Asia/Singapore" },       { "TRT", "Europe/Istanbul" },
    { "WIB", "Asia/Jakarta" },         { "BRT", "America/Sao_Paulo" },
    { "SAST", "Africa/Johannesburg" }, { "AEST", "Australia/Sydney" },
    { "AWST", "Australia/Perth" },     { "NZST", "Pacific/Auckland" },
    { "МСК", "Europe/Moscow" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (fw_text_equal (word, fw_text (plain[i].word)))
      return plain[i].name;

  return NULL;
}

gboolean
fw_call_clock_use_header (FwCallClock *self, FwText header)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  name = find_greenwich (header);
  if (name == NULL)
    name = find_place (header);

  return take_zone (self, name) || take_zone (self, find_plain_zone (find_last_word (header))) ||
         take_zone (self, fw_call_place_find_in_header (header, FALSE));
}

/* "+01:00", "-0500", alone. */
static char *
find_offset (FwText name)
{
  gint offset;

  if (name.length == 0 || strchr ("+-", *name.data) == NULL ||
      !fw_call_moment_read_offset (name, &offset))
    return NULL;

  return g_strdup_printf ("%c%02d:%02d", offset < 0 ? '-' : '+', ABS (offset) / 3600,
                          ABS (offset) / 60 % 60);
}

gboolean
fw_call_clock_use_zone (FwCallClock *self, FwText name)
{
  g_autofree char *greenwich = find_greenwich (name), *whole = fw_text_dup (name);
  g_autofree char *offset = find_offset (name);

  g_return_val_if_fail (self != NULL, FALSE);

  return take_zone (self, greenwich) || take_zone (self, offset) ||
         take_zone (self, find_plain_zone (name)) ||
         ((fw_zone_name_find (name) != NULL || strchr (whole, '/') != NULL) &&
          take_zone (self, whole)) ||
         take_zone (self, fw_call_place_find (name));
}

/* Names that are several zones. */
static gboolean
is_several (const char *name)
{
  static const char *const several[] = { "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST",
                                         "PDT", "IST", "BST", "AST", "ADT", NULL };

  return g_strv_contains (several, name);
}

/* Whether the zone goes by this name at some time of the year. */
static gboolean
goes_by (FwZone *zone, const char *name)
{
  g_autoptr (GTimeZone) named =
      zone != NULL ? g_time_zone_new_identifier (fw_zone_get_identifier (zone)) : NULL;

  for (guint month = 1; named != NULL && month <= 12; month++)
    {
      g_autoptr (GDateTime) then = g_date_time_new (named, 2026, (gint) month, 1, 12, 0, 0);

      if (g_strcmp0 (g_date_time_get_timezone_abbreviation (then), name) == 0)
        return TRUE;
    }

  return FALSE;
}

gboolean
fw_call_clock_goes_by (const FwCallClock *self, FwText name)
{
  g_autofree char *abbreviation = fw_text_dup (name);

  g_return_val_if_fail (self != NULL, FALSE);

  return goes_by (self->zone, abbreviation);
}

gboolean
fw_call_clock_knows_zone (FwText name)
{
  FwCallClock clock = { 0 };
  g_autofree char *abbreviation = fw_text_dup (name);
  gboolean known = is_several (abbreviation) || fw_call_clock_use_zone (&clock, name);

  fw_call_clock_clear (&clock);

  return known;
}

/* Returns: (nullable): the zone of that name; owned by @self->of_rows. */
static FwZone *
find_row_zone (FwCallClock *self, FwText name)
{
  g_autofree char *key = fw_text_dup (name);
  FwCallClock clock = { .zone = self->of_list };
  gpointer zone;

  if (g_hash_table_lookup_extended (self->of_rows, key, NULL, &zone))
    return zone;
  if (fw_call_clock_use_zone (&clock, name))
    zone = g_steal_pointer (&clock.from_header);
  else
    zone = goes_by (self->of_list, key) ? fw_zone_ref (self->of_list) : NULL;
  g_hash_table_insert (self->of_rows, g_steal_pointer (&key), zone);
  fw_call_clock_clear (&clock);

  return zone;
}

static void
free_zone (gpointer zone)
{
  if (zone != NULL)
    fw_zone_unref (zone);
}

gboolean
fw_call_clock_use_row_zone (FwCallClock *self, FwText name)
{
  FwZone *zone;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->of_rows == NULL)
    {
      self->of_rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_zone);
      self->of_list = self->zone;
    }
  else if (G_LIKELY (name.length < sizeof self->row_zone &&
                     fw_text_equal (name, fw_text (self->row_zone))))
    return TRUE;
  zone = name.length > 0 ? find_row_zone (self, name) : self->of_list;
  if (name.length > 0 && zone == NULL)
    return FALSE;
  self->zone = zone;
  self->date_length = 0; /* the day before was another zone's */
  g_snprintf (self->row_zone, sizeof self->row_zone, "%.*s",
              (int) MIN (name.length, sizeof self->row_zone - 1), name.length > 0 ? name.data : "");

  return TRUE;
}

gboolean
fw_call_clock_check_header (FwCallClock *self, FwText header, GError **error)
{
  g_autofree char *abbreviation = fw_text_dup (find_last_word (header)), *quoted = NULL;
  char letter = fw_call_place_find_part (header);

  g_return_val_if_fail (self != NULL, FALSE);

  if (letter != '\0')
    {
      g_free (abbreviation);
      abbreviation = g_strdup ("?ST");
      abbreviation[0] = letter;
    }
  if ((letter == '\0' && !is_several (abbreviation)) || goes_by (self->zone, abbreviation))
    return TRUE;
  quoted = fw_text_dup (header);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "header: \"%s\" names the zone %s, which is another one in other countries; state "
               "\"zone\" in the mapping, such as America/New_York",
               quoted, abbreviation);

  return FALSE;
}

static FwCallClockState
end_moment (FwCallClock *self, const FwCallMoment *moment, gint64 *at)
{
  gint offset = moment->offset;

  switch (moment->zone)
    {
    case FW_CALL_ZONE_NAMED:
      if (!find_named_offset (self, moment->name, self->day, moment->ms, &offset))
        return FW_CALL_CLOCK_NO_ZONE;
      /* fallthrough */
    case FW_CALL_ZONE_OFFSET:
      *at = add_offset (self->day, moment->ms, offset);
      break;
    case FW_CALL_ZONE_EPOCH:
      *at = moment->at;
      break;
    case FW_CALL_ZONE_NONE:
    default:
      *at = self->days_only ? take_noon (self) : add_time (self, moment->ms);
      break;
    }

  return FW_CALL_CLOCK_GOOD;
}

/* ---- cells ---- */

static FwCallClockState
read_slowly (FwCallClock *self, FwText cell, gint64 *at)
{
  FwCallMoment moment;
  gint32 day;

  if (!fw_call_moment_read (cell, &moment) || !moment.has_date)
    return FW_CALL_CLOCK_NO_DATE;
  if (moment.zone == FW_CALL_ZONE_EPOCH)
    return end_moment (self, &moment, at);
  if (!fw_call_date_to_days (&moment.date, self->order, &day))
    return FW_CALL_CLOCK_NO_DATE;
  if (moment.is_serial && self->epoch_1904)
    day += DAYS_TO_1904;
  settle_day (self, FW_TEXT_NONE, day);
  if (moment.has_time)
    return end_moment (self, &moment, at);
  if (!self->days_only)
    return FW_CALL_CLOCK_NO_TIME;
  *at = take_noon (self);

  return FW_CALL_CLOCK_GOOD;
}

/* Where a date of numbers ends that begins @cell: the one of the row before, or another that is
 * settled now. 0: none. */
static guint
find_date (FwCallClock *self, FwText cell)
{
  FwCallDate date;
  gint32 day;

  if (cell.length > self->date_length && self->date_length > 0 &&
      memcmp (cell.data, self->date_text, self->date_length) == 0 &&
      (cell.data[self->date_length] == ' ' || cell.data[self->date_length] == 'T'))
    return self->date_length;
  if (is_day_before (self, cell))
    return cell.length;
  if (!fw_call_date_read (cell, &date) || !fw_call_date_to_days (&date, self->order, &day))
    return 0;
  settle_day (self, (FwText){ cell.data, date.taken }, day);

  return date.taken;
}

/* "09:12:58-05:00": a time of numbers with an offset behind it. */
static gboolean
read_time_with_offset (FwText text, guint *ms, gint *offset)
{
  FwText clock = text;

  clock.length = 0;
  while (clock.length < text.length &&
         (g_ascii_isdigit (text.data[clock.length]) || text.data[clock.length] == ':' ||
          text.data[clock.length] == '.'))
    clock.length++;
  /* A time without seconds is left to the slow path, which knows spans of time. */
  return clock.length >= 7 && clock.length < text.length && fw_call_time_read (clock, ms) &&
         fw_call_moment_read_offset (
             (FwText){ text.data + clock.length, text.length - clock.length }, offset);
}

FwCallClockState
fw_call_clock_read (FwCallClock *self, FwText cell, gint64 *at)
{
  guint date_length, ms;
  gint offset;
  FwText time;

  if (fw_event_clock_parse (cell, at))
    return FW_CALL_CLOCK_GOOD;
  date_length = find_date (self, cell);
  if (date_length == 0)
    return read_slowly (self, cell, at);
  if (date_length >= cell.length)
    {
      *at = take_noon (self);
      return self->days_only ? FW_CALL_CLOCK_GOOD : FW_CALL_CLOCK_NO_TIME;
    }
  time = (FwText){ cell.data + date_length + 1, cell.length - date_length - 1 };
  if (G_UNLIKELY (time.length > 0 && *time.data == ' '))
    time = fw_cell_trim (time);
  if (G_LIKELY (fw_call_time_read (time, &ms)))
    *at = G_UNLIKELY (self->days_only) ? take_noon (self) : add_time (self, ms);
  else if (read_time_with_offset (time, &ms, &offset))
    *at = add_offset (self->day, ms, offset);
  else
    {
      FwCallClockState state = read_slowly (self, cell, at);

      /* The date was understood. */
      return state == FW_CALL_CLOCK_NO_DATE ? FW_CALL_CLOCK_NO_TIME : state;
    }

  return FW_CALL_CLOCK_GOOD;
}

static gboolean
read_day (FwCallClock *self, FwText date)
{
  FwCallMoment moment;
  gint32 day;

  if (G_LIKELY (is_day_before (self, date)))
    return TRUE;
  if (fw_call_date_read (date, &moment.date)
          ? moment.date.taken != date.length
          : !fw_call_moment_read (date, &moment) || moment.has_time || !moment.has_date)
    {
      /* "2026-03-02 00:00:00" beside a column of times: a date that a program gave a midnight. */
      if (!fw_call_moment_read (date, &moment) || !moment.has_date || moment.ms != 0 ||
          moment.zone != FW_CALL_ZONE_NONE)
        return FALSE;
    }
  if (!fw_call_date_to_days (&moment.date, self->order, &day))
    return FALSE;
  settle_day (self, date, day);

  return TRUE;
}

/* "0.38194444": a time as a spreadsheet keeps it, to the second. */
static gboolean
read_part_of_day (FwText text, guint *ms)
{
  g_autofree char *number = fw_text_dup (text);
  char *rest;
  double part;

  g_strdelimit (number, ",", '.');
  part = g_ascii_strtod (number, &rest);
  if (*rest != '\0' || !g_ascii_isdigit (number[0]) || part < 0 || part >= 1)
    return FALSE;
  *ms = (guint) MIN ((gint64) (part * 86400 + 0.5), 86399) * 1000;

  return TRUE;
}

FwCallClockState
fw_call_clock_read_two (FwCallClock *self, FwText date, FwText time, gint64 *at)
{
  FwCallMoment moment;
  guint ms;

  if (!read_day (self, date))
    return FW_CALL_CLOCK_NO_DATE;
  /* Where seconds stand, "1730" is 0:17:30. */
  if (G_LIKELY (self->time_digits != 6 && fw_call_time_read (time, &ms)))
    {
      *at = add_time (self, ms);
      return FW_CALL_CLOCK_GOOD;
    }
  if (self->time_is_part  ? read_part_of_day (time, &ms)
      : self->time_digits ? fw_call_time_read_digits (time, self->time_digits, &ms)
                          : fw_call_time_read_dotted (time, &ms))
    {
      *at = add_time (self, ms);
      return FW_CALL_CLOCK_GOOD;
    }
  if (!fw_call_moment_read (time, &moment) || !moment.has_time)
    return FW_CALL_CLOCK_NO_TIME;
  if (moment.has_date && moment.zone != FW_CALL_ZONE_EPOCH)
    {
      gint32 day;

      /* The column of times holds whole moments: they say the same day, or something is wrong. A
       * spreadsheet's 1899-12-30 is no day. */
      if (!fw_call_date_to_days (&moment.date, self->order, &day) ||
          (day != self->day && moment.date.year > 1904))
        return FW_CALL_CLOCK_NO_TIME;
    }

  return end_moment (self, &moment, at);
}
