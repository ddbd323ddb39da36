/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart.h"

G_BEGIN_DECLS

/* The cursor of a chart, shared by fw-chart.c and fw-chart-cursor.c alone. */
typedef struct
{
  int item;     /* -1 none */
  int selected; /* -1 none */
  double x;     /* where the pointer was last; NaN: it is not here */
  double y;
} FwChartCursor;

FwChartCursor *fw_chart_get_cursor_state (FwChart *self);
/** fw_chart_describe_now: without waiting for the second to be over: somebody moved the cursor. */
void fw_chart_describe_now (FwChart *self);
/** fw_chart_start_cursor: connects pointer and keys of a chart that has items. */
void fw_chart_start_cursor (FwChart *self);
/** fw_chart_check_cursor: after the figures have changed there may be fewer items. */
void fw_chart_check_cursor (FwChart *self);

G_END_DECLS
