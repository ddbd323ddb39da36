/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/why/fw-cells.h"
#include "intake/text/fw-input.h"

G_BEGIN_DECLS

/**
 * fw_cell_file_read:
 * A leaf table as comma-separated UTF-8 text, gzipped or not: a header with the attributes, then
 * "real,predict" (an additive measure) or "real_a,real_b,predict_a,predict_b" (a successes of b
 * trials); a row a leaf, rows with the same attributes summed. What is absent is 0. An additive
 * measure may be negative (a forecast sometimes is), a number of trials may not. Where all of a
 * ratio's predict_ are multiples of 1/k for one small k, they are taken for the mean of k periods.
 * Returns: (nullable): NULL with a sentence that names the line and the reason.
 */
FwCells *fw_cell_file_read (FwInput *input, GError **error);

G_END_DECLS
