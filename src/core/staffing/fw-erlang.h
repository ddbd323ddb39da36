/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FW_ERLANG_MOST_PATIENCE: seconds; whoever would wait four months waits as long as it takes. */
#define FW_ERLANG_MOST_PATIENCE 1e7

/** FwErlang: what a number of agents does to those who call. Shares are 0 to 1, of all offered. */
typedef struct
{
  double wait_probability;
  double service_level;  /* answered within the target */
  double asa_s;          /* wait over all, those who need not wait or give up included; +inf when
                            agents do not suffice and nobody gives up */
  double asa_answered_s; /* over those who are answered; NAN where nobody is */
  double abandoned;
  double occupancy; /* share of the agents' time in contacts; NAN without agents */
} FwErlang;

/**
 * fw_erlang_c:
 * Callers wait as long as it takes.
 * @contacts: that arrive in @interval_s, a fraction as it may be
 * @aht_s: seconds of handling each
 * @target_s: T of the service level, 0 or more
 */
FwErlang
fw_erlang_c (double contacts, double interval_s, double aht_s, guint agents, double target_s);

/**
 * fw_erlang_a:
 * Callers hang up after a patience that is exponential; whoever does is not answered.
 * @patience_s: its mean, above 0 and at most FW_ERLANG_MOST_PATIENCE
 * The rest as in fw_erlang_c().
 */
FwErlang fw_erlang_a (double contacts,
                      double interval_s,
                      double aht_s,
                      guint agents,
                      double target_s,
                      double patience_s);

G_END_DECLS
