/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/fw-record-replay.h"

#include <math.h>

#include "store/fw-flow-cases.h"
#include "store/fw-records-private.h"
#include "store/fw-row-sum.h"

/* What limits and hours follow from of one record; the texts live in the replay's chunk. */
typedef struct
{
  const char *site, *queue;            /* (nullable): whose policies count */
  const char *hours_site, *department; /* (nullable): whose hours count */
} Place;

typedef struct
{
  FwRecords *records;
  const FwKind *kind;
  gint site, queue, department; /* fields of @kind; -1: none */
  const FwRecordReplayQuestion *question;
  FwRecordReplayFunc func;
  gpointer data;
  FwDirectory *house;
  GStringChunk *texts;
  GHashTable *places;    /* Place by id */
  GHashTable *calendars; /* FwCalendar (nullable) by "SITE;DEPARTMENT" */
  FwFlow *flow;          /* (nullable): the version that was asked for last */
  char *version;         /* (nullable) */
  GArray *replayed;      /* FwReplayed */
  GError *failure;       /* (nullable) */
} Replay;

static void
replay_clear (Replay *self)
{
  g_clear_pointer (&self->house, fw_directory_unref);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->calendars, g_hash_table_unref);
  g_clear_pointer (&self->flow, fw_flow_unref);
  g_free (self->version);
  g_clear_pointer (&self->replayed, g_array_unref);
  g_clear_error (&self->failure);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Replay, replay_clear)

/* ---- what the flow sees ---- */

/* A record on one side of the comparison. */
typedef struct
{
  Replay *replay;
  const Place *place;
  gboolean drafted;
} Side;

static FwFlowValue
get_value (gpointer record, const char *name)
{
  const Side *side = record;
  const Replay *replay = side->replay;
  const FwRecordReplayQuestion *question = replay->question;
  const Place *place = side->place;
  g_autofree char *policy = NULL;
  double value;

  if (!g_str_has_prefix (name, "policy."))
    return FW_FLOW_VALUE_EMPTY;
  policy = fw_flow_cases_name_policy (name);
  if (fw_policy_find (policy) == NULL)
    return FW_FLOW_VALUE_EMPTY;
  if (side->drafted && g_strcmp0 (policy, question->draft.name) == 0)
    value = fw_directory_try_policy (replay->house, &question->draft, place->site, place->queue,
                                     question->now);
  else
    value =
        fw_directory_get_policy (replay->house, policy, place->site, place->queue, question->now);
  return isnan (value) ? FW_FLOW_VALUE_EMPTY : (FwFlowValue){ FW_FLOW_NUMBER, value, NULL };
}

static FwCalendar *
get_calendar (gpointer record, const char *hours)
{
  const Side *side = record;
  Replay *replay = side->replay;
  const char *site = side->place->hours_site;
  const char *department = g_str_equal (hours, "department") ? side->place->department : NULL;
  g_autofree char *key = NULL;
  FwCalendar *calendar = NULL;

  if (site == NULL || replay->failure != NULL)
    return NULL;
  key = g_strconcat (site, ";", department, NULL);
  if (g_hash_table_lookup_extended (replay->calendars, key, NULL, (gpointer *) &calendar))
    return calendar;
  fw_records_find_calendar (replay->records, site, department, &calendar, &replay->failure);
  g_hash_table_insert (replay->calendars, g_steal_pointer (&key), calendar);
  return calendar;
}

/* ---- records ---- */

static const char *
keep_text (Replay *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->texts, text) : NULL;
}

/* @field: negative: the kind has none. */
static const char *
keep_reference (Replay *self, const FwRecord *record, gint field)
{
  return field >= 0 && !fw_record_is_empty (record, (guint) field)
             ? keep_text (self, fw_record_get_text (record, (guint) field))
             : NULL;
}

static void
take_records_cb (GPtrArray *records, gpointer user_data)
{
  Replay *self = user_data;

  for (guint i = 0; i < records->len && self->failure == NULL; i++)
    {
      const FwRecord *record = records->pdata[i];
      g_autofree char *hours_site = NULL;
      Place *place = g_new (Place, 1);

      place->site = keep_reference (self, record, self->site);
      place->queue = keep_reference (self, record, self->queue);
      place->department = keep_reference (self, record, self->department);
      if (place->site == NULL)
        hours_site = fw_flow_cases_find_site (self->records, record, &self->failure);
      place->hours_site = place->site != NULL ? place->site : keep_text (self, hours_site);
      g_hash_table_insert (self->places,
                           g_string_chunk_insert (self->texts, fw_record_get_id (record)), place);
    }
}

static gboolean
take_failure (Replay *self, GError **error)
{
  if (self->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->failure));
  return FALSE;
}

static gboolean
read_records (Replay *self, FwScope *scope, GError **error)
{
  const FwRecordReplayQuestion *question = self->question;
  FwRecordCondition conditions[2];
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = conditions;
  if (question->teams != NULL)
    conditions[query.n_conditions++] = (FwRecordCondition){ "team", FW_RECORD_IS, question->teams };
  if (question->sites != NULL)
    conditions[query.n_conditions++] = (FwRecordCondition){ "site", FW_RECORD_IS, question->sites };
  return fw_records_ask_pages (self->records, scope, self->kind, &query, take_records_cb, self,
                               error) &&
         take_failure (self, error);
}

/* ---- cases ---- */

static gboolean
take_version (Replay *self, const char *version)
{
  if (g_strcmp0 (version, self->version) == 0)
    return TRUE;
  g_clear_pointer (&self->flow, fw_flow_unref);
  g_free (self->version);
  self->version = g_strdup (version);
  self->flow = fw_flow_cases_find_version (self->records, self->kind, version, &self->failure);
  if (self->flow != NULL)
    g_array_set_size (self->replayed, self->flow->clocks->len);
  return self->flow != NULL;
}

static gboolean
replay_case (Replay *self, const char *id, const Place *place, const char *body, gint64 begun)
{
  Side sides[FW_N_REPLAY_SIDES] = { { self, place, FALSE }, { self, place, TRUE } };
  const FwFlowRecord in_force = { .get = get_value,
                                  .get_calendar = get_calendar,
                                  .record = &sides[FW_REPLAY_IN_FORCE] };
  const FwFlowRecord draft = { .get = get_value,
                               .get_calendar = get_calendar,
                               .record = &sides[FW_REPLAY_DRAFT] };
  g_autoptr (FwFlowCase) flow_case = fw_flow_case_new (self->flow);
  FwReplayed *replayed = (FwReplayed *) (gpointer) self->replayed->data;

  if (!fw_flow_cases_read_body (flow_case, body))
    return fw_row_sum_is (&(FwSqlValue){ .type = FW_SQL_INTEGER }, 1, "flow_case", id,
                          &self->failure);
  fw_flow_case_replay (flow_case, &in_force, &draft, self->question->now, replayed);
  if (self->failure == NULL)
    self->func (id, begun, self->flow, replayed, self->data);
  return self->failure == NULL;
}

static gboolean
case_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Replay *self = user_data;
  g_autofree char *id = g_strndup (columns[0].data, columns[0].length), *version = NULL,
                  *body = NULL;
  const Place *place = g_hash_table_lookup (self->places, id);

  if (place == NULL)
    return TRUE;
  if (!fw_flow_cases_check_row (self->kind->name, id, &columns[1], &self->failure))
    return FALSE;
  version = g_strndup (columns[1].data, columns[1].length);
  body = g_strndup (columns[3].data, columns[3].length);
  return take_version (self, version) && replay_case (self, id, place, body, columns[5].integer);
}

static gboolean
read_cases (Replay *self, GError **error)
{
  FwSqlValue values[] = { FW_SQL_STRING (self->kind->name), FW_SQL_INT (self->question->from),
                          FW_SQL_INT (self->question->to) };

  return fw_database_query (
             self->records->database,
             "SELECT flow_case.id, version, state, body, flow_case.sum, made_at FROM flow_case "
             "JOIN flow_entry ON flow_entry.kind = flow_case.kind AND flow_entry.id = flow_case.id "
             "AND number = 0 WHERE flow_case.kind = $1 AND made_at >= $2 AND made_at < $3 ORDER BY "
             "flow_case.id",
             values, G_N_ELEMENTS (values), case_cb, self, error) &&
         take_failure (self, error);
}

gboolean
fw_records_replay (FwRecords *self,
                   FwScope *scope,
                   const FwKind *kind,
                   const FwRecordReplayQuestion *question,
                   FwRecordReplayFunc func,
                   gpointer data,
                   GError **error)
{
  g_auto (Replay) replay = {
    .records = self, .kind = kind, .question = question, .func = func, .data = data
  };

  g_return_val_if_fail (self != NULL && scope != NULL && question != NULL && func != NULL, FALSE);
  g_return_val_if_fail (kind != NULL && kind->flow != NULL, FALSE);

  replay.site = fw_kind_find_field (kind, "site");
  replay.queue = fw_kind_find_field (kind, "queue");
  replay.department = fw_kind_find_field (kind, "department");
  replay.texts = g_string_chunk_new (4096);
  replay.places = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  replay.calendars =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, fw_records_free_calendar);
  replay.replayed = g_array_new (FALSE, TRUE, sizeof (FwReplayed));
  replay.house = fw_records_get_directory (self, error);
  return replay.house != NULL && read_records (&replay, scope, error) &&
         read_cases (&replay, error);
}
