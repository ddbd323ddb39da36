/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "support/fw-test-events.h"

G_BEGIN_DECLS

/** FloorWorld: a floor with a cube of its own, for streams of events that are played to it. */
typedef struct
{
  FwCube *cube;
  FwFloor *floor;
  FwDirectory *directory;
} FloorWorld;

/** floor_world_make: @house: (element-type FwRecord) */
FloorWorld floor_world_make (GPtrArray *house);
void floor_world_end (FloorWorld *world);

/** floor_world_describe: Returns: (transfer full): all that can be seen but the position in the
 * ledger, which follows the batches. Closes states at one moment. */
char *floor_world_describe (FloorWorld *world);

G_END_DECLS
