/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calendar/fw-zone.h"
#include "core/floor/fw-event-batch.h"
#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/**
 * FwSample:
 * The made-up "Harbour centre": its house and everything that happens on its floor, both a function
 * of a seed, the day it was made, its time zone and its language, and of nothing else. History and
 * live day come from the same simulation of callers, patience, people and shifts, one site day at a
 * time; so any period can be asked for, in any pieces, and always gives the same events.
 * data/sample/README.md tells which causes are planted in it. Not safe from two threads at once.
 */
typedef struct _FwSample FwSample;

#define FW_SAMPLE_SEED 20654
#define FW_SAMPLE_SOURCE "harbour" /* source of all its events */
#define FW_SAMPLE_SITE "harbour"
#define FW_SAMPLE_CENTRE_NAME "Harbour centre"
#define FW_SAMPLE_HISTORY_DAYS 90
#define FW_SAMPLE_DAY_START 360 /* minutes: the day starts at 06:00 */
#define FW_SAMPLE_PASSWORD                                                                         \
  "harbour-sample" /* of each of its accounts; a sample has nothing to hide */

/**
 * fw_sample_new:
 * @day: the date it was made, days since 1970-01-01; planted causes stand relative to it
 * @zone: Olson name of the site's time zone; NULL: "Asia/Shanghai"
 * Returns: (transfer full): NULL with FW_ERROR_INVALID for an unknown zone.
 */
FwSample *fw_sample_new (guint64 seed, gint32 day, const char *zone, GError **error);
/** fw_sample_set_language: of its names and texts, as of fw_sample_words_find_language(); before
 * anything is asked of it. */
void fw_sample_set_language (FwSample *self, const char *language);
void fw_sample_free (FwSample *self);

FwZone *fw_sample_get_zone (FwSample *self); /* (transfer none) */

/** fw_sample_get_start: the first moment of a history of @days (1 … FW_SAMPLE_HISTORY_DAYS) site
 * days before the one it was made on, µs UTC. */
gint64 fw_sample_get_start (FwSample *self, guint days);

/** fw_sample_list_records: appends its house to @records (element-type FwRecord), referred-to
 * before referring; accounts included. */
void fw_sample_list_records (FwSample *self, GPtrArray *records);

/** FwSampleSink: takes a batch (about 10,000 events, the last one fewer); FALSE stops the fill. */
typedef gboolean (*FwSampleSink) (FwEventBatch *batch, gpointer user_data, GError **error);

/** fw_sample_fill: what happens from @from up to @to (µs UTC, exclusive), in order. FALSE: the
 * sink's error. */
gboolean fw_sample_fill (
    FwSample *self, gint64 from, gint64 to, FwSampleSink sink, gpointer user_data, GError **error);

/** fw_sample_get_next: Returns: the moment of the first event at or after @at, µs UTC. */
gint64 fw_sample_get_next (FwSample *self, gint64 at);

/**
 * FwSampleFeed: a thread that hands the events of a sample to a sink as their time comes. It begins
 * with what has happened since @from, so that a server that was down has no gap. @sink is called on
 * that thread; a sink that fails is tried again with the same events a second later (an event given
 * twice changes nothing).
 */
typedef struct _FwSampleFeed FwSampleFeed;

FwSampleFeed *fw_sample_feed_start (FwSample *sample,
                                    gint64 from,
                                    FwSampleSink sink,
                                    gpointer user_data); /* takes @sample */
void fw_sample_feed_stop (FwSampleFeed *feed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwSample, fw_sample_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwSampleFeed, fw_sample_feed_stop)

G_END_DECLS
