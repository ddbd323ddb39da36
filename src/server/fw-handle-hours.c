/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "centre/fw-form.h"
#include "protocol/fw-json.h"
#include "server/fw-asked.h"
#include "server/fw-server-private.h"

/* A figure of now and of a period before by weekday and half hour of the wall clock. */

#define WEEKDAYS 7
#define HALF_HOURS 48
/** Fewer say nothing about one cell. */
#define LEAST_N 20

typedef struct
{
  FwSums cells[2][WEEKDAYS][HALF_HOURS]; /* before, now */
} Week;

static gboolean
add_period (FwServer *server, FwExchange *exchange, FwAsked *asked, Week *week, guint side)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwCubeAnswer) answer = fw_centre_ask (server->centre, fw_exchange_get_scope (exchange),
                                                   &asked->question, NULL, &error);
  FwZone *zone = asked->site->zone;

  if (answer == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return FALSE;
    }
  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);
      guint minute = fw_zone_get_minute_of_day (zone, group->bucket);
      gint32 day = fw_zone_get_day (zone, group->bucket);

      /* the site's day begins at its own hour; what comes after midnight is the next weekday */
      day += minute < fw_zone_get_day_start (zone);
      fw_sums_add (&week->cells[side][fw_zone_get_weekday (day) - 1][minute / 30 % HALF_HOURS],
                   &group->sums);
    }
  return TRUE;
}

static void
write_cells (FwJsonWriter *writer, const FwMetric *metric, const Week *week, FwServiceLevel form)
{
  fw_json_writer_key (writer, "cells");
  fw_json_writer_begin_array (writer);
  for (guint day = 0; day < WEEKDAYS; day++)
    for (guint i = 0; i < HALF_HOURS; i++)
      {
        FwFigure before = fw_metric_compute (metric, &week->cells[0][day][i], form);
        FwFigure now = fw_metric_compute (metric, &week->cells[1][day][i], form);
        g_autofree char *half_hour = g_strdup_printf ("%02u:%02u", i / 2, i % 2 * 30);

        if (!before.has_value && !now.has_value)
          continue;
        fw_json_writer_begin_object (writer);
        fw_json_member_integer (writer, "weekday", day + 1);
        fw_json_member_text (writer, "half_hour", half_hour);
        fw_json_member_number (writer, "before", before.has_value ? before.value : NAN);
        fw_json_member_number (writer, "now", now.has_value ? now.value : NAN);
        fw_json_member_integer (writer, "n_before", (gint64) before.n);
        fw_json_member_integer (writer, "n_now", (gint64) now.n);
        fw_json_writer_end_object (writer);
      }
  fw_json_writer_end_array (writer);
}

static void
write_answer (FwServer *server,
              FwExchange *exchange,
              FwAsked *asked,
              const FwMetric *metric,
              const Week *week)
{
  char **sites = asked->question.only[FW_DIMENSION_SITE];
  const char *site = sites != NULL && sites[0] != NULL && sites[1] == NULL ? sites[0] : "";
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "metric", metric->name);
  fw_json_member_boolean (&writer, "at_least", metric->at_least);
  fw_json_member_integer (&writer, "least_n", LEAST_N);
  write_cells (&writer, metric, week,
               fw_form_find_service_level (asked->directory, site, asked->question.now));
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

void
fw_handle_hours (FwExchange *exchange)
{
  static const char *const extra[] = { "metric", "baseline_from", "baseline_to", NULL };
  FwServer *server = fw_server_of (exchange);
  const char *name;
  const FwMetric *metric;
  g_auto (FwAsked) asked = { 0 };
  g_autofree Week *week = g_new0 (Week, 1);
  gint64 before_from = 0, before_to = 0;

  if (!fw_asked_read (&asked, exchange, server->centre, FW_ASKED_TIMES, extra) ||
      !fw_asked_read_time (&asked, exchange, "baseline_from", &before_from) ||
      !fw_asked_read_time (&asked, exchange, "baseline_to", &before_to))
    return;
  name = fw_exchange_get_query (exchange, "metric");
  metric = name != NULL ? fw_metric_find (name) : NULL;
  if (metric == NULL)
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "metric", "metric: the name of a figure");
      return;
    }
  if (before_from >= before_to)
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "baseline_to",
                        "baseline_from and baseline_to: a period to compare with");
      return;
    }

  asked.question.bucket = FW_BUCKET_HALF_HOUR;
  if (!add_period (server, exchange, &asked, week, 1))
    return;
  asked.question.from = before_from;
  asked.question.to = before_to;
  if (!add_period (server, exchange, &asked, week, 0))
    return;
  write_answer (server, exchange, &asked, metric, week);
}
