/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/why/fw-scan.h"

G_BEGIN_DECLS

/** Influence of one leaf: neither its weight nor its deviation counts beyond so many standard
 * deviations. */
#define FW_SCAN_MOST_INFLUENCE 8.0
/** A p is no better than the noise that was fitted to the same leaves, so that of the level asked
 * for a fifth is spent and the rest held back. */
#define FW_SCAN_RESERVE 5.0
/** Bytes of all cuboids together, where the options do not say: a desk's memory. */
#define FW_SCAN_MOST_BYTES ((gsize) 3 << 30)

/**
 * FwScanChannels:
 * What a cell needs to be scored is the sum of these over its leaves. Every channel is rounded to a
 * grid on which those sums are exact, so that neither their order nor taking leaves off again
 * changes anything.
 */
typedef struct
{
  double a;      /* weight × deviation, both bounded, in standard deviations */
  double b;      /* weight²; ratio: variance with a certain history; mean: squares about the
                    expected, as seen now */
  double volume; /* additive: now + then; else trials now */
  double now;    /* sum now */
  double expected;
  double plain;   /* variance of now if trials were independent and history certain */
  double spread;  /* variance of now − expected as it is */
  double history; /* trials then, of all periods; 0 in an additive table */
} FwScanChannels;

#define FW_SCAN_N_CHANNELS (sizeof (FwScanChannels) / sizeof (double))

/* As many channels at once as every processor adds at once. */
typedef double FwScanPair __attribute__ ((vector_size (16), aligned (8), may_alias));
#define FW_SCAN_N_PAIRS (sizeof (FwScanChannels) / sizeof (FwScanPair))

static inline void
fw_scan_add (FwScanChannels *to, const FwScanChannels *from)
{
  for (guint c = 0; c < FW_SCAN_N_PAIRS; c++)
    ((FwScanPair *) to)[c] += ((const FwScanPair *) from)[c];
}

static inline void
fw_scan_subtract (FwScanChannels *to, const FwScanChannels *from)
{
  for (guint c = 0; c < FW_SCAN_N_PAIRS; c++)
    ((FwScanPair *) to)[c] -= ((const FwScanPair *) from)[c];
}

/** FwScanCuboid: one group-by; its cells are those with leaves. */
typedef struct
{
  guint mask; /* bit per attribute */
  guint layers;
  guint n_cells;
  guint from;          /* cuboid that it is summed from */
  guint32 *cell_of;    /* by cell of @from */
  guint32 *first_leaf; /* by cell: whose codes it has; NULL in the first, where a cell is a leaf */
  FwScanChannels *sums;
  gboolean tested; /* FALSE: only others are summed from it */
  double log_cells;
  double inflation; /* by which its strengths are divided, ≥ 1 */
} FwScanCuboid;

typedef struct
{
  guint cuboid;
  guint cell;
} FwScanAt;

typedef struct
{
  const FwCells *cells;
  FwCellsForm form;
  FwScanOptions options;
  GCancellable *cancellable;
  GArray *cuboids; /* of FwScanCuboid, most layers first; the first has a cell a leaf */
  FwScanChannels *leaves;
  guint32 *columns; /* codes of all leaves by the first attribute, then by the next */
  double *rates;    /* (nullable): of ratios and means: what is expected of a leaf's trials */
  double rhos[2];   /* correlation of a leaf's trials, told from those that fell, and that rose;
                       negative: not looked at yet */
  guint8 *dead;     /* by leaf: belongs to a cause */
  guint single;     /* mask of attributes with one value */
  guint n_tested;
  int direction;
  double bar;   /* strength that chance reaches once in 1 / level tables of this size */
  double least; /* effect on the sum that a cause has at least */
} FwScan;

#define fw_scan_cuboid(self, i) (&g_array_index ((self)->cuboids, FwScanCuboid, i))
#define fw_scan_sums(self, at) (&fw_scan_cuboid (self, (at).cuboid)->sums[(at).cell])

static inline guint
fw_scan_first_leaf (const FwScanCuboid *cuboid, guint cell)
{
  return cuboid->first_leaf != NULL ? cuboid->first_leaf[cell] : cell;
}

/* ---- fw-scan-cuboids.c ---- */
gboolean fw_scan_build_cuboids (FwScan *self, GError **error);
/** fw_scan_sum: from the leaves that are not dead. FALSE when cancelled. */
gboolean fw_scan_sum (FwScan *self, GError **error);
/** fw_scan_take_off: those leaves count no longer. */
gboolean fw_scan_take_off (FwScan *self, const guint32 *leaves, guint n_leaves, GError **error);
void fw_scan_clear_cuboids (FwScan *self);
/** fw_scan_holds: whether the cell has the values of @leaf. */
gboolean fw_scan_holds (const FwScan *self, FwScanAt at, guint leaf);
gboolean fw_scan_check_cancelled (const FwScan *self, GError **error);

/* ---- fw-scan-leaves.c, fw-scan-additive.c, fw-scan-rates.c ---- */
/** fw_scan_fill_leaves: channels of every leaf. The noise is told from the side against the
 * direction; 0 takes the quieter side. */
void fw_scan_fill_leaves (FwScan *self);
void fw_scan_fill_additive (FwScan *self);
void fw_scan_fill_rates (FwScan *self);
/** fw_scan_is_filled: whether the leaves, filled while no direction was known, are what they are
 * in the present one as well. */
gboolean fw_scan_is_filled (const FwScan *self);
/** fw_scan_set_ranking: a leaf's weight is what a common shift of @scale would move it by, in its
 * own standard deviations; both it and the deviation are bounded. */
void fw_scan_set_ranking (FwScanChannels *leaf, double scale, double deviation, double variance);
/** fw_scan_select: puts the @k-th smallest at @k, nothing greater before it. */
void fw_scan_select (double *values, guint n, guint k);
/** fw_scan_find_median: of at least one; reorders them. */
double fw_scan_find_median (double *values, guint n);

/* ---- fw-scan-score.c ---- */
/** fw_scan_strength: the log-likelihood ratio of "these leaves moved together" to "nothing did". */
double fw_scan_strength (FwCellsForm form, const FwScanChannels *sums);
/** fw_scan_strength_above: the same; where it is below @least, any smaller number will do. */
double fw_scan_strength_above (FwCellsForm form, const FwScanChannels *sums, double least);
/** fw_scan_p: of a strength, both sides. */
double fw_scan_p (double strength);
/** fw_scan_find_bar: the strength whose fw_scan_p() is @p. */
double fw_scan_find_bar (double p);
double fw_scan_theta (FwCellsForm form, const FwScanChannels *sums);
/** fw_scan_side: -1, 0 or 1. */
int fw_scan_side (FwCellsForm form, const FwScanChannels *sums);

/* ---- fw-scan-level.c ---- */
/** fw_scan_settle: from the strongest cell to the one that is named: a child where only a part of
 * the cell moved, a parent where the rest of it moved as well. */
void fw_scan_settle (const FwScan *self, FwScanAt *at);

/* ---- fw-scan-best.c ---- */
/** fw_scan_is_supported: has the trials that the options ask for. */
gboolean fw_scan_is_supported (const FwScan *self, const FwScanChannels *sums);
/** fw_scan_find_best: of the cells that moved in the direction with a strength of @bar (times
 * their cuboid's inflation) and an effect of at least, the most likely one. @all: those with too
 * few trials as well. FALSE: none, or cancelled. */
gboolean fw_scan_find_best (const FwScan *self, double bar, gboolean all, FwScanAt *at);

/* ---- fw-scan-prepare.c ---- */
gboolean fw_scan_prepare (FwScan *self, FwScanResult *result, GError **error);

/* ---- fw-scan-search.c ---- */
/** fw_scan_match: (transfer full): leaves with these values that are in no cause yet, ascending. */
guint32 *fw_scan_match (const FwScan *self, const guint32 *codes, guint *n);
/** fw_scan_list_leaves: (transfer full): of a cell, those that are in no cause yet, ascending. */
guint32 *fw_scan_list_leaves (const FwScan *self, FwScanAt at, guint *n);
gboolean fw_scan_search (FwScan *self, FwScanResult *result, GError **error);

G_END_DECLS
