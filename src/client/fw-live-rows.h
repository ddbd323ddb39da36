/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "client/fw-live-frame.h"

G_BEGIN_DECLS

/**
 * The rows of the live models. Each changes in place: "revision" (uint) is notified once for every
 * change, however much of the row it touched; membership of the models changes by items-changed
 * alone.
 */
#define FW_TYPE_TILE (fw_tile_get_type ())
G_DECLARE_FINAL_TYPE (FwTile, fw_tile, FW, TILE, GObject)

/** FwTile: one of the seven; the one of FW_LIVE_WAITING has the waiting figures and no interval. */
FwTile *fw_tile_new (FwLiveMeasure measure);
FwLiveMeasure fw_tile_get_measure (FwTile *self);
const FwLiveValue *fw_tile_get_value (FwTile *self);
double fw_tile_get_before (FwTile *self);
const double *fw_tile_get_trend (FwTile *self, guint *n);
double fw_tile_get_longest (FwTile *self); /* seconds of the longest wait; NaN */
/** fw_tile_get_worst: (nullable): of the waiting tile: the queue nearest to its limits, or furthest
 * beyond; lives until the tile's next revision. */
const FwLiveWorst *fw_tile_get_worst (FwTile *self);
void fw_tile_apply (FwTile *self, const FwLiveFrameTile *tile);
/** fw_tile_set_before: what the value is held against, where it is not last week; NaN: nothing. */
void fw_tile_set_before (FwTile *self, double before);
/** fw_tile_apply_waiting: @trend gains a point at most every half minute: the frames carry none. */
void fw_tile_apply_waiting (FwTile *self, const FwLiveWaiting *waiting, gint64 at);

#define FW_TYPE_GROUP_ROW (fw_group_row_get_type ())
G_DECLARE_FINAL_TYPE (FwGroupRow, fw_group_row, FW, GROUP_ROW, GObject)

FwGroupRow *fw_group_row_new (const char *key);
const char *fw_group_row_get_key (FwGroupRow *self);   /* "" for the total */
const char *fw_group_row_get_title (FwGroupRow *self); /* the key where there is none */
const char *
fw_group_row_get_collation (FwGroupRow *self); /* sorts by the title as the language does */
const FwLiveValue *fw_group_row_get_value (FwGroupRow *self, FwLiveMeasure measure);
gboolean fw_group_row_is_total (FwGroupRow *self);
/** fw_group_row_apply: the figures of @group; what it is as a queue stays. */
void fw_group_row_apply (FwGroupRow *self, const FwLiveFrameGroup *group);
/** fw_group_row_apply_queue: who waits and is ready, FW_LIVE_IN_QUEUE and on, of @values by
 * measure;
 * @title (nullable) where the row has none of its own. */
void fw_group_row_apply_queue (FwGroupRow *self, const char *title, const FwLiveValue *values);

#define FW_TYPE_PERSON_ROW (fw_person_row_get_type ())
G_DECLARE_FINAL_TYPE (FwPersonRow, fw_person_row, FW, PERSON_ROW, GObject)

FwPersonRow *fw_person_row_new (const char *agent);
const char *fw_person_row_get_agent (FwPersonRow *self);
const char *fw_person_row_get_title (FwPersonRow *self);
const char *fw_person_row_get_collation (FwPersonRow *self);
const char *fw_person_row_get_team (FwPersonRow *self);
const char *fw_person_row_get_team_title (FwPersonRow *self);
const char *fw_person_row_get_reason (FwPersonRow *self);
const char *fw_person_row_get_queue (FwPersonRow *self);
FwAgentState fw_person_row_get_state (FwPersonRow *self);
gint64 fw_person_row_get_since (FwPersonRow *self);
double fw_person_row_get_limit (FwPersonRow *self);
guint fw_person_row_get_contacts (FwPersonRow *self);
gboolean fw_person_row_is_late (FwPersonRow *self);
void fw_person_row_apply (FwPersonRow *self, const FwLiveFramePerson *person);

#define FW_TYPE_ALERT_ROW (fw_alert_row_get_type ())
G_DECLARE_FINAL_TYPE (FwAlertRow, fw_alert_row, FW, ALERT_ROW, GObject)

FwAlertRow *fw_alert_row_new (const char *id);
const char *fw_alert_row_get_id (FwAlertRow *self);
/** fw_alert_row_get: the alert as it came; lives until the row's next revision. */
const FwLiveFrameAlert *fw_alert_row_get (FwAlertRow *self);
void fw_alert_row_apply (FwAlertRow *self, const FwLiveFrameAlert *alert);

G_END_DECLS
