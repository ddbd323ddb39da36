/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-moment-parts.h"

/* ---- dates ---- */

gboolean
fw_moment_set_date (FwMomentScan *self, FwCallNumber first, FwCallNumber second, FwCallNumber third)
{
  if (self->moment->has_date || !fw_call_date_set (&self->moment->date, first, second, third))
    return FALSE;
  self->moment->has_date = TRUE;

  return TRUE;
}

/* "13.03.2026", "13. 3. 2026", "2026/3/13". @self->at: behind the first number. Stays there when it
 * is none. */
static gboolean
read_separated (FwMomentScan *self, FwCallNumber first)
{
  const char *start = self->at;
  FwCallNumber second, third;
  char sign;

  fw_moment_skip_blanks (self);
  if (self->at < self->end && strchr ("-/.", *self->at) != NULL)
    {
      sign = *self->at++;
      fw_moment_skip_blanks (self);
      if (fw_moment_read_number (self, 2, &second) && (fw_moment_skip_blanks (self), TRUE) &&
          self->at < self->end && *self->at == sign)
        {
          self->at++;
          fw_moment_skip_blanks (self);
          if (fw_moment_read_number (self, 4, &third) &&
              fw_moment_set_date (self, first, second, third))
            {
              self->moment->date.dotted = sign == '.' && third.digits == 4;
              fw_moment_take (self, ".");
              return TRUE;
            }
        }
    }
  self->at = start;

  return FALSE;
}

/* 20260313, 202603130900, 20260313090000; behind a T 0900 and 090000. */
static gboolean
read_compact (FwMomentScan *self, const char *start, guint digits)
{
  FwCallNumber part[6] = { 0 };
  static const guint widths[] = { 4, 2, 2, 2, 2, 2 };
  guint from = self->moment->has_date ? 3 : 0, taken = 0;

  for (guint i = from; i < 6 && taken < digits; taken += widths[i++])
    for (guint j = 0; j < widths[i]; j++)
      {
        part[i].value = part[i].value * 10 + (guint) (start[taken + j] - '0');
        part[i].digits++;
      }
  if (from == 0 && !fw_moment_set_date (self, part[0], part[1], part[2]))
    return FALSE;
  if (digits <= 8 && from == 0)
    return TRUE;
  self->with_seconds = part[5].digits > 0;

  return fw_moment_set_clock (self, part[3].value, part[4].value, part[5].value,
                              self->with_seconds ? fw_moment_read_part_ms (self) : 0);
}

static const char *const date_signs[3][5] = {
  { "年", "년", NULL },
  { "月", "월", NULL },
  { "日", "号", "號", "일", NULL },
};

/* A number with what stands behind it in Chinese, Japanese or Korean. @known: (out): there is such
 * a sign. */
static gboolean
read_signed (FwMomentScan *self, FwCallNumber number, gboolean *known)
{
  const char *start = self->at;

  *known = TRUE;
  fw_moment_skip_blanks (self);
  for (guint i = 0; i < 3; i++)
    if (fw_moment_take_any (self, date_signs[i]))
      {
        if (self->cjk[i] != 0 || number.digits > (i == 0 ? 4 : 2) ||
            (number.digits == 3 && self->era == 0))
          return FALSE;
        self->cjk[i] = i > 0 || number.digits > 3 ? number.value
                       : self->era > 0            ? self->era + number.value
                                                  : 2000 + number.value;
        return TRUE;
      }
  if (fw_moment_take_any (self, fw_moment_hour_signs))
    return number.digits <= 2 && fw_moment_read_clock_signs (self, number.value);
  self->at = start;
  *known = FALSE;

  return FALSE;
}

/* An ordinal sign directly behind a day: 1st, 2nd, 1er, 3º. */
static void
skip_ordinal (FwMomentScan *self)
{
  static const char *const endings[] = { "st", "nd", "rd", "th", "er", "º", "ª", "°", NULL };
  const char *start = self->at;

  if (fw_moment_take_any (self, endings) && self->at < self->end &&
      (g_ascii_isalpha (*self->at) || (guchar) *self->at >= 0x80))
    self->at = start;
}

static gboolean
is_dotted_clock (const FwMomentScan *self)
{
  const char *p = self->at;

  return self->moment->has_date && (*p == '.' || *p == '-') &&
         fw_moment_is_digit_at (self, p + 1) && fw_moment_is_digit_at (self, p + 2) &&
         !fw_moment_is_digit_at (self, p + 3) && (*p == '.' || (p + 3 < self->end && p[3] == '-'));
}

/* A date whose month is a word is whole with two numbers. */
static gboolean
end_named (FwMomentScan *self)
{
  FwCallNumber day = self->loose[0], year = self->loose[1];

  if (self->n_loose != 2)
    return FALSE;
  if (day.digits == 4)
    {
      day = self->loose[1];
      year = self->loose[0];
    }
  if ((year.digits != 4 && year.digits != 2) || day.digits > 2)
    return FALSE;
  if (year.digits == 2)
    year = (FwCallNumber){ 2000 + year.value, 4 };

  if (!fw_moment_set_date (self, year, (FwCallNumber){ self->month.month, 2 }, day))
    return FALSE;
  self->n_loose = 0;
  self->month = (FwClockWord){ 0 };

  return TRUE;
}

/* "13 March 2026 9am": an hour alone. */
static gboolean
stands_before_half (const FwMomentScan *self)
{
  const char *at = self->at;
  FwText word;

  while (at < self->end && *at == ' ')
    at++;
  word = fw_moment_gather_word (self, at);

  return word.length == 2 && strchr ("ap", word.data[0]) != NULL && word.data[1] == 'm';
}

static gboolean
step_number (FwMomentScan *self)
{
  const char *start = self->at;
  FwCallNumber number;
  gboolean known, small;
  guint digits = 0;

  if (self->month.month != 0 && self->n_loose == 2 && !self->moment->has_date && !end_named (self))
    return FALSE;
  while (fw_moment_is_digit_at (self, start + digits))
    digits++;
  if (digits > 4)
    {
      self->at = start + digits;
      return self->moment->has_date
                 ? (digits == 6 && self->with_t && read_compact (self, start, digits))
                 : (digits == 8 || digits == 12 || digits == 14) &&
                       read_compact (self, start, digits);
    }
  if (!fw_moment_read_number (self, 4, &number))
    return FALSE;
  small = digits <= 2 && !self->moment->has_time;
  if (small && self->at < self->end && *self->at == ':' &&
      fw_moment_is_digit_at (self, self->at + 1))
    return fw_moment_read_clock (self, number.value);
  if (read_signed (self, number, &known))
    return TRUE;
  if (known)
    return FALSE;
  if (digits == 4 && fw_moment_read_week_or_day (self, number.value))
    return TRUE;
  if (!self->moment->has_date && read_separated (self, number))
    return TRUE;
  if (small && self->at < self->end && is_dotted_clock (self))
    return fw_moment_read_clock (self, number.value);
  if (digits == 4 && self->with_t && self->moment->has_date && !self->moment->has_time)
    return read_compact (self, start, digits);
  if (small && (self->moment->has_date || self->n_loose > 0) && stands_before_half (self))
    return fw_moment_set_clock (self, number.value, 0, 0, 0);
  if (small && self->half == FW_CLOCK_WHOLE)
    {
      const char *back = self->at;

      fw_moment_skip_blanks (self);
      if (fw_moment_take (self, "h") && (self->at >= self->end || !g_ascii_isalpha (*self->at)))
        return fw_moment_read_clock_h (self, number.value);
      self->at = back;
    }
  if (self->moment->has_date || self->n_loose == G_N_ELEMENTS (self->loose))
    return FALSE;
  self->loose[self->n_loose++] = number;
  skip_ordinal (self);

  return TRUE;
}

/* "(UTC+08:00) 2026-03-13 09:00" */
static gboolean
names_greenwich (FwText text)
{
  return text.length >= 3 &&
         (memcmp (text.data, "utc", 3) == 0 || memcmp (text.data, "gmt", 3) == 0);
}

/* "(月)", "(CST)" behind an offset, "[Europe/Berlin]". */
static gboolean
step_bracket (FwMomentScan *self)
{
  char closing = *self->at == '(' ? ')' : ']';
  const char *end = memchr (self->at, closing, self->end - self->at);
  FwClockWord meaning;
  FwText inside;

  if (end == NULL)
    return FALSE;
  inside = (FwText){ self->at + 1, (guint) (end - self->at - 1) };
  if (self->moment->zone == FW_CALL_ZONE_NONE)
    {
      static const char days[] = "月火水木金土日월화수목금토일";
      gint day = -1;

      for (gint i = 0; inside.length == 3 && i < 14; i++)
        if (memcmp (days + i * 3, inside.data, 3) == 0)
          day = i % 7;
      if (day >= 0)
        self->moment->weekday = (guint8) (day + 1);
      else if (fw_clock_word_find (inside, &meaning) && meaning.weekday != 0)
        self->moment->weekday = meaning.weekday;
      else
        {
          self->at++;
          return inside.length > 0 && (self->moment->has_time || names_greenwich (inside)) &&
                 (strchr ("+-", inside.data[0]) != NULL
                      ? fw_moment_take_offset (self)
                      : fw_moment_take_zone (self, fw_moment_gather_word (self, inside.data))) &&
                 fw_moment_take (self, closing == ')' ? ")" : "]");
        }
    }
  self->at = end + 1;

  return TRUE;
}

static gboolean
step_sign (FwMomentScan *self)
{
  gboolean dated = self->n_loose > 0 || self->month.month != 0 || self->moment->weekday != 0;
  char sign = *self->at;

  if (self->moment->has_time && (sign == '+' || sign == '-') &&
      fw_moment_is_digit_at (self, self->at + 1))
    return fw_moment_take_offset (self);
  if (sign == ' ' || sign == ',' || (sign == ';' && self->moment->has_date))
    self->at++;
  else if (strchr ("-/.:'", sign) != NULL && dated && !self->moment->has_date)
    self->at++;
  else if (strchr ("_-:/", sign) != NULL && self->moment->has_date && !self->moment->has_time &&
           fw_moment_is_digit_at (self, self->at + 1))
    self->at++;
  else
    return FALSE;

  return TRUE;
}

/* ---- at the end ---- */

static gboolean
end_date (FwMomentScan *self)
{
  /* "mar 03/03/2026": the word was a weekday. */
  if (self->moment->has_date)
    {
      if (self->month.month != 0 && self->month.weekday == 0)
        return FALSE;
      if (self->month.weekday != 0)
        self->moment->weekday = self->month.weekday;
      return self->n_loose == 0;
    }
  if (self->cjk[0] + self->cjk[1] + self->cjk[2] > 0)
    return self->n_loose == 0 && self->month.month == 0 && self->cjk[0] != 0 &&
           fw_moment_set_date (self, (FwCallNumber){ self->cjk[0], 4 },
                               (FwCallNumber){ self->cjk[1], 2 },
                               (FwCallNumber){ self->cjk[2], 2 });
  if (self->month.month != 0)
    return end_named (self);
  if (self->n_loose == 3)
    return fw_moment_set_date (self, self->loose[0], self->loose[1], self->loose[2]);

  return self->n_loose == 0 && self->moment->has_time;
}

static gboolean
end_half (FwMomentScan *self)
{
  guint hour = self->moment->ms / 3600000;

  if (self->half == FW_CLOCK_WHOLE)
    return TRUE;
  if (!self->moment->has_time || hour > 12 || (hour == 0 && self->half != FW_CLOCK_BEFORE_NOON))
    return FALSE;
  self->moment->ms %= 3600000;
  if (self->half == FW_CLOCK_NOON)
    hour = hour < 11 ? hour + 12 : hour;
  else
    hour = hour % 12 + (self->half == FW_CLOCK_AFTER_NOON ? 12 : 0);
  self->moment->ms += hour * 3600000;

  return TRUE;
}

/* Thai months are shortened to letters that only their marks tell apart, and folding takes marks
 * off. @room: FW_CELL_FOLDED bytes. Returns: @cell with the month in letters that are kept. */
static FwText
spell_thai_month (FwText cell, char *room)
{
  static const char *const months[][2] = {
    { "ม.ค.", "jan" }, { "ก.พ.", "feb" }, { "มี.ค.", "mar" }, { "เม.ย.", "apr" },
    { "พ.ค.", "may" }, { "มิ.ย.", "jun" }, { "ก.ค.", "jul" }, { "ส.ค.", "aug" },
    { "ก.ย.", "sep" }, { "ต.ค.", "oct" }, { "พ.ย.", "nov" }, { "ธ.ค.", "dec" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      const char *at = g_strstr_len (cell.data, cell.length, months[i][0]);
      gsize length = strlen (months[i][0]);

      if (at != NULL)
        return (FwText){ room, (guint) g_snprintf (room, FW_CELL_FOLDED, "%.*s%s%.*s",
                                                   (int) (at - cell.data), cell.data, months[i][1],
                                                   (int) (cell.data + cell.length - at - length),
                                                   at + length) };
    }

  return cell;
}

gboolean
fw_call_moment_read (FwText cell, FwCallMoment *moment)
{
  char folded[FW_CELL_FOLDED], spelt[FW_CELL_FOLDED];
  FwMomentScan self = { .at = folded, .cell = cell, .moment = moment };

  g_return_val_if_fail (moment != NULL, FALSE);

  memset (moment, 0, sizeof *moment);
  /* "[13/Mar/2026:09:00:00 +0000]", as logs of web servers have it. */
  if (cell.length > 2 && cell.data[0] == '[' && g_ascii_isdigit (cell.data[1]) &&
      memchr (cell.data, ']', cell.length) == cell.data + cell.length - 1)
    cell = self.cell = (FwText){ cell.data + 1, cell.length - 2 };
  if (cell.length == 0 || cell.length >= FW_CELL_FOLDED)
    return FALSE;
  if (fw_moment_read_as_number (cell, moment))
    return TRUE;
  if (memchr (cell.data, 0xe0, cell.length) != NULL)
    cell = self.cell = spell_thai_month (cell, spelt);
  memset (moment, 0, sizeof *moment);
  self.end = folded + fw_cell_fold (cell, folded);
  if (self.end == folded)
    return FALSE;
  while (self.at < self.end)
    {
      gboolean done;

      if (g_ascii_isdigit (*self.at))
        done = step_number (&self);
      else if (g_ascii_isalpha (*self.at) || (guchar) *self.at >= 0x80)
        done = fw_moment_step_word (&self);
      else if (*self.at == '(' || *self.at == '[')
        done = step_bracket (&self);
      else
        done = step_sign (&self);
      if (!done)
        return FALSE;
    }

  return end_date (&self) && end_half (&self);
}

gboolean
fw_call_moment_read_offset (FwText text, gint *seconds)
{
  char folded[FW_CELL_FOLDED];
  FwCallMoment moment = { .has_time = TRUE };
  FwMomentScan self = { .at = folded, .cell = text, .moment = &moment, .with_seconds = TRUE };
  gboolean done;

  if (text.length == 0 || text.length > 12)
    return FALSE;
  self.end = folded + fw_cell_fold (text, folded);
  fw_moment_skip_blanks (&self);
  if (self.at >= self.end)
    return FALSE;
  done = strchr ("+-", *self.at) != NULL
             ? fw_moment_take_offset (&self)
             : fw_moment_take_zone (&self, fw_moment_gather_word (&self, self.at));
  *seconds = moment.offset;

  return done && self.at == self.end && moment.zone == FW_CALL_ZONE_OFFSET;
}
