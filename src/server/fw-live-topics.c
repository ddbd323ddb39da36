/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-live-topics.h"

#include "core/fw-error.h"
#include "server/fw-quota.h"

#define PART 16  /* one account holds a nineteenth at most */
#define ALWAYS 2 /* of each account, at each moment */

struct _FwLiveTopics
{
  FwCentre *centre;
  GHashTable *topics; /* char* -> FwLiveTopic */
  FwQuota *places;    /* by the account for which it was made */
};

FwLiveTopics *
fw_live_topics_new (FwCentre *centre)
{
  FwLiveTopics *self = g_new0 (FwLiveTopics, 1);

  self->centre = centre;
  self->topics =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) fw_live_topic_free);
  self->places = fw_quota_new (FW_LIVE_MAX_TOPICS, PART);

  return self;
}

void
fw_live_topics_free (FwLiveTopics *self)
{
  g_hash_table_unref (self->topics);
  fw_quota_free (self->places);
  g_free (self);
}

static gboolean
is_watched (FwLiveTopic *topic)
{
  return fw_live_topic_add_streams (topic, 0, fw_live_topic_get_idle_since (topic)) > 0;
}

static const char *
get_owner (FwLiveTopic *topic)
{
  return fw_scope_get_account (fw_live_topic_get_scope (topic));
}

/* @owner: (nullable): of this account alone. */
static void
drop_idle (FwLiveTopics *self, const char *owner, gint64 before)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->topics);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (!is_watched (value) && fw_live_topic_get_idle_since (value) < before &&
        (owner == NULL || g_str_equal (owner, get_owner (value))))
      {
        fw_quota_give_back (self->places, get_owner (value));
        g_hash_table_iter_remove (&iter);
      }
}

void
fw_live_topics_drop_idle (FwLiveTopics *self, gint64 before)
{
  drop_idle (self, NULL, before);
}

static gboolean
has_room (FwLiveTopics *self)
{
  GHashTableIter iter;
  gpointer value;
  gsize bytes = 0;

  g_hash_table_iter_init (&iter, self->topics);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    bytes += fw_live_topic_get_bytes (value);
  return bytes < FW_LIVE_MAX_BYTES;
}

/* What nobody looks at goes first: of the account, then of all. */
static gboolean
take_place (FwLiveTopics *self, const char *owner)
{
  if (!has_room (self))
    drop_idle (self, NULL, G_MAXINT64);
  if (!has_room (self))
    return FALSE;
  if (fw_quota_take (self->places, owner))
    return TRUE;
  drop_idle (self, owner, G_MAXINT64);
  if (fw_quota_take (self->places, owner))
    return TRUE;
  drop_idle (self, NULL, G_MAXINT64);
  return fw_quota_take (self->places, owner);
}

FwLiveTopic *
fw_live_topics_find (FwLiveTopics *self,
                     const char *key,
                     FwScope *scope,
                     const FwQuestion *question,
                     const char *site,
                     gint64 now,
                     GError **error)
{
  FwLiveTopic *topic;

  g_return_val_if_fail (key != NULL && scope != NULL && question != NULL, NULL);

  topic = g_hash_table_lookup (self->topics, key);
  if (topic != NULL)
    return topic;

  if (!take_place (self, fw_scope_get_account (scope)))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_BUSY,
                   "too many different live views are open: close some, or come again later");
      return NULL;
    }

  topic = fw_live_topic_new (fw_live_source_new (self->centre, scope, question, site), now);
  g_hash_table_insert (self->topics, g_strdup (key), topic);
  return topic;
}

typedef struct
{
  FwLiveTopic *topic;
  guint round; /* how many of its account come before it */
} Turn;

static int
compare_age (gconstpointer a, gconstpointer b)
{
  gint64 x = fw_live_topic_get_updated (((const Turn *) a)->topic);
  gint64 y = fw_live_topic_get_updated (((const Turn *) b)->topic);

  return (x > y) - (x < y);
}

static int
compare_rounds (gconstpointer a, gconstpointer b)
{
  const Turn *x = a, *y = b;

  return x->round != y->round ? (x->round > y->round) - (x->round < y->round) : compare_age (a, b);
}

/* Each account's topics, the one that was made longest ago first. */
static GArray *
list_turns (FwLiveTopics *self)
{
  GArray *turns = g_array_new (FALSE, FALSE, sizeof (Turn));
  g_autoptr (GHashTable) rounds = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->topics);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (is_watched (value))
      {
        Turn turn = { value, 0 };

        g_array_append_val (turns, turn);
      }
  g_array_sort (turns, compare_age);
  for (guint i = 0; i < turns->len; i++)
    {
      Turn *turn = &g_array_index (turns, Turn, i);
      gpointer owner = (gpointer) get_owner (turn->topic);

      turn->round = GPOINTER_TO_UINT (g_hash_table_lookup (rounds, owner));
      g_hash_table_replace (rounds, owner, GUINT_TO_POINTER (turn->round + 1));
    }
  g_array_sort (turns, compare_rounds);
  return turns;
}

gboolean
fw_live_topics_foreach_watched (FwLiveTopics *self,
                                gint64 budget,
                                void (*func) (FwLiveTopic *topic, gpointer user_data),
                                gpointer user_data)
{
  g_autoptr (GArray) turns = list_turns (self);
  gint64 end = g_get_monotonic_time () + budget;

  for (guint i = 0; i < turns->len; i++)
    {
      const Turn *turn = &g_array_index (turns, Turn, i);

      if (turn->round >= ALWAYS && g_get_monotonic_time () >= end)
        return FALSE;
      func (turn->topic, user_data);
    }

  return TRUE;
}
