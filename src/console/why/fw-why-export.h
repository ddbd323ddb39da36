/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/why/fw-why.h"

G_BEGIN_DECLS

/** fw_why_export_text: Returns: (transfer full): the answer in words and every dimension, for
 * paper and files: lines of tab-separated cells. */
char *fw_why_export_text (const FwWhyAnswer *answer);

G_END_DECLS
