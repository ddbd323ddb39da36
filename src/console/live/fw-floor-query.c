/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-floor-query.h"

#include "console/fw-good-period.h"

#include <string.h>

gboolean
fw_floor_query_is_now (FwView *view)
{
  g_return_val_if_fail (FW_IS_VIEW (view), TRUE);

  return g_str_equal (fw_view_get (view, "range"), "today");
}

gboolean
fw_floor_query_is_plain (FwView *view)
{
  g_return_val_if_fail (FW_IS_VIEW (view), TRUE);

  return g_str_equal (fw_view_get (view, "against"), "last-week");
}

/* A comma parts values: one in a value is written \, */
static void
append_value (GString *query, const char *name, const char *value)
{
  g_auto (GStrv) pieces = g_strsplit (value, ",", -1);
  g_autofree char *text = g_strjoinv ("\\,", pieces);

  g_string_append_printf (query, "&%s=", name);
  g_string_append_uri_escaped (query, text, NULL, TRUE);
}

void
fw_floor_query_append_filters (GString *query, FwView *view, const char *dimension, const char *key)
{
  g_autofree char *filters = NULL;
  g_auto (GStrv) parts = NULL;

  g_return_if_fail (query != NULL && FW_IS_VIEW (view));
  g_return_if_fail (dimension != NULL);

  filters = fw_view_to_filters (view);
  parts = g_strsplit (filters, "&", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *equals = strchr (parts[i], '=');
      gsize length = equals != NULL ? (gsize) (equals - parts[i]) : strlen (parts[i]);

      if (*parts[i] != '\0' &&
          !(length == strlen (dimension) && strncmp (parts[i], dimension, length) == 0))
        g_string_append_printf (query, "&%s", parts[i]);
    }
  if (*dimension != '\0')
    append_value (query, dimension, key);
}

/* What is no other days (the others, what was to be expected) is nothing to hold a floor against;
 * then its targets alone are. */
static void
append_against (GString *query, FwView *view)
{
  const char *against = fw_view_get (view, "against");
  const char *period = fw_good_period_get_id (against);
  g_autofree char *first = NULL, *last = NULL;
  gint64 from, to;

  g_object_get (view, "baseline-from", &from, "baseline-to", &to, NULL);
  if (period != NULL)
    {
      g_string_append (query, "&baseline=period");
      append_value (query, "baseline_id", period);
    }
  else if (g_str_equal (against, "period") && to > from)
    {
      first = fw_view_format_day (from);
      last = fw_view_format_day (to);
      g_string_append_printf (query, "&baseline=period&baseline_from=%s&baseline_to=%s", first,
                              last);
    }
  else if (g_str_equal (against, "last-week") || g_str_equal (against, "previous"))
    g_string_append_printf (query, "&baseline=%s", against);
  else
    g_string_append (query, "&baseline=target");
}

char *
fw_floor_query_new (FwView *view, const char *by, const char *dimension, const char *key)
{
  g_autofree char *time = NULL;
  GString *query;

  g_return_val_if_fail (FW_IS_VIEW (view), NULL);
  g_return_val_if_fail (by != NULL && dimension != NULL, NULL);

  time = fw_view_to_time (view);
  query = g_string_new ("floor?");
  g_string_append_printf (query, "%s&by=%s", time, by);
  append_against (query, view);
  fw_floor_query_append_filters (query, view, dimension, key);
  return g_string_free (query, FALSE);
}

char *
fw_floor_query_new_last (FwView *view)
{
  GString *query;

  g_return_val_if_fail (FW_IS_VIEW (view), NULL);

  query = g_string_new ("floor?by=&baseline=target");
  fw_floor_query_append_filters (query, view, "", "");
  return g_string_free (query, FALSE);
}

char *
fw_floor_query_new_alone (FwView *view, const char *dimension, const char *key)
{
  g_autofree char *time = NULL;
  GString *query;

  g_return_val_if_fail (FW_IS_VIEW (view), NULL);
  g_return_val_if_fail (dimension != NULL && key != NULL, NULL);

  time = fw_view_to_time (view);
  query = g_string_new ("floor?");
  g_string_append_printf (query, "%s&by=", time);
  append_against (query, view);
  append_value (query, dimension, key);
  return g_string_free (query, FALSE);
}

char *
fw_floor_query_new_contacts_alone (FwView *view, const char *dimension, const char *key)
{
  g_autofree char *time = NULL;
  GString *query;

  g_return_val_if_fail (FW_IS_VIEW (view), NULL);
  g_return_val_if_fail (dimension != NULL && key != NULL, NULL);

  time = fw_view_to_time (view);
  query = g_string_new (time);
  append_value (query, dimension, key);
  return g_string_free (query, FALSE);
}

const char *
fw_floor_query_choose_measure (const char *figure)
{
  static const char *const pairs[][2] = {
    { "connection_rate", "offered" },
    { "service_level", "offered" },
    { "asa_s", "answered" },
    { "aht_s", "handled" },
    { "csat", "rated" },
    { "occupancy", "handled" },
    { "resolution_rate", "resolution_known" },
    { "waiting", "offered" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (g_strcmp0 (pairs[i][0], figure) == 0)
      return pairs[i][1];
  return figure;
}
