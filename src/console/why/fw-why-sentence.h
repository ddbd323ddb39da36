/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/why/fw-why.h"

G_BEGIN_DECLS

/**
 * The answer in words: what moved from where to where, its causes by name with what each did, the
 * mix, and whether the rest is chance; or what is missing and what to do. Whole sentences, each
 * translated as one.
 */

/** fw_why_sentence_markup: Returns: (transfer full): for a label, with names in bold. */
char *fw_why_sentence_markup (const FwWhyAnswer *answer);
/** fw_why_sentence_text: Returns: (transfer full): the same without markup. */
char *fw_why_sentence_text (const FwWhyAnswer *answer);
/** fw_why_sentence_tested: Returns: (transfer full): "71 of 412 cells passed support · false
 * discovery ≤ 5 %", and what was not searched for which reason. */
char *fw_why_sentence_tested (const FwWhyAnswer *answer);
/** fw_why_sentence_neighbours: Returns: (transfer full): broader and narrower explanations of one
 * cause; "" where there are none. */
char *fw_why_sentence_neighbours (const FwWhyAnswer *answer, const FwWhyCause *cause);
/** fw_why_sentence_report: Returns: (transfer full): subtitle, answer, causes as lines: what is
 * copied. */
char *fw_why_sentence_report (const FwWhyAnswer *answer);

G_END_DECLS
