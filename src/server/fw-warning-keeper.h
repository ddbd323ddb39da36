/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-certificates.h"
#include "server/fw-hub.h"

G_BEGIN_DECLS

/**
 * FwWarningKeeper:
 * Writes warnings of certificates that lapse, on a thread of its own: at the policies'
 * certificate-first-warning, -second-warning and -last-warning days before the end, each once, and
 * what came of them. It looks when records were written or the day of a site is another one. A
 * server that was down tells the most urgent one alone and names those that it skipped.
 */
typedef struct _FwWarningKeeper FwWarningKeeper;

/** fw_warning_keeper_new: @certificates: must outlive it, as must @centre; @hub: (nullable): who
 * tells readers of the warnings. */
FwWarningKeeper *fw_warning_keeper_new (FwCentre *centre, FwCertificates *certificates, FwHub *hub);
void fw_warning_keeper_free (FwWarningKeeper *self);

/** fw_warning_keeper_start: begins the thread, which steps once a minute. */
void fw_warning_keeper_start (FwWarningKeeper *self);

/** fw_warning_keeper_step: writes what is due at @now (µs UTC). Not while the thread runs. */
void fw_warning_keeper_step (FwWarningKeeper *self, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwWarningKeeper, fw_warning_keeper_free)

G_END_DECLS
