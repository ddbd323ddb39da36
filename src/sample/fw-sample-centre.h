/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"
#include "sample/fw-sample.h"

G_BEGIN_DECLS

/** A sample in a centre. The store is marked (tables "sample": seed, day, zone, and
 * "sample_language"), so that it is known
 * as one for ever. */

/** @done of @total µs of history are in. */
typedef void (*FwSampleProgress) (gint64 done, gint64 total, gpointer user_data);

/**
 * fw_sample_create: fills an empty centre with house and history up to @now. FW_ERROR_CONFLICT: it
 * holds records or events already. The zone is the machine's, so that its day runs with the clock
 * on the wall.
 * @days: how many site days of history before today's, 1 … FW_SAMPLE_HISTORY_DAYS; with fewer than
 * all of them, causes that were planted before are not there
 * @language: (nullable): of its names, as of fw_sample_words_find_language()
 */
gboolean fw_sample_create (FwCentre *centre,
                           guint64 seed,
                           gint64 now,
                           guint days,
                           const char *language,
                           FwSampleProgress progress,
                           gpointer user_data,
                           GError **error);

/** fw_sample_find: Returns: (transfer full) (nullable): the sample that this centre is; NULL
 * without an error when it is none. */
FwSample *fw_sample_find (FwCentre *centre, GError **error);

/**
 * fw_sample_feed_centre: from its last event on, the live day flows into @centre until the feed is
 * stopped (before the centre is closed). What has happened since the last event is in when this
 * returns: whoever looks then sees no floor of last week, on which everybody has talked for days.
 * @progress: (nullable)
 * Returns: (transfer full): NULL with an error, also when the centre is no sample.
 */
FwSampleFeed *fw_sample_feed_centre (FwCentre *centre,
                                     FwSampleProgress progress,
                                     gpointer user_data,
                                     GError **error);

/** fw_sample_run_clocks: what the clocks of the flows move by themselves, until there is no more.
 */
gboolean fw_sample_run_clocks (FwRecords *records, gint64 now, GError **error);

G_END_DECLS
