/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart.h"

G_BEGIN_DECLS

typedef struct
{
  double before; /* NaN: no data */
  double now;    /* NaN: no data */
  guint64 n;     /* what it rests on: the smaller of the two numbers */
} FwHeatCell;

/**
 * FwHeatMap:
 * How a figure changed, cell by cell: orange for the worse, blue for the better, the strongest with
 * a small arrow of their direction as well. Cells that rest on too few are hatched, those without
 * data empty. A legend says what the ends of the ramp mean: beyond them the colour stays the same.
 *
 * Signal "activated" (guint row, guint column).
 */
#define FW_TYPE_HEAT_MAP (fw_heat_map_get_type ())
G_DECLARE_FINAL_TYPE (FwHeatMap, fw_heat_map, FW, HEAT_MAP, FwChart)

GtkWidget *fw_heat_map_new (void);

/** fw_heat_map_set_meaning: before the cells. @lower_is_better: a fall is blue. @least_n: below it
 * a cell is hatched. */
void fw_heat_map_set_meaning (FwHeatMap *self,
                              FwFormat format,
                              gboolean lower_is_better,
                              guint64 least_n);

/** fw_heat_map_set: everything is copied. @cells: row by row. @n_rows and @n_columns: 0 for nothing
 * to show. */
void fw_heat_map_set (FwHeatMap *self,
                      const char *const *rows,
                      guint n_rows,
                      const char *const *columns,
                      guint n_columns,
                      const FwHeatCell *cells);

/** fw_heat_map_get_item: for fw_chart_set_cursor() and fw_chart_set_selected(). */
guint fw_heat_map_get_item (FwHeatMap *self, guint row, guint column);

G_END_DECLS
