/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/** fw_review_columns_add: who, when, channel, why it was drawn, how far it is: of rows of GET
 * reviews. */
void fw_review_columns_add (FwLiveGrid *grid);

/** fw_review_columns_show_state: what has no review has no state. */
void fw_review_columns_show_state (FwLiveGrid *grid, gboolean shown);

/** fw_review_write_why: Returns: (transfer full): why the contact of a row (FwAnswerItem) is
 * reviewed. */
char *fw_review_write_why (gpointer row);

G_END_DECLS
