/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"
#include "core/staffing/fw-outlook.h"

G_BEGIN_DECLS

#define FW_FORECAST_MOST_DAYS 28
#define FW_FORECAST_MOST_QUEUES 100
/** Half hours of a day of 25 hours. */
#define FW_FORECAST_MOST_MOMENTS 50

/** FwQueueHistory: what came to one queue, and what it took. */
typedef struct
{
  const char *queue;                      /* of the centre: lives as long as that */
  double *offered;                        /* n_days times FW_OUTLOOK_SLOTS */
  double today[FW_FORECAST_MOST_MOMENTS]; /* by half hour since the day began; NAN: not over yet */
  double handled[FW_OUTLOOK_SLOTS];       /* of the last weeks */
  double seconds[FW_OUTLOOK_SLOTS];
  double waited_s; /* of the last weeks: all who waited, however it ended */
  guint64 hung_up;
} FwQueueHistory;

/** FwForecastHistory: of the contacts that a question means, by the clock of one site. */
typedef struct
{
  FwZone *zone;
  gint32 today;
  gint64 known_until; /* what came later is not known: µs UTC */
  gint32 first;       /* day; n_days from it on, none of them later than yesterday */
  guint n_days;
  GPtrArray *queues; /* (element-type FwQueueHistory) */
} FwForecastHistory;

/**
 * fw_forecast_history_read:
 * @question: whose contacts; its times are left alone
 * Returns: (transfer full): NULL with FW_ERROR_INVALID where there are too many queues.
 */
FwForecastHistory *fw_forecast_history_read (FwCentre *centre,
                                             FwScope *scope,
                                             const FwQuestion *question,
                                             FwZone *zone,
                                             gint64 now,
                                             GError **error);
void fw_forecast_history_free (FwForecastHistory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwForecastHistory, fw_forecast_history_free)

/** fw_forecast_history_sum: Returns: (transfer full): all queues as one. */
FwQueueHistory *fw_forecast_history_sum (const FwForecastHistory *self);
void fw_queue_history_free (FwQueueHistory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwQueueHistory, fw_queue_history_free)

/** fw_forecast_history_get_series: from the first day on that @queue got anything. */
FwOutlookSeries fw_forecast_history_get_series (const FwForecastHistory *self,
                                                const FwQueueHistory *queue);

/** fw_forecast_history_find_slot: Returns: the half hour of the site's day that a clock shows at
 * @at. */
guint fw_forecast_history_find_slot (FwZone *zone, gint64 at);

/** fw_forecast_history_get_seen: today's half hours as the forecast takes them.
 * @seen: (out caller-allocates) (array length=FW_OUTLOOK_SLOTS). Returns: how many are over. */
guint fw_forecast_history_get_seen (const FwForecastHistory *self,
                                    const FwQueueHistory *queue,
                                    double *seen);

G_END_DECLS
