/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-live-days.h"
#include "console/fw-view.h"
#include "console/live/fw-live-curve.h"
#include "console/live/fw-live-table.h"

G_BEGIN_DECLS

/**
 * FwLiveRowCurve:
 * Lets the curve follow the row of the table that is selected: while one alone is, the curve is of
 * that group; else it is everybody's.
 */
#define FW_TYPE_LIVE_ROW_CURVE (fw_live_row_curve_get_type ())
G_DECLARE_FINAL_TYPE (FwLiveRowCurve, fw_live_row_curve, FW, LIVE_ROW_CURVE, GObject)

/** fw_live_row_curve_new: @live: everybody's. Table and curve are not kept. */
FwLiveRowCurve *fw_live_row_curve_new (
    FwClient *client, FwView *view, FwLive *live, FwLiveTable *table, FwLiveCurve *curve);

G_END_DECLS
