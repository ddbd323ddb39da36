/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-mark.h"
#include "console/fw-answer-item.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/* What is said of steps, of those who are before them, and of what is in their files. All return
 * (transfer full) text where nothing else is said. */

const char *fw_career_state_word (const char *state); /* translated (transfer none) */
void fw_career_state_mark (const char *state, FwMarkShape *shape, FwChartColor *color);
/** fw_career_state_rank: what comes first. */
guint fw_career_state_rank (const char *state);
const char *fw_career_tier_word (const char *tier);         /* (nullable) (transfer none) */
const char *fw_career_function_word (const char *function); /* (nullable) (transfer none) */
const char *fw_career_award_word (const char *award);       /* (transfer none) */
const char *fw_career_event_word (const char *event);       /* (transfer none) */

double fw_career_read_number (JsonObject *object, const char *member); /* NAN: absent */
/** fw_career_write_date: "1 Mar 2027" as the language has it; a dash for no date. */
char *fw_career_write_date (const char *date);

/** fw_career_write_demand: one thing that is asked for, with what is there: "8 of 10 practical
 * cases". */
char *fw_career_write_demand (JsonObject *demand);
/** fw_career_write_rest: on what its day rests: "4 in the last 180 days, 10 by 1 Mar 2027"; ""
 * where there is nothing to say. */
char *fw_career_write_rest (JsonObject *demand, guint pace_days);
/** fw_career_write_lacks: what lacks or is not known, in one line; a dash where nothing does. */
char *fw_career_write_lacks (JsonObject *row);
/** fw_career_write_by: "Now", a day, or a dash. */
char *fw_career_write_by (JsonObject *row);
/** fw_career_write_counts: "2 ready · 4 nearly · of 1 it cannot be told", of a step or a position.
 */
char *fw_career_write_counts (JsonObject *counts);
/** fw_career_write_holders: "12 hold it". */
char *fw_career_write_holders (JsonObject *position);

G_END_DECLS
