/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * fw_drop_down_set_name: names @drop_down for assistive technology, and the button inside it, which
 * has the focus in its place.
 * @chosen: (nullable): what is chosen, to be said after @name
 */
void fw_drop_down_set_name (GtkDropDown *drop_down, const char *name, const char *chosen);

G_END_DECLS
