/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "floorwalker"

#include <glib/gi18n-lib.h>

#include "console/fw-connection.h"

#include "client/fw-embedded.h"
#include "client/fw-keyring.h"
#include "client/fw-live-feed.h"
#include "console/fw-settings.h"
#include "console/records/fw-record-writer.h"
#include "protocol/fw-said.h"

#define FIRST_FRAME_MS 250
#define STOP_WAIT_MS 3000
#define RESTART_MS 1000
#define RESTARTS_MOST 5
#define PULSE_CHECK_S 1
/* A stream says something each second; after this long without a word no page has one open. */
#define PULSE_AFTER (3 * G_USEC_PER_SEC)
#define NOWHERE "http://127.0.0.1:0" /* until the server of this desk has a port */

struct _FwConnection
{
  GObject parent_instance;

  FwClient *client;
  FwCache *cache;
  FwOutbox *outbox;
  FwLiveFeed *pulse;
  FwEmbedded *embedded;
  GCancellable *cancellable;
  char *program;
  char *data; /* the embedded server's folder; NULL: a server elsewhere */
  char *user;
  char *problem;
  double making; /* of the sample centre; below 0: none is being made */
  gboolean sample;
  guint restarts;
  guint restart_source;
  guint pulse_source;
};

enum
{
  PROP_0,
  PROP_PROBLEM,
  PROP_MAKING,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (FwConnection, fw_connection, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void start_embedded (FwConnection *self);

static void
set_problem (FwConnection *self, const char *problem)
{
  if (g_strcmp0 (problem, self->problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
set_making (FwConnection *self, double making)
{
  if (making == self->making)
    return;
  self->making = making;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAKING]);
}

static void
making_cb (double fraction, gpointer user_data)
{
  set_making (FW_CONNECTION (user_data), fraction);
}

/* Whose answers and edits these are. */
static void
set_realm (FwConnection *self, const char *realm)
{
  fw_client_set_cache (self->client, self->cache, realm);
  fw_outbox_set_realm (self->outbox, realm);
}

/* The page of the floor has a stream of its own, which tells of changes meanwhile; an agent has no
 * such page, and would miss what is published while nothing else is silent for long enough. */
static gboolean
needs_pulse (FwConnection *self)
{
  return fw_client_get_role (self->client) == FW_ROLE_AGENT ||
         g_get_real_time () - fw_client_get_last_contact (self->client) >= PULSE_AFTER;
}

static gboolean
pulse_cb (gpointer user_data)
{
  FwConnection *self = FW_CONNECTION (user_data);

  if (self->pulse != NULL || fw_client_get_state (self->client) != FW_CLIENT_ONLINE ||
      !needs_pulse (self))
    return G_SOURCE_CONTINUE;
  self->pulse = fw_live_feed_new (self->client);
  fw_live_feed_set_path (self->pulse, "stream?by=site");
  return G_SOURCE_CONTINUE;
}

static void
state_changed_cb (FwConnection *self)
{
  if (fw_client_get_state (self->client) == FW_CLIENT_SIGNED_OUT)
    g_clear_object (&self->pulse);
}

static gboolean
restart_cb (gpointer user_data)
{
  FwConnection *self = FW_CONNECTION (user_data);

  self->restart_source = 0;
  start_embedded (self);
  return G_SOURCE_REMOVE;
}

static void
gone_cb (FwConnection *self)
{
  fw_client_report_lost (self->client);
  if (self->restarts++ >= RESTARTS_MOST)
    {
      set_problem (self, _ ("The server on this desk ended several times in a row. Its messages "
                            "are in the journal."));
      return;
    }
  self->restart_source = g_timeout_add (RESTART_MS, restart_cb, self);
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwConnection) self = FW_CONNECTION (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (FwEmbedded) embedded = fw_embedded_start_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_making (self, -1);
  if (embedded == NULL)
    {
      g_autofree char *said = fw_said_translate (error->message);

      sentence = g_strdup_printf (_ ("The server on this desk did not start: %s"), said);
      set_problem (self, sentence);
      fw_client_set_token (self->client, NULL);
      return;
    }
  g_set_object (&self->embedded, embedded);
  g_signal_connect_object (embedded, "gone", G_CALLBACK (gone_cb), self, G_CONNECT_SWAPPED);
  set_problem (self, NULL);
  fw_client_move (self->client, fw_embedded_get_server (embedded),
                  fw_embedded_get_token (embedded));
}

static void
start_embedded (FwConnection *self)
{
  g_autofree char *sentence = NULL;

  if (self->program == NULL)
    {
      set_problem (self, _ ("The program floorwalkerd is not installed beside the console. Give "
                            "the address of a server."));
      fw_client_set_token (self->client, NULL);
      return;
    }
  if (g_mkdir_with_parents (self->data, 0700) != 0)
    {
      sentence = g_strdup_printf (_ ("The folder %s cannot be made."), self->data);
      set_problem (self, sentence);
      fw_client_set_token (self->client, NULL);
      return;
    }
  fw_embedded_start_async (self->program, self->data, self->sample, making_cb, self->cancellable,
                           started_cb, g_object_ref (self));
}

static void
token_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwConnection) self = FW_CONNECTION (user_data);
  char *token = fw_keyring_lookup_finish (result);

  if (!g_cancellable_is_cancelled (self->cancellable))
    fw_client_set_token (self->client, token);
  if (token != NULL)
    fw_keyring_free (token);
}

static void
open_remote (FwConnection *self, const char *server)
{
  g_autofree char *realm = NULL;

  g_free (self->user);
  self->user = g_settings_get_string (fw_settings (), "user");
  fw_client_set_server (self->client, server);
  if (*self->user == '\0' || !g_settings_get_boolean (fw_settings (), "remember-session"))
    return;
  realm = g_strdup_printf ("%s|%s", server, self->user);
  set_realm (self, realm);
  fw_client_expect (self->client);
  fw_keyring_lookup_async (server, self->user, self->cancellable, token_found_cb,
                           g_object_ref (self));
}

/* Somebody signed in: from here on answers are kept for these eyes. */
static void
account_changed_cb (FwConnection *self)
{
  const char *id = fw_client_get_account_id (self->client);
  g_autofree char *realm = NULL;

  if (self->data != NULL || id == NULL || g_strcmp0 (id, self->user) == 0)
    return;
  g_free (self->user);
  self->user = g_strdup (id);
  realm = g_strdup_printf ("%s|%s", fw_client_get_server (self->client), id);
  set_realm (self, realm);
}

static void
fw_connection_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FwConnection *self = FW_CONNECTION (object);

  if (id == PROP_PROBLEM)
    g_value_set_string (value, self->problem);
  else
    g_value_set_double (value, self->making);
}

static void
fw_connection_dispose (GObject *object)
{
  FwConnection *self = FW_CONNECTION (object);

  fw_connection_close (self);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  if (self->client != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->client, self);
      fw_outbox_attach (self->client, NULL);
    }
  g_clear_object (&self->outbox);
  g_clear_object (&self->client);
  g_clear_object (&self->cache);

  G_OBJECT_CLASS (fw_connection_parent_class)->dispose (object);
}

static void
fw_connection_finalize (GObject *object)
{
  FwConnection *self = FW_CONNECTION (object);

  g_clear_object (&self->cancellable);
  g_free (self->program);
  g_free (self->data);
  g_free (self->user);
  g_free (self->problem);

  G_OBJECT_CLASS (fw_connection_parent_class)->finalize (object);
}

static void
fw_connection_class_init (FwConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_connection_get_property;
  object_class->dispose = fw_connection_dispose;
  object_class->finalize = fw_connection_finalize;

  properties[PROP_PROBLEM] =
      g_param_spec_string ("problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MAKING] = g_param_spec_double ("making", NULL, NULL, -1, 1, -1,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fw_connection_init (FwConnection *self)
{
  self->cancellable = g_cancellable_new ();
  self->making = -1;
  self->program = fw_places_find_program ("floorwalkerd");
}

FwConnection *
fw_connection_new (FwClient *client, FwShelf *shelf)
{
  FwConnection *self = g_object_new (FW_TYPE_CONNECTION, NULL);

  self->client = g_object_ref (client);
  self->cache = fw_cache_new (shelf);
  self->outbox = fw_outbox_new (client, shelf);
  fw_outbox_attach (client, self->outbox);
  self->pulse_source = g_timeout_add_seconds (PULSE_CHECK_S, pulse_cb, self);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (state_changed_cb), self);
  g_signal_connect_swapped (client, "notify::account-name", G_CALLBACK (account_changed_cb), self);
  return self;
}

void
fw_connection_open (FwConnection *self, const char *server, gboolean sample)
{
  g_autofree char *configured = g_settings_get_string (fw_settings (), "server");
  g_autofree char *realm = NULL;

  g_return_if_fail (FW_IS_CONNECTION (self));

  fw_connection_close (self);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->sample = sample;
  self->restarts = 0;
  set_problem (self, NULL);
  set_making (self, -1);
  if (server == NULL)
    server = configured;
  if (!sample && *server != '\0')
    {
      g_clear_pointer (&self->data, g_free);
      open_remote (self, server);
      return;
    }

  /* Another centre: nothing of the one before is shown under its name. */
  if (fw_client_get_role (self->client) != FW_ROLE_NONE)
    fw_client_set_server (self->client, NOWHERE);
  g_free (self->data);
  self->data =
      g_build_filename (g_get_user_data_dir (), "floorwalker", sample ? "sample" : "centre", NULL);
  realm = g_strdup_printf ("embedded|%s", self->data);
  set_realm (self, realm);
  fw_client_expect (self->client);
  /* After the first frame: it shows what was kept, and the server's start would hold it up. Not
   * when idle: where frames are slow to draw, a turning spinner leaves no idle moment. */
  self->restart_source = g_timeout_add (FIRST_FRAME_MS, restart_cb, self);
}

void
fw_connection_close (FwConnection *self)
{
  g_return_if_fail (FW_IS_CONNECTION (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->pulse);
  g_clear_handle_id (&self->restart_source, g_source_remove);
  if (self->embedded != NULL)
    fw_embedded_stop (self->embedded, STOP_WAIT_MS);
  g_clear_object (&self->embedded);
}

void
fw_connection_sign_out (FwConnection *self)
{
  const char *id;

  g_return_if_fail (FW_IS_CONNECTION (self));

  id = fw_client_get_account_id (self->client);
  if (self->data == NULL && id != NULL)
    fw_keyring_forget (fw_client_get_server (self->client), id);
  fw_client_sign_out (self->client);
  g_clear_pointer (&self->user, g_free);
}

FwOutbox *
fw_connection_get_outbox (FwConnection *self)
{
  g_return_val_if_fail (FW_IS_CONNECTION (self), NULL);

  return self->outbox;
}

const char *
fw_connection_get_problem (FwConnection *self)
{
  g_return_val_if_fail (FW_IS_CONNECTION (self), NULL);

  return self->problem;
}

double
fw_connection_get_making (FwConnection *self)
{
  g_return_val_if_fail (FW_IS_CONNECTION (self), -1);

  return self->making;
}

gboolean
fw_connection_is_embedded (FwConnection *self)
{
  g_return_val_if_fail (FW_IS_CONNECTION (self), FALSE);

  return self->data != NULL;
}
