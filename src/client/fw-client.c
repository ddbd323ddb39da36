/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "floorwalker-client"

#include "client/fw-client-private.h"

#include "client/fw-devices.h"
#include "core/fw-error.h"
#include "protocol/fw-json.h"

#define TIMEOUT_S 15
#define RETRY_FIRST_MS 300
#define RETRY_MOST_MS 5000

enum
{
  PROP_0,
  PROP_SERVER,
  PROP_STATE,
  PROP_ACCOUNT_NAME,
  PROP_ACCOUNT_ROLE,
  PROP_ACCOUNT_TEAMS,
  PROP_CENTRE_NAME,
  PROP_SAMPLE,
  PROP_LAST_CONTACT,
  N_PROPS
};

enum
{
  RECORD_CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwClient, fw_client, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void probe (FwClient *self);

static void
set_state (FwClient *self, FwClientState state)
{
  if (state == self->state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_text (FwClient *self, char **place, const char *value, guint property)
{
  if (g_strcmp0 (*place, value) == 0)
    return;

  g_free (*place);
  *place = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* Everybody who shows who is signed in is told once; same values notify too, which costs nothing.
 */
static void
set_account (FwClient *self, FwAccount *account)
{
  static const guint told[] = { PROP_ACCOUNT_NAME, PROP_ACCOUNT_ROLE, PROP_ACCOUNT_TEAMS,
                                PROP_CENTRE_NAME, PROP_SAMPLE };

  g_clear_pointer (&self->account, fw_account_free);
  self->account = account;
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[told[i]]);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
read_account (FwClient *self, JsonObject *object, GError **error)
{
  FwAccount *account = fw_account_read (object, error);

  if (account != NULL)
    set_account (self, account);
  return account != NULL;
}

static void
renew_errand (FwClient *self)
{
  g_cancellable_cancel (self->errand);
  g_object_unref (self->errand);
  self->errand = g_cancellable_new ();
  fw_answers_forget (self->answers);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->retry_ms = RETRY_FIRST_MS;
}

/* The session is over: what it saw is forgotten with it. */
static void
end_session (FwClient *self)
{
  renew_errand (self);
  g_clear_pointer (&self->token, g_free);
  if (self->cache != NULL && self->realm != NULL)
    fw_cache_forget (self->cache, self->realm);
  set_account (self, NULL);
  set_state (self, FW_CLIENT_SIGNED_OUT);
}

static void
mark_contact (FwClient *self)
{
  self->last_contact = g_get_real_time ();
  self->retry_ms = RETRY_FIRST_MS;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_CONTACT]);
}

static gboolean
retry_cb (gpointer user_data)
{
  FwClient *self = FW_CLIENT (user_data);

  self->retry_source = 0;
  probe (self);
  return G_SOURCE_REMOVE;
}

/* Backs off from 0.3 s to 5 s, each with a fifth of chance, so that a hundred desks do not come
 * back in step. */
static void
schedule_retry (FwClient *self)
{
  guint wait;

  if (self->retry_source != 0 || self->token == NULL)
    return;

  wait = self->retry_ms + (guint) g_random_int_range (0, (gint) self->retry_ms / 5 + 1);
  self->retry_source = g_timeout_add (wait, retry_cb, self);
  self->retry_ms = MIN (self->retry_ms * 2, RETRY_MOST_MS);
}

static void
lose (FwClient *self)
{
  if (self->token == NULL)
    return;
  set_state (self, FW_CLIENT_OFFLINE);
  schedule_retry (self);
}

static void
probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwClient) self = FW_CLIENT (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (JsonObject) account = NULL;

  answer = fw_call_send_finish (result, NULL, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer != NULL)
    account = fw_json_parse_bytes (answer, &error);
  if (account != NULL && read_account (self, account, &error))
    {
      fw_client_remember (self, "session", answer);
      mark_contact (self);
      set_state (self, FW_CLIENT_ONLINE);
      return;
    }

  g_debug ("session: %s", error->message);
  if (g_error_matches (error, FW_ERROR, FW_ERROR_UNAUTHORISED))
    end_session (self);
  else
    lose (self);
}

static void
probe (FwClient *self)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  if (self->token == NULL)
    return;
  message = fw_call_new_message (self->server, SOUP_METHOD_GET, "session", self->token, &error);
  if (message == NULL)
    {
      g_debug ("%s", error->message);
      end_session (self);
      return;
    }
  fw_call_send_async (self->session, message, self->errand, probed_cb, g_object_ref (self));
}

/* Every answer and every refusal tells how the server is; a cancelled request tells nothing. */
void
fw_client_learn_from (FwClient *self, const GError *error)
{
  if (error == NULL)
    {
      mark_contact (self);
      if (self->state == FW_CLIENT_OFFLINE)
        set_state (self, FW_CLIENT_ONLINE);
    }
  else if (g_error_matches (error, FW_ERROR, FW_ERROR_UNAUTHORISED))
    end_session (self);
  else if (g_error_matches (error, FW_ERROR, FW_ERROR_UNAVAILABLE))
    lose (self);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  FwClient *self = g_task_get_source_object (task);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (JsonObject) document = NULL;
  JsonObject *account;
  const char *token, *device;
  GError *error = NULL;

  answer = fw_call_send_finish (result, NULL, &error);
  if (answer != NULL)
    document = fw_json_parse_bytes (answer, &error);
  if (document == NULL || !fw_json_get_text (document, "token", &token, &error) ||
      !fw_json_get_object (document, "account", &account, &error) ||
      !read_account (self, account, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (fw_json_get_text (document, "device", &device, NULL))
    fw_devices_keep (self->server, g_task_get_task_data (task), device);
  renew_errand (self);
  g_free (self->token);
  self->token = g_strdup (token);
  mark_contact (self);
  set_state (self, FW_CLIENT_ONLINE);
  g_task_return_boolean (task, TRUE);
}

static void
recalled_account_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwClient) self = FW_CLIENT (user_data);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (JsonObject) account = NULL;
  gint64 at;

  answer = fw_client_recall_finish (self, result, &at, NULL);
  if (answer == NULL || self->account != NULL)
    return;
  account = fw_json_parse_bytes (answer, NULL);
  if (account != NULL && read_account (self, account, NULL))
    {
      self->last_contact = at;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_CONTACT]);
    }
}

static void
fw_client_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FwClient *self = FW_CLIENT (object);

  switch (id)
    {
    case PROP_SERVER:
      g_value_set_string (value, self->server);
      break;
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_ACCOUNT_NAME:
      g_value_set_string (value, fw_client_get_account (self));
      break;
    case PROP_ACCOUNT_ROLE:
      g_value_set_uint (value, fw_client_get_role (self));
      break;
    case PROP_ACCOUNT_TEAMS:
      g_value_set_string (value, fw_client_get_account_teams (self));
      break;
    case PROP_CENTRE_NAME:
      g_value_set_string (value, fw_client_get_centre_name (self));
      break;
    case PROP_SAMPLE:
      g_value_set_boolean (value, fw_client_is_sample (self));
      break;
    case PROP_LAST_CONTACT:
      g_value_set_int64 (value, self->last_contact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fw_client_dispose (GObject *object)
{
  FwClient *self = FW_CLIENT (object);

  g_cancellable_cancel (self->errand);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_object (&self->cache);

  G_OBJECT_CLASS (fw_client_parent_class)->dispose (object);
}

static void
fw_client_finalize (GObject *object)
{
  FwClient *self = FW_CLIENT (object);

  g_clear_object (&self->errand);
  g_clear_object (&self->session);
  g_clear_object (&self->streams);
  g_clear_pointer (&self->answers, fw_answers_free);
  g_free (self->server);
  g_free (self->token);
  g_clear_pointer (&self->account, fw_account_free);
  g_free (self->realm);

  G_OBJECT_CLASS (fw_client_parent_class)->finalize (object);
}

static void
fw_client_class_init (FwClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fw_client_get_property;
  object_class->dispose = fw_client_dispose;
  object_class->finalize = fw_client_finalize;

  properties[PROP_SERVER] = g_param_spec_string ("server", NULL, NULL, NULL, flags);
  properties[PROP_STATE] =
      g_param_spec_uint ("state", NULL, NULL, 0, FW_CLIENT_OFFLINE, FW_CLIENT_SIGNED_OUT, flags);
  properties[PROP_ACCOUNT_NAME] = g_param_spec_string ("account-name", NULL, NULL, NULL, flags);
  properties[PROP_ACCOUNT_ROLE] =
      g_param_spec_uint ("account-role", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ACCOUNT_TEAMS] = g_param_spec_string ("account-teams", NULL, NULL, "", flags);
  properties[PROP_CENTRE_NAME] = g_param_spec_string ("centre-name", NULL, NULL, NULL, flags);
  properties[PROP_SAMPLE] = g_param_spec_boolean ("sample", NULL, NULL, FALSE, flags);
  properties[PROP_LAST_CONTACT] =
      g_param_spec_int64 ("last-contact", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[RECORD_CHANGED] =
      g_signal_new ("record-changed", FW_TYPE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_UINT);
  g_signal_new ("listening", FW_TYPE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
  g_signal_new ("kinds-changed", FW_TYPE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
fw_client_init (FwClient *self)
{
  self->errand = g_cancellable_new ();
  self->answers = fw_answers_new ();
  self->retry_ms = RETRY_FIRST_MS;
  self->session = fw_call_new_session (TIMEOUT_S);
  self->streams = fw_call_new_session (0);
  fw_client_watch_kinds (self);
}

FwClient *
fw_client_new (const char *server)
{
  FwClient *self = g_object_new (FW_TYPE_CLIENT, NULL);

  self->server = g_strdup (server);
  return self;
}

const char *
fw_client_get_server (FwClient *self)
{
  g_return_val_if_fail (FW_IS_CLIENT (self), NULL);

  return self->server;
}

FwClientState
fw_client_get_state (FwClient *self)
{
  g_return_val_if_fail (FW_IS_CLIENT (self), FW_CLIENT_SIGNED_OUT);

  return self->state;
}

const char *
fw_client_get_account (FwClient *self)
{
  g_return_val_if_fail (FW_IS_CLIENT (self), NULL);

  return self->account != NULL ? self->account->name : NULL;
}

const char *
fw_client_get_account_id (FwClient *self)
{
  g_return_val_if_fail (FW_IS_CLIENT (self), NULL);

  return self->account != NULL ? self->account->id : NULL;
}

const char *
fw_client_get_account_teams (FwClient *self)
{
  g_return_val_if_fail (FW_IS_CLIENT (self), NULL);

  return self->account != NULL ? self->account->teams : "";
}

FwRole
fw_client_get_role (FwClient *self)
{
  g_return_val_if_fail (FW_IS_CLIENT (self), FW_ROLE_NONE);

  return self->account != NULL ? self->account->role : FW_ROLE_NONE;
}

gboolean
fw_client_is_sample (FwClient *self)
{
  g_return_val_if_fail (FW_IS_CLIENT (self), FALSE);

  return self->account != NULL && self->account->sample;
}

const char *
fw_client_get_centre_name (FwClient *self)
{
  g_return_val_if_fail (FW_IS_CLIENT (self), NULL);

  return self->account != NULL ? self->account->centre : NULL;
}

gint64
fw_client_get_last_contact (FwClient *self)
{
  g_return_val_if_fail (FW_IS_CLIENT (self), 0);

  return self->last_contact;
}

const char *
fw_client_get_token (FwClient *self)
{
  g_return_val_if_fail (FW_IS_CLIENT (self), NULL);

  return self->token;
}

void
fw_client_set_server (FwClient *self, const char *server)
{
  g_return_if_fail (FW_IS_CLIENT (self));
  g_return_if_fail (server != NULL);

  if (g_strcmp0 (server, self->server) == 0)
    return;
  end_session (self);
  set_text (self, &self->server, server, PROP_SERVER);
}

void
fw_client_expect (FwClient *self)
{
  g_return_if_fail (FW_IS_CLIENT (self));

  set_state (self, FW_CLIENT_CONNECTING);
}

void
fw_client_move (FwClient *self, const char *server, const char *token)
{
  g_return_if_fail (FW_IS_CLIENT (self));

  set_text (self, &self->server, server, PROP_SERVER);
  fw_client_set_token (self, token);
}

void
fw_client_set_token (FwClient *self, const char *token)
{
  g_return_if_fail (FW_IS_CLIENT (self));

  renew_errand (self);
  g_free (self->token);
  self->token = g_strdup (token);
  set_state (self, token != NULL ? FW_CLIENT_CONNECTING : FW_CLIENT_SIGNED_OUT);
  probe (self);
}

void
fw_client_sign_in_async (FwClient *self,
                         const char *user,
                         const char *password,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) body = NULL;
  GError *error = NULL;

  g_return_if_fail (FW_IS_CLIENT (self));
  g_return_if_fail (user != NULL && password != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_task_data (task, g_strdup (user), g_free);
  g_task_set_source_tag (task, fw_client_sign_in_async);
  message = fw_call_new_message (self->server, SOUP_METHOD_POST, "session", NULL, &error);
  if (message == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  body = fw_devices_make_sign_in (self->server, user, password);
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  fw_call_send_async (self->session, message, cancellable, signed_in_cb, g_steal_pointer (&task));
}

gboolean
fw_client_sign_in_finish (FwClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
fw_client_sign_out (FwClient *self)
{
  g_autoptr (SoupMessage) message = NULL;

  g_return_if_fail (FW_IS_CLIENT (self));

  /* The server is told, but nobody waits for it: the token is gone here at once. */
  if (self->token != NULL)
    message = fw_call_new_message (self->server, SOUP_METHOD_DELETE, "session", self->token, NULL);
  if (message != NULL)
    fw_call_send_async (self->session, message, NULL, NULL, NULL);
  end_session (self);
}

void
fw_client_set_cache (FwClient *self, FwCache *cache, const char *realm)
{
  g_return_if_fail (FW_IS_CLIENT (self));
  g_return_if_fail (cache == NULL || realm != NULL);

  g_set_object (&self->cache, cache);
  g_free (self->realm);
  self->realm = g_strdup (realm);
  if (cache != NULL)
    fw_client_recall_async (self, "session", NULL, recalled_account_cb, g_object_ref (self));
}

void
fw_client_report_alive (FwClient *self)
{
  g_return_if_fail (FW_IS_CLIENT (self));

  if (self->token == NULL)
    return;
  mark_contact (self);
  set_state (self, FW_CLIENT_ONLINE);
}

void
fw_client_report_lost (FwClient *self)
{
  g_return_if_fail (FW_IS_CLIENT (self));

  lose (self);
}

void
fw_client_report_record (FwClient *self, const char *kind, const char *id, guint revision)
{
  g_return_if_fail (FW_IS_CLIENT (self));
  g_return_if_fail (kind != NULL && id != NULL);

  g_signal_emit (self, signals[RECORD_CHANGED], 0, kind, id, revision);
}
