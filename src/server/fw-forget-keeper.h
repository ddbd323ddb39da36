/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"
#include "trail/fw-trail.h"

G_BEGIN_DECLS

/** FwForgetKeeper: has the centre forget customers' numbers once an hour, on a thread of its own,
 * and tells the trail how many. */
typedef struct _FwForgetKeeper FwForgetKeeper;

/** fw_forget_keeper_new: begins a minute from now. @trail: (nullable). Both must outlive it. */
FwForgetKeeper *fw_forget_keeper_new (FwCentre *centre, FwTrail *trail);
/** fw_forget_keeper_free: stops, also in the middle: it goes on at the next start. */
void fw_forget_keeper_free (FwForgetKeeper *self);
/** fw_forget_keeper_step: once, now. From any thread but one at a time. */
void fw_forget_keeper_step (FwForgetKeeper *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwForgetKeeper, fw_forget_keeper_free)

G_END_DECLS
