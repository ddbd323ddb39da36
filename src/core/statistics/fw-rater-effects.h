/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Marks by several raters, not everybody by everyone: mark = person + rater + error. */

/** FwMark: what one rater gave to one person; both by their index. */
typedef struct
{
  guint person;
  guint rater;
  double value;
} FwMark;

/** FwRaterEffects: by least squares. Effects of raters sum to 0; a positive one is lenient. */
typedef struct
{
  guint n_persons, n_raters;
  gboolean connected;   /* FALSE: components cannot be compared, and only @raw is filled */
  guint n_components;   /* persons and raters that hang together by marks */
  guint *person_part;   /* by person: which component */
  guint *rater_part;    /* by rater */
  double *raw;          /* by person: the mean of the marks */
  double *fair;         /* by person: as if all raters had rated */
  double *fair_error;   /* standard error of it; NAN without a degree of freedom */
  double *effect;       /* by rater */
  double *effect_error; /* by rater */
  double *covariance;   /* of effects, rater by rater, in units of the error's variance */
  double residual;      /* standard deviation of the error; NAN without a degree of freedom */
  guint freedom;
} FwRaterEffects;

/** fw_rater_effects_find: every person and every rater has at least one mark. Returns: (transfer
 * full). */
FwRaterEffects *
fw_rater_effects_find (const FwMark *marks, guint n_marks, guint n_persons, guint n_raters);
void fw_rater_effects_free (FwRaterEffects *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRaterEffects, fw_rater_effects_free)

/** FwRaterVariances: the same with persons and raters as drawn from many, by restricted maximum
 * likelihood; what the effects are then, shrunk towards 0. */
typedef struct
{
  double mean;
  double var_person, var_rater, var_residual;
  double *person; /* by person */
  double *rater;  /* by rater */
} FwRaterVariances;

/** fw_rater_variances_find: Returns: (transfer full) (nullable): NULL where there are too few marks
 * to tell: no more than persons or than raters, a single person or rater, or no variation; or more
 * than 200 raters. */
FwRaterVariances *
fw_rater_variances_find (const FwMark *marks, guint n_marks, guint n_persons, guint n_raters);
void fw_rater_variances_free (FwRaterVariances *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRaterVariances, fw_rater_variances_free)

/** FwFairVerdict: what a pass mark makes of a raw and a fair mark. No pass is changed by it. */
typedef enum
{
  FW_FAIR_SAME,        /* both on one side */
  FW_FAIR_CANNOT_TELL, /* on two sides, within one standard error */
  FW_FAIR_DIFFERS
} FwFairVerdict;

FwFairVerdict fw_fair_judge (double raw, double fair, double error, double pass);

G_END_DECLS
