/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-moment-parts.h"

/* ---- times ---- */

gboolean
fw_moment_set_clock (FwMomentScan *self, guint hour, guint minute, guint second, guint part_ms)
{
  if (hour > 23 || minute > 59 || second > 59 || self->moment->has_time)
    return FALSE;
  self->moment->ms = ((hour * 60 + minute) * 60 + second) * 1000 + part_ms;
  self->moment->has_time = TRUE;
  self->clock_end = self->at;

  return TRUE;
}

guint
fw_moment_read_part_ms (FwMomentScan *self)
{
  guint ms = 0, unit = 100;

  if (self->at >= self->end || (*self->at != '.' && *self->at != ',') ||
      !fw_moment_is_digit_at (self, self->at + 1))
    return 0;
  for (self->at++; fw_moment_is_digit_at (self, self->at); self->at++, unit /= 10)
    ms += (guint) (*self->at - '0') * unit;

  return ms;
}

gboolean
fw_moment_read_clock (FwMomentScan *self, guint hour)
{
  FwCallNumber minute, second = { 0, 0 };
  char sign = *self->at++;
  guint part = 0;

  if (!fw_moment_read_number (self, 2, &minute))
    return FALSE;
  if (self->at < self->end && *self->at == sign && fw_moment_is_digit_at (self, self->at + 1))
    {
      self->at++;
      if (!fw_moment_read_number (self, 2, &second))
        return FALSE;
      self->with_seconds = TRUE;
      part = fw_moment_read_part_ms (self);
    }

  return fw_moment_set_clock (self, hour, minute.value, second.value, part);
}

gboolean
fw_moment_read_clock_h (FwMomentScan *self, guint hour)
{
  FwCallNumber minute = { 0, 0 }, second = { 0, 0 };

  fw_moment_skip_blanks (self);
  if (fw_moment_read_number (self, 2, &minute))
    {
      const char *back;

      fw_moment_skip_blanks (self);
      if (!fw_moment_take (self, "min"))
        fw_moment_take (self, "m");
      back = self->at;
      fw_moment_skip_blanks (self);
      if (fw_moment_read_number (self, 2, &second))
        {
          fw_moment_skip_blanks (self);
          fw_moment_take (self, "s");
        }
      else
        self->at = back;
    }

  return fw_moment_set_clock (self, hour, minute.value, second.value, 0);
}

const char *const fw_moment_hour_signs[] = { "时", "時", "点", "點", "시", NULL };
static const char *const minute_signs[] = { "分", "분", NULL };
static const char *const second_signs[] = { "秒", "초", NULL };

gboolean
fw_moment_read_clock_signs (FwMomentScan *self, guint hour)
{
  FwCallNumber minute = { 0, 0 }, second = { 0, 0 };

  fw_moment_skip_blanks (self);
  if (fw_moment_read_number (self, 2, &minute) &&
      (fw_moment_skip_blanks (self), !fw_moment_take_any (self, minute_signs)))
    return FALSE;
  fw_moment_skip_blanks (self);
  if (fw_moment_read_number (self, 2, &second) &&
      (fw_moment_skip_blanks (self), !fw_moment_take_any (self, second_signs)))
    return FALSE;

  return fw_moment_set_clock (self, hour, minute.value, second.value, 0);
}

/* ---- zones ---- */

/* "+08:00", "-0500", "+2". @self->at: the sign. */
static gboolean
read_offset (FwMomentScan *self, gint *seconds)
{
  gint sign = *self->at++ == '-' ? -1 : 1;
  FwCallNumber hours, minutes = { 0, 0 };

  if (!fw_moment_read_number (self, 4, &hours) || hours.digits == 3)
    return FALSE;
  if (hours.digits == 4)
    {
      minutes.value = hours.value % 100;
      hours.value /= 100;
    }
  else if (self->at < self->end && *self->at == ':')
    {
      self->at++;
      if (!fw_moment_read_number (self, 2, &minutes) || minutes.digits != 2)
        return FALSE;
    }
  /* The offsets that are in use; anything else is another number. */
  if (hours.value > (sign < 0 ? 12u : 14u) || minutes.value % 15 != 0 || minutes.value > 45)
    return FALSE;
  *seconds = sign * (gint) (hours.value * 60 + minutes.value) * 60;

  return TRUE;
}

static gboolean
set_offset (FwMomentScan *self, gint seconds)
{
  if (self->moment->zone == FW_CALL_ZONE_OFFSET)
    return FALSE;
  self->moment->zone = FW_CALL_ZONE_OFFSET;
  self->moment->offset = seconds;

  return TRUE;
}

gboolean
fw_moment_take_offset (FwMomentScan *self)
{
  const char *start = self->at;
  gint seconds;

  if (!read_offset (self, &seconds))
    return FALSE;
  if (*start == '-' && !self->with_seconds && !self->with_t &&
      memchr (start, ':', self->at - start))
    return FALSE;

  return set_offset (self, seconds);
}

/* The rest of the cell names the zone. Its letters are taken from the cell as it was written, where
 * their case is kept. */
static gboolean
take_zone_name (FwMomentScan *self, const char *start, const char *end)
{
  gsize length = (gsize) (end - start);

  if (self->moment->zone != FW_CALL_ZONE_NONE || length >= sizeof self->moment->name)
    return FALSE;
  for (gsize i = 0; i + length <= self->cell.length; i++)
    if (g_ascii_strncasecmp (self->cell.data + i, start, length) == 0)
      {
        memcpy (self->moment->name, self->cell.data + i, length);
        self->moment->name[length] = '\0';
        self->moment->zone = FW_CALL_ZONE_NAMED;
        return TRUE;
      }

  return FALSE;
}

gboolean
fw_moment_take_zone (FwMomentScan *self, FwText word)
{
  const char *p = word.data;
  gint seconds;

  if (fw_clock_zone_find (word, &seconds))
    {
      self->at = word.data + word.length;
      fw_moment_skip_blanks (self);
      if (seconds == 0 && self->at < self->end && strchr ("+-", *self->at) != NULL)
        return read_offset (self, &seconds) && set_offset (self, seconds);
      return set_offset (self, seconds);
    }
  while (p < self->end && (g_ascii_isalnum (*p) || strchr ("/_+-. ", *p) != NULL))
    p++;
  self->at = p;
  while (p > word.data && p[-1] == ' ')
    p--;

  return (self->at == self->end || *self->at == ']' || *self->at == ')') &&
         take_zone_name (self, word.data, p);
}
