/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events that are held until their time, and such as are struck out. */
#include <string.h>

#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"
#include "server/fw-seen.h"
#include "server/fw-server-private.h"

#define DETAIL_IDS 10

static const char *const no_parameters[] = { NULL };

static void
write_moment (FwJsonWriter *writer, const char *member, gint64 at)
{
  g_autofree char *text = fw_time_format (at);

  fw_json_member_text (writer, member, text);
}

void
fw_handle_held (FwExchange *exchange)
{
  FwLedger *ledger = fw_centre_get_ledger (fw_server_of (exchange)->centre);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  GString *json;
  FwJsonWriter writer;
  gint64 earliest;
  guint total;

  if (!fw_exchange_check_query (exchange, no_parameters))
    return;

  list = fw_ledger_list_held (ledger, &error);
  if (list == NULL || !fw_ledger_count_held (ledger, &total, &earliest, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }

  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_integer (&writer, "total", total);
  fw_json_writer_key (&writer, "held");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < list->len; i++)
    {
      const FwHeldEvent *held = list->pdata[i];

      fw_json_writer_begin_object (&writer);
      fw_json_member_text (&writer, "source", held->source);
      fw_json_member_text (&writer, "id", held->id);
      write_moment (&writer, "at", held->at);
      write_moment (&writer, "arrived", held->arrived);
      fw_json_writer_end_object (&writer);
    }
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

static void
reply_struck (FwExchange *exchange, GPtrArray *list)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "struck");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < list->len; i++)
    {
      const FwStruck *struck = list->pdata[i];

      fw_json_writer_begin_object (&writer);
      fw_json_member_text (&writer, "source", struck->source);
      fw_json_member_text (&writer, "id", struck->id);
      write_moment (&writer, "at", struck->at);
      fw_json_member_text (&writer, "reason", struck->reason);
      fw_json_member_text (&writer, "account", struck->account);
      write_moment (&writer, "moment", struck->moment);
      fw_json_member_text (&writer, "signer", struck->signer);
      fw_json_member_text (&writer, "signature", struck->signature);
      fw_json_writer_end_object (&writer);
    }
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

void
fw_handle_list_struck (FwExchange *exchange)
{
  g_autoptr (GPtrArray) list = NULL;

  if (!fw_exchange_check_query (exchange, no_parameters))
    return;

  list = fw_centre_list_struck (fw_server_of (exchange)->centre);
  reply_struck (exchange, list);
}

static gboolean
read_day (JsonObject *object, gint64 *day, GError **error)
{
  const char *text;
  gint32 date;

  if (!fw_json_get_text (object, "day", &text, error))
    return FALSE;
  if (fw_date_parse (fw_text (text), &date))
    *day = (gint64) date * 24 * FW_HOUR;
  else if (!fw_time_parse (fw_text (text), day))
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                           "day: expected a day such as 2026-11-21, or a moment of it");
      return FALSE;
    }
  return TRUE;
}

/* Returns: (transfer container): views of @object. */
static GPtrArray *
read_ids (JsonObject *object, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  JsonArray *array;

  if (!fw_json_get_array (object, "ids", &array, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        {
          g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "ids: expected texts");
          return NULL;
        }
      g_ptr_array_add (ids, (gpointer) json_node_get_string (node));
    }
  g_ptr_array_add (ids, NULL);
  return g_steal_pointer (&ids);
}

/* Ids name a contact at most, never a customer. */
static void
describe_strike (FwExchange *exchange, const FwStrike *strike)
{
  g_autoptr (GString) text = g_string_new (strike->source);

  for (guint i = 0; strike->ids[i] != NULL && i < DETAIL_IDS; i++)
    g_string_append_printf (text, "%s %s", i > 0 ? "," : ":", strike->ids[i]);
  if (g_strv_length ((char **) strike->ids) > DETAIL_IDS)
    g_string_append (text, ", …");
  g_string_append_printf (text, "; %s", strike->reason);
  fw_seen_describe (exchange, text->str);
}

void
fw_handle_strike (FwExchange *exchange)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  FwStrike strike = { 0 };

  if (!fw_exchange_check_query (exchange, no_parameters))
    return;

  strike.account = fw_scope_get_account (fw_exchange_get_scope (exchange));
  object = fw_json_parse_bytes (fw_exchange_get_body (exchange), &error);
  if (object != NULL && fw_json_get_text (object, "source", &strike.source, &error) &&
      fw_json_get_text (object, "reason", &strike.reason, &error) &&
      read_day (object, &strike.day, &error))
    ids = read_ids (object, &error);
  if (ids == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }

  strike.ids = (const char *const *) ids->pdata;
  list = fw_centre_strike (fw_server_of (exchange)->centre, &strike, &error);
  if (list == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  describe_strike (exchange, &strike);
  reply_struck (exchange, list);
}
