/* SPDX-License-Identifier: GPL-3.0-or-later */

/* own/swaps: what an agent asks of her colleagues' days, and they of hers; and swaps, what stands
 * against one for who decides. */
#include "server/fw-own-swaps.h"
#include "server/fw-server-private.h"

/* Days ahead that can be given back. */
#define AHEAD_DAYS 42

static void
append_colleagues (FwJsonWriter *writer, GPtrArray *people)
{
  fw_json_writer_key (writer, "colleagues");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < people->len; i++)
    {
      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", fw_record_get_id (people->pdata[i]));
      fw_json_member_text (writer, "name", fw_record_text (people->pdata[i], "name"));
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

void
fw_handle_own_swaps (FwExchange *exchange)
{
  g_auto (FwOwn) own = { NULL };
  g_autoptr (GPtrArray) swaps = NULL, colleagues = NULL;
  g_autoptr (GError) error = NULL;
  GString *json;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own))
    return;
  swaps = fw_own_swaps_list (&own, &error);
  colleagues = swaps != NULL ? fw_own_list_colleagues (&own, &error) : NULL;
  if (colleagues == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  json = fw_own_begin_answer (&writer, &own);
  append_colleagues (&writer, colleagues);
  fw_json_writer_key (&writer, "swaps");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < swaps->len; i++)
    fw_own_swap_append (&writer, &own, swaps->pdata[i]);
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

/* ---- what it would be to take it ---- */

static gboolean
append_choice (FwJsonWriter *writer,
               FwSwaps *swaps,
               const FwOwn *own,
               const FwRecord *swap,
               const FwToldShift *back,
               GError **error)
{
  g_autoptr (GArray) faults =
      fw_own_swap_find_faults (swaps, own, swap, back != NULL ? back->day : FW_SWAP_ALONE, error);

  if (faults == NULL)
    return FALSE;
  fw_json_writer_begin_object (writer);
  if (back != NULL)
    {
      fw_own_append_date (writer, "day", back->day);
      fw_own_append_shift (writer, own->records, own->whole, own->zone, back->template, back->day,
                           NULL, FALSE);
    }
  fw_swaps_append_faults (writer, faults, FW_SWAP_TAKER);
  fw_json_writer_end_object (writer);
  return TRUE;
}

/* Alone first, then for each of her days to come. */
static gboolean
append_choices (
    FwJsonWriter *writer, FwSwaps *swaps, const FwOwn *own, const FwRecord *swap, GError **error)
{
  g_autoptr (FwRecordAnswer) shifts =
      fw_own_ask_shifts (own->records, own->whole, fw_record_get_id (own->person), own->today + 1,
                         own->today + AHEAD_DAYS, error);
  FwToldShift told;

  if (shifts == NULL || !append_choice (writer, swaps, own, swap, NULL, error))
    return FALSE;
  for (guint i = 0; i < shifts->records->len; i++)
    if (fw_told_shift_read (shifts->records->pdata[i], &told) && g_str_equal (told.type, "work") &&
        told.template != NULL && !append_choice (writer, swaps, own, swap, &told, error))
      return FALSE;
  return TRUE;
}

void
fw_handle_swap_choices (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  g_auto (FwOwn) own = { NULL };
  g_auto (FwSwaps) swaps = { NULL };
  g_autoptr (FwRecord) swap = NULL;
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own) || (swap = fw_own_swap_find (exchange, &own)) == NULL)
    return;
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "id", fw_record_get_id (swap));
  fw_json_writer_key (&writer, "choices");
  fw_json_writer_begin_array (&writer);
  if (fw_own_swap_is_open (swap, &own) &&
      (!fw_swaps_init (&swaps, own.records, server->certificates, &error) ||
       !append_choices (&writer, &swaps, &own, swap, &error)))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}

/* ---- who decides ---- */

void
fw_handle_swap (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  g_auto (FwSwaps) swaps = { NULL };
  g_autoptr (FwRecord) swap = NULL;
  g_autoptr (GArray) faults = NULL;
  g_autoptr (GError) error = NULL;
  FwOwn all = { .records = server->records };
  GString *json;
  FwJsonWriter writer;
  FwSwapAsked asked;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;
  swap = fw_records_get (server->records, fw_exchange_get_scope (exchange), fw_kind_find ("swap"),
                         fw_exchange_get_parameter (exchange, 0), &error);
  if (swap == NULL || !fw_swaps_init (&swaps, server->records, server->certificates, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  fw_swaps_read (swap, &asked);
  faults = asked.taker != NULL ? fw_swaps_find_faults (&swaps, &asked, &error)
                               : fw_swap_fault_new_array ();
  if (faults == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  all.whole = swaps.whole;
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "id", fw_record_get_id (swap));
  fw_own_swap_append_name (&writer, &all, "person", asked.giver);
  fw_own_swap_append_name (&writer, &all, "colleague", asked.taker);
  fw_own_append_date (&writer, "day", asked.day);
  all.zone = fw_own_find_zone (swaps.directory, swap);
  fw_own_append_shift (&writer, server->records, swaps.whole, all.zone, asked.template, asked.day,
                       NULL, FALSE);
  fw_own_swap_append_back (&writer, &all, swap);
  fw_json_member_text (&writer, "note", fw_record_text (swap, "note"));
  fw_swaps_append_faults (&writer, faults, FW_SWAP_N_SIDES);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}
