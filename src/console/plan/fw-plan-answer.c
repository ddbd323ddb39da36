/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/plan/fw-plan-answer.h"

#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"

#include <math.h>

void
fw_plan_answer_free (FwPlanAnswer *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->last);
  g_free (self->site);
  g_free (self->queues);
  g_free (self->published_by);
  g_ptr_array_unref (self->left_out);
  g_array_unref (self->days);
  g_array_unref (self->moments);
  g_free (self);
}

const FwPlanDay *
fw_plan_answer_get_day (const FwPlanAnswer *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->days->len, NULL);

  return &g_array_index (self->days, FwPlanDay, i);
}

const FwPlanMoment *
fw_plan_answer_get_moment (const FwPlanAnswer *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->moments->len, NULL);

  return &g_array_index (self->moments, FwPlanMoment, i);
}

/* ---- reading ---- */

typedef struct
{
  const char *member;
  double *value;
} Number;

static gboolean
read_numbers (JsonObject *object, const Number *numbers, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      *numbers[i].value = NAN;
      if (fw_json_has (object, numbers[i].member) &&
          !fw_json_get_number (object, numbers[i].member, numbers[i].value, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_time (JsonObject *object, const char *member, gint64 *at, GError **error)
{
  const char *text;

  return fw_json_get_text (object, member, &text, error) &&
         (fw_time_parse (fw_text (text), at) ||
          fw_json_refuse (error, member, "a time such as 2026-11-21T09:00:00Z"));
}

static gboolean
read_moment (FwPlanAnswer *self, JsonObject *object, GError **error)
{
  FwPlanMoment moment = { 0 };
  const Number numbers[] = { { "contacts", &moment.contacts },
                             { "low", &moment.low },
                             { "high", &moment.high },
                             { "came", &moment.came },
                             { "aht_s", &moment.aht_s },
                             { "people", &moment.people },
                             { "people_together", &moment.together } };

  if (!read_time (object, "at", &moment.at, error) ||
      !read_numbers (object, numbers, G_N_ELEMENTS (numbers), error))
    return FALSE;
  g_array_append_val (self->moments, moment);
  return TRUE;
}

static gboolean
read_day (FwPlanAnswer *self, JsonObject *object, GError **error)
{
  FwPlanDay day = { .from = self->moments->len, .together = NAN };
  const Number numbers[] = { { "contacts", &day.contacts }, { "low", &day.low },
                             { "high", &day.high },         { "so_far", &day.so_far },
                             { "people", &day.people },     { "people_hours", &day.people_hours } };
  JsonArray *moments;
  const char *date;

  if (!fw_json_get_text (object, "date", &date, error) ||
      !(fw_date_parse (fw_text (date), &day.date) ||
        fw_json_refuse (error, "date", "a date such as 2026-11-21")) ||
      !read_numbers (object, numbers, G_N_ELEMENTS (numbers), error) ||
      (fw_json_has (object, "peak") && !read_time (object, "peak", &day.peak, error)) ||
      !fw_json_get_array (object, "half_hours", &moments, error))
    return FALSE;
  day.n = json_array_get_length (moments);
  if (day.n == 0)
    return fw_json_refuse (error, "half_hours", "an array");
  for (guint i = 0; i < day.n; i++)
    {
      double together;

      if (!read_moment (self, json_array_get_object_element (moments, i), error))
        return FALSE;
      together = fw_plan_answer_get_moment (self, day.from + i)->together;
      if (!isnan (together))
        day.together = isnan (day.together) ? together : MAX (day.together, together);
    }
  g_array_append_val (self->days, day);
  return TRUE;
}

static gboolean
read_queues (FwPlanAnswer *self, JsonObject *object, GError **error)
{
  JsonArray *queues;

  if (!fw_json_get_array (object, "queues", &queues, error))
    return FALSE;
  self->n_queues = json_array_get_length (queues);
  for (guint i = 0; i < self->n_queues; i++)
    {
      JsonObject *queue = json_array_get_object_element (queues, i);
      const char *title;

      if (!fw_json_get_text (queue, "title", &title, error))
        return FALSE;
      if (fw_json_has (queue, "lack"))
        g_ptr_array_add (self->left_out, g_strdup (title));
    }
  return TRUE;
}

static gboolean
read_history (FwPlanAnswer *self, JsonObject *object, GError **error)
{
  static const char *const lacks[] = { NULL, "nothing", "young", "old" };
  const char *lack = NULL, *last = NULL;
  JsonObject *history;

  if (!fw_json_get_object (object, "history", &history, error) ||
      (fw_json_has (history, "lack") && !fw_json_get_text (history, "lack", &lack, error)) ||
      (fw_json_has (history, "last") && !fw_json_get_text (history, "last", &last, error)) ||
      !fw_json_get_integer (history, "days", &self->history_days, error) ||
      !fw_json_get_integer (history, "least_days", &self->least_days, error))
    return FALSE;
  self->last = g_strdup (last);
  while (self->lack < FW_PLAN_OLD && g_strcmp0 (lacks[self->lack], lack) != 0)
    self->lack++;
  return g_strcmp0 (lacks[self->lack], lack) == 0 ||
         fw_json_refuse (error, "lack", "a reason that is known");
}

static gboolean
read_published (FwPlanAnswer *self, JsonObject *object, GError **error)
{
  const Number numbers[] = { { "ahead_days", &self->published_ahead },
                             { "error", &self->published_error },
                             { "noise", &self->published_noise } };
  JsonObject *published;
  const char *site = NULL, *queues = NULL, *by = NULL;

  if (!fw_json_get_object (object, "published", &published, error) ||
      !fw_json_get_boolean (published, "whole", &self->whole, error) ||
      !fw_json_get_integer (published, "days", &self->published_days, error) ||
      !read_numbers (published, numbers, G_N_ELEMENTS (numbers), error) ||
      (fw_json_has (published, "site") && !fw_json_get_text (published, "site", &site, error)) ||
      !fw_json_get_text (published, "queues", &queues, error) ||
      (fw_json_has (published, "last") &&
       !read_time (published, "last", &self->published_at, error)) ||
      (fw_json_has (published, "by") && !fw_json_get_text (published, "by", &by, error)))
    return FALSE;
  self->site = g_strdup (site);
  self->queues = g_strdup (queues);
  self->published_by = g_strdup (by);
  return TRUE;
}

static gboolean
read_answer (FwPlanAnswer *self, JsonObject *object, GError **error)
{
  const Number own[] = {
    { "service_level", &self->service_level }, { "seconds", &self->seconds },
    { "occupancy", &self->occupancy },         { "patience_s", &self->patience_s },
    { "shrinkage", &self->shrinkage },         { "cost_per_hour", &self->cost_per_hour }
  };
  const Number wrong[] = { { "error", &self->error },
                           { "noise", &self->noise },
                           { "within", &self->within } };
  JsonObject *errors;
  JsonArray *days;
  const char *zone;

  if (!fw_json_get_text (object, "zone", &zone, error) ||
      !read_time (object, "known_until", &self->known_until, error) ||
      !read_history (self, object, error) || !read_published (self, object, error) ||
      !fw_json_get_object (object, "errors", &errors, error) ||
      !fw_json_get_integer (errors, "days", &self->error_days, error) ||
      !read_numbers (errors, wrong, G_N_ELEMENTS (wrong), error) ||
      !read_numbers (object, own, G_N_ELEMENTS (own), error) ||
      !read_queues (self, object, error) || !fw_json_get_array (object, "days", &days, error))
    return FALSE;
  self->zone = g_time_zone_new_identifier (zone);
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  for (guint i = 0; i < json_array_get_length (days); i++)
    if (!read_day (self, json_array_get_object_element (days, i), error))
      return FALSE;
  return self->days->len > 0 || self->lack != FW_PLAN_READY ||
         fw_json_refuse (error, "days", "an array");
}

FwPlanAnswer *
fw_plan_answer_read (GBytes *bytes, GError **error)
{
  g_autoptr (FwPlanAnswer) self = g_new0 (FwPlanAnswer, 1);
  g_autoptr (JsonObject) object = NULL;

  self->left_out = g_ptr_array_new_with_free_func (g_free);
  self->days = g_array_new (FALSE, FALSE, sizeof (FwPlanDay));
  self->moments = g_array_new (FALSE, FALSE, sizeof (FwPlanMoment));

  g_return_val_if_fail (bytes != NULL, NULL);

  object = fw_json_parse_bytes (bytes, error);
  return object != NULL && read_answer (self, object, error) ? g_steal_pointer (&self) : NULL;
}
