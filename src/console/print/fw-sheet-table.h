/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/** FwSheetTable: a table on paper. Figures stand right and are never broken; texts wrap in their
 * column; what is still too wide is drawn smaller as a whole. Lengths are points. */
typedef struct _FwSheetTable FwSheetTable;

/** fw_sheet_table_new: @text: as for fw_sheet_set_table(). */
FwSheetTable *fw_sheet_table_new (const char *text);
void fw_sheet_table_free (FwSheetTable *self);
/** fw_sheet_table_lay_out: Returns: on how many pages it stands; 0 without a line. */
guint
fw_sheet_table_lay_out (FwSheetTable *self, PangoContext *context, double width, double height);
void fw_sheet_table_draw (FwSheetTable *self, cairo_t *cr, guint page);

/** fw_sheet_table_is_figure: whether @text is a figure, perhaps with its unit. */
gboolean fw_sheet_table_is_figure (const char *text);

G_END_DECLS
