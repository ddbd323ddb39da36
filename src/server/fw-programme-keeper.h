/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-programme.h"
#include "server/fw-certificates.h"
#include "server/fw-hub.h"

G_BEGIN_DECLS

/**
 * FwProgrammeKeeper: keeps the board of the store's programmes until a record is written, and
 * writes the day on which a trainee had passed, in the name of the rules of training. A correction
 * that takes the pass back takes that day back as well. Safe from any thread.
 */
typedef struct _FwProgrammeKeeper FwProgrammeKeeper;

/** fw_programme_keeper_new: @certificates: must outlive it; @hub: (nullable): who tells readers. */
FwProgrammeKeeper *
fw_programme_keeper_new (FwRecords *records, FwCertificates *certificates, FwHub *hub);
void fw_programme_keeper_free (FwProgrammeKeeper *self);

/** fw_programme_keeper_get: Returns: (transfer full): as of the last change; NULL: the store does
 * not answer. */
FwProgrammeBoard *fw_programme_keeper_get (FwProgrammeKeeper *self, GError **error);

/** fw_programme_keeper_step: writes who has passed since the last step. From one thread alone. */
void fw_programme_keeper_step (FwProgrammeKeeper *self, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwProgrammeKeeper, fw_programme_keeper_free)

G_END_DECLS
