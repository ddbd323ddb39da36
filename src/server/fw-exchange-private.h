/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-bodies.h"
#include "server/fw-exchange.h"

G_BEGIN_DECLS

typedef struct _FwHttp FwHttp;

struct _FwExchange
{
  FwHttp *http;
  gpointer server;
  struct MHD_Connection *connection;
  int fd;

  const FwRoute *route;
  FwHandler handler; /* the route's, or what it deferred to */
  char *path;        /* escaped, without query */
  char *raw_query;
  gint64 started;    /* µs UTC */
  GHashTable *query; /* NULL until the query was found well-formed */
  char *parameters[FW_ROUTE_MAX_PARAMETERS];
  char *session; /* NULL until somebody asks */
  char *lane;    /* of FwJobs; NULL: that of the session or the address */
  gboolean known;
  const char *token; /* in libmicrohttpd's memory of this request */
  FwScope *scope;
  char *note;
  char *account; /* (nullable): whose sign-in this is; for the audit trail */
  char *detail;  /* (nullable): what the audit trail says of it besides */

  GByteArray *body;      /* while it comes */
  GBytes *body_bytes;    /* whole */
  char *body_owner;      /* (nullable): whose bytes they are */
  gsize body_taken;      /* bytes that count among those of its class */
  gboolean body_refused; /* there was no room for it */

  gboolean begun;
  gboolean dispatched;
  gboolean held;
  gboolean seen;    /* the audit trail was told of the answer */
  gboolean offered; /* which goes out only if that is on disk */

  FwReply *reply;     /* NULL: none yet */
  GPtrArray *headers; /* name, value, name ...; owned */
};

FwExchange *
fw_exchange_new (FwHttp *http, gpointer server, struct MHD_Connection *connection, const char *uri);
void fw_exchange_free (FwExchange *self);
/** fw_exchange_parse_query: replies with an error when the query is malformed or names a parameter
 * twice. */
gboolean fw_exchange_parse_query (FwExchange *self);
/** fw_http_get_bodies: (transfer none). */
FwBodies *fw_http_get_bodies (FwHttp *http);
/** fw_http_get_replies: (transfer none): where the bytes of answers count. */
FwShares *fw_http_get_replies (FwHttp *http);
guint fw_exchange_get_status (FwExchange *self);
/** fw_exchange_withdraw: an answer that was made but not sent becomes this one. */
void fw_exchange_withdraw (FwExchange *self, const GError *error);
/** fw_http_hold, fw_http_release: FwHttp counts the held ones: it cannot stop before they were
 * released. */
gboolean fw_http_hold (FwExchange *exchange);
void fw_http_release (FwExchange *exchange);

G_END_DECLS
