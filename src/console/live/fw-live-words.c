/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "console/fw-cause-words.h"
#include "console/fw-channel-word.h"
#include "console/why/fw-why-words.h"

static const struct
{
  const char *title;
  const char *column;
} measures[FW_LIVE_N_MEASURES + 1] = {
  [FW_LIVE_OFFERED] = { N_ ("Contacts offered"), N_ ("Offered") },
  [FW_LIVE_ANSWERED] = { N_ ("Contacts answered"), N_ ("Answered") },
  [FW_LIVE_ABANDONED] = { N_ ("Contacts abandoned"), N_ ("Abandoned") },
  [FW_LIVE_LEFT] = { N_ ("Contacts sent on unanswered"), N_ ("Sent on") },
  [FW_LIVE_CONNECTION] = { N_ ("Connection rate"), N_ ("Connected") },
  [FW_LIVE_SERVICE] = { N_ ("Service level"), N_ ("Service") },
  [FW_LIVE_ASA] = { N_ ("Answer time"), N_ ("Waited") },
  [FW_LIVE_AHT] = { N_ ("Handling time"), N_ ("Handling") },
  [FW_LIVE_CSAT] = { N_ ("CSAT"), N_ ("CSAT") },
  [FW_LIVE_RESOLUTION] = { N_ ("Resolution rate"), N_ ("Resolved") },
  [FW_LIVE_OCCUPANCY] = { N_ ("Occupancy"), N_ ("Occup.") },
  [FW_LIVE_IN_QUEUE] = { N_ ("Waiting now"), N_ ("Waiting") },
  [FW_LIVE_LONGEST] = { N_ ("Longest wait"), N_ ("Longest") },
  [FW_LIVE_READY] = { N_ ("People ready"), N_ ("Ready") },
  [FW_LIVE_WAITING] = { N_ ("Waiting now"), N_ ("Waiting") },
};

static const struct
{
  const char *name;
  const char *title;
  const char *plural;
  const char *all;
} dimensions[] = {
  { "team", N_ ("Team"), N_ ("Teams"), N_ ("All teams") },
  { "shift", N_ ("Shift"), N_ ("Shifts"), N_ ("All shifts") },
  { "queue", N_ ("Queue"), N_ ("Queues"), N_ ("All queues") },
  { "channel", N_ ("Channel"), N_ ("Channels"), N_ ("All channels") },
  { "product", N_ ("Product"), N_ ("Products"), N_ ("All products") },
  { "half_hour", N_ ("Half hour"), N_ ("Half hours"), N_ ("Whole day") },
  { "agent", N_ ("Person"), N_ ("People"), N_ ("Everybody") },
};

static const struct
{
  const char *word;
  const char *class_name;
  FwMarkShape shape;
  FwChartColor color;
} verdicts[] = {
  [FW_VERDICT_NO_DATA] = { N_ ("no data"), "no-data", FW_MARK_RING, FW_CHART_COLOR_NO_DATA },
  [FW_VERDICT_NO_TARGET] = { "", "no-target", FW_MARK_NONE, FW_CHART_COLOR_NO_DATA },
  [FW_VERDICT_IN_ORDER] = { N_ ("in order"), "in-order", FW_MARK_DISC, FW_CHART_COLOR_IN_ORDER },
  [FW_VERDICT_WATCH] = { N_ ("watch"), "watch", FW_MARK_HALF, FW_CHART_COLOR_WATCH },
  [FW_VERDICT_LATE] = { N_ ("late"), "late", FW_MARK_TRIANGLE, FW_CHART_COLOR_LATE },
  [FW_VERDICT_CANNOT_TELL] = { N_ ("cannot tell yet"), "cannot-tell", FW_MARK_RING,
                               FW_CHART_COLOR_NO_DATA },
};

static const struct
{
  const char *word;
  FwChartColor color;
} states[FW_N_AGENT_STATES] = {
  [FW_AGENT_SIGNED_OUT] = { N_ ("signed out"), FW_CHART_COLOR_REST },
  [FW_AGENT_READY] = { N_ ("ready"), FW_CHART_COLOR_THIRD },
  [FW_AGENT_RINGING] = { N_ ("ringing"), FW_CHART_COLOR_THIRD },
  [FW_AGENT_TALKING] = { N_ ("talking"), FW_CHART_COLOR_FIRST },
  [FW_AGENT_WRAP_UP] = { N_ ("wrap-up"), FW_CHART_COLOR_SECOND },
  [FW_AGENT_PAUSED] = { N_ ("paused"), FW_CHART_COLOR_REST },
};

static const struct
{
  const char *name;
  const char *word;
} reasons[] = {
  { "break", N_ ("break") },       { "lunch", N_ ("lunch") },
  { "coaching", N_ ("coaching") }, { "training", N_ ("training") },
  { "meeting", N_ ("meeting") },   { "admin", N_ ("paperwork") },
  { "personal", N_ ("personal") }, { "back-office", N_ ("back office") },
};

/* gettext gives the file's header for "" */
static const char *
translate (const char *text)
{
  return *text != '\0' ? _ (text) : "";
}

const char *
fw_live_words_title (FwLiveMeasure measure)
{
  g_return_val_if_fail (measure <= FW_LIVE_WAITING, "");
  return translate (measures[measure].title);
}

const char *
fw_live_words_column (FwLiveMeasure measure)
{
  g_return_val_if_fail (measure <= FW_LIVE_WAITING, "");
  return translate (measures[measure].column);
}

FwFormat
fw_live_words_format_unit (FwUnit unit)
{
  switch (unit)
    {
    case FW_UNIT_RATIO:
      return FW_FORMAT_RATIO;
    case FW_UNIT_SECONDS:
      return FW_FORMAT_DURATION;
    case FW_UNIT_POINTS:
      return FW_FORMAT_POINTS;
    case FW_UNIT_COUNT:
    default:
      return FW_FORMAT_COUNT;
    }
}

FwFormat
fw_live_words_format (FwLiveMeasure measure)
{
  return fw_live_words_format_unit (fw_live_measure_get_unit (measure));
}

const char *
fw_live_words_dimension (const char *dimension)
{
  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
    if (g_strcmp0 (dimensions[i].name, dimension) == 0)
      return translate (dimensions[i].title);
  return dimension;
}

const char *
fw_live_words_dimension_plural (const char *dimension)
{
  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
    if (g_strcmp0 (dimensions[i].name, dimension) == 0)
      return translate (dimensions[i].plural);
  return _ ("Groups");
}

const char *
fw_live_words_group (const char *dimension, const char *title)
{
  return g_strcmp0 (dimension, "channel") == 0 ? fw_channel_word (title) : title;
}

const char *
fw_live_words_all (const char *dimension)
{
  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
    if (g_strcmp0 (dimensions[i].name, dimension) == 0)
      return translate (dimensions[i].all);
  return _ ("All");
}

const char *
fw_live_words_verdict (FwVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), "");
  return translate (verdicts[verdict].word);
}

FwMarkShape
fw_live_words_shape (FwVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), FW_MARK_NONE);
  return verdicts[verdict].shape;
}

FwChartColor
fw_live_words_color (FwVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), FW_CHART_COLOR_NO_DATA);
  return verdicts[verdict].color;
}

const char *
fw_live_words_verdict_class (FwVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), "");
  return verdicts[verdict].class_name;
}

const char *
fw_live_words_state (FwAgentState state)
{
  g_return_val_if_fail (state < FW_N_AGENT_STATES, "");
  return translate (states[state].word);
}

FwChartColor
fw_live_words_state_color (FwAgentState state)
{
  g_return_val_if_fail (state < FW_N_AGENT_STATES, FW_CHART_COLOR_REST);
  return states[state].color;
}

char *
fw_live_words_target (FwLiveMeasure measure, double target)
{
  g_autofree char *value = NULL;

  if (isnan (target))
    return g_strdup ("");
  value = fw_format_tick (fw_live_words_format (measure), target, 0.01);
  return g_strdup_printf ("%s %s", fw_live_measure_is_floor (measure) ? "≥" : "≤", value);
}

/* What a figure rests on: occupancy, a share of it, on people's time; all else on what was counted.
 */
char *
fw_live_words_n (FwLiveMeasure measure, guint64 n)
{
  double seconds = 60. * (double) n;
  g_autofree char *text = NULL;

  if (measure != FW_LIVE_OCCUPANCY)
    {
      text = fw_format_count ((gint64) n);
      return g_strdup_printf (_ ("n %s"), text);
    }
  /* of a day's hundreds of hours no minute is missed */
  text = fw_format_tick (FW_FORMAT_DURATION, n >= 600 ? 3600 * round (seconds / 3600) : seconds, 1);
  /* Translators: what occupancy is a share of: "of 258h at work" */
  return g_strdup_printf (_ ("of %s at work"), text);
}

char *
fw_live_words_figure (FwLiveMeasure measure, const FwLiveValue *value)
{
  FwFormat format = fw_live_words_format (measure);
  g_autofree char *figure = fw_format_value (format, value->value);
  g_autofree char *target = fw_live_words_target (measure, value->target);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;
  g_autofree char *joined = NULL;

  if (isnan (value->value))
    return g_strdup_printf ("%s: %s", fw_live_words_title (measure),
                            fw_live_words_verdict (FW_VERDICT_NO_DATA));
  g_strv_builder_add (parts, figure);
  if (value->n > 0)
    {
      g_autofree char *n = fw_live_words_n (measure, value->n);

      g_strv_builder_add (parts, n);
    }
  if (!isnan (value->low) && value->high > value->low)
    {
      g_autofree char *low = fw_format_value (format, value->low);
      g_autofree char *high = fw_format_value (format, value->high);
      /* Translators: the interval that a figure is known to lie in */
      g_autofree char *between = g_strdup_printf (_ ("between %s and %s"), low, high);

      g_strv_builder_add (parts, between);
    }
  if (*target != '\0')
    g_strv_builder_add (parts, target);
  if (*fw_live_words_verdict (value->verdict) != '\0')
    g_strv_builder_add (parts, fw_live_words_verdict (value->verdict));
  strv = g_strv_builder_end (parts);
  joined = g_strjoinv (" · ", strv);
  return g_strdup_printf ("%s: %s", fw_live_words_title (measure), joined);
}

/* What only alerts speak of. */
static const struct
{
  const char *metric;
  const char *word;
} clocks[] = {
  { "paused_s", N_ ("paused") },
  { "wrap_up_s", N_ ("wrap-up") },
  { "talk_s", N_ ("talking") },
  { "longest_wait_s", N_ ("longest wait") },
};

static const char *
find_alert_word (const FwLiveFrameAlert *alert, FwFormat *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    if (g_str_equal (alert->metric, clocks[i].metric))
      {
        *format = FW_FORMAT_DURATION;
        return *alert->reason != '\0' ? fw_live_words_reason (alert->reason)
                                      : translate (clocks[i].word);
      }

  *format = fw_live_words_format (alert->measure);
  return fw_live_words_title (alert->measure);
}

static char *
write_group (const FwLiveFrameAlert *alert)
{
  if (g_strcmp0 (alert->dimension, "watch") == 0)
    return fw_cause_words_title (alert->title);
  return g_strdup (fw_live_words_group (alert->dimension, alert->title));
}

char *
fw_live_words_alert (const FwLiveFrameAlert *alert, GTimeZone *zone)
{
  FwFormat format;
  const char *what = find_alert_word (alert, &format);
  g_autofree char *who = *alert->title != '\0' ? write_group (alert)
                         : *alert->key != '\0' ? g_strdup (alert->key)
                                               : g_strdup (_ ("All"));
  g_autofree char *value = fw_format_value (format, alert->value);
  g_autofree char *limit = fw_format_tick (format, alert->limit, 0.01);
  g_autofree char *since = fw_format_clock (alert->since, zone);
  g_autofree char *n = fw_format_count ((gint64) alert->n);

  if (isnan (alert->limit))
    return g_strdup_printf (_ ("%s: %s %s, since %s"), who, what, value, since);
  if (g_strcmp0 (alert->dimension, "watch") == 0)
    /* Translators: the causes that a watch found: what, its value; the value before; since when */
    return g_strdup_printf (_ ("%s: %s %s, was %s, since %s"), who, what, value, limit, since);
  if (alert->from != 0 && alert->n > 0)
    /* Translators: which group: what, its value; how many it rests on; its limit; since when */
    return g_strdup_printf (_ ("%s: %s %s, n %s, limit %s, since %s"), who, what, value, n, limit,
                            since);
  /* Translators: who or which group: what, its value; its limit; since when */
  return g_strdup_printf (_ ("%s: %s %s, limit %s, since %s"), who, what, value, limit, since);
}

char *
fw_live_words_alert_care (const FwLiveFrameAlert *alert, GTimeZone *zone)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  if (alert->given_to != NULL && *alert->given_to != '\0')
    {
      /* Translators: name of a person */
      g_autofree char *given = g_strdup_printf (_ ("given to %s"), alert->given_to);

      g_strv_builder_add (parts, given);
    }
  if (alert->snoozed_until != 0)
    {
      g_autofree char *clock = fw_format_clock (alert->snoozed_until, zone);
      /* Translators: a time of day */
      g_autofree char *until = g_strdup_printf (_ ("put off until %s"), clock);

      g_strv_builder_add (parts, until);
    }
  if (alert->acknowledged_by != NULL && *alert->acknowledged_by != '\0')
    {
      /* Translators: an account */
      g_autofree char *seen = g_strdup_printf (_ ("acknowledged by %s"), alert->acknowledged_by);

      g_strv_builder_add (parts, seen);
    }
  words = g_strv_builder_end (parts);
  return g_strjoinv (" · ", words);
}

char *
fw_live_words_alert_window (const FwLiveFrameAlert *alert, GTimeZone *zone)
{
  g_autofree char *from = fw_format_clock (alert->from, zone);
  g_autofree char *to = fw_format_clock (alert->to, zone);
  g_autofree char *low = NULL, *high = NULL;
  FwFormat format;

  find_alert_word (alert, &format);
  if (alert->from == 0 || alert->n == 0 || isnan (alert->low) || isnan (alert->high))
    return g_strdup ("");
  low = fw_format_value (format, alert->low);
  high = fw_format_value (format, alert->high);
  /* Translators: begin and end of the time that a figure is about; the interval it lies in */
  return g_strdup_printf (_ ("%s to %s, between %s and %s"), from, to, low, high);
}

char *
fw_live_words_before (FwLive *live)
{
  gint64 at = fw_live_get_at (live), from, to;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *day = NULL;

  fw_live_get_before (live, &from, &to);
  if (from != 0)
    return fw_why_words_period (from, to, fw_live_get_zone (live));
  if (at == 0)
    return g_strdup (_ ("last week"));
  utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  local = fw_live_get_zone (live) != NULL ? g_date_time_to_timezone (utc, fw_live_get_zone (live))
                                          : g_date_time_to_local (utc);
  day = g_date_time_format (local, "%a");
  /* Translators: %s is a short weekday: the same day a week ago */
  return g_strdup_printf (_ ("last %s"), day);
}

const char *
fw_live_words_days (FwLive *live)
{
  guint days = fw_live_get_days (live, NULL);

  return days == 0 ? _ ("today") : days == 1 ? _ ("this day") : _ ("these days");
}

const char *
fw_live_words_reason (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i].name, reason) == 0)
      return translate (reasons[i].word);
  return reason;
}
