/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/roster/fw-roster-plan.h"

G_BEGIN_DECLS

/** FwRosterStep: cells that were changed together, and what they were and became. */
typedef struct _FwRosterStep FwRosterStep;

FwRosterStep *fw_roster_step_new (void);
void fw_roster_step_free (FwRosterStep *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRosterStep, fw_roster_step_free)
/** fw_roster_step_add: @after: (nullable) (transfer full): what the cell becomes; where that is
 * what stands there nothing is added. */
void fw_roster_step_add (
    FwRosterStep *self, FwRosterPlan *plan, FwRosterRow *row, gint32 day, FwRecord *after);
guint fw_roster_step_count (const FwRosterStep *self);

/** FwRosterHistory: what can be taken back and done again. */
typedef struct _FwRosterHistory FwRosterHistory;

FwRosterHistory *fw_roster_history_new (void);
void fw_roster_history_free (FwRosterHistory *self);
/** fw_roster_history_do: puts the cells of @step (transfer full) into @plan. */
void fw_roster_history_do (FwRosterHistory *self, FwRosterPlan *plan, FwRosterStep *step);
/** fw_roster_history_undo, _redo: @left: (out): cells that stay, because somebody else has changed
 * them since or they are not shown. Returns: FALSE where there is nothing. */
gboolean fw_roster_history_undo (FwRosterHistory *self, FwRosterPlan *plan, guint *left);
gboolean fw_roster_history_redo (FwRosterHistory *self, FwRosterPlan *plan, guint *left);
gboolean fw_roster_history_can_redo (const FwRosterHistory *self);
/** fw_roster_history_clear: what was done was not taken. */
void fw_roster_history_clear (FwRosterHistory *self);

G_END_DECLS
