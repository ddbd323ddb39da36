/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-answer-item.h"
#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/** fw_training_columns_add_sessions, _people: the columns of the tables of the page Training. */
void fw_training_columns_add_sessions (FwLiveGrid *grid);
void fw_training_columns_add_people (FwLiveGrid *grid);

/** fw_training_write_seats: Returns: (transfer full): "5 of 8 seats taken, 2 wait". */
char *fw_training_write_seats (guint taken, guint seats, guint waiting);
/** fw_training_write_time: Returns: (transfer full): "2026-12-02 – 03 09:00 – 12:00". */
char *fw_training_write_time (FwAnswerItem *session);
/** fw_training_state_word: of an enrolment or a session; translated. */
const char *fw_training_state_word (const char *state);
FwMarkShape fw_training_state_shape (const char *state);
FwChartColor fw_training_state_color (const char *state);

G_END_DECLS
