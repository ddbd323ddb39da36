/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "badge/fw-canonical-json.h"

#include <math.h>
#include <string.h>

static void append (GString *out, JsonNode *node, const char *except);

static void
append_string (GString *out, const char *text)
{
  static const char names[] = "btnvfr"; /* 8 to 13 */

  g_string_append_c (out, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      guchar c = (guchar) *at;

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", c);
      else if (c >= 0x20)
        g_string_append_c (out, *at);
      else if (c >= 8 && c <= 13 && c != 11)
        g_string_append_printf (out, "\\%c", names[c - 8]);
      else
        g_string_append_printf (out, "\\u%04x", c);
    }
  g_string_append_c (out, '"');
}

/* The shortest digits that read back, laid out as ECMAScript does. */
static void
append_number (GString *out, double value)
{
  char text[40], digits[24] = "";
  int exponent, n = 0;

  if (value == 0 || !isfinite (value))
    {
      g_string_append_c (out, '0');
      return;
    }
  for (int precision = 0; precision <= 17; precision++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%de", precision);
      g_ascii_formatd (text, sizeof text, format, fabs (value));
      if (g_ascii_strtod (text, NULL) == fabs (value))
        break;
    }
  for (const char *at = text; *at != 'e'; at++)
    if (g_ascii_isdigit (*at))
      digits[n++] = *at;
  digits[n] = '\0';
  exponent = (int) g_ascii_strtoll (strchr (text, 'e') + 1, NULL, 10) + 1; /* of 0.digits */
  if (value < 0)
    g_string_append_c (out, '-');
  if (exponent > 21 || exponent <= -6)
    {
      g_string_append_c (out, digits[0]);
      if (n > 1)
        g_string_append_printf (out, ".%s", digits + 1);
      g_string_append_printf (out, "e%c%d", exponent > 0 ? '+' : '-', ABS (exponent - 1));
    }
  else if (exponent <= 0)
    {
      g_string_append (out, "0.");
      for (int i = exponent; i < 0; i++)
        g_string_append_c (out, '0');
      g_string_append (out, digits);
    }
  else
    for (int i = 0; i < MAX (n, exponent); i++)
      {
        if (i == exponent)
          g_string_append_c (out, '.');
        g_string_append_c (out, i < n ? digits[i] : '0');
      }
}

/* By units of UTF-16, which differs from UTF-8 beyond the first plane. */
static int
compare_keys (gconstpointer a, gconstpointer b)
{
  g_autofree gunichar2 *x = g_utf8_to_utf16 (*(const char *const *) a, -1, NULL, NULL, NULL);
  g_autofree gunichar2 *y = g_utf8_to_utf16 (*(const char *const *) b, -1, NULL, NULL, NULL);
  gsize i = 0;

  while (x[i] != 0 && x[i] == y[i])
    i++;
  return (int) x[i] - (int) y[i];
}

static void
append_object (GString *out, JsonObject *object, const char *except)
{
  g_autoptr (GList) members = json_object_get_members (object);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (GList *at = members; at != NULL; at = at->next)
    if (except == NULL || !g_str_equal (at->data, except))
      g_ptr_array_add (keys, at->data);
  g_ptr_array_sort (keys, compare_keys);
  g_string_append_c (out, '{');
  for (guint i = 0; i < keys->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_string (out, keys->pdata[i]);
      g_string_append_c (out, ':');
      append (out, json_object_get_member (object, keys->pdata[i]), NULL);
    }
  g_string_append_c (out, '}');
}

static void
append_value (GString *out, JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    append_string (out, json_node_get_string (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
  else if (type == G_TYPE_INT64)
    append_number (out, (double) json_node_get_int (node));
  else
    append_number (out, json_node_get_double (node));
}

static void
append (GString *out, JsonNode *node, const char *except)
{
  JsonArray *array;

  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      append_object (out, json_node_get_object (node), except);
      break;
    case JSON_NODE_ARRAY:
      array = json_node_get_array (node);
      g_string_append_c (out, '[');
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          append (out, json_array_get_element (array, i), NULL);
        }
      g_string_append_c (out, ']');
      break;
    case JSON_NODE_VALUE:
      append_value (out, node);
      break;
    case JSON_NODE_NULL:
    default:
      g_string_append (out, "null");
      break;
    }
}

char *
fw_canonical_json (JsonNode *node, const char *except)
{
  GString *out;

  g_return_val_if_fail (node != NULL, NULL);

  out = g_string_new (NULL);
  append (out, node, except);
  return g_string_free (out, FALSE);
}
