/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/staffing/fw-erlang.h"

#include <math.h>

#include "core/staffing/fw-erlang-private.h"

/* The recursion neither overflows nor needs factorials; the load stays a fraction. */
double
fw_erlang_compute_blocked (double load, guint agents)
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
  FwErlang result = { 0 };

  g_return_val_if_fail (contacts >= 0 && interval_s > 0 && aht_s > 0, ((FwErlang){ 0 }));
  g_return_val_if_fail (target_s >= 0, ((FwErlang){ 0 }));

  load = contacts * aht_s / interval_s;
  spare = agents - load;
  if (load == 0)
    return (FwErlang){ .service_level = 1, .occupancy = agents > 0 ? 0 : NAN };
  if (spare <= 0)
    return (FwErlang){ 1, 0, INFINITY, agents > 0 ? INFINITY : NAN, 0, agents > 0 ? 1 : NAN };

  blocked = fw_erlang_compute_blocked (load, agents);
  result.wait_probability = blocked / (1 - (load / agents) * (1 - blocked));
  result.service_level = 1 - result.wait_probability * exp (-spare * target_s / aht_s);
  result.asa_s = result.asa_answered_s = result.wait_probability * aht_s / spare;
  result.occupancy = load / agents;
  return result;
}
