/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-mark.h"
#include "client/fw-live.h"

G_BEGIN_DECLS

/** What live figures are called and how they are marked, in one place; texts translated, (transfer
 * none). */

const char *fw_live_words_title (FwLiveMeasure measure); /* of a tile or chart: "Connection rate" */
const char *fw_live_words_column (FwLiveMeasure measure); /* of a table: "Connected" */
FwFormat fw_live_words_format (FwLiveMeasure measure);
FwFormat fw_live_words_format_unit (FwUnit unit);

const char *fw_live_words_dimension (const char *dimension);                /* "team" -> "Team" */
const char *fw_live_words_group (const char *dimension, const char *title); /* a row's own */
const char *fw_live_words_all (const char *dimension); /* of the total row: "All teams" */

const char *fw_live_words_verdict (FwVerdict verdict); /* "in order", "" without target */
FwMarkShape fw_live_words_shape (FwVerdict verdict);
FwChartColor fw_live_words_color (FwVerdict verdict);
const char *fw_live_words_verdict_class (FwVerdict verdict); /* CSS class: "late" ... */

const char *fw_live_words_state (FwAgentState state); /* "talking" */
FwChartColor fw_live_words_state_color (FwAgentState state);

/** fw_live_words_target: Returns: (transfer full): "≥ 95 %", "≤ 4:30"; "" without one */
char *fw_live_words_target (FwLiveMeasure measure, double target);
/** fw_live_words_alert: Returns: (transfer full): "Night B: service level 74.2 %, limit 80 %". */
char *fw_live_words_alert (const FwLiveFrameAlert *alert, GTimeZone *zone);
/** fw_live_words_before: Returns: (transfer full): "last Tuesday": what the same time last week is
 * called. */
char *fw_live_words_before (FwLive *live);
/** fw_live_words_reason: Returns: what a pause is for, translated where it is a usual one, else as
 * it came */
const char *fw_live_words_reason (const char *reason);

G_END_DECLS
