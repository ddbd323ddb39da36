/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What somebody's work of a period comes to: figures become points of 0 to 100, points a total, and
 * whose totals cannot be told apart stands together. Nothing is invented: a part with too little
 * data has no points, and the total has bounds.
 */

/** FwAppraisalPeriod: days since 1970-01-01, both included. */
typedef struct
{
  gint32 from, to;
  char name[16]; /* "2026 Q4", "2026 H2", "2026", "2026-11", "2026-11/12" */
} FwAppraisalPeriod;

/** fw_appraisal_period_find: the one that @day lies in; years are cut into periods of @months from
 * January on, of which the last one may be shorter. @months: 1 to 12 */
void fw_appraisal_period_find (gint32 day, guint months, FwAppraisalPeriod *period);

/** FwIndicated: the figure that an indicator takes. */
typedef enum
{
  FW_INDICATED_CSAT,
  FW_INDICATED_HANDLING,
  FW_INDICATED_FIRST_CONTACT,
  FW_INDICATED_TRANSFERS,
  FW_INDICATED_ERRORS,
  FW_INDICATED_REVIEWS,
  FW_INDICATED_STANDARDS,
  FW_INDICATED_KNOWLEDGE, /* three sides of the view from all sides */
  FW_INDICATED_SKILL,
  FW_INDICATED_BEHAVIOUR,
  FW_INDICATED_CERTIFICATES,
  FW_INDICATED_READINESS,
  FW_INDICATED_WORKS,
  FW_INDICATED_AWARDS,
  FW_INDICATED_TEAM_HANDLING,
  FW_INDICATED_RISEN,
  FW_N_INDICATED /* none */
} FwIndicated;

/** fw_indicated_from_name: as the field “measure” of indicators has it; (nullable). */
FwIndicated fw_indicated_from_name (const char *name);
const char *fw_indicated_to_name (FwIndicated measure);
/** fw_indicated_get_least_policy: Returns: (nullable): the policy that says with how few nothing is
 * said; NULL: one is enough, as all there is was counted. */
const char *fw_indicated_get_least_policy (FwIndicated measure);

/** FwMeasured: in the unit of the measure; shares are percent. */
typedef struct
{
  double value;     /* NAN: there is none, or it is only known between which ends it lies */
  double low, high; /* 95 %; the value itself where all there is was counted; NAN: nothing is
                       known */
  guint n;          /* what it rests on */
} FwMeasured;

/** FwIndicator: how a figure becomes points. */
typedef struct
{
  FwIndicated measure;
  double target, nothing; /* 100 points, 0 points; a straight line between and no further */
  double weight;          /* percent */
  guint least;
} FwIndicator;

/** fw_indicator_score: Returns: 0 to 100. */
double fw_indicator_score (const FwIndicator *self, double value);

/** FwAppraisalPart: points of one indicator. */
typedef struct
{
  double points;    /* NAN: too little data */
  double low, high; /* 0 and 100 where nothing is known */
} FwAppraisalPart;

/** fw_appraisal_part_find: @figure: (nullable): nothing was measured. */
FwAppraisalPart fw_appraisal_part_find (const FwIndicator *indicator, const FwMeasured *figure);

/** FwAppraisalTotal: 0 to 100. */
typedef struct
{
  double total;       /* NAN: a part has too little data, or the rest is not decided */
  double low, high;   /* such parts at their ends; of the others the interval of the sum */
  double rescaled;    /* of the other parts alone; NAN without any */
  double unknown;     /* percent of what is not known */
  double floor, ceil; /* such parts at their ends, the others at their points */
} FwAppraisalTotal;

/**
 * fw_appraisal_total: ends come from the ends of the parts by the square root of the sum of squares
 * (Zou and Donner, 2008), as parts err independently.
 * @rest_weight: percent that the weights leave to a person; @rest: her points, NAN: not decided yet
 */
FwAppraisalTotal fw_appraisal_total (const FwIndicator *indicators,
                                     const FwAppraisalPart *parts,
                                     guint n,
                                     double rest_weight,
                                     double rest);

/**
 * fw_appraisal_group: who cannot be told apart: whose intervals overlap, or are joined by others'.
 * There is no order within a group.
 * @groups: (out) (array length=n): from 1 on, the best first
 * Returns: how many groups there are
 */
guint fw_appraisal_group (const double *lows, const double *highs, guint n, guint *groups);

/** fw_appraisal_place: of each, how many are surely higher and how many surely lower: their whole
 * intervals are. @higher, @lower: (out) (array length=n) */
void
fw_appraisal_place (const double *lows, const double *highs, guint n, guint *higher, guint *lower);

/** Sides of the view from all sides. */
typedef enum
{
  FW_VIEW_SUPERIOR,
  FW_VIEW_PEER,
  FW_VIEW_CUSTOMER,
  FW_VIEW_TEAM,
  FW_VIEW_SELF, /* stands beside, and counts for nothing */
  FW_N_VIEWS
} FwView;

FwView fw_view_from_name (const char *name); /* FW_N_VIEWS: none */
const char *fw_view_to_name (FwView view);

/** FwViewSums: what those of one side gave. */
typedef struct
{
  guint n;
  double sum, squares;
} FwViewSums;

/** fw_view_is_open: whether a side may be told at all: nobody is to be found out from it. Of
 * herself there is one. */
gboolean fw_view_is_open (FwView view, guint n, guint least);

/** What may be given. */
#define FW_VIEW_LEAST 1
#define FW_VIEW_MOST 5

/**
 * fw_view_find: the mean of the sides by their shares, with its interval (by the square root of the
 * sum of squares). Where a side with a share is closed there is no mean, but ends, with that side
 * at 1 and at 5; where all are there is nothing.
 * @shares: (array fixed-size=FW_N_VIEWS): percent
 */
FwMeasured fw_view_find (const FwViewSums *sides, const double *shares, guint least);

G_END_DECLS
