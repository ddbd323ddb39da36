/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/fw-ask.h"

#include <string.h>

#include "core/calendar/fw-zone.h"
#include "core/why/fw-factor.h"

#define END_OF_TIME (4102444800 * G_GINT64_CONSTANT (1000000)) /* 2100, where events end */

static const struct
{
  const char *name;
  FwBucket bucket;
} buckets[] = {
  { "half_hour", FW_BUCKET_HALF_HOUR },
  { "day", FW_BUCKET_DAY },
  { "week", FW_BUCKET_WEEK },
  { "month", FW_BUCKET_MONTH },
};

/* A date is the start of that day of the first site. */
static gboolean
read_moment (FwCentre *centre, const char *option, const char *text, gint64 *at, GError **error)
{
  g_autoptr (FwDirectory) directory = fw_centre_ref_directory (centre);
  FwZone *zone = fw_directory_get_default_site (directory)->zone;
  gint32 date;

  if (fw_time_parse (fw_text (text), at))
    return TRUE;
  if (fw_day_parse (fw_text (text), fw_zone_get_day (zone, g_get_real_time ()), &date))
    {
      gint64 end;

      fw_zone_get_day_bounds (zone, date, at, &end);
      return TRUE;
    }
  return fw_usage_error (error,
                         "--%s %s: expected a date such as 2026-11-21, a time such as "
                         "2026-11-21T09:00:00Z, or today-6",
                         option, text);
}

static gboolean
read_by (const char *by, FwQuestion *question, GError **error)
{
  g_auto (GStrv) names = by != NULL ? g_strsplit (by, ",", -1) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      if (question->n_by >= FW_CUBE_MAX_BY)
        return fw_usage_error (error, "--by: at most %d dimensions", FW_CUBE_MAX_BY);
      if (!fw_dimension_from_name (fw_text (names[i]), &question->by[question->n_by]))
        return fw_usage_error (error,
                               "--by: there is no dimension “%s”; there are site, team, shift, "
                               "queue, channel, product, "
                               "agent, tenure, half_hour, outcome and transfer",
                               names[i]);
      for (guint k = 0; k < question->n_by; k++)
        if (question->by[k] == question->by[question->n_by])
          return fw_usage_error (error, "--by: “%s” stands there twice", names[i]);
      question->n_by++;
    }
  return TRUE;
}

static gboolean
read_bucket (const char *name, FwQuestion *question, GError **error)
{
  if (name == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (buckets); i++)
    if (g_str_equal (buckets[i].name, name))
      {
        question->bucket = buckets[i].bucket;
        return TRUE;
      }
  return fw_usage_error (error, "--bucket: expected half_hour, day, week or month");
}

/* Splits at commas; "\," is a comma within a name. */
static char **
split_values (const char *text)
{
  GPtrArray *values = g_ptr_array_new ();
  g_autoptr (GString) value = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (*text == '\\' && text[1] == ',')
        g_string_append_c (value, *++text);
      else if (*text != ',')
        g_string_append_c (value, *text);
      else
        {
          g_ptr_array_add (values, g_strdup (value->str));
          g_string_truncate (value, 0);
        }
    }
  g_ptr_array_add (values, g_strdup (value->str));
  g_ptr_array_add (values, NULL);
  return (char **) g_ptr_array_free (values, FALSE);
}

/* @name: of a dimension, factor or weekday. Returns: where its names stand in @question. */
static char ***
split_only (
    const char *text, FwQuestion *question, const char **name, const char **values, GError **error)
{
  const char *equals = strchr (text, '=');
  char ***found = NULL;

  *values = equals != NULL ? equals + 1 : "";
  if (equals != NULL)
    found = fw_question_find_filter (question, (FwText){ text, (guint) (equals - text) }, name);
  if (found != NULL)
    return found;

  fw_usage_error (error, "--only %s: expected dimension=value[,value], such as team=sales-a", text);
  return NULL;
}

gboolean
fw_ask_read (const FwAsk *ask, FwCentre *centre, FwQuestion *question, GError **error)
{
  *question = (FwQuestion){ .from = 0, .to = END_OF_TIME, .now = g_get_real_time () };
  if ((ask->from != NULL && !read_moment (centre, "from", ask->from, &question->from, error)) ||
      (ask->to != NULL && !read_moment (centre, "to", ask->to, &question->to, error)))
    return FALSE;
  if (question->from >= question->to)
    return fw_usage_error (error, "--to must be later than --from");
  if (!read_by (ask->by, question, error) || !read_bucket (ask->bucket, question, error))
    return FALSE;
  for (guint i = 0; ask->only != NULL && ask->only[i] != NULL; i++)
    {
      const char *name = NULL, *values = NULL;
      char ***only = split_only (ask->only[i], question, &name, &values, error);

      if (only == NULL)
        return FALSE;
      if (*only != NULL)
        return fw_usage_error (
            error, "--only: %s stands there twice; separate its values by commas", name);
      *only = split_values (values);
    }
  return fw_question_check_filters (question, error);
}

gboolean
fw_ask_add_query (const FwAsk *ask, GString *path, GError **error)
{
  /* Unasked, a server answers for today alone; here it is all there is. */
  fw_query_add (path, "from", ask->from != NULL ? ask->from : "1970-01-01T00:00:00Z");
  fw_query_add (path, "to", ask->to != NULL ? ask->to : "2100-01-01T00:00:00Z");
  if (ask->by != NULL)
    fw_query_add (path, "by", ask->by);
  if (ask->bucket != NULL)
    fw_query_add (path, "bucket", ask->bucket);
  if (ask->measure != NULL)
    fw_query_add (path, "measure", ask->measure);
  for (guint i = 0; ask->only != NULL && ask->only[i] != NULL; i++)
    {
      const char *name = NULL, *values = NULL;
      FwQuestion nowhere = { 0 };

      if (split_only (ask->only[i], &nowhere, &name, &values, error) == NULL)
        return FALSE;
      fw_query_add (path, name, values);
    }
  return TRUE;
}
