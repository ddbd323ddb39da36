/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be told of a flow without a record: each check names what it found and the line. */
#include <string.h>

#include "core/access/fw-access.h"
#include "core/flow/fw-flow-check-private.h"

#define MOST_STATES 200

/* ---- who ---- */

static const char *const relations[] = { "own",    "owner", "author", "leader-of-person",
                                         "signer", NULL };

gboolean
fw_flow_is_person (const FwFlow *flow, const char *word)
{
  FwRole role;

  return g_strv_contains (relations, word) || fw_flow_find_function (flow, word) != NULL ||
         g_str_equal (word, "agent") || g_str_equal (word, "everyone") ||
         (fw_role_from_name (word, &role) && role != FW_ROLE_FEED);
}

void
fw_flow_check_who (FwFlowChecker *checker, guint line, const char *what, char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (!g_str_equal (words[i], "server") && !fw_flow_is_person (checker->flow, words[i]))
      fw_flow_fault (checker->faults, line,
                     "%s: there is no role, relation or function “%s”; a function is named by "
                     "<function name=…/>",
                     what, words[i]);
}

static gboolean
is_role (const char *word)
{
  FwRole role;

  return fw_role_from_name (word, &role) && role != FW_ROLE_FEED;
}

static void
check_function (FwFlowChecker *checker, const FwFlowFunction *function)
{
  if (is_role (function->name) || g_strv_contains (relations, function->name) ||
      g_str_equal (function->name, "everyone") || g_str_equal (function->name, "server"))
    fw_flow_fault (checker->faults, function->line,
                   "function “%s”: a role or relation is called so", function->name);
  for (guint i = 0; function->otherwise[i] != NULL; i++)
    if (!is_role (function->otherwise[i]))
      fw_flow_fault (checker->faults, function->line, "function “%s” else: there is no role “%s”",
                     function->name, function->otherwise[i]);
}

/* Whether there may ever be somebody, or a moment, to make it. */
static gboolean
can_be_made (const FwFlow *flow, const FwFlowMove *move)
{
  for (guint i = 0; move->by[i] != NULL; i++)
    {
      const gboolean barred = move->other_than != NULL && move->other_than_if == NULL &&
                              g_str_equal (move->other_than, move->by[i]);

      if (g_str_equal (move->by[i], "server") ? move->when != NULL
                                              : fw_flow_is_person (flow, move->by[i]) && !barred)
        return TRUE;
    }
  return FALSE;
}

/* ---- fields ---- */

static void
check_field (FwFlowChecker *checker, guint line, const char *what, const char *name)
{
  g_autofree char *counted = NULL;

  if (g_str_has_prefix (name, "policy."))
    return;
  if (g_str_has_prefix (name, "count("))
    name = counted = g_strndup (name + 6, strlen (name) - 7);
  if (fw_flow_find_field (checker->flow, name) == NULL)
    fw_flow_fault (checker->faults, line, "%s: there is no field “%s”", what, name);
}

static void
check_condition (FwFlowChecker *checker,
                 guint line,
                 const char *attribute,
                 const FwFlowCondition *condition)
{
  g_autofree const char **names = NULL;

  if (condition == NULL)
    return;
  names = fw_flow_condition_list_names (condition);
  if (names[0] == NULL)
    fw_flow_fault (checker->faults, line,
                   "move: %s guards on nothing: “%s” asks neither a field nor a policy", attribute,
                   fw_flow_condition_get_text (condition));
  for (guint i = 0; names[i] != NULL; i++)
    check_field (checker, line, attribute, names[i]);
}

/* The server's moves write nothing else, and of two moves on the same way it could not be told
 * which one was made. */
static void
check_effect (FwFlowChecker *checker, const FwFlowMove *move)
{
  if (move->effect == NULL)
    return;
  if (move->when != NULL)
    fw_flow_fault (checker->faults, move->line,
                   "move to “%s”: an effect goes with a move that people make", move->to);
  for (guint i = 0; i < checker->flow->moves->len; i++)
    {
      const FwFlowMove *other = &g_array_index (checker->flow->moves, FwFlowMove, i);

      for (guint j = 0; other != move && move->from[j] != NULL; j++)
        if (g_str_equal (other->to, move->to) && fw_flow_has (other->from, move->from[j]))
          fw_flow_fault (checker->faults, move->line,
                         "move to “%s”: one with an effect is the only one on its way", move->to);
    }
}

static void
check_when (FwFlowChecker *checker, const FwFlowMove *move)
{
  const FwFlowField *field;

  if (move->when == NULL)
    {
      if (fw_flow_has (move->by, "server"))
        fw_flow_fault (checker->faults, move->line,
                       "move to “%s”: the server makes a move only at a moment; when is missing",
                       move->to);
      return;
    }
  if (!fw_flow_has (move->by, "server"))
    fw_flow_fault (checker->faults, move->line, "move to “%s”: when goes with by=\"server\"",
                   move->to);
  field = fw_flow_find_field (checker->flow, move->when->field);
  if (field == NULL && g_str_equal (move->when->field, FW_FLOW_ENTERED))
    return;
  if (field == NULL)
    check_field (checker, move->line, "when", move->when->field);
  else if (g_strcmp0 (field->type, "date") != 0 && g_strcmp0 (field->type, "moment") != 0)
    fw_flow_fault (checker->faults, move->line, "when: the field “%s” is no date and no moment",
                   field->name);
}

/* ---- states and moves ---- */

static void
check_states_named (FwFlowChecker *checker, guint line, const char *what, char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (fw_flow_index_state (checker->flow, names[i]) < 0)
      fw_flow_fault (checker->faults, line, "%s: there is no state “%s”", what, names[i]);
}

static void
add_ways (FwFlowChecker *checker, char *const *from, const char *to, gboolean by_server)
{
  const gint target = fw_flow_index_state (checker->flow, to);

  for (guint i = 0; target >= 0 && from[i] != NULL; i++)
    {
      const gint source = fw_flow_index_state (checker->flow, from[i]);

      if (source < 0)
        continue;
      checker->leads[(guint) source * checker->n + (guint) target] = TRUE;
      if (by_server)
        checker->serves[(guint) source * checker->n + (guint) target] = TRUE;
    }
}

/* Moves that can be made, and what a change of a guarded field takes back. */
static void
find_ways (FwFlowChecker *checker)
{
  const FwFlow *flow = checker->flow;

  for (guint i = 0; i < flow->moves->len; i++)
    {
      const FwFlowMove *move = &g_array_index (flow->moves, FwFlowMove, i);

      if (can_be_made (flow, move))
        add_ways (checker, move->from, move->to,
                  move->when != NULL && fw_flow_has (move->by, "server"));
    }
  for (guint i = 0; i < flow->guards->len; i++)
    {
      const FwFlowGuard *guard = &g_array_index (flow->guards, FwFlowGuard, i);

      add_ways (checker, guard->voids, guard->to, FALSE);
    }
}

void
fw_flow_spread (const guint8 *ways, guint n, gboolean *reached, const gboolean *ends)
{
  g_autofree guint *waiting = g_new (guint, n + 1);
  guint n_waiting = 0;

  for (guint i = 0; i < n; i++)
    if (reached[i])
      waiting[n_waiting++] = i;
  while (n_waiting > 0)
    {
      const guint i = waiting[--n_waiting];

      for (guint j = 0; j < n && (ends == NULL || !ends[i]); j++)
        if (ways[i * n + j] && !reached[j])
          {
            reached[j] = TRUE;
            waiting[n_waiting++] = j;
          }
    }
}

static gboolean
has_way_out (const FwFlowChecker *checker, guint state)
{
  for (guint j = 0; j < checker->n; j++)
    if (j != state && checker->leads[state * checker->n + j])
      return TRUE;
  return FALSE;
}

static void
check_states (FwFlowChecker *checker)
{
  const FwFlow *flow = checker->flow;
  const gint start = fw_flow_index_state (flow, flow->start);

  if (start < 0)
    {
      fw_flow_fault (checker->faults, flow->line, "flow: it starts in “%s”, which is no state",
                     flow->start);
      return;
    }
  checker->reached[start] = TRUE;
  fw_flow_spread (checker->leads, checker->n, checker->reached, NULL);
  for (guint i = 0; i < flow->states->len; i++)
    {
      const FwFlowState *state = fw_flow_get_state (flow, i);

      if (!checker->reached[i])
        fw_flow_fault (checker->faults, state->line, "state “%s” is not reached from “%s”",
                       state->name, flow->start);
      else if (!state->ends && !state->voids && !has_way_out (checker, i))
        fw_flow_fault (checker->faults, state->line,
                       "no move leads out of state “%s”; if it is an end, say ends=\"yes\"",
                       state->name);
    }
}

static void
check_move (FwFlowChecker *checker, const FwFlowMove *move)
{
  const FwFlow *flow = checker->flow;

  check_states_named (checker, move->line, "move from", move->from);
  if (fw_flow_index_state (flow, move->to) < 0)
    fw_flow_fault (checker->faults, move->line, "move to: there is no state “%s”", move->to);
  if (move->from[0] == NULL)
    fw_flow_fault (checker->faults, move->line, "move to “%s”: it begins in no state", move->to);
  if (fw_flow_has (move->from, move->to))
    fw_flow_fault (checker->faults, move->line,
                   "move: from “%s” to itself; what changes no state is a message", move->to);
  fw_flow_check_who (checker, move->line, "move by", move->by);
  check_when (checker, move);
  check_effect (checker, move);
  for (guint i = 0; move->asks != NULL && move->asks[i] != NULL; i++)
    check_field (checker, move->line, "asks", move->asks[i]);
  check_condition (checker, move->line, "if", move->condition);
  check_condition (checker, move->line, "other-than-if", move->other_than_if);
  if (move->other_than != NULL && !g_strv_contains (relations, move->other_than) &&
      fw_flow_find_function (flow, move->other_than) == NULL)
    fw_flow_fault (checker->faults, move->line, "other-than: there is no relation “%s”",
                   move->other_than);
  if (g_strcmp0 (move->other_than, "author") == 0 && flow->guards->len == 0)
    fw_flow_fault (checker->faults, move->line,
                   "other-than=\"author\" guards on nothing: no <guard fields=…/> says whose "
                   "changes make an author");
  if (!can_be_made (flow, move))
    fw_flow_fault (checker->faults, move->line, "nobody can make the move to “%s”", move->to);
}

/* Moves that the server makes one after the other without an end. */
static void
check_circles (FwFlowChecker *checker)
{
  const FwFlow *flow = checker->flow;

  for (guint i = 0; i < checker->n; i++)
    {
      g_autofree gboolean *reached = g_new0 (gboolean, checker->n);

      for (guint j = 0; j < checker->n; j++)
        reached[j] = checker->serves[i * checker->n + j];
      fw_flow_spread (checker->serves, checker->n, reached, NULL);
      if (!reached[i])
        continue;
      fw_flow_fault (checker->faults, fw_flow_get_state (flow, i)->line,
                     "state “%s”: the server's moves lead out of it and back to it without an end",
                     fw_flow_get_state (flow, i)->name);
      return;
    }
}

static void
check_guard (FwFlowChecker *checker, const FwFlowGuard *guard)
{
  const FwFlow *flow = checker->flow;
  gboolean asked = FALSE;

  for (guint i = 0; guard->fields[i] != NULL; i++)
    check_field (checker, guard->line, "guard", guard->fields[i]);
  check_states_named (checker, guard->line, "guard voids", guard->voids);
  if (guard->to != NULL && fw_flow_index_state (flow, guard->to) < 0)
    fw_flow_fault (checker->faults, guard->line, "guard to: there is no state “%s”", guard->to);
  if ((guard->voids[0] != NULL) != (guard->to != NULL))
    fw_flow_fault (checker->faults, guard->line,
                   "guard: voids and to go together: which states a change ends, and where to");
  for (guint i = 0; i < flow->moves->len; i++)
    asked |= g_strcmp0 (g_array_index (flow->moves, FwFlowMove, i).other_than, "author") == 0;
  if (guard->fields[0] == NULL)
    fw_flow_fault (checker->faults, guard->line, "guard on nothing: it names no field");
  else if (!asked && guard->voids[0] == NULL)
    fw_flow_fault (checker->faults, guard->line,
                   "guard on nothing: no state is voided by it and no move asks for another than "
                   "the author");
}

static void
check_all (FwFlowChecker *checker)
{
  const FwFlow *flow = checker->flow;

  if (flow->graded_by != NULL)
    check_field (checker, flow->line, "flow grade", flow->graded_by);
  for (guint i = 0; i < flow->functions->len; i++)
    check_function (checker, &g_array_index (flow->functions, FwFlowFunction, i));
  check_states (checker);
  for (guint i = 0; i < flow->moves->len; i++)
    check_move (checker, &g_array_index (flow->moves, FwFlowMove, i));
  check_circles (checker);
  for (guint i = 0; i < flow->messages->len; i++)
    fw_flow_check_who (checker, g_array_index (flow->messages, FwFlowMessage, i).line, "message by",
                       g_array_index (flow->messages, FwFlowMessage, i).by);
  for (guint i = 0; i < flow->guards->len; i++)
    check_guard (checker, &g_array_index (flow->guards, FwFlowGuard, i));
  for (guint i = 0; i < flow->clocks->len; i++)
    fw_flow_check_clock (checker, &g_array_index (flow->clocks, FwFlowClock, i));
}

void
fw_flow_check (const FwFlow *self, GPtrArray *faults)
{
  FwFlowChecker checker = { self, faults };

  g_return_if_fail (self != NULL);
  g_return_if_fail (faults != NULL);

  checker.n = self->states->len;
  if (checker.n > MOST_STATES)
    {
      fw_flow_fault (faults, self->line, "flow: %u states; expected at most %d", checker.n,
                     MOST_STATES);
      return;
    }
  checker.leads = g_new0 (guint8, checker.n * checker.n + 1);
  checker.serves = g_new0 (guint8, checker.n * checker.n + 1);
  checker.reached = g_new0 (gboolean, checker.n + 1);
  find_ways (&checker);
  check_all (&checker);
  g_free (checker.leads);
  g_free (checker.serves);
  g_free (checker.reached);
}
