/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-words.h"

#include "console/fw-cause-words.h"
#include "console/fw-channel-word.h"
#include "console/live/fw-live-words.h"
#include "core/why/fw-factor.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MINUS "\xe2\x88\x92"

static const struct
{
  const char *name;
  const char *measure;
} metrics[] = {
  { "csat", "rated" },
  { "connection_rate", "offered" },
  { "service_level", "offered" },
  { "aht_s", "handled" },
  { "resolution_rate", "resolution_known" },
  { "asa_s", "answered" },
  { "response_time_s", "responded" },
  { "first_response_rate", "responded" },
  { "time_to_close_s", "closed" },
  { "rating_mean", "rated" },
  { "transfer_rate", "answered" },
  { "first_contact_resolution", "mature" },
  { "complaint_rate", "offered" },
  { "service_error_rate", "answered" },
};

static const struct
{
  const char *words;
  const char *before;
} baselines[FW_N_WHY_BASELINES] = {
  [FW_WHY_LAST_WEEK] = { N_ ("the same hours last week"), N_ ("Before") },
  [FW_WHY_PREVIOUS] = { N_ ("the period before"), N_ ("Before") },
  [FW_WHY_TARGET] = { N_ ("the target"), N_ ("Target") },
  [FW_WHY_PERIOD] = { N_ ("a chosen period…"), N_ ("Then") },
  [FW_WHY_OTHERS] = { N_ ("the others"), N_ ("Others") },
  [FW_WHY_FORECAST] = { N_ ("what was to be expected"), N_ ("Expected") },
};

static const struct
{
  const char *word;
  FwMarkShape shape;
  FwChartColor color;
} verdicts[] = {
  [FW_WHY_NOT_TRIED] = { NC_ ("verdict", "not tried"), FW_MARK_RING, FW_CHART_COLOR_NO_DATA },
  [FW_WHY_CAUSE] = { NC_ ("verdict", "cause"), FW_MARK_TRIANGLE, FW_CHART_COLOR_LATE },
  [FW_WHY_POSSIBLE] = { NC_ ("verdict", "possible"), FW_MARK_HALF, FW_CHART_COLOR_WATCH },
  [FW_WHY_CHANCE] = { N_ ("chance explains it"), FW_MARK_RING, FW_CHART_COLOR_NO_DATA },
  [FW_WHY_TOO_FEW] = { N_ ("cannot tell: too few"), FW_MARK_RING, FW_CHART_COLOR_NO_DATA },
  [FW_WHY_MIX] = { N_ ("mix, not quality"), FW_MARK_DISC, FW_CHART_COLOR_NO_DATA },
};

static const struct
{
  const char *name;
  const char *words;
} attributes[] = {
  { "site", N_ ("Site") },
  { "team", N_ ("Team") },
  { "shift", N_ ("Shift") },
  { "queue", N_ ("Queue") },
  { "channel", N_ ("Channel") },
  { "product", N_ ("Product") },
  { "agent", N_ ("Person") },
  { "half_hour", N_ ("Half hour") },
  { "tenure", N_ ("Time in the job") },
  { "outcome", N_ ("Outcome") },
  { "transfer", N_ ("Transfer") },
  { "weekday", N_ ("Weekday") },
};

const char *const *
fw_why_words_metrics (void)
{
  static const char *names[G_N_ELEMENTS (metrics) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    names[i] = metrics[i].name;
  return names;
}

const char *
fw_why_words_metric (const char *name)
{
  const FwMetric *metric = fw_metric_find (name);
  FwLiveMeasure measure;

  if (fw_live_measure_from_name (name, &measure))
    return fw_live_words_title (measure);
  return metric != NULL ? _ (metric->label) : name;
}

FwFormat
fw_why_words_format (const FwMetric *metric)
{
  return fw_live_words_format_unit (metric->unit);
}

const char *
fw_why_words_measure (const FwMetric *metric)
{
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    if (g_str_equal (metrics[i].name, metric->name))
      return metrics[i].measure;
  return "offered";
}

const char *
fw_why_words_metric_of (const char *measure)
{
  if (g_strcmp0 (measure, "answered") == 0)
    return "aht_s";
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    if (g_strcmp0 (metrics[i].measure, measure) == 0)
      return metrics[i].name;
  return "csat";
}

const char *
fw_why_words_baseline (FwWhyBaseline baseline)
{
  g_return_val_if_fail (baseline < FW_N_WHY_BASELINES, "");

  return _ (baselines[baseline].words);
}

const char *
fw_why_words_before (FwWhyBaseline baseline)
{
  g_return_val_if_fail (baseline < FW_N_WHY_BASELINES, "");

  return _ (baselines[baseline].before);
}

const char *
fw_why_words_verdict (FwWhyVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), "");

  if (verdict <= FW_WHY_POSSIBLE)
    return g_dpgettext2 (GETTEXT_PACKAGE, "verdict", verdicts[verdict].word);
  return _ (verdicts[verdict].word);
}

FwMarkShape
fw_why_words_shape (FwWhyVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), FW_MARK_NONE);

  return verdicts[verdict].shape;
}

FwChartColor
fw_why_words_color (FwWhyVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), FW_CHART_COLOR_NO_DATA);

  return verdicts[verdict].color;
}

const char *
fw_why_words_missing (const char *missing)
{
  static const struct
  {
    const char *name;
    const char *words;
  } reasons[] = {
    { "no-system-response", N_ ("no answer times of a system have come in") },
    { "no-states", N_ ("no sign-ins and breaks of people have come in") },
    { "no-hire-dates", N_ ("nobody’s first day is recorded") },
    { "no-waits", N_ ("no waits are stated") },
    { "no-transfers", N_ ("no transfers have come in") },
    { "one-level", N_ ("it was the same all the time") },
    { "too-few", N_ ("too few contacts to tell") },
    { "not-for-metric",
      N_ ("it is part of the figure, or not known of contacts that nobody answered") },
    { "who-answers", N_ ("of contacts that nobody answered the team of a person is not known") },
    { "too-many", N_ ("so many contacts have too many combinations to be compared") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i].name, missing) == 0)
      return _ (reasons[i].words);
  return missing != NULL ? missing : "";
}

const char *
fw_why_words_attribute (const char *attribute, const char *title)
{
  guint factor;

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    if (g_strcmp0 (attributes[i].name, attribute) == 0)
      return _ (attributes[i].words);
  if (attribute != NULL && fw_factor_find (fw_text (attribute), &factor))
    return _ (fw_factor_list ()[factor]->label);
  return title != NULL && *title != '\0' ? title : attribute;
}

/* The title of a factor's level is a sentence part of ours; any other title is somebody's name. */
static gboolean
is_factor (const FwWhyPart *part)
{
  guint factor;

  return fw_factor_find (fw_text (part->attribute), &factor);
}

/* "1" to "7", Monday first, in the language of the desk. */
static char *
write_weekday (const char *value)
{
  if (strlen (value) != 1 || *value < '1' || *value > '7')
    return g_strdup (value);
  return fw_cause_words_weekday ((guint) (*value - '0'));
}

char *
fw_why_words_value (const FwWhyPart *part)
{
  const char *title = part->title != NULL && *part->title != '\0' ? part->title : part->value;

  if (title == NULL || *title == '\0')
    return g_strdup (_ ("not assigned"));
  if (is_factor (part))
    return g_strdup (_ (title));
  if (g_str_equal (part->attribute, "weekday"))
    return write_weekday (part->value);
  if (g_str_equal (part->attribute, "channel"))
    return g_strdup (fw_channel_word (part->value));
  if (g_str_equal (part->attribute, "tenure") && fw_cause_words_tenure (part->value) != NULL)
    return g_strdup (fw_cause_words_tenure (part->value));
  return g_strdup (title);
}

char *
fw_why_words_part (const FwWhyPart *part)
{
  g_autofree char *value = fw_why_words_value (part);

  if (g_str_equal (part->attribute, "agent") || g_str_equal (part->attribute, "channel") ||
      g_str_equal (part->attribute, "weekday") || is_factor (part))
    return g_steal_pointer (&value);
  if (g_str_equal (part->attribute, "tenure"))
    /* Translators: how long a person has been in the job: "30 to 89 days" */
    return g_strdup_printf (_ ("%s in the job"), value);
  /* Translators: what sort of thing and which one: "Team Night B" */
  return g_strdup_printf (C_ ("attribute and value", "%1$s %2$s"),
                          fw_why_words_attribute (part->attribute, NULL), value);
}

char *
fw_why_words_cell (const FwWhyCell *cell)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < cell->parts->len; i++)
    {
      g_autofree char *part = fw_why_words_part (&g_array_index (cell->parts, FwWhyPart, i));

      g_string_append_printf (text, "%s%s", i > 0 ? " · " : "", part);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE)
                       : g_strdup (_ ("All contacts"));
}

char *
fw_why_words_effect (const FwMetric *metric, double effect)
{
  g_autofree char *size = NULL;
  gboolean zero;

  if (isnan (effect))
    return g_strdup (FW_FORMAT_NONE);
  size = fw_format_delta (fw_why_words_format (metric), fabs (effect));
  zero = strpbrk (size, "123456789") == NULL;
  return zero ? g_steal_pointer (&size) : g_strconcat (effect < 0 ? MINUS : "+", size, NULL);
}

char *
fw_why_words_interval (const FwMetric *metric, const FwInterval *interval)
{
  g_autofree char *low = NULL, *high = NULL;

  if (!isfinite (interval->low) || !isfinite (interval->high))
    return g_strdup (FW_FORMAT_NONE);
  low = fw_why_words_effect (metric, interval->low);
  high = fw_why_words_effect (metric, interval->high);
  return g_strdup_printf ("%s … %s", low, high);
}

char *
fw_why_words_figure (const FwMetric *metric, const FwWhySide *side)
{
  return fw_format_short (fw_why_words_format (metric), side->has_value ? side->value : NAN);
}

char *
fw_why_words_figures (const FwMetric *metric, const FwWhyCell *cell)
{
  g_autofree char *before = fw_why_words_figure (metric, &cell->before);
  g_autofree char *now = fw_why_words_figure (metric, &cell->now);

  return g_strdup_printf ("%s → %s", before, now);
}

gboolean
fw_why_words_good (const FwMetric *metric, double effect)
{
  return metric->at_least ? effect > 0 : effect < 0;
}

/* Whole days are told as days, up to the last one included; anything else with its hours. */
static gboolean
is_whole_days (GDateTime *from, GDateTime *to)
{
  return g_date_time_get_hour (from) == g_date_time_get_hour (to) &&
         g_date_time_get_minute (from) == g_date_time_get_minute (to) &&
         g_date_time_difference (to, from) > 12 * G_TIME_SPAN_HOUR;
}

static GDateTime *
make_moment (gint64 at, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);

  if (utc == NULL)
    return NULL;
  return zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_to_local (utc);
}

char *
fw_why_words_period (gint64 from, gint64 to, GTimeZone *zone)
{
  g_autoptr (GDateTime) start = make_moment (from, zone);
  g_autoptr (GDateTime) end = make_moment (to, zone);
  g_autofree char *first = NULL, *last = NULL, *first_clock = NULL, *last_clock = NULL;

  if (start == NULL || end == NULL)
    return g_strdup ("");
  first = fw_format_day (from, zone);
  if (is_whole_days (start, end))
    {
      last = fw_format_day (to - 24 * G_TIME_SPAN_HOUR, zone);
      return g_str_equal (first, last) ? g_steal_pointer (&first)
                                       : g_strdup_printf ("%s – %s", first, last);
    }
  last = fw_format_day (to - 1, zone);
  first_clock = fw_format_clock (from, zone);
  last_clock = fw_format_clock (to, zone);
  return g_str_equal (first, last)
             ? g_strdup_printf ("%s %s – %s", first, first_clock, last_clock)
             : g_strdup_printf ("%s %s – %s %s", first, first_clock, last, last_clock);
}

char *
fw_why_words_subtitle (const FwWhyAnswer *answer)
{
  g_autofree char *now = fw_why_words_period (answer->from, answer->to, NULL);
  g_autofree char *before =
      answer->baseline == FW_WHY_LAST_WEEK || answer->baseline == FW_WHY_PREVIOUS ||
              answer->baseline == FW_WHY_PERIOD
          ? fw_why_words_period (answer->baseline_from, answer->baseline_to, NULL)
          : g_strdup (fw_why_words_baseline (answer->baseline));

  if (answer->baseline_title != NULL)
    {
      g_autofree char *days = g_steal_pointer (&before);

      /* Translators: name of a good period, and its days */
      before = g_strdup_printf (_ ("%1$s (%2$s)"), answer->baseline_title, days);
    }
  /* Translators: figure, period, what it is compared with */
  return g_strdup_printf (_ ("%1$s · %2$s against %3$s"),
                          fw_why_words_metric (answer->metric->name), now, before);
}
