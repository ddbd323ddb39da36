/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "console/why/fw-why-result.h"

G_BEGIN_DECLS

/**
 * FwWhyAsker:
 * Asks one question at a time: a new one takes the place of the one before. The answer is read in a
 * thread. While the server is away the last answer to the same question comes instead.
 *
 * Property "asking" (boolean). Signals: "answered" (FwWhyResult), "failed" (GError), which is of
 * G_IO_ERROR_CANCELLED when somebody cancelled it.
 */
#define FW_TYPE_WHY_ASKER (fw_why_asker_get_type ())
G_DECLARE_FINAL_TYPE (FwWhyAsker, fw_why_asker, FW, WHY_ASKER, GObject)

FwWhyAsker *fw_why_asker_new (FwClient *client);
/** fw_why_asker_ask: @key: under which the answer is kept; @path: what is asked. */
void fw_why_asker_ask (FwWhyAsker *self, const char *key, const char *path);
void fw_why_asker_cancel (FwWhyAsker *self);
gboolean fw_why_asker_is_asking (FwWhyAsker *self);

G_END_DECLS
