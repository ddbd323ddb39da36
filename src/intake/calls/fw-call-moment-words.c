/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-zone-names.h"
#include "intake/calls/fw-call-moment-parts.h"

static const char *
skip_points (const FwMomentScan *self, const char *at)
{
  while (at < self->end && (*at == '.' || *at == ' '))
    at++;

  return at;
}

/* Whether a word that is also something else stands for a half here: right behind the time, and
 * written as a half is. */
static gboolean
is_half_here (const FwMomentScan *self, FwText word, FwClockWord meaning)
{
  const char *end = word.data + word.length;
  gboolean behind = self->clock_end != NULL && self->clock_end == word.data;
  const char *back = word.data;

  if (meaning.half == FW_CLOCK_WHOLE || self->half != FW_CLOCK_WHOLE)
    return FALSE;
  if (word.length == 1) /* "9:05a" */
    return behind && (end == self->end || *end == ' ');
  if (!meaning.filler && meaning.weekday == 0)
    return TRUE;
  while (back > self->clock_end && self->clock_end != NULL && back[-1] == ' ')
    back--;
  behind = self->clock_end != NULL && back == self->clock_end;
  if (meaning.filler && end < self->end && *end == '.') /* Hungarian "de. 9:05" */
    return behind || fw_moment_is_digit_at (self, skip_points (self, end));

  return behind && skip_points (self, end) == self->end;
}

/* "a. m.", "π.μ.", "пр.об.", "تشرين الأول": two words that make one. */
static gboolean
take_two (FwMomentScan *self, FwText word)
{
  char both[FW_CELL_FOLDED];
  const char *next = skip_points (self, word.data + word.length);
  FwText second = fw_moment_gather_word (self, next);
  FwClockWord meaning;

  if (next == word.data + word.length || second.length == 0)
    return FALSE;
  g_snprintf (both, sizeof both, "%.*s %.*s", (int) word.length, word.data, (int) second.length,
              second.data);
  if (!fw_clock_word_find (fw_text (both), &meaning))
    return FALSE;
  if (meaning.half != FW_CLOCK_WHOLE && self->half == FW_CLOCK_WHOLE)
    self->half = meaning.half;
  else if (meaning.month != 0 && self->month.month == 0)
    self->month = meaning;
  else
    return FALSE;
  self->at = second.data + second.length;
  fw_moment_take (self, ".");

  return TRUE;
}

/* "13 III 2026", "13.III.2026" */
static gboolean
take_roman_month (FwMomentScan *self, FwText word)
{
  static const char *const numbers[] = { "i",   "ii",   "iii", "iv", "v",  "vi",
                                         "vii", "viii", "ix",  "x",  "xi", "xii" };
  const char *next = skip_points (self, word.data + word.length);

  if (self->n_loose != 1 || self->month.month != 0 || self->moment->has_date ||
      !fw_moment_is_digit_at (self, next))
    return FALSE;
  for (guint8 i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (word.length == strlen (numbers[i]) && memcmp (word.data, numbers[i], word.length) == 0)
      {
        self->month = (FwClockWord){ .month = (guint8) (i + 1) };
        self->at = next;
        return TRUE;
      }

  return FALSE;
}

static gboolean
take_meaning (FwMomentScan *self, FwText word, FwClockWord meaning)
{
  if (is_half_here (self, word, meaning))
    self->half = meaning.half;
  else if (meaning.month != 0 && self->month.month != 0 && meaning.weekday == 0)
    {
      /* Two months: the first was a weekday, if it can be one. */
      if (self->month.weekday == 0)
        return FALSE;
      self->moment->weekday = self->month.weekday;
      self->month = meaning;
    }
  else if (meaning.month != 0 && self->month.month == 0)
    self->month = meaning;
  else if (meaning.weekday != 0)
    {
      if (self->moment->weekday != 0)
        return FALSE;
      self->moment->weekday = meaning.weekday;
    }
  else if (!meaning.filler)
    return FALSE;
  fw_moment_take (self, ".");

  return TRUE;
}

/* "13. listopada" and "13 listopada", of which each is another month. */
static gboolean
take_month_by_point (FwMomentScan *self, FwText word)
{
  const char *before = word.data - 1;
  guint8 month;

  if (self->n_loose != 1 || self->month.month != 0)
    return FALSE;
  while (*before == ' ')
    before--;
  month = fw_clock_month_find_by_point (word, *before == '.');
  if (month == 0 || !(*before == '.' || g_ascii_isdigit (*before)))
    return FALSE;
  self->month = (FwClockWord){ .month = month };
  self->at = word.data + word.length;
  fw_moment_take (self, ".");

  return TRUE;
}

/* Vietnamese "tháng 3". */
static gboolean
take_numbered_month (FwMomentScan *self, FwText word)
{
  FwCallNumber number;

  if (word.length != strlen ("thang") || memcmp (word.data, "thang", word.length) != 0 ||
      self->month.month != 0)
    return FALSE;
  self->at = word.data + word.length;
  fw_moment_skip_blanks (self);
  if (!fw_moment_read_number (self, 2, &number) || number.value < 1 || number.value > 12)
    return FALSE;
  self->month = (FwClockWord){ .month = (guint8) number.value };

  return TRUE;
}

/* The rest is a zone as Windows names it, "W. Europe Standard Time". */
static gboolean
take_windows_zone (FwMomentScan *self, FwText rest)
{
  return self->moment->has_time && rest.length > 12 && fw_zone_name_find (rest) != NULL &&
         fw_moment_take_zone (self, rest);
}

/* "令和8年" is 2026; its first year is 元年. */
static gboolean
take_era (FwMomentScan *self)
{
  static const struct
  {
    const char *name;
    guint before_first;
  } eras[] = { { "令和", 2018 }, { "平成", 1988 }, { "民國", 1911 }, { "民国", 1911 } };

  for (guint i = 0; i < G_N_ELEMENTS (eras) && self->era == 0; i++)
    if (fw_moment_take (self, eras[i].name))
      {
        self->era = eras[i].before_first;
        if (fw_moment_take (self, "元年"))
          self->cjk[0] = self->era + 1;
        return TRUE;
      }

  return FALSE;
}

/* "R8.3.13", "H31/4/30": the era as a letter before its year. */
static gboolean
take_era_letter (FwMomentScan *self)
{
  static const struct
  {
    char letter;
    guint before_first, most;
  } eras[] = { { 'r', 2018, 99 }, { 'h', 1988, 31 } };
  const char *start = self->at;
  FwCallNumber year, month, day;

  for (guint i = 0; i < G_N_ELEMENTS (eras); i++)
    if (*start == eras[i].letter && fw_moment_is_digit_at (self, start + 1))
      {
        self->at = start + 1;
        if (fw_moment_read_number (self, 2, &year) && year.value > 0 &&
            year.value <= eras[i].most && self->at < self->end && strchr ("./-", *self->at) != NULL)
          {
            char sign = *self->at++;

            year = (FwCallNumber){ year.value + eras[i].before_first, 4 };
            if (fw_moment_read_number (self, 2, &month) && self->at < self->end &&
                *self->at == sign && (self->at++, fw_moment_read_number (self, 2, &day)) &&
                fw_moment_set_date (self, year, month, day))
              return TRUE;
          }
        else if (self->at < self->end && year.digits > 0 && (guchar) *self->at >= 0xe3)
          {
            self->at = start + 1;
            self->era = eras[i].before_first;
            return TRUE;
          }
        self->at = start;
      }

  return FALSE;
}

gboolean
fw_moment_step_word (FwMomentScan *self)
{
  FwText rest = { self->at, (guint) (self->end - self->at) };
  FwText word = fw_moment_gather_word (self, self->at);
  FwClockWord meaning;
  guint length = (guchar) *self->at >= 0xe3 ? fw_clock_word_find_prefix (rest, &meaning) : 0;
  gboolean half_known;

  if (take_era (self))
    return TRUE;
  /* At the beginning no other letter stands right before a number. */
  if (self->n_loose == 0 && self->clock_end == NULL && !self->moment->has_date &&
      self->month.month == 0 && strchr ("rh", *self->at) != NULL &&
      fw_moment_is_digit_at (self, self->at + 1))
    return take_era_letter (self);
  if (length > 0)
    {
      word.length = length;
      self->at += length;
      return take_meaning (self, word, meaning);
    }
  if (word.length == 1 && *word.data == 't' && self->moment->has_date &&
      fw_moment_is_digit_at (self, self->at + 1))
    {
      self->with_t = TRUE;
      self->at++;
      return TRUE;
    }
  if (take_roman_month (self, word) || take_two (self, word) || take_windows_zone (self, rest) ||
      take_month_by_point (self, word) || take_numbered_month (self, word))
    return TRUE;
  if (self->moment->has_time && self->at[word.length] == '/')
    return fw_moment_take_zone (self, word);
  half_known = fw_clock_word_find (word, &meaning);
  if (half_known)
    {
      const char *start = self->at;

      self->at = word.data + word.length;
      if (take_meaning (self, word, meaning))
        return TRUE;
      self->at = start;
    }

  return self->moment->has_time && fw_moment_take_zone (self, word);
}
