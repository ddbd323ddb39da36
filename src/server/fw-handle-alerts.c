/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-alert-notes.h"
#include "server/fw-hub.h"
#include "server/fw-server-private.h"

#define MOST_MINUTES (24 * 60)

typedef struct
{
  JsonObject *object;
  const char *id;
  FwAlertAct act;
} Asked;

static gboolean
read_minutes (JsonObject *object, guint *minutes, GError **error)
{
  gint64 value;

  if (!fw_json_get_integer (object, "minutes", &value, error))
    return FALSE;
  if (value < 1 || value > MOST_MINUTES)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "minutes: 1 to %d", MOST_MINUTES);
      return FALSE;
    }
  *minutes = (guint) value;
  return TRUE;
}

static gboolean
read_act (Asked *asked, GError **error)
{
  static const char *const acts[] = { [FW_ALERT_ACKNOWLEDGE] = "acknowledge",
                                      [FW_ALERT_SNOOZE] = "snooze",
                                      [FW_ALERT_GIVE] = "give",
                                      [FW_ALERT_RELEASE] = "release" };
  const char *act;

  if (!fw_json_get_text (asked->object, "id", &asked->id, error) ||
      !fw_json_get_text (asked->object, "act", &act, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (strcmp (acts[i], act) == 0)
      {
        asked->act.what = i;
        return (i != FW_ALERT_SNOOZE || read_minutes (asked->object, &asked->act.minutes, error)) &&
               (i != FW_ALERT_GIVE ||
                fw_json_get_text (asked->object, "to", &asked->act.person, error));
      }
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "act: acknowledge, snooze, give or release");
  return FALSE;
}

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
  if ((asked->act.what == FW_ALERT_GIVE && !check_person (exchange, asked->act.person, &error)) ||
      (note = fw_alert_notes_write (server->records, alert, &asked->act,
                                    fw_scope_get_account (scope), g_get_real_time (), &error)) ==
          NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }

  fw_hub_tell_records (server->hub, fw_record_get_kind (note)->name, fw_record_get_id (note),
                       fw_record_get_revision (note));
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
  gsize length;
  const char *data = g_bytes_get_data (fw_exchange_get_body (exchange), &length);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  Asked asked = { 0 };

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;

  asked.object = object = fw_json_parse_object (data, length, &error);
  if (object == NULL || !read_act (&asked, &error))
    fw_exchange_reply_error (exchange, error);
  else
    write_note (exchange, &asked);
}
