/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-pushed.h"

#include <string.h>

#define MINUTE (60 * G_TIME_SPAN_SECOND)
#define SHORTEST_SILENCE (15 * MINUTE)
#define NIGHT (240 * MINUTE)
/* Who posts under more names than these is not watched under all of them. */
#define MOST_SOURCES 100

typedef struct
{
  guint64 accepted;
  guint64 posts;
  gint64 last;
  gint64 longest; /* pause between two posts */
} Source;

struct _FwPushed
{
  GMutex lock;
  GHashTable *sources; /* char* -> Source */
};

FwPushed *
fw_pushed_new (void)
{
  FwPushed *self = g_new0 (FwPushed, 1);

  g_mutex_init (&self->lock);
  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
fw_pushed_free (FwPushed *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->sources);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static Source *
find_source (FwPushed *self, const char *name)
{
  Source *source = g_hash_table_lookup (self->sources, name);

  if (source != NULL || g_hash_table_size (self->sources) >= MOST_SOURCES)
    return source;
  source = g_new0 (Source, 1);
  g_hash_table_insert (self->sources, g_strdup (name), source);
  return source;
}

void
fw_pushed_note (FwPushed *self, const char *source, guint events, gint64 now)
{
  Source *found;

  g_return_if_fail (self != NULL && source != NULL);

  g_mutex_lock (&self->lock);
  found = find_source (self, source);
  if (found != NULL)
    {
      gint64 pause = found->posts > 0 ? now - found->last : 0;

      if (pause < NIGHT)
        found->longest = MAX (found->longest, pause);
      found->accepted += events;
      found->posts++;
      found->last = MAX (found->last, now);
    }
  g_mutex_unlock (&self->lock);
}

static gboolean
is_quiet (const Source *source, gint64 now)
{
  gint64 silence = now - source->last;

  return source->posts >= FW_PUSHED_FEWEST && silence > SHORTEST_SILENCE &&
         silence > 2 * source->longest;
}

static void
clear_state (gpointer data)
{
  g_free (((FwPushedState *) data)->source);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (((const FwPushedState *) a)->source, ((const FwPushedState *) b)->source);
}

GArray *
fw_pushed_list (FwPushed *self, gint64 now)
{
  GArray *states = g_array_new (FALSE, FALSE, sizeof (FwPushedState));
  GHashTableIter iter;
  gpointer name, value;

  g_array_set_clear_func (states, clear_state);
  g_return_val_if_fail (self != NULL, states);

  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->sources);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const Source *source = value;
      FwPushedState state = { g_strdup (name), source->accepted, source->last,
                              is_quiet (source, now) };

      g_array_append_val (states, state);
    }
  g_mutex_unlock (&self->lock);
  g_array_sort (states, compare_names);
  return states;
}
