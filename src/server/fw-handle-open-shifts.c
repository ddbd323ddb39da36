/* SPDX-License-Identifier: GPL-3.0-or-later */

/* own/open-shifts: an agent claims a place of a shift that nobody has; and shift-claims, what
 * stands against a claim for who decides. */
#include "server/fw-own-open-shifts.h"
#include "server/fw-own-swaps.h"
#include "server/fw-server-private.h"

void
fw_handle_own_open_shifts (FwExchange *exchange)
{
  g_auto (FwOwn) own = { NULL };
  g_auto (FwOwnOpen) open = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) json = NULL;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own))
    return;
  if (fw_own_open_load (&open, &own, fw_server_of (exchange)->certificates, &error))
    {
      json = fw_own_begin_answer (&writer, &own);
      fw_json_writer_key (&writer, "offers");
      fw_json_writer_begin_array (&writer);
      for (guint i = 0; error == NULL && i < open.offers->len; i++)
        fw_own_open_append (&open, &writer, open.offers->pdata[i], &error);
      fw_json_writer_end_array (&writer);
      fw_json_writer_end_object (&writer);
    }
  if (error == NULL)
    fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
  else
    fw_exchange_reply_error (exchange, error);
}

/* ---- to claim ---- */

static gboolean
refuse (GError **error, FwError code, const char *message)
{
  g_set_error_literal (error, FW_ERROR, code, message);
  return FALSE;
}

static gboolean
check_claim (FwOwnOpen *open, const FwRecord *offer, GError **error)
{
  const FwRecord *claim = fw_own_open_find_claim (open, offer);
  g_autoptr (GArray) faults = NULL;
  gint64 places;

  if (claim != NULL &&
      (fw_open_shift_is_in (claim, "claimed") || fw_open_shift_is_in (claim, "approved")))
    return refuse (error, FW_ERROR_CONFLICT, "you have claimed it already");
  if (fw_own_open_find_claimed_day (open, fw_record_integer (offer, "day")) != NULL)
    return refuse (error, FW_ERROR_CONFLICT, "you have claimed another shift of that day");
  if (!fw_own_open_is_offered (open, offer))
    return refuse (error, FW_ERROR_CONFLICT, "it is not open to you any more");
  if (!fw_open_shifts_count_free (open->own->records, open->own->whole, offer, &places, error))
    return FALSE;
  if (places < 1)
    return refuse (error, FW_ERROR_CONFLICT, "no place is left: others were faster");
  faults = fw_open_shifts_find_faults (&open->swaps, &open->taker, offer, FALSE, error);
  return faults != NULL && (faults->len == 0 ||
                            refuse (error, FW_ERROR_CONFLICT, "the shift does not fit the roster"));
}

static FwRecord *
make_claim (const FwOwn *own, const FwRecord *offer)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *name = g_strdup_printf ("%s · %s", fw_record_text (own->person, "name"),
                                           fw_record_text (offer, "name"));
  FwRecord *claim = fw_record_new (fw_kind_find (FW_SHIFT_CLAIMS), id);

  fw_record_put_text (claim, "name", name);
  fw_record_put_text (claim, "offer", fw_record_get_id (offer));
  fw_record_put_text (claim, "person", fw_record_get_id (own->person));
  return claim;
}

static gboolean
put_claim (FwExchange *exchange, FwOwnOpen *open, const FwRecord *offer, GError **error)
{
  g_autoptr (FwScope) writer = fw_own_make_writer (exchange);
  g_autoptr (FwRecord) claim = NULL;

  if (!check_claim (open, offer, error))
    return FALSE;
  claim = make_claim (open->own, offer);
  return fw_records_put (open->own->records, writer, claim, g_get_real_time (), error) &&
         fw_handle_tell_change (exchange, fw_record_get_kind (claim), fw_record_get_id (claim),
                                fw_record_get_revision (claim));
}

static gboolean
take_back (FwExchange *exchange, FwOwnOpen *open, const FwRecord *offer, GError **error)
{
  g_autoptr (FwScope) writer = fw_own_make_writer (exchange);
  const FwRecord *claim = fw_own_open_find_claim (open, offer);
  const FwRecordMove move = { .to = "withdrawn" };
  FwFlowRefusal refusal;
  guint revision;

  if (claim == NULL)
    return refuse (error, FW_ERROR_CONFLICT, "you have not claimed it");
  return fw_records_move (open->own->records, writer, fw_record_get_kind (claim),
                          fw_record_get_id (claim), &move, g_get_real_time (), &refusal, &revision,
                          error) &&
         fw_handle_tell_change (exchange, fw_record_get_kind (claim), fw_record_get_id (claim),
                                revision);
}

static gboolean
step (FwExchange *exchange, FwOwnOpen *open, const FwRecord *offer, GError **error)
{
  g_autoptr (JsonObject) asked = fw_json_parse_bytes (fw_exchange_get_body (exchange), error);
  const char *move;

  if (asked == NULL || !fw_json_get_text (asked, "move", &move, error))
    return FALSE;
  if (g_str_equal (move, "claimed"))
    return put_claim (exchange, open, offer, error);
  if (g_str_equal (move, "withdrawn"))
    return take_back (exchange, open, offer, error);
  return refuse (error, FW_ERROR_INVALID, "move: expected claimed or withdrawn");
}

static void
reply_offer (FwExchange *exchange, const FwOwn *own, const char *id)
{
  g_auto (FwOwnOpen) open = { NULL };
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  if (fw_own_open_load (&open, own, fw_server_of (exchange)->certificates, &error) &&
      fw_own_open_append (&open, &writer, fw_own_open_find (&open, id), &error))
    fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
  else
    fw_exchange_reply_error (exchange, error);
}

/* Whether a place is free is looked up and taken in one go. */
void
fw_handle_step_open_shift (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  const char *id = fw_exchange_get_parameter (exchange, 0);
  g_auto (FwOwn) own = { NULL };
  g_auto (FwOwnOpen) open = { NULL };
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (GError) error = NULL;
  const FwRecord *offer;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own))
    return;
  locker = g_mutex_locker_new (&server->offering);
  if (!fw_own_open_load (&open, &own, server->certificates, &error))
    fw_exchange_reply_error (exchange, error);
  else if ((offer = fw_own_open_find (&open, id)) == NULL)
    fw_exchange_fail (exchange, FW_ERROR_NOT_FOUND, NULL, "there is no open shift of that id");
  else if (step (exchange, &open, offer, &error))
    reply_offer (exchange, &own, id);
  else
    fw_exchange_reply_error (exchange, error);
}

/* ---- who decides ---- */

static void
append_check (FwJsonWriter *writer,
              FwSwaps *swaps,
              const FwSwapParty *taker,
              const FwRecord *claim,
              const FwRecord *offer,
              GArray *faults)
{
  const gint32 day = (gint32) fw_record_integer (offer, "day");
  FwOwn all = { .records = swaps->records, .whole = swaps->whole, .zone = taker->zone };

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (claim));
  fw_own_swap_append_name (writer, &all, "person", taker->person);
  fw_own_append_date (writer, "day", day);
  fw_own_append_shift (writer, all.records, all.whole, all.zone, fw_record_text (offer, "template"),
                       day, NULL, FALSE);
  fw_json_member_integer (writer, "people", fw_record_integer (offer, "people"));
  fw_json_member_integer (writer, "left", fw_record_integer (offer, "left"));
  fw_json_member_text (writer, "note", fw_record_text (offer, "note"));
  fw_swaps_append_faults (writer, faults, FW_SWAP_N_SIDES);
  fw_json_writer_end_object (writer);
}

void
fw_handle_shift_claim (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  g_auto (FwSwaps) swaps = { NULL };
  g_auto (FwSwapParty) taker = { NULL };
  g_autoptr (FwRecord) claim = NULL, offer = NULL;
  g_autoptr (GArray) faults = NULL;
  g_autoptr (GError) error = NULL;
  GString *json;
  FwJsonWriter writer;
  gint32 day;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;
  claim = fw_records_get (server->records, fw_exchange_get_scope (exchange),
                          fw_kind_find (FW_SHIFT_CLAIMS), fw_exchange_get_parameter (exchange, 0),
                          &error);
  if (claim != NULL && fw_swaps_init (&swaps, server->records, server->certificates, &error))
    offer = fw_records_get (server->records, swaps.whole, fw_kind_find (FW_OPEN_SHIFTS),
                            fw_record_text (claim, "offer"), &error);
  day = offer != NULL ? (gint32) fw_record_integer (offer, "day") : 0;
  if (offer != NULL &&
      fw_swap_party_load (&swaps, &taker, fw_record_text (claim, "person"), day, day, &error) &&
      fw_swap_party_load_absences (&swaps, &taker, &error))
    faults = fw_open_shifts_find_faults (&swaps, &taker, offer, TRUE, &error);
  if (faults == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  append_check (&writer, &swaps, &taker, claim, offer, faults);
  fw_exchange_reply_json (exchange, 200, json);
}
