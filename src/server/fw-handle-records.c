/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "protocol/fw-record-json.h"
#include "server/fw-seen.h"
#include "server/fw-server-private.h"

#define LOG_LIMIT 1000
#define LOG_BYTES (4 * 1024 * 1024)

static const char *const no_parameters[] = { NULL };

const FwKind *
fw_handle_find_kind (FwExchange *exchange)
{
  const char *name = fw_exchange_get_parameter (exchange, 0);
  const FwKind *kind = fw_records_find_kind (fw_server_of (exchange)->records, name);

  if (kind == NULL)
    fw_exchange_fail (exchange, FW_ERROR_NOT_FOUND, NULL, "there are no records of a kind %s",
                      name);

  return kind;
}

static gboolean
may_change_any (const FwKind *kind, FwRole role)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if ((fw_kind_get_write (kind, &kind->fields[i]) & role) != 0)
      return TRUE;
  return FALSE;
}

static gboolean
admit (FwExchange *exchange, gboolean any_field)
{
  const FwKind *kind = fw_handle_find_kind (exchange);
  FwRole role = fw_scope_get_role (fw_exchange_get_scope (exchange));

  if (kind == NULL)
    return FALSE;
  if ((kind->write & role) != 0 || (any_field && may_change_any (kind, role)))
    return TRUE;

  fw_exchange_fail (exchange, FW_ERROR_FORBIDDEN, NULL,
                    "the role %s may not write records of the kind %s", fw_role_to_name (role),
                    kind->name);
  return FALSE;
}

gboolean
fw_admit_record (FwExchange *exchange)
{
  return admit (exchange, FALSE);
}

gboolean
fw_admit_change (FwExchange *exchange)
{
  return admit (exchange, TRUE);
}

void
fw_handle_reply_refusal (FwExchange *exchange, const FwKind *kind, const GError *error)
{
  const char *colon = strstr (error->message, ": ");
  g_autofree char *field =
      colon != NULL ? g_strndup (error->message, (gsize) (colon - error->message)) : NULL;

  if (g_error_matches (error, FW_ERROR, FW_ERROR_INVALID) && field != NULL &&
      fw_kind_find_field (kind, field) >= 0)
    fw_exchange_fail (exchange, FW_ERROR_INVALID, field, "%s", error->message);
  else
    fw_exchange_reply_error (exchange, error);
}

static void
reply_record (FwExchange *exchange, guint status, const FwRecord *record)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_record_json_append (&writer, record, FALSE);
  fw_exchange_reply_json (exchange, status, json);
}

gboolean
fw_handle_tell_change (FwExchange *exchange, const FwKind *kind, const char *id, guint revision)
{
  FwServer *server = fw_server_of (exchange);
  g_autoptr (GError) error = NULL;

  if (kind->accounts)
    fw_seen_describe_accounts (exchange, id);
  if (fw_sessions_follow (kind))
    {
      fw_sessions_forget (server->sessions);
      fw_hub_check_sessions (server->hub);
    }
  fw_hub_tell_records (server->hub, kind->name, id, revision);
  fw_training_keeper_wake (server->training);
  if (kind->closed != NULL)
    fw_review_keeper_wake (server->reviews);
  if (kind->arrange != NULL || kind->counts)
    fw_customer_keeper_wake (server->customers);
  fw_rule_keeper_wake (server->rules, kind->name);
  fw_alike_keeper_wake (server->alike, kind->name);
  if (fw_centre_house_changed (server->centre, &error))
    return TRUE;

  /* The record is stored; what failed is to count with it. */
  fw_exchange_reply_error (exchange, error);
  return FALSE;
}

void
fw_handle_get_record (FwExchange *exchange)
{
  const FwKind *kind = fw_handle_find_kind (exchange);
  g_autoptr (FwRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  if (kind == NULL || !fw_exchange_check_query (exchange, no_parameters))
    return;

  record = fw_records_get (fw_server_of (exchange)->records, fw_exchange_get_scope (exchange), kind,
                           fw_exchange_get_parameter (exchange, 1), &error);
  if (record == NULL)
    fw_exchange_reply_error (exchange, error);
  else
    reply_record (exchange, 200, record);
}

static FwRecord *
read_record (FwExchange *exchange, const FwKind *kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = fw_json_parse_bytes (fw_exchange_get_body (exchange), &error);
  FwRecord *record = object != NULL ? fw_record_json_read (kind, object, &error) : NULL;

  if (record == NULL)
    fw_handle_reply_refusal (exchange, kind, error);
  return record;
}

/* Both, so that a person can look at them side by side. */
static void
reply_conflict (FwExchange *exchange, const FwKind *kind, const char *id, const GError *conflict)
{
  g_autoptr (FwRecord) stored = fw_records_get (fw_server_of (exchange)->records,
                                                fw_exchange_get_scope (exchange), kind, id, NULL);
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "error");
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "code", fw_error_to_name (FW_ERROR_CONFLICT));
  fw_json_member_text (&writer, "message", conflict->message);
  fw_json_writer_end_object (&writer);
  fw_json_writer_key (&writer, "stored");
  if (stored != NULL)
    fw_record_json_append (&writer, stored, FALSE);
  else
    fw_json_writer_null (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 409, json);
}

void
fw_handle_reply_stored (FwExchange *exchange, const FwKind *kind, const char *id, guint status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecord) stored = fw_records_get (fw_server_of (exchange)->records,
                                                fw_exchange_get_scope (exchange), kind, id, &error);

  if (stored != NULL)
    reply_record (exchange, status, stored);
  else
    fw_exchange_reply_error (exchange, error);
}

static void
put_record (FwExchange *exchange, FwRecord *record, guint status)
{
  FwServer *server = fw_server_of (exchange);
  FwScope *scope = fw_exchange_get_scope (exchange);
  const FwKind *kind = fw_record_get_kind (record);
  const char *id = fw_record_get_id (record);
  g_autoptr (GError) error = NULL;

  if (!fw_records_put (server->records, scope, record, g_get_real_time (), &error))
    {
      if (g_error_matches (error, FW_ERROR, FW_ERROR_CONFLICT))
        reply_conflict (exchange, kind, id, error);
      else
        fw_handle_reply_refusal (exchange, kind, error);
      return;
    }

  if (fw_handle_tell_change (exchange, kind, id, fw_record_get_revision (record)))
    fw_handle_reply_stored (exchange, kind, id, status);
}

/* A password is hashed on its way in: that is for the pool of two. */
static FwRun
choose_pool (FwExchange *exchange)
{
  const FwKind *kind = fw_records_find_kind (fw_server_of (exchange)->records,
                                             fw_exchange_get_parameter (exchange, 0));

  return kind != NULL && kind->accounts ? FW_RUN_PASSWORDS : FW_RUN_WORKER;
}

static void
create_record (FwExchange *exchange)
{
  const FwKind *kind = fw_handle_find_kind (exchange);
  g_autoptr (FwRecord) record = NULL;

  if (kind == NULL || !fw_exchange_check_query (exchange, no_parameters))
    return;

  record = read_record (exchange, kind);
  if (record == NULL)
    return;
  if (fw_record_get_revision (record) != 0)
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "revision", "revision: a new record has none");
      return;
    }

  put_record (exchange, record, 201);
}

void
fw_handle_create_record (FwExchange *exchange)
{
  fw_exchange_defer (exchange, choose_pool (exchange), create_record);
}

static void
change_record (FwExchange *exchange)
{
  const FwKind *kind = fw_handle_find_kind (exchange);
  g_autoptr (FwRecord) record = NULL;

  if (kind == NULL || !fw_exchange_check_query (exchange, no_parameters))
    return;

  record = read_record (exchange, kind);
  if (record == NULL)
    return;
  if (strcmp (fw_record_get_id (record), fw_exchange_get_parameter (exchange, 1)) != 0)
    fw_exchange_fail (exchange, FW_ERROR_INVALID, "id", "id: that of the path; it is for ever");
  else if (fw_record_get_revision (record) == 0)
    fw_exchange_fail (exchange, FW_ERROR_INVALID, "revision",
                      "revision: the one that this change was based on");
  else
    put_record (exchange, record, 200);
}

void
fw_handle_put_record (FwExchange *exchange)
{
  fw_exchange_defer (exchange, choose_pool (exchange), change_record);
}

void
fw_handle_delete_record (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  const FwKind *kind = fw_handle_find_kind (exchange);
  const char *id = fw_exchange_get_parameter (exchange, 1);
  const char *text;
  g_autoptr (GError) error = NULL;
  guint64 revision;

  if (kind == NULL ||
      !fw_exchange_check_query (exchange, (const char *const[]){ "revision", NULL }))
    return;

  text = fw_exchange_get_query (exchange, "revision");
  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT, &revision, NULL))
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "revision",
                        "revision: the one that this change was based on");
      return;
    }

  if (fw_records_delete (server->records, fw_exchange_get_scope (exchange), kind, id,
                         (guint) revision, g_get_real_time (), &error))
    {
      if (fw_handle_tell_change (exchange, kind, id, (guint) revision + 1))
        fw_exchange_reply_json (exchange, 200, g_string_new ("{}"));
    }
  else if (g_error_matches (error, FW_ERROR, FW_ERROR_CONFLICT))
    reply_conflict (exchange, kind, id, error);
  else
    fw_exchange_reply_error (exchange, error);
}

void
fw_handle_restore_record (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  FwScope *scope = fw_exchange_get_scope (exchange);
  const FwKind *kind = fw_handle_find_kind (exchange);
  const char *id = fw_exchange_get_parameter (exchange, 1);
  g_autoptr (FwRecord) restored = NULL;
  g_autoptr (GError) error = NULL;

  if (kind == NULL || !fw_exchange_check_query (exchange, no_parameters))
    return;

  if (!fw_records_restore (server->records, scope, kind, id, g_get_real_time (), &error))
    {
      fw_handle_reply_refusal (exchange, kind, error);
      return;
    }

  restored = fw_records_get (server->records, scope, kind, id, NULL);
  if (fw_handle_tell_change (exchange, kind, id,
                             restored != NULL ? fw_record_get_revision (restored) : 0))
    fw_handle_reply_stored (exchange, kind, id, 200);
}

static void
write_change (FwJsonWriter *writer, FwScope *scope, const FwChange *change)
{
  g_autofree char *at = fw_time_format (change->at);

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "at", at);
  fw_json_member_text (writer, "account", fw_scope_show_account (scope, change->account));
  fw_json_member_integer (writer, "revision", change->revision);
  fw_json_member_text (writer, "field", change->field);
  fw_json_member_text (writer, "before", change->before);
  fw_json_member_text (writer, "after", change->after);
  fw_json_writer_end_object (writer);
}

void
fw_handle_record_log (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  FwScope *scope = fw_exchange_get_scope (exchange);
  const FwKind *kind = fw_handle_find_kind (exchange);
  const char *id = fw_exchange_get_parameter (exchange, 1);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (FwRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) json = g_string_new (NULL);
  FwJsonWriter writer;

  if (kind == NULL || !fw_exchange_check_query (exchange, no_parameters))
    return;

  /* A record that the scope does not show has no log either; a deleted one still has. */
  changes = fw_records_get_log (server->records, scope, kind, id, LOG_LIMIT, &error);
  if (changes != NULL && changes->len == 0)
    record = fw_records_get (server->records, scope, kind, id, &error);
  if (error != NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "changes");
  fw_json_writer_begin_array (&writer);
  /* The latest come first: what no longer fits is what is oldest. */
  for (guint i = 0; i < changes->len && json->len < LOG_BYTES; i++)
    write_change (&writer, scope, changes->pdata[i]);
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}
