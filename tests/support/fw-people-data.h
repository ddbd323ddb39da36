/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** fw_people_data: a file of tests/data/people, which holds what is ours. Returns: (transfer full).
 */
GBytes *fw_people_data (const char *name);
/** fw_people_shared: the same file of the folder of shared data, which is not all ours and may be
 * absent. Returns: (transfer full) (nullable). */
GBytes *fw_people_shared (const char *name);
/** fw_people_table: the cells of a CSV, the first row with the titles too; quotes are taken off.
 * Returns: (transfer full) (element-type GStrv). */
GPtrArray *fw_people_table (GBytes *bytes);
/** fw_people_shuffle: the same CSV with the rows below the first in another order. */
GBytes *fw_people_shuffle (GBytes *bytes, guint32 seed);

G_END_DECLS
