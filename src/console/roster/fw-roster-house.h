/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "console/roster/fw-roster-plan.h"

G_BEGIN_DECLS

/** fw_roster_house_init: what the lists of records of @client hold now. */
void fw_roster_house_init (FwRosterHouse *self, FwClient *client);
void fw_roster_house_clear (FwRosterHouse *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwRosterHouse, fw_roster_house_clear)
/** fw_roster_house_watch: @changed (swapped) is called on @object when one of them changes. */
void fw_roster_house_watch (FwClient *client, GCallback changed, gpointer object);
/** fw_roster_house_is_there: whether all of them have come. */
gboolean fw_roster_house_is_there (FwClient *client);

G_END_DECLS
