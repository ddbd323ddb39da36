/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-answer-item.h"
#include "console/fw-page.h"

G_BEGIN_DECLS

/**
 * FwTrainingEnrol:
 * Asks whom to enrol in a session: people by name, a team, or those of a team whose position asks
 * for more of what the course teaches than they have shown; and says, before it is done, what would
 * become of them. Signal: "enrolled" (what became of them, as a sentence).
 */
#define FW_TYPE_TRAINING_ENROL (fw_training_enrol_get_type ())
G_DECLARE_FINAL_TYPE (FwTrainingEnrol, fw_training_enrol, FW, TRAINING_ENROL, AdwWindow)

FwTrainingEnrol *fw_training_enrol_new (FwPage *page, FwAnswerItem *session);

/** fw_training_make_path: Returns: (transfer full): training/{session}/@what, escaped. */
char *fw_training_make_path (const char *session, const char *what);

/** fw_training_write_enrolled: Returns: (transfer full): "5 enrolled, 2 wait, Lin is in
 * “Complaints 2” at that time". @would: it is only what would be. */
char *fw_training_write_enrolled (JsonObject *answer, gboolean would);

G_END_DECLS
