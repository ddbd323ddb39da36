/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/statistics/fw-linear.h"
#include "core/statistics/fw-rater-marks.h"

#define MOST_STEPS 500
/* Each step solves a system of the raters; beyond it that takes too long. */
#define MOST_RATERS 200
#define ENOUGH 1e-13

/* Deviance of restricted maximum likelihood as a function of the two standard deviations in units
 * of the error's; mean and error's variance are profiled out. Persons are eliminated, so that the
 * system is one of the mean and the raters. */
typedef struct
{
  FwRaterMarks marks; /* values as distances from @mean */
  double *person_sums;
  guint *rater_counts;
  double *rater_sums;
  double mean, squares;
  double *matrix;  /* (1 + raters)², scratch */
  double *right;   /* 1 + raters: mean, then effects in units of the raters' deviation */
  double variance; /* of the error, of the last call */
} Model;

static void
fill_model (Model *self)
{
  FwRaterMarks *marks = &self->marks;

  self->person_sums = g_new0 (double, marks->n_persons);
  self->rater_counts = g_new0 (guint, marks->n_raters);
  self->rater_sums = g_new0 (double, marks->n_raters);
  self->matrix = g_new (double, (gsize) (marks->n_raters + 1) * (marks->n_raters + 1));
  self->right = g_new (double, marks->n_raters + 1);
  for (guint i = 0; i < marks->n_marks; i++)
    self->mean += marks->values[i] / marks->n_marks;
  for (guint p = 0; p < marks->n_persons; p++)
    for (guint i = marks->first[p]; i < marks->first[p + 1]; i++)
      {
        double apart = marks->values[i] -= self->mean;

        self->person_sums[p] += apart;
        self->rater_counts[marks->raters[i]]++;
        self->rater_sums[marks->raters[i]] += apart;
        self->squares += apart * apart;
      }
}

static void
clear_model (Model *self)
{
  fw_rater_marks_clear (&self->marks);
  g_free (self->person_sums);
  g_free (self->rater_counts);
  g_free (self->rater_sums);
  g_free (self->matrix);
  g_free (self->right);
}

/* Before persons are taken out: the mean, then the raters; the lower half. */
static void
begin_system (Model *self, double rater)
{
  guint size = self->marks.n_raters + 1;

  memset (self->matrix, 0, sizeof (double) * size * size);
  self->matrix[0] = self->marks.n_marks;
  self->right[0] = 0;
  for (guint a = 1; a < size; a++)
    {
      self->matrix[(gsize) a * size] = rater * self->rater_counts[a - 1];
      self->matrix[(gsize) a * size + a] = rater * rater * self->rater_counts[a - 1] + 1;
      self->right[a] = rater * self->rater_sums[a - 1];
    }
}

static void
take_person (Model *self, guint p, double share, double rater)
{
  const FwRaterMarks *marks = &self->marks;
  guint size = marks->n_raters + 1;
  double n = fw_rater_marks_count (marks, p);

  self->matrix[0] -= share * n * n;
  self->right[0] -= share * n * self->person_sums[p];
  for (guint i = marks->first[p]; i < marks->first[p + 1]; i++)
    {
      guint a = marks->raters[i] + 1;

      self->matrix[(gsize) a * size] -= share * n * rater;
      self->right[a] -= share * self->person_sums[p] * rater;
      for (guint k = marks->first[p]; k < marks->first[p + 1]; k++)
        if (marks->raters[k] < a)
          self->matrix[(gsize) a * size + marks->raters[k] + 1] -= share * rater * rater;
    }
}

static double
find_deviance (Model *self, double person, double rater)
{
  guint size = self->marks.n_raters + 1, freedom = self->marks.n_marks - 1;
  double log_persons = 0, log_rest, rest = self->squares;
  g_autofree double *before = NULL;

  begin_system (self, rater);
  for (guint p = 0; p < self->marks.n_persons; p++)
    {
      double pivot = person * person * fw_rater_marks_count (&self->marks, p) + 1;
      double share = person * person / pivot;

      log_persons += log (pivot);
      rest -= share * self->person_sums[p] * self->person_sums[p];
      take_person (self, p, share, rater);
    }
  before = g_memdup2 (self->right, sizeof (double) * size);
  if (!fw_linear_factor (self->matrix, size, &log_rest))
    return INFINITY;
  fw_linear_solve (self->matrix, size, self->right);
  for (guint i = 0; i < size; i++)
    rest -= before[i] * self->right[i];
  self->variance = MAX (rest, 0) / freedom;
  return freedom * log (MAX (self->variance, 1e-300)) + log_persons + log_rest;
}

/* ---- the least deviance ---- */

typedef struct
{
  double at[2]; /* logarithms of the two standard deviations */
  double value;
} Point;

static void
ask (Model *self, Point *point)
{
  for (guint i = 0; i < 2; i++)
    point->at[i] = CLAMP (point->at[i], -12, 12);
  point->value = find_deviance (self, exp (point->at[0]), exp (point->at[1]));
}

static void
sort_points (Point *points)
{
  for (guint i = 1; i < 3; i++)
    for (guint k = i; k > 0 && points[k].value < points[k - 1].value; k--)
      {
        Point kept = points[k];

        points[k] = points[k - 1];
        points[k - 1] = kept;
      }
}

static Point
go (Model *self, const Point *points, double by)
{
  Point point;

  for (guint i = 0; i < 2; i++)
    {
      double centre = (points[0].at[i] + points[1].at[i]) / 2;

      point.at[i] = centre + by * (points[2].at[i] - centre);
    }
  ask (self, &point);
  return point;
}

static void
shrink (Model *self, Point *points)
{
  for (guint i = 1; i < 3; i++)
    {
      for (guint k = 0; k < 2; k++)
        points[i].at[k] = (points[i].at[k] + points[0].at[k]) / 2;
      ask (self, &points[i]);
    }
}

/* Nelder and Mead's way down from @start. */
static Point
descend (Model *self, Point start, double width)
{
  Point points[3] = { start, start, start };

  points[1].at[0] += width;
  points[2].at[1] += width;
  for (guint i = 0; i < 3; i++)
    ask (self, &points[i]);
  for (guint step = 0; step < MOST_STEPS; step++)
    {
      Point point;

      sort_points (points);
      if (points[2].value - points[0].value <= ENOUGH * (1 + fabs (points[0].value)) &&
          fabs (points[2].at[0] - points[0].at[0]) + fabs (points[2].at[1] - points[0].at[1]) <
              1e-7)
        break;
      point = go (self, points, -1);
      if (point.value < points[0].value)
        {
          Point farther = go (self, points, -2);

          points[2] = farther.value < point.value ? farther : point;
        }
      else if (point.value < points[1].value)
        points[2] = point;
      else
        {
          point = go (self, points, point.value < points[2].value ? -0.5 : 0.5);
          if (point.value < points[2].value)
            points[2] = point;
          else
            shrink (self, points);
        }
    }
  sort_points (points);
  return points[0];
}

static FwRaterVariances *
read_model (Model *self, Point best)
{
  FwRaterVariances *found = g_new0 (FwRaterVariances, 1);
  const FwRaterMarks *marks = &self->marks;
  double person = exp (best.at[0]), rater = exp (best.at[1]);

  ask (self, &best);
  found->var_residual = self->variance;
  found->var_person = person * person * self->variance;
  found->var_rater = rater * rater * self->variance;
  found->mean = self->mean + self->right[0];
  found->person = g_new0 (double, marks->n_persons);
  found->rater = g_new0 (double, marks->n_raters);
  for (guint a = 0; a < marks->n_raters; a++)
    found->rater[a] = rater * self->right[a + 1];
  for (guint p = 0; p < marks->n_persons; p++)
    {
      double n = fw_rater_marks_count (marks, p), left = self->person_sums[p] - n * self->right[0];

      for (guint i = marks->first[p]; i < marks->first[p + 1]; i++)
        left -= found->rater[marks->raters[i]];
      found->person[p] = person * person * left / (person * person * n + 1);
    }
  return found;
}

FwRaterVariances *
fw_rater_variances_find (const FwMark *marks, guint n_marks, guint n_persons, guint n_raters)
{
  Model model = { .mean = 0 };
  FwRaterVariances *found = NULL;

  g_return_val_if_fail (marks != NULL && n_marks > 0, NULL);

  if (n_persons < 2 || n_raters < 2 || n_raters > MOST_RATERS ||
      n_marks <= MAX (n_persons, n_raters))
    return NULL;
  fw_rater_marks_init (&model.marks, marks, n_marks, n_persons, n_raters);
  fill_model (&model);
  if (model.squares > 0)
    {
      Point best = descend (&model, (Point){ { 0, 0 }, 0 }, 1);

      best = descend (&model, best, 0.1);
      found = read_model (&model, best);
    }
  clear_model (&model);
  return found;
}

void
fw_rater_variances_free (FwRaterVariances *self)
{
  g_free (self->person);
  g_free (self->rater);
  g_free (self);
}
