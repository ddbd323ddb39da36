/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-seen.h"
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
  g_autoptr (FwRecord) record =
      fw_records_get (server->records, whole, fw_kind_find ("account"), id, NULL);
  const char *name = record != NULL ? fw_record_text (record, "name") : NULL;
  g_autoptr (FwDirectory) directory = fw_centre_ref_directory (server->centre);
  const FwSiteEntry *site = fw_directory_get_default_site (directory);

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", id);
  fw_json_member_text (writer, "name", name != NULL ? name : id);
  fw_json_member_text (writer, "role", fw_role_to_name (fw_scope_get_role (scope)));
  write_ids (writer, "sites", fw_scope_get_sites (scope));
  write_ids (writer, "teams", fw_scope_get_teams (scope));
  fw_json_member_boolean (writer, "sample", server->options.sample);
  /* A feed reads nothing, the name of the centre neither. */
  fw_json_member_text (writer, "centre",
                       fw_scope_get_role (scope) == FW_ROLE_FEED   ? ""
                       : site->name != NULL && *site->name != '\0' ? site->name
                                                                   : site->id);
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
  const char *device; /* (nullable): token of a device that signed in before */
} SignIn;

static void
clear_sign_in (SignIn *sign_in)
{
  g_clear_pointer (&sign_in->object, json_object_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignIn, clear_sign_in)

static gboolean
read_sign_in (FwExchange *exchange, SignIn *sign_in)
{
  g_autoptr (GError) error = NULL;

  sign_in->object = fw_json_parse_bytes (fw_exchange_get_body (exchange), &error);
  if (sign_in->object == NULL ||
      !fw_json_get_text (sign_in->object, "user", &sign_in->user, &error) ||
      !fw_json_get_text (sign_in->object, "password", &sign_in->password, &error) ||
      (json_object_has_member (sign_in->object, "device") &&
       !fw_json_get_text (sign_in->object, "device", &sign_in->device, &error)))
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

/* Whose failures count together. A device that signed in before has a lane of its own: whatever
 * strangers do, at its address or elsewhere, it is not kept out by it. */
typedef struct
{
  FwServer *server;
  const char *network;
  const char *device; /* (nullable): name of a known one */
  char *key;
} Lane;

static void
clear_lane (Lane *lane)
{
  g_free (lane->key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lane, clear_lane)

static void
init_lane (Lane *lane, FwExchange *exchange, const SignIn *sign_in)
{
  lane->server = fw_server_of (exchange);
  lane->network = fw_exchange_get_network (exchange);
  lane->device = fw_exchange_get_note (exchange);
  lane->key = g_strdup_printf ("%s\n%s", lane->device != NULL ? lane->device : lane->network,
                               sign_in->user);
}

static guint
get_wait (const Lane *lane)
{
  gint64 now = g_get_monotonic_time ();

  if (lane->device != NULL)
    return fw_throttle_get_wait (lane->server->device_throttle, lane->key, now);

  return MAX (fw_throttle_get_wait (lane->server->pair_throttle, lane->key, now),
              fw_throttle_get_wait (lane->server->address_throttle, lane->network, now));
}

static void
count_failure (const Lane *lane)
{
  gint64 now = g_get_monotonic_time ();

  if (lane->device != NULL)
    {
      fw_throttle_count (lane->server->device_throttle, lane->key, now);
      return;
    }
  fw_throttle_count (lane->server->pair_throttle, lane->key, now);
  fw_throttle_count (lane->server->address_throttle, lane->network, now);
}

/* Its address stays as it is: who has an account could otherwise guess at those of others and wipe
 * it out each time. */
static void
forget_failures (const Lane *lane)
{
  fw_throttle_forget (lane->device != NULL ? lane->server->device_throttle
                                           : lane->server->pair_throttle,
                      lane->key);
}

static gboolean
refuse_for_now (FwExchange *exchange, const Lane *lane)
{
  guint wait = get_wait (lane);
  g_autofree char *seconds = g_strdup_printf ("%u", wait);

  if (wait == 0)
    return FALSE;

  fw_exchange_add_header (exchange, MHD_HTTP_HEADER_RETRY_AFTER, seconds);
  fw_exchange_fail (exchange, FW_ERROR_BUSY, NULL, "too many failures: again in %u s", wait);
  return TRUE;
}

static void
reply_session (
    FwExchange *exchange, FwScope *scope, const char *token, const char *device, gint64 now)
{
  g_autofree char *expires = fw_time_format (now + FW_SESSION_LIFETIME * FW_SECOND);
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "token", token);
  fw_json_member_text (&writer, "expires", expires);
  fw_json_member_text (&writer, "device", device);
  fw_json_writer_key (&writer, "account");
  write_account (&writer, fw_server_of (exchange), scope);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

/* In the pool for passwords. */
static void
check_password (FwExchange *exchange)
{
  FwRecords *records = fw_server_of (exchange)->records;
  gint64 now = g_get_real_time ();
  g_autoptr (FwScope) scope = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  g_autofree char *device = NULL;
  g_auto (SignIn) sign_in = { NULL };
  g_auto (Lane) lane = { NULL };

  if (!read_sign_in (exchange, &sign_in))
    return;

  /* Those that waited beside it may have failed in the meantime. */
  init_lane (&lane, exchange, &sign_in);
  if (refuse_for_now (exchange, &lane))
    return;

  scope = fw_records_check_password (records, sign_in.user, sign_in.password, &error);
  if (scope != NULL &&
      (device = fw_records_make_device (records, sign_in.user, lane.device, now, &error)) != NULL)
    token = fw_records_open_session (records, scope, now, FW_SESSION_LIFETIME, &error);
  if (token != NULL)
    {
      forget_failures (&lane);
      fw_exchange_set_account (exchange, fw_scope_get_account (scope));
      reply_session (exchange, scope, token, device, now);
      return;
    }

  if (g_error_matches (error, FW_ERROR, FW_ERROR_UNAUTHORISED))
    count_failure (&lane);
  fw_seen_note_failure (exchange, sign_in.user);
  fw_exchange_reply_error (exchange, error);
}

void
fw_handle_sign_in (FwExchange *exchange)
{
  g_auto (SignIn) sign_in = { NULL };
  g_auto (Lane) lane = { NULL };

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }) ||
      !read_sign_in (exchange, &sign_in))
    return;

  if (sign_in.device != NULL)
    fw_exchange_set_note (exchange,
                          fw_records_check_device (fw_server_of (exchange)->records, sign_in.user,
                                                   sign_in.device, g_get_real_time ()));
  init_lane (&lane, exchange, &sign_in);
  if (refuse_for_now (exchange, &lane))
    return;

  if (lane.device != NULL)
    {
      g_autofree char *name = g_strconcat ("account ", sign_in.user, NULL);

      fw_exchange_set_lane (exchange, name, TRUE);
    }
  fw_exchange_defer (exchange, FW_RUN_PASSWORDS, check_password);
}
