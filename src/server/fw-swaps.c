/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-swaps.h"

#include "core/roster/fw-duty-rule.h"
#include "server/fw-server-private.h"

/* Beyond the longest run that a rule limits. */
#define AROUND 42

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
  return self->schemes != NULL;
}

void
fw_swaps_clear (FwSwaps *self)
{
  g_clear_pointer (&self->whole, fw_scope_unref);
  g_clear_pointer (&self->directory, fw_directory_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->schemes, g_ptr_array_unref);
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

/* ---- one of the two ---- */

typedef struct
{
  const char *person;
  FwZone *zone;
  FwRecordAnswer *shifts;
  GArray *duties;
  FwSwapRow row;
} Party;

static gboolean
add_duty (FwSwaps *self, Party *party, const FwToldShift *told, GError **error)
{
  FwDuty duty = { .day = told->day, .leave = g_str_equal (told->type, "leave") };
  g_autoptr (FwRecord) template = NULL;
  g_autoptr (GError) failure = NULL;

  if (told->template != NULL && !duty.leave)
    template = fw_records_get (self->records, self->whole, fw_kind_find ("shift-template"),
                               told->template, &failure);
  if (failure != NULL && !g_error_matches (failure, FW_ERROR, FW_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (template != NULL)
    fw_duty_set_hours (&duty, party->zone, (guint) fw_record_integer (template, "start"),
                       (guint) fw_record_integer (template, "length_minutes"));
  g_array_append_val (party->duties, duty);
  return TRUE;
}

static gboolean
load_party (FwSwaps *self, Party *party, const char *id, gint32 first, gint32 last, GError **error)
{
  g_autoptr (FwRecord) person =
      fw_records_get (self->records, self->whole, fw_kind_find ("person"), id, error);
  gint32 told_last = last;
  FwToldShift told;

  if (person == NULL)
    return FALSE;
  party->person = id;
  party->zone = fw_own_find_zone (self->directory, person);
  party->duties = g_array_new (FALSE, FALSE, sizeof (FwDuty));
  if (!fw_own_find_last_told (self->records, self->whole, fw_record_text (person, "team"),
                              &told_last, error))
    return FALSE;
  /* Weeks of which nobody was told all yet are not short. */
  party->row.from = fw_date_get_monday (first - AROUND);
  party->row.to = CLAMP (told_last, last, last + AROUND);
  party->shifts =
      fw_own_ask_shifts (self->records, self->whole, id, party->row.from, party->row.to, error);
  if (party->shifts == NULL)
    return FALSE;
  for (guint i = 0; i < party->shifts->records->len; i++)
    if (fw_told_shift_read (party->shifts->records->pdata[i], &told) &&
        !add_duty (self, party, &told, error))
      return FALSE;
  party->row.duties = (const FwDuty *) (void *) party->duties->data;
  party->row.n = party->duties->len;
  fw_duty_find_limits (self->rules, fw_record_text (person, "team"), id, &party->row.limits);
  return TRUE;
}

static FwRecord *
find_shift (const Party *party, gint32 day)
{
  for (guint i = 0; i < party->shifts->records->len; i++)
    if (fw_record_integer (party->shifts->records->pdata[i], "day") == day)
      return party->shifts->records->pdata[i];
  return NULL;
}

/* ---- what records say beside the rules ---- */

static void
add_fault (GArray *faults, FwSwapSide side, FwSwapFaultKind kind, gint32 day, const char *name)
{
  const FwSwapFault fault = { .side = side, .kind = kind, .day = day, .name = g_strdup (name) };

  g_array_append_val (faults, fault);
}

/* @template: (nullable): what it was. Returns: (nullable): what is worked on the day. */
static const char *
check_given (GArray *faults, const Party *party, FwSwapSide side, gint32 day, const char *template)
{
  const FwRecord *shift = find_shift (party, day);
  FwToldShift told;

  if (shift == NULL || !fw_told_shift_read (shift, &told))
    return NULL;
  if (!g_str_equal (told.type, "work") ||
      (template != NULL && g_strcmp0 (told.template, template) != 0))
    add_fault (faults, side, FW_SWAP_CHANGED, day, NULL);
  return told.template;
}

static void
check_draft (GArray *faults, const Party *party, FwSwapSide side, gint32 day)
{
  const FwRecord *shift = find_shift (party, day);

  if (shift != NULL && g_strcmp0 (fw_record_text (shift, "state"), "draft") == 0)
    add_fault (faults, side, FW_SWAP_PLANNED, day, NULL);
}

static gboolean
is_needed_for (const FwRecord *scheme, const char *template)
{
  const char *const *shifts = fw_record_get_list (scheme, fw_record_find (scheme, "shifts"));

  return shifts != NULL && g_strv_contains (shifts, template);
}

static gboolean
counts_on (FwCertificateBoard *board, const char *person, const char *scheme, gint32 day)
{
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  const char *const people[] = { person, NULL }, *const schemes[] = { scheme, NULL };
  const FwCertificateQuestion question = {
    .day = day, .scope = whole, .people = people, .schemes = schemes
  };
  g_autoptr (FwCertificateAnswer) answer = fw_certificate_board_ask (board, &question);

  return answer->rows->len > 0 &&
         g_array_index (answer->rows, FwCertificateRow, 0).standing.on_roster;
}

/* @template: (nullable): what is taken. */
static gboolean
check_certificates (FwSwaps *self,
                    GArray *faults,
                    const Party *party,
                    FwSwapSide side,
                    gint32 day,
                    const char *template,
                    GError **error)
{
  g_autoptr (FwCertificateBoard) board = NULL;

  for (guint i = 0; template != NULL && i < self->schemes->len; i++)
    {
      const FwRecord *scheme = self->schemes->pdata[i];

      if (!is_needed_for (scheme, template))
        continue;
      if (board == NULL)
        board = fw_certificates_get (self->certificates, error);
      if (board == NULL)
        return FALSE;
      if (!counts_on (board, party->person, fw_record_get_id (scheme), day))
        add_fault (faults, side, FW_SWAP_CERTIFICATE, day, fw_record_text (scheme, "name"));
    }
  return TRUE;
}

static gboolean
check_records (
    FwSwaps *self, GArray *faults, const FwSwapAsked *asked, const Party *parties, GError **error)
{
  const Party *giver = &parties[FW_SWAP_GIVER], *taker = &parties[FW_SWAP_TAKER];
  const char *given = check_given (faults, giver, FW_SWAP_GIVER, asked->day, asked->template);
  const char *back = NULL;

  if (asked->back != FW_SWAP_ALONE)
    back = check_given (faults, taker, FW_SWAP_TAKER, asked->back, asked->back_template);
  for (guint side = 0; asked->drafts && side < FW_SWAP_N_SIDES; side++)
    {
      check_draft (faults, &parties[side], (FwSwapSide) side, asked->day);
      if (asked->back != FW_SWAP_ALONE && asked->back != asked->day)
        check_draft (faults, &parties[side], (FwSwapSide) side, asked->back);
    }
  return check_certificates (self, faults, taker, FW_SWAP_TAKER, asked->day, given, error) &&
         check_certificates (self, faults, giver, FW_SWAP_GIVER, asked->back, back, error);
}

static gboolean
load_parties (FwSwaps *self, const FwSwapAsked *asked, Party *parties, GError **error)
{
  const gint32 other = asked->back != FW_SWAP_ALONE ? asked->back : asked->day;
  const gint32 first = MIN (asked->day, other), last = MAX (asked->day, other);

  return load_party (self, &parties[FW_SWAP_GIVER], asked->giver, first, last, error) &&
         load_party (self, &parties[FW_SWAP_TAKER], asked->taker, first, last, error);
}

static GArray *
find_faults (FwSwaps *self, const FwSwapAsked *asked, const Party *parties, GError **error)
{
  const FwSwapRow rows[] = { parties[FW_SWAP_GIVER].row, parties[FW_SWAP_TAKER].row };
  g_autoptr (GArray) faults = fw_swap_find_faults (rows, asked->day, asked->back);

  return check_records (self, faults, asked, parties, error) ? g_steal_pointer (&faults) : NULL;
}

static void
clear_parties (Party *parties)
{
  for (guint side = 0; side < FW_SWAP_N_SIDES; side++)
    {
      g_clear_pointer (&parties[side].shifts, fw_record_answer_free);
      g_clear_pointer (&parties[side].duties, g_array_unref);
    }
}

GArray *
fw_swaps_find_faults (FwSwaps *self, const FwSwapAsked *asked, GError **error)
{
  Party parties[FW_SWAP_N_SIDES] = { { NULL } };
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
clear_write (gpointer data)
{
  g_clear_pointer (&((FwRecordWrite *) data)->record, fw_record_unref);
}

static void
add_free (GArray *writes, const Party *party, gint32 day)
{
  const FwRecordWrite write = { .record = fw_record_copy (find_shift (party, day)),
                                .deletes = TRUE };

  g_array_append_val (writes, write);
}

/* What was there of the day stays: a note is of the day, not of the shift. */
static void
add_work (GArray *writes, const Party *party, gint32 day, const char *template)
{
  const FwKind *kind = fw_kind_find ("shift");
  FwRecord *shown = find_shift (party, day);
  g_autofree char *id = shown == NULL ? g_uuid_string_random () : NULL;
  const FwRecordWrite write = { shown != NULL ? fw_record_copy (shown) : fw_record_new (kind, id),
                                FALSE };

  fw_record_put_text (write.record, "person", party->person);
  fw_record_set_integer (write.record, (guint) fw_kind_find_field (kind, "day"), day);
  fw_record_put_text (write.record, "type", "work");
  if (g_strcmp0 (fw_record_text (write.record, "template"), template) != 0)
    fw_record_put_text (write.record, "breaks", NULL); /* they were of the other shift */
  fw_record_put_text (write.record, "template", template);
  fw_record_put_text (write.record, "state", "published");
  fw_record_put_text (write.record, "told", template);
  g_array_append_val (writes, write);
}

static GArray *
make_writes (const FwSwapAsked *asked, const Party *giver, const Party *taker)
{
  GArray *writes = g_array_new (FALSE, FALSE, sizeof (FwRecordWrite));

  g_array_set_clear_func (writes, clear_write);
  if (asked->back != asked->day)
    add_free (writes, giver, asked->day);
  if (asked->back != FW_SWAP_ALONE && asked->back != asked->day)
    add_free (writes, taker, asked->back);
  add_work (writes, taker, asked->day, asked->template);
  if (asked->back != FW_SWAP_ALONE)
    add_work (writes, giver, asked->back, asked->back_template);
  return writes;
}

static GArray *
judge (FwSwaps *self, const FwSwapAsked *asked, const Party *parties, GError **error)
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
  Party parties[FW_SWAP_N_SIDES] = { { NULL } };
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
