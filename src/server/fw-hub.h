/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-asked.h"
#include "server/fw-exchange.h"
#include "server/fw-live-watch.h"
#include "server/fw-sessions.h"

G_BEGIN_DECLS

/**
 * FwHub:
 * Live frames: one thread that makes a frame for each distinct (scope, filters, by) that somebody
 * watches, at most five times a second and only when something changed, and sends it to all who
 * watch it. It alone touches topics and streams; others leave messages.
 */
typedef struct _FwHub FwHub;

#define FW_HUB_INTERVAL                                                                            \
  (200 * 1000) /* µs between two frames: a posted event is seen within it and the time to send */

/** fw_hub_new: @max_streams: shared by sessions and addresses (FwQuota); who comes when there is no
 * place is refused, nobody's stream is ended for it. */
FwHub *fw_hub_new (FwCentre *centre, FwSessions *sessions, guint max_streams);
/** fw_hub_stop: ends all streams and refuses new ones. */
void fw_hub_stop (FwHub *self);
void fw_hub_free (FwHub *self);

/** fw_hub_answer: replies with one whole frame; @query is taken and cleared. */
void fw_hub_answer (FwHub *self, FwExchange *exchange, FwAsked *query);
/** fw_hub_open: replies with the stream; @query is taken and cleared. */
void fw_hub_open (FwHub *self, FwExchange *exchange, FwAsked *query, guint64 last_event_id);

/** fw_hub_get_watch: (transfer none): the alerts, to be asked for from any thread. */
FwLiveWatch *fw_hub_get_watch (FwHub *self);

/** fw_hub_tell_records: a record changed; or, @id "", some of the kind, or of several, joined by
 * ";". Readers with a limited scope are told the kind alone. */
void fw_hub_tell_records (FwHub *self, const char *kind, const char *id, guint revision);

/** fw_hub_tell_record: @record was written, and is as it is stored. @self: (nullable): there are no
 * readers. */
void fw_hub_tell_record (FwHub *self, const FwRecord *record);

/** fw_hub_tell_kinds: the centre has a kind or a field more: who shows records asks for the kinds
 * anew. */
void fw_hub_tell_kinds (FwHub *self);

/** fw_hub_check_sessions: sessions or accounts ended: so do their streams, at once instead of
 * within ten seconds. */
void fw_hub_check_sessions (FwHub *self);

/** Figures for the benchmark and the log: frames made, frames sent to readers, open streams, CPU
 * time of the thread. */
typedef struct
{
  guint64 frames_made;
  guint64 frames_sent;
  guint n_streams;
  gint64 cpu_us;
} FwHubFigures;

void fw_hub_get_figures (FwHub *self, FwHubFigures *figures);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwHub, fw_hub_free)

G_END_DECLS
