/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-asked.h"

#include <string.h>

#include "core/why/fw-factor.h"

#define MAX_VALUES 1000 /* of one filter */

static const char *const buckets[] = {
  [FW_BUCKET_NONE] = "none", [FW_BUCKET_HALF_HOUR] = "half_hour", [FW_BUCKET_DAY] = "day",
  [FW_BUCKET_WEEK] = "week", [FW_BUCKET_MONTH] = "month",
};

void
fw_asked_clear (FwAsked *query)
{
  fw_question_clear (&query->question);
  g_clear_pointer (&query->directory, fw_directory_unref);
}

gboolean
fw_asked_read_day (FwExchange *exchange, FwDirectory *directory, gint32 *day)
{
  const FwSiteEntry *site;
  const char *text;

  g_return_val_if_fail (exchange != NULL && directory != NULL && day != NULL, FALSE);

  site = fw_directory_get_default_site (directory);
  text = fw_exchange_get_query (exchange, "day");
  if (text == NULL)
    *day = fw_zone_get_day (site->zone, g_get_real_time ());
  else if (!fw_date_parse (fw_text (text), day))
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "day",
                        "day: expected a day such as 2026-11-21");
      return FALSE;
    }
  return TRUE;
}

char **
fw_asked_split (const char *text)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  GString *value = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '\\' && (c[1] == ',' || c[1] == '\\'))
        g_string_append_c (value, *++c);
      else if (*c == ',')
        {
          g_ptr_array_add (values, g_string_free (value, FALSE));
          value = g_string_new (NULL);
        }
      else
        g_string_append_c (value, *c);
    }
  g_ptr_array_add (values, g_string_free (value, FALSE));
  g_ptr_array_add (values, NULL);

  return (char **) g_ptr_array_steal (values, NULL);
}

static gboolean
check_names (FwExchange *exchange, FwAskedParts parts, const char *const *extra)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    g_ptr_array_add (known, (gpointer) fw_dimension_to_name ((FwDimension) i));
  if ((parts & FW_ASKED_GROUPS) != 0)
    g_ptr_array_add (known, "by");
  if ((parts & FW_ASKED_TIMES) != 0)
    {
      g_ptr_array_add (known, "from");
      g_ptr_array_add (known, "to");
      for (guint i = 0; i < fw_factor_count (); i++)
        g_ptr_array_add (known, (gpointer) fw_factor_list ()[i]->name);
      g_ptr_array_add (known, (gpointer) fw_derived_weekday.name);
    }
  if ((parts & FW_ASKED_FORM) != 0)
    {
      g_ptr_array_add (known, "bucket");
      g_ptr_array_add (known, "figures");
    }
  for (; extra != NULL && *extra != NULL; extra++)
    g_ptr_array_add (known, (gpointer) *extra);
  g_ptr_array_add (known, NULL);

  return fw_exchange_check_query (exchange, (const char *const *) known->pdata);
}

static gboolean
read_filter (FwExchange *exchange, const char *name, char ***values)
{
  const char *text = fw_exchange_get_query (exchange, name);

  if (text == NULL)
    return TRUE;
  *values = fw_asked_split (text);
  if (g_strv_length (*values) <= MAX_VALUES)
    return TRUE;

  fw_exchange_fail (exchange, FW_ERROR_INVALID, name, "%s: at most %d values", name, MAX_VALUES);
  return FALSE;
}

static gboolean
read_filters (FwAsked *query, FwExchange *exchange)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    if (!read_filter (exchange, fw_dimension_to_name ((FwDimension) i), &query->question.only[i]))
      return FALSE;
  for (guint i = 0; i < fw_factor_count (); i++)
    if (!read_filter (exchange, fw_factor_list ()[i]->name, &query->question.levels[i]))
      return FALSE;
  if (!read_filter (exchange, fw_derived_weekday.name,
                    &query->question.levels[FW_QUESTION_WEEKDAYS]))
    return FALSE;
  if (fw_question_check_filters (&query->question, &error))
    return TRUE;

  fw_exchange_fail (exchange, FW_ERROR_INVALID, fw_derived_weekday.name, "%s", error->message);
  return FALSE;
}

static gboolean
read_by (FwAsked *query, FwExchange *exchange)
{
  const char *text = fw_exchange_get_query (exchange, "by");
  g_auto (GStrv) names = text != NULL && *text != '\0' ? g_strsplit (text, ",", -1) : NULL;
  FwQuestion *question = &query->question;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      FwDimension dimension;

      if (!fw_dimension_from_name (fw_text (names[i]), &dimension))
        {
          fw_exchange_fail (exchange, FW_ERROR_INVALID, "by", "by: no dimension of that name: %s",
                            names[i]);
          return FALSE;
        }
      for (guint j = 0; j < question->n_by; j++)
        if (question->by[j] == dimension)
          {
            fw_exchange_fail (exchange, FW_ERROR_INVALID, "by", "by: %s twice", names[i]);
            return FALSE;
          }
      if (question->n_by == FW_CUBE_MAX_BY)
        {
          fw_exchange_fail (exchange, FW_ERROR_INVALID, "by", "by: at most %d dimensions",
                            FW_CUBE_MAX_BY);
          return FALSE;
        }
      question->by[question->n_by++] = dimension;
    }

  return TRUE;
}

static gboolean
read_bucket (FwAsked *query, FwExchange *exchange)
{
  const char *text = fw_exchange_get_query (exchange, "bucket");

  if (text == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (buckets); i++)
    if (strcmp (buckets[i], text) == 0)
      {
        query->question.bucket = (FwBucket) i;
        return TRUE;
      }

  fw_exchange_fail (exchange, FW_ERROR_INVALID, "bucket",
                    "bucket: none, half_hour, day, week or month");
  return FALSE;
}

gboolean
fw_asked_read_time (FwAsked *query, FwExchange *exchange, const char *name, gint64 *at)
{
  const char *text = fw_exchange_get_query (exchange, name);
  gint32 date;
  gint64 end;

  if (text == NULL || fw_time_parse (fw_text (text), at))
    return TRUE;

  if (fw_day_parse (fw_text (text), fw_zone_get_day (query->site->zone, g_get_real_time ()), &date))
    {
      fw_zone_get_day_bounds (query->site->zone, date, at, &end);
      return TRUE;
    }

  fw_exchange_fail (exchange, FW_ERROR_INVALID, name,
                    "%s: a time such as 2026-11-21T09:00:00Z, a date, or today-6", name);
  return FALSE;
}

static gboolean
read_times (FwAsked *query, FwExchange *exchange)
{
  FwQuestion *question = &query->question;

  if (!fw_asked_read_time (query, exchange, "from", &question->from) ||
      !fw_asked_read_time (query, exchange, "to", &question->to))
    return FALSE;

  if (question->from > question->to)
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "to", "to: not before from");
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_figures (FwAsked *query, FwExchange *exchange)
{
  const char *figures = fw_exchange_get_query (exchange, "figures");

  if (figures != NULL && strcmp (figures, "0") != 0 && strcmp (figures, "1") != 0)
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "figures", "figures: 0 or 1");
      return FALSE;
    }
  query->figures = figures == NULL || *figures == '1';

  return TRUE;
}

static const FwSiteEntry *
choose_site (FwAsked *query)
{
  char **only = query->question.only[FW_DIMENSION_SITE];
  const FwSiteEntry *site = NULL;

  if (only != NULL && only[0] != NULL && only[1] == NULL)
    site = fw_directory_find_site (query->directory, only[0]);
  if (site == NULL)
    site = fw_directory_get_default_site (query->directory);

  return site;
}

void
fw_asked_set_today (FwAsked *query, gint64 now)
{
  FwQuestion *question = &query->question;
  FwZone *zone = query->site->zone;

  question->now = now;
  fw_zone_get_day_bounds (zone, fw_zone_get_day (zone, now), &question->from, &question->to);
}

gboolean
fw_asked_read (FwAsked *query,
               FwExchange *exchange,
               FwCentre *centre,
               FwAskedParts parts,
               const char *const *extra)
{
  *query = (FwAsked){ .figures = TRUE, .question.most_groups = FW_ASKED_MOST_GROUPS };

  if (!check_names (exchange, parts, extra) || !read_filters (query, exchange))
    return FALSE;

  query->directory = fw_centre_ref_directory (centre);
  query->site = choose_site (query);
  fw_asked_set_today (query, g_get_real_time ());
  if ((parts & FW_ASKED_GROUPS) != 0 && !read_by (query, exchange))
    return FALSE;

  if ((parts & FW_ASKED_FORM) != 0 &&
      (!read_bucket (query, exchange) || !read_figures (query, exchange)))
    return FALSE;

  return (parts & FW_ASKED_TIMES) == 0 || read_times (query, exchange);
}

void
fw_asked_read_lists (FwExchange *exchange, const char *const *names, guint n, char ***lists)
{
  g_return_if_fail (exchange != NULL && names != NULL && lists != NULL);

  for (guint i = 0; i < n; i++)
    {
      const char *text = fw_exchange_get_query (exchange, names[i]);

      lists[i] = text != NULL ? fw_asked_split (text) : NULL;
    }
}

guint
fw_asked_find_order (
    FwExchange *exchange, const char *const *orders, guint n, guint otherwise, gboolean *descending)
{
  const char *text;

  g_return_val_if_fail (exchange != NULL && orders != NULL && descending != NULL, n);

  text = fw_exchange_get_query (exchange, "order");
  *descending = text != NULL && *text == '-';
  if (text == NULL)
    return otherwise;
  for (guint i = 0; i < n; i++)
    if (strcmp (orders[i], text + *descending) == 0)
      return i;
  return n;
}
