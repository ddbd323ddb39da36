/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** FwFoldBox: things side by side where there is room for them, else one beneath the other. The
 * room is told by the property "fold-chars", in digits of the text's own size, so that large text
 * folds earlier; "gap" px are kept between them. */
#define FW_TYPE_FOLD_BOX (fw_fold_box_get_type ())
G_DECLARE_FINAL_TYPE (FwFoldBox, fw_fold_box, FW, FOLD_BOX, GtkWidget)

G_END_DECLS
