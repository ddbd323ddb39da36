/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-json.h"
#include "server/fw-alert-notes.h"
#include "server/fw-hub.h"
#include "server/fw-server-private.h"

typedef struct
{
  const char *id;
  FwCare care;
} Asked;

static gboolean
check_person (FwExchange *exchange, const char *person, GError **error)
{
  g_autoptr (FwRecord) record =
      fw_records_get (fw_server_of (exchange)->records, fw_exchange_get_scope (exchange),
                      fw_kind_find ("person"), person, NULL);

  if (record == NULL)
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "to: no such person");
  return record != NULL;
}

static void
write_note (FwExchange *exchange, const Asked *asked)
{
  FwServer *server = fw_server_of (exchange);
  FwScope *scope = fw_exchange_get_scope (exchange);
  g_autoptr (FwAlert) alert =
      fw_live_watch_find_alert (fw_hub_get_watch (server->hub), asked->id, scope);
  g_autoptr (FwRecord) note = NULL;
  g_autoptr (GError) error = NULL;
  GString *json;
  FwJsonWriter writer;

  if (alert == NULL)
    {
      fw_exchange_fail (exchange, FW_ERROR_NOT_FOUND, NULL, "that alert does not stand any more");
      return;
    }
  if ((asked->care.act == FW_CARE_GIVE && !check_person (exchange, asked->care.to, &error)) ||
      (note = fw_alert_notes_write (server->records, alert, &asked->care,
                                    fw_scope_get_account (scope), g_get_real_time (), &error)) ==
          NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }

  fw_hub_tell_record (server->hub, note);
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "id", asked->id);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

void
fw_handle_alerts (FwExchange *exchange)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  Asked asked = { 0 };

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;

  object = fw_json_parse_bytes (fw_exchange_get_body (exchange), &error);
  if (object == NULL || !fw_json_get_text (object, "id", &asked.id, &error) ||
      !fw_care_read (object, FW_CARE_ACKNOWLEDGE, &asked.care, &error))
    fw_exchange_reply_error (exchange, error);
  else
    write_note (exchange, &asked);
}
