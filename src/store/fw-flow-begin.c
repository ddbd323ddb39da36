/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When a case begins, and what it learns as its record is written. */
#include "core/fw-error.h"
#include "store/fw-flow-cases.h"

#define BEGUN_AT_ONCE 500

/* ---- who acts ---- */

static void
add_word (FwFlowWords *self, const char *word)
{
  g_ptr_array_insert (self->words, (gint) self->words->len - 1, (gpointer) word);
}

/* The person that an account is for, where accounts say so. */
static gboolean
find_person (FwRecords *self, const char *account, char **person, GError **error)
{
  const GPtrArray *tables = fw_records_get_tables (self);

  for (guint i = 0; i < tables->len; i++)
    {
      const FwKind *kind = ((FwRecordTable *) tables->pdata[i])->kind;
      const gint field = fw_kind_find_field (kind, "person");
      g_autoptr (FwRecord) record = NULL;
      g_autoptr (GError) failure = NULL;

      if (!kind->accounts || field < 0)
        continue;
      record = fw_records_load (self, kind, account, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (record != NULL && !fw_record_is_deleted (record))
        *person = g_strdup (fw_record_get_text (record, (guint) field));
    }
  return TRUE;
}

static gboolean
is_owner (FwScope *scope, const FwRecord *record)
{
  const FwKind *kind = fw_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].account &&
        g_strcmp0 (fw_record_get_text (record, i), fw_scope_get_account (scope)) == 0)
      return TRUE;
  return FALSE;
}

/* A supervisor of teams leads the people of them. */
static gboolean
leads (FwRecords *self, FwScope *scope, const char *id)
{
  const FwKind *kind = fw_kind_find ("person");
  g_autoptr (FwRecord) person = NULL;

  if (id == NULL || fw_scope_get_role (scope) != FW_ROLE_SUPERVISOR ||
      fw_scope_get_teams (scope) == NULL)
    return FALSE;
  person = fw_records_load (self, kind, id, NULL);
  return person != NULL && fw_record_is_allowed (person, scope);
}

gboolean
fw_flow_words_init (
    FwFlowWords *self, FwRecords *records, FwScope *scope, const FwRecord *record, GError **error)
{
  const char *account = fw_scope_get_account (scope),
             *whose = fw_record_find_reference (record, "person");

  self->words = g_ptr_array_new ();
  g_ptr_array_add (self->words, NULL);
  if (!find_person (records, account, &self->person, error))
    return FALSE;

  add_word (self, fw_role_to_name (fw_scope_get_role (scope)));
  if (self->person != NULL && g_strcmp0 (self->person, whose) == 0)
    add_word (self, "own");
  if (is_owner (scope, record))
    add_word (self, "owner");
  if (leads (records, scope, whose))
    add_word (self, "leader-of-person");
  self->actor = (FwFlowActor){ account, self->person, (const char *const *) self->words->pdata };
  return TRUE;
}

/* Who holds it herself acts as that, whoever else she is deputy of. */
static const FwFunctionActor *
find_own (const GArray *actors, const char *person)
{
  const FwFunctionActor *found = NULL;

  for (guint i = 0; person != NULL && i < actors->len; i++)
    {
      const FwFunctionActor *actor = &g_array_index (actors, FwFunctionActor, i);

      if (g_str_equal (actor->person, person) &&
          (found == NULL || g_str_equal (actor->holder, person)))
        found = actor;
    }
  return found;
}

static void
clear_function (gpointer data)
{
  g_array_unref (((FwRecordFunction *) data)->actors);
}

gboolean
fw_flow_words_add_functions (FwFlowWords *self,
                             FwActing *acting,
                             FwScope *scope,
                             const FwFlow *flow,
                             const FwRecord *record,
                             GError **error)
{
  const char *role = fw_role_to_name (fw_scope_get_role (scope));

  self->functions = g_array_new (FALSE, FALSE, sizeof (FwRecordFunction));
  g_array_set_clear_func (self->functions, clear_function);
  for (guint i = 0; i < flow->functions->len; i++)
    {
      FwRecordFunction each = { &g_array_index (flow->functions, FwFlowFunction, i) };

      each.actors = fw_acting_find (acting, each.function->name, record, &each.covered, error);
      if (each.actors == NULL)
        return FALSE;
      each.as = find_own (each.actors, self->person);
      if ((each.as != NULL && !fw_record_function_is_for_another (&each)) ||
          (!each.covered && g_strv_contains ((const char *const *) each.function->otherwise, role)))
        add_word (self, each.function->name);
      g_array_append_val (self->functions, each);
    }
  self->n_alone = self->words->len - 1;
  for (guint i = 0; i < self->functions->len; i++)
    {
      const FwRecordFunction *each = &g_array_index (self->functions, FwRecordFunction, i);

      if (fw_record_function_is_for_another (each))
        add_word (self, each->function->name);
    }
  self->actor.is = (const char *const *) self->words->pdata;
  return TRUE;
}

void
fw_flow_words_clear (FwFlowWords *self)
{
  g_free (self->person);
  g_clear_pointer (&self->functions, g_array_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
}

/* ---- writes ---- */

static gboolean
edit (FwFlowStored *stored,
      const FwFlowActor *actor,
      const FwRecord *before,
      const FwRecord *written,
      GError **error)
{
  const FwKind *kind = fw_record_get_kind (written);
  const gint state = fw_kind_get_state (kind);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  for (guint i = 0; i < kind->n_fields; i++)
    if ((gint) i != state && !fw_record_equal_field (before, written, i))
      g_ptr_array_add (fields, (gpointer) kind->fields[i].name);
  g_ptr_array_add (fields, NULL);

  /* What fell due before was told to nobody yet, and is not undone by this. */
  fw_flow_case_run (stored->flow_case, &stored->seen, stored->now - 1, stored->notices);
  stored->flow_case->revision = fw_record_get_revision (before);
  fw_flow_cases_show (stored, written);
  return fw_flow_case_edit (stored->flow_case, &stored->seen, actor,
                            (const char *const *) fields->pdata, FW_FLOW_TIME (stored->now),
                            stored->notices, error);
}

gboolean
fw_flow_cases_write (
    FwRecords *self, FwWrite *write, const FwRecord *stored, FwRecord *written, GError **error)
{
  const guint state = (guint) fw_kind_get_state (fw_record_get_kind (written));
  const FwRecord *before = stored != NULL ? stored : written;
  g_autoptr (FwFlowStored) kept = fw_flow_cases_load (self, before, write->now, error);
  g_auto (FwFlowWords) words = { NULL };
  FwFlowCase *flow_case;

  if (kept == NULL || !fw_flow_words_init (&words, self, write->scope, written, error))
    return FALSE;

  flow_case = kept->flow_case;
  if (flow_case->state == NULL && !fw_record_is_empty (before, state))
    {
      flow_case->state = g_strdup (fw_record_get_text (before, state));
      flow_case->entered = write->now;
    }
  if (flow_case->state != NULL
          ? !edit (kept, &words.actor, before, written, error)
          : !fw_flow_case_begin (flow_case, &kept->seen, &words.actor, FW_FLOW_TIME (write->now),
                                 kept->notices, error))
    return FALSE;
  fw_record_set_text (written, state, flow_case->state);
  return fw_flow_cases_save (self, kept, error);
}

gboolean
fw_flow_cases_rest (FwRecords *self, FwWrite *write, const FwRecord *record, GError **error)
{
  g_autoptr (FwFlowStored) kept = fw_flow_cases_load (self, record, write->now, error);

  return kept != NULL && (kept->flow_case->state == NULL || fw_flow_cases_save (self, kept, error));
}

/* ---- records from before there was a flow ---- */

static gboolean
found_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return FALSE;
}

/* Its clocks count from now on: what nobody was held to before is not late at once. */
static gboolean
begin_one (FwRecords *self, const FwRecord *record, gint64 now, GError **error)
{
  const guint state = (guint) fw_kind_get_state (fw_record_get_kind (record));
  g_autoptr (FwFlowStored) kept = fw_flow_cases_load (self, record, now, error);
  FwFlowCase *flow_case;

  if (kept == NULL)
    return FALSE;
  flow_case = kept->flow_case;
  if (flow_case->state != NULL || fw_record_is_empty (record, state))
    return TRUE;
  if (g_strcmp0 (fw_record_get_text (record, state), flow_case->flow->start) != 0 ||
      !fw_flow_case_begin (flow_case, &kept->seen, NULL, FW_FLOW_TIME (now), kept->notices, NULL))
    {
      flow_case->state = g_strdup (fw_record_get_text (record, state));
      flow_case->entered = now;
    }
  return fw_flow_cases_save (self, kept, error);
}

static gboolean
begin_some (FwRecords *self, const GArray *rows, gint64 now, GError **error)
{
  gboolean done = TRUE;

  if (!fw_records_begin (self, error))
    return FALSE;
  for (guint i = 0; done && i < rows->len; i++)
    done = begin_one (self, g_array_index (rows, FwRevision, i).record, now, error);
  return fw_records_end (self, done, error);
}

static gboolean
begin_kind (FwRecords *self, FwRecordTable *table, gint64 now, GError **error)
{
  g_autofree char *sql = fw_record_table_make_select (
      table, " WHERE id > $1 ORDER BY id LIMIT " G_STRINGIFY (BEGUN_AT_ONCE));
  FwSqlValue kind = FW_SQL_STRING (table->kind->name);
  g_autofree char *after = g_strdup ("");
  gboolean begun = FALSE;

  if (!fw_database_query (self->database, "SELECT 1 FROM flow_case WHERE kind = $1 LIMIT 1", &kind,
                          1, found_cb, &begun, error))
    return FALSE;
  while (!begun)
    {
      g_autoptr (GArray) rows = fw_record_table_read (table, self->database, sql, after, error);

      if (rows == NULL || (rows->len > 0 && !begin_some (self, rows, now, error)))
        return FALSE;
      if (rows->len < BEGUN_AT_ONCE)
        return TRUE;
      g_free (after);
      after = g_strdup (fw_record_get_id (g_array_index (rows, FwRevision, rows->len - 1).record));
    }
  return TRUE;
}

gboolean
fw_flow_cases_begin_all (FwRecords *self, gint64 now, GError **error)
{
  const GPtrArray *tables = fw_records_get_tables (self);

  for (guint i = 0; i < tables->len; i++)
    {
      FwRecordTable *table = tables->pdata[i];

      if (table->kind->flow != NULL && !begin_kind (self, table, now, error))
        return FALSE;
    }
  return TRUE;
}
