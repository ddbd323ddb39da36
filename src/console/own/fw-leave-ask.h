/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

/** fw_leave_ask: asks which leave and from when to when, says what it would take, and asks for it;
 * what became of it is said on @page. @day: shown first, such as 2026-11-21. */
void fw_leave_ask (FwPage *page, const char *day);

G_END_DECLS
