/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FwJobs:
 * A few threads and a queue that is never longer than it was told: what does not fit is refused at
 * once, so that a flood costs memory and time that are known beforehand.
 *
 * Jobs wait in lanes, one for each who asks (a session, an address). Next comes the lane that has
 * none running and has had the least of the threads' time lately; none can fill the queue. So who
 * asks for little is not held up by who asks for much.
 */
typedef struct _FwJobs FwJobs;

typedef void (*FwJobFunc) (gpointer data);

FwJobs *fw_jobs_new (const char *name, guint n_threads, guint max_waiting);
/** fw_jobs_free: waits until every job that was taken is done. */
void fw_jobs_free (FwJobs *self);

/** fw_jobs_push: @known: of a lane that is served in turn with all others together, so that however
 * many of these there are, half of the time is for the known ones. FALSE when the queue or the
 * lane's share of it is full; then @func is not called. */
gboolean
fw_jobs_push (FwJobs *self, const char *lane, gboolean known, FwJobFunc func, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwJobs, fw_jobs_free)

G_END_DECLS
