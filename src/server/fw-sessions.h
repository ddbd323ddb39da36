/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-records.h"

G_BEGIN_DECLS

/**
 * FwSessions:
 * Whose token is this? The store knows; what it said is kept for ten seconds (several servers may
 * share a store), so that a request costs a hash and a look-up. Tokens are kept hashed here as
 * well. Safe from any thread.
 */
typedef struct _FwSessions FwSessions;

#define FW_SESSION_LIFETIME (12 * 3600) /* seconds */

FwSessions *fw_sessions_new (FwRecords *records);
void fw_sessions_free (FwSessions *self);

/** fw_sessions_add_local: Returns: (transfer full): the token of an administrator's session that
 * lives as long as this process; for the console that started us. */
char *fw_sessions_add_local (FwSessions *self);

/** fw_sessions_check: Returns: (transfer full): NULL with FW_ERROR_UNAUTHORISED. */
FwScope *fw_sessions_check (FwSessions *self, const char *token, GError **error);
gboolean fw_sessions_close (FwSessions *self, const char *token, GError **error);
/** fw_sessions_follow: whether what sessions may see follows from records of @kind: accounts, and
 * the people for whom they are. */
gboolean fw_sessions_follow (const FwKind *kind);
/** fw_sessions_forget: accounts changed: ask the store anew. */
void fw_sessions_forget (FwSessions *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwSessions, fw_sessions_free)

G_END_DECLS
