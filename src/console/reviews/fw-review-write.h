/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-answer-item.h"
#include "console/fw-page.h"
#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** fw_review_make: Returns: (transfer full): a new review of the contact of a row of GET reviews,
 * by one of its forms. */
FwRecord *fw_review_make (FwClient *client, FwAnswerItem *row, JsonObject *form);

/** FwReviewWritten: @handed_in: it was, too. What went wrong was told on the page. */
typedef void (*FwReviewWritten) (FwPage *page, gboolean handed_in);
/** fw_review_write: stores @review and, where @hand_in says so, hands it in. */
void fw_review_write (FwPage *page, FwRecord *review, gboolean hand_in, FwReviewWritten done);

G_END_DECLS
