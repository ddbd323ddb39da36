/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be told of a clock from its description and the states around it. */
#include "core/flow/fw-flow-check-private.h"

static gboolean
is_event (const FwFlow *flow, const char *name)
{
  return fw_flow_index_state (flow, name) >= 0 || fw_flow_find_message (flow, name) != NULL;
}

static void
check_events (FwFlowChecker *checker,
              const FwFlowClock *clock,
              const char *what,
              char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (!is_event (checker->flow, names[i]))
      fw_flow_fault (checker->faults, clock->line,
                     "clock “%s”: %s “%s” is neither a state nor a message", clock->name, what,
                     names[i]);
}

/* The states in which the clock may be running, and whether anything can stop it there. */
static void
check_stops (FwFlowChecker *checker, const FwFlowClock *clock)
{
  const FwFlow *flow = checker->flow;
  const guint n = flow->states->len;
  g_autofree gboolean *runs = g_new0 (gboolean, n + 1);
  g_autofree gboolean *stops = g_new0 (gboolean, n + 1);
  gboolean by_message = FALSE, anywhere = FALSE, stopped = FALSE;

  for (guint i = 0; clock->until[i] != NULL; i++)
    by_message |= fw_flow_find_message (flow, clock->until[i]) != NULL;
  for (guint i = 0; clock->start[i] != NULL; i++)
    anywhere |= fw_flow_find_message (flow, clock->start[i]) != NULL;
  for (guint i = 0; i < n; i++)
    {
      const FwFlowState *state = fw_flow_get_state (flow, i);

      stops[i] = fw_flow_has (clock->until, state->name) || state->voids;
      runs[i] = checker->reached[i] && (fw_flow_has (clock->start, state->name) ||
                                        (anywhere && !state->ends && !stops[i]));
      if (clock->start[0] == NULL)
        runs[i] = g_str_equal (state->name, flow->start);
    }
  fw_flow_spread (checker->leads, n, runs, stops);
  for (guint i = 0; i < n; i++)
    stopped |= runs[i] && fw_flow_has (clock->until, fw_flow_get_state (flow, i)->name);
  if (!stopped && !by_message)
    {
      fw_flow_fault (checker->faults, clock->line, "nothing stops clock “%s”", clock->name);
      return;
    }
  for (guint i = 0; i < n && !by_message; i++)
    if (runs[i] && fw_flow_get_state (flow, i)->ends && !stops[i])
      fw_flow_fault (checker->faults, clock->line,
                     "nothing stops clock “%s” when the record ends in “%s”: name it in until, or "
                     "say voids=\"yes\" of the state",
                     clock->name, fw_flow_get_state (flow, i)->name);
}

/* From every pause there must be a way into a state that is none. */
static void
check_pauses (FwFlowChecker *checker, const FwFlowClock *clock)
{
  const FwFlow *flow = checker->flow;
  const guint n = flow->states->len;

  for (guint i = 0; clock->pause_in[i] != NULL; i++)
    {
      const gint pause = fw_flow_index_state (flow, clock->pause_in[i]);
      g_autofree gboolean *reached = g_new0 (gboolean, n + 1);
      g_autofree gboolean *ends = g_new0 (gboolean, n + 1);
      gboolean out = FALSE;

      if (pause < 0)
        {
          fw_flow_fault (checker->faults, clock->line, "clock “%s”: pause-in “%s” is no state",
                         clock->name, clock->pause_in[i]);
          continue;
        }
      reached[pause] = TRUE;
      for (guint j = 0; j < n; j++)
        ends[j] = !fw_flow_has (clock->pause_in, fw_flow_get_state (flow, j)->name);
      fw_flow_spread (checker->leads, n, reached, ends);
      for (guint j = 0; j < n; j++)
        out |= reached[j] && ends[j];
      if (!out)
        fw_flow_fault (checker->faults, clock->line,
                       "clock “%s”: there is no way out of its pause in “%s”", clock->name,
                       clock->pause_in[i]);
    }
}

/* "department.answer_hours": of what a field of the record refers to. */
static void
check_reference (FwFlowChecker *checker, const FwFlowClock *clock, const char *policy)
{
  g_autofree char *name = g_strndup (policy, (gsize) (strchr (policy, '.') - policy));
  const FwFlowField *field = fw_flow_find_field (checker->flow, name);

  if (field == NULL || g_strcmp0 (field->type, "ref") != 0)
    fw_flow_fault (checker->faults, clock->line, "clock “%s”: “%s” is no reference of the record",
                   clock->name, name);
}

static void
check_limits (FwFlowChecker *checker, const FwFlowClock *clock)
{
  gboolean graded = FALSE;

  for (guint i = 0; i < clock->n_limits; i++)
    {
      const char *policy = clock->limits[i].policy;

      graded |= clock->limits[i].grade != NULL;
      if (policy != NULL && !g_str_has_prefix (policy, "policy."))
        check_reference (checker, clock, policy);
    }
  if (clock->n_limits == 0)
    fw_flow_fault (checker->faults, clock->line, "clock “%s” has no limit", clock->name);
  if (graded && checker->flow->graded_by == NULL)
    fw_flow_fault (checker->faults, clock->line,
                   "clock “%s” has limits by grade, and the flow does not say by which field "
                   "(grade=…)",
                   clock->name);
}

void
fw_flow_check_clock (FwFlowChecker *checker, const FwFlowClock *clock)
{
  const FwFlow *flow = checker->flow;
  const guint before = checker->faults->len;

  check_events (checker, clock, "start", clock->start);
  check_events (checker, clock, "until", clock->until);
  for (guint i = 0; clock->start[i] != NULL; i++)
    if (fw_flow_has (clock->until, clock->start[i]))
      fw_flow_fault (checker->faults, clock->line, "clock “%s”: “%s” both starts and stops it",
                     clock->name, clock->start[i]);
  if (clock->start[0] == NULL && fw_flow_has (clock->until, flow->start))
    fw_flow_fault (checker->faults, clock->line, "clock “%s”: “%s” both starts and stops it",
                   clock->name, flow->start);
  if (checker->faults->len == before)
    check_stops (checker, clock);
  check_limits (checker, clock);
  check_pauses (checker, clock);
  fw_flow_check_who (checker, clock->line, "extend-by", clock->extend_by);
  if (clock->warn_to != NULL && !fw_flow_is_person (flow, clock->warn_to))
    fw_flow_fault (checker->faults, clock->line, "warn-to: “%s” is nobody", clock->warn_to);
  for (guint i = 0; i < clock->n_steps; i++)
    if (!fw_flow_is_person (flow, clock->steps[i].to))
      fw_flow_fault (checker->faults, clock->line, "clock “%s” escalates to “%s”, who is nobody",
                     clock->name, clock->steps[i].to);
}
