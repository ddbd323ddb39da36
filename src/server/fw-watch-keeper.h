/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-hub.h"

G_BEGIN_DECLS

/**
 * FwWatchKeeper:
 * Asks the watches, on a thread of its own: each of a day that is over, half an hour after its end,
 * and those that are live every half hour of the day that runs. A finding is written as a record
 * once for a watch and day and told to the readers.
 *
 * A live watch looks up to 48 times a day, and each look may err. So it speaks up only when two
 * looks in a row name the same first cause; when the day is over it is asked about the whole day,
 * and that answer says whether the finding was right.
 */
typedef struct _FwWatchKeeper FwWatchKeeper;

/** fw_watch_keeper_new: @hub: (nullable): who tells readers of new findings. Both must outlive it.
 */
FwWatchKeeper *fw_watch_keeper_new (FwCentre *centre, FwHub *hub);
/** fw_watch_keeper_free: stops; a question that is being asked is cancelled. */
void fw_watch_keeper_free (FwWatchKeeper *self);

/** fw_watch_keeper_start: begins the thread, which steps once a minute. */
void fw_watch_keeper_start (FwWatchKeeper *self);

/** fw_watch_keeper_step: asks what is due at @now (µs UTC). Not while the thread runs. */
void fw_watch_keeper_step (FwWatchKeeper *self, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwWatchKeeper, fw_watch_keeper_free)

G_END_DECLS
