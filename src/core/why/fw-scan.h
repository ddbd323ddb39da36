/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/why/fw-cells.h"

G_BEGIN_DECLS

/**
 * The search for causes: every cell of every group-by of a leaf table is scored by the likelihood
 * that its leaves moved together against the likelihood that nothing moved; the best one is taken,
 * its leaves are put aside, and so on. docs/why.md tells the method and what it assumes.
 */
typedef enum
{
  FW_SCAN_CAUSE,    /* the false-discovery rate of the question holds at the level asked for */
  FW_SCAN_POSSIBLE, /* it would hold at 20 % only */
  FW_SCAN_CHANCE,   /* chance explains it */
  FW_SCAN_TOO_FEW   /* cannot tell: fewer trials than the support asked for */
} FwScanVerdict;

typedef struct
{
  int direction;    /* -1: the figure fell, 1: it rose, 0: told from the data */
  guint most;       /* causes at most; 0: 20 */
  guint layers;     /* attributes in one cause at most; 0: as many as there are */
  double level;     /* false-discovery rate; 0: 0.05 */
  double support;   /* trials now or then below which a cell gets no verdict; 0: any (not for
                       additive tables, which have no trials) */
  guint most_rest;  /* candidates that are no causes, at most; 0: none are looked for */
  guint most_near;  /* neighbours listed with each cause, at most; 0: none */
  gsize most_bytes; /* of memory for the cells beside the table; 0: a desk's */
} FwScanOptions;

/** FwScanCell: one cell and its scores. */
typedef struct
{
  guint32 codes[FW_CELLS_MOST_ATTRIBUTES]; /* FW_CELLS_ANY where it does not matter */
  FwScanVerdict verdict;
  double theta;    /* common shift of its leaves; additive: share of (now + then) / 2, ratio: log
                      odds, mean: in the figure's unit */
  double gain;     /* strength less what choosing among the cells of its group-by costs */
  double strength; /* log-likelihood ratio against "nothing moved here" */
  double p;        /* of strength, this cell alone; noise as wild as seen on the other side */
  double q;        /* of strength, with everything that was tested in this question counted */
  double expected; /* sum now if nothing had moved */
  FwCellSums now, then;
} FwScanCell;

typedef struct
{
  FwScanCell cell;
  guint32 *leaves; /* ascending; a leaf belongs to one cause at most */
  guint n_leaves;
  FwScanCell *near; /* its ancestors and descendants, strongest first: weaker explanations */
  guint n_near;
} FwScanCause;

/** FwScanResult: the same table gives the same result whatever the order of leaves, attributes and
 * values. */
typedef struct
{
  int direction;       /* asked for, or found */
  FwScanCause *causes; /* in the order found: most likely first */
  guint n_causes;
  FwScanCause *rest; /* possible, chance, too few; no leaf of a cause is in them */
  guint n_rest;
  guint n_tested;    /* cells with leaves, over all group-bys */
  guint n_supported; /* of them, those with enough trials */
  double level;      /* as used */
} FwScanResult;

/**
 * fw_scan_run:
 * An empty table, one without history and one in which nothing moved have no causes and are no
 * errors.
 * @options: (nullable): NULL for 0 everywhere.
 * Returns: (nullable): NULL when cancelled or when the table is too large to search.
 */
FwScanResult *fw_scan_run (const FwCells *cells,
                           const FwScanOptions *options,
                           GCancellable *cancellable,
                           GError **error);

/**
 * fw_scan_run_volumes:
 * The same for the volumes of a ratio or a mean alone, to name what drives its mix. The causes may
 * have grown or shrunk: direction 0 looks at both sides, and theta tells which.
 */
FwScanResult *fw_scan_run_volumes (const FwCells *cells,
                                   const FwScanOptions *options,
                                   GCancellable *cancellable,
                                   GError **error);

void fw_scan_result_free (FwScanResult *self);

/** fw_scan_format_sets: appends the causes as "attr=value&attr=value;attr=value"; nothing for none.
 */
void fw_scan_format_sets (const FwScanResult *self, const FwCells *cells, GString *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwScanResult, fw_scan_result_free)

G_END_DECLS
