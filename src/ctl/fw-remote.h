/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** FwRemote: a signed-in line to a server, blocking: the command line has nothing else to do
 * meanwhile. */
typedef struct _FwRemote FwRemote;

/** fw_remote_new: @server: "http://127.0.0.1:8780"; @token: (nullable). */
FwRemote *fw_remote_new (const char *server, const char *token, GError **error);
/** fw_remote_sign_in: FW_ERROR_UNAUTHORISED for a wrong user or password. */
gboolean fw_remote_sign_in (FwRemote *self, const char *user, const char *password, GError **error);
/** fw_remote_free: signs out what fw_remote_sign_in() signed in. */
void fw_remote_free (FwRemote *self);

/**
 * fw_remote_request: @path: below /api/v1, with its query, escaped; @body: (nullable).
 * Returns: (transfer full): the answer; a refusal is an error of FW_ERROR with the server's
 * message, and what it said is in @refusal: (out) (optional) (nullable) (transfer full).
 */
GBytes *fw_remote_request (FwRemote *self,
                           const char *method,
                           const char *path,
                           GBytes *body,
                           const char *content_type,
                           GBytes **refusal,
                           GError **error);

/** fw_query_add: appends "&name=value" ("?name=value" as the first), escaped. */
void fw_query_add (GString *path, const char *name, const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRemote, fw_remote_free)

G_END_DECLS
