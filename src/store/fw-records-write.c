/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Every write goes the same way: what can be checked by itself first, then a transaction in which
 * the stored record is read, compared, checked against others, written, and logged field by field.
 */
#include "core/fw-error.h"
#include "store/fw-flow-cases.h"
#include "store/fw-records-private.h"
#include "store/fw-row-sum.h"

static gboolean
take_number_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(gint64 *) user_data = columns[0].integer;
  return FALSE;
}

gboolean
fw_records_begin (FwRecords *self, GError **error)
{
  if (!fw_database_begin (self->database, error))
    return FALSE;

  self->counted = FALSE;
  self->due = G_MAXINT64;
  self->recount = G_MININT64;
  if (fw_database_query (self->database, "SELECT value FROM house_state WHERE name = 'change'",
                         NULL, 0, take_number_cb, &self->change, error))
    return TRUE;

  fw_database_rollback (self->database);
  return FALSE;
}

gboolean
fw_records_end (FwRecords *self, gboolean keep, GError **error)
{
  FwSqlValue value = FW_SQL_INT (self->change);
  const gboolean hours = self->recount != G_MININT64;
  gint64 due;

  keep = keep && fw_records_recount (self, error);
  due = self->due;
  /* Tells those who keep a directory that theirs is old. */
  if (keep && self->counted)
    keep = fw_database_execute (
        self->database, "UPDATE house_state SET value = value + 1 WHERE name = 'generation'", NULL,
        0, NULL, error);
  keep = keep && fw_database_execute (self->database,
                                      "UPDATE house_state SET value = $1 WHERE name = 'change'",
                                      &value, 1, NULL, error);
  if (keep)
    keep = fw_database_commit (self->database, error);
  else
    fw_database_rollback (self->database);
  if (hours)
    fw_records_forget_calendars (self);
  if (keep && due < G_MAXINT64 && self->due_watch != NULL)
    self->due_watch (due, self->due_data);
  return keep;
}

static gboolean
log_fields (
    FwRecords *self, FwWrite *write, const FwRecord *before, const FwRecord *after, GError **error)
{
  const FwKind *kind = fw_record_get_kind (after);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      gboolean secret = kind->fields[i].type == FW_FIELD_SECRET;
      g_autofree char *old = NULL;
      g_autofree char *new = NULL;

      if (secret           ? fw_record_is_empty (after, i)
          : before != NULL ? fw_record_equal_field (before, after, i)
                           : fw_record_is_empty (after, i))
        continue;

      if (!secret)
        {
          old = before != NULL ? fw_record_format (before, i) : NULL;
          new = fw_record_format (after, i);
        }
      if (!fw_records_log (self, write, after, kind->fields[i].name, old, new, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
refuse (GError **error, FwError code, const FwKind *kind, const char *id, const char *what)
{
  g_set_error (error, FW_ERROR, code, "%s “%s” %s", kind->name, id, what);
  return FALSE;
}

/* Whether the record that comes was made of what stands there; @base: (nullable): what the writer
 * sees there. What is there and not seen is no other than what is not there. */
static gboolean
check_base (FwWrite *write, const FwRecord *base, const FwRecord *record, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);
  const char *id = fw_record_get_id (record);
  guint revision = fw_record_get_revision (record);

  if (write->any_revision)
    return TRUE;
  if (base == NULL)
    return revision == 0 || refuse (error, FW_ERROR_NOT_FOUND, kind, id, "is not there");
  if (revision != fw_record_get_revision (base))
    return refuse (error, FW_ERROR_CONFLICT, kind, id,
                   revision == 0 ? "is there already" : "was changed by somebody else meanwhile");

  return TRUE;
}

/* Fields that the writer cannot see come empty and stay as they were; so do those that he says
 * nothing of, and fixed ones. */
static FwRecord *
merge_hidden (FwRole role, const FwRecord *stored, FwRecord *record)
{
  const FwKind *kind = fw_record_get_kind (record);
  FwRecord *merged = fw_record_copy (record);

  for (guint i = 0; stored != NULL && i < kind->n_fields; i++)
    {
      const FwField *field = &kind->fields[i];
      g_autofree char *text = NULL;

      if (field->type == FW_FIELD_SECRET || !fw_record_is_empty (record, i) ||
          ((fw_kind_get_read (kind, field) & role) != 0 && !fw_record_is_left (record, i) &&
           !field->fixed))
        continue;
      text = fw_record_format (stored, i);
      fw_record_parse (merged, i, fw_text (text), NULL);
    }

  return merged;
}

/* Whether a field may come as it does. What the role may neither read nor write is refused whatever
 * it holds: refusing all values but the one that is stored would tell it. */
static gboolean
may_come (FwRole role, const FwRecord *stored, const FwRecord *record, guint i, gboolean hidden)
{
  const FwKind *kind = fw_record_get_kind (record);

  if ((fw_kind_get_write (kind, &kind->fields[i]) & role) != 0 || fw_record_is_left (record, i) ||
      kind->fields[i].derived)
    return TRUE;
  /* A new record may say itself where it begins: an export of one does. */
  if (kind->fields[i].moved && stored == NULL &&
      g_strcmp0 (fw_record_get_text (record, i), kind->flow->start) == 0)
    return TRUE;
  if (hidden)
    return fw_record_is_empty (record, i);
  return stored != NULL ? fw_record_equal_field (stored, record, i)
                        : fw_record_is_empty (record, i);
}

static gboolean
is_hidden (FwRole role, const FwKind *kind, const FwField *field)
{
  return field->type == FW_FIELD_SECRET || (fw_kind_get_read (kind, field) & role) == 0;
}

/* @record: as it came, before what the writer does not see was put in. */
static gboolean
check_roles (FwRole role, const FwRecord *stored, const FwRecord *record, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);
  gboolean writer = (kind->write & role) != 0;

  for (guint i = 0; i < kind->n_fields && stored != NULL && !writer; i++)
    writer = (fw_kind_get_write (kind, &kind->fields[i]) & role) != 0;
  if (!writer)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN,
                   "the role %s may not write records of the kind %s", fw_role_to_name (role),
                   kind->name);
      return FALSE;
    }

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const FwField *field = &kind->fields[i];

      if (may_come (role, stored, record, i, is_hidden (role, kind, field)))
        continue;
      if (field->moved)
        g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN, "%s: only a move changes it",
                     field->name);
      else
        g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN, "%s: the role %s may not change it",
                     field->name, fw_role_to_name (role));
      return FALSE;
    }

  return TRUE;
}

static gboolean
has_changed (const FwRecord *stored, const FwRecord *record)
{
  const FwKind *kind = fw_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == FW_FIELD_SECRET ? !fw_record_is_empty (record, i)
                                                : !fw_record_equal_field (stored, record, i))
      return TRUE;

  return FALSE;
}

/* What follows from an account's change for those who are signed in by it. */
static gboolean
finish_account (FwRecords *self, const FwRecord *account, gboolean there_was_one, GError **error)
{
  gboolean ends = fw_record_is_deleted (account) || fw_record_integer (account, "disabled") != 0 ||
                  fw_record_text (account, "password") != NULL;

  if (ends && !fw_accounts_end_sessions (self, fw_record_get_id (account), error))
    return FALSE;
  return fw_records_check_administrators (self, there_was_one, error);
}

gboolean
fw_records_store_row (FwRecords *self,
                      FwWrite *write,
                      const FwRecord *stored,
                      const FwRecord *written,
                      GError **error)
{
  FwRecordTable *table = fw_records_find_table (self, fw_record_get_kind (written));

  self->counted = self->counted || table->kind->counts;
  fw_records_forget_targets (self, write, table->kind);
  fw_records_note_hours (self, table->kind, write->now);
  return fw_record_table_write (table, self->database, written,
                                write->secrets != NULL ? (char **) write->secrets->pdata : NULL,
                                write->now, self->change + 1, error) &&
         log_fields (self, write, stored, written, error);
}

static gboolean
store (FwRecords *self,
       FwWrite *write,
       const FwRecord *stored,
       FwRecord *record,
       const FwRecord *merged,
       GError **error)
{
  FwRecordTable *table = fw_records_find_table (self, fw_record_get_kind (record));
  g_autoptr (FwRecord) written = fw_record_copy ((FwRecord *) merged);
  gint64 administrators = 0;

  if (table->kind->accounts && !fw_records_count_administrators (self, &administrators, error))
    return FALSE;
  fw_record_set_revision (written, stored != NULL ? fw_record_get_revision (stored) + 1 : 1);
  if ((table->kind->flow != NULL && !fw_flow_cases_write (self, write, stored, written, error)) ||
      !fw_records_store_row (self, write, stored, written, error) ||
      (table->kind->accounts && !finish_account (self, written, administrators > 0, error)))
    return FALSE;

  fw_record_set_revision (record, fw_record_get_revision (written));
  return TRUE;
}

/* Of a new record; a person without a day would be said to have been there since ever. */
static void
fill_in (FwWrite *write, FwRecord *record)
{
  const FwKind *kind = fw_record_get_kind (record);
  gint since = fw_kind_find_field (kind, "since");

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].account && !kind->fields[i].taken && fw_record_is_empty (record, i))
      fw_record_set_text (record, i, fw_scope_get_account (write->scope));
    else if (kind->fields[i].moment &&
             (fw_record_is_empty (record, i) || !fw_scope_is_whole (write->scope)))
      {
        g_autofree char *now = fw_time_format (write->now);

        fw_record_set_text (record, i, now);
      }

  if (kind->dated && kind->source_name != NULL && write->house != NULL &&
      fw_record_is_empty (record, (guint) since))
    {
      const char *id = fw_record_text (record, "site");
      const FwSiteEntry *site = id != NULL ? fw_directory_find_site (write->house, id) : NULL;

      if (site == NULL)
        site = fw_directory_get_default_site (write->house);
      fw_record_set_integer (record, (guint) since, fw_zone_get_day (site->zone, write->now));
    }
}

/* Who took it gives it back. */
static gboolean
is_own_given_back (FwWrite *write, const FwRecord *base, const FwRecord *record, guint field)
{
  return fw_record_get_kind (record)->fields[field].taken && fw_record_is_empty (record, field) &&
         (base == NULL ||
          g_strcmp0 (fw_record_get_text (base, field), fw_scope_get_account (write->scope)) == 0);
}

static gboolean
check_accounts (FwWrite *write, const FwRecord *base, const FwRecord *record, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      if (!kind->fields[i].account || fw_scope_is_whole (write->scope) ||
          (base != NULL && fw_record_equal_field (base, record, i)) ||
          g_strcmp0 (fw_record_get_text (record, i), fw_scope_get_account (write->scope)) == 0 ||
          is_own_given_back (write, base, record, i))
        continue;
      g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN, "%s: you may name yourself alone",
                   kind->fields[i].name);
      return FALSE;
    }

  return TRUE;
}

/* All that can be said of a record that is to stand where @base stands, or where nothing does for
 * the writer. */
static gboolean
check_merged (
    FwRecords *self, FwWrite *write, const FwRecord *base, FwRecord *merged, GError **error)
{
  return check_accounts (write, base, merged, error) &&
         fw_records_check_closed (base, merged, error) && fw_record_check (merged, error) &&
         fw_records_check_scope (write, merged, error) &&
         (base == NULL || fw_records_check_scope (write, base, error));
}

static gboolean
write_known (
    FwRecords *self, FwWrite *write, FwRecord *record, FwWriteResult *result, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);
  FwRole role = fw_scope_get_role (write->scope);
  g_autoptr (FwRecord) stored = NULL;
  g_autoptr (FwRecord) merged = NULL;
  g_autoptr (GError) failure = NULL;
  const FwRecord *base;

  stored = fw_records_load (self, kind, fw_record_get_id (record), &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  base = stored != NULL && !fw_record_is_deleted (stored) &&
                 fw_record_is_allowed (stored, write->scope)
             ? stored
             : NULL;
  if (!check_base (write, base, record, error) || !check_roles (role, base, record, error))
    return FALSE;

  merged = merge_hidden (role, base, record);
  fw_record_set_deleted (merged, FALSE);
  if (base == NULL)
    fill_in (write, merged);
  if (!fw_records_take_copies (self, write, base, merged, error) ||
      !fw_records_arrange (self, write, base, merged, error))
    return FALSE;
  if (kind->derive != NULL)
    kind->derive (base, merged);
  if (!fw_records_take_place (self, write, base, merged, error) ||
      !check_merged (self, write, base, merged, error))
    return FALSE;
  if (stored == NULL)
    fw_records_draw (self, merged);

  *result = base == NULL ? FW_WRITE_CREATED : FW_WRITE_CHANGED;
  if (base != NULL && !has_changed (base, merged))
    {
      *result = FW_WRITE_UNCHANGED;
      fw_record_set_revision (record, fw_record_get_revision (base));
      return TRUE;
    }

  if (base != NULL && kind->scope == FW_SCOPE_IS_TEAM &&
      !fw_records_check_move (self, base, merged, error))
    return FALSE;

  return fw_records_check_references (self, write, base, merged, error) &&
         fw_records_check_unique (self, write, merged, error) &&
         fw_records_check_replaced (self, write, merged, base != NULL, error) &&
         (base != NULL || fw_records_check_free (write, stored, merged, error)) &&
         store (self, write, stored, record, merged, error);
}

/* The record may have been made before a centre gave its kind a field. */
gboolean
fw_records_write_one (
    FwRecords *self, FwWrite *write, FwRecord *record, FwWriteResult *result, GError **error)
{
  const FwRecordTable *table = fw_records_find_table (self, fw_record_get_kind (record));
  g_autoptr (FwRecord) known = fw_record_as (record, table->kind);

  if (!write_known (self, write, known, result, error))
    return FALSE;
  fw_record_set_revision (record, fw_record_get_revision (known));
  return TRUE;
}

GPtrArray *
fw_records_hash_secrets (FwRecord *record, FwRole role, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_set_size (hashes, FW_KIND_MAX_FIELDS);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      /* Who may not set it is refused further on, without having cost a hash. */
      if (kind->fields[i].type != FW_FIELD_SECRET || fw_record_is_empty (record, i) ||
          (fw_kind_get_write (kind, &kind->fields[i]) & role) == 0)
        continue;
      hashes->pdata[i] = fw_accounts_hash_password (fw_record_get_text (record, i), error);
      if (hashes->pdata[i] == NULL)
        return NULL;
    }

  return g_steal_pointer (&hashes);
}

static gboolean
put_each (FwRecords *self, FwWrite *write, GPtrArray *records, GPtrArray *hashes, GError **error)
{
  for (guint i = 0; i < records->len; i++)
    {
      FwRecord *record = records->pdata[i];
      FwWriteResult result;

      write->secrets = hashes->pdata[i];
      if (fw_records_write_one (self, write, record, &result, error))
        continue;
      if (write->any_revision)
        g_prefix_error (error, "%s “%s”: ", fw_record_get_kind (record)->name,
                        fw_record_get_id (record));
      return FALSE;
    }

  return TRUE;
}

static void
unref_hashes (gpointer data)
{
  g_ptr_array_unref (data);
}

static gboolean
put_records (FwRecords *self, FwWrite *write, GPtrArray *records, GError **error)
{
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (unref_hashes);
  g_autofree guint *revisions = g_new (guint, MAX (records->len, 1));

  for (guint i = 0; i < records->len; i++)
    {
      GPtrArray *of_record =
          fw_records_hash_secrets (records->pdata[i], fw_scope_get_role (write->scope), error);

      if (of_record == NULL)
        return FALSE;
      g_ptr_array_add (hashes, of_record);
      revisions[i] = fw_record_get_revision (records->pdata[i]);
    }

  if (!fw_records_prepare_write (self, write, error) || !fw_records_begin (self, error))
    return FALSE;
  if (fw_records_end (self, put_each (self, write, records, hashes, error), error))
    return TRUE;

  /* What was written before the failure was taken back. */
  for (guint i = 0; i < records->len; i++)
    fw_record_set_revision (records->pdata[i], revisions[i]);
  return FALSE;
}

gboolean
fw_records_put (FwRecords *self, FwScope *scope, FwRecord *record, gint64 now, GError **error)
{
  g_auto (FwWrite) write = { .scope = scope, .now = now };
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL && scope != NULL && record != NULL, FALSE);

  g_ptr_array_add (records, record);
  return put_records (self, &write, records, error);
}

gboolean
fw_records_put_all (FwRecords *self, FwScope *scope, GPtrArray *records, gint64 now, GError **error)
{
  g_auto (FwWrite) write = { .scope = scope, .now = now, .any_revision = TRUE };

  g_return_val_if_fail (self != NULL && scope != NULL && records != NULL, FALSE);

  return put_records (self, &write, records, error);
}

gboolean
fw_records_write_state (FwRecords *self, FwWrite *write, FwRecord *record, GError **error)
{
  FwRecordTable *table = fw_records_find_table (self, fw_record_get_kind (record));
  gboolean deleted = fw_record_is_deleted (record);
  gint64 administrators = 0;

  if (table->kind->accounts && !fw_records_count_administrators (self, &administrators, error))
    return FALSE;

  self->counted = self->counted || table->kind->counts;
  fw_records_forget_targets (self, write, table->kind);
  fw_records_note_hours (self, table->kind, write->now);
  return fw_record_table_write (table, self->database, record, NULL, write->now, self->change + 1,
                                error) &&
         fw_records_log (self, write, record, "deleted", deleted ? "no" : "yes",
                         deleted ? "yes" : "no", error) &&
         (table->kind->flow == NULL || fw_flow_cases_rest (self, write, record, error)) &&
         (!table->kind->accounts || finish_account (self, record, administrators > 0, error));
}

gboolean
fw_records_delete_one (FwRecords *self, FwWrite *write, FwRecord *record, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);
  const char *id = fw_record_get_id (record);
  guint revision = fw_record_get_revision (record);
  g_autoptr (GError) failure = NULL;
  g_autoptr (FwRecord) stored = NULL;

  if ((kind->write & fw_scope_get_role (write->scope)) == 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN,
                   "the role %s may not delete records of the kind %s",
                   fw_role_to_name (fw_scope_get_role (write->scope)), kind->name);
      return FALSE;
    }

  stored = fw_records_load (self, kind, id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (stored == NULL || fw_record_is_deleted (stored) ||
      !fw_record_is_allowed (stored, write->scope))
    return refuse (error, FW_ERROR_NOT_FOUND, kind, id, "is not there");
  if (fw_record_get_revision (stored) != revision)
    return refuse (error, FW_ERROR_CONFLICT, kind, id, "was changed by somebody else meanwhile");
  if (kind->kept)
    return refuse (error, FW_ERROR_CONFLICT, kind, id,
                   "is kept: correct it, or say in it that it was entered by mistake");
  if (!fw_records_check_scope (write, stored, error) ||
      !fw_records_check_unreferred (self, write->scope, kind, id, error))
    return FALSE;

  fw_record_set_deleted (stored, TRUE);
  fw_record_set_revision (stored, revision + 1);
  if (!fw_records_check_replaced (self, write, stored, TRUE, error) ||
      !fw_records_write_state (self, write, stored, error))
    return FALSE;

  fw_record_set_revision (record, revision + 1);
  return TRUE;
}

gboolean
fw_records_delete (FwRecords *self,
                   FwScope *scope,
                   const FwKind *kind,
                   const char *id,
                   guint revision,
                   gint64 now,
                   GError **error)
{
  g_auto (FwWrite) write = { .scope = scope, .now = now };

  g_autoptr (FwRecord) record = NULL;

  g_return_val_if_fail (self != NULL && scope != NULL && kind != NULL && id != NULL, FALSE);

  record = fw_record_new (kind, id);
  fw_record_set_revision (record, revision);
  return fw_records_prepare_write (self, &write, error) && fw_records_begin (self, error) &&
         fw_records_end (self, fw_records_delete_one (self, &write, record, error), error);
}
