/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-directory.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** fw_policy_figures_format: Returns: (transfer full): @value as a person reads it, with its unit.
 */
char *fw_policy_figures_format (const FwPolicy *policy, double value);
/** fw_policy_figures_button_new: Returns: (transfer floating): a button that opens the list of the
 * figures that hold where no record says otherwise. */
GtkWidget *fw_policy_figures_button_new (void);

G_END_DECLS
