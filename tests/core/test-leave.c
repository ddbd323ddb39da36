/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What days of leave are taken from, held against every way to take them, in any order. */
#include "core/roster/fw-leave.h"

#include "core/calendar/fw-zone.h"

#define RUNS 4000
#define MOST 7

static GArray *
make_days (const gint32 *days, guint n)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (gint32));

  g_array_append_vals (array, days, n);
  return array;
}

/* ---- every way ---- */

/* The most days, from the i-th on, that find one: each way is tried. */
static guint
cover (
    const FwLeaveRight *rights, guint n_rights, guint *used, const gint32 *days, guint n, guint i)
{
  guint best;

  if (i == n)
    return 0;
  best = cover (rights, n_rights, used, days, n, i + 1);
  for (guint r = 0; r < n_rights; r++)
    if (rights[r].first <= days[i] && days[i] <= rights[r].last && used[r] < rights[r].days)
      {
        guint with;

        used[r]++;
        with = 1 + cover (rights, n_rights, used, days, n, i + 1);
        used[r]--;
        best = MAX (best, with);
      }
  return best;
}

static void
shuffle (GRand *rand, gint32 *days, guint n)
{
  for (guint i = n; i > 1; i--)
    {
      const guint j = (guint) g_rand_int_range (rand, 0, (gint32) i);
      const gint32 day = days[i - 1];

      days[i - 1] = days[j];
      days[j] = day;
    }
}

static guint
sum (const guint *used, guint n)
{
  guint total = 0;

  for (guint i = 0; i < n; i++)
    total += used[i];
  return total;
}

static void
make_case (GRand *rand, FwLeaveRight *rights, guint n_rights, gint32 *days, guint *n_days)
{
  for (guint i = 0; i < n_rights; i++)
    {
      rights[i].first = g_rand_int_range (rand, 0, 12);
      rights[i].last = rights[i].first + g_rand_int_range (rand, 0, 12);
      rights[i].days = (guint) g_rand_int_range (rand, 0, 4);
    }
  *n_days = 0;
  for (gint32 day = 0; day < 24 && *n_days < MOST; day++)
    if (g_rand_int_range (rand, 0, 3) == 0)
      days[(*n_days)++] = day;
  shuffle (rand, days, *n_days);
}

/* None is given twice, none more than there are, and no other way finds room for more. What is
 * granted later takes nothing back of what was taken before. */
static void
test_property (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);

  for (guint run = 0; run < RUNS; run++)
    {
      const guint n_rights = (guint) g_rand_int_range (rand, 0, 4);
      FwLeaveRight rights[4];
      gint32 days[MOST];
      guint used[4] = { 0 }, again[4] = { 0 }, before[4] = { 0 }, tried[4] = { 0 }, n, lacking;
      g_autoptr (GArray) all = NULL, some = NULL, mixed = NULL;

      make_case (rand, rights, n_rights, days, &n);
      all = make_days (days, n);
      lacking = fw_leave_charge (rights, n_rights, all, used);
      g_assert_cmpuint (sum (used, n_rights) + lacking, ==, n);
      for (guint i = 0; i < n_rights; i++)
        g_assert_cmpuint (used[i], <=, rights[i].days);
      g_assert_cmpuint (n - lacking, ==, cover (rights, n_rights, tried, days, n, 0));

      some = make_days (days, n / 2);
      fw_leave_charge (rights, n_rights, some, before);
      for (guint i = 0; i < n_rights; i++)
        g_assert_cmpuint (before[i], <=, used[i]);

      shuffle (rand, days, n);
      mixed = make_days (days, n);
      g_array_append_vals (mixed, days, n); /* twice is once */
      g_assert_cmpuint (fw_leave_charge (rights, n_rights, mixed, again), ==, lacking);
      for (guint i = 0; i < n_rights; i++)
        g_assert_cmpuint (again[i], ==, used[i]);
    }
}

/* Five days of the old year may be carried over until March; January takes them first. */
static void
test_year_end (void)
{
  const FwLeaveRight rights[] = {
    { fw_date_from_civil (2026, 1, 1), fw_date_from_civil (2026, 12, 31), 3 },
    { fw_date_from_civil (2026, 1, 1), fw_date_from_civil (2027, 3, 31), 5 },
    { fw_date_from_civil (2027, 1, 1), fw_date_from_civil (2027, 12, 31), 10 },
  };
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (gint32));
  guint used[3];

  for (gint32 day = fw_date_from_civil (2026, 12, 28); day <= fw_date_from_civil (2027, 1, 8);
       day++)
    if (fw_leave_takes_day (day, FW_LEAVE_NOT_TOLD))
      g_array_append_val (days, day);
  g_assert_cmpuint (days->len, ==, 10); /* 28-31 December, 1 and 4-8 January */
  g_assert_cmpuint (fw_leave_charge (rights, 3, days, used), ==, 0);
  g_assert_cmpuint (used[0], ==, 3);
  g_assert_cmpuint (used[1], ==, 5);
  g_assert_cmpuint (used[2], ==, 2);
  /* Without the new year's only eight of the ten are there. */
  g_assert_cmpuint (fw_leave_charge (rights, 2, days, used), ==, 2);
}

static void
test_days (void)
{
  const gint32 saturday = fw_date_from_civil (2026, 11, 21);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autofree char *text = NULL;

  g_assert_false (fw_leave_takes_day (saturday, FW_LEAVE_NOT_TOLD));
  g_assert_true (fw_leave_takes_day (saturday, FW_LEAVE_WORKED));
  g_assert_true (fw_leave_takes_day (saturday - 1, FW_LEAVE_NOT_TOLD));
  g_assert_false (fw_leave_takes_day (saturday - 1, FW_LEAVE_FREE));

  g_assert_true (fw_leave_read_days ("2026-11-20;2026-11-23 ; 2026-11-24", days));
  g_assert_cmpuint (days->len, ==, 3);
  text = fw_leave_write_days (days);
  g_assert_cmpstr (text, ==, "2026-11-20; 2026-11-23; 2026-11-24");
  g_assert_true (fw_leave_read_days (NULL, days));
  g_assert_cmpuint (days->len, ==, 3);
  g_array_set_size (days, 0);
  g_assert_false (fw_leave_read_days ("2026-11-23; 2026-11-20", days));
  g_array_set_size (days, 0);
  g_assert_false (fw_leave_read_days ("2026-11-23; 2026-11-23", days));
  g_array_set_size (days, 0);
  g_assert_false (fw_leave_read_days ("soon", days));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/leave/property", test_property);
  g_test_add_func ("/leave/year-end", test_year_end);
  g_test_add_func ("/leave/days", test_days);
  return g_test_run ();
}
