/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-moment.h"
#include "intake/calls/fw-clock-words.h"

G_BEGIN_DECLS

/* The inside of the reader of moments: fw-call-moment.c walks over a cell, fw-call-moment-clock.c
 * takes its times and zones, fw-call-moment-words.c its words. */

/* A walk over a folded cell: each step takes what stands there for what it can be. */
typedef struct
{
  const char *at, *end;
  FwText cell; /* as it was written */
  FwCallMoment *moment;

  FwCallNumber loose[3]; /* numbers of a date whose month is a word, or with blanks between */
  guint n_loose;
  FwClockWord month; /* 0: none so far */
  FwClockHalf half;
  guint era;             /* of a year that is counted from it; 0: none */
  guint cjk[3];          /* year, month, day with their signs behind; 0: none */
  const char *clock_end; /* (nullable): behind the time */
  gboolean with_seconds; /* the time has them */
  gboolean with_t;       /* a T stood between date and time */
} FwMomentScan;

static inline void
fw_moment_skip_blanks (FwMomentScan *self)
{
  while (self->at < self->end && *self->at == ' ')
    self->at++;
}

static inline gboolean
fw_moment_is_digit_at (const FwMomentScan *self, const char *at)
{
  return at < self->end && g_ascii_isdigit (*at);
}

static inline gboolean
fw_moment_read_number (FwMomentScan *self, guint most_digits, FwCallNumber *number)
{
  const char *start = self->at;

  if (!fw_call_number_read (&self->at, self->end, number) || number->digits > most_digits)
    {
      self->at = start;
      return FALSE;
    }

  return TRUE;
}

static inline gboolean
fw_moment_take (FwMomentScan *self, const char *sign)
{
  gsize length = strlen (sign);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, sign, length) != 0)
    return FALSE;
  self->at += length;

  return TRUE;
}

static inline gboolean
fw_moment_take_any (FwMomentScan *self, const char *const *signs)
{
  for (guint i = 0; signs[i] != NULL; i++)
    if (fw_moment_take (self, signs[i]))
      return TRUE;

  return FALSE;
}

static inline FwText
fw_moment_gather_word (const FwMomentScan *self, const char *at)
{
  const char *p = at;

  while (p < self->end && (g_ascii_isalpha (*p) || (guchar) *p >= 0x80))
    p++;

  return (FwText){ at, (guint) (p - at) };
}

/** fw_moment_read_as_number: one since 1970, or the days of a spreadsheet. @moment: may be changed
 * where it is none. */
gboolean fw_moment_read_as_number (FwText cell, FwCallMoment *moment);

/** fw_moment_read_week_or_day: behind a year: "-W11-5", "W115", "-072". FALSE: nothing of the kind
 * stands there. */
gboolean fw_moment_read_week_or_day (FwMomentScan *self, guint year);

/** fw_moment_set_date: FALSE: three numbers that are no date, or a second one. */
gboolean fw_moment_set_date (FwMomentScan *self,
                             FwCallNumber first,
                             FwCallNumber second,
                             FwCallNumber third);
/** fw_moment_step_word: takes the word that stands here. FALSE: it has no meaning. */
gboolean fw_moment_step_word (FwMomentScan *self);

/** fw_moment_set_clock: FALSE: no time of day, or a second one. */
gboolean
fw_moment_set_clock (FwMomentScan *self, guint hour, guint minute, guint second, guint part_ms);
/** fw_moment_read_part_ms: behind the seconds: a point or a comma and digits. */
guint fw_moment_read_part_ms (FwMomentScan *self);
/** fw_moment_read_clock: at the sign behind the hour, which also stands before the seconds. */
gboolean fw_moment_read_clock (FwMomentScan *self, guint hour);
/** fw_moment_read_clock_h: "9h05", "21 h", "9 h 05 min 10 s", behind the h. */
gboolean fw_moment_read_clock_h (FwMomentScan *self, guint hour);
/** fw_moment_read_clock_signs: "9时05分30秒", behind the sign of the hour, one of
 * fw_moment_hour_signs. */
gboolean fw_moment_read_clock_signs (FwMomentScan *self, guint hour);
extern const char *const fw_moment_hour_signs[];

/** fw_moment_take_offset: at its sign. "09:00-09:30" is half an hour, not a zone: without seconds
 * and without a T only what nobody writes for a span is taken. */
gboolean fw_moment_take_offset (FwMomentScan *self);
/** fw_moment_take_zone: a name of a zone, with an offset behind it where it is Greenwich's. */
gboolean fw_moment_take_zone (FwMomentScan *self, FwText word);

G_END_DECLS
