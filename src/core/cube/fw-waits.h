/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-cube.h"

G_BEGIN_DECLS

/** How long something took, by how many contacts: whole seconds up to a quarter of an hour, then
 * tens of seconds; what is longer than two and three quarter hours stands in the last. */
#define FW_WAITS_BINS 1800

typedef struct
{
  guint64 n;
  guint64 bins[FW_WAITS_BINS];
} FwWaits;

typedef enum
{
  FW_WAITS_ANSWERED,  /* until somebody answered; where the source stated it */
  FW_WAITS_ABANDONED, /* until the customer hung up */
  FW_WAITS_LEFT,      /* until it went on unanswered */
  FW_WAITS_ENDED,     /* handling of answered contacts that ended here */
  FW_WAITS_SENT_ON,   /* handling of answered contacts that were sent on */
  FW_N_WAITS
} FwWaitKind;

/** fw_cube_count_waits: under the read lock: of the contacts of @query (by, bucket and level are
 * ignored); @waits: FW_N_WAITS, added to. FALSE with G_IO_ERROR_CANCELLED. */
gboolean fw_cube_count_waits (FwCube *self,
                              const FwCubeQuery *query,
                              FwWaits *waits,
                              GCancellable *cancellable,
                              GError **error);

/** fw_waits_find: Returns: seconds within which @share of them were done; NaN where there are none.
 */
double fw_waits_find (const FwWaits *self, double share);

/** fw_waits_sum: Returns: seconds that all of them took together, each as the middle of its bin. */
double fw_waits_sum (const FwWaits *self);

G_END_DECLS
