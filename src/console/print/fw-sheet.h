/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FwSheet:
 * What is put on paper of a page: under a head with title, centre, scope and age on every sheet,
 * first the drawing as it stands on screen, then the table in full with its heads repeated, and the
 * page's number below. Lengths are points.
 */
typedef struct _FwSheet FwSheet;

/** fw_sheet_new: texts are translated; @scope and @age say what is shown and of when. */
FwSheet *fw_sheet_new (const char *title, const char *centre, const char *scope, const char *age);
void fw_sheet_free (FwSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwSheet, fw_sheet_free)

/** fw_sheet_set_drawing: @node: (transfer none): of a widget of @width × @height px. */
void fw_sheet_set_drawing (FwSheet *self, GskRenderNode *node, double width, double height);
/** fw_sheet_set_table: @text: lines of tab-separated cells, the first one with the heads; a line of
 * one cell among wider ones is a sentence, an empty one a gap. */
void fw_sheet_set_table (FwSheet *self, const char *text);
const char *fw_sheet_get_title (FwSheet *self);

/** fw_sheet_lay_out: for paper of that size inside its margins. @context: of the printer or file.
 * Returns: how many pages, at least one. */
guint fw_sheet_lay_out (FwSheet *self, PangoContext *context, double width, double height);
/** fw_sheet_draw: @page: from 0, below what fw_sheet_lay_out() returned. */
void fw_sheet_draw (FwSheet *self, cairo_t *cr, guint page);

G_END_DECLS
