/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET inbox: alerts that stand and records that wait, in one list by what is due next. */
#include <string.h>

#include "server/fw-functions.h"
#include "server/fw-inbox-notes.h"
#include "server/fw-live-write.h"
#include "server/fw-server-private.h"
#include "store/fw-record-waiting.h"

#define MOST_ENTRIES 200
#define USUAL_ENTRIES 50

/* One answer while it is made. */
typedef struct
{
  FwExchange *exchange;
  FwRecords *records;
  FwScope *scope;
  const char *account;
  gint64 now;
  gboolean all;
  guint limit;
  FwRecordPlace after;
  gboolean begins;      /* there is no place before */
  GHashTable *notes;    /* FwRecordWaiting* -> FwInboxNote* */
  GHashTable *accounts; /* char* -> whether somebody may sign in so */
} Inbox;

static void
inbox_clear (Inbox *self)
{
  g_free ((char *) self->after.id);
  g_clear_pointer (&self->notes, g_hash_table_unref);
  g_clear_pointer (&self->accounts, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Inbox, inbox_clear)

/* ---- places ---- */

static char *
format_place (const FwRecordPlace *place)
{
  return g_strdup_printf ("%c.%" G_GINT64_FORMAT ".%u.%s", place->idle ? 'i' : 'd', place->at,
                          place->rank, place->id);
}

static gboolean
parse_place (const char *text, FwRecordPlace *place)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", 4);
  guint64 rank;

  if (g_strv_length (parts) != 4 || *parts[3] == '\0' || strlen (parts[0]) != 1 ||
      strchr ("id", *parts[0]) == NULL ||
      !g_ascii_string_to_signed (parts[1], 10, -FW_CALENDAR_LAST, FW_CALENDAR_LAST, &place->at,
                                 NULL) ||
      !g_ascii_string_to_unsigned (parts[2], 10, 0, FW_KIND_MAX_FIELDS, &rank, NULL))
    return FALSE;
  place->idle = *parts[0] == 'i';
  place->rank = (guint) rank;
  place->id = g_strdup (parts[3]);
  return TRUE;
}

static FwRecordPlace
place_alert (const FwAlert *alert)
{
  return (FwRecordPlace){ .at = alert->since, .id = alert->id };
}

static gboolean
is_behind (const FwAlert *alert, const Inbox *inbox)
{
  const FwRecordPlace place = place_alert (alert);
  const gint side = inbox->begins ? 1 : fw_record_place_compare (&place, &inbox->after);

  return side > 0 || (side == 0 && strcmp (alert->id, inbox->after.id) > 0);
}

/* ---- what waits ---- */

static gboolean
is_there (Inbox *self, const char *account)
{
  gpointer known;

  if (!g_hash_table_lookup_extended (self->accounts, account, NULL, &known))
    {
      g_autoptr (FwScope) scope = fw_records_find_scope (self->records, account, NULL);

      known = GINT_TO_POINTER (scope != NULL);
      g_hash_table_insert (self->accounts, g_strdup (account), known);
    }
  return GPOINTER_TO_INT (known);
}

/* What was given to somebody who cannot sign in any more waits for everybody again. */
static gboolean
is_waiting (Inbox *self, const FwInboxNote *note)
{
  return note->snoozed_until == 0 &&
         (note->given_to == NULL || g_str_equal (note->given_to, self->account) ||
          !is_there (self, note->given_to));
}

static gboolean
waits_cb (const FwRecordWaiting *waiting, gpointer user_data)
{
  Inbox *self = user_data;
  g_autoptr (FwInboxNote) note =
      fw_inbox_notes_read (self->records, fw_record_get_kind (waiting->where->record),
                           waiting->place.id, self->account, self->now);

  if (!self->all && !is_waiting (self, note))
    return FALSE;
  g_hash_table_insert (self->notes, (gpointer) waiting, g_steal_pointer (&note));
  return TRUE;
}

static gboolean
is_alert_waiting (const FwAlert *alert)
{
  return alert->snoozed_until == 0 && alert->given_to == NULL && alert->acknowledged_by == NULL;
}

/* What a watch found is a record that waits, for whoever may judge it. */
static gboolean
is_record (Inbox *self, const FwAlert *alert)
{
  g_autoptr (FwRecordCase) where = NULL;

  if (!g_str_equal (alert->dimension, "watch"))
    return FALSE;
  where = fw_records_read_case (self->records, self->scope, fw_kind_find ("finding"), alert->key,
                                self->now, NULL);
  return where != NULL && fw_record_case_may_move (where);
}

static gint
compare_alerts (gconstpointer a, gconstpointer b)
{
  const FwAlert *first = *(const FwAlert *const *) a, *second = *(const FwAlert *const *) b;

  if (first->since != second->since)
    return first->since < second->since ? -1 : 1;
  return strcmp (first->id, second->id);
}

static GPtrArray *
list_alerts (Inbox *self, FwHub *hub)
{
  g_autoptr (GPtrArray) all = fw_live_watch_list_alerts (fw_hub_get_watch (hub), self->scope);
  GPtrArray *alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_alert_free);

  for (guint i = 0; i < all->len; i++)
    {
      const FwAlert *alert = all->pdata[i];

      if (is_behind (alert, self) && (self->all || is_alert_waiting (alert)) &&
          !is_record (self, alert))
        g_ptr_array_add (alerts, fw_alert_copy (alert));
    }
  g_ptr_array_sort (alerts, compare_alerts);
  return alerts;
}

/* ---- JSON ---- */

static void
append_moment (FwJsonWriter *writer, const char *key, gint64 at)
{
  g_autofree char *text = at != 0 && ABS (at) <= FW_CALENDAR_LAST ? fw_time_format (at) : NULL;

  fw_json_member_text (writer, key, text);
}

static void
append_alert (FwJsonWriter *writer, const Inbox *self, const FwAlert *alert)
{
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "kind", "alert");
  fw_json_member_text (writer, "id", alert->id);
  fw_json_member_text (writer, "title", alert->title);
  append_moment (writer, "since", alert->since);
  append_moment (writer, "due", 0);
  append_moment (writer, "snoozed_until", alert->snoozed_until);
  fw_json_member_text (writer, "given_to", alert->given_to);
  fw_json_member_text (writer, "given_by", alert->given_to != NULL ? alert->acknowledged_by : NULL);
  fw_json_member_boolean (writer, "waits", is_alert_waiting (alert));
  fw_json_writer_key (writer, "alert");
  fw_live_write_alert (writer, alert, self->now);
  fw_json_writer_end_object (writer);
}

/* The one that is due first. */
static const FwFlowRun *
find_run (const FwFlowCase *flow_case, gint64 *due)
{
  const FwFlowRun *first = NULL;
  gint64 at;

  *due = 0;
  for (guint i = 0; i < flow_case->runs->len; i++)
    {
      const FwFlowRun *run = flow_case->runs->pdata[i];

      if (!fw_clock_runs (run->clock) || !fw_clock_find_due (run->clock, &at) ||
          (first != NULL && at >= *due))
        continue;
      first = run;
      *due = at;
    }
  return first;
}

static void
append_clock (FwJsonWriter *writer, const FwFlowRun *run, gint64 now)
{
  fw_json_writer_key (writer, "clock");
  if (run == NULL)
    {
      fw_json_writer_null (writer);
      return;
    }
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "label",
                       run->description->label != NULL ? run->description->label
                                                       : run->description->name);
  fw_json_member_text (writer, "state",
                       fw_clock_state_to_name (fw_clock_get_state (run->clock, now)));
  fw_json_member_integer (writer, "limit_s", fw_clock_get_terms (run->clock)->limit / FW_SECOND);
  fw_json_writer_end_object (writer);
}

/* Returns: (nullable): the account that a field of the record says it belongs to. */
static const char *
find_owner (const FwRecord *record)
{
  const FwKind *kind = fw_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].account && !fw_record_is_empty (record, i))
      return fw_record_get_text (record, i);
  return NULL;
}

static void
append_record (FwJsonWriter *writer, Inbox *self, const FwRecordWaiting *waiting)
{
  const FwInboxNote *note = g_hash_table_lookup (self->notes, waiting);
  const FwRecord *record = waiting->where->record;
  const FwFlowCase *flow_case = waiting->where->flow_case;
  const char *title = fw_record_text (record, fw_record_get_kind (record)->title);
  gint64 due;
  const FwFlowRun *run = find_run (flow_case, &due);

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "kind", fw_record_get_kind (record)->name);
  fw_json_member_text (writer, "id", fw_record_get_id (record));
  fw_json_member_text (writer, "title", title != NULL ? title : fw_record_get_id (record));
  fw_json_member_integer (writer, "revision", fw_record_get_revision (record));
  fw_json_member_text (writer, "state", flow_case->state);
  fw_json_member_text (writer, "label",
                       fw_handle_find_state_label (flow_case->flow, flow_case->state));
  append_moment (writer, "since", flow_case->entered);
  append_moment (writer, "due", due);
  append_clock (writer, run, self->now);
  fw_json_member_text (writer, "owner", find_owner (record));
  append_moment (writer, "snoozed_until", note->snoozed_until);
  fw_json_member_text (writer, "given_to", note->given_to);
  fw_json_member_text (writer, "given_by", note->given_by);
  fw_json_member_boolean (writer, "waits", is_waiting (self, note));
  fw_functions_append_for (writer, self->records, waiting->where);
  fw_handle_append_moves (self->exchange, writer, waiting->where);
  fw_json_writer_end_object (writer);
}

/* Both lists are in their order; what stands behind the last record that was looked at is left to
 * the next page. */
static void
append_entries (FwJsonWriter *writer, Inbox *self, GPtrArray *alerts, FwRecordsWaiting *records)
{
  const FwRecordPlace *end = records->until != NULL ? &records->until->place : NULL;
  FwRecordPlace last = { .id = NULL };
  guint a = 0, r = 0, n = 0;

  for (; n < self->limit; n++)
    {
      const FwRecordWaiting *record = r < records->list->len ? records->list->pdata[r] : NULL;
      const FwAlert *alert = a < alerts->len ? alerts->pdata[a] : NULL;
      const FwRecordPlace place =
          alert != NULL ? place_alert (alert) : (FwRecordPlace){ .idle = TRUE };

      if (alert != NULL && end != NULL && fw_record_place_compare (&place, end) > 0)
        alert = NULL;
      if (alert != NULL &&
          (record == NULL || fw_record_place_compare (&place, &record->place) <= 0))
        {
          append_alert (writer, self, alert);
          last = place;
          a++;
        }
      else if (record != NULL)
        {
          append_record (writer, self, record);
          last = record->place;
          r++;
        }
      else
        break;
    }
  fw_json_writer_end_array (writer);

  if (n < self->limit)
    last.id = NULL;
  if (end != NULL || a < alerts->len || r < records->list->len)
    {
      g_autofree char *next = format_place (last.id != NULL ? &last : end);

      fw_json_member_text (writer, "next", next);
    }
}

static gboolean
read_question (FwExchange *exchange, Inbox *self)
{
  const char *after;
  guint64 limit = USUAL_ENTRIES;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ "limit", "after", "all", NULL }) ||
      !fw_exchange_read_flag (exchange, "all", &self->all) ||
      !fw_exchange_read_number (exchange, "limit", MOST_ENTRIES, &limit))
    return FALSE;
  self->limit = (guint) MAX (limit, 1);
  after = fw_exchange_get_query (exchange, "after");
  self->begins = after == NULL;
  if (after == NULL || parse_place (after, &self->after))
    return TRUE;
  fw_exchange_fail (exchange, FW_ERROR_INVALID, "after",
                    "after: expected the “next” of an answer to the same question");
  return FALSE;
}

void
fw_handle_inbox (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  FwScope *scope = fw_exchange_get_scope (exchange);
  g_auto (Inbox) inbox = { .exchange = exchange,
                           .records = server->records,
                           .scope = scope,
                           .account = fw_scope_get_account (scope),
                           .now = g_get_real_time () };
  g_autoptr (FwRecordsWaiting) records = NULL;
  g_autoptr (GPtrArray) alerts = NULL;
  g_autoptr (GError) error = NULL;
  GString *json;
  FwJsonWriter writer;

  if (!read_question (exchange, &inbox))
    return;

  inbox.notes = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) fw_inbox_note_free);
  inbox.accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  records = fw_records_list_waiting (server->records, scope, inbox.begins ? NULL : &inbox.after,
                                     inbox.limit, inbox.now, waits_cb, &inbox, &error);
  if (records == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  alerts = list_alerts (&inbox, server->hub);
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "entries");
  fw_json_writer_begin_array (&writer);
  append_entries (&writer, &inbox, alerts, records);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}
