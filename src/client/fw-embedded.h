/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FwEmbedded:
 * The server that the console runs for itself when none is configured. It ends when its standard
 * input closes, so it goes with the console however that ends. Signal "gone": it ended by itself.
 */
#define FW_TYPE_EMBEDDED (fw_embedded_get_type ())
G_DECLARE_FINAL_TYPE (FwEmbedded, fw_embedded, FW, EMBEDDED, GObject)

/** FwEmbeddedProgress: @fraction (0 to 1) of the sample centre is made; the server answers after.
 */
typedef void (*FwEmbeddedProgress) (double fraction, gpointer user_data);

/** fw_embedded_start_async: @program: path of floorwalkerd; @data: its folder; @sample: run the
 * sample centre; @progress: (nullable): called with @user_data before @callback is. */
void fw_embedded_start_async (const char *program,
                              const char *data,
                              gboolean sample,
                              FwEmbeddedProgress progress,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/** fw_embedded_start_finish: Returns: (transfer full): a server that answers, or NULL. */
FwEmbedded *fw_embedded_start_finish (GAsyncResult *result, GError **error);

const char *fw_embedded_get_server (FwEmbedded *self); /* "http://127.0.0.1:PORT" */
const char *fw_embedded_get_token (FwEmbedded *self);
/** fw_embedded_stop: asks it to end by closing its standard input, and waits at most @wait_ms for
 * it. */
void fw_embedded_stop (FwEmbedded *self, guint wait_ms);

G_END_DECLS
