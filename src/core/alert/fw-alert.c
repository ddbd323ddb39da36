/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/alert/fw-alert.h"

#include <math.h>
#include <string.h>

void
fw_alert_free (FwAlert *alert)
{
  g_free (alert->id);
  g_free (alert->key);
  g_free (alert->title);
  g_free (alert->site);
  g_free (alert->team);
  g_free (alert);
}

static gboolean
is_raised (const FwAlertCheck *check)
{
  if (check->rule == FW_ALERT_FINDING)
    return TRUE;
  if (check->rule == FW_ALERT_FIGURE)
    return check->at_least ? check->interval.high < check->limit
                           : check->interval.low > check->limit;

  return check->value > check->limit;
}

/* A standing alert stays on the bad side of its limit until the figure is clearly back. */
static gboolean
is_kept (const FwAlertCheck *check)
{
  switch (check->rule)
    {
    case FW_ALERT_FIGURE:
      return check->at_least ? check->value < check->limit : check->value > check->limit;
    case FW_ALERT_CEILING:
      return check->value > FW_ALERT_CLEAR_SHARE * check->limit;
    case FW_ALERT_FINDING:
      return TRUE;
    case FW_ALERT_CLOCK:
    default:
      return check->value > check->limit;
    }
}

static FwAlert *
make_alert (const FwAlertCheck *check, char *id, gint64 since)
{
  FwAlert *alert = g_new0 (FwAlert, 1);

  alert->id = id;
  alert->metric = g_intern_string (check->metric);
  alert->dimension = g_intern_string (check->dimension);
  alert->action = g_intern_string (check->action);
  alert->key = g_strdup (check->key);
  alert->title = g_strdup (check->title);
  alert->site = g_strdup (check->site);
  alert->team = g_strdup (check->team);
  alert->value = check->value;
  alert->limit = check->limit;
  alert->n = check->n;
  alert->since = since;

  return alert;
}

static gint
compare_alerts (gconstpointer a, gconstpointer b)
{
  const FwAlert *left = *(FwAlert *const *) a;
  const FwAlert *right = *(FwAlert *const *) b;

  if (left->since != right->since)
    return left->since < right->since ? -1 : 1;

  return strcmp (left->id, right->id);
}

GPtrArray *
fw_alert_step (GPtrArray *before, const FwAlertCheck *checks, guint n_checks, gint64 now)
{
  GPtrArray *after = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_alert_free);
  g_autoptr (GHashTable) standing = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; before != NULL && i < before->len; i++)
    {
      FwAlert *alert = before->pdata[i];

      g_hash_table_insert (standing, alert->id, alert);
    }

  for (guint i = 0; i < n_checks; i++)
    {
      const FwAlertCheck *check = &checks[i];
      g_autofree char *id =
          g_strconcat (check->metric, "/", check->dimension, "/", check->key, NULL);
      const FwAlert *old = g_hash_table_lookup (standing, id);

      if (isnan (check->value) || isnan (check->limit))
        continue;
      if (old != NULL ? is_kept (check) : is_raised (check))
        g_ptr_array_add (after,
                         make_alert (check, g_steal_pointer (&id), old != NULL ? old->since : now));
    }

  g_ptr_array_sort (after, compare_alerts);
  return after;
}
