/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-tally.h"

#define ONE(counts) ((FwTally){ .n = (counts) != 0 })
#define SHARE(trial, success) ((FwTally){ .n = (trial), .sum = (trial) && (success) })
#define COUNT(counts) ((FwTally){ .n = (counts) != 0, .sum = (counts) != 0 })

/* ---- what a row adds ---- */

static FwTally
read_offered (guint counts, guint none)
{
  return COUNT (counts & FW_COUNTS_OFFERED);
}

static FwTally
read_answered (guint counts, guint none)
{
  return COUNT (counts & FW_COUNTS_ANSWERED);
}

static FwTally
read_resolved (guint counts, guint none)
{
  return COUNT (counts & FW_COUNTS_RESOLVED);
}

static FwTally
read_abandoned (guint flags, guint none)
{
  return COUNT ((flags & 7) == FW_OUTCOME_ABANDONED);
}

static FwTally
read_left (guint flags, guint none)
{
  guint outcome = flags & 7;

  return COUNT (outcome != FW_OUTCOME_ANSWERED && outcome != FW_OUTCOME_ABANDONED);
}

static FwTally
read_connection (guint counts, guint none)
{
  return SHARE ((counts & FW_COUNTS_OFFERED) != 0, counts & FW_COUNTS_ANSWERED);
}

static FwTally
read_connection_no_short (guint flags, guint none)
{
  guint outcome = flags & 7;
  gboolean is_short = outcome == FW_OUTCOME_ABANDONED && (flags >> 6 & 1);

  return SHARE (!is_short, outcome == FW_OUTCOME_ANSWERED);
}

/* Of answered contacts whose wait is not known nobody can tell. */
static FwTally
read_service_level (guint flags, guint nps, FwServiceLevel form)
{
  guint outcome = flags & 7;
  gboolean in_target = flags >> 5 & 1, is_short = flags >> 6 & 1;

  if (outcome == FW_OUTCOME_ANSWERED)
    return SHARE (nps >> 7 == 0, in_target);
  if (outcome != FW_OUTCOME_ABANDONED || form == FW_SERVICE_LEVEL_ANSWERED)
    return (FwTally){ 0 };
  if (form == FW_SERVICE_LEVEL_POSITIVE)
    return SHARE (TRUE, in_target);
  if (form == FW_SERVICE_LEVEL_IGNORED)
    return SHARE (!in_target, FALSE);
  if (form == FW_SERVICE_LEVEL_NO_SHORT)
    return SHARE (!is_short, FALSE);
  return SHARE (TRUE, FALSE);
}

static FwTally
read_level_offered (guint flags, guint nps)
{
  return read_service_level (flags, nps, FW_SERVICE_LEVEL_OFFERED);
}

static FwTally
read_level_positive (guint flags, guint nps)
{
  return read_service_level (flags, nps, FW_SERVICE_LEVEL_POSITIVE);
}

static FwTally
read_level_ignored (guint flags, guint nps)
{
  return read_service_level (flags, nps, FW_SERVICE_LEVEL_IGNORED);
}

static FwTally
read_level_answered (guint flags, guint nps)
{
  return read_service_level (flags, nps, FW_SERVICE_LEVEL_ANSWERED);
}

static FwTally
read_level_no_short (guint flags, guint nps)
{
  return read_service_level (flags, nps, FW_SERVICE_LEVEL_NO_SHORT);
}

static FwTally
read_wait (guint counts, guint nps)
{
  return ONE ((counts & FW_COUNTS_ANSWERED) && nps >> 7 == 0);
}

static FwTally
read_closed (guint counts, guint none)
{
  return ONE (TRUE);
}

static FwTally
read_handling (guint counts, guint none)
{
  return ONE (counts & FW_COUNTS_HANDLED);
}

static FwTally
read_csat (guint counts, guint none)
{
  return SHARE ((counts & FW_COUNTS_RATED) != 0, counts & FW_COUNTS_SATISFIED);
}

static FwTally
read_rating (guint counts, guint voice)
{
  guint rating = (voice & 63) / 9;

  return counts & FW_COUNTS_RATED ? (FwTally){ 1, rating, rating * rating } : (FwTally){ 0 };
}

static FwTally
read_nps (guint counts, guint nps)
{
  guint score = nps & FW_NPS_MASK;
  gint points = score >= 10 ? 1 : score <= 7 ? -1 : 0;

  return score > 0 && (counts & FW_COUNTS_OFFERED) ? (FwTally){ 1, points, points != 0 }
                                                   : (FwTally){ 0 };
}

/* Not SHARE: a caller who hung up may have been asked too. */
static FwTally
read_survey (guint counts, guint none)
{
  return (FwTally){ .n = (counts & FW_COUNTS_ANSWERED) != 0,
                    .sum = (counts & FW_COUNTS_RATED) != 0 };
}

static FwTally
read_resolution (guint counts, guint none)
{
  return SHARE ((counts & FW_COUNTS_RESOLUTION_KNOWN) != 0, counts & FW_COUNTS_RESOLVED);
}

static FwTally
read_first_contact (guint counts, guint voice)
{
  guint repeat = (voice & 63) % 3;

  return SHARE ((counts & FW_COUNTS_ANSWERED) && repeat != FW_REPEAT_UNKNOWN,
                repeat == FW_REPEAT_FIRST);
}

static FwTally
read_transfer (guint flags, guint none)
{
  return SHARE ((flags & 7) == FW_OUTCOME_ANSWERED, flags >> 3 & 3);
}

static FwTally
read_complaint (guint counts, guint nps)
{
  return SHARE ((counts & FW_COUNTS_OFFERED) != 0, nps & FW_NPS_COMPLAINT);
}

static FwTally
read_service_error (guint counts, guint nps)
{
  return SHARE ((counts & FW_COUNTS_ANSWERED) != 0, nps & FW_NPS_ERROR);
}

/* ---- back to the sums of which metrics are made ---- */

#define ADD(name, n_member, sum_member)                                                            \
  static void add_##name (const FwTally *tally, FwSums *sums)                                      \
  {                                                                                                \
    sums->n_member += tally->n;                                                                    \
    sums->sum_member += (guint64) tally->sum;                                                      \
  }

ADD (connection, offered, answered)
ADD (level, answered, answered_in_target)
ADD (csat, rated, satisfied)
ADD (rating, rated, rating_points)
ADD (survey, answered, rated)
ADD (resolution, resolution_known, resolved)
ADD (first_contact, mature, first_contact)
ADD (transfer, answered, transferred)
ADD (complaint, complaints_of, complaints)
ADD (service_error, service_errors_of, service_errors)

#define ADD_COUNT(name)                                                                            \
  static void add_##name (const FwTally *tally, FwSums *sums)                                      \
  {                                                                                                \
    sums->name += (guint64) tally->sum;                                                            \
  }

ADD_COUNT (offered)
ADD_COUNT (answered)
ADD_COUNT (abandoned)
ADD_COUNT (left)
ADD_COUNT (resolved)

static void
add_wait (const FwTally *tally, FwSums *sums)
{
  sums->answered += tally->n;
  sums->wait_ms += (guint64) tally->sum;
  sums->wait_square_s += (double) tally->squares / 256;
}

static void
add_handling (const FwTally *tally, FwSums *sums)
{
  sums->handled += tally->n;
  sums->handling_ms += (guint64) tally->sum;
  sums->handling_square_s += (double) tally->squares / 256;
}

static void
add_closed (const FwTally *tally, FwSums *sums)
{
  sums->closed += tally->n;
  sums->closed_ms += (guint64) tally->sum;
  sums->closed_square += tally->squares;
}

static void
add_nps (const FwTally *tally, FwSums *sums)
{
  sums->nps_given += tally->n;
  sums->promoters += (tally->squares + (guint64) tally->sum) / 2;
  sums->detractors += (tally->squares - (guint64) tally->sum) / 2;
}

/* clang-format off */
#define NONE FW_N_COLUMNS
static const FwTallyRule rules[] = {
  { "offered", FW_TALLY_COUNT, FW_COLUMN_COUNTS, NONE, NONE, 1, read_offered, add_offered },
  { "answered", FW_TALLY_COUNT, FW_COLUMN_COUNTS, NONE, NONE, 1, read_answered, add_answered },
  { "resolved", FW_TALLY_COUNT, FW_COLUMN_COUNTS, NONE, NONE, 1, read_resolved, add_resolved },
  { "abandoned", FW_TALLY_COUNT, FW_COLUMN_FLAGS, NONE, NONE, 1, read_abandoned, add_abandoned },
  { "left", FW_TALLY_COUNT, FW_COLUMN_FLAGS, NONE, NONE, 1, read_left, add_left },
  { "connection_rate", FW_TALLY_RATIO, FW_COLUMN_COUNTS, NONE, NONE, 1, read_connection, add_connection },
  { "connection_rate_no_short", FW_TALLY_RATIO, FW_COLUMN_FLAGS, NONE, NONE, 1, read_connection_no_short, add_connection },
  { "service_level_offered", FW_TALLY_RATIO, FW_COLUMN_FLAGS, NONE, NONE, 1, read_level_offered, add_level, .waits = TRUE },
  { "service_level_positive", FW_TALLY_RATIO, FW_COLUMN_FLAGS, NONE, NONE, 1, read_level_positive, add_level, .waits = TRUE },
  { "service_level_ignored", FW_TALLY_RATIO, FW_COLUMN_FLAGS, NONE, NONE, 1, read_level_ignored, add_level, .waits = TRUE },
  { "service_level_answered", FW_TALLY_RATIO, FW_COLUMN_FLAGS, NONE, NONE, 1, read_level_answered, add_level, .waits = TRUE },
  { "service_level_no_short", FW_TALLY_RATIO, FW_COLUMN_FLAGS, NONE, NONE, 1, read_level_no_short, add_level, .waits = TRUE },
  { "asa_s", FW_TALLY_MEAN, FW_COLUMN_COUNTS, NONE, FW_COLUMN_WAIT, 0.001, read_wait, add_wait, .waits = TRUE },
  { "response_time_s", FW_TALLY_MEAN, FW_COLUMN_COUNTS, NONE, FW_COLUMN_WAIT, 0.001, read_wait, add_wait, .waits = TRUE, .stated = FW_TALLY_STATED_REPLY },
  { "first_response_rate", FW_TALLY_RATIO, FW_COLUMN_FLAGS, NONE, NONE, 1, read_level_answered, add_level, .waits = TRUE, .stated = FW_TALLY_STATED_REPLY },
  { "time_to_close_s", FW_TALLY_MEAN, FW_COLUMN_COUNTS, NONE, FW_COLUMN_CLOSED, 0.001, read_closed, add_closed, .stated = FW_TALLY_STATED_CLOSED },
  { "aht_s", FW_TALLY_MEAN, FW_COLUMN_COUNTS, NONE, FW_COLUMN_HANDLING, 0.001, read_handling, add_handling },
  { "csat", FW_TALLY_RATIO, FW_COLUMN_COUNTS, NONE, NONE, 1, read_csat, add_csat },
  { "rating_mean", FW_TALLY_MEAN, FW_COLUMN_COUNTS, FW_COLUMN_VOICE, NONE, 1, read_rating, add_rating },
  { "nps", FW_TALLY_MEAN, FW_COLUMN_COUNTS, FW_COLUMN_NPS, NONE, 100, read_nps, add_nps },
  { "complaint_rate", FW_TALLY_RATIO, FW_COLUMN_COUNTS, FW_COLUMN_NPS, NONE, 1, read_complaint, add_complaint },
  { "service_error_rate", FW_TALLY_RATIO, FW_COLUMN_COUNTS, FW_COLUMN_NPS, NONE, 1, read_service_error, add_service_error },
  { "survey_rate", FW_TALLY_RATIO, FW_COLUMN_COUNTS, NONE, NONE, 1, read_survey, add_survey },
  { "resolution_rate", FW_TALLY_RATIO, FW_COLUMN_COUNTS, NONE, NONE, 1, read_resolution, add_resolution },
  { "first_contact_resolution", FW_TALLY_RATIO, FW_COLUMN_COUNTS, FW_COLUMN_VOICE, NONE, 1, read_first_contact, add_first_contact, .ages = TRUE },
  { "transfer_rate", FW_TALLY_RATIO, FW_COLUMN_FLAGS, NONE, NONE, 1, read_transfer, add_transfer },
};
/* clang-format on */

static const char *const service_levels[FW_N_SERVICE_LEVELS] = {
  [FW_SERVICE_LEVEL_OFFERED] = "service_level_offered",
  [FW_SERVICE_LEVEL_POSITIVE] = "service_level_positive",
  [FW_SERVICE_LEVEL_IGNORED] = "service_level_ignored",
  [FW_SERVICE_LEVEL_ANSWERED] = "service_level_answered",
  [FW_SERVICE_LEVEL_NO_SHORT] = "service_level_no_short",
};

const FwTallyRule *
fw_tally_find (const FwMetric *metric, FwServiceLevel form)
{
  const char *name;

  g_return_val_if_fail (metric != NULL && (guint) form < FW_N_SERVICE_LEVELS, NULL);

  name = metric->varies ? service_levels[form] : metric->name;
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].name, name))
      return &rules[i];

  return NULL;
}

double
fw_tally_get_squares (const FwTallyRule *rule, const FwTally *tally)
{
  if (rule->stated == FW_TALLY_STATED_CLOSED)
    return (double) tally->squares;
  return rule->value != FW_N_COLUMNS ? (double) tally->squares / 256
                                     : (double) tally->squares * rule->unit * rule->unit;
}
