/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwChecklistStepTemplate: its text is translated where it is taken, as that of FwReviewTemplate.
 */
typedef struct
{
  const char *name;
  const char *stage;   /* (nullable) */
  const char *duty;    /* (nullable) */
  const char *minutes; /* (nullable): as CSV text */
  gboolean two;
} FwChecklistStepTemplate;

/** FwChecklistTemplate: a checklist that every centre may take. */
typedef struct
{
  const char *id; /* of its steps: the same, "-" and their place from 1 */
  const char *name;
  const char *class;   /* (nullable): any */
  const char *applies; /* a value of the kind's field */
  const FwChecklistStepTemplate *steps;
  guint n_steps;
} FwChecklistTemplate;

/** fw_checklist_templates: Returns: @n of them: the customer's journey, before and during the sale,
 * the four-step method, reception, inquiry, service, ten exceptions, repair and warranty. */
const FwChecklistTemplate *fw_checklist_templates (guint *n);

G_END_DECLS
