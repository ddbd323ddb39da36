/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"
#include "server/fw-follow.h"
#include "server/fw-pushed.h"

G_BEGIN_DECLS

/**
 * FwServer:
 * A centre, served: listener, sessions, live hub and the handlers' shared state. One to a store.
 */
typedef struct _FwServer FwServer;

typedef struct
{
  const char *address;      /* numeric */
  guint16 port;             /* 0: any free one */
  guint max_connections;    /* 0: as many as FwHttp takes */
  const GPtrArray *trusted; /* (nullable) (element-type GInetAddressMask): proxies that say in the
                               PROXY protocol whose connection it is; must outlive the server */
  gboolean sample;          /* the centre is a made-up one: said everywhere */
  const char *trail;        /* (nullable): folder of the audit trail; NULL: there is none */
  FwFollow *follow;         /* (nullable): told by health; must outlive the server */
} FwServerOptions;

/** fw_server_new: @centre must outlive it. */
FwServer *fw_server_new (FwCentre *centre, const FwServerOptions *options, GError **error);
/** fw_server_free: stops in order: no new connections, streams end, what was taken is answered. */
void fw_server_free (FwServer *self);

guint16 fw_server_get_port (FwServer *self);
/** fw_server_get_pushed: Returns: (transfer none): what it knows of the sources whose events are
 * posted. */
FwPushed *fw_server_get_pushed (FwServer *self);
/** fw_server_add_local_session: Returns: (transfer full): the token for the console that started
 * us. */
char *fw_server_add_local_session (FwServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwServer, fw_server_free)

G_END_DECLS
