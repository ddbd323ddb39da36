/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

/** FwWhyWatch: keeps the question of a page as a watch, and tells how often each watch spoke up and
 * was right. */
#define FW_TYPE_WHY_WATCH (fw_why_watch_get_type ())
G_DECLARE_FINAL_TYPE (FwWhyWatch, fw_why_watch, FW, WHY_WATCH, AdwBin)

/** fw_why_watch_new: @parts: FwWhyPart: how deep one has gone; both must outlive it. */
GtkWidget *fw_why_watch_new (FwPage *page, const GArray *parts);
/** fw_why_watch_open: shows it as a press on its button does. */
void fw_why_watch_open (FwWhyWatch *self);

G_END_DECLS
