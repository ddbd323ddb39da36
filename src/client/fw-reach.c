/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-reach.h"

#include <gio/gio.h>

#include "core/fw-error.h"

static gint plain_allowed;

void
fw_reach_allow_plain (gboolean allow)
{
  g_atomic_int_set (&plain_allowed, allow);
}

static gboolean
is_this_machine (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : g_ascii_strcasecmp (host, "localhost") == 0;
}

gboolean
fw_reach_check (const char *server, GError **error)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (server != NULL, FALSE);

  uri = g_uri_parse (server, G_URI_FLAGS_NONE, NULL);
  if (g_atomic_int_get (&plain_allowed) || uri == NULL || g_uri_get_host (uri) == NULL ||
      g_ascii_strcasecmp (g_uri_get_scheme (uri), "http") != 0 ||
      is_this_machine (g_uri_get_host (uri)))
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN,
               "%s: passwords would cross the network for anybody to read: use https://, or say "
               "that plain HTTP is allowed",
               server);
  return FALSE;
}
