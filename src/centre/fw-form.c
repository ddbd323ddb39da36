/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "centre/fw-form.h"

#include <math.h>

static const char *
name_cb (FwDimension dimension, guint16 code, gpointer user_data)
{
  FwForm *self = user_data;

  return fw_centre_name_code (self->centre, dimension, code);
}

static guint
find_index (const FwMetric *metric)
{
  const FwMetric *const *metrics = fw_metrics ();
  guint i = 0;

  while (metrics[i] != metric)
    i++;
  g_assert (i < FW_FORM_MAX_METRICS);

  return i;
}

/* Of a metric whose target each channel has for itself: that of one channel alone. Where days off
 * do not count a mean of what passed on the clock cannot be held against it. */
static FwStandard
find_standard (
    FwForm *self, const FwMetric *metric, const char *site, const char *queue, const char *channel)
{
  FwStandard standard = fw_centre_get_standard (self->centre, metric, site, queue, self->at);

  FwQueueEntry entry;
  FwAnswerLimit limit;

  if (!metric->paced)
    return standard;
  if (*channel == '\0' && *queue != '\0' &&
      fw_directory_find_queue (self->directory, fw_text (queue), &entry))
    channel = entry.channel;
  if (*channel == '\0')
    return standard;

  limit = fw_directory_get_answer_limit (self->directory, site, queue, fw_pace_of_channel (channel),
                                         self->at);
  if (limit.closes == G_MAXINT64)
    standard.target = (double) (limit.limit / FW_SECOND);

  return standard;
}

static FwStandard
standard_cb (const FwMetric *metric, const FwCubeGroup *group, gpointer user_data)
{
  FwForm *self = user_data;
  const char *site = self->site, *queue = self->queue, *channel = self->channel;

  if (group == NULL || (self->site_at < 0 && self->queue_at < 0 && self->channel_at < 0))
    return self->standards[find_index (metric)];
  if (self->site_at >= 0)
    site = name_cb (FW_DIMENSION_SITE, group->codes[self->site_at], self);
  if (self->queue_at >= 0)
    queue = name_cb (FW_DIMENSION_QUEUE, group->codes[self->queue_at], self);

  if (self->channel_at >= 0)
    channel = name_cb (FW_DIMENSION_CHANNEL, group->codes[self->channel_at], self);

  return find_standard (self, metric, site, queue, channel);
}

const char *
fw_form_name_title (FwDirectory *directory, FwDimension dimension, const char *name, gint64 at)
{
  FwMembership person;
  const char *kind = NULL;

  if (dimension == FW_DIMENSION_SITE || dimension == FW_DIMENSION_TEAM ||
      dimension == FW_DIMENSION_QUEUE)
    kind = fw_dimension_to_name (dimension);
  else if (dimension == FW_DIMENSION_SHIFT)
    kind = "shift-template";
  else if (dimension == FW_DIMENSION_AGENT &&
           fw_directory_find_agent (directory, fw_text (name), at, &person) && *person.name != '\0')
    return person.name;

  return kind != NULL && *name != '\0' ? fw_directory_get_title (directory, kind, name) : name;
}

static const char *
title_cb (const FwCubeGroup *group, gpointer user_data)
{
  FwForm *self = user_data;

  g_string_truncate (self->title, 0);
  for (guint i = 0; i < self->answer.n_by; i++)
    {
      FwDimension dimension = self->answer.by[i];
      const char *name = name_cb (dimension, group->codes[i], self);

      if (i > 0)
        g_string_append (self->title, " · ");
      g_string_append (self->title,
                       fw_form_name_title (self->directory, dimension, name, self->at));
    }

  return self->title->str;
}

static const char *
find_only (const FwQuestion *question, FwDimension dimension)
{
  char **only = question->only[dimension];

  return only != NULL && only[0] != NULL && only[1] == NULL ? only[0] : "";
}

FwServiceLevel
fw_form_find_service_level (FwDirectory *directory, const char *site, gint64 at)
{
  return fw_service_level_from_policy (
      fw_directory_get_policy (directory, "service-level-variant", site, "", at));
}

void
fw_form_init (FwForm *self, FwCentre *centre, FwDirectory *directory, const FwQuestion *question)
{
  const FwMetric *const *metrics = fw_metrics ();
  FwCube *cube = fw_centre_get_cube (centre);
  gint64 last;

  fw_cube_read_lock (cube);
  last = fw_floor_get_last_event (fw_centre_get_floor (centre));
  fw_cube_read_unlock (cube);
  *self = (FwForm){
    .centre = centre,
    .directory = directory,
    .site_at = -1,
    .queue_at = -1,
    .channel_at = -1,
    .site = find_only (question, FW_DIMENSION_SITE),
    .queue = find_only (question, FW_DIMENSION_QUEUE),
    .channel = find_only (question, FW_DIMENSION_CHANNEL),
    /* A figure is judged by what was in force when its window ended, of a window that runs by
       today's. */
    .at = MIN (question->to, question->now),
    .title = g_string_new (NULL),
  };
  self->answer = (FwAnswerForm){
    .from = question->from,
    .to = question->to,
    .age_s = last != 0 ? MAX (question->now - last, 0) / (double) FW_SECOND : NAN,
    .by = question->by,
    .n_by = question->n_by,
    .bucket = question->bucket,
    .figures = TRUE,
    .name = name_cb,
    .standard = standard_cb,
    .title = title_cb,
    .user_data = self,
  };

  for (guint i = 0; i < question->n_by; i++)
    if (question->by[i] == FW_DIMENSION_SITE)
      self->site_at = (gint) i;
    else if (question->by[i] == FW_DIMENSION_QUEUE)
      self->queue_at = (gint) i;
    else if (question->by[i] == FW_DIMENSION_CHANNEL)
      self->channel_at = (gint) i;

  self->answer.service_level = fw_form_find_service_level (directory, self->site, self->at);
  for (guint i = 0; metrics[i] != NULL; i++)
    self->standards[i] = find_standard (self, metrics[i], self->site, self->queue, self->channel);
}

void
fw_form_clear (FwForm *self)
{
  if (self->title != NULL)
    g_string_free (g_steal_pointer (&self->title), TRUE);
}

FwStandard
fw_form_get_standard (FwForm *self, const FwMetric *metric)
{
  g_return_val_if_fail (self != NULL && metric != NULL, (FwStandard){ .target = NAN });

  return standard_cb (metric, NULL, self);
}
