/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-answer-item.h"
#include "console/fw-page.h"

G_BEGIN_DECLS

/**
 * FwSwapPane:
 * One swap: what it is, where it stands, what an agent may do with it, and what would break by that
 * before she does it. Signal: "chosen" (the move, the day that is given back (nullable)).
 */
#define FW_TYPE_SWAP_PANE (fw_swap_pane_get_type ())
G_DECLARE_FINAL_TYPE (FwSwapPane, fw_swap_pane, FW, SWAP_PANE, GtkBox)

/** fw_swap_pane_show: @swap: (nullable): nothing is shown. */
void fw_swap_pane_show (FwSwapPane *self, FwPage *page, FwAnswerItem *swap);
/** fw_swap_pane_take, _give_up: as a click of the button. Returns: FALSE where that is not to be
 * done now. */
gboolean fw_swap_pane_take (FwSwapPane *self);
gboolean fw_swap_pane_give_up (FwSwapPane *self);
/** fw_swap_pane_focus: the keys go to what is chosen there first. */
void fw_swap_pane_focus (FwSwapPane *self);

G_END_DECLS
