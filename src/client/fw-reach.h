/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fw_reach_check: whether a server may be asked at this address: over TLS, or without where nothing
 * leaves this machine, or where somebody said that it may. @server: "https://floor.example.org",
 * "http://127.0.0.1:8780". Returns: FALSE with FW_ERROR_FORBIDDEN for plain HTTP to another
 * machine; what is no address at all is not its business. From any thread.
 */
gboolean fw_reach_check (const char *server, GError **error);

/** fw_reach_allow_plain: plain HTTP goes to other machines as well, in this process. */
void fw_reach_allow_plain (gboolean allow);

G_END_DECLS
