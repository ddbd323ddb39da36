/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-notations.h"

#include "core/fw-error.h"
#include "intake/calls/fw-call-times.h"

/** One settling. */
typedef struct
{
  FwCallMapping *mapping;
  const guint *unit_ms; /* as stated in the header; 0: not */
  const FwSurvey *survey;
  GError **error;
} Notations;

static void explain (const Notations *self, guint i, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
explain (const Notations *self, guint i, const char *format, ...)
{
  GPtrArray *why = self->mapping->why;
  va_list arguments;

  va_start (arguments, format);
  g_free (why->pdata[i]);
  why->pdata[i] = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

/* So many numbers of two parts are no accident: of as many fractions one would be 60 or more. */
#define SURELY_PARTED 10

static gboolean
has_open_unit (const Notations *self, guint column)
{
  gint at = self->mapping->column[column];

  return at >= 0 && self->unit_ms[at] == 0 && self->mapping->stated.unit_ms[column] == 0 &&
         !self->mapping->decimal_stated;
}

/* Whether all fractions of all durations can be seconds. Noughts behind every point are how
 * programs write whole numbers; of seconds one in ten has lost its nought, of fractions most. */
static gboolean
can_be_parted (const Notations *self, guint *n)
{
  guint decimals = 0, with_seconds = 0, short_parts = 0;

  *n = 0;
  for (guint i = FW_CALL_WAIT; i <= FW_CALL_WRAP; i++)
    if (has_open_unit (self, i))
      {
        const FwSurveyColumn *values = &self->survey->columns[self->mapping->column[i]];

        decimals += values->decimals;
        *n += values->two_parts;
        with_seconds += values->with_seconds;
        short_parts += values->short_parts;
      }

  return with_seconds > 0 && *n == decimals && short_parts * 2 <= *n;
}

static gboolean
settle_parted (const Notations *self, guint column, guint n)
{
  gint at = self->mapping->column[column];
  const FwSurveyColumn *values = &self->survey->columns[at];
  const char *name = fw_call_column_to_name ((FwCallColumn) column);
  guint minutes, seconds;

  if (values->two_parts == 0)
    return TRUE;
  if (values->with_seconds == 0)
    {
      self->mapping->unit_ms[column] = FW_CALL_UNIT_M_SS; /* as its neighbour is read */
      return TRUE;
    }
  minutes = (guint) g_ascii_strtoull (values->parted, NULL, 10);
  seconds = (guint) g_ascii_strtoull (values->parted + strlen (values->parted) - 2, NULL, 10);
  if (n < SURELY_PARTED)
    {
      g_set_error (self->error, FW_ERROR, FW_ERROR_INVALID,
                   "durations: line %" G_GUINT64_FORMAT
                   " \"%s\" can be read as %u min %u s or as a number of seconds; state "
                   "\"%s_unit\" in the mapping (\"m.ss\" or \"s\")",
                   values->parted_line, values->parted, minutes, seconds, name);
      return FALSE;
    }
  self->mapping->unit_ms[column] = FW_CALL_UNIT_M_SS;
  explain (self, (guint) at,
           "its numbers are read as minutes and seconds: \"%s\" on line %" G_GUINT64_FORMAT
           " is %u min %u s; if they are seconds, say so in the mapping: {\"%s_unit\": \"s\"}",
           values->parted, values->parted_line, minutes, seconds, name);

  return TRUE;
}

static void
settle_parts_of_day (const Notations *self, guint column)
{
  gint at = self->mapping->column[column];
  const FwSurveyColumn *values = &self->survey->columns[at];

  if (values->parts_of_day * 2 <= values->n)
    return;
  self->mapping->unit_ms[column] = FW_CALL_UNIT_DAY;
  explain (self, (guint) at,
           "its numbers are read as parts of a day, as spreadsheets keep durations, such as \"%s\" "
           "on line %" G_GUINT64_FORMAT,
           values->example, values->line);
}

/* Talks of hours are milliseconds, mostly: of numbers without a unit that have five digits, where
 * they are not nought, somebody must say which. */
static gboolean
doubt_long_talks (const Notations *self)
{
  gint at = self->mapping->column[FW_CALL_TALK];
  const FwSurveyColumn *values = at >= 0 ? &self->survey->columns[at] : NULL;
  guint noughts;

  if (values == NULL || self->unit_ms[at] != 0 || self->mapping->stated.unit_ms[FW_CALL_TALK] != 0)
    return TRUE;
  noughts = values->words != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (values->words, "0")) : 0;
  if (values->long_numbers * 2 <= values->n - MIN (noughts, values->n))
    return TRUE;
  g_set_error (self->error, FW_ERROR, FW_ERROR_INVALID,
               "durations: most talks would last for hours if their numbers were seconds, such as "
               "\"%s\" on line %" G_GUINT64_FORMAT
               "; state \"talk_unit\" in the mapping (\"ms\" or \"s\")",
               values->example, values->line);

  return FALSE;
}

static gboolean
settle_all (const Notations *self)
{
  guint n;
  gboolean parted = can_be_parted (self, &n);

  if (!doubt_long_talks (self))
    return FALSE;

  for (guint i = FW_CALL_WAIT; i <= FW_CALL_WRAP; i++)
    {
      if (!has_open_unit (self, i))
        continue;
      settle_parts_of_day (self, i);
      if (parted && !settle_parted (self, i, n))
        return FALSE;
    }

  return TRUE;
}

/* "0.38194": of a column of which nobody said that it holds times a spreadsheet writes that. */
static void
settle_times (const Notations *self)
{
  FwCallMapping *mapping = self->mapping;
  gint time = mapping->column[FW_CALL_TIME];
  const FwSurveyColumn *values = time >= 0 ? &self->survey->columns[time] : NULL;
  guint ms = 0;

  mapping->time_is_part =
      values != NULL && values->parts_of_day > 0 && values->decimals + values->whole == values->n;
  mapping->time_digits = values != NULL ? fw_survey_find_clock_digits (values) : 0;
  /* Of times of which none has lost a nought nothing need be said. */
  if (mapping->time_digits == 0 || values->full_hours_minutes == values->n ||
      values->full_hms_numbers == values->n ||
      !fw_call_time_read_digits (fw_text (values->example), mapping->time_digits, &ms))
    return;
  explain (self, (guint) time,
           "its numbers are read as times of day: \"%s\" on line %" G_GUINT64_FORMAT
           " is %u:%02u:%02u",
           values->example, values->line, ms / 3600000, ms / 60000 % 60, ms / 1000 % 60);
}

gboolean
fw_call_notations_settle (FwCallMapping *mapping,
                          const guint *unit_ms,
                          const FwSurvey *survey,
                          GError **error)
{
  Notations self = { mapping, unit_ms, survey, error };

  g_return_val_if_fail (mapping != NULL && unit_ms != NULL && survey != NULL, FALSE);

  settle_times (&self);

  return settle_all (&self);
}
