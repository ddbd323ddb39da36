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
  GMutex gate; /* held by a writer who waits, so that no new reader comes before her */
  GRWLock lock;
  GMutex index_mutex; /* guards key indexes, which are made while reading */
  GMutex pairs_mutex; /* guards the making of pair sums while reading */
  FwDictionary *dictionaries[FW_N_DIMENSIONS];
  GPtrArray *sites;    /* by code; GArray of FwCubeClock ascending, or NULL */
  GPtrArray *segments; /* FwSegment ascending by site and day */
  FwSegment *recent;   /* the one that was last appended to */
  FwCubeShelf shelf;   /* of a cube that takes bounded memory; put is NULL in any other */
  gsize most_bytes;    /* that its segments may take */
  guint64 uses;        /* of segments, counted where there is a shelf */
  gboolean broken;     /* the shelf failed: what is here is not all */
};

/** fw_cube_get_segment: brings it back from the shelf. */
FwSegment *fw_cube_get_segment (FwCube *self, guint16 site, gint32 day);
/** fw_cube_get_segment_at: the one at @place, from the shelf where it lies there; then what it
 * displaces is put away. For a walk through all of them. */
FwSegment *fw_cube_get_segment_at (FwCube *self, guint place);
/** fw_cube_bring_back: Returns: the segment that @trace, which is freed, stood for. */
FwSegment *fw_cube_bring_back (FwCube *self, FwSegment *trace);
/** fw_cube_find_place: the index of the first segment not before (site, day). */
guint fw_cube_find_place (FwCube *self, guint16 site, gint32 day);
gint32 fw_cube_get_day (FwCube *self, guint16 site, gint64 at);
void fw_cube_insert_segment (FwCube *self, FwSegment *segment);

/** fw_cube_ensure_pairs: the pair sums of a sealed segment, made when they are not there. */
const FwPairs *fw_cube_ensure_pairs (FwCube *self, FwSegment *segment);

G_END_DECLS
