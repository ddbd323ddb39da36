/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** fw_help_new: Returns: (transfer floating): the help's window, open at what concerns the page of
 * that name; @page: (nullable): the beginning. */
GtkWidget *fw_help_new (const char *page);

/** fw_help_get_topic: Returns: (transfer none): the topic that is shown. */
const char *fw_help_get_topic (GtkWidget *help);

G_END_DECLS
