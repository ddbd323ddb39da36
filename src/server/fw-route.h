/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/access/fw-access.h"

G_BEGIN_DECLS

typedef struct _FwExchange FwExchange;

/** FwHandler: answers one request by one of the fw_exchange_reply functions, now, or after
 * fw_exchange_hold() later. */
typedef void (*FwHandler) (FwExchange *exchange);

/** Where a handler runs. Network threads serve many connections each: nothing that waits belongs
 * there. */
typedef enum
{
  FW_RUN_INLINE,    /* on the network thread: microseconds */
  FW_RUN_WORKER,    /* disk, or a pass over many contacts */
  FW_RUN_WHY,       /* seconds, and as much memory as there are combinations: one at a time */
  FW_RUN_PASSWORDS, /* Argon2id: 64 MiB and 0.3 s each, so two at a time */
  FW_RUN_LONG,      /* imports and verification: one at a time */
  FW_N_RUNS
} FwRun;

/** FwBodyClass: of what is sent; each has memory of its own (fw-bodies.c). */
typedef enum
{
  FW_BODY_RECORD,
  FW_BODY_SIGN_IN,
  FW_BODY_EVENTS,
  FW_BODY_TABLE, /* of records */
  FW_BODY_FILE,  /* of events */
  FW_N_BODIES
} FwBodyClass;

/** FwAdmission: whether who asks may send a body at all, asked before a byte of it is read: what no
 * role of the route says. Returns: FALSE with a reply. On a network thread. */
typedef gboolean (*FwAdmission) (FwExchange *exchange);

/**
 * FwRoute: a line of the one table that the router, the OpenAPI test and the tests of refusals
 * walk. Paths stand below /api/v1; "{name}" takes one segment.
 */
typedef struct
{
  const char *method;
  const char *path;
  FwRole role; /* FW_ROLE_NONE: no session needed */
  FwRun run;
  gsize body_max; /* bytes; 0: a body is refused */
  FwHandler handler;
  FwBodyClass body;  /* where body_max is not 0 */
  FwAdmission admit; /* (nullable) */
  gboolean whole;    /* it is about all sites: only for accounts without limits */
} FwRoute;

#define FW_ROUTE_PREFIX "/api/v1/"
#define FW_ROUTE_MAX_PARAMETERS 2

/** fw_routes: the product's routes. */
extern const FwRoute fw_routes[];
extern const guint fw_n_routes;

typedef enum
{
  FW_MATCH_NOTHING,
  FW_MATCH_PATH, /* another method of this path exists */
  FW_MATCH_ROUTE
} FwMatch;

/**
 * fw_route_match:
 * @path: as it came, still escaped, without query
 * @parameters: gets FW_ROUTE_MAX_PARAMETERS unescaped segments, (transfer full), NULL where there
 * is none
 */
FwMatch fw_route_match (const FwRoute *routes,
                        guint n_routes,
                        const char *method,
                        const char *path,
                        const FwRoute **route,
                        char **parameters);

G_END_DECLS
