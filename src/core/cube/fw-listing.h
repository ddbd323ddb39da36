/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-cube.h"

G_BEGIN_DECLS

/** FwListingOrder: what a list of contacts is sorted by. */
typedef enum
{
  FW_LISTING_ARRIVAL,
  FW_LISTING_DIMENSION, /* the ranks of FwListing */
  FW_LISTING_OUTCOME,
  FW_LISTING_TRANSFER,
  FW_LISTING_WAIT,
  FW_LISTING_HANDLING,
  FW_LISTING_RATING,
  FW_LISTING_RESOLUTION
} FwListingOrder;

/** Rows that are sorted by anything but their arrival at most; all of them are in memory then. */
#define FW_LISTING_MOST_SORTED 1000000

/** FwListing: which of a question's contacts a list shows, and in which order: fill from
 * FW_LISTING_INIT. */
typedef struct
{
  guint ratings;         /* bits: 1 << rating, of none 1 << 0; 0: whatever it is */
  guint resolutions;     /* bits: 1 << FwResolution; 0: whatever it is */
  gint64 least_wait;     /* ms; with a bound only those whose wait is known */
  gint64 most_wait;      /* ms, inclusive */
  gint64 least_handling; /* ms; with a bound only those that were handled */
  gint64 most_handling;  /* ms, inclusive */
  GHashTable *keys;      /* (nullable) (element-type guint64*): FwContact.key: these alone */
  FwListingOrder order;
  gboolean descending;
  FwDimension dimension; /* of FW_LISTING_DIMENSION */
  const guint32 *ranks;  /* by code; G_MAXUINT32: stands last in both directions */
  guint n_ranks;
} FwListing;

#define FW_LISTING_INIT                                                                            \
  {                                                                                                \
    .most_wait = G_MAXINT64, .most_handling = G_MAXINT64                                           \
  }

/** fw_listing_wants: whether the list shows @contact. */
gboolean fw_listing_wants (const FwListing *self, const FwContact *contact);

/** fw_listing_get_key: Returns: where @contact stands: lower keys come first. What is not known
 * stands last in both directions. */
guint64 fw_listing_get_key (const FwListing *self, const FwContact *contact);

/**
 * fw_cube_list_sorted: as fw_cube_list(), of those alone that @listing wants, in its order; those
 * that are alike in it stand by their arrival.
 * Returns: (transfer full): NULL with FW_ERROR_TOO_LARGE where more would have to be sorted than
 * FW_LISTING_MOST_SORTED.
 */
GArray *fw_cube_list_sorted (FwCube *self,
                             const FwCubeQuery *query,
                             FwMeasure measure,
                             const FwListing *listing,
                             guint64 offset,
                             guint limit,
                             guint64 *total,
                             GError **error);

G_END_DECLS
