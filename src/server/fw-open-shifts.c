/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-open-shifts.h"

#include "server/fw-server-private.h"

gboolean
fw_open_shift_is_in (const FwRecord *record, const char *state)
{
  return g_strcmp0 (fw_record_text (record, FW_KIND_STATE), state) == 0;
}

static void
take_claims (GPtrArray *records, gpointer data)
{
  GPtrArray *found = data;

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (found, fw_record_ref (records->pdata[i]));
}

GPtrArray *
fw_open_shifts_ask_claims (
    FwRecords *records, FwScope *whole, const char *field, const char *value, GError **error)
{
  const char *const values[] = { value, NULL };
  const FwRecordCondition conditions[] = { { field, FW_RECORD_IS, values } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

  g_return_val_if_fail (records != NULL && field != NULL && value != NULL, NULL);

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  return fw_records_ask_pages (records, whole, fw_kind_find (FW_SHIFT_CLAIMS), &query, take_claims,
                               found, error)
             ? g_steal_pointer (&found)
             : NULL;
}

gboolean
fw_open_shifts_count_free (
    FwRecords *records, FwScope *whole, const FwRecord *offer, gint64 *n, GError **error)
{
  g_autoptr (GPtrArray) claims =
      fw_open_shifts_ask_claims (records, whole, "offer", fw_record_get_id (offer), error);

  if (claims == NULL)
    return FALSE;
  *n = fw_record_integer (offer, "left");
  for (guint i = 0; i < claims->len; i++)
    *n -= fw_open_shift_is_in (claims->pdata[i], "claimed");
  return TRUE;
}

GArray *
fw_open_shifts_find_faults (FwSwaps *swaps,
                            const FwSwapParty *taker,
                            const FwRecord *offer,
                            gboolean drafts,
                            GError **error)
{
  const char *template = fw_record_text (offer, "template");
  FwDuty duty = { .day = (gint32) fw_record_integer (offer, "day") };
  g_autoptr (GArray) faults = NULL;

  g_return_val_if_fail (swaps != NULL && taker != NULL && offer != NULL, NULL);

  fw_swap_party_set_hours (swaps, taker, template, &duty);
  faults = fw_swap_find_taker_faults (&taker->row, &duty);
  if (drafts)
    fw_swap_party_check_draft (faults, taker, FW_SWAP_TAKER, duty.day);
  fw_swap_party_check_absences (faults, taker, duty.day);
  return fw_swap_party_check_certificates (
             swaps, faults, taker, FW_SWAP_TAKER, duty.day, template,
             fw_record_get_list (offer, fw_record_find (offer, "certificates")), error)
             ? g_steal_pointer (&faults)
             : NULL;
}

/* ---- what follows ---- */

static GArray *
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, FW_ERROR, FW_ERROR_CONFLICT, message);
  return NULL;
}

/* A claim made in time may be approved after the last day for claims. */
static gboolean
has_place (const FwRecord *offer)
{
  return fw_record_integer (offer, "left") > 0 &&
         (fw_open_shift_is_in (offer, "open") || fw_open_shift_is_in (offer, "ended"));
}

static GArray *
give (FwSwaps *swaps, FwSwapParty *taker, const FwRecord *offer, GError **error)
{
  g_autoptr (GArray) faults = fw_open_shifts_find_faults (swaps, taker, offer, TRUE, error);
  FwRecordWrite counted = { .record = NULL };
  GArray *writes;

  if (faults == NULL)
    return NULL;
  if (faults->len > 0)
    return refuse (error, "the shift does not fit the roster");
  writes = fw_swap_writes_new ();
  fw_swap_party_add_work (writes, taker, (gint32) fw_record_integer (offer, "day"),
                          fw_record_text (offer, "template"));
  counted.record = fw_record_copy ((FwRecord *) offer);
  fw_record_set_integer (counted.record, fw_record_find (offer, "taken"),
                         fw_record_integer (offer, "taken") + 1);
  g_array_append_val (writes, counted);
  return writes;
}

static GArray *
approve (FwSwaps *swaps, const FwRecord *claim, GError **error)
{
  g_autoptr (FwRecord) offer =
      fw_records_get (swaps->records, swaps->whole, fw_kind_find (FW_OPEN_SHIFTS),
                      fw_record_text (claim, "offer"), error);
  g_auto (FwSwapParty) taker = { NULL };
  gint32 day;

  if (offer == NULL)
    return NULL;
  if (!has_place (offer))
    return refuse (error, "no place of the open shift is left");
  day = (gint32) fw_record_integer (offer, "day");
  return fw_swap_party_load (swaps, &taker, fw_record_text (claim, "person"), day, day, error) &&
                 fw_swap_party_load_absences (swaps, &taker, error)
             ? give (swaps, &taker, offer, error)
             : NULL;
}

static GArray *
close_claims (FwSwaps *swaps, const FwRecord *offer, GError **error)
{
  g_autoptr (GPtrArray) claims = fw_open_shifts_ask_claims (swaps->records, swaps->whole, "offer",
                                                            fw_record_get_id (offer), error);
  GArray *writes;

  if (claims == NULL)
    return NULL;
  writes = fw_swap_writes_new ();
  for (guint i = 0; i < claims->len; i++)
    if (fw_open_shift_is_in (claims->pdata[i], "claimed"))
      {
        const FwRecordWrite write = { .record = fw_record_ref (claims->pdata[i]), .to = "closed" };

        g_array_append_val (writes, write);
      }
  return writes;
}

GArray *
fw_open_shifts_have_effect (FwRecords *records,
                            const FwRecord *record,
                            gpointer server,
                            GError **error)
{
  g_auto (FwSwaps) swaps = { NULL };

  g_return_val_if_fail (records != NULL && record != NULL && server != NULL, NULL);

  if (!fw_swaps_init (&swaps, records, ((FwServer *) server)->certificates, error))
    return NULL;
  return fw_kind_is_same (fw_record_get_kind (record), fw_kind_find (FW_OPEN_SHIFTS))
             ? close_claims (&swaps, record, error)
             : approve (&swaps, record, error);
}
