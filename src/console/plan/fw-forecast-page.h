/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/**
 * FwForecastPage:
 * What the next days will bring to the queues that are chosen, day by day, and in the half hours of
 * one of them; and what more or fewer people would do.
 */
#define FW_TYPE_FORECAST_PAGE (fw_forecast_page_get_type ())
G_DECLARE_FINAL_TYPE (FwForecastPage, fw_forecast_page, FW, FORECAST_PAGE, FwAskingPage)

G_END_DECLS
