/* SPDX-License-Identifier: GPL-3.0-or-later */

/* POST appraisals/{id}: hands one in with the figures as they stand, which only the server writes.
 * POST own/appraisals/{id}: an agent writes no records: her word is judged here and written in her
 * name. */
#include <math.h>

#include "server/fw-appraisals.h"
#include "server/fw-own.h"
#include "server/fw-server-private.h"

#define MOST_REASON 1000

static gboolean
refuse (GError **error, FwError code, const char *message)
{
  g_set_error_literal (error, FW_ERROR, code, message);
  return FALSE;
}

typedef struct
{
  JsonObject *object;
  const char *move, *text;
  gint64 revision;
} Asked;

static void
clear_asked (Asked *self)
{
  g_clear_pointer (&self->object, json_object_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, clear_asked)

static gboolean
read_asked (FwExchange *exchange, Asked *self, GError **error)
{
  self->object = fw_json_parse_bytes (fw_exchange_get_body (exchange), error);
  if (self->object == NULL || !fw_json_get_text (self->object, "move", &self->move, error) ||
      !fw_json_get_integer (self->object, "revision", &self->revision, error))
    return FALSE;
  if (self->revision < 1 || self->revision > G_MAXINT32)
    return refuse (error, FW_ERROR_INVALID, "revision: the one that this change was based on");
  if (!fw_json_has (self->object, "text") ||
      JSON_NODE_HOLDS_NULL (json_object_get_member (self->object, "text")))
    return TRUE;
  return fw_json_get_text (self->object, "text", &self->text, error) &&
         (g_utf8_strlen (self->text, -1) <= MOST_REASON ||
          refuse (error, FW_ERROR_INVALID, "text: expected at most 1000 characters"));
}

/* In the name of who asks, with the rights that this way has. */
static FwScope *
make_writer (FwExchange *exchange)
{
  return fw_scope_new (fw_scope_get_account (fw_exchange_get_scope (exchange)),
                       FW_ROLE_ADMINISTRATOR, NULL, NULL);
}

static void
finish (FwExchange *exchange,
        FwRecord *record,
        const FwRecordMove *move,
        gboolean stored,
        GError **error)
{
  g_autoptr (FwScope) writer = make_writer (exchange);
  const FwKind *kind = fw_record_get_kind (record);
  const char *id = fw_record_get_id (record);
  FwFlowRefusal refusal;
  guint revision;

  if (!fw_records_move (fw_server_of (exchange)->records, writer, kind, id, move,
                        g_get_real_time (), &refusal, &revision, error))
    {
      fw_exchange_reply_error (exchange, *error);
      return;
    }
  if (!fw_handle_tell_change (exchange, kind, id, revision))
    return;
  if (stored)
    fw_handle_reply_stored (exchange, kind, id, 200);
  else
    {
      g_autoptr (GString) json = g_string_new (NULL);
      FwJsonWriter json_writer;

      fw_json_writer_init (&json_writer, json);
      fw_json_writer_begin_object (&json_writer);
      fw_json_member_text (&json_writer, "id", id);
      fw_json_member_integer (&json_writer, "revision", revision);
      fw_json_member_text (&json_writer, "state", move->to);
      fw_json_writer_end_object (&json_writer);
      fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
    }
}

/* ---- handing in ---- */

static void
set_number (FwRecord *record, const char *field, double value)
{
  const guint place = fw_record_find (record, field);

  if (isnan (value))
    fw_record_clear (record, place);
  else
    fw_record_set_number (record, place, round (value * 100) / 100);
}

/* Returns: (transfer full) (nullable): the record with its figures as they stand. */
static FwRecord *
fill (FwExchange *exchange, FwRecord *stored, GError **error)
{
  FwServer *server = fw_server_of (exchange);
  const char *const people[] = { fw_record_text (stored, "person"), NULL };
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_auto (FwAppraisals) appraisals = { .centre = server->centre,
                                       .scope = whole,
                                       .people = people,
                                       .day = (gint32) fw_record_integer (stored, "from") };
  g_autoptr (FwRecord) record = fw_record_copy (stored);
  g_autoptr (GArray) parts = NULL;
  g_autofree char *figures = NULL;
  FwAppraisalTotal total;
  FwAppraisee *who;

  appraisals.grid = fw_competency_keeper_get (server->competencies, error);
  if (appraisals.grid != NULL)
    appraisals.certificates = fw_certificates_get (server->certificates, error);
  if (appraisals.certificates == NULL || !fw_appraisals_run (&appraisals, error))
    return NULL;
  who = fw_appraisals_find (&appraisals, people[0]);
  if (who == NULL || who->set == NULL || who->appraisal == NULL ||
      g_strcmp0 (fw_record_get_id (who->appraisal), fw_record_get_id (stored)) != 0 ||
      appraisals.period.to != fw_record_integer (stored, "to"))
    {
      refuse (error, FW_ERROR_CONFLICT,
              "the appraisal is of no period of the centre, or the person is not there any more");
      return NULL;
    }
  parts = fw_appraisals_list_parts (&appraisals, who);
  total = fw_appraisals_sum (&appraisals, who, parts);
  figures = fw_appraisal_write_figures (parts);
  fw_record_put_text (record, "figures", figures);
  set_number (record, "total", total.total);
  set_number (record, "low", total.low);
  set_number (record, "high", total.high);
  return g_steal_pointer (&record);
}

void
fw_handle_hand_in (FwExchange *exchange)
{
  static const char *const names[] = { "figures", "total", "low", "high", NULL };
  FwScope *scope = fw_exchange_get_scope (exchange);
  g_auto (Asked) asked = { NULL };
  g_autoptr (FwRecord) stored = NULL, record = NULL;
  g_autoptr (GError) error = NULL;
  FwRecordMove move;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;
  stored = fw_records_get (fw_server_of (exchange)->records, scope, fw_kind_find ("appraisal"),
                           fw_exchange_get_parameter (exchange, 0), &error);
  if (stored == NULL || !read_asked (exchange, &asked, &error) ||
      !(g_str_equal (asked.move, "handed-in") ||
        refuse (&error, FW_ERROR_INVALID, "move: expected handed-in")) ||
      !(fw_record_may_change (stored, scope) ||
        refuse (&error, FW_ERROR_FORBIDDEN, "the appraisal is not yours to hand in")) ||
      (record = fill (exchange, stored, &error)) == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  move = (FwRecordMove){ .to = "handed-in",
                         .revision = (guint) asked.revision,
                         .reason = asked.text,
                         .fields = record,
                         .names = names };
  finish (exchange, record, &move, TRUE, &error);
}

/* ---- her own word ---- */

static gboolean
check_word (const FwRecord *record, const char *person, const Asked *asked, GError **error)
{
  /* A draft is not hers to know of. */
  if (g_strcmp0 (fw_record_text (record, "person"), person) != 0 ||
      g_strcmp0 (fw_record_text (record, FW_KIND_STATE), "drafted") == 0)
    return refuse (error, FW_ERROR_NOT_FOUND, "there is no such appraisal of yours");
  if (g_str_equal (asked->move, "acknowledged"))
    return TRUE;
  if (!g_str_equal (asked->move, "objected"))
    return refuse (error, FW_ERROR_INVALID, "move: expected acknowledged or objected");
  return (asked->text != NULL && *asked->text != '\0') ||
         refuse (error, FW_ERROR_INVALID, "text: expected what you object to, and why");
}

void
fw_handle_own_appraisal (FwExchange *exchange)
{
  static const char *const names[] = { "objection", NULL };
  g_auto (FwOwn) own = { NULL };
  g_auto (Asked) asked = { NULL };
  g_autoptr (FwRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  gboolean objects;
  FwRecordMove move;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !fw_own_begin (exchange, &own))
    return;
  record = fw_records_get (own.records, own.whole, fw_kind_find ("appraisal"),
                           fw_exchange_get_parameter (exchange, 0), &error);
  if (record == NULL || !read_asked (exchange, &asked, &error) ||
      !check_word (record, fw_record_get_id (own.person), &asked, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  objects = g_str_equal (asked.move, "objected");
  if (objects)
    fw_record_put_text (record, "objection", asked.text);
  move = (FwRecordMove){ .to = asked.move,
                         .revision = (guint) asked.revision,
                         .fields = objects ? record : NULL,
                         .names = objects ? names : NULL };
  finish (exchange, record, &move, FALSE, &error);
}
