/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/** fw_text_rule_columns_add: of rules, FwAnswerItem of the answer's "rows". */
void fw_text_rule_columns_add (FwLiveGrid *grid);
/** fw_text_rule_columns_add_chosen: of transcripts of one of them, of the answer's "chosen". */
void fw_text_rule_columns_add_chosen (FwLiveGrid *grid);

G_END_DECLS
