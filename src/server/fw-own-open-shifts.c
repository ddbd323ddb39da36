/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-own-open-shifts.h"

#include <string.h>

#include "server/fw-server-private.h"

/* ---- which are hers to see ---- */

gboolean
fw_own_open_is_offered (const FwOwnOpen *self, const FwRecord *offer)
{
  return fw_open_shift_is_in (offer, "open") &&
         fw_record_integer (offer, "day") > self->own->today &&
         (fw_record_lacks (offer, "until") ||
          fw_record_integer (offer, "until") >= self->own->today);
}

static gboolean
is_for_her (const FwOwnOpen *self, const FwRecord *offer)
{
  const FwRecord *person = self->own->person;

  return g_strcmp0 (fw_record_text (offer, "site"), fw_record_text (person, "site")) == 0 &&
         (fw_record_lacks (offer, "team") ||
          g_strcmp0 (fw_record_text (offer, "team"), fw_record_text (person, "team")) == 0);
}

FwRecord *
fw_own_open_find_claim (const FwOwnOpen *self, const FwRecord *offer)
{
  FwRecord *last = NULL;

  for (guint i = 0; i < self->claims->len; i++)
    {
      FwRecord *claim = self->claims->pdata[i];

      if (g_strcmp0 (fw_record_text (claim, "offer"), fw_record_get_id (offer)) != 0)
        continue;
      if (fw_open_shift_is_in (claim, "claimed") || fw_open_shift_is_in (claim, "approved"))
        return claim;
      last = claim;
    }
  return last;
}

FwRecord *
fw_own_open_find_claimed_day (const FwOwnOpen *self, gint64 day)
{
  for (guint i = 0; i < self->claims->len; i++)
    if (fw_record_integer (self->claims->pdata[i], "day") == day &&
        fw_open_shift_is_in (self->claims->pdata[i], "claimed"))
      return self->claims->pdata[i];
  return NULL;
}

static void
take_offers (GPtrArray *records, gpointer data)
{
  FwOwnOpen *self = data;

  for (guint i = 0; i < records->len; i++)
    if (fw_own_open_find_claim (self, records->pdata[i]) != NULL ||
        (is_for_her (self, records->pdata[i]) && fw_own_open_is_offered (self, records->pdata[i])))
      g_ptr_array_add (self->offers, fw_record_ref (records->pdata[i]));
}

static gint
compare_offers (gconstpointer a, gconstpointer b)
{
  const FwRecord *one = *(FwRecord *const *) a, *other = *(FwRecord *const *) b;
  const gint64 days = fw_record_integer (one, "day") - fw_record_integer (other, "day");

  return days != 0 ? (days < 0 ? -1 : 1)
                   : strcmp (fw_record_get_id (one), fw_record_get_id (other));
}

static gboolean
ask_offers (FwOwnOpen *self, GError **error)
{
  g_autofree char *from = fw_date_format (self->own->today + 1);
  const char *const first[] = { from, NULL };
  const FwRecordCondition conditions[] = { { "day", FW_RECORD_AT_LEAST, first } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  if (!fw_records_ask_pages (self->own->records, self->own->whole, fw_kind_find (FW_OPEN_SHIFTS),
                             &query, take_offers, self, error))
    return FALSE;
  g_ptr_array_sort (self->offers, compare_offers);
  return TRUE;
}

/* Her roster is looked at once for all of them. */
static gboolean
load_taker (FwOwnOpen *self, GError **error)
{
  const guint n = self->offers->len;
  const gint32 first =
      n > 0 ? (gint32) fw_record_integer (self->offers->pdata[0], "day") : self->own->today;
  const gint32 last =
      n > 0 ? (gint32) fw_record_integer (self->offers->pdata[n - 1], "day") : self->own->today;

  return fw_swap_party_load (&self->swaps, &self->taker, fw_record_get_id (self->own->person),
                             first, last, error) &&
         fw_swap_party_load_absences (&self->swaps, &self->taker, error);
}

gboolean
fw_own_open_load (FwOwnOpen *self, const FwOwn *own, FwCertificates *certificates, GError **error)
{
  g_return_val_if_fail (self != NULL && own != NULL, FALSE);

  self->own = own;
  self->offers = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  self->claims = fw_open_shifts_ask_claims (own->records, own->whole, "person",
                                            fw_record_get_id (own->person), error);
  return self->claims != NULL && ask_offers (self, error) &&
         fw_swaps_init (&self->swaps, own->records, certificates, error) &&
         load_taker (self, error);
}

void
fw_own_open_clear (FwOwnOpen *self)
{
  fw_swap_party_clear (&self->taker);
  fw_swaps_clear (&self->swaps);
  g_clear_pointer (&self->claims, g_ptr_array_unref);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
}

FwRecord *
fw_own_open_find (const FwOwnOpen *self, const char *id)
{
  for (guint i = 0; i < self->offers->len; i++)
    if (g_strcmp0 (fw_record_get_id (self->offers->pdata[i]), id) == 0)
      return self->offers->pdata[i];
  return NULL;
}

/* ---- JSON ---- */

static void
append_claim (FwOwnOpen *self, FwJsonWriter *writer, const FwRecord *claim)
{
  if (claim == NULL)
    return;
  fw_json_writer_key (writer, "claim");
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "state", fw_record_text (claim, FW_KIND_STATE));
  fw_own_append_reason (writer, self->own, claim);
  fw_json_writer_end_object (writer);
}

static void
append_moves (
    FwOwnOpen *self, FwJsonWriter *writer, const FwRecord *offer, gint64 places, gboolean fits)
{
  const FwRecord *claim = fw_own_open_find_claim (self, offer);
  const gboolean waits = claim != NULL && fw_open_shift_is_in (claim, "claimed");
  const gboolean given = claim != NULL && fw_open_shift_is_in (claim, "approved");

  fw_json_writer_key (writer, "moves");
  fw_json_writer_begin_array (writer);
  if (waits)
    fw_json_writer_text (writer, "withdrawn");
  else if (!given && fits && places > 0 && fw_own_open_is_offered (self, offer) &&
           fw_own_open_find_claimed_day (self, fw_record_integer (offer, "day")) == NULL)
    fw_json_writer_text (writer, "claimed");
  fw_json_writer_end_array (writer);
}

static void
append_queue (FwOwnOpen *self, FwJsonWriter *writer, const FwRecord *offer)
{
  const char *id = fw_record_text (offer, "queue");
  g_autoptr (FwRecord) queue = id != NULL ? fw_records_get (self->own->records, self->own->whole,
                                                            fw_kind_find ("queue"), id, NULL)
                                          : NULL;

  fw_json_member_text (writer, "queue", queue != NULL ? fw_record_text (queue, "name") : id);
}

gboolean
fw_own_open_append (FwOwnOpen *self, FwJsonWriter *writer, const FwRecord *offer, GError **error)
{
  const gint32 day = (gint32) fw_record_integer (offer, "day");
  g_autoptr (GArray) faults =
      fw_open_shifts_find_faults (&self->swaps, &self->taker, offer, FALSE, error);
  gint64 places = 0;

  if (faults == NULL ||
      !fw_open_shifts_count_free (self->own->records, self->own->whole, offer, &places, error))
    return FALSE;
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (offer));
  fw_json_member_text (writer, "state", fw_record_text (offer, FW_KIND_STATE));
  fw_own_append_date (writer, "day", day);
  fw_own_append_shift (writer, self->own->records, self->own->whole, self->own->zone,
                       fw_record_text (offer, "template"), day, NULL, TRUE);
  fw_json_member_integer (writer, "people", fw_record_integer (offer, "people"));
  fw_json_member_integer (writer, "free", MAX (places, 0));
  if (!fw_record_lacks (offer, "until"))
    fw_own_append_date (writer, "until", (gint32) fw_record_integer (offer, "until"));
  append_queue (self, writer, offer);
  fw_json_member_text (writer, "note", fw_record_text (offer, "note"));
  append_claim (self, writer, fw_own_open_find_claim (self, offer));
  fw_swaps_append_faults (writer, faults, FW_SWAP_TAKER);
  append_moves (self, writer, offer, places, faults->len == 0);
  fw_json_writer_end_object (writer);
  return TRUE;
}
