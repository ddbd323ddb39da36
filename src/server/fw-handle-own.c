/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET own/shifts: what an agent was told of her own days. Shifts themselves she does not read: they
 * hold what is planned and not told yet. */
#include "core/roster/fw-told-shift.h"
#include "protocol/fw-json.h"
#include "server/fw-server-private.h"
#include "store/fw-record-query.h"

#define DAYS 28
#define MOST_DAYS 400

typedef struct
{
  FwServer *server;
  FwScope *whole;
  FwDirectory *directory;
  FwRecord *person;
  FwZone *zone; /* of the directory */
  gint32 today, from, to;
} Answer;

static void
clear_answer (Answer *self)
{
  g_clear_pointer (&self->whole, fw_scope_unref);
  g_clear_pointer (&self->directory, fw_directory_unref);
  g_clear_pointer (&self->person, fw_record_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, clear_answer)

static gboolean
read_date (FwExchange *exchange, const char *name, gint32 *day)
{
  const char *text = fw_exchange_get_query (exchange, name);

  if (text == NULL || fw_date_parse (fw_text (text), day))
    return TRUE;
  fw_exchange_fail (exchange, FW_ERROR_INVALID, name, "%s: expected a date such as 2026-11-21",
                    name);
  return FALSE;
}

/* Without a first day the week that runs. */
static gboolean
read_question (FwExchange *exchange, Answer *self)
{
  self->from = fw_date_get_monday (self->today);
  if (!read_date (exchange, "from", &self->from))
    return FALSE;
  self->to = self->from + DAYS - 1;
  if (!read_date (exchange, "to", &self->to))
    return FALSE;
  if (self->from <= self->to && self->to - self->from < MOST_DAYS)
    return TRUE;
  fw_exchange_fail (exchange, FW_ERROR_INVALID, "to",
                    "to: expected a day on or after the first, "
                    "and at most %d of them",
                    MOST_DAYS);
  return FALSE;
}

static gboolean
find_person (FwExchange *exchange, Answer *self)
{
  FwScope *scope = fw_exchange_get_scope (exchange);
  g_autoptr (GError) error = NULL;
  const FwSiteEntry *site;
  const char *id;

  self->person = fw_records_get (self->server->records, scope, fw_kind_find ("person"),
                                 fw_scope_get_person (scope), &error);
  if (self->person == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return FALSE;
    }
  id = fw_record_text (self->person, "site");
  site = id != NULL ? fw_directory_find_site (self->directory, id) : NULL;
  if (site == NULL)
    site = fw_directory_get_default_site (self->directory);
  self->zone = site->zone;
  self->today = fw_zone_get_day (self->zone, g_get_real_time ());
  return TRUE;
}

static FwRecordAnswer *
ask (Answer *self, GError **error)
{
  g_autofree char *from = fw_date_format (self->from), *to = fw_date_format (self->to);
  const char *const person[] = { fw_record_get_id (self->person), NULL };
  const char *const first[] = { from, NULL }, *const last[] = { to, NULL };
  const FwRecordCondition conditions[] = { { "person", FW_RECORD_IS, person },
                                           { "day", FW_RECORD_AT_LEAST, first },
                                           { "day", FW_RECORD_AT_MOST, last } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  query.order = "day";
  query.limit = MOST_DAYS;
  return fw_records_ask (self->server->records, self->whole, fw_kind_find ("shift"), &query, error);
}

/* The last day of which anybody of her team was told anything: a day beyond it is not free, but
 * not published yet. */
static gboolean
find_last_told (Answer *self, gint32 *last, GError **error)
{
  static const char *const published[] = { "published", NULL };
  const char *team = fw_record_text (self->person, "team");
  const char *const teams[] = { team != NULL ? team : "", NULL };
  const FwRecordCondition conditions[] = { { "team", FW_RECORD_IS, teams },
                                           { "state", FW_RECORD_IS, published } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (FwRecordAnswer) answer = NULL;

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  query.order = "day";
  query.descending = TRUE;
  query.limit = 1;
  answer =
      fw_records_ask (self->server->records, self->whole, fw_kind_find ("shift"), &query, error);
  if (answer == NULL)
    return FALSE;
  *last = answer->records->len > 0 ? (gint32) fw_record_integer (answer->records->pdata[0], "day")
                                   : self->today - 1;
  return TRUE;
}

static void
append_clock (FwJsonWriter *writer, const char *member, guint minutes)
{
  g_autofree char *text = g_strdup_printf ("%02u:%02u", minutes / 60, minutes % 60);

  fw_json_member_text (writer, member, text);
}

static void
append_hours (FwJsonWriter *writer, Answer *self, const FwToldShift *told)
{
  g_autoptr (FwRecord) template =
      told->template != NULL
          ? fw_records_get (self->server->records, self->whole, fw_kind_find ("shift-template"),
                            told->template, NULL)
          : NULL;
  FwToldHours hours;

  fw_json_member_text (writer, "template", told->template);
  if (template == NULL)
    return;
  fw_told_hours_read (template, self->zone, told->day, &hours);
  fw_json_member_text (writer, "name", fw_record_text (template, "name"));
  append_clock (writer, "start", hours.start);
  append_clock (writer, "end", hours.end);
  fw_json_member_integer (writer, "minutes", (hours.to - hours.from) / FW_MINUTE);
  fw_json_member_integer (writer, "paid", hours.paid / FW_MINUTE);
  fw_json_member_text (writer, "breaks", hours.breaks != NULL ? hours.breaks : "");
}

static void
append_shift (FwJsonWriter *writer, Answer *self, const FwRecord *shift)
{
  g_autofree char *day = NULL;
  FwToldShift told;

  if (!fw_told_shift_read (shift, &told))
    return;
  day = fw_date_format (told.day);
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (shift));
  fw_json_member_text (writer, "day", day);
  fw_json_member_text (writer, "type", told.type);
  append_hours (writer, self, &told);
  fw_json_writer_end_object (writer);
}

static void
append_date (FwJsonWriter *writer, const char *member, gint32 day)
{
  g_autofree char *text = fw_date_format (day);

  fw_json_member_text (writer, member, text);
}

static void
reply (FwExchange *exchange, Answer *self, FwRecordAnswer *shifts, gint32 last)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "person", fw_record_get_id (self->person));
  fw_json_member_text (&writer, "name", fw_record_text (self->person, "name"));
  append_date (&writer, "today", self->today);
  append_date (&writer, "from", self->from);
  append_date (&writer, "to", self->to);
  append_date (&writer, "published", last);
  fw_json_writer_key (&writer, "shifts");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < shifts->records->len; i++)
    append_shift (&writer, self, shifts->records->pdata[i]);
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

void
fw_handle_own_shifts (FwExchange *exchange)
{
  g_auto (Answer) answer = { .server = fw_server_of (exchange) };
  g_autoptr (FwRecordAnswer) shifts = NULL;
  g_autoptr (GError) error = NULL;
  gint32 last;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ "from", "to", NULL }))
    return;
  answer.whole = fw_scope_new_administrator ();
  answer.directory = fw_records_get_directory (answer.server->records, &error);
  if (answer.directory == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  if (!find_person (exchange, &answer) || !read_question (exchange, &answer))
    return;
  shifts = ask (&answer, &error);
  if (shifts == NULL || !find_last_told (&answer, &last, &error))
    fw_exchange_reply_error (exchange, error);
  else
    reply (exchange, &answer, shifts, last);
}
