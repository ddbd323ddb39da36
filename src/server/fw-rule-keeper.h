/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-hub.h"

G_BEGIN_DECLS

/** The account in whose name it writes; nobody signs in by it. */
#define FW_RULE_KEEPER_RULE "text-rule"

/**
 * FwRuleKeeper:
 * Holds a centre's own rules of text to what they promised, on a thread of its own. What became of
 * a transcript on the risk list is a verdict on the rule in force that called there, where no other
 * did; and a rule whose precision is surely below its promise is marked so, by which its flow takes
 * it out of force. At its start it looks at all that was judged, so nothing is lost while no server
 * runs.
 */
typedef struct _FwRuleKeeper FwRuleKeeper;

/** fw_rule_keeper_new: @centre: must outlive it; @hub: (nullable): who tells readers. */
FwRuleKeeper *fw_rule_keeper_new (FwCentre *centre, FwHub *hub);
void fw_rule_keeper_free (FwRuleKeeper *self);

/** fw_rule_keeper_start: begins the thread, which looks when it is woken, and once a minute. */
void fw_rule_keeper_start (FwRuleKeeper *self);

/** fw_rule_keeper_wake: records of some kind were written. @kind: (nullable): its name; NULL: of
 * several. */
void fw_rule_keeper_wake (FwRuleKeeper *self, const char *kind);

/** fw_rule_keeper_step: one look, as of @now. Not while the thread runs. */
void fw_rule_keeper_step (FwRuleKeeper *self, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRuleKeeper, fw_rule_keeper_free)

G_END_DECLS
