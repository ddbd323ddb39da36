/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-application.h"

G_BEGIN_DECLS

/** fw_actions_install: the actions of the whole program and every accelerator. */
void fw_actions_install (FwApplication *application);

G_END_DECLS
