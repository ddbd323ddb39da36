/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people did before: nights in a row, hours of a week, time since a break. Known only of
 * people whose states the source tells. */
#include "core/why/fw-factors.h"

#define LEAST_NIGHT_MS (60 * 60000u)
#define LEAST_BREAK_MS (5 * 60000u)
#define DAYS_OF_HOURS 7

const guint32 fw_factor_night_limits[5] = { 1, 2, 3, 4, 5 };
const guint32 fw_factor_hour_limits[4] = { 20 * 60, 30 * 60, 40 * 60, 48 * 60 }; /* minutes */
const guint32 fw_factor_break_limits[3] = { 60, 120, 180 };                      /* minutes */

static gboolean
was_there (const FwFactorDay *day, guint agent)
{
  return day != NULL && agent < day->n_agents && day->signed_ms[agent] > 0;
}

/* A day was a night when most of it lay between 22:00 and 06:00, and at least an hour. */
static gboolean
was_night (const FwFactorDay *day, guint agent)
{
  return was_there (day, agent) && day->night_ms[agent] >= LEAST_NIGHT_MS &&
         day->night_ms[agent] > day->signed_ms[agent] / 2;
}

void
fw_factor_fill_nights (FwFactors *factors, const FwSegment *segment, guint8 *levels, guint n)
{
  const FwFactorDay *days[G_N_ELEMENTS (fw_factor_night_limits)];
  const guint most = G_N_ELEMENTS (days);
  gint32 first = fw_factors_get_first_day (factors, segment->key.site);

  for (guint i = 0; i < most; i++)
    days[i] = fw_factors_get_day (factors, segment->key.site, segment->key.day - (gint32) i);
  for (guint agent = 1; agent < n; agent++)
    {
      guint run = 0;

      if (!was_there (days[0], agent))
        continue;
      while (run < most && was_night (days[run], agent))
        run++;
      /* A run that reaches back to where the states begin may have begun before. */
      if (run < most && run > 0 && segment->key.day - (gint32) run < first)
        continue;
      levels[agent] = fw_factor_place (fw_factor_night_limits, most, run);
    }
}

void
fw_factor_fill_hours (FwFactors *factors, const FwSegment *segment, guint8 *levels, guint n)
{
  const FwFactorDay *days[DAYS_OF_HOURS + 1];

  if (segment->key.day - DAYS_OF_HOURS < fw_factors_get_first_day (factors, segment->key.site))
    return;

  for (guint i = 0; i <= DAYS_OF_HOURS; i++)
    days[i] = fw_factors_get_day (factors, segment->key.site, segment->key.day - (gint32) i);
  for (guint agent = 1; agent < n; agent++)
    {
      guint64 ms = 0;

      if (!was_there (days[0], agent))
        continue;
      for (guint i = 1; i <= DAYS_OF_HOURS; i++)
        if (was_there (days[i], agent))
          ms += days[i]->signed_ms[agent];
      levels[agent] =
          fw_factor_place (fw_factor_hour_limits, G_N_ELEMENTS (fw_factor_hour_limits), ms / 60000);
    }
}

typedef struct
{
  guint32 worked_ms;
  guint32 paused_ms;
} Half;

/* Returns: (transfer full): by agent and half hour; NULL where there are no states. */
static Half *
list_halves (const FwSegment *segment, guint n_agents)
{
  Half *halves;

  if (segment->times->len == 0)
    return NULL;

  halves = g_new0 (Half, (gsize) n_agents * FW_DERIVED_HALF_HOURS);
  for (guint i = 0; i < segment->times->len; i++)
    {
      const FwAgentTime *time = &g_array_index (segment->times, FwAgentTime, i);
      Half *half;

      if (time->half_hour >= FW_DERIVED_HALF_HOURS || time->agent >= n_agents)
        continue;
      half = &halves[(gsize) time->agent * FW_DERIVED_HALF_HOURS + time->half_hour];
      half->worked_ms += time->busy_ms + time->ready_ms;
      half->paused_ms += time->paused_ms;
    }
  return halves;
}

/* Work since the last break, at the end of a half hour: a pause of five minutes in it, or five
 * minutes away, begins anew. */
static guint32
go_on (guint32 since_ms, const Half *half)
{
  guint32 away = (guint32) (FW_HALF_HOUR / 1000) -
                 MIN ((guint32) (FW_HALF_HOUR / 1000), half->worked_ms + half->paused_ms);

  return half->worked_ms == 0 || half->paused_ms + away >= LEAST_BREAK_MS
             ? 0
             : since_ms + half->worked_ms;
}

/* How long each person had worked without a break when the day began. */
static guint32 *
carry_over (FwFactors *factors, const FwSegment *segment, guint n_agents)
{
  const FwSegment *before =
      fw_factors_find_segment (factors, segment->key.site, segment->key.day - 1);
  guint32 *since = g_new0 (guint32, n_agents);
  g_autofree Half *halves = NULL;
  guint n_halves;

  if (before == NULL || before->from >= segment->from)
    return since;
  halves = list_halves (before, n_agents);
  n_halves =
      (guint) MIN ((segment->from - before->from) / FW_HALF_HOUR, (gint64) FW_DERIVED_HALF_HOURS);
  for (guint agent = 0; halves != NULL && agent < n_agents; agent++)
    for (guint i = 0; i < n_halves; i++)
      since[agent] = go_on (since[agent], &halves[(gsize) agent * FW_DERIVED_HALF_HOURS + i]);
  return since;
}

void
fw_factor_fill_break (FwFactors *factors, const FwSegment *segment, guint8 *levels, guint n)
{
  guint n_agents = n / FW_DERIVED_HALF_HOURS;
  g_autofree Half *halves = list_halves (segment, n_agents);
  g_autofree guint32 *since = NULL;

  if (halves == NULL)
    return;

  since = carry_over (factors, segment, n_agents);
  for (guint agent = 1; agent < n_agents; agent++)
    for (guint i = 0; i < FW_DERIVED_HALF_HOURS; i++)
      {
        gsize place = (gsize) agent * FW_DERIVED_HALF_HOURS + i;

        if (halves[place].worked_ms > 0)
          levels[place] = fw_factor_place (
              fw_factor_break_limits, G_N_ELEMENTS (fw_factor_break_limits), since[agent] / 60000);
        since[agent] = go_on (since[agent], &halves[place]);
      }
}
