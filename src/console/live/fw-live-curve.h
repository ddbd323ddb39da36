/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-live.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** FwLiveCurve: the day so far against its target and last week, of a figure that one chooses. */
#define FW_TYPE_LIVE_CURVE (fw_live_curve_get_type ())
G_DECLARE_FINAL_TYPE (FwLiveCurve, fw_live_curve, FW, LIVE_CURVE, GtkWidget)

void fw_live_curve_set_live (FwLiveCurve *self, FwLive *live);
/** fw_live_curve_set_group: the same of one group, @title (nullable: of everybody). */
void fw_live_curve_set_group (FwLiveCurve *self, FwLive *live, const char *title);
void fw_live_curve_set_measure (FwLiveCurve *self, FwLiveMeasure measure);
FwLiveMeasure fw_live_curve_get_measure (FwLiveCurve *self);
/** fw_live_curve_set_titled: where it is narrow the choice alone says what is shown */
void fw_live_curve_set_titled (FwLiveCurve *self, gboolean titled);
/** fw_live_curve_set_bare: without the choice, for a wall. */
void fw_live_curve_set_bare (FwLiveCurve *self, gboolean bare);

G_END_DECLS
