/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-live.h"
#include "console/live/fw-live-grid.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FwLiveTable:
 * The floor by team, shift, queue, channel, product or half hour. Property "by" (string, writable).
 * Signal "open" (key, is total, measure index): somebody wants to see the contacts behind a cell;
 * -1 for the name.
 */
#define FW_TYPE_LIVE_TABLE (fw_live_table_get_type ())
G_DECLARE_FINAL_TYPE (FwLiveTable, fw_live_table, FW, LIVE_TABLE, GtkWidget)

void fw_live_table_set_live (FwLiveTable *self, FwLive *live);
/** fw_live_table_show_queues: in place of fw_live_table_set_live(): who waits in each queue and who
 * is ready for it, whatever the figures are by. */
void fw_live_table_show_queues (FwLiveTable *self, FwLive *live);
/** fw_live_table_remember: filter, columns and sorting are as they were last time; after the live
 * figures were given. */
void fw_live_table_remember (FwLiveTable *self);
const char *fw_live_table_get_by (FwLiveTable *self);
void fw_live_table_set_by (FwLiveTable *self, const char *by);
FwLiveGrid *fw_live_table_get_grid (FwLiveTable *self);
/** fw_live_table_get_measure: Returns: of a column of the grid; -1 for the name */
int fw_live_table_get_measure (FwLiveTable *self, guint column);
/** fw_live_table_set_bare: without the choice and the filter, for a wall */
void fw_live_table_set_bare (FwLiveTable *self, gboolean bare);
/** fw_live_table_show_misses: only rows with a figure that is late or to be watched. */
void fw_live_table_show_misses (FwLiveTable *self, gboolean alone);
gboolean fw_live_table_shows_misses (FwLiveTable *self);
void fw_live_table_start_search (FwLiveTable *self);

G_END_DECLS
