/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/staffing/fw-forecast.h"
#include "intake/fw-named-table.h"

G_BEGIN_DECLS

/** FwDays: what a calendar says of days, in their order. */
typedef struct
{
  GArray *days;      /* FwForecastDay */
  GPtrArray *events; /* char*: names, the first is event 1 */
} FwDays;

/** fw_days_read: @table: a day a row: date, and where they are there closed (yes), as (the weekday
 * as which it works: 1, Monday, to 7) and event (a name; days of one name are alike). Returns:
 * (transfer full): NULL with what is wrong, and where. */
FwDays *fw_days_read (const FwNamedTable *table, GError **error);
void fw_days_free (FwDays *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwDays, fw_days_free)

/** fw_days_get: @self: (nullable). A day of which nothing is said is as any other. */
FwForecastDay fw_days_get (const FwDays *self, gint32 date);

/** fw_days_add_closed: tells @forecast of the closed days after @last and before @date. */
void fw_days_add_closed (const FwDays *self, FwForecast *forecast, gint32 last, gint32 date);

G_END_DECLS
