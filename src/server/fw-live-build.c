/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-live-build.h"

#include <math.h>
#include <string.h>

#include "centre/fw-form.h"
#include "server/fw-live-alerts.h"
#include "server/fw-live-queues.h"
#include "server/fw-live-write.h"

#define WEEK 7

FwLiveSource *
fw_live_source_new (FwCentre *centre, FwScope *scope, const FwQuestion *question, const char *site)
{
  FwLiveSource *self = g_new0 (FwLiveSource, 1);

  self->centre = centre;
  self->scope = fw_scope_ref (scope);
  self->site = g_strdup (site);
  self->question = *question;
  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    self->question.only[i] = g_strdupv (question->only[i]);
  for (guint i = 0; i < FW_CUBE_MAX_FILTERS; i++)
    self->question.levels[i] = g_strdupv (question->levels[i]);

  return self;
}

void
fw_live_source_free (FwLiveSource *self)
{
  fw_question_clear (&self->question);
  fw_scope_unref (self->scope);
  g_free (self->site);
  g_free (self->past_curve);
  g_clear_pointer (&self->served, g_hash_table_unref);
  g_free (self);
}

static FwCubeAnswer *
ask (FwLiveSource *self,
     gint64 from,
     gint64 to,
     gint64 now,
     gboolean grouped,
     FwBucket bucket,
     GError **error)
{
  FwQuestion question = self->question;

  question.from = from;
  question.to = to;
  question.now = now;
  question.bucket = bucket;
  if (!grouped)
    question.n_by = 0;

  return fw_centre_ask (self->centre, self->scope, &question, NULL, error);
}

/* The half hours of a day by their place in it; those without contacts are empty sums. */
static GArray *
ask_half_hours (FwLiveSource *self, gint64 from, gint64 to, gint64 now, GError **error)
{
  g_autoptr (FwCubeAnswer) answer = ask (self, from, to, now, FALSE, FW_BUCKET_HALF_HOUR, error);
  guint n = (guint) ((to - from + FW_HALF_HOUR - 1) / FW_HALF_HOUR);
  GArray *slots;

  if (answer == NULL)
    return NULL;

  slots = g_array_sized_new (FALSE, TRUE, sizeof (FwSums), n);
  g_array_set_size (slots, n);
  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);
      gint64 slot = MAX (group->bucket - from, 0) / FW_HALF_HOUR;

      if (slot < n)
        fw_sums_add (&g_array_index (slots, FwSums, slot), &group->sums);
    }

  return slots;
}

static gboolean
refresh_past (FwLiveSource *self, FwForm *form, FwZone *zone, gint64 now, GError **error)
{
  gint64 minute = now / FW_MINUTE;
  gint32 day = fw_zone_get_day (zone, now) - WEEK;
  gint64 from, to;
  g_autoptr (FwCubeAnswer) total = NULL;
  g_autoptr (GArray) slots = NULL;

  if (self->past_curve != NULL && self->past_minute == minute && self->past_day == day &&
      self->past_form == form->answer.service_level)
    return TRUE;

  fw_zone_get_day_bounds (zone, day, &from, &to);
  total = ask (self, from, fw_zone_same_time_before (zone, now, WEEK), now, FALSE, FW_BUCKET_NONE,
               error);
  slots = total != NULL ? ask_half_hours (self, from, to, now, error) : NULL;
  if (slots == NULL)
    return FALSE;

  self->past_waiting = fw_centre_count_waiting (self->centre, self->scope, &self->question,
                                                fw_zone_same_time_before (zone, now, WEEK));
  self->past_minute = minute;
  self->past_day = day;
  self->past_form = form->answer.service_level;
  self->past_total = total->total;
  g_free (self->past_curve);
  self->past_curve = fw_live_write_curve (form, slots);

  return TRUE;
}

static gboolean
is_somebody_in (const FwLiveFloor *floor, const char *team)
{
  for (guint i = 0; i < floor->people->len; i++)
    if (strcmp (g_array_index (floor->people, FwLivePerson, i).team, team) == 0)
      return TRUE;

  return FALSE;
}

/* Of a night that ended after the day began some minutes of its people's time are left. As long as
 * nobody of the team is in and nobody came, they are no figure of its day. */
static FwSums
get_sums (FwLiveSource *self,
          const FwLiveFloor *floor,
          const FwForm *form,
          const FwCubeGroup *group)
{
  FwSums sums = group->sums;

  if (form->answer.n_by == 1 && form->answer.by[0] == FW_DIMENSION_TEAM && sums.offered == 0 &&
      !is_somebody_in (floor,
                       fw_centre_name_code (self->centre, FW_DIMENSION_TEAM, group->codes[0])))
    sums.busy_ms = sums.ready_ms = sums.paused_ms = 0;

  return sums;
}

static void
write_groups (FwLiveSource *self,
              FwLiveParts *parts,
              const FwForm *form,
              const FwLiveFloor *floor,
              const FwCubeAnswer *answer)
{
  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);
      FwSums sums = get_sums (self, floor, form, group);
      GString *json = g_string_new (NULL);
      char key[FW_CUBE_MAX_BY * 6 + 1] = "";
      FwJsonWriter writer;

      for (guint d = 0; d < form->answer.n_by; d++)
        g_snprintf (key + 6 * d, 7, "%05u,", group->codes[d]);
      fw_json_writer_init (&writer, json);
      fw_answer_json_append_group (&writer, &form->answer, group, &sums);
      fw_live_row_add (parts->groups, key, g_string_free (json, FALSE));
    }
}

static void
write_total (FwLiveParts *parts, const FwForm *form, const FwSums *sums)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_answer_json_append_group (&writer, &form->answer, NULL, sums);
  parts->total = g_string_free (json, FALSE);
}

static void
write_people (FwLiveSource *self, FwLiveParts *parts, const FwLiveFloor *floor)
{
  FwLiveCounts counts = { 0 };

  for (guint i = 0; i < floor->people->len; i++)
    {
      const FwLivePerson *person = &g_array_index (floor->people, FwLivePerson, i);

      if (!fw_live_person_allowed (person, self->scope, &self->question))
        continue;
      fw_live_counts_add (&counts, person);
      fw_live_row_add (parts->people, person->agent, fw_live_write_person (person));
    }
  parts->counts = fw_live_write_counts (&counts);
}

static void
write_waiting (FwLiveSource *self, FwLiveParts *parts, const FwLiveFloor *floor)
{
  FwLiveWaiting waiting = { .longest_s = NAN, .before = self->past_waiting };
  double strain = -1;

  for (guint i = 0; i < floor->waiting->len; i++)
    {
      const FwLiveWait *wait = &g_array_index (floor->waiting, FwLiveWait, i);
      const FwLiveQueue *queue = &g_array_index (floor->queues, FwLiveQueue, wait->place);

      if (!fw_live_wait_allowed (wait, self->scope, &self->question))
        continue;
      if (waiting.count++ == 0)
        waiting.longest_s = (double) ((floor->now - wait->since) / FW_SECOND);
      if (fw_live_queue_strain (queue) > strain)
        {
          strain = fw_live_queue_strain (queue);
          waiting.worst = queue;
          waiting.title =
              fw_form_name_title (floor->directory, FW_DIMENSION_QUEUE, queue->queue, floor->now);
        }
      waiting.late |= fw_live_queue_is_late (queue);
    }

  parts->waiting = fw_live_write_waiting (&waiting);
}

static void
write_alerts (FwLiveSource *self, FwLiveParts *parts, GPtrArray *alerts, gint64 now)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < alerts->len; i++)
    if (fw_live_alert_allowed (alerts->pdata[i], self->scope, &self->question))
      fw_live_write_alert (&writer, alerts->pdata[i], now);
  fw_json_writer_end_array (&writer);
  parts->alerts = g_string_free (json, FALSE);
}

static const FwSiteEntry *
find_site (FwLiveSource *self, FwDirectory *directory)
{
  const FwSiteEntry *site =
      *self->site != '\0' ? fw_directory_find_site (directory, self->site) : NULL;

  return site != NULL ? site : fw_directory_get_default_site (directory);
}

FwLiveParts *
fw_live_build (FwLiveSource *self, const FwLiveFloor *floor, GPtrArray *alerts, GError **error)
{
  g_autoptr (FwLiveParts) parts = fw_live_parts_new ();
  g_auto (FwForm) form = { 0 };
  const FwSiteEntry *site = find_site (self, floor->directory);
  gint64 from, to;
  g_autoptr (FwCubeAnswer) groups = NULL;
  g_autoptr (GArray) slots = NULL;

  fw_zone_get_day_bounds (site->zone, fw_zone_get_day (site->zone, floor->now), &from, &to);
  self->question.from = from;
  self->question.to = to;
  self->question.now = floor->now;
  fw_form_init (&form, self->centre, floor->directory, &self->question);

  groups = ask (self, from, to, floor->now, TRUE, FW_BUCKET_NONE, error);
  slots = groups != NULL ? ask_half_hours (self, from, MIN (floor->now + 1, to), floor->now, error)
                         : NULL;
  if (slots == NULL || !refresh_past (self, &form, site->zone, floor->now, error) ||
      !fw_live_queues_refresh (self, floor, error))
    return NULL;

  parts->head = fw_live_write_head (&form, site, &self->question);
  parts->last_event = fw_live_write_time (floor->last_event);
  parts->tiles = fw_live_write_tiles (&form, &groups->total, &self->past_total, slots, TRUE);
  parts->curve = fw_live_write_curve_head (from, FW_HALF_HOUR);
  parts->before = g_strdup (self->past_curve);
  for (guint i = 0; i < slots->len; i++)
    fw_live_row_add (parts->now, "", fw_live_write_slot (&form, &g_array_index (slots, FwSums, i)));
  write_groups (self, parts, &form, floor, groups);
  write_total (parts, &form, &groups->total);
  write_waiting (self, parts, floor);
  fw_live_queues_write (self, floor, parts->queues);
  write_people (self, parts, floor);
  write_alerts (self, parts, alerts, floor->now);

  return g_steal_pointer (&parts);
}
