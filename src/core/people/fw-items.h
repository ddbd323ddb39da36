/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/metric/fw-metric.h"

G_BEGIN_DECLS

/* The questions of an exam by the answers that people gave: how difficult each was, how well it
 * tells the strong from the weak, and whether a wrong option does so better than the key. */

/** FW_ITEM_NONE: no answer, which is a wrong one; or a key that nobody chose. */
#define FW_ITEM_NONE G_MAXUINT16
/** Below this correlation with the rest a question does not tell people apart. */
#define FW_ITEM_WEAK 0.10

/** FwAnswers: who answered what; options are numbered for each item from 0. */
typedef struct
{
  guint n_persons, n_items;
  const guint16 *answers;   /* person by person: the option of each item, or FW_ITEM_NONE */
  const guint16 *keys;      /* by item: the right option, or FW_ITEM_NONE */
  const guint16 *n_options; /* by item */
  const guint64 *times;     /* (nullable): by person: how many people answered just so */
} FwAnswers;

/** FwItemOption: those who chose an option. */
typedef struct
{
  guint64 n;
  double share;
  double mean_rest; /* their mean of the other items */
  double r_rest;    /* correlation of choosing it with the other items; NAN without variation */
} FwItemOption;

typedef struct
{
  guint64 n, correct;
  double p; /* difficulty: the share who are right */
  FwInterval interval;
  double r_rest;  /* correlation with the sum of the other items; NAN without variation */
  double r_total; /* with the sum of all */
  double d27;     /* p in the best 27 % less p in the weakest; ties at the edge count in part */
  double alpha_without;
  gboolean weak;         /* r_rest below FW_ITEM_WEAK */
  guint16 better_option; /* a wrong one with a higher r_rest than the key, or FW_ITEM_NONE */
  FwItemOption *options; /* n_options of them */
} FwItem;

typedef struct
{
  guint64 n;
  guint n_items;
  double mean_total, sd_total; /* of the number right */
  double alpha;                /* NAN for fewer than two items, or without variation */
  double kr20;                 /* the same with variances of the population */
  double error;                /* standard error of measurement */
  FwItem *items;
  FwItemOption *options; /* of all items */
} FwItemAnalysis;

/** fw_items_analyse: Returns: (transfer full). */
FwItemAnalysis *fw_items_analyse (const FwAnswers *answers);
void fw_item_analysis_free (FwItemAnalysis *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwItemAnalysis, fw_item_analysis_free)

G_END_DECLS
