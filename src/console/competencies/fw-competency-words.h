/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/competencies/fw-competency-item.h"

G_BEGIN_DECLS

/* What the grid says in words; all (transfer full). */

/** "3", "2.4"; "○" without evidence. */
char *fw_competency_write_level (double level);
/** "86 %", "75–100 %", "—". */
char *fw_competency_write_readiness (const FwCompetencyPerson *person);
/** "Place 3 of 24", "Between place 1 and 24: cannot tell"; "" where nothing can be said. */
char *fw_competency_write_place (const FwCompetencyPerson *person, guint of);
/** "2 too low, 3 not known", "All met", "Nothing is asked". */
char *fw_competency_write_gaps (const FwCompetencyPerson *person);
/** "Coaching: 2, asked 3; 4 on 2025-10-30, faded since". */
char *fw_competency_write_cell (FwCompetencyItem *item, guint competency);
/** "Coaching" would tell most: 14 points of the interval; "" where all is known. */
char *fw_competency_write_narrows (FwCompetencyItem *item);
/** The name of a source of evidence, as its kind has it. */
const char *fw_competency_source_word (const char *source);

G_END_DECLS
