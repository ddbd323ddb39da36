/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "floorwalker-client"

#include "client/fw-keyring.h"

#include <libsecret/secret.h>

static const SecretSchema schema = {
  "org.floorwalker.Floorwalker.Session",
  SECRET_SCHEMA_NONE,
  { { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 } },
};

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* No keyring, or a locked one, is a choice of the desk's owner: the session then ends with the
   * console. */
  if (!secret_password_store_finish (result, &error))
    g_debug ("keyring: %s", error->message);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!secret_password_clear_finish (result, &error) && error != NULL)
    g_debug ("keyring: %s", error->message);
}

void
fw_keyring_store (const char *server, const char *user, const char *token)
{
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, "Floorwalker", token, NULL, stored_cb,
                         NULL, "server", server, "user", user, NULL);
}

void
fw_keyring_forget (const char *server, const char *user)
{
  secret_password_clear (&schema, NULL, forgotten_cb, NULL, "server", server, "user", user, NULL);
}

void
fw_keyring_lookup_async (const char *server,
                         const char *user,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  secret_password_lookup (&schema, cancellable, callback, user_data, "server", server, "user", user,
                          NULL);
}

char *
fw_keyring_lookup_finish (GAsyncResult *result)
{
  return secret_password_lookup_finish (result, NULL);
}

void
fw_keyring_free (char *token)
{
  secret_password_free (token);
}
