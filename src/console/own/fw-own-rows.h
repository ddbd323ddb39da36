/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-answer-item.h"
#include "console/fw-asking-page.h"
#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/* What agents' own pages share whose rows (FwAnswerItem of own/…) are taken, written or given back:
 * swaps, open shifts, competitions and debriefs. */

/** fw_own_rows_check: whether each of @rows has an id; FW_ERROR_INVALID. */
gboolean fw_own_rows_check (JsonArray *rows, GError **error);
/** fw_own_rows_count_open: of how many of @rows the reader may make @move, such as "claimed". */
guint fw_own_rows_count_open (GListModel *rows, const char *move);
/** fw_own_rows_focus: gives the keys to the rows, or where @stack shows its part "empty" to that;
 * or has them wait for the answer. */
void fw_own_rows_focus (FwAskingPage *page, GtkStack *stack, FwLiveGrid *rows);
/** fw_own_rows_send: posts @body to that of @row below @path. A refusal is said, and in either case
 * the rows are asked for anew.
 * @path: such as "own/swaps"
 * @body: (transfer full) */
void fw_own_rows_send (FwAskingPage *page, const char *path, FwAnswerItem *row, GString *body);

G_END_DECLS
