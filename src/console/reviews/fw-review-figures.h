/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** FwReviewFigures: how far the plan of a week has come, of whom nothing is known, and what quality
 * is known to be. */
#define FW_TYPE_REVIEW_FIGURES (fw_review_figures_get_type ())
G_DECLARE_FINAL_TYPE (FwReviewFigures, fw_review_figures, FW, REVIEW_FIGURES, GtkBox)

/** fw_review_figures_show: @figures: a FwReviewFigures; @answer: of GET reviews. */
void fw_review_figures_show (GtkWidget *figures, JsonObject *answer);
/** fw_review_figures_write_day: Returns: (transfer full): a day of an answer or a row. */
char *fw_review_figures_write_day (JsonObject *answer, const char *member);
/** fw_review_figures_write_week: Returns: (transfer full): the first and the last day. */
char *fw_review_figures_write_week (JsonObject *answer);

G_END_DECLS
