/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "client/fw-live-frame.h"

G_BEGIN_DECLS

/**
 * FwLiveFeed:
 * Keeps one event stream open: connects, reads, has frames parsed in a thread one after the other,
 * notices within two seconds that nothing comes any more, and connects again by itself from where
 * it was.
 *
 * Signals: "frame" (FwLiveFrame, GBytes its text), "hello". Changes of records are handed to the
 * client. Property: "connected" (boolean): bytes have come within the time that a heartbeat may
 * take.
 */
#define FW_TYPE_LIVE_FEED (fw_live_feed_get_type ())
G_DECLARE_FINAL_TYPE (FwLiveFeed, fw_live_feed, FW, LIVE_FEED, GObject)

/** The server writes a comment every second; after this long without a byte (ms) the connection
 * counts as lost. */
#define FW_LIVE_SILENCE 1600

FwLiveFeed *fw_live_feed_new (FwClient *client);

/** fw_live_feed_set_path: "stream?by=team"; connects anew when it is another. NULL stops. */
void fw_live_feed_set_path (FwLiveFeed *self, const char *path);
gboolean fw_live_feed_is_connected (FwLiveFeed *self);
/** fw_live_feed_get_last_byte: Returns: monotonic µs; 0 never */
gint64 fw_live_feed_get_last_byte (FwLiveFeed *self);
/** fw_live_feed_resync: what was merged does not add up: asks for a whole frame. */
void fw_live_feed_resync (FwLiveFeed *self);
/** fw_live_feed_get_n_connections: how often it has connected; for tests and the log. */
guint fw_live_feed_get_n_connections (FwLiveFeed *self);

G_END_DECLS
