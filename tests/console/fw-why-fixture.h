/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/why/fw-why.h"

G_BEGIN_DECLS

/** fw_why_fixture_answer: Returns: (transfer full): CSAT that fell from 91.4 to 87.2 %, with three
 * causes, a possible one, chance, too few, a mix, splits, factors; sums as they must be. */
FwWhyAnswer *fw_why_fixture_answer (void);
/** fw_why_fixture_durations: Returns: (transfer full): the same of a handling time of some ten
 * minutes, whose figures are the longest that a table shows. */
FwWhyAnswer *fw_why_fixture_durations (void);
/** fw_why_fixture_state: Returns: (transfer full): an answer without causes. */
FwWhyAnswer *fw_why_fixture_state (FwWhyState state, FwWhyBaseline baseline);
/** fw_why_fixture_json: Returns: (transfer full): as GET why gives it; takes @answer. */
char *fw_why_fixture_json (FwWhyAnswer *answer);

G_END_DECLS
