/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/staffing/fw-forecast-private.h"

G_BEGIN_DECLS

/* 2 day shares, 3 memories, 2 spreads, 2 noises. */
#define FW_FORECAST_N_COURSES 24

/** FwForecastDrift: how a day runs off from what was expected of it: as a whole, for a while, and
 * slot by slot. How far is measured; how it divides is what would have told the second half of past
 * days best from their first. */
typedef struct
{
  double same;  /* mean square of a slot's surprise, without what counting alone does */
  double apart; /* mean product of two that are half a day apart or more */
  double errors[FW_FORECAST_N_COURSES]; /* older ones fading */
} FwForecastDrift;

FwForecastDrift fw_forecast_drift_begin (void);

/** fw_forecast_drift_learn: @level_variance: of the whole day, before any of it was seen;
 * @expected,
 * @seen: (array length=n); NAN where not known. */
void fw_forecast_drift_learn (FwForecastDrift *self,
                              double level_variance,
                              const double *expected,
                              const double *seen,
                              guint n);

/** fw_forecast_drift_get_variance: of one slot's surprise within its day. */
double fw_forecast_drift_get_variance (const FwForecastDrift *self);

/**
 * fw_forecast_drift_follow:
 * @level_variance: as above
 * @expected: (array length=n): scaled from slot @n_seen on to what @seen makes of them
 * @variances: (out caller-allocates) (array length=n): that are left, from slot @n_seen on
 */
void fw_forecast_drift_follow (const FwForecastDrift *self,
                               double level_variance,
                               double *expected,
                               const double *seen,
                               guint n_seen,
                               guint n,
                               double *variances);

/** fw_forecast_get_surprise: the logarithm of seen to expected; of small ones, where a logarithm
 * would be too harsh on nothing, their relative difference. */
double fw_forecast_get_surprise (double expected, double seen);

G_END_DECLS
