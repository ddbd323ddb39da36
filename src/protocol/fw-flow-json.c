/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-flow-json.h"

#include "core/calendar/fw-duration.h"
#include "core/fw-error.h"

#define MOST_CLOCKS 100
#define MOST_GRADES 100

static gboolean
read_seconds (JsonNode *node, const char *member, gint64 *duration, GError **error)
{
  gint64 seconds;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64 ||
      (seconds = json_node_get_int (node)) < 0 || seconds > FW_DURATION_MOST / FW_SECOND)
    return fw_json_refuse (error, member,
                           "whole seconds, not negative, of a hundred years at most");
  *duration = seconds * FW_SECOND;
  return TRUE;
}

static gboolean
read_names (JsonObject *object, const char *member, char ***names, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (!fw_json_get_array (object, member, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *name = fw_json_node_find_text (json_array_get_element (array, i));

      if (name == NULL || *name == '\0')
        return fw_json_refuse (error, member, "an array of names");
      g_strv_builder_add (builder, name);
    }
  *names = g_strv_builder_end (builder);
  return TRUE;
}

/* @grade: (nullable). Hours are null, a text, or one of these a grade. */
static gboolean
read_hours (JsonObject *object, const char *grade, char **hours, GError **error)
{
  JsonNode *node = json_object_get_member (object, "hours");

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      node = grade != NULL ? json_object_get_member (json_node_get_object (node), grade) : NULL;
      if (node == NULL)
        return fw_json_refuse (error, "hours", "one for each grade that has a limit");
    }
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (fw_json_node_find_text (node) == NULL)
    return fw_json_refuse (error, "hours",
                           "null, \"CAL\", the name of a calendar, or one of these a grade");
  *hours = g_strdup (fw_json_node_find_text (node));
  return TRUE;
}

static gboolean
add_limit (
    FwFlowClock *clock, JsonObject *object, const char *grade, JsonNode *node, GError **error)
{
  FwFlowLimit *limit;

  clock->limits = g_renew (FwFlowLimit, clock->limits, clock->n_limits + 1);
  limit = &clock->limits[clock->n_limits++];
  *limit = (FwFlowLimit){ .grade = g_strdup (grade), .unit = FW_SECOND };
  limit->policy = g_strconcat ("policy.", clock->name, NULL);
  return read_seconds (node, "limit_s", &limit->limit, error) &&
         read_hours (object, grade, &limit->hours, error);
}

static gboolean
read_limits (FwFlowClock *clock, JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, "limit_s"), *limit;
  const char *grade;
  JsonObjectIter iter;

  if (node == NULL)
    return fw_json_refuse (error, "limit_s", "seconds, or an object of seconds a grade");
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return add_limit (clock, object, NULL, node, error);
  if (json_object_get_size (json_node_get_object (node)) > MOST_GRADES)
    return fw_json_refuse (error, "limit_s", "at most 100 grades");
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &grade, &limit))
    if (!add_limit (clock, object, grade, limit, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_steps (FwFlowClock *clock, JsonObject *object, GError **error)
{
  JsonArray *steps;

  if (!fw_json_get_array (object, "steps", &steps, error))
    return FALSE;
  if (json_array_get_length (steps) > FW_CLOCK_MOST_STEPS)
    return fw_json_refuse (error, "steps", "at most 32");
  clock->steps = g_new0 (FwFlowStep, json_array_get_length (steps) + 1);
  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      JsonObject *step = fw_json_find_element (steps, i);
      FwFlowStep *read = &clock->steps[clock->n_steps++];
      const char *to;

      if (step == NULL || !json_object_has_member (step, "after_s"))
        return fw_json_refuse (error, "steps", "an array of {\"after_s\", \"to\"}");
      if (!read_seconds (json_object_get_member (step, "after_s"), "after_s", &read->after,
                         error) ||
          !fw_json_get_text (step, "to", &to, error))
        return FALSE;
      read->to = g_strdup (to);
    }
  return TRUE;
}

static gboolean
read_choices (FwFlowClock *clock, JsonObject *object, GError **error)
{
  static const char *const reopens[] = { "none", "restart", "continue", "again" };
  const char *word;
  guint i = 0;

  if (!fw_json_get_text (object, "reopen", &word, error))
    return FALSE;
  while (i < G_N_ELEMENTS (reopens) && !g_str_equal (reopens[i], word))
    i++;
  if (i == G_N_ELEMENTS (reopens))
    return fw_json_refuse (error, "reopen", "none, restart, continue or again");
  clock->reopen = (FwFlowReopen) i;
  if (!fw_json_has (object, "catchup"))
    return TRUE;
  if (!fw_json_get_text (object, "catchup", &word, error))
    return FALSE;
  clock->latest = g_str_equal (word, "latest");
  return clock->latest || g_str_equal (word, "all") ||
         fw_json_refuse (error, "catchup", "all or latest");
}

static gboolean
check_members (JsonObject *object, GError **error)
{
  static const char *const known[] = { "clock", "start",    "stop",   "limit_s", "warn_left_s",
                                       "hours", "pause_in", "reopen", "steps",   "catchup",
                                       "title", "note",     NULL };
  const char *member;
  JsonObjectIter iter;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, NULL))
    if (!g_strv_contains (known, member))
      return fw_json_refuse (error, member, "no such member");
  return TRUE;
}

static gboolean
read_clock (FwFlow *flow, JsonObject *object, GError **error)
{
  FwFlowClock *clock;
  const char *name;

  if (!fw_json_get_text (object, "clock", &name, error))
    return FALSE;
  if (*name == '\0' || fw_flow_find_clock (flow, name) != NULL)
    return fw_json_refuse (error, "clock", "a name that no other clock of the flow has");

  g_array_set_size (flow->clocks, flow->clocks->len + 1);
  clock = &g_array_index (flow->clocks, FwFlowClock, flow->clocks->len - 1);
  clock->name = g_strdup (name);
  clock->extend_by = g_new0 (char *, 1);
  if (check_members (object, error) && read_names (object, "start", &clock->start, error) &&
      read_names (object, "stop", &clock->until, error) &&
      read_names (object, "pause_in", &clock->pause_in, error) &&
      read_limits (clock, object, error) && read_steps (clock, object, error) &&
      read_choices (clock, object, error) &&
      (!fw_json_has (object, "warn_left_s") ||
       read_seconds (json_object_get_member (object, "warn_left_s"), "warn_left_s",
                     &clock->warn_left, error)))
    return TRUE;

  g_prefix_error (error, "clock “%s”: ", name);
  return FALSE;
}

static FwFlow *
read_flow (const char *name, JsonNode *node, GError **error)
{
  g_autoptr (FwFlow) flow = fw_flow_new (name);
  FwFlowState void_state = { .name = g_strdup ("void"), .ends = TRUE, .voids = TRUE };
  JsonArray *array;

  g_array_append_val (flow->states, void_state);
  flow->any = TRUE;
  flow->graded_by = g_strdup ("grade");
  if (!JSON_NODE_HOLDS_ARRAY (node) ||
      json_array_get_length (json_node_get_array (node)) > MOST_CLOCKS)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "expected an array of at most %d clocks",
                   MOST_CLOCKS);
      return NULL;
    }
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = fw_json_find_element (array, i);

      if (object == NULL)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "expected an array of clocks");
          return NULL;
        }
      if (!read_clock (flow, object, error))
        return NULL;
    }
  return g_steal_pointer (&flow);
}

GHashTable *
fw_flows_json_read (JsonObject *object, GError **error)
{
  g_autoptr (GHashTable) flows =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) fw_flow_unref);
  const char *name;
  JsonObjectIter iter;
  JsonNode *node;

  g_return_val_if_fail (object != NULL, NULL);

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      FwFlow *flow = read_flow (name, node, error);

      if (flow == NULL)
        {
          g_prefix_error (error, "flow “%s”: ", name);
          return NULL;
        }
      g_hash_table_insert (flows, g_strdup (name), flow);
    }
  return g_steal_pointer (&flows);
}
