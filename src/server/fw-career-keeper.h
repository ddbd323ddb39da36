/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-career-board.h"
#include "server/fw-certificates.h"
#include "server/fw-competency-keeper.h"

G_BEGIN_DECLS

/** FwCareerKeeper: keeps the board of the store's careers until a record is written, so that
 * another step, filter or page reads nothing. Safe from any thread. */
typedef struct _FwCareerKeeper FwCareerKeeper;

/** fw_career_keeper_new: @competencies, @certificates: must outlive it. */
FwCareerKeeper *fw_career_keeper_new (FwRecords *records,
                                      FwCompetencyKeeper *competencies,
                                      FwCertificates *certificates);
void fw_career_keeper_free (FwCareerKeeper *self);

/** fw_career_keeper_get: Returns: (transfer full): as of the last change; NULL: the store does not
 * answer. */
FwCareerBoard *fw_career_keeper_get (FwCareerKeeper *self, GError **error);

G_END_DECLS
