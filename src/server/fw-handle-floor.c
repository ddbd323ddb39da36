/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "centre/fw-centre-why.h"
#include "server/fw-past-floor.h"
#include "server/fw-server-private.h"

/* More than any floor has people. */
#define MOST_GROUPS 15000

static gboolean
read_baseline (FwPastFloor *days, FwExchange *exchange)
{
  const char *name = fw_exchange_get_query (exchange, "baseline");

  days->baseline = FW_WHY_LAST_WEEK;
  if (name == NULL || (fw_why_baseline_from_name (name, &days->baseline) &&
                       days->baseline != FW_WHY_OTHERS && days->baseline != FW_WHY_FORECAST))
    return TRUE;
  fw_exchange_fail (exchange, FW_ERROR_INVALID, "baseline",
                    "baseline: last-week, previous, period or target");
  return FALSE;
}

/* The days of a good period, by its id. */
static gboolean
read_good_period (FwPastFloor *days, FwExchange *exchange, const char *id)
{
  FwWhyQuestion question = { .window = days->asked->question };
  g_autofree char *title = NULL;
  g_autoptr (GError) error = NULL;

  if (fw_centre_read_period (days->centre, days->scope, id, &question, &title, &error))
    {
      days->before_from = question.baseline_from;
      days->before_to = question.baseline_to;
      return TRUE;
    }
  fw_exchange_fail (exchange, FW_ERROR_INVALID, "baseline_id",
                    "baseline_id: there is no good period of that id");
  return FALSE;
}

static gboolean
read_period (FwPastFloor *days, FwExchange *exchange)
{
  const char *id = fw_exchange_get_query (exchange, "baseline_id");

  if (days->baseline != FW_WHY_PERIOD)
    return TRUE;
  if (id != NULL)
    return read_good_period (days, exchange, id);
  if (!fw_asked_read_time (days->asked, exchange, "baseline_from", &days->before_from) ||
      !fw_asked_read_time (days->asked, exchange, "baseline_to", &days->before_to))
    return FALSE;
  if (days->before_from < days->before_to)
    return TRUE;
  fw_exchange_fail (
      exchange, FW_ERROR_INVALID, "baseline_to",
      "baseline=period: baseline_from and baseline_to, in this order, or baseline_id");
  return FALSE;
}

void
fw_handle_floor (FwExchange *exchange)
{
  static const char *const extra[] = { "baseline", "baseline_from", "baseline_to", "baseline_id",
                                       NULL };
  FwServer *server = fw_server_of (exchange);
  g_auto (FwAsked) asked = { 0 };
  FwPastFloor days = { .centre = server->centre,
                       .scope = fw_exchange_get_scope (exchange),
                       .asked = &asked };
  gboolean is_last = fw_exchange_get_query (exchange, "from") == NULL &&
                     fw_exchange_get_query (exchange, "to") == NULL;
  g_autoptr (GError) error = NULL;
  GString *json = NULL;

  if (!fw_asked_read (&asked, exchange, server->centre, FW_ASKED_TIMES | FW_ASKED_GROUPS, extra) ||
      !read_baseline (&days, exchange) || !read_period (&days, exchange))
    return;
  asked.question.most_groups = MOST_GROUPS;
  if (!is_last || fw_past_floor_find_last (&days, &error))
    json = fw_past_floor_write (&days, &error);
  if (json == NULL)
    fw_exchange_reply_error (exchange, error);
  else if (fw_exchange_check_size (exchange, json,
                                   "ask by fewer attributes or for a shorter period"))
    fw_exchange_reply_json (exchange, 200, json);
  else
    g_string_free (json, TRUE);
}
