/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart-frame.h"
#include "charts/fw-waterfall-chart.h"

G_BEGIN_DECLS

/* Shared by the widget (fw-waterfall-chart.c) and its drawing (fw-waterfall-chart-draw.c) alone. */
typedef struct
{
  char *label;
  char *note; /* (nullable) */
  char *text; /* the value, written once */
  double value;
  FwWaterfallKind kind;
  double before; /* level; of a total NaN: the foot */
  double after;  /* level; NaN without data */
} FwWaterfallBar;

struct _FwWaterfallChart
{
  FwChart parent_instance;

  FwFormat format;
  GArray *bars; /* of FwWaterfallBar */

  FwChartFrame frame; /* of the last drawing; where the pointer is looked up */
};

#define fw_waterfall_chart_get_bar(self, i) (&g_array_index ((self)->bars, FwWaterfallBar, (i)))

void fw_waterfall_chart_draw (FwWaterfallChart *self, GtkSnapshot *snapshot);
/** fw_waterfall_chart_lay_out: for the present size. */
void fw_waterfall_chart_lay_out (FwWaterfallChart *self);

G_END_DECLS
