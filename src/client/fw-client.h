/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/access/fw-access.h"

G_BEGIN_DECLS

/**
 * FwClient:
 * The console's one line to a server: address, session and health. All calls are asynchronous, on the main context,
 * and end with an FwError whose code says what to do. Tokens live in memory and libsecret only.
 */
#define FW_TYPE_CLIENT (fw_client_get_type ())
G_DECLARE_FINAL_TYPE (FwClient, fw_client, FW, CLIENT, GObject)

typedef enum
{
  FW_CLIENT_SIGNED_OUT, /* no session: the console asks for one */
  FW_CLIENT_CONNECTING,
  FW_CLIENT_ONLINE,
  FW_CLIENT_OFFLINE     /* had a session; the server does not answer; tried again by itself */
} FwClientState;

FwClient *fw_client_new (const char *server); /* "http://127.0.0.1:8780"; property "server" */

/* Read-only properties, notified: "state" (FwClientState as uint), "account-name", "account-role" (uint), "centre-name", "sample" (boolean), "last-contact" (int64 µs UTC). */
FwClientState fw_client_get_state (FwClient *self);
const char *fw_client_get_account (FwClient *self);
FwRole fw_client_get_role (FwClient *self);
gboolean fw_client_is_sample (FwClient *self);
const char *fw_client_get_centre_name (FwClient *self);
gint64 fw_client_get_last_contact (FwClient *self);

void fw_client_sign_in_async (FwClient *self, const char *user, const char *password, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
gboolean fw_client_sign_in_finish (FwClient *self, GAsyncResult *result, GError **error);
void fw_client_set_token (FwClient *self, const char *token); /* embedded server, or one kept from last time */
void fw_client_sign_out (FwClient *self);

/**
 * fw_client_request_async:
 * @path: below /api/v1, with its query, already escaped: "kpi?by=team"
 * @body: (nullable): with @content_type
 * The answer is capped at 64 MiB. A refusal is an error of FW_ERROR; what the server said is its message.
 */
void fw_client_request_async (FwClient *self, const char *method, const char *path, GBytes *body,
                              const char *content_type, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
GBytes *fw_client_request_finish (FwClient *self, GAsyncResult *result, GError **error);

/** fw_client_open_stream_async: GET of an event stream. Returns: (transfer full): its body, read as it comes; no time limit. */
void fw_client_open_stream_async (FwClient *self, const char *path, const char *last_event_id,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GInputStream *fw_client_open_stream_finish (FwClient *self, GAsyncResult *result, GError **error);

/** The live feed reports what it sees, so that "state" and "last-contact" are true within two seconds. */
void fw_client_report_alive (FwClient *self);
void fw_client_report_lost (FwClient *self);

G_END_DECLS
