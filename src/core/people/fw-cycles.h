/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwEdge: what needs what, by index: a course its prerequisite, a team its parent. */
typedef struct
{
  guint from, to;
} FwEdge;

/** FW_CYCLE_NONE: part of no cycle. */
#define FW_CYCLE_NONE G_MAXUINT

/**
 * fw_cycles_find:
 * @cycles: (out) (array length=n_nodes): which cycle each is part of, numbered from 0 by their
 *   first member, or FW_CYCLE_NONE. What needs itself is a cycle of one; cycles that share a member
 *   are one.
 * Returns: how many there are.
 */
guint fw_cycles_find (const FwEdge *edges, guint n_edges, guint n_nodes, guint *cycles);

G_END_DECLS
