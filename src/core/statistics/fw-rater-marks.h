/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/statistics/fw-rater-effects.h"

G_BEGIN_DECLS

/** FwRaterMarks: marks by person, so that a system of persons and raters costs what there are of
 * them and not what there could be. Private to the two ways of solving it. */
typedef struct
{
  guint n_persons, n_raters, n_marks;
  guint *first;   /* by person: its first mark; n_persons + 1 of them */
  guint *raters;  /* by mark */
  double *values; /* by mark */
} FwRaterMarks;

void fw_rater_marks_init (
    FwRaterMarks *self, const FwMark *marks, guint n_marks, guint n_persons, guint n_raters);
void fw_rater_marks_clear (FwRaterMarks *self);

static inline guint
fw_rater_marks_count (const FwRaterMarks *self, guint person)
{
  return self->first[person + 1] - self->first[person];
}

G_END_DECLS
