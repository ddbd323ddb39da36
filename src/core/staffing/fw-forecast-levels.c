/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/staffing/fw-forecast-private.h"

#define N_SCALES 3
#define N_WANDERINGS 2
#define N_MEMORIES 2
#define N_SPREADS 2
#define N_FILTERS (N_SCALES * N_WANDERINGS * N_MEMORIES * N_SPREADS)

/* Standard deviations of logarithms, and how fast trust in a filter fades. */
#define NOISE 0.036
#define FORGET 0.98
#define OUTLIER 3.0
#define SHIFT 2.5
#define SHIFT_DAYS 3

typedef struct
{
  double wandering; /* of the level a day, standard deviation */
  double memory;    /* share of the deviation that is left the next day */
  double spread;    /* of its innovations */
  double noise;     /* variance of a day that means nothing for the next */
  double trust;     /* logarithm */
  double mean[N_PARTS];
  double covariance[N_PARTS][N_PARTS];
} Filter;

struct _FwForecastLevels
{
  Filter filters[N_FILTERS];
  int run; /* days far off in one direction, negative below */
};

static void
init_filter (Filter *self, double log_amount)
{
  self->mean[PART_LEVEL] = log_amount;
  self->covariance[PART_LEVEL][PART_LEVEL] = 0.1;
  self->covariance[PART_DEVIATION][PART_DEVIATION] =
      self->spread * self->spread / (1 - self->memory * self->memory);
  for (guint i = PART_WEEKDAY; i < N_PARTS; i++)
    self->covariance[i][i] = i < PART_AFTER_GAP        ? 0.06
                             : i < PART_FIRST_OF_MONTH ? 0.02
                             : i < PART_EVENT          ? 0.0025
                                                       : 0.1;
}

FwForecastLevels *
fw_forecast_levels_new (double log_amount)
{
  static const double scales[N_SCALES] = { 1, 2.5, 6 };
  static const double wanderings[N_WANDERINGS] = { 0.005, 0.014 };
  static const double memories[N_MEMORIES] = { 0.4, 0.8 };
  static const double spreads[N_SPREADS] = { 0.012, 0.022 };
  FwForecastLevels *self = g_new0 (FwForecastLevels, 1);

  for (guint i = 0; i < N_FILTERS; i++)
    {
      Filter *filter = &self->filters[i];
      double scale = scales[i % N_SCALES];

      filter->wandering = wanderings[i / N_SCALES % N_WANDERINGS] * sqrt (scale);
      filter->memory = memories[i / (N_SCALES * N_WANDERINGS) % N_MEMORIES];
      filter->spread = spreads[i / (N_SCALES * N_WANDERINGS * N_MEMORIES)] * scale;
      filter->noise = NOISE * NOISE * scale * scale;
      init_filter (filter, log_amount);
    }
  return self;
}

void
fw_forecast_levels_free (FwForecastLevels *self)
{
  g_free (self);
}

/* Before the day is known; the deviation has died away a bit more with every step. */
static double
predict (const Filter *self, const FwForecastTraits *traits, guint steps, double *variance)
{
  double left = pow (self->memory, steps), mean = 0;
  double fresh =
      self->spread * self->spread * (1 - left * left) / (1 - self->memory * self->memory);

  *variance = fresh + steps * self->wandering * self->wandering;
  for (guint i = 0; i < traits->n; i++)
    {
      guint a = traits->parts[i];
      double share = a == PART_DEVIATION ? left : 1;

      mean += share * self->mean[a];
      for (guint k = 0; k < traits->n; k++)
        *variance += share * (traits->parts[k] == PART_DEVIATION ? left : 1) *
                     self->covariance[a][traits->parts[k]];
    }
  return mean;
}

double
fw_forecast_levels_predict (const FwForecastLevels *self,
                            const FwForecastTraits *traits,
                            guint steps,
                            double *variance)
{
  double means[N_FILTERS], variances[N_FILTERS], best = -INFINITY, all = 0, mean = 0;

  for (guint i = 0; i < N_FILTERS; i++)
    best = MAX (best, self->filters[i].trust);
  for (guint i = 0; i < N_FILTERS; i++)
    {
      double weight = exp (self->filters[i].trust - best);

      means[i] = predict (&self->filters[i], traits, steps, &variances[i]);
      variances[i] += self->filters[i].noise;
      all += weight;
      mean += weight * means[i];
    }
  mean /= all;
  *variance = 0;
  for (guint i = 0; i < N_FILTERS; i++)
    *variance += exp (self->filters[i].trust - best) / all *
                 (variances[i] + (means[i] - mean) * (means[i] - mean));
  return mean;
}

static void
step_on (Filter *self)
{
  for (guint i = 0; i < N_PARTS; i++)
    self->covariance[PART_DEVIATION][i] *= self->memory;
  for (guint i = 0; i < N_PARTS; i++)
    self->covariance[i][PART_DEVIATION] *= self->memory;
  self->mean[PART_DEVIATION] *= self->memory;
  self->covariance[PART_DEVIATION][PART_DEVIATION] += self->spread * self->spread;
  self->covariance[PART_LEVEL][PART_LEVEL] += self->wandering * self->wandering;
  /* Days of the week change too, more slowly. */
  for (guint i = PART_WEEKDAY; i < PART_AFTER_GAP; i++)
    self->covariance[i][i] += 0.3 * self->wandering * self->wandering;
}

static void
learn (Filter *self, const FwForecastTraits *traits, double observed, double counting)
{
  double variance, mean = predict (self, traits, 0, &variance), noise = self->noise + counting;
  double surprise = observed - mean;
  double square = surprise * surprise / (variance + noise);
  double gain[N_PARTS] = { 0 };

  self->trust =
      FORGET * self->trust - 0.5 * (log (variance + noise) + MIN (square, OUTLIER * OUTLIER));
  /* What is far off is believed as if it were seen dimly: it moves as much as OUTLIER would. */
  if (square > OUTLIER * OUTLIER)
    noise += (variance + noise) * (square / (OUTLIER * OUTLIER) - 1);
  for (guint i = 0; i < N_PARTS; i++)
    for (guint k = 0; k < traits->n; k++)
      gain[i] += self->covariance[i][traits->parts[k]];
  for (guint i = 0; i < N_PARTS; i++)
    {
      double share = gain[i] / (variance + noise);

      self->mean[i] += share * surprise;
      for (guint k = 0; k < N_PARTS; k++)
        self->covariance[i][k] -= share * gain[k];
    }
}

void
fw_forecast_levels_learn (FwForecastLevels *self,
                          const FwForecastTraits *traits,
                          double surprise,
                          double counting)
{
  double variance, mean = fw_forecast_levels_predict (self, traits, 1, &variance);
  gboolean far = surprise * surprise > SHIFT * SHIFT * (variance + counting);

  /* One day far off is an outlier; several on the same side are the new level. */
  if (!far)
    self->run = 0;
  else if ((surprise > 0) == (self->run > 0) || self->run == 0)
    self->run += surprise > 0 ? 1 : -1;
  else
    self->run = surprise > 0 ? 1 : -1;
  for (guint i = 0; i < N_FILTERS; i++)
    {
      step_on (&self->filters[i]);
      if (ABS (self->run) >= SHIFT_DAYS)
        self->filters[i].covariance[PART_LEVEL][PART_LEVEL] += surprise * surprise;
      learn (&self->filters[i], traits, mean + surprise, counting);
    }
  if (ABS (self->run) >= SHIFT_DAYS)
    self->run = 0;
}
