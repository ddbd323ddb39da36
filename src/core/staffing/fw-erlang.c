/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/staffing/fw-erlang.h"

#include <math.h>

/* The blocking probability by its recursion, which neither overflows nor needs factorials; the load
 * stays a fraction. */
static double
compute_erlang_b (double load, guint agents)
{
  double blocked = 1.0;

  for (guint n = 1; n <= agents; n++)
    blocked = load * blocked / (n + load * blocked);

  return blocked;
}

FwErlang
fw_erlang_c (double contacts, double interval_s, double aht_s, guint agents, double target_s)
{
  double load, blocked, spare;
  FwErlang result;

  g_return_val_if_fail (contacts >= 0 && interval_s > 0 && aht_s > 0, ((FwErlang){ 0 }));

  load = contacts * aht_s / interval_s;
  spare = agents - load;
  if (load == 0)
    return (FwErlang){ 0, 1, 0, 0 };
  if (spare <= 0)
    return (FwErlang){ 1, 0, INFINITY, 1 };

  blocked = compute_erlang_b (load, agents);
  result.wait_probability = blocked / (1 - (load / agents) * (1 - blocked));
  result.service_level = 1 - result.wait_probability * exp (-spare * target_s / aht_s);
  result.asa_s = result.wait_probability * aht_s / spare;
  result.occupancy = load / agents;
  return result;
}

guint
fw_erlang_c_find_agents (double contacts,
                         double interval_s,
                         double aht_s,
                         double target_s,
                         double service_level,
                         guint most)
{
  guint low = 0, high = most;

  if (fw_erlang_c (contacts, interval_s, aht_s, most, target_s).service_level < service_level)
    return 0;

  /* The service level grows with each agent: low does not suffice, high does. */
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (fw_erlang_c (contacts, interval_s, aht_s, middle, target_s).service_level >=
          service_level)
        high = middle;
      else
        low = middle;
    }

  return high;
}
