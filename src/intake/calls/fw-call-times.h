/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-mapping.h"
#include "intake/text/fw-cell-text.h"

G_BEGIN_DECLS

/** FwCallNumber: digits as they were written. */
typedef struct
{
  guint value;
  guint digits;
} FwCallNumber;

/** fw_call_number_read: at most nine digits at @at, which moves behind them. FALSE: none. */
static inline gboolean
fw_call_number_read (const char **at, const char *end, FwCallNumber *number)
{
  const char *p = *at;

  number->value = 0;
  while (p < end && (guint) (guchar) *p - '0' <= 9 && p - *at < 9)
    number->value = number->value * 10 + (guint) (*p++ - '0');
  number->digits = (guint) (p - *at);
  *at = p;

  return number->digits > 0;
}

/** FwCallDate: a date as it was written: the order of its parts may be open. */
typedef struct
{
  guint year;          /* that of a date with the year last, where two digits stand for it */
  guint first, second; /* in written order; month and day when @settled */
  guint third;         /* with @short_year: two digits */
  gboolean settled;
  gboolean short_year; /* three numbers of two digits: the year may be the first or the last */
  gboolean dotted;     /* points between, the year of four digits behind */
  guint taken;         /* bytes of the text; a time may follow */
} FwCallDate;

/** fw_call_date_set: a date of three numbers. FALSE: they are none. */
gboolean
fw_call_date_set (FwCallDate *date, FwCallNumber first, FwCallNumber second, FwCallNumber third);
/** fw_call_date_read: numbers with "-", "/" or "." between, or eight digits, for the hot path; what
 * else dates look like is read by fw_call_moment_read(). FALSE: not such a date. */
gboolean fw_call_date_read (FwText text, FwCallDate *date);
/** fw_call_date_to_days: FALSE when @order makes no date of it. @days: since 1970-01-01 */
gboolean fw_call_date_to_days (const FwCallDate *date, FwDateOrder order, gint32 *days);

/** FwStudyMark: how often something was seen, and the first example. */
typedef struct
{
  guint64 n;
  guint64 line;
  char text[48];
} FwStudyMark;

void fw_study_mark_add (FwStudyMark *self, guint64 line, FwText text);

/** FwDateStudy: what the whole column says about its order, and whether it has times. */
typedef struct
{
  FwStudyMark day_first, month_first, open;
  FwStudyMark timed;                                      /* a time stands behind the date */
  FwStudyMark days;                                       /* none does */
  FwStudyMark short_year;                                 /* years of two digits */
  guint64 long_years;                                     /* of four, at the end */
  guint first_least, first_most, third_least, third_most; /* numbers of those of short years */
} FwDateStudy;

void fw_date_study_add (FwDateStudy *self, guint64 line, FwText text);
/** fw_date_study_settle: FW_ERROR_INVALID with examples when the column contradicts itself or
 * cannot be decided. @this_year: calls of a later year there are none. */
gboolean
fw_date_study_settle (const FwDateStudy *self, guint this_year, FwDateOrder *order, GError **error);

/** fw_call_time_read: "9:12", "09:12:58.5", "9:12:58 PM", "21.12.58", "0912". @ms: after midnight,
 * 86400000 for "24:00", the end of a day. */
gboolean fw_call_time_read (FwText text, guint *ms);

/** fw_call_time_read_digits: a number of at most @most_digits (4 or 6) of which the first noughts
 * may be lost: "900" is 9:00, of six digits "93015" is 9:30:15. */
gboolean fw_call_time_read_digits (FwText text, guint most_digits, guint *ms);

/** fw_call_time_read_dotted: "9.05", "14.30 Uhr": two parts with a point, which are a time of day
 * in a column of times and a number elsewhere. @ms: after midnight */
gboolean fw_call_time_read_dotted (FwText text, guint *ms);

/** FwDecimalStudy: what the numbers of a list say about the sign before their fraction. */
typedef struct
{
  FwStudyMark point, comma; /* can only be read with that sign */
  FwStudyMark open;         /* "1,234": a fraction or thousands */
} FwDecimalStudy;

void fw_decimal_study_add (FwDecimalStudy *self, guint64 line, FwText cell);
/** fw_decimal_study_settle: FW_ERROR_INVALID with examples when numbers contradict each other or
 * can be read in two ways. @decimal: (out): '.' or ',' */
gboolean fw_decimal_study_settle (const FwDecimalStudy *self, char *decimal, GError **error);

/** fw_call_duration_read: a number of @unit_ms, "mm:ss", "h:mm:ss", "2 days 01:02:03", "PT10M5S",
 * "4m 20s", "2分30秒". @decimal: '.' or ','; the other sign parts thousands. */
gboolean fw_call_duration_read (FwText text, guint unit_ms, char decimal, gint64 *ms);

G_END_DECLS
