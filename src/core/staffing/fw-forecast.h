/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FW_FORECAST_MOST_SLOTS 288
#define FW_FORECAST_MOST_EVENTS 8
/** FW_FORECAST_COVERAGE: share of all slots that shall come to lie within low and high. */
#define FW_FORECAST_COVERAGE 0.8

/** FwForecastDay: what the calendar says of a day. */
typedef struct
{
  gint32 date;      /* days since 1970-01-01 */
  gboolean closed;  /* nothing is expected */
  guint as_weekday; /* 1 (Monday) to 7: works as such a day, as a make-up day does; 0: as itself */
  guint event; /* 1 to FW_FORECAST_MOST_EVENTS: days with one number are alike, as holidays or a
                  campaign are; 0: none */
} FwForecastDay;

/** FwForecastSlot: what is expected in a slot of the day. */
typedef struct
{
  double expected;
  double low, high;
} FwForecastSlot;

/**
 * FwForecast:
 * What one queue will get, learnt day by day from what it got; any amount that is not negative will
 * do. Days are told in their order, and nothing is ever looked at again, so that a forecast made in
 * a replay knows exactly what it would have known then. Deterministic.
 */
typedef struct _FwForecast FwForecast;

/** fw_forecast_new: @n_slots: a day has, 1 to FW_FORECAST_MOST_SLOTS. */
FwForecast *fw_forecast_new (guint n_slots);
void fw_forecast_free (FwForecast *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwForecast, fw_forecast_free)

/**
 * fw_forecast_add_day:
 * @day: later than all before; days between that are not told were closed, or are not known
 * @amounts: (array length=n_slots): NAN where it is not known
 */
void fw_forecast_add_day (FwForecast *self, const FwForecastDay *day, const double *amounts);

/**
 * fw_forecast_look_ahead:
 * @days: (array length=n_days): later than all that were told, in order; days left out are closed
 * @slots: (out caller-allocates) (array): n_days times n_slots
 */
void fw_forecast_look_ahead (const FwForecast *self,
                             const FwForecastDay *days,
                             guint n_days,
                             FwForecastSlot *slots);

/**
 * fw_forecast_look_on: the rest of a day of which some is known.
 * @day: the next one
 * @seen: (array length=n_seen): its first slots, NAN where not known
 * @slots: (out caller-allocates) (array): n_slots; of those seen what had been expected
 */
void fw_forecast_look_on (const FwForecast *self,
                          const FwForecastDay *day,
                          const double *seen,
                          guint n_seen,
                          FwForecastSlot *slots);

G_END_DECLS
