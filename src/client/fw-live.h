/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-live-feed.h"
#include "client/fw-live-rows.h"

G_BEGIN_DECLS

typedef enum
{
  FW_LIVE_EMPTY,   /* nothing has come yet */
  FW_LIVE_CURRENT, /* connected: what is shown is so */
  FW_LIVE_STALE    /* figures of before: from the cache, or the line is lost */
} FwLiveState;

/**
 * FwLive:
 * The floor as the console knows it: what came with the frames of a feed, merged. Lists are models
 * whose rows change in place; the rest is read after the signal "updated", which is emitted once a
 * frame. "late" figures never vanish with the line: they stay, and state says how to take them.
 *
 * Properties (read-only, notified): "state" (uint), "by" (string). Signal: "updated".
 */
#define FW_TYPE_LIVE (fw_live_get_type ())
G_DECLARE_FINAL_TYPE (FwLive, fw_live, FW, LIVE, GObject)

FwLive *fw_live_new (FwClient *client); /* (nullable) client: for tests, fed by fw_live_apply() */

/** fw_live_ask: what to follow; connects when it is another question. @filters: as of
 * fw_view_to_filters(). */
void fw_live_ask (FwLive *self, const char *by, const char *filters);
void fw_live_stop (FwLive *self);

/** fw_live_apply: merges a frame; the feed does this. A partial frame not newer than the last is
 * ignored. */
void fw_live_apply (FwLive *self, FwLiveFrame *frame);
/** fw_live_apply_kept: the same for one of before, kept since @at (µs UTC): figures of then, and no
 * alerts, as nobody should act on them. */
void fw_live_apply_kept (FwLive *self, FwLiveFrame *frame, gint64 at);
/** fw_live_forget: nothing is known any more; the state is FW_LIVE_EMPTY. */
void fw_live_forget (FwLive *self);
/** fw_live_compare: holds the figures against what @days (nullable: last week) of GET floor are
 * held against; until the next call. */
void fw_live_compare (FwLive *self, FwLiveFrame *days);
/** fw_live_show_cached: a frame kept from last time, of @at (µs UTC); ignored once a live one has
 * come. */
void fw_live_show_cached (FwLive *self, GBytes *json, gint64 at);
/** fw_live_get_json: (nullable): the text of the last whole frame, for the cache. */
GBytes *fw_live_get_json (FwLive *self);

FwLiveState fw_live_get_state (FwLive *self);
/** fw_live_get_age: µs since the server last said that the figures are so; -1 before the first. */
gint64 fw_live_get_age (FwLive *self);
const char *fw_live_get_by (FwLive *self);
const char *fw_live_get_date (FwLive *self); /* of the site's day, "2026-11-21"; "" */
/** fw_live_get_day: the site's day, µs UTC; 0 before the first frame. */
void fw_live_get_day (FwLive *self, gint64 *from, gint64 *to);
/** fw_live_get_days: how many site days the figures are of; 0: of the moment. @runs: (out)
 * (optional): the last of them is not over. */
guint fw_live_get_days (FwLive *self, gboolean *runs);
/** fw_live_get_before: the days held against, where they are not the same day last week; 0 none. */
void fw_live_get_before (FwLive *self, gint64 *from, gint64 *to);
gint64 fw_live_get_at (FwLive *self);         /* µs UTC of the last frame; 0 */
GTimeZone *fw_live_get_zone (FwLive *self);   /* (nullable): the site's; NULL: the desk's own */
GListModel *fw_live_get_tiles (FwLive *self); /* of FwTile */
/** fw_live_get_queues: of FwGroupRow with FW_LIVE_IN_QUEUE and on: queues in which somebody waits
 * or that had contacts today. */
GListModel *fw_live_get_queues (FwLive *self);
GListModel *fw_live_get_groups (FwLive *self); /* of FwGroupRow */
FwGroupRow *fw_live_get_total (FwLive *self);
GListModel *fw_live_get_people (FwLive *self); /* of FwPersonRow */
GListModel *fw_live_get_alerts (FwLive *self); /* of FwAlertRow */
const FwLiveCounts *fw_live_get_counts (FwLive *self);
const FwLiveWaiting *fw_live_get_waiting (FwLive *self);
FwTile *fw_live_find_tile (FwLive *self, FwLiveMeasure measure);    /* (transfer none) (nullable) */
FwPersonRow *fw_live_find_person (FwLive *self, const char *agent); /* (transfer none) (nullable) */

/** fw_live_get_curve: the day by slots of @step µs from @from; either may be NULL. Live until the
 * next frame. */
void
fw_live_get_curve (FwLive *self, gint64 *from, gint64 *step, GPtrArray **now, GPtrArray **before);
FwLiveFeed *fw_live_get_feed (FwLive *self); /* (nullable) */

G_END_DECLS
