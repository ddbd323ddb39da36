/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/metric/fw-sums.h"

G_BEGIN_DECLS

/** How a figure stands against its target. Never by colour alone: each has its own shape and word
 * (ui.md). */
typedef enum
{
  FW_VERDICT_NO_DATA, /* ○ empty denominator */
  FW_VERDICT_NO_TARGET,
  FW_VERDICT_IN_ORDER, /* ● */
  FW_VERDICT_WATCH, /* ◐ met or missed by less than the policy's watch margin, and the interval does
                       not span */
  FW_VERDICT_LATE,       /* ▲ */
  FW_VERDICT_CANNOT_TELL /* ○ the interval spans the target */
} FwVerdict;

const char *fw_verdict_to_name (
    FwVerdict verdict); /* "no-data", "no-target", "in-order", "watch", "late", "cannot-tell" */
FwVerdict fw_verdict_from_name (const char *name);

/** FwInterval: both ends in the unit of the value; 95 %. */
typedef struct
{
  double low;
  double high;
} FwInterval;

/** fw_interval_wilson: Wilson (1927) score interval of @successes of @n at 95 %; { 0, 1 } for n =
 * 0. */
FwInterval fw_interval_wilson (guint64 successes, guint64 n);

/** fw_interval_mean: Student's t interval of a mean from n, Σx and Σx²; { -inf, +inf } for n < 2.
 */
FwInterval fw_interval_mean (guint64 n, double sum, double sum_of_squares);

/** fw_student_quantile_95: two-sided 95 % quantile of Student's t with @freedom degrees; +inf for
 * 0. */
double fw_student_quantile_95 (guint64 freedom);

typedef enum
{
  FW_UNIT_RATIO,   /* 0-1, shown in % */
  FW_UNIT_SECONDS, /* shown as 4:12 */
  FW_UNIT_POINTS,  /* NPS -100-100, mean rating 1-5 */
  FW_UNIT_COUNT
} FwUnit;

/** What "service level" means in a centre: the policy service-level-variant, by number. */
typedef enum
{
  FW_SERVICE_LEVEL_OFFERED,
  FW_SERVICE_LEVEL_POSITIVE,
  FW_SERVICE_LEVEL_IGNORED,
  FW_SERVICE_LEVEL_ANSWERED,
  FW_SERVICE_LEVEL_NO_SHORT,
  FW_N_SERVICE_LEVELS
} FwServiceLevel;

/** fw_service_level_to_name: "offered", "positive", "ignored", "answered", "no-short". */
const char *fw_service_level_to_name (FwServiceLevel form);
/** fw_service_level_from_policy: the nearest form; policies are numbers. */
FwServiceLevel fw_service_level_from_policy (double value);

/** FwFigure: a number is never alone. */
typedef struct
{
  gboolean has_value; /* FALSE: "no data" */
  double value;
  guint64 n; /* the denominator */
  FwInterval interval;
} FwFigure;

/**
 * FwMetric:
 * A contract of metrics.md: name, formula over sums, and how its interval is made. The tables of
 * targets and limits are policies: target_policy names one, at_least says on which side of it is
 * good.
 */
typedef struct _FwMetric FwMetric;
struct _FwMetric
{
  const char *name;  /* on the wire: "connection_rate", "aht_s" ... */
  const char *label; /* N_(): translate when showing */
  guint version;
  FwUnit unit;
  gboolean at_least;         /* TRUE: the target is a floor (CSAT); FALSE: a ceiling (AHT) */
  const char *target_policy; /* NULL: none */
  gboolean varies;           /* its form is a policy: FwServiceLevel */
  FwFigure (*compute) (const FwSums *sums); /* ask fw_metric_compute() */
};

/** fw_metrics: every metric, in the order of the JSON answer; NULL-terminated array of pointers. */
const FwMetric *const *fw_metrics (void);
const FwMetric *fw_metric_find (const char *name); /* NULL when there is none */

/** fw_metric_compute: the figure; of "service_level" in the form that is in force. */
FwFigure fw_metric_compute (const FwMetric *metric, const FwSums *sums, FwServiceLevel form);

/**
 * fw_metric_judge:
 * @target: NaN for none
 * @watch_margin: in the unit of the metric; inside it a met or missed target is FW_VERDICT_WATCH
 */
FwVerdict fw_metric_judge (const FwMetric *metric,
                           const FwFigure *figure,
                           double target,
                           double watch_margin);

G_END_DECLS
