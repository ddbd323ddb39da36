/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-heat-map.h"

G_BEGIN_DECLS

/* Shared by the widget (fw-heat-map.c) and its drawing (fw-heat-map-draw.c) alone. */
struct _FwHeatMap
{
  FwChart parent_instance;

  FwFormat format;
  gboolean lower_is_better;
  guint64 least_n;
  char **rows;    /* n_rows names */
  char **columns; /* n_columns names */
  guint n_rows;
  guint n_columns;
  FwHeatCell *cells; /* row by row */
  double reach;      /* the difference at the ends of the ramp, > 0 */

  graphene_rect_t plot; /* of the last drawing; where the pointer is looked up */
};

void fw_heat_map_draw (FwHeatMap *self, GtkSnapshot *snapshot);

typedef enum
{
  FW_HEAT_EMPTY,
  FW_HEAT_THIN,
  FW_HEAT_FULL
} FwHeatState;

FwHeatState fw_heat_map_get_state (FwHeatMap *self, const FwHeatCell *cell);

G_END_DECLS
