/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-roster-repair-private.h"

#include "core/fw-error.h"
#include "core/roster/fw-roster-fill-private.h"

#define UNUSUAL 1000000 /* minutes: a shift that is not her usual one comes after all others */

void
fw_roster_repaired_free (FwRosterRepaired *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->changes);
  g_array_unref (self->open);
  g_free (self);
}

/* ---- what a roster is while it is repaired ---- */

guint8 *
fw_roster_mending_cell (const FwRosterMending *self, guint person, guint day)
{
  return self->cells + person * self->roster->n_days + day;
}

gint *
fw_roster_mending_lack (const FwRosterMending *self, guint day, guint shift)
{
  return self->lacks + day * self->roster->n_shifts + shift;
}

static gboolean
is_asked (const FwRosterMending *self, guint person)
{
  return !self->gone[person] && (self->repair->avoided == NULL || !self->repair->avoided[person]);
}

static gboolean
is_fixed (const FwRosterMending *self, guint person, guint day)
{
  return self->repair->fixed != NULL &&
         self->repair->fixed[person * self->roster->n_days + day] != 0;
}

/* A cell that was changed is not changed again: it would be another change of the first. */
gboolean
fw_roster_mending_may_change (const FwRosterMending *self, guint person, guint day)
{
  const guint8 cell = *fw_roster_mending_cell (self, person, day);

  return fw_roster_fill_is_open (self->roster, day) && is_asked (self, person) &&
         !is_fixed (self, person, day) &&
         (cell == FW_ROSTER_FILL_EMPTY || fw_roster_fill_is_shift (cell)) &&
         cell == fw_roster_fill_get_given (self->roster, person, day);
}

static gboolean
is_barred (const FwRosterMending *self, guint person, guint day, guint shift)
{
  return self->repair->barred != NULL &&
         (self->repair->barred[person * self->roster->n_days + day] & (1u << shift)) != 0;
}

gboolean
fw_roster_mending_may_work (const FwRosterMending *self, guint person, guint day, guint shift)
{
  return (self->able[person] & (1u << shift)) != 0 && !is_barred (self, person, day, shift);
}

static guint
list_row (FwRosterMending *self, const guint8 *cells)
{
  guint n = 0;

  for (guint day = 0; day < self->roster->n_days; day++)
    if (cells[day] == FW_ROSTER_FILL_OTHER || cells[day] == FW_ROSTER_FILL_LEAVE)
      self->row[n++] = (FwDuty){ .day = self->roster->monday + (gint32) day,
                                 .leave = cells[day] == FW_ROSTER_FILL_LEAVE };
    else if (fw_roster_fill_is_shift (cells[day]))
      self->row[n++] = self->hours[day * self->roster->n_shifts + cells[day] - 1];
  return n;
}

static GArray *
find_breaches (FwRosterMending *self, guint person, const guint8 *cells)
{
  const guint n = list_row (self, cells);

  return fw_duty_find_breaches (self->row, n, &self->roster->limits[person], self->roster->monday,
                                self->roster->monday + (gint32) self->roster->n_days - 1);
}

gboolean
fw_roster_mending_keeps (FwRosterMending *self, guint person, FwDutyBreach *breach)
{
  g_autoptr (GArray) now = find_breaches (self, person, fw_roster_mending_cell (self, person, 0));

  self->checks++;
  if (now->len > 0 && self->kept[person] == NULL)
    self->kept[person] =
        find_breaches (self, person, self->roster->given + person * self->roster->n_days);
  for (guint i = 0; i < now->len; i++)
    {
      const FwDutyBreach *each = &g_array_index (now, FwDutyBreach, i);

      if (fw_duty_stood_before (self->kept[person], each))
        continue;
      if (breach != NULL)
        *breach = *each;
      return FALSE;
    }
  return TRUE;
}

void
fw_roster_mending_put (FwRosterMending *self, guint person, guint day, guint8 cell)
{
  guint8 *at = fw_roster_mending_cell (self, person, day);

  if (fw_roster_fill_is_shift (*at))
    (*fw_roster_mending_lack (self, day, *at - 1u))++;
  if (fw_roster_fill_is_shift (cell))
    (*fw_roster_mending_lack (self, day, cell - 1u))--;
  *at = cell;
}

void
fw_roster_mending_push (FwRosterMending *self,
                        FwRosterRepairWhy why,
                        guint person,
                        guint day,
                        guint8 cell,
                        const FwDutyBreach *breach)
{
  FwRosterRepairChange change = { .why = why,
                                  .person = person,
                                  .day = day,
                                  .from = *fw_roster_mending_cell (self, person, day),
                                  .to = cell,
                                  .instead = self->roster->n_people };

  if (breach != NULL)
    change.breach = *breach;
  g_array_append_val (self->changes, change);
  self->asked[person]++;
  fw_roster_mending_put (self, person, day, cell);
}

void
fw_roster_mending_pop (FwRosterMending *self)
{
  const FwRosterRepairChange *last =
      &g_array_index (self->changes, FwRosterRepairChange, self->changes->len - 1);

  self->asked[last->person]--;
  fw_roster_mending_put (self, last->person, last->day, last->from);
  g_array_set_size (self->changes, self->changes->len - 1);
}

guint
fw_roster_mending_count_lacking (const FwRosterMending *self)
{
  guint n = 0;

  for (guint day = self->roster->first; day < self->roster->end; day++)
    for (guint shift = 0; shift < self->roster->n_shifts; shift++)
      n += (guint) MAX (*fw_roster_mending_lack (self, day, shift), 0);
  return n;
}

guint
fw_roster_mending_weigh (const FwRosterMending *self, const FwRosterRepairChange *change)
{
  return self->cost[change->person] +
         (change->to != FW_ROSTER_FILL_EMPTY && change->to - 1u != self->usual[change->person]
              ? UNUSUAL
              : 0);
}

/* ---- to begin with ---- */

static gint
compare_people (gconstpointer a, gconstpointer b, gpointer data)
{
  const guint one = *(const guint *) a, other = *(const guint *) b;
  const FwRosterMending *self = data;

  if (self->cost[one] != self->cost[other])
    return self->cost[one] < self->cost[other] ? -1 : 1;
  return one < other ? -1 : one > other;
}

static void
read_person (FwRosterMending *self, guint person)
{
  guint counts[FW_ROSTER_MOST_SHIFTS] = { 0 };

  for (guint day = 0; day < self->roster->n_days; day++)
    {
      const guint8 cell = *fw_roster_mending_cell (self, person, day);

      if (fw_roster_fill_is_shift (cell))
        {
          self->cost[person] += self->roster->shifts[cell - 1].length;
          counts[cell - 1]++;
        }
      self->gone[person] |= self->repair->lost[person * self->roster->n_days + day];
    }
  for (guint shift = 0; shift < self->roster->n_shifts; shift++)
    {
      if (fw_roster_fill_may_work (self->roster, person, shift))
        self->able[person] |= 1u << shift;
      if (counts[shift] > counts[self->usual[person]])
        self->usual[person] = shift;
    }
}

static void
read_day (FwRosterMending *self, guint day)
{
  for (guint shift = 0; shift < self->roster->n_shifts; shift++)
    {
      const guint said = self->roster->wanted[day * self->roster->n_shifts + shift];
      const guint given = fw_roster_fill_count_given (self->roster, day, shift);
      FwDuty *duty = &self->hours[day * self->roster->n_shifts + shift];

      *fw_roster_mending_lack (self, day, shift) = (gint) MIN (said, given) - (gint) given;
      *duty = (FwDuty){ .day = self->roster->monday + (gint32) day };
      fw_duty_set_hours (duty, self->roster->zone, self->roster->shifts[shift].start,
                         self->roster->shifts[shift].length);
    }
}

static void
begin (FwRosterMending *self, const FwRosterRepair *repair)
{
  const FwRosterFill *roster = repair->roster;
  const guint n_cells = roster->n_people * roster->n_days;

  self->repair = repair;
  self->roster = roster;
  self->cells = g_memdup2 (roster->given, n_cells);
  self->lacks = g_new0 (gint, roster->n_days * roster->n_shifts + 1);
  self->hours = g_new0 (FwDuty, roster->n_days * roster->n_shifts + 1);
  self->row = g_new0 (FwDuty, roster->n_days + 1);
  self->kept = g_new0 (GArray *, roster->n_people + 1);
  self->able = g_new0 (guint32, roster->n_people + 1);
  self->cost = g_new0 (guint, roster->n_people + 1);
  self->usual = g_new0 (guint, roster->n_people + 1);
  self->gone = g_new0 (guint8, roster->n_people + 1);
  self->asked = g_new0 (guint8, roster->n_people + 1);
  self->order = g_new0 (guint, roster->n_people + 1);
  self->changes = g_array_new (FALSE, FALSE, sizeof (FwRosterRepairChange));
  for (guint day = 0; day < roster->n_days; day++)
    read_day (self, day);
  for (guint i = 0; i < roster->n_people; i++)
    {
      read_person (self, i);
      self->order[i] = i;
    }
  g_qsort_with_data (self->order, (gint) roster->n_people, sizeof (guint), compare_people, self);
  for (guint i = 0; i < n_cells; i++)
    if (repair->lost[i] && fw_roster_fill_is_shift (self->cells[i]))
      fw_roster_mending_put (self, i / roster->n_days, i % roster->n_days, FW_ROSTER_FILL_FREE);
}

static void
clear_mending (FwRosterMending *self)
{
  for (guint i = 0; self->kept != NULL && i < self->roster->n_people; i++)
    g_clear_pointer (&self->kept[i], g_array_unref);
  g_free (self->cells);
  g_free (self->lacks);
  g_free (self->hours);
  g_free (self->row);
  g_free (self->kept);
  g_free (self->able);
  g_free (self->cost);
  g_free (self->usual);
  g_free (self->gone);
  g_free (self->asked);
  g_free (self->order);
  g_clear_pointer (&self->changes, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwRosterMending, clear_mending)

/* ---- what is told of it ---- */

static gboolean
stood_there (const FwRosterMending *self, guint person, guint day, guint8 cell)
{
  return fw_roster_fill_get_given (self->roster, person, day) == cell &&
         *fw_roster_mending_cell (self, person, day) != cell;
}

/* In whose place: those who fell out first, then those who were moved, each once. */
static void
find_places (FwRosterMending *self)
{
  g_autofree guint8 *taken = g_new0 (guint8, self->roster->n_people * self->roster->n_days + 1);

  for (guint i = 0; i < self->changes->len; i++)
    {
      FwRosterRepairChange *change = &g_array_index (self->changes, FwRosterRepairChange, i);

      for (guint pass = 0; pass < 2 && change->to != FW_ROSTER_FILL_EMPTY; pass++)
        for (guint j = 0; j < self->roster->n_people && change->instead == self->roster->n_people;
             j++)
          if (self->gone[j] == (pass == 0) && !taken[j * self->roster->n_days + change->day] &&
              stood_there (self, j, change->day, change->to))
            {
              change->instead = j;
              taken[j * self->roster->n_days + change->day] = TRUE;
            }
    }
}

static void
count_obstacle (FwRosterMending *self, FwRosterRepairOpen *open, guint person)
{
  const guint8 cell = *fw_roster_mending_cell (self, person, open->day);
  FwDutyBreach breach;

  if (cell == FW_ROSTER_FILL_FREE || cell == FW_ROSTER_FILL_LEAVE)
    open->n_away++;
  else if (cell != FW_ROSTER_FILL_EMPTY)
    open->n_at_work++;
  else if ((self->able[person] & (1u << open->shift)) == 0)
    open->n_unusual++;
  else if (is_barred (self, person, open->day, open->shift))
    open->n_barred++;
  else if (is_fixed (self, person, open->day))
    open->n_fixed++;
  else
    {
      fw_roster_mending_put (self, person, open->day, (guint8) (open->shift + 1));
      if (!fw_roster_mending_keeps (self, person, &breach))
        open->n_breaking[breach.rule]++;
      fw_roster_mending_put (self, person, open->day, FW_ROSTER_FILL_EMPTY);
    }
}

static void
list_open (FwRosterMending *self, GArray *all)
{
  for (guint day = self->roster->first; day < self->roster->end; day++)
    for (guint shift = 0; shift < self->roster->n_shifts; shift++)
      for (gint n = *fw_roster_mending_lack (self, day, shift); n > 0; n--)
        {
          FwRosterRepairOpen open = { .day = day, .shift = shift };

          for (guint i = 0; i < self->roster->n_people; i++)
            if (is_asked (self, i))
              count_obstacle (self, &open, i);
          g_array_append_val (all, open);
        }
}

static FwRosterRepaired *
tell (FwRosterMending *self, guint n_lost, gboolean proven)
{
  FwRosterRepaired *repaired = g_new0 (FwRosterRepaired, 1);

  find_places (self);
  repaired->n_lost = n_lost;
  repaired->proven = proven;
  for (guint i = 0; i < self->roster->n_people; i++)
    repaired->n_people += self->asked[i] > 0;
  repaired->open = g_array_new (FALSE, FALSE, sizeof (FwRosterRepairOpen));
  list_open (self, repaired->open);
  repaired->changes = g_steal_pointer (&self->changes);
  return repaired;
}

FwRosterRepaired *
fw_roster_repair_run (const FwRosterRepair *repair, GError **error)
{
  g_auto (FwRosterMending) self = { NULL };
  gboolean proven;
  guint n_lost;

  g_return_val_if_fail (repair != NULL && repair->roster != NULL && repair->lost != NULL, NULL);
  g_return_val_if_fail (repair->roster->zone != NULL, NULL);
  g_return_val_if_fail (repair->roster->end <= repair->roster->n_days, NULL);

  if (repair->roster->n_people > FW_ROSTER_MOST_PEOPLE ||
      repair->roster->n_shifts > FW_ROSTER_MOST_SHIFTS ||
      repair->roster->n_days > FW_ROSTER_MOST_DAYS)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "too many people or shifts");
      return NULL;
    }
  begin (&self, repair);
  n_lost = fw_roster_mending_count_lacking (&self);
  proven = fw_roster_mending_cover (&self);
  if (fw_roster_mending_count_lacking (&self) > 0)
    proven = fw_roster_mending_chain (&self) && proven;
  return tell (&self, n_lost, proven);
}
