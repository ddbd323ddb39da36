/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "console/roster/fw-roster-plan.h"

G_BEGIN_DECLS

/** FwRosterSave: one batch on its way: all cells of a plan that differ from what the server has. */
typedef struct _FwRosterSave FwRosterSave;

/** fw_roster_save_new: Returns: (transfer full) (nullable): NULL where nothing has changed. */
FwRosterSave *fw_roster_save_new (FwRosterPlan *plan);
void fw_roster_save_free (FwRosterSave *self);
/** fw_roster_save_to_body: Returns: (transfer full): of POST records. What is deleted comes first,
 * since nobody has two shifts of one day. */
GBytes *fw_roster_save_to_body (FwRosterSave *self);
/** fw_roster_save_finish: @answer: what the server has written. FALSE with FW_ERROR_INVALID. */
gboolean
fw_roster_save_finish (FwRosterSave *self, FwRosterPlan *plan, GBytes *answer, GError **error);
/** fw_roster_save_revert: it was refused: its cells are again as the server has them. */
void fw_roster_save_revert (FwRosterSave *self, FwRosterPlan *plan);
/** fw_roster_save_read_refusal: @refusal: (nullable). Returns: (transfer full) (nullable): the
 * first reason, translated. */
char *fw_roster_save_read_refusal (JsonObject *refusal);
guint fw_roster_save_count (const FwRosterSave *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRosterSave, fw_roster_save_free)

G_END_DECLS
