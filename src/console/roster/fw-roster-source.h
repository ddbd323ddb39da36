/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/grid/fw-grid.h"
#include "console/roster/fw-roster-plan.h"
#include "console/roster/fw-roster-wants.h"

G_BEGIN_DECLS

/** FwRosterShown: a plan as a grid shows it. */
typedef struct
{
  FwRosterPlan *plan;         /* (nullable): not owned */
  const FwRosterWants *cover; /* (nullable): not owned */
  gint32 today;
  gboolean teams;    /* rows tell their team */
  gboolean has_room; /* for more than what is short */
  char *text, *top, *sum;
} FwRosterShown;

#define FW_ROSTER_N_SUMS 2

/** fw_roster_shown_count_feet: one for each of the first shifts, and where something is published
 * what the days want; in a low window only what is short. */
guint fw_roster_shown_count_feet (const FwRosterShown *self);
void fw_roster_shown_clear (FwRosterShown *self);
/** fw_roster_source: of a grid whose data is FwRosterShown. */
extern const FwGridSource fw_roster_source;

G_END_DECLS
