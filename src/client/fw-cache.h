/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-shelf.h"

G_BEGIN_DECLS

/**
 * FwCache:
 * Last answers by question, with the time they came, so that the console shows figures (and their
 * age) before the server has answered or while it is away. A realm is a centre seen by one account;
 * signing out forgets it.
 */
#define FW_TYPE_CACHE (fw_cache_get_type ())
G_DECLARE_FINAL_TYPE (FwCache, fw_cache, FW, CACHE, GObject)

#define FW_CACHE_MAX_ANSWER (4 * 1024 * 1024)
#define FW_CACHE_MAX_TOTAL (48 * 1024 * 1024) /* the oldest go first */

FwCache *fw_cache_new (FwShelf *shelf);

/** fw_cache_store: returns at once; written by the shelf's thread in the order of the calls. Longer
 * ones than FW_CACHE_MAX_ANSWER are not kept. */
void fw_cache_store (FwCache *self, const char *realm, const char *key, GBytes *answer);
void fw_cache_forget (FwCache *self, const char *realm);

void fw_cache_lookup_async (FwCache *self,
                            const char *realm,
                            const char *key,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/** fw_cache_lookup_finish: @at: (out): µs UTC. Returns: (transfer full): NULL with
 * FW_ERROR_NOT_FOUND. */
GBytes *fw_cache_lookup_finish (FwCache *self, GAsyncResult *result, gint64 *at, GError **error);

G_END_DECLS
