/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/flow/fw-flow-case-private.h"

#include "core/fw-error.h"

static void
free_entry (gpointer data)
{
  FwFlowEntry *entry = data;

  g_free (entry->account);
  g_free (entry->person);
  g_free (entry->from);
  g_free (entry->to);
  g_free (entry->message);
  g_free (entry->reason);
  g_free (entry->content);
  g_free (entry->seal);
  g_free (entry);
}

void
fw_flow_notice_free (FwFlowNotice *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->clock);
  g_free (self->to);
  g_strfreev (self->skipped);
  g_free (self);
}

void
fw_flow_answer_free (FwFlowAnswer *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->state);
  g_free (self);
}

const char *
fw_flow_what_to_name (FwFlowWhat what)
{
  static const char *const names[] = { "warn", "breach", "escalate", "withdraw", "stuck" };

  g_return_val_if_fail (what < G_N_ELEMENTS (names), NULL);

  return names[what];
}

FwFlowCase *
fw_flow_case_new (FwFlow *flow)
{
  FwFlowCase *self;

  g_return_val_if_fail (flow != NULL, NULL);

  self = g_new0 (FwFlowCase, 1);
  self->flow = fw_flow_ref (flow);
  self->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_flow_run_free);
  self->entries = g_ptr_array_new_with_free_func (free_entry);
  self->authors = g_ptr_array_new_with_free_func (g_free);
  self->requests =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) fw_flow_answer_free);
  return self;
}

void
fw_flow_case_free (FwFlowCase *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->runs); /* they know the flow's clocks */
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->authors);
  g_hash_table_unref (self->requests);
  fw_flow_unref (self->flow);
  g_free (self->state);
  g_free (self->grade);
  g_free (self);
}

char *
fw_flow_case_read_grade (const FwFlowCase *self, const FwFlowRecord *record)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  FwFlowValue value;

  if (self->flow->graded_by == NULL)
    return NULL;
  value = record->get (record->record, self->flow->graded_by);
  if (value.type == FW_FLOW_NUMBER)
    return g_strdup (g_ascii_formatd (number, sizeof number, "%.15g", value.number));
  return value.type == FW_FLOW_TEXT ? g_strdup (value.text) : NULL;
}

/* ---- what happens ---- */

static FwFlowEntry *
add_entry (FwFlowCase *self, const FwFlowActor *actor, const FwFlowEvent *event, FwFlowTime time)
{
  FwFlowEntry *entry = g_new0 (FwFlowEntry, 1);

  entry->time = time;
  entry->account = g_strdup (actor != NULL ? actor->account : NULL);
  entry->person = g_strdup (actor != NULL ? actor->person : NULL);
  entry->from = g_strdup (self->state);
  entry->to = g_strdup (event->entered ? event->name : self->state);
  entry->message = event->entered ? NULL : g_strdup (event->name);
  g_ptr_array_add (self->entries, entry);
  return entry;
}

FwFlowEntry *
fw_flow_case_do (FwFlowCase *self,
                 const FwFlowRecord *record,
                 const FwFlowActor *actor,
                 const FwFlowEvent *event,
                 FwFlowTime time,
                 GPtrArray *notices)
{
  FwFlowEntry *entry;

  time.made_at = MIN (MAX (time.made_at, self->entered), time.at);
  entry = add_entry (self, actor, event, time);
  if (event->entered)
    {
      char *state = g_strdup (event->name); /* which may be the one that it leaves */

      g_free (self->state);
      self->state = state;
      self->entered = time.made_at;
    }
  fw_flow_clocks_respond (self, record, event, time, notices);
  return entry;
}

FwFlowEvent
fw_flow_event_make (const FwFlowCase *self, const char *name, gboolean reopens)
{
  const FwFlowState *state = fw_flow_find_state (self->flow, name);

  return (FwFlowEvent){ name, state != NULL || self->flow->any, reopens,
                        state != NULL && state->voids };
}

/* The grade that the record has now goes for all that follows. @event: (nullable): what is to
 * happen. Returns: FALSE, with nothing changed, when a clock has no limit for it. */
static gboolean
prepare (FwFlowCase *self, const FwFlowRecord *record, const FwFlowEvent *event, GError **error)
{
  char *before = self->grade;

  self->grade = fw_flow_case_read_grade (self, record);
  if ((event == NULL || fw_flow_clocks_check (self, record, event, error)) &&
      (g_strcmp0 (before, self->grade) == 0 || fw_flow_clocks_restate (self, self->grade, error)))
    {
      g_free (before);
      return TRUE;
    }

  g_free (self->grade);
  self->grade = before;
  return FALSE;
}

static void
add_author (FwFlowCase *self, const FwFlowActor *actor)
{
  const char *person = fw_flow_actor_person (actor);

  for (guint i = 0; i < self->authors->len; i++)
    if (g_str_equal (self->authors->pdata[i], person))
      return;
  if (*person != '\0')
    g_ptr_array_add (self->authors, g_strdup (person));
}

gboolean
fw_flow_case_begin (FwFlowCase *self,
                    const FwFlowRecord *record,
                    const FwFlowActor *actor,
                    FwFlowTime time,
                    GPtrArray *notices,
                    GError **error)
{
  FwFlowEvent event;

  g_return_val_if_fail (self != NULL && self->state == NULL, FALSE);
  g_return_val_if_fail (record != NULL && record->get != NULL && notices != NULL, FALSE);

  event = fw_flow_event_make (self, self->flow->start, FALSE);
  if (!prepare (self, record, &event, error))
    return FALSE;

  self->entered = MIN (time.made_at, time.at);
  self->revision = 1;
  add_author (self, actor);
  fw_flow_case_do (self, record, actor, &event, time, notices)->revision = 1;
  return TRUE;
}

gboolean
fw_flow_case_happen (FwFlowCase *self,
                     const FwFlowRecord *record,
                     const FwFlowActor *actor,
                     const char *name,
                     gboolean reopens,
                     FwFlowTime time,
                     GPtrArray *notices,
                     GError **error)
{
  FwFlowEvent event;

  g_return_val_if_fail (self != NULL && name != NULL && notices != NULL, FALSE);
  g_return_val_if_fail (record != NULL && record->get != NULL, FALSE);

  event = fw_flow_event_make (self, name, reopens);
  if (!event.entered && fw_flow_find_message (self->flow, name) == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND,
                   "flow “%s” has neither a state nor a message “%s”", self->flow->name, name);
      return FALSE;
    }
  if (!prepare (self, record, &event, error))
    return FALSE;

  if (self->state == NULL)
    self->entered = MIN (time.made_at, time.at);
  fw_flow_case_do (self, record, actor, &event, time, notices)->revision = ++self->revision;
  return TRUE;
}

/* ---- moves ---- */

static FwFlowAnswer *
make_answer (const FwFlowCase *self, FwFlowRefusal refusal)
{
  FwFlowAnswer *answer = g_new0 (FwFlowAnswer, 1);

  answer->done = refusal == FW_FLOW_ALLOWED;
  answer->refusal = refusal;
  answer->state = g_strdup (self->state);
  answer->revision = self->revision;
  return answer;
}

static FwFlowAnswer *
find_answered (const FwFlowCase *self, const char *request)
{
  const FwFlowAnswer *known =
      request != NULL ? g_hash_table_lookup (self->requests, request) : NULL;
  FwFlowAnswer *answer;

  if (known == NULL)
    return NULL;
  answer = g_new0 (FwFlowAnswer, 1);
  *answer = *known;
  answer->state = g_strdup (known->state);
  answer->before = TRUE;
  return answer;
}

/* Whether all that the move asks for came with it: what stood there before is of another time. */
static gboolean
has_values (const FwFlowRecord *record, const FwFlowAsk *ask, const FwFlowMove *move)
{
  for (guint i = 0; move->asks != NULL && move->asks[i] != NULL; i++)
    if (ask->given == NULL || !g_strv_contains (ask->given, move->asks[i]) ||
        record->get (record->record, move->asks[i]).type == FW_FLOW_EMPTY)
      return FALSE;
  return TRUE;
}

/* Of several ways to the same state the one that is open; else what is wrong with the one that
 * comes nearest. */
static FwFlowRefusal
find_way (const FwFlowCase *self,
          const FwFlowRecord *record,
          const FwFlowAsk *ask,
          const FwFlowMove **found)
{
  FwFlowRefusal nearest = FW_FLOW_NO_SUCH_MOVE;

  for (guint i = 0; i < self->flow->moves->len; i++)
    {
      const FwFlowMove *move = &g_array_index (self->flow->moves, FwFlowMove, i);
      FwFlowRefusal refusal;

      if (!g_str_equal (move->to, ask->to))
        continue;
      refusal = fw_flow_case_judge (self, record, &ask->actor, move);
      if (refusal == FW_FLOW_ALLOWED && move->sign &&
          (ask->reason == NULL || ask->reason[strspn (ask->reason, " \t\r\n")] == '\0'))
        refusal = FW_FLOW_NO_REASON;
      if (refusal == FW_FLOW_ALLOWED && !has_values (record, ask, move))
        refusal = FW_FLOW_NO_VALUE;
      if (refusal == FW_FLOW_ALLOWED)
        {
          *found = move;
          return FW_FLOW_ALLOWED;
        }
      nearest = MAX (nearest, refusal);
    }
  return nearest;
}

static const char *
find_last_seal (const FwFlowCase *self)
{
  for (guint i = self->entries->len; i > 0; i--)
    {
      const FwFlowEntry *entry = self->entries->pdata[i - 1];

      if (entry->seal != NULL)
        return entry->seal;
    }
  return NULL;
}

static void
make_move (FwFlowCase *self,
           const FwFlowRecord *record,
           const FwFlowAsk *ask,
           const FwFlowMove *move,
           const FwFlowEvent *event,
           GPtrArray *notices)
{
  const char *before = find_last_seal (self);
  FwFlowEntry *entry = fw_flow_case_do (self, record, &ask->actor, event, ask->time, notices);

  entry->revision = ++self->revision;
  entry->reason = g_strdup (ask->reason);
  if (!move->sign)
    return;
  entry->content = g_strdup (ask->content);
  entry->seal = fw_flow_seal (entry, before);
}

FwFlowAnswer *
fw_flow_case_move (FwFlowCase *self,
                   const FwFlowRecord *record,
                   const FwFlowAsk *ask,
                   GPtrArray *notices)
{
  const FwFlowMove *move = NULL;
  FwFlowRefusal refusal;
  FwFlowAnswer *answer;
  FwFlowEvent event;

  g_return_val_if_fail (self != NULL && self->state != NULL, NULL);
  g_return_val_if_fail (record != NULL && record->get != NULL, NULL);
  g_return_val_if_fail (ask != NULL && ask->to != NULL && notices != NULL, NULL);

  answer = find_answered (self, ask->request);
  if (answer != NULL)
    return answer;
  if (ask->based_on != 0 && ask->based_on != self->revision)
    return make_answer (self, FW_FLOW_CHANGED);
  refusal = find_way (self, record, ask, &move);
  if (refusal != FW_FLOW_ALLOWED)
    return make_answer (self, refusal);
  event = fw_flow_event_make (self, move->to, move->reopens);
  if (!prepare (self, record, &event, NULL))
    return make_answer (self, FW_FLOW_NO_LIMIT);

  make_move (self, record, ask, move, &event, notices);
  answer = make_answer (self, FW_FLOW_ALLOWED);
  if (ask->request != NULL)
    {
      FwFlowAnswer *kept = make_answer (self, FW_FLOW_ALLOWED);

      g_hash_table_insert (self->requests, g_strdup (ask->request), kept);
    }
  return answer;
}

/* ---- edits ---- */

static const FwFlowGuard *
find_voiding (const FwFlowCase *self, const char *const *fields)
{
  for (guint i = 0; i < self->flow->guards->len; i++)
    {
      const FwFlowGuard *guard = &g_array_index (self->flow->guards, FwFlowGuard, i);

      if (guard->to == NULL || !g_strv_contains ((const char *const *) guard->voids, self->state))
        continue;
      for (guint j = 0; fields[j] != NULL; j++)
        if (g_strv_contains ((const char *const *) guard->fields, fields[j]))
          return guard;
    }
  return NULL;
}

gboolean
fw_flow_case_edit (FwFlowCase *self,
                   const FwFlowRecord *record,
                   const FwFlowActor *actor,
                   const char *const *fields,
                   FwFlowTime time,
                   GPtrArray *notices,
                   GError **error)
{
  const FwFlowGuard *guard;
  FwFlowEvent event;

  g_return_val_if_fail (self != NULL && self->state != NULL, FALSE);
  g_return_val_if_fail (record != NULL && record->get != NULL, FALSE);
  g_return_val_if_fail (fields != NULL && notices != NULL, FALSE);

  guard = find_voiding (self, fields);
  if (guard != NULL)
    event = fw_flow_event_make (self, guard->to, FALSE);
  if (!prepare (self, record, guard != NULL ? &event : NULL, error))
    return FALSE;

  self->revision++;
  for (guint i = 0; fields[i] != NULL; i++)
    if (fw_flow_is_guarded (self->flow, fields[i]))
      add_author (self, actor);
  if (guard != NULL)
    fw_flow_case_do (self, record, actor, &event, time, notices)->revision = self->revision;
  return TRUE;
}

gboolean
fw_flow_case_adopt (FwFlowCase *self, FwFlow *flow, GError **error)
{
  g_return_val_if_fail (self != NULL && flow != NULL, FALSE);

  if (self->state != NULL && !flow->any && fw_flow_find_state (flow, self->state) == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "flow “%s” has no state “%s”", flow->name,
                   self->state);
      return FALSE;
    }
  for (guint i = 0; i < self->runs->len; i++)
    {
      const FwFlowRun *run = self->runs->pdata[i];
      const FwFlowClock *clock = fw_flow_find_clock (flow, run->description->name);

      if (clock != NULL && clock->n_limits == run->description->n_limits)
        continue;
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "flow “%s” has no clock “%s” with the same number of limits", flow->name,
                   run->description->name);
      return FALSE;
    }
  for (guint i = 0; i < self->runs->len; i++)
    {
      FwFlowRun *run = self->runs->pdata[i];

      run->description = fw_flow_find_clock (flow, run->description->name);
    }
  fw_flow_ref (flow);
  fw_flow_unref (self->flow);
  self->flow = flow;
  return TRUE;
}
