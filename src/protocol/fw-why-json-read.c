/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "core/why/fw-why-load.h"
#include "protocol/fw-why-json.h"

/* "no data" is null, here NaN. */
static gboolean
read_number (JsonObject *object, const char *member, double *value, GError **error)
{
  if (json_object_has_member (object, member) && json_object_get_null_member (object, member))
    {
      *value = NAN;
      return TRUE;
    }
  return fw_json_get_number (object, member, value, error);
}

static gboolean
read_optional_text (JsonObject *object, const char *member, char **value, GError **error)
{
  const char *text;

  if (!fw_json_has (object, member))
    return TRUE;
  if (!fw_json_get_text (object, member, &text, error))
    return FALSE;
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
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "\"%s\" is not a time", member);
  return FALSE;
}

static gboolean
refuse_name (const char *member, const char *name, GError **error)
{
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "\"%s\": there is no \"%s\"", member, name);
  return FALSE;
}

static gboolean
read_interval (JsonObject *object, FwInterval *interval, GError **error)
{
  return read_number (object, "low", &interval->low, error) &&
         read_number (object, "high", &interval->high, error);
}

static gboolean
read_side (JsonObject *object, const char *member, FwWhySide *side, GError **error)
{
  JsonObject *from;

  if (!fw_json_get_object (object, member, &from, error) ||
      !read_number (from, "value", &side->value, error) ||
      !read_number (from, "n", &side->n, error) || !read_interval (from, &side->interval, error))
    return FALSE;
  side->has_value = !isnan (side->value);
  return TRUE;
}

/* The i-th of an array of objects. */
static gboolean
get_element (JsonArray *array, guint i, const char *member, JsonObject **object, GError **error)
{
  JsonNode *node = json_array_get_element (array, i);

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      *object = json_node_get_object (node);
      return TRUE;
    }
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "\"%s\" holds something that is no object",
               member);
  return FALSE;
}

static gboolean
read_parts (JsonObject *object, FwWhyCell *cell, GError **error)
{
  JsonArray *parts;

  if (!fw_json_get_array (object, "parts", &parts, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      JsonObject *part;
      const char *attribute, *value, *title;

      if (!get_element (parts, i, "parts", &part, error) ||
          !fw_json_get_text (part, "attribute", &attribute, error) ||
          !fw_json_get_text (part, "value", &value, error) ||
          !fw_json_get_text (part, "title", &title, error))
        return FALSE;
      fw_why_cell_add_part (cell, attribute, value, title);
    }
  return TRUE;
}

static gboolean
read_verdict (JsonObject *object, FwWhyVerdict *verdict, GError **error)
{
  const char *name;

  return fw_json_get_text (object, "verdict", &name, error) &&
         (fw_why_verdict_from_name (name, verdict) || refuse_name ("verdict", name, error));
}

static gboolean
read_cell (JsonObject *object, FwWhyCell *cell, GError **error)
{
  return read_parts (object, cell, error) && read_side (object, "before", &cell->before, error) &&
         read_side (object, "now", &cell->now, error) &&
         read_number (object, "share_before", &cell->share_before, error) &&
         read_number (object, "share_now", &cell->share_now, error) &&
         read_number (object, "mix", &cell->mix, error) &&
         read_number (object, "rate", &cell->rate, error) &&
         read_number (object, "interaction", &cell->interaction, error) &&
         read_number (object, "effect", &cell->effect, error) &&
         read_interval (object, &cell->interval, error) &&
         read_number (object, "share", &cell->share, error) &&
         read_number (object, "strength", &cell->strength, error) &&
         read_number (object, "p", &cell->p, error) && read_number (object, "q", &cell->q, error) &&
         read_verdict (object, &cell->verdict, error);
}

static gboolean
read_cells (JsonObject *object, const char *member, GPtrArray *cells, GError **error)
{
  JsonArray *array;

  if (!fw_json_get_array (object, member, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      FwWhyCell *cell = fw_why_cell_new ();
      JsonObject *element;

      g_ptr_array_add (cells, cell);
      if (!get_element (array, i, member, &element, error) || !read_cell (element, cell, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_causes (JsonObject *object, GPtrArray *causes, GError **error)
{
  JsonArray *array;

  if (!fw_json_get_array (object, "causes", &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      FwWhyCause *cause = fw_why_cause_new ();
      JsonObject *element;

      g_ptr_array_add (causes, cause);
      if (!get_element (array, i, "causes", &element, error) ||
          !read_cell (element, &cause->cell, error) ||
          !read_cells (element, "neighbours", cause->neighbours, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_splits (JsonObject *object, GPtrArray *splits, GError **error)
{
  JsonArray *array;

  if (!fw_json_get_array (object, "splits", &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *element;
      const char *attribute, *title;
      FwWhySplit *split;

      if (!get_element (array, i, "splits", &element, error) ||
          !fw_json_get_text (element, "attribute", &attribute, error) ||
          !fw_json_get_text (element, "title", &title, error))
        return FALSE;
      split = fw_why_split_new (attribute, title);
      g_ptr_array_add (splits, split);
      if (!read_number (element, "strength", &split->strength, error) ||
          !read_cells (element, "cells", split->cells, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_held (JsonObject *object, FwWhyFactor *factor, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  JsonArray *array;

  if (!fw_json_get_array (object, "held", &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return refuse_name ("held", "element that is no text", error);
      g_strv_builder_add (names, json_node_get_string (node));
    }
  factor->held = g_strv_builder_end (names);
  return TRUE;
}

static gboolean
read_factor (JsonObject *object, FwWhyFactor *factor, GError **error)
{
  return read_held (object, factor, error) &&
         read_cells (object, "levels", factor->levels, error) &&
         read_number (object, "difference", &factor->difference, error) &&
         read_interval (object, &factor->interval, error) &&
         read_number (object, "effect", &factor->effect, error) &&
         read_number (object, "n", &factor->n, error) &&
         read_number (object, "p", &factor->p, error) &&
         read_number (object, "q", &factor->q, error) &&
         read_verdict (object, &factor->verdict, error) &&
         read_optional_text (object, "missing", &factor->missing, error);
}

static gboolean
read_factors (JsonObject *object, GPtrArray *factors, GError **error)
{
  JsonArray *array;

  if (!fw_json_get_array (object, "factors", &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *element;
      const char *name, *title;
      FwWhyFactor *factor;

      if (!get_element (array, i, "factors", &element, error) ||
          !fw_json_get_text (element, "factor", &name, error) ||
          !fw_json_get_text (element, "title", &title, error))
        return FALSE;
      factor = fw_why_factor_new (name, title);
      g_ptr_array_add (factors, factor);
      if (!read_factor (element, factor, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_unsearched (JsonObject *object, GPtrArray *unsearched, GError **error)
{
  JsonArray *array;

  if (!fw_json_get_array (object, "not_searched", &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *element;
      const char *attribute, *title, *reason;
      FwWhyUnsearched *at;

      if (!get_element (array, i, "not_searched", &element, error) ||
          !fw_json_get_text (element, "attribute", &attribute, error) ||
          !fw_json_get_text (element, "title", &title, error) ||
          !fw_json_get_text (element, "reason", &reason, error))
        return FALSE;
      at = fw_why_unsearched_new (attribute, title, reason);
      g_ptr_array_add (unsearched, at);
      if (!read_number (element, "unknown_now", &at->unknown[0], error) ||
          !read_number (element, "unknown_before", &at->unknown[1], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_load (JsonObject *object, FwWhyLoad **load, GError **error)
{
  const char *attribute, *value, *title;
  JsonObject *element;

  if (json_object_has_member (object, "load") && json_object_get_null_member (object, "load"))
    return TRUE;
  if (!fw_json_get_object (object, "load", &element, error) ||
      !fw_json_get_text (element, "attribute", &attribute, error) ||
      !fw_json_get_text (element, "value", &value, error) ||
      !fw_json_get_text (element, "title", &title, error))
    return FALSE;
  *load = fw_why_load_new (attribute, value, title);
  return read_number (element, "before_s", &(*load)->before_s, error) &&
         read_number (element, "now_s", &(*load)->now_s, error) &&
         read_number (element, "share", &(*load)->share, error) &&
         read_number (element, "p", &(*load)->p, error);
}

static gboolean
read_head (JsonObject *object, FwWhyAnswer *answer, GError **error)
{
  const char *state, *baseline;

  if (!fw_json_get_text (object, "state", &state, error) ||
      !fw_json_get_text (object, "baseline", &baseline, error))
    return FALSE;
  if (!fw_why_state_from_name (state, &answer->state))
    return refuse_name ("state", state, error);
  if (!fw_why_baseline_from_name (baseline, &answer->baseline))
    return refuse_name ("baseline", baseline, error);

  return read_time (object, "from", &answer->from, error) &&
         read_time (object, "to", &answer->to, error) &&
         read_time (object, "baseline_from", &answer->baseline_from, error) &&
         read_time (object, "baseline_to", &answer->baseline_to, error) &&
         read_optional_text (object, "baseline_title", &answer->baseline_title, error) &&
         read_side (object, "before", &answer->before, error) &&
         read_side (object, "now", &answer->now, error) &&
         read_number (object, "change", &answer->change, error) &&
         read_interval (object, &answer->change_interval, error) &&
         read_number (object, "p", &answer->p, error) &&
         read_number (object, "mix", &answer->mix, error) &&
         read_number (object, "rest", &answer->rest, error) &&
         read_number (object, "mix_only", &answer->mix_only, error) &&
         read_number (object, "rate_only", &answer->rate_only, error) &&
         read_number (object, "interaction", &answer->interaction, error);
}

static gboolean
read_tail (JsonObject *object, FwWhyAnswer *answer, GError **error)
{
  gint64 tested, supported;

  if (!fw_json_get_integer (object, "tested", &tested, error) ||
      !fw_json_get_integer (object, "supported", &supported, error) ||
      !fw_json_get_boolean (object, "localised", &answer->localised, error) ||
      !read_optional_text (object, "simpson", &answer->simpson, error) ||
      !read_number (object, "took_ms", &answer->took_ms, error))
    return FALSE;

  answer->n_tested = (guint) CLAMP (tested, 0, G_MAXUINT);
  answer->n_supported = (guint) CLAMP (supported, 0, G_MAXUINT);
  return TRUE;
}

FwWhyAnswer *
fw_why_json_read (const char *data, gsize length, GError **error)
{
  g_autoptr (JsonObject) object = fw_json_parse_object (data, length, error);
  g_autoptr (FwWhyAnswer) answer = NULL;
  const FwMetric *metric;
  const char *name;

  if (object == NULL || !fw_json_get_text (object, "metric", &name, error))
    return NULL;
  metric = fw_metric_find (name);
  if (metric == NULL)
    {
      refuse_name ("metric", name, error);
      return NULL;
    }

  answer = fw_why_answer_new (metric);
  if (!read_head (object, answer, error) || !read_load (object, &answer->load, error) ||
      !read_causes (object, answer->causes, error) ||
      !read_cells (object, "candidates", answer->candidates, error) ||
      !read_cells (object, "mixes", answer->mixes, error) ||
      !read_splits (object, answer->splits, error) ||
      !read_factors (object, answer->factors, error) ||
      !read_unsearched (object, answer->unsearched, error) || !read_tail (object, answer, error))
    return NULL;
  return g_steal_pointer (&answer);
}
