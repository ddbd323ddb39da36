/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart.h"

G_BEGIN_DECLS

typedef enum
{
  FW_WATERFALL_TOTAL,  /* a level: where it began, where it ended; drawn from the foot */
  FW_WATERFALL_WORSE,  /* a change for the worse, up or down; filled */
  FW_WATERFALL_BETTER, /* a change for the better; hatched */
  FW_WATERFALL_REST    /* what no named cause explains; hollow */
} FwWaterfallKind;

typedef struct
{
  const char *label;
  const char *note; /* (nullable): said with the figure: "89 → 71, n 412" */
  double value;     /* the level of a total, else the signed change; NaN: no data */
  FwWaterfallKind kind;
} FwWaterfallStep;

/**
 * FwWaterfallChart:
 * How a figure went from one level to another: totals and the changes between them. The axis begins
 * near the figures and not at 0 where they would be slivers; totals show by a break that they were
 * cut. Where the columns would be too narrow for their words it lies on its side.
 *
 * Signal "activated" (guint index).
 */
#define FW_TYPE_WATERFALL_CHART (fw_waterfall_chart_get_type ())
G_DECLARE_FINAL_TYPE (FwWaterfallChart, fw_waterfall_chart, FW, WATERFALL_CHART, FwChart)

GtkWidget *fw_waterfall_chart_new (void);

/** fw_waterfall_chart_set: everything is copied. */
void fw_waterfall_chart_set (FwWaterfallChart *self,
                             FwFormat format,
                             const FwWaterfallStep *steps,
                             guint n);

G_END_DECLS
