/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-forecast-plan.h"

#include <math.h>

/* More than any floor has room for. */
#define MOST_PEOPLE 10000

/* ---- what is expected ---- */

static FwForecastLack
find_lack (const FwForecastHistory *history, const FwOutlookSeries *series)
{
  if (series->n_days == 0)
    return FW_FORECAST_NOTHING;
  if (series->first + (gint32) series->n_days + FW_FORECAST_MOST_DAYS <= history->today)
    return FW_FORECAST_OLD;
  return series->n_days < FW_OUTLOOK_LEAST_DAYS ? FW_FORECAST_YOUNG : FW_FORECAST_READY;
}

static void
foresee (FwQueuePlan *plan, const FwForecastHistory *history, guint n_days, FwOutlookErrors *errors)
{
  const FwForecastDay today = { .date = history->today };
  g_autoptr (FwForecast) forecast = NULL;
  FwForecastSlot rest[FW_OUTLOOK_SLOTS];
  double seen[FW_OUTLOOK_SLOTS];

  plan->series = fw_forecast_history_get_series (history, plan->history);
  plan->lack = find_lack (history, &plan->series);
  plan->takes_time =
      fw_outlook_find_aht (plan->history->handled, plan->history->seconds, plan->aht);
  plan->patience_s = fw_outlook_find_patience (plan->history->waited_s, plan->history->hung_up);
  if (plan->lack != FW_FORECAST_READY)
    return;
  forecast = fw_outlook_learn (&plan->series, errors);
  plan->slots = g_new0 (FwForecastSlot, (gsize) (n_days + 1) * FW_OUTLOOK_SLOTS);
  fw_outlook_look (forecast, &plan->series, history->today, n_days + 1, FW_OUTLOOK_SLOTS,
                   plan->slots);
  plan->n_seen = fw_forecast_history_get_seen (history, plan->history, seen);
  if (plan->n_seen == 0)
    return;
  /* What is over keeps what was said of it in the morning. */
  fw_forecast_look_on (forecast, &today, seen, plan->n_seen, rest);
  for (guint i = plan->n_seen; i < FW_OUTLOOK_SLOTS; i++)
    plan->slots[i] = rest[i];
}

/* By the clock of the day itself, which may skip an hour or show it twice. */
static double
sum_coming (const FwForecastPlan *self, const FwForecastHistory *history, guint ahead)
{
  const FwForecastSlot *slots = self->together.slots + (gsize) ahead * FW_OUTLOOK_SLOTS;
  gint64 from, to;
  double sum = 0;

  fw_zone_get_day_bounds (history->zone, history->today + (gint32) ahead, &from, &to);
  for (guint i = 0; i < FW_FORECAST_MOST_MOMENTS && from + i * FW_HALF_HOUR < to; i++)
    if (ahead > 0 || isnan (self->sum->today[i]))
      sum += slots[fw_forecast_history_find_slot (history->zone, from + i * FW_HALF_HOUR)].expected;
  return sum;
}

/* Half hours of a day do not err alone, so that their intervals do not add up to its own. */
static void
foresee_days (FwForecastPlan *self, const FwForecastHistory *history)
{
  g_autoptr (FwForecast) totals = fw_outlook_learn_totals (&self->together.series);

  self->days = g_new0 (FwForecastSlot, self->n_days + 1);
  fw_outlook_look (totals, &self->together.series, history->today, self->n_days + 1, 1, self->days);
  for (guint day = 0; day <= self->n_days; day++)
    self->days[day] = fw_outlook_rest (&self->days[day], sum_coming (self, history, day));
}

/* ---- what must hold ---- */

static FwStaffingTarget
find_target (FwDirectory *directory, const char *site, const char *name, gint64 now)
{
  FwStaffingTarget target = FW_STAFFING_ANY_TARGET;
  FwQueueEntry entry;
  FwAnswerLimit limit;

  fw_directory_find_queue (directory, fw_text (name), &entry);
  if (*entry.site != '\0')
    site = entry.site;
  limit = fw_directory_get_answer_limit (directory, site, name, fw_pace_of_channel (entry.channel),
                                         now);
  target.target_s = (double) limit.limit / FW_SECOND;
  target.least_service_level =
      fw_directory_get_policy (directory, "service-level", site, name, now);
  target.most_occupancy = fw_directory_get_policy (directory, "occupancy", site, name, now);
  if (!(target.most_occupancy > 0))
    target.most_occupancy = 1;
  return target;
}

/* People who answer all of the queues hold the strictest of their targets. */
static FwStaffingTarget
join_targets (const FwForecastPlan *self)
{
  FwStaffingTarget target = FW_STAFFING_ANY_TARGET;

  for (guint i = 0; i < self->n_queues; i++)
    {
      const FwStaffingTarget *other = &self->queues[i].target;

      target.target_s = i == 0 ? other->target_s : MIN (target.target_s, other->target_s);
      target.least_service_level = MAX (target.least_service_level, other->least_service_level);
      target.most_occupancy = MIN (target.most_occupancy, other->most_occupancy);
    }
  return target;
}

/* Letters wait for as long as it takes and would lend their patience to callers. */
static double
join_patience (const FwForecastPlan *self)
{
  double waited_s = 0;
  guint64 hung_up = 0;

  for (guint i = 0; i < self->n_queues; i++)
    if (isfinite (self->queues[i].patience_s))
      {
        waited_s += self->queues[i].history->waited_s;
        hung_up += self->queues[i].history->hung_up;
      }
  return fw_outlook_find_patience (waited_s, hung_up);
}

FwForecastPlan *
fw_forecast_plan_new (const FwForecastHistory *history,
                      FwDirectory *directory,
                      const char *site,
                      gint64 now,
                      guint n_days)
{
  FwForecastPlan *self;

  g_return_val_if_fail (history != NULL && directory != NULL && site != NULL, NULL);

  self = g_new0 (FwForecastPlan, 1);
  self->n_days = n_days;
  self->n_queues = history->queues->len;
  self->queues = g_new0 (FwQueuePlan, self->n_queues + 1);
  self->shrinkage = fw_directory_get_policy (directory, "shrinkage", site, "", now);
  self->cost_per_hour = fw_directory_get_policy (directory, "cost-per-hour", site, "", now);
  for (guint i = 0; i < self->n_queues; i++)
    {
      self->queues[i].history = history->queues->pdata[i];
      self->queues[i].target = find_target (directory, site, self->queues[i].history->queue, now);
      /* The one queue that there is needs no learning twice. */
      if (self->n_queues > 1)
        foresee (&self->queues[i], history, n_days, NULL);
    }
  self->sum = fw_forecast_history_sum (history);
  self->together.history = self->sum;
  self->together.target = join_targets (self);
  foresee (&self->together, history, n_days, &self->errors);
  if (self->n_queues > 1)
    self->together.patience_s = join_patience (self);
  if (self->together.lack == FW_FORECAST_READY)
    foresee_days (self, history);
  return self;
}

void
fw_forecast_plan_free (FwForecastPlan *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n_queues; i++)
    g_free (self->queues[i].slots);
  g_free (self->queues);
  g_free (self->together.slots);
  g_free (self->days);
  fw_queue_history_free (self->sum);
  g_free (self);
}

/* ---- people ---- */

gboolean
fw_queue_plan_find_people (const FwQueuePlan *self, gsize slot, guint *people)
{
  FwStaffingDemand demand = { .interval_s = 1800, .concurrency = 1 };

  g_return_val_if_fail (self != NULL && people != NULL, FALSE);

  *people = 0;
  if (self->slots == NULL)
    return FALSE;
  demand.contacts = self->slots[slot].expected;
  demand.aht_s = self->aht[slot % FW_OUTLOOK_SLOTS];
  demand.patience_s = self->patience_s;
  if (demand.contacts <= 0)
    return TRUE;
  return self->takes_time && fw_staffing_find (&demand, &self->target, MOST_PEOPLE, people);
}

gboolean
fw_forecast_plan_find_people (const FwForecastPlan *self, gsize slot, guint *people)
{
  gboolean any = FALSE;
  guint sum = 0;

  g_return_val_if_fail (self != NULL && people != NULL, FALSE);

  if (self->n_queues == 1)
    return fw_queue_plan_find_people (&self->together, slot, people);
  for (guint i = 0; i < self->n_queues; i++)
    if (fw_queue_plan_find_people (&self->queues[i], slot, people))
      {
        any = TRUE;
        sum += *people;
      }
  *people = sum;
  return any;
}
