/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/staffing/fw-need.h"
#include "server/fw-asked.h"
#include "server/fw-forecast-history.h"

G_BEGIN_DECLS

/** FwForecastPublished: how wrong what was published was, of the days of which it was and that are
 * over. */
typedef struct
{
  const char *site;       /* (nullable): the one site that was asked about; not owned */
  char *queues;           /* as fw_need_join() writes them */
  gboolean whole;         /* all of some queues there is seen: it may be published */
  FwNeed *last;           /* (nullable): the newest of the days from today on */
  FwOutlookErrors errors; /* `within` is not counted */
  double ahead;           /* Σ over its days: how many days before each began */
} FwForecastPublished;

/** fw_forecast_published_read: of the last FW_OUTLOOK_ORIGINS days, each as it stood when the day
 * began. */
gboolean fw_forecast_published_read (FwForecastPublished *self,
                                     FwCentre *centre,
                                     FwScope *scope,
                                     const FwAsked *asked,
                                     const FwForecastHistory *history,
                                     GError **error);
void fw_forecast_published_clear (FwForecastPublished *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwForecastPublished, fw_forecast_published_clear)

G_END_DECLS
