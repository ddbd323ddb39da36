/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/metric/fw-metric.h"

G_BEGIN_DECLS

/** FwCaseFact: what figures follow from of one case. Moments in µs UTC; 0: not yet. */
typedef struct
{
  gint64 came;
  gint64 answered; /* when it was no longer new */
  gint64 closed;   /* 0 as well where it was opened again */
  gboolean complaint;
  gboolean repeated; /* of a complaint: the same was raised before */
  gboolean late;     /* something that the centre owed was overdue */
  guint departments; /* that had it beside the floor */
  guint promises;    /* that fell due */
  guint promises_kept;
  guint steps; /* of checklists, that apply */
  guint steps_done;
} FwCaseFact;

/** FwCaseMeasure: by name "close", "spread", "response", "kept", "repeated", "departments",
 * "promises", "checklists". */
typedef enum
{
  FW_CASE_CLOSE,       /* mean time from coming to closing, seconds */
  FW_CASE_SPREAD,      /* standard deviation of that time among complaints, seconds */
  FW_CASE_RESPONSE,    /* mean time from coming to the first answer, seconds */
  FW_CASE_KEPT,        /* share of closed cases in which nothing was overdue */
  FW_CASE_REPEATED,    /* share of complaints that were raised before */
  FW_CASE_DEPARTMENTS, /* mean of those that had a case, the floor counted */
  FW_CASE_PROMISES,    /* share of promises that were kept, of those that fell due */
  FW_CASE_CHECKLISTS,  /* share of closed cases in which all steps were done, of those that owed any
                        */
  FW_N_CASE_MEASURES
} FwCaseMeasure;

extern const char *const fw_case_measure_names[FW_N_CASE_MEASURES];

/** FwCaseFigure: value and limits are NAN where they cannot be told. */
typedef struct
{
  guint64 n; /* cases; of FW_CASE_PROMISES promises */
  double value;
  FwInterval interval; /* at 95 % */
} FwCaseFigure;

/** fw_case_figure_find: @facts: (array length=n): in any order. */
FwCaseFigure fw_case_figure_find (const FwCaseFact *const *facts, guint n, FwCaseMeasure measure);

/** fw_case_fact_counts: whether a case is among those that the figure is of. */
gboolean fw_case_fact_counts (const FwCaseFact *fact, FwCaseMeasure measure);
/** fw_case_fact_get: what a case brings to the figure: seconds, departments, promises kept, or 1
 * and 0 of a share. */
double fw_case_fact_get (const FwCaseFact *fact, FwCaseMeasure measure);

/** FwCaseShare: whether a type of complaint reaches a share of all; by name "below", "reached",
 * "reached-may-be-chance". */
typedef enum
{
  FW_CASE_SHARE_BELOW,
  FW_CASE_SHARE_REACHED,
  FW_CASE_SHARE_CHANCE /* reached, but its interval begins below the threshold */
} FwCaseShare;

const char *fw_case_share_to_name (FwCaseShare share);
/** fw_case_share_judge: exactly the threshold is reached. @interval: (out). */
FwCaseShare
fw_case_share_judge (guint64 complaints, guint64 all, double threshold, FwInterval *interval);

/** FwCaseRaised: a complaint, to find what was raised before. */
typedef struct
{
  const char *customer; /* (nullable): nobody can tell */
  const char *cause;    /* (nullable) */
  gint64 came;          /* µs UTC */
  gboolean repeated;    /* in: as the customer says it; out: or as it was found */
} FwCaseRaised;

/** fw_case_find_repeats: the same customer complained about the same up to @days before. Several
 * of one moment do not repeat each other. @raised: in any order, kept in it. */
void fw_case_find_repeats (FwCaseRaised *raised, guint n, double days);

G_END_DECLS
