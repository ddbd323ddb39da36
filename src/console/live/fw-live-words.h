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
const char *fw_live_words_dimension_plural (const char *dimension);         /* "team" -> "Teams" */
const char *fw_live_words_group (const char *dimension, const char *title); /* a row's own */
const char *fw_live_words_all (const char *dimension); /* of the total row: "All teams" */

const char *fw_live_words_verdict (FwVerdict verdict); /* "in order", "" without target */
FwMarkShape fw_live_words_shape (FwVerdict verdict);
FwChartColor fw_live_words_color (FwVerdict verdict);
const char *fw_live_words_verdict_class (FwVerdict verdict); /* CSS class: "late" ... */

const char *fw_live_words_state (FwAgentState state); /* "talking" */
FwChartColor fw_live_words_state_color (FwAgentState state);

/** fw_live_words_target: Returns: (transfer full): "≥ 95 %", "≤ 4m 30s"; "" without one */
char *fw_live_words_target (FwLiveMeasure measure, double target);
/** fw_live_words_n: Returns: (transfer full): what a figure rests on: "n 412", "of 258h at work".
 */
char *fw_live_words_n (FwLiveMeasure measure, guint64 n);
/** fw_live_words_figure: Returns: (transfer full): a figure with all that goes with it: "Service
 * level: 87.1 % · n 412 · between 83.6 % and 90.0 % · ≥ 90 % · cannot tell yet". */
char *fw_live_words_figure (FwLiveMeasure measure, const FwLiveValue *value);
/** fw_live_words_alert: Returns: (transfer full): "Night B: Service level 74.2 %, n 233, limit 80
 * %, since 14:05". */
char *fw_live_words_alert (const FwLiveFrameAlert *alert, GTimeZone *zone);
/** fw_live_words_alert_care: Returns: (transfer full): who has taken it up: "given to Xu Lei ·
 * acknowledged by night"; "" nobody. */
char *fw_live_words_alert_care (const FwLiveFrameAlert *alert, GTimeZone *zone);
/** fw_live_words_alert_window: Returns: (transfer full): "06:00 to 14:31, between 68.2 % and 79.4
 * %";
 * "" for what is measured at a moment. */
char *fw_live_words_alert_window (const FwLiveFrameAlert *alert, GTimeZone *zone);
/** fw_live_words_before: Returns: (transfer full): what figures are held against: "last Tuesday",
 * the same time last week; of other days those: "22 Nov – 28 Nov". */
char *fw_live_words_before (FwLive *live);
/** fw_live_words_days: what the line of the figures themselves is called: "today", "these days". */
const char *fw_live_words_days (FwLive *live);
/** fw_live_words_reason: Returns: what a pause is for, translated where it is a usual one, else as
 * it came */
const char *fw_live_words_reason (const char *reason);

G_END_DECLS
