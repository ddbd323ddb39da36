/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-case-figures.h"

#include <math.h>
#include <string.h>

#define SECOND ((double) G_USEC_PER_SEC)
#define DAY (24.0 * 3600 * SECOND)
#define Z_95 1.9599639845400545
/* Of fewer the fourth moment says nothing. */
#define LEAST_SPREAD 4

const char *const fw_case_measure_names[FW_N_CASE_MEASURES] = {
  "close", "spread", "response", "kept", "repeated", "departments", "promises", "checklists"
};

/* ---- one case ---- */

gboolean
fw_case_fact_counts (const FwCaseFact *fact, FwCaseMeasure measure)
{
  g_return_val_if_fail (fact != NULL, FALSE);

  switch (measure)
    {
    case FW_CASE_CLOSE:
    case FW_CASE_KEPT:
      return fact->closed != 0;
    case FW_CASE_SPREAD:
      return fact->closed != 0 && fact->complaint;
    case FW_CASE_RESPONSE:
      return fact->answered != 0;
    case FW_CASE_REPEATED:
      return fact->complaint;
    case FW_CASE_PROMISES:
      return fact->promises > 0;
    case FW_CASE_CHECKLISTS:
      return fact->closed != 0 && fact->steps > 0;
    case FW_CASE_DEPARTMENTS:
      return TRUE;
    case FW_N_CASE_MEASURES:
    default:
      return FALSE;
    }
}

double
fw_case_fact_get (const FwCaseFact *fact, FwCaseMeasure measure)
{
  g_return_val_if_fail (fact != NULL, NAN);

  switch (measure)
    {
    case FW_CASE_CLOSE:
    case FW_CASE_SPREAD:
      return (double) (fact->closed - fact->came) / SECOND;
    case FW_CASE_RESPONSE:
      return (double) (fact->answered - fact->came) / SECOND;
    case FW_CASE_KEPT:
      return fact->late ? 0 : 1;
    case FW_CASE_REPEATED:
      return fact->repeated ? 1 : 0;
    case FW_CASE_DEPARTMENTS:
      return 1 + fact->departments;
    case FW_CASE_PROMISES:
      return fact->promises_kept;
    case FW_CASE_CHECKLISTS:
      return fact->steps_done == fact->steps ? 1 : 0;
    case FW_N_CASE_MEASURES:
    default:
      return NAN;
    }
}

/* ---- figures ---- */

typedef struct
{
  guint64 n;
  double sum, squares;
  double mean;
  double second, fourth; /* Σ of powers of what is off the mean */
} Moments;

static void
add_up (const FwCaseFact *const *facts, guint n, FwCaseMeasure measure, Moments *moments)
{
  *moments = (Moments){ 0 };
  for (guint i = 0; i < n; i++)
    if (fw_case_fact_counts (facts[i], measure))
      {
        const double value = fw_case_fact_get (facts[i], measure);

        moments->n++;
        moments->sum += value;
        moments->squares += value * value;
      }
  moments->mean = moments->n > 0 ? moments->sum / (double) moments->n : NAN;
  for (guint i = 0; i < n; i++)
    if (fw_case_fact_counts (facts[i], measure))
      {
        const double off = fw_case_fact_get (facts[i], measure) - moments->mean;

        moments->second += off * off;
        moments->fourth += off * off * off * off;
      }
}

/* Times are no normal distribution: how sure a standard deviation is follows from the fourth moment
 * that they have, on a logarithmic scale, so that its lower limit stays above 0. */
static void
find_spread (const Moments *moments, FwCaseFigure *figure)
{
  const double n = (double) moments->n;
  double spread, kurtosis, error;

  if (moments->n < 2)
    return;
  spread = sqrt (moments->second / (n - 1));
  figure->value = spread;
  if (moments->n < LEAST_SPREAD || !(moments->second > 0))
    return;
  kurtosis = n * moments->fourth / (moments->second * moments->second);
  error = sqrt (MAX (0, (kurtosis - (n - 3) / (n - 1)) / n)) / 2;
  figure->interval = (FwInterval){ spread * exp (-Z_95 * error), spread * exp (Z_95 * error) };
}

/* A mean of one, or of equal ones, has no interval that says anything. */
static void
find_mean (const Moments *moments, FwCaseFigure *figure)
{
  if (moments->n == 0)
    return;
  figure->value = moments->mean;
  if (moments->n > 1 && moments->second > 0)
    figure->interval = fw_interval_mean (moments->n, moments->sum, moments->squares);
}

static void
find_share (guint64 hits, guint64 n, FwCaseFigure *figure)
{
  if (n == 0)
    return;
  figure->value = (double) hits / (double) n;
  figure->interval = fw_interval_wilson (hits, n);
}

static void
find_promises (const FwCaseFact *const *facts, guint n, FwCaseFigure *figure)
{
  guint64 kept = 0;

  figure->n = 0;
  for (guint i = 0; i < n; i++)
    {
      figure->n += facts[i]->promises;
      kept += facts[i]->promises_kept;
    }
  find_share (kept, figure->n, figure);
}

FwCaseFigure
fw_case_figure_find (const FwCaseFact *const *facts, guint n, FwCaseMeasure measure)
{
  FwCaseFigure figure = { .value = NAN, .interval = { NAN, NAN } };
  Moments moments;

  g_return_val_if_fail (facts != NULL || n == 0, figure);
  g_return_val_if_fail (measure < FW_N_CASE_MEASURES, figure);

  add_up (facts, n, measure, &moments);
  figure.n = moments.n;
  switch (measure)
    {
    case FW_CASE_SPREAD:
      find_spread (&moments, &figure);
      break;
    case FW_CASE_KEPT:
    case FW_CASE_REPEATED:
    case FW_CASE_CHECKLISTS:
      find_share ((guint64) (moments.sum + 0.5), moments.n, &figure);
      break;
    case FW_CASE_PROMISES:
      find_promises (facts, n, &figure);
      break;
    case FW_CASE_CLOSE:
    case FW_CASE_RESPONSE:
    case FW_CASE_DEPARTMENTS:
    case FW_N_CASE_MEASURES:
    default:
      find_mean (&moments, &figure);
      break;
    }
  return figure;
}

/* ---- shares of types ---- */

const char *
fw_case_share_to_name (FwCaseShare share)
{
  static const char *const names[] = { "below", "reached", "reached-may-be-chance" };

  g_return_val_if_fail ((guint) share < G_N_ELEMENTS (names), NULL);

  return names[share];
}

FwCaseShare
fw_case_share_judge (guint64 complaints, guint64 all, double threshold, FwInterval *interval)
{
  g_return_val_if_fail (interval != NULL, FW_CASE_SHARE_BELOW);
  g_return_val_if_fail (complaints <= all, FW_CASE_SHARE_BELOW);

  *interval = fw_interval_wilson (complaints, all);
  /* A share is not divided: 15 of 100 is 15 %, whatever 0.15 is in binary. */
  if (complaints == 0 || (double) complaints < threshold * (double) all - 1e-9)
    return FW_CASE_SHARE_BELOW;
  return interval->low >= threshold ? FW_CASE_SHARE_REACHED : FW_CASE_SHARE_CHANCE;
}

/* ---- the same again ---- */

static gint
compare_raised (gconstpointer a, gconstpointer b)
{
  const FwCaseRaised *x = *(const FwCaseRaised *const *) a, *y = *(const FwCaseRaised *const *) b;
  const gint order = strcmp (x->customer, y->customer);
  const gint cause = order != 0 ? order : g_strcmp0 (x->cause, y->cause);

  return cause != 0 ? cause : x->came < y->came ? -1 : x->came > y->came ? 1 : 0;
}

static gboolean
is_same (const FwCaseRaised *a, const FwCaseRaised *b)
{
  return strcmp (a->customer, b->customer) == 0 && g_strcmp0 (a->cause, b->cause) == 0;
}

void
fw_case_find_repeats (FwCaseRaised *raised, guint n, double days)
{
  g_autofree FwCaseRaised **sorted = NULL;
  guint known = 0;

  g_return_if_fail (raised != NULL || n == 0);

  sorted = g_new (FwCaseRaised *, n + 1);
  for (guint i = 0; i < n; i++)
    if (raised[i].customer != NULL)
      sorted[known++] = &raised[i];
  qsort (sorted, known, sizeof *sorted, compare_raised);
  for (guint i = 1; i < known; i++)
    {
      guint before = i;

      /* The last one that came before it, not at the same moment. */
      while (before > 0 && is_same (sorted[before - 1], sorted[i]) &&
             sorted[before - 1]->came == sorted[i]->came)
        before--;
      if (before > 0 && is_same (sorted[before - 1], sorted[i]) &&
          (double) (sorted[i]->came - sorted[before - 1]->came) <= days * DAY)
        sorted[i]->repeated = TRUE;
    }
}
