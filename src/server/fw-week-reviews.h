/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre-week.h"

G_BEGIN_DECLS

typedef enum
{
  FW_REVIEW_TODO,    /* nobody has handed a review in */
  FW_REVIEW_WAITING, /* it is to be acknowledged or settled */
  FW_REVIEW_DONE,
  FW_N_REVIEW_PARTS
} FwReviewPart;

/** fw_review_find_part: @review: (nullable). */
FwReviewPart fw_review_find_part (const FwRecord *review);

/** FwWeekReviews: the reviews of a week's contacts, as one reader may know of them. */
typedef struct _FwWeekReviews FwWeekReviews;

/** fw_week_reviews_read: @centre, @week: must outlive it; @scope: the reader's. Returns: (transfer
 * full). */
FwWeekReviews *
fw_week_reviews_read (FwCentre *centre, FwScope *scope, const FwWeek *week, GError **error);
void fw_week_reviews_free (FwWeekReviews *self);

/** fw_week_reviews_get: Returns: (transfer none) (nullable): of the reviews of the contact at @i
 * that the reader sees the one that counts: what is handed in before a draft, the first scoring
 * before the second, then the older. */
FwRecord *fw_week_reviews_get (const FwWeekReviews *self, guint i);

/** fw_week_reviews_is_for_others: whether the contact at @i is reviewed by somebody of whom the
 * reader may not know, and the reader is not who scores it a second time: it is no work of theirs,
 * and nothing can be said of it. */
gboolean fw_week_reviews_is_for_others (const FwWeekReviews *self, guint i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwWeekReviews, fw_week_reviews_free)

G_END_DECLS
