/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-calendar-json.h"

#include "core/fw-error.h"

/* Dates that one calendar may name: a hundred a year for a century. */
#define MOST_DATES 10000

static gboolean
read_hours (const char *member,
            JsonNode *node,
            FwOpenHours hours[FW_CALENDAR_MOST_HOURS],
            guint *n,
            GError **error)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fw_json_refuse (error, member, "an array of stretches such as \"09:00-18:00\"");
  array = json_node_get_array (node);
  *n = json_array_get_length (array);
  if (*n > FW_CALENDAR_MOST_HOURS)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected at most %d stretches", member,
                   FW_CALENDAR_MOST_HOURS);
      return FALSE;
    }
  for (guint i = 0; i < *n; i++)
    {
      const char *text = fw_json_node_find_text (json_array_get_element (array, i));

      if (text == NULL)
        return fw_json_refuse (error, member, "an array of stretches such as \"09:00-18:00\"");
      if (!fw_open_hours_parse (fw_text (text), &hours[i], error))
        {
          g_prefix_error (error, "%s: ", member);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_week (FwCalendar *calendar, JsonObject *week, GError **error)
{
  FwOpenHours hours[FW_CALENDAR_MOST_HOURS];
  const char *member;
  JsonObjectIter iter;
  JsonNode *node;
  guint n;

  json_object_iter_init (&iter, week);
  while (json_object_iter_next (&iter, &member, &node))
    {
      const guint weekday = fw_weekday_parse (fw_text (member));

      if (weekday == 0)
        return fw_json_refuse (error, member, "one of mon, tue, wed, thu, fri, sat, sun");
      if (!read_hours (member, node, hours, &n, error) ||
          !fw_calendar_set_weekday (calendar, weekday, hours, n, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_days (FwCalendar *calendar, JsonObject *days, GError **error)
{
  FwOpenHours hours[FW_CALENDAR_MOST_HOURS];
  const char *member;
  JsonObjectIter iter;
  JsonNode *node;
  gint32 date;
  guint n;

  if (json_object_get_size (days) > MOST_DATES)
    return fw_json_refuse (error, "days", "at most 10000 dates");
  json_object_iter_init (&iter, days);
  while (json_object_iter_next (&iter, &member, &node))
    {
      if (!fw_date_parse (fw_text (member), &date))
        return fw_json_refuse (error, member, "a date such as 2026-10-10");
      if (fw_json_node_find_text (node) != NULL)
        {
          const guint weekday = fw_weekday_parse (fw_text (fw_json_node_find_text (node)));

          if (weekday == 0)
            return fw_json_refuse (error, member,
                                   "a weekday, mon to sun, or an array of stretches");
          fw_calendar_set_date_like (calendar, date, weekday);
        }
      else if (!read_hours (member, node, hours, &n, error) ||
               !fw_calendar_set_date (calendar, date, hours, n, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_members (JsonObject *object, GError **error)
{
  const char *member;
  JsonObjectIter iter;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, NULL))
    if (!g_str_equal (member, "zone") && !g_str_equal (member, "week") &&
        !g_str_equal (member, "days"))
      return fw_json_refuse (error, member, "zone, week or days");
  return TRUE;
}

/* Making a zone looks through all its changes; the calendars of a document share theirs. */
static FwZone *
find_zone (GHashTable *zones, const char *name, GError **error)
{
  FwZone *zone = g_hash_table_lookup (zones, name);

  if (zone == NULL && (zone = fw_zone_new (name, 0, error)) != NULL)
    g_hash_table_insert (zones, g_strdup (name), zone);
  return zone;
}

static FwCalendar *
read_calendar (JsonNode *node, GHashTable *zones, GError **error)
{
  g_autoptr (FwCalendar) calendar = NULL;
  JsonObject *object, *week, *days;
  const char *name;
  FwZone *zone;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "expected an object with zone, week and days");
      return NULL;
    }
  object = json_node_get_object (node);
  if (!check_members (object, error) || !fw_json_get_text (object, "zone", &name, error) ||
      !fw_json_get_object (object, "week", &week, error) ||
      (zone = find_zone (zones, name, error)) == NULL)
    return NULL;

  calendar = fw_calendar_new (zone);
  if (!read_week (calendar, week, error))
    return NULL;
  if (fw_json_has (object, "days") &&
      (!fw_json_get_object (object, "days", &days, error) || !read_days (calendar, days, error)))
    return NULL;
  return g_steal_pointer (&calendar);
}

GHashTable *
fw_calendars_json_read (JsonObject *object, GError **error)
{
  g_autoptr (GHashTable) zones =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) fw_zone_unref);
  g_autoptr (GHashTable) calendars =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) fw_calendar_unref);
  const char *name;
  JsonObjectIter iter;
  JsonNode *node;

  g_return_val_if_fail (object != NULL, NULL);

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      FwCalendar *calendar = read_calendar (node, zones, error);

      if (calendar == NULL)
        {
          g_prefix_error (error, "calendar “%s”: ", name);
          return NULL;
        }
      g_hash_table_insert (calendars, g_strdup (name), calendar);
    }
  return g_steal_pointer (&calendars);
}
