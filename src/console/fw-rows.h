/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** FwRowsKey: Returns: (transfer none): what tells @row from the others of its list. */
typedef const char *(*FwRowsKey) (gpointer row);
/** FwRowsTake: @row says from now on what @newer does, and tells so. */
typedef void (*FwRowsTake) (gpointer row, gpointer newer);

/**
 * fw_rows_replace:
 * Makes @store hold what @rows does, in its order. A row whose key was there already stays the same
 * object and takes what the new one says; where rows come, go or change places, only they are
 * touched, so that selection, focus and place stay with all others.
 * @rows: (element-type GObject): each with a key of its own
 * Returns: whether rows came, went or changed places
 */
gboolean
fw_rows_replace (GListStore *store, const GPtrArray *rows, FwRowsKey get_key, FwRowsTake take);

G_END_DECLS
