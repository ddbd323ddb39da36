/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/metric/fw-metric.h"

G_BEGIN_DECLS

/** FwRuleCounts: what a rule did with a number of transcripts, and what people said of some. */
typedef struct
{
  guint64 hits, rest;      /* transcripts that it hits, and that it does not */
  guint64 judged, right;   /* of its hits */
  guint64 sampled, missed; /* drawn at random from the rest; those that it should have hit */
} FwRuleCounts;

/** FwRuleFigures: NAN where nothing is known; the bounds are then 0 and 1. */
typedef struct
{
  double precision, recall;
  FwInterval precision_bounds, recall_bounds; /* each at 95 % */
} FwRuleFigures;

/**
 * fw_rule_figures: precision is right ÷ judged, with the bounds of Wilson (1927). Recall is
 * R = H·p ÷ (H·p + N·q), H hits of precision p, N without a hit of which the share q is missed; p
 * and q are estimated apart, each within the bounds of Wilson at 97.5 %, so that both hold at 95 %
 * at least (Bonferroni), and R grows with p and falls with q.
 */
FwRuleFigures fw_rule_figures (const FwRuleCounts *counts);
/** Hits that are judged at least before a rule is taken for less than it promised: of fewer the
 * bounds of Wilson hold too little, and of the first hit of a good rule one in five may be wrong.
 */
#define FW_RULE_LEAST_JUDGED 10
/** fw_rule_is_below: whether the precision is surely less than @promised: its upper bound is. */
gboolean fw_rule_is_below (guint64 right, guint64 judged, double promised);

/** fw_rule_sample_key: the place of a transcript in the order in which those without a hit are
 * drawn for one version of a rule: the same whoever asks, and of no relation to what is in it. */
guint64 fw_rule_sample_key (const char *rule, guint version, const char *transcript);

G_END_DECLS
