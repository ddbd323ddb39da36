/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-growth.h"

#include <math.h>

#include "core/statistics/fw-agreement.h"

/* ---- pace ---- */

gint32
fw_pace_find (const FwPace *pace, guint days, gint32 as_of)
{
  guint64 left, needed;

  g_return_val_if_fail (pace != NULL && days > 0, FW_PACE_NEVER);

  if (pace->has >= pace->needs)
    return as_of;
  if (pace->recent == 0)
    return FW_PACE_NEVER;
  left = (guint64) (pace->needs - pace->has) * days;
  needed = (left + pace->recent - 1) / pace->recent;
  return needed < (guint64) (FW_PACE_NEVER - MAX (as_of, 0)) ? as_of + (gint32) needed
                                                             : FW_PACE_NEVER;
}

gint32
fw_pace_find_all (const FwPace *paces, guint n, guint days, gint32 as_of)
{
  gint32 latest = as_of;

  g_return_val_if_fail (n == 0 || paces != NULL, FW_PACE_NEVER);

  for (guint i = 0; i < n; i++)
    latest = MAX (latest, fw_pace_find (&paces[i], days, as_of));
  return latest;
}

/* ---- appraisal ---- */

FwAppraisal
fw_appraisal_find (const FwScorePart *parts, guint n)
{
  FwAppraisal found = { .rescaled = NAN };
  double sum = 0;

  g_return_val_if_fail (n == 0 || parts != NULL, found);

  for (guint i = 0; i < n; i++)
    {
      found.weights += parts[i].weight;
      if (parts[i].n < parts[i].minimum_n)
        found.insufficient += parts[i].weight;
      else
        sum += parts[i].weight * parts[i].points / 100;
    }
  found.low = sum;
  found.high = sum + found.insufficient;
  found.total = found.insufficient > 0 ? NAN : sum;
  if (found.weights > found.insufficient)
    found.rescaled = sum * found.weights / (found.weights - found.insufficient);
  return found;
}

/* ---- calibration ---- */

FwCalibration *
fw_calibration_find (const double *scores, guint n_cases, guint n_leaders)
{
  FwCalibration *self;
  double grand = 0, error;
  FwIcc icc;

  g_return_val_if_fail (scores != NULL, NULL);

  if (!fw_icc_find (scores, n_cases, n_leaders, &icc))
    return NULL;
  self = g_new0 (FwCalibration, 1);
  self->n_leaders = n_leaders;
  self->effect = g_new0 (double, n_leaders);
  self->shrunk = g_new0 (double, n_leaders);
  self->mean_square_leaders = icc.raters;
  self->mean_square_error = icc.residual;
  self->variance = MAX (0, (icc.raters - icc.residual) / n_cases);
  error = icc.residual / n_cases;
  self->shrink = self->variance > 0 ? self->variance / (self->variance + error) : 0;
  for (guint i = 0; i < n_cases * n_leaders; i++)
    {
      grand += scores[i] / ((double) n_cases * n_leaders);
      self->effect[i % n_leaders] += scores[i] / n_cases;
    }
  for (guint i = 0; i < n_leaders; i++)
    {
      self->effect[i] -= grand;
      self->shrunk[i] = self->effect[i] * self->shrink;
    }
  return self;
}

void
fw_calibration_free (FwCalibration *self)
{
  g_free (self->effect);
  g_free (self->shrunk);
  g_free (self);
}
