/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside of the factors: what people and systems did on a site's day, and who looks at it. */

#include "core/cube/fw-cube-private.h"
#include "core/why/fw-factor.h"

G_BEGIN_DECLS

/** FwFactorDay: the people of one segment, by agent code below @n_agents. */
typedef struct
{
  guint n_rows, n_times; /* of the segment when this was made */
  guint n_agents;
  guint32 *signed_ms; /* in any state but signed out */
  guint32 *night_ms;  /* of it between 22:00 and 06:00 by the site's clock */
  GPtrArray *levels;  /* by factor: GBytes or NULL */
} FwFactorDay;

/** fw_factors_get_day: (transfer none): NULL where the site has no segment of that day. */
const FwFactorDay *fw_factors_get_day (FwFactors *self, guint16 site, gint32 day);
/** fw_factors_get_first_day: the first day of the site of which people's time is known;
 * G_MAXINT32 for none. */
gint32 fw_factors_get_first_day (FwFactors *self, guint16 site);
FwCube *fw_factors_get_cube (FwFactors *self);
/** fw_factors_find_segment: (transfer none) (nullable) */
const FwSegment *fw_factors_find_segment (FwFactors *self, guint16 site, gint32 day);

/** Level of a value by ascending limits: 1 below the first. */
static inline guint8
fw_factor_place (const guint32 *limits, guint n_limits, guint64 value)
{
  guint8 level = 1;

  while (level <= n_limits && value >= limits[level - 1])
    level++;
  return level;
}

/* fw-factor-people.c */
void fw_factor_fill_nights (FwFactors *factors, const FwSegment *segment, guint8 *levels, guint n);
void fw_factor_fill_hours (FwFactors *factors, const FwSegment *segment, guint8 *levels, guint n);
void fw_factor_fill_break (FwFactors *factors, const FwSegment *segment, guint8 *levels, guint n);
extern const guint32 fw_factor_night_limits[5];
extern const guint32 fw_factor_hour_limits[4];
extern const guint32 fw_factor_break_limits[3];

/* fw-factor-floor.c */
void
fw_factor_fill_occupancy (FwFactors *factors, const FwSegment *segment, guint8 *levels, guint n);
void
fw_factor_fill_newcomers (FwFactors *factors, const FwSegment *segment, guint8 *levels, guint n);
void
fw_factor_fill_response (FwFactors *factors, const FwSegment *segment, guint8 *levels, guint n);
void
fw_factor_fill_transfers (FwFactors *factors, const FwSegment *segment, guint8 *levels, guint n);
extern const guint32 fw_factor_occupancy_limits[4];
extern const guint32 fw_factor_newcomer_limits[3];
extern const guint32 fw_factor_response_limits[3];

G_END_DECLS
