/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"

G_BEGIN_DECLS

/**
 * FwNames:
 * What ids are called: teams, queues, shifts, products, channels, and people where the role may
 * read them. Asked of the server once; until then, and for what it does not know, an id is its own
 * name. Signal "changed".
 */
#define FW_TYPE_NAMES (fw_names_get_type ())
G_DECLARE_FINAL_TYPE (FwNames, fw_names, FW, NAMES, GObject)

FwNames *fw_names_new (FwClient *client, GCancellable *cancellable);
/** fw_names_find: @dimension: "team", "agent" ... Returns: (transfer none): never NULL */
const char *fw_names_find (FwNames *self, const char *dimension, const char *id);
/** fw_names_list: Returns: (transfer full) (element-type utf8): the ids of @dimension that have a
 * name, by what they are called. */
GPtrArray *fw_names_list (FwNames *self, const char *dimension);

G_END_DECLS
