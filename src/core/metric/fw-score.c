/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/metric/fw-score.h"

#include <math.h>

double
fw_adherence (gint64 scheduled, gint64 exception, gint64 outside)
{
  g_return_val_if_fail (exception >= 0 && outside >= 0, NAN);

  if (scheduled <= 0)
    return NAN;

  return MAX (0.0, 1.0 - (double) (exception + outside) / (double) (scheduled + outside));
}

double
fw_conformance (gint64 actual, gint64 scheduled)
{
  return scheduled > 0 ? (double) actual / (double) scheduled : NAN;
}

double
fw_score (const FwScorePart *parts, guint n_parts, double *insufficient)
{
  double sum = 0, weight = 0, missing = 0;

  for (guint i = 0; i < n_parts; i++)
    if (parts[i].n >= parts[i].minimum_n)
      {
        sum += parts[i].weight * parts[i].points;
        weight += parts[i].weight;
      }
    else
      missing += parts[i].weight;

  if (insufficient != NULL)
    *insufficient = missing;

  return weight > 0 ? sum / weight : NAN;
}
