/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/**
 * FwCaseReplayPage:
 * A limit of cases is tried on those of the last quarter before it is published: for each clock how
 * many would have kept it as it is and as it is tried, and Enter goes to the very cases in which
 * that is a difference. Nothing is written. It is opened with the name of a policy, or with none.
 */
#define FW_TYPE_CASE_REPLAY_PAGE (fw_case_replay_page_get_type ())
G_DECLARE_FINAL_TYPE (FwCaseReplayPage, fw_case_replay_page, FW, CASE_REPLAY_PAGE, FwAskingPage)

G_END_DECLS
