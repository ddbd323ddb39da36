/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart.h"

G_BEGIN_DECLS

typedef enum
{
  FW_INTERVAL_PLAIN,  /* ● no different from what it is held against, as far as can be told */
  FW_INTERVAL_WORSE,  /* ▲ */
  FW_INTERVAL_BETTER, /* ◆ */
  FW_INTERVAL_THIN    /* ○ too few to tell */
} FwIntervalState;

typedef struct
{
  const char *label; /* "4th" */
  double value;      /* NaN: no data */
  double low;        /* NaN with high: no interval */
  double high;
  guint64 n;
  FwIntervalState state;
} FwIntervalPoint;

/**
 * FwIntervalChart:
 * A figure by ordered level, each with its interval, against a dashed line of reference.
 *
 * Signal "activated" (guint index).
 */
#define FW_TYPE_INTERVAL_CHART (fw_interval_chart_get_type ())
G_DECLARE_FINAL_TYPE (FwIntervalChart, fw_interval_chart, FW, INTERVAL_CHART, FwChart)

GtkWidget *fw_interval_chart_new (void);

/** fw_interval_chart_set_reference: what the points are held against; NaN for none. @label:
 * (nullable): "other teams". */
void fw_interval_chart_set_reference (FwIntervalChart *self, double reference, const char *label);
/** fw_interval_chart_set: everything is copied. */
void fw_interval_chart_set (FwIntervalChart *self,
                            FwFormat format,
                            const FwIntervalPoint *points,
                            guint n);

G_END_DECLS
