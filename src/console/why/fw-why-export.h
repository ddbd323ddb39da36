/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"
#include "core/why/fw-why.h"

G_BEGIN_DECLS

/** fw_why_export: asks where to, then writes the answer, its causes and every dimension as a
 * tab-separated text. */
void fw_why_export (FwPage *page, const FwWhyAnswer *answer);
/** fw_why_export_text: Returns: (transfer full): what is written. */
char *fw_why_export_text (const FwWhyAnswer *answer);

G_END_DECLS
