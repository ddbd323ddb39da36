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

/* The policy's margin is a share: as it stands for a rate, of the target for all else. */
static double
find_margin (const FwForm *self, const FwMetric *metric, double target)
{
  return metric->unit == FW_UNIT_RATIO ? self->margin : self->margin * fabs (target);
}

static double
target_cb (const FwMetric *metric,
           const FwCubeGroup *group,
           double *watch_margin,
           gpointer user_data)
{
  FwForm *self = user_data;
  double target;

  if (group == NULL || (self->site_at < 0 && self->queue_at < 0))
    target = self->targets[find_index (metric)];
  else
    {
      const char *site = self->site_at < 0
                             ? self->site
                             : name_cb (FW_DIMENSION_SITE, group->codes[self->site_at], self);
      const char *queue = self->queue_at < 0
                              ? self->queue
                              : name_cb (FW_DIMENSION_QUEUE, group->codes[self->queue_at], self);

      target = fw_centre_get_target (self->centre, metric, site, queue, self->at);
    }

  *watch_margin = find_margin (self, metric, target);
  return target;
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
    .site = find_only (question, FW_DIMENSION_SITE),
    .queue = find_only (question, FW_DIMENSION_QUEUE),
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
    .target = target_cb,
    .title = title_cb,
    .user_data = self,
  };

  for (guint i = 0; i < question->n_by; i++)
    if (question->by[i] == FW_DIMENSION_SITE)
      self->site_at = (gint) i;
    else if (question->by[i] == FW_DIMENSION_QUEUE)
      self->queue_at = (gint) i;

  self->answer.service_level = fw_form_find_service_level (directory, self->site, self->at);
  self->margin =
      fw_directory_get_policy (directory, "watch-margin", self->site, self->queue, self->at);
  for (guint i = 0; metrics[i] != NULL; i++)
    self->targets[i] = fw_centre_get_target (centre, metrics[i], self->site, self->queue, self->at);
}

void
fw_form_clear (FwForm *self)
{
  if (self->title != NULL)
    g_string_free (g_steal_pointer (&self->title), TRUE);
}

double
fw_form_get_target (FwForm *self, const FwMetric *metric, double *watch_margin)
{
  return target_cb (metric, NULL, watch_margin, self);
}
