/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What is said of a repair of a roster. All (transfer full), translated; the objects are those of
 * the answer of roster/repair. */

/** fw_repair_write_names: who changes in @proposal; "" where nobody does. */
char *fw_repair_write_names (JsonObject *proposal);
/** fw_repair_write: what falls out, and what @proposal (nullable) does about it: each change with
 * its reason, what stays open with what stands in the way, and whom the floor lacks. */
char *fw_repair_write (JsonObject *answer, JsonObject *proposal);

G_END_DECLS
