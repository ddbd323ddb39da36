/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-server.h"

#include "server/fw-server-private.h"

/* Waits in seconds: an account is slowed after three failures, an address, behind which a whole
 * floor may sit, after ten. */
#define ACCOUNT_FREE 3
#define ACCOUNT_MAX_WAIT 60
#define ADDRESS_FREE 10
#define ADDRESS_MAX_WAIT 300

static FwScope *
authorise_cb (const char *token, gpointer server, GError **error)
{
  FwServer *self = server;

  return fw_sessions_check (self->sessions, token, error);
}

FwServer *
fw_server_new (FwCentre *centre, const FwServerOptions *options, GError **error)
{
  g_autoptr (FwServer) self = g_new0 (FwServer, 1);
  FwHttpOptions http = {
    .routes = fw_routes,
    .n_routes = fw_n_routes,
    .authorise = authorise_cb,
    .server = self,
    .address = options->address,
    .port = options->port,
  };

  self->options = *options;
  self->centre = centre;
  self->records = fw_centre_get_records (centre);
  self->sessions = fw_sessions_new (self->records);
  self->kpi_cache = fw_reply_cache_new ();
  self->imports = fw_imports_new ();
  self->account_throttle = fw_throttle_new (ACCOUNT_FREE, ACCOUNT_MAX_WAIT);
  self->address_throttle = fw_throttle_new (ADDRESS_FREE, ADDRESS_MAX_WAIT);
  self->hub = fw_hub_new (centre, self->sessions);
  self->watches = fw_watch_keeper_new (centre, self->hub);
  self->http = fw_http_new (&http, error);

  if (self->http == NULL)
    return NULL;
  fw_watch_keeper_start (self->watches);

  return g_steal_pointer (&self);
}

void
fw_server_free (FwServer *self)
{
  if (self->http != NULL)
    fw_http_quiesce (self->http);
  fw_watch_keeper_free (self->watches);
  fw_hub_stop (self->hub);
  g_clear_pointer (&self->http, fw_http_free);
  fw_hub_free (self->hub);
  fw_throttle_free (self->address_throttle);
  fw_throttle_free (self->account_throttle);
  fw_imports_free (self->imports);
  fw_reply_cache_free (self->kpi_cache);
  fw_sessions_free (self->sessions);
  g_free (self);
}

guint16
fw_server_get_port (FwServer *self)
{
  return fw_http_get_port (self->http);
}

char *
fw_server_add_local_session (FwServer *self)
{
  return fw_sessions_add_local (self->sessions);
}
