/* SPDX-License-Identifier: GPL-3.0-or-later */

/* own/leave: leave that an agent asks for, and what she has left of it; and leave/{id}, what it
 * takes from the roster, for who decides. */
#include "server/fw-leaves.h"
#include "server/fw-server-private.h"

/* Days ahead that can be asked for. */
#define AHEAD_DAYS 366

typedef struct
{
  JsonObject *object;
  const char *type, *note, *move; /* (nullable) */
  gint32 first, last;
  gint64 revision;
  GArray *days; /* (nullable) (element-type gint32): that it takes */
} Asked;

static void
clear_asked (Asked *self)
{
  g_clear_pointer (&self->object, json_object_unref);
  g_clear_pointer (&self->days, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, clear_asked)

static gboolean
refuse (GError **error, FwError code, const char *message)
{
  g_set_error_literal (error, FW_ERROR, code, message);
  return FALSE;
}

/* ---- her requests ---- */

static void
append_request (FwJsonWriter *writer, const FwOwn *own, const FwRecord *request)
{
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (request));
  fw_json_member_integer (writer, "revision", fw_record_get_revision (request));
  fw_json_member_text (writer, "state", fw_record_text (request, FW_KIND_STATE));
  fw_json_member_text (writer, "type", fw_record_text (request, "leave_type"));
  fw_own_append_date (writer, "first", (gint32) fw_record_integer (request, "first"));
  fw_own_append_date (writer, "last", (gint32) fw_record_integer (request, "last"));
  fw_json_member_integer (writer, "days", fw_record_integer (request, "days"));
  fw_json_member_text (writer, "note", fw_record_text (request, "note"));
  fw_own_append_reason (writer, own, request);
  fw_json_writer_key (writer, "moves");
  fw_json_writer_begin_array (writer);
  if (fw_leave_is_in (request, "asked"))
    fw_json_writer_text (writer, "withdrawn");
  fw_json_writer_end_array (writer);
  fw_json_writer_end_object (writer);
}

void
fw_handle_own_leave (FwExchange *exchange)
{
  g_auto (FwOwn) own = { NULL };
  g_auto (FwLeaves) leaves = { NULL };
  g_autoptr (GError) error = NULL;
  GString *json;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own))
    return;
  if (!fw_leaves_init (&leaves, own.records, fw_record_get_id (own.person), &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  json = fw_own_begin_answer (&writer, &own);
  fw_leaves_append_rights (&writer, &leaves, NULL, NULL);
  fw_json_writer_key (&writer, "requests");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < leaves.requests->len; i++)
    append_request (&writer, &own, leaves.requests->pdata[i]);
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

/* ---- what is asked for ---- */

static gboolean
check_asked (const FwOwn *own, const Asked *asked, GError **error)
{
  const FwField *field =
      &fw_kind_find ("leave-request")
           ->fields[fw_kind_find_field (fw_kind_find ("leave-request"), "leave_type")];

  if (!g_strv_contains (field->values, asked->type))
    return refuse (error, FW_ERROR_INVALID,
                   "type: expected annual, compensatory, sick or training");
  if (asked->first < own->today || asked->first > own->today + AHEAD_DAYS)
    return refuse (error, FW_ERROR_INVALID, "first: expected today or a day within the next 366");
  if (asked->last < asked->first)
    return refuse (error, FW_ERROR_INVALID, "last: expected a day on or after the first");
  return asked->last - asked->first < FW_LEAVE_MOST_DAYS ||
         refuse (error, FW_ERROR_INVALID, "last: expected at most 31 days in all");
}

static FwLeavePlanned
find_planned (const FwRecordAnswer *shifts, gint32 day, gint32 last_told)
{
  FwToldShift told;

  for (guint i = 0; i < shifts->records->len; i++)
    if (fw_told_shift_read (shifts->records->pdata[i], &told) && told.day == day)
      return g_str_equal (told.type, "leave") ? FW_LEAVE_FREE : FW_LEAVE_WORKED;
  return day <= last_told ? FW_LEAVE_FREE : FW_LEAVE_NOT_TOLD;
}

static gboolean
count_days (const FwOwn *own, Asked *asked, GError **error)
{
  gint32 last_told = G_MININT32;
  g_autoptr (FwRecordAnswer) shifts = NULL;

  if (!fw_own_find_last_told (own->records, own->whole, fw_record_text (own->person, "team"),
                              &last_told, error))
    return FALSE;
  shifts = fw_own_ask_shifts (own->records, own->whole, fw_record_get_id (own->person),
                              asked->first, asked->last, error);
  if (shifts == NULL)
    return FALSE;
  asked->days = g_array_new (FALSE, FALSE, sizeof (gint32));
  for (gint32 day = asked->first; day <= asked->last; day++)
    if (fw_leave_takes_day (day, find_planned (shifts, day, last_told)))
      g_array_append_val (asked->days, day);
  return TRUE;
}

void
fw_handle_leave_check (FwExchange *exchange)
{
  static const char *const names[] = { "type", "first", "last", NULL };
  g_auto (FwOwn) own = { NULL };
  g_auto (FwLeaves) leaves = { NULL };
  g_auto (Asked) asked = { NULL };
  g_autoptr (GError) error = NULL;
  GString *json;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, names) || !fw_own_begin (exchange, &own))
    return;
  asked.type = fw_exchange_get_query (exchange, "type");
  if (asked.type == NULL)
    asked.type = "";
  if (!fw_own_query_day (exchange, "first", &asked.first) ||
      !fw_own_query_day (exchange, "last", &asked.last))
    return;
  if (!check_asked (&own, &asked, &error) || !count_days (&own, &asked, &error) ||
      !fw_leaves_init (&leaves, own.records, fw_record_get_id (own.person), &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_integer (&writer, "days", asked.days->len);
  fw_json_member_integer (&writer, "lacking",
                          fw_leaves_count_lacking (&leaves, asked.type, TRUE, asked.days));
  fw_json_member_boolean (&writer, "overlaps",
                          fw_leaves_find_overlap (&leaves, asked.first, asked.last) != NULL);
  fw_json_member_boolean (&writer, "limited", fw_leave_is_limited (asked.type));
  fw_leaves_append_rights (&writer, &leaves, asked.type, asked.days);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

static FwRecord *
make_request (const FwOwn *own, const Asked *asked)
{
  const FwKind *kind = fw_kind_find ("leave-request");
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *first = fw_date_format (asked->first), *last = fw_date_format (asked->last);
  g_autofree char *counted = fw_leave_write_days (asked->days);
  g_autofree char *name =
      asked->first == asked->last
          ? g_strdup_printf ("%s · %s", fw_record_text (own->person, "name"), first)
          : g_strdup_printf ("%s · %s – %s", fw_record_text (own->person, "name"), first, last);
  FwRecord *request = fw_record_new (kind, id);

  fw_record_put_text (request, "name", name);
  fw_record_put_text (request, "person", fw_record_get_id (own->person));
  fw_record_put_text (request, "leave_type", asked->type);
  fw_record_set_integer (request, (guint) fw_kind_find_field (kind, "first"), asked->first);
  fw_record_set_integer (request, (guint) fw_kind_find_field (kind, "last"), asked->last);
  fw_record_set_integer (request, (guint) fw_kind_find_field (kind, "days"), asked->days->len);
  fw_record_put_text (request, "counted", counted);
  fw_record_put_text (request, "note", asked->note);
  return request;
}

static gboolean
read_asked (FwExchange *exchange, const FwOwn *own, Asked *asked, GError **error)
{
  asked->object = fw_json_parse_bytes (fw_exchange_get_body (exchange), error);
  return asked->object != NULL && fw_json_get_text (asked->object, "type", &asked->type, error) &&
         fw_own_read_day (asked->object, "first", &asked->first, error) &&
         fw_own_read_day (asked->object, "last", &asked->last, error) &&
         fw_own_read_text (asked->object, "note", &asked->note, error) &&
         check_asked (own, asked, error) && count_days (own, asked, error);
}

static gboolean
check_left (const FwOwn *own, const Asked *asked, GError **error)
{
  g_auto (FwLeaves) leaves = { NULL };

  if (!fw_leaves_init (&leaves, own->records, fw_record_get_id (own->person), error))
    return FALSE;
  if (fw_leaves_find_overlap (&leaves, asked->first, asked->last) != NULL)
    return refuse (error, FW_ERROR_CONFLICT, "leave of one of these days is asked for already");
  if (asked->days->len == 0)
    return refuse (error, FW_ERROR_INVALID, "last: expected a day that is not off between the two");
  return fw_leaves_count_lacking (&leaves, asked->type, TRUE, asked->days) == 0 ||
         refuse (error, FW_ERROR_CONFLICT, "there are not as many days of leave left");
}

static void
reply_request (FwExchange *exchange, const FwOwn *own, const char *id, guint revision, guint status)
{
  const FwKind *kind = fw_kind_find ("leave-request");
  g_autoptr (FwRecord) stored = fw_records_get (own->records, own->whole, kind, id, NULL);
  GString *json;
  FwJsonWriter writer;

  if (!fw_handle_tell_change (exchange, kind, id, revision) || stored == NULL)
    return;
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  append_request (&writer, own, stored);
  fw_exchange_reply_json (exchange, status, json);
}

void
fw_handle_ask_leave (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  g_auto (FwOwn) own = { NULL };
  g_auto (Asked) asked = { NULL };
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (FwScope) writer = NULL;
  g_autoptr (FwRecord) request = NULL;
  g_autoptr (GError) error = NULL;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own))
    return;
  locker = g_mutex_locker_new (&server->offering); /* of two at once the later sees the other */
  writer = fw_own_make_writer (exchange);
  if (read_asked (exchange, &own, &asked, &error) && check_left (&own, &asked, &error))
    request = make_request (&own, &asked);
  if (request != NULL && fw_records_put (own.records, writer, request, g_get_real_time (), &error))
    reply_request (exchange, &own, fw_record_get_id (request), fw_record_get_revision (request),
                   201);
  else
    fw_exchange_reply_error (exchange, error);
}

/* ---- to take it back ---- */

static FwRecord *
find_own (FwExchange *exchange, const FwOwn *own, GError **error)
{
  g_autoptr (FwRecord) request =
      fw_records_get (own->records, own->whole, fw_kind_find ("leave-request"),
                      fw_exchange_get_parameter (exchange, 0), error);

  if (request == NULL ||
      g_strcmp0 (fw_record_text (request, "person"), fw_record_get_id (own->person)) == 0)
    return g_steal_pointer (&request);
  refuse (error, FW_ERROR_NOT_FOUND, "there is no leave request of that id");
  return NULL;
}

static gboolean
read_step (FwExchange *exchange, Asked *asked, GError **error)
{
  asked->object = fw_json_parse_bytes (fw_exchange_get_body (exchange), error);
  if (asked->object == NULL || !fw_json_get_text (asked->object, "move", &asked->move, error) ||
      !fw_json_get_integer (asked->object, "revision", &asked->revision, error))
    return FALSE;
  if (!g_str_equal (asked->move, "withdrawn"))
    return refuse (error, FW_ERROR_INVALID, "move: expected withdrawn");
  return (asked->revision >= 1 && asked->revision <= G_MAXINT32) ||
         refuse (error, FW_ERROR_INVALID, "revision: the one that this change was based on");
}

void
fw_handle_step_leave (FwExchange *exchange)
{
  g_auto (FwOwn) own = { NULL };
  g_auto (Asked) asked = { NULL };
  g_autoptr (FwRecord) request = NULL;
  g_autoptr (FwScope) writer = NULL;
  g_autoptr (GError) error = NULL;
  FwFlowRefusal refusal;
  guint revision;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own))
    return;
  writer = fw_own_make_writer (exchange);
  request = find_own (exchange, &own, &error);
  if (request != NULL && read_step (exchange, &asked, &error))
    {
      const FwRecordMove move = { .to = asked.move, .revision = (guint) asked.revision };

      if (fw_records_move (own.records, writer, fw_record_get_kind (request),
                           fw_record_get_id (request), &move, g_get_real_time (), &refusal,
                           &revision, &error))
        {
          reply_request (exchange, &own, fw_record_get_id (request), revision, 200);
          return;
        }
    }
  fw_exchange_reply_error (exchange, error);
}

/* ---- who decides ---- */

static gboolean
append_check (FwJsonWriter *writer, FwRecords *records, const FwRecord *request, GError **error)
{
  g_auto (FwLeaves) leaves = { NULL };
  const char *id = fw_record_text (request, "person");
  g_autoptr (FwRecord) person = NULL;

  if (!fw_leaves_init (&leaves, records, id, error))
    return FALSE;
  person = fw_records_get (records, leaves.whole, fw_kind_find ("person"), id, NULL);
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (request));
  fw_json_member_text (writer, "person", person != NULL ? fw_record_text (person, "name") : id);
  fw_json_member_text (writer, "type", fw_record_text (request, "leave_type"));
  fw_own_append_date (writer, "first", (gint32) fw_record_integer (request, "first"));
  fw_own_append_date (writer, "last", (gint32) fw_record_integer (request, "last"));
  fw_json_member_integer (writer, "days", fw_record_integer (request, "days"));
  fw_json_member_text (writer, "note", fw_record_text (request, "note"));
  fw_leaves_append_rights (writer, &leaves, fw_record_text (request, "leave_type"), NULL);
  if (!fw_leave_cover_append (writer, records, request, error))
    return FALSE;
  fw_json_writer_end_object (writer);
  return TRUE;
}

void
fw_handle_leave (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  g_autoptr (FwRecord) request = NULL;
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;
  request = fw_records_get (server->records, fw_exchange_get_scope (exchange),
                            fw_kind_find ("leave-request"), fw_exchange_get_parameter (exchange, 0),
                            &error);
  fw_json_writer_init (&writer, json);
  if (request != NULL && append_check (&writer, server->records, request, &error))
    fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
  else
    fw_exchange_reply_error (exchange, error);
}
