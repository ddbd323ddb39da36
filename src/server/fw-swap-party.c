/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-swap-party.h"

#include "core/roster/fw-duty-rule.h"
#include "server/fw-server-private.h"

/* Beyond the longest run that a rule limits. */
#define AROUND 42

/* ---- the roster ---- */

gboolean
fw_swap_party_set_hours (FwSwaps *self,
                         const FwSwapParty *party,
                         const char *template,
                         FwDuty *duty)
{
  const FwRecord *record = g_hash_table_lookup (self->templates, template);

  if (record != NULL)
    fw_duty_set_hours (duty, party->zone, (guint) fw_record_integer (record, "start"),
                       (guint) fw_record_integer (record, "length_minutes"));
  return record != NULL;
}

static void
add_duty (FwSwaps *self, FwSwapParty *party, const FwToldShift *told)
{
  FwDuty duty = { .day = told->day, .leave = g_str_equal (told->type, "leave") };

  if (told->template != NULL && !duty.leave)
    fw_swap_party_set_hours (self, party, told->template, &duty);
  g_array_append_val (party->duties, duty);
}

gboolean
fw_swap_party_load (
    FwSwaps *self, FwSwapParty *party, const char *id, gint32 first, gint32 last, GError **error)
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
    if (fw_told_shift_read (party->shifts->records->pdata[i], &told))
      add_duty (self, party, &told);
  party->row.duties = (const FwDuty *) (void *) party->duties->data;
  party->row.n = party->duties->len;
  fw_duty_find_limits (self->rules, fw_record_text (person, "team"), id, &party->row.limits);
  return TRUE;
}

void
fw_swap_party_clear (FwSwapParty *party)
{
  g_clear_pointer (&party->shifts, fw_record_answer_free);
  g_clear_pointer (&party->duties, g_array_unref);
  g_clear_pointer (&party->bars, g_ptr_array_unref);
  g_clear_pointer (&party->leaves, g_ptr_array_unref);
}

FwRecord *
fw_swap_party_find_shift (const FwSwapParty *party, gint32 day)
{
  for (guint i = 0; i < party->shifts->records->len; i++)
    if (fw_record_integer (party->shifts->records->pdata[i], "day") == day)
      return party->shifts->records->pdata[i];
  return NULL;
}

/* ---- what records say beside the rules ---- */

void
fw_swap_fault_add (
    GArray *faults, FwSwapSide side, FwSwapFaultKind kind, gint32 day, const char *name)
{
  const FwSwapFault fault = { .side = side, .kind = kind, .day = day, .name = g_strdup (name) };

  g_array_append_val (faults, fault);
}

void
fw_swap_party_check_draft (GArray *faults, const FwSwapParty *party, FwSwapSide side, gint32 day)
{
  const FwRecord *shift = fw_swap_party_find_shift (party, day);

  if (shift != NULL && g_strcmp0 (fw_record_text (shift, "state"), "draft") == 0)
    fw_swap_fault_add (faults, side, FW_SWAP_PLANNED, day, NULL);
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

gboolean
fw_swap_party_check_certificates (FwSwaps *self,
                                  GArray *faults,
                                  const FwSwapParty *party,
                                  FwSwapSide side,
                                  gint32 day,
                                  const char *template,
                                  const char *const *also,
                                  GError **error)
{
  g_autoptr (FwCertificateBoard) board = NULL;

  for (guint i = 0; template != NULL && i < self->schemes->len; i++)
    {
      const FwRecord *scheme = self->schemes->pdata[i];

      if (!is_needed_for (scheme, template) &&
          (also == NULL || !g_strv_contains (also, fw_record_get_id (scheme))))
        continue;
      if (board == NULL)
        board = fw_certificates_get (self->certificates, error);
      if (board == NULL)
        return FALSE;
      if (!counts_on (board, party->person, fw_record_get_id (scheme), day))
        fw_swap_fault_add (faults, side, FW_SWAP_CERTIFICATE, day, fw_record_text (scheme, "name"));
    }
  return TRUE;
}

/* ---- what keeps from work, whatever the roster says ---- */

static void
take_records (GPtrArray *records, gpointer data)
{
  GPtrArray *found = data;

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (found, fw_record_ref (records->pdata[i]));
}

static gboolean
ask_of_person (
    FwSwaps *self, const char *kind, const char *person, GPtrArray *found, GError **error)
{
  const char *const people[] = { person, NULL };
  const FwRecordCondition conditions[] = { { "person", FW_RECORD_IS, people } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  return fw_records_ask_pages (self->records, self->whole, fw_kind_find (kind), &query,
                               take_records, found, error);
}

gboolean
fw_swap_party_load_absences (FwSwaps *self, FwSwapParty *party, GError **error)
{
  party->bars = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  party->leaves = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  for (const FwKind *const *kinds = fw_records_get_kinds (self->records); *kinds != NULL; kinds++)
    if (g_strcmp0 ((*kinds)->bars, "shift") == 0 &&
        !ask_of_person (self, (*kinds)->name, party->person, party->bars, error))
      return FALSE;
  return ask_of_person (self, "leave-request", party->person, party->leaves, error);
}

static gboolean
is_barred (const FwRecord *bar, gint32 day)
{
  return g_strcmp0 (fw_record_text (bar, FW_KIND_STATE), "stopped") != 0 &&
         fw_record_integer (bar, "gates") != 0 && fw_record_integer (bar, "since") <= day &&
         (fw_record_lacks (bar, "passed") || day < fw_record_integer (bar, "passed"));
}

static gboolean
is_on_leave (const FwRecord *request, gint32 day)
{
  return g_strcmp0 (fw_record_text (request, FW_KIND_STATE), "granted") == 0 &&
         fw_record_integer (request, "first") <= day && day <= fw_record_integer (request, "last");
}

static gboolean
has_leave_fault (const GArray *faults)
{
  for (guint i = 0; i < faults->len; i++)
    if (g_array_index (faults, FwSwapFault, i).kind == FW_SWAP_LEAVE)
      return TRUE;
  return FALSE;
}

void
fw_swap_party_check_absences (GArray *faults, const FwSwapParty *party, gint32 day)
{
  for (guint i = 0; i < party->bars->len; i++)
    if (is_barred (party->bars->pdata[i], day))
      {
        fw_swap_fault_add (faults, FW_SWAP_TAKER, FW_SWAP_BARRED, day, NULL);
        break;
      }
  for (guint i = 0; i < party->leaves->len && !has_leave_fault (faults); i++)
    if (is_on_leave (party->leaves->pdata[i], day))
      fw_swap_fault_add (faults, FW_SWAP_TAKER, FW_SWAP_LEAVE, day, NULL);
}

/* ---- what is written ---- */

static void
clear_write (gpointer data)
{
  g_clear_pointer (&((FwRecordWrite *) data)->record, fw_record_unref);
}

GArray *
fw_swap_writes_new (void)
{
  GArray *writes = g_array_new (FALSE, FALSE, sizeof (FwRecordWrite));

  g_array_set_clear_func (writes, clear_write);
  return writes;
}

/* What was there of the day stays: a note is of the day, not of the shift. */
void
fw_swap_party_add_work (GArray *writes, const FwSwapParty *party, gint32 day, const char *template)
{
  const FwKind *kind = fw_kind_find ("shift");
  FwRecord *shown = fw_swap_party_find_shift (party, day);
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
