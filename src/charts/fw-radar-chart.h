/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart.h"

G_BEGIN_DECLS

#define FW_RADAR_MOST_AXES 12

typedef struct
{
  const char *label;
  const char *note;     /* (nullable): said with the scores: "84.1 %, benchmark 85 %" */
  double value;         /* scores from 0 to 100, beyond them drawn at the end; NaN: no data */
  double other;         /* of what it is compared with; NaN: none */
  double benchmark;     /* NaN: none */
  gboolean cannot_tell; /* too few to say that it is below: a ring instead of the triangle */
  const char *figure;   /* (nullable): what the score is made of, shown in its place: "84.1 %" */
} FwRadarAxis;

/**
 * FwRadarChart:
 * Scores by dimension as an area, against a thin line of the others and a dashed one of the
 * benchmark. Dimensions below their benchmark are marked by a triangle and by a word.
 *
 * Signal "activated" (guint index).
 */
#define FW_TYPE_RADAR_CHART (fw_radar_chart_get_type ())
G_DECLARE_FINAL_TYPE (FwRadarChart, fw_radar_chart, FW, RADAR_CHART, FwChart)

GtkWidget *fw_radar_chart_new (void);

/** fw_radar_chart_set_names: for the legend and the table. @other: (nullable). @benchmark:
 * (nullable). */
void fw_radar_chart_set_names (FwRadarChart *self,
                               const char *main,
                               const char *other,
                               const char *benchmark);
/** fw_radar_chart_set: everything is copied; clockwise from the top; at most FW_RADAR_MOST_AXES. */
void fw_radar_chart_set (FwRadarChart *self, const FwRadarAxis *axes, guint n);

G_END_DECLS
