/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/plan/fw-plan-answer.h"

G_BEGIN_DECLS

/** FwPlanItem: a day or a half hour of an answer. "revision" (uint) is there for the grid; an item
 * never changes. */
#define FW_TYPE_PLAN_ITEM (fw_plan_item_get_type ())
G_DECLARE_FINAL_TYPE (FwPlanItem, fw_plan_item, FW, PLAN_ITEM, GObject)

/** FwPlanFacts: NAN: not known, or not of this kind of row. */
typedef struct
{
  gboolean day; /* else a half hour */
  guint index;  /* of the day, or of the moment, in the answer */
  gint64 at;    /* where it begins */
  GTimeZone *zone;
  double contacts, low, high;
  double came;
  double aht_s;
  gint64 peak; /* 0: not known */
  double people, together;
  double hours, paid_hours;
} FwPlanFacts;

FwPlanItem *fw_plan_item_new_day (const FwPlanAnswer *answer, guint day);
FwPlanItem *fw_plan_item_new_moment (const FwPlanAnswer *answer, guint moment);
const FwPlanFacts *fw_plan_item_get (FwPlanItem *self);

G_END_DECLS
