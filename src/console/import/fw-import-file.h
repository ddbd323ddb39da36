/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FW_IMPORT_MAX_FILE (256 * 1024 * 1024)

/** fw_import_file_load_async: the whole of a file that is not too large to be sent. */
void fw_import_file_load_async (GFile *file,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/** fw_import_file_load_finish: Returns: (transfer full): NULL with FW_ERROR_TOO_LARGE or what
 * hindered the reading. */
GBytes *fw_import_file_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
