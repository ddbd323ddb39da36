/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside of FwLiveGrid: only its own files include this. */
#include "console/fw-whole-cells.h"
#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

typedef struct
{
  FwLiveColumn column;
  GtkColumnViewColumn *view;
  GtkCustomSorter *sorter;
  guint index;
  FwLiveGrid *grid; /* not owned */
} FwLiveGridColumn;

struct _FwLiveGrid
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scrolled;
  FwWholeCells *whole;
  GtkColumnView *view;
  GtkSortListModel *sorted;
  GtkFilterListModel *filtered;
  GtkCustomFilter *filter;
  GtkMultiSelection *selection;
  GListModel *rows;
  GPtrArray *columns;
  GHashTable *cells; /* bound ones */
  guint cursor;
  gboolean presorted; /* rows stand as their model has them */
  gboolean pointer_inside;
  gboolean had_keys; /* before the change that is under way */
  gboolean stale_order;
  gint64 last_key;
  guint sort_source;
  guint scroll_source;
  guint scroll_to; /* where the scroll that waits goes */
};

/** fw_live_grid_show_selection: gives its view the rows; where such with the keys go, the grid
 * keeps them. */
void fw_live_grid_show_selection (FwLiveGrid *self);
/** fw_live_grid_scroll_soon: once the rows stand, to @scroll_to. */
void fw_live_grid_scroll_soon (FwLiveGrid *self);

G_END_DECLS
