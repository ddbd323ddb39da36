/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-functions.h"

/* A department is nearer than a team, a team than a site. */
#define MOST_NEAR 6
#define OUTSIDE (-1)

/* Returns: FALSE: the holder's place is another one. */
static gboolean
is_within (const char *held, const char *asked)
{
  return held == NULL || g_strcmp0 (held, asked) == 0;
}

static gint
find_nearness (const FwFunctionHolder *holder, const FwFunctionPlace *place)
{
  if (!is_within (holder->site, place->site) || !is_within (holder->team, place->team) ||
      !is_within (holder->department, place->department))
    return OUTSIDE;
  return (holder->department != NULL ? 4 : 0) + (holder->team != NULL   ? 2
                                                 : holder->site != NULL ? 1
                                                                        : 0);
}

gboolean
fw_function_find_until (const FwFunctionAbsence *absences,
                        guint n_absences,
                        const char *person,
                        gint32 day,
                        gint32 *until)
{
  gint32 next = day;
  gboolean grown = TRUE;

  g_return_val_if_fail (absences != NULL || n_absences == 0, FALSE);
  g_return_val_if_fail (person != NULL && until != NULL, FALSE);

  /* @next: the first day of which it is not known yet whether she is away. */
  while (grown)
    {
      grown = FALSE;
      for (guint i = 0; i < n_absences; i++)
        if (absences[i].first <= next && absences[i].last >= next &&
            absences[i].last < G_MAXINT32 && g_str_equal (absences[i].person, person))
          {
            next = absences[i].last + 1;
            grown = TRUE;
          }
    }
  *until = next - 1;
  return next > day;
}

static gboolean
is_able (const FwFunctionAsk *ask, const char *person)
{
  return ask->able == NULL || g_hash_table_contains (ask->able, person);
}

static gboolean
is_away (const FwFunctionAsk *ask, const char *person, gint32 *until)
{
  return fw_function_find_until (ask->absences, ask->n_absences, person, ask->day, until);
}

static gint
compare_actors (gconstpointer a, gconstpointer b)
{
  const FwFunctionActor *first = a, *second = b;
  const gint holders = g_strcmp0 (first->holder, second->holder);

  return holders != 0 ? holders : g_strcmp0 (first->person, second->person);
}

static gboolean
has (const GArray *actors, const FwFunctionActor *actor)
{
  for (guint i = 0; i < actors->len; i++)
    if (compare_actors (&g_array_index (actors, FwFunctionActor, i), actor) == 0)
      return TRUE;
  return FALSE;
}

static void
add (GArray *actors, const GArray *all, const FwFunctionActor *actor)
{
  if (!has (all, actor) && !has (actors, actor))
    g_array_append_val (actors, *actor);
}

/* Returns: whether somebody is there to act. */
static gboolean
add_near (const FwFunctionAsk *ask, gint nearness, GArray *all)
{
  g_autoptr (GArray) actors = g_array_new (FALSE, FALSE, sizeof (FwFunctionActor));
  gboolean covered = FALSE;

  for (guint i = 0; i < ask->n_holders; i++)
    {
      const FwFunctionHolder *holder = &ask->holders[i];
      FwFunctionActor actor = { holder->person, holder->person, G_MININT32 };
      gint32 until, deputy_until;
      gboolean away;

      if (ask->day < holder->first || ask->day > holder->last ||
          find_nearness (holder, &ask->place) != nearness)
        continue;
      away = is_away (ask, holder->person, &until);
      if (away)
        actor.until = until;
      if (is_able (ask, holder->person))
        {
          add (actors, all, &actor);
          covered |= !away;
        }
      actor.person = holder->deputy;
      if (!away || holder->deputy == NULL || !is_able (ask, holder->deputy) ||
          is_away (ask, holder->deputy, &deputy_until))
        continue;
      add (actors, all, &actor);
      covered = TRUE;
    }
  g_array_sort (actors, compare_actors);
  g_array_append_vals (all, actors->data, actors->len);
  return covered;
}

GArray *
fw_function_find_actors (const FwFunctionAsk *ask, gboolean *covered)
{
  GArray *actors;

  g_return_val_if_fail (ask != NULL && covered != NULL, NULL);
  g_return_val_if_fail (ask->holders != NULL || ask->n_holders == 0, NULL);

  *covered = FALSE;
  actors = g_array_new (FALSE, FALSE, sizeof (FwFunctionActor));
  for (gint nearness = MOST_NEAR; nearness >= 0 && !*covered; nearness--)
    *covered = add_near (ask, nearness, actors);
  return actors;
}
