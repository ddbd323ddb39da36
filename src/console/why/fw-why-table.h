/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/live/fw-live-grid.h"
#include "console/why/fw-why-row.h"

G_BEGIN_DECLS

/**
 * FwWhyTable:
 * Cells of an answer as lines: mark, name, effect, interval, before, now, n, share, verdict; or, of
 * factors, what is known of them. Signals: "drill" (FwWhyRow): Enter on a name; "open" (FwWhyRow,
 * before): Enter on a number, whose contacts are wanted; "selected" (FwWhyRow, nullable).
 */
#define FW_TYPE_WHY_TABLE (fw_why_table_get_type ())
G_DECLARE_FINAL_TYPE (FwWhyTable, fw_why_table, FW, WHY_TABLE, AdwBin)

typedef enum
{
  FW_WHY_TABLE_CELLS,
  FW_WHY_TABLE_FACTORS
} FwWhyTableKind;

/** fw_why_table_new: @name: for styles and tests; @label: its accessible name and first column. */
GtkWidget *fw_why_table_new (FwWhyTableKind kind, const char *name, const char *label);
/** fw_why_table_set: @rows, @totals (nullable): of FwWhyRow. @title: of the first column; @before:
 * of the one of the other side. */
void fw_why_table_set (
    FwWhyTable *self, GListModel *rows, GListModel *totals, const char *title, const char *before);
FwLiveGrid *fw_why_table_get_grid (FwWhyTable *self);
FwWhyRow *fw_why_table_get_selected (FwWhyTable *self); /* (transfer none) (nullable) */
void fw_why_table_select (FwWhyTable *self, guint position);

G_END_DECLS
