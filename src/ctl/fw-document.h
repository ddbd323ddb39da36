/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/fw-json.h"

G_BEGIN_DECLS

/** fw_document_read: a file that holds one JSON object. Returns: (transfer full): NULL with an
 * error that names the file. */
JsonObject *fw_document_read (const char *path, GError **error);

G_END_DECLS
