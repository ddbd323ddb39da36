/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"
#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** fw_activity_dialog_present: what FwPageEntry.act does with a calendar template: asks for which
 * days it is planned, shows who goes when and what that costs, and writes it. */
void fw_activity_dialog_present (FwPage *page, FwRecord *template);

G_END_DECLS
