/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-live-build.h"

G_BEGIN_DECLS

#define FW_LIVE_RING 64
#define FW_LIVE_RING_BYTES ((gsize) 4 * 1024 * 1024) /* that the frames of one view take */

/**
 * FwLiveTopic:
 * One (scope, filters, by): its frames are made once and shared by all its streams. Frames are
 * numbered from the milliseconds since 1970 at which the topic began, so that a number from before
 * a restart is never taken for one of now. Invariant: the ring holds the last n ≤ 64 frames, and
 * applying them in order to the whole frame before the first gives the latest whole frame. Used by
 * the hub's thread alone.
 */
typedef struct _FwLiveTopic FwLiveTopic;

FwLiveTopic *fw_live_topic_new (FwLiveSource *source, gint64 now); /* takes @source */
void fw_live_topic_free (FwLiveTopic *self);

/** fw_live_topic_update: makes a frame when something changed. @generation: of the centre, read
 * before @floor was taken. */
gboolean fw_live_topic_update (FwLiveTopic *self,
                               const FwLiveFloor *floor,
                               GPtrArray *alerts,
                               guint64 generation,
                               GError **error);
guint64 fw_live_topic_get_generation (FwLiveTopic *self);
gint64 fw_live_topic_get_updated (FwLiveTopic *self); /* µs UTC; 0: never */

guint64 fw_live_topic_get_number (FwLiveTopic *self); /* of the latest frame */
/** fw_live_topic_get_frame: (transfer none): the bytes of one frame of the stream; NULL: no longer
 * kept. */
GBytes *fw_live_topic_get_frame (FwLiveTopic *self, guint64 number);
/** fw_live_topic_ref_whole: Returns: (transfer full): the latest frame, whole, as an event of the
 * stream. */
GBytes *fw_live_topic_ref_whole (FwLiveTopic *self);
/** fw_live_topic_write: the latest frame, whole, as JSON. */
void fw_live_topic_write (FwLiveTopic *self, GString *out);

/** fw_live_topic_get_bytes: memory of its frames, roughly. */
gsize fw_live_topic_get_bytes (FwLiveTopic *self);

FwScope *fw_live_topic_get_scope (FwLiveTopic *self);

/** The hub's own marks. */
guint fw_live_topic_add_streams (FwLiveTopic *self, gint n, gint64 now); /* Returns: how many now */
gint64 fw_live_topic_get_idle_since (FwLiveTopic *self); /* µs UTC; when the last stream left */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwLiveTopic, fw_live_topic_free)

G_END_DECLS
