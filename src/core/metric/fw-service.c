/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/metric/fw-service.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A benchmark at best itself would leave no line. */
#define LEAST_DISTANCE 0.005

static const FwServiceDimension dimensions[FW_SERVICE_N_DIMENSIONS] = {
  { "connection_rate", "benchmark-connection-rate", 1,
    N_ ("See at which half hours more people wait than are there to answer.") },
  { "service_level", "benchmark-service-level", 1,
    N_ ("Compare who was planned with who was there, half hour by half hour.") },
  { "asa_s", "benchmark-speed-of-answer", 0,
    N_ ("Look for queues that wait while people of other queues are free.") },
  { "aht_s", "benchmark-handling-time", 0,
    N_ ("Compare people and products; look at slow systems and long after-contact work.") },
  { "csat", "benchmark-csat", 1,
    N_ ("Ask why: tired people, newcomers, slow systems or one product?") },
  { "resolution_rate", "benchmark-resolution", 1,
    N_ ("See which products and reasons make up most of what is not resolved.") },
  { "first_contact_resolution", "benchmark-first-contact-resolution", 1,
    N_ ("See who comes again about what, and what the first answer lacked.") },
  { "transfer_rate", "benchmark-transfers", 0,
    N_ ("Look for queues that get what others should, and for missing competencies.") },
};

const FwServiceDimension *
fw_service_dimensions (void)
{
  return dimensions;
}

double
fw_service_score (const FwServiceDimension *dimension, double value, double benchmark)
{
  double distance, unit;

  g_return_val_if_fail (dimension != NULL, NAN);

  if (!isfinite (value) || !isfinite (benchmark))
    return NAN;
  distance = fabs (dimension->best - value);
  unit = MAX (fabs (dimension->best - benchmark), LEAST_DISTANCE);
  return CLAMP (100 - (100 - FW_SERVICE_BENCHMARK_SCORE) * distance / unit, 0, 100);
}
