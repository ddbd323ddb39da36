/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** fw_policy_figures_button_new: Returns: (transfer floating): a button that opens what is shipped,
 * beside it what the centre has set. @records: (transfer none): FwRecordItem of policies. */
GtkWidget *fw_policy_figures_button_new (GListModel *records);

G_END_DECLS
