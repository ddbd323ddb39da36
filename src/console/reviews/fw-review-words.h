/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/reviews/fw-review-sheet.h"
#include "core/kind/fw-record.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** fw_review_write_total: Returns: (transfer full): what the scores of @sheet come to so far, or
 * what @review (nullable), which is handed in, came to. */
char *fw_review_write_total (FwReviewSheet *sheet, const FwRecord *review);
/** fw_review_write_keys: Returns: (transfer full): by which form (nullable) a new review is made,
 * and by which keys. */
char *fw_review_write_keys (JsonObject *form, gboolean writes);

G_END_DECLS
