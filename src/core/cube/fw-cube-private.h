/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-segment.h"

G_BEGIN_DECLS

/** FwCubeClock: the zone that holds for a site's days from @since on. */
typedef struct
{
  gint32 since;
  FwZone *zone;
} FwCubeClock;

struct _FwCube
{
  GRWLock lock;
  GMutex index_mutex; /* guards key indexes, which are made while reading */
  GMutex pairs_mutex; /* guards the making of pair sums while reading */
  FwDictionary *dictionaries[FW_N_DIMENSIONS];
  GPtrArray *sites;    /* by code; GArray of FwCubeClock ascending, or NULL */
  GPtrArray *segments; /* FwSegment ascending by site and day */
  FwSegment *recent;   /* the one that was last appended to */
};

FwSegment *fw_cube_get_segment (FwCube *self, guint16 site, gint32 day);
/** fw_cube_find_place: the index of the first segment not before (site, day). */
guint fw_cube_find_place (FwCube *self, guint16 site, gint32 day);
gint32 fw_cube_get_day (FwCube *self, guint16 site, gint64 at);
void fw_cube_insert_segment (FwCube *self, FwSegment *segment);

/** fw_cube_ensure_pairs: the pair sums of a sealed segment, made when they are not there. */
const FwPairs *fw_cube_ensure_pairs (FwCube *self, FwSegment *segment);

G_END_DECLS
