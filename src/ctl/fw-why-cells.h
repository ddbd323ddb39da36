/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** fw_why_cells_print: the causes in a leaf table, one line: "attr=value&attr=value;attr=value",
 * empty for none. @direction: -1, 1, or 0 when the table tells. */
gboolean fw_why_cells_print (const char *path, int direction, GError **error);

G_END_DECLS
