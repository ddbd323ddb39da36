/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-exchange.h"
#include "server/fw-jobs.h"

G_BEGIN_DECLS

/**
 * FwHttp:
 * The listener: our own socket, libmicrohttpd's two network threads on epoll, the limits, and the
 * way of a request: gate, route, session, role, body, handler.
 *
 * Two threads that serve requests and streams alike: requests are microseconds of work each (what
 * is longer goes to FwJobs, what waits is suspended), and a stream is written by the live hub while
 * libmicrohttpd has it suspended, so a thread of its own for streams would sleep.
 */
typedef struct _FwHttp FwHttp;

/** FwHttpAuthorise: the scope of a token. Returns: (transfer full): NULL with
 * FW_ERROR_UNAUTHORISED. On a network thread. */
typedef FwScope *(*FwHttpAuthorise) (const char *token, gpointer server, GError **error);

/** FwHttpTell: told of every answer before it goes out, on a network thread. With @may_wait it may
 * hold the exchange, return TRUE, and release it later; the answer goes out then. */
typedef gboolean (*FwHttpTell) (FwExchange *exchange, gboolean may_wait, gpointer server);

typedef struct
{
  const FwRoute *routes;
  guint n_routes;
  FwHttpAuthorise authorise;
  FwHttpTell tell; /* (nullable) */
  gpointer server;
  const char *address;      /* "127.0.0.1", "::1", "0.0.0.0" */
  guint16 port;             /* 0: any free one */
  guint max_connections;    /* 0: FW_HTTP_MAX_CONNECTIONS */
  guint max_strangers;      /* connections that have shown no session; 0: an eighth of all */
  const GPtrArray *trusted; /* (nullable) (element-type GInetAddressMask): proxies that say whose
                               connection it is; must outlive it */
} FwHttpOptions;

#define FW_HTTP_MAX_CONNECTIONS 16384

FwHttp *fw_http_new (const FwHttpOptions *options, GError **error);
guint16 fw_http_get_port (FwHttp *self);

/** fw_http_get_n_exchanges: requests that are kept at this moment; as many as there are connections
 * at most, none when all have ended. */
guint fw_http_get_n_exchanges (FwHttp *self);

/** fw_http_get_body_bytes, fw_http_get_reply_bytes: of all that has come and is not done with; of
 * all answers that are kept or on their way. */
gsize fw_http_get_body_bytes (FwHttp *self);
gsize fw_http_get_reply_bytes (FwHttp *self);

/** fw_http_quiesce: takes no new connections. */
void fw_http_quiesce (FwHttp *self);
/** fw_http_free: waits until every held exchange was released; open streams must have been ended.
 */
void fw_http_free (FwHttp *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwHttp, fw_http_free)

G_END_DECLS
