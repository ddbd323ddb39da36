/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "centre/fw-centre-watch.h"

#include <string.h>

#include "core/fw-error.h"
#include "core/why/fw-factor.h"

FwZone *
fw_watch_find_zone (const FwRecord *watch, FwDirectory *directory)
{
  const char *id = fw_record_text (watch, "site");
  const FwSiteEntry *site = id != NULL ? fw_directory_find_site (directory, id) : NULL;

  return site != NULL ? site->zone : fw_directory_get_default_site (directory)->zone;
}

static char **
read_values (const char *text)
{
  char **values = g_strsplit (text, ",", -1);

  for (char **value = values; *value != NULL; value++)
    {
      char *plain = g_uri_unescape_string (*value, NULL);

      if (plain != NULL)
        {
          g_free (*value);
          *value = plain;
        }
    }
  return values;
}

static gboolean
read_filter (const char *text, FwQuestion *window, GError **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *name =
      g_strndup (text, equals != NULL ? (gsize) (equals - text) : strlen (text));
  char ***values = equals != NULL ? fw_question_find_filter (window, fw_text (name), NULL) : NULL;

  if (values == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "filters: no dimension or factor called “%s”",
                   name);
      return FALSE;
    }
  g_strfreev (*values);
  *values = read_values (equals + 1);
  return fw_question_check_filters (window, error);
}

static void
set_filter (FwQuestion *window, FwDimension dimension, const char *id)
{
  if (id != NULL && *id != '\0')
    {
      const char *const values[] = { id, NULL };

      window->only[dimension] = g_strdupv ((char **) values);
    }
}

static gboolean
read_filters (const FwRecord *watch, FwQuestion *window, GError **error)
{
  const char *filters = fw_record_text (watch, "filters");
  g_auto (GStrv) parts = g_strsplit (filters != NULL ? filters : "", "&", -1);

  set_filter (window, FW_DIMENSION_SITE, fw_record_text (watch, "site"));
  set_filter (window, FW_DIMENSION_TEAM, fw_record_text (watch, "team"));
  for (char **part = parts; *part != NULL; part++)
    if (!read_filter (*part, window, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_baseline (
    FwCentre *self, FwScope *scope, const FwRecord *watch, FwWhyQuestion *question, GError **error)
{
  g_autofree char *title = NULL;

  return fw_why_baseline_from_name (fw_record_text (watch, "baseline"), &question->baseline) &&
         (question->baseline != FW_WHY_PERIOD ||
          fw_centre_read_period (self, scope, fw_record_text (watch, "period"), question, &title,
                                 error));
}

FwWhyAnswer *
fw_centre_ask_watch (FwCentre *self,
                     FwScope *scope,
                     const FwRecord *watch,
                     gint64 from,
                     gint64 to,
                     gint64 now,
                     GCancellable *cancellable,
                     GError **error)
{
  FwWhyQuestion question = {
    .metric = fw_metric_find (fw_record_text (watch, "metric")),
    .window = { .from = from, .to = to, .now = now },
    .factors = TRUE,
  };
  FwWhyAnswer *answer = NULL;

  g_return_val_if_fail (scope != NULL && question.metric != NULL, NULL);

  if (read_filters (watch, &question.window, error) &&
      read_baseline (self, scope, watch, &question, error))
    answer = fw_centre_why (self, scope, &question, cancellable, error);
  fw_why_question_clear (&question);

  return answer;
}
