/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/roster/fw-roster.h"

G_BEGIN_DECLS

/** FwRosterCollision: what no plan can keep, or what every plan must leave uncovered. */
typedef struct
{
  gboolean hard; /* no plan can be; else the cover stays short in every plan */
  char *text;    /* who or when, and which of the rules collide */
} FwRosterCollision;

void fw_roster_collision_free (FwRosterCollision *self);

/**
 * fw_roster_find_collisions:
 * Everything that can be known before any search. Of each person without a row the rules that
 * collide, as few as they are: with any one of them gone there would be a row. Of each day the
 * shifts that want more people than may work them, and what all days together want of people's
 * minutes, weekends and shifts.
 *
 * Returns: (transfer full) (element-type FwRosterCollision): those of people first.
 */
GPtrArray *fw_roster_find_collisions (const FwRosterProblem *problem);

G_END_DECLS
