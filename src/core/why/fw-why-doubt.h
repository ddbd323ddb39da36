/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-tabulate.h"

G_BEGIN_DECLS

/**
 * FwWhyDoubt: how much wider a figure spreads than that of independent contacts. Of a ratio or a
 * mean: variance = that of independent contacts × alike + days. Of a count: value + days × value².
 */
typedef struct
{
  double alike[FW_TABULATE_SIDES]; /* what contacts of one unit of chance and one person share */
  double units[FW_TABULATE_SIDES]; /* of it what those of one unit share; both are at least 1 */
  double days[FW_TABULATE_SIDES];  /* what days do by themselves, in the square of the unit */
  double freedom;                  /* degrees of freedom (Satterthwaite) of what was estimated */
  double t; /* half of an interval in standard errors: Student's, of the level asked for */
} FwWhyDoubt;

/** FwWhyClusters: the contacts of a question, or of one of its cells, by what makes them alike.
 * Each may be NULL where it is not known. */
typedef struct
{
  FwTabulation *units;   /* by day, then by person, or by queue and half hour */
  FwTabulation *people;  /* by person; where @units has persons it follows from that */
  FwTabulation *days;    /* by day; follows from @units */
  FwTabulation *history; /* by day, under before: days further back */
  gboolean units_are_people;
} FwWhyClusters;

void fw_why_clusters_clear (FwWhyClusters *self);

/** fw_why_doubt_init: of independent contacts, at 95 %. */
void fw_why_doubt_init (FwWhyDoubt *self);

/** fw_why_doubt_set_level: @level: what an interval may miss, 0.05 for 95 %. */
void fw_why_doubt_set_level (FwWhyDoubt *self, double level);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwWhyClusters, fw_why_clusters_clear)

G_END_DECLS
