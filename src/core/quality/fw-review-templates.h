/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwReviewTemplate: a form that every centre may take. Name and items are translated where they
 * are taken (N_()): the form is then the centre's, in its language. */
typedef struct
{
  const char *id;
  const char *name;
  const char *items; /* fw-review-form.h */
} FwReviewTemplate;

/** The best score of each. */
#define FW_REVIEW_TEMPLATE_SCALE 5

/** fw_review_templates: Returns: @n of them: three dimensions with six items, five points of a
 * talk, fifteen norms of etiquette. */
const FwReviewTemplate *fw_review_templates (guint *n);

G_END_DECLS
