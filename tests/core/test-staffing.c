/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/staffing/fw-staffing.h"

static const FwStaffingDemand calls = { 100, 1800, 180, INFINITY, 1 };

static guint
find (FwStaffingDemand demand, FwStaffingTarget target)
{
  guint people;

  g_assert_true (fw_staffing_find (&demand, &target, 20000, &people));
  return people;
}

static FwStaffingTarget
want (double target_s, double service_level)
{
  FwStaffingTarget target = FW_STAFFING_ANY_TARGET;

  target.target_s = target_s;
  target.least_service_level = service_level;
  return target;
}

static void
test_service_level (void)
{
  FwStaffingTarget high = want (20, 0.8), low = want (20, 0.795);
  guint people;

  g_assert_cmpuint (find (calls, high), ==, 14);
  g_assert_cmpuint (find (calls, low), ==, 13);
  g_assert_false (fw_staffing_find (&calls, &high, 12, &people));
  g_assert_cmpuint (find ((FwStaffingDemand){ 0, 1800, 180, INFINITY, 1 }, high), ==, 0);
}

/* With callers who give up the answer can lie below the load, and every answer is the fewest. */
static void
test_impatient (void)
{
  FwStaffingDemand demand = { 100, 1800, 180, 30, 1 };

  g_assert_cmpuint (find (demand, want (20, 0.5)), <, 10);
  for (demand.contacts = 0.5; demand.contacts < 20000; demand.contacts *= 1.7)
    for (double level = 0.05; level < 1; level += 0.13)
      {
        FwStaffingTarget target = want (20, level);
        guint people = find (demand, target);

        g_assert_cmpfloat (fw_staffing_evaluate (&demand, people, 20).service_level, >=, level);
        if (people > 1)
          g_assert_cmpfloat (fw_staffing_evaluate (&demand, people - 1, 20).service_level, <,
                             level);
      }
}

static void
test_bounds (void)
{
  FwStaffingTarget target = want (20, 0.8);

  target.most_occupancy = 0.7; /* 10 / 14 is more */
  g_assert_cmpuint (find (calls, target), ==, 15);
  target = want (20, 0);
  target.most_asa_s = 8;
  g_assert_cmpuint (find (calls, target), ==, 14);
  target = want (20, 0);
  target.most_abandoned = 0.05;
  g_assert_cmpuint (find ((FwStaffingDemand){ 100, 1800, 180, 300, 1 }, target), ==, 12);
  target = want (20, 0);
  g_assert_cmpuint (find (calls, target), ==, 1);
}

/* 7 people with two chats each are 14 places. */
static void
test_concurrency (void)
{
  FwStaffingDemand chats = calls;

  chats.concurrency = 2;
  g_assert_cmpuint (find (chats, want (20, 0.8)), ==, 7);
  chats.concurrency = 3;
  g_assert_cmpuint (find (chats, want (20, 0.8)), ==, 5);
  chats.concurrency = 1.2;
  g_assert_cmpfloat (fw_staffing_evaluate (&chats, 10, 20).service_level, ==,
                     fw_erlang_c (100, 1800, 180, 12, 20).service_level);
}

static void
test_shrinkage (void)
{
  const double shares[] = { 0.12, 0.05, 0.03 };

  g_assert_cmpuint (fw_staffing_add_shrinkage (14, NULL, 0), ==, 14);
  g_assert_cmpuint (fw_staffing_add_shrinkage (8, shares, 3), ==, 10);
  g_assert_cmpuint (fw_staffing_add_shrinkage (9, shares, 3), ==, 12);
  g_assert_cmpuint (fw_staffing_add_shrinkage (0, shares, 3), ==, 0);
  g_assert_cmpuint (fw_staffing_add_shrinkage (1, (const double[]){ 1 }, 1), ==, G_MAXUINT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/staffing/service-level", test_service_level);
  g_test_add_func ("/staffing/impatient", test_impatient);
  g_test_add_func ("/staffing/bounds", test_bounds);
  g_test_add_func ("/staffing/concurrency", test_concurrency);
  g_test_add_func ("/staffing/shrinkage", test_shrinkage);
  return g_test_run ();
}
