/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-hub.h"

G_BEGIN_DECLS

/** The account in whose name it writes; nobody signs in by it. */
#define FW_ALIKE_RULE "case-alarm"

/**
 * FwAlikeKeeper:
 * Watches over complaints, on a thread of its own, and writes records of the kind `case-alarm`:
 * many alike within a short time (core/quality/fw-case-alike.h; policies case-alike-count and
 * case-alike-seconds of the site), and, once a quarter, a concern, product or device whose share of
 * all complaints of 13 weeks (30 at least) surely reaches case-type-share, for the department that
 * has most of them. At its start it looks at the last day, so that a storm is told that came while
 * no server ran; one that was told is not told again.
 */
typedef struct _FwAlikeKeeper FwAlikeKeeper;

/** fw_alike_keeper_new: @centre: must outlive it; @hub: (nullable): who tells readers. */
FwAlikeKeeper *fw_alike_keeper_new (FwCentre *centre, FwHub *hub);
void fw_alike_keeper_free (FwAlikeKeeper *self);

/** fw_alike_keeper_start: begins the thread, which looks when it is woken, and once a minute. */
void fw_alike_keeper_start (FwAlikeKeeper *self);

/** fw_alike_keeper_wake: records of some kind were written. @kind: (nullable): its name; NULL: of
 * several. */
void fw_alike_keeper_wake (FwAlikeKeeper *self, const char *kind);

/** fw_alike_keeper_step: one look, as of @now (µs UTC). Not while the thread runs. */
void fw_alike_keeper_step (FwAlikeKeeper *self, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwAlikeKeeper, fw_alike_keeper_free)

G_END_DECLS
