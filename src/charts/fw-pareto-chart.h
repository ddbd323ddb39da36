/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart.h"

G_BEGIN_DECLS

typedef struct
{
  const char *label;
  const char *note; /* (nullable): said with the figure */
  double value;     /* a count or an amount, not negative; others are left out */
} FwParetoBar;

/** Bars beyond so many are told as the rest. */
#define FW_PARETO_MOST_BARS 12

/**
 * FwParetoChart:
 * What makes up most of a whole: bars in falling order, the rest last and hollow, a line of what
 * they come to together, and a mark at 80 % of the whole. Those that reach it are filled in the
 * main colour. Where the columns would be too narrow for their words it lies on its side.
 *
 * Signal "activated" (guint index): as given to fw_pareto_chart_set(); G_MAXUINT for the rest.
 */
#define FW_TYPE_PARETO_CHART (fw_pareto_chart_get_type ())
G_DECLARE_FINAL_TYPE (FwParetoChart, fw_pareto_chart, FW, PARETO_CHART, FwChart)

GtkWidget *fw_pareto_chart_new (void);

/** fw_pareto_chart_set: in any order; everything is copied. @rest: what no bar says, 0 for none. */
void fw_pareto_chart_set (
    FwParetoChart *self, FwFormat format, const FwParetoBar *bars, guint n, double rest);

G_END_DECLS
