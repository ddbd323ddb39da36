/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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
  GHashTable *query; /* NULL until the query was found well-formed */
  char *parameters[FW_ROUTE_MAX_PARAMETERS];
  char *address;
  const char *token; /* in libmicrohttpd's memory of this request */
  FwScope *scope;
  char *note;

  GByteArray *body;   /* while it comes */
  GBytes *body_bytes; /* whole */
  gsize reserved;     /* bytes of the budget for bodies */

  gboolean begun;
  gboolean dispatched;
  gboolean held;

  FwReply *reply;     /* NULL: none yet */
  GPtrArray *headers; /* name, value, name ...; owned */
};

FwExchange *
fw_exchange_new (FwHttp *http, gpointer server, struct MHD_Connection *connection, const char *uri);
void fw_exchange_free (FwExchange *self);
/** fw_exchange_parse_query: replies with an error when the query is malformed or names a parameter
 * twice. */
gboolean fw_exchange_parse_query (FwExchange *self);
/** fw_http_hold, fw_http_release: FwHttp counts the held ones: it cannot stop before they were
 * released. */
gboolean fw_http_hold (FwExchange *exchange);
void fw_http_release (FwExchange *exchange);

G_END_DECLS
