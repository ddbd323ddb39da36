/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-answer-item.h"
#include "console/live/fw-live-cell.h"

G_BEGIN_DECLS

/** FwLiveColumn: a column of a live table, told by functions over its rows. */
typedef struct
{
  const char *id;    /* names the column; literal */
  const char *title; /* translated */
  double xalign;
  guint chars;
  gboolean expand;
  FwLiveRoom room;
  GCompareDataFunc compare; /* (nullable): over rows */
  gpointer compare_data;
  void (*show) (gpointer row, FwLiveCell *cell, gpointer show_data);
  gpointer show_data;
  FwLiveDescribe describe; /* (nullable): with show_data */
} FwLiveColumn;

/**
 * FwLiveGrid:
 * A table of rows that change in place: sortable columns, a cell cursor, copies as TSV; keeps its
 * order while the pointer is in it or somebody chooses, and changes it at most every few seconds
 * else. The last rows may be totals.
 *
 * Signals: "activated" (row, column index): Enter or a double click; "sorted": somebody chose
 * another order. Rows notify "revision".
 */
#define FW_TYPE_LIVE_GRID (fw_live_grid_get_type ())
G_DECLARE_FINAL_TYPE (FwLiveGrid, fw_live_grid, FW, LIVE_GRID, GtkWidget)

/** fw_live_grid_new: @name: the widget's name, for styles and tests; @label: its accessible name */
GtkWidget *fw_live_grid_new (const char *name, const char *label);
void fw_live_grid_add_column (FwLiveGrid *self, const FwLiveColumn *column);
/** fw_live_grid_set_column_title: for a first column whose meaning changes */
void fw_live_grid_set_column_title (FwLiveGrid *self, guint column, const char *title);
/** fw_live_grid_move_column: where it stands, from the left; its index stays. */
void fw_live_grid_move_column (FwLiveGrid *self, guint column, guint position);
/** fw_live_grid_show_column: one that is not shown is not copied either. */
void fw_live_grid_show_column (FwLiveGrid *self, guint column, gboolean shown);
/** fw_live_grid_set_models: @rows are sorted and filtered, @totals (nullable) follow them as they
 * are. */
void fw_live_grid_set_models (FwLiveGrid *self, GListModel *rows, GListModel *totals);
/** fw_live_grid_replace: fw_rows_replace() of @store, which is among its rows. The chosen row stays
 * chosen; where it is gone the one that took its place is, where none was the first. Returns:
 * whether rows came, went or changed places. */
gboolean fw_live_grid_replace (
    FwLiveGrid *self, GListStore *store, const GPtrArray *rows, FwRowsKey get_key, FwRowsTake take);
/** fw_live_grid_take_answers: the same of a @store of FwAnswerItem, with what @array holds. */
gboolean fw_live_grid_take_answers (FwLiveGrid *self, GListStore *store, JsonArray *array);
/** fw_live_grid_set_filter: @func: (nullable): over rows; call again when its answer is another. */
void fw_live_grid_set_filter (FwLiveGrid *self, GtkCustomFilterFunc func, gpointer user_data);
void fw_live_grid_refilter (FwLiveGrid *self);
/** fw_live_grid_reshow: rows have not changed, but how they are shown has (the time that passes, a
 * language). */
void fw_live_grid_reshow (FwLiveGrid *self);
/** fw_live_grid_count: Returns: rows that are shown, totals not counted */
guint fw_live_grid_count (FwLiveGrid *self);
GListModel *
fw_live_grid_get_shown (FwLiveGrid *self); /* (transfer none): as they stand, totals included */
guint fw_live_grid_get_cursor_column (FwLiveGrid *self);
void fw_live_grid_set_cursor_column (FwLiveGrid *self, guint column);
/** fw_live_grid_to_table: Returns: (transfer full): the selected rows, all where none is or @whole;
 * tab-separated */
char *fw_live_grid_to_table (FwLiveGrid *self, gboolean with_headers, gboolean whole);
/** fw_live_grid_list: the same for a page that is copied or taken along. Returns: (nullable): NULL
 * where no row is shown. */
char *fw_live_grid_list (FwLiveGrid *self, gboolean with_headers, gboolean whole);
void fw_live_grid_sort_by (FwLiveGrid *self, guint column, GtkSortType order);
/** fw_live_grid_set_presorted: before its models are set: rows stand as their model has them, which
 * sorts by fw_live_grid_get_sort() itself. */
void fw_live_grid_set_presorted (FwLiveGrid *self);
/** fw_live_grid_get_sort: FALSE: it is sorted by nothing. */
gboolean fw_live_grid_get_sort (FwLiveGrid *self, guint *column, GtkSortType *order);
/** fw_live_grid_remember: columns and sorting as they were last time, by the grid's name; when
 * columns and models are there. */
void fw_live_grid_remember (FwLiveGrid *self);
void fw_live_grid_sort_now (FwLiveGrid *self);
void fw_live_grid_select (FwLiveGrid *self, guint position);
/** fw_live_grid_come_to: selects the row and shows it, and the keys go on from it where the grid
 * has them. */
void fw_live_grid_come_to (FwLiveGrid *self, guint position);
/** fw_live_grid_get_selected: Returns: (transfer full) (nullable): the row, where one alone is. */
gpointer fw_live_grid_get_selected (FwLiveGrid *self);
/** fw_live_grid_set_whole: all rows stand, and what the grid lies in scrolls; else the grid scrolls
 * them. */
void fw_live_grid_set_whole (FwLiveGrid *self, gboolean whole);

G_END_DECLS
