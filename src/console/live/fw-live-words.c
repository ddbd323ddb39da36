/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "console/fw-channel-word.h"

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
  [FW_LIVE_WAITING] = { N_ ("Waiting now"), N_ ("Waiting") },
};

static const struct
{
  const char *name;
  const char *title;
  const char *all;
} dimensions[] = {
  { "team", N_ ("Team"), N_ ("All teams") },
  { "shift", N_ ("Shift"), N_ ("All shifts") },
  { "queue", N_ ("Queue"), N_ ("All queues") },
  { "channel", N_ ("Channel"), N_ ("All channels") },
  { "product", N_ ("Product"), N_ ("All products") },
  { "half_hour", N_ ("Half hour"), N_ ("Whole day") },
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
  [FW_AGENT_PAUSED] = { N_ ("break"), FW_CHART_COLOR_REST },
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

/* What only alerts speak of. */
static const struct
{
  const char *metric;
  const char *word;
} clocks[] = {
  { "paused_s", N_ ("break") },
  { "wrap_up_s", N_ ("wrap-up") },
  { "talk_s", N_ ("talking") },
  { "longest_wait_s", N_ ("longest wait") },
};

char *
fw_live_words_alert (const FwLiveFrameAlert *alert, GTimeZone *zone)
{
  FwFormat format = fw_live_words_format (alert->measure);
  const char *what = fw_live_words_title (alert->measure);
  const char *who = *alert->title != '\0' ? fw_live_words_group (alert->dimension, alert->title)
                    : *alert->key != '\0' ? alert->key
                                          : _ ("All");
  g_autofree char *value = NULL, *limit = NULL, *since = fw_format_clock (alert->since, zone);

  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    if (g_str_equal (alert->metric, clocks[i].metric))
      {
        what = translate (clocks[i].word);
        format = FW_FORMAT_DURATION;
      }
  value = fw_format_value (format, alert->value);
  limit = fw_format_tick (format, alert->limit, 0.01);
  if (isnan (alert->limit))
    return g_strdup_printf (_ ("%s: %s %s, since %s"), who, what, value, since);
  if (g_strcmp0 (alert->dimension, "watch") == 0)
    /* Translators: the causes that a watch found: what, its value; the value before; since when */
    return g_strdup_printf (_ ("%s: %s %s, was %s, since %s"), who, what, value, limit, since);
  /* Translators: who or which group: what, its value; its limit; since when */
  return g_strdup_printf (_ ("%s: %s %s, limit %s, since %s"), who, what, value, limit, since);
}

char *
fw_live_words_before (FwLive *live)
{
  gint64 at = fw_live_get_at (live);
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *day = NULL;

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
fw_live_words_reason (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i].name, reason) == 0)
      return translate (reasons[i].word);
  return reason;
}
