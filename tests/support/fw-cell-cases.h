/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/why/fw-cells.h"

G_BEGIN_DECLS

/* Leaf tables with planted causes, the same for the same seed. */

typedef enum
{
  FW_CELL_CASE_LARGE,       /* 10 × 24 × 10 × 15 amounts, causes of one leaf each */
  FW_CELL_CASE_DEEP,        /* 10 × 12 × 10 × 8 × 5 amounts, groups of causes of any depth */
  FW_CELL_CASE_LARGE_SMALL, /* 6 × 12 × 6 × 8, as the first */
  FW_CELL_CASE_DEEP_SMALL,  /* 7 × 9 × 7 × 6 × 5, as the second */
  FW_CELL_CASE_RATE,        /* a contact centre's ratios: one to three causes */
  FW_CELL_CASE_RATE_DECOY,  /* a cause beside a volume that moved */
  FW_CELL_CASE_MIX,         /* only a volume moved */
  FW_CELL_CASE_NOTHING,
  FW_CELL_CASE_WIDE_SEVERAL, /* ratios of centres of very different size and kind: two or three
                                causes of one to three attributes, weak ones too */
  FW_CELL_CASE_WIDE_DECOY,   /* such a centre: one cause beside a volume that moved */
  FW_CELL_CASE_WIDE_MIX,     /* only a volume moved */
  FW_CELL_CASE_WIDE_NOTHING,
  FW_CELL_CASE_MEAN, /* handling times, skewed; one or two causes */
  FW_CELL_CASE_MEAN_NOTHING,
  FW_N_CELL_CASES
} FwCellCase;

const char *fw_cell_case_get_name (FwCellCase kind);

/** fw_cell_case_new: @truth: (out): its causes in the set notation. */
FwCells *fw_cell_case_new (FwCellCase kind, guint32 seed, char **truth);

/** FwCellScore: elements over cases; F1 = 2 hits / (2 hits + false alarms + misses). */
typedef struct
{
  guint hits, false_alarms, misses;
} FwCellScore;

/** fw_cell_score_add: both in the set notation; the order of elements and of pairs does not matter.
 */
void fw_cell_score_add (FwCellScore *self, const char *truth, const char *found);
double fw_cell_score_get_f1 (const FwCellScore *self);

G_END_DECLS
