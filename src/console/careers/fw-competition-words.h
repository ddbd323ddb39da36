/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/live/fw-live-heads.h"

G_BEGIN_DECLS

/* What is said of calls for posts and of who applies. Texts are (transfer full) where nothing else
 * is said. */

/** fw_competition_state_word: @kind: of the record; @state: its. Returns: (transfer none):
 * translated. */
const char *fw_competition_state_word (const char *kind, const char *state);
/** fw_competition_write_call: what is called, why, and what keeps it from its next step.
 * @whole: the answer of competitions/{id} */
char *fw_competition_write_call (JsonObject *whole);
/** fw_competition_write_applicant: why she applies, how she stands, what she was given. */
char *fw_competition_write_applicant (JsonObject *whole, JsonObject *applicant);

/** fw_competition_columns_add: of calls; rows are FwAnswerItem of GET competitions. */
void fw_competition_columns_add (FwLiveGrid *grid);
/** fw_competition_columns_add_people: of applicants of one call.
 * @whole: (nullable): what is shown, as it is at the time */
void fw_competition_columns_add_people (FwLiveGrid *grid, JsonObject **whole);

G_END_DECLS
