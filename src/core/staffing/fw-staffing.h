/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/staffing/fw-erlang.h"

G_BEGIN_DECLS

/** FwStaffingDemand: what comes to a queue in one interval. */
typedef struct
{
  double contacts; /* in the interval */
  double interval_s;
  double aht_s;
  double patience_s;  /* mean; INFINITY: they wait as long as it takes */
  double concurrency; /* contacts that one person handles at once, 1 or more; @aht_s is that of a
                         contact among so many */
} FwStaffingDemand;

/** FwStaffingTarget: what must hold; each bound that is not wanted as it says. */
typedef struct
{
  double target_s;
  double least_service_level; /* 0: any */
  double most_occupancy;      /* 1: any */
  double most_asa_s;          /* INFINITY: any */
  double most_abandoned;      /* 1: any */
} FwStaffingTarget;

#define FW_STAFFING_ANY_TARGET ((FwStaffingTarget){ 0, 0, 1, INFINITY, 1 })

/** fw_staffing_evaluate: what @people at work do to the queue. Where one handles several at once,
 * the places of all are the agents of the model and its occupancy is theirs. */
FwErlang fw_staffing_evaluate (const FwStaffingDemand *demand, guint people, double target_s);

/**
 * fw_staffing_find:
 * @most: people that there can be
 * @people: (out): the fewest at work for whom all of @target holds
 * Returns: FALSE when @most do not suffice.
 */
gboolean fw_staffing_find (const FwStaffingDemand *demand,
                           const FwStaffingTarget *target,
                           guint most,
                           guint *people);

/**
 * fw_staffing_add_shrinkage:
 * @shares: (array length=n): of paid time, one for each kind of absence from work: leave, illness,
 * breaks, training … No hour is of two kinds, so that they add up.
 * Returns: people to pay so that on average @people are at work; G_MAXUINT when the shares leave
 * nothing.
 */
guint fw_staffing_add_shrinkage (guint people, const double *shares, guint n);

G_END_DECLS
