/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of cases: fw-flow-body.c has the text in them, fw-flow-begin.c when a case is begun. */
#include "store/fw-flow-cases.h"

#include <math.h>

#include "core/fw-error.h"
#include "store/fw-row-sum.h"

const char *const fw_flow_cases_tables[] = {
  "CREATE TABLE IF NOT EXISTS flow_version (flow TEXT NOT NULL, version TEXT NOT NULL, body TEXT "
  "NOT NULL, PRIMARY KEY (flow, version))",
  "CREATE TABLE IF NOT EXISTS flow_case (kind TEXT NOT NULL, id TEXT NOT NULL, version TEXT NOT "
  "NULL, state TEXT NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL, next INTEGER, PRIMARY KEY "
  "(kind, id))",
  "CREATE INDEX IF NOT EXISTS flow_case_next ON flow_case (next) WHERE next IS NOT NULL",
  "CREATE INDEX IF NOT EXISTS flow_case_state ON flow_case (kind, state)",
  "CREATE TABLE IF NOT EXISTS flow_entry (kind TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT "
  "NULL, at INTEGER NOT NULL, made_at INTEGER NOT NULL, account TEXT, person TEXT, from_state "
  "TEXT, to_state TEXT NOT NULL, message TEXT, reason TEXT, content TEXT, revision INTEGER NOT "
  "NULL, seal TEXT, sum INTEGER NOT NULL, PRIMARY KEY (kind, id, number))",
  "CREATE TABLE IF NOT EXISTS flow_clock (kind TEXT NOT NULL, id TEXT NOT NULL, clock TEXT NOT "
  "NULL, run INTEGER NOT NULL, start INTEGER NOT NULL, due INTEGER, told INTEGER NOT NULL, PRIMARY "
  "KEY (kind, id, clock, run))",
  "CREATE INDEX IF NOT EXISTS flow_clock_due ON flow_clock (kind, due)",
  "CREATE TABLE IF NOT EXISTS flow_notice (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT "
  "NOT NULL, clock TEXT NOT NULL, run INTEGER NOT NULL, what TEXT NOT NULL, step INTEGER NOT NULL, "
  "at INTEGER NOT NULL, due INTEGER NOT NULL, whom TEXT, skipped TEXT, sum INTEGER NOT NULL)",
  "CREATE INDEX IF NOT EXISTS flow_notice_record ON flow_notice (kind, id, number)",
  NULL
};

static const char *const case_names[] = { "kind", "id", "version", "state", "body" };
static const char *const entry_names[] = { "kind",     "id",      "number", "at",
                                           "made_at",  "account", "person", "from_state",
                                           "to_state", "message", "reason", "content",
                                           "revision", "seal" };
static const char *const notice_names[] = { "number", "kind", "id",  "clock", "run",    "what",
                                            "step",   "at",   "due", "whom",  "skipped" };

static char *
copy_text (const FwSqlValue *column)
{
  return column->type == FW_SQL_NULL ? NULL : g_strndup (column->data, column->length);
}

/* ---- what a flow sees of a record ---- */

static FwFlowValue
number_value (double number)
{
  return isnan (number) ? FW_FLOW_VALUE_EMPTY : (FwFlowValue){ FW_FLOW_NUMBER, number, NULL };
}

static FwDirectory *
get_house (FwFlowStored *self)
{
  if (self->house == NULL)
    self->house = fw_records_get_directory (self->records, NULL);
  return self->house;
}

char *
fw_flow_cases_name_policy (const char *name)
{
  return g_strdelimit (g_strdup (name + strlen ("policy.")), "_", '-');
}

static FwFlowValue
get_policy (FwFlowStored *self, const char *name)
{
  g_autofree char *policy = fw_flow_cases_name_policy (name);

  if (fw_policy_find (policy) == NULL || get_house (self) == NULL)
    return FW_FLOW_VALUE_EMPTY;
  return number_value (
      fw_directory_get_policy (self->house, policy, fw_record_find_reference (self->record, "site"),
                               fw_record_find_reference (self->record, "queue"), self->now));
}

static FwFlowValue
get_field (const FwRecord *record, guint field)
{
  if (fw_record_is_empty (record, field))
    return FW_FLOW_VALUE_EMPTY;

  switch (fw_record_get_kind (record)->fields[field].type)
    {
    case FW_FIELD_INTEGER:
    case FW_FIELD_BOOLEAN:
    case FW_FIELD_DATE:
    case FW_FIELD_TIME_OF_DAY:
      return number_value ((double) fw_record_get_integer (record, field));
    case FW_FIELD_NUMBER:
      return number_value (fw_record_get_number (record, field));
    case FW_FIELD_TEXT:
    case FW_FIELD_ENUM:
    case FW_FIELD_REF:
      return (FwFlowValue){ FW_FLOW_TEXT, 0, fw_record_get_text (record, field) };
    case FW_FIELD_REF_LIST:
    case FW_FIELD_SECRET:
    default:
      return FW_FLOW_VALUE_EMPTY;
    }
}

/* A number of what a field refers to: "department.answer_hours". */
static FwFlowValue
get_referred (FwFlowStored *self, const char *name, const char *point)
{
  const FwKind *kind = fw_record_get_kind (self->record);
  g_autofree char *reference = g_strndup (name, (gsize) (point - name));
  const gint field = fw_kind_find_field (kind, reference);
  const FwKind *to =
      field >= 0 ? fw_records_find_kind (self->records, kind->fields[field].to) : NULL;
  const gint asked = to != NULL ? fw_kind_find_field (to, point + 1) : -1;
  g_autoptr (FwRecord) target = NULL;
  FwFlowValue value;

  if (asked < 0 || kind->fields[field].type != FW_FIELD_REF ||
      fw_record_is_empty (self->record, (guint) field))
    return FW_FLOW_VALUE_EMPTY;
  target =
      fw_records_load (self->records, to, fw_record_get_text (self->record, (guint) field), NULL);
  if (target == NULL)
    return FW_FLOW_VALUE_EMPTY;
  value = get_field (target, (guint) asked);
  return value.type == FW_FLOW_NUMBER ? value : FW_FLOW_VALUE_EMPTY;
}

static FwFlowValue
get_value (gpointer record, const char *name)
{
  FwFlowStored *self = record;
  const char *point = strchr (name, '.');
  gint field;

  if (g_str_has_prefix (name, "policy."))
    return get_policy (self, name);
  if (point != NULL)
    return get_referred (self, name, point);
  field = fw_kind_find_field (fw_record_get_kind (self->record), name);
  return field >= 0 ? get_field (self->record, (guint) field) : FW_FLOW_VALUE_EMPTY;
}

/* ---- open hours ---- */

char *
fw_flow_cases_find_site (FwRecords *self, const FwRecord *record, GError **error)
{
  static const char *const ways[] = { "team", "person", "department" };
  const char *site = fw_record_find_reference (record, "site");

  for (guint i = 0; site == NULL && i < G_N_ELEMENTS (ways); i++)
    {
      const gint field = fw_kind_find_field (fw_record_get_kind (record), ways[i]);
      const char *id = fw_record_find_reference (record, ways[i]);
      g_autoptr (FwRecord) target = NULL;

      if (id == NULL)
        continue;
      target = fw_records_load (
          self, fw_records_find_kind (self, fw_record_get_kind (record)->fields[field].to), id,
          error != NULL && *error == NULL ? error : NULL);
      if (target != NULL && fw_record_find_reference (target, "site") != NULL)
        return g_strdup (fw_record_find_reference (target, "site"));
    }
  return g_strdup (site);
}

static FwCalendar *
read_hours (FwFlowStored *self, const char *department)
{
  g_autofree char *site = fw_flow_cases_find_site (self->records, self->record, &self->failure);
  FwCalendar *calendar = NULL;

  if (site != NULL && self->failure == NULL)
    fw_records_find_calendar (self->records, site, department, &calendar, &self->failure);
  return calendar;
}

/* A person has the hours of her site. */
static FwCalendar *
get_calendar (gpointer record, const char *hours)
{
  FwFlowStored *self = record;
  const char *department = g_str_equal (hours, "department")
                               ? fw_record_find_reference (self->record, "department")
                               : NULL;

  if (department != NULL)
    {
      if (!self->knows_department_hours)
        self->department_hours = read_hours (self, department);
      self->knows_department_hours = TRUE;
      return self->department_hours;
    }
  if (!self->knows_site_hours)
    self->site_hours = read_hours (self, NULL);
  self->knows_site_hours = TRUE;
  return self->site_hours;
}

/* Dates begin at midnight of the site, also where it never said when it is open. */
static FwZone *
get_zone (gpointer record)
{
  FwFlowStored *self = record;
  FwDirectory *house = self->zone == NULL ? get_house (self) : NULL;
  g_autofree char *id = NULL;
  const FwSiteEntry *site;

  if (house == NULL || self->failure != NULL)
    return self->zone;
  id = fw_flow_cases_find_site (self->records, self->record, &self->failure);
  site = id != NULL ? fw_directory_find_site (house, id) : NULL;
  self->zone = (site != NULL ? site : fw_directory_get_default_site (house))->zone;
  return self->zone;
}

static void
forget_hours (FwFlowStored *self)
{
  self->zone = NULL;
  g_clear_pointer (&self->site_hours, fw_calendar_unref);
  g_clear_pointer (&self->department_hours, fw_calendar_unref);
  self->knows_site_hours = FALSE;
  self->knows_department_hours = FALSE;
}

void
fw_flow_cases_show (FwFlowStored *stored, const FwRecord *record)
{
  forget_hours (stored);
  stored->record = record;
  fw_flow_case_recount (stored->flow_case, &stored->seen, stored->now, stored->notices);
}

static gboolean
take_failure (FwFlowStored *self, GError **error)
{
  if (self->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->failure));
  return FALSE;
}

/* ---- reading ---- */

void
fw_flow_stored_free (FwFlowStored *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->flow_case, fw_flow_case_free);
  g_clear_pointer (&self->house, fw_directory_unref);
  forget_hours (self);
  g_clear_error (&self->failure);
  g_ptr_array_unref (self->notices);
  g_free (self);
}

typedef struct
{
  char *version, *state, *body;
  GPtrArray *entries;
  const char *kind, *id;
  GError *error;
} Rows;

static void
rows_clear (Rows *self)
{
  g_free (self->version);
  g_free (self->state);
  g_free (self->body);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

gboolean
fw_flow_cases_check_row (const char *kind,
                         const char *id,
                         const FwSqlValue *columns,
                         GError **error)
{
  const FwSqlValue values[] = { FW_SQL_STRING (kind), FW_SQL_STRING (id), columns[0], columns[1],
                                columns[2] };

  return fw_row_sum_is (&columns[3],
                        fw_row_sum ("flow_case", case_names, values, G_N_ELEMENTS (values)),
                        "flow_case", id, error);
}

static gboolean
read_case_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Rows *rows = user_data;

  rows->version = copy_text (&columns[0]);
  rows->state = copy_text (&columns[1]);
  rows->body = copy_text (&columns[2]);
  fw_flow_cases_check_row (rows->kind, rows->id, columns, &rows->error);
  return FALSE;
}

static gboolean
read_entry_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Rows *rows = user_data;
  FwFlowEntry *entry = g_new0 (FwFlowEntry, 1);
  FwSqlValue values[G_N_ELEMENTS (entry_names)] = { FW_SQL_STRING (rows->kind),
                                                    FW_SQL_STRING (rows->id) };

  for (guint i = 2; i < G_N_ELEMENTS (values); i++)
    values[i] = columns[i - 2];
  entry->time = (FwFlowTime){ columns[1].integer, columns[2].integer };
  entry->account = copy_text (&columns[3]);
  entry->person = copy_text (&columns[4]);
  entry->from = copy_text (&columns[5]);
  entry->to = copy_text (&columns[6]);
  entry->message = copy_text (&columns[7]);
  entry->reason = copy_text (&columns[8]);
  entry->content = copy_text (&columns[9]);
  entry->revision = (guint) columns[10].integer;
  entry->seal = copy_text (&columns[11]);
  g_ptr_array_add (rows->entries, entry);
  return fw_row_sum_is (&columns[12],
                        fw_row_sum ("flow_entry", entry_names, values, G_N_ELEMENTS (values)),
                        "flow_entry", rows->id, &rows->error);
}

static gboolean
take_text_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(char **) user_data = copy_text (&columns[0]);
  return FALSE;
}

FwFlow *
fw_flow_cases_find_version (FwRecords *self,
                            const FwKind *kind,
                            const char *version,
                            GError **error)
{
  FwSqlValue values[] = { FW_SQL_STRING (kind->flow->name), FW_SQL_STRING (version) };
  g_autoptr (GPtrArray) faults =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_flow_fault_free);
  g_autofree char *text = NULL;
  FwFlow *flow = NULL;

  if (g_strcmp0 (version, kind->flow->version) == 0)
    return fw_flow_ref (kind->flow);
  if (!fw_database_query (self->database,
                          "SELECT body FROM flow_version WHERE flow = $1 AND version = $2", values,
                          G_N_ELEMENTS (values), take_text_cb, &text, error))
    return NULL;
  if (text != NULL)
    flow = fw_flow_read (text, strlen (text), faults);
  return flow != NULL ? flow : fw_flow_ref (kind->flow);
}

static gboolean
fill_case (FwRecords *self, FwFlowStored *stored, Rows *rows, GError **error)
{
  const FwKind *kind = fw_record_get_kind (stored->record);
  FwSqlValue values[] = { FW_SQL_STRING (rows->kind), FW_SQL_STRING (rows->id) };
  FwFlow *flow = fw_flow_cases_find_version (self, kind, rows->version, error);

  if (flow == NULL)
    return FALSE;
  fw_flow_case_free (stored->flow_case);
  stored->flow_case = fw_flow_case_new (flow);
  fw_flow_unref (flow);
  stored->flow_case->state = g_strdup (rows->state);
  rows->entries = stored->flow_case->entries;
  if (!fw_flow_cases_read_body (stored->flow_case, rows->body))
    return fw_row_sum_is (&(FwSqlValue){ .type = FW_SQL_INTEGER }, 1, "flow_case", rows->id, error);
  if (!fw_database_query (self->database,
                          "SELECT number, at, made_at, account, person, from_state, to_state, "
                          "message, reason, content, revision, seal, sum FROM flow_entry WHERE "
                          "kind = $1 AND id = $2 ORDER BY number",
                          values, G_N_ELEMENTS (values), read_entry_cb, rows, error))
    return FALSE;
  stored->n_entries = stored->flow_case->entries->len;
  return TRUE;
}

FwFlowStored *
fw_flow_cases_load (FwRecords *self, const FwRecord *record, gint64 now, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);
  g_autoptr (FwFlowStored) stored = g_new0 (FwFlowStored, 1);
  g_auto (Rows) rows = { .kind = kind->name, .id = fw_record_get_id (record) };
  FwSqlValue values[] = { FW_SQL_STRING (rows.kind), FW_SQL_STRING (rows.id) };

  g_assert (kind->flow != NULL);

  stored->flow_case = fw_flow_case_new (kind->flow);
  stored->records = self;
  stored->record = record;
  stored->now = now;
  stored->seen = (FwFlowRecord){
    .get = get_value, .get_calendar = get_calendar, .record = stored, .get_zone = get_zone
  };
  stored->notices = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_flow_notice_free);
  if (!fw_database_query (self->database,
                          "SELECT version, state, body, sum FROM flow_case WHERE kind = $1 AND id "
                          "= $2",
                          values, G_N_ELEMENTS (values), read_case_cb, &rows, error) ||
      (rows.error == NULL && rows.body != NULL && !fill_case (self, stored, &rows, error)))
    return NULL;
  if (rows.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&rows.error));
      return NULL;
    }
  stored->flow_case->revision = fw_record_get_revision (record);
  fw_flow_case_recount (stored->flow_case, &stored->seen, now, stored->notices);
  return take_failure (stored, error) ? g_steal_pointer (&stored) : NULL;
}

/* ---- writing ---- */

static gboolean
save_entries (FwRecords *self, FwFlowStored *stored, GError **error)
{
  const FwFlowCase *flow_case = stored->flow_case;

  for (guint i = stored->n_entries; i < flow_case->entries->len; i++)
    {
      const FwFlowEntry *entry = flow_case->entries->pdata[i];
      FwSqlValue values[] = { FW_SQL_STRING (fw_record_get_kind (stored->record)->name),
                              FW_SQL_STRING (fw_record_get_id (stored->record)),
                              FW_SQL_INT (i),
                              FW_SQL_INT (entry->time.at),
                              FW_SQL_INT (entry->time.made_at),
                              FW_SQL_STRING (entry->account),
                              FW_SQL_STRING (entry->person),
                              FW_SQL_STRING (entry->from),
                              FW_SQL_STRING (entry->to),
                              FW_SQL_STRING (entry->message),
                              FW_SQL_STRING (entry->reason),
                              FW_SQL_STRING (entry->content),
                              FW_SQL_INT (entry->revision),
                              FW_SQL_STRING (entry->seal),
                              FW_SQL_NONE };

      values[14] = FW_SQL_INT (fw_row_sum ("flow_entry", entry_names, values, 14));
      if (!fw_database_execute (
              self->database,
              "INSERT INTO flow_entry (kind, id, number, at, made_at, account, person, from_state, "
              "to_state, message, reason, content, revision, seal, sum) VALUES ($1, $2, $3, $4, "
              "$5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
              values, G_N_ELEMENTS (values), NULL, error))
        return FALSE;
    }
  stored->n_entries = flow_case->entries->len;
  return TRUE;
}

static gboolean
take_number_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(gint64 *) user_data = columns[0].integer;
  return FALSE;
}

static gboolean
save_notices (FwRecords *self, FwFlowStored *stored, GError **error)
{
  gint64 last = 0;

  if (stored->notices->len == 0)
    return TRUE;
  if (!fw_database_query (self->database, "SELECT coalesce (max (number), 0) FROM flow_notice",
                          NULL, 0, take_number_cb, &last, error))
    return FALSE;
  for (guint i = 0; i < stored->notices->len; i++)
    {
      const FwFlowNotice *notice = stored->notices->pdata[i];
      g_autofree char *skipped = notice->skipped != NULL ? g_strjoinv (" ", notice->skipped) : NULL;
      FwSqlValue values[] = { FW_SQL_INT (++last),
                              FW_SQL_STRING (fw_record_get_kind (stored->record)->name),
                              FW_SQL_STRING (fw_record_get_id (stored->record)),
                              FW_SQL_STRING (notice->clock),
                              FW_SQL_INT (notice->run),
                              FW_SQL_STRING (fw_flow_what_to_name (notice->what)),
                              FW_SQL_INT (notice->step),
                              FW_SQL_INT (notice->at),
                              FW_SQL_INT (notice->due),
                              FW_SQL_STRING (notice->to),
                              FW_SQL_STRING (skipped),
                              FW_SQL_NONE };

      values[11] = FW_SQL_INT (fw_row_sum ("flow_notice", notice_names, values, 11));
      if (!fw_database_execute (self->database,
                                "INSERT INTO flow_notice (number, kind, id, clock, run, what, "
                                "step, at, due, whom, skipped, sum) VALUES ($1, $2, $3, $4, $5, "
                                "$6, $7, $8, $9, $10, $11, $12)",
                                values, G_N_ELEMENTS (values), NULL, error))
        return FALSE;
    }
  g_ptr_array_set_size (stored->notices, 0);
  return TRUE;
}

/* Of what is deleted no clock runs. */
static gboolean
save_clocks (FwRecords *self, FwFlowStored *stored, GError **error)
{
  FwSqlValue values[] = { FW_SQL_STRING (fw_record_get_kind (stored->record)->name),
                          FW_SQL_STRING (fw_record_get_id (stored->record)),
                          FW_SQL_NONE,
                          FW_SQL_NONE,
                          FW_SQL_NONE,
                          FW_SQL_NONE,
                          FW_SQL_NONE };
  const GPtrArray *runs = stored->flow_case->runs;

  if (!fw_database_execute (self->database, "DELETE FROM flow_clock WHERE kind = $1 AND id = $2",
                            values, 2, NULL, error))
    return FALSE;
  for (guint i = 0; i < runs->len && !fw_record_is_deleted (stored->record); i++)
    {
      const FwFlowRun *run = runs->pdata[i];
      gint64 due;

      if (!fw_clock_runs (run->clock))
        continue;
      values[2] = FW_SQL_STRING (run->description->name);
      values[3] = FW_SQL_INT (run->run);
      values[4] = FW_SQL_INT (run->clock->start);
      values[5] = fw_clock_find_due (run->clock, &due) ? FW_SQL_INT (due) : FW_SQL_NONE;
      values[6] = FW_SQL_INT ((gint64) fw_clock_get_terms (run->clock)->told);
      if (!fw_database_execute (self->database,
                                "INSERT INTO flow_clock (kind, id, clock, run, start, due, told) "
                                "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                                values, G_N_ELEMENTS (values), NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* The version of the flow that a case is begun under is kept: it goes on under that. */
static gboolean
save_version (FwRecords *self, const FwFlow *flow, GError **error)
{
  FwSqlValue values[] = { FW_SQL_STRING (flow->name), FW_SQL_STRING (flow->version),
                          FW_SQL_STRING (flow->text) };

  return fw_database_execute (self->database,
                              "INSERT INTO flow_version (flow, version, body) VALUES ($1, $2, $3) "
                              "ON CONFLICT (flow, version) DO NOTHING",
                              values, G_N_ELEMENTS (values), NULL, error);
}

gboolean
fw_flow_cases_save (FwRecords *self, FwFlowStored *stored, GError **error)
{
  const FwFlowCase *flow_case = stored->flow_case;
  g_autofree char *body = fw_flow_cases_format_body (flow_case);
  FwSqlValue values[] = { FW_SQL_STRING (fw_record_get_kind (stored->record)->name),
                          FW_SQL_STRING (fw_record_get_id (stored->record)),
                          FW_SQL_STRING (flow_case->flow->version),
                          FW_SQL_STRING (flow_case->state),
                          FW_SQL_STRING (body),
                          FW_SQL_NONE,
                          FW_SQL_NONE };
  gint64 next;

  if (!take_failure (stored, error))
    return FALSE;
  values[5] = FW_SQL_INT (fw_row_sum ("flow_case", case_names, values, G_N_ELEMENTS (case_names)));
  if (!fw_record_is_deleted (stored->record) && fw_flow_case_next (flow_case, &stored->seen, &next))
    {
      values[6] = FW_SQL_INT (next);
      self->due = MIN (self->due, next);
    }
  return (stored->n_entries > 0 || save_version (self, flow_case->flow, error)) &&
         fw_database_execute (
             self->database,
             "INSERT INTO flow_case (kind, id, version, state, body, sum, next) VALUES ($1, $2, "
             "$3, $4, $5, $6, $7) ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, "
             "state = excluded.state, body = excluded.body, sum = excluded.sum, next = "
             "excluded.next",
             values, G_N_ELEMENTS (values), NULL, error) &&
         save_entries (self, stored, error) && save_clocks (self, stored, error) &&
         save_notices (self, stored, error);
}
