/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "centre/fw-form.h"
#include "core/metric/fw-rated.h"
#include "core/metric/fw-service.h"
#include "protocol/fw-json.h"
#include "server/fw-asked.h"
#include "server/fw-server-private.h"

/* Service from eight sides, against the centre and a benchmark. */

typedef struct
{
  FwCubeAnswer *own;
  FwCubeAnswer *centre; /* the same without any filter but the site's */
  FwDirectory *directory;
  const char *site;
  FwServiceLevel form;
  gint64 at;
  FwRatedSums own_rated, centre_rated;
} Compared;

static double
get_value (const FwMetric *metric, const FwSums *sums, FwServiceLevel form)
{
  FwFigure figure = fw_metric_compute (metric, sums, form);

  return figure.has_value ? figure.value : NAN;
}

static void
write_dimension (FwJsonWriter *writer,
                 const Compared *compared,
                 const FwServiceDimension *dimension)
{
  const FwMetric *metric = fw_metric_find (dimension->metric);
  FwFigure figure = fw_metric_compute (metric, &compared->own->total, compared->form);
  double value = figure.has_value ? figure.value : NAN;
  double centre = get_value (metric, &compared->centre->total, compared->form);
  double benchmark = fw_directory_get_policy (compared->directory, dimension->policy,
                                              compared->site, "", compared->at);
  const char *source = fw_directory_get_policy_source (compared->directory, dimension->policy,
                                                       compared->site, compared->at);
  double score = fw_service_score (dimension, value, benchmark);
  gboolean worse = score < FW_SERVICE_BENCHMARK_SCORE;
  gboolean spans =
      figure.has_value && figure.interval.low <= benchmark && figure.interval.high >= benchmark;

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "metric", metric->name);
  fw_json_member_number (writer, "value", value);
  fw_json_member_integer (writer, "n", (gint64) figure.n);
  fw_json_member_number (writer, "low", figure.has_value ? figure.interval.low : NAN);
  fw_json_member_number (writer, "high", figure.has_value ? figure.interval.high : NAN);
  fw_json_member_number (writer, "centre", centre);
  fw_json_member_number (writer, "benchmark", benchmark);
  fw_json_member_text (writer, "policy", dimension->policy);
  fw_json_member_boolean (writer, "shipped", source == NULL);
  fw_json_member_text (writer, "source", source != NULL ? source : "");
  fw_json_member_number (writer, "score", score);
  fw_json_member_number (writer, "centre_score", fw_service_score (dimension, centre, benchmark));
  fw_json_member_number (writer, "benchmark_score", FW_SERVICE_BENCHMARK_SCORE);
  fw_json_member_boolean (writer, "below", worse && !spans);
  fw_json_member_boolean (writer, "cannot_tell", worse && spans);
  fw_json_writer_end_object (writer);
}

/* A side that surveys ask about: 1 to 5 on average, against the same benchmark for all. */
static void
write_side (FwJsonWriter *writer, const Compared *compared, guint side)
{
  const FwRatedSums *own = &compared->own_rated, *all = &compared->centre_rated;
  double benchmark = fw_directory_get_policy (compared->directory, "benchmark-rated-sides",
                                              compared->site, "", compared->at);
  const char *source = fw_directory_get_policy_source (compared->directory, "benchmark-rated-sides",
                                                       compared->site, compared->at);
  double n = (double) own->n[side];
  double value = n > 0 ? (double) own->points[side] / n : NAN;
  double centre = all->n[side] > 0 ? (double) all->points[side] / (double) all->n[side] : NAN;
  FwInterval interval =
      fw_interval_mean (own->n[side], (double) own->points[side], (double) own->squares[side]);
  gboolean worse = value < benchmark;
  gboolean spans = interval.low <= benchmark && interval.high >= benchmark;

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "side", fw_rated_sides ()[side].name);
  fw_json_member_number (writer, "value", value);
  fw_json_member_integer (writer, "n", (gint64) own->n[side]);
  fw_json_member_number (writer, "low", n > 1 ? MAX (1, interval.low) : NAN);
  fw_json_member_number (writer, "high", n > 1 ? MIN (5, interval.high) : NAN);
  fw_json_member_number (writer, "centre", centre);
  fw_json_member_number (writer, "benchmark", benchmark);
  fw_json_member_boolean (writer, "shipped", source == NULL);
  fw_json_member_text (writer, "source", source != NULL ? source : "");
  fw_json_member_boolean (writer, "below", worse && !spans);
  fw_json_member_boolean (writer, "cannot_tell", worse && spans);
  fw_json_writer_end_object (writer);
}

/* What people's time cost, for each contact that was answered, where a centre has entered what an
 * hour costs. */
static void
write_cost (FwJsonWriter *writer, const Compared *compared)
{
  const FwSums *sums = &compared->own->total;
  double hours = (double) (sums->busy_ms + sums->ready_ms + sums->paused_ms) / 3600000.0;
  double hour = fw_directory_get_policy (compared->directory, "cost-per-hour", compared->site, "",
                                         compared->at);
  double benchmark = fw_directory_get_policy (compared->directory, "benchmark-cost-per-contact",
                                              compared->site, "", compared->at);
  const char *source = fw_directory_get_policy_source (
      compared->directory, "benchmark-cost-per-contact", compared->site, compared->at);
  double value = sums->answered > 0 && hours > 0 ? hours * hour / (double) sums->answered : NAN;

  fw_json_writer_key (writer, "cost");
  fw_json_writer_begin_object (writer);
  fw_json_member_number (writer, "value", value);
  fw_json_member_integer (writer, "n", (gint64) sums->answered);
  fw_json_member_number (writer, "hours", hours);
  fw_json_member_number (writer, "per_hour", hour);
  fw_json_member_number (writer, "benchmark", benchmark);
  fw_json_member_text (writer, "source", source != NULL ? source : "");
  fw_json_member_number (writer, "deviation", value / benchmark - 1);
  fw_json_writer_end_object (writer);
}

static void
write_answer (FwExchange *exchange, const Compared *compared)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_integer (&writer, "offered", (gint64) compared->own->total.offered);
  fw_json_writer_key (&writer, "dimensions");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < FW_SERVICE_N_DIMENSIONS; i++)
    write_dimension (&writer, compared, &fw_service_dimensions ()[i]);
  fw_json_writer_end_array (&writer);
  fw_json_writer_key (&writer, "sides");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < FW_RATED_N_SIDES; i++)
    write_side (&writer, compared, i);
  fw_json_writer_end_array (&writer);
  write_cost (&writer, compared);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

void
fw_handle_service (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  FwScope *scope = fw_exchange_get_scope (exchange);
  g_auto (FwAsked) asked = { 0 };
  g_autoptr (FwCubeAnswer) own = NULL;
  g_autoptr (FwCubeAnswer) centre = NULL;
  g_autoptr (GError) error = NULL;
  FwQuestion all;
  char **sites;
  Compared compared;

  if (!fw_asked_read (&asked, exchange, server->centre, FW_ASKED_TIMES, NULL))
    return;
  sites = asked.question.only[FW_DIMENSION_SITE];
  all = asked.question; /* its texts stay asked's */
  memset (all.only, 0, sizeof all.only);
  all.only[FW_DIMENSION_SITE] = sites;
  own = fw_centre_ask (server->centre, scope, &asked.question, NULL, &error);
  if (own != NULL)
    centre = fw_centre_ask (server->centre, scope, &all, NULL, &error);
  if (centre == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  compared =
      (Compared){ .own = own,
                  .centre = centre,
                  .directory = asked.directory,
                  .site = sites != NULL && sites[0] != NULL && sites[1] == NULL ? sites[0] : "",
                  .at = MIN (asked.question.now, asked.question.to) };
  fw_centre_sum_rated (server->centre, scope, &asked.question, &compared.own_rated);
  fw_centre_sum_rated (server->centre, scope, &all, &compared.centre_rated);
  compared.form = fw_form_find_service_level (asked.directory, compared.site, compared.at);
  write_answer (exchange, &compared);
}
