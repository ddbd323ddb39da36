/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the clocks of a case answer to what happens, and what they tell. */
#include "core/flow/fw-flow-case-private.h"

#include "core/fw-error.h"

void
fw_flow_run_free (FwFlowRun *self)
{
  fw_clock_free (self->clock);
  for (guint i = 0; i < self->description->n_limits; i++)
    g_clear_pointer (&self->calendars[i], fw_calendar_unref);
  g_free (self->calendars);
  g_free (self->limits);
  g_free (self);
}

FwFlowRun *
fw_flow_case_find_run (const FwFlowCase *self, const char *clock)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (clock != NULL, NULL);

  for (guint i = self->runs->len; i > 0; i--)
    {
      FwFlowRun *run = self->runs->pdata[i - 1];

      if (g_str_equal (run->description->name, clock))
        return run;
    }
  return NULL;
}

static gboolean
has (char *const *names, const char *name)
{
  return g_strv_contains ((const char *const *) names, name);
}

/* ---- limits ---- */

gint64
fw_flow_limit_read (const FwFlowLimit *limit, const FwFlowRecord *record)
{
  FwFlowValue value;

  if (limit->policy == NULL)
    return limit->limit;
  value = record->get (record->record, limit->policy);
  if (value.type != FW_FLOW_NUMBER || !(value.number >= 0) ||
      value.number * (double) limit->unit > (double) FW_CALENDAR_LAST)
    return limit->limit;
  return (gint64) (value.number * (double) limit->unit);
}

static gboolean
refuse_limit (const FwFlowClock *description, const char *grade, GError **error)
{
  if (grade != NULL)
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "clock “%s” has no limit for grade “%s”",
                 description->name, grade);
  else
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                 "clock “%s” has no limit: its policy is not set, or the record has no grade",
                 description->name);
  return FALSE;
}

/* ---- starts ---- */

typedef enum
{
  ANSWER_NOTHING,
  ANSWER_START,
  ANSWER_CONTINUE,
  ANSWER_STOP,
  ANSWER_VOID
} Answer;

static Answer
answer_again (const FwFlowClock *description, gboolean started_anew)
{
  switch (description->reopen)
    {
    case FW_FLOW_REOPEN_RESTART:
      return ANSWER_START;
    case FW_FLOW_REOPEN_CONTINUE:
      return ANSWER_CONTINUE;
    case FW_FLOW_REOPEN_AGAIN:
      return started_anew ? ANSWER_START : ANSWER_NOTHING;
    case FW_FLOW_REOPEN_NONE:
    default:
      return ANSWER_NOTHING;
    }
}

static gboolean
starts (const FwFlowCase *self, const FwFlowClock *description, const FwFlowEvent *event)
{
  if (description->start[0] == NULL)
    return event->entered && g_strcmp0 (event->name, self->flow->start) == 0;
  return has (description->start, event->name);
}

/* Of an event that both ends and starts a clock, the end counts. */
static Answer
find_answer (const FwFlowCase *self, const FwFlowClock *description, const FwFlowEvent *event)
{
  const FwFlowRun *last = fw_flow_case_find_run (self, description->name);
  const gboolean runs = last != NULL && fw_clock_runs (last->clock);

  if (event->voids)
    return runs ? ANSWER_VOID : ANSWER_NOTHING;
  if (has (description->until, event->name))
    return runs ? ANSWER_STOP : ANSWER_NOTHING;
  if (runs)
    return ANSWER_NOTHING;
  if (starts (self, description, event))
    return last == NULL ? ANSWER_START : answer_again (description, TRUE);
  return event->reopens && last != NULL ? answer_again (description, FALSE) : ANSWER_NOTHING;
}

gboolean
fw_flow_clocks_check (const FwFlowCase *self,
                      const FwFlowRecord *record,
                      const FwFlowEvent *event,
                      GError **error)
{
  for (guint i = 0; i < self->flow->clocks->len; i++)
    {
      const FwFlowClock *description = &g_array_index (self->flow->clocks, FwFlowClock, i);
      const gint limit = fw_flow_clock_find_limit (description, self->grade);

      if (find_answer (self, description, event) == ANSWER_START &&
          (limit < 0 || fw_flow_limit_read (&description->limits[limit], record) < 0))
        return refuse_limit (description, self->grade, error);
    }
  return TRUE;
}

static gboolean
count_alike (const FwFlowLimit *a, const FwFlowLimit *b)
{
  return g_strcmp0 (a->hours, b->hours) == 0 && a->by_days == b->by_days;
}

FwCalendar *
fw_flow_limit_take_calendar (const FwFlowLimit *limit, const FwFlowRecord *record)
{
  FwCalendar *calendar = NULL;

  if (limit->hours != NULL && record->get_calendar != NULL)
    calendar = record->get_calendar (record->record, limit->hours);
  if (calendar == NULL)
    return NULL;
  return limit->by_days ? fw_calendar_new_by_days (calendar) : fw_calendar_ref (calendar);
}

/* Limits that count alike have one calendar: what was told is known by it. */
static void
take_calendars (FwFlowRun *run, const FwFlowRecord *record)
{
  const FwFlowLimit *limits = run->description->limits;

  for (guint i = 0; i < run->description->n_limits; i++)
    {
      guint same = 0;

      while (!count_alike (&limits[same], &limits[i]))
        same++;
      g_clear_pointer (&run->calendars[i], fw_calendar_unref);
      if (same < i)
        {
          run->calendars[i] =
              run->calendars[same] != NULL ? fw_calendar_ref (run->calendars[same]) : NULL;
          continue;
        }
      run->calendars[i] = fw_flow_limit_take_calendar (&limits[i], record);
    }
}

static void
start_run (FwFlowCase *self, const FwFlowClock *description, const FwFlowRecord *record, gint64 at)
{
  const FwFlowRun *last = fw_flow_case_find_run (self, description->name);
  const gint limit = fw_flow_clock_find_limit (description, self->grade);
  FwFlowRun *run = g_new0 (FwFlowRun, 1);

  g_assert (limit >= 0);
  run->description = description;
  run->run = last != NULL ? last->run + 1 : 1;
  run->limits = g_new (gint64, description->n_limits);
  run->calendars = g_new0 (FwCalendar *, description->n_limits);
  run->known_due = G_MAXINT64;
  for (guint i = 0; i < description->n_limits; i++)
    run->limits[i] = fw_flow_limit_read (&description->limits[i], record);
  take_calendars (run, record);
  run->clock = fw_clock_new (at, run->limits[limit], description->warn_left, run->calendars[limit]);
  g_ptr_array_add (self->runs, run);
}

/* ---- what is told ---- */

static FwFlowNotice *
add_notice (GPtrArray *notices, const FwFlowRun *run, FwFlowWhat what, gint64 due, gint64 at)
{
  FwFlowNotice *notice = g_new0 (FwFlowNotice, 1);

  notice->what = what;
  notice->due = due;
  notice->at = at;
  notice->clock = g_strdup (run->description->name);
  notice->run = run->run;
  g_ptr_array_add (notices, notice);
  return notice;
}

static guint64 *
get_told (FwFlowRun *run)
{
  return &g_array_index (run->clock->terms, FwClockTerms, run->clock->term).told;
}

/* A breach that is told and, by what came to be known, was none. Should there be one after all, it
 * is told again. */
static void
withdraw (FwFlowRun *run, gint64 due, gint64 at, GPtrArray *notices)
{
  guint64 *told = get_told (run);

  add_notice (notices, run, FW_FLOW_WITHDRAW, due, at);
  *told &= FW_CLOCK_TOLD_WARN | FW_CLOCK_TOLD_STUCK;
}

static void
stop_run (FwFlowRun *run, FwFlowTime time, GPtrArray *notices)
{
  const gboolean told = (*get_told (run) & FW_CLOCK_TOLD_BREACH) != 0;
  gint64 due;

  fw_clock_stop (run->clock, time.made_at);
  if (!told || run->clock->result != FW_CLOCK_KEPT || !fw_clock_find_due (run->clock, &due))
    return;
  withdraw (run, due, time.at, notices);
  run->clock->result = FW_CLOCK_KEPT_AFTERWARDS;
}

static void
pause_run (FwFlowCase *self, FwFlowRun *run, FwFlowTime time, GPtrArray *notices)
{
  const gboolean told = (*get_told (run) & FW_CLOCK_TOLD_BREACH) != 0;
  gint64 before = 0, due;

  fw_clock_find_due (run->clock, &before);
  if (self->state == NULL || !has (run->description->pause_in, self->state))
    fw_clock_end_pause (run->clock, time.made_at);
  else if (!fw_clock_is_paused (run->clock, G_MAXINT64))
    fw_clock_add_pause (run->clock, time.made_at, G_MAXINT64);
  if (told && (!fw_clock_find_due (run->clock, &due) || due > time.at))
    withdraw (run, before, time.at, notices);
}

void
fw_flow_clocks_respond (FwFlowCase *self,
                        const FwFlowRecord *record,
                        const FwFlowEvent *event,
                        FwFlowTime time,
                        GPtrArray *notices)
{
  for (guint i = 0; i < self->flow->clocks->len; i++)
    {
      const FwFlowClock *description = &g_array_index (self->flow->clocks, FwFlowClock, i);
      const Answer answer = find_answer (self, description, event);
      FwFlowRun *run = fw_flow_case_find_run (self, description->name);

      if (answer == ANSWER_START)
        start_run (self, description, record, time.made_at);
      else if (answer == ANSWER_CONTINUE)
        fw_clock_continue (run->clock, time.made_at);
      run = fw_flow_case_find_run (self, description->name);
      if (run != NULL && fw_clock_runs (run->clock))
        pause_run (self, run, time, notices);
      if (answer == ANSWER_STOP)
        stop_run (run, time, notices);
      else if (answer == ANSWER_VOID)
        fw_clock_void (run->clock, time.made_at);
    }
}

gboolean
fw_flow_clocks_restate (FwFlowCase *self, const char *grade, GError **error)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->runs->len; i++)
      {
        FwFlowRun *run = self->runs->pdata[i];
        gint limit;

        if (!fw_clock_runs (run->clock))
          continue;
        limit = fw_flow_clock_find_limit (run->description, grade);
        if (limit < 0 || run->limits[limit] < 0)
          return refuse_limit (run->description, grade, error);
        if (pass == 1)
          fw_clock_restate (run->clock, run->limits[limit], run->description->warn_left,
                            run->calendars[limit]);
      }
  return TRUE;
}

/* Which limit of the description terms are: that of the grade, unless another fits better. */
static gint
find_limit_of (const FwFlowCase *self, const FwFlowRun *run, const FwClockTerms *terms)
{
  const gint graded = fw_flow_clock_find_limit (run->description, self->grade);

  if (graded >= 0 && run->limits[graded] == terms->limit)
    return graded;
  for (guint i = 0; i < run->description->n_limits; i++)
    if (run->limits[i] == terms->limit)
      return (gint) i;
  return graded;
}

static void
recount_run (
    FwFlowCase *self, FwFlowRun *run, const FwFlowRecord *record, gint64 at, GPtrArray *notices)
{
  const gint64 before = run->known_due;
  guint64 *told = get_told (run);
  gint64 due = G_MAXINT64;

  take_calendars (run, record);
  for (guint i = 0; i < run->clock->terms->len; i++)
    {
      FwClockTerms *terms = &g_array_index (run->clock->terms, FwClockTerms, i);
      const gint limit = find_limit_of (self, run, terms);
      FwCalendar *calendar = limit >= 0 ? run->calendars[limit] : NULL;

      g_clear_pointer (&terms->calendar, fw_calendar_unref);
      terms->calendar = calendar != NULL ? fw_calendar_ref (calendar) : NULL;
    }
  if (!fw_clock_find_due (run->clock, &due))
    due = G_MAXINT64;
  if ((*told & FW_CLOCK_TOLD_BREACH) != 0 && before != G_MAXINT64 && due != before && due > at)
    withdraw (run, before, at, notices);
  if (due != G_MAXINT64)
    *told &= ~FW_CLOCK_TOLD_STUCK;
  run->known_due = due;
}

void
fw_flow_case_recount (FwFlowCase *self, const FwFlowRecord *record, gint64 at, GPtrArray *notices)
{
  g_return_if_fail (self != NULL && notices != NULL);
  g_return_if_fail (record != NULL && record->get != NULL);

  for (guint i = 0; i < self->runs->len; i++)
    {
      FwFlowRun *run = self->runs->pdata[i];

      if (fw_clock_runs (run->clock) && fw_flow_clock_counts_hours (run->description))
        recount_run (self, run, record, at, notices);
    }
}

gboolean
fw_flow_case_extend (
    FwFlowCase *self, const FwFlowActor *actor, const char *clock, gint64 limit, GError **error)
{
  FwFlowRun *run;
  const FwClockTerms *terms;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (clock != NULL, FALSE);
  g_return_val_if_fail (limit >= 0 && limit <= FW_CALENDAR_LAST, FALSE);

  run = fw_flow_case_find_run (self, clock);
  if (run == NULL || !fw_clock_runs (run->clock))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND, "no clock “%s” is running", clock);
      return FALSE;
    }
  if (actor != NULL && !fw_flow_actor_is_one_of (actor, self, run->description->extend_by))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN, "the limit of clock “%s” is set by others",
                   clock);
      return FALSE;
    }
  terms = fw_clock_get_terms (run->clock);
  fw_clock_restate (run->clock, limit, terms->warn_left, terms->calendar);
  return TRUE;
}

/* ---- what falls due ---- */

typedef struct
{
  FwFlowRun *run;
  FwFlowWhat what;
  guint step;
  guint64 bit;
  gint64 due;
} Pending;

static void
add_pending (GArray *pending, Pending found, gint64 before)
{
  if (found.due < before && (*get_told (found.run) & found.bit) == 0)
    g_array_append_val (pending, found);
}

/* All that a running clock has still to tell before a moment. */
static void
list_pending (FwFlowRun *run, gint64 before, GArray *pending)
{
  gint64 due;

  if (!fw_clock_runs (run->clock))
    return;
  if (fw_clock_find_warn (run->clock, &due))
    add_pending (pending, (Pending){ run, FW_FLOW_WARN, 0, FW_CLOCK_TOLD_WARN, due }, before);
  if (!fw_clock_find_due (run->clock, &due))
    {
      if (fw_clock_get_state (run->clock, run->clock->start) == FW_CLOCK_STUCK)
        add_pending (pending,
                     (Pending){ run, FW_FLOW_STUCK, 0, FW_CLOCK_TOLD_STUCK, run->clock->start },
                     before);
      return;
    }
  add_pending (pending, (Pending){ run, FW_FLOW_BREACH, 0, FW_CLOCK_TOLD_BREACH, due }, before);
  for (guint i = 0; i < run->description->n_steps; i++)
    if (fw_clock_find_after (run->clock, run->description->steps[i].after, &due))
      add_pending (pending, (Pending){ run, FW_FLOW_ESCALATE, i, FW_CLOCK_TOLD_STEP (i), due },
                   before);
}

static gint
compare_pending (gconstpointer a, gconstpointer b)
{
  const Pending *left = a, *right = b;
  gint order;

  if (left->due != right->due)
    return left->due < right->due ? -1 : 1;
  if (left->what != right->what)
    return left->what < right->what ? -1 : 1;
  order = strcmp (left->run->description->name, right->run->description->name);
  if (order != 0)
    return order;
  return left->step < right->step ? -1 : left->step > right->step;
}

/* Whether something more urgent of the same clock, that nobody saw fall due either, comes after it.
 */
static gboolean
is_passed_over (const GArray *pending, guint i, gint64 at)
{
  const Pending *one = &g_array_index (pending, Pending, i);

  for (guint j = i + 1; one->run->description->latest && j < pending->len; j++)
    {
      const Pending *later = &g_array_index (pending, Pending, j);

      if (later->run == one->run && later->due < at)
        return TRUE;
    }
  return FALSE;
}

static char **
list_passed_over (const GArray *pending, guint i, gint64 at)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean any = FALSE;

  for (guint j = 0; j < i; j++)
    {
      const Pending *earlier = &g_array_index (pending, Pending, j);

      if (earlier->run != g_array_index (pending, Pending, i).run ||
          !is_passed_over (pending, j, at))
        continue;
      g_strv_builder_add (builder, fw_flow_what_to_name (earlier->what));
      any = TRUE;
    }
  return any ? g_strv_builder_end (builder) : NULL;
}

static const char *
find_addressee (const Pending *pending)
{
  const FwFlowClock *description = pending->run->description;

  if (pending->what == FW_FLOW_ESCALATE)
    return description->steps[pending->step].to;
  return pending->what == FW_FLOW_WARN ? description->warn_to : NULL;
}

void
fw_flow_clocks_tell (FwFlowCase *self, gint64 before, gint64 at, GPtrArray *notices)
{
  g_autoptr (GArray) pending = g_array_new (FALSE, FALSE, sizeof (Pending));

  for (guint i = 0; i < self->runs->len; i++)
    list_pending (self->runs->pdata[i], before, pending);
  g_array_sort (pending, compare_pending);
  for (guint i = 0; i < pending->len; i++)
    {
      const Pending *one = &g_array_index (pending, Pending, i);
      FwFlowNotice *notice;

      *get_told (one->run) |= one->bit;
      if (is_passed_over (pending, i, at))
        continue;
      notice = add_notice (notices, one->run, one->what, one->due, at);
      notice->step = one->step;
      notice->to = g_strdup (find_addressee (one));
      notice->skipped = list_passed_over (pending, i, at);
    }
}

gboolean
fw_flow_clocks_next (const FwFlowCase *self, gint64 *at)
{
  g_autoptr (GArray) pending = g_array_new (FALSE, FALSE, sizeof (Pending));

  for (guint i = 0; i < self->runs->len; i++)
    list_pending (self->runs->pdata[i], G_MAXINT64, pending);
  g_array_sort (pending, compare_pending);
  if (pending->len == 0)
    return FALSE;
  *at = g_array_index (pending, Pending, 0).due;
  return TRUE;
}
