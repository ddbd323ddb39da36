/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/staffing/fw-forecast-day.h"

#include <math.h>
#include <string.h>

#define LEARNING 0.03
#define FADING 0.97
/* One odd day counts as so many usual ones at most. */
#define MOST_TIMES 4
#define OUTLIER 3.0
#define SMALL 20

double
fw_forecast_get_surprise (double expected, double seen)
{
  if (expected >= SMALL)
    return log ((seen + 0.5) / (expected + 0.5));
  return CLAMP ((seen - expected) / MAX (expected, 0.5), -1, 3);
}

FwForecastDrift
fw_forecast_drift_begin (void)
{
  return (FwForecastDrift){ .same = 0.004, .apart = 0.001 };
}

/* Where counting alone explains nearly all, the products say little of anything else. */
static gboolean
is_countable (double expected, double seen)
{
  return expected >= 4 && !isnan (seen);
}

double
fw_forecast_drift_get_variance (const FwForecastDrift *self)
{
  return MAX (self->same - MAX (self->apart, 0), 2e-4);
}

/* Two hidden amounts: how far the day as a whole is off, which stays, and how far it is off for a
 * while, which dies away from slot to slot. */
typedef struct
{
  double day, now;
  double day_variance, now_variance, covariance;
  double spread, memory, noise;
} Course;

static Course
begin_course (const FwForecastDrift *drift, double level_variance, guint which)
{
  static const double days[] = { 0.1, 0.4 }, memories[] = { 0.85, 0.93, 0.97 };
  static const double spreads[] = { 0.3, 0.9 }, noises[] = { 0.08, 0.3 };
  double same = MAX (drift->same, 5e-4);
  Course self = { 0 };

  self.day_variance = days[which % 2] * level_variance;
  self.memory = memories[which / 2 % 3];
  self.spread = self.now_variance = spreads[which / 6 % 2] * same;
  self.noise = noises[which / 12] * same;
  return self;
}

static void
go_on (Course *self)
{
  self->now *= self->memory;
  self->covariance *= self->memory;
  self->now_variance = self->memory * self->memory * self->now_variance +
                       (1 - self->memory * self->memory) * self->spread;
}

static void
learn_slot (Course *self, double expected, double seen)
{
  double noise = self->noise + 1 / (expected + 0.5);
  double surprise = fw_forecast_get_surprise (expected, seen) - self->day - self->now;
  double variance = self->day_variance + self->now_variance + 2 * self->covariance + noise;
  double day = self->day_variance + self->covariance, now = self->now_variance + self->covariance;

  variance = MAX (variance, surprise * surprise / (OUTLIER * OUTLIER));
  self->day += day / variance * surprise;
  self->now += now / variance * surprise;
  self->day_variance -= day * day / variance;
  self->now_variance -= now * now / variance;
  self->covariance -= day * now / variance;
}

static void
follow (
    Course course, double *expected, const double *seen, guint n_seen, guint n, double *variances)
{
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        go_on (&course);
      if (i < n_seen)
        {
          if (!isnan (seen[i]))
            learn_slot (&course, expected[i], seen[i]);
          continue;
        }
      expected[i] *= exp (course.day + course.now);
      variances[i] =
          course.day_variance + course.now_variance + 2 * course.covariance + course.noise;
    }
}

static guint
find_best (const FwForecastDrift *self)
{
  guint best = 0;

  for (guint i = 1; i < FW_FORECAST_N_COURSES; i++)
    if (self->errors[i] < self->errors[best])
      best = i;
  return best;
}

void
fw_forecast_drift_follow (const FwForecastDrift *self,
                          double level_variance,
                          double *expected,
                          const double *seen,
                          guint n_seen,
                          guint n,
                          double *variances)
{
  follow (begin_course (self, level_variance, find_best (self)), expected, seen, n_seen, n,
          variances);
}

static void
learn_courses (FwForecastDrift *self,
               double level_variance,
               const double *expected,
               const double *seen,
               guint n)
{
  double told[FW_FORECAST_MOST_SLOTS], variances[FW_FORECAST_MOST_SLOTS];

  for (guint which = 0; which < FW_FORECAST_N_COURSES; which++)
    {
      double error = 0, amount = 1;

      memcpy (told, expected, n * sizeof *told);
      follow (begin_course (self, level_variance, which), told, seen, n / 2, n, variances);
      for (guint i = n / 2; i < n; i++)
        if (!isnan (seen[i]))
          {
            error += fabs (told[i] - seen[i]);
            amount += expected[i];
          }
      /* A day on which everything broke down tells little of how days usually run. */
      self->errors[which] = FADING * self->errors[which] + MIN (error / amount, 1);
    }
}

static void
learn_product (double *kept, double sum, double n, double usual)
{
  if (n > 0)
    *kept += LEARNING * (CLAMP (sum / n, -usual, MOST_TIMES * usual) - *kept);
}

void
fw_forecast_drift_learn (FwForecastDrift *self,
                         double level_variance,
                         const double *expected,
                         const double *seen,
                         guint n)
{
  double surprises[FW_FORECAST_MOST_SLOTS], same = 0, apart = 0, before = 0;
  double usual = MAX (self->same, 1e-4);
  guint n_same = 0, n_apart = 0, n_before = 0;

  for (guint i = 0; i < n; i++)
    {
      surprises[i] = 0;
      if (is_countable (expected[i], seen[i]))
        {
          surprises[i] = fw_forecast_get_surprise (expected[i], seen[i]);
          same += surprises[i] * surprises[i] - 1 / (expected[i] + 0.5);
          n_same++;
        }
      /* All that are half a day or more before this one. */
      if (i >= n / 2)
        {
          before += surprises[i - n / 2];
          n_before += is_countable (expected[i - n / 2], seen[i - n / 2]);
          apart += surprises[i] * before;
          n_apart += is_countable (expected[i], seen[i]) ? n_before : 0;
        }
    }
  learn_product (&self->same, same, n_same, usual);
  learn_product (&self->apart, apart, n_apart, usual);
  learn_courses (self, level_variance, expected, seen, n);
}
