/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-hub.h"

G_BEGIN_DECLS

/** The account in whose name it writes; nobody signs in by it. */
#define FW_TRAINING_RULE "training-rule"

/**
 * FwTrainingKeeper:
 * Says what exams came to, and writes the certificate events and the evidence that follow from
 * exams and courses (fw-training-rules.h), on a thread of its own. Each follows once, also of what
 * was written while no server ran: ids are made of where a record comes from. What does not follow
 * any more is marked as entered by mistake. What a person has corrected is left as it is.
 */
typedef struct _FwTrainingKeeper FwTrainingKeeper;

/** fw_training_keeper_new: @centre: must outlive it; @hub: (nullable): who tells readers. */
FwTrainingKeeper *fw_training_keeper_new (FwCentre *centre, FwHub *hub);
void fw_training_keeper_free (FwTrainingKeeper *self);

/** fw_training_keeper_start: begins the thread, which looks when it is woken, and once a minute. */
void fw_training_keeper_start (FwTrainingKeeper *self);

/** FwTrainingAfter: @data is the caller's; @now: µs UTC. */
typedef void (*FwTrainingAfter) (gpointer data, gint64 now);
/** fw_training_keeper_set_after: before it is started: what is done behind each step of the thread,
 * on it: what follows from what the step wrote. */
void fw_training_keeper_set_after (FwTrainingKeeper *self, FwTrainingAfter after, gpointer data);

/** fw_training_keeper_wake: a record was written. */
void fw_training_keeper_wake (FwTrainingKeeper *self);

/** fw_training_keeper_step: writes what follows from what was written since the last step. Not
 * while the thread runs. */
void fw_training_keeper_step (FwTrainingKeeper *self, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwTrainingKeeper, fw_training_keeper_free)

G_END_DECLS
