/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/alert/fw-alert.h"

#include <string.h>

void
fw_alert_free (FwAlert *alert)
{
  g_free (alert->id);
  g_free (alert->key);
  g_free (alert->title);
  g_free (alert->site);
  g_free (alert->team);
  g_free (alert->channel);
  g_free (alert->product);
  g_strfreev (alert->told_sites);
  g_strfreev (alert->told_teams);
  g_free (alert->reason);
  g_free (alert->acknowledged_by);
  g_free (alert->given_to);
  g_free (alert);
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
  alert->channel = g_strdup (check->channel != NULL ? check->channel : "");
  alert->product = g_strdup (check->product != NULL ? check->product : "");
  alert->told = check->told;
  alert->told_sites = g_strdupv ((char **) check->told_sites);
  alert->told_teams = g_strdupv ((char **) check->told_teams);
  alert->reason = g_strdup (check->reason != NULL ? check->reason : "");
  alert->value = check->value;
  alert->limit = check->limit;
  alert->n = check->n;
  alert->interval = check->interval;
  alert->from = check->from;
  alert->since = since;

  return alert;
}

static gint
compare_alerts (gconstpointer a, gconstpointer b)
{
  const FwAlert *left = *(FwAlert *const *) a;
  const FwAlert *right = *(FwAlert *const *) b;

  if ((left->over != 0) != (right->over != 0))
    return left->over != 0 ? 1 : -1;
  if (left->since != right->since)
    return left->since < right->since ? -1 : 1;

  return strcmp (left->id, right->id);
}

FwAlert *
fw_alert_copy (const FwAlert *alert)
{
  FwAlert *copy;

  g_return_val_if_fail (alert != NULL, NULL);

  copy = g_memdup2 (alert, sizeof *alert);
  copy->id = g_strdup (alert->id);
  copy->key = g_strdup (alert->key);
  copy->title = g_strdup (alert->title);
  copy->site = g_strdup (alert->site);
  copy->team = g_strdup (alert->team);
  copy->channel = g_strdup (alert->channel);
  copy->product = g_strdup (alert->product);
  copy->told_sites = g_strdupv (alert->told_sites);
  copy->told_teams = g_strdupv (alert->told_teams);
  copy->reason = g_strdup (alert->reason);
  copy->acknowledged_by = g_strdup (alert->acknowledged_by);
  copy->given_to = g_strdup (alert->given_to);

  return copy;
}

/* A rest of the alert, as its texts stay with the array before. */
static FwAlert *
rest_alert (const FwAlert *alert, gint64 over)
{
  FwAlert *rest = fw_alert_copy (alert);

  rest->over = over;
  return rest;
}

/* With the site, as a queue of that name may be late at two; escaped, as a site may have a "/". */
static char *
make_id (const FwAlertCheck *check)
{
  g_autofree char *site = g_uri_escape_string (check->site != NULL ? check->site : "", NULL, TRUE);

  return g_strconcat (check->metric, "/", check->dimension, "/", site, "/", check->key, NULL);
}

GPtrArray *
fw_alert_step (GPtrArray *before, const FwAlertCheck *checks, guint n_checks, gint64 now)
{
  GPtrArray *after = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_alert_free);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; before != NULL && i < before->len; i++)
    {
      FwAlert *alert = before->pdata[i];

      g_hash_table_insert (known, alert->id, alert);
    }

  for (guint i = 0; i < n_checks; i++)
    {
      const FwAlertCheck *check = &checks[i];
      g_autofree char *id = NULL;
      const FwAlert *old;

      if (check->verdict != FW_VERDICT_LATE)
        continue;
      id = make_id (check);
      old = g_hash_table_lookup (known, id);
      /* Another window is another alert: a new day, a break after the one that was too long. */
      if (old != NULL && old->from != check->from)
        old = NULL;
      g_hash_table_remove (known, id);
      g_ptr_array_add (after,
                       make_alert (check, g_steal_pointer (&id), old != NULL ? old->since : now));
    }

  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const FwAlert *old = value;
      gint64 over = old->over != 0 ? old->over : now;

      if (now - over < FW_ALERT_REST)
        g_ptr_array_add (after, rest_alert (old, over));
    }

  g_ptr_array_sort (after, compare_alerts);
  return after;
}
