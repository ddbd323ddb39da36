/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-kind-json.h"
#include "server/fw-server-private.h"

void
fw_handle_kinds (FwExchange *exchange)
{
  const FwRole role = fw_scope_get_role (fw_exchange_get_scope (exchange));
  g_autoptr (GString) json = NULL;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;

  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "kinds");
  fw_json_writer_begin_array (&writer);
  for (const FwKind *const *kind = fw_kinds (); *kind != NULL; kind++)
    if (((*kind)->read & role) != 0)
      fw_kind_json_append (&writer, *kind, role);
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}
