/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-exchange.h"

G_BEGIN_DECLS

/**
 * FwReplyCache:
 * Answers that many ask for, by a text that says scope and question. One is good while the centre's
 * generation is the one it was made of, and for at most a second, because age and running windows
 * move by themselves. Safe from any thread.
 */
typedef struct _FwReplyCache FwReplyCache;

#define FW_REPLY_CACHE_MAX_BYTES ((gsize) 16 * 1024 * 1024)
#define FW_REPLY_CACHE_MAX_ENTRY ((gsize) 4 * 1024 * 1024)

FwReplyCache *fw_reply_cache_new (void);
void fw_reply_cache_free (FwReplyCache *self);

/** fw_reply_cache_find: Returns: (transfer full) (nullable). */
FwReply *fw_reply_cache_find (FwReplyCache *self, const char *key, guint64 generation, gint64 now);
/** fw_reply_cache_add: what is too large to be kept is not. @now: µs, monotonic. */
void fw_reply_cache_add (
    FwReplyCache *self, const char *key, guint64 generation, gint64 now, FwReply *reply);
/** fw_reply_cache_get_size: bytes of all that is kept; never more than FW_REPLY_CACHE_MAX_BYTES. */
gsize fw_reply_cache_get_size (FwReplyCache *self);

/**
 * fw_reply_cache_join: when an answer grows old, many ask for it at once: one makes it, the others
 * wait for it.
 * @ticket: key and generation: nobody waits for an answer that began before what he has seen
 * Returns: TRUE: @exchange, which is held, gets its reply from who makes it; FALSE: that is the
 * caller, who ends with fw_reply_cache_share().
 */
gboolean fw_reply_cache_join (FwReplyCache *self, const char *ticket, FwExchange *exchange);
/** fw_reply_cache_share: gives @reply to all that wait with @ticket, and releases them. */
void fw_reply_cache_share (FwReplyCache *self, const char *ticket, FwReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwReplyCache, fw_reply_cache_free)

G_END_DECLS
