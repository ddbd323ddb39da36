/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-json.h"

#include "core/fw-error.h"

JsonNode *
fw_json_parse (const char *data, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) reason = NULL;

  if (!fw_json_check (data, length, error))
    return NULL;

  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, data, (gssize) length, &reason))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "JSON: %s", reason->message);
      return NULL;
    }

  return json_node_ref (json_parser_get_root (parser));
}

JsonObject *
fw_json_parse_object (const char *data, gsize length, GError **error)
{
  g_autoptr (JsonNode) node = fw_json_parse (data, length, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                           "line 1, column 1: expected an object");
      return NULL;
    }

  return json_node_dup_object (node);
}

JsonObject *
fw_json_parse_bytes (GBytes *bytes, GError **error)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  return fw_json_parse_object (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}

gboolean
fw_json_refuse (GError **error, const char *member, const char *expected)
{
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected %s", member, expected);

  return FALSE;
}

/* Returns: (transfer none) (nullable): the member's node when it is a value of @type. */
static JsonNode *
find_value (JsonObject *object, const char *member, GType type)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != type)
    return NULL;

  return node;
}

gboolean
fw_json_get_text (JsonObject *object, const char *member, const char **value, GError **error)
{
  JsonNode *node = find_value (object, member, G_TYPE_STRING);

  if (node == NULL)
    return fw_json_refuse (error, member, "a text");
  *value = json_node_get_string (node);

  return TRUE;
}

gboolean
fw_json_get_integer (JsonObject *object, const char *member, gint64 *value, GError **error)
{
  JsonNode *node = find_value (object, member, G_TYPE_INT64);

  if (node == NULL)
    return fw_json_refuse (error, member, "a whole number");
  *value = json_node_get_int (node);

  return TRUE;
}

gboolean
fw_json_get_number (JsonObject *object, const char *member, double *value, GError **error)
{
  JsonNode *node = find_value (object, member, G_TYPE_DOUBLE);

  if (node == NULL)
    node = find_value (object, member, G_TYPE_INT64);
  if (node == NULL)
    return fw_json_refuse (error, member, "a number");
  *value = json_node_get_double (node);

  return TRUE;
}

gboolean
fw_json_get_boolean (JsonObject *object, const char *member, gboolean *value, GError **error)
{
  JsonNode *node = find_value (object, member, G_TYPE_BOOLEAN);

  if (node == NULL)
    return fw_json_refuse (error, member, "true or false");
  *value = json_node_get_boolean (node);

  return TRUE;
}

gboolean
fw_json_read_flag (JsonObject *object, const char *member, gboolean *value, GError **error)
{
  g_return_val_if_fail (object != NULL && member != NULL && value != NULL, FALSE);

  *value = FALSE;
  return !fw_json_has (object, member) || fw_json_get_boolean (object, member, value, error);
}

gboolean
fw_json_get_object (JsonObject *object, const char *member, JsonObject **value, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return fw_json_refuse (error, member, "an object");
  *value = json_node_get_object (node);

  return TRUE;
}

gboolean
fw_json_get_array (JsonObject *object, const char *member, JsonArray **value, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return fw_json_refuse (error, member, "an array");
  *value = json_node_get_array (node);

  return TRUE;
}

gboolean
fw_json_has (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node);
}
