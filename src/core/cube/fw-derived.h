/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-segment.h"

G_BEGIN_DECLS

/** FwDerivedBy: what the level of a row follows from, so that one small table a segment tells it.
 */
typedef enum
{
  FW_DERIVED_BY_AGENT,           /* by agent code */
  FW_DERIVED_BY_HALF_HOUR,       /* by half hour of the site's day, 0-49 */
  FW_DERIVED_BY_AGENT_HALF_HOUR, /* by agent × FW_DERIVED_HALF_HOURS + half hour */
  FW_DERIVED_BY_TEAM_HALF_HOUR,  /* the same by team */
  FW_DERIVED_BY_PRODUCT_HALF_HOUR,
  FW_DERIVED_BY_WAIT, /* by the class of its wait: how many of limits it reaches; not known where
                         the wait is not */
  FW_DERIVED_BY_FLAGS /* by the FLAGS byte: outcome | transfer << 3 | ... */
} FwDerivedBy;

#define FW_DERIVED_HALF_HOURS 50
#define FW_DERIVED_MOST_LEVELS 255

/**
 * FwDerived:
 * An axis that no column holds: a factor. Levels are codes from 0; level 0 is "not known". The
 * callback gives every row of a segment its level through one small table and must answer the same
 * whenever asked, from any thread, under the cube's read lock.
 */
struct _FwDerived
{
  const char *name; /* on the wire: "consecutive_nights", "weekday" ... */
  FwDerivedBy by;
  guint n_levels;
  const guint32 *limits; /* of FW_DERIVED_BY_WAIT: ms, ascending */
  guint n_limits;
  /** @levels: all 0, @n of them: for every agent code (and half hour) that the segment has, 256
   * flags, or n_limits + 1 classes of wait. Values must be below n_levels. */
  void (*fill) (const FwSegment *segment, guint8 *levels, guint n, gpointer user_data);
  gpointer user_data;
};

/** FwDerivedTable: the levels of one segment; zero-initialise, reuse, clear at the end. */
typedef struct
{
  const FwDerived *derived;
  const FwSegment *segment;
  guint8 *levels;
  guint n_levels;
} FwDerivedTable;

void
fw_derived_table_fill (FwDerivedTable *self, const FwDerived *derived, const FwSegment *segment);
void fw_derived_table_clear (FwDerivedTable *self);

/** fw_derived_table_get: the level of one row. */
guint8 fw_derived_table_get (const FwDerivedTable *self, guint32 row);
/** fw_derived_table_read: the levels of @n rows. */
void
fw_derived_table_read (const FwDerivedTable *self, const guint32 *rows, guint n, guint8 *levels);

/** fw_derived_weekday: 1 (Monday) to 7 of the site's day. */
extern const FwDerived fw_derived_weekday;

G_END_DECLS
