/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "core/access/fw-access.h"

G_BEGIN_DECLS

/** FwAccount: who is signed in, as GET session says it. */
typedef struct
{
  char *id;
  char *name;
  char *teams; /* ids, comma separated; "" is all */
  FwRole role;
  char *centre;
  gboolean sample;
} FwAccount;

/** fw_account_read: Returns: (transfer full): NULL with FW_ERROR_INVALID unless all of it is right.
 */
FwAccount *fw_account_read (JsonObject *object, GError **error);
void fw_account_free (FwAccount *account);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwAccount, fw_account_free)

G_END_DECLS
