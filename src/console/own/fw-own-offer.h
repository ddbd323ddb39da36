/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"
#include "console/own/fw-own-day.h"

G_BEGIN_DECLS

/** fw_own_offer_day: asks to whom a day is to be offered, and offers it; what became of it is said
 * on @page. @facts: of a day to come on which she works. */
void fw_own_offer_day (FwPage *page, const FwOwnFacts *facts);

G_END_DECLS
