/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/alert/fw-alert.h"
#include "server/fw-live-floor.h"

G_BEGIN_DECLS

/**
 * FwLiveWatch:
 * The alerts of the whole centre: the one place that remembers since when something stands. Every
 * frame shows those that its scope may see.
 */
typedef struct _FwLiveWatch FwLiveWatch;

FwLiveWatch *fw_live_watch_new (FwCentre *centre);
void fw_live_watch_free (FwLiveWatch *self);

/** fw_live_watch_step: looks at figures, queues and people. */
void fw_live_watch_step (FwLiveWatch *self, const FwLiveFloor *floor);

/** fw_live_watch_forget_findings: findings or watches changed: reads them anew at the next step. */
void fw_live_watch_forget_findings (FwLiveWatch *self);

/** fw_live_watch_forget_notes: somebody has taken an alert up: likewise. */
void fw_live_watch_forget_notes (FwLiveWatch *self);

/** fw_live_watch_find_alert: on any thread. Returns: (transfer full) (nullable): a copy of the
 * alert as it stood after the last step; NULL where it does not, or @scope does not show it. */
FwAlert *fw_live_watch_find_alert (FwLiveWatch *self, const char *id, FwScope *scope);

/** fw_live_watch_list_alerts: likewise all that stand and that @scope shows. Returns: (transfer
 * full) (element-type FwAlert): the oldest first. */
GPtrArray *fw_live_watch_list_alerts (FwLiveWatch *self, FwScope *scope);

/** fw_live_watch_get_alerts: (transfer none) (element-type FwAlert): until the next step; those
 * that are over are among them. */
GPtrArray *fw_live_watch_get_alerts (FwLiveWatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwLiveWatch, fw_live_watch_free)

G_END_DECLS
