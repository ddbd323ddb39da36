/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/roster/fw-roster-plan.h"
#include "core/roster/fw-cover.h"
#include "core/staffing/fw-need.h"

G_BEGIN_DECLS

/** FwRosterWantsDay: people of a site by half hour of its day. */
typedef struct
{
  gint64 from;      /* µs UTC */
  GTimeZone *clock; /* not owned: of the site */
  guint n;
  gboolean known; /* something is published of it */
  double wanted[FW_NEED_MOST_MOMENTS];
  double planned[FW_NEED_MOST_MOMENTS]; /* breaks taken out */
  guint lacks[FW_NEED_MOST_MOMENTS];
  FwCoverGap gap;
  double hours_wanted, hours_planned;
} FwRosterWantsDay;

/** FwRosterWants: what is planned on the shown days, held against what was published. */
typedef struct
{
  char *site;       /* (nullable): not everybody of one site is shown: nothing can be compared */
  FwZone *zone;     /* (nullable) */
  GTimeZone *clock; /* there where the zone is */
  gint32 first;
  guint n_days;
  FwRosterWantsDay *days;
  GPtrArray *needs; /* FwNeed */
} FwRosterWants;

/** fw_roster_wants_new: @site, @team: (nullable): as the scope bar chooses; @limits: teams to which
 * who looks is limited, "" for none. */
FwRosterWants *fw_roster_wants_new (const FwRosterHouse *house,
                                    const char *site,
                                    const char *team,
                                    const char *limits,
                                    gint32 first,
                                    guint n_days);
void fw_roster_wants_free (FwRosterWants *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRosterWants, fw_roster_wants_free)

/** fw_roster_wants_take: what was published. @records: (element-type FwRecord). */
void fw_roster_wants_take (FwRosterWants *self, GPtrArray *records);
/** fw_roster_wants_carry: what @old knows of the same site and days. */
void fw_roster_wants_carry (FwRosterWants *self, FwRosterWants *old);
/** fw_roster_wants_count: counts who is planned. */
void fw_roster_wants_count (FwRosterWants *self, FwRosterPlan *plan);

/** fw_roster_wants_get: Returns: (transfer none) (nullable): NULL where nothing can be compared. */
const FwRosterWantsDay *fw_roster_wants_get (const FwRosterWants *self, gint32 day);
/** fw_roster_wants_is_known: of any of the shown days. */
gboolean fw_roster_wants_is_known (const FwRosterWants *self);
/** fw_roster_wants_find_shifts: how many more of each shift the days want. Returns: (transfer full)
 * (nullable): n_days times the shifts of @plan, FW_ROSTER_FILL_AS_BEFORE where nothing is
 * published; NULL where nothing is at all. */
guint *fw_roster_wants_find_shifts (const FwRosterWants *self, FwRosterPlan *plan);

G_END_DECLS
