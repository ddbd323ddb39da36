/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/flow/fw-flow-replay.h"

#include "core/flow/fw-flow-case-private.h"

const char *const fw_replay_outcome_names[FW_N_REPLAY_OUTCOMES] = { "none", "open", "kept",
                                                                    "broken" };

/* Which limit of the description holds for the run: that of the case's grade, unless it was stopped
 * under another. Returns: -1: it was set by hand. */
static gint
find_limit (const FwFlowCase *self, const FwFlowRun *run)
{
  const gint64 limit = fw_clock_get_terms (run->clock)->limit;
  const gint graded = fw_flow_clock_find_limit (run->description, self->grade);

  if (graded >= 0 && run->limits[graded] == limit)
    return graded;
  for (guint i = 0; i < run->description->n_limits; i++)
    if (run->limits[i] == limit)
      return (gint) i;
  return -1;
}

static gint64
find_due (const FwFlowRun *run, gint index, const FwFlowRecord *record)
{
  const FwClockTerms *terms = fw_clock_get_terms (run->clock);
  const FwFlowLimit *limit = index >= 0 ? &run->description->limits[index] : NULL;
  gint64 asked = terms->limit, due;
  FwCalendar *calendar;
  gboolean ends;

  if (limit != NULL && limit->policy != NULL && g_str_has_prefix (limit->policy, "policy."))
    asked = fw_flow_limit_read (limit, record);
  if (asked < 0)
    return G_MAXINT64;
  calendar = limit != NULL             ? fw_flow_limit_take_calendar (limit, record)
             : terms->calendar != NULL ? fw_calendar_ref (terms->calendar)
                                       : NULL;
  ends = fw_clock_find_due_by (run->clock, asked, calendar, &due);
  g_clear_pointer (&calendar, fw_calendar_unref);
  return ends ? due : G_MAXINT64;
}

static FwReplayOutcome
judge (const FwClock *clock, gint64 due, gint64 at)
{
  if (fw_clock_runs (clock))
    return due <= at ? FW_REPLAY_BROKEN : FW_REPLAY_OPEN;
  return clock->stopped > due ? FW_REPLAY_BROKEN : FW_REPLAY_KEPT;
}

/* Of a case the worst of its runs counts: broken, then still open, then kept. */
static FwReplayOutcome
join (FwReplayOutcome a, FwReplayOutcome b)
{
  if (a == FW_REPLAY_BROKEN || b == FW_REPLAY_BROKEN)
    return FW_REPLAY_BROKEN;
  return a == FW_REPLAY_OPEN || b == FW_REPLAY_OPEN ? FW_REPLAY_OPEN : MAX (a, b);
}

/* How much a run tells of what is asked. */
static guint
weigh (const FwReplayOutcome *outcomes)
{
  const guint broken = (outcomes[FW_REPLAY_IN_FORCE] == FW_REPLAY_BROKEN) +
                       (outcomes[FW_REPLAY_DRAFT] == FW_REPLAY_BROKEN);

  return broken == 1 ? 2 : broken == 2 ? 1 : 0;
}

static void
take_run (FwReplayed *replayed,
          const FwFlowRun *run,
          const FwReplayOutcome *outcomes,
          const gint64 *due,
          guint *weight)
{
  const guint weighs = weigh (outcomes);

  for (guint i = 0; i < FW_N_REPLAY_SIDES; i++)
    replayed->outcomes[i] = join (replayed->outcomes[i], outcomes[i]);
  if (replayed->run != 0 && weighs <= *weight && (weighs > 0 || *weight > 0))
    return;
  *weight = weighs;
  replayed->run = run->run;
  replayed->stopped = run->clock->stopped;
  for (guint i = 0; i < FW_N_REPLAY_SIDES; i++)
    replayed->due[i] = due[i];
}

static void
replay_clock (const FwFlowCase *self,
              const FwFlowClock *description,
              const FwFlowRecord *const *records,
              gint64 at,
              FwReplayed *replayed)
{
  guint weight = 0;

  *replayed = (FwReplayed){ .due = { G_MAXINT64, G_MAXINT64 }, .stopped = G_MAXINT64 };
  for (guint i = 0; i < self->runs->len; i++)
    {
      const FwFlowRun *run = self->runs->pdata[i];
      FwReplayOutcome outcomes[FW_N_REPLAY_SIDES];
      gint64 due[FW_N_REPLAY_SIDES];
      gint index;

      if (run->description != description || run->clock->result == FW_CLOCK_VOID)
        continue;
      index = find_limit (self, run);
      for (guint side = 0; side < FW_N_REPLAY_SIDES; side++)
        {
          due[side] = find_due (run, index, records[side]);
          outcomes[side] = judge (run->clock, due[side], at);
        }
      take_run (replayed, run, outcomes, due, &weight);
    }
}

void
fw_flow_case_replay (const FwFlowCase *self,
                     const FwFlowRecord *in_force,
                     const FwFlowRecord *draft,
                     gint64 at,
                     FwReplayed *replayed)
{
  const FwFlowRecord *const records[FW_N_REPLAY_SIDES] = { in_force, draft };

  g_return_if_fail (self != NULL && replayed != NULL);
  g_return_if_fail (in_force != NULL && in_force->get != NULL);
  g_return_if_fail (draft != NULL && draft->get != NULL);

  for (guint i = 0; i < self->flow->clocks->len; i++)
    replay_clock (self, &g_array_index (self->flow->clocks, FwFlowClock, i), records, at,
                  &replayed[i]);
}

static gboolean
is_broken (const FwReplayed *self, FwReplaySide side)
{
  return self->outcomes[side] == FW_REPLAY_BROKEN;
}

gboolean
fw_replayed_is_newly_broken (const FwReplayed *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return is_broken (self, FW_REPLAY_DRAFT) && !is_broken (self, FW_REPLAY_IN_FORCE);
}

gboolean
fw_replayed_is_newly_kept (const FwReplayed *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return is_broken (self, FW_REPLAY_IN_FORCE) && !is_broken (self, FW_REPLAY_DRAFT);
}

void
fw_replay_sum_add (FwReplaySum *self, const FwReplayed *replayed)
{
  g_return_if_fail (self != NULL && replayed != NULL);

  for (guint i = 0; i < FW_N_REPLAY_SIDES; i++)
    self->cases[i][replayed->outcomes[i]]++;
  self->newly_broken += fw_replayed_is_newly_broken (replayed);
  self->newly_kept += fw_replayed_is_newly_kept (replayed);
}
