/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/records/fw-record-batch-writer.h"
#include "console/roster/fw-roster-plan.h"

G_BEGIN_DECLS

/** FwRosterSave: one batch on its way: all cells of a plan that differ from what the server has. */
typedef struct _FwRosterSave FwRosterSave;

/** fw_roster_save_new: Returns: (transfer full) (nullable): NULL where nothing has changed. */
FwRosterSave *fw_roster_save_new (FwRosterPlan *plan);
void fw_roster_save_free (FwRosterSave *self);
/** fw_roster_save_make_changes: Returns: (transfer full) (element-type FwRecordChange). What is
 * deleted comes first, since nobody has two shifts of one day. */
GArray *fw_roster_save_make_changes (FwRosterSave *self);
/** fw_roster_save_settle: it is written, or waits on this desk. */
void fw_roster_save_settle (FwRosterSave *self, FwRosterPlan *plan);
/** fw_roster_save_revert: it was refused: its cells are again as the server has them. */
void fw_roster_save_revert (FwRosterSave *self, FwRosterPlan *plan);
/** fw_roster_save_take_waiting: what of shifts waits on this desk is shown in @plan. @items: of
 * FwOutboxItem, as fw_outbox_get_items() gives them */
void fw_roster_save_take_waiting (FwRosterPlan *plan, GListModel *items);
guint fw_roster_save_count (const FwRosterSave *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRosterSave, fw_roster_save_free)

G_END_DECLS
