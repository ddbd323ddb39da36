/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-activity-plan.h"

G_BEGIN_DECLS

/** fw_activity_plan_add_site: the occasions of a site. @people: (element-type FwRecord) (inout):
 * who is meant of it; they are put in order. */
gboolean fw_activity_plan_add_site (FwActivityPlan *self,
                                    const FwSiteEntry *entry,
                                    GPtrArray *people,
                                    GError **error);

/** fw_activity_plan_add_tasks: what the preparation of @peak (of the kind special-day) at a site
 * has to do from the day @begins on, but for what is there. */
gboolean fw_activity_plan_add_tasks (FwActivityPlan *self,
                                     const FwSiteEntry *site,
                                     const FwRecord *peak,
                                     gint32 begins,
                                     GError **error);

G_END_DECLS
