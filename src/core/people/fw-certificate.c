/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-certificate.h"

#include <stdlib.h>

#include "core/calendar/fw-civil.h"
#include "core/calendar/fw-months.h"
#include "core/calendar/fw-zone.h"

/* ---- where a period ends ---- */

static gint32
end_months (const FwCertificateScheme *scheme, gint32 from, guint months)
{
  return scheme->end == FW_PERIOD_END_DAY_BEFORE ? fw_months_add_to_day_before (from, (gint) months)
                                                 : fw_months_add (from, (gint) months);
}

static gint32
end_half_year (gint32 passed)
{
  gint year;
  guint month, day;

  fw_date_to_civil (passed, &year, &month, &day);
  return month <= 6 ? fw_date_from_civil (year, 12, 31) : fw_date_from_civil (year + 1, 6, 30);
}

static gint32
end_fixed (const FwCertificateScheme *scheme, gint32 passed)
{
  gint32 least = fw_months_add (passed, (gint) scheme->minimum_active_months);
  gint32 first = G_MAXINT32;
  gint start;
  guint month, day;

  fw_date_to_civil (least, &start, &month, &day);
  for (guint i = 0; i < scheme->n_fixed; i++)
    for (gint year = start; year <= start + 1; year++)
      {
        const FwYearDay *at = &scheme->fixed[i];
        guint length = fw_civil_get_month_length ((guint) year, at->month);
        gint32 date = fw_date_from_civil (year, at->month, MIN (at->day, length));

        if (date >= least)
          first = MIN (first, date);
      }
  return first;
}

/* The end of the first anniversary's period that is later than @after and not before @passed.
 * Counted from the anchor each time: chained months would lose their day. */
static gint32
end_anniversary (const FwCertificateScheme *scheme, gint32 anchor, gint32 after, gint32 passed)
{
  guint months = scheme->months;
  gint32 end = end_months (scheme, anchor, months);

  while ((end <= after || end < passed) && months + scheme->months <= FW_MONTHS_MOST)
    {
      months += scheme->months;
      end = end_months (scheme, anchor, months);
    }
  return end;
}

static gint32
find_end (const FwCertificateScheme *scheme, gint32 anchor, gint32 after, gint32 passed)
{
  switch (scheme->validity)
    {
    case FW_VALIDITY_COMPLETION:
      return end_months (scheme, passed, scheme->months);
    case FW_VALIDITY_ANNIVERSARY:
      return end_anniversary (scheme, anchor, after, passed);
    case FW_VALIDITY_HALF_YEAR:
      return end_half_year (passed);
    case FW_VALIDITY_MONTH:
      return fw_months_get_end (passed, 1);
    case FW_VALIDITY_FIXED:
      return end_fixed (scheme, passed);
    case FW_N_VALIDITIES:
    default:
      g_return_val_if_reached (passed);
    }
}

/* ---- one event ---- */

static void
begin_period (const FwCertificateScheme *scheme,
              FwCertificateStep *step,
              FwCertificateEffect effect,
              gint32 until)
{
  step->effect = effect;
  step->made = TRUE;
  step->held = TRUE;
  step->period = (FwCertificatePeriod){
    .valid_from = step->event.date,
    .valid_until = until,
    .window_opens = until - (gint32) scheme->window_days,
    .grace_until = until + (gint32) scheme->grace_days,
    .on_roster_in_grace = scheme->on_roster_in_grace,
  };
}

static void
begin_chain (const FwCertificateScheme *scheme, FwCertificateStep *step, FwCertificateEffect effect)
{
  gint32 passed = step->event.date;

  step->anchor = passed;
  begin_period (scheme, step, effect, find_end (scheme, passed, G_MININT32, passed));
}

static void
pass (const FwCertificateScheme *scheme, FwCertificateStep *step)
{
  gint32 date = step->event.date, until = step->period.valid_until;

  if (!step->held)
    begin_chain (scheme, step, FW_EFFECT_NEW);
  else if (step->revoked)
    {
      step->revoked = FALSE;
      begin_chain (scheme, step, FW_EFFECT_NEW_AFTER_REVOCATION);
    }
  else if (date > step->period.grace_until)
    begin_chain (scheme, step, FW_EFFECT_LAPSED_NEW);
  else if (scheme->validity == FW_VALIDITY_ANNIVERSARY && date < step->period.window_opens)
    step->effect = FW_EFFECT_TOO_EARLY;
  else
    begin_period (scheme, step, date > until ? FW_EFFECT_RENEWED_IN_GRACE : FW_EFFECT_RENEWED,
                  MAX (until, find_end (scheme, step->anchor, until, date)));
}

static void
take (const FwCertificateScheme *scheme, FwCertificateStep *step)
{
  switch (step->event.kind)
    {
    case FW_CERTIFICATE_PASS:
      pass (scheme, step);
      break;
    case FW_CERTIFICATE_SUSPEND:
      if (step->held && !step->revoked && !step->suspended)
        {
          step->suspended = TRUE;
          step->effect = FW_EFFECT_SUSPENDED;
        }
      break;
    case FW_CERTIFICATE_REINSTATE:
      if (step->suspended)
        {
          step->suspended = FALSE;
          step->effect = FW_EFFECT_REINSTATED;
        }
      break;
    case FW_CERTIFICATE_REVOKE:
      if (step->held && !step->revoked)
        {
          step->revoked = TRUE;
          step->suspended = FALSE; /* it was of the certificate that ends with this */
          step->effect = FW_EFFECT_REVOKED;
        }
      break;
    case FW_CERTIFICATE_FAIL:
    case FW_N_CERTIFICATE_EVENTS:
    default:
      break;
    }
}

/* ---- all events ---- */

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const FwCertificateEvent *x = (const FwCertificateEvent *) a, *y = (const FwCertificateEvent *) b;

  if (x->date != y->date)
    return x->date < y->date ? -1 : 1;
  return (int) x->kind - (int) y->kind;
}

/* At @i begin the suspensions of a day. Where the person is suspended already they can only follow
 * the reinstatement of that day. */
static void
order_suspensions (FwCertificateEvent *events, guint n, guint i)
{
  guint reinstatements = 0, k = i;

  for (; k < n && events[k].date == events[i].date && events[k].kind <= FW_CERTIFICATE_REINSTATE;
       k++)
    reinstatements += events[k].kind == FW_CERTIFICATE_REINSTATE;
  for (guint at = i; at < k; at++)
    events[at].kind = at < i + reinstatements ? FW_CERTIFICATE_REINSTATE : FW_CERTIFICATE_SUSPEND;
}

static void
sort_events (FwCertificateEvent *events, guint n)
{
  for (guint i = 1; i < n; i++)
    if (compare_events (&events[i - 1], &events[i]) > 0)
      {
        qsort (events, n, sizeof *events, compare_events);
        return;
      }
}

void
fw_certificate_fold_versions (const FwCertificateVersion *versions,
                              guint n_versions,
                              FwCertificateEvent *events,
                              guint n,
                              FwCertificateStep *steps)
{
  FwCertificateStep step = { 0 };
  guint version = 0;

  g_return_if_fail (versions != NULL && n_versions > 0);
  g_return_if_fail (n == 0 || (events != NULL && steps != NULL));

  sort_events (events, n);
  for (guint i = 0; i < n; i++)
    {
      gboolean again;

      if (events[i].kind == FW_CERTIFICATE_SUSPEND && step.suspended &&
          (i == 0 || events[i - 1].date != events[i].date ||
           events[i - 1].kind < FW_CERTIFICATE_SUSPEND))
        order_suspensions (events, n, i);
      again = i > 0 && compare_events (&events[i - 1], &events[i]) == 0;
      while (version + 1 < n_versions && versions[version + 1].from <= events[i].date)
        version++;
      step.event = events[i];
      step.effect = FW_EFFECT_RECORDED;
      step.made = FALSE;
      if (!again)
        take (&versions[version].scheme, &step);
      steps[i] = step;
    }
}

void
fw_certificate_fold (const FwCertificateScheme *scheme,
                     FwCertificateEvent *events,
                     guint n,
                     FwCertificateStep *steps)
{
  FwCertificateVersion version = { .from = G_MININT32 };

  g_return_if_fail (scheme != NULL);

  version.scheme = *scheme;
  fw_certificate_fold_versions (&version, 1, events, n, steps);
}

/* ---- as of a day ---- */

static FwCertificateState
find_state (const FwCertificateStep *step, gint32 day)
{
  if (step->revoked)
    return FW_CERTIFICATE_REVOKED;
  if (step->suspended)
    return FW_CERTIFICATE_SUSPENDED;
  if (day <= step->period.valid_until)
    return day >= step->period.window_opens ? FW_CERTIFICATE_WINDOW : FW_CERTIFICATE_VALID;
  return day <= step->period.grace_until ? FW_CERTIFICATE_GRACE : FW_CERTIFICATE_EXPIRED;
}

FwCertificateStanding
fw_certificate_stand (const FwCertificateStep *steps, guint n, gint32 day)
{
  FwCertificateStanding standing = { .state = FW_CERTIFICATE_NONE };
  const FwCertificateStep *step;

  g_return_val_if_fail (n == 0 || steps != NULL, standing);

  while (n > 0 && steps[n - 1].event.date > day)
    n--;
  if (n == 0 || !steps[n - 1].held)
    return standing;

  step = &steps[n - 1];
  standing.state = find_state (step, day);
  standing.days_left = step->period.valid_until - day;
  standing.on_roster = standing.state == FW_CERTIFICATE_VALID ||
                       standing.state == FW_CERTIFICATE_WINDOW ||
                       (standing.state == FW_CERTIFICATE_GRACE && step->period.on_roster_in_grace);
  return standing;
}

FwWarning
fw_warning_find (gint32 valid_until, const guint *days, guint n, guint32 settled, gint32 today)
{
  FwWarning warning = { .days_left = valid_until - today, .settled = settled };
  guint found = n;

  g_return_val_if_fail (n <= FW_WARNING_MOST && (n == 0 || days != NULL), warning);

  if (warning.days_left < 0)
    return warning;
  for (guint i = 0; i < n; i++)
    if ((gint64) warning.days_left <= (gint64) days[i] && (settled & (1u << i)) == 0)
      {
        warning.settled |= 1u << i;
        warning.skipped |= 1u << i;
        if (found == n || days[i] < days[found])
          found = i;
      }
  if (found == n)
    return warning;

  warning.due = TRUE;
  warning.at = days[found];
  warning.skipped &= ~(1u << found);
  return warning;
}
