/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart.h"

G_BEGIN_DECLS

/**
 * FwCoverChart:
 * People by half hour of a day: those planned as columns, those wanted as a line of steps, those
 * who were there, where that is told, as another, in colour. What
 * lacks between them is hatched, and the longest of the worst lacks is told in words above it.
 */
#define FW_TYPE_COVER_CHART (fw_cover_chart_get_type ())
G_DECLARE_FINAL_TYPE (FwCoverChart, fw_cover_chart, FW, COVER_CHART, FwChart)

GtkWidget *fw_cover_chart_new (void);

/** fw_cover_chart_set:
 * @from: µs UTC, of the first half hour
 * @zone: (nullable): whose clock the axis shows
 * @wanted: (nullable) (array length=n): NAN: not known
 * @lacks: (array length=n): whole people that lack
 * @words: (nullable): when how many lack; NULL: nobody */
void fw_cover_chart_set (FwCoverChart *self,
                         gint64 from,
                         guint n,
                         GTimeZone *zone,
                         const double *wanted,
                         const double *planned,
                         const guint *lacks,
                         const char *words);

/** fw_cover_chart_set_actual: how many were there, until the next fw_cover_chart_set().
 * @actual: (array length=n): NAN: not known, or to come */
void fw_cover_chart_set_actual (FwCoverChart *self, const double *actual, guint n);

G_END_DECLS
