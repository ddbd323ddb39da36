/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** fw_canonical_json: a value in the form of RFC 8785 (JCS), over which signatures are made.
 * @except: (nullable): a member of the outermost object that is left out. Returns: (transfer full).
 */
char *fw_canonical_json (JsonNode *node, const char *except);

G_END_DECLS
