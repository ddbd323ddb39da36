/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/grid/fw-grid.h"

G_BEGIN_DECLS

/** FwGridMetrics: in pixels; they follow the font. */
typedef struct
{
  int name, sum, line, head; /* widths of names and sums, heights of lines and heads */
  int least;                 /* width of a cell at least */
} FwGridMetrics;

/* Invariant: cursor and anchor lie within rows and columns, or there are none. */
struct _FwGrid
{
  GtkWidget parent_instance;

  const FwGridSource *source; /* (nullable) */
  gpointer data;
  guint rows, columns, sums, feet;
  guint row, column;               /* of the cursor */
  guint anchor_row, anchor_column; /* the other corner of the block */
  GtkAdjustment *across, *down;    /* (nullable) */
  guint scroll_policies[2];
  GtkWidget *cursor; /* has the keys, and the cell's name */
  FwGridMetrics metrics;
  gboolean measured;
  GHashTable *layouts; /* char * to PangoLayout */
};

/** Where the parts of the grid stand in its allocation. */
typedef struct
{
  int width, height;
  double cell;                  /* width */
  int left, right, top, bottom; /* of the cells */
  double x, y;                  /* how far they are scrolled */
  guint sums;                   /* that there is room for */
} FwGridPlace;

const FwGridMetrics *fw_grid_get_metrics (FwGrid *self);
void fw_grid_get_place (FwGrid *self, FwGridPlace *place);
void fw_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);
/** fw_grid_move: puts the cursor there; @extend: the block grows from where it began. */
void fw_grid_move (FwGrid *self, guint row, guint column, gboolean extend);
void fw_grid_add_controllers (FwGrid *self);
/** fw_grid_find: Returns: FALSE where there is no cell. */
gboolean fw_grid_find (FwGrid *self, double x, double y, gboolean clamp, guint *row, guint *column);

typedef enum
{
  FW_GRID_MOVED,
  FW_GRID_TYPED,
  FW_GRID_ERASE,
  FW_GRID_PASTE,
  FW_GRID_ACTIVATED,
  FW_GRID_N_SIGNALS
} FwGridSignal;

extern guint fw_grid_signals[FW_GRID_N_SIGNALS];

G_END_DECLS
