/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-live-build.h"

G_BEGIN_DECLS

/* The member "queues" of a LIVE frame: of each queue in which somebody waits or that has had
 * contacts today, who waits and who is ready. */

/** fw_live_queues_refresh: asks which queues the day of @self->question has had and who took
 * contacts of them; once a minute. */
gboolean fw_live_queues_refresh (FwLiveSource *self, const FwLiveFloor *floor, GError **error);
/** fw_live_queues_write: @rows: FwLiveRow by id of the queue. Only what scope and filters let
 * through: contacts by their queue, people by their team. */
void fw_live_queues_write (FwLiveSource *self, const FwLiveFloor *floor, GPtrArray *rows);

G_END_DECLS
