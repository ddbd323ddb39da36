/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "client/fw-client.h"

G_BEGIN_DECLS

/** FwSignIn: server, user and password, or the word that a server is being started. */
#define FW_TYPE_SIGN_IN (fw_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (FwSignIn, fw_sign_in, FW, SIGN_IN, AdwBin)

void fw_sign_in_bind (FwSignIn *self, FwClient *client);
/** fw_sign_in_show_problem: @sentence: (nullable): why there is no session. */
void fw_sign_in_show_problem (FwSignIn *self, const char *sentence);
/** fw_sign_in_show_making: how much of the sample centre is made, 0 to 1; below 0: none is. */
void fw_sign_in_show_making (FwSignIn *self, double fraction);

G_END_DECLS
