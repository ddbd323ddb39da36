/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-address.h"

#include <arpa/inet.h>
#include <string.h>

void
fw_address_set (FwAddress *self, int family, const void *bytes)
{
  struct in6_addr network = { 0 };

  g_return_if_fail (family == AF_INET || family == AF_INET6);

  if (family == AF_INET6 && IN6_IS_ADDR_V4MAPPED ((const struct in6_addr *) bytes))
    {
      family = AF_INET;
      bytes = (const guint8 *) bytes + 12;
    }
  inet_ntop (family, bytes, self->text, sizeof self->text);
  g_strlcpy (self->network, self->text, sizeof self->network);
  if (family == AF_INET)
    return;

  memcpy (&network, bytes, 8);
  inet_ntop (AF_INET6, &network, self->network, INET6_ADDRSTRLEN);
  g_strlcat (self->network, "/64", sizeof self->network);
}

void
fw_address_set_socket (FwAddress *self, const struct sockaddr *address)
{
  memset (self, 0, sizeof *self);
  if (address == NULL)
    return;
  if (address->sa_family == AF_INET)
    fw_address_set (self, AF_INET, &((const struct sockaddr_in *) address)->sin_addr);
  else if (address->sa_family == AF_INET6)
    fw_address_set (self, AF_INET6, &((const struct sockaddr_in6 *) address)->sin6_addr);
}

gboolean
fw_address_matches (const FwAddress *self, const GPtrArray *masks)
{
  g_autoptr (GInetAddress) address = NULL;

  if (masks == NULL || masks->len == 0 || *self->text == '\0')
    return FALSE;

  address = g_inet_address_new_from_string (self->text);
  for (guint i = 0; i < masks->len; i++)
    if (g_inet_address_mask_matches (masks->pdata[i], address))
      return TRUE;

  return FALSE;
}
