/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/why/fw-scan.h"

G_BEGIN_DECLS

/** Influence of one leaf: neither its weight nor its deviation counts beyond so many standard
 * deviations. */
#define FW_SCAN_MOST_INFLUENCE 8.0
/** Leaf cells over all cuboids together; beyond it memory is no longer a desk's. */
#define FW_SCAN_MOST_CELLS (48u << 20)

/**
 * FwScanChannels:
 * What a cell needs to be scored is the sum of these over its leaves. Every channel is rounded to a
 * grid on which those sums are exact, so that their order changes nothing.
 */
typedef struct
{
  double a;      /* weight × deviation, both bounded, in standard deviations */
  double b;      /* weight² */
  double volume; /* additive: now + then; else trials now */
  double now;    /* sum now */
  double expected;
  double plain;  /* variance of now if trials were independent and history certain */
  double spread; /* variance of now − expected as it is */
  double live;   /* leaves that count */
} FwScanChannels;

#define FW_SCAN_N_CHANNELS (sizeof (FwScanChannels) / sizeof (double))

/** FwScanCuboid: one group-by; its cells are those with leaves. */
typedef struct
{
  guint mask; /* bit per attribute */
  guint layers;
  guint n_cells;
  guint from;          /* cuboid that it is summed from */
  guint32 *cell_of;    /* by cell of @from */
  guint32 *first_leaf; /* by cell: whose codes it has */
  FwScanChannels *sums;
  gboolean tested; /* FALSE: only others are summed from it */
  double log_cells;
} FwScanCuboid;

typedef struct
{
  guint cuboid;
  guint cell;
} FwScanAt;

typedef struct
{
  const FwCells *cells;
  FwScanOptions options;
  GCancellable *cancellable;
  GArray *cuboids; /* of FwScanCuboid, most layers first; the first has a cell a leaf */
  FwScanChannels *leaves;
  guint8 *dead; /* by leaf: belongs to a cause */
  guint n_tested;
  int direction;
} FwScan;

#define fw_scan_cuboid(self, i) (&g_array_index ((self)->cuboids, FwScanCuboid, i))

/* ---- fw-scan-cuboids.c ---- */
gboolean fw_scan_build_cuboids (FwScan *self, GError **error);
/** fw_scan_sum: from the leaves that are not dead. FALSE when cancelled. */
gboolean fw_scan_sum (FwScan *self, GError **error);
void fw_scan_clear_cuboids (FwScan *self);
gboolean fw_scan_holds (const FwScan *self, FwScanAt at, guint leaf);
gboolean fw_scan_check_cancelled (const FwScan *self, GError **error);

/* ---- fw-scan-leaves*.c ---- */
/** fw_scan_fill_leaves: channels of every leaf. Needs direction for the noise: 0 takes the quieter
 * side. */
void fw_scan_fill_leaves (FwScan *self);
void fw_scan_round_channels (FwScanChannels *leaves, guint n_leaves);

/* ---- fw-scan-score.c ---- */
static inline double
fw_scan_gain (const FwScanChannels *sums)
{
  return sums->b > 0 ? sums->a * sums->a / (2 * sums->b) : 0;
}

/** fw_scan_strength: the log-likelihood ratio that a verdict rests on. */
double fw_scan_strength (FwCellsForm form, const FwScanChannels *sums);
/** fw_scan_p: of a strength, both sides. */
double fw_scan_p (double strength);

/* ---- fw-scan-search.c ---- */
gboolean fw_scan_search (FwScan *self, FwScanResult *result, GError **error);

G_END_DECLS
