/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-readiness.h"
#include "core/statistics/fw-compare.h"

G_BEGIN_DECLS

/*
 * Where to train next: what somebody, or a team, lacks, and what training of it could bring. All
 * effects have one unit, so that needs of every kind stand in one order: contacts of the period
 * that would turn out as they should. Only the part of a gap that is surely there counts.
 */

/** FwTrainingFigure: a figure of somebody's contacts in which a competency shows. */
typedef enum
{
  FW_TRAINING_HANDLING,
  FW_TRAINING_FIRST_CONTACT,
  FW_TRAINING_TRANSFERS,
  FW_TRAINING_ERRORS,
  FW_TRAINING_SATISFACTION,
  FW_N_TRAINING_FIGURES /* none */
} FwTrainingFigure;

/** fw_training_figure_from_name: as the field “figure” of competencies has it; (nullable): none. */
FwTrainingFigure fw_training_figure_from_name (const char *name);
/** fw_training_figure_get_metric: which metric it is. */
const FwMetric *fw_training_figure_get_metric (FwTrainingFigure figure);
/** fw_training_figure_compute: Returns: FALSE: fewer than @least are behind it. */
gboolean fw_training_figure_compute (FwTrainingFigure figure,
                                     const FwSums *sums,
                                     guint64 least,
                                     FwFigure *found);

/** FwTrainingGap: how somebody stands beside the others of the team. */
typedef struct
{
  FwFigure own;
  FwFigure rest;       /* of the others together */
  double behind;       /* how much worse, in the unit of the figure; below 0: better */
  FwInterval interval; /* of that; 95 %: Newcombe's of shares, Welch's of means */
  double p;            /* of no difference; Fisher's of shares */
} FwTrainingGap;

/**
 * fw_training_gap_find:
 * @own: sums of somebody's contacts
 * @team: of the whole team, hers among them
 * @least: fewer on either side say nothing
 * Returns: FALSE: too few; nobody is judged by it.
 */
gboolean fw_training_gap_find (FwTrainingFigure figure,
                               const FwSums *own,
                               const FwSums *team,
                               guint64 least,
                               FwTrainingGap *gap);

/** FwTrainingScores: points that were given for an item of reviews. */
typedef struct
{
  guint64 n;
  double sum, squares;
} FwTrainingScores;

void fw_training_scores_add (FwTrainingScores *self, double score);
/** fw_training_scores_compute: their mean with Student's interval; n below 2 has none. */
FwFigure fw_training_scores_compute (const FwTrainingScores *self);
/** fw_training_scores_compare: as fw_training_gap_find(); @all: of everybody, @own among them. */
gboolean fw_training_scores_compare (const FwTrainingScores *own,
                                     const FwTrainingScores *all,
                                     guint64 least,
                                     FwTrainingGap *gap);

/** fw_training_is_behind: whether a gap is named: it is surely there, and, as many were looked at,
 * its @q (Benjamini and Hochberg) is at most 5 %. */
gboolean fw_training_is_behind (const FwTrainingGap *gap, double q);

/** FwTrainingMeasured: what a course brought to those who completed it, by the difference in
 * differences: their change less that of the others of their teams over the same days. */
typedef struct
{
  guint n, others;
  FwDifference difference; /* above 0: better; NAN: fewer than two on a side */
  gboolean told;           /* the interval is above 0; else it cannot tell */
} FwTrainingMeasured;

/** fw_training_measure: @changes: (array length=n): figure after less figure before, of each who
 * completed it; @others: (array length=n_others): of the others. */
FwTrainingMeasured fw_training_measure (
    FwTrainingFigure figure, const double *changes, guint n, const double *others, guint n_others);

/**
 * fw_training_effect_of_figure: contacts × the part of the gap that is surely there, at most what
 * the course brought where that can be told; of handling time its share of the own one.
 * @measured: (nullable)
 */
double fw_training_effect_of_figure (FwTrainingFigure figure,
                                     double contacts,
                                     const FwTrainingGap *gap,
                                     const FwTrainingMeasured *measured);

/** fw_training_effect_of_scores: contacts × the part of the gap that is surely there ÷ @scale, the
 * best score, × @weight, what the item counts in its form (0 to 1). */
double fw_training_effect_of_scores (double contacts,
                                     const FwTrainingGap *gap,
                                     double scale,
                                     double weight);

/**
 * fw_training_effect_of_level: contacts × what readiness gains: weight ÷ @weights × the levels that
 * are won ÷ the level required. Of who has shown nothing it is 0: that asks for a look, not for a
 * course.
 * @weights: Σ of the position's
 * @level: NAN: nothing was shown
 * @taught: by the course; NAN: there is none, and the whole gap counts
 */
double fw_training_effect_of_level (
    double contacts, const FwRequirement *requirement, double weights, double level, double taught);

/** FwTrainingGrade: a cell of the heat map of teams and competencies. */
typedef enum
{
  FW_TRAINING_RED,    /* below FW_TRAINING_ORANGE_FROM */
  FW_TRAINING_ORANGE, /* below FW_TRAINING_YELLOW_FROM */
  FW_TRAINING_YELLOW, /* below FW_TRAINING_GREEN_FROM */
  FW_TRAINING_GREEN,
  FW_TRAINING_UNKNOWN, /* less than half of those who are asked for it have shown anything */
  FW_TRAINING_UNASKED  /* of nobody there it is asked */
} FwTrainingGrade;

#define FW_TRAINING_ORANGE_FROM 0.65
#define FW_TRAINING_YELLOW_FROM 0.80
#define FW_TRAINING_GREEN_FROM 0.95

const char *fw_training_grade_to_name (FwTrainingGrade grade);

/** FwTrainingCell: how a team stands in a competency. Zero-initialise. */
typedef struct
{
  guint asked;         /* whose position asks for it */
  guint known;         /* of those: have shown something */
  guint below;         /* of those: less than is asked */
  double sum, squares; /* of min (1, level ÷ required) of the known */
} FwTrainingCell;

void fw_training_cell_add (FwTrainingCell *self, const FwRequirement *requirement, double level);
/** fw_training_cell_grade: @value: (out): the mean; NAN where nothing is known; @interval: (out):
 * Student's, cut to 0 to 1. */
FwTrainingGrade
fw_training_cell_grade (const FwTrainingCell *self, double *value, FwInterval *interval);

G_END_DECLS
