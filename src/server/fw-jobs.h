/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FwJobs:
 * A few threads and a queue that is never longer than it was told: what does not fit is refused at
 * once, so that a flood costs memory and time that are known beforehand.
 */
typedef struct _FwJobs FwJobs;

typedef void (*FwJobFunc) (gpointer data);

FwJobs *fw_jobs_new (const char *name, guint n_threads, guint max_waiting);
/** fw_jobs_free: waits until every job that was taken is done. */
void fw_jobs_free (FwJobs *self);

/** fw_jobs_push: FALSE when the queue is full; then @func is not called. */
gboolean fw_jobs_push (FwJobs *self, FwJobFunc func, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwJobs, fw_jobs_free)

G_END_DECLS
