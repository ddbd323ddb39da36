/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-mark.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FwLiveCell:
 * A table cell that draws a mark and one line of text itself. Hundreds of them change several times
 * a second, and a label would lay out and measure for every change; this one keeps its size and
 * only draws.
 */
#define FW_TYPE_LIVE_CELL (fw_live_cell_get_type ())
G_DECLARE_FINAL_TYPE (FwLiveCell, fw_live_cell, FW, LIVE_CELL, GtkWidget)

/** FwLiveRoom: what a cell has room for. */
typedef enum
{
  FW_LIVE_ROOM_PLAIN,  /* a name is shortened; a figure, at the right, stands whole or not at all */
  FW_LIVE_ROOM_WHOLE,  /* no text of it is ever shortened */
  FW_LIVE_ROOM_MARKED, /* that, and a mark may come beside it at any moment */
} FwLiveRoom;

/** fw_live_cell_new: @xalign: 0 left, 1 right: a figure; @chars: how wide it wants to be */
GtkWidget *fw_live_cell_new (double xalign, guint chars, FwLiveRoom room);

/**
 * fw_live_cell_set:
 * @quiet: in the colour of labels
 * @strong: bold
 * Redraws only when something is other than before; the text is the cell's accessible name as well.
 */
void fw_live_cell_set (FwLiveCell *self,
                       const char *text,
                       FwMarkShape shape,
                       FwChartColor color,
                       gboolean quiet,
                       gboolean strong);
/** fw_live_cell_set_cursor: the cell that Enter opens */
void fw_live_cell_set_cursor (FwLiveCell *self, gboolean cursor);
const char *fw_live_cell_get_text (FwLiveCell *self);
/** fw_live_cell_is_cut: whether there is no room for the whole text now: a name is shortened, a
 * figure left out. */
gboolean fw_live_cell_is_cut (FwLiveCell *self);
/** fw_live_cell_is_whole: whether it is one that must not be cut. */
gboolean fw_live_cell_is_whole (FwLiveCell *self);

/** FwLiveDescribe: Returns: (transfer full) (nullable): what stands behind the text of a cell that
 * shows @row: n, interval, target. */
typedef char *(*FwLiveDescribe) (gpointer row, gpointer data);

/** fw_live_cell_set_describe: @describe: (nullable): is asked when the pointer rests on the cell
 * and when it gets the cursor, for its tooltip and its accessible description. */
void fw_live_cell_set_describe (FwLiveCell *self, FwLiveDescribe describe, gpointer data);

/* What the table hangs on a cell while it shows a row. */
void fw_live_cell_set_column (FwLiveCell *self, guint column);
guint fw_live_cell_get_column (FwLiveCell *self);
void fw_live_cell_set_list_item (FwLiveCell *self, GtkListItem *item);
GtkListItem *fw_live_cell_get_list_item (FwLiveCell *self);

G_END_DECLS
