/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-mark.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/* What GET appraisals answers, in words. */

const char *fw_appraisal_state_word (const char *state);
void fw_appraisal_state_mark (const char *state, FwMarkShape *shape, FwChartColor *color);
/** fw_appraisal_state_rank: in the order in which they are read: what waits first. */
guint fw_appraisal_state_rank (const char *state);

/** fw_appraisal_write_total: points with one decimal; a dash where there is no total. */
char *fw_appraisal_write_total (JsonObject *row);
/** fw_appraisal_write_range: between which ends the total lies; a dash without a weight set. */
char *fw_appraisal_write_range (JsonObject *row);
/** fw_appraisal_write_group: among whom she stands; there is no order within a group. */
char *fw_appraisal_write_group (JsonObject *row);
/** fw_appraisal_write_missing: which parts have too little data; "" where none. */
char *fw_appraisal_write_missing (JsonObject *row);
/** fw_appraisal_write_period: "2026 Q4: 1 October to 31 December; figures up to …". */
char *fw_appraisal_write_period (JsonObject *answer);

/** fw_appraisal_lines_read: the sheet of somebody: Returns: (transfer full) objects with id, what,
 * there, points, counts and depth. */
JsonArray *fw_appraisal_lines_read (JsonObject *row, guint least_raters);

G_END_DECLS
