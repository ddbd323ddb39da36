/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What a contact is reviewed by: items with weights that sum to 100, in dimensions. It is written
 * as people write it down:
 *
 *   Attitude: Politeness 20, Emotion under control 15 n/a; Compliance: Information security 15
 * fatal
 *
 * A dimension ends with “:”, its items stand behind with “,” between them, the next dimension
 * behind “;”. Behind the name of an item stands its weight, then “n/a” where it may not apply, and
 * “fatal” where a score of 0 fails the whole review. “：”, “，” and “；” are as good.
 */

/** Items of a form at most. */
#define FW_REVIEW_MOST_ITEMS 30
/** The best score that a form may give: one digit tells each. */
#define FW_REVIEW_MOST_SCORE 9

/** What stands for a score: nobody has given one yet; the item does not apply. */
#define FW_REVIEW_OPEN (-1)
#define FW_REVIEW_NOT_APPLICABLE (-2)

typedef struct
{
  char *dimension; /* "" before the first */
  char *name;
  guint weight; /* percent */
  gboolean optional;
  gboolean fatal;
} FwReviewItem;

typedef struct
{
  FwReviewItem *items;
  guint n;
} FwReviewForm;

/** fw_review_form_parse: Returns: (transfer full): NULL with FW_ERROR_INVALID, "items: what was
 * expected". */
FwReviewForm *fw_review_form_parse (const char *text, GError **error);
void fw_review_form_free (FwReviewForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwReviewForm, fw_review_form_free)

/** fw_review_scores_read: "5 4 n -" as scores of the items in their order; what is not said is
 * open.
 * @scores: (out) (array length=self->n)
 * Returns: FALSE with FW_ERROR_INVALID, "scores: what was expected". */
gboolean fw_review_scores_read (
    const FwReviewForm *self, guint scale, const char *text, int *scores, GError **error);
/** fw_review_scores_write: Returns: (transfer full). */
char *fw_review_scores_write (const FwReviewForm *self, const int *scores);

/** fw_review_fails: whether a fatal item got 0. */
gboolean fw_review_fails (const FwReviewForm *self, const int *scores);

/**
 * fw_review_total: 0 to 100: the share of @scale that each item got, by its weight; the weights of
 * items that do not apply are spread over the others in proportion. 0 where a fatal item got 0.
 * Returns: NAN while an item is open, and where nothing applies.
 */
double fw_review_total (const FwReviewForm *self, guint scale, const int *scores);

/** fw_review_sum_given: the same of the items that are scored so far; NAN before the first. */
double fw_review_sum_given (const FwReviewForm *self, guint scale, const int *scores);

G_END_DECLS
