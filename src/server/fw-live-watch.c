/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-live-watch.h"

#include <math.h>
#include <string.h>

#include "centre/fw-form.h"
#include "server/fw-alert-notes.h"
#include "server/fw-live-alerts.h"

struct _FwLiveWatch
{
  FwCentre *centre;
  FwScope *whole;
  GMutex lock; /* of the array that alerts is */
  GPtrArray *alerts;
  GPtrArray *findings; /* (nullable) (element-type FwRecord): read when needed */
  GPtrArray *texts;    /* GStrv of the checks of a step */
  FwAlertNotes *notes; /* (nullable): read when needed */
  gint64 first_step;   /* µs UTC; 0: none yet */
};

FwLiveWatch *
fw_live_watch_new (FwCentre *centre)
{
  FwLiveWatch *self = g_new0 (FwLiveWatch, 1);

  self->centre = centre;
  g_mutex_init (&self->lock);
  self->whole = fw_scope_new_administrator ();
  self->alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_alert_free);
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  return self;
}

void
fw_live_watch_free (FwLiveWatch *self)
{
  g_ptr_array_unref (self->alerts);
  g_ptr_array_unref (self->texts);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->notes, fw_alert_notes_free);
  g_mutex_clear (&self->lock);
  fw_scope_unref (self->whole);
  g_free (self);
}

/* Returns: (transfer none) (nullable): a copy that lives as long as the step. */
static const char *const *
keep_texts (FwLiveWatch *self, GStrv texts)
{
  GStrv copy = g_strdupv (texts);

  if (copy != NULL)
    g_ptr_array_add (self->texts, copy);
  return (const char *const *) copy;
}

/* They are by queue, then by team. Returns: where those of @queue begin. */
static guint
find_queue (const FwCubeAnswer *parts, guint16 queue)
{
  guint low = 0, high = parts->groups->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (parts->groups, FwCubeGroup, middle).codes[0] < queue)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Whose contacts a queue's figure is made of: @parts are the day's groups by queue and team.
 * Returns: (transfer full) (nullable): NULL where some belong to no team. */
static GStrv
list_teams (FwLiveWatch *self, const FwCubeAnswer *parts, guint16 queue)
{
  g_autoptr (GStrvBuilder) teams = g_strv_builder_new ();

  for (guint i = find_queue (parts, queue); i < parts->groups->len; i++)
    {
      const FwCubeGroup *part = &g_array_index (parts->groups, FwCubeGroup, i);
      const char *team = fw_centre_name_code (self->centre, FW_DIMENSION_TEAM, part->codes[1]);

      if (part->codes[0] != queue)
        break;
      if (*team == '\0')
        return NULL;
      g_strv_builder_add (teams, team);
    }

  return g_strv_builder_end (teams);
}

static void
check_group (FwLiveWatch *self,
             const FwLiveFloor *floor,
             const char *site,
             FwDimension dimension,
             gint64 from,
             const FwCubeGroup *group,
             const FwCubeAnswer *parts,
             FwServiceLevel form,
             GArray *checks)
{
  /* What the tables of the desk judge: a figure that is late there has an alert. */
  static const char *const watched[] = { "service_level", "connection_rate", "csat",
                                         "aht_s",         "resolution_rate", "occupancy" };
  const char *key = fw_centre_name_code (self->centre, dimension, group->codes[0]);
  const char *queue = dimension == FW_DIMENSION_QUEUE ? key : "";
  FwQueueEntry entry = { .channel = "", .product = "" };
  const char *team = dimension == FW_DIMENSION_TEAM ? key : "";
  const char *const told_sites[] = { site, NULL };
  g_auto (GStrv) told_teams = NULL;

  if (*key == '\0')
    return;
  if (dimension == FW_DIMENSION_QUEUE)
    {
      told_teams = list_teams (self, parts, group->codes[0]);
      if (fw_directory_find_queue (floor->directory, fw_text (key), &entry))
        team = entry.team;
    }

  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    {
      const FwMetric *metric = fw_metric_find (watched[i]);
      FwFigure figure = fw_metric_compute (metric, &group->sums, form);
      FwStandard standard = fw_centre_get_standard (self->centre, metric, site, queue, floor->now);
      FwAlertCheck check = {
        .metric = watched[i],
        .dimension = fw_dimension_to_name (dimension),
        .key = key,
        .title = fw_form_name_title (floor->directory, dimension, key, floor->now),
        .action = "why",
        .site = site,
        .team = team,
        .channel = entry.channel,
        .product = entry.product,
        .told = dimension == FW_DIMENSION_QUEUE,
        .told_sites = keep_texts (self, (GStrv) told_sites),
        .told_teams = keep_texts (self, told_teams),
        .value = figure.value,
        .limit = standard.target,
        .n = figure.n,
        .interval = figure.interval,
        .from = from,
        .verdict = fw_metric_judge (metric, &figure, &standard),
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
          g_autoptr (FwCubeAnswer) parts = NULL;

          question.only[FW_DIMENSION_SITE] = (char **) only;
          fw_zone_get_day_bounds (site->zone, fw_zone_get_day (site->zone, floor->now),
                                  &question.from, &question.to);
          answer = fw_centre_ask (self->centre, self->whole, &question, NULL, NULL);
          question.by[question.n_by++] = FW_DIMENSION_TEAM;
          if (dimensions[d] == FW_DIMENSION_QUEUE &&
              (parts = fw_centre_ask (self->centre, self->whole, &question, NULL, NULL)) == NULL)
            continue;
          for (guint g = 0; answer != NULL && g < answer->groups->len; g++)
            check_group (self, floor, site->id, dimensions[d], question.from,
                         &g_array_index (answer->groups, FwCubeGroup, g), parts, form, checks);
        }
    }
}

static void
check_waiting (const FwLiveFloor *floor, GArray *checks)
{
  for (guint i = 0; i < floor->queues->len; i++)
    {
      const FwLiveQueue *queue = &g_array_index (floor->queues, FwLiveQueue, i);
      FwAlertCheck check = {
        .metric = "waiting",
        .dimension = "queue",
        .key = queue->queue,
        .title =
            fw_form_name_title (floor->directory, FW_DIMENSION_QUEUE, queue->queue, floor->now),
        .action = "people",
        .site = queue->site,
        .team = queue->team,
        .channel = queue->channel,
        .product = queue->product,
        .value = queue->count,
        .n = queue->count,
        .interval = { queue->count, queue->count },
        .limit = queue->limit,
        .verdict = queue->count_verdict,
      };

      g_array_append_val (checks, check);
      check.metric = "longest_wait_s";
      check.value = check.interval.low = check.interval.high = queue->longest_s;
      check.limit = queue->limit_s;
      check.verdict = queue->longest_verdict;
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
        .metric = metric,
        .dimension = "agent",
        .key = person->agent,
        .title = person->title,
        .action = "people",
        .site = person->site,
        .team = person->team,
        .reason = person->state == FW_AGENT_PAUSED ? person->reason : "",
        .value = person->for_s,
        .limit = person->limit_s,
        .interval = { person->for_s, person->for_s },
        .from = person->since,
        .verdict = person->late ? FW_VERDICT_LATE : FW_VERDICT_IN_ORDER,
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
  return fw_record_get_number (record,
                               (guint) fw_kind_find_field (fw_kind_find ("finding"), field));
}

static const char *
read_text (const FwRecord *record, const char *field)
{
  const char *text = fw_record_text (record, field);

  return text != NULL ? text : "";
}

static const char *const *
read_list (const FwRecord *record, const char *field)
{
  return fw_record_get_list (record, (guint) fw_kind_find_field (fw_kind_find ("finding"), field));
}

/* Today's and yesterday's, until somebody has judged them. */
static gboolean
is_news (const FwRecord *finding, const FwLiveFloor *floor)
{
  const FwSiteEntry *site = fw_directory_find_site (floor->directory, read_text (finding, "site"));

  if (site == NULL)
    site = fw_directory_get_default_site (floor->directory);

  return strcmp (read_text (finding, FW_KIND_STATE), fw_kind_find ("finding")->flow->start) == 0 &&
         fw_record_integer (finding, "day") >= fw_zone_get_day (site->zone, floor->now) - 1;
}

static void
check_findings (FwLiveWatch *self, const FwLiveFloor *floor, GArray *checks)
{
  if (self->findings == NULL)
    self->findings = fw_records_list (fw_centre_get_records (self->centre), self->whole,
                                      fw_kind_find ("finding"), NULL);

  for (guint i = 0; self->findings != NULL && i < self->findings->len; i++)
    {
      const FwRecord *finding = self->findings->pdata[i];
      FwAlertCheck check = {
        .metric = read_text (finding, "metric"),
        .dimension = "watch",
        .key = fw_record_get_id (finding),
        .title = read_text (finding, "title"),
        .action = "why",
        .site = read_text (finding, "site"),
        .team = read_text (finding, "team"),
        .told = TRUE,
        .told_sites = read_list (finding, "told_sites"),
        .told_teams = read_list (finding, "told_teams"),
        .value = read_number (finding, "now"),
        .limit = read_number (finding, "before"),
        .n = (guint64) MAX (0, read_number (finding, "n")),
        .interval = { NAN, NAN },
        .verdict = FW_VERDICT_LATE, /* it was judged when it was found */
      };

      if (is_news (finding, floor))
        g_array_append_val (checks, check);
    }
}

void
fw_live_watch_forget_notes (FwLiveWatch *self)
{
  g_clear_pointer (&self->notes, fw_alert_notes_free);
}

/* What cannot be read now is read at the next step. */
static void
apply_notes (FwLiveWatch *self, GPtrArray *alerts, gint64 now)
{
  if (self->first_step == 0)
    self->first_step = now;
  if (self->notes == NULL)
    self->notes = fw_alert_notes_read (fw_centre_get_records (self->centre), NULL);
  for (guint i = 0; self->notes != NULL && i < alerts->len; i++)
    {
      FwAlert *alert = alerts->pdata[i];

      fw_alert_notes_apply (self->notes, alert, alert->since == self->first_step, now);
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
  apply_notes (self, alerts, floor->now);
  g_mutex_lock (&self->lock);
  g_ptr_array_unref (self->alerts);
  self->alerts = alerts;
  g_mutex_unlock (&self->lock);
  g_ptr_array_set_size (self->texts, 0);
}

GPtrArray *
fw_live_watch_get_alerts (FwLiveWatch *self)
{
  return self->alerts;
}

FwAlert *
fw_live_watch_find_alert (FwLiveWatch *self, const char *id, FwScope *scope)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL && id != NULL && scope != NULL, NULL);

  locker = g_mutex_locker_new (&self->lock);
  for (guint i = 0; i < self->alerts->len; i++)
    {
      const FwAlert *alert = self->alerts->pdata[i];

      if (strcmp (alert->id, id) == 0 && fw_live_alert_reaches (alert, scope))
        return fw_alert_copy (alert);
    }
  return NULL;
}

GPtrArray *
fw_live_watch_list_alerts (FwLiveWatch *self, FwScope *scope)
{
  GPtrArray *seen = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_alert_free);

  g_return_val_if_fail (self != NULL && scope != NULL, seen);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->alerts->len; i++)
    if (fw_live_alert_reaches (self->alerts->pdata[i], scope))
      g_ptr_array_add (seen, fw_alert_copy (self->alerts->pdata[i]));
  g_mutex_unlock (&self->lock);
  return seen;
}
