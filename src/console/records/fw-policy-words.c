/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/records/fw-policy-words.h"

#include "charts/fw-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Translators: in each sentence %s is a value with its unit, such as 90 % or 30 s. */
static const struct
{
  const char *policy;
  const char *sentence;
} sentences[] = {
  { "connection-rate", N_ ("Connected: at least %s") },
  { "service-level", N_ ("Answered in time: at least %s") },
  { "service-level-seconds", N_ ("Answered in time means within %s") },
  { "service-level-variant", N_ ("The service level counts %s") },
  { "short-abandon-seconds", N_ ("Who hangs up within %s is a short abandon") },
  { "first-response-seconds", N_ ("A chat is answered within %s") },
  { "connected-within-seconds", N_ ("A message is taken up within %s") },
  { "first-response", N_ ("First response in time: at least %s") },
  { "email-response-seconds", N_ ("An e-mail is answered within %s of working days") },
  { "working-days", N_ ("The working week has %s from Monday on") },
  { "csat", N_ ("CSAT: at least %s") },
  { "reopen-below", N_ ("A case is opened again where the rating is below %s") },
  { "handling-time-limit", N_ ("Average handling time: at most %s") },
  { "time-to-close-limit", N_ ("Average time to close: at most %s") },
  { "talk-limit-seconds", N_ ("One conversation: at most %s") },
  { "wrap-up-limit-seconds", N_ ("After-contact work: at most %s") },
  { "resolution-rate", N_ ("Problems resolved: at least %s") },
  { "first-contact-resolution", N_ ("Resolved at the first contact: at least %s") },
  { "complaint-rate", N_ ("Complaints: at most %s of contacts") },
  { "service-error-rate", N_ ("Service errors: at most %s") },
  { "repeat-window-days", N_ ("Who contacts again within %s is a repeat contact") },
  { "occupancy", N_ ("Occupancy: at most %s") },
  { "waiting-limit", N_ ("People waiting: at most %s") },
  { "waiting-seconds-limit", N_ ("Longest wait: at most %s") },
  { "break-limit-minutes", N_ ("A break: at most %s") },
  { "lunch-limit-minutes", N_ ("Lunch: at most %s") },
  { "pause-limit-minutes", N_ ("Any other pause: at most %s") },
  { "least-contacts", N_ ("A figure is judged from %s contacts on") },
  { "least-ratings", N_ ("A figure is judged from %s ratings on") },
  { "least-minutes", N_ ("Occupancy is judged from %s of work on") },
  { "certificate-first-warning", N_ ("Certificates: first warning %s before the end") },
  { "certificate-second-warning", N_ ("Certificates: second warning %s before the end") },
  { "certificate-last-warning", N_ ("Certificates: last warning %s before the end") },
  { "exam-pass-mark", N_ ("An exam is passed from %s points of 100 on") },
  { "exam-rater-difference", N_ ("A third rater where two marks are more than %s points apart") },
  { "exam-resit-wait-days", N_ ("A resit is sat %s after a failure at the earliest") },
  { "exam-attempts", N_ ("Attempts at an exam; 0 is as many as one likes: %s") },
  { "exam-resit-cap", N_ ("A resit records at most %s points") },
  { "exam-result-hours", N_ ("The result of an exam is told within %s") },
  { "exam-plan-days", N_ ("A plan for improvement follows a failure within %s") },
  { "late-minutes", N_ ("Late, left early or away is who is so for more than %s") },
  { "watch-margin", N_ ("A figure within %s of its target is to be watched") },
  { "customer-digits", N_ ("Last digits of a customer's number that are shown: %s") },
  { "benchmark-connection-rate", N_ ("Benchmark, connected: %s") },
  { "benchmark-service-level", N_ ("Benchmark, answered in time: %s") },
  { "benchmark-speed-of-answer", N_ ("Benchmark, speed of answer: %s") },
  { "benchmark-handling-time", N_ ("Benchmark, average handling time: %s") },
  { "benchmark-csat", N_ ("Benchmark, CSAT: %s") },
  { "benchmark-resolution", N_ ("Benchmark, problems resolved: %s") },
  { "benchmark-first-contact-resolution", N_ ("Benchmark, resolved at the first contact: %s") },
  { "shrinkage", N_ ("Of paid time, not at work: %s") },
  { "cost-per-hour", N_ ("An hour of somebody's time at work costs %s") },
  { "benchmark-cost-per-contact", N_ ("Benchmark, cost per contact: %s") },
  { "benchmark-rated-sides", N_ ("Benchmark, rating of each side of service: %s") },
  { "benchmark-transfers", N_ ("Benchmark, transfers: %s") },
};

static const char *const service_levels[] = {
  N_ ("all offered contacts"),
  N_ ("short abandons as answered in time"),
  N_ ("no contacts that were abandoned in time"),
  N_ ("answered contacts alone"),
  N_ ("no short abandons"),
  NULL,
};

static char *
format_number (double value)
{
  return value == floor (value) ? fw_format_count ((gint64) value) : g_strdup_printf ("%g", value);
}

static char *
format_seconds (double value)
{
  g_autofree char *number = NULL;

  if (value >= 3600 && fmod (value, 3600) == 0)
    {
      number = format_number (value / 3600);
      /* Translators: hours */
      return g_strdup_printf (_ ("%s h"), number);
    }
  if (value >= 120 && fmod (value, 60) == 0)
    {
      number = format_number (value / 60);
      /* Translators: minutes */
      return g_strdup_printf (_ ("%s min"), number);
    }
  if (value >= 120)
    return fw_format_duration (value);
  number = format_number (value);
  /* Translators: seconds */
  return g_strdup_printf (_ ("%s s"), number);
}

/* Shares, and the one margin that is a difference of shares. */
static gboolean
is_share (const FwPolicy *policy)
{
  return g_str_equal (policy->unit, "ratio") || g_str_equal (policy->name, "watch-margin");
}

char *
fw_policy_words_value (const FwPolicy *policy, double value)
{
  const char *const *choices;
  g_autofree char *number = NULL;

  g_return_val_if_fail (policy != NULL, NULL);

  if (isnan (value))
    return g_strdup ("");
  choices = fw_policy_words_choices (policy);
  if (choices != NULL)
    return g_strdup (_ (choices[(guint) CLAMP (value, policy->minimum, policy->maximum)]));
  if (is_share (policy))
    return fw_format_percent (value, fabs (value * 100 - round (value * 100)) < 1e-6 ? 0 : 1);
  if (g_str_equal (policy->unit, "s"))
    return format_seconds (value);
  number = format_number (value);
  if (g_str_equal (policy->unit, "minutes"))
    /* Translators: minutes */
    return g_strdup_printf (_ ("%s min"), number);
  if (g_str_equal (policy->unit, "hours"))
    /* Translators: hours */
    return g_strdup_printf (_ ("%s h"), number);
  if (g_str_equal (policy->unit, "days"))
    return g_strdup_printf (ngettext ("%s day", "%s days", (gulong) value), number);
  return g_steal_pointer (&number);
}

char *
fw_policy_words_sentence (const FwPolicy *policy, double value)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (policy != NULL, NULL);

  if (isnan (value))
    return g_strdup (_ (policy->label));
  text = fw_policy_words_value (policy, value);
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_str_equal (sentences[i].policy, policy->name))
      {
        g_auto (GStrv) parts = g_strsplit (_ (sentences[i].sentence), "%s", 2);

        return g_strconcat (parts[0], text, parts[1], NULL);
      }
  /* Translators: a policy and its value */
  return g_strdup_printf (_ ("%s: %s"), _ (policy->label), text);
}

const char *const *
fw_policy_words_choices (const FwPolicy *policy)
{
  g_return_val_if_fail (policy != NULL, NULL);

  return g_str_equal (policy->name, "service-level-variant") ? service_levels : NULL;
}

/* How many of the policy's unit one @word is; 0: no unit of time. */
static double
read_unit (const FwPolicy *policy, const char *word)
{
  static const struct
  {
    const char *word;
    double seconds;
  } units[] = {
    { "s", 1 },       { "sec", 1 },      { "秒", 1 },     { "min", 60 },    { "m", 60 },
    { "分", 60 },     { "分钟", 60 },    { "h", 3600 },   { "小时", 3600 }, { "d", 86400 },
    { "day", 86400 }, { "days", 86400 }, { "天", 86400 },
  };
  double unit = g_str_equal (policy->unit, "s")         ? 1
                : g_str_equal (policy->unit, "minutes") ? 60
                : g_str_equal (policy->unit, "hours")   ? 3600
                : g_str_equal (policy->unit, "days")    ? 86400
                                                        : 0;

  for (guint i = 0; unit > 0 && i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (units[i].word, word))
      return units[i].seconds / unit;
  return 0;
}

/* "5 min 45 s", "5m 45s", "30": each number takes the unit behind it, the policy's without one. */
static gboolean
parse_time (const FwPolicy *policy, const char *text, double *value)
{
  double sum = 0;
  const char *p = text;

  while (*p != '\0')
    {
      char *end;
      double number = g_ascii_strtod (p, &end), factor = 1;
      g_autofree char *word = NULL;
      const char *begin;

      if (end == p)
        return FALSE;
      for (begin = end; *begin == ' '; begin++)
        ;
      for (p = begin; *p != '\0' && *p != ' ' && !g_ascii_isdigit (*p); p++)
        ;
      word = g_strndup (begin, (gsize) (p - begin));
      if (*word != '\0')
        factor = read_unit (policy, word);
      if (factor == 0)
        return FALSE;
      sum += number * factor;
      while (*p == ' ')
        p++;
    }
  *value = sum;
  return *text != '\0';
}

/* "4:30": minutes and seconds, or hours and minutes, by the policy's unit. */
static gboolean
parse_clock (const char *text, double *value)
{
  char *end, *last;
  double whole = g_ascii_strtod (text, &end), part;

  if (end == text || *end != ':' || !g_ascii_isdigit (end[1]) || !g_ascii_isdigit (end[2]))
    return FALSE;
  part = g_ascii_strtod (end + 1, &last);
  if (*last != '\0' || part >= 60)
    return FALSE;
  *value = whole * 60 + part;
  return TRUE;
}

static gboolean
parse_share (const char *text, double *value)
{
  char *end;
  double number = g_ascii_strtod (text, &end);

  if (end == text)
    return FALSE;
  while (*end == ' ')
    end++;
  if (*end != '\0' && !(*end == '%' && end[1] == '\0'))
    return FALSE;
  /* Without its sign, what is above 1 can only be meant in per cent. */
  *value = *end == '%' || number > 1 ? number / 100 : number;
  return TRUE;
}

/* A comma before a fraction, spaces of any kind, and the full-width signs of a Chinese keyboard. */
static char *
normalise (const char *text)
{
  static const char *const pairs[][2] = {
    { ",", "." }, { "\xc2\xa0", " " }, { "\xe2\x80\xaf", " " }, { "％", "%" }, { "：", ":" },
  };
  GString *plain = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_string_replace (plain, pairs[i][0], pairs[i][1], 0);
  return g_strstrip (g_string_free (plain, FALSE));
}

gboolean
fw_policy_words_parse (const FwPolicy *policy, const char *text, double *value)
{
  g_autofree char *plain = NULL;
  double found = NAN;
  gboolean good;

  g_return_val_if_fail (policy != NULL && text != NULL && value != NULL, FALSE);

  plain = normalise (text);
  if (is_share (policy))
    good = parse_share (plain, &found);
  else
    good = parse_time (policy, plain, &found) ||
           (*policy->unit != '\0' && parse_clock (plain, &found));
  if (!good || !isfinite (found))
    return FALSE;
  *value = found;
  return TRUE;
}

char *
fw_policy_words_hint (const FwPolicy *policy)
{
  g_autofree char *least = NULL, *most = NULL, *shipped = NULL, *range = NULL;

  g_return_val_if_fail (policy != NULL, NULL);

  least = fw_policy_words_value (policy, policy->minimum);
  most = fw_policy_words_value (policy, policy->maximum);
  shipped = fw_policy_words_value (policy, policy->fallback);
  if (fw_policy_words_choices (policy) == NULL)
    range = g_strdup_printf (_ ("from %s to %s"), least, most);
  if (isnan (policy->fallback))
    return g_strdup (range != NULL ? range : "");
  if (range == NULL)
    return g_strdup_printf (_ ("shipped: %s"), shipped);
  /* Translators: what is allowed, and what holds where a centre sets nothing */
  return g_strdup_printf (_ ("%s; shipped: %s"), range, shipped);
}
