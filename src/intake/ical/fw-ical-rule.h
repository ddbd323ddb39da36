/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Recurrence rules of RFC 5545, 3.3.10. Times are those of a wall clock: seconds since 1970-01-01
 * 00:00 as it would show them, whatever its zone. */

#define FW_ICAL_DAY G_GINT64_CONSTANT (86400)
#define FW_ICAL_MOST_VALUES 128

typedef enum
{
  FW_ICAL_SECONDLY,
  FW_ICAL_MINUTELY,
  FW_ICAL_HOURLY,
  FW_ICAL_DAILY,
  FW_ICAL_WEEKLY,
  FW_ICAL_MONTHLY,
  FW_ICAL_YEARLY
} FwIcalFrequency;

/** FwIcalNumbers: a list of a rule, without the same twice. */
typedef struct
{
  guint n;
  gint16 values[FW_ICAL_MOST_VALUES];
} FwIcalNumbers;

typedef enum
{
  FW_ICAL_BY_SECOND,
  FW_ICAL_BY_MINUTE,
  FW_ICAL_BY_HOUR,
  FW_ICAL_BY_DAY, /* 10 times which, 0 for every one, plus the weekday, 1 (Monday) to 7; with the
                     sign of which */
  FW_ICAL_BY_MONTH_DAY,
  FW_ICAL_BY_YEAR_DAY,
  FW_ICAL_BY_WEEK,
  FW_ICAL_BY_MONTH,
  FW_ICAL_BY_POSITION,
  FW_ICAL_N_BY
} FwIcalBy;

typedef struct
{
  FwIcalFrequency frequency;
  guint interval;
  guint count; /* 0: none */
  gboolean has_until;
  gboolean until_utc;
  gint64 until;     /* the last that may be; a day alone is its first second */
  guint week_start; /* 1 (Monday) to 7 */
  FwIcalNumbers by[FW_ICAL_N_BY];
} FwIcalRule;

/** fw_ical_rule_parse: Returns: (nullable) (transfer full): NULL, or why no shift can follow it. */
char *fw_ical_rule_parse (FwIcalRule *self, const char *text);

/** FwIcalRepeat: goes through what a rule makes, in order. */
typedef struct
{
  const FwIcalRule *rule;
  gint64 start, last;
  gboolean is_date;
  gboolean began; /* the start counts, whether or not the rule hits it */
  guint64 step, budget;
  guint given;
  GArray *found; /* gint64, of one period */
  guint next;
  gboolean ended;
  gboolean exhausted; /* no more was looked for, and there may be more */
} FwIcalRepeat;

/**
 * fw_ical_repeat_init:
 * @start: of the first
 * @last: nothing later is wanted
 * @start_counts: the start is the first in any case, as of an event; else only what the rule makes
 */
void fw_ical_repeat_init (FwIcalRepeat *self,
                          const FwIcalRule *rule,
                          gint64 start,
                          gint64 last,
                          gboolean is_date,
                          gboolean start_counts);
gboolean fw_ical_repeat_next (FwIcalRepeat *self, gint64 *wall);
void fw_ical_repeat_clear (FwIcalRepeat *self);

G_END_DECLS
