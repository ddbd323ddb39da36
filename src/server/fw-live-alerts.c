/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-live-alerts.h"

static gboolean
is_reached (const FwAlert *alert, FwScope *scope)
{
  const FwPlace told = { FW_LEVEL_TEAM, (const char *const *) alert->told_sites,
                         (const char *const *) alert->told_teams };

  if (alert->told)
    return fw_scope_reaches (scope, FW_ACT_SEE, &told);
  return fw_scope_allows (scope, alert->site, alert->team);
}

static gboolean
matches (const FwQuestion *question, FwDimension dimension, const char *value)
{
  char **only = question->only[dimension];

  return only == NULL || g_strv_contains ((const char *const *) only, value);
}

/* Whether the question asks for a part that a figure over all of it was not judged for. */
static gboolean
asks_for_part (const FwQuestion *question, gboolean of_queue)
{
  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    {
      gboolean known = i == FW_DIMENSION_SITE || i == FW_DIMENSION_TEAM ||
                       (of_queue && (i == FW_DIMENSION_QUEUE || i == FW_DIMENSION_CHANNEL ||
                                     i == FW_DIMENSION_PRODUCT));

      if (!known && question->only[i] != NULL)
        return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (question->levels); i++)
    if (question->levels[i] != NULL)
      return TRUE;

  return FALSE;
}

gboolean
fw_live_alert_reaches (const FwAlert *alert, FwScope *scope)
{
  g_return_val_if_fail (alert != NULL && scope != NULL, FALSE);

  return alert->over == 0 && is_reached (alert, scope);
}

gboolean
fw_live_alert_allowed (const FwAlert *alert, FwScope *scope, const FwQuestion *question)
{
  gboolean of_queue, of_person, of_figure;

  g_return_val_if_fail (alert != NULL && scope != NULL && question != NULL, FALSE);

  if (alert->over != 0 || !is_reached (alert, scope) ||
      !matches (question, FW_DIMENSION_SITE, alert->site) ||
      !matches (question, FW_DIMENSION_TEAM, alert->team))
    return FALSE;

  of_queue = g_str_equal (alert->dimension, "queue");
  of_person = g_str_equal (alert->dimension, "agent");
  of_figure = g_str_equal (alert->action, "why");
  if (of_person)
    return matches (question, FW_DIMENSION_AGENT, alert->key);
  if (of_figure && asks_for_part (question, of_queue))
    return FALSE;

  return !of_queue || (matches (question, FW_DIMENSION_QUEUE, alert->key) &&
                       matches (question, FW_DIMENSION_CHANNEL, alert->channel) &&
                       matches (question, FW_DIMENSION_PRODUCT, alert->product));
}
