/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/why/fw-why.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/** fw_why_json_append: the whole WHY of docs/api.md. */
void fw_why_json_append (FwJsonWriter *writer, const FwWhyAnswer *answer);

/** fw_why_json_read: Returns: (transfer full): NULL with FW_ERROR_INVALID naming what is wrong. */
FwWhyAnswer *fw_why_json_read (const char *data, gsize length, GError **error);

G_END_DECLS
