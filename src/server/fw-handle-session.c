/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-server-private.h"

#define MAX_NAME 200
#define MAX_PASSWORD 1024

static void
write_ids (FwJsonWriter *writer, const char *key, const char *const *ids)
{
  fw_json_writer_key (writer, key);
  if (ids == NULL)
    {
      fw_json_writer_null (writer);
      return;
    }

  fw_json_writer_begin_array (writer);
  for (; *ids != NULL; ids++)
    fw_json_writer_text (writer, *ids);
  fw_json_writer_end_array (writer);
}

/* The name of the centre is that of its first site: a centre has no record of its own. */
static void
write_account (FwJsonWriter *writer, FwServer *server, FwScope *scope)
{
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  const char *id = fw_scope_get_account (scope);
  g_autoptr (FwRecord) record = fw_records_get (server->records, whole, &fw_kind_account, id, NULL);
  const char *name = record != NULL ? fw_record_text (record, "name") : NULL;
  g_autoptr (FwDirectory) directory = fw_centre_ref_directory (server->centre);
  const FwSiteEntry *site = &g_array_index (fw_directory_get_sites (directory), FwSiteEntry, 0);

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", id);
  fw_json_member_text (writer, "name", name != NULL ? name : id);
  fw_json_member_text (writer, "role", fw_role_to_name (fw_scope_get_role (scope)));
  write_ids (writer, "sites", fw_scope_get_sites (scope));
  write_ids (writer, "teams", fw_scope_get_teams (scope));
  fw_json_member_boolean (writer, "sample", server->options.sample);
  fw_json_member_text (writer, "centre",
                       site->name != NULL && *site->name != '\0' ? site->name : site->id);
  fw_json_writer_end_object (writer);
}

void
fw_handle_session (FwExchange *exchange)
{
  GString *json;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;

  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  write_account (&writer, fw_server_of (exchange), fw_exchange_get_scope (exchange));
  fw_exchange_reply_json (exchange, 200, json);
}

void
fw_handle_sign_out (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  g_autoptr (GError) error = NULL;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;

  if (!fw_sessions_close (server->sessions, fw_exchange_get_token (exchange), &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }

  fw_hub_check_sessions (server->hub);
  fw_exchange_reply_json (exchange, 200, g_string_new ("{}"));
}

typedef struct
{
  JsonObject *object;
  const char *user;
  const char *password;
} SignIn;

static gboolean
read_sign_in (FwExchange *exchange, SignIn *sign_in)
{
  gsize length;
  const char *data = g_bytes_get_data (fw_exchange_get_body (exchange), &length);
  g_autoptr (GError) error = NULL;

  sign_in->object = fw_json_parse_object (data, length, &error);
  if (sign_in->object == NULL ||
      !fw_json_get_text (sign_in->object, "user", &sign_in->user, &error) ||
      !fw_json_get_text (sign_in->object, "password", &sign_in->password, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return FALSE;
    }

  if (strlen (sign_in->user) > MAX_NAME || strlen (sign_in->password) > MAX_PASSWORD)
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, NULL,
                        "user and password of at most %d and %d bytes", MAX_NAME, MAX_PASSWORD);
      return FALSE;
    }

  return TRUE;
}

static void
reply_session (FwExchange *exchange, FwScope *scope, const char *token, gint64 now)
{
  g_autofree char *expires = fw_time_format (now + FW_SESSION_LIFETIME * FW_SECOND);
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "token", token);
  fw_json_member_text (&writer, "expires", expires);
  fw_json_writer_key (&writer, "account");
  write_account (&writer, fw_server_of (exchange), scope);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

/* In the pool for passwords. */
static void
check_password (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  gint64 now = g_get_real_time ();
  g_autoptr (FwScope) scope = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  SignIn sign_in = { NULL };

  if (read_sign_in (exchange, &sign_in))
    {
      scope = fw_records_check_password (server->records, sign_in.user, sign_in.password, &error);
      if (scope != NULL)
        token = fw_records_open_session (server->records, scope, now, FW_SESSION_LIFETIME, &error);

      if (token != NULL)
        {
          fw_throttle_forget (server->account_throttle, sign_in.user);
          fw_throttle_forget (server->address_throttle, fw_exchange_get_address (exchange));
          reply_session (exchange, scope, token, now);
        }
      else
        fw_exchange_reply_error (exchange, error);
    }
  g_clear_pointer (&sign_in.object, json_object_unref);
}

void
fw_handle_sign_in (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  const char *address = fw_exchange_get_address (exchange);
  gint64 now = g_get_monotonic_time ();
  SignIn sign_in = { NULL };
  guint wait;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;

  if (read_sign_in (exchange, &sign_in))
    {
      wait = MAX (fw_throttle_get_wait (server->account_throttle, sign_in.user, now),
                  fw_throttle_get_wait (server->address_throttle, address, now));
      if (wait > 0)
        {
          g_autofree char *seconds = g_strdup_printf ("%u", wait);

          fw_exchange_add_header (exchange, MHD_HTTP_HEADER_RETRY_AFTER, seconds);
          fw_exchange_fail (exchange, FW_ERROR_BUSY, NULL, "too many failures: again in %u s",
                            wait);
        }
      else
        {
          fw_throttle_count (server->account_throttle, sign_in.user, now);
          fw_throttle_count (server->address_throttle, address, now);
          fw_exchange_defer (exchange, FW_RUN_PASSWORDS, check_password);
        }
    }
  g_clear_pointer (&sign_in.object, json_object_unref);
}
