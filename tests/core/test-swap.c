/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands against a swap, held against rosters that are counted anew in minutes of a site
 * whose clocks never change. */
#include "core/roster/fw-swap.h"

#define MONDAY 20780 /* 2026-11-23 */
#define DAYS 28
#define DAY_MINUTES 1440

typedef struct
{
  char letters[DAYS + 1];
  GArray *duties;
  FwSwapRow row;
} Person;

static const struct
{
  char letter;
  guint start, length; /* minutes */
} shifts[] = { { 'E', 360, 510 }, { 'L', 810, 510 }, { 'N', 1320, 480 } };

static gint
find_shift (char letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (shifts); i++)
    if (shifts[i].letter == letter)
      return (gint) i;
  return -1;
}

static void
make_person (Person *self, FwZone *zone, const char *letters, const FwDutyLimits *limits)
{
  g_strlcpy (self->letters, letters, sizeof self->letters);
  self->duties = g_array_new (FALSE, FALSE, sizeof (FwDuty));
  for (gint32 i = 0; letters[i] != '\0'; i++)
    {
      FwDuty duty = { .day = MONDAY + i, .leave = letters[i] == 'V' };
      const gint shift = find_shift (letters[i]);

      if (letters[i] == '.')
        continue;
      if (shift >= 0)
        fw_duty_set_hours (&duty, zone, shifts[shift].start, shifts[shift].length);
      g_array_append_val (self->duties, duty);
    }
  self->row = (FwSwapRow){ (const FwDuty *) (void *) self->duties->data, self->duties->len, *limits,
                           MONDAY, MONDAY + (gint32) strlen (letters) - 1 };
}

static void
clear_person (Person *self)
{
  g_array_unref (self->duties);
}

/* ---- the same, counted from the letters ---- */

/* How far each limit is exceeded at each place; 0: it is kept. Weeks stand at their Monday. */
typedef gint64 Excess[FW_DUTY_N_RULES][DAYS];

static void
count_rests (const char *letters, const FwDutyLimits *limits, Excess excess)
{
  gint end = -1; /* of what was worked last, in minutes from the first midnight */

  for (gint day = 0; letters[day] != '\0'; day++)
    {
      const gint shift = find_shift (letters[day]);
      gint start, gap;

      if (shift < 0)
        continue;
      start = day * DAY_MINUTES + (gint) shifts[shift].start;
      gap = start - end;
      if (end >= 0 && gap * FW_MINUTE < limits->rest)
        excess[FW_DUTY_REST][day] = limits->rest - gap * FW_MINUTE;
      end = start + (gint) shifts[shift].length;
    }
}

static void
count_runs (const char *letters, const FwDutyLimits *limits, Excess excess)
{
  for (gint day = 0; letters[day] != '\0'; day++)
    {
      gint days = 0, nights = 0;

      while (days <= day && letters[day - days] != '.' && letters[day - days] != 'V')
        days++;
      while (nights <= day && letters[day - nights] == 'N')
        nights++;
      if (limits->days_in_row > 0 && days > (gint) limits->days_in_row)
        excess[FW_DUTY_DAYS][day] = days - (gint) limits->days_in_row;
      if (limits->nights_in_row > 0 && nights > (gint) limits->nights_in_row)
        excess[FW_DUTY_NIGHTS][day] = nights - (gint) limits->nights_in_row;
    }
}

static void
count_weeks (const char *letters, const FwDutyLimits *limits, Excess excess)
{
  for (gint monday = 0; monday + 6 < (gint) strlen (letters); monday += 7)
    {
      gint64 sum = 0;
      gboolean any = FALSE, leave = FALSE;

      for (gint day = monday; day < monday + 7; day++)
        {
          const gint shift = find_shift (letters[day]);

          any = any || letters[day] != '.';
          leave = leave || letters[day] == 'V';
          sum += shift >= 0 ? shifts[shift].length * FW_MINUTE : 0;
        }
      if (limits->week_most > 0 && sum > limits->week_most)
        excess[FW_DUTY_WEEK_MOST][monday] = sum - limits->week_most;
      if (any && !leave && sum < limits->week_least)
        excess[FW_DUTY_WEEK_LEAST][monday] = limits->week_least - sum;
    }
}

static void
count (const char *letters, const FwDutyLimits *limits, Excess excess)
{
  memset (excess, 0, sizeof (Excess));
  count_rests (letters, limits, excess);
  count_runs (letters, limits, excess);
  count_weeks (letters, limits, excess);
}

static void
expect_side (const GArray *faults,
             FwSwapSide side,
             const Person *person,
             gint gives,
             gint takes,
             char taken,
             guint *n)
{
  Excess before, after;
  char letters[DAYS + 1];

  g_strlcpy (letters, person->letters, sizeof letters);
  if (gives >= 0)
    letters[gives] = '.';
  if (takes >= 0)
    letters[takes] = taken;
  count (person->letters, &person->row.limits, before);
  count (letters, &person->row.limits, after);
  for (guint rule = 0; rule < FW_DUTY_N_RULES; rule++)
    for (gint day = 0; day < DAYS; day++)
      {
        gboolean found = FALSE;

        for (guint i = 0; i < faults->len; i++)
          {
            const FwSwapFault *fault = &g_array_index (faults, FwSwapFault, i);
            const gint at = (gint) (fault->day - MONDAY);
            const gboolean week = rule == FW_DUTY_WEEK_MOST || rule == FW_DUTY_WEEK_LEAST;

            found = found || (fault->side == side && fault->kind == FW_SWAP_BREACH &&
                              fault->breach.rule == rule && (week ? at - at % 7 : at) == day);
          }
        g_assert_cmpint (found, ==, after[rule][day] > before[rule][day]);
        *n += found;
      }
}

static void
make_letters (GRand *rand, char *letters)
{
  static const char all[] = "EEEELLLNNN....V";

  for (guint i = 0; i < DAYS; i++)
    letters[i] = all[g_rand_int_range (rand, 0, (gint32) strlen (all))];
  letters[DAYS] = '\0';
}

static void
test_against_brute_force (void)
{
  const FwDutyLimits limits = { .rest = 11 * FW_HOUR,
                                .days_in_row = 5,
                                .nights_in_row = 3,
                                .week_least = 25 * FW_HOUR,
                                .week_most = 44 * FW_HOUR };
  g_autoptr (FwZone) zone = fw_zone_new ("Asia/Shanghai", 0, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint swaps = 0, clean = 0, broken = 0;

  while (swaps < 3000)
    {
      char letters[2][DAYS + 1];
      Person people[2];
      gint day = g_rand_int_range (rand, 0, DAYS), back = g_rand_int_range (rand, -1, DAYS);
      g_autoptr (GArray) faults = NULL;
      guint n = 0;

      make_letters (rand, letters[0]);
      make_letters (rand, letters[1]);
      if (find_shift (letters[0][day]) < 0 || (back != day && letters[1][day] != '.') ||
          (back >= 0 && find_shift (letters[1][back]) < 0) ||
          (back >= 0 && back != day && letters[0][back] != '.'))
        continue;
      for (guint i = 0; i < 2; i++)
        make_person (&people[i], zone, letters[i], &limits);
      faults = fw_swap_find_faults ((const FwSwapRow[]){ people[0].row, people[1].row },
                                    MONDAY + day, back < 0 ? FW_SWAP_ALONE : MONDAY + back);
      expect_side (faults, FW_SWAP_GIVER, &people[0], day, back, back < 0 ? '.' : letters[1][back],
                   &n);
      expect_side (faults, FW_SWAP_TAKER, &people[1], back, day, letters[0][day], &n);
      g_assert_cmpuint (n, ==, faults->len);
      clean += n == 0;
      broken += n > 0;
      swaps++;
      clear_person (&people[0]);
      clear_person (&people[1]);
    }
  /* It says both. */
  g_assert_cmpuint (clean, >, 100);
  g_assert_cmpuint (broken, >, 100);
}

/* A shift that nobody has is what somebody would give who keeps no rules, without anything for it.
 */
static void
test_taker_alone (void)
{
  const FwDutyLimits limits = { .rest = 11 * FW_HOUR,
                                .days_in_row = 5,
                                .nights_in_row = 3,
                                .week_least = 25 * FW_HOUR,
                                .week_most = 44 * FW_HOUR };
  g_autoptr (FwZone) zone = fw_zone_new ("Asia/Shanghai", 0, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  guint clean = 0, broken = 0, busy = 0, away = 0;

  for (guint round = 0; round < 3000; round++)
    {
      const gint day = g_rand_int_range (rand, 0, DAYS);
      const char taken = "ELN"[g_rand_int_range (rand, 0, 3)];
      char letters[DAYS + 1], single[DAYS + 1];
      Person taker, giver;
      g_autoptr (GArray) faults = NULL;
      guint n = 0;

      make_letters (rand, letters);
      memset (single, '.', DAYS);
      single[DAYS] = '\0';
      single[day] = taken;
      make_person (&taker, zone, letters, &limits);
      make_person (&giver, zone, single, &limits);
      faults = fw_swap_find_taker_faults (&taker.row, &giver.row.duties[0]);
      if (letters[day] == '.')
        {
          expect_side (faults, FW_SWAP_TAKER, &taker, -1, day, taken, &n);
          g_assert_cmpuint (n, ==, faults->len);
          clean += n == 0;
          broken += n > 0;
        }
      else
        {
          const FwSwapFault *fault = &g_array_index (faults, FwSwapFault, 0);

          g_assert_cmpuint (faults->len, ==, 1);
          g_assert_cmpint (fault->kind, ==, letters[day] == 'V' ? FW_SWAP_LEAVE : FW_SWAP_NOT_FREE);
          g_assert_cmpint (fault->day, ==, MONDAY + day);
          busy += letters[day] != 'V';
          away += letters[day] == 'V';
        }
      clear_person (&taker);
      clear_person (&giver);
    }
  g_assert_cmpuint (MIN (clean, broken), >, 100);
  g_assert_cmpuint (MIN (busy, away), >, 100);
}

/* ---- days that are not as they must be ---- */

static void
expect_days (
    const char *giver, const char *taker, gint day, gint back, const FwSwapFault *expected, guint n)
{
  static const FwDutyLimits none = { 0 };
  g_autoptr (FwZone) zone = fw_zone_new ("Asia/Shanghai", 0, NULL);
  Person people[2];
  g_autoptr (GArray) faults = NULL;

  make_person (&people[0], zone, giver, &none);
  make_person (&people[1], zone, taker, &none);
  faults = fw_swap_find_faults ((const FwSwapRow[]){ people[0].row, people[1].row }, MONDAY + day,
                                back < 0 ? FW_SWAP_ALONE : MONDAY + back);
  g_assert_cmpuint (faults->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const FwSwapFault *fault = &g_array_index (faults, FwSwapFault, i);

      g_assert_cmpint (fault->side, ==, expected[i].side);
      g_assert_cmpint (fault->kind, ==, expected[i].kind);
      g_assert_cmpint (fault->day, ==, MONDAY + expected[i].day);
    }
  clear_person (&people[0]);
  clear_person (&people[1]);
}

static void
test_days (void)
{
  const FwSwapFault gone = { FW_SWAP_GIVER, FW_SWAP_NOT_THERE, 1, { 0 }, NULL };
  const FwSwapFault busy = { FW_SWAP_TAKER, FW_SWAP_NOT_FREE, 0, { 0 }, NULL };
  const FwSwapFault away = { FW_SWAP_TAKER, FW_SWAP_LEAVE, 0, { 0 }, NULL };
  const FwSwapFault both[] = { { FW_SWAP_GIVER, FW_SWAP_NOT_FREE, 1, { 0 }, NULL },
                               { FW_SWAP_TAKER, FW_SWAP_NOT_THERE, 1, { 0 }, NULL } };

  expect_days ("E", ".", 0, -1, NULL, 0);
  expect_days ("E.", "LE", 0, 0, NULL, 0); /* of one day the shifts change hands */
  expect_days ("E.", ".", 1, -1, &gone, 1);
  expect_days ("EV", ".", 1, -1, &gone, 1); /* leave is nothing to give */
  expect_days ("ET", ".", 1, -1, &gone, 1); /* nor is training without hours */
  expect_days ("E", "V", 0, -1, &away, 1);
  expect_days ("E.", "LE", 0, 1, &busy, 1);
  expect_days ("EE", ".V", 0, 1, both, 2);
}

/* What does not get worse by it does not stand against it. */
static void
test_stood_before (void)
{
  const FwDutyLimits limits = { .rest = 11 * FW_HOUR, .week_least = 60 * FW_HOUR };
  g_autoptr (FwZone) zone = fw_zone_new ("Asia/Shanghai", 0, NULL);
  Person people[2];
  g_autoptr (GArray) faults = NULL;

  make_person (&people[0], zone, "LE..E..", &limits);
  make_person (&people[1], zone, "E..E...", &limits);
  faults = fw_swap_find_faults ((const FwSwapRow[]){ people[0].row, people[1].row }, MONDAY + 4,
                                MONDAY + 3);
  g_assert_cmpuint (faults->len, ==, 0);
  clear_person (&people[0]);
  clear_person (&people[1]);
}

/* The days that the server knows of both: it is shown while somebody chooses. */
static void
test_time (void)
{
  const FwDutyLimits limits = { .rest = 11 * FW_HOUR,
                                .days_in_row = 5,
                                .nights_in_row = 3,
                                .week_least = 25 * FW_HOUR,
                                .week_most = 44 * FW_HOUR };
  g_autoptr (FwZone) zone = fw_zone_new ("Asia/Shanghai", 0, NULL);
  GArray *duties[2];
  FwSwapRow rows[2];
  gint64 from, best = G_MAXINT64;

  for (guint i = 0; i < 2; i++)
    {
      duties[i] = g_array_new (FALSE, FALSE, sizeof (FwDuty));
      for (gint32 day = 0; day < 98; day++)
        {
          FwDuty duty = { .day = MONDAY + day };

          fw_duty_set_hours (&duty, zone, 360, 510);
          if (day % 7 < 5 && (day != 50 || i == 0))
            g_array_append_val (duties[i], duty);
        }
      rows[i] = (FwSwapRow){ (const FwDuty *) (void *) duties[i]->data, duties[i]->len, limits,
                             MONDAY, MONDAY + 97 };
    }
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GArray) faults = NULL;

      from = g_get_monotonic_time ();
      faults = fw_swap_find_faults (rows, MONDAY + 50, FW_SWAP_ALONE);
      best = MIN (best, g_get_monotonic_time () - from);
      g_assert_cmpuint (faults->len, ==, 0);
    }
  g_test_minimized_result ((double) best, "one check: %" G_GINT64_FORMAT " µs", best);
  g_assert_cmpint (best, <=, 1000);
  g_array_unref (duties[0]);
  g_array_unref (duties[1]);
}

static void
test_names (void)
{
  FwSwapFaultKind kind;
  FwDutyRule rule;

  for (guint i = FW_SWAP_NOT_THERE; i <= FW_SWAP_BARRED; i++)
    {
      g_assert_true (
          fw_swap_fault_kind_from_name (fw_swap_fault_kind_to_name ((FwSwapFaultKind) i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
  for (guint i = 0; i < FW_DUTY_N_RULES; i++)
    {
      g_assert_true (fw_duty_rule_from_name (fw_duty_rule_to_name ((FwDutyRule) i), &rule));
      g_assert_cmpint (rule, ==, i);
    }
  g_assert_false (fw_swap_fault_kind_from_name ("hidden", &kind));
  g_assert_false (fw_duty_rule_from_name (NULL, &rule));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/swap/brute-force", test_against_brute_force);
  g_test_add_func ("/swap/taker-alone", test_taker_alone);
  g_test_add_func ("/swap/days", test_days);
  g_test_add_func ("/swap/stood-before", test_stood_before);
  g_test_add_func ("/swap/time", test_time);
  g_test_add_func ("/swap/names", test_names);
  return g_test_run ();
}
