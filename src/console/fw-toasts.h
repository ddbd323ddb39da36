/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** fw_toasts_show: shows @toast (transfer full) in place of the one that is shown: one after the
 * other would still speak of what is long past. Of several that come while one appears the last is
 * shown. */
void fw_toasts_show (AdwToastOverlay *overlay, AdwToast *toast);

G_END_DECLS
