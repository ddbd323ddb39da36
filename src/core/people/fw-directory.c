/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Look-ups only; fw-directory-build.c makes what is looked up. */
#include <math.h>

#include "core/people/fw-directory-private.h"

FwDirectory *
fw_directory_ref (FwDirectory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fw_directory_unref (FwDirectory *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  g_hash_table_unref (self->titles);
  g_hash_table_unref (self->policies);
  g_hash_table_unref (self->logins);
  g_ptr_array_unref (self->people);
  g_hash_table_unref (self->queues);
  g_hash_table_unref (self->shifts);
  g_ptr_array_unref (self->shift_of_minute);
  g_hash_table_unref (self->site_index);
  g_array_unref (self->sites);
  g_ptr_array_unref (self->records);
  g_free (self);
}

/* The last span that starts at or before @at; of a moment before all the first. */
static const FwPersonSpan *
find_in_history (const FwPersonHistory *history, gint64 at)
{
  const FwPersonSpan *spans = (const FwPersonSpan *) history->spans->data;
  guint low = 0, high = history->spans->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (spans[middle].start <= at)
        low = middle;
      else
        high = middle;
    }

  return &spans[low];
}

/* Of a login that nobody has at @at: who had it last before, else who had it first. So that what
 * somebody else did is not put down to one who is given the login later. */
static const FwPersonSpan *
find_last_holder (GPtrArray *histories, FwText login, gint64 at)
{
  const FwPersonSpan *last = NULL, *first = NULL;
  const FwPersonHistory *holder = NULL;

  for (guint i = 0; i < histories->len; i++)
    {
      const FwPersonHistory *history = histories->pdata[i];

      for (guint j = 0; j < history->spans->len; j++)
        {
          const FwPersonSpan *span = &g_array_index (history->spans, FwPersonSpan, j);

          if (!span->present || !fw_text_equal (fw_text (span->login), login))
            continue;
          if (span->start <= at && (last == NULL || span->start >= last->start))
            {
              last = span;
              holder = history;
            }
          if (first == NULL || span->start < first->start)
            first = span;
        }
    }

  if (last != NULL)
    return find_in_history (holder, at);
  return first != NULL ? first : find_in_history (histories->pdata[histories->len - 1], at);
}

const FwPersonSpan *
fw_directory_find_span (FwDirectory *self, FwText login, gint64 at)
{
  GPtrArray *histories = g_hash_table_lookup (self->logins, &login);
  const FwPersonSpan *best = NULL;

  if (histories == NULL)
    return NULL;

  /* A login may have been somebody else's before: who has it at that moment is meant. */
  for (guint i = 0; i < histories->len; i++)
    {
      const FwPersonSpan *span = find_in_history (histories->pdata[i], at);
      gboolean holds =
          span->present && span->start <= at && fw_text_equal (fw_text (span->login), login);

      if (holds && (best == NULL || span->start >= best->start))
        best = span;
    }

  return best != NULL ? best : find_last_holder (histories, login, at);
}

gboolean
fw_directory_find_agent (FwDirectory *self, FwText login, gint64 at, FwMembership *membership)
{
  const FwPersonSpan *span;

  g_return_val_if_fail (self != NULL && membership != NULL, FALSE);

  span = fw_directory_find_span (self, login, at);
  if (span == NULL)
    {
      *membership = (FwMembership){ "", "", "", "", "", "", G_MININT32 };
      return FALSE;
    }

  *membership = span->membership;
  /* Before the first day that anybody told of, and after they left: known by name, member of
   * nothing. */
  if (span->start > at || !span->present)
    membership->team = membership->position = membership->shift = "";
  if (span->start > at)
    membership->site = "";
  return TRUE;
}

gboolean
fw_directory_find_person (FwDirectory *self,
                          const FwRecord *record,
                          gint32 day,
                          FwMembership *membership)
{
  const char *login, *id;
  const FwSiteEntry *site;
  gint64 from, to;

  g_return_val_if_fail (self != NULL && record != NULL && membership != NULL, FALSE);

  login = fw_record_text (record, "login");
  id = fw_record_get_id (record);
  site = fw_directory_find_site (self, fw_record_text (record, "site"));
  if (site == NULL)
    site = fw_directory_get_default_site (self);
  fw_zone_get_day_bounds (site->zone, day, &from, &to);
  return fw_directory_find_agent (self, fw_text (login != NULL ? login : id), to - 1, membership) &&
         g_str_equal (membership->person, id);
}

gboolean
fw_directory_find_queue (FwDirectory *self, FwText queue, FwQueueEntry *entry)
{
  const FwQueueItem *item;

  g_return_val_if_fail (self != NULL && entry != NULL, FALSE);

  item = g_hash_table_lookup (self->queues, &queue);
  *entry = item != NULL ? item->entry : (FwQueueEntry){ "", "", "", "", "", "" };
  return item != NULL;
}

const GArray *
fw_directory_get_sites (FwDirectory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->sites;
}

const FwSiteEntry *
fw_directory_get_default_site (FwDirectory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &g_array_index (self->sites, FwSiteEntry, 0);
}

/* Of an unknown site the default one. */
static guint
find_site_position (FwDirectory *self, const char *id)
{
  guint position = id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->site_index, id)) : 0;

  return position > 0 ? position - 1 : 0;
}

const FwSiteEntry *
fw_directory_find_site (FwDirectory *self, const char *id)
{
  guint position;

  g_return_val_if_fail (self != NULL, NULL);

  position = id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->site_index, id)) : 0;
  return position > 0 ? &g_array_index (self->sites, FwSiteEntry, position - 1) : NULL;
}

/* By the clock on the wall, so that a shift ends at its hour whether or not the clocks changed in
 * it. */
const char *
fw_directory_get_shift (FwDirectory *self, const char *site, const char *own, gint64 at)
{
  guint position, minute;
  const FwShiftItem *item;

  g_return_val_if_fail (self != NULL, "");

  position = find_site_position (self, site);
  minute = fw_zone_get_minute_of_day (g_array_index (self->sites, FwSiteEntry, position).zone, at);
  item = own != NULL && *own != '\0' ? g_hash_table_lookup (self->shifts, own) : NULL;
  if (item != NULL &&
      (minute + FW_MINUTES_PER_DAY - item->start) % FW_MINUTES_PER_DAY < item->length)
    return item->id;

  return ((const char **) self->shift_of_minute->pdata[position])[minute];
}

const char *
fw_directory_get_title (FwDirectory *self, const char *kind, const char *id)
{
  GHashTable *titles;
  const char *title = NULL;

  g_return_val_if_fail (self != NULL && kind != NULL && id != NULL, id);

  if (g_str_equal (kind, "agent"))
    {
      const FwPersonSpan *span = fw_directory_find_span (self, fw_text (id), G_MAXINT64);

      return span != NULL ? span->membership.name : id;
    }

  titles = g_hash_table_lookup (self->titles, kind);
  if (titles != NULL)
    title = g_hash_table_lookup (titles, id);
  return title != NULL ? title : id;
}

static const FwPolicySpan *
find_policy_span (const GArray *spans, gint64 at)
{
  const FwPolicySpan *best = NULL;

  for (guint i = 0; spans != NULL && i < spans->len; i++)
    {
      const FwPolicySpan *span = &g_array_index (spans, FwPolicySpan, i);

      if (span->start <= at && at < span->end && (best == NULL || span->start >= best->start))
        best = span;
    }

  return best;
}

static gboolean
find_value (const GArray *spans, gint64 at, double *value)
{
  const FwPolicySpan *span = find_policy_span (spans, at);

  if (span != NULL)
    *value = span->value;
  return span != NULL;
}

gboolean
fw_directory_find_queue_policy (
    FwDirectory *self, const char *name, const char *queue, gint64 at, double *value)
{
  const FwPolicyTable *table = g_hash_table_lookup (self->policies, name);

  return queue != NULL && find_value (g_hash_table_lookup (table->by_queue, queue), at, value);
}

double
fw_directory_get_policy (
    FwDirectory *self, const char *name, const char *site, const char *queue, gint64 at)
{
  const FwText key = fw_text (queue);
  const FwPolicyTable *table;
  const FwQueueItem *item;
  double value;

  g_return_val_if_fail (self != NULL && name != NULL, NAN);

  table = g_hash_table_lookup (self->policies, name);
  g_return_val_if_fail (table != NULL, NAN);

  item = key.length > 0 ? g_hash_table_lookup (self->queues, &key) : NULL;
  if ((site == NULL || *site == '\0') && item != NULL)
    site = item->entry.site;

  if (key.length > 0 && find_value (g_hash_table_lookup (table->by_queue, queue), at, &value))
    return value;
  /* The queue's own field: what most centres set instead of a policy. */
  if (item != NULL && !isnan (item->short_abandon_s) && g_str_equal (name, "short-abandon-seconds"))
    return item->short_abandon_s;
  if (site != NULL && find_value (g_hash_table_lookup (table->by_site, site), at, &value))
    return value;
  if (find_value (table->centre, at, &value))
    return value;

  return table->policy->fallback;
}

double
fw_directory_try_policy (
    FwDirectory *self, const FwPolicyDraft *draft, const char *site, const char *queue, gint64 at)
{
  const FwPolicyTable *table;
  double value;
  gboolean holds;

  g_return_val_if_fail (self != NULL && draft != NULL && draft->name != NULL, NAN);

  table = g_hash_table_lookup (self->policies, draft->name);
  g_return_val_if_fail (table != NULL, NAN);

  if (draft->site != NULL)
    holds = g_strcmp0 (draft->site, site) == 0;
  else
    holds = site == NULL || !find_value (g_hash_table_lookup (table->by_site, site), at, &value);
  if (!holds || fw_directory_find_queue_policy (self, draft->name, queue, at, &value))
    return fw_directory_get_policy (self, draft->name, site, queue, at);
  return draft->value;
}

const char *
fw_directory_get_policy_source (FwDirectory *self, const char *name, const char *site, gint64 at)
{
  const FwPolicyTable *table;
  const FwPolicySpan *span = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  table = g_hash_table_lookup (self->policies, name);
  g_return_val_if_fail (table != NULL, NULL);

  if (site != NULL && *site != '\0')
    span = find_policy_span (g_hash_table_lookup (table->by_site, site), at);
  if (span == NULL)
    span = find_policy_span (table->centre, at);
  return span != NULL ? span->source : NULL;
}

static gboolean
is_among (const char *const *ids, const char *id)
{
  return ids == NULL || g_strv_contains (ids, id);
}

gboolean
fw_membership_is_asked (const FwMembership *who,
                        FwScope *scope,
                        const char *const *sites,
                        const char *const *teams,
                        const char *const *people)
{
  g_return_val_if_fail (who != NULL && scope != NULL, FALSE);

  return is_among (people, who->person) && is_among (sites, who->site) &&
         is_among (teams, who->team) && fw_scope_allows (scope, who->site, who->team);
}
