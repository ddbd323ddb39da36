/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Others are moved: who works another shift takes what lacks, and hers is somebody else's; or one
 * of her other days makes room for it. All ways with so many changes are tried, and only with
 * fewer left open than are known. */
#include "core/roster/fw-roster-repair-private.h"

#define MOST_MORE 2        /* changes beyond one for each shift that is covered */
#define MOST_CHECKS 150000 /* rows that are held against the limits in all, and nodes */
#define MOST_OPEN 64

typedef struct
{
  guint people;
  guint64 cost;
  GArray *changes; /* (nullable) */
} Best;

typedef struct
{
  FwRosterMending *mending;
  guint8 *known; /* people times days times shifts, of rows as they were given: 0, or 1 + whether it
                    can be taken */
  guint left;    /* changes that may still be made */
  guint open;    /* shifts that may still be left open */
  guint steps, most_steps;
  guint passed[MOST_OPEN]; /* day times shifts plus shift, of those that are left open */
  guint n_passed;
  Best best;
} Chain;

static void cover_next (Chain *self);

static gboolean
is_over (Chain *self)
{
  return self->steps + self->mending->checks > self->most_steps;
}

/* ---- what can be taken as it is ---- */

static gboolean
can_take (Chain *self, guint person, guint day, guint shift)
{
  const FwRosterFill *roster = self->mending->roster;
  guint8 *known = &self->known[((gsize) person * roster->n_days + day) * roster->n_shifts + shift];
  gboolean can;

  if (self->mending->asked[person] == 0 && *known != 0)
    return *known == 2;
  can = *fw_roster_mending_cell (self->mending, person, day) == FW_ROSTER_FILL_EMPTY &&
        fw_roster_mending_may_change (self->mending, person, day) &&
        fw_roster_mending_may_work (self->mending, person, day, shift);
  if (can)
    {
      fw_roster_mending_put (self->mending, person, day, (guint8) (shift + 1));
      can = fw_roster_mending_keeps (self->mending, person, NULL);
      fw_roster_mending_put (self->mending, person, day, FW_ROSTER_FILL_EMPTY);
    }
  if (self->mending->asked[person] == 0)
    *known = can ? 2 : 1;
  return can;
}

static guint
count_passed (const Chain *self, guint day, guint shift)
{
  guint n = 0;

  for (guint i = 0; i < self->n_passed; i++)
    n += self->passed[i] == day * self->mending->roster->n_shifts + shift;
  return n;
}

static guint
count_takers (Chain *self, guint day, guint shift, guint most)
{
  guint n = 0;

  for (guint i = 0; i < self->mending->roster->n_people && n < most; i++)
    n += can_take (self, i, day, shift);
  return n;
}

/* That which the fewest can take comes first, so that what cannot be is seen early. Returns: how
 * many lack; @day, @shift: which is next. */
static guint
find_next (Chain *self, guint *day, guint *shift)
{
  const FwRosterFill *roster = self->mending->roster;
  guint n = 0, fewest = G_MAXUINT;

  for (guint i = roster->first; i < roster->end; i++)
    for (guint j = 0; j < roster->n_shifts; j++)
      {
        const gint lacks = *fw_roster_mending_lack (self->mending, i, j);
        const guint passed = lacks > 0 ? count_passed (self, i, j) : 0;
        guint takers;

        if (lacks <= (gint) passed)
          continue;
        n += (guint) lacks - passed;
        takers = count_takers (self, i, j, fewest);
        if (takers >= fewest)
          continue;
        fewest = takers;
        *day = i;
        *shift = j;
      }
  return n;
}

/* ---- one way ---- */

static void
keep_if_better (Chain *self)
{
  guint people = 0;
  guint64 cost = 0;

  for (guint i = 0; i < self->mending->roster->n_people; i++)
    people += self->mending->asked[i] > 0;
  for (guint i = 0; i < self->mending->changes->len; i++)
    cost += fw_roster_mending_weigh (
        self->mending, &g_array_index (self->mending->changes, FwRosterRepairChange, i));
  if (self->best.changes != NULL &&
      (people > self->best.people || (people == self->best.people && cost >= self->best.cost)))
    return;
  g_clear_pointer (&self->best.changes, g_array_unref);
  self->best = (Best){ people, cost, g_array_copy (self->mending->changes) };
}

static void ease (Chain *self, guint person, guint from);

/* Of her other days those behind @from, each in each way, until the limits hold. */
static void
ease_day (Chain *self, guint person, guint day, const FwDutyBreach *breach)
{
  const FwRosterFill *roster = self->mending->roster;
  const guint8 was = *fw_roster_mending_cell (self->mending, person, day);

  for (guint cell = 0; cell <= roster->n_shifts; cell++)
    {
      if (cell == was ||
          (cell > 0 && !fw_roster_mending_may_work (self->mending, person, day, cell - 1)) ||
          /* nobody is given work that nobody lacks */
          (was == FW_ROSTER_FILL_EMPTY &&
           *fw_roster_mending_lack (self->mending, day, cell - 1) <= 0))
        continue;
      fw_roster_mending_push (self->mending, FW_ROSTER_REPAIR_EASES, person, day, (guint8) cell,
                              breach);
      self->left--;
      ease (self, person, day + 1);
      self->left++;
      fw_roster_mending_pop (self->mending);
    }
}

static void
ease (Chain *self, guint person, guint from)
{
  FwDutyBreach breach;

  self->steps++;
  if (fw_roster_mending_count_lacking (self->mending) - self->n_passed > self->left + self->open)
    return;
  if (fw_roster_mending_keeps (self->mending, person, &breach))
    {
      cover_next (self);
      return;
    }
  for (guint day = from; day < self->mending->roster->end && self->left > 0 && !is_over (self);
       day++)
    if (fw_roster_mending_may_change (self->mending, person, day))
      ease_day (self, person, day, &breach);
}

static void
ask (Chain *self, guint person, guint day, guint shift)
{
  const guint8 was = *fw_roster_mending_cell (self->mending, person, day);

  if (was == shift + 1 || !fw_roster_mending_may_change (self->mending, person, day) ||
      !fw_roster_mending_may_work (self->mending, person, day, shift) ||
      /* with one change left only who can take it as it is helps */
      (self->left == 1 && was == FW_ROSTER_FILL_EMPTY && !can_take (self, person, day, shift)))
    return;
  fw_roster_mending_push (
      self->mending, was == FW_ROSTER_FILL_EMPTY ? FW_ROSTER_REPAIR_TAKES : FW_ROSTER_REPAIR_MOVES,
      person, day, (guint8) (shift + 1), NULL);
  self->left--;
  ease (self, person, self->mending->roster->first);
  self->left++;
  fw_roster_mending_pop (self->mending);
}

static void
cover_next (Chain *self)
{
  const FwRosterFill *roster = self->mending->roster;
  guint day = 0, shift = 0, n;

  self->steps++;
  if (is_over (self))
    return;
  n = find_next (self, &day, &shift);
  if (n == 0)
    {
      keep_if_better (self);
      return;
    }
  if (n > self->left + self->open)
    return;
  for (guint i = 0; i < roster->n_people && self->left > 0; i++)
    ask (self, self->mending->order[i], day, shift);
  if (self->open > 0 && self->n_passed < MOST_OPEN)
    {
      self->open--;
      self->passed[self->n_passed++] = day * roster->n_shifts + shift;
      cover_next (self);
      self->n_passed--;
      self->open++;
    }
}

/* ---- all ---- */

/* Returns: whether all ways were tried that the measure allows. */
static gboolean
try (Chain *self, guint changes, guint open, guint most_steps)
{
  self->left = changes;
  self->open = open;
  self->steps = 0;
  self->mending->checks = 0;
  self->most_steps = most_steps;
  self->n_passed = 0;
  cover_next (self);
  return !is_over (self);
}

static void
put_all (FwRosterMending *mending, const GArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const FwRosterRepairChange *change = &g_array_index (changes, FwRosterRepairChange, i);

      fw_roster_mending_push (mending, change->why, change->person, change->day, change->to,
                              &change->breach);
    }
}

gboolean
fw_roster_mending_chain (FwRosterMending *mending)
{
  const FwRosterFill *roster = mending->roster;
  const guint n_open = fw_roster_mending_count_lacking (mending);
  g_autoptr (GArray) covered = g_array_copy (mending->changes);
  g_autofree guint8 *known =
      g_new0 (guint8, (gsize) roster->n_people * roster->n_days * roster->n_shifts + 1);
  Chain self = { .mending = mending, .known = known };
  gboolean whole = TRUE;
  guint n_lost;

  if (n_open > MOST_OPEN)
    return FALSE;
  while (mending->changes->len > 0)
    fw_roster_mending_pop (mending);
  n_lost = fw_roster_mending_count_lacking (mending);
  for (guint open = 0; open < n_open && self.best.changes == NULL; open++)
    for (guint more = 0; more <= MOST_MORE && self.best.changes == NULL; more++)
      whole =
          try (&self, n_lost - open + more, open, MOST_CHECKS / n_open / (MOST_MORE + 1)) && whole;
  put_all (mending, self.best.changes != NULL ? self.best.changes : covered);
  g_clear_pointer (&self.best.changes, g_array_unref);
  return whole;
}
