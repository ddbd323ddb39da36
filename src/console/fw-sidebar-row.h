/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-pages.h"

G_BEGIN_DECLS

/** FwSidebarRow: a room, a page of the open room, or a page that a person has pinned. */
#define FW_TYPE_SIDEBAR_ROW (fw_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (FwSidebarRow, fw_sidebar_row, FW, SIDEBAR_ROW, GtkListBoxRow)

typedef enum
{
  FW_SIDEBAR_ROW_ROOM,
  FW_SIDEBAR_ROW_PAGE,
  FW_SIDEBAR_ROW_PIN
} FwSidebarRowPart;

/** fw_sidebar_row_new: @entry: (nullable): NULL for a room of several pages; with a room of one
 * page that page. */
FwSidebarRow *fw_sidebar_row_new (FwSidebarRowPart part, FwRoom room, const FwPageEntry *entry);
FwRoom fw_sidebar_row_get_room (FwSidebarRow *self);
const FwPageEntry *fw_sidebar_row_get_entry (FwSidebarRow *self); /* (nullable) */
FwSidebarRowPart fw_sidebar_row_get_part (FwSidebarRow *self);
/** fw_sidebar_row_set_count: 0 shows none; @words: what waits, such as "findings that nobody has
 * judged". */
void fw_sidebar_row_set_count (FwSidebarRow *self, guint count, const char *words);
/** fw_sidebar_row_set_rail: icons only. */
void fw_sidebar_row_set_rail (FwSidebarRow *self, gboolean rail);

G_END_DECLS
