/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * What servers said to this device when somebody signed in: kept in a file of the user's state and
 * sent with the next sign-in, so that the device is told from strangers who guess. It opens
 * nothing; where it cannot be kept one is a stranger again, no more.
 */

/** fw_devices_look_up: Returns: (transfer full) (nullable): the token of @user at @server. */
char *fw_devices_look_up (const char *server, const char *user);
/** fw_devices_make_sign_in: Returns: (transfer full): the body of POST session, with what was kept
 * of this device. */
GBytes *fw_devices_make_sign_in (const char *server, const char *user, const char *password);
void fw_devices_keep (const char *server, const char *user, const char *token);

G_END_DECLS
