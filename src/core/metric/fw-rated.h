/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/** FwRatedSide: a side of service that a survey may ask about by itself. */
typedef struct
{
  const char *name;   /* on the wire: "attitude" ... */
  const char *label;  /* N_(): translate when showing */
  const char *advice; /* N_(): what to do where it is rated low */
} FwRatedSide;

#define FW_RATED_N_SIDES 8

const FwRatedSide *fw_rated_sides (void); /* FW_RATED_N_SIDES of them */
/** fw_rated_find: Returns: the index of a side, -1 when there is none of that name. */
gint fw_rated_find (FwText name);

/*
 * The scores of one survey in 32 bits: three for each side, 0 where it was not rated, else 1 to 5.
 */
static inline guint
fw_rated_get (guint32 scores, guint side)
{
  return scores >> (3 * side) & 7;
}

static inline guint32
fw_rated_set (guint32 scores, guint side, guint score)
{
  return (scores & ~(7u << (3 * side))) | (guint32) score << (3 * side);
}

/** fw_rated_check: whether @scores are such as a survey can give. */
gboolean fw_rated_check (guint32 scores);

/** fw_rated_merge: what was rated in @later goes before what was rated in @scores. */
guint32 fw_rated_merge (guint32 scores, guint32 later);

/** FwRatedSums: of many surveys, by side. */
typedef struct
{
  guint64 n[FW_RATED_N_SIDES];
  guint64 points[FW_RATED_N_SIDES];
  guint64 squares[FW_RATED_N_SIDES];
} FwRatedSums;

void fw_rated_add (FwRatedSums *sums, guint32 scores);

G_END_DECLS
