/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/metric/fw-score.h"

G_BEGIN_DECLS

/* Growth and appraisal: by when somebody is ready at the present pace, what an appraisal says with
 * parts that have too little data, and what leaders' severity explains. */

/** FwPace: how much is needed, is there, and came within the latest days. */
typedef struct
{
  guint needs, has, recent;
} FwPace;

/** FW_PACE_NEVER: nothing came of late, so nothing can be said. */
#define FW_PACE_NEVER G_MAXINT32

/** fw_pace_find: the day on which the need is met if things go on as in the latest @days; @as_of
 * where it is met. */
gint32 fw_pace_find (const FwPace *pace, guint days, gint32 as_of);

/** fw_pace_find_all: the latest of all needs; FW_PACE_NEVER with any of these. */
gint32 fw_pace_find_all (const FwPace *paces, guint n, guint days, gint32 as_of);

/** FwAppraisal: a score of weighted parts of 0 to 100. */
typedef struct
{
  double weights;      /* their sum, which must be 100 before anything is published */
  double total;        /* NAN where a part has too little data */
  double insufficient; /* weight of those parts */
  double low, high;    /* such parts at 0 and at 100 */
  double rescaled;     /* over the other parts: for where the policy allows it; NAN without any */
} FwAppraisal;

FwAppraisal fw_appraisal_find (const FwScorePart *parts, guint n);

/** FwCalibration: leaders who all scored the same cases. A leader's own team says nothing about
 * severity. */
typedef struct
{
  guint n_leaders;
  double *effect;  /* by leader: raw, against the mean of all; positive is lenient */
  double *shrunk;  /* by leader: by what is left after chance */
  double variance; /* of leaders; 0 where they differ less than chance */
  double shrink;
  double mean_square_leaders, mean_square_error;
} FwCalibration;

/** fw_calibration_find: @scores: (array): case by case, @n_leaders each. Returns: (transfer full)
 * (nullable): NULL for fewer than two cases or leaders. */
FwCalibration *fw_calibration_find (const double *scores, guint n_cases, guint n_leaders);
void fw_calibration_free (FwCalibration *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCalibration, fw_calibration_free)

G_END_DECLS
