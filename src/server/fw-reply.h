/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <microhttpd.h>

#include "server/fw-shares.h"

G_BEGIN_DECLS

/** FwReply: an answer that several requests can share; reference counted, safe from any thread. */
typedef struct
{
  struct MHD_Response *response;
  guint status;
  gsize size; /* bytes of the body; 0 also where it is not known before */
} FwReply;

/** Bytes of the body of one answer at most: what is longer is asked for in parts. Below 32 MiB, as
 * a text grows by doubling its room. */
#define FW_REPLY_MAX_BYTES ((gsize) 24 * 1024 * 1024)
/** Bytes of all bodies that are kept or on their way at once, and of those of one account. */
#define FW_REPLY_MAX_KEPT ((gsize) 48 * 1024 * 1024)
#define FW_REPLY_MAX_EACH ((gsize) 32 * 1024 * 1024)
/** Answers up to this are never refused for want of room: every connection may have one. */
#define FW_REPLY_SMALL ((gsize) 4 * 1024)

/**
 * fw_reply_new: with the headers that each of our answers carries; more by
 * MHD_add_response_header() before it is used.
 * @shares: (nullable): where its bytes count against @who until nobody keeps or sends it any more
 * Returns: (transfer full) (nullable): NULL when @shares has no room for it.
 */
FwReply *fw_reply_new (
    guint status, GBytes *body, const char *content_type, FwShares *shares, const char *who);
FwReply *fw_reply_ref (FwReply *self);
void fw_reply_unref (FwReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwReply, fw_reply_unref)

G_END_DECLS
