/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <netinet/in.h>
#include <sys/socket.h>

G_BEGIN_DECLS

/** FwAddress: who is at the other end, as text. An IPv4 address inside an IPv6 one is written as
 * the IPv4 address that it is. */
typedef struct
{
  char text[INET6_ADDRSTRLEN];
  /* What counts as one: of IPv6 the /64, since whoever has one address there has all of them. */
  char network[INET6_ADDRSTRLEN + sizeof "/64"];
} FwAddress;

/** fw_address_set: @bytes: 4 of AF_INET, 16 of AF_INET6, in network order. */
void fw_address_set (FwAddress *self, int family, const void *bytes);
/** fw_address_set_socket: both texts are empty for what has no such address. */
void fw_address_set_socket (FwAddress *self, const struct sockaddr *address);
/** fw_address_matches: @masks: (nullable) (element-type GInetAddressMask) */
gboolean fw_address_matches (const FwAddress *self, const GPtrArray *masks);

G_END_DECLS
