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
  FW_VERDICT_CANNOT_TELL /* ○ the interval spans the target, or too few are behind the figure */
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

/** fw_interval_wilson_at: the same at another level. @z: its two-sided quantile of the normal
 * distribution. */
FwInterval fw_interval_wilson_at (guint64 successes, guint64 n, double z);

/** fw_interval_mean: Student's t interval of a mean from n, Σx and Σx²; { -inf, +inf } for n < 2.
 */
FwInterval fw_interval_mean (guint64 n, double sum, double sum_of_squares);

/** fw_interval_count: of what a Poisson count of @count stands for (Byar's form of the exact
 * limits, right to two digits from 1 on); { 0, 3.69 } for 0. */
FwInterval fw_interval_count (guint64 count);

/** fw_student_quantile_95: two-sided 95 % quantile of Student's t with @freedom degrees; +inf for
 * 0. */
double fw_student_quantile_95 (guint64 freedom);

typedef enum
{
  FW_UNIT_RATIO,   /* 0-1, shown in % */
  FW_UNIT_SECONDS, /* shown as 4m 12s */
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

/** FwMetricKnown: attributes that are known of every contact of a metric's denominator and that can
 * be a reason of what it measures. Only such an attribute can be a cluster, a cause or a factor of
 * the metric: of a contact that nobody answered there is no person, and so no team of the person,
 * no time in the job and no nights. */
typedef enum
{
  FW_METRIC_KNOWN_NOTHING = 0,
  FW_METRIC_KNOWN_PERSON = 1 << 0,   /* who answered, and all that follows from the person */
  FW_METRIC_KNOWN_WAIT = 1 << 1,     /* how long the contact waited */
  FW_METRIC_KNOWN_TRANSFER = 1 << 2, /* whether it was passed on */
  FW_METRIC_KNOWN_ASSIGNED = 1 << 3  /* the person, only where the source keeps who was rung or
                                        assigned of contacts that nobody answered: the data tell */
} FwMetricKnown;

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
  const char *least_policy;  /* names the least n that is judged; NULL: counts, which need none */
  gboolean varies;           /* its form is a policy: FwServiceLevel */
  gboolean waits;      /* it is about waiting, which depends on what everybody else asked of the
                          same people at that time */
  gboolean paced;      /* each channel has a limit of its own: of several together there is none */
  FwInterval range;    /* what the figure can be at all, in its unit */
  FwMetricKnown known; /* of each contact of the denominator, and a possible reason */
  FwFigure (*compute) (const FwSums *sums); /* ask fw_metric_compute() */
};

/** fw_metrics: every metric, in the order of the JSON answer; NULL-terminated array of pointers. */
const FwMetric *const *fw_metrics (void);
const FwMetric *fw_metric_find (const char *name); /* NULL when there is none */

/** fw_metric_compute: the figure; of "service_level" in the form that is in force. */
FwFigure fw_metric_compute (const FwMetric *metric, const FwSums *sums, FwServiceLevel form);

/** FwStandard: what a figure is held against; all of it are policies. */
typedef struct
{
  double target;       /* NaN: none */
  double watch_margin; /* in the unit of the metric; inside it a figure is to be watched */
  guint64 least_n;     /* a figure of fewer says nothing about its target */
} FwStandard;

/**
 * fw_metric_judge:
 * The one place where a figure becomes late or in order: of tiles, tables, walls, alerts and
 * answers alike. A target that the interval contains is never missed, and fewer than the least n
 * meet and miss nothing.
 */
FwVerdict
fw_metric_judge (const FwMetric *metric, const FwFigure *figure, const FwStandard *standard);

/** fw_judge_ceiling: of what is measured whole and may not pass its limit: who waits, for how long,
 * and how long somebody has been in a state. @limit: NaN for none. */
FwVerdict fw_judge_ceiling (double value, double limit);

G_END_DECLS
