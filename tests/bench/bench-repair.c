/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/roster/fw-roster-repair.h"

/* Repair of a roster of 100 people and four weeks, after one, two and four illnesses of five and
 * ten days: the longest and the middle of 40 rosters each. */

#define DAYS 28
#define PEOPLE 100
#define SHIFTS 6
#define MONDAY 20059 /* 2024-12-02 */
#define RUNS 40
#define MOST_MS 200

static double
read_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static gboolean
is_lawful (const FwRosterFill *roster, guint person)
{
  FwDuty duties[DAYS];
  guint n = 0;
  g_autoptr (GArray) breaches = NULL;

  for (guint day = 0; day < DAYS; day++)
    {
      const guint8 cell = roster->given[person * DAYS + day];

      if (cell == FW_ROSTER_FILL_EMPTY)
        continue;
      duties[n] = (FwDuty){ .day = MONDAY + (gint32) day };
      fw_duty_set_hours (&duties[n++], roster->zone, roster->shifts[cell - 1].start,
                         roster->shifts[cell - 1].length);
    }
  breaches = fw_duty_find_breaches (duties, n, &roster->limits[person], MONDAY, MONDAY + DAYS - 1);
  return breaches->len == 0;
}

/* @density: of 100 cells how many are tried with a shift. */
static FwRosterFill *
make_roster (FwZone *zone, GRand *rand, gint density)
{
  static const FwRosterFillShift shifts[SHIFTS] = { { 360, 480 }, { 480, 480 }, { 600, 480 },
                                                    { 840, 480 }, { 960, 480 }, { 1320, 480 } };
  FwRosterFill *roster = fw_roster_fill_new (DAYS, SHIFTS, PEOPLE);

  memcpy (roster->shifts, shifts, sizeof shifts);
  roster->monday = MONDAY;
  roster->zone = zone;
  roster->first = 3;
  for (guint i = 0; i < PEOPLE; i++)
    {
      roster->limits[i] = (FwDutyLimits){
        .rest = 11 * FW_HOUR, .days_in_row = 6, .nights_in_row = 4, .week_most = 44 * FW_HOUR
      };
      for (guint day = 0; day < DAYS; day++)
        {
          guint8 *cell = &roster->given[i * DAYS + day];

          if (g_rand_int_range (rand, 0, 100) >= density)
            continue;
          *cell = (guint8) (1 + g_rand_int_range (rand, 0, SHIFTS));
          if (!is_lawful (roster, i))
            *cell = FW_ROSTER_FILL_EMPTY;
        }
    }
  return roster;
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : 1;
}

static gboolean
measure (FwZone *zone, guint n_ill, guint n_days, gint density)
{
  double took[RUNS];
  guint lost = 0, open = 0, changes = 0, people = 0, proven = 0;

  for (guint run = 0; run < RUNS; run++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (run);
      g_autoptr (FwRosterFill) roster = make_roster (zone, rand, density);
      g_autofree guint8 *gone = g_new0 (guint8, PEOPLE * DAYS);
      const FwRosterRepair repair = { .roster = roster, .lost = gone };
      g_autoptr (FwRosterRepaired) repaired = NULL;
      const double begin = read_clock ();

      for (guint i = 0; i < n_ill; i++)
        memset (gone + (7 * i + run) % PEOPLE * DAYS + 4 + i, TRUE, n_days);
      repaired = fw_roster_repair_run (&repair, NULL);
      took[run] = read_clock () - begin;
      lost += repaired->n_lost;
      open += repaired->open->len;
      changes += repaired->changes->len;
      people += repaired->n_people;
      proven += repaired->proven;
    }
  qsort (took, RUNS, sizeof (double), compare);
  printf (
      "%u ill for %2u days, %d %%: %u shifts, %u changes of %u people, %u open, %u of %u proven; "
      "%.1f ms, at most %.1f ms\n",
      n_ill, n_days, density, lost, changes, people, open, proven, RUNS, took[RUNS / 2],
      took[RUNS - 1]);
  return took[RUNS - 1] <= MOST_MS;
}

int
main (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("Europe/Berlin", 0, NULL);
  gboolean held = TRUE;

  for (gint density = 80; density <= 100; density += 20)
    for (guint n_ill = 1; n_ill <= 4; n_ill *= 2)
      for (guint n_days = 5; n_days <= 10; n_days += 5)
        held = measure (zone, n_ill, n_days, density) && held;
  printf (held ? "within %d ms\n" : "longer than %d ms\n", MOST_MS);
  return held ? 0 : 1;
}
