/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-question.h"

#include "console/fw-good-period.h"
#include "core/calendar/fw-zone.h"
#include "core/why/fw-factor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const filters[] = { "site", "team", "queue", "channel", "product" };

static void
clear_part (gpointer data)
{
  FwWhyPart *part = data;

  g_free (part->attribute);
  g_free (part->value);
  g_free (part->title);
}

GArray *
fw_why_parts_new (void)
{
  GArray *parts = g_array_new (FALSE, TRUE, sizeof (FwWhyPart));

  g_array_set_clear_func (parts, clear_part);
  return parts;
}

void
fw_why_parts_add (GArray *parts, const char *attribute, const char *value, const char *title)
{
  FwWhyPart part = { g_strdup (attribute), g_strdup (value),
                     g_strdup (title != NULL ? title : value) };

  g_array_append_val (parts, part);
}

GVariant *
fw_why_question_new (
    const char *metric, guint64 n, const char *attribute, const char *value, const char *title)
{
  GVariantBuilder builder;
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, n);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  if (metric != NULL)
    g_variant_builder_add (&builder, "{ss}", FW_WHY_ASK_METRIC, metric);
  if (n != FW_WHY_N_UNKNOWN)
    g_variant_builder_add (&builder, "{ss}", FW_WHY_ASK_N, count);
  if (attribute != NULL && *attribute != '\0' && value != NULL && *value != '\0')
    {
      g_variant_builder_add (&builder, "{ss}", FW_WHY_ASK_ATTRIBUTE, attribute);
      g_variant_builder_add (&builder, "{ss}", FW_WHY_ASK_VALUE, value);
      g_variant_builder_add (&builder, "{ss}", FW_WHY_ASK_TITLE, title != NULL ? title : value);
    }
  return g_variant_builder_end (&builder);
}

static void
clear_filters (FwView *view, guint first)
{
  for (guint i = first; i < G_N_ELEMENTS (filters); i++)
    fw_view_set (view, filters[i], "");
}

/* What the scope bar has a place for stands there; the rest is a part of the question. */
static void
apply_filters (const char *text, FwView *view, GArray *parts)
{
  GUriParamsIter iter;
  char *name, *value;

  clear_filters (view, 0);
  g_uri_params_iter_init (&iter, text, -1, "&", G_URI_PARAMS_NONE);
  while (g_uri_params_iter_next (&iter, &name, &value, NULL))
    {
      gboolean in_bar = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
        in_bar = in_bar || g_str_equal (name, filters[i]);
      if (in_bar)
        fw_view_set (view, name, value);
      else
        fw_why_parts_add (parts, name, value, NULL);
      g_free (name);
      g_free (value);
    }
}

/* At noon no change of clocks makes it another date. */
static void
apply_day (const char *day, FwView *view)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *text = g_strconcat (day, "T12:00:00", NULL);
  g_autoptr (GDateTime) noon = g_date_time_new_from_iso8601 (text, zone);

  if (noon == NULL)
    return;
  fw_view_set_days (view, g_date_time_to_unix (noon) * G_USEC_PER_SEC,
                    g_date_time_to_unix (noon) * G_USEC_PER_SEC);
}

void
fw_why_question_apply (GVariant *question, FwView *view, GArray *parts)
{
  const char *metric = NULL, *range = NULL, *n = NULL, *against = NULL;
  const char *attribute = NULL, *value = NULL, *title = NULL, *whole = NULL;
  const char *asked = NULL, *day = NULL;

  g_return_if_fail (g_variant_is_of_type (question, G_VARIANT_TYPE ("a{ss}")));

  g_variant_lookup (question, FW_WHY_ASK_METRIC, "&s", &metric);
  g_variant_lookup (question, FW_WHY_ASK_RANGE, "&s", &range);
  g_variant_lookup (question, FW_WHY_ASK_N, "&s", &n);
  g_variant_lookup (question, FW_WHY_ASK_AGAINST, "&s", &against);
  g_variant_lookup (question, FW_WHY_ASK_ATTRIBUTE, "&s", &attribute);
  g_variant_lookup (question, FW_WHY_ASK_VALUE, "&s", &value);
  g_variant_lookup (question, FW_WHY_ASK_TITLE, "&s", &title);

  /* An alert is about its group as a whole, whatever page it was seen on. */
  if (g_variant_lookup (question, FW_WHY_ASK_WHOLE, "&s", &whole))
    clear_filters (view, 1); /* all but the site */
  g_array_set_size (parts, 0);
  if (g_variant_lookup (question, FW_WHY_ASK_FILTERS, "&s", &asked))
    apply_filters (asked, view, parts);
  if (attribute != NULL && value != NULL)
    fw_why_parts_add (parts, attribute, value, title);
  if (metric != NULL && fw_metric_find (metric) != NULL)
    fw_view_set (view, "metric", metric);
  if (range == NULL && n != NULL)
    range = g_ascii_strtoull (n, NULL, 10) < FW_WHY_THIN ? "7d" : "today";
  if (range != NULL)
    fw_view_set (view, "range", range);
  if (g_variant_lookup (question, FW_WHY_ASK_DAY, "&s", &day))
    apply_day (day, view);
  if (against != NULL)
    fw_view_set (view, "against", against);
}

static void
append_pair (GString *query, const char *name, const char *value)
{
  if (query->len > 0)
    g_string_append_c (query, '&');
  g_string_append_printf (query, "%s=", name);
  g_string_append_uri_escaped (query, value, NULL, FALSE);
}

static void
append_moment (GString *query, const char *name, gint64 at)
{
  g_autofree char *text = fw_time_format (at);

  append_pair (query, name, text);
}

/* A comma parts values: one in a value is written \, ; the levels of a factor are values, parted.
 */
static void
append_filter (GString *query, const char *name, const char *value)
{
  g_autoptr (GString) text = g_string_new (value);
  guint factor;

  if (!fw_factor_find (fw_text (name), &factor))
    g_string_replace (text, ",", "\\,", 0);
  append_pair (query, name, text->str);
}

static const char *
find_part (const GArray *parts, const char *attribute)
{
  for (guint i = parts != NULL ? parts->len : 0; i > 0; i--)
    if (g_str_equal (g_array_index (parts, FwWhyPart, i - 1).attribute, attribute))
      return g_array_index (parts, FwWhyPart, i - 1).value;
  return NULL;
}

/* The innermost says which value of its attribute is meant: the cell before the trail, the trail
 * before the scope bar. */
static void
append_scope (GString *query, FwView *view, const GArray *trail, const GArray *cell)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      const char *value = fw_view_get (view, filters[i]);

      if (*value != '\0' && find_part (trail, filters[i]) == NULL &&
          find_part (cell, filters[i]) == NULL)
        append_filter (query, filters[i], value);
    }
  for (guint i = 0; trail != NULL && i < trail->len; i++)
    {
      const FwWhyPart *part = &g_array_index (trail, FwWhyPart, i);

      if (find_part (trail, part->attribute) == part->value &&
          find_part (cell, part->attribute) == NULL)
        append_filter (query, part->attribute, part->value);
    }
  for (guint i = 0; cell != NULL && i < cell->len; i++)
    append_filter (query, g_array_index (cell, FwWhyPart, i).attribute,
                   g_array_index (cell, FwWhyPart, i).value);
}

/* Days begin when the site's do; what runs ends now, or its hours to come would be held against
 * hours that were. The day that runs is the server's to know. */
static void
append_window (GString *query, FwView *view, gint64 now)
{
  const char *range = fw_view_get (view, "range");
  const char *first, *last;
  gint64 start, end;

  g_object_get (view, "from", &start, "to", &end, NULL);
  if (!fw_view_get_days (view, &first, &last))
    {
      /* a custom range of another session is not kept with the choice */
      if (end > start)
        {
          append_moment (query, "from", start);
          append_moment (query, "to", MIN (end, MAX (now, start + G_USEC_PER_SEC)));
          return;
        }
      first = "today-6";
      range = "7d";
    }
  if (g_str_equal (range, "today"))
    return;
  append_pair (query, "from", first);
  if (g_str_equal (range, "yesterday"))
    append_pair (query, "to", last);
  else
    append_moment (query, "to", now - now % (60 * G_USEC_PER_SEC));
}

char *
fw_why_question_to_path (FwView *view, const GArray *parts, gint64 now)
{
  GString *query = g_string_new (NULL);
  const char *against = fw_view_get (view, "against");
  const char *period = fw_good_period_get_id (against);
  gint64 from, to;

  g_object_get (view, "baseline-from", &from, "baseline-to", &to, NULL);
  /* a period that was chosen in another session is not kept with the choice */
  if (g_str_equal (against, "period") && to <= from)
    against = "previous";
  append_pair (query, "metric", fw_view_get (view, "metric"));
  append_pair (query, "baseline", period != NULL ? "period" : against);
  if (period != NULL)
    append_pair (query, "baseline_id", period);
  else if (g_str_equal (against, "period"))
    {
      append_moment (query, "baseline_from", from);
      append_moment (query, "baseline_to", to);
    }
  if (now != 0)
    append_window (query, view, now);
  else
    append_pair (query, "range", fw_view_get (view, "range"));
  append_scope (query, view, parts, NULL);
  g_string_prepend (query, "why?");
  return g_string_free (query, FALSE);
}

char *
fw_why_question_to_filters (FwView *view, const GArray *parts)
{
  GString *query = g_string_new (NULL);

  append_scope (query, view, parts, NULL);
  return g_string_free (query, FALSE);
}

char *
fw_why_question_to_contacts (FwView *view,
                             const GArray *parts,
                             const FwWhyAnswer *answer,
                             const FwWhyCell *cell,
                             gboolean before,
                             const char **reason)
{
  GString *query;
  gint64 from = before ? answer->baseline_from : answer->from;
  gint64 to = before ? answer->baseline_to : answer->to;

  *reason = NULL;
  if (before && answer->baseline == FW_WHY_TARGET)
    *reason = _ ("A target is a limit: no contacts stand behind it.");
  else if (before && answer->baseline == FW_WHY_FORECAST)
    *reason = _ ("What was to be expected comes from several weeks: its contacts are no one list.");
  else if (before && answer->baseline == FW_WHY_OTHERS)
    *reason = _ ("The others are all but these: their contacts are no one list.");
  if (*reason != NULL)
    return NULL;
  query = g_string_new (NULL);
  append_moment (query, "from", from);
  append_moment (query, "to", to);
  append_scope (query, view, parts, cell != NULL ? cell->parts : NULL);
  return g_string_free (query, FALSE);
}
