/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/** fw_career_columns_add_people: rows of GET careers, FwAnswerItem; those who are ready first.
 * @own: they are one person's, of several steps. */
void fw_career_columns_add_people (FwLiveGrid *grid, gboolean own);
/** fw_career_columns_add_file: lines of fw_career_file_read(), in their order. */
void fw_career_columns_add_file (FwLiveGrid *grid);

G_END_DECLS
