/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-live.h"
#include "console/live/fw-live-grid.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** FwLivePeople: everybody on the floor: state, since when, late first; narrowed by state, team and
 * name. Signal "closed", "open" (agent). */
#define FW_TYPE_LIVE_PEOPLE (fw_live_people_get_type ())
G_DECLARE_FINAL_TYPE (FwLivePeople, fw_live_people, FW, LIVE_PEOPLE, GtkWidget)

void fw_live_people_set_live (FwLivePeople *self, FwLive *live);
/** fw_live_people_remember: filter, columns and sorting are as they were last time; after the live
 * figures were given. */
void fw_live_people_remember (FwLivePeople *self);
/** fw_live_people_set_client: whom to ask what queues are called; without, they show their ids. */
void fw_live_people_set_client (FwLivePeople *self, FwClient *client);
/** FW_LIVE_PAUSED: before the reason of a pause, the state of those who pause for it. */
#define FW_LIVE_PAUSED "paused/"

/** fw_live_people_show_state: "talking", "wrap-up", "ready", "paused", "late"; FW_LIVE_PAUSED and a
 * reason ("" none given): who pauses for it; "" everybody */
void fw_live_people_show_state (FwLivePeople *self, const char *state);
/** fw_live_people_show_person: that one alone, in the search entry, so that it is plain how to see
 * the others. */
void fw_live_people_show_person (FwLivePeople *self, const char *agent);
FwLiveGrid *fw_live_people_get_grid (FwLivePeople *self);
void fw_live_people_start_search (FwLivePeople *self);
/** fw_live_people_set_bare: without filters, for a wall */
void fw_live_people_set_bare (FwLivePeople *self, gboolean bare);

G_END_DECLS
