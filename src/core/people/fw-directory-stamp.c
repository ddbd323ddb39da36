/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A number for all that contacts and states are assigned and counted by, and for nothing else: what
 * fw_directory_get_first_difference() compares. A finding, a name or a target leaves it as it is.
 * It is a sum, as a hash table has no order that can be relied on.
 */
#include <string.h>

#include "core/fw-hash.h"
#include "core/people/fw-directory-private.h"

/* What a hash is of, so that the same texts in another place give another. */
enum
{
  OF_SITE = 1,
  OF_SHIFT,
  OF_QUEUE,
  OF_LOGIN,
  OF_POLICY
};

static guint64
add_text (guint64 hash, const char *text)
{
  return text != NULL ? fw_hash_bytes (text, strlen (text), hash) : fw_hash_mix (hash);
}

static guint64
add_number (guint64 hash, gint64 number)
{
  return fw_hash_bytes (&number, sizeof number, hash);
}

static guint64
add_value (guint64 hash, double value)
{
  return fw_hash_bytes (&value, sizeof value, hash);
}

static guint64
sum_sites (FwDirectory *self)
{
  guint64 sum = 0;

  for (guint i = 0; i < self->sites->len; i++)
    {
      const FwSiteEntry *site = &g_array_index (self->sites, FwSiteEntry, i);
      const char **shifts = self->shift_of_minute->pdata[i];
      guint64 hash = add_number (OF_SITE, i);

      hash = add_text (add_text (hash, site->id), fw_zone_get_identifier (site->zone));
      hash = add_number (hash, fw_zone_get_day_start (site->zone));
      for (guint minute = 0; minute < FW_MINUTES_PER_DAY; minute++)
        if (minute == 0 || g_strcmp0 (shifts[minute], shifts[minute - 1]) != 0)
          hash = add_text (add_number (hash, minute), shifts[minute]);
      sum += fw_hash_mix (hash);
    }
  return sum;
}

static guint64
sum_shifts (FwDirectory *self)
{
  guint64 sum = 0;
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->shifts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const FwShiftItem *shift = value;

      sum += fw_hash_mix (
          add_number (add_number (add_text (OF_SHIFT, key), shift->start), shift->length));
    }
  return sum;
}

static guint64
sum_queues (FwDirectory *self)
{
  guint64 sum = 0;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->queues);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const FwQueueItem *queue = value;
      guint64 hash = add_text (add_text (OF_QUEUE, queue->entry.id), queue->entry.site);

      hash = add_text (add_text (hash, queue->entry.team), queue->entry.channel);
      hash = add_value (add_text (hash, queue->entry.product), queue->short_abandon_s);
      sum += fw_hash_mix (hash);
    }
  return sum;
}

static gint
compare_moments (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static guint64
hash_membership (FwDirectory *self, FwText login, gint64 at)
{
  FwMembership person;
  gboolean found = fw_directory_find_agent (self, login, at, &person);
  guint64 hash = add_text (add_text (add_number (OF_LOGIN, found), person.site), person.team);

  return add_number (add_text (hash, person.shift), person.hired);
}

/* A span that says the same as the one before, as after a new name, is no change. */
static guint64
hash_login (FwDirectory *self, const FwText *login, GPtrArray *histories, GArray *moments)
{
  gint64 ever = G_MININT64;
  guint64 hash = fw_hash_bytes (login->data, login->length, OF_LOGIN), last = 0;

  g_array_set_size (moments, 0);
  g_array_append_val (moments, ever);
  for (guint i = 0; i < histories->len; i++)
    {
      const GArray *spans = ((FwPersonHistory *) histories->pdata[i])->spans;

      for (guint j = 0; j < spans->len; j++)
        g_array_append_val (moments, g_array_index (spans, FwPersonSpan, j).start);
    }
  g_array_sort (moments, compare_moments);

  for (guint i = 0; i < moments->len; i++)
    {
      gint64 at = g_array_index (moments, gint64, i);
      guint64 now = hash_membership (self, *login, at);

      if (i == 0 || now != last)
        hash = add_number (add_number (hash, at), (gint64) now);
      last = now;
    }
  return hash;
}

static guint64
sum_logins (FwDirectory *self)
{
  g_autoptr (GArray) moments = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint64 sum = 0;
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->logins);
  while (g_hash_table_iter_next (&iter, &key, &value))
    sum += fw_hash_mix (hash_login (self, key, value, moments));
  return sum;
}

static guint64
hash_spans (guint64 hash, const GArray *spans)
{
  for (guint i = 0; i < spans->len; i++)
    {
      const FwPolicySpan *span = &g_array_index (spans, FwPolicySpan, i);

      hash = add_value (add_number (add_number (hash, span->start), span->end), span->value);
    }
  return hash;
}

static guint64
sum_table (guint64 hash, GHashTable *spans_of)
{
  guint64 sum = 0;
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, spans_of);
  while (g_hash_table_iter_next (&iter, &key, &value))
    sum += fw_hash_mix (hash_spans (add_text (hash, key), value));
  return sum;
}

static guint64
sum_policies (FwDirectory *self)
{
  guint64 sum = 0;

  for (guint i = 0; fw_directory_counted_policies[i] != NULL; i++)
    {
      const char *name = fw_directory_counted_policies[i];
      const FwPolicyTable *table = g_hash_table_lookup (self->policies, name);
      guint64 hash = add_text (OF_POLICY, name);

      sum += fw_hash_mix (hash_spans (hash, table->centre)) +
             sum_table (add_number (hash, 1), table->by_site) +
             sum_table (add_number (hash, 2), table->by_queue);
    }
  return sum;
}

void
fw_directory_make_stamp (FwDirectory *self)
{
  self->stamp = sum_sites (self) + sum_shifts (self) + sum_queues (self) + sum_logins (self) +
                sum_policies (self);
}

guint64
fw_directory_get_stamp (FwDirectory *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->stamp;
}

gint64
fw_directory_get_latest (FwDirectory *self)
{
  g_return_val_if_fail (self != NULL, G_MININT64);

  return self->latest;
}
