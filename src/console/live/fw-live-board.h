/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/live/fw-live-curve.h"
#include "console/live/fw-live-landing.h"
#include "console/live/fw-live-people.h"
#include "console/live/fw-live-table.h"

G_BEGIN_DECLS

/**
 * FwLiveBoard:
 * All of the Live page under the scope bar, laid out for the room there is. Signals:
 * "open-contacts" (dimension, key, title, measure name): what a cell counts; the key of the total
 * is "" and its dimension too; "ask-why" (question): for the page "why".
 */
#define FW_TYPE_LIVE_BOARD (fw_live_board_get_type ())
G_DECLARE_FINAL_TYPE (FwLiveBoard, fw_live_board, FW, LIVE_BOARD, GtkWidget)

GtkWidget *fw_live_board_new (void);
/** fw_live_board_new_for_days: for the answers of an FwLiveDays: without what is of a moment. */
GtkWidget *fw_live_board_new_for_days (void);
/** fw_live_board_set_landing: knows what there is to see while today has nothing. @may_fill: this
 * account may bring contacts in. */
void fw_live_board_set_landing (FwLiveBoard *self, FwLiveLanding *landing, gboolean may_fill);
FwLive *fw_live_board_get_live (FwLiveBoard *self);
void fw_live_board_set_live (FwLiveBoard *self, FwLive *live);
FwLiveTable *fw_live_board_get_table (FwLiveBoard *self);
FwLiveCurve *fw_live_board_get_curve (FwLiveBoard *self);
FwLivePeople *fw_live_board_get_people (FwLiveBoard *self);

/** fw_live_board_show_people: @state: as of fw_live_people_show_state() */
void fw_live_board_show_people (FwLiveBoard *self, const char *state);
void fw_live_board_show_person (FwLiveBoard *self, const char *agent);
/** fw_live_board_act: does what the button of an alert says. */
void fw_live_board_act (FwLiveBoard *self, FwAlertRow *alert);
void fw_live_board_start_search (FwLiveBoard *self);
/** fw_live_board_go_back: Returns: TRUE when people were shown and the floor is again. */
gboolean fw_live_board_go_back (FwLiveBoard *self);
/** fw_live_board_copy: Returns: (transfer full): the table that is shown, or what of it is selected
 */
char *fw_live_board_copy (FwLiveBoard *self, gboolean with_headers, gboolean whole);

G_END_DECLS
