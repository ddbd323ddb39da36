/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "client/fw-live.h"

G_BEGIN_DECLS

/**
 * FwLiveDays:
 * Asks GET floor, one question at a time, and shows the answer as an FwLive: so whatever shows the
 * floor of now shows that of any days. While the server is away the last answer to the same
 * question comes instead; then the state of the FwLive is FW_LIVE_STALE.
 *
 * Signals: "answered" (FwLiveFrame, pointer), after the FwLive has it; "failed" (GError): nothing
 * is known of what was asked, and the FwLive is empty.
 */
#define FW_TYPE_LIVE_DAYS (fw_live_days_get_type ())
G_DECLARE_FINAL_TYPE (FwLiveDays, fw_live_days, FW, LIVE_DAYS, GObject)

FwLiveDays *fw_live_days_new (FwClient *client);
FwLive *fw_live_days_get_live (FwLiveDays *self); /* (transfer none) */
/** fw_live_days_ask: @path: "floor?…". The same as before asks again. */
void fw_live_days_ask (FwLiveDays *self, const char *path);
/** fw_live_days_stop: an answer that is on its way is wanted no more. */
void fw_live_days_stop (FwLiveDays *self);

G_END_DECLS
