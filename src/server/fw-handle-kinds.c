/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-kind-json.h"
#include "server/fw-seen.h"
#include "server/fw-server-private.h"

/* What a description that comes over the wire is called in messages. */
#define NAME "description"

/* ---- what there is ---- */

/* What a field is called is no secret from who may read the kind; what it holds may be. */
static gboolean
append_all_own (FwJsonWriter *writer, FwRecords *records, FwRole role, GError **error)
{
  g_autoptr (GPtrArray) all = fw_records_list_own_kinds (records, error);

  if (all == NULL)
    return FALSE;
  fw_json_writer_key (writer, "own");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < all->len; i++)
    {
      const FwOwnKind *own = all->pdata[i];
      const FwKind *kind = fw_records_find_kind (records, own->kind);

      /* One that was added just now is told of by the next answer. */
      if (kind != NULL && (kind->read & role) != 0)
        fw_own_kind_json_append (writer, own);
    }
  fw_json_writer_end_array (writer);
  return TRUE;
}

void
fw_handle_kinds (FwExchange *exchange)
{
  const FwRole role = fw_scope_get_role (fw_exchange_get_scope (exchange));
  FwRecords *records = fw_server_of (exchange)->records;
  g_autoptr (GString) json = NULL;
  g_autoptr (GError) error = NULL;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;

  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "kinds");
  fw_json_writer_begin_array (&writer);
  for (const FwKind *const *kind = fw_records_get_kinds (records); *kind != NULL; kind++)
    if (((*kind)->read & role) != 0)
      fw_kind_json_append (&writer, *kind, role);
  fw_json_writer_end_array (&writer);
  if (!append_all_own (&writer, records, role, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}

/* ---- one more ---- */

static void
reply_kind (FwExchange *exchange, const FwKind *kind, gboolean dry_run)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_boolean (&writer, "dry_run", dry_run);
  if (kind != NULL)
    {
      fw_json_writer_key (&writer, "kind");
      fw_kind_json_append (&writer, kind, fw_scope_get_role (fw_exchange_get_scope (exchange)));
    }
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, dry_run ? 200 : 201, json);
}

static void
refuse (FwExchange *exchange, const GError *error)
{
  if (g_error_matches (error, FW_ERROR, FW_ERROR_INVALID))
    fw_exchange_fail (exchange, FW_ERROR_INVALID, "description", "%s", error->message);
  else
    fw_exchange_reply_error (exchange, error);
}

void
fw_handle_add_kind (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = NULL;
  const FwKind *kind = NULL;
  const char *text;
  gboolean dry_run, done;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ "dry_run", NULL }) ||
      !fw_exchange_read_flag (exchange, "dry_run", &dry_run))
    return;
  object = fw_json_parse_bytes (fw_exchange_get_body (exchange), &error);
  if (object == NULL || !fw_json_get_text (object, "description", &text, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }

  if (dry_run)
    done =
        fw_kinds_check (fw_records_get_kinds (server->records), NAME, text, strlen (text), &error);
  else
    {
      const FwOwnKindNew added = { NAME, text, strlen (text) };

      kind = fw_records_add_kind (server->records, fw_exchange_get_scope (exchange), &added,
                                  g_get_real_time (), &error);
      done = kind != NULL;
    }
  if (!done)
    {
      refuse (exchange, error);
      return;
    }
  if (kind != NULL)
    {
      fw_seen_describe (exchange, kind->name);
      fw_hub_tell_kinds (server->hub);
    }
  reply_kind (exchange, kind, dry_run);
}
