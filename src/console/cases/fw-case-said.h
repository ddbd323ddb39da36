/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "client/fw-client.h"

G_BEGIN_DECLS

/** FwCaseSaid: what the customer of a case was promised, and the last notes with the step that is
 * next; each opens by a press. */
#define FW_TYPE_CASE_SAID (fw_case_said_get_type ())
G_DECLARE_FINAL_TYPE (FwCaseSaid, fw_case_said, FW, CASE_SAID, AdwBin)

/** fw_case_said_show: @id: (nullable): of a case; NULL: nothing is shown. */
void fw_case_said_show (FwCaseSaid *self, FwClient *client, const char *id);

G_END_DECLS
