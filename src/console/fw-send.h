/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/** FwSent: @answer: (nullable): what was answered; @refusal: (nullable): why it was not taken,
 * translated. */
typedef void (*FwSent) (GObject *owner, JsonObject *answer, const char *refusal);

/** fw_send: @method of @path. It does not wait on this desk: what is asked only the server can
 * give.
 * @body: (transfer full) (nullable); @owner is kept until it is @done. */
void fw_send (
    FwPage *page, const char *method, const char *path, GString *body, GObject *owner, FwSent done);
/** fw_send_post: the same of POST. */
void fw_send_post (FwPage *page, const char *path, GString *body, GObject *owner, FwSent done);

G_END_DECLS
