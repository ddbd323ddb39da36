/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What waits for somebody, over all kinds with a flow: a statement finds what may, in its order;
 * the flow says of each whether it does. */
#include "store/fw-record-waiting.h"

#include "store/fw-acting.h"
#include "store/fw-record-asking.h"
#include "store/fw-record-keys.h"

/* Records that are looked at for one answer at most. */
#define LOOKED_AT 500
#define AT_ONCE 50

void
fw_record_waiting_free (FwRecordWaiting *self)
{
  if (self == NULL)
    return;

  g_free ((char *) self->place.id);
  g_clear_pointer (&self->where, fw_record_case_free);
  g_free (self);
}

void
fw_records_waiting_free (FwRecordsWaiting *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_clear_pointer (&self->until, fw_record_waiting_free);
  g_free (self);
}

gint
fw_record_place_compare (const FwRecordPlace *a, const FwRecordPlace *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, 0);

  if (a->idle != b->idle)
    return a->idle ? 1 : -1;
  if (a->at != b->at)
    return a->at < b->at ? -1 : 1;
  return a->rank < b->rank ? -1 : a->rank > b->rank;
}

/* ---- which states can wait for a role ---- */

/* A role is known by its name; what else somebody is to a record the flow says of each. */
static gboolean
may_be (FwRole role, char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      FwRole named;

      if (g_str_equal (words[i], "server"))
        continue;
      if (!fw_role_from_name (words[i], &named) || named == role)
        return TRUE;
    }
  return FALSE;
}

/* What has ended can be opened again, but waits for nobody. */
static gboolean
leads_on (const FwFlow *flow, const FwFlowState *state, FwRole role)
{
  for (guint i = 0; i < flow->moves->len; i++)
    {
      const FwFlowMove *move = &g_array_index (flow->moves, FwFlowMove, i);

      if (!state->ends && move->when == NULL &&
          g_strv_contains ((const char *const *) move->from, state->name) &&
          may_be (role, move->by))
        return TRUE;
    }
  return FALSE;
}

static gboolean
tells (const FwFlow *flow, FwRole role)
{
  for (guint i = 0; i < flow->clocks->len; i++)
    {
      const FwFlowClock *clock = &g_array_index (flow->clocks, FwFlowClock, i);

      if (clock->warn_to != NULL && may_be (role, (char *[]){ clock->warn_to, NULL }))
        return TRUE;
      for (guint s = 0; s < clock->n_steps; s++)
        if (may_be (role, (char *[]){ clock->steps[s].to, NULL }))
          return TRUE;
    }
  return FALSE;
}

/* @open: those that moves lead on from; else the others. Returns: FALSE: there are none. */
static gboolean
append_states (FwRecordAsking *asking, const FwFlow *flow, FwRole role, gboolean open)
{
  guint n = 0;

  for (guint i = 0; i < flow->states->len; i++)
    {
      const FwFlowState *state = &g_array_index (flow->states, FwFlowState, i);

      if (leads_on (flow, state, role) != open)
        continue;
      g_string_append_printf (asking->where, "%s$%u", n++ > 0 ? ", " : "",
                              fw_record_asking_add (asking, FW_SQL_STRING (state->name)));
    }
  return n > 0;
}

/* ---- one kind ---- */

/* What is left to be looked at of one kind, in its order. */
typedef struct
{
  const FwKind *kind;
  FwRecordPlace after; /* as far as was read; rank 0: from the beginning of the phase */
  char *id;            /* of the place */
  GQueue found;        /* FwRecordWaiting without a case */
  gboolean ended;
} Source;

static void
source_free (gpointer data)
{
  Source *self = data;

  g_free (self->id);
  g_queue_clear_full (&self->found, (GDestroyNotify) fw_record_waiting_free);
  g_free (self);
}

static void
set_after (Source *self, const FwRecordPlace *place)
{
  char *id = g_strdup (place->id);

  g_free (self->id);
  self->id = id;
  self->after = *place;
  self->after.id = id;
}

/* Behind the place; of another kind's place what stands at the same moment is before or after it
 * whole. */
static void
narrow_after (FwRecordAsking *asking, const Source *source, guint rank, const char *column)
{
  const FwRecordPlace *after = &source->after;
  guint at;

  if (after->at == G_MININT64)
    return;
  at = fw_record_asking_add (asking, FW_SQL_INT (after->at));
  if (after->rank != rank)
    {
      g_string_append_printf (asking->where, " AND %s %s $%u", column,
                              after->rank < rank ? ">=" : ">", at);
      return;
    }
  {
    g_autoptr (FwRecord) record = fw_record_new (source->kind, after->id);
    guint key = fw_record_asking_add_bytes (asking, fw_record_keys_make (record, -1));

    g_string_append_printf (asking->where, " AND %s >= $%u AND (%s > $%u OR o_id > $%u)", column,
                            at, column, at, key);
  }
}

/* Of several clocks of a record the one that is due first stands for it. */
static char *
make_clocked (FwRecordAsking *asking, FwScope *scope, const Source *source, guint rank)
{
  const FwFlow *flow = source->kind->flow;
  const FwRole role = fw_scope_get_role (scope);
  const guint kind = fw_record_asking_add (asking, FW_SQL_STRING (source->kind->name));
  gsize before;

  fw_record_asking_narrow_scope (asking, scope);
  narrow_after (asking, source, rank, "clock_due");
  before = asking->where->len;
  if (!tells (flow, role))
    {
      g_string_append (asking->where, " AND f_" FW_KIND_STATE " NOT IN (");
      if (append_states (asking, flow, role, FALSE))
        g_string_append_c (asking->where, ')');
      else
        g_string_truncate (asking->where, before);
    }
  return g_strdup_printf (
      "SELECT clock_of, clock_due FROM (SELECT id AS clock_of, due AS clock_due, clock AS "
      "clock_name, run AS clock_run FROM flow_clock WHERE kind = $%u AND due IS NOT NULL) AS c "
      "JOIN %s ON id = clock_of WHERE deleted = 0 AND NOT EXISTS (SELECT 1 FROM flow_clock AS e "
      "WHERE e.kind = $%u AND e.id = clock_of AND (e.due < clock_due OR (e.due = clock_due AND "
      "(e.clock < clock_name OR (e.clock = clock_name AND e.run < clock_run)))))%s ORDER BY "
      "clock_due, o_id LIMIT %d",
      kind, asking->table->name, kind, asking->where->str, AT_ONCE);
}

/* Returns: (nullable): NULL: the role can move none. */
static char *
make_idle (FwRecordAsking *asking, FwScope *scope, const Source *source, guint rank)
{
  const guint kind = fw_record_asking_add (asking, FW_SQL_STRING (source->kind->name));
  g_autofree char *states = NULL;

  if (!append_states (asking, source->kind->flow, fw_scope_get_role (scope), TRUE))
    return NULL;
  states = g_strdup (asking->where->str);
  g_string_truncate (asking->where, 0);
  fw_record_asking_narrow_scope (asking, scope);
  narrow_after (asking, source, rank, "written");
  return g_strdup_printf (
      "SELECT case_of, written FROM (SELECT id AS case_of FROM flow_case WHERE kind = $%u AND "
      "state IN (%s)) AS c JOIN %s ON id = case_of WHERE deleted = 0 AND NOT EXISTS (SELECT 1 FROM "
      "flow_clock AS e WHERE e.kind = $%u AND e.id = case_of AND e.due IS NOT NULL)%s ORDER BY "
      "written, o_id LIMIT %d",
      kind, states, asking->table->name, kind, asking->where->str, AT_ONCE);
}

typedef struct
{
  Source *source;
  guint rank;
  guint n;
} Reading;

static gboolean
read_found_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Reading *reading = user_data;
  FwRecordWaiting *found = g_new0 (FwRecordWaiting, 1);

  found->place = (FwRecordPlace){ .idle = reading->source->after.idle,
                                  .at = columns[1].integer,
                                  .rank = reading->rank,
                                  .id = g_strndup (columns[0].data, columns[0].length) };
  g_queue_push_tail (&reading->source->found, found);
  reading->n++;
  return TRUE;
}

/* Reads on until something is found or there is nothing more. */
static gboolean
fill (FwRecords *self, FwScope *scope, Source *source, guint rank, GError **error)
{
  while (source->found.length == 0 && !source->ended)
    {
      g_auto (FwRecordAsking) asking = { NULL };
      g_autofree char *sql = NULL;
      Reading reading = { source, rank, 0 };

      fw_record_asking_init (&asking, self, source->kind);
      sql = source->after.idle ? make_idle (&asking, scope, source, rank)
                               : make_clocked (&asking, scope, source, rank);
      if (sql != NULL &&
          !fw_database_query (self->database, sql, (FwSqlValue *) asking.values->data,
                              asking.values->len, read_found_cb, &reading, error))
        return FALSE;
      if (reading.n > 0)
        set_after (source, &((FwRecordWaiting *) source->found.tail->data)->place);
      else if (source->after.idle)
        source->ended = TRUE;
      else
        source->after = (FwRecordPlace){ .idle = TRUE, .at = G_MININT64 };
    }
  return TRUE;
}

/* ---- all of them ---- */

static GPtrArray *
make_sources (FwRecords *self, FwScope *scope, const FwRecordPlace *after)
{
  const GPtrArray *tables = fw_records_get_tables (self);
  GPtrArray *sources = g_ptr_array_new_with_free_func (source_free);

  for (guint i = 0; i < tables->len; i++)
    {
      const FwKind *kind = ((FwRecordTable *) tables->pdata[i])->kind;
      Source *source = g_new0 (Source, 1);

      g_ptr_array_add (sources, source);
      source->kind = kind;
      source->ended = kind->flow == NULL || (kind->read & fw_scope_get_role (scope)) == 0;
      source->after.at = G_MININT64;
      if (after != NULL)
        set_after (source, after);
    }
  return sources;
}

/* Returns: (transfer full) (nullable): the one that stands first; NULL with an error, or when there
 * is nothing left. */
static FwRecordWaiting *
take_first (FwRecords *self, FwScope *scope, GPtrArray *sources, GError **error)
{
  Source *best = NULL;

  for (guint i = 0; i < sources->len; i++)
    {
      Source *source = sources->pdata[i];

      if (!fill (self, scope, source, i + 1, error))
        return NULL;
      if (source->found.length > 0 &&
          (best == NULL ||
           fw_record_place_compare (&((FwRecordWaiting *) source->found.head->data)->place,
                                    &((FwRecordWaiting *) best->found.head->data)->place) < 0))
        best = source;
    }
  return best != NULL ? g_queue_pop_head (&best->found) : NULL;
}

static gboolean
may_act (const FwRecordCase *where)
{
  const FwFlowCase *flow_case = where->flow_case;
  const FwFlowState *state =
      flow_case->state != NULL ? fw_flow_find_state (flow_case->flow, flow_case->state) : NULL;

  return where->told || ((state == NULL || !state->ends) && fw_record_case_may_move (where));
}

/* What was moved or deleted meanwhile waits no more. */
static gboolean
read_case (
    FwActing *acting, FwScope *scope, const FwKind *kind, FwRecordWaiting *waiting, GError **error)
{
  g_autoptr (GError) failure = NULL;

  waiting->where = fw_acting_read_case (acting, scope, kind, waiting->place.id, &failure);
  if (waiting->where == NULL && !g_error_matches (failure, FW_ERROR, FW_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

FwRecordsWaiting *
fw_records_list_waiting (FwRecords *self,
                         FwScope *scope,
                         const FwRecordPlace *after,
                         guint limit,
                         gint64 now,
                         FwRecordWaits waits,
                         gpointer user_data,
                         GError **error)
{
  g_autoptr (FwRecordsWaiting) answer = g_new0 (FwRecordsWaiting, 1);
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (FwActing) acting = NULL;

  g_return_val_if_fail (self != NULL && scope != NULL && limit > 0, NULL);

  answer->list = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_waiting_free);
  sources = make_sources (self, scope, after);
  acting = fw_acting_new (self, now);
  for (guint n = 0; answer->list->len < limit && n < LOOKED_AT; n++)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (FwRecordWaiting) first = take_first (self, scope, sources, &failure);
      const FwKind *kind;

      g_clear_pointer (&answer->until, fw_record_waiting_free);
      if (first == NULL)
        {
          if (failure == NULL)
            return g_steal_pointer (&answer);
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      kind = ((Source *) sources->pdata[first->place.rank - 1])->kind;
      if (!read_case (acting, scope, kind, first, error))
        return NULL;
      answer->until = g_new0 (FwRecordWaiting, 1);
      answer->until->place = first->place;
      answer->until->place.id = g_strdup (first->place.id);
      if (first->where != NULL && may_act (first->where) &&
          (waits == NULL || waits (first, user_data)))
        g_ptr_array_add (answer->list, g_steal_pointer (&first));
    }
  return g_steal_pointer (&answer);
}
