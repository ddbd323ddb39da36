/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** fw_live_care_install: lets alerts be taken up on a page (FwPage): "live.alert" (id, what is
 * done: "acknowledge", "snooze", "release", minutes) and "live.alert-give" (id), which asks to
 * whom; and "live.alerts", which gives the keys to the first
 * alert. */
void fw_live_care_install (GtkWidgetClass *klass);

G_END_DECLS
