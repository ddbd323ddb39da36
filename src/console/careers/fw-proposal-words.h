/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/live/fw-live-grid.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/* An answer of GET award-proposals in words. @award: one of its awards; @row: one of that one's
 * rows. All texts are (transfer full). */

/** fw_proposal_rank: where rows of that standing go; there is no order but that of names within
 * one. */
guint fw_proposal_rank (const char *standing);
/** fw_proposal_write_rule: who is proposed, and by what. @month: "2026-11" */
char *fw_proposal_write_rule (JsonObject *award, const char *month);
/** fw_proposal_write_channels: how each channel stands, a line each; "" where nobody is looked at.
 */
char *fw_proposal_write_channels (JsonObject *award);
/** fw_proposal_write_why: why somebody stands where she does. */
char *fw_proposal_write_why (JsonObject *award, JsonObject *row);
/** fw_proposal_write_evidence: what an award says that it rests on. */
char *fw_proposal_write_evidence (JsonObject *award, JsonObject *row, const char *month);

/** fw_proposal_columns_add: of rows, FwAnswerItem; nothing can be sorted by a figure. */
void fw_proposal_columns_add (FwLiveGrid *grid);
/** FW_PROPOSAL_STANDARDS: the column that only an award with such a condition has. */
#define FW_PROPOSAL_STANDARDS 8

G_END_DECLS
