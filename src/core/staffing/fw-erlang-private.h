/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** fw_erlang_compute_blocked: the share that finds all of @agents busy where nobody waits
 * (Erlang B); @load in Erlang. */
double fw_erlang_compute_blocked (double load, guint agents);
