/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-live-watch.h"

#include <math.h>
#include <string.h>

#include "centre/fw-form.h"

struct _FwLiveWatch
{
  FwCentre *centre;
  FwScope *whole;
  GPtrArray *alerts;
  GPtrArray *findings; /* (nullable) (element-type FwRecord): read when needed */
};

FwLiveWatch *
fw_live_watch_new (FwCentre *centre)
{
  FwLiveWatch *self = g_new0 (FwLiveWatch, 1);

  self->centre = centre;
  self->whole = fw_scope_new_administrator ();
  self->alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_alert_free);

  return self;
}

void
fw_live_watch_free (FwLiveWatch *self)
{
  g_ptr_array_unref (self->alerts);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  fw_scope_unref (self->whole);
  g_free (self);
}

static void
check_group (FwLiveWatch *self,
             const FwLiveFloor *floor,
             const char *site,
             FwDimension dimension,
             const FwCubeGroup *group,
             FwServiceLevel form,
             GArray *checks)
{
  static const char *const watched[] = { "service_level", "connection_rate", "csat", "aht_s" };
  const char *key = fw_centre_name_code (self->centre, dimension, group->codes[0]);
  const char *queue = dimension == FW_DIMENSION_QUEUE ? key : "";
  FwQueueEntry entry;
  const char *team = dimension == FW_DIMENSION_TEAM ? key : "";

  if (*key == '\0')
    return;
  if (dimension == FW_DIMENSION_QUEUE &&
      fw_directory_find_queue (floor->directory, fw_text (key), &entry))
    team = entry.team;

  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    {
      const FwMetric *metric = fw_metric_find (watched[i]);
      FwFigure figure = fw_metric_compute (metric, &group->sums, form);
      FwAlertCheck check = {
        .rule = FW_ALERT_FIGURE,
        .metric = watched[i],
        .dimension = fw_dimension_to_name (dimension),
        .key = key,
        .title = fw_form_name_title (floor->directory, dimension, key, floor->now),
        .action = "why",
        .site = site,
        .team = team,
        .value = figure.has_value ? figure.value : NAN,
        .limit = fw_centre_get_target (self->centre, metric, site, queue, floor->now),
        .at_least = metric->at_least,
        .n = figure.n,
        .interval = figure.interval,
      };

      g_array_append_val (checks, check);
    }
}

static void
check_figures (FwLiveWatch *self, const FwLiveFloor *floor, GArray *checks)
{
  static const FwDimension dimensions[] = { FW_DIMENSION_TEAM, FW_DIMENSION_QUEUE };
  const GArray *sites = fw_directory_get_sites (floor->directory);

  for (guint s = 0; s < sites->len; s++)
    {
      const FwSiteEntry *site = &g_array_index (sites, FwSiteEntry, s);
      const char *only[] = { site->id, NULL };
      FwServiceLevel form = fw_form_find_service_level (floor->directory, site->id, floor->now);

      for (guint d = 0; d < G_N_ELEMENTS (dimensions); d++)
        {
          FwQuestion question = { .now = floor->now, .n_by = 1, .by = { dimensions[d] } };
          g_autoptr (FwCubeAnswer) answer = NULL;

          question.only[FW_DIMENSION_SITE] = (char **) only;
          fw_zone_get_day_bounds (site->zone, fw_zone_get_day (site->zone, floor->now),
                                  &question.from, &question.to);
          answer = fw_centre_ask (self->centre, self->whole, &question, NULL, NULL);
          for (guint g = 0; answer != NULL && g < answer->groups->len; g++)
            check_group (self, floor, site->id, dimensions[d],
                         &g_array_index (answer->groups, FwCubeGroup, g), form, checks);
        }
    }
}

typedef struct
{
  const FwLiveWait *longest;
  guint count;
} QueueWait;

static void
check_waiting (const FwLiveFloor *floor, GArray *checks)
{
  g_autoptr (GHashTable) queues = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < floor->waiting->len; i++)
    {
      const FwLiveWait *wait = &g_array_index (floor->waiting, FwLiveWait, i);
      QueueWait *queue = g_hash_table_lookup (queues, wait->queue);

      if (queue == NULL)
        {
          queue = g_new0 (QueueWait, 1);
          queue->longest = wait; /* longest first */
          g_hash_table_insert (queues, (gpointer) wait->queue, queue);
        }
      queue->count++;
    }

  g_hash_table_iter_init (&iter, queues);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const QueueWait *queue = value;
      const FwLiveWait *wait = queue->longest;
      FwAlertCheck check = {
        .rule = FW_ALERT_CEILING,
        .metric = "waiting",
        .dimension = "queue",
        .key = wait->queue,
        .title = fw_form_name_title (floor->directory, FW_DIMENSION_QUEUE, wait->queue, floor->now),
        .action = "people",
        .site = wait->site,
        .team = wait->team,
        .value = queue->count,
        .n = queue->count,
        .limit = fw_directory_get_policy (floor->directory, "waiting-limit", wait->site,
                                          wait->queue, floor->now),
      };

      g_array_append_val (checks, check);
      check.metric = "longest_wait_s";
      check.value = (double) ((floor->now - wait->since) / FW_SECOND);
      check.limit = fw_directory_get_policy (floor->directory, "waiting-seconds-limit", wait->site,
                                             wait->queue, floor->now);
      g_array_append_val (checks, check);
    }
}

static void
check_people (const FwLiveFloor *floor, GArray *checks)
{
  for (guint i = 0; i < floor->people->len; i++)
    {
      const FwLivePerson *person = &g_array_index (floor->people, FwLivePerson, i);
      const char *metric = person->state == FW_AGENT_PAUSED    ? "paused_s"
                           : person->state == FW_AGENT_WRAP_UP ? "wrap_up_s"
                                                               : "talk_s";
      FwAlertCheck check = {
        .rule = FW_ALERT_CLOCK,
        .metric = metric,
        .dimension = "agent",
        .key = person->agent,
        .title = person->title,
        .action = "people",
        .site = person->site,
        .team = person->team,
        .value = (double) ((floor->now - person->since) / FW_SECOND),
        .limit = person->limit_s,
        .n = 1,
      };

      g_array_append_val (checks, check);
    }
}

/* ---- what watches found ---- */

void
fw_live_watch_forget_findings (FwLiveWatch *self)
{
  g_clear_pointer (&self->findings, g_ptr_array_unref);
}

static double
read_number (const FwRecord *record, const char *field)
{
  return fw_record_get_number (record, (guint) fw_kind_find_field (&fw_kind_finding, field));
}

static const char *
read_text (const FwRecord *record, const char *field)
{
  const char *text = fw_record_text (record, field);

  return text != NULL ? text : "";
}

/* Today's and yesterday's, until somebody has judged them. */
static gboolean
is_news (const FwRecord *finding, const FwLiveFloor *floor)
{
  const FwSiteEntry *site = fw_directory_find_site (floor->directory, read_text (finding, "site"));

  if (site == NULL)
    site = &g_array_index (fw_directory_get_sites (floor->directory), FwSiteEntry, 0);

  return strcmp (read_text (finding, "judgement"), "open") == 0 &&
         fw_record_integer (finding, "day") >= fw_zone_get_day (site->zone, floor->now) - 1;
}

static void
check_findings (FwLiveWatch *self, const FwLiveFloor *floor, GArray *checks)
{
  if (self->findings == NULL)
    self->findings =
        fw_records_list (fw_centre_get_records (self->centre), self->whole, &fw_kind_finding, NULL);

  for (guint i = 0; self->findings != NULL && i < self->findings->len; i++)
    {
      const FwRecord *finding = self->findings->pdata[i];
      FwAlertCheck check = {
        .rule = FW_ALERT_FINDING,
        .metric = read_text (finding, "metric"),
        .dimension = "watch",
        .key = fw_record_get_id (finding),
        .title = read_text (finding, "title"),
        .action = "why",
        .site = read_text (finding, "site"),
        .team = read_text (finding, "team"),
        .value = read_number (finding, "now"),
        .limit = read_number (finding, "before"),
        .n = (guint64) MAX (0, read_number (finding, "n")),
      };

      if (is_news (finding, floor))
        g_array_append_val (checks, check);
    }
}

void
fw_live_watch_step (FwLiveWatch *self, const FwLiveFloor *floor)
{
  g_autoptr (GArray) checks = g_array_new (FALSE, FALSE, sizeof (FwAlertCheck));
  GPtrArray *alerts;

  check_figures (self, floor, checks);
  check_waiting (floor, checks);
  check_people (floor, checks);
  check_findings (self, floor, checks);

  alerts =
      fw_alert_step (self->alerts, (const FwAlertCheck *) checks->data, checks->len, floor->now);
  g_ptr_array_unref (self->alerts);
  self->alerts = alerts;
}

GPtrArray *
fw_live_watch_get_alerts (FwLiveWatch *self)
{
  return self->alerts;
}
