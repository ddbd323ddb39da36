/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-hub.h"

G_BEGIN_DECLS

/**
 * FwClockKeeper:
 * Lets the clocks of records tell what falls due, and makes the server's moves, on a thread of its
 * own that sleeps until the next one. What fell due while no server ran is told at its start.
 */
typedef struct _FwClockKeeper FwClockKeeper;

/** fw_clock_keeper_new: @hub: (nullable): who tells readers of records that were moved. Both must
 * outlive it; before anybody writes records. */
FwClockKeeper *fw_clock_keeper_new (FwCentre *centre, FwHub *hub);
/** fw_clock_keeper_free: when nobody writes records any more. */
void fw_clock_keeper_free (FwClockKeeper *self);
void fw_clock_keeper_start (FwClockKeeper *self);
/** fw_clock_keeper_step: what is due at @now (µs UTC). */
void fw_clock_keeper_step (FwClockKeeper *self, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwClockKeeper, fw_clock_keeper_free)

G_END_DECLS
