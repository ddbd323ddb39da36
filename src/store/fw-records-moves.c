/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moves that people make, and what they are told of them before. */
#include "store/fw-record-moves.h"

#include "core/fw-error.h"
#include "store/fw-flow-cases.h"

void
fw_record_case_free (FwRecordCase *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->record, fw_record_unref);
  g_clear_pointer (&self->flow_case, fw_flow_case_free);
  g_clear_pointer (&self->ways, g_array_unref);
  g_clear_pointer (&self->functions, g_array_unref);
  g_clear_pointer (&self->acting, fw_acting_unref);
  g_free (self);
}

gboolean
fw_record_function_is_for_another (const FwRecordFunction *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->as != NULL && !g_str_equal (self->as->person, self->as->holder);
}

gboolean
fw_record_case_may_move (const FwRecordCase *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->ways->len; i++)
    if (g_array_index (self->ways, FwRecordWay, i).refusal == FW_FLOW_ALLOWED)
      return TRUE;
  return FALSE;
}

static gboolean
check_kind (const FwKind *kind, GError **error)
{
  if (kind->flow != NULL)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "a %s is not moved along: its kind has no flow",
               kind->name);
  return FALSE;
}

/* As it is stored, with all its fields; of what the scope does not show there is nothing. */
static FwRecord *
load_seen (FwRecords *self, FwScope *scope, const FwKind *kind, const char *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (FwRecord) record = NULL;

  if (!check_kind (kind, error) || !fw_records_check_reader (scope, kind, error))
    return NULL;
  record = fw_records_load (self, kind, id, &failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (record == NULL || fw_record_is_deleted (record) || !fw_record_is_allowed (record, scope))
    g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND, "there is no %s of that id", kind->name);
  else
    return g_steal_pointer (&record);
  return NULL;
}

/* ---- what may be done ---- */

static GArray *
list_ways (const FwFlowStored *stored, const FwFlowActor *actor, gboolean changes)
{
  GArray *ways = g_array_new (FALSE, FALSE, sizeof (FwRecordWay));
  const FwFlowCase *flow_case = stored->flow_case;

  for (guint i = 0; i < flow_case->flow->moves->len; i++)
    {
      FwRecordWay way = { &g_array_index (flow_case->flow->moves, FwFlowMove, i) };

      if (way.move->when != NULL || flow_case->state == NULL ||
          !g_strv_contains ((const char *const *) way.move->from, flow_case->state))
        continue;
      way.refusal = fw_flow_case_judge (flow_case, &stored->seen, actor, way.move);
      if (way.refusal == FW_FLOW_ALLOWED && !changes)
        way.refusal = FW_FLOW_NOT_YOURS;
      g_array_append_val (ways, way);
    }
  return ways;
}

static gboolean
was_told (const FwFlowCase *flow_case, const char *const *words)
{
  for (guint i = 0; i < flow_case->runs->len; i++)
    {
      const FwFlowRun *run = flow_case->runs->pdata[i];
      const guint64 told = fw_clock_get_terms (run->clock)->told;
      const char *warned = run->description->warn_to;

      if (!fw_clock_runs (run->clock))
        continue;
      if ((told & FW_CLOCK_TOLD_WARN) != 0 && warned != NULL && g_strv_contains (words, warned))
        return TRUE;
      for (guint s = 0; s < run->description->n_steps; s++)
        if ((told & FW_CLOCK_TOLD_STEP (s)) != 0 &&
            g_strv_contains (words, run->description->steps[s].to))
          return TRUE;
    }
  return FALSE;
}

/* Whether something of it would be hers to do, or to know, if she were these words alone. */
static gboolean
would_wait (const FwFlowStored *stored, FwFlowActor actor, GPtrArray *words, const GArray *ways)
{
  gboolean waits;

  g_ptr_array_add (words, NULL);
  actor.is = (const char *const *) words->pdata;
  waits = was_told (stored->flow_case, actor.is);
  for (guint i = 0; i < ways->len; i++)
    {
      const FwRecordWay *way = &g_array_index (ways, FwRecordWay, i);

      waits |= way->refusal == FW_FLOW_ALLOWED &&
               fw_flow_case_judge (stored->flow_case, &stored->seen, &actor, way->move) ==
                   FW_FLOW_ALLOWED;
    }
  g_ptr_array_set_size (words, (gint) words->len - 1);
  return waits;
}

/* Of what she acts in for others the first without which it would not wait for her. */
static const FwRecordFunction *
find_stand_in (const FwFlowStored *stored, const FwFlowWords *words, const FwRecordCase *answer)
{
  g_autoptr (GPtrArray) some = g_ptr_array_new ();

  for (guint i = 0; i < words->n_alone; i++)
    g_ptr_array_add (some, words->words->pdata[i]);
  if (would_wait (stored, words->actor, some, answer->ways))
    return NULL;
  for (guint i = 0; i < answer->functions->len; i++)
    {
      const FwRecordFunction *each = &g_array_index (answer->functions, FwRecordFunction, i);

      g_ptr_array_set_size (some, (gint) words->n_alone);
      g_ptr_array_add (some, each->function->name);
      if (fw_record_function_is_for_another (each) &&
          would_wait (stored, words->actor, some, answer->ways))
        return each;
    }
  return NULL;
}

FwRecordCase *
fw_acting_read_case (
    FwActing *acting, FwScope *scope, const FwKind *kind, const char *id, GError **error)
{
  FwRecords *self = fw_acting_get_records (acting);
  g_autoptr (FwRecord) record = NULL;
  g_autoptr (FwFlowStored) stored = NULL;
  g_autoptr (FwRecordCase) answer = NULL;
  g_auto (FwFlowWords) words = { NULL };

  record = load_seen (self, scope, kind, id, error);
  if (record == NULL ||
      (stored = fw_flow_cases_load (self, record, fw_acting_get_now (acting), error)) == NULL ||
      !fw_flow_words_init (&words, self, scope, record, error) ||
      !fw_flow_words_add_functions (&words, acting, scope, stored->flow_case->flow, record, error))
    return NULL;

  answer = g_new0 (FwRecordCase, 1);
  answer->acting = fw_acting_ref (acting);
  answer->functions = g_array_ref (words.functions);
  answer->ways = list_ways (stored, &words.actor, fw_record_may_change (record, scope));
  answer->told = was_told (stored->flow_case, words.actor.is);
  answer->stands_in = find_stand_in (stored, &words, answer);
  answer->flow_case = g_steal_pointer (&stored->flow_case);
  answer->record = g_steal_pointer (&record);
  fw_record_hide (answer->record, fw_scope_get_role (scope));
  return g_steal_pointer (&answer);
}

FwRecordCase *
fw_records_read_case (
    FwRecords *self, FwScope *scope, const FwKind *kind, const char *id, gint64 now, GError **error)
{
  g_autoptr (FwActing) acting = NULL;

  g_return_val_if_fail (self != NULL && scope != NULL && kind != NULL && id != NULL, NULL);

  acting = fw_acting_new (self, now);
  return fw_acting_read_case (acting, scope, kind, id, error);
}

/* ---- moves ---- */

static FwError
find_code (FwFlowRefusal refusal)
{
  switch (refusal)
    {
    case FW_FLOW_CHANGED:
    case FW_FLOW_NO_SUCH_MOVE:
    case FW_FLOW_NO_EFFECT:
      return FW_ERROR_CONFLICT;
    case FW_FLOW_NOT_YOURS:
    case FW_FLOW_TWO_PERSONS:
      return FW_ERROR_FORBIDDEN;
    case FW_FLOW_CONDITION:
    case FW_FLOW_NO_REASON:
    case FW_FLOW_NO_VALUE:
    case FW_FLOW_NO_LIMIT:
    case FW_FLOW_ALLOWED:
    default:
      return FW_ERROR_INVALID;
    }
}

static gboolean
refuse (FwFlowRefusal *refusal, FwFlowRefusal why, GError **error)
{
  *refusal = why;
  g_set_error_literal (error, FW_ERROR, find_code (why), fw_flow_refusal_to_sentence (why));
  return FALSE;
}

/* What the record says, so that a signature is of that and nothing else. */
static char *
make_content (const FwRecord *record)
{
  const FwKind *kind = fw_record_get_kind (record);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *text = NULL;

      if (kind->fields[i].moved || kind->fields[i].type == FW_FIELD_SECRET)
        continue;
      text = fw_record_format (record, i);
      g_checksum_update (sum, (const guchar *) kind->fields[i].name,
                         (gssize) strlen (kind->fields[i].name) + 1);
      g_checksum_update (sum, (const guchar *) text, (gssize) strlen (text) + 1);
    }
  return g_strdup (g_checksum_get_string (sum));
}

/* The fields that come with the move are a revision of their own, in the same transaction: rights,
 * checks and the flow's guards are those of any edit. Returns: (transfer full): the record as it is
 * then. */
static FwRecord *
write_fields (
    FwRecords *self, FwWrite *write, FwRecord *stored, const FwRecordMove *move, GError **error)
{
  const FwKind *kind = fw_record_get_kind (stored);
  g_autoptr (FwRecord) changed = NULL;
  FwWriteResult result;

  if (move->names == NULL || move->names[0] == NULL)
    return fw_record_ref (stored);

  changed = fw_record_copy (stored);
  fw_record_hide (changed, fw_scope_get_role (write->scope));
  for (guint i = 0; move->names[i] != NULL; i++)
    {
      const gint field = fw_kind_find_field (kind, move->names[i]);
      g_autofree char *text = NULL;

      if (field < 0 || kind->fields[field].type == FW_FIELD_SECRET)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: no field of a %s", move->names[i],
                       kind->name);
          return NULL;
        }
      text = fw_record_format (move->fields, (guint) field);
      if (!fw_record_parse (changed, (guint) field, fw_text (text), error))
        return NULL;
    }
  if (!fw_records_write_one (self, write, changed, &result, error))
    return NULL;
  return fw_records_load (self, kind, fw_record_get_id (stored), error);
}

static gboolean
write_moved (FwRecords *self,
             FwWrite *write,
             const FwRecord *before,
             FwFlowStored *kept,
             guint *revision,
             GError **error)
{
  g_autoptr (FwRecord) moved = fw_record_copy ((FwRecord *) before);

  fw_record_set_text (moved, (guint) fw_kind_get_state (fw_record_get_kind (moved)),
                      kept->flow_case->state);
  fw_record_set_revision (moved, fw_record_get_revision (before) + 1);
  kept->record = moved;
  *revision = fw_record_get_revision (moved);
  return fw_records_check_happened (self, write, before, moved, error) &&
         fw_records_store_row (self, write, before, moved, error) &&
         fw_flow_cases_save (self, kept, error);
}

static const FwFlowAnswer *
find_answered (const FwFlowStored *kept, const FwRecordMove *move)
{
  return move->request != NULL ? g_hash_table_lookup (kept->flow_case->requests, move->request)
                               : NULL;
}

/* Returns: (nullable): of the move out of the present state. */
static char *
find_effect (const FwFlowCase *flow_case, const char *to)
{
  const FwFlowMove *move = fw_flow_find_move (flow_case->flow, flow_case->state, to);

  return move != NULL ? g_strdup (move->effect) : NULL;
}

/* Out of the present state; the server's moves of the time until now are made first.
 * @effect: (out) (transfer full) (nullable): what the move is to have. */
static gboolean
make_move (FwRecords *self,
           FwWrite *write,
           const FwRecord *record,
           const FwRecordMove *move,
           FwFlowRefusal *refusal,
           guint *revision,
           char **effect,
           GError **error)
{
  g_autoptr (FwFlowStored) kept = fw_flow_cases_load (self, record, write->now, error);
  g_autofree char *content = make_content (record);
  g_autoptr (FwActing) acting = fw_acting_new (self, write->now);
  g_auto (FwFlowWords) words = { NULL };
  g_autoptr (FwFlowAnswer) answer = NULL;
  FwFlowAsk ask = { .to = move->to,
                    .request = move->request,
                    .reason = move->reason,
                    .given = move->names,
                    .content = content,
                    .time = FW_FLOW_TIME (write->now) };

  if (kept == NULL || !fw_flow_words_init (&words, self, write->scope, record, error) ||
      !fw_flow_words_add_functions (&words, acting, write->scope, kept->flow_case->flow, record,
                                    error))
    return FALSE;
  if (kept->flow_case->state == NULL)
    return refuse (refusal, FW_FLOW_NO_SUCH_MOVE, error);

  ask.actor = words.actor;
  fw_flow_case_run (kept->flow_case, &kept->seen, write->now - 1, kept->notices);
  kept->flow_case->revision = fw_record_get_revision (record);
  *effect = find_effect (kept->flow_case, move->to);
  answer = fw_flow_case_move (kept->flow_case, &kept->seen, &ask, kept->notices);
  if (!answer->done)
    return refuse (refusal, answer->refusal, error);
  return write_moved (self, write, record, kept, revision, error);
}

/* ---- what follows in other records ---- */

static gboolean
move_along (FwRecords *self, FwWrite *write, const FwRecordWrite *each, GError **error)
{
  const FwRecordMove move = { .to = each->to, .revision = fw_record_get_revision (each->record) };
  guint revision;

  return fw_records_move_one (self, write, fw_record_get_kind (each->record),
                              fw_record_get_id (each->record), &move, &revision, error);
}

/* In the name of who makes the move, whatever part of it she may write by herself. */
static gboolean
write_effect (FwRecords *self, const FwWrite *write, GArray *writes, GError **error)
{
  g_autoptr (FwScope) whole =
      fw_scope_new (fw_scope_get_account (write->scope), FW_ROLE_ADMINISTRATOR, NULL, NULL);
  g_auto (FwWrite) own = { .scope = whole, .now = write->now };

  for (guint i = 0; i < writes->len; i++)
    {
      const FwRecordWrite *each = &g_array_index (writes, FwRecordWrite, i);
      FwWriteResult result;

      if (each->to != NULL)
        {
          if (!move_along (self, &own, each, error))
            return FALSE;
          continue;
        }
      if (each->deletes ? !fw_records_delete_one (self, &own, each->record, error)
                        : !fw_records_write_one (self, &own, each->record, &result, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
have_effect (FwRecords *self,
             const FwWrite *write,
             const FwRecord *before,
             const char *name,
             FwFlowRefusal *refusal,
             GError **error)
{
  g_autoptr (FwRecord) record = NULL;
  g_autoptr (GArray) writes = NULL;
  g_autoptr (GError) failure = NULL;

  if (name == NULL)
    return TRUE;
  if (self->effect == NULL)
    return refuse (refusal, FW_FLOW_NO_EFFECT, error);
  record = fw_records_load (self, fw_record_get_kind (before), fw_record_get_id (before), &failure);
  if (record != NULL)
    writes = self->effect (self, name, record, write->now, self->effect_data, &failure);
  if (writes != NULL && write_effect (self, write, writes, &failure))
    return TRUE;
  if (g_error_matches (failure, FW_ERROR, FW_ERROR_CONFLICT))
    return refuse (refusal, FW_FLOW_NO_EFFECT, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
move_in_transaction (FwRecords *self,
                     FwWrite *write,
                     const FwKind *kind,
                     const char *id,
                     const FwRecordMove *move,
                     FwFlowRefusal *refusal,
                     guint *revision,
                     GError **error)
{
  g_autoptr (FwRecord) stored = load_seen (self, write->scope, kind, id, error);
  g_autoptr (FwFlowStored) kept = NULL;
  g_autoptr (FwRecord) record = NULL;
  g_autofree char *effect = NULL;
  const FwFlowAnswer *answered;

  if (stored == NULL || (kept = fw_flow_cases_load (self, stored, write->now, error)) == NULL)
    return FALSE;
  answered = find_answered (kept, move);
  if (answered != NULL)
    {
      *revision = answered->revision;
      return TRUE;
    }
  if (move->revision != 0 && move->revision != fw_record_get_revision (stored))
    return refuse (refusal, FW_FLOW_CHANGED, error);
  if (!fw_records_check_scope (write, stored, error))
    return FALSE;

  record = write_fields (self, write, stored, move, error);
  return record != NULL &&
         make_move (self, write, record, move, refusal, revision, &effect, error) &&
         have_effect (self, write, record, effect, refusal, error);
}

gboolean
fw_records_move_one (FwRecords *self,
                     FwWrite *write,
                     const FwKind *kind,
                     const char *id,
                     const FwRecordMove *move,
                     guint *revision,
                     GError **error)
{
  FwFlowRefusal refusal = FW_FLOW_ALLOWED;

  return move_in_transaction (self, write, kind, id, move, &refusal, revision, error);
}

gboolean
fw_records_move (FwRecords *self,
                 FwScope *scope,
                 const FwKind *kind,
                 const char *id,
                 const FwRecordMove *move,
                 gint64 now,
                 FwFlowRefusal *refusal,
                 guint *revision,
                 GError **error)
{
  g_auto (FwWrite) write = { .scope = scope, .now = now };

  g_return_val_if_fail (self != NULL && scope != NULL && kind != NULL && id != NULL, FALSE);
  g_return_val_if_fail (move != NULL && move->to != NULL, FALSE);
  g_return_val_if_fail (refusal != NULL && revision != NULL, FALSE);

  *refusal = FW_FLOW_ALLOWED;
  return fw_records_prepare_write (self, &write, error) && fw_records_begin (self, error) &&
         fw_records_end (
             self, move_in_transaction (self, &write, kind, id, move, refusal, revision, error),
             error);
}
