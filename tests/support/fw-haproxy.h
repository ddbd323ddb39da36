/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** FwHaproxy: haproxy with our example, but for its certificate and its ports. */
typedef struct
{
  GSubprocess *process;
  GTlsDatabase *authority;
  char *folder;
  guint16 port; /* of TLS, on all addresses of loopback */
} FwHaproxy;

#define FW_HAPROXY_SOURCE "127.0.0.2" /* from where it asks the server, as the example says */

/** fw_haproxy_start: @program: haproxy, @example: data/haproxy.cfg.example, @certificate: PEM with
 * its key, for 127.0.0.1; @server_port: where the server is. */
void fw_haproxy_start (FwHaproxy *self,
                       const char *program,
                       const char *example,
                       const char *certificate,
                       guint16 server_port);
void fw_haproxy_stop (FwHaproxy *self);

/** fw_haproxy_connect: over TLS, with its certificate looked at. @from: (nullable): an address of
 * loopback. Returns: (transfer full): NULL with an error. */
GSocketConnection *fw_haproxy_connect (FwHaproxy *self, const char *from, GError **error);

G_END_DECLS
