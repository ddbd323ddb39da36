/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a record stands in its flow, and the moves that lead on from there. */
#include <string.h>

#include "protocol/fw-record-json.h"
#include "server/fw-competitions.h"
#include "server/fw-functions.h"
#include "server/fw-handbook.h"
#include "server/fw-open-shifts.h"
#include "server/fw-server-private.h"
#include "store/fw-record-moves.h"

/* Of a clock; it may wait for years. */
#define MOST_DAYS 62

gboolean
fw_admit_move (FwExchange *exchange)
{
  const FwKind *kind = fw_handle_find_kind (exchange);
  const FwRole role = fw_scope_get_role (fw_exchange_get_scope (exchange));

  if (kind == NULL || !fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return FALSE;
  if ((kind->read & role) != 0)
    return TRUE;
  fw_exchange_fail (exchange, FW_ERROR_FORBIDDEN, NULL,
                    "the role %s may not read records of the kind %s", fw_role_to_name (role),
                    kind->name);
  return FALSE;
}

/* ---- where it stands ---- */

static void
append_moment (FwJsonWriter *writer, const char *key, gboolean known, gint64 at)
{
  g_autofree char *text = known && ABS (at) <= FW_CALENDAR_LAST ? fw_time_format (at) : NULL;

  fw_json_member_text (writer, key, text);
}

const char *
fw_handle_find_state_label (const FwFlow *flow, const char *state)
{
  const FwFlowState *found = state != NULL ? fw_flow_find_state (flow, state) : NULL;

  return found != NULL && found->label != NULL ? found->label : state;
}

void
fw_handle_append_moves (FwExchange *exchange, FwJsonWriter *writer, const FwRecordCase *answer)
{
  fw_json_writer_key (writer, "moves");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < answer->ways->len; i++)
    {
      const FwRecordWay *way = &g_array_index (answer->ways, FwRecordWay, i);
      const gboolean allowed = way->refusal == FW_FLOW_ALLOWED;

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "move", way->move->to);
      fw_json_member_text (writer, "label",
                           way->move->label != NULL ? way->move->label
                                                    : fw_handle_find_state_label (
                                                          answer->flow_case->flow, way->move->to));
      fw_json_member_boolean (writer, "sign", way->move->sign);
      fw_json_writer_key (writer, "asks");
      fw_json_writer_begin_array (writer);
      for (guint j = 0; way->move->asks != NULL && way->move->asks[j] != NULL; j++)
        fw_json_writer_text (writer, way->move->asks[j]);
      fw_json_writer_end_array (writer);
      fw_json_member_boolean (writer, "allowed", allowed);
      fw_json_member_text (writer, "refusal",
                           allowed ? NULL : fw_flow_refusal_to_name (way->refusal));
      fw_json_member_text (writer, "sentence",
                           allowed ? NULL : fw_flow_refusal_to_sentence (way->refusal));
      fw_functions_append_who (writer, fw_server_of (exchange)->records,
                               fw_exchange_get_scope (exchange), answer, way);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

/* The move with which a pause began. */
static const FwFlowEntry *
find_entry (const FwFlowCase *flow_case, gint64 made_at)
{
  for (guint i = flow_case->entries->len; i > 0; i--)
    {
      const FwFlowEntry *entry = flow_case->entries->pdata[i - 1];

      if (entry->time.made_at == made_at)
        return entry;
    }
  return NULL;
}

static void
append_pauses (FwJsonWriter *writer,
               FwScope *scope,
               const FwFlowCase *flow_case,
               const FwClock *clock)
{
  fw_json_writer_key (writer, "pauses");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < clock->pauses->len; i++)
    {
      const FwClockPause *pause = &g_array_index (clock->pauses, FwClockPause, i);
      const FwFlowEntry *entry = find_entry (flow_case, pause->from);

      fw_json_writer_begin_object (writer);
      append_moment (writer, "from", TRUE, pause->from);
      append_moment (writer, "to", TRUE, pause->to);
      fw_json_member_text (writer, "state", entry != NULL ? entry->to : NULL);
      fw_json_member_text (writer, "account",
                           entry != NULL ? fw_scope_show_account (scope, entry->account) : NULL);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
append_steps (FwJsonWriter *writer, const FwFlowRun *run)
{
  const guint64 told = fw_clock_get_terms (run->clock)->told;

  fw_json_writer_key (writer, "escalates");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < run->description->n_steps; i++)
    {
      gint64 at;
      const gboolean known =
          fw_clock_find_after (run->clock, run->description->steps[i].after, &at);

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "to", run->description->steps[i].to);
      append_moment (writer, "at", known, at);
      fw_json_member_boolean (writer, "told", (told & FW_CLOCK_TOLD_STEP (i)) != 0);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

/* Whose open hours it counts, by days or by time; nothing of them where it counts elapsed time. */
static void
append_hours (FwJsonWriter *writer, const FwFlowCase *flow_case, const FwFlowRun *run)
{
  const gint limit = fw_flow_clock_find_limit (run->description, flow_case->grade);
  FwCalendar *calendar = fw_clock_get_terms (run->clock)->calendar;

  fw_json_member_text (writer, "hours", limit >= 0 ? run->description->limits[limit].hours : NULL);
  fw_json_member_text (writer, "calendar",
                       calendar != NULL ? fw_calendar_get_name (calendar) : NULL);
  fw_json_member_boolean (writer, "by_days", fw_calendar_get_base (calendar) != calendar);
}

/* Up to when it is due; of one that is paused, or overdue, up to now. What was stopped is told in
 * sums alone: its days may be called otherwise since. */
static void
append_days (FwJsonWriter *writer, const FwClock *clock, gint64 now)
{
  g_autoptr (GArray) days = NULL;
  gint64 until = now;

  if (fw_clock_find_due (clock, &until))
    until = MIN (MAX (until, now), FW_CALENDAR_LAST);
  if (fw_clock_runs (clock))
    days = fw_clock_list_days (clock, until, MOST_DAYS);
  fw_json_writer_key (writer, "days");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; days != NULL && i < days->len; i++)
    {
      const FwClockDay *day = &g_array_index (days, FwClockDay, i);
      g_autofree char *date = fw_date_format (day->date);

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "day", date);
      fw_json_member_integer (writer, "counted_s", day->counted / FW_SECOND);
      fw_json_member_integer (writer, "paused_s", day->paused / FW_SECOND);
      fw_json_member_boolean (writer, "closed", day->closed);
      fw_json_member_text (writer, "occasion", day->occasion);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

/* Why it is due then: what was counted of its limit, and where the rest of the time went. */
static void
append_clock (FwJsonWriter *writer,
              FwScope *scope,
              const FwFlowCase *flow_case,
              const FwFlowRun *run,
              gint64 now)
{
  const FwClock *clock = run->clock;
  const FwClockCount count = fw_clock_count (clock, now);
  gint64 at;
  gboolean known;

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "clock", run->description->name);
  fw_json_member_text (writer, "label",
                       run->description->label != NULL ? run->description->label
                                                       : run->description->name);
  fw_json_member_integer (writer, "run", run->run);
  fw_json_member_text (writer, "state", fw_clock_state_to_name (fw_clock_get_state (clock, now)));
  append_moment (writer, "started", TRUE, clock->start);
  append_moment (writer, "stopped", !fw_clock_runs (clock), clock->stopped);
  known = fw_clock_find_due (clock, &at);
  append_moment (writer, "due", known, at);
  known = fw_clock_find_warn (clock, &at);
  append_moment (writer, "warns", known, at);
  fw_json_member_integer (writer, "limit_s", fw_clock_get_terms (clock)->limit / FW_SECOND);
  fw_json_member_integer (writer, "counted_s", count.counted / FW_SECOND);
  fw_json_member_integer (writer, "paused_s", count.paused / FW_SECOND);
  fw_json_member_integer (writer, "closed_s", count.closed / FW_SECOND);
  fw_json_member_integer (writer, "used_s", count.used / FW_SECOND);
  append_hours (writer, flow_case, run);
  append_days (writer, clock, now);
  append_pauses (writer, scope, flow_case, clock);
  append_steps (writer, run);
  fw_json_writer_end_object (writer);
}

static void
append_entry (FwJsonWriter *writer,
              FwScope *scope,
              const FwFlowCase *flow_case,
              const FwFlowEntry *entry)
{
  const char *account = fw_scope_show_account (scope, entry->account);

  fw_json_writer_begin_object (writer);
  append_moment (writer, "at", TRUE, entry->time.at);
  append_moment (writer, "made_at", TRUE, entry->time.made_at);
  fw_json_member_text (writer, "account", account);
  fw_json_member_text (writer, "from", entry->from);
  fw_json_member_text (writer, "to", entry->to);
  fw_json_member_text (writer, "label", fw_handle_find_state_label (flow_case->flow, entry->to));
  fw_json_member_text (writer, "message", entry->message);
  fw_json_member_text (writer, "reason", account == entry->account ? entry->reason : NULL);
  fw_json_member_integer (writer, "revision", entry->revision);
  fw_json_member_boolean (writer, "signed", entry->seal != NULL);
  fw_json_writer_end_object (writer);
}

static void
append_case (FwExchange *exchange, FwJsonWriter *writer, const FwRecordCase *answer, gint64 now)
{
  FwScope *scope = fw_exchange_get_scope (exchange);
  const FwFlowCase *flow_case = answer->flow_case;

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "state", flow_case->state);
  fw_json_member_text (writer, "label",
                       fw_handle_find_state_label (flow_case->flow, flow_case->state));
  fw_json_member_integer (writer, "revision", fw_record_get_revision (answer->record));
  fw_handle_append_moves (exchange, writer, answer);
  fw_functions_append_for (writer, fw_server_of (exchange)->records, answer);
  fw_json_writer_key (writer, "clocks");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < flow_case->runs->len; i++)
    append_clock (writer, scope, flow_case, flow_case->runs->pdata[i], now);
  fw_json_writer_end_array (writer);
  fw_json_member_boolean (writer, "sound", fw_flow_verify (flow_case->entries, NULL));
  fw_json_writer_key (writer, "history");
  fw_json_writer_begin_array (writer);
  for (guint i = flow_case->entries->len; i > 0; i--)
    append_entry (writer, scope, flow_case, flow_case->entries->pdata[i - 1]);
  fw_json_writer_end_array (writer);
  fw_json_writer_end_object (writer);
}

void
fw_handle_moves (FwExchange *exchange)
{
  const FwKind *kind = fw_handle_find_kind (exchange);
  const gint64 now = g_get_real_time ();
  g_autoptr (FwRecordCase) answer = NULL;
  g_autoptr (GError) error = NULL;
  GString *json;
  FwJsonWriter writer;

  if (kind == NULL || !fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;

  answer = fw_records_read_case (fw_server_of (exchange)->records, fw_exchange_get_scope (exchange),
                                 kind, fw_exchange_get_parameter (exchange, 1), now, &error);
  if (answer == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  append_case (exchange, &writer, answer, now);
  fw_exchange_reply_json (exchange, 200, json);
}

/* ---- a move ---- */

typedef struct
{
  FwRecordMove move;
  FwRecord *fields; /* (nullable) */
  GPtrArray *names;
  JsonObject *object; /* (nullable): what the texts stand in */
} Asked;

static void
asked_clear (Asked *self)
{
  g_clear_pointer (&self->fields, fw_record_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->object, json_object_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

static gboolean
read_fields (Asked *self, const FwKind *kind, const char *id, JsonObject *fields, GError **error)
{
  JsonObjectIter iter;
  const char *member;

  if (fw_json_has (fields, "id") || fw_json_has (fields, "revision"))
    return fw_json_refuse (error, "fields", "the values to write, without id and revision");

  self->names = g_ptr_array_new ();
  json_object_iter_init (&iter, fields);
  while (json_object_iter_next (&iter, &member, NULL))
    {
      const gint field = fw_kind_find_field (kind, member);

      if (field >= 0) /* one that is not there is refused as the record is read */
        g_ptr_array_add (self->names, (gpointer) kind->fields[field].name);
    }
  g_ptr_array_add (self->names, NULL);
  json_object_set_string_member (fields, "id", id);
  self->fields = fw_record_json_read (kind, fields, error);
  self->move.fields = self->fields;
  self->move.names = (const char *const *) self->names->pdata;
  return self->fields != NULL;
}

static gboolean
check_members (JsonObject *object, GError **error)
{
  static const char *const known[] = { "move", "revision", "reason", "request", "fields", NULL };
  JsonObjectIter iter;
  const char *member;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, NULL))
    if (!g_strv_contains (known, member))
      return fw_json_refuse (error, member, "move, revision, reason, request and fields alone");
  return TRUE;
}

static gboolean
read_optional (JsonObject *object, const char *member, const char **text, GError **error)
{
  return !fw_json_has (object, member) ||
         JSON_NODE_HOLDS_NULL (json_object_get_member (object, member)) ||
         fw_json_get_text (object, member, text, error);
}

static gboolean
read_asked (FwExchange *exchange, const FwKind *kind, Asked *self, GError **error)
{
  JsonObject *fields;
  gint64 revision;

  self->object = fw_json_parse_bytes (fw_exchange_get_body (exchange), error);
  if (self->object == NULL || !check_members (self->object, error) ||
      !fw_json_get_text (self->object, "move", &self->move.to, error) ||
      !fw_json_get_integer (self->object, "revision", &revision, error) ||
      !read_optional (self->object, "reason", &self->move.reason, error) ||
      !read_optional (self->object, "request", &self->move.request, error))
    return FALSE;
  if (revision < 1 || revision > G_MAXINT32)
    g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                         "revision: the one that this change was based on");
  else if (self->move.reason != NULL &&
           g_utf8_strlen (self->move.reason, -1) > FW_RECORD_REASON_MAX)
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "reason: expected at most %d characters",
                 FW_RECORD_REASON_MAX);
  else if (self->move.request != NULL && !fw_record_is_id (self->move.request))
    g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                         "request: expected 1 to 64 characters, as an id has them");
  else
    {
      self->move.revision = (guint) revision;
      return !fw_json_has (self->object, "fields") ||
             (fw_json_get_object (self->object, "fields", &fields, error) &&
              read_fields (self, kind, fw_exchange_get_parameter (exchange, 1), fields, error));
    }
  return FALSE;
}

/* Who may make it, of a move that others may. */
static void
append_others (FwExchange *exchange, FwJsonWriter *writer, const FwKind *kind, const char *to)
{
  FwRecords *records = fw_server_of (exchange)->records;
  FwScope *scope = fw_exchange_get_scope (exchange);
  g_autoptr (FwRecordCase) where = fw_records_read_case (
      records, scope, kind, fw_exchange_get_parameter (exchange, 1), g_get_real_time (), NULL);

  for (guint i = 0; where != NULL && i < where->ways->len; i++)
    {
      const FwRecordWay *way = &g_array_index (where->ways, FwRecordWay, i);

      if (g_str_equal (way->move->to, to) && way->refusal == FW_FLOW_NOT_YOURS)
        {
          fw_functions_append_who (writer, records, scope, where, way);
          return;
        }
    }
}

/* Why the flow did not let it be, and the record as it is, so that a desk can show both. */
static void
reply_refused (FwExchange *exchange,
               const FwKind *kind,
               const char *to,
               FwFlowRefusal refusal,
               const GError *error)
{
  g_autoptr (FwRecord) stored =
      fw_records_get (fw_server_of (exchange)->records, fw_exchange_get_scope (exchange), kind,
                      fw_exchange_get_parameter (exchange, 1), NULL);
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "error");
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "code", fw_error_to_name ((FwError) error->code));
  fw_json_member_text (&writer, "message", error->message);
  fw_json_writer_end_object (&writer);
  fw_json_member_text (&writer, "refusal", fw_flow_refusal_to_name (refusal));
  if (refusal == FW_FLOW_NOT_YOURS)
    append_others (exchange, &writer, kind, to);
  fw_json_writer_key (&writer, "stored");
  if (stored != NULL)
    fw_record_json_append (&writer, stored, FALSE);
  else
    fw_json_writer_null (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, fw_error_to_status ((FwError) error->code), json);
}

/* What followed in other records; told of too much where the case is of an older flow. */
static void
tell_effect (FwExchange *exchange, const FwKind *kind, const char *to)
{
  static const char *const written[][2] = {
    { FW_OPEN_SHIFTS, FW_SWAPS_WRITE },   { FW_OPEN_SHIFTS, FW_OPEN_SHIFTS },
    { FW_OPEN_SHIFTS, FW_SHIFT_CLAIMS },  { FW_HANDBOOK, FW_HANDBOOK_CASES },
    { FW_COMPETITIONS, FW_APPLICATIONS }, { FW_COMPETITIONS, FW_PANEL_SCORES }
  };
  FwHub *hub = fw_server_of (exchange)->hub;

  for (guint i = 0; i < kind->flow->moves->len; i++)
    {
      const FwFlowMove *move = &g_array_index (kind->flow->moves, FwFlowMove, i);
      gboolean known = FALSE;

      if (move->effect == NULL || !g_str_equal (move->to, to))
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (written); j++)
        if (g_str_equal (move->effect, written[j][0]))
          {
            fw_hub_tell_records (hub, written[j][1], "", 0);
            known = TRUE;
          }
      /* Swaps and leave write the roster. */
      if (!known)
        fw_hub_tell_records (hub, FW_SWAPS_WRITE, "", 0);
    }
}

void
fw_handle_move (FwExchange *exchange)
{
  const FwKind *kind = fw_handle_find_kind (exchange);
  const char *id = fw_exchange_get_parameter (exchange, 1);
  g_auto (Asked) asked = { { NULL } };
  g_autoptr (GError) error = NULL;
  FwFlowRefusal refusal = FW_FLOW_ALLOWED;
  guint revision;

  if (kind->flow == NULL)
    fw_exchange_fail (exchange, FW_ERROR_INVALID, NULL,
                      "a %s is not moved along: its kind has no flow", kind->name);
  else if (!read_asked (exchange, kind, &asked, &error))
    fw_handle_reply_refusal (exchange, kind, error);
  else if (fw_records_move (fw_server_of (exchange)->records, fw_exchange_get_scope (exchange),
                            kind, id, &asked.move, g_get_real_time (), &refusal, &revision, &error))
    {
      tell_effect (exchange, kind, asked.move.to);
      if (fw_handle_tell_change (exchange, kind, id, revision))
        fw_handle_reply_stored (exchange, kind, id, 200);
    }
  else if (refusal != FW_FLOW_ALLOWED)
    reply_refused (exchange, kind, asked.move.to, refusal, error);
  else
    fw_handle_reply_refusal (exchange, kind, error);
}
