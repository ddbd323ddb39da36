/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-hub.h"

G_BEGIN_DECLS

/** The account in whose name it writes; nobody signs in by it. */
#define FW_REVIEW_RULE "second-scoring"

/**
 * FwReviewKeeper:
 * Opens reviews that are closed to other graders, on a thread of its own: as soon as two graders
 * have handed in what they scored of one contact, where the later of the two becomes its second
 * scoring; where an item is disputed, which somebody else has to settle; and after
 * `review-second-days`, when nobody scored it a second time. What it meets follows from what is
 * stored, so nothing is lost while no server runs.
 */
typedef struct _FwReviewKeeper FwReviewKeeper;

/** fw_review_keeper_new: @centre: must outlive it; @hub: (nullable): who tells readers. */
FwReviewKeeper *fw_review_keeper_new (FwCentre *centre, FwHub *hub);
void fw_review_keeper_free (FwReviewKeeper *self);

/** fw_review_keeper_start: begins the thread, which looks when it is woken, and once a minute. */
void fw_review_keeper_start (FwReviewKeeper *self);

/** fw_review_keeper_wake: a record was written or moved. */
void fw_review_keeper_wake (FwReviewKeeper *self);

/** fw_review_keeper_step: opens what is to be opened by @now. Not while the thread runs. */
void fw_review_keeper_step (FwReviewKeeper *self, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwReviewKeeper, fw_review_keeper_free)

G_END_DECLS
