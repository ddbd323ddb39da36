/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-kind.h"
#include "server/fw-http.h"

G_BEGIN_DECLS

/** fw_seen_get_act: Returns: (nullable): what the trail calls a request of that route; NULL: it is
 * told only where it is refused. */
const char *fw_seen_get_act (const FwRoute *route);

/** fw_seen_tell: what of a request goes to the audit trail, once its answer is made; for
 * FwHttpOptions. Returns: TRUE when the answer waits until that is on disk. */
gboolean fw_seen_tell (FwExchange *exchange, gboolean may_wait, gpointer server);

/** fw_seen_describe: what this request did, for the trail: nothing that stands in its path.
 * @detail: (nullable). */
void fw_seen_describe (FwExchange *exchange, const char *detail);

/** fw_seen_describe_accounts: which accounts this request changed and how, for the trail. @id:
 * (nullable): the one. */
void fw_seen_describe_accounts (FwExchange *exchange, const char *id);

/** fw_seen_note_failure: that a sign-in failed, of which account. A name that no account has may be
 * a password in the wrong field: it is not told. */
void fw_seen_note_failure (FwExchange *exchange, const char *user);

G_END_DECLS
