/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/why/fw-why-bridge.h"
#include "console/why/fw-why-causes.h"
#include "console/why/fw-why-cells.h"
#include "console/why/fw-why-factors.h"
#include "console/why/fw-why-sides.h"
#include "console/why/fw-why-trail.h"

G_BEGIN_DECLS

/**
 * FwWhyBoard:
 * All of the Why page under the scope bar, laid out for the room there is. Signals: "go" (depth),
 * "drill" (FwWhyRow), "open" (FwWhyRow (nullable), before), "cancel", "again".
 */
#define FW_TYPE_WHY_BOARD (fw_why_board_get_type ())
G_DECLARE_FINAL_TYPE (FwWhyBoard, fw_why_board, FW, WHY_BOARD, GtkWidget)

GtkWidget *fw_why_board_new (void);
/** fw_why_board_add_sides: views beside those of the answer. */
void fw_why_board_add_sides (FwWhyBoard *self, FwWhySides *sides);
/** fw_why_board_set_trail: what is asked; @answer: (nullable): to just that. */
void fw_why_board_set_trail (FwWhyBoard *self,
                             const char *metric,
                             const GArray *parts,
                             const FwWhyAnswer *answer);
void fw_why_board_show (FwWhyBoard *self, FwWhyResult *result);
/** fw_why_board_set_asking: the answer of before stays, dimmed, and asking can be cancelled. */
void fw_why_board_set_asking (FwWhyBoard *self, gboolean asking);
/** fw_why_board_show_nothing: no answer came and none is there. @sentence: (nullable): why. */
void fw_why_board_show_nothing (FwWhyBoard *self, const char *sentence);
FwWhyResult *fw_why_board_get_result (FwWhyBoard *self); /* (nullable) */
/** fw_why_board_choose_view: "cells", "factors" ... */
void fw_why_board_choose_view (FwWhyBoard *self, const char *name);
/** fw_why_board_find_selected: Returns: (transfer none) (nullable): the line that has the focus,
 * else the cause that is chosen. */
FwWhyRow *fw_why_board_find_selected (FwWhyBoard *self);
/** fw_why_board_copy: Returns: (transfer full): what has the focus as a table, else the answer. */
char *fw_why_board_copy (FwWhyBoard *self, gboolean with_headers);

FwWhyTrail *fw_why_board_get_trail (FwWhyBoard *self);
FwWhyBridge *fw_why_board_get_bridge (FwWhyBoard *self);
FwWhyCauses *fw_why_board_get_causes (FwWhyBoard *self);
FwWhyCells *fw_why_board_get_cells (FwWhyBoard *self);
FwWhyFactors *fw_why_board_get_factors (FwWhyBoard *self);
const char *fw_why_board_get_sentence (FwWhyBoard *self);

G_END_DECLS
