/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-hub.h"

G_BEGIN_DECLS

/** The account in whose name it writes; nobody signs in by it. */
#define FW_CUSTOMER_RULE "customer-tier"

/**
 * FwCustomerKeeper:
 * Carries what a card says of a customer on, on a thread of its own: where the policies of tiers
 * changed, every card is looked at again; where a customer became VIP, their open cases become so.
 * At its start it looks at all cards, so nothing is lost while no server runs.
 */
typedef struct _FwCustomerKeeper FwCustomerKeeper;

/** fw_customer_keeper_new: @centre: must outlive it; @hub: (nullable): who tells readers. */
FwCustomerKeeper *fw_customer_keeper_new (FwCentre *centre, FwHub *hub);
void fw_customer_keeper_free (FwCustomerKeeper *self);

/** fw_customer_keeper_start: begins the thread, which looks when it is woken, and once a minute. */
void fw_customer_keeper_start (FwCustomerKeeper *self);

/** fw_customer_keeper_wake: a card or something that policies stand in was written. */
void fw_customer_keeper_wake (FwCustomerKeeper *self);

/** fw_customer_keeper_step: one look, as of @now. Not while the thread runs. */
void fw_customer_keeper_step (FwCustomerKeeper *self, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCustomerKeeper, fw_customer_keeper_free)

G_END_DECLS
