/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "floorwalker"

/* Which kinds of records the centre has: those of the program, and what the centre added, asked for
 * at every beginning of a session and whenever the stream says so. */
#include "client/fw-client-private.h"
#include "protocol/fw-kind-json.h"

static void
set_kinds (FwClient *self, const FwKind *const *kinds)
{
  if (kinds == fw_client_get_kinds (self))
    return;
  self->kinds = kinds;
  g_signal_emit_by_name (self, "kinds-changed");
}

/* A server of an older version tells of none: then there are none. */
static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FwClient *self = FW_CLIENT (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (self, result, &error);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GPtrArray) own = NULL;

  if (answer != NULL)
    object = fw_json_parse_bytes (answer, &error);
  if (object != NULL)
    own = fw_own_kinds_json_read (object, &error);
  if (own != NULL)
    set_kinds (self, fw_own_kinds_make (own));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("kinds: %s", error->message);
}

void
fw_client_ask_kinds (FwClient *self)
{
  g_return_if_fail (FW_IS_CLIENT (self));

  fw_client_request_async (self, "GET", "kinds", NULL, NULL, self->errand, asked_cb, NULL);
}

static void
state_changed_cb (FwClient *self)
{
  if (self->state == FW_CLIENT_ONLINE)
    fw_client_ask_kinds (self);
  else if (self->state == FW_CLIENT_SIGNED_OUT)
    set_kinds (self, fw_kinds ());
}

void
fw_client_watch_kinds (FwClient *self)
{
  g_signal_connect (self, "notify::state", G_CALLBACK (state_changed_cb), NULL);
}

const FwKind *const *
fw_client_get_kinds (FwClient *self)
{
  g_return_val_if_fail (FW_IS_CLIENT (self), fw_kinds ());

  return self->kinds != NULL ? self->kinds : fw_kinds ();
}

const FwKind *
fw_client_find_kind (FwClient *self, const char *name)
{
  return fw_kinds_find (fw_client_get_kinds (self), name);
}
