/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/fw-house.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/** fw_house_make_path: Returns: (transfer full): where records of a kind are asked for, or (@id:
 * nullable) one. */
char *fw_house_make_path (const FwKind *kind, const char *id);
/** fw_house_fetch: Returns: (transfer full): of a house that is a server. */
JsonObject *fw_house_fetch (FwHouse *self, const char *path, GError **error);

G_END_DECLS
