/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A team's roster is filled as it was before, and nothing that is filled breaks a limit. */
#include "core/fw-error.h"
#include "core/roster/fw-roster-fill.h"

#include <string.h>

#define DAYS 28
#define FIRST 14
#define PEOPLE 9
#define MOVES 4000
#define MONDAY 20059 /* 2024-12-02 */

static FwRosterFill *
make_fill (FwZone *zone)
{
  static const FwRosterFillShift shifts[] = { { 6 * 60, 480 }, { 14 * 60, 480 }, { 22 * 60, 480 } };
  FwRosterFill *fill = fw_roster_fill_new (DAYS, G_N_ELEMENTS (shifts), PEOPLE);

  memcpy (fill->shifts, shifts, sizeof shifts);
  fill->monday = MONDAY;
  fill->first = FIRST;
  fill->zone = zone;
  for (guint i = 0; i < PEOPLE; i++)
    fill->limits[i] = (FwDutyLimits){
      .rest = 11 * FW_HOUR, .days_in_row = 6, .nights_in_row = 4, .week_most = 44 * FW_HOUR
    };
  return fill;
}

/* Each works five days and rests two, the first three early, the next three late, the others at
 * night; nights rest after four. */
static void
give_history (FwRosterFill *fill)
{
  for (guint i = 0; i < PEOPLE; i++)
    for (guint day = 0; day < FIRST; day++)
      if ((day + i) % 7 < (i / 3 == 2 ? 4 : 5))
        fill->given[i * DAYS + day] = (guint8) (i / 3 + 1);
}

static guint
count_breaches (const FwRosterFill *fill, const guint8 *cells, guint person, guint *n_short)
{
  g_autoptr (GArray) breaches = NULL;
  guint n_others = 0;

  FwDuty duties[DAYS];
  guint n = 0;

  for (guint day = 0; day < DAYS; day++)
    {
      const guint8 filled = cells != NULL ? cells[person * DAYS + day] : 0;
      const guint8 cell = filled != 0 ? filled : fill->given[person * DAYS + day];

      if (cell == 0 || cell >= FW_ROSTER_FILL_LEAVE)
        continue;
      duties[n] = (FwDuty){ .day = MONDAY + (gint32) day };
      fw_duty_set_hours (&duties[n], fill->zone, fill->shifts[cell - 1].start, 480);
      duties[n].night = cell == 3;
      n++;
    }
  breaches = fw_duty_find_breaches (duties, n, &fill->limits[person], MONDAY, MONDAY + DAYS - 1);
  *n_short = 0;
  for (guint i = 0; i < breaches->len; i++)
    if (g_array_index (breaches, FwDutyBreach, i).rule != FW_DUTY_WEEK_LEAST)
      n_others++;
    else if (g_array_index (breaches, FwDutyBreach, i).day >= MONDAY + FIRST)
      (*n_short)++;
  return n_others;
}

/* Whatever was given may break what it likes; what was filled adds nothing to that. Returns: weeks
 * that are short of hours. */
static guint
check (const FwRosterFill *fill, const FwRosterFilled *filled)
{
  guint n = 0, n_short, all_short = 0;

  for (guint i = 0; i < PEOPLE; i++)
    {
      const guint before = count_breaches (fill, NULL, i, &n_short);

      g_assert_cmpuint (count_breaches (fill, filled->cells, i, &n_short), <=, before);
      all_short += n_short;
      for (guint day = 0; day < DAYS; day++)
        if (filled->cells[i * DAYS + day] != 0)
          {
            g_assert_cmpuint (day, >=, FIRST);
            g_assert_cmpuint (fill->given[i * DAYS + day], ==, FW_ROSTER_FILL_EMPTY);
            n++;
          }
    }
  g_assert_cmpuint (filled->n_filled, ==, n);
  g_assert_cmpuint (filled->n_short, <=, filled->n_wanted);
  return all_short;
}

static void
test_as_before (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("Europe/Berlin", 0, NULL);
  g_autoptr (FwRosterFill) fill = make_fill (zone);
  g_autoptr (FwRosterFilled) filled = NULL, again = NULL, stopped = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  give_history (fill);
  filled = fw_roster_fill_run (fill, MOVES, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (check (fill, filled), ==, 0);
  /* The same people can do again what they did: six times five and three times four days a week. */
  g_assert_cmpuint (filled->n_wanted, ==, 84);
  g_assert_cmpuint (filled->n_short, <=, 4);
  g_assert_cmpuint (filled->n_filled, >=, 80);
  again = fw_roster_fill_run (fill, MOVES, NULL, &error);
  g_assert_cmpmem (filled->cells, PEOPLE * DAYS, again->cells, PEOPLE * DAYS);

  g_cancellable_cancel (cancelled);
  stopped = fw_roster_fill_run (fill, MOVES, cancelled, &error);
  g_assert_no_error (error);
  check (fill, stopped);
}

/* Who is on leave is left alone, what is locked stays, and each keeps to the shifts that she knows.
 */
static void
test_given (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("Asia/Shanghai", 0, NULL);
  g_autoptr (FwRosterFill) fill = make_fill (zone);
  g_autoptr (FwRosterFilled) filled = NULL;

  give_history (fill);
  for (guint day = FIRST; day < FIRST + 7; day++)
    fill->given[0 * DAYS + day] = FW_ROSTER_FILL_FREE;
  fill->given[1 * DAYS + FIRST] = 1;
  fill->given[1 * DAYS + FIRST + 1] = FW_ROSTER_FILL_OTHER;
  filled = fw_roster_fill_run (fill, MOVES, NULL, NULL);
  check (fill, filled);
  for (guint i = 0; i < PEOPLE; i++)
    for (guint day = 0; day < DAYS; day++)
      if (filled->cells[i * DAYS + day] != 0)
        g_assert_cmpuint (filled->cells[i * DAYS + day], ==, i / 3 + 1);
  g_assert_cmpuint (filled->n_short, >, 0); /* nobody is in the place of who is on leave */
}

/* A week with leave is not held to its least hours: nothing is given for them where nobody is
 * missed; a day off that is to stay one changes nothing of what the week owes. */
static void
test_leave (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("Europe/Berlin", 0, NULL);
  const guint8 cells[] = { FW_ROSTER_FILL_LEAVE, FW_ROSTER_FILL_FREE };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autoptr (FwRosterFill) fill = make_fill (zone);
      g_autoptr (FwRosterFilled) filled = NULL;
      guint n = 0;

      give_history (fill);
      fill->end = FIRST + 7;
      fill->limits[0].week_least = 32 * FW_HOUR;
      for (guint day = FIRST; day < FIRST + 3; day++)
        fill->given[day] = cells[i];
      fill->given[FIRST + 3] = 1;
      for (guint day = FIRST; day < FIRST + 7; day++)
        for (guint shift = 0; shift < fill->n_shifts; shift++)
          fill->wanted[day * fill->n_shifts + shift] = 0;
      filled = fw_roster_fill_run (fill, MOVES, NULL, NULL);
      for (guint day = 0; day < DAYS; day++)
        {
          g_assert_true (filled->cells[day] == 0 || fill->given[day] == FW_ROSTER_FILL_EMPTY);
          n += filled->cells[day] != 0;
        }
      g_assert_cmpuint (n, ==, i == 0 ? 0 : 3);
    }
}

/* Some days alone: those behind them stay as they are, and what stands there is kept a rest from.
 */
static void
test_some_days (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("Europe/Berlin", 0, NULL);
  g_autoptr (FwRosterFill) fill = make_fill (zone);
  g_autoptr (FwRosterFilled) filled = NULL, all = NULL;
  guint n = 0;

  give_history (fill);
  all = fw_roster_fill_run (fill, MOVES, NULL, NULL);
  fill->first = FIRST + 2;
  fill->end = FIRST + 5;
  for (guint i = 0; i < PEOPLE; i += 3)
    fill->given[i * DAYS + FIRST + 5] = (guint8) (i / 3 + 1);
  filled = fw_roster_fill_run (fill, MOVES, NULL, NULL);
  check (fill, filled);
  for (guint i = 0; i < PEOPLE * DAYS; i++)
    if (filled->cells[i] != 0)
      {
        g_assert_cmpuint (i % DAYS, >=, fill->first);
        g_assert_cmpuint (i % DAYS, <, fill->end);
        n++;
      }
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (filled->n_wanted, <, all->n_wanted);
  g_assert_cmpuint (filled->n_short * 4, <=, filled->n_wanted);
}

/* Whatever stands there, however unlawful. */
static void
test_anything (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("Europe/Berlin", 0, NULL);

  for (guint seed = 0; seed < 25; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (FwRosterFill) fill = make_fill (zone);
      g_autoptr (FwRosterFilled) filled = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < PEOPLE * DAYS; i++)
        if (i % DAYS < FIRST || g_rand_int_range (rand, 0, 5) == 0)
          fill->given[i] = (guint8) g_rand_int_range (rand, 0, 5);
      for (guint i = 0; i < PEOPLE * DAYS; i++)
        if (fill->given[i] == 4)
          fill->given[i] = FW_ROSTER_FILL_FREE;
      filled = fw_roster_fill_run (fill, 60, NULL, &error);
      g_assert_no_error (error);
      check (fill, filled);
    }
}

static void
test_nothing (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("UTC", 0, NULL);
  g_autoptr (FwRosterFill) fill = make_fill (zone);
  g_autoptr (GError) error = NULL;

  g_assert_null (fw_roster_fill_run (fill, MOVES, NULL, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roster-fill/as-before", test_as_before);
  g_test_add_func ("/roster-fill/some-days", test_some_days);
  g_test_add_func ("/roster-fill/given", test_given);
  g_test_add_func ("/roster-fill/leave", test_leave);
  g_test_add_func ("/roster-fill/anything", test_anything);
  g_test_add_func ("/roster-fill/nothing", test_nothing);

  return g_test_run ();
}
