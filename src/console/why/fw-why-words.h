/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-mark.h"
#include "core/why/fw-why.h"

G_BEGIN_DECLS

/** What the answer to a question is called and how it is marked, in one place; texts translated,
 * (transfer none) unless said otherwise. */

/** fw_why_words_metrics: Returns: names of the metrics that can be asked about; NULL-terminated. */
const char *const *fw_why_words_metrics (void);
const char *fw_why_words_metric (const char *name);
FwFormat fw_why_words_format (const FwMetric *metric);
/** fw_why_words_measure: which contacts a metric's n counts, as "measure" of GET contacts. */
const char *fw_why_words_measure (const FwMetric *metric);
/** fw_why_words_metric_of: the metric that a measure of GET contacts belongs to. */
const char *fw_why_words_metric_of (const char *measure);

const char *fw_why_words_baseline (FwWhyBaseline baseline); /* "the same hours last week" */
const char *
fw_why_words_before (FwWhyBaseline baseline); /* of its column: "Before", "Target" ... */
const char *fw_why_words_verdict (FwWhyVerdict verdict);
FwMarkShape fw_why_words_shape (FwWhyVerdict verdict);
FwChartColor fw_why_words_color (FwWhyVerdict verdict);
/** fw_why_words_missing: why a factor cannot be asked. */
const char *fw_why_words_missing (const char *missing);

/** fw_why_words_attribute: of a dimension or a factor: "Team", "Nights in a row". */
const char *fw_why_words_attribute (const char *attribute, const char *title);
/** fw_why_words_value: Returns: (transfer full): of a value alone: "Night B", "under 30 days". */
char *fw_why_words_value (const FwWhyPart *part);
/** fw_why_words_part: Returns: (transfer full): with its attribute where it would not be known. */
char *fw_why_words_part (const FwWhyPart *part);
/** fw_why_words_cell: Returns: (transfer full): "Team Night B · 4th night in a row". */
char *fw_why_words_cell (const FwWhyCell *cell);

/** fw_why_words_effect: Returns: (transfer full): with its sign: "−1.9", "+6s"; "—" for NaN. */
char *fw_why_words_effect (const FwMetric *metric, double effect);
/** fw_why_words_interval: Returns: (transfer full): "−2.4 … −1.3"; "—" where there is none. */
char *fw_why_words_interval (const FwMetric *metric, const FwInterval *interval);
/** fw_why_words_figure: Returns: (transfer full): of one side, short: "91.4", "4m 12s". */
char *fw_why_words_figure (const FwMetric *metric, const FwWhySide *side);
/** fw_why_words_figures: Returns: (transfer full): "89.0 → 71.2". */
char *fw_why_words_figures (const FwMetric *metric, const FwWhyCell *cell);
/** fw_why_words_good: TRUE where an effect of that sign is to be welcomed. */
gboolean fw_why_words_good (const FwMetric *metric, double effect);

/** fw_why_words_period: @zone: (nullable): by whose clock; the desk's where it is NULL.
 * Returns: (transfer full): "14 – 20 Nov", "21 Nov 06:00 – 14:30". */
char *fw_why_words_period (gint64 from, gint64 to, GTimeZone *zone);
/** fw_why_words_subtitle: Returns: (transfer full): "CSAT · 14 – 20 Nov against 7 – 13 Nov". */
char *fw_why_words_subtitle (const FwWhyAnswer *answer);

G_END_DECLS
