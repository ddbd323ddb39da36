/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** FwReviewParts: which part of the plan is shown, with how many contacts each has. Signal
 * "changed": another was chosen. */
#define FW_TYPE_REVIEW_PARTS (fw_review_parts_get_type ())
G_DECLARE_FINAL_TYPE (FwReviewParts, fw_review_parts, FW, REVIEW_PARTS, GtkBox)

typedef enum
{
  FW_REVIEW_PART_TODO,
  FW_REVIEW_PART_WAITING,
  FW_REVIEW_PART_DONE,
  FW_N_REVIEW_PARTS
} FwReviewPart;

FwReviewPart fw_review_parts_get (FwReviewParts *self);
/** fw_review_parts_get_name: of the chosen one, as GET reviews takes it. */
const char *fw_review_parts_get_name (FwReviewParts *self);
void fw_review_parts_choose (FwReviewParts *self, FwReviewPart part);
/** fw_review_parts_show_counts: @answer: of GET reviews. */
void fw_review_parts_show_counts (FwReviewParts *self, JsonObject *answer);

G_END_DECLS
