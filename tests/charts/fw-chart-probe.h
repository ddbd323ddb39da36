/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart.h"

G_BEGIN_DECLS

/** fw_probe_show: @widget alone in a window of that size, drawn. */
GtkWindow *fw_probe_show (GtkWidget *widget, int width, int height);
/** fw_probe_resize: as somebody would; there is no window manager to ask. */
void fw_probe_resize (GtkWindow *window, int width, int height);
/** fw_probe_count_pixels: of about @color in the picture of @chart: a chart that draws nothing must
 * not pass. */
guint fw_probe_count_pixels (FwChart *chart, FwChartColor color);
/** fw_probe_count_pixels_within: the same, of the part of the picture within @area alone. */
guint fw_probe_count_pixels_within (FwChart *chart, FwChartColor color, const GdkRectangle *area);
/** fw_probe_press: Returns: whether the chart took the key. */
gboolean fw_probe_press (FwChart *chart, guint keyval);
/** fw_probe_move: the pointer to a place of the chart; fw_probe_click presses there as well. */
void fw_probe_move (FwChart *chart, double x, double y);
void fw_probe_click (FwChart *chart, double x, double y);
/** fw_probe_picture: NAME.png, NAME-dark.png and NAME-hc.png beside the test or in $FW_SHOTS. */
void fw_probe_picture (FwChart *chart, const char *name);

G_END_DECLS
