/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * One request and its whole answer over libsoup, with everything switched off that a desk and its
 * server do not need: redirects, cookies, cache, sniffing, authentication, decoding, HTTP/2. Errors
 * are FW_ERROR, but for G_IO_ERROR_CANCELLED, which nobody shows.
 */

#define FW_CALL_MAX_ANSWER (64 * 1024 * 1024)

/** fw_call_new_session: @timeout: seconds a read or write may stand still; 0: for ever (event
 * streams). */
SoupSession *fw_call_new_session (guint timeout);

/** fw_call_new_message: Returns: (transfer full): NULL with FW_ERROR_INVALID when @server is no
 * address. */
SoupMessage *fw_call_new_message (
    const char *server, const char *method, const char *path, const char *token, GError **error);

void fw_call_send_async (SoupSession *session,
                         SoupMessage *message,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);

/** fw_call_send_finish: @refusal: (out) (optional) (nullable) (transfer full): what the server
 * said beside the error, such as "stored" of a conflict. */
GBytes *fw_call_send_finish (GAsyncResult *result, JsonObject **refusal, GError **error);

/** fw_call_read_refusal: the error that an answer of another status than 2xx is. */
GError *fw_call_read_refusal (guint status, GBytes *body, JsonObject **refusal);

/** fw_call_translate: (transfer full): takes what libsoup or GIO said and gives what a caller
 * can act on. */
GError *fw_call_translate (GError *error);

G_END_DECLS
