/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/quality/fw-review-form.h"

G_BEGIN_DECLS

/**
 * FwReviewSheet:
 * The items of a form with the scores that they got, one a row. A digit scores the row and goes on
 * to the next, N says that it does not apply, C comments on it, Backspace opens it again.
 *
 * Signals: "changed": somebody scored or commented.
 */
#define FW_TYPE_REVIEW_SHEET (fw_review_sheet_get_type ())
G_DECLARE_FINAL_TYPE (FwReviewSheet, fw_review_sheet, FW, REVIEW_SHEET, GtkWidget)

GtkWidget *fw_review_sheet_new (void);
/**
 * fw_review_sheet_show:
 * @form: (transfer full) (nullable): NULL shows nothing
 * @scores: (nullable): as a record has them
 * @comments: (nullable): likewise
 * @writes: whether scores can be given
 */
void fw_review_sheet_show (FwReviewSheet *self,
                           FwReviewForm *form,
                           guint scale,
                           const char *scores,
                           const char *comments,
                           gboolean writes);
/** fw_review_sheet_get_scores, fw_review_sheet_get_comments: Returns: (transfer full): as a record
 * keeps them. */
char *fw_review_sheet_get_scores (FwReviewSheet *self);
char *fw_review_sheet_get_comments (FwReviewSheet *self);
/** fw_review_sheet_count_open: items that nobody scored yet. */
guint fw_review_sheet_count_open (FwReviewSheet *self);
/** fw_review_sheet_get_sum: of what is scored so far, 0 to 100; NAN before the first. */
double fw_review_sheet_get_sum (FwReviewSheet *self);
gboolean fw_review_sheet_is_failed (FwReviewSheet *self);
/** fw_review_sheet_focus_open: gives the keys to the first item that is open, else to the first. */
void fw_review_sheet_focus_open (FwReviewSheet *self);

G_END_DECLS
