/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "core/flow/fw-flow-replay.h"

/* A draft limit on many cases that are in memory: the engine alone.
 * Usage: bench-replay [CASES] */
#define TIMES 5
#define N_CLOCKS 32

static const char *const story[] = { "new",     "acknowledged", "waiting",  "planned", "department",
                                     "planned", "solved",       "verified", "closed" };
static const char *const terms[] = { "1", "2", "3", "vip", "inquiry" };

typedef struct
{
  const char *terms;
  double plan; /* seconds; 0: what the flow says */
} Seen;

static FwFlowValue
get_value (gpointer record, const char *name)
{
  const Seen *seen = record;

  if (g_str_equal (name, "terms"))
    return (FwFlowValue){ FW_FLOW_TEXT, 0, seen->terms };
  if (seen->plan > 0 && g_str_equal (name, "policy.case-plan-seconds"))
    return (FwFlowValue){ FW_FLOW_NUMBER, seen->plan, NULL };
  return FW_FLOW_VALUE_EMPTY;
}

static FwFlowCase *
make_case (FwFlow *flow, guint i, GPtrArray *notices)
{
  Seen seen = { terms[i % G_N_ELEMENTS (terms)], 0 };
  const FwFlowRecord record = { .get = get_value, .record = &seen };
  FwFlowCase *flow_case = fw_flow_case_new (flow);
  gint64 at = (gint64) i * G_USEC_PER_SEC;
  GError *error = NULL;

  for (guint k = 0; k < G_N_ELEMENTS (story); k++)
    {
      if (!fw_flow_case_happen (flow_case, &record, NULL, story[k], FALSE, FW_FLOW_TIME (at),
                                notices, &error))
        g_error ("%s", error->message);
      at += (gint64) (1 + i * 7919 % 17) * 3600 * G_USEC_PER_SEC;
    }
  return flow_case;
}

static double
time_replay (const GPtrArray *cases, FwReplaySum *sums)
{
  const double before = (double) g_get_monotonic_time ();

  for (guint i = 0; i < cases->len; i++)
    {
      const FwFlowCase *flow_case = cases->pdata[i];
      Seen then = { flow_case->grade, 0 }, other = { flow_case->grade, 8 * 3600 };
      const FwFlowRecord in_force = { .get = get_value, .record = &then },
                         draft = { .get = get_value, .record = &other };
      FwReplayed replayed[N_CLOCKS];

      fw_flow_case_replay (flow_case, &in_force, &draft, G_MAXINT64 / 2, replayed);
      for (guint k = 0; k < flow_case->flow->clocks->len; k++)
        fw_replay_sum_add (&sums[k], &replayed[k]);
    }
  return ((double) g_get_monotonic_time () - before) / 1000;
}

int
main (int argc, char **argv)
{
  const guint n = argc > 1 ? (guint) atoi (argv[1]) : 100000;
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_flow_case_free);
  g_autoptr (GPtrArray) notices =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_flow_notice_free);
  GError *error = NULL;
  g_autoptr (FwFlow) flow = fw_flow_find ("case", &error);
  FwReplaySum sums[N_CLOCKS];
  guint64 broken = 0;
  double best = G_MAXDOUBLE;

  if (flow == NULL)
    g_error ("%s", error->message);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (cases, make_case (flow, i, notices));
  for (guint i = 0; i < TIMES; i++)
    {
      memset (sums, 0, sizeof sums);
      best = MIN (best, time_replay (cases, sums));
    }
  for (guint k = 0; k < flow->clocks->len; k++)
    broken += sums[k].newly_broken;
  printf ("a draft limit on %u cases in memory: %.0f ms (%" G_GUINT64_FORMAT " newly broken)\n", n,
          best, broken);
  return 0;
}
