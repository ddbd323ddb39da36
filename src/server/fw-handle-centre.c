/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include "protocol/fw-json.h"
#include "server/fw-openapi.h"
#include "server/fw-server-private.h"

static const char *const no_parameters[] = { NULL };

/* Names and states only: health is told to everyone, so no paths. */
static void
write_sources (FwJsonWriter *writer, FwFollow *follow)
{
  fw_json_writer_key (writer, "sources");
  fw_json_writer_begin_array (writer);
  if (follow != NULL)
    {
      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "name", fw_follow_get_source (follow));
      fw_json_member_text (writer, "status",
                           fw_follow_status_to_name (fw_follow_get_status (follow)));
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

void
fw_handle_health (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  FwDatabase *database = fw_centre_get_database (server->centre);
  g_autofree char *reason = NULL;
  gboolean writable;
  GString *json;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, no_parameters))
    return;

  writable = fw_database_is_writable (database, &reason);
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "status", writable ? "ok" : "read-only");
  fw_json_member_text (&writer, "reason", reason);
  fw_json_member_text (&writer, "version", FW_VERSION);
  fw_json_member_boolean (&writer, "sample", server->options.sample);
  write_sources (&writer, server->options.follow);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

void
fw_handle_openapi (FwExchange *exchange)
{
  g_autoptr (GBytes) document = NULL;

  if (!fw_exchange_check_query (exchange, no_parameters))
    return;

  document = g_resource_lookup_data (fw_openapi_get_resource (), "/org/floorwalker/openapi.json",
                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  fw_exchange_reply_bytes (exchange, 200, document, "application/json");
}

void
fw_handle_verify (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  FwVerifyReport report = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean identical;
  GString *json;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, no_parameters))
    return;

  identical = fw_centre_verify (server->centre, &report, NULL, &error);
  /* A difference is an answer; a store that cannot be read is not. */
  if (!identical && (report.live_digest == NULL || report.rebuilt_digest == NULL))
    {
      fw_exchange_reply_error (exchange, error);
      fw_verify_report_clear (&report);
      return;
    }

  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_boolean (&writer, "identical", identical);
  fw_json_member_integer (&writer, "batches", (gint64) report.batches);
  fw_json_member_integer (&writer, "events", (gint64) report.events);
  fw_json_member_integer (&writer, "contacts", (gint64) report.contacts);
  fw_json_member_text (&writer, "live", report.live_digest);
  fw_json_member_text (&writer, "rebuilt", report.rebuilt_digest);
  fw_json_writer_end_object (&writer);
  fw_verify_report_clear (&report);
  fw_exchange_reply_json (exchange, 200, json);
}
