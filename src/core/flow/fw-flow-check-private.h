/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/flow/fw-flow.h"

G_BEGIN_DECLS

typedef struct
{
  const FwFlow *flow;
  GPtrArray *faults;
  guint n;           /* states */
  guint8 *leads;     /* n rows of n: whether something leads from one state to another */
  guint8 *serves;    /* the same by the server's moves alone */
  gboolean *reached; /* from where it starts, by index of state */
} FwFlowChecker;

static inline gboolean
fw_flow_has (char *const *names, const char *name)
{
  return g_strv_contains ((const char *const *) names, name);
}

static inline gint
fw_flow_index_state (const FwFlow *flow, const char *name)
{
  for (guint i = 0; name != NULL && i < flow->states->len; i++)
    if (g_str_equal (g_array_index (flow->states, FwFlowState, i).name, name))
      return (gint) i;
  return -1;
}

static inline const FwFlowState *
fw_flow_get_state (const FwFlow *flow, guint i)
{
  return &g_array_index (flow->states, FwFlowState, i);
}

/** fw_flow_is_person: whether the word is a role, a relation or a function of the flow. */
gboolean fw_flow_is_person (const FwFlow *flow, const char *word);
void fw_flow_check_who (FwFlowChecker *checker, guint line, const char *what, char *const *words);

/** fw_flow_spread: adds to @reached what is reached from what is in it, without going on from @ends
 * (nullable). All have @n elements, @ways n rows of them. */
void fw_flow_spread (const guint8 *ways, guint n, gboolean *reached, const gboolean *ends);

void fw_flow_check_clock (FwFlowChecker *checker, const FwFlowClock *clock);

G_END_DECLS
