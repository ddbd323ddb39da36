/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/competencies/fw-competency-item.h"

G_BEGIN_DECLS

/**
 * FwCompetencyTable:
 * People down, competencies across: names and readiness stay where they are while competencies
 * move. Each line draws itself and is used again, so that thousands of people cost what is seen of
 * them. One stop of the Tab key: arrows move from cell to cell.
 *
 * Signals: "moved": another cell has the cursor; "activated": Enter or a double click; "level"
 * (guint): a digit was typed on the cell.
 */
#define FW_TYPE_COMPETENCY_TABLE (fw_competency_table_get_type ())
G_DECLARE_FINAL_TYPE (FwCompetencyTable, fw_competency_table, FW, COMPETENCY_TABLE, GtkWidget)

GtkWidget *fw_competency_table_new (void);
/**
 * fw_competency_table_set:
 * Who had the cursor keeps it, and the keys with it, also where what stands in the cell is another.
 * @items: (element-type FwCompetencyItem): all of @set; what is in them is taken over
 */
void fw_competency_table_set (FwCompetencyTable *self, FwCompetencySet *set, GPtrArray *items);
/** fw_competency_table_set_filter: @func: (nullable): over items; call again when its answer is
 * another. */
void fw_competency_table_set_filter (FwCompetencyTable *self,
                                     GtkCustomFilterFunc func,
                                     gpointer user_data);
void fw_competency_table_refilter (FwCompetencyTable *self);
/** fw_competency_table_set_matrix: its rows are positions, and what they ask. */
void fw_competency_table_set_matrix (FwCompetencyTable *self);
guint fw_competency_table_count (FwCompetencyTable *self); /* people that are shown */
/** fw_competency_table_get_everybody: Returns: (transfer none) (element-type FwCompetencyItem):
 * also those whom the filter leaves out. */
GListModel *fw_competency_table_get_everybody (FwCompetencyTable *self);
/** fw_competency_table_get_item: Returns: (transfer none) (nullable): who has the cursor. */
FwCompetencyItem *fw_competency_table_get_item (FwCompetencyTable *self);
/** fw_competency_table_get_competency: FW_COMPETENCY_NOTHING: there is none. */
guint fw_competency_table_get_competency (FwCompetencyTable *self);
void fw_competency_table_set_competency (FwCompetencyTable *self, guint competency);
/** fw_competency_table_to_text: Returns: (transfer full): tab-separated. @whole: everybody that is
 * shown, else who has the cursor. */
char *fw_competency_table_to_text (FwCompetencyTable *self, gboolean with_headers, gboolean whole);

G_END_DECLS
