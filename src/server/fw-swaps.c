/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-swaps.h"

#include "server/fw-server-private.h"
#include "server/fw-swap-party.h"

static gboolean
list_templates (FwSwaps *self, GError **error)
{
  g_autoptr (GPtrArray) templates =
      fw_records_list (self->records, self->whole, fw_kind_find ("shift-template"), error);

  if (templates == NULL)
    return FALSE;
  self->templates =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) fw_record_unref);
  for (guint i = 0; i < templates->len; i++)
    g_hash_table_insert (self->templates, (gpointer) fw_record_get_id (templates->pdata[i]),
                         fw_record_ref (templates->pdata[i]));
  return TRUE;
}

gboolean
fw_swaps_init (FwSwaps *self, FwRecords *records, FwCertificates *certificates, GError **error)
{
  self->records = records;
  self->certificates = certificates;
  self->whole = fw_scope_new_administrator ();
  self->directory = fw_records_get_directory (records, error);
  if (self->directory != NULL)
    self->rules = fw_records_list (records, self->whole, fw_kind_find ("roster-rule"), error);
  if (self->rules != NULL)
    self->schemes =
        fw_records_list (records, self->whole, fw_kind_find ("certificate-scheme"), error);
  return self->schemes != NULL && list_templates (self, error);
}

void
fw_swaps_clear (FwSwaps *self)
{
  g_clear_pointer (&self->whole, fw_scope_unref);
  g_clear_pointer (&self->directory, fw_directory_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->schemes, g_ptr_array_unref);
  g_clear_pointer (&self->templates, g_hash_table_unref);
}

void
fw_swaps_read (const FwRecord *swap, FwSwapAsked *asked)
{
  *asked = (FwSwapAsked){
    .giver = fw_record_text (swap, "person"),
    .taker = fw_record_text (swap, "colleague"),
    .day = (gint32) fw_record_integer (swap, "day"),
    .template = fw_record_text (swap, "template"),
    .back =
        fw_record_lacks (swap, "back") ? FW_SWAP_ALONE : (gint32) fw_record_integer (swap, "back"),
    .back_template = fw_record_text (swap, "back_template"),
    .drafts = TRUE,
  };
}

/* ---- what records say beside the rules ---- */

/* @template: (nullable): what it was. Returns: (nullable): what is worked on the day. */
static const char *
check_given (
    GArray *faults, const FwSwapParty *party, FwSwapSide side, gint32 day, const char *template)
{
  const FwRecord *shift = fw_swap_party_find_shift (party, day);
  FwToldShift told;

  if (shift == NULL || !fw_told_shift_read (shift, &told))
    return NULL;
  if (!g_str_equal (told.type, "work") ||
      (template != NULL && g_strcmp0 (told.template, template) != 0))
    fw_swap_fault_add (faults, side, FW_SWAP_CHANGED, day, NULL);
  return told.template;
}

static gboolean
check_records (FwSwaps *self,
               GArray *faults,
               const FwSwapAsked *asked,
               const FwSwapParty *parties,
               GError **error)
{
  const FwSwapParty *giver = &parties[FW_SWAP_GIVER], *taker = &parties[FW_SWAP_TAKER];
  const char *given = check_given (faults, giver, FW_SWAP_GIVER, asked->day, asked->template);
  const char *back = NULL;

  if (asked->back != FW_SWAP_ALONE)
    back = check_given (faults, taker, FW_SWAP_TAKER, asked->back, asked->back_template);
  for (guint side = 0; asked->drafts && side < FW_SWAP_N_SIDES; side++)
    {
      fw_swap_party_check_draft (faults, &parties[side], (FwSwapSide) side, asked->day);
      if (asked->back != FW_SWAP_ALONE && asked->back != asked->day)
        fw_swap_party_check_draft (faults, &parties[side], (FwSwapSide) side, asked->back);
    }
  return fw_swap_party_check_certificates (self, faults, taker, FW_SWAP_TAKER, asked->day, given,
                                           NULL, error) &&
         fw_swap_party_check_certificates (self, faults, giver, FW_SWAP_GIVER, asked->back, back,
                                           NULL, error);
}

static gboolean
load_parties (FwSwaps *self, const FwSwapAsked *asked, FwSwapParty *parties, GError **error)
{
  const gint32 other = asked->back != FW_SWAP_ALONE ? asked->back : asked->day;
  const gint32 first = MIN (asked->day, other), last = MAX (asked->day, other);

  return fw_swap_party_load (self, &parties[FW_SWAP_GIVER], asked->giver, first, last, error) &&
         fw_swap_party_load (self, &parties[FW_SWAP_TAKER], asked->taker, first, last, error);
}

static GArray *
find_faults (FwSwaps *self, const FwSwapAsked *asked, const FwSwapParty *parties, GError **error)
{
  const FwSwapRow rows[] = { parties[FW_SWAP_GIVER].row, parties[FW_SWAP_TAKER].row };
  g_autoptr (GArray) faults = fw_swap_find_faults (rows, asked->day, asked->back);

  return check_records (self, faults, asked, parties, error) ? g_steal_pointer (&faults) : NULL;
}

static void
clear_parties (FwSwapParty *parties)
{
  for (guint side = 0; side < FW_SWAP_N_SIDES; side++)
    fw_swap_party_clear (&parties[side]);
}

GArray *
fw_swaps_find_faults (FwSwaps *self, const FwSwapAsked *asked, GError **error)
{
  FwSwapParty parties[FW_SWAP_N_SIDES] = { { NULL } };
  GArray *faults = NULL;

  g_return_val_if_fail (self != NULL && asked != NULL, NULL);
  g_return_val_if_fail (asked->giver != NULL && asked->taker != NULL, NULL);

  if (load_parties (self, asked, parties, error))
    faults = find_faults (self, asked, parties, error);
  clear_parties (parties);
  return faults;
}

/* ---- JSON ---- */

static void
append_fault (FwJsonWriter *writer, const FwSwapFault *fault)
{
  static const char *const sides[] = { [FW_SWAP_GIVER] = "giver", [FW_SWAP_TAKER] = "taker" };

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "side", sides[fault->side]);
  fw_json_member_text (writer, "what", fw_swap_fault_kind_to_name (fault->kind));
  fw_own_append_date (writer, "day", fault->day);
  if (fault->kind == FW_SWAP_BREACH)
    {
      fw_json_member_text (writer, "rule", fw_duty_rule_to_name (fault->breach.rule));
      fw_json_member_integer (writer, "value", fault->breach.value);
      fw_json_member_integer (writer, "limit", fault->breach.limit);
    }
  if (fault->name != NULL)
    fw_json_member_text (writer, "name", fault->name);
  fw_json_writer_end_object (writer);
}

void
fw_swaps_append_faults (FwJsonWriter *writer, GArray *faults, FwSwapSide side)
{
  gboolean hidden = FALSE;

  fw_json_writer_key (writer, "faults");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < faults->len; i++)
    {
      const FwSwapFault *fault = &g_array_index (faults, FwSwapFault, i);

      if (side == FW_SWAP_N_SIDES || fault->side == side)
        append_fault (writer, fault);
      else
        hidden = TRUE;
    }
  if (hidden)
    {
      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "side", side == FW_SWAP_TAKER ? "giver" : "taker");
      fw_json_member_text (writer, "what", "hidden");
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

/* ---- what follows from an approval ---- */

static void
add_free (GArray *writes, const FwSwapParty *party, gint32 day)
{
  const FwRecordWrite write = { .record = fw_record_copy (fw_swap_party_find_shift (party, day)),
                                .deletes = TRUE };

  g_array_append_val (writes, write);
}

static GArray *
make_writes (const FwSwapAsked *asked, const FwSwapParty *giver, const FwSwapParty *taker)
{
  GArray *writes = fw_swap_writes_new ();

  if (asked->back != asked->day)
    add_free (writes, giver, asked->day);
  if (asked->back != FW_SWAP_ALONE && asked->back != asked->day)
    add_free (writes, taker, asked->back);
  fw_swap_party_add_work (writes, taker, asked->day, asked->template);
  if (asked->back != FW_SWAP_ALONE)
    fw_swap_party_add_work (writes, giver, asked->back, asked->back_template);
  return writes;
}

static GArray *
judge (FwSwaps *self, const FwSwapAsked *asked, const FwSwapParty *parties, GError **error)
{
  g_autoptr (GArray) faults = find_faults (self, asked, parties, error);

  if (faults == NULL)
    return NULL;
  if (faults->len == 0)
    return make_writes (asked, &parties[FW_SWAP_GIVER], &parties[FW_SWAP_TAKER]);
  g_set_error_literal (error, FW_ERROR, FW_ERROR_CONFLICT, "the swap does not fit both rosters");
  return NULL;
}

GArray *
fw_swaps_have_effect (FwRecords *records,
                      const char *name,
                      const FwRecord *swap,
                      gint64 now,
                      gpointer server,
                      GError **error)
{
  g_auto (FwSwaps) self = { NULL };
  FwSwapParty parties[FW_SWAP_N_SIDES] = { { NULL } };
  GArray *writes = NULL;
  FwSwapAsked asked;

  if (!g_str_equal (name, "swap") ||
      !fw_kind_is_same (fw_record_get_kind (swap), fw_kind_find ("swap")) ||
      fw_record_lacks (swap, "colleague"))
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_CONFLICT,
                           "the swap does not fit both rosters");
      return NULL;
    }
  fw_swaps_read (swap, &asked);
  if (fw_swaps_init (&self, records, ((FwServer *) server)->certificates, error) &&
      load_parties (&self, &asked, parties, error))
    writes = judge (&self, &asked, parties, error);
  clear_parties (parties);
  return writes;
}
