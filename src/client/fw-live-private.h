/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-live.h"

G_BEGIN_DECLS

/* Shared by the object (fw-live.c) and its merging (fw-live-merge.c) alone. */
struct _FwLive
{
  GObject parent_instance;

  FwLiveFeed *feed;
  FwLiveState state;
  char *by;
  char *date;
  char *zone_name;
  GTimeZone *zone;
  guint64 number;
  gint64 at;
  gint64 day_from;
  gint64 day_to;
  guint days; /* 0: the moment that is */
  gboolean runs;
  gint64 before_from;
  gint64 before_to;
  FwLiveFrame *compare; /* (nullable): what is held against in place of last week */
  gint64 fresh_at;      /* µs UTC at which the figures were known to be so */
  gboolean has_live;
  GBytes *json;
  gint64 curve_from;
  gint64 curve_step;
  GPtrArray *curve_now; /* of FwLiveFrameGroup */
  GPtrArray *curve_before;
  FwLiveCounts counts;
  FwLiveWaiting waiting;
  GListStore *tiles;
  GListStore *queues; /* of FwGroupRow: who waits and is ready in each */
  GListStore *groups;
  GListStore *people;
  GListStore *alerts;
  GHashTable *queues_by_key;
  GHashTable *groups_by_key;
  GHashTable *people_by_agent;
  GHashTable *alerts_by_id;
  FwGroupRow *total;
};

/** fw_live_merge: what the frame has replaces what was known; what it leaves out stays. */
void fw_live_merge (FwLive *self, FwLiveFrame *frame);
/** fw_live_merge_compare: lets what is held against (where something is) stand in place of last
 * week. */
void fw_live_merge_compare (FwLive *self);

G_END_DECLS
