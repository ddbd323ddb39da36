/* SPDX-License-Identifier: GPL-3.0-or-later */

/* own/competitions: an agent reads which posts are called, applies, reads what came of it, and
 * appeals. Of others, and of marks, she is told nothing. */
#include "server/fw-competitions.h"
#include "server/fw-own.h"
#include "server/fw-server-private.h"

typedef struct
{
  const FwOwn *own;
  GPtrArray *calls;        /* FwRecord: that she may read of */
  GPtrArray *applications; /* FwRecord: hers */
} Mine;

static void
mine_clear (Mine *self)
{
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  g_clear_pointer (&self->applications, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mine, mine_clear)

static FwRecord *
find_application (const Mine *self, const FwRecord *call)
{
  for (guint i = 0; i < self->applications->len; i++)
    if (g_strcmp0 (fw_record_text (self->applications->pdata[i], "competition"),
                   fw_record_get_id (call)) == 0)
      return self->applications->pdata[i];
  return NULL;
}

static FwRecord *
find_call (const Mine *self, const char *id)
{
  for (guint i = 0; i < self->calls->len; i++)
    if (g_str_equal (fw_record_get_id (self->calls->pdata[i]), id))
      return self->calls->pdata[i];
  return NULL;
}

static void
take_applications (GPtrArray *records, gpointer data)
{
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (((Mine *) data)->applications, fw_record_ref (records->pdata[i]));
}

static gboolean
load_applications (Mine *self, GError **error)
{
  const char *const people[] = { fw_record_get_id (self->own->person), NULL };
  const FwRecordCondition conditions[] = { { "person", FW_RECORD_IS, people } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  self->applications = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  return fw_records_ask_pages (self->own->records, self->own->whole, fw_kind_find (FW_APPLICATIONS),
                               &query, take_applications, self, error);
}

/* Those that are open at whatever site, and those that she applied to. */
static gboolean
mine_load (Mine *self, const FwOwn *own, GError **error)
{
  g_autoptr (GPtrArray) all = NULL;

  self->own = own;
  if (!load_applications (self, error) ||
      (all = fw_records_list (own->records, own->whole, fw_kind_find (FW_COMPETITIONS), error)) ==
          NULL)
    return FALSE;
  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  for (guint i = 0; i < all->len; i++)
    if (fw_competition_is_in (all->pdata[i], "open") ||
        find_application (self, all->pdata[i]) != NULL)
      g_ptr_array_add (self->calls, fw_record_ref (all->pdata[i]));
  g_ptr_array_sort (self->calls, fw_competition_compare);
  return TRUE;
}

/* ---- what she is told ---- */

/* What was decided of her is told when it is decided of all. */
static const char *
tell_state (const FwRecord *call, const FwRecord *application)
{
  return fw_competition_is_in (call, "panel") &&
                 fw_competition_is_in (application, "chosen not-chosen")
             ? "scored"
             : fw_record_text (application, FW_KIND_STATE);
}

/* Until when her appeal is taken. */
static gboolean
may_appeal (const Mine *self, const FwRecord *application, gint64 *until)
{
  return application != NULL &&
         fw_competition_find_appeal_end (self->own->records, self->own->whole, application,
                                         until) &&
         *until > g_get_real_time ();
}

static gboolean
may_apply (const Mine *self, const FwRecord *call)
{
  const FwRecord *application = find_application (self, call);

  return fw_competition_is_in (call, "open") &&
         fw_record_integer (call, "until") >= self->own->today &&
         (application == NULL || fw_competition_is_in (application, "withdrawn"));
}

static void
append_moves (FwJsonWriter *writer, const Mine *self, const FwRecord *call)
{
  const FwRecord *application = find_application (self, call);
  gint64 until;

  fw_json_writer_key (writer, "moves");
  fw_json_writer_begin_array (writer);
  if (may_apply (self, call))
    fw_json_writer_text (writer, "applied");
  if (application != NULL && fw_competition_is_in (application, "applied screened-in"))
    fw_json_writer_text (writer, "withdrawn");
  if (may_appeal (self, application, &until))
    fw_json_writer_text (writer, "appealed");
  fw_json_writer_end_array (writer);
}

/* Why she was screened out, and what an appeal came to: by whom is not hers to know. */
static void
append_reason (FwJsonWriter *writer,
               const Mine *self,
               const FwRecord *application,
               const char *member,
               const char *states)
{
  g_auto (GStrv) words = g_strsplit (states, " ", -1);
  g_autofree char *reason = NULL;
  gint64 at;

  for (guint i = 0; words[i] != NULL && reason == NULL; i++)
    fw_competition_find_step (self->own->records, self->own->whole, application, words[i], &at,
                              &reason);
  fw_json_member_text (writer, member, reason);
}

static void
append_application (FwJsonWriter *writer, const Mine *self, const FwRecord *call)
{
  const FwRecord *application = find_application (self, call);
  g_autofree char *moment = NULL;
  gint64 until;

  fw_json_writer_key (writer, "application");
  if (application == NULL)
    {
      fw_json_writer_null (writer);
      return;
    }
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "state", tell_state (call, application));
  fw_json_member_text (writer, "motivation", fw_record_text (application, "motivation"));
  fw_json_member_text (writer, "feedback", fw_record_text (application, "feedback"));
  fw_json_member_text (writer, "appeal", fw_record_text (application, "appeal"));
  append_reason (writer, self, application, "reason", "screened-out");
  append_reason (writer, self, application, "answer", "upheld changed");
  if (may_appeal (self, application, &until))
    moment = fw_time_format (until);
  fw_json_member_text (writer, "appeal_until", moment);
  fw_json_writer_end_object (writer);
}

static void
append_call (FwJsonWriter *writer, const Mine *self, const FwRecord *call)
{
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (call));
  fw_json_member_text (writer, "state", fw_record_text (call, FW_KIND_STATE));
  fw_competition_append_name (writer, self->own->records, self->own->whole, "post", "position",
                              fw_record_text (call, "post"));
  fw_competition_append_name (writer, self->own->records, self->own->whole, "site", "site",
                              fw_record_text (call, "site"));
  fw_json_member_text (writer, "quarter", fw_record_text (call, "quarter"));
  fw_json_member_integer (writer, "places", fw_record_integer (call, "places"));
  fw_own_append_date (writer, "until", (gint32) fw_record_integer (call, "until"));
  fw_json_member_text (writer, "called_for", fw_record_text (call, "reason"));
  fw_json_member_text (writer, "note", fw_record_text (call, "note"));
  append_application (writer, self, call);
  append_moves (writer, self, call);
  fw_json_writer_end_object (writer);
}

void
fw_handle_own_competitions (FwExchange *exchange)
{
  g_auto (FwOwn) own = { NULL };
  g_auto (Mine) self = { NULL };
  g_autoptr (GError) error = NULL;
  GString *json;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own))
    return;
  if (!mine_load (&self, &own, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  json = fw_own_begin_answer (&writer, &own);
  fw_json_writer_key (&writer, "calls");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < self.calls->len; i++)
    append_call (&writer, &self, self.calls->pdata[i]);
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

/* ---- what she does ---- */

static gboolean
refuse (GError **error, FwError code, const char *message)
{
  g_set_error_literal (error, FW_ERROR, code, message);
  return FALSE;
}

static gboolean
move (FwExchange *exchange,
      const Mine *self,
      const FwRecord *application,
      const char *to,
      const FwRecord *fields,
      const char *const *names,
      GError **error)
{
  g_autoptr (FwScope) writer = fw_own_make_writer (exchange);
  const FwRecordMove asked = { .to = to, .fields = fields, .names = names };
  FwFlowRefusal refusal;
  guint revision;

  return fw_records_move (self->own->records, writer, fw_record_get_kind (application),
                          fw_record_get_id (application), &asked, g_get_real_time (), &refusal,
                          &revision, error) &&
         fw_handle_tell_change (exchange, fw_record_get_kind (application),
                                fw_record_get_id (application), revision);
}

static gboolean
move_with (FwExchange *exchange,
           const Mine *self,
           const FwRecord *application,
           const char *to,
           const char *field,
           const char *text,
           GError **error)
{
  const char *const names[] = { field, NULL };
  g_autoptr (FwRecord) fields = fw_record_copy ((FwRecord *) application);

  fw_record_put_text (fields, field, text);
  return move (exchange, self, application, to, fields, names, error);
}

static gboolean
put_application (FwExchange *exchange,
                 const Mine *self,
                 const FwRecord *call,
                 const char *motivation,
                 GError **error)
{
  g_autoptr (FwScope) writer = fw_own_make_writer (exchange);
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (FwRecord) record = fw_record_new (fw_kind_find (FW_APPLICATIONS), id);

  fw_record_put_text (record, "competition", fw_record_get_id (call));
  fw_record_put_text (record, "person", fw_record_get_id (self->own->person));
  fw_record_put_text (record, "motivation", motivation);
  return fw_records_put (self->own->records, writer, record, g_get_real_time (), error) &&
         fw_handle_tell_change (exchange, fw_record_get_kind (record), id,
                                fw_record_get_revision (record));
}

static gboolean
apply (FwExchange *exchange,
       const Mine *self,
       const FwRecord *call,
       const char *motivation,
       GError **error)
{
  const FwRecord *application = find_application (self, call);

  if (!may_apply (self, call))
    return refuse (error, FW_ERROR_CONFLICT,
                   application != NULL ? "you have applied already"
                                       : "it is not open for applications any more");
  if (motivation == NULL)
    return refuse (error, FW_ERROR_INVALID, "text: expected why you apply");
  return application == NULL
             ? put_application (exchange, self, call, motivation, error)
             : move_with (exchange, self, application, "applied", "motivation", motivation, error);
}

static gboolean
step (FwExchange *exchange, const Mine *self, const FwRecord *call, GError **error)
{
  g_autoptr (JsonObject) asked = fw_json_parse_bytes (fw_exchange_get_body (exchange), error);
  const FwRecord *application = find_application (self, call);
  const char *to, *text = NULL;
  gint64 until;

  if (asked == NULL || !fw_json_get_text (asked, "move", &to, error) ||
      !fw_own_read_text (asked, "text", &text, error))
    return FALSE;
  if (g_str_equal (to, "applied"))
    return apply (exchange, self, call, text, error);
  if (!g_str_equal (to, "withdrawn") && !g_str_equal (to, "appealed"))
    return refuse (error, FW_ERROR_INVALID, "move: expected applied, withdrawn or appealed");
  if (application == NULL)
    return refuse (error, FW_ERROR_CONFLICT, "you have not applied");
  if (g_str_equal (to, "withdrawn"))
    return move (exchange, self, application, to, NULL, NULL, error);
  if (!may_appeal (self, application, &until))
    return refuse (error, FW_ERROR_CONFLICT, "there is nothing to appeal against, or no more");
  if (text == NULL)
    return refuse (error, FW_ERROR_INVALID, "text: expected what you appeal against, and why");
  return move_with (exchange, self, application, to, "appeal", text, error);
}

static void
reply_call (FwExchange *exchange, const FwOwn *own, const char *id)
{
  g_auto (Mine) self = { NULL };
  g_autoptr (GError) error = NULL;
  const FwRecord *call;
  GString *json;
  FwJsonWriter writer;

  if (!mine_load (&self, own, &error))
    fw_exchange_reply_error (exchange, error);
  else if ((call = find_call (&self, id)) == NULL)
    fw_exchange_fail (exchange, FW_ERROR_NOT_FOUND, NULL, "there is no competition of that id");
  else
    {
      json = g_string_new (NULL);
      fw_json_writer_init (&writer, json);
      append_call (&writer, &self, call);
      fw_exchange_reply_json (exchange, 200, json);
    }
}

void
fw_handle_step_competition (FwExchange *exchange)
{
  const char *id = fw_exchange_get_parameter (exchange, 0);
  g_auto (FwOwn) own = { NULL };
  g_auto (Mine) self = { NULL };
  g_autoptr (GError) error = NULL;
  const FwRecord *call;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own))
    return;
  if (!mine_load (&self, &own, &error))
    fw_exchange_reply_error (exchange, error);
  else if ((call = find_call (&self, id)) == NULL)
    fw_exchange_fail (exchange, FW_ERROR_NOT_FOUND, NULL, "there is no competition of that id");
  else if (step (exchange, &self, call, &error))
    reply_call (exchange, &own, id);
  else
    fw_exchange_reply_error (exchange, error);
}
