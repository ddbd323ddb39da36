/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside of fw_centre_why(): which contacts stand on which side. */

#include "centre/fw-centre-private.h"
#include "centre/fw-centre-why.h"
#include "core/cube/fw-tabulate.h"

G_BEGIN_DECLS

#define FW_WHY_WEEKS 8    /* of a forecast, at most */
#define FW_WHY_HISTORY 21 /* days before a short window, for how much days differ by themselves */

/** FwWhySides: the queries of both sides, and of the days before them. */
typedef struct
{
  FwCentre *centre;
  const FwWhyQuestion *question;
  FwZone *zone; /* the clock that "a week before" means */
  FwDirectory *directory;
  GArray *now, *before, *history; /* FwCubeQuery */
  gboolean inverted;              /* before holds now as well: it is to be taken off */
  gint64 from, to;                /* of before; 0: a target */
  double periods;
  guint n_days_now, n_days_before;
} FwWhySides;

/** fw_why_sides_init: under the cube's read lock. @directory must outlive it. */
void fw_why_sides_init (FwWhySides *self,
                        FwCentre *centre,
                        FwScope *scope,
                        FwDirectory *directory,
                        const FwWhyQuestion *question);
void fw_why_sides_clear (FwWhySides *self);

/** fw_why_query_limit: Returns: @query for contacts with one code alone; clear with
 * fw_centre_clear_query(). */
FwCubeQuery fw_why_query_limit (const FwCubeQuery *query, FwDimension dimension, guint16 code);

/** fw_why_query_limit_level: @query for contacts of one level alone; @derived must outlive it. */
void fw_why_query_limit_level (FwCubeQuery *query, const FwDerived *derived, guint level);

G_END_DECLS
