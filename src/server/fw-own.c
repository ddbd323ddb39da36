/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-own.h"

#include "server/fw-server-private.h"
#include "store/fw-record-moves.h"

#define MOST_DAYS 400

FwZone *
fw_own_find_zone (FwDirectory *directory, const FwRecord *person)
{
  const char *id = fw_record_text (person, "site");
  const FwSiteEntry *site = id != NULL ? fw_directory_find_site (directory, id) : NULL;

  return (site != NULL ? site : fw_directory_get_default_site (directory))->zone;
}

gboolean
fw_own_begin (FwExchange *exchange, FwOwn *self)
{
  FwScope *scope = fw_exchange_get_scope (exchange);
  g_autoptr (GError) error = NULL;

  self->records = fw_server_of (exchange)->records;
  self->whole = fw_scope_new_administrator ();
  self->directory = fw_records_get_directory (self->records, &error);
  if (self->directory != NULL)
    self->person = fw_records_get (self->records, scope, fw_kind_find ("person"),
                                   fw_scope_get_person (scope), &error);
  if (self->person == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return FALSE;
    }
  self->zone = fw_own_find_zone (self->directory, self->person);
  self->today = fw_zone_get_day (self->zone, g_get_real_time ());
  return TRUE;
}

void
fw_own_clear (FwOwn *self)
{
  g_clear_pointer (&self->whole, fw_scope_unref);
  g_clear_pointer (&self->directory, fw_directory_unref);
  g_clear_pointer (&self->person, fw_record_unref);
}

FwRecordAnswer *
fw_own_ask_shifts (
    FwRecords *records, FwScope *whole, const char *person, gint32 from, gint32 to, GError **error)
{
  g_autofree char *first_day = fw_date_format (from), *last_day = fw_date_format (to);
  const char *const people[] = { person, NULL };
  const char *const first[] = { first_day, NULL }, *const last[] = { last_day, NULL };
  const FwRecordCondition conditions[] = { { "person", FW_RECORD_IS, people },
                                           { "day", FW_RECORD_AT_LEAST, first },
                                           { "day", FW_RECORD_AT_MOST, last } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  query.order = "day";
  query.limit = MOST_DAYS;
  return fw_records_ask (records, whole, fw_kind_find ("shift"), &query, error);
}

gboolean
fw_own_find_last_told (
    FwRecords *records, FwScope *whole, const char *team, gint32 *last, GError **error)
{
  static const char *const published[] = { "published", NULL };
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
  answer = fw_records_ask (records, whole, fw_kind_find ("shift"), &query, error);
  if (answer == NULL)
    return FALSE;
  if (answer->records->len > 0)
    *last = (gint32) fw_record_integer (answer->records->pdata[0], "day");
  return TRUE;
}

/* ---- JSON ---- */

static void
append_clock (FwJsonWriter *writer, const char *member, guint minutes)
{
  g_autofree char *text = g_strdup_printf ("%02u:%02u", minutes / 60, minutes % 60);

  fw_json_member_text (writer, member, text);
}

void
fw_own_append_shift (FwJsonWriter *writer,
                     FwRecords *records,
                     FwScope *whole,
                     FwZone *zone,
                     const char *template,
                     gint32 day,
                     const char *breaks,
                     gboolean hours)
{
  g_autoptr (FwRecord) record =
      template != NULL
          ? fw_records_get (records, whole, fw_kind_find ("shift-template"), template, NULL)
          : NULL;
  FwToldHours told;

  fw_json_member_text (writer, "template", template);
  if (record == NULL)
    return;
  fw_told_hours_read (record, zone, day, &told);
  fw_json_member_text (writer, "name", fw_record_text (record, "name"));
  append_clock (writer, "start", told.start);
  append_clock (writer, "end", told.end);
  if (!hours)
    return;
  fw_json_member_integer (writer, "minutes", (told.to - told.from) / FW_MINUTE);
  fw_json_member_integer (writer, "paid", told.paid / FW_MINUTE);
  fw_json_member_text (writer, "breaks",
                       breaks != NULL        ? breaks
                       : told.breaks != NULL ? told.breaks
                                             : "");
}

void
fw_own_append_date (FwJsonWriter *writer, const char *member, gint32 day)
{
  g_autofree char *text = fw_date_format (day);

  fw_json_member_text (writer, member, text);
}

GString *
fw_own_begin_answer (FwJsonWriter *writer, const FwOwn *own)
{
  GString *json = g_string_new (NULL);

  fw_json_writer_init (writer, json);
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "person", fw_record_get_id (own->person));
  fw_json_member_text (writer, "name", fw_record_text (own->person, "name"));
  fw_own_append_date (writer, "today", own->today);
  return json;
}

void
fw_own_append_reason (FwJsonWriter *writer, const FwOwn *own, const FwRecord *record)
{
  g_autoptr (FwRecordCase) answer = NULL;
  const FwFlowEntry *last;

  if (g_strcmp0 (fw_record_text (record, FW_KIND_STATE), "refused") != 0)
    return;
  answer = fw_records_read_case (own->records, own->whole, fw_record_get_kind (record),
                                 fw_record_get_id (record), g_get_real_time (), NULL);
  if (answer == NULL || answer->flow_case->entries->len == 0)
    return;
  last = answer->flow_case->entries->pdata[answer->flow_case->entries->len - 1];
  fw_json_member_text (writer, "reason", last->reason);
}

/* ---- what is asked ---- */

gboolean
fw_own_read_text (JsonObject *object, const char *member, const char **text, GError **error)
{
  return !fw_json_has (object, member) ||
         JSON_NODE_HOLDS_NULL (json_object_get_member (object, member)) ||
         fw_json_get_text (object, member, text, error);
}

gboolean
fw_own_read_day (JsonObject *object, const char *member, gint32 *day, GError **error)
{
  const char *text;

  return fw_json_get_text (object, member, &text, error) &&
         (fw_date_parse (fw_text (text), day) ||
          fw_json_refuse (error, member, "a date such as 2026-11-21"));
}

gboolean
fw_own_query_day (FwExchange *exchange, const char *name, gint32 *day)
{
  const char *text = fw_exchange_get_query (exchange, name);

  if (text == NULL || fw_date_parse (fw_text (text), day))
    return TRUE;
  fw_exchange_fail (exchange, FW_ERROR_INVALID, name, "%s: expected a date such as 2026-11-21",
                    name);
  return FALSE;
}

FwScope *
fw_own_make_writer (FwExchange *exchange)
{
  return fw_scope_new (fw_scope_get_account (fw_exchange_get_scope (exchange)),
                       FW_ROLE_ADMINISTRATOR, NULL, NULL);
}
