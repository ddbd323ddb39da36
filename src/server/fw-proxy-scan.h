/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-address.h"

G_BEGIN_DECLS

/**
 * FwProxyScan:
 * Reads the header that a trusted proxy puts before the first byte of a connection: the PROXY
 * protocol, version 1 (a line) or 2 (binary). It says for whom the proxy speaks. A proxy that
 * speaks for itself, as its health checks do, says LOCAL or UNKNOWN. What is not exactly of that
 * form is refused: a guess would let somebody choose an address.
 */

#define FW_PROXY_MAX_LINE 107   /* bytes of version 1 with its CRLF */
#define FW_PROXY_MAX_EXTRA 4096 /* bytes of version 2 after its first 16 */

typedef enum
{
  FW_PROXY_PENDING,
  FW_PROXY_WHOLE,
  FW_PROXY_REFUSED
} FwProxyState;

typedef struct
{
  FwProxyState state;
  gboolean has_address; /* FALSE: the proxy speaks for itself */
  FwAddress address;    /* of the client */

  guint8 bytes[FW_PROXY_MAX_LINE + 1];
  gsize length; /* seen so far; of version 2 the first bytes alone are kept */
} FwProxyScan;

/** fw_proxy_scan_feed: @self: zeroed before the first. Returns: how many of @bytes belong to the
 * header. */
gsize fw_proxy_scan_feed (FwProxyScan *self, const char *bytes, gsize length);

G_END_DECLS
