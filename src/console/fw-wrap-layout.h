/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** FwWrapLayout: children stand beside each other at their natural width, and go on in the next
 * line where there is no room; those of a line are equally high. Unlike a GtkFlowBox it takes no
 * keys: the arrows go from child to child as everywhere. */
#define FW_TYPE_WRAP_LAYOUT (fw_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (FwWrapLayout, fw_wrap_layout, FW, WRAP_LAYOUT, GtkLayoutManager)

/** fw_wrap_layout_new: @spacing: between children and between lines, in pixels. */
GtkLayoutManager *fw_wrap_layout_new (guint spacing);

G_END_DECLS
