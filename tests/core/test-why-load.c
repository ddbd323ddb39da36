/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/why/fw-why-load.h"

#define N_DAYS 7
#define N_VALUES 3

/* Work of three products on seven days a side, the last two of them a quiet weekend. */
typedef struct
{
  double before[N_VALUES][N_DAYS], now[N_VALUES][N_DAYS];
} Week;

static void
fill (Week *week, const double growth[N_VALUES])
{
  static const double days[N_DAYS] = { 1.03, 0.99, 1.01, 0.98, 1.0, 0.6, 0.5 };
  static const double wobble[N_DAYS] = { 1.01, 0.99, 1.02, 1.0, 0.98, 1.01, 0.99 };
  static const double sizes[N_VALUES] = { 100, 60, 40 };

  for (guint v = 0; v < N_VALUES; v++)
    for (guint d = 0; d < N_DAYS; d++)
      {
        week->before[v][d] = sizes[v] * days[d] * wobble[(d + v) % N_DAYS];
        week->now[v][d] = sizes[v] * days[d] * wobble[(d + 2 * v + 3) % N_DAYS] * growth[v];
      }
}

static FwWhyLoadTable
make_table (const Week *week)
{
  return (FwWhyLoadTable){ .n_values = N_VALUES,
                           .n_days = { N_DAYS, N_DAYS },
                           .work = { &week->before[0][0], &week->now[0][0] } };
}

static void
test_found (void)
{
  Week week;
  FwWhyLoadTable table;
  FwWhyLoadFound found;

  fill (&week, (const double[]){ 1.02, 1.0, 2.5 });
  table = make_table (&week);
  g_assert_true (fw_why_load_find (&table, 1, &found));
  g_assert_cmpuint (found.value, ==, 2);
  g_assert_cmpfloat_with_epsilon (found.now_s / found.before_s, 2.5, 0.02);
  g_assert_cmpfloat (found.share, >, 0.9);
  g_assert_cmpfloat (found.p, <, 0.001);
}

/* Everything grew alike, nothing grew, one shrank, one grew too little to matter. */
static void
test_nothing (void)
{
  static const double growths[][N_VALUES] = {
    { 1.3, 1.3, 1.3 }, { 1, 1, 1 }, { 1, 1, 0.4 }, { 1, 1, 1.05 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (growths); i++)
    {
      Week week;
      FwWhyLoadTable table;
      FwWhyLoadFound found;

      fill (&week, growths[i]);
      table = make_table (&week);
      g_assert_false (fw_why_load_find (&table, 1, &found));
    }
}

/* The product, and the channel by which it comes with much else: the product grew more against
 * itself. The queue that holds the same contacts comes second. */
static void
test_narrowest (void)
{
  Week week, channels;
  FwWhyLoadTable tables[3];
  FwWhyLoadFound found;

  fill (&week, (const double[]){ 1, 1, 2.5 });
  memset (&channels, 0, sizeof channels);
  for (guint d = 0; d < N_DAYS; d++)
    {
      channels.before[0][d] = week.before[0][d] + week.before[2][d];
      channels.now[0][d] = week.now[0][d] + week.now[2][d];
      channels.before[1][d] = week.before[1][d];
      channels.now[1][d] = week.now[1][d];
    }
  tables[0] = make_table (&channels);
  tables[1] = make_table (&week);
  tables[2] = make_table (&week);
  g_assert_true (fw_why_load_find (tables, 3, &found));
  g_assert_cmpuint (found.table, ==, 1);
  g_assert_cmpuint (found.value, ==, 2);
}

/* One day a side says nothing of how days differ. */
static void
test_one_day (void)
{
  static const double before[] = { 10, 10 }, now[] = { 10, 30 };
  FwWhyLoadTable table = { .n_values = 2, .n_days = { 1, 1 }, .work = { before, now } };
  FwWhyLoadFound found;

  g_assert_false (fw_why_load_find (&table, 1, &found));
  g_assert_false (fw_why_load_find (NULL, 0, &found));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/why-load/found", test_found);
  g_test_add_func ("/why-load/nothing", test_nothing);
  g_test_add_func ("/why-load/narrowest", test_narrowest);
  g_test_add_func ("/why-load/one-day", test_one_day);
  return g_test_run ();
}
