/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/staffing/fw-forecast.h"

G_BEGIN_DECLS

/* What makes up the logarithm of a day's amount. */
typedef enum
{
  PART_LEVEL,                        /* wanders */
  PART_DEVIATION,                    /* from it; dies away */
  PART_WEEKDAY,                      /* seven of them */
  PART_AFTER_GAP = PART_WEEKDAY + 7, /* a day that is usually open was closed before */
  PART_SECOND_AFTER_GAP,
  PART_FIRST_OF_MONTH,
  PART_FIRST_THREE,
  PART_FIRST_SIX,
  PART_LAST_TWO,
  PART_EVENT, /* FW_FORECAST_MOST_EVENTS of them */
  N_PARTS = PART_EVENT + FW_FORECAST_MOST_EVENTS
} FwForecastPart;

#define FW_FORECAST_MOST_TRAITS 9

/** FwForecastTraits: the parts that a day has. */
typedef struct
{
  guint n;
  guint parts[FW_FORECAST_MOST_TRAITS];
} FwForecastTraits;

/** FwForecastLevels: a bank of Kalman filters over the same parts that differ in how restless they
 * take the series to be; they are believed by how well they foretold it. */
typedef struct _FwForecastLevels FwForecastLevels;

FwForecastLevels *fw_forecast_levels_new (double log_amount);
void fw_forecast_levels_free (FwForecastLevels *self);

/** fw_forecast_levels_predict: @steps: open days ahead, 1 or more. Returns: the logarithm. */
double fw_forecast_levels_predict (const FwForecastLevels *self,
                                   const FwForecastTraits *traits,
                                   guint steps,
                                   double *variance);
/** fw_forecast_levels_learn: goes on by a day, whose logarithm was @surprise more than predicted,
 * as observed with a variance of @counting. */
void fw_forecast_levels_learn (FwForecastLevels *self,
                               const FwForecastTraits *traits,
                               double surprise,
                               double counting);

G_END_DECLS
