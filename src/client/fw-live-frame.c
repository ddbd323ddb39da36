/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-live-frame-private.h"

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "protocol/fw-json.h"

#include <math.h>

/* A floor of this size is a mistake; the arrays of a frame are not longer. */
#define MAX_ROWS 100000

#define MAX_STEP (7 * 86400) /* s: a week */

typedef gpointer (*ReadFunc) (JsonObject *object, gpointer user_data, GError **error);

/* Optional members: absent and null leave @value alone, another type is an error. */

static gboolean
read_number (JsonObject *object, const char *member, double *value, GError **error)
{
  return !fw_json_has (object, member) || fw_json_get_number (object, member, value, error);
}

static gboolean
read_count (JsonObject *object, const char *member, guint64 *value, GError **error)
{
  gint64 number;

  if (!fw_json_has (object, member))
    return TRUE;
  if (!fw_json_get_integer (object, member, &number, error))
    return FALSE;
  if (number < 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: a count below 0", member);
      return FALSE;
    }
  *value = (guint64) number;
  return TRUE;
}

static gboolean
read_uint (JsonObject *object, const char *member, guint *value, GError **error)
{
  guint64 count = *value;

  if (!read_count (object, member, &count, error))
    return FALSE;
  *value = (guint) MIN (count, G_MAXUINT);
  return TRUE;
}

static gboolean
read_text (JsonObject *object, const char *member, char **value, GError **error)
{
  const char *text;

  if (!fw_json_has (object, member))
    {
      if (*value == NULL)
        *value = g_strdup ("");
      return TRUE;
    }
  if (!fw_json_get_text (object, member, &text, error))
    return FALSE;
  g_free (*value);
  *value = g_strdup (text);
  return TRUE;
}

static gboolean
read_needed_text (JsonObject *object, const char *member, char **value, GError **error)
{
  const char *text;

  if (!fw_json_get_text (object, member, &text, error))
    return FALSE;
  g_free (*value);
  *value = g_strdup (text);
  return TRUE;
}

static gboolean
read_time (JsonObject *object, const char *member, gint64 *at, GError **error)
{
  const char *text;

  if (!fw_json_has (object, member))
    return TRUE;
  if (!fw_json_get_text (object, member, &text, error))
    return FALSE;
  if (fw_time_parse (fw_text (text), at))
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: no time: %s", member, text);
  return FALSE;
}

static gboolean
read_verdict (JsonObject *object, FwVerdict *verdict, GError **error)
{
  const char *name;

  if (!fw_json_has (object, "verdict"))
    return TRUE;
  if (!fw_json_get_text (object, "verdict", &name, error))
    return FALSE;
  *verdict = fw_verdict_from_name (name);
  return TRUE;
}

/* n, interval, target and verdict as tiles and "figures" carry them */
static gboolean
read_value (JsonObject *object, FwLiveValue *value, GError **error)
{
  return read_count (object, "n", &value->n, error) &&
         read_number (object, "low", &value->low, error) &&
         read_number (object, "high", &value->high, error) &&
         read_number (object, "target", &value->target, error) &&
         read_count (object, "least_n", &value->least_n, error) &&
         read_verdict (object, &value->verdict, error);
}

static gboolean
read_trend (JsonObject *object, FwLiveFrameTile *tile, GError **error)
{
  JsonArray *array;

  if (!fw_json_has (object, "trend"))
    return TRUE;
  if (!fw_json_get_array (object, "trend", &array, error))
    return FALSE;
  tile->n_trend = MIN (json_array_get_length (array), 200);
  tile->trend = g_new (double, MAX (tile->n_trend, 1));
  for (guint i = 0; i < tile->n_trend; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_NULL (node))
        tile->trend[i] = NAN;
      else if (JSON_NODE_HOLDS_VALUE (node) && (json_node_get_value_type (node) == G_TYPE_DOUBLE ||
                                                json_node_get_value_type (node) == G_TYPE_INT64))
        tile->trend[i] = json_node_get_double (node);
      else
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "trend[%u]: no number", i);
          return FALSE;
        }
    }
  return TRUE;
}

static gpointer
read_tile (JsonObject *object, gpointer user_data, GError **error)
{
  FwLiveFrameTile *tile = g_new0 (FwLiveFrameTile, 1);
  const char *metric;

  tile->value = FW_LIVE_VALUE_NONE;
  tile->before = NAN;
  if (!fw_json_get_text (object, "metric", &metric, error))
    goto fail;
  if (!fw_live_measure_from_name (metric, &tile->measure))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "metric: none is called %s", metric);
      goto fail;
    }
  if (read_number (object, "value", &tile->value.value, error) &&
      read_value (object, &tile->value, error) &&
      read_number (object, "before", &tile->before, error) && read_trend (object, tile, error))
    return tile;
fail:
  fw_live_frame_tile_free (tile);
  return NULL;
}

static gboolean
read_figures (JsonObject *object, FwLiveFrameGroup *group, GError **error)
{
  JsonObject *figures = NULL;

  if (!fw_json_has (object, "figures"))
    return TRUE;
  if (!fw_json_get_object (object, "figures", &figures, error))
    return FALSE;
  for (guint i = 0; i < FW_LIVE_N_MEASURES; i++)
    {
      const char *name = fw_live_measure_to_name (i);
      JsonObject *figure;

      if (!fw_json_has (figures, name))
        continue;
      if (!fw_json_get_object (figures, name, &figure, error) ||
          !read_value (figure, &group->values[i], error))
        return FALSE;
    }
  return TRUE;
}

/* @user_data: name of the dimension whose key the group carries; NULL for the total and for slots
 * of the curve */
static gpointer
read_group (JsonObject *object, gpointer user_data, GError **error)
{
  FwLiveFrameGroup *group = g_new0 (FwLiveFrameGroup, 1);
  const char *dimension = user_data;
  JsonObject *key;

  for (guint i = 0; i < FW_LIVE_N_MEASURES; i++)
    {
      group->values[i] = FW_LIVE_VALUE_NONE;
      if (!read_number (object, fw_live_measure_to_name (i), &group->values[i].value, error))
        goto fail;
      if (!isnan (group->values[i].value))
        group->values[i].verdict = FW_VERDICT_NO_TARGET;
    }
  if (dimension != NULL && (!fw_json_get_object (object, "key", &key, error) ||
                            !read_needed_text (key, dimension, &group->key, error)))
    goto fail;
  if (read_text (object, "title", &group->title, error) && read_figures (object, group, error))
    return group;
fail:
  fw_live_frame_group_free (group);
  return NULL;
}

/* One side of a queue: how many wait, how long; held against @limit. */
static gboolean
read_side (JsonObject *object,
           FwLiveValue *value,
           const char *name,
           const char *limit,
           const char *verdict,
           GError **error)
{
  const char *text;

  *value = FW_LIVE_VALUE_NONE;
  if (!read_number (object, name, &value->value, error))
    return FALSE;
  if (!isnan (value->value))
    value->verdict = FW_VERDICT_NO_TARGET;
  if (limit == NULL)
    return TRUE;
  if (!read_number (object, limit, &value->target, error) ||
      !fw_json_get_text (object, verdict, &text, error))
    return FALSE;
  if (!isnan (value->value))
    value->verdict = fw_verdict_from_name (text);
  return TRUE;
}

static gpointer
read_queue (JsonObject *object, gpointer user_data, GError **error)
{
  FwLiveFrameGroup *queue = g_new0 (FwLiveFrameGroup, 1);

  for (guint i = 0; i < FW_LIVE_N_MEASURES; i++)
    queue->values[i] = FW_LIVE_VALUE_NONE;
  if (read_needed_text (object, "queue", &queue->key, error) &&
      read_text (object, "title", &queue->title, error) &&
      read_side (object, &queue->values[FW_LIVE_IN_QUEUE], "waiting", "limit", "verdict", error) &&
      read_side (object, &queue->values[FW_LIVE_LONGEST], "longest_s", "limit_s", "longest_verdict",
                 error) &&
      read_side (object, &queue->values[FW_LIVE_READY], "ready", NULL, NULL, error))
    return queue;
  fw_live_frame_group_free (queue);
  return NULL;
}

static gboolean
read_state (JsonObject *object, FwAgentState *state, GError **error)
{
  const char *name;

  if (!fw_json_get_text (object, "state", &name, error))
    return FALSE;
  for (guint i = 0; i < FW_N_AGENT_STATES; i++)
    if (g_strcmp0 (fw_agent_state_to_name (i), name) == 0)
      {
        *state = i;
        return TRUE;
      }
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "state: none is called %s", name);
  return FALSE;
}

static gpointer
read_person (JsonObject *object, gpointer user_data, GError **error)
{
  FwLiveFramePerson *person = g_new0 (FwLiveFramePerson, 1);

  person->limit = NAN;
  if (read_needed_text (object, "agent", &person->agent, error) &&
      read_text (object, "title", &person->title, error) &&
      read_text (object, "team", &person->team, error) &&
      read_text (object, "team_title", &person->team_title, error) &&
      read_state (object, &person->state, error) &&
      read_text (object, "reason", &person->reason, error) &&
      read_time (object, "since", &person->since, error) &&
      read_number (object, "limit_s", &person->limit, error) &&
      (!fw_json_has (object, "late") ||
       fw_json_get_boolean (object, "late", &person->late, error)) &&
      read_text (object, "queue", &person->queue, error) &&
      read_uint (object, "contacts", &person->contacts, error))
    return person;
  fw_live_frame_person_free (person);
  return NULL;
}

static gpointer
read_alert (JsonObject *object, gpointer user_data, GError **error)
{
  FwLiveFrameAlert *alert = g_new0 (FwLiveFrameAlert, 1);

  alert->value = alert->limit = alert->low = alert->high = NAN;
  if (read_needed_text (object, "id", &alert->id, error) &&
      read_needed_text (object, "metric", &alert->metric, error) &&
      read_text (object, "dimension", &alert->dimension, error) &&
      read_text (object, "key", &alert->key, error) &&
      read_text (object, "title", &alert->title, error) &&
      read_text (object, "site", &alert->site, error) &&
      read_text (object, "reason", &alert->reason, error) &&
      read_number (object, "value", &alert->value, error) &&
      read_number (object, "limit", &alert->limit, error) &&
      read_count (object, "n", &alert->n, error) &&
      read_number (object, "low", &alert->low, error) &&
      read_number (object, "high", &alert->high, error) &&
      read_time (object, "from", &alert->from, error) &&
      read_time (object, "to", &alert->to, error) &&
      read_time (object, "since", &alert->since, error) &&
      read_text (object, "action", &alert->action, error) &&
      read_text (object, "acknowledged_by", &alert->acknowledged_by, error) &&
      read_time (object, "snoozed_until", &alert->snoozed_until, error) &&
      read_text (object, "given_to", &alert->given_to, error))
    {
      if (!fw_live_measure_from_name (alert->metric, &alert->measure))
        alert->measure = FW_LIVE_WAITING;
      return alert;
    }
  fw_live_frame_alert_free (alert);
  return NULL;
}

FwLiveFrameAlert *
fw_live_frame_alert_read (JsonObject *object, GError **error)
{
  g_return_val_if_fail (object != NULL, NULL);

  return read_alert (object, NULL, error);
}

/* Absent leaves *out NULL; each element must be an object that @read takes. */
static gboolean
read_array (JsonObject *object,
            const char *member,
            ReadFunc read,
            gpointer user_data,
            GDestroyNotify free_element,
            GPtrArray **out,
            GError **error)
{
  g_autoptr (GPtrArray) elements = NULL;
  JsonArray *array;

  if (!fw_json_has (object, member))
    return TRUE;
  if (!fw_json_get_array (object, member, &array, error))
    return FALSE;
  if (json_array_get_length (array) > MAX_ROWS)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE, "%s: over %d elements", member, MAX_ROWS);
      return FALSE;
    }
  elements = g_ptr_array_new_full (json_array_get_length (array), free_element);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      gpointer element;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s[%u]: no object", member, i);
          return FALSE;
        }
      element = read (json_node_get_object (node), user_data, error);
      if (element == NULL)
        {
          g_prefix_error (error, "%s[%u]: ", member, i);
          return FALSE;
        }
      g_ptr_array_add (elements, element);
    }
  *out = g_steal_pointer (&elements);
  return TRUE;
}

static gboolean
read_day (FwLiveFrame *self, JsonObject *frame, GError **error)
{
  JsonObject *day;

  if (!fw_json_has (frame, "day"))
    return TRUE;
  return fw_json_get_object (frame, "day", &day, error) &&
         read_text (day, "site", &self->site, error) &&
         read_text (day, "date", &self->date, error) &&
         read_text (day, "zone", &self->zone, error) &&
         read_time (day, "from", &self->day_from, error) &&
         read_time (day, "to", &self->day_to, error);
}

/* What GET floor says beside the members of a live frame. */
static gboolean
read_days (FwLiveFrame *self, JsonObject *frame, GError **error)
{
  JsonObject *before;

  return read_uint (frame, "days", &self->days, error) &&
         (!fw_json_has (frame, "runs") ||
          fw_json_get_boolean (frame, "runs", &self->runs, error)) &&
         (!fw_json_has (frame, "before") ||
          (fw_json_get_object (frame, "before", &before, error) &&
           read_time (before, "from", &self->before_from, error) &&
           read_time (before, "to", &self->before_to, error)));
}

static gboolean
read_worst (FwLiveWorst *worst, JsonObject *waiting, GError **error)
{
  JsonObject *object;

  worst->limit = worst->longest = worst->limit_s = NAN;
  if (!fw_json_has (waiting, "worst"))
    return TRUE;
  return fw_json_get_object (waiting, "worst", &object, error) &&
         read_needed_text (object, "queue", &worst->queue, error) &&
         read_text (object, "title", &worst->title, error) &&
         read_uint (object, "count", &worst->count, error) &&
         read_number (object, "limit", &worst->limit, error) &&
         read_number (object, "longest_s", &worst->longest, error) &&
         read_number (object, "limit_s", &worst->limit_s, error);
}

static gboolean
read_waiting (FwLiveFrame *self, JsonObject *frame, GError **error)
{
  FwLiveWaiting *waiting = &self->waiting;
  JsonObject *object;

  if (!fw_json_has (frame, "waiting"))
    return TRUE;
  waiting->longest = waiting->before = NAN;
  waiting->verdict = FW_VERDICT_NO_TARGET;
  self->has_waiting = TRUE;
  return fw_json_get_object (frame, "waiting", &object, error) &&
         read_uint (object, "count", &waiting->count, error) &&
         read_number (object, "longest_s", &waiting->longest, error) &&
         read_number (object, "before", &waiting->before, error) &&
         read_verdict (object, &waiting->verdict, error) &&
         read_worst (&waiting->worst, object, error);
}

static gboolean
read_groups (FwLiveFrame *self, JsonObject *frame, GError **error)
{
  JsonObject *total;

  if (fw_json_has (frame, "by") && !read_needed_text (frame, "by", &self->by, error))
    return FALSE;
  /* asked by nothing there is one group, which is the total */
  if (self->by != NULL && *self->by != '\0' &&
      !read_array (frame, "groups", read_group, self->by, (GDestroyNotify) fw_live_frame_group_free,
                   &self->groups, error))
    return FALSE;
  if (!fw_json_has (frame, "total"))
    return TRUE;
  if (!fw_json_get_object (frame, "total", &total, error))
    return FALSE;
  self->total = read_group (total, NULL, error);
  return self->total != NULL;
}

static gboolean
read_curve (FwLiveFrame *self, JsonObject *frame, GError **error)
{
  JsonObject *curve;
  double step = 1800;

  if (!fw_json_has (frame, "curve"))
    return TRUE;
  if (!fw_json_get_object (frame, "curve", &curve, error) ||
      !read_time (curve, "from", &self->curve_from, error) ||
      !read_number (curve, "step_s", &step, error) ||
      !read_uint (curve, "first", &self->curve_first, error) ||
      !read_array (curve, "now", read_group, NULL, (GDestroyNotify) fw_live_frame_group_free,
                   &self->curve_now, error) ||
      !read_array (curve, "before", read_group, NULL, (GDestroyNotify) fw_live_frame_group_free,
                   &self->curve_before, error))
    {
      g_prefix_error (error, "curve: ");
      return FALSE;
    }
  if (self->curve_first > MAX_ROWS)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "curve: first: expected 0 to %d", MAX_ROWS);
      return FALSE;
    }
  if (!(step >= 1 && step <= MAX_STEP))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "curve: step_s: expected 1 to %d", MAX_STEP);
      return FALSE;
    }
  self->curve_step = (gint64) (step * G_USEC_PER_SEC);
  return TRUE;
}

static gboolean
read_people (FwLiveFrame *self, JsonObject *frame, GError **error)
{
  FwLiveCounts *counts = &self->counts;
  JsonObject *people;

  if (!fw_json_has (frame, "people"))
    return TRUE;
  self->has_counts = TRUE;
  if (fw_json_get_object (frame, "people", &people, error) &&
      read_uint (people, "signed_in", &counts->signed_in, error) &&
      read_uint (people, "ready", &counts->ready, error) &&
      read_uint (people, "talking", &counts->talking, error) &&
      read_uint (people, "wrap_up", &counts->wrap_up, error) &&
      read_uint (people, "paused", &counts->paused, error) &&
      read_uint (people, "late", &counts->late, error) &&
      (!fw_json_has (people, "partial") ||
       fw_json_get_boolean (people, "partial", &self->people_partial, error)) &&
      read_array (people, "rows", read_person, NULL, fw_live_frame_person_free, &self->people,
                  error))
    return TRUE;
  g_prefix_error (error, "people: ");
  return FALSE;
}

FwLiveFrame *
fw_live_frame_parse (GBytes *json, GError **error)
{
  g_autoptr (FwLiveFrame) self = NULL;
  g_autoptr (JsonObject) object = NULL;
  gsize length;
  const char *data = g_bytes_get_data (json, &length);

  object = fw_json_parse_object (data != NULL ? data : "", length, error);
  if (object == NULL)
    return NULL;

  self = g_atomic_rc_box_new0 (FwLiveFrame);
  if (!json_object_has_member (object, "number") || !json_object_has_member (object, "at"))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: missing",
                   json_object_has_member (object, "number") ? "at" : "number");
      return NULL;
    }
  if (!read_count (object, "number", &self->number, error) ||
      (fw_json_has (object, "partial") &&
       !fw_json_get_boolean (object, "partial", &self->partial, error)) ||
      !read_time (object, "at", &self->at, error) ||
      !read_time (object, "last_event", &self->last_event, error) ||
      !read_day (self, object, error) || !read_days (self, object, error) ||
      !read_array (object, "tiles", read_tile, NULL, fw_live_frame_tile_free, &self->tiles,
                   error) ||
      !read_waiting (self, object, error) ||
      !read_array (object, "queues", read_queue, NULL, (GDestroyNotify) fw_live_frame_group_free,
                   &self->queues, error) ||
      !read_groups (self, object, error) || !read_curve (self, object, error) ||
      !read_people (self, object, error) ||
      !read_array (object, "alerts", read_alert, NULL, fw_live_frame_alert_free, &self->alerts,
                   error))
    return NULL;
  return g_steal_pointer (&self);
}

void
fw_live_frame_parse_in_thread (GTask *task,
                               gpointer source,
                               gpointer json,
                               GCancellable *cancellable)
{
  GError *error = NULL;
  FwLiveFrame *frame = fw_live_frame_parse (json, &error);

  if (frame != NULL)
    g_task_return_pointer (task, frame, (GDestroyNotify) fw_live_frame_unref);
  else
    g_task_return_error (task, error);
}
