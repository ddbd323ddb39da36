/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/statistics/fw-agreement.h"

#include "core/fw-name.h"

#include <math.h>
#include <stdlib.h>

static const char *const levels[FW_N_LEVELS] = { "nominal", "ordinal", "interval", "ratio" };

const char *
fw_level_to_name (FwLevel level)
{
  g_return_val_if_fail (level < FW_N_LEVELS, NULL);

  return levels[level];
}

gboolean
fw_level_from_name (const char *name, FwLevel *level)
{
  guint index;

  g_return_val_if_fail (name != NULL && level != NULL, FALSE);

  if (!fw_name_find (levels, FW_N_LEVELS, fw_text (name), &index))
    return FALSE;
  *level = (FwLevel) index;
  return TRUE;
}

/* ---- Krippendorff's alpha ---- */

/* The distinct values, how often each is paired, and how many are below it. */
typedef struct
{
  FwLevel level;
  double *values;
  double *counts;
  double *below;
  guint n;
} Values;

static int
compare_values (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static guint
find_value (const Values *self, double value)
{
  const double *at = bsearch (&value, self->values, self->n, sizeof value, compare_values);

  return (guint) (at - self->values);
}

static guint
count_ratings (const double *unit, guint n_raters)
{
  guint n = 0;

  for (guint i = 0; i < n_raters; i++)
    n += !isnan (unit[i]);
  return n;
}

static void
collect_values (Values *self, const double *values, guint n_units, guint n_raters)
{
  guint n = 0;

  self->values = g_new (double, (gsize) n_units *n_raters + 1);
  self->counts = g_new0 (double, (gsize) n_units *n_raters + 1);
  self->below = g_new0 (double, (gsize) n_units *n_raters + 1);
  for (guint u = 0; u < n_units; u++)
    if (count_ratings (values + (gsize) u * n_raters, n_raters) >= 2)
      for (guint i = 0; i < n_raters; i++)
        if (!isnan (values[(gsize) u * n_raters + i]))
          self->values[n++] = values[(gsize) u * n_raters + i];
  qsort (self->values, n, sizeof (double), compare_values);
  for (guint i = 0; i < n; i++)
    {
      if (i == 0 || self->values[i] > self->values[self->n - 1])
        self->values[self->n++] = self->values[i];
      self->counts[self->n - 1]++;
    }
  for (guint i = 1; i < self->n; i++)
    self->below[i] = self->below[i - 1] + self->counts[i - 1];
}

/* Where a value lies: by itself, or in the middle of those that share its rank. */
static double
get_place (const Values *self, guint at)
{
  return self->level == FW_LEVEL_ORDINAL ? self->below[at] + self->counts[at] / 2
                                         : self->values[at];
}

/* The squared difference of two values. */
static double
differ (const Values *self, guint a, guint b)
{
  double x = get_place (self, a), y = get_place (self, b);

  if (a == b)
    return 0;
  switch (self->level)
    {
    case FW_LEVEL_ORDINAL:
    case FW_LEVEL_INTERVAL:
      return (x - y) * (x - y);
    case FW_LEVEL_RATIO:
      return (x - y) * (x - y) / ((x + y) * (x + y));
    case FW_LEVEL_NOMINAL:
    case FW_N_LEVELS:
    default:
      return 1;
    }
}

/* Adds the differences of the pairs of one unit; @found has room for its ratings. */
static void
add_unit (const Values *self,
          const double *unit,
          guint n_raters,
          guint *found,
          double *observed,
          double *equal)
{
  guint m = 0;

  for (guint i = 0; i < n_raters; i++)
    if (!isnan (unit[i]))
      found[m++] = find_value (self, unit[i]);
  for (guint i = 0; i < m; i++)
    for (guint k = 0; k < i; k++)
      {
        *observed +=
            2 * differ (self, MIN (found[i], found[k]), MAX (found[i], found[k])) / (m - 1);
        *equal += found[i] == found[k] ? 2.0 / (m - 1) : 0;
      }
}

/* Of all ordered pairs of paired values. Squares of distances sum up around their mean, and ranks
 * are distances too; only ratios need each pair of different values. */
static double
expect (const Values *self)
{
  double n = 0, mean = 0, sum = 0;

  for (guint i = 0; i < self->n; i++)
    n += self->counts[i];
  if (self->level == FW_LEVEL_RATIO)
    {
      for (guint i = 0; i < self->n; i++)
        for (guint k = i + 1; k < self->n; k++)
          sum += 2 * self->counts[i] * self->counts[k] * differ (self, i, k);
      return sum;
    }
  if (self->level == FW_LEVEL_NOMINAL)
    {
      for (guint i = 0; i < self->n; i++)
        sum += self->counts[i] * (n - self->counts[i]);
      return sum;
    }
  for (guint i = 0; i < self->n; i++)
    mean += self->counts[i] * get_place (self, i) / n;
  for (guint i = 0; i < self->n; i++)
    sum += self->counts[i] * pow (get_place (self, i) - mean, 2);
  return 2 * n * sum;
}

FwAlpha
fw_alpha_find (const double *values, guint n_units, guint n_raters, FwLevel level)
{
  FwAlpha alpha = { .alpha = NAN, .agreement = NAN };
  Values all = { .level = level };
  g_autofree guint *found = g_new (guint, n_raters + 1);
  double observed = 0, equal = 0, expected;

  g_return_val_if_fail (n_units == 0 || n_raters == 0 || values != NULL, alpha);
  g_return_val_if_fail (level < FW_N_LEVELS, alpha);

  collect_values (&all, values, n_units, n_raters);
  for (guint u = 0; u < n_units; u++)
    {
      const double *unit = values + (gsize) u * n_raters;
      guint n = count_ratings (unit, n_raters);

      if (n < 2)
        continue;
      alpha.n_units++;
      alpha.n_values += n;
      add_unit (&all, unit, n_raters, found, &observed, &equal);
    }
  expected = expect (&all);
  if (alpha.n_values > 0)
    alpha.agreement = equal / alpha.n_values;
  if (expected > 0)
    alpha.alpha = 1 - (alpha.n_values - 1) * observed / expected;
  g_free (all.values);
  g_free (all.counts);
  g_free (all.below);
  return alpha;
}

/* ---- Cohen's kappa ---- */

static double
weigh (FwKappaWeights weights, guint i, guint k, guint size)
{
  double apart = size > 1 ? fabs ((double) i - (double) k) / (size - 1) : 0;

  if (weights == FW_KAPPA_PLAIN)
    return i == k ? 1 : 0;
  return weights == FW_KAPPA_LINEAR ? 1 - apart : 1 - apart * apart;
}

/* Fleiss, Cohen and Everitt (1969), not under the hypothesis of 0. */
static double
find_kappa_error (const guint64 *table,
                  guint size,
                  const double *rows,
                  const double *columns,
                  FwKappa *kappa,
                  double chance)
{
  double k = kappa->kappa, n = (double) kappa->n, sum = 0;

  for (guint i = 0; i < size; i++)
    for (guint j = 0; j < size; j++)
      {
        double share = (double) table[i * size + j] / n;

        sum += i == j ? share * pow (1 - (rows[i] + columns[i]) * (1 - k), 2)
                      : share * pow ((columns[i] + rows[j]) * (1 - k), 2);
      }
  return sqrt (MAX (0, sum - pow (k - chance * (1 - k), 2)) / n) / (1 - chance);
}

static double
find_ac1 (const double *rows, const double *columns, guint size, double agreement)
{
  double chance = 0;

  if (size < 2)
    return NAN;
  for (guint i = 0; i < size; i++)
    {
      double share = (rows[i] + columns[i]) / 2;

      chance += share * (1 - share) / (size - 1);
    }
  return (agreement - chance) / (1 - chance);
}

FwKappa
fw_kappa_find (const guint64 *table, guint size, FwKappaWeights weights)
{
  FwKappa kappa = { NAN, NAN, NAN, NAN, 0 };
  g_autofree double *rows = g_new0 (double, size + 1), *columns = g_new0 (double, size + 1);
  double agreed = 0, chance = 0, plain = 0;

  g_return_val_if_fail (size == 0 || table != NULL, kappa);

  for (guint i = 0; i < size * size; i++)
    kappa.n += table[i];
  if (kappa.n == 0)
    return kappa;
  for (guint i = 0; i < size; i++)
    for (guint k = 0; k < size; k++)
      {
        double share = (double) table[i * size + k] / (double) kappa.n;

        rows[i] += share;
        columns[k] += share;
        agreed += share * weigh (weights, i, k, size);
        plain += i == k ? share : 0;
      }
  for (guint i = 0; i < size; i++)
    for (guint k = 0; k < size; k++)
      chance += rows[i] * columns[k] * weigh (weights, i, k, size);
  kappa.agreement = plain;
  kappa.ac1 = find_ac1 (rows, columns, size, plain);
  if (1 - chance < 1e-12)
    return kappa;
  kappa.kappa = (agreed - chance) / (1 - chance);
  if (weights == FW_KAPPA_PLAIN)
    kappa.error = find_kappa_error (table, size, rows, columns, &kappa, chance);
  return kappa;
}

/* ---- Fleiss' kappa ---- */

gboolean
fw_fleiss_find (const guint *counts, guint n_subjects, guint n_categories, FwFleiss *fleiss)
{
  g_autofree double *shares = g_new0 (double, n_categories + 1);
  double agreement = 0, chance = 0, gwet = 0;
  guint raters = 0;

  g_return_val_if_fail (fleiss != NULL && (n_subjects == 0 || counts != NULL), FALSE);

  for (guint s = 0; s < n_subjects; s++)
    {
      guint here = 0;
      double pairs = 0;

      for (guint c = 0; c < n_categories; c++)
        {
          double n = counts[s * n_categories + c];

          here += counts[s * n_categories + c];
          pairs += n * (n - 1);
          shares[c] += n;
        }
      if (here < 2 || (s > 0 && here != raters))
        return FALSE;
      raters = here;
      agreement += pairs / ((double) raters * (raters - 1));
    }
  if (n_subjects == 0)
    return FALSE;

  agreement /= n_subjects;
  for (guint c = 0; c < n_categories; c++)
    {
      double share = shares[c] / ((double) n_subjects * raters);

      chance += share * share;
      gwet += n_categories > 1 ? share * (1 - share) / (n_categories - 1) : 0;
    }
  *fleiss = (FwFleiss){
    .kappa = 1 - chance < 1e-12 ? NAN : (agreement - chance) / (1 - chance),
    .agreement = agreement,
    .chance = chance,
    .ac1 = n_categories > 1 ? (agreement - gwet) / (1 - gwet) : NAN,
  };
  return TRUE;
}

/* ---- intraclass correlation ---- */

static void
find_mean_squares (const double *values, guint n, guint k, FwIcc *icc)
{
  g_autofree double *columns = g_new0 (double, k);
  double grand = 0, between = 0, raters = 0, total = 0, size = (double) n * k;

  for (gsize i = 0; i < (gsize) n * k; i++)
    grand += values[i] / size;
  for (guint i = 0; i < n; i++)
    {
      double row = 0;

      for (guint j = 0; j < k; j++)
        {
          double apart = values[(gsize) i * k + j] - grand;

          row += apart;
          columns[j] += apart;
          total += apart * apart;
        }
      between += row * row / k;
    }
  for (guint j = 0; j < k; j++)
    raters += columns[j] * columns[j] / n;
  icc->between = between / (n - 1);
  icc->raters = raters / (k - 1);
  icc->residual = MAX (0, total - between - raters) / ((double) (n - 1) * (k - 1));
  icc->within = MAX (0, total - between) / ((double) n * (k - 1));
}

gboolean
fw_icc_find (const double *values, guint n_targets, guint n_raters, FwIcc *icc)
{
  double n = n_targets, k = n_raters;

  g_return_val_if_fail (values != NULL && icc != NULL, FALSE);

  if (n_targets < 2 || n_raters < 2)
    return FALSE;
  find_mean_squares (values, n_targets, n_raters, icc);
  icc->one[0] = (icc->between - icc->within) / (icc->between + (k - 1) * icc->within);
  icc->one[1] = (icc->between - icc->residual) /
                (icc->between + (k - 1) * icc->residual + k * (icc->raters - icc->residual) / n);
  icc->one[2] = (icc->between - icc->residual) / (icc->between + (k - 1) * icc->residual);
  icc->mean[0] = (icc->between - icc->within) / icc->between;
  icc->mean[1] =
      (icc->between - icc->residual) / (icc->between + (icc->raters - icc->residual) / n);
  icc->mean[2] = (icc->between - icc->residual) / icc->between;
  return TRUE;
}
