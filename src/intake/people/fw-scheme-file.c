/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-months.h"
#include "core/fw-error.h"
#include "intake/people/fw-certificate-file.h"
#include "protocol/fw-json.h"

#define MOST_SCHEMES 10000

static gboolean
read_count (JsonObject *object, const char *member, guint most, guint *value, GError **error)
{
  gint64 number;
  g_autofree char *expected = NULL;

  if (!fw_json_has (object, member))
    return TRUE;
  if (fw_json_get_integer (object, member, &number, NULL) && number >= 0 && number <= most)
    {
      *value = (guint) number;
      return TRUE;
    }
  expected = g_strdup_printf ("a whole number from 0 to %u", most);
  return fw_json_refuse (error, member, expected);
}

static gboolean
read_end (JsonObject *object, FwPeriodEnd *end, GError **error)
{
  const char *name = "corresponding";

  if (fw_json_has (object, "end_rule") && !fw_json_get_text (object, "end_rule", &name, error))
    return FALSE;
  *end = g_str_equal (name, "day-before") ? FW_PERIOD_END_DAY_BEFORE : FW_PERIOD_END_CORRESPONDING;
  return *end == FW_PERIOD_END_DAY_BEFORE || g_str_equal (name, "corresponding") ||
         fw_json_refuse (error, "end_rule", "“corresponding” or “day-before”");
}

/* A part of [month, day] that is no small whole number becomes 0, which no day has. */
static guint
read_part (JsonArray *day, guint i)
{
  JsonNode *node = json_array_get_element (day, i);
  gint64 value = node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                         json_node_get_value_type (node) == G_TYPE_INT64
                     ? json_node_get_int (node)
                     : 0;

  return value >= 1 && value <= 31 ? (guint) value : 0;
}

static gboolean
add_fixed (FwCertificateScheme *scheme, JsonNode *node, GError **error)
{
  JsonArray *day = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (day == NULL || json_array_get_length (day) != 2 || scheme->n_fixed == FW_SCHEME_MOST_FIXED)
    return fw_json_refuse (error, "fixed", "[month, day], or a list of at most twelve of them");
  scheme->fixed[scheme->n_fixed++] = (FwYearDay){ read_part (day, 0), read_part (day, 1) };
  return TRUE;
}

static gboolean
read_fixed (JsonObject *object, FwCertificateScheme *scheme, GError **error)
{
  JsonNode *node = json_object_get_member (object, "fixed");
  JsonArray *list;

  if (!fw_json_has (object, "fixed"))
    return TRUE;
  list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  if (list == NULL || json_array_get_length (list) == 0 ||
      !JSON_NODE_HOLDS_ARRAY (json_array_get_element (list, 0)))
    return add_fixed (scheme, node, error);
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (!add_fixed (scheme, json_array_get_element (list, i), error))
      return FALSE;
  return TRUE;
}

/* A misspelt member would be a rule that is silently absent. */
static gboolean
check_members (JsonObject *object, GError **error)
{
  static const char *const known[] = {
    "mode",       "months",         "end_rule", "window_days",
    "grace_days", "grace_eligible", "fixed",    "minimum_active_months",
    "label",      "name",           "note",     NULL
  };
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *at = members; at != NULL; at = at->next)
    if (!g_strv_contains (known, (const char *) at->data))
      return fw_json_refuse (error, (const char *) at->data, "no member of this name in a scheme");
  return TRUE;
}

static gboolean
read_scheme (JsonObject *object, FwCertificateScheme *scheme, GError **error)
{
  const char *mode;

  if (!check_members (object, error) || !fw_json_get_text (object, "mode", &mode, error))
    return FALSE;
  if (!fw_validity_from_name (mode, &scheme->validity))
    return fw_json_refuse (error, "mode", "completion, anniversary, half-year, month or fixed");
  if (fw_json_has (object, "grace_eligible") &&
      !fw_json_get_boolean (object, "grace_eligible", &scheme->on_roster_in_grace, error))
    return FALSE;

  return read_end (object, &scheme->end, error) && read_fixed (object, scheme, error) &&
         read_count (object, "months", FW_MONTHS_MOST, &scheme->months, error) &&
         read_count (object, "window_days", FW_SCHEME_MOST_DAYS, &scheme->window_days, error) &&
         read_count (object, "grace_days", FW_SCHEME_MOST_DAYS, &scheme->grace_days, error) &&
         read_count (object, "minimum_active_months", FW_MONTHS_MOST,
                     &scheme->minimum_active_months, error) &&
         fw_certificate_scheme_check (scheme, error);
}

GHashTable *
fw_scheme_file_read (GBytes *json, GError **error)
{
  g_autoptr (GHashTable) schemes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GList) names = NULL;
  const char *text;
  gsize length;

  g_return_val_if_fail (json != NULL, NULL);

  text = g_bytes_get_data (json, &length);
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0) /* as some editors begin a file */
    {
      text += 3;
      length -= 3;
    }
  object = fw_json_parse_object (text, length, error);
  if (object == NULL)
    return NULL;
  names = json_object_get_members (object);
  if (names == NULL || json_object_get_size (object) > MOST_SCHEMES)
    {
      fw_json_refuse (error, "schemes", "at least one, and at most 10000");
      return NULL;
    }
  for (GList *at = names; at != NULL; at = at->next)
    {
      const char *name = (const char *) at->data;
      g_autofree FwCertificateScheme *scheme = g_new0 (FwCertificateScheme, 1);
      JsonObject *member;

      if (!fw_json_get_object (object, name, &member, error))
        return NULL;
      if (!read_scheme (member, scheme, error))
        {
          g_prefix_error (error, "scheme “%s”: ", name);
          return NULL;
        }
      g_hash_table_insert (schemes, g_strdup (name), g_steal_pointer (&scheme));
    }
  return g_steal_pointer (&schemes);
}
