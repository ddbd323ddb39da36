/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwErlang: what a number of agents does to callers who wait as long as it takes (Erlang C). */
typedef struct
{
  double wait_probability;
  double service_level; /* share of all that are answered within the target */
  double asa_s; /* over all, those who need not wait included; +inf when agents do not suffice */
  double occupancy;
} FwErlang;

/**
 * fw_erlang_c:
 * @contacts: that arrive in @interval_s
 * @aht_s: seconds of handling each
 * @target_s: T of the service level
 */
FwErlang
fw_erlang_c (double contacts, double interval_s, double aht_s, guint agents, double target_s);

/** fw_erlang_c_find_agents: Returns: the fewest agents that reach @service_level; 0 when @most do
 * not. */
guint fw_erlang_c_find_agents (double contacts,
                               double interval_s,
                               double aht_s,
                               double target_s,
                               double service_level,
                               guint most);

G_END_DECLS
