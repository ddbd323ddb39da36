/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/staffing/fw-forecast.h"

G_BEGIN_DECLS

/* A centre's history as a forecast takes it, and a forecast as a plan takes it: half hours of the
 * wall clock from the start of the site's day on. */

#define FW_OUTLOOK_SLOTS 48
/** FW_OUTLOOK_LEAST_DAYS: what was learnt from fewer is not used as a forecast yet. */
#define FW_OUTLOOK_LEAST_DAYS 21
/** FW_OUTLOOK_ORIGINS: the last days, each foretold from those before it, that say how wrong it is.
 */
#define FW_OUTLOOK_ORIGINS 28

/** FwOutlookSeries: what came, day by day from the first on which anything did. */
typedef struct
{
  gint32 first; /* days since 1970-01-01 */
  guint n_days;
  const double
      *amounts; /* n_days times FW_OUTLOOK_SLOTS; NAN: not known, or not on that day's clock */
} FwOutlookSeries;

/** FwOutlookErrors: how wrong the forecasts of next days were; sums over half hours. */
typedef struct
{
  guint days, slots, within; /* slots that came to lie within the interval */
  double error;              /* Σ |expected - came| */
  double amount;             /* Σ came */
  double noise; /* Σ of what would be wrong of one who knew the true rate, by counting alone */
} FwOutlookErrors;

/** fw_outlook_learn: @errors: (nullable): added to, of the last FW_OUTLOOK_ORIGINS days that have
 * FW_OUTLOOK_LEAST_DAYS before them. */
FwForecast *fw_outlook_learn (const FwOutlookSeries *series, FwOutlookErrors *errors);

/** fw_outlook_learn_totals: of whole days: one slot a day. */
FwForecast *fw_outlook_learn_totals (const FwOutlookSeries *series);

/** fw_outlook_look: what @forecast, which was told the days of @series, expects.
 * @from: the first day, after the series'
 * @slots: (out caller-allocates) (array): @n_days times @n_slots, those of @forecast */
void fw_outlook_look (const FwForecast *forecast,
                      const FwOutlookSeries *series,
                      gint32 from,
                      guint n_days,
                      guint n_slots,
                      FwForecastSlot *slots);

/**
 * fw_outlook_rest:
 * @day: what a whole day would come to
 * @rest: what is still expected of it
 * Returns: @rest with its interval: as wrong in the whole as the day, and counting besides, which
 * weighs more the less is left.
 */
FwForecastSlot fw_outlook_rest (const FwForecastSlot *day, double rest);

/** fw_outlook_count_noise: Returns: how far off a count is on average that is @expected in truth.
 */
double fw_outlook_count_noise (double expected);

/**
 * fw_outlook_find_aht:
 * @handled, @seconds: (array length=FW_OUTLOOK_SLOTS): contacts and their handling
 * @aht: (out caller-allocates) (array length=FW_OUTLOOK_SLOTS): seconds; a half hour of few
 * contacts is drawn towards the mean of all Returns: FALSE where nothing was handled at all.
 */
gboolean fw_outlook_find_aht (const double *handled, const double *seconds, double *aht);

/** fw_outlook_find_patience: who is answered would have waited longer: all of the waiting for each
 * who hung up. Returns: seconds; INFINITY where too few did to tell. */
double fw_outlook_find_patience (double waited_s, guint64 hung_up);

G_END_DECLS
