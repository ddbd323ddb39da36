/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calendar/fw-zone.h"

G_BEGIN_DECLS

/** FwDuty: what one person is planned for on a day, whatever roster it is of. It belongs to the day
 * on which it starts. Hours are those that pass, so that a night is an hour shorter or longer when
 * the clocks change. */
typedef struct
{
  gint32 day;
  gint64 start, end; /* µs UTC; equal: a day without hours of its own */
  gboolean leave;    /* not worked */
  gboolean night;
} FwDuty;

/** fw_duty_is_night: three hours of it lie between 22:00 and 06:00. @start: minutes after midnight
 * by the clock on the wall; @length: minutes by it, which may pass midnight. */
gboolean fw_duty_is_night (guint start, guint length);
/** fw_duty_set_hours: those of @day, by the clock on the wall as above. */
void fw_duty_set_hours (FwDuty *self, FwZone *zone, guint start, guint length);

/** FwDutyLimits: what must be kept; 0: not limited. */
typedef struct
{
  gint64 rest; /* µs between the end of one and the start of the next, at least */
  guint days_in_row, nights_in_row;
  gint64 week_least, week_most; /* µs from Monday to Sunday */
} FwDutyLimits;

typedef enum
{
  FW_DUTY_OVERLAP, /* value: µs that both cover */
  FW_DUTY_REST,    /* value: µs of rest before it */
  FW_DUTY_DAYS,    /* value: days in a row with it */
  FW_DUTY_NIGHTS,
  FW_DUTY_WEEK_MOST,  /* value: µs of the whole week */
  FW_DUTY_WEEK_LEAST, /* the same; on the last day of the week */
  FW_DUTY_N_RULES
} FwDutyRule;

/** FwDutyBreach: a limit that is not kept, on the day with which it breaks. */
typedef struct
{
  FwDutyRule rule;
  gint32 day;
  gint64 value, limit; /* in the unit of the rule */
} FwDutyBreach;

/**
 * fw_duty_find_breaches:
 * @duties: (array length=n): of one person, by day
 * @from, @to: the days, both included, of which all duties are known. Weeks that lie within are
 *   held to their least; a week with leave is not, nor one without any duty.
 * Returns: (transfer full) (element-type FwDutyBreach): by day, of one day by rule.
 */
GArray *fw_duty_find_breaches (
    const FwDuty *duties, guint n, const FwDutyLimits *limits, gint32 from, gint32 to);

/** fw_duty_stood_before: whether @breach was among those of @before already, and is no worse now. A
 * week is a week, whichever day takes it over. */
gboolean fw_duty_stood_before (const GArray *before, const FwDutyBreach *breach);

G_END_DECLS
