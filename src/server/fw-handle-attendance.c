/* SPDX-License-Identifier: GPL-3.0-or-later */

/* POST training/{session}/attendance: who was there and with which result, of one or of a whole
 * list; by the moves of the flow and in the name of who takes it. */
#include "core/people/fw-training-rules.h"
#include "protocol/fw-json.h"
#include "server/fw-seen.h"
#include "server/fw-server-private.h"
#include "store/fw-record-query.h"

#define MOST_PEOPLE 1000

typedef struct
{
  FwRecords *records;
  FwScope *scope;
  JsonObject *object;
  char **people;
  const char *state;
  const char *result; /* (nullable): is left as it is; "": none */
  gint64 now;
} Asked;

static void
clear_asked (Asked *self)
{
  g_strfreev (self->people);
  g_clear_pointer (&self->object, json_object_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, clear_asked)

static gboolean
read_asked (FwExchange *exchange, Asked *asked, GError **error)
{
  static const char *const states[] = { "enrolled", "attended", "absent", "withdrawn", NULL };
  static const char *const results[] = { "", "completed", "not-completed", NULL };

  asked->object = fw_json_parse_bytes (fw_exchange_get_body (exchange), error);
  if (asked->object == NULL || !fw_json_get_text (asked->object, "state", &asked->state, error) ||
      (fw_json_has (asked->object, "result") &&
       !fw_json_get_text (asked->object, "result", &asked->result, error)))
    return FALSE;
  asked->people = fw_json_find_texts (asked->object, "people");
  if (!g_strv_contains (states, asked->state))
    return fw_json_refuse (error, "state", "enrolled, attended, absent or withdrawn");
  if (asked->result != NULL && !g_strv_contains (results, asked->result))
    return fw_json_refuse (error, "result", "completed, not-completed or nothing");
  if (asked->people != NULL && g_strv_length (asked->people) <= MOST_PEOPLE)
    return TRUE;
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "people: expected at most 1000");
  return FALSE;
}

/* Returns: FALSE: it was refused; nothing of this person was written. */
static gboolean
take (const Asked *asked, FwRecord *stored, GError **error)
{
  static const char *const names[] = { "result", NULL };
  const FwKind *kind = fw_record_get_kind (stored);
  const guint field = (guint) fw_kind_find_field (kind, "result");
  g_autoptr (FwRecord) record = fw_record_copy (stored);
  FwRecordMove move = { .to = asked->state, .revision = fw_record_get_revision (stored) };
  FwFlowRefusal refusal;
  guint revision;

  if (asked->result != NULL)
    {
      fw_record_set_text (record, field, *asked->result != '\0' ? asked->result : NULL);
      move.fields = record;
      move.names = names;
    }
  if (g_strcmp0 (fw_record_text (stored, FW_KIND_STATE), asked->state) == 0)
    return fw_records_put (asked->records, asked->scope, record, asked->now, error);
  return fw_records_move (asked->records, asked->scope, kind, fw_record_get_id (stored), &move,
                          asked->now, &refusal, &revision, error);
}

static FwRecordAnswer *
list_people (const Asked *asked, const char *session, GError **error)
{
  const char *const sessions[] = { session, NULL };
  const FwRecordCondition condition = { "session", FW_RECORD_IS, sessions };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = &condition;
  query.n_conditions = 1;
  return fw_records_ask (asked->records, asked->scope, fw_kind_find ("enrolment"), &query, error);
}

static gboolean
take_all (const Asked *asked, const char *session, guint *n, GError **error)
{
  g_autoptr (FwRecordAnswer) answer = list_people (asked, session, error);

  if (answer == NULL)
    return FALSE;
  for (guint i = 0; i < answer->records->len; i++)
    {
      FwRecord *record = answer->records->pdata[i];

      if (!g_strv_contains ((const char *const *) asked->people, fw_record_text (record, "person")))
        continue;
      if (!take (asked, record, error))
        return FALSE;
      ++*n;
    }
  return TRUE;
}

static gboolean
take_attendance (FwExchange *exchange, GError **error)
{
  FwServer *server = fw_server_of (exchange);
  const char *session = fw_exchange_get_parameter (exchange, 0);
  g_auto (Asked) asked = { .records = server->records };
  g_autoptr (FwRecord) record = NULL;
  g_autofree char *detail = NULL;
  GString *json;
  gboolean taken;
  guint n = 0;

  asked.scope = fw_exchange_get_scope (exchange);
  asked.now = g_get_real_time ();
  record = fw_records_get (server->records, asked.scope, fw_kind_find ("training-session"), session,
                           error);
  if (record == NULL || !read_asked (exchange, &asked, error))
    return FALSE;
  g_mutex_lock (&server->enrolling);
  taken = take_all (&asked, session, &n, error);
  g_mutex_unlock (&server->enrolling);
  /* What was taken before a refusal is taken. */
  detail = g_strdup_printf ("%u: %s", n, "enrolment");
  fw_seen_describe (exchange, detail);
  fw_hub_tell_records (server->hub, "enrolment", "", 0);
  fw_training_keeper_wake (server->training);
  if (!taken)
    return FALSE;
  json = g_string_new (NULL);
  g_string_printf (json, "{\"taken\":%u}", n);
  fw_exchange_reply_json (exchange, 200, json);
  return TRUE;
}

void
fw_handle_attendance (FwExchange *exchange)
{
  g_autoptr (GError) error = NULL;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;
  if (!take_attendance (exchange, &error))
    fw_exchange_reply_error (exchange, error);
}
