/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-directory.h"
#include "core/staffing/fw-staffing.h"
#include "server/fw-forecast-history.h"

G_BEGIN_DECLS

/** FwForecastLack: why nothing is said of the days to come. */
typedef enum
{
  FW_FORECAST_READY,
  FW_FORECAST_NOTHING, /* no contact at all */
  FW_FORECAST_YOUNG,   /* fewer than FW_OUTLOOK_LEAST_DAYS */
  FW_FORECAST_OLD,     /* it ends more than FW_FORECAST_MOST_DAYS ago */
} FwForecastLack;

/** FwQueuePlan: what is expected of a queue, or of several as one. */
typedef struct
{
  const FwQueueHistory *history;
  FwForecastLack lack;
  FwOutlookSeries series;
  FwForecastSlot *slots; /* (nullable): today's and those of the days after it, each
                            FW_OUTLOOK_SLOTS */
  guint n_seen;          /* of today's */
  gboolean takes_time;   /* how long contacts take is known */
  double aht[FW_OUTLOOK_SLOTS];
  double patience_s; /* INFINITY: not known, or nobody hangs up */
  FwStaffingTarget target;
} FwQueuePlan;

/** FwForecastPlan: of the queues of @history one by one and together. */
typedef struct
{
  guint n_days; /* after today */
  FwQueuePlan together;
  FwForecastSlot *days; /* (nullable): n_days + 1: whole days, of which today is what comes yet */
  FwOutlookErrors errors;
  guint n_queues;
  FwQueuePlan *queues;
  double shrinkage, cost_per_hour; /* NAN: no centre's figure */
  FwQueueHistory *sum;
} FwForecastPlan;

FwForecastPlan *fw_forecast_plan_new (const FwForecastHistory *history,
                                      FwDirectory *directory,
                                      const char *site,
                                      gint64 now,
                                      guint n_days);
void fw_forecast_plan_free (FwForecastPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwForecastPlan, fw_forecast_plan_free)

/** fw_queue_plan_find_people: who must be at work in a slot of @slots; FALSE where it is not known.
 */
gboolean fw_queue_plan_find_people (const FwQueuePlan *self, gsize slot, guint *people);

/** fw_forecast_plan_find_people: of all queues, each with people of its own. */
gboolean fw_forecast_plan_find_people (const FwForecastPlan *self, gsize slot, guint *people);

G_END_DECLS
