/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-competency-grid.h"
#include "store/fw-records.h"

G_BEGIN_DECLS

/** FwCompetencyKeeper: keeps the grid of the store's competencies until a record is written, so
 * that another position, order or page reads nothing. Safe from any thread. */
typedef struct _FwCompetencyKeeper FwCompetencyKeeper;

FwCompetencyKeeper *fw_competency_keeper_new (FwRecords *records);
void fw_competency_keeper_free (FwCompetencyKeeper *self);

/** fw_competency_keeper_get: Returns: (transfer full): as of the last change; NULL: the store does
 * not answer. */
FwCompetencyGrid *fw_competency_keeper_get (FwCompetencyKeeper *self, GError **error);

G_END_DECLS
