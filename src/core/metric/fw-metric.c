/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/metric/fw-metric.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define NO_DATA ((FwFigure){ .interval = { NAN, NAN }, .value = NAN })

static FwFigure
make_count (guint64 count)
{
  return (FwFigure){ TRUE, (double) count, count, { (double) count, (double) count } };
}

static FwFigure
make_rate (guint64 successes, guint64 n)
{
  if (n == 0)
    return NO_DATA;

  return (FwFigure){ TRUE, (double) successes / (double) n, n, fw_interval_wilson (successes, n) };
}

/* A mean of milliseconds, in seconds. */
static FwFigure
make_mean_s (guint64 sum_ms, guint64 n, double square_s)
{
  double sum = (double) sum_ms / 1000.0;
  FwInterval interval;

  if (n == 0)
    return NO_DATA;

  interval = fw_interval_mean (n, sum, square_s);
  interval.low = MAX (0.0, interval.low);
  return (FwFigure){ TRUE, sum / (double) n, n, interval };
}

/* ---- reaching a person ---- */

static FwFigure
compute_offered (const FwSums *sums)
{
  return make_count (sums->offered);
}

static FwFigure
compute_answered (const FwSums *sums)
{
  return make_count (sums->answered);
}

static FwFigure
compute_abandoned (const FwSums *sums)
{
  return make_count (sums->abandoned);
}

static FwFigure
compute_left (const FwSums *sums)
{
  return make_count (sums->left);
}

static FwFigure
compute_connection_rate (const FwSums *sums)
{
  return make_rate (sums->answered, sums->offered);
}

static FwFigure
compute_connection_rate_no_short (const FwSums *sums)
{
  return make_rate (sums->answered, sums->offered - sums->short_abandoned);
}

/* Answered contacts whose wait is known. Sums that were stored may claim anything. */
static guint64
count_known_waits (const FwSums *sums)
{
  return sums->answered - MIN (sums->wait_unknown, sums->answered);
}

/* @others: of the denominator, beside the answered. Where people answered and no wait is known,
 * what they achieved is not 0 %: it is not known. */
static FwFigure
make_service_level (const FwSums *sums, guint64 successes, guint64 others)
{
  guint64 known = count_known_waits (sums);

  if (known == 0 && sums->answered > 0)
    return NO_DATA;

  return make_rate (successes, known + others);
}

static FwFigure
compute_service_level_offered (const FwSums *sums)
{
  return make_service_level (sums, sums->answered_in_target, sums->abandoned);
}

static FwFigure
compute_service_level_positive (const FwSums *sums)
{
  return make_service_level (sums, sums->answered_in_target + sums->abandoned_in_target,
                             sums->abandoned);
}

static FwFigure
compute_service_level_ignored (const FwSums *sums)
{
  return make_service_level (sums, sums->answered_in_target,
                             sums->abandoned - sums->abandoned_in_target);
}

static FwFigure
compute_service_level_answered (const FwSums *sums)
{
  return make_service_level (sums, sums->answered_in_target, 0);
}

static FwFigure
compute_service_level_no_short (const FwSums *sums)
{
  return make_service_level (sums, sums->answered_in_target,
                             sums->abandoned - sums->short_abandoned);
}

static FwFigure
compute_asa (const FwSums *sums)
{
  return make_mean_s (sums->wait_ms, count_known_waits (sums), sums->wait_square_s);
}

/* ---- the first reply of a person ---- */

/* Sums that were stored may claim anything. */
static guint64
add_extra (guint64 sum, gint64 extra)
{
  return extra < 0 ? sum - MIN (sum, (guint64) -extra) : sum + (guint64) extra;
}

static guint64
count_replies (const FwSums *sums)
{
  return add_extra (count_known_waits (sums), sums->reply_extra);
}

static FwFigure
compute_response_time (const FwSums *sums)
{
  return make_mean_s (add_extra (sums->wait_ms, sums->reply_extra_ms), count_replies (sums),
                      sums->wait_square_s + (double) sums->reply_extra_square / 256);
}

static FwFigure
compute_first_response_rate (const FwSums *sums)
{
  return make_rate (add_extra (sums->answered_in_target, sums->reply_extra_in_time),
                    count_replies (sums));
}

/* ---- handling ---- */

static FwFigure
compute_aht (const FwSums *sums)
{
  return make_mean_s (sums->handling_ms, sums->handled, sums->handling_square_s);
}

static FwFigure
compute_time_to_close (const FwSums *sums)
{
  return make_mean_s (sums->closed_ms, sums->closed, (double) sums->closed_square);
}

static FwFigure
compute_service_error_rate (const FwSums *sums)
{
  return make_rate (sums->service_errors, sums->service_errors_of);
}

/* Measured whole, not sampled: the interval is the value. n is minutes of people's time. */
static FwFigure
compute_occupancy (const FwSums *sums)
{
  guint64 present = sums->busy_ms + sums->ready_ms;
  double share;

  if (present == 0)
    return NO_DATA;

  share = (double) sums->busy_ms / (double) present;
  return (FwFigure){ TRUE, share, (present + 59999) / 60000, { share, share } };
}

static FwFigure
compute_transfer_rate (const FwSums *sums)
{
  return make_rate (sums->transferred, sums->answered);
}

/* ---- the customer's voice ---- */

static FwFigure
compute_csat (const FwSums *sums)
{
  return make_rate (sums->satisfied, sums->rated);
}

/* Σ rating² is not kept. No five-point answers of this mean can vary more than (5 − mean)(mean −
 * 1), so the interval is never narrower than the true one. */
static FwFigure
compute_rating_mean (const FwSums *sums)
{
  double n = (double) sums->rated, mean;
  FwInterval interval = { 1.0, 5.0 };

  if (sums->rated == 0)
    return NO_DATA;

  mean = (double) sums->rating_points / n;
  if (sums->rated > 1)
    {
      double width =
          fw_student_quantile_95 (sums->rated - 1) * sqrt ((5 - mean) * (mean - 1) / (n - 1));

      interval.low = MAX (1.0, mean - width);
      interval.high = MIN (5.0, mean + width);
    }

  return (FwFigure){ TRUE, mean, sums->rated, interval };
}

static FwFigure
compute_nps (const FwSums *sums)
{
  double sum = (double) sums->promoters - (double) sums->detractors;
  FwInterval interval;

  if (sums->nps_given == 0)
    return NO_DATA;

  interval = fw_interval_mean (sums->nps_given, sum, (double) (sums->promoters + sums->detractors));
  interval.low = MAX (-100.0, interval.low * 100);
  interval.high = MIN (100.0, interval.high * 100);
  return (FwFigure){ TRUE, 100 * sum / (double) sums->nps_given, sums->nps_given, interval };
}

/* A caller who hung up may be asked too: then there can be more ratings than answers, which is no
 * more than all. */
static FwFigure
compute_survey_rate (const FwSums *sums)
{
  return make_rate (MIN (sums->rated, sums->answered), sums->answered);
}

static FwFigure
compute_complaint_rate (const FwSums *sums)
{
  return make_rate (sums->complaints, sums->complaints_of);
}

/* ---- resolution ---- */

static FwFigure
compute_resolution_rate (const FwSums *sums)
{
  return make_rate (sums->resolved, sums->resolution_known);
}

static FwFigure
compute_resolved (const FwSums *sums)
{
  return make_count (sums->resolved);
}

static FwFigure
compute_first_contact_resolution (const FwSums *sums)
{
  return make_rate (sums->first_contact, sums->mature);
}

static FwFigure
compute_immature (const FwSums *sums)
{
  return make_count (sums->immature);
}

#define METRIC(...) (&(const FwMetric){ .version = 1, __VA_ARGS__ })
#define FROM_0 .range = { 0, INFINITY }
#define COUNT(...) METRIC (.unit = FW_UNIT_COUNT, .at_least = TRUE, FROM_0, __VA_ARGS__)
#define CONTACTS .least_policy = "least-contacts"
#define RATINGS .least_policy = "least-ratings"
#define RATE(...) METRIC (.unit = FW_UNIT_RATIO, .at_least = TRUE, .range = { 0, 1 }, __VA_ARGS__)

/* Of contacts that nobody answered no person is known; and who answers is decided when the wait
 * ends, so nothing of the person is a reason of a wait either. */
#define OF_OFFERED .known = FW_METRIC_KNOWN_ASSIGNED
#define OF_ANSWERED                                                                                \
  .known = FW_METRIC_KNOWN_PERSON | FW_METRIC_KNOWN_WAIT | FW_METRIC_KNOWN_TRANSFER

/* clang-format off */
static const FwMetric *const metrics[] = {
  COUNT (.name = "offered", .label = N_("Offered"), OF_OFFERED, .compute = compute_offered),
  COUNT (.name = "answered", .label = N_("Answered"), .compute = compute_answered),
  COUNT (.name = "abandoned", .label = N_("Abandoned"), OF_OFFERED, .compute = compute_abandoned),
  COUNT (.name = "left", .label = N_("Left unanswered"), OF_OFFERED, .compute = compute_left),
  RATE (.name = "connection_rate", .label = N_("Connection rate"), .target_policy = "connection-rate",
        CONTACTS, OF_OFFERED, .waits = TRUE, .compute = compute_connection_rate),
  RATE (.name = "connection_rate_no_short", .label = N_("Connection rate without short abandons"),
        CONTACTS, OF_OFFERED, .waits = TRUE, .compute = compute_connection_rate_no_short),
  RATE (.name = "service_level", .label = N_("Service level"), .target_policy = "service-level", .varies = TRUE,
        CONTACTS, OF_OFFERED, .waits = TRUE, .compute = compute_service_level_offered),
  RATE (.name = "service_level_offered", .label = N_("Service level (offered)"),
        CONTACTS, OF_OFFERED, .waits = TRUE, .compute = compute_service_level_offered),
  RATE (.name = "service_level_positive", .label = N_("Service level (positive)"),
        CONTACTS, OF_OFFERED, .waits = TRUE, .compute = compute_service_level_positive),
  RATE (.name = "service_level_ignored", .label = N_("Service level (ignored)"),
        CONTACTS, OF_OFFERED, .waits = TRUE, .compute = compute_service_level_ignored),
  RATE (.name = "service_level_answered", .label = N_("Service level (answered)"),
        CONTACTS, .waits = TRUE, .compute = compute_service_level_answered),
  RATE (.name = "service_level_no_short", .label = N_("Service level (no short abandons)"),
        CONTACTS, OF_OFFERED, .waits = TRUE, .compute = compute_service_level_no_short),
  METRIC (.name = "asa_s", .label = N_("Speed of answer"), .unit = FW_UNIT_SECONDS,
          CONTACTS, FROM_0, .waits = TRUE, .compute = compute_asa),
  METRIC (.name = "response_time_s", .label = N_("Response time"), .unit = FW_UNIT_SECONDS, .paced = TRUE,
          CONTACTS, FROM_0, .waits = TRUE, .compute = compute_response_time),
  RATE (.name = "first_response_rate", .label = N_("First response in time"), .target_policy = "first-response",
        CONTACTS, .waits = TRUE, .compute = compute_first_response_rate),
  METRIC (.name = "aht_s", .label = N_("Handling time"), .unit = FW_UNIT_SECONDS, .target_policy = "handling-time-limit",
          CONTACTS, OF_ANSWERED, FROM_0, .compute = compute_aht),
  METRIC (.name = "time_to_close_s", .label = N_("Time to close"), .unit = FW_UNIT_SECONDS, .target_policy = "time-to-close-limit",
          CONTACTS, OF_OFFERED, FROM_0, .compute = compute_time_to_close),
  RATE (.name = "csat", .label = N_("CSAT"), .target_policy = "csat", RATINGS, OF_ANSWERED, .compute = compute_csat),
  METRIC (.name = "rating_mean", .label = N_("Mean rating"), .unit = FW_UNIT_POINTS, .at_least = TRUE,
          RATINGS, OF_ANSWERED, .range = { 1, 5 }, .compute = compute_rating_mean),
  METRIC (.name = "nps", .label = N_("Net promoter score"), .unit = FW_UNIT_POINTS, .at_least = TRUE,
          RATINGS, OF_ANSWERED, .range = { -100, 100 }, .compute = compute_nps),
  METRIC (.name = "complaint_rate", .label = N_("Complaint rate"), .unit = FW_UNIT_RATIO, .target_policy = "complaint-rate",
          CONTACTS, OF_OFFERED, .range = { 0, 1 }, .compute = compute_complaint_rate),
  METRIC (.name = "service_error_rate", .label = N_("Service error rate"), .unit = FW_UNIT_RATIO, .target_policy = "service-error-rate",
          CONTACTS, OF_ANSWERED, .range = { 0, 1 }, .compute = compute_service_error_rate),
  RATE (.name = "survey_rate", .label = N_("Survey response rate"), CONTACTS, OF_ANSWERED, .compute = compute_survey_rate),
  RATE (.name = "resolution_rate", .label = N_("Resolution rate"), .target_policy = "resolution-rate",
        CONTACTS, OF_ANSWERED, .compute = compute_resolution_rate),
  COUNT (.name = "resolved", .label = N_("Resolved"), OF_ANSWERED, .compute = compute_resolved),
  RATE (.name = "first_contact_resolution", .label = N_("First-contact resolution"),
        .target_policy = "first-contact-resolution", CONTACTS, OF_ANSWERED, .compute = compute_first_contact_resolution),
  COUNT (.name = "immature", .label = N_("Too young for first-contact resolution"), OF_ANSWERED, .compute = compute_immature),
  METRIC (.name = "occupancy", .label = N_("Occupancy"), .unit = FW_UNIT_RATIO, .target_policy = "occupancy",
          .least_policy = "least-minutes", .range = { 0, 1 }, .compute = compute_occupancy),
  METRIC (.name = "transfer_rate", .label = N_("Transfer rate"), .unit = FW_UNIT_RATIO,
          CONTACTS, .known = FW_METRIC_KNOWN_PERSON | FW_METRIC_KNOWN_WAIT, .range = { 0, 1 }, .compute = compute_transfer_rate),
  NULL,
};
/* clang-format on */

const FwMetric *const *
fw_metrics (void)
{
  return metrics;
}

const FwMetric *
fw_metric_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; metrics[i] != NULL; i++)
    if (g_str_equal (metrics[i]->name, name))
      return metrics[i];

  return NULL;
}

/* ---- what "service level" means ---- */

static const struct
{
  const char *name;
  FwFigure (*compute) (const FwSums *sums);
} service_levels[FW_N_SERVICE_LEVELS] = {
  [FW_SERVICE_LEVEL_OFFERED] = { "offered", compute_service_level_offered },
  [FW_SERVICE_LEVEL_POSITIVE] = { "positive", compute_service_level_positive },
  [FW_SERVICE_LEVEL_IGNORED] = { "ignored", compute_service_level_ignored },
  [FW_SERVICE_LEVEL_ANSWERED] = { "answered", compute_service_level_answered },
  [FW_SERVICE_LEVEL_NO_SHORT] = { "no-short", compute_service_level_no_short },
};

const char *
fw_service_level_to_name (FwServiceLevel form)
{
  g_return_val_if_fail ((guint) form < FW_N_SERVICE_LEVELS, NULL);

  return service_levels[form].name;
}

FwServiceLevel
fw_service_level_from_policy (double value)
{
  return isnan (value) ? FW_SERVICE_LEVEL_OFFERED
                       : (FwServiceLevel) CLAMP (lround (value), 0, FW_N_SERVICE_LEVELS - 1);
}

FwFigure
fw_metric_compute (const FwMetric *metric, const FwSums *sums, FwServiceLevel form)
{
  g_return_val_if_fail (metric != NULL && sums != NULL, NO_DATA);
  g_return_val_if_fail ((guint) form < FW_N_SERVICE_LEVELS, NO_DATA);

  return metric->varies ? service_levels[form].compute (sums) : metric->compute (sums);
}
