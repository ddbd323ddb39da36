/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/people/fw-directory-private.h"

/* Policies that are counted with a contact; all others are looked up when a figure is shown. */
const char *const fw_directory_counted_policies[] = { "service-level-seconds",
                                                      "first-response-seconds",
                                                      "connected-within-seconds",
                                                      "email-response-seconds",
                                                      "working-days",
                                                      "short-abandon-seconds",
                                                      "repeat-window-days",
                                                      NULL };

static gboolean
equal_sites (FwDirectory *a, FwDirectory *b)
{
  if (a->sites->len != b->sites->len)
    return FALSE;

  for (guint i = 0; i < a->sites->len; i++)
    {
      const FwSiteEntry *x = &g_array_index (a->sites, FwSiteEntry, i);
      const FwSiteEntry *y = &g_array_index (b->sites, FwSiteEntry, i);
      const char **shifts_x = a->shift_of_minute->pdata[i];
      const char **shifts_y = b->shift_of_minute->pdata[i];

      if (g_strcmp0 (x->id, y->id) != 0 ||
          g_strcmp0 (fw_zone_get_identifier (x->zone), fw_zone_get_identifier (y->zone)) != 0 ||
          fw_zone_get_day_start (x->zone) != fw_zone_get_day_start (y->zone))
        return FALSE;
      for (guint minute = 0; minute < FW_MINUTES_PER_DAY; minute++)
        if (g_strcmp0 (shifts_x[minute], shifts_y[minute]) != 0)
          return FALSE;
    }

  return TRUE;
}

static gboolean
equal_shifts (FwDirectory *a, FwDirectory *b)
{
  GHashTableIter iter;
  gpointer key, value;

  if (g_hash_table_size (a->shifts) != g_hash_table_size (b->shifts))
    return FALSE;

  g_hash_table_iter_init (&iter, a->shifts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const FwShiftItem *x = value;
      const FwShiftItem *y = g_hash_table_lookup (b->shifts, key);

      if (y == NULL || x->start != y->start || x->length != y->length)
        return FALSE;
    }

  return TRUE;
}

static gboolean
equal_queues (FwDirectory *a, FwDirectory *b)
{
  GHashTableIter iter;
  gpointer key, value;

  if (g_hash_table_size (a->queues) != g_hash_table_size (b->queues))
    return FALSE;

  g_hash_table_iter_init (&iter, a->queues);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const FwQueueItem *x = value;
      const FwQueueItem *y = g_hash_table_lookup (b->queues, key);

      if (y == NULL || g_strcmp0 (x->entry.site, y->entry.site) != 0 ||
          g_strcmp0 (x->entry.team, y->entry.team) != 0 ||
          g_strcmp0 (x->entry.channel, y->entry.channel) != 0 ||
          g_strcmp0 (x->entry.product, y->entry.product) != 0 ||
          isnan (x->short_abandon_s) != isnan (y->short_abandon_s) ||
          (!isnan (x->short_abandon_s) && x->short_abandon_s != y->short_abandon_s))
        return FALSE;
    }

  return TRUE;
}

static gboolean
equal_membership (FwDirectory *a, FwDirectory *b, FwText login, gint64 at)
{
  FwMembership x, y;

  if (fw_directory_find_agent (a, login, at, &x) != fw_directory_find_agent (b, login, at, &y))
    return FALSE;

  return g_str_equal (x.site, y.site) && g_str_equal (x.team, y.team) &&
         g_str_equal (x.shift, y.shift) && x.hired == y.hired;
}

static gint
compare_moments (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static void
collect_starts (FwDirectory *self, const FwText *login, GArray *moments)
{
  GPtrArray *histories = g_hash_table_lookup (self->logins, login);

  for (guint i = 0; histories != NULL && i < histories->len; i++)
    {
      const GArray *spans = ((FwPersonHistory *) histories->pdata[i])->spans;

      for (guint j = 0; j < spans->len; j++)
        g_array_append_val (moments, g_array_index (spans, FwPersonSpan, j).start);
    }
}

/* Between two starts nothing changes, so it is enough to look at each. */
static gint64
compare_logins (FwDirectory *a, FwDirectory *b, GHashTable *logins, gint64 first)
{
  g_autoptr (GArray) moments = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, logins);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const FwText *login = key;
      gint64 ever = G_MININT64;

      g_array_set_size (moments, 0);
      g_array_append_val (moments, ever);
      collect_starts (a, login, moments);
      collect_starts (b, login, moments);
      g_array_sort (moments, compare_moments);
      for (guint i = 0; i < moments->len; i++)
        {
          gint64 at = g_array_index (moments, gint64, i);

          if (at >= first)
            break;
          if (!equal_membership (a, b, *login, at))
            first = at;
        }
    }

  return first;
}

static void
collect_spans (const GArray *spans, GArray *moments)
{
  for (guint i = 0; i < spans->len; i++)
    {
      const FwPolicySpan *span = &g_array_index (spans, FwPolicySpan, i);

      g_array_append_val (moments, span->start);
      g_array_append_val (moments, span->end);
    }
}

static void
collect_policy (FwDirectory *self, const char *name, GArray *moments)
{
  const FwPolicyTable *table = g_hash_table_lookup (self->policies, name);
  GHashTableIter iter;
  gpointer spans;

  collect_spans (table->centre, moments);
  g_hash_table_iter_init (&iter, table->by_queue);
  while (g_hash_table_iter_next (&iter, NULL, &spans))
    collect_spans (spans, moments);
  g_hash_table_iter_init (&iter, table->by_site);
  while (g_hash_table_iter_next (&iter, NULL, &spans))
    collect_spans (spans, moments);
}

static gboolean
equal_policy (FwDirectory *a, FwDirectory *b, const char *name, gint64 at)
{
  GHashTableIter iter;
  gpointer value;

  /* Both have the same sites and queues here. Queues that nobody described go by their site. */
  for (guint i = 0; i < a->sites->len; i++)
    {
      const char *site = g_array_index (a->sites, FwSiteEntry, i).id;

      if (fw_directory_get_policy (a, name, site, NULL, at) !=
          fw_directory_get_policy (b, name, site, NULL, at))
        return FALSE;
    }

  g_hash_table_iter_init (&iter, a->queues);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const FwQueueEntry *queue = &((FwQueueItem *) value)->entry;

      if (fw_directory_get_policy (a, name, queue->site, queue->id, at) !=
          fw_directory_get_policy (b, name, queue->site, queue->id, at))
        return FALSE;
    }

  return TRUE;
}

static gint64
compare_policies (FwDirectory *a, FwDirectory *b, gint64 first)
{
  g_autoptr (GArray) moments = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; fw_directory_counted_policies[i] != NULL; i++)
    {
      gint64 ever = G_MININT64;

      g_array_set_size (moments, 0);
      g_array_append_val (moments, ever);
      collect_policy (a, fw_directory_counted_policies[i], moments);
      collect_policy (b, fw_directory_counted_policies[i], moments);
      g_array_sort (moments, compare_moments);
      for (guint j = 0; j < moments->len; j++)
        {
          gint64 at = g_array_index (moments, gint64, j);

          if (at >= first)
            break;
          if (!equal_policy (a, b, fw_directory_counted_policies[i], at))
            first = at;
        }
    }

  return first;
}

gint64
fw_directory_get_first_difference (FwDirectory *self, FwDirectory *other)
{
  gint64 first = G_MAXINT64;

  g_return_val_if_fail (self != NULL && other != NULL, G_MININT64);

  if (self == other)
    return G_MAXINT64;
  /* None of these is dated: a change of one is a change of all that was. */
  if (!equal_sites (self, other) || !equal_shifts (self, other) || !equal_queues (self, other))
    return G_MININT64;

  first = compare_logins (self, other, self->logins, first);
  first = compare_logins (self, other, other->logins, first);
  return compare_policies (self, other, first);
}
