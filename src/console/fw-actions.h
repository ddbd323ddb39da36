/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-application.h"

G_BEGIN_DECLS

/** fw_actions_install: the actions of the whole program and every accelerator. */
void fw_actions_install (FwApplication *application);
/** fw_actions_ask_about_sample: Returns: (transfer none): the question whether the sample is to
 * take the place of @centre; its response is "open" or "cancel". */
GtkWidget *fw_actions_ask_about_sample (GtkWindow *parent, const char *centre);

G_END_DECLS
