/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/statistics/fw-rater-effects.h"

#include <math.h>

#include "core/statistics/fw-linear.h"
#include "core/statistics/fw-rater-marks.h"

/* ---- what hangs together ---- */

static guint
find_root (guint *parents, guint at)
{
  while (parents[at] != at)
    {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
  return at;
}

/* Persons come first, raters behind them; components are numbered by their first person. */
static void
find_components (FwRaterEffects *self, const FwMark *marks, guint n_marks)
{
  guint n = self->n_persons + self->n_raters;
  g_autofree guint *parents = g_new (guint, n + 1), *numbers = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    {
      parents[i] = i;
      numbers[i] = G_MAXUINT;
    }
  for (guint i = 0; i < n_marks; i++)
    parents[find_root (parents, self->n_persons + marks[i].rater)] =
        find_root (parents, marks[i].person);
  for (guint i = 0; i < n; i++)
    {
      guint root = find_root (parents, i);

      if (numbers[root] == G_MAXUINT)
        numbers[root] = self->n_components++;
      if (i < self->n_persons)
        self->person_part[i] = numbers[root];
      else
        self->rater_part[i - self->n_persons] = numbers[root];
    }
  self->connected = self->n_components == 1;
}

/* ---- marks by person ---- */

void
fw_rater_marks_init (
    FwRaterMarks *self, const FwMark *marks, guint n_marks, guint n_persons, guint n_raters)
{
  g_autofree guint *next = NULL;

  *self = (FwRaterMarks){ n_persons,
                          n_raters,
                          n_marks,
                          g_new0 (guint, n_persons + 1),
                          g_new (guint, n_marks + 1),
                          g_new (double, n_marks + 1) };
  for (guint i = 0; i < n_marks; i++)
    self->first[marks[i].person + 1]++;
  for (guint p = 0; p < n_persons; p++)
    self->first[p + 1] += self->first[p];
  next = g_memdup2 (self->first, sizeof (guint) * (n_persons + 1));
  for (guint i = 0; i < n_marks; i++)
    {
      guint at = next[marks[i].person]++;

      self->raters[at] = marks[i].rater;
      self->values[at] = marks[i].value;
    }
}

void
fw_rater_marks_clear (FwRaterMarks *self)
{
  g_free (self->first);
  g_free (self->raters);
  g_free (self->values);
}

/* ---- least squares ---- */

/* Persons are eliminated; what is left is a system of the raters. As the effects sum to 0, adding
 * one to every element makes it regular and changes no solution. Returns: (transfer full). */
static double *
make_system (const FwRaterMarks *marks)
{
  guint r = marks->n_raters;
  double *system = g_new (double, (gsize) r *r);

  for (gsize i = 0; i < (gsize) r * r; i++)
    system[i] = 1;
  for (guint p = 0; p < marks->n_persons; p++)
    {
      double share = 1.0 / fw_rater_marks_count (marks, p);

      for (guint i = marks->first[p]; i < marks->first[p + 1]; i++)
        {
          double *row = system + (gsize) marks->raters[i] * r;

          row[marks->raters[i]]++;
          for (guint k = marks->first[p]; k < marks->first[p + 1]; k++)
            row[marks->raters[k]] -= share;
        }
    }
  return system;
}

static void
solve_effects (FwRaterEffects *self, const FwRaterMarks *marks, const double *factor)
{
  for (guint p = 0; p < self->n_persons; p++)
    for (guint i = marks->first[p]; i < marks->first[p + 1]; i++)
      self->effect[marks->raters[i]] += marks->values[i] - self->raw[p];
  fw_linear_solve (factor, self->n_raters, self->effect);
  for (guint p = 0; p < self->n_persons; p++)
    {
      double sum = 0;

      for (guint i = marks->first[p]; i < marks->first[p + 1]; i++)
        sum += self->effect[marks->raters[i]];
      self->fair[p] = self->raw[p] - sum / fw_rater_marks_count (marks, p);
    }
}

static void
find_residual (FwRaterEffects *self, const FwRaterMarks *marks)
{
  double sum = 0;

  for (guint p = 0; p < self->n_persons; p++)
    for (guint i = marks->first[p]; i < marks->first[p + 1]; i++)
      {
        double apart = marks->values[i] - self->fair[p] - self->effect[marks->raters[i]];

        sum += apart * apart;
      }
  self->freedom = marks->n_marks + 1 - self->n_persons - self->n_raters;
  self->residual = self->freedom > 0 ? sqrt (sum / self->freedom) : NAN;
}

/* The inverse of the raters' system less what was added: covariances in units of the error's
 * variance. Returns: (transfer full). */
static double *
invert (const double *factor, guint r)
{
  double *inverse = g_new0 (double, (gsize) r *r);
  double added = 1.0 / ((double) r * r);

  for (guint a = 0; a < r; a++)
    {
      double *column = inverse + (gsize) a * r;

      column[a] = 1;
      fw_linear_solve (factor, r, column);
      for (guint b = 0; b < r; b++)
        column[b] -= added;
    }
  return inverse;
}

static void
find_errors (FwRaterEffects *self, const FwRaterMarks *marks, const double *factor)
{
  guint r = self->n_raters;
  const double *inverse = self->covariance = invert (factor, r);

  for (guint a = 0; a < r; a++)
    self->effect_error[a] = self->residual * sqrt (MAX (0, inverse[(gsize) a * r + a]));
  for (guint p = 0; p < self->n_persons; p++)
    {
      double n = fw_rater_marks_count (marks, p), sum = 0;

      for (guint i = marks->first[p]; i < marks->first[p + 1]; i++)
        for (guint k = marks->first[p]; k < marks->first[p + 1]; k++)
          sum += inverse[(gsize) marks->raters[i] * r + marks->raters[k]];
      self->fair_error[p] = self->residual * sqrt (MAX (0, 1 / n + sum / (n * n)));
    }
}

static void
fill_raw (FwRaterEffects *self, const FwRaterMarks *marks)
{
  for (guint p = 0; p < self->n_persons; p++)
    {
      for (guint i = marks->first[p]; i < marks->first[p + 1]; i++)
        self->raw[p] += marks->values[i];
      self->raw[p] /= fw_rater_marks_count (marks, p);
    }
}

FwRaterEffects *
fw_rater_effects_find (const FwMark *marks, guint n_marks, guint n_persons, guint n_raters)
{
  FwRaterEffects *self;
  FwRaterMarks sorted;

  g_return_val_if_fail (marks != NULL && n_marks > 0 && n_persons > 0 && n_raters > 0, NULL);

  self = g_new0 (FwRaterEffects, 1);
  self->n_persons = n_persons;
  self->n_raters = n_raters;
  self->person_part = g_new0 (guint, n_persons);
  self->rater_part = g_new0 (guint, n_raters);
  self->raw = g_new0 (double, n_persons);
  self->fair = g_new0 (double, n_persons);
  self->fair_error = g_new0 (double, n_persons);
  self->effect = g_new0 (double, n_raters);
  self->effect_error = g_new0 (double, n_raters);
  find_components (self, marks, n_marks);
  fw_rater_marks_init (&sorted, marks, n_marks, n_persons, n_raters);
  fill_raw (self, &sorted);
  if (self->connected)
    {
      g_autofree double *system = make_system (&sorted);

      if (fw_linear_factor (system, n_raters, NULL))
        {
          solve_effects (self, &sorted, system);
          find_residual (self, &sorted);
          find_errors (self, &sorted, system);
        }
    }
  fw_rater_marks_clear (&sorted);
  return self;
}

void
fw_rater_effects_free (FwRaterEffects *self)
{
  g_free (self->person_part);
  g_free (self->rater_part);
  g_free (self->raw);
  g_free (self->fair);
  g_free (self->fair_error);
  g_free (self->effect);
  g_free (self->effect_error);
  g_free (self->covariance);
  g_free (self);
}

FwFairVerdict
fw_fair_judge (double raw, double fair, double error, double pass)
{
  if ((raw >= pass) == (fair >= pass))
    return FW_FAIR_SAME;
  return isnan (error) || fabs (fair - pass) <= error ? FW_FAIR_CANNOT_TELL : FW_FAIR_DIFFERS;
}
