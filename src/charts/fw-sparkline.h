/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart.h"

G_BEGIN_DECLS

/** FwSparkline: the shape of a figure's day in a word's space, with its target dashed. No axis: the
 * tile has the figure. */
#define FW_TYPE_SPARKLINE (fw_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (FwSparkline, fw_sparkline, FW, SPARKLINE, FwChart)

GtkWidget *fw_sparkline_new (void);

/**
 * fw_sparkline_set:
 * @values: (array length=n): NaN for "no data"; copied
 * @open_from: the first value whose time is not over; n: none. It is hollow and joined by dashes;
 * where there is none yet, hatching stands for it
 * @target: NaN for none
 */
void fw_sparkline_set (FwSparkline *self,
                       FwFormat format,
                       const double *values,
                       guint n,
                       guint open_from,
                       double target,
                       FwChartColor color);

G_END_DECLS
