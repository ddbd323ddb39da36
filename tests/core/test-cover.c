/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Breaks of a shift, and how many people are at work in each half hour. */
#include <math.h>

#include "core/roster/fw-cover.h"

static void
test_breaks (void)
{
  static const struct
  {
    const char *text;
    guint start, length;
    gint n; /* -1: refused */
    guint first, last;
  } cases[] = {
    { NULL, 480, 480, 0, 0, 0 },
    { "", 480, 480, 0, 0, 0 },
    { "11:30-12:00", 480, 480, 1, 210, 30 },
    { "11:30-12:00; 15:00-15:15", 480, 480, 2, 210, 15 },
    { "08:00-08:30;15:30-16:00", 480, 480, 2, 0, 30 },
    { "23:50-00:20;03:00-03:30", 1320, 480, 2, 110, 30 },
    { "07:30-08:30", 480, 480, -1, 0, 0 },
    { "15:45-16:15", 480, 480, -1, 0, 0 },
    { "12:00-12:00", 480, 480, -1, 0, 0 },
    { "12:00-12:30;12:15-12:45", 480, 480, -1, 0, 0 },
    { "15:00-15:15;11:30-12:00", 480, 480, -1, 0, 0 },
    { "24:00-24:30", 480, 1440, -1, 0, 0 },
    { "9:00-9:30", 480, 480, -1, 0, 0 },
    { "09:00-09:30;", 480, 480, -1, 0, 0 },
    { "09:00", 480, 480, -1, 0, 0 },
    { "09:00-09:01;09:01-09:02;09:02-09:03;09:03-09:04;09:04-09:05;09:05-09:06;09:06-09:07;"
      "09:07-09:08;09:08-09:09",
      480, 480, -1, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FwBreak breaks[FW_BREAKS_MOST];
      guint n = 99;
      const gboolean taken =
          fw_breaks_parse (cases[i].text, cases[i].start, cases[i].length, breaks, &n);

      g_assert_cmpint (taken, ==, cases[i].n >= 0);
      if (!taken)
        continue;
      g_assert_cmpint ((gint) n, ==, cases[i].n);
      if (n > 0)
        {
          g_assert_cmpuint (breaks[0].start, ==, cases[i].first);
          g_assert_cmpuint (breaks[n - 1].length, ==, cases[i].last);
        }
    }
}

static gint32
parse_day (const char *text)
{
  gint32 day = 0;

  g_assert_true (fw_date_parse (fw_text (text), &day));
  return day;
}

static double
sum (const double *people, guint n)
{
  double all = 0;

  for (guint i = 0; i < n; i++)
    all += people[i];
  return all;
}

static void
test_shift (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("Asia/Shanghai", 0, NULL);
  const gint32 day = parse_day ("2026-11-23");
  const FwBreak breaks[] = { { 120, 30 }, { 255, 15 } };
  double people[48] = { 0 };
  gint64 from, to;

  fw_zone_get_day_bounds (zone, day, &from, &to);
  fw_cover_add_shift (people, 48, from, zone, day, 8 * 60 + 15, 6 * 60, breaks, 2, 1);
  g_assert_cmpfloat (people[15], ==, 0);
  g_assert_cmpfloat (people[16], ==, 0.5); /* from a quarter past eight on */
  g_assert_cmpfloat (people[17], ==, 1);
  g_assert_cmpfloat (people[20], ==, 0.5); /* the break from a quarter past ten to a quarter to */
  g_assert_cmpfloat (people[21], ==, 0.5);
  g_assert_cmpfloat (people[25], ==, 0.5);
  g_assert_cmpfloat (people[28], ==, 0.5);
  g_assert_cmpfloat (people[29], ==, 0);
  g_assert_cmpfloat (sum (people, 48), ==, 12 - 1.5);
}

/* A night reaches into the day after it, and passes as long as the clocks let it. */
static void
test_night (void)
{
  static const struct
  {
    const char *day;
    guint moments;
    double before, after; /* half hours on its own day, and on the next */
  } nights[] = {
    { "2026-03-27", 48, 4, 12 },
    { "2026-03-28", 46, 4, 10 }, /* the clocks go forward in it */
    { "2026-10-24", 50, 4, 14 },
  };
  g_autoptr (FwZone) zone = fw_zone_new ("Europe/Berlin", 0, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (nights); i++)
    {
      const gint32 day = parse_day (nights[i].day);
      double own[50] = { 0 }, next[50] = { 0 };
      gint64 from, to;

      fw_zone_get_day_bounds (zone, day, &from, &to);
      fw_cover_add_shift (own, (guint) ((to - from) / FW_COVER_STEP), from, zone, day, 22 * 60,
                          8 * 60, NULL, 0, 1);
      g_assert_cmpfloat (sum (own, 50), ==, nights[i].before);
      fw_zone_get_day_bounds (zone, day + 1, &from, &to);
      g_assert_cmpint ((to - from) / FW_COVER_STEP, ==, nights[i].moments);
      fw_cover_add_shift (next, nights[i].moments, from, zone, day, 22 * 60, 8 * 60, NULL, 0, 1);
      g_assert_cmpfloat (sum (next, 50), ==, nights[i].after);
      g_assert_cmpfloat (next[0], ==, 1);
    }
}

static void
test_gap (void)
{
  const double wanted[] = { NAN, 2, 3, 3, 4, 1 };
  const double enough[] = { 0, 2, 3, 2.75, 4, 1 }, few[] = { 0, 1.5, 1, 1, 3, 1 };
  FwCoverGap gap = fw_cover_find_gap (wanted, enough, 6);

  g_assert_cmpuint (gap.n_short, ==, 0);
  g_assert_cmpuint (gap.most, ==, 0);
  gap = fw_cover_find_gap (wanted, few, 6);
  g_assert_cmpuint (gap.n_short, ==, 4);
  g_assert_cmpuint (gap.most, ==, 2);
  g_assert_cmpuint (gap.at, ==, 2);
  g_assert_cmpuint (gap.end, ==, 4);
  g_assert_cmpfloat_with_epsilon (gap.hours, (0.5 + 2 + 2 + 1) / 2, 1e-9);
}

/* ---- as shifts ---- */

#define DAYS 2

static guint
count_short (const double *wanted,
             const FwCoverShift *shifts,
             guint n_shifts,
             const guint *before,
             const guint *counts)
{
  double planned[(DAYS + 1) * FW_COVER_SLOTS] = { 0 };
  guint n = 0;

  for (gint day = -1; day < DAYS; day++)
    for (guint shift = 0; shift < n_shifts; shift++)
      {
        const guint people = day < 0 ? before[shift] : counts[(guint) day * n_shifts + shift];
        const gint64 start = day * 24 * FW_HOUR + shifts[shift].start * FW_MINUTE;

        fw_cover_add (planned, G_N_ELEMENTS (planned), 0, start,
                      start + shifts[shift].length * FW_MINUTE, people);
        for (guint i = 0; i < shifts[shift].n_breaks; i++)
          fw_cover_add (
              planned, G_N_ELEMENTS (planned), 0, start + shifts[shift].breaks[i].start * FW_MINUTE,
              start + (shifts[shift].breaks[i].start + shifts[shift].breaks[i].length) * FW_MINUTE,
              -(double) people);
      }
  for (guint i = 0; i < DAYS * FW_COVER_SLOTS; i++)
    n += fw_cover_count_short (wanted[i], planned[i]) > 0;
  return n;
}

static void
test_shifts (void)
{
  const FwCoverShift shifts[] = { { 6 * 60, 8 * 60, { { 240, 30 } }, 1 },
                                  { 14 * 60, 8 * 60, { { 0, 0 } }, 0 },
                                  { 22 * 60, 8 * 60, { { 0, 0 } }, 0 } };
  const guint none[(DAYS + 1) * 3] = { 0 }, nights[(DAYS + 1) * 3] = { 0, 0, 2 };
  const guint some[(DAYS + 1) * 3] = { 0, 0, 2, 3, 9, 2, 0, 0, 0 };
  double wanted[DAYS * FW_COVER_SLOTS];
  guint counts[DAYS * 3];

  for (guint i = 0; i < DAYS * FW_COVER_SLOTS; i++)
    wanted[i] = i % 48 < 12 ? 2 : i % 48 < 28 ? 5 : i % 48 < 44 ? 3 : 2;
  /* All of the early ones have their break at once: then nobody can be there, and no more come for
   * it. The night before the first day is at work in its morning. */
  fw_cover_find_shifts (wanted, DAYS, shifts, 3, nights, counts);
  g_assert_cmpuint (count_short (wanted, shifts, 3, nights, counts), ==, 2);
  g_assert_cmpuint (counts[0], ==, 5);
  g_assert_cmpuint (counts[1], ==, 3);
  g_assert_cmpuint (counts[2], ==, 2);
  g_assert_cmpuint (counts[5], ==, 2);
  wanted[20] = wanted[68] = 0;
  fw_cover_find_shifts (wanted, DAYS, shifts, 3, nights, counts);
  g_assert_cmpuint (counts[0], ==, 5);
  g_assert_cmpuint (counts[3], ==, 5);
  g_assert_cmpuint (count_short (wanted, shifts, 3, nights, counts), ==, 0);
  /* What is there is not asked for again, and what is too much is no matter. */
  fw_cover_find_shifts (wanted, DAYS, shifts, 3, some, counts);
  g_assert_cmpuint (counts[0], ==, 2);
  g_assert_cmpuint (counts[1], ==, 0);
  g_assert_cmpuint (counts[2], ==, 0);
  g_assert_cmpuint (counts[3], ==, 5);
  g_assert_cmpuint (counts[4], ==, 3);
  g_assert_cmpuint (counts[5], ==, 2);
  /* Without it nobody of these days can be: the rest is covered all the same. */
  fw_cover_find_shifts (wanted, DAYS, shifts, 3, none, counts);
  g_assert_cmpuint (count_short (wanted, shifts, 3, none, counts), ==, 12);
  /* What is not known wants nobody. */
  for (guint i = 0; i < FW_COVER_SLOTS; i++)
    wanted[i] = NAN;
  fw_cover_find_shifts (wanted, DAYS, shifts, 3, nights, counts);
  g_assert_cmpuint (counts[0], ==, 0);
  g_assert_cmpuint (counts[2], ==, 2); /* for the morning after */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cover/breaks", test_breaks);
  g_test_add_func ("/cover/shift", test_shift);
  g_test_add_func ("/cover/night", test_night);
  g_test_add_func ("/cover/gap", test_gap);
  g_test_add_func ("/cover/shifts", test_shifts);
  return g_test_run ();
}
