/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Every write goes the same way: what can be checked by itself first, then a transaction in which
 * the stored record is read, compared, checked against others, written, and logged field by field.
 */
#include "core/fw-error.h"
#include "store/fw-records-private.h"

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

  /* On PostgreSQL this row is the lock that makes house writers follow one another. */
  if (fw_database_execute (self->database,
                           "UPDATE house_state SET value = value + 1 WHERE name = 'generation'",
                           NULL, 0, NULL, error) &&
      fw_database_query (self->database, "SELECT value FROM house_state WHERE name = 'change'",
                         NULL, 0, take_number_cb, &self->change, error))
    return TRUE;

  fw_database_rollback (self->database);
  return FALSE;
}

gboolean
fw_records_end (FwRecords *self, gboolean keep, GError **error)
{
  FwSqlValue value = FW_SQL_INT (self->change);

  if (keep && fw_database_execute (self->database,
                                   "UPDATE house_state SET value = $1 WHERE name = 'change'",
                                   &value, 1, NULL, error))
    return fw_database_commit (self->database, error);

  fw_database_rollback (self->database);
  return FALSE;
}

gboolean
fw_records_log (FwRecords *self,
                FwWrite *write,
                const FwRecord *record,
                const char *field,
                const char *before,
                const char *after,
                GError **error)
{
  FwSqlValue values[] = { FW_SQL_INT (++self->change),
                          FW_SQL_INT (write->now),
                          FW_SQL_STRING (fw_scope_get_account (write->scope)),
                          FW_SQL_STRING (fw_record_get_kind (record)->name),
                          FW_SQL_STRING (fw_record_get_id (record)),
                          FW_SQL_INT (fw_record_get_revision (record)),
                          FW_SQL_STRING (field),
                          FW_SQL_STRING (before),
                          FW_SQL_STRING (after) };

  return fw_database_execute (
      self->database,
      "INSERT INTO change_log (number, at, account, kind, id, revision, field, before_text, "
      "after_text) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      values, G_N_ELEMENTS (values), NULL, error);
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

/* Whether the record that comes may stand where @stored stands (NULL or deleted: where nothing
 * stands). */
static gboolean
check_base (FwWrite *write, const FwRecord *stored, const FwRecord *record, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);
  const char *id = fw_record_get_id (record);
  guint revision = fw_record_get_revision (record);

  if (stored == NULL || fw_record_is_deleted (stored))
    return write->any_revision || revision == 0 ||
           refuse (error, FW_ERROR_NOT_FOUND, kind, id, "is not there");

  if (!fw_record_is_allowed (stored, write->scope))
    return revision == 0 || write->any_revision
               ? refuse (error, FW_ERROR_CONFLICT, kind, id, "is taken already")
               : refuse (error, FW_ERROR_NOT_FOUND, kind, id, "is not there");
  if (write->any_revision || revision == fw_record_get_revision (stored))
    return TRUE;

  return refuse (error, FW_ERROR_CONFLICT, kind, id,
                 revision == 0 ? "is there already" : "was changed by somebody else meanwhile");
}

/* Fields that the writer cannot see come empty and stay as they were. */
static FwRecord *
merge_hidden (FwRole role, const FwRecord *stored, FwRecord *record)
{
  const FwKind *kind = fw_record_get_kind (record);
  FwRecord *merged = fw_record_copy (record);

  for (guint i = 0; stored != NULL && i < kind->n_fields; i++)
    {
      const FwField *field = &kind->fields[i];
      g_autofree char *text = NULL;

      if (field->type == FW_FIELD_SECRET || (fw_kind_get_read (kind, field) & role) != 0 ||
          !fw_record_is_empty (record, i))
        continue;
      text = fw_record_format (stored, i);
      fw_record_parse (merged, i, fw_text (text), NULL);
    }

  return merged;
}

static gboolean
check_roles (FwRole role, const FwRecord *stored, const FwRecord *record, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);
  gboolean writer = (kind->write & role) != 0;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const FwField *field = &kind->fields[i];
      gboolean may = (fw_kind_get_write (kind, field) & role) != 0;
      gboolean same = stored != NULL ? fw_record_equal_field (stored, record, i)
                                     : fw_record_is_empty (record, i);

      writer = writer || (stored != NULL && may);
      if (same || may)
        continue;
      g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN, "%s: a %s may not change it", field->name,
                   fw_role_to_name (role));
      return FALSE;
    }

  if (!writer)
    g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN, "a %s may not write records of the kind %s",
                 fw_role_to_name (role), kind->name);
  return writer;
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

static gboolean
check_scope (FwWrite *write, const FwRecord *record, GError **error)
{
  if (fw_record_is_allowed (record, write->scope))
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN, "%s “%s” would lie outside of what you may see",
               fw_record_get_kind (record)->name, fw_record_get_id (record));
  return FALSE;
}

/* What follows from an account's change for those who are signed in by it. */
static gboolean
finish_account (FwRecords *self, const FwRecord *account, GError **error)
{
  gboolean ends = fw_record_is_deleted (account) || fw_record_integer (account, "disabled") != 0 ||
                  fw_record_text (account, "password") != NULL;

  if (ends && !fw_accounts_end_sessions (self, fw_record_get_id (account), error))
    return FALSE;
  return fw_records_check_administrators (self, error);
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
  gboolean live = stored != NULL && !fw_record_is_deleted (stored);
  g_autoptr (FwRecord) written = fw_record_copy ((FwRecord *) merged);

  fw_record_set_revision (written, stored != NULL ? fw_record_get_revision (stored) + 1 : 1);
  if (!fw_record_table_write (table, self->database, written,
                              write->secrets != NULL ? (char **) write->secrets->pdata : NULL,
                              write->now, error) ||
      !log_fields (self, write, live ? stored : NULL, written, error) ||
      (table->kind == &fw_kind_account && !finish_account (self, written, error)))
    return FALSE;

  fw_record_set_revision (record, fw_record_get_revision (written));
  return TRUE;
}

gboolean
fw_records_write_one (
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

  base = stored != NULL && !fw_record_is_deleted (stored) ? stored : NULL;
  if (!check_base (write, stored, record, error))
    return FALSE;

  merged = merge_hidden (role, base, record);
  fw_record_set_deleted (merged, FALSE);
  if (!check_roles (role, base, merged, error) || !fw_record_check (merged, error) ||
      !check_scope (write, merged, error))
    return FALSE;

  *result = base == NULL ? FW_WRITE_CREATED : FW_WRITE_CHANGED;
  if (base != NULL && !has_changed (base, merged))
    {
      *result = FW_WRITE_UNCHANGED;
      fw_record_set_revision (record, fw_record_get_revision (base));
      return TRUE;
    }

  if (base != NULL && kind == &fw_kind_team && !fw_records_check_move (self, base, merged, error))
    return FALSE;

  return fw_records_check_references (self, merged, error) &&
         fw_records_check_unique (self, merged, error) &&
         store (self, write, stored, record, merged, error);
}

GPtrArray *
fw_records_hash_secrets (FwRecord *record, FwRole role, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_set_size (hashes, (gint) kind->n_fields);
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

  if (!fw_records_begin (self, error))
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
  FwWrite write = { .scope = scope, .now = now };
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL && scope != NULL && record != NULL, FALSE);

  g_ptr_array_add (records, record);
  return put_records (self, &write, records, error);
}

gboolean
fw_records_put_all (FwRecords *self, FwScope *scope, GPtrArray *records, gint64 now, GError **error)
{
  FwWrite write = { .scope = scope, .now = now, .any_revision = TRUE };

  g_return_val_if_fail (self != NULL && scope != NULL && records != NULL, FALSE);

  return put_records (self, &write, records, error);
}

static gboolean
delete_one (FwRecords *self,
            FwWrite *write,
            const FwKind *kind,
            const char *id,
            guint revision,
            GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (FwRecord) stored = fw_records_load (self, kind, id, &failure);
  FwRecordTable *table = fw_records_find_table (self, kind);

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
  if (!fw_records_check_unreferred (self, write->scope, kind, id, error))
    return FALSE;

  fw_record_set_deleted (stored, TRUE);
  fw_record_set_revision (stored, revision + 1);
  return fw_record_table_write (table, self->database, stored, NULL, write->now, error) &&
         fw_records_log (self, write, stored, "deleted", "no", "yes", error) &&
         (kind != &fw_kind_account || finish_account (self, stored, error));
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
  FwWrite write = { .scope = scope, .now = now };

  g_return_val_if_fail (self != NULL && scope != NULL && kind != NULL && id != NULL, FALSE);

  if ((kind->write & fw_scope_get_role (scope)) == 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN,
                   "a %s may not delete records of the kind %s",
                   fw_role_to_name (fw_scope_get_role (scope)), kind->name);
      return FALSE;
    }

  return fw_records_begin (self, error) &&
         fw_records_end (self, delete_one (self, &write, kind, id, revision, error), error);
}
