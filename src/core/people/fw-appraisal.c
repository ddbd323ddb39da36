/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-appraisal.h"

#include <math.h>
#include <string.h>

#include "core/calendar/fw-civil.h"
#include "core/fw-name.h"
#include "core/metric/fw-metric.h"
#include "core/people/fw-growth.h"

static const struct
{
  const char *name, *least;
} measures[FW_N_INDICATED] = {
  [FW_INDICATED_CSAT] = { "csat", "least-ratings" },
  [FW_INDICATED_HANDLING] = { "handling", "least-contacts" },
  [FW_INDICATED_FIRST_CONTACT] = { "first-contact", "least-contacts" },
  [FW_INDICATED_TRANSFERS] = { "transfers", "least-contacts" },
  [FW_INDICATED_ERRORS] = { "errors", "least-contacts" },
  [FW_INDICATED_REVIEWS] = { "reviews", "appraisal-least-reviews" },
  [FW_INDICATED_STANDARDS] = { "standards", "appraisal-least-reviews" },
  [FW_INDICATED_KNOWLEDGE] = { "knowledge", "appraisal-least-raters" },
  [FW_INDICATED_SKILL] = { "skill", "appraisal-least-raters" },
  [FW_INDICATED_BEHAVIOUR] = { "behaviour", "appraisal-least-raters" },
  [FW_INDICATED_CERTIFICATES] = { "certificates", NULL },
  [FW_INDICATED_READINESS] = { "readiness", NULL },
  [FW_INDICATED_WORKS] = { "works", NULL },
  [FW_INDICATED_AWARDS] = { "awards", NULL },
  [FW_INDICATED_TEAM_HANDLING] = { "team-handling", "least-contacts" },
  [FW_INDICATED_RISEN] = { "risen", NULL },
};

FwIndicated
fw_indicated_from_name (const char *name)
{
  for (guint i = 0; name != NULL && i < FW_N_INDICATED; i++)
    if (strcmp (measures[i].name, name) == 0)
      return (FwIndicated) i;
  return FW_N_INDICATED;
}

const char *
fw_indicated_to_name (FwIndicated measure)
{
  g_return_val_if_fail (measure < FW_N_INDICATED, NULL);
  return measures[measure].name;
}

const char *
fw_indicated_get_least_policy (FwIndicated measure)
{
  g_return_val_if_fail (measure < FW_N_INDICATED, NULL);
  return measures[measure].least;
}

/* ---- periods ---- */

static void
name_period (FwAppraisalPeriod *self, guint year, guint first, guint last)
{
  const guint months = last - first + 1;

  if (months == 12)
    g_snprintf (self->name, sizeof self->name, "%04u", year);
  else if (months == 6 && first % 6 == 1)
    g_snprintf (self->name, sizeof self->name, "%04u H%u", year, first / 6 + 1);
  else if (months == 3 && first % 3 == 1)
    g_snprintf (self->name, sizeof self->name, "%04u Q%u", year, first / 3 + 1);
  else if (months == 1)
    g_snprintf (self->name, sizeof self->name, "%04u-%02u", year, first);
  else
    g_snprintf (self->name, sizeof self->name, "%04u-%02u/%02u", year, first, last);
}

void
fw_appraisal_period_find (gint32 day, guint months, FwAppraisalPeriod *period)
{
  guint year, month, number, first, last;

  g_return_if_fail (months >= 1 && months <= 12 && period != NULL);

  fw_civil_from_days (day, &year, &month, &number);
  first = (month - 1) / months * months + 1;
  last = MIN (first + months - 1, 12);
  period->from = fw_civil_to_days (year, first, 1);
  period->to = fw_civil_to_days (year, last, fw_civil_get_month_length (year, last));
  name_period (period, MIN (year, 9999), first, last);
}

/* ---- points ---- */

double
fw_indicator_score (const FwIndicator *self, double value)
{
  g_return_val_if_fail (self != NULL && self->target != self->nothing, 0);

  return CLAMP ((value - self->nothing) / (self->target - self->nothing), 0, 1) * 100;
}

FwAppraisalPart
fw_appraisal_part_find (const FwIndicator *indicator, const FwMeasured *figure)
{
  FwAppraisalPart part = { NAN, 0, 100 };
  double low, high;

  g_return_val_if_fail (indicator != NULL, part);

  if (figure == NULL || isnan (figure->low) || figure->n < indicator->least)
    return part;
  low = fw_indicator_score (indicator, figure->low);
  high = fw_indicator_score (indicator, figure->high);
  if (!isnan (figure->value))
    part.points = fw_indicator_score (indicator, figure->value);
  part.low = MIN (low, high);
  part.high = MAX (low, high);
  return part;
}

/* ---- the total ---- */

typedef struct
{
  double sum, below, above; /* squares */
} Sum;

static void
add (Sum *self, double weight, const FwAppraisalPart *part)
{
  self->sum += weight * part->points;
  self->below += pow (weight * (part->points - part->low), 2);
  self->above += pow (weight * (part->high - part->points), 2);
}

FwAppraisalTotal
fw_appraisal_total (const FwIndicator *indicators,
                    const FwAppraisalPart *parts,
                    guint n,
                    double rest_weight,
                    double rest)
{
  g_autofree FwScorePart *scores = g_new0 (FwScorePart, n + 1);
  FwAppraisalTotal total = { .total = NAN, .rescaled = NAN };
  double least = 0, beyond = 0;
  FwAppraisal found;
  Sum sum = { 0 };

  g_return_val_if_fail (n == 0 || (indicators != NULL && parts != NULL), total);

  for (guint i = 0; i < n; i++)
    {
      const gboolean known = !isnan (parts[i].points);

      scores[i] =
          (FwScorePart){ indicators[i].weight, known ? parts[i].points : 0, known ? 1 : 0, 1 };
      if (known)
        add (&sum, indicators[i].weight / 100, &parts[i]);
      else
        {
          /* Something may be known of it all the same. */
          least += indicators[i].weight / 100 * parts[i].low;
          beyond += indicators[i].weight / 100 * (100 - parts[i].high);
        }
    }
  scores[n] = (FwScorePart){ rest_weight, isnan (rest) ? 0 : rest, isnan (rest) ? 0 : 1, 1 };
  found = fw_appraisal_find (scores, rest_weight > 0 ? n + 1 : n);
  total.total = found.total;
  total.rescaled = found.rescaled;
  total.unknown = found.insufficient;
  total.floor = found.low + least;
  total.ceil = found.high - beyond;
  total.low = MAX (0, total.floor - sqrt (sum.below));
  total.high = MIN (100, total.ceil + sqrt (sum.above));
  return total;
}

/* ---- who stands together ---- */

typedef struct
{
  double low, high;
  guint place;
} Range;

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const Range *x = a, *y = b;

  if (x->high != y->high)
    return x->high < y->high ? 1 : -1;
  return (x->place > y->place) - (x->place < y->place);
}

guint
fw_appraisal_group (const double *lows, const double *highs, guint n, guint *groups)
{
  g_autofree Range *ranges = g_new (Range, n + 1);
  double lowest = INFINITY;
  guint group = 0;

  g_return_val_if_fail (n == 0 || (lows != NULL && highs != NULL && groups != NULL), 0);

  for (guint i = 0; i < n; i++)
    ranges[i] = (Range){ lows[i], highs[i], i };
  qsort (ranges, n, sizeof (Range), compare_ranges);
  for (guint i = 0; i < n; i++)
    {
      if (group == 0 || ranges[i].high < lowest)
        group++;
      lowest = MIN (lowest, ranges[i].low);
      groups[ranges[i].place] = group;
    }
  return group;
}

void
fw_appraisal_place (const double *lows, const double *highs, guint n, guint *higher, guint *lower)
{
  g_return_if_fail (n == 0 || (lows != NULL && highs != NULL && higher != NULL && lower != NULL));

  for (guint i = 0; i < n; i++)
    {
      higher[i] = lower[i] = 0;
      for (guint j = 0; j < n; j++)
        {
          higher[i] += lows[j] > highs[i];
          lower[i] += highs[j] < lows[i];
        }
    }
}

/* ---- the view from all sides ---- */

static const char *const views[FW_N_VIEWS] = {
  [FW_VIEW_SUPERIOR] = "superior", [FW_VIEW_PEER] = "peer", [FW_VIEW_CUSTOMER] = "customer",
  [FW_VIEW_TEAM] = "team",         [FW_VIEW_SELF] = "self",
};

FwView
fw_view_from_name (const char *name)
{
  guint view = FW_N_VIEWS;

  fw_name_find (views, FW_N_VIEWS, fw_text (name), &view);
  return (FwView) view;
}

const char *
fw_view_to_name (FwView view)
{
  g_return_val_if_fail (view < FW_N_VIEWS, NULL);
  return views[view];
}

gboolean
fw_view_is_open (FwView view, guint n, guint least)
{
  return view == FW_VIEW_SELF ? n > 0 : n > 0 && n >= least;
}

/* What the open sides say. */
typedef struct
{
  double all, open;         /* shares */
  double sum, below, above; /* shares × mean, and squares of shares × what it may be off by */
  guint n;
} Sides;

static void
add_side (Sides *self, const FwViewSums *side, double share)
{
  const double mean = side->sum / side->n;
  const FwInterval interval = fw_interval_mean (side->n, side->sum, side->squares);

  self->open += share;
  self->sum += share * mean;
  self->below += pow (share * (mean - MAX (FW_VIEW_LEAST, interval.low)), 2);
  self->above += pow (share * (MIN (FW_VIEW_MOST, interval.high) - mean), 2);
  self->n += side->n;
}

FwMeasured
fw_view_find (const FwViewSums *sides, const double *shares, guint least)
{
  FwMeasured found = { NAN, NAN, NAN, 0 };
  Sides sum = { 0 };
  double closed;

  g_return_val_if_fail (sides != NULL && shares != NULL, found);

  for (guint i = 0; i < FW_N_VIEWS; i++)
    {
      if (i == FW_VIEW_SELF || shares[i] <= 0)
        continue;
      sum.all += shares[i];
      if (fw_view_is_open ((FwView) i, sides[i].n, least))
        add_side (&sum, &sides[i], shares[i]);
    }
  if (sum.open <= 0)
    return found;
  closed = sum.all - sum.open;
  found.n = sum.n;
  if (closed <= 0)
    found.value = sum.sum / sum.all;
  found.low = MAX (FW_VIEW_LEAST, (sum.sum + closed * FW_VIEW_LEAST - sqrt (sum.below)) / sum.all);
  found.high = MIN (FW_VIEW_MOST, (sum.sum + closed * FW_VIEW_MOST + sqrt (sum.above)) / sum.all);
  return found;
}
