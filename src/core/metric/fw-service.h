/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/metric/fw-metric.h"

G_BEGIN_DECLS

/** FwServiceDimension: one of the eight sides from which service is looked at. */
typedef struct
{
  const char *metric; /* of fw_metrics() */
  const char *policy; /* its benchmark */
  double best;        /* what cannot be beaten: 1 or 0 of a share, 0 of a duration */
  const char *advice; /* N_(): where to look first when it is below its benchmark */
} FwServiceDimension;

#define FW_SERVICE_N_DIMENSIONS 8
/** The score of what just meets its benchmark. */
#define FW_SERVICE_BENCHMARK_SCORE 80.0

const FwServiceDimension *fw_service_dimensions (void); /* FW_SERVICE_N_DIMENSIONS of them */

/**
 * fw_service_score:
 * 100 at best, 80 at the benchmark, and on along that line down to 0, at five times the benchmark's
 * distance from best. Returns: NaN for a @value of NaN.
 */
double fw_service_score (const FwServiceDimension *dimension, double value, double benchmark);

G_END_DECLS
