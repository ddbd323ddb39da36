/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/metric/fw-metric.h"

G_BEGIN_DECLS

/** Reviews of an item from which on it is told among the lowest. */
#define FW_REVIEW_SUMMARY_LEAST 5

/** FwReviewSummary: what the reviews of one person come to. */
typedef struct _FwReviewSummary FwReviewSummary;

FwReviewSummary *fw_review_summary_new (void);
void fw_review_summary_free (FwReviewSummary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwReviewSummary, fw_review_summary_free)

/**
 * fw_review_summary_add: one that is handed in.
 * @items, @scores: (nullable): as the record has them; what cannot be read counts in no item
 * @total: 0 to 100; NAN: it has none
 * @random: drawn at random: others say nothing of the average, but of items
 */
void fw_review_summary_add (FwReviewSummary *self,
                            const char *items,
                            guint scale,
                            const char *scores,
                            double total,
                            gboolean random);

/** FwReviewMean: of those drawn at random. */
typedef struct
{
  guint n;
  double mean;         /* NAN without one */
  FwInterval interval; /* 95 %, Student's t, cut to 0 to 100; all of that of less than two */
} FwReviewMean;

FwReviewMean fw_review_summary_get_mean (const FwReviewSummary *self);

typedef struct
{
  const char *name;
  guint n;
  double share; /* of the best score, on average */
} FwReviewItemMean;

/** fw_review_summary_list_items: those with FW_REVIEW_SUMMARY_LEAST scores or more, the lowest
 * first; of the same name in several forms as one. Returns: (transfer full) (element-type
 * FwReviewItemMean): names belong to @self. */
GArray *fw_review_summary_list_items (const FwReviewSummary *self);

G_END_DECLS
