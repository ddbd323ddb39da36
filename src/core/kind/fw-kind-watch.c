/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/fw-error.h"
#include "core/kind/fw-record.h"

/* In one order with their labels; fw_metric_find() knows each (a test holds it). */
static const char *const metrics[] = { "connection_rate",
                                       "service_level",
                                       "asa_s",
                                       "aht_s",
                                       "csat",
                                       "rating_mean",
                                       "nps",
                                       "resolution_rate",
                                       "first_contact_resolution",
                                       "transfer_rate",
                                       NULL };
static const char *const metric_labels[] = { N_ ("Connection rate"),
                                             N_ ("Service level"),
                                             N_ ("Speed of answer"),
                                             N_ ("Handling time"),
                                             N_ ("Satisfaction"),
                                             N_ ("Mean rating"),
                                             N_ ("Net promoter score"),
                                             N_ ("Resolution rate"),
                                             N_ ("First-contact resolution"),
                                             N_ ("Transfer rate"),
                                             NULL };
/* A period that somebody chose for once is not kept: one with a name is. */
static const char *const baselines[] = { "last-week", "previous", "target", "period",
                                         "others",    "forecast", NULL };
static const char *const baseline_labels[] = { N_ ("Same hours last week"),
                                               N_ ("The day before"),
                                               N_ ("The target"),
                                               N_ ("A good period"),
                                               N_ ("Everybody else"),
                                               N_ ("The forecast"),
                                               NULL };
static const char *const moments[] = { "daily", "live", NULL };
static const char *const moment_labels[] = { N_ ("After each day"), N_ ("While the day runs"),
                                             NULL };
static const char *const directions[] = { "worse", "either", NULL };
static const char *const direction_labels[] = { N_ ("Worse"), N_ ("Worse or better"), NULL };

static const FwField fields[] = {
  { "name", FW_FIELD_TEXT, N_ ("Name"), .required = TRUE, .max = 100 },
  { "metric", FW_FIELD_ENUM, N_ ("Figure"), .required = TRUE, .values = metrics,
    .labels = metric_labels },
  { "baseline", FW_FIELD_ENUM, N_ ("Held against"), .required = TRUE, .values = baselines,
    .labels = baseline_labels, .fallback = "last-week" },
  { "period", FW_FIELD_REF, N_ ("Good period"), N_ ("when held against one"), .to = "period" },
  { "moment", FW_FIELD_ENUM, N_ ("Asked"), .required = TRUE, .values = moments,
    .labels = moment_labels, .fallback = "daily" },
  { "direction", FW_FIELD_ENUM, N_ ("Speaks up when it got"), .required = TRUE,
    .values = directions, .labels = direction_labels, .fallback = "worse" },
  { "site", FW_FIELD_REF, N_ ("Site"), N_ ("empty: every site"), .to = "site" },
  { "team", FW_FIELD_REF, N_ ("Team"), N_ ("empty: every team"), .to = "team" },
  { "filters", FW_FIELD_TEXT, N_ ("Only"),
    N_ ("as in “shift=night&channel=phone”; empty: everything"), .max = 500 },
  { "resting", FW_FIELD_BOOLEAN, N_ ("Resting"), N_ ("is not asked"), .fallback = "no" },
};

static gboolean
check_baseline (const FwRecord *record, GError **error)
{
  const char *period = fw_record_text (record, "period");
  gboolean given = period != NULL && *period != '\0';

  if (given == (g_strcmp0 (fw_record_text (record, "baseline"), "period") == 0))
    return TRUE;
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                       given ? "period: expected with baseline period alone"
                             : "period: expected the good period to be held against");
  return FALSE;
}

static gboolean
check_watch (const FwRecord *record, GError **error)
{
  const char *filters = fw_record_text (record, "filters");
  g_auto (GStrv) parts = g_strsplit (filters != NULL ? filters : "", "&", -1);

  for (char **part = parts; *part != NULL; part++)
    if (!g_regex_match_simple ("^[a-z][a-z0-9_]*=.+$", *part, 0, 0) ||
        g_str_has_prefix (*part, "site=") || g_str_has_prefix (*part, "team="))
      {
        g_set_error (
            error, FW_ERROR, FW_ERROR_INVALID,
            "filters: expected dimension=value, joined by “&”, without site and team; not “%s”",
            *part);
        return FALSE;
      }
  return check_baseline (record, error);
}

/* By team, so that what a watch finds is told to those who may see the team, and to nobody else. */
const FwKind fw_kind_watch = {
  .name = "watch",
  .label = N_ ("Watch"),
  .plural = N_ ("Watches"),
  .title = "name",
  FW_FIELDS (fields),
  .read = FW_ROLE_EVERYONE,
  .write = FW_ROLE_SUPERVISOR | FW_ROLE_QUALITY | FW_ROLE_ADMINISTRATOR,
  .scope = FW_SCOPE_BY_TEAM,
  .check = check_watch,
};
