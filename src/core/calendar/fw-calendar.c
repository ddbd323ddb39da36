/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-calendar-private.h"

#include "core/fw-error.h"

static void
clear_other (gpointer data)
{
  FwOtherDate *other = data;

  g_free (other->own);
  g_free (other->occasion);
}

static gboolean
read_minute (const char *data, guint *minute)
{
  guint hour;

  for (guint i = 0; i < 5; i++)
    if (i == 2 ? data[i] != ':' : !g_ascii_isdigit (data[i]))
      return FALSE;
  hour = (guint) (data[0] - '0') * 10 + (guint) (data[1] - '0');
  *minute = (guint) (data[3] - '0') * 10 + (guint) (data[4] - '0');
  if (hour > 24 || *minute > 59 || (hour == 24 && *minute > 0))
    return FALSE;
  *minute += hour * 60;
  return TRUE;
}

gboolean
fw_open_hours_parse (FwText text, FwOpenHours *hours, GError **error)
{
  g_return_val_if_fail (hours != NULL, FALSE);

  if (text.length == 11 && text.data[5] == '-' && read_minute (text.data, &hours->from) &&
      read_minute (text.data + 6, &hours->to) && hours->from < 1440 && hours->from != hours->to)
    {
      if (hours->to < hours->from)
        hours->to += 1440;
      return TRUE;
    }

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "“%.*s” is no stretch of hours: expected one such as 09:00-18:00, 00:00-24:00 or, "
               "to the next morning, 22:00-06:00",
               (gint) MIN (text.length, 40), text.data != NULL ? text.data : "");
  return FALSE;
}

/* The separators of lists, as either language writes them. */
static gsize
find_separator (const char *text)
{
  static const char *const separators[] = { ",", ";", "，", "；", "、" };

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    if (g_str_has_prefix (text, separators[i]))
      return strlen (separators[i]);
  return 0;
}

/* Each begins after the one before it has ended. */
static gboolean
is_apart (const FwOpenHours *hours, guint n)
{
  for (guint i = 1; i < n; i++)
    if (hours[i].from < hours[i - 1].to)
      return FALSE;
  return TRUE;
}

gboolean
fw_open_hours_parse_list (const char *text, FwOpenHours hours[FW_CALENDAR_MOST_HOURS], guint *n)
{
  const char *from = text != NULL ? text : "";
  gsize length = 0;

  g_return_val_if_fail (hours != NULL && n != NULL, FALSE);

  *n = 0;
  while (*from != '\0' || *n > 0)
    {
      const gsize separator = find_separator (from + length);
      g_autofree char *one = NULL;

      if (from[length] != '\0' && separator == 0)
        {
          length++;
          continue;
        }
      one = g_strstrip (g_strndup (from, length));
      if (*n == FW_CALENDAR_MOST_HOURS ||
          !fw_open_hours_parse (fw_text (one), &hours[(*n)++], NULL))
        return FALSE;
      if (separator == 0)
        break;
      from += length + separator;
      length = 0;
    }
  return is_apart (hours, *n);
}

guint
fw_weekday_parse (FwText text)
{
  static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (fw_text_equal (text, fw_text (names[i])))
      return i + 1;
  return 0;
}

FwCalendar *
fw_calendar_new (FwZone *zone)
{
  FwCalendar *self;

  g_return_val_if_fail (zone != NULL, NULL);

  self = g_new0 (FwCalendar, 1);
  g_atomic_ref_count_init (&self->references);
  self->zone = fw_zone_ref (zone);
  self->others = g_array_new (FALSE, FALSE, sizeof (FwOtherDate));
  g_array_set_clear_func (self->others, clear_other);
  return self;
}

FwCalendar *
fw_calendar_ref (FwCalendar *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fw_calendar_unref (FwCalendar *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_pointer (&self->base, fw_calendar_unref);
  fw_zone_unref (self->zone);
  g_free (self->name);
  g_array_unref (self->others);
  g_free (self);
}

FwZone *
fw_calendar_get_zone (FwCalendar *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->zone;
}

FwCalendar *
fw_calendar_get_base (FwCalendar *self)
{
  return self != NULL && self->base != NULL ? self->base : self;
}

static gboolean
check_hours (guint n, GError **error)
{
  if (n <= FW_CALENDAR_MOST_HOURS)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "A day with %u stretches of open hours: expected at most %d", n,
               FW_CALENDAR_MOST_HOURS);
  return FALSE;
}

gboolean
fw_calendar_set_weekday (
    FwCalendar *self, guint weekday, const FwOpenHours *hours, guint n, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (weekday >= 1 && weekday <= 7, FALSE);
  g_return_val_if_fail (n == 0 || hours != NULL, FALSE);

  if (!check_hours (n, error))
    return FALSE;

  for (guint i = 0; i < n; i++)
    self->week[weekday - 1][i] = hours[i];
  self->n_week[weekday - 1] = n;
  return TRUE;
}

guint
fw_calendar_find_other (FwCalendar *self, gint32 date)
{
  guint low = 0, high = self->others->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->others, FwOtherDate, middle).date < date)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* What was said of the date before is gone. */
static FwOtherDate *
make_other (FwCalendar *self, gint32 date)
{
  const guint i = fw_calendar_find_other (self, date);
  FwOtherDate *other;

  if (i == self->others->len || g_array_index (self->others, FwOtherDate, i).date != date)
    g_array_insert_vals (self->others, i, &(FwOtherDate){ .date = date }, 1);
  other = &g_array_index (self->others, FwOtherDate, i);
  g_clear_pointer (&other->own, g_free);
  g_clear_pointer (&other->occasion, g_free);
  other->n_own = 0;
  other->like = 0;
  return other;
}

gboolean
fw_calendar_set_date (
    FwCalendar *self, gint32 date, const FwOpenHours *hours, guint n, GError **error)
{
  FwOtherDate *other;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (n == 0 || hours != NULL, FALSE);

  if (!check_hours (n, error))
    return FALSE;

  other = make_other (self, date);
  other->own = n > 0 ? g_memdup2 (hours, n * sizeof *hours) : NULL;
  other->n_own = n;
  return TRUE;
}

void
fw_calendar_set_date_like (FwCalendar *self, gint32 date, guint weekday)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (weekday >= 1 && weekday <= 7);

  make_other (self, date)->like = weekday;
}

void
fw_calendar_set_occasion (FwCalendar *self, gint32 date, const char *occasion)
{
  FwOtherDate *other;
  guint i;

  g_return_if_fail (self != NULL);

  i = fw_calendar_find_other (self, date);
  g_return_if_fail (i < self->others->len);
  other = &g_array_index (self->others, FwOtherDate, i);
  g_return_if_fail (other->date == date);
  g_free (other->occasion);
  other->occasion = g_strdup (occasion);
}

const char *
fw_calendar_get_occasion (FwCalendar *self, gint32 date)
{
  guint i;

  g_return_val_if_fail (self != NULL, NULL);

  self = fw_calendar_get_base (self);
  i = fw_calendar_find_other (self, date);
  return i < self->others->len && g_array_index (self->others, FwOtherDate, i).date == date
             ? g_array_index (self->others, FwOtherDate, i).occasion
             : NULL;
}

void
fw_calendar_set_name (FwCalendar *self, const char *name)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  self->name = g_strdup (name);
}

const char *
fw_calendar_get_name (FwCalendar *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return fw_calendar_get_base (self)->name;
}

const FwOpenHours *
fw_calendar_find_hours (FwCalendar *self, gint32 date, guint *n)
{
  const guint i = fw_calendar_find_other (self, date);
  guint weekday = fw_zone_get_weekday (date);

  if (i < self->others->len)
    {
      const FwOtherDate *other = &g_array_index (self->others, FwOtherDate, i);

      if (other->date == date && other->like == 0)
        {
          *n = other->n_own;
          return other->own;
        }
      if (other->date == date)
        weekday = other->like;
    }

  *n = self->n_week[weekday - 1];
  return self->week[weekday - 1];
}

gboolean
fw_calendar_tells_year (FwCalendar *self, gint year)
{
  guint i;

  g_return_val_if_fail (self != NULL, FALSE);

  i = fw_calendar_find_other (self, fw_date_from_civil (year, 1, 1));
  return self->others->len == 0 ||
         (i < self->others->len &&
          g_array_index (self->others, FwOtherDate, i).date < fw_date_from_civil (year + 1, 1, 1));
}

gboolean
fw_calendar_check (FwCalendar *self, gint64 from, GError **error)
{
  g_autofree char *moment = NULL;
  gint64 at;

  if (fw_calendar_add (self, from, 1, &at))
    return TRUE;

  moment = fw_time_format (from);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "A calendar without a single open hour after %s: no clock in it ever ends", moment);
  return FALSE;
}
