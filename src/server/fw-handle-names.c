/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-server-private.h"

static void
write_name (FwJsonWriter *writer, const char *id, const char *title)
{
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", id);
  fw_json_member_text (writer, "title", title != NULL && *title != '\0' ? title : id);
  fw_json_writer_end_object (writer);
}

static void
write_records (FwJsonWriter *writer, const char *member, GPtrArray *records, GHashTable *written)
{
  fw_json_writer_key (writer, member);
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < records->len; i++)
    {
      const FwRecord *record = records->pdata[i];
      const char *id = fw_record_get_id (record);

      write_name (writer, id, fw_record_text (record, fw_record_get_kind (record)->title));
      if (written != NULL)
        g_hash_table_add (written, (gpointer) id);
    }
}

/* What contacts carry but nobody described, such as a queue of the PBX, belongs to no team: only
 * those who see all see it. */
static void
write_undescribed (FwJsonWriter *writer,
                   FwServer *server,
                   FwScope *scope,
                   FwDimension dimension,
                   GHashTable *written)
{
  FwDictionary *dictionary =
      fw_cube_get_dictionary (fw_centre_get_cube (server->centre), dimension);
  guint n = fw_dictionary_get_length (dictionary);

  for (guint code = 1; fw_scope_is_whole (scope) && code < n; code++)
    {
      const char *name = fw_dictionary_get (dictionary, (guint16) code);

      if (g_hash_table_add (written, (gpointer) name))
        write_name (writer, name, NULL);
    }
}

/* Whoever works here is told what the others are called, also of those that a scope does not show:
 * they stand in logs and histories. */
static gboolean
write_accounts (FwJsonWriter *writer, FwServer *server, GError **error)
{
  const FwRecordsPage all = { 0 };
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  gboolean more;
  g_autoptr (GPtrArray) accounts =
      fw_records_list_page (server->records, whole, fw_kind_find ("account"), &all, &more, error);

  if (accounts == NULL)
    return FALSE;
  write_records (writer, "account", accounts, NULL);
  fw_json_writer_end_array (writer);
  return TRUE;
}

static void
write_field (FwJsonWriter *writer,
             FwServer *server,
             FwScope *scope,
             GPtrArray *queues,
             const char *field,
             FwDimension dimension)
{
  g_autoptr (GHashTable) written = g_hash_table_new (g_str_hash, g_str_equal);

  fw_json_writer_key (writer, field);
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < queues->len; i++)
    {
      const char *name = fw_record_text (queues->pdata[i], field);

      if (name != NULL && *name != '\0' && g_hash_table_add (written, (gpointer) name))
        write_name (writer, name, NULL);
    }
  write_undescribed (writer, server, scope, dimension, written);
  fw_json_writer_end_array (writer);
}

void
fw_handle_names (FwExchange *exchange)
{
  static const struct
  {
    const char *member;
    const char *kind;
  } kinds[] = { { "site", "site" }, { "team", "team" }, { "shift", "shift-template" } };
  FwServer *server = fw_server_of (exchange);
  FwScope *scope = fw_exchange_get_scope (exchange);
  /* Titles are for everyone who is signed in, whatever else of a record his role may read; the
   * scope holds. */
  g_autoptr (FwScope) reader = fw_scope_as_role (scope, FW_ROLE_ADMINISTRATOR);
  g_autoptr (GHashTable) described = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) queues = NULL;
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const FwRecordsPage all = { 0 }; /* as many as are read at once */
  gboolean more;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  for (guint i = 0; i < G_N_ELEMENTS (kinds) && error == NULL; i++)
    {
      g_autoptr (GPtrArray) records = fw_records_list_page (
          server->records, reader, fw_kind_find (kinds[i].kind), &all, &more, &error);

      if (records == NULL)
        break;
      write_records (&writer, kinds[i].member, records, NULL);
      fw_json_writer_end_array (&writer);
    }

  queues = error == NULL ? fw_records_list_page (server->records, reader, fw_kind_find ("queue"),
                                                 &all, &more, &error)
                         : NULL;
  if (queues == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }

  write_records (&writer, "queue", queues, described);
  write_undescribed (&writer, server, scope, FW_DIMENSION_QUEUE, described);
  fw_json_writer_end_array (&writer);
  write_field (&writer, server, scope, queues, "product", FW_DIMENSION_PRODUCT);
  write_field (&writer, server, scope, queues, "channel", FW_DIMENSION_CHANNEL);
  if ((fw_scope_get_role (scope) & FW_ROLE_EVERYONE) != 0 &&
      !write_accounts (&writer, server, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}
