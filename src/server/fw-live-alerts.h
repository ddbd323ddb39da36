/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"
#include "core/alert/fw-alert.h"

G_BEGIN_DECLS

/**
 * fw_live_alert_allowed:
 * Whether a frame tells of @alert: it stands, @scope reaches all that it tells, and it is about
 * what
 * @question filters for. An alert follows a filter as the row beside it does: people do not by
 * channel, who waits does by queue, channel and product; a figure that was judged for all channels
 * is no figure of one.
 */
gboolean fw_live_alert_allowed (const FwAlert *alert, FwScope *scope, const FwQuestion *question);

/** fw_live_alert_reaches: whether @alert stands and @scope sees it. */
gboolean fw_live_alert_reaches (const FwAlert *alert, FwScope *scope);

G_END_DECLS
