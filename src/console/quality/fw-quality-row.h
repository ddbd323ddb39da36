/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/metric/fw-metric.h"

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** FwQualityRow: one figure in a line: name, value, interval and n, target, verdict, trend. */
#define FW_TYPE_QUALITY_ROW (fw_quality_row_get_type ())
G_DECLARE_FINAL_TYPE (FwQualityRow, fw_quality_row, FW, QUALITY_ROW, GtkListBoxRow)

/** fw_quality_row_new: @title: translated; @group: (nullable): name and value of the dimension that
 * the row is about: "channel", "chat". Returns: (transfer floating) */
GtkWidget *fw_quality_row_new (const FwMetric *metric,
                               const char *title,
                               const char *dimension,
                               const char *value);

const FwMetric *fw_quality_row_get_metric (FwQualityRow *self);
/** fw_quality_row_get_part: Returns: (nullable): the value; @dimension: (out) */
const char *fw_quality_row_get_part (FwQualityRow *self, const char **dimension);

/** fw_quality_row_show: @group: a group or the total of an answer of kpi. */
void fw_quality_row_show (FwQualityRow *self, JsonObject *group);
/** fw_quality_row_show_trend: @groups: those of an answer by time; @open: the last one still runs.
 */
void fw_quality_row_show_trend (FwQualityRow *self, JsonArray *groups, gboolean open);
/** fw_quality_row_describe: Returns: (transfer full): the cells as text, parted by tabs. */
char *fw_quality_row_describe (FwQualityRow *self);

G_END_DECLS
