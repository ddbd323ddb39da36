/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "client/fw-client.h"

G_BEGIN_DECLS

/**
 * FwSourceNotice:
 * A line across the window while a log that the server follows does not deliver: which one, what is
 * wrong and what to do. For those who can do something about it. It goes by itself.
 */
#define FW_TYPE_SOURCE_NOTICE (fw_source_notice_get_type ())
G_DECLARE_FINAL_TYPE (FwSourceNotice, fw_source_notice, FW, SOURCE_NOTICE, AdwBin)

void fw_source_notice_bind (FwSourceNotice *self, FwClient *client);
/** fw_source_notice_get_sentence: Returns: (nullable): what is said now. */
const char *fw_source_notice_get_sentence (FwSourceNotice *self);

G_END_DECLS
