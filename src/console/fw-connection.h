/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "client/fw-outbox.h"
#include "client/fw-shelf.h"

G_BEGIN_DECLS

/**
 * FwConnection:
 * Brings the client to a server: the configured one with the session kept from last time, or one of
 * our own, which is started, watched and stopped. Property "problem" (string): why there is none.
 */
#define FW_TYPE_CONNECTION (fw_connection_get_type ())
G_DECLARE_FINAL_TYPE (FwConnection, fw_connection, FW, CONNECTION, GObject)

FwConnection *fw_connection_new (FwClient *client, FwShelf *shelf);
/** fw_connection_open: @server: (nullable): instead of the configured one; @sample: the sample
 * centre, whatever is configured. */
void fw_connection_open (FwConnection *self, const char *server, gboolean sample);
void fw_connection_close (FwConnection *self);
/** fw_connection_get_outbox: the edits that wait; belongs to the same account as the cache. */
FwOutbox *fw_connection_get_outbox (FwConnection *self);
void fw_connection_sign_out (FwConnection *self);
const char *fw_connection_get_problem (FwConnection *self);
/** fw_connection_get_making: how much of the sample centre is made, 0 to 1; below 0: none is being
 * made. Notified as "making", as "problem" is. */
double fw_connection_get_making (FwConnection *self);
gboolean fw_connection_is_embedded (FwConnection *self);

G_END_DECLS
