/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A roster out of which somebody fell is repaired with as few changes as there can be: held against
 * all changes that there are, by a judge of its own. */
#include "core/fw-error.h"
#include "core/roster/fw-roster-repair.h"

#include <string.h>

#define MONDAY 20059 /* 2024-12-02 */
#define MOST_DAYS 28
#define MOST_PEOPLE 100
#define SHIFTS 3
#define REST 11 /* hours */
#define DAYS_IN_ROW 5
#define NIGHTS_IN_ROW 3
#define WEEK_MOST 44

static const FwRosterFillShift shifts[SHIFTS] = { { 6 * 60, 480 },
                                                  { 14 * 60, 480 },
                                                  { 22 * 60, 480 } };

static FwRosterFill *
make_roster (FwZone *zone, guint n_days, guint n_people)
{
  FwRosterFill *roster = fw_roster_fill_new (n_days, SHIFTS, n_people);

  memcpy (roster->shifts, shifts, sizeof shifts);
  roster->monday = MONDAY;
  roster->zone = zone;
  for (guint i = 0; i < n_people; i++)
    roster->limits[i] = (FwDutyLimits){ .rest = REST * FW_HOUR,
                                        .days_in_row = DAYS_IN_ROW,
                                        .nights_in_row = NIGHTS_IN_ROW,
                                        .week_most = WEEK_MOST * FW_HOUR };
  return roster;
}

/* ---- the judge ---- */

static gboolean
is_shift (guint8 cell)
{
  return cell >= 1 && cell <= SHIFTS;
}

static gboolean
is_lawful (const guint8 *cells, guint n_days)
{
  guint run = 0, nights = 0, hours = 0;

  for (guint day = 0; day < n_days; day++)
    {
      const guint8 cell = cells[day], before = day > 0 ? cells[day - 1] : 0;

      run = is_shift (cell) || cell == FW_ROSTER_FILL_OTHER ? run + 1 : 0;
      nights = cell == 3 ? nights + 1 : 0;
      hours = (day % 7 == 0 ? 0 : hours) + (is_shift (cell) ? 8 : 0);
      if (run > DAYS_IN_ROW || nights > NIGHTS_IN_ROW || hours > WEEK_MOST)
        return FALSE;
      /* from the end of one to the start of the next: 16 hours, less 8 for each shift that it is
       * earlier */
      if (is_shift (cell) && is_shift (before) && 16 + 8 * ((int) cell - before) < REST)
        return FALSE;
    }
  return TRUE;
}

static void
give_at_random (FwRosterFill *roster, GRand *rand, guint density)
{
  for (guint i = 0; i < roster->n_people; i++)
    for (guint day = 0; day < roster->n_days; day++)
      {
        guint8 *row = roster->given + i * roster->n_days;

        if ((guint) g_rand_int_range (rand, 0, 100) >= density)
          continue;
        row[day] = (guint8) g_rand_int_range (rand, 1, SHIFTS + 1);
        if (!is_lawful (row, roster->n_days))
          row[day] = FW_ROSTER_FILL_EMPTY;
      }
}

typedef struct
{
  const FwRosterRepair *repair;
  guint8 cells[MOST_PEOPLE * MOST_DAYS];
  gboolean gone[MOST_PEOPLE];
  guint32 able[MOST_PEOPLE];
  guint counts[MOST_DAYS * SHIFTS]; /* before anybody fell out */
} Board;

static void
read_board (Board *self, const FwRosterRepair *repair)
{
  const FwRosterFill *roster = repair->roster;

  memset (self, 0, sizeof *self);
  self->repair = repair;
  memcpy (self->cells, roster->given, roster->n_people * roster->n_days);
  for (guint i = 0; i < roster->n_people * roster->n_days; i++)
    {
      const guint person = i / roster->n_days;

      if (is_shift (self->cells[i]))
        {
          self->counts[i % roster->n_days * SHIFTS + self->cells[i] - 1]++;
          self->able[person] |= 1u << (self->cells[i] - 1);
        }
      if (repair->lost[i])
        {
          self->gone[person] = TRUE;
          self->cells[i] = FW_ROSTER_FILL_FREE;
        }
    }
  for (guint i = 0; i < roster->n_people; i++)
    if (self->able[i] == 0)
      self->able[i] = (1u << SHIFTS) - 1;
}

static guint
count_open (const Board *self)
{
  const FwRosterFill *roster = self->repair->roster;
  guint n = 0;

  for (guint day = roster->first; day < roster->end; day++)
    for (guint shift = 0; shift < SHIFTS; shift++)
      {
        guint there = 0;

        for (guint i = 0; i < roster->n_people; i++)
          there += self->cells[i * roster->n_days + day] == shift + 1;
        n += self->counts[day * SHIFTS + shift] - MIN (there, self->counts[day * SHIFTS + shift]);
      }
  return n;
}

static gboolean
may_change (const Board *self, guint person, guint day)
{
  const FwRosterFill *roster = self->repair->roster;
  const guint at = person * roster->n_days + day;

  return day >= roster->first && day < roster->end && !self->gone[person] &&
         !(self->repair->fixed != NULL && self->repair->fixed[at]) &&
         (roster->given[at] == FW_ROSTER_FILL_EMPTY || is_shift (roster->given[at]));
}

static gboolean
may_be (const Board *self, guint person, guint day, guint8 cell)
{
  const guint32 *barred = self->repair->barred;

  return cell == FW_ROSTER_FILL_EMPTY ||
         ((self->able[person] & (1u << (cell - 1))) != 0 &&
          !(barred != NULL &&
            (barred[person * self->repair->roster->n_days + day] & (1u << (cell - 1))) != 0));
}

/* ---- all that there is ---- */

typedef struct
{
  guint open, changes, people;
} Measure;

static gboolean
is_better (const Measure *one, const Measure *other)
{
  if (one->open != other->open)
    return one->open < other->open;
  return one->changes != other->changes ? one->changes < other->changes
                                        : one->people < other->people;
}

/* Every way to change up to @left cells from the @from-th on. */
static void
try_all (Board *board, guint from, guint left, guint most, Measure now, guint last, Measure *best)
{
  const FwRosterFill *roster = board->repair->roster;
  gboolean lawful = TRUE;

  for (guint i = 0; i < roster->n_people && lawful; i++)
    lawful = board->gone[i] || is_lawful (board->cells + i * roster->n_days, roster->n_days);
  now.open = count_open (board);
  if (lawful && now.changes + now.open <= most && is_better (&now, best))
    *best = now;
  for (guint i = from; left > 0 && i < roster->n_people * roster->n_days; i++)
    for (guint8 cell = 0; cell <= SHIFTS; cell++)
      {
        const guint person = i / roster->n_days;
        const guint8 was = board->cells[i];
        Measure then = { 0, now.changes + 1, now.people + (person != last) };

        if (cell == was || !may_change (board, person, i % roster->n_days) ||
            !may_be (board, person, i % roster->n_days, cell))
          continue;
        board->cells[i] = cell;
        try_all (board, i + 1, left - 1, most, then, person, best);
        board->cells[i] = was;
      }
}

/* ---- what was found ---- */

static Measure
check (const FwRosterRepair *repair, const FwRosterRepaired *repaired)
{
  const FwRosterFill *roster = repair->roster;
  Board board;
  gboolean changed[MOST_PEOPLE] = { FALSE };
  Measure measure = { 0, repaired->changes->len, 0 };

  read_board (&board, repair);
  g_assert_cmpuint (repaired->n_lost, ==, count_open (&board));
  for (guint i = 0; i < repaired->changes->len; i++)
    {
      const FwRosterRepairChange *change =
          &g_array_index (repaired->changes, FwRosterRepairChange, i);
      guint8 *cell = &board.cells[change->person * roster->n_days + change->day];

      g_assert_true (may_change (&board, change->person, change->day));
      g_assert_true (may_be (&board, change->person, change->day, change->to));
      g_assert_cmpuint (*cell, ==, change->from);
      g_assert_cmpuint (change->to, !=, change->from);
      if (change->why == FW_ROSTER_REPAIR_TAKES)
        g_assert_cmpuint (change->from, ==, FW_ROSTER_FILL_EMPTY);
      if (change->why == FW_ROSTER_REPAIR_MOVES)
        g_assert_cmpuint (change->from, !=, FW_ROSTER_FILL_EMPTY);
      if (change->to != FW_ROSTER_FILL_EMPTY && change->instead < roster->n_people)
        g_assert_cmpuint (roster->given[change->instead * roster->n_days + change->day], ==,
                          change->to);
      else if (change->why != FW_ROSTER_REPAIR_EASES)
        g_assert_not_reached ();
      *cell = change->to;
      measure.people += !changed[change->person];
      changed[change->person] = TRUE;
    }
  for (guint i = 0; i < roster->n_people; i++)
    if (changed[i])
      g_assert_true (is_lawful (board.cells + i * roster->n_days, roster->n_days));
  measure.open = count_open (&board);
  g_assert_cmpuint (measure.open, ==, repaired->open->len);
  g_assert_cmpuint (measure.people, ==, repaired->n_people);
  return measure;
}

/* Every person at most is counted once as an obstacle of a shift that stays open. */
static void
check_obstacles (const FwRosterRepair *repair, const FwRosterRepaired *repaired)
{
  for (guint i = 0; i < repaired->open->len; i++)
    {
      const FwRosterRepairOpen *open = &g_array_index (repaired->open, FwRosterRepairOpen, i);
      guint n = open->n_at_work + open->n_away + open->n_unusual + open->n_barred + open->n_fixed;

      for (guint rule = 0; rule < FW_DUTY_N_RULES; rule++)
        n += open->n_breaking[rule];
      g_assert_cmpuint (n, ==, repair->roster->n_people - 1);
    }
}

static void
test_fewest (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("UTC", 0, NULL);
  guint n_chains = 0, n_open = 0, n_eased = 0;

  for (guint seed = 0; seed < 400; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      const guint n_days = 7, n_people = 4 + seed % 2;
      g_autoptr (FwRosterFill) roster = make_roster (zone, n_days, n_people);
      guint8 lost[35] = { 0 }, fixed[35] = { 0 };
      guint32 barred[35] = { 0 };
      const guint ill = (guint) g_rand_int_range (rand, 0, (gint32) n_people);
      const FwRosterRepair repair = { roster, lost, fixed, barred, NULL };
      g_autoptr (FwRosterRepaired) repaired = NULL;
      Measure found, best = { G_MAXUINT, 0, 0 };
      Board board;

      give_at_random (roster, rand, seed % 2 == 0 ? 55 : 80);
      roster->first = 2;
      roster->end = 6;
      for (guint day = 2 + seed % 3; day < 5; day++)
        lost[ill * n_days + day] = TRUE;
      for (guint i = 0; i < n_days * n_people; i++)
        {
          fixed[i] = g_rand_int_range (rand, 0, 8) == 0;
          barred[i] = g_rand_int_range (rand, 0, 5) == 0 ? 1u << (i % SHIFTS) : 0;
          if (!lost[i] && g_rand_int_range (rand, 0, 10) == 0)
            roster->given[i] = FW_ROSTER_FILL_FREE;
        }
      repaired = fw_roster_repair_run (&repair, NULL);
      found = check (&repair, repaired);
      check_obstacles (&repair, repaired);
      g_assert_true (repaired->proven);
      read_board (&board, &repair);
      try_all (&board, 0, repaired->n_lost + 2, repaired->n_lost + 2, (Measure){ 0 }, G_MAXUINT,
               &best);
      g_test_message ("%u: %u lost; found %u open, %u changes, %u people; best %u, %u, %u", seed,
                      repaired->n_lost, found.open, found.changes, found.people, best.open,
                      best.changes, best.people);
      g_assert_cmpuint (found.open, ==, best.open);
      g_assert_cmpuint (found.changes, ==, best.changes);
      g_assert_cmpuint (found.people, ==, best.people);
      n_chains += found.changes + found.open > repaired->n_lost;
      n_open += found.open > 0;
      for (guint i = 0; i < repaired->changes->len; i++)
        n_eased += g_array_index (repaired->changes, FwRosterRepairChange, i).why ==
                   FW_ROSTER_REPAIR_EASES;
    }
  /* the cases that are looked for did come by */
  g_assert_cmpuint (n_chains, >=, 5);
  g_assert_cmpuint (n_open, >=, 5);
  g_assert_cmpuint (n_eased, >=, 1);
}

/* Of those who could, who has worked less; and with what is not needed nobody is asked. */
static void
test_who (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("Asia/Shanghai", 0, NULL);
  g_autoptr (FwRosterFill) roster = make_roster (zone, 7, 3);
  guint8 lost[21] = { 0 };
  const FwRosterRepair repair = { .roster = roster, .lost = lost };
  g_autoptr (FwRosterRepaired) repaired = NULL, none = NULL;
  const FwRosterRepairChange *change;

  roster->given[0 * 7 + 3] = 1;
  roster->given[1 * 7 + 0] = roster->given[1 * 7 + 1] = 1;
  roster->given[2 * 7 + 0] = 1;
  lost[3] = TRUE;
  repaired = fw_roster_repair_run (&repair, NULL);
  g_assert_cmpuint (repaired->changes->len, ==, 1);
  change = &g_array_index (repaired->changes, FwRosterRepairChange, 0);
  g_assert_cmpuint (change->person, ==, 2);
  g_assert_cmpuint (change->day, ==, 3);
  g_assert_cmpuint (change->to, ==, 1);
  g_assert_cmpuint (change->instead, ==, 0);

  roster->wanted[3 * SHIFTS + 0] = 0;
  none = fw_roster_repair_run (&repair, NULL);
  g_assert_cmpuint (none->n_lost, ==, 0);
  g_assert_cmpuint (none->changes->len, ==, 0);
}

/* The early shift can be taken by nobody: who is free works at night before and the late shift
 * only; who is late takes it, and the free one is late. */
static void
test_chain (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("Europe/Berlin", 0, NULL);
  g_autoptr (FwRosterFill) roster = make_roster (zone, 7, 3);
  guint8 lost[21] = { 0 }, avoided[3] = { 0, 1, 0 };
  FwRosterRepair repair = { .roster = roster, .lost = lost };
  g_autoptr (FwRosterRepaired) repaired = NULL, without = NULL;
  const FwRosterRepairChange *changes;

  roster->given[0 * 7 + 3] = 1; /* who falls ill */
  roster->given[1 * 7 + 3] = 2; /* late, and has been early */
  roster->given[1 * 7 + 1] = 1;
  roster->given[2 * 7 + 2] = roster->given[2 * 7 + 5] = 2; /* late alone */
  lost[3] = TRUE;
  repaired = fw_roster_repair_run (&repair, NULL);
  g_assert_cmpuint (repaired->changes->len, ==, 2);
  changes = (const FwRosterRepairChange *) (void *) repaired->changes->data;
  g_assert_cmpuint (changes[0].person, ==, 1);
  g_assert_cmpint (changes[0].why, ==, FW_ROSTER_REPAIR_MOVES);
  g_assert_cmpuint (changes[0].instead, ==, 0);
  g_assert_cmpuint (changes[1].person, ==, 2);
  g_assert_cmpint (changes[1].why, ==, FW_ROSTER_REPAIR_TAKES);
  g_assert_cmpuint (changes[1].instead, ==, 1);

  repair.avoided = avoided;
  without = fw_roster_repair_run (&repair, NULL);
  g_assert_cmpuint (without->changes->len, ==, 0);
  g_assert_cmpuint (without->open->len, ==, 1);
  g_assert_cmpuint (g_array_index (without->open, FwRosterRepairOpen, 0).n_unusual, ==, 1);
}

/* Large ones: what was found is lawful, and twice the same. */
static void
test_large (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("Europe/Berlin", 0, NULL);

  for (guint seed = 0; seed < 12; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (FwRosterFill) roster = make_roster (zone, MOST_DAYS, MOST_PEOPLE);
      g_autofree guint8 *lost = g_new0 (guint8, MOST_DAYS * MOST_PEOPLE);
      const FwRosterRepair repair = { .roster = roster, .lost = lost };
      g_autoptr (FwRosterRepaired) repaired = NULL, again = NULL;

      give_at_random (roster, rand, 90);
      roster->first = 7;
      for (guint i = 0; i < 1 + seed % 4; i++)
        memset (lost + (i * 9 + seed) * MOST_DAYS + 8 + i, TRUE, 5 + 3 * (seed % 3));
      repaired = fw_roster_repair_run (&repair, NULL);
      again = fw_roster_repair_run (&repair, NULL);
      check (&repair, repaired);
      g_assert_cmpmem (repaired->changes->data,
                       repaired->changes->len * sizeof (FwRosterRepairChange), again->changes->data,
                       again->changes->len * sizeof (FwRosterRepairChange));
    }
}

static void
test_too_much (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("UTC", 0, NULL);
  g_autoptr (FwRosterFill) roster = fw_roster_fill_new (7, SHIFTS, FW_ROSTER_MOST_PEOPLE + 1);
  g_autofree guint8 *lost = g_new0 (guint8, 7 * (FW_ROSTER_MOST_PEOPLE + 1));
  const FwRosterRepair repair = { .roster = roster, .lost = lost };
  g_autoptr (GError) error = NULL;

  roster->zone = zone;
  g_assert_null (fw_roster_repair_run (&repair, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roster-repair/fewest", test_fewest);
  g_test_add_func ("/roster-repair/who", test_who);
  g_test_add_func ("/roster-repair/chain", test_chain);
  g_test_add_func ("/roster-repair/large", test_large);
  g_test_add_func ("/roster-repair/too-much", test_too_much);

  return g_test_run ();
}
