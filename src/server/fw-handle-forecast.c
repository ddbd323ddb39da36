/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "protocol/fw-json.h"
#include "server/fw-asked.h"
#include "server/fw-forecast-plan.h"
#include "server/fw-forecast-published.h"
#include "server/fw-server-private.h"

/* What will come in the next days, and the people for it. */

#define DAYS 14

static const char *const lacks[] = {
  [FW_FORECAST_READY] = NULL,
  [FW_FORECAST_NOTHING] = "nothing",
  [FW_FORECAST_YOUNG] = "young",
  [FW_FORECAST_OLD] = "old",
};

typedef struct
{
  const FwForecastHistory *history;
  const FwForecastPlan *plan;
  const FwForecastPublished *published;
  FwDirectory *directory;
  FwJsonWriter writer;
} Answer;

static void
write_date (FwJsonWriter *writer, const char *name, gint32 day)
{
  g_autofree char *text = fw_date_format (day);

  fw_json_member_text (writer, name, text);
}

static void
write_time (FwJsonWriter *writer, const char *name, gint64 at)
{
  g_autofree char *text = fw_time_format (at);

  fw_json_member_text (writer, name, text);
}

static double
to_number (double value)
{
  return isfinite (value) ? value : NAN;
}

/* ---- what it rests on ---- */

static void
write_history (Answer *self)
{
  const FwOutlookSeries *series = &self->plan->together.series;

  fw_json_writer_key (&self->writer, "history");
  fw_json_writer_begin_object (&self->writer);
  fw_json_member_text (&self->writer, "lack", lacks[self->plan->together.lack]);
  fw_json_member_integer (&self->writer, "days", series->n_days);
  fw_json_member_integer (&self->writer, "least_days", FW_OUTLOOK_LEAST_DAYS);
  if (series->n_days > 0)
    {
      write_date (&self->writer, "first", series->first);
      write_date (&self->writer, "last", series->first + (gint32) series->n_days - 1);
    }
  fw_json_writer_end_object (&self->writer);
}

static void
write_errors (Answer *self)
{
  const FwOutlookErrors *errors = &self->plan->errors;
  const gboolean any = errors->amount > 0;

  fw_json_writer_key (&self->writer, "errors");
  fw_json_writer_begin_object (&self->writer);
  fw_json_member_integer (&self->writer, "days", errors->days);
  fw_json_member_number (&self->writer, "error", any ? errors->error / errors->amount : NAN);
  fw_json_member_number (&self->writer, "noise", any ? errors->noise / errors->amount : NAN);
  fw_json_member_number (&self->writer, "within",
                         any ? (double) errors->within / errors->slots : NAN);
  fw_json_writer_end_object (&self->writer);
}

/* What was published, and how wrong that was. */
static void
write_published (Answer *self)
{
  const FwForecastPublished *published = self->published;
  const FwOutlookErrors *errors = &published->errors;
  const gboolean any = errors->amount > 0;

  fw_json_writer_key (&self->writer, "published");
  fw_json_writer_begin_object (&self->writer);
  fw_json_member_text (&self->writer, "site", published->site);
  fw_json_member_text (&self->writer, "queues", published->queues);
  fw_json_member_boolean (&self->writer, "whole", published->whole);
  if (published->last != NULL)
    {
      write_time (&self->writer, "last", published->last->published);
      fw_json_member_text (&self->writer, "by", published->last->signed_by);
    }
  fw_json_member_integer (&self->writer, "days", errors->days);
  fw_json_member_number (&self->writer, "ahead_days",
                         errors->days > 0 ? published->ahead / errors->days : NAN);
  fw_json_member_number (&self->writer, "error", any ? errors->error / errors->amount : NAN);
  fw_json_member_number (&self->writer, "noise", any ? errors->noise / errors->amount : NAN);
  fw_json_writer_end_object (&self->writer);
}

static void
write_target (Answer *self, const FwQueuePlan *plan)
{
  fw_json_member_number (&self->writer, "service_level", plan->target.least_service_level);
  fw_json_member_number (&self->writer, "seconds", plan->target.target_s);
  fw_json_member_number (&self->writer, "occupancy", plan->target.most_occupancy);
  fw_json_member_number (&self->writer, "patience_s", to_number (plan->patience_s));
}

/* A queue that is not counted among the people says why. */
static const char *
find_missing (const Answer *self, const FwQueuePlan *plan)
{
  const FwQueuePlan *meant = self->plan->n_queues == 1 ? &self->plan->together : plan;

  if (meant->lack != FW_FORECAST_READY)
    return lacks[meant->lack];
  return meant->takes_time ? NULL : "handling";
}

static void
write_queues (Answer *self)
{
  fw_json_writer_key (&self->writer, "queues");
  fw_json_writer_begin_array (&self->writer);
  for (guint i = 0; i < self->plan->n_queues; i++)
    {
      const FwQueuePlan *plan = &self->plan->queues[i];
      const char *queue = plan->history->queue;

      fw_json_writer_begin_object (&self->writer);
      fw_json_member_text (&self->writer, "queue", queue);
      fw_json_member_text (&self->writer, "title",
                           fw_directory_get_title (self->directory, "queue", queue));
      fw_json_member_text (&self->writer, "lack", find_missing (self, plan));
      write_target (self, self->plan->n_queues == 1 ? &self->plan->together : plan);
      fw_json_writer_end_object (&self->writer);
    }
  fw_json_writer_end_array (&self->writer);
}

/* ---- days ---- */

/* Of one day: what is added up while its half hours are written. */
typedef struct
{
  guint moments;
  guint known; /* moments whose people are known */
  guint64 people;
  guint most;
  gint64 peak;
  double so_far;
} Day;

static void
write_people (Answer *self, gsize slot, gint64 at, Day *day)
{
  guint people = 0, together = 0;
  const gboolean known = fw_forecast_plan_find_people (self->plan, slot, &people);
  const gboolean joined = fw_queue_plan_find_people (&self->plan->together, slot, &together);

  fw_json_member_number (&self->writer, "people", known ? people : NAN);
  fw_json_member_number (&self->writer, "people_together", joined ? together : NAN);
  if (!known)
    return;
  day->known++;
  day->people += people;
  if (people > day->most)
    {
      day->most = people;
      day->peak = at;
    }
}

static void
write_moment (Answer *self, guint ahead, gint64 at, Day *day)
{
  const FwQueuePlan *together = &self->plan->together;
  const gsize slot =
      (gsize) ahead * FW_OUTLOOK_SLOTS + fw_forecast_history_find_slot (self->history->zone, at);
  const FwForecastSlot *expected = &together->slots[slot];
  const double came = ahead == 0 ? self->plan->sum->today[day->moments] : NAN;

  fw_json_writer_begin_object (&self->writer);
  write_time (&self->writer, "at", at);
  fw_json_member_number (&self->writer, "contacts", expected->expected);
  fw_json_member_number (&self->writer, "low", expected->low);
  fw_json_member_number (&self->writer, "high", expected->high);
  fw_json_member_number (&self->writer, "came", came);
  fw_json_member_number (&self->writer, "aht_s",
                         together->takes_time ? together->aht[slot % FW_OUTLOOK_SLOTS] : NAN);
  write_people (self, slot, at, day);
  fw_json_writer_end_object (&self->writer);
  day->so_far += isnan (came) ? 0 : came;
  day->moments++;
}

static void
write_totals (Answer *self, guint ahead, const Day *day)
{
  const FwForecastSlot *rest = &self->plan->days[ahead];
  const gboolean known = day->known > 0;

  fw_json_member_number (&self->writer, "so_far",
                         ahead == 0 && self->plan->together.n_seen > 0 ? day->so_far : NAN);
  fw_json_member_number (&self->writer, "contacts", day->so_far + rest->expected);
  fw_json_member_number (&self->writer, "low", day->so_far + rest->low);
  fw_json_member_number (&self->writer, "high", day->so_far + rest->high);
  fw_json_member_number (&self->writer, "people", known ? day->most : NAN);
  if (day->peak != 0)
    write_time (&self->writer, "peak", day->peak);
  fw_json_member_number (&self->writer, "people_hours", known ? (double) day->people / 2 : NAN);
}

static gboolean
write_day (Answer *self, FwExchange *exchange, guint ahead)
{
  const gint32 date = self->history->today + (gint32) ahead;
  Day day = { 0 };
  gint64 from, to;

  fw_zone_get_day_bounds (self->history->zone, date, &from, &to);
  fw_json_writer_begin_object (&self->writer);
  write_date (&self->writer, "date", date);
  fw_json_writer_key (&self->writer, "half_hours");
  fw_json_writer_begin_array (&self->writer);
  for (gint64 at = from; at < to && day.moments < FW_FORECAST_MOST_MOMENTS; at += FW_HALF_HOUR)
    write_moment (self, ahead, at, &day);
  fw_json_writer_end_array (&self->writer);
  write_totals (self, ahead, &day);
  fw_json_writer_end_object (&self->writer);
  return fw_exchange_check_size (exchange, self->writer.out, "ask for fewer days");
}

/* ---- the whole ---- */

static void
reply (FwExchange *exchange, Answer *self)
{
  g_autoptr (GString) json = g_string_new (NULL);

  fw_json_writer_init (&self->writer, json);
  fw_json_writer_begin_object (&self->writer);
  fw_json_member_text (&self->writer, "zone", fw_zone_get_identifier (self->history->zone));
  write_date (&self->writer, "today", self->history->today);
  write_time (&self->writer, "known_until", self->history->known_until);
  write_history (self);
  write_errors (self);
  write_published (self);
  write_target (self, &self->plan->together);
  fw_json_member_number (&self->writer, "shrinkage", self->plan->shrinkage);
  fw_json_member_number (&self->writer, "cost_per_hour", self->plan->cost_per_hour);
  write_queues (self);
  fw_json_writer_key (&self->writer, "days");
  fw_json_writer_begin_array (&self->writer);
  for (guint i = 0; self->plan->days != NULL && i <= self->plan->n_days; i++)
    if (!write_day (self, exchange, i))
      return;
  fw_json_writer_end_array (&self->writer);
  fw_json_writer_end_object (&self->writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}

void
fw_handle_forecast (FwExchange *exchange)
{
  static const char *const known[] = {
    "site", "team", "queue", "channel", "product", "days", NULL
  };
  static const char *const extra[] = { "days", NULL };
  FwServer *server = fw_server_of (exchange);
  g_autoptr (FwForecastHistory) history = NULL;
  g_autoptr (FwForecastPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FwForecastPublished) published = { NULL };
  g_auto (FwAsked) asked = { 0 };
  guint64 days = DAYS;

  if (!fw_exchange_check_query (exchange, known) ||
      !fw_asked_read (&asked, exchange, server->centre, 0, extra) ||
      !fw_exchange_read_number (exchange, "days", FW_FORECAST_MOST_DAYS, &days))
    return;
  history =
      fw_forecast_history_read (server->centre, fw_exchange_get_scope (exchange), &asked.question,
                                asked.site->zone, asked.question.now, &error);
  if (history == NULL ||
      !fw_forecast_published_read (&published, server->centre, fw_exchange_get_scope (exchange),
                                   &asked, history, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  plan = fw_forecast_plan_new (history, asked.directory, asked.site->id, asked.question.now,
                               (guint) days);
  reply (exchange, &(Answer){ .history = history,
                              .plan = plan,
                              .published = &published,
                              .directory = asked.directory });
}
