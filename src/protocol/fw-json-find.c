/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"

const char *
fw_json_find_text (JsonObject *object, const char *member)
{
  const char *text = NULL;

  return fw_json_has (object, member) && fw_json_get_text (object, member, &text, NULL) ? text
                                                                                        : NULL;
}

guint64
fw_json_find_count (JsonObject *object, const char *member)
{
  gint64 value = 0;

  return fw_json_has (object, member) && fw_json_get_integer (object, member, &value, NULL) &&
                 value > 0
             ? (guint64) value
             : 0;
}

double
fw_json_find_number (JsonObject *object, const char *member)
{
  double value;

  return object != NULL && fw_json_has (object, member) &&
                 fw_json_get_number (object, member, &value, NULL)
             ? value
             : NAN;
}

gboolean
fw_json_find_yes (JsonObject *object, const char *member)
{
  gboolean value = FALSE;

  return fw_json_has (object, member) && fw_json_get_boolean (object, member, &value, NULL) &&
         value;
}

gint64
fw_json_find_moment (JsonObject *object, const char *member)
{
  const char *text = fw_json_find_text (object, member);
  gint64 at = 0;

  return text != NULL && fw_time_parse (fw_text (text), &at) ? at : 0;
}

JsonObject *
fw_json_find_object (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

char **
fw_json_find_texts (JsonObject *object, const char *member)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = NULL;

  if (fw_json_has (object, member) && fw_json_get_array (object, member, &array, NULL))
    for (guint i = 0; i < json_array_get_length (array); i++)
      {
        JsonNode *node = json_array_get_element (array, i);

        if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
          g_strv_builder_add (builder, json_node_get_string (node));
      }

  return g_strv_builder_end (builder);
}

JsonObject *
fw_json_find_element (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

const char *
fw_json_node_find_text (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}
