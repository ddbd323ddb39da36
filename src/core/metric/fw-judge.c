/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/metric/fw-metric.h"

static const char *const names[] = {
  [FW_VERDICT_NO_DATA] = "no-data",   [FW_VERDICT_NO_TARGET] = "no-target",
  [FW_VERDICT_IN_ORDER] = "in-order", [FW_VERDICT_WATCH] = "watch",
  [FW_VERDICT_LATE] = "late",         [FW_VERDICT_CANNOT_TELL] = "cannot-tell",
};

const char *
fw_verdict_to_name (FwVerdict verdict)
{
  return (guint) verdict < G_N_ELEMENTS (names) ? names[verdict] : "no-data";
}

FwVerdict
fw_verdict_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (FwVerdict) i;

  return FW_VERDICT_NO_DATA;
}

FwVerdict
fw_metric_judge (const FwMetric *metric, const FwFigure *figure, const FwStandard *standard)
{
  const FwInterval *interval;
  double target;
  gboolean met, spans;

  g_return_val_if_fail (metric != NULL && figure != NULL && standard != NULL, FW_VERDICT_NO_DATA);

  interval = &figure->interval;
  target = standard->target;

  if (!figure->has_value)
    return FW_VERDICT_NO_DATA;
  if (isnan (target))
    return FW_VERDICT_NO_TARGET;

  met = metric->at_least ? figure->value >= target : figure->value <= target;
  /* A target at the end of the scale (all of all) is met by a figure that reaches it; missed is
   * only what lies wholly beyond. */
  spans = met ? interval->low < target && target < interval->high
              : interval->low <= target && target <= interval->high;
  if (figure->n < standard->least_n || spans)
    return FW_VERDICT_CANNOT_TELL;
  if (standard->watch_margin > 0 && fabs (figure->value - target) < standard->watch_margin)
    return FW_VERDICT_WATCH;

  return met ? FW_VERDICT_IN_ORDER : FW_VERDICT_LATE;
}

FwVerdict
fw_judge_ceiling (double value, double limit)
{
  if (isnan (value))
    return FW_VERDICT_NO_DATA;
  if (isnan (limit))
    return FW_VERDICT_NO_TARGET;

  return value > limit ? FW_VERDICT_LATE : FW_VERDICT_IN_ORDER;
}
