/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"

G_BEGIN_DECLS

/**
 * FwAccountNames:
 * What the people behind user names are called, one for a client. Who may not read accounts is told
 * their names all the same. Signal "changed".
 */
#define FW_TYPE_ACCOUNT_NAMES (fw_account_names_get_type ())
G_DECLARE_FINAL_TYPE (FwAccountNames, fw_account_names, FW, ACCOUNT_NAMES, GObject)

/** fw_account_names_get: Returns: (transfer none): that of @client, made when first asked for. */
FwAccountNames *fw_account_names_get (FwClient *client);
/** fw_account_names_find: Returns: (transfer none): @id where nobody has told its name. */
const char *fw_account_names_find (FwClient *client, const char *id);
/** fw_account_names_list: Returns: (transfer full) (element-type utf8): the ids of all that have a
 * name, by what they are called. */
GPtrArray *fw_account_names_list (FwAccountNames *self);

G_END_DECLS
