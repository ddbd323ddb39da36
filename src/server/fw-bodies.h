/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-exchange.h"

G_BEGIN_DECLS

/**
 * FwBodies:
 * The memory of what clients send. Each class of work (FwBodyClass) has its own, and of it each
 * account a share; only bytes that have come count. So no upload, however large or slow, keeps out
 * events or sign-in, nor other people's uploads.
 */
typedef struct _FwBodies FwBodies;

FwBodies *fw_bodies_new (void);
void fw_bodies_free (FwBodies *self);
/** fw_bodies_get_taken: bytes of all bodies in memory. */
gsize fw_bodies_get_taken (FwBodies *self);

/** fw_body_begin: before a byte of it is read. Returns: FALSE with a reply when the route takes
 * none or none of the announced length. */
gboolean fw_body_begin (FwExchange *exchange);
/** fw_body_take: where there is no room, what came is let go and the rest as it comes. */
void fw_body_take (FwExchange *exchange, const char *bytes, gsize length);
/** fw_body_end: when all has come. Returns: FALSE with a reply when there was no room. */
gboolean fw_body_end (FwExchange *exchange);
/** fw_body_drop: its memory is free for others. */
void fw_body_drop (FwExchange *exchange);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwBodies, fw_bodies_free)

G_END_DECLS
