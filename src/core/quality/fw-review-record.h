/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"
#include "core/quality/fw-review-form.h"

G_BEGIN_DECLS

/** fw_review_read: the items that a review (or a form) was made with. Returns: (transfer full)
 * (nullable): NULL where it has none that can be read. */
FwReviewForm *fw_review_read (const FwRecord *record, guint *scale);

/** fw_review_tells: whether a review says how somebody works: it was drawn at random, is handed in,
 * and is no second scoring, which is held against the first one and is nobody's verdict. */
gboolean fw_review_tells (const FwRecord *record);

/** fw_review_derive: total, whether it failed, and how a dispute ended, of a review that is to
 * stand where @stored (nullable) does. A score that was decided counts instead of the disputed. */
void fw_review_derive (const FwRecord *stored, FwRecord *record);

/** fw_review_check: what must agree in a review. */
gboolean fw_review_check (const FwRecord *record, GError **error);
/** fw_review_form_check: the items of a form can be read, and their weights sum to 100. */
gboolean fw_review_form_check (const FwRecord *record, GError **error);

G_END_DECLS
