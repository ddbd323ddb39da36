/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "client/fw-cache.h"
#include "core/access/fw-access.h"
#include "core/kind/fw-kind.h"

G_BEGIN_DECLS

/**
 * FwClient:
 * The console's one line to a server: address, session and health. All calls are asynchronous, on
 * the main context, and end with an FwError whose code says what to do. Tokens live in memory and
 * libsecret only.
 */
#define FW_TYPE_CLIENT (fw_client_get_type ())
G_DECLARE_FINAL_TYPE (FwClient, fw_client, FW, CLIENT, GObject)

typedef enum
{
  FW_CLIENT_SIGNED_OUT, /* no session: the console asks for one */
  FW_CLIENT_CONNECTING,
  FW_CLIENT_ONLINE,
  FW_CLIENT_OFFLINE /* had a session; the server does not answer; tried again by itself */
} FwClientState;

FwClient *fw_client_new (const char *server); /* "http://127.0.0.1:8780"; property "server" */

/*
 * Read-only properties, notified: "server", "state" (FwClientState as uint), "account-name",
 * "account-role" (uint), "account-teams", "centre-name", "sample" (boolean), "last-contact" (int64
 * µs UTC). Signal "record-changed" (kind, id, revision): somebody wrote a record; the feed reports
 * it. Signal "listening": the feed has opened, and what was written before that was not told.
 * Signal "kinds-changed": the centre has a kind or a field more.
 */
const char *fw_client_get_server (FwClient *self);
FwClientState fw_client_get_state (FwClient *self);
const char *fw_client_get_account (FwClient *self);       /* (nullable): the person's name */
const char *fw_client_get_account_id (FwClient *self);    /* (nullable): the user name */
const char *fw_client_get_account_teams (FwClient *self); /* ids, comma separated; "" is all */
FwRole fw_client_get_role (FwClient *self);
gboolean fw_client_is_sample (FwClient *self);
const char *fw_client_get_centre_name (FwClient *self); /* (nullable) */
gint64 fw_client_get_last_contact (FwClient *self);

/** fw_client_set_server: another server: the session with the old one is forgotten. */
void fw_client_set_server (FwClient *self, const char *server);
/** fw_client_expect: a server is being started: CONNECTING until fw_client_move() or
 * fw_client_set_token(). */
void fw_client_expect (FwClient *self);
/** fw_client_move: the same centre under another address (the embedded server has a new port each
 * time): nothing is forgotten. */
void fw_client_move (FwClient *self, const char *server, const char *token);

void fw_client_sign_in_async (FwClient *self,
                              const char *user,
                              const char *password,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean fw_client_sign_in_finish (FwClient *self, GAsyncResult *result, GError **error);
void fw_client_set_token (FwClient *self,
                          const char *token);     /* embedded server, or one kept from last time */
const char *fw_client_get_token (FwClient *self); /* (nullable): for the keyring */
void fw_client_sign_out (FwClient *self);

#define FW_CLIENT_FILE "application/octet-stream"

/**
 * fw_client_request_async:
 * @path: below /api/v1, with its query, already escaped: "kpi?by=team"
 * @body: (nullable): with @content_type
 * A body of the type FW_CLIENT_FILE is waited for without limit. The answer is capped at 64 MiB. A
 * refusal is an error of FW_ERROR; what the server said is its message. A question (GET) whose
 * answer may be kept is kept: fw_client_recall_async().
 */
void fw_client_request_async (FwClient *self,
                              const char *method,
                              const char *path,
                              GBytes *body,
                              const char *content_type,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GBytes *fw_client_request_finish (FwClient *self, GAsyncResult *result, GError **error);
/** fw_client_get_refusal: Returns: (transfer none) (nullable): the whole document of a refused
 * request: "error" with its "field", "stored" of a conflict. */
JsonObject *fw_client_get_refusal (GAsyncResult *result);

/** fw_client_open_stream_async: GET of an event stream. Returns: (transfer full): its body, read as
 * it comes; no time limit. */
void fw_client_open_stream_async (FwClient *self,
                                  const char *path,
                                  const char *last_event_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GInputStream *fw_client_open_stream_finish (FwClient *self, GAsyncResult *result, GError **error);

/**
 * fw_client_set_cache: last answers outlive the process in @cache under @realm (which centre, whose
 * eyes). The account kept from last time is shown at once, so that the first frame needs no server.
 */
void fw_client_set_cache (FwClient *self, FwCache *cache, const char *realm);
/** fw_client_recall_async: the last answer to a question and when it came; FW_ERROR_NOT_FOUND when
 * there is none. */
void fw_client_recall_async (FwClient *self,
                             const char *path,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GBytes *fw_client_recall_finish (FwClient *self, GAsyncResult *result, gint64 *at, GError **error);
/** fw_client_remember: keeps @answer for fw_client_recall_async(), for what did not come by a
 * request (frames of the stream). */
void fw_client_remember (FwClient *self, const char *path, GBytes *answer);

/** The live feed reports what it sees, so that "state" and "last-contact" are true within two
 * seconds. */
void fw_client_report_alive (FwClient *self);
void fw_client_report_lost (FwClient *self);
void fw_client_report_record (FwClient *self, const char *kind, const char *id, guint revision);

/** fw_client_get_kinds: of records: those of the program, and what the centre added as far as it is
 * known here. Returns: (transfer none) (array zero-terminated=1): for ever. */
const FwKind *const *fw_client_get_kinds (FwClient *self);
/** fw_client_find_kind: @name: (nullable). Returns: (transfer none) (nullable): for ever. */
const FwKind *fw_client_find_kind (FwClient *self, const char *name);
/** fw_client_ask_kinds: what the centre added may have become more. */
void fw_client_ask_kinds (FwClient *self);

G_END_DECLS
