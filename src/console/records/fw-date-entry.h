/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** fw_date_entry_new: Returns: (transfer floating): an entry of a day, with a calendar behind its
 * button. */
GtkWidget *fw_date_entry_new (void);

G_END_DECLS
