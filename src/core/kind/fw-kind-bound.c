/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What descriptions name because it needs arithmetic, or stands in a table of its own already. */
#include "core/fw-error.h"
#include "core/kind/fw-kind-parse.h"
#include "core/kind/fw-record.h"
#include "core/people/fw-appraisal-record.h"
#include "core/people/fw-certificate-record.h"
#include "core/people/fw-competency-record.h"
#include "core/people/fw-competition.h"
#include "core/people/fw-open-hours.h"
#include "core/people/fw-policy-table.h"
#include "core/quality/fw-case-arrange.h"
#include "core/quality/fw-case-record.h"
#include "core/quality/fw-checklist.h"
#include "core/quality/fw-debrief.h"
#include "core/quality/fw-handbook.h"
#include "core/quality/fw-own-rules.h"
#include "core/quality/fw-review-record.h"
#include "core/quality/fw-transcript.h"
#include "core/roster/fw-activity.h"
#include "core/roster/fw-breaks.h"
#include "core/roster/fw-calendar-template.h"
#include "core/roster/fw-leave.h"
#include "core/roster/fw-open-shift.h"
#include "core/staffing/fw-need.h"

#define MIN_PASSWORD 10 /* characters */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, message);
  return FALSE;
}

/* A feed is a machine: it sends, and sees nothing that could be limited. */
static gboolean
check_account (const FwRecord *record, GError **error)
{
  const gboolean feed = g_str_equal (fw_record_text (record, "role"), "feed");
  const gboolean agent = g_str_equal (fw_record_text (record, "role"), "agent");
  const char *password = fw_record_text (record, "password");

  if (feed && fw_record_lacks (record, "sources"))
    return refuse (error, "sources: expected the names of the sources that this feed sends, such "
                          "as pbx");
  if (feed && (!fw_record_lacks (record, "sites") || !fw_record_lacks (record, "teams")))
    return refuse (error, "role: expected no sites and teams, as a feed sees nothing");
  if (agent && fw_record_lacks (record, "person"))
    return refuse (error, "person: expected whose account it is: an agent sees what is about "
                          "herself");
  if (agent && (!fw_record_lacks (record, "sites") || !fw_record_lacks (record, "teams")))
    return refuse (error, "role: expected no sites and teams, as an agent sees what is about "
                          "herself");
  if (!feed && !fw_record_lacks (record, "sources"))
    return refuse (error, "sources: expected of the role feed alone");
  if (password == NULL || g_utf8_strlen (password, -1) >= MIN_PASSWORD)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "password: expected at least %d characters",
               MIN_PASSWORD);
  return FALSE;
}

static gboolean
check_award (const FwRecord *record, GError **error)
{
  return fw_record_lacks (record, "month") ||
         fw_record_integer (record, "month") <= fw_record_integer (record, "day") ||
         refuse (error, "month: expected one that had begun on the day");
}

static gboolean
check_certificate_scheme (const FwRecord *record, GError **error)
{
  FwCertificateScheme scheme;

  return fw_certificate_scheme_read (record, &scheme, error);
}

static gboolean
check_competency (const FwRecord *record, GError **error)
{
  FwDecay decay;

  return fw_competency_read_decay (record, &decay, error);
}

/* What it teaches is a level of a competency: one without the other says nothing. */
static gboolean
check_course (const FwRecord *record, GError **error)
{
  const gboolean teaches = !fw_record_lacks (record, "competency");

  return teaches == !fw_record_lacks (record, "level") ||
         refuse (error, teaches ? "level: expected the level of the competency that it teaches"
                                : "competency: expected the one whose level it teaches");
}

static gboolean
check_career_step (const FwRecord *record, GError **error)
{
  return g_strcmp0 (fw_record_text (record, "from"), fw_record_text (record, "to")) != 0 ||
         refuse (error, "to: expected another position than the one that it leads from");
}

/* Whoever judges says by what: a level is evidence, not opinion. */
static gboolean
check_evidence (const FwRecord *record, GError **error)
{
  return g_strcmp0 (fw_record_text (record, "source"), "assessment") != 0 ||
         !fw_record_lacks (record, "reason") ||
         refuse (error, "reason: expected what was seen, of an assessment");
}

/* A mark is somebody's: each has a rater, and nobody rates twice or herself. */
static gboolean
check_exam_result (const FwRecord *record, GError **error)
{
  static const struct
  {
    const char *rater, *mark, *message;
  } parts[] = {
    { "first_rater", "first_mark", "first_rater: expected who gave the first mark" },
    { "second_rater", "second_mark", "second_rater: expected who gave the second mark" },
    { "third_rater", "third_mark", "third_rater: expected who gave the third mark" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *rater = fw_record_text (record, parts[i].rater);

      if (rater == NULL && !fw_record_lacks (record, parts[i].mark))
        return refuse (error, parts[i].message);
      for (guint j = 0; rater != NULL && j < i; j++)
        if (g_strcmp0 (rater, fw_record_text (record, parts[j].rater)) == 0)
          return refuse (error, "second_rater: expected another person for each mark");
      if (rater != NULL && g_strcmp0 (rater, fw_record_text (record, "person")) == 0)
        return refuse (error, "first_rater: expected somebody else than who sat the exam");
    }
  return TRUE;
}

/* Whoever learns follows it: it is opened as an address, and nothing else. */
static gboolean
check_lesson (const FwRecord *record, GError **error)
{
  const char *link = fw_record_text (record, "link");

  return link == NULL || *link == '\0' || g_str_has_prefix (link, "https://") ||
         g_str_has_prefix (link, "http://") ||
         refuse (error, "link: expected an address that begins with https:// or http://");
}

/* A mark of two parts has both of them, each with its weight, and nothing is left over. */
static gboolean
check_programme (const FwRecord *record, GError **error)
{
  static const char *const fields[] = { "first_part", "first_weight", "second_part",
                                        "second_weight" };
  guint n = 0;
  gint64 sum;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    n += !fw_record_lacks (record, fields[i]);
  if (n == 0)
    return TRUE;
  if (n < G_N_ELEMENTS (fields))
    return refuse (error, "first_part: expected both parts of the mark with their weights, or none "
                          "of them");
  sum = fw_record_integer (record, "first_weight") + fw_record_integer (record, "second_weight");
  if (sum == 100)
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "second_weight: expected weights that sum to 100, not to %d", (int) sum);
  return FALSE;
}

static gboolean
check_programme_step (const FwRecord *record, GError **error)
{
  static const struct
  {
    const char *what, *field, *message;
  } needs[] = {
    { "lesson", "lesson", "lesson: expected the lesson that the step is" },
    { "course", "course", "course: expected the course that the step is" },
    { "exam", "scheme", "scheme: expected the certificate that the exam is for" },
    { "certificate", "scheme", "scheme: expected the certificate that the step is" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    if (g_strcmp0 (fw_record_text (record, "what"), needs[i].what) == 0 &&
        fw_record_lacks (record, needs[i].field))
      return refuse (error, needs[i].message);
  return TRUE;
}

/* Whether it fits a file only the file can tell; that it is an object can be told here. */
static gboolean
check_mapping (const FwRecord *record, GError **error)
{
  const char *text = fw_record_text (record, "mapping");

  return (text[0] == '{' && text[strlen (text) - 1] == '}') ||
         refuse (error, "mapping: expected a JSON object such as {\"date\":\"Day\"}");
}

static gboolean
check_period (const FwRecord *record, GError **error)
{
  return fw_record_integer (record, "from") <= fw_record_integer (record, "to") ||
         refuse (error, "to: expected a day on or after the first one");
}

static gboolean
check_person (const FwRecord *record, GError **error)
{
  return fw_record_lacks (record, "hired") || fw_record_lacks (record, "since") ||
         fw_record_integer (record, "since") >= fw_record_integer (record, "hired") ||
         refuse (error, "since: expected a day on or after the one of hiring");
}

static gboolean
check_policy (const FwRecord *record, GError **error)
{
  const FwPolicy *policy = fw_policy_find (fw_record_text (record, "subject"));
  double value = fw_record_get_number (record, fw_record_find (record, "value"));
  g_autofree char *minimum = NULL, *maximum = NULL;

  if (policy != NULL && value >= policy->minimum && value <= policy->maximum)
    return TRUE;

  minimum = fw_number_dup (policy != NULL ? policy->minimum : 0);
  maximum = fw_number_dup (policy != NULL ? policy->maximum : 0);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "value: expected %s to %s %s", minimum, maximum,
               policy != NULL ? policy->unit : "");
  return FALSE;
}

static gboolean
check_published_forecast (const FwRecord *record, GError **error)
{
  g_autoptr (FwNeed) need = fw_need_read (record, error);

  return need != NULL;
}

/* A rule that says nothing would be taken for one that holds. */
static gboolean
check_roster_rule (const FwRecord *record, GError **error)
{
  static const char *const limits[] = { "rest_hours", "days_in_row", "nights_in_row",
                                        "week_hours_least", "week_hours_most" };
  const guint least = fw_record_find (record, "week_hours_least"),
              most = fw_record_find (record, "week_hours_most");
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    any = any || !fw_record_lacks (record, limits[i]);
  if (!any)
    return refuse (error, "rest_hours: expected at least one limit");
  return fw_record_is_empty (record, least) || fw_record_is_empty (record, most) ||
         fw_record_get_number (record, most) == 0 ||
         fw_record_get_number (record, least) <= fw_record_get_number (record, most) ||
         refuse (error, "week_hours_most: expected no less than the least");
}

/* Hours come from the template alone. */
static gboolean
refuse_breaks (GError **error)
{
  return refuse (error, "breaks: expected times within the shift, one after the other, such as "
                        "11:30-12:00; 15:00-15:15");
}

/* Which hours the shift has is not known here: from the first break on all lie within a day. */
static gboolean
check_own_breaks (const FwRecord *record, GError **error)
{
  const char *text = fw_record_text (record, "breaks");
  FwBreak breaks[FW_BREAKS_MOST];
  guint n, start = 0;

  if (text == NULL || *text == '\0')
    return TRUE;
  if (g_ascii_isdigit (text[0]) && strlen (text) > 4 && g_ascii_isdigit (text[4]))
    start =
        (guint) (g_ascii_strtoull (text, NULL, 10) * 60 + g_ascii_strtoull (text + 3, NULL, 10));
  return fw_breaks_parse (text, start, 24 * 60, breaks, &n) || refuse_breaks (error);
}

static gboolean
check_shift (const FwRecord *record, GError **error)
{
  const char *type = fw_record_text (record, "type");
  const gboolean empty = fw_record_lacks (record, "template");

  if (g_str_equal (type, "work") && empty)
    return refuse (error, "template: expected the shift that is worked");
  if (!check_own_breaks (record, error))
    return FALSE;
  return empty || g_str_equal (type, "work") || g_str_equal (type, "training") ||
         refuse (error, "template: expected of work and training alone");
}

static gboolean
check_shift_template (const FwRecord *record, GError **error)
{
  FwBreak breaks[FW_BREAKS_MOST];
  guint n;

  if (fw_record_integer (record, "unpaid_minutes") > fw_record_integer (record, "length_minutes"))
    return refuse (error, "unpaid_minutes: expected no more than the length of the shift");
  return fw_breaks_parse (fw_record_text (record, "breaks"),
                          (guint) fw_record_integer (record, "start"),
                          (guint) fw_record_integer (record, "length_minutes"), breaks, &n) ||
         refuse_breaks (error);
}

static gboolean
check_leave_days (const FwRecord *record, GError **error)
{
  return fw_record_integer (record, "last") >= fw_record_integer (record, "first") ||
         refuse (error, "last: expected a day on or after the first");
}

static gboolean
check_function_holder (const FwRecord *record, GError **error)
{
  const gboolean other = g_str_equal (fw_record_text (record, "function"), "other");
  const gboolean away = !fw_record_lacks (record, "away_first");

  if (other == fw_record_lacks (record, "other"))
    return refuse (error, other ? "other: expected the name of the function, as the flow calls it"
                                : "other: expected of another function alone");
  if (g_strcmp0 (fw_record_text (record, "person"), fw_record_text (record, "deputy")) == 0)
    return refuse (error, "deputy: expected somebody else than who holds it");
  if (!fw_record_lacks (record, "last") && !check_leave_days (record, error))
    return FALSE;
  if (away == fw_record_lacks (record, "away_last"))
    return refuse (error, "away_last: expected with the day from which, and then alone");
  return !away ||
         fw_record_integer (record, "away_last") >= fw_record_integer (record, "away_first") ||
         refuse (error, "away_last: expected a day on or after the first");
}

/* How many days it takes is said by which they are. */
static gboolean
check_leave_request (const FwRecord *record, GError **error)
{
  const gint64 first = fw_record_integer (record, "first"),
               last = fw_record_integer (record, "last");
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (gint32));

  if (!check_leave_days (record, error))
    return FALSE;
  if (last - first >= FW_LEAVE_MOST_DAYS)
    return refuse (error, "last: expected at most 31 days in all");
  if (!fw_leave_read_days (fw_record_text (record, "counted"), days))
    return refuse (error, "counted: expected dates, each later than the one before");
  for (guint i = 0; i < days->len; i++)
    if (g_array_index (days, gint32, i) < first || g_array_index (days, gint32, i) > last)
      return refuse (error, "counted: expected dates, each later than the one before");
  return fw_record_integer (record, "days") == days->len ||
         refuse (error, "days: expected as many as are counted");
}

/* A day is given back by somebody, and nobody swaps with herself. */
static gboolean
check_swap (const FwRecord *record, GError **error)
{
  const char *person = fw_record_text (record, "person");
  const gboolean back = !fw_record_lacks (record, "back");

  if (g_strcmp0 (person, fw_record_text (record, "to")) == 0)
    return refuse (error, "to: expected somebody else than who offers it");
  if (g_strcmp0 (person, fw_record_text (record, "colleague")) == 0)
    return refuse (error, "colleague: expected somebody else than who offers it");
  if (back && fw_record_lacks (record, "colleague"))
    return refuse (error, "back: expected with a colleague alone");
  return back == !fw_record_lacks (record, "back_template") ||
         refuse (error, "back_template: expected with the day that is given back, and then alone");
}

static gboolean
check_site (const FwRecord *record, GError **error)
{
  const char *identifier = fw_record_text (record, "time_zone");
  /* What fw_zone_new() would say, without working out a century of days. */
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (identifier);

  if (zone != NULL)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "time_zone: expected a time zone that this system knows, such as Asia/Shanghai, "
               "not “%s”",
               identifier);
  return FALSE;
}

static gboolean
check_day_exception (const FwRecord *record, GError **error)
{
  return fw_record_integer (record, "begins") != fw_record_integer (record, "ends") ||
         refuse (error, "ends: expected another time than the beginning");
}

static gboolean
check_training_session (const FwRecord *record, GError **error)
{
  if (fw_record_integer (record, "last_day") < fw_record_integer (record, "day"))
    return refuse (error, "last_day: expected a day on or after the first one");
  return fw_record_integer (record, "ends") > fw_record_integer (record, "begins") ||
         refuse (error, "ends: expected a time after the beginning");
}

static gboolean
check_watch (const FwRecord *record, GError **error)
{
  const char *filters = fw_record_text (record, "filters");
  g_auto (GStrv) parts = g_strsplit (filters != NULL ? filters : "", "&", -1);
  const gboolean given = !fw_record_lacks (record, "period");

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

  return given == g_str_equal (fw_record_text (record, "baseline"), "period") ||
         refuse (error, given ? "period: expected with baseline period alone"
                              : "period: expected the good period to be held against");
}

static const struct
{
  const char *name;
  FwKindCheck check;
} checks[] = {
  { "account", check_account },
  { "activity", fw_activity_check },
  { "appraisal", fw_appraisal_check },
  { "award", check_award },
  { "calendar-template", fw_calendar_template_check },
  { "career-step", check_career_step },
  { "case", fw_case_check },
  { "case-check", fw_case_check_check },
  { "certificate-scheme", check_certificate_scheme },
  { "competency", check_competency },
  { "competition", fw_competition_check },
  { "course", check_course },
  { "day-exception", check_day_exception },
  { "evidence", check_evidence },
  { "exam-result", check_exam_result },
  { "function-holder", check_function_holder },
  { "handbook-case", fw_handbook_check },
  { "indicator", fw_indicator_check },
  { "leave-entitlement", check_leave_days },
  { "leave-request", check_leave_request },
  { "lesson", check_lesson },
  { "mapping", check_mapping },
  { "one-to-one", fw_talk_check },
  { "open-shift", fw_open_shift_check },
  { "period", check_period },
  { "person", check_person },
  { "policy", check_policy },
  { "programme", check_programme },
  { "programme-step", check_programme_step },
  { "open-hours", fw_open_hours_check },
  { "published-forecast", check_published_forecast },
  { "review", fw_review_check },
  { "review-form", fw_review_form_check },
  { "roster-rule", check_roster_rule },
  { "shift", check_shift },
  { "shift-template", check_shift_template },
  { "special-day", fw_special_day_check },
  { "site", check_site },
  { "swap", check_swap },
  { "text-rule", fw_text_rule_check },
  { "training-session", check_training_session },
  { "transcript", fw_transcript_check },
  { "watch", check_watch },
  { "weight-set", fw_weight_set_check },
};

FwKindCheck
fw_kind_find_check (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (strcmp (checks[i].name, name) == 0)
      return checks[i].check;
  return NULL;
}

FwKindDerive
fw_kind_find_derive (const char *name)
{
  static const struct
  {
    const char *name;
    FwKindDerive derive;
  } all[] = {
    { "case", fw_case_derive },
    { "debrief", fw_debrief_derive },
    { "handbook-case", fw_handbook_derive },
    { "panel-score", fw_panel_score_derive },
    { "review", fw_review_derive },
    { "text-rule", fw_text_rule_derive },
    { "transcript", fw_transcript_derive },
    { "view", fw_view_derive },
    { "weight-set", fw_weight_set_derive },
  };

  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (strcmp (name, all[i].name) == 0)
      return all[i].derive;
  return NULL;
}

FwKindArrange
fw_kind_find_arrange (const char *name)
{
  static const struct
  {
    const char *name;
    FwKindArrange arrange;
  } all[] = {
    { "application", fw_application_arrange }, { "case", fw_case_arrange },
    { "competition", fw_competition_arrange }, { "customer", fw_customer_arrange },
    { "debrief", fw_debrief_arrange },         { "handbook-case", fw_handbook_arrange },
    { "open-shift", fw_open_shift_arrange },   { "transcript", fw_transcript_arrange },
  };

  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (strcmp (name, all[i].name) == 0)
      return all[i].arrange;
  return NULL;
}

#define NAME(name, label, unit, fallback, minimum, maximum) name,
#define LABEL(name, label, unit, fallback, minimum, maximum) label,

static const char *const policies[] = { FW_POLICIES (NAME) NULL };
static const char *const policy_labels[] = { FW_POLICIES (LABEL) NULL };

gboolean
fw_kind_find_values (const char *name, FwKindValues *values)
{
  g_return_val_if_fail (name != NULL && values != NULL, FALSE);

  if (strcmp (name, "policies") != 0)
    return FALSE;
  *values = (FwKindValues){ policies, policy_labels };
  return TRUE;
}
