/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

/** fw_own_calendar_present: how the shifts of who is signed in come into a calendar program: a
 * secret address, which is made and ended here, or a file. */
void fw_own_calendar_present (FwPage *page);

G_END_DECLS
