/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-radar-chart.h"

G_BEGIN_DECLS

/* Shared by the widget (fw-radar-chart.c) and its drawing (fw-radar-chart-draw.c) alone. */
typedef struct
{
  char *label;
  char *note; /* (nullable) */
  char *text; /* the figure or score, and the word where it is below the benchmark */
  double value;
  double other;
  double benchmark;
  gboolean cannot_tell;
  gboolean has_figure; /* text is a figure, and scores are called so */
} FwRadarSpoke;

struct _FwRadarChart
{
  FwChart parent_instance;

  FwRadarSpoke spokes[FW_RADAR_MOST_AXES];
  guint n;
  char *main;
  char *other;     /* (nullable) */
  char *benchmark; /* (nullable) */

  graphene_point_t middle; /* of the last drawing; where the pointer is looked up */
  double radius;
};

void fw_radar_chart_draw (FwRadarChart *self, GtkSnapshot *snapshot);
gboolean fw_radar_spoke_is_short (const FwRadarSpoke *spoke);

G_END_DECLS
