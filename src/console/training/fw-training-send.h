/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/** FwTrainingSent: @answer: (nullable): what was answered; @refusal: (nullable): why it was not
 * taken, translated. */
typedef void (*FwTrainingSent) (GObject *owner, JsonObject *answer, const char *refusal);

/** fw_training_make_path: Returns: (transfer full): training/{session}/@what, escaped. */
char *fw_training_make_path (const char *session, const char *what);

/** fw_training_send: POST @path. It does not wait on this desk: seats are given by the server
 * alone.
 * @body: (transfer full); @owner is kept until it is @done. */
void fw_training_send (
    FwPage *page, const char *path, GString *body, GObject *owner, FwTrainingSent done);

G_END_DECLS
