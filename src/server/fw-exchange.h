/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-error.h"
#include "server/fw-reply.h"
#include "server/fw-route.h"

G_BEGIN_DECLS

/**
 * FwExchange:
 * One request and its answer. Made by FwHttp when the request line is in; freed when the answer is
 * out. A handler reads it and replies once.
 */

/* ---- the request ---- */
gpointer fw_exchange_get_server (FwExchange *self);   /* FwServer in the product */
FwScope *fw_exchange_get_scope (FwExchange *self);    /* NULL on routes without session */
const char *fw_exchange_get_token (FwExchange *self); /* (nullable) */
/** fw_exchange_get_session: (nullable): a hash of the token, by which places are counted. */
const char *fw_exchange_get_session (FwExchange *self);
/** fw_exchange_get_address: of who asks, also behind a trusted proxy; numeric.
 * fw_exchange_get_network: what counts as one address (FwAddress). */
const char *fw_exchange_get_address (FwExchange *self);
const char *fw_exchange_get_network (FwExchange *self);
/** fw_exchange_get_account: whose memory it is: the account, or the network where there is none. */
const char *fw_exchange_get_account (FwExchange *self);
const char *fw_exchange_get_parameter (FwExchange *self, guint i); /* of the path, unescaped */
/** fw_exchange_get_query: (nullable): unescaped; "+" stands for itself. */
const char *fw_exchange_get_query (FwExchange *self, const char *name);
const char *fw_exchange_get_raw_query (FwExchange *self); /* "" when there is none */
/** fw_exchange_check_query: replies with an error naming the first parameter that is not among
 * @known (NULL-terminated). */
gboolean fw_exchange_check_query (FwExchange *self, const char *const *known);
/** fw_exchange_read_flag: a parameter that is "0" or "1"; absent is FALSE. Returns: FALSE when it
 * was answered with a refusal. */
gboolean fw_exchange_read_flag (FwExchange *self, const char *name, gboolean *flag);
/** fw_exchange_read_number: a parameter from 0 to @maximum; absent leaves @value alone. Returns:
 * FALSE when it was answered with a refusal. */
gboolean
fw_exchange_read_number (FwExchange *self, const char *name, guint64 maximum, guint64 *value);
GHashTable *fw_exchange_get_query_table (FwExchange *self); /* char* -> char* */
const char *fw_exchange_get_header (FwExchange *self, const char *name);
GBytes *fw_exchange_get_body (FwExchange *self); /* (transfer none) */

/* ---- the answer ---- */

/** fw_exchange_add_header: to the answer; before the reply. */
void fw_exchange_add_header (FwExchange *self, const char *name, const char *value);
/** fw_exchange_reply: @body: (transfer full): @content_type: static. */
void fw_exchange_reply (FwExchange *self, guint status, GString *body, const char *content_type);
void
fw_exchange_reply_bytes (FwExchange *self, guint status, GBytes *body, const char *content_type);
void fw_exchange_reply_json (FwExchange *self, guint status, GString *body);
/** fw_exchange_make_reply: an answer to be shared. Returns: (transfer full) (nullable): NULL when
 * there is no room for one of that size: then that was replied. */
FwReply *
fw_exchange_make_reply (FwExchange *self, guint status, GBytes *body, const char *content_type);
/** fw_exchange_check_size: while @body is written. @advice: how to ask for less. Returns: FALSE
 * when it is longer than an answer may be: then that was replied. */
gboolean fw_exchange_check_size (FwExchange *self, const GString *body, const char *advice);
/** fw_exchange_reply_shared: takes a reference; added headers are not part of it. Who has the
 * answer of its ETag (If-None-Match) is told 304. */
void fw_exchange_reply_shared (FwExchange *self, FwReply *reply);
FwReply *
fw_exchange_get_reply (FwExchange *self); /* (transfer none) (nullable): what was replied */
/** fw_exchange_reply_error: a problem document; status by the error's code. */
void fw_exchange_reply_error (FwExchange *self, const GError *error);
/** fw_exchange_refuse: the same with what was seen of the input until it was refused. @report:
 * (transfer full): JSON, the member "report" */
void fw_exchange_refuse (FwExchange *self, const GError *error, GString *report);
/** fw_exchange_fail: the same from parts; @field: (nullable): what was wrong. */
void fw_exchange_fail (FwExchange *self, FwError code, const char *field, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/** fw_exchange_defer: the rest is done by @handler in a pool; or a reply says that the pool is
 * full. From an inline handler, as its last act. */
void fw_exchange_defer (FwExchange *self, FwRun run, FwHandler handler);
/** fw_exchange_run_held: the same of an exchange that is held already. FALSE: the pool is full, the
 * reply says so, and the caller releases it. */
gboolean fw_exchange_run_held (FwExchange *self, FwRun run, FwHandler handler);

/** fw_exchange_set_lane: before it is deferred: in which lane of the pool it waits (FwJobs);
 * without this in its session's, or in its address's. */
void fw_exchange_set_lane (FwExchange *self, const char *lane, gboolean known);

/** fw_exchange_set_account: whose sign-in this is, for the audit trail. */
void fw_exchange_set_account (FwExchange *self, const char *account);
/** fw_exchange_set_note: a handler's own, from its inline part to its part in a pool. Taken. */
void fw_exchange_set_note (FwExchange *self, char *note);
const char *fw_exchange_get_note (FwExchange *self);

/**
 * fw_exchange_hold: the reply comes later, from any thread, by fw_exchange_release() after a reply
 * function. Not in handlers that run in a pool: those are held already. Returns: FALSE when the
 * server is stopping; then the reply has been made.
 */
gboolean fw_exchange_hold (FwExchange *self);
void fw_exchange_release (FwExchange *self);

guint fw_error_to_status (FwError code);

G_END_DECLS
