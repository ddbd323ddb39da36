/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** The session's token in the desktop's keyring, by server and user. Without a keyring one signs in
 * again next time. */
void fw_keyring_store (const char *server, const char *user, const char *token);
void fw_keyring_forget (const char *server, const char *user);
void fw_keyring_lookup_async (const char *server,
                              const char *user,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/** fw_keyring_lookup_finish: Returns: (transfer full) (nullable): wiped when freed with
 * fw_keyring_free(). */
char *fw_keyring_lookup_finish (GAsyncResult *result);
void fw_keyring_free (char *token);

G_END_DECLS
