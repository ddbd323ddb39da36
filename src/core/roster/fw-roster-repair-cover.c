/* SPDX-License-Identifier: GPL-3.0-or-later */

/* People without work on the day take what lacks. Limits can only break by more with more work, so
 * that what somebody can take together is found by adding one after the other; which of it each
 * takes is a sum over the people, by the set of shifts that is covered so far. */
#include "core/roster/fw-roster-repair-private.h"

#define MOST_AT_ONCE 9 /* shifts; of more those of earlier days first */
#define N_SETS (1u << MOST_AT_ONCE)
#define NOBODY G_MAXUINT

typedef struct
{
  guint day, shift;
} Hole;

typedef struct
{
  guint people;
  guint64 cost;
} Price;

typedef struct
{
  FwRosterMending *mending;
  Hole holes[MOST_AT_ONCE];
  guint n_holes;
  GArray *sets;         /* guint16: what the person at hand can take together */
  Price prices[N_SETS]; /* of each set that is covered; people NOBODY: cannot be */
  guint16 *takes;       /* n_people times N_SETS: what each takes of it */
} Cover;

static void
list_holes (Cover *self)
{
  const FwRosterFill *roster = self->mending->roster;

  self->n_holes = 0;
  for (guint day = roster->first; day < roster->end; day++)
    for (guint shift = 0; shift < roster->n_shifts; shift++)
      for (gint n = *fw_roster_mending_lack (self->mending, day, shift);
           n > 0 && self->n_holes < MOST_AT_ONCE; n--)
        self->holes[self->n_holes++] = (Hole){ day, shift };
}

/* @set: what she takes already, as her cells say. */
static void
add_sets (Cover *self, guint person, guint from, guint16 set)
{
  for (guint i = from; i < self->n_holes; i++)
    {
      const Hole *hole = &self->holes[i];
      const guint16 with = (guint16) (set | (1u << i));

      if (*fw_roster_mending_cell (self->mending, person, hole->day) != FW_ROSTER_FILL_EMPTY ||
          !fw_roster_mending_may_change (self->mending, person, hole->day) ||
          !fw_roster_mending_may_work (self->mending, person, hole->day, hole->shift))
        continue;
      fw_roster_mending_put (self->mending, person, hole->day, (guint8) (hole->shift + 1));
      if (fw_roster_mending_keeps (self->mending, person, NULL))
        {
          g_array_append_val (self->sets, with);
          add_sets (self, person, i + 1, with);
        }
      fw_roster_mending_put (self->mending, person, hole->day, FW_ROSTER_FILL_EMPTY);
    }
}

static gboolean
is_cheaper (const Price *one, const Price *other)
{
  return one->people != other->people ? one->people < other->people : one->cost < other->cost;
}

static guint64
weigh (const Cover *self, guint person, guint16 set)
{
  guint64 cost = 0;

  for (guint i = 0; i < self->n_holes; i++)
    if (set & (1u << i))
      {
        const FwRosterRepairChange change = { .person = person,
                                              .to = (guint8) (self->holes[i].shift + 1) };

        cost += fw_roster_mending_weigh (self->mending, &change);
      }
  return cost;
}

/* From the largest set down: what it follows from is that without this person. */
static void
add_person (Cover *self, guint person)
{
  guint16 *takes = self->takes + (gsize) person * N_SETS;

  g_array_set_size (self->sets, 0);
  add_sets (self, person, 0, 0);
  for (guint all = (1u << self->n_holes) - 1; all > 0 && self->sets->len > 0; all--)
    for (guint i = 0; i < self->sets->len; i++)
      {
        const guint16 set = g_array_index (self->sets, guint16, i);
        const Price *before = &self->prices[all & ~(guint) set];
        Price price;

        if ((set & ~all) != 0 || before->people == NOBODY)
          continue;
        price = (Price){ before->people + 1, before->cost + weigh (self, person, set) };
        if (is_cheaper (&price, &self->prices[all]))
          {
            self->prices[all] = price;
            takes[all] = set;
          }
      }
}

static guint
count_bits (guint set)
{
  guint n = 0;

  for (; set != 0; set &= set - 1)
    n++;
  return n;
}

static void
take_best (Cover *self)
{
  guint best = 0;

  for (guint set = 1; set < 1u << self->n_holes; set++)
    if (self->prices[set].people != NOBODY &&
        (count_bits (set) > count_bits (best) ||
         (count_bits (set) == count_bits (best) &&
          is_cheaper (&self->prices[set], &self->prices[best]))))
      best = set;
  for (guint i = self->mending->roster->n_people; i-- > 0;)
    {
      const guint person = self->mending->order[i];
      const guint16 takes = self->takes[(gsize) person * N_SETS + best];

      for (guint hole = 0; hole < self->n_holes; hole++)
        if (takes & (1u << hole))
          fw_roster_mending_push (self->mending, FW_ROSTER_REPAIR_TAKES, person,
                                  self->holes[hole].day, (guint8) (self->holes[hole].shift + 1),
                                  NULL);
      best &= ~(guint) takes;
    }
}

gboolean
fw_roster_mending_cover (FwRosterMending *mending)
{
  const FwRosterFill *roster = mending->roster;
  const guint n_lacking = fw_roster_mending_count_lacking (mending);
  g_autofree Cover *self = g_new0 (Cover, 1);
  g_autoptr (GArray) sets = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_autofree guint16 *takes = NULL;
  guint before, after = n_lacking;

  self->mending = mending;
  self->sets = sets;
  do
    {
      before = after;
      g_free (takes);
      self->takes = takes = g_new0 (guint16, (gsize) (roster->n_people + 1) * N_SETS);
      list_holes (self);
      for (guint set = 0; set < N_SETS; set++)
        self->prices[set] = (Price){ set == 0 ? 0 : NOBODY, 0 };
      for (guint i = 0; i < roster->n_people; i++)
        add_person (self, mending->order[i]);
      take_best (self);
      after = fw_roster_mending_count_lacking (mending);
    }
  while (n_lacking > MOST_AT_ONCE && after > 0 && after < before);
  /* one change for each shift is the least that there can be */
  return after == 0 || n_lacking <= MOST_AT_ONCE;
}
