/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The factors, by description. docs/why.md says why each is cut as it is. */
#include <glib/gi18n-lib.h>

#include "core/why/fw-factors.h"

#define LEVELS(array) .levels = (array), .n_levels = G_N_ELEMENTS (array)

static const FwFactorLevel night_levels[] = {
  { "0", N_ ("no night shift") },     { "1", N_ ("1st night in a row") },
  { "2", N_ ("2nd night in a row") }, { "3", N_ ("3rd night in a row") },
  { "4", N_ ("4th night in a row") }, { "5", N_ ("5th night in a row or later") },
};

static const FwFactorLevel hour_levels[] = {
  { "0-19", N_ ("under 20 h in seven days") },  { "20-29", N_ ("20–30 h in seven days") },
  { "30-39", N_ ("30–40 h in seven days") },    { "40-47", N_ ("40–48 h in seven days") },
  { "48+", N_ ("48 h or more in seven days") },
};

static const FwFactorLevel break_levels[] = {
  { "0-59", N_ ("under 1 h since a break") },
  { "60-119", N_ ("1–2 h since a break") },
  { "120-179", N_ ("2–3 h since a break") },
  { "180+", N_ ("3 h or more since a break") },
};

static const FwFactorLevel occupancy_levels[] = {
  { "0-59", N_ ("occupancy under 60 %") },  { "60-74", N_ ("occupancy 60–75 %") },
  { "75-84", N_ ("occupancy 75–85 %") },    { "85-94", N_ ("occupancy 85–95 %") },
  { "95+", N_ ("occupancy 95 % or more") },
};

static const FwFactorLevel response_levels[] = {
  { "0-0.9", N_ ("system response under 1 s") },
  { "1-1.9", N_ ("system response 1–2 s") },
  { "2-3.9", N_ ("system response 2–4 s") },
  { "4+", N_ ("system response 4 s or more") },
};

static const FwFactorLevel newcomer_levels[] = {
  { "0-9", N_ ("under 10 % newcomers") },
  { "10-24", N_ ("10–25 % newcomers") },
  { "25-49", N_ ("25–50 % newcomers") },
  { "50+", N_ ("50 % newcomers or more") },
};

static const FwFactorLevel wait_levels[] = {
  { "0-9", N_ ("wait under 10 s") },       { "10-29", N_ ("wait 10–30 s") },
  { "30-59", N_ ("wait 30–60 s") },        { "60-119", N_ ("wait 60–120 s") },
  { "120+", N_ ("wait 120 s or longer") },
};

static const FwFactorLevel transfer_levels[] = {
  { "none", N_ ("not transferred") },
  { "blind", N_ ("blind transfer") },
  { "attended", N_ ("attended transfer") },
};

static const guint32 wait_limits[] = { 10000, 30000, 60000, 120000 };

static const FwFactor nights = {
  .name = "consecutive_nights",
  .label = N_ ("Consecutive nights"),
  .by = FW_DERIVED_BY_AGENT,
  LEVELS (night_levels),
  .limits = fw_factor_night_limits,
  .marked = 5,
  .marked_title = N_ ("4th night in a row or later"),
  .rest_title = N_ ("fewer than four nights in a row"),
  .needs = FW_METRIC_KNOWN_PERSON,
  .missing = "no-states",
  .fill = fw_factor_fill_nights,
};

static const FwFactor hours = {
  .name = "hours_7d",
  .label = N_ ("Hours worked in seven days"),
  .by = FW_DERIVED_BY_AGENT,
  LEVELS (hour_levels),
  .limits = fw_factor_hour_limits,
  .marked = 5,
  .marked_title = N_ ("48 h or more in seven days"),
  .rest_title = N_ ("under 48 h in seven days"),
  .needs = FW_METRIC_KNOWN_PERSON,
  .missing = "no-states",
  .fill = fw_factor_fill_hours,
};

static const FwFactor since_break = {
  .name = "since_break",
  .label = N_ ("Time since the last break"),
  .by = FW_DERIVED_BY_AGENT_HALF_HOUR,
  LEVELS (break_levels),
  .limits = fw_factor_break_limits,
  .marked = 4,
  .marked_title = N_ ("3 h or more since a break"),
  .rest_title = N_ ("under 3 h since a break"),
  .needs = FW_METRIC_KNOWN_PERSON,
  .missing = "no-states",
  .fill = fw_factor_fill_break,
};

static const FwFactor occupancy = {
  .name = "occupancy",
  .label = N_ ("Occupancy"),
  .by = FW_DERIVED_BY_TEAM_HALF_HOUR,
  LEVELS (occupancy_levels),
  .limits = fw_factor_occupancy_limits,
  .marked = 5,
  .marked_title = N_ ("occupancy 95 % or more"),
  .rest_title = N_ ("occupancy under 95 %"),
  .of_team = TRUE,
  .missing = "no-states",
  .fill = fw_factor_fill_occupancy,
};

static const FwFactor system_response = {
  .name = "system_response",
  .label = N_ ("System response"),
  .by = FW_DERIVED_BY_PRODUCT_HALF_HOUR,
  LEVELS (response_levels),
  .limits = fw_factor_response_limits,
  .marked = 4,
  .marked_title = N_ ("system response 4 s or more"),
  .rest_title = N_ ("system response under 4 s"),
  .missing = "no-system-response",
  .fill = fw_factor_fill_response,
};

static const FwFactor newcomers = {
  .name = "newcomers",
  .label = N_ ("Share of newcomers"),
  .by = FW_DERIVED_BY_TEAM_HALF_HOUR,
  LEVELS (newcomer_levels),
  .limits = fw_factor_newcomer_limits,
  .marked = 4,
  .marked_title = N_ ("50 % newcomers or more"),
  .rest_title = N_ ("under 50 % newcomers"),
  .of_team = TRUE,
  .missing = "no-hire-dates",
  .fill = fw_factor_fill_newcomers,
};

static const FwFactor wait_band = {
  .name = "wait_band",
  .label = N_ ("Wait before the answer"),
  .by = FW_DERIVED_BY_WAIT,
  LEVELS (wait_levels),
  .limits = wait_limits,
  .marked = 5,
  .marked_title = N_ ("wait 120 s or longer"),
  .rest_title = N_ ("wait under 120 s"),
  .needs = FW_METRIC_KNOWN_WAIT,
  .missing = "no-waits",
};

static const FwFactor transfers = {
  .name = "transfers",
  .label = N_ ("Transfers"),
  .by = FW_DERIVED_BY_FLAGS,
  LEVELS (transfer_levels),
  .marked = 2,
  .marked_title = N_ ("transferred"),
  .rest_title = N_ ("not transferred"),
  .needs = FW_METRIC_KNOWN_TRANSFER,
  .missing = "no-transfers",
  .fill = fw_factor_fill_transfers,
};

static const FwFactor *const factors[] = { &nights,    &hours,           &since_break,
                                           &occupancy, &system_response, &newcomers,
                                           &wait_band, &transfers,       NULL };

G_STATIC_ASSERT (G_N_ELEMENTS (factors) - 1 <= FW_FACTOR_MOST);

const FwFactor *const *
fw_factor_list (void)
{
  return factors;
}

guint
fw_factor_count (void)
{
  return G_N_ELEMENTS (factors) - 1;
}

gboolean
fw_factor_find (FwText name, guint *factor)
{
  for (guint i = 0; factors[i] != NULL; i++)
    if (fw_text_equal (fw_text (factors[i]->name), name))
      {
        *factor = i;
        return TRUE;
      }

  return FALSE;
}

const char *
fw_factor_get_level (guint factor, guint level)
{
  g_return_val_if_fail (factor < fw_factor_count (), NULL);

  if (level == 0)
    return "";
  return level <= factors[factor]->n_levels ? factors[factor]->levels[level - 1].name : NULL;
}

gboolean
fw_factor_find_level (guint factor, FwText name, guint *level)
{
  g_return_val_if_fail (factor < fw_factor_count (), FALSE);

  for (guint i = 0; i <= factors[factor]->n_levels; i++)
    if (fw_text_equal (fw_text (fw_factor_get_level (factor, i)), name))
      {
        *level = i;
        return TRUE;
      }

  return FALSE;
}

static char *
list_levels (guint factor, guint first, guint last)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i <= last; i++)
    g_string_append_printf (text, "%s%s", i > first ? "," : "", fw_factor_get_level (factor, i));
  return g_string_free (text, FALSE);
}

char *
fw_factor_get_marked (guint factor)
{
  g_return_val_if_fail (factor < fw_factor_count (), NULL);

  return list_levels (factor, factors[factor]->marked, factors[factor]->n_levels);
}

char *
fw_factor_get_rest (guint factor)
{
  g_return_val_if_fail (factor < fw_factor_count (), NULL);

  return list_levels (factor, 1, factors[factor]->marked - 1);
}

gboolean
fw_factor_fits (guint factor, const FwMetric *metric, gboolean people)
{
  FwMetricKnown known;

  g_return_val_if_fail (factor < fw_factor_count () && metric != NULL, FALSE);

  known = metric->known;
  if (people && (known & FW_METRIC_KNOWN_ASSIGNED) != 0)
    known |= FW_METRIC_KNOWN_PERSON;
  return (factors[factor]->needs & known) == factors[factor]->needs;
}
