/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-query.h"

G_BEGIN_DECLS

/** FwAxis: one part of a group's key: a dimension as a range of codes. */
typedef struct
{
  FwDimension dimension;
  guint low;
  guint size;
  guint64 stride;
} FwAxis;

/**
 * FwGroups: the groups of an answer. Dense: one place for each key, in the order of the answer.
 * Sparse: keys get numbers as they appear.
 */
typedef struct
{
  FwAxis axes[FW_CUBE_MAX_BY];
  guint n_axes;
  FwBucket bucket;
  GArray *starts; /* gint64: starts of all buckets, ascending */
  guint64 inner;  /* keys of one bucket */
  guint64 n_keys;
  gboolean sparse;
  FwCubeGroup *groups; /* their keys are filled at the end */
  guint n_groups;      /* dense: n_keys */
  GArray *array;       /* (nullable): holds groups where they are few, to become the answer */
  guint n_allocated;
  guint64 *keys;      /* sparse: of each number */
  FwTable numbers;    /* sparse */
  guint most;         /* groups that an answer may have */
  gboolean overflown; /* there are more */
} FwGroups;

#define FW_GROUPS_MAX 1000000 /* where the query says nothing */

/** fw_axis_measure: the range of codes in the segments. */
void fw_axis_measure (FwAxis *axis, const FwQuery *range);

/** fw_groups_init: FALSE when keys do not fit 64 bits. */
gboolean fw_groups_init (FwGroups *self, const FwQuery *range, const FwCubeQuery *query);
void fw_groups_clear (FwGroups *self);

/** fw_groups_list_starts: fills starts from the segments. */
void fw_groups_list_starts (FwGroups *self, const FwQuery *range);
/** fw_groups_find_bucket: the index of the bucket in which a half hour of a segment lies. */
guint fw_groups_find_bucket (const FwGroups *self,
                             FwCube *cube,
                             const FwSegment *segment,
                             guint half_hour);

/** fw_groups_intern: Returns: the number of a key; that of the first when there are too many. */
guint32 fw_groups_intern (FwGroups *self, guint64 key);

static inline FwSums *
fw_groups_get (FwGroups *self, guint64 key)
{
  guint64 number = self->sparse ? fw_groups_intern (self, key) : key; /* may move the groups */

  return &self->groups[number].sums;
}

/** fw_groups_answer: Returns: (transfer full) (nullable): the non-empty groups in order, and their
 * total; NULL when there are too many. */
FwCubeAnswer *fw_groups_answer (FwGroups *self, FwCubeLevel level);

G_END_DECLS
