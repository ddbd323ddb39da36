/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the writer's scope lets a write be; fw-records-write.c asks in the order that tells
 * least.
 */
#include "core/fw-error.h"
#include "core/people/fw-replacement.h"
#include "store/fw-records-private.h"

gboolean
fw_records_prepare_write (FwRecords *self, FwWrite *write, GError **error)
{
  if (fw_scope_is_whole (write->scope) || write->house != NULL)
    return TRUE;

  write->house = fw_records_get_directory (self, error);
  return write->house != NULL;
}

void
fw_write_clear (FwWrite *write)
{
  g_clear_pointer (&write->house, fw_directory_unref);
  g_clear_pointer (&write->targets, g_hash_table_unref);
  g_clear_pointer (&write->lists, g_hash_table_unref);
  g_clear_pointer (&write->barred, g_hash_table_unref);
}

gboolean
fw_records_refuse_outside (const FwRecord *record, GError **error)
{
  g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN,
               "%s “%s” would lie outside of what you may see and change; ask somebody who is not "
               "limited",
               fw_record_get_kind (record)->name, fw_record_get_id (record));
  return FALSE;
}

gboolean
fw_records_check_scope (FwWrite *write, const FwRecord *record, GError **error)
{
  if (!fw_record_is_allowed (record, write->scope))
    return fw_records_refuse_outside (record, error);
  if (fw_record_may_change (record, write->scope))
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN,
               "%s “%s” belongs to others as well: only who is not limited to a part of them may "
               "change it",
               fw_record_get_kind (record)->name, fw_record_get_id (record));
  return FALSE;
}

static void
append_revisions (GArray *revisions, GArray *rows, const char *skipped)
{
  for (guint i = 0; i < rows->len; i++)
    {
      FwRevision revision = g_array_index (rows, FwRevision, i);

      if (skipped != NULL && strcmp (fw_record_get_id (revision.record), skipped) == 0)
        continue;
      fw_record_ref (revision.record);
      g_array_append_val (revisions, revision);
    }
}

static void
clear_revision (gpointer data)
{
  fw_record_unref (((FwRevision *) data)->record);
}

/* @known: whether the writer sees that the record is there; else what it was is no part of it. */
static GArray *
read_replaced (FwRecords *self, const FwRecord *record, gboolean known, GError **error)
{
  FwRecordTable *table = fw_records_find_table (self, fw_record_get_kind (record));
  const char *id = fw_record_get_id (record), *name = id;
  g_autoptr (GArray) revisions = g_array_new (FALSE, FALSE, sizeof (FwRevision));
  g_autoptr (GArray) own = NULL;
  g_autoptr (GArray) named = NULL;

  g_array_set_clear_func (revisions, clear_revision);
  own = fw_record_table_read (table, self->database, table->select_history, id, error);
  if (own == NULL)
    return NULL;
  if (known)
    append_revisions (revisions, own, NULL);
  if (table->select_named == NULL)
    return g_steal_pointer (&revisions);

  if (fw_record_text (record, table->kind->source_name) != NULL)
    name = fw_record_text (record, table->kind->source_name);
  named = fw_record_table_read (table, self->database, table->select_named, name, error);
  if (named == NULL)
    return NULL;
  append_revisions (revisions, named, id);
  return g_steal_pointer (&revisions);
}

gboolean
fw_records_check_replaced (
    FwRecords *self, FwWrite *write, FwRecord *record, gboolean known, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);
  FwReplacement replacement = { .house = write->house,
                                .next = { record, write->now },
                                .restores = write->restores };
  g_autoptr (GArray) revisions = NULL;

  if (!kind->dated || fw_scope_is_whole (write->scope))
    return TRUE;

  revisions = read_replaced (self, record, known, error);
  if (revisions == NULL)
    return FALSE;
  replacement.revisions = (const FwRevision *) revisions->data;
  replacement.n_revisions = revisions->len;
  if (fw_replacement_is_allowed (&replacement, write->scope))
    return TRUE;
  if (!fw_replacement_reaches_back (&replacement))
    return fw_records_refuse_outside (record, error);

  g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN,
               "since: %s “%s” would change a time that does not belong to what you may see and "
               "change; name a later day, or ask somebody who is not limited",
               kind->name, fw_record_get_id (record));
  return FALSE;
}

gboolean
fw_records_check_free (FwWrite *write,
                       const FwRecord *stored,
                       const FwRecord *record,
                       GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);

  /* What came under the name was nobody's; an undated kind would take all of it. */
  if (stored == NULL)
    return kind->source_name == NULL || kind->dated || fw_scope_is_whole (write->scope) ||
           fw_records_refuse_outside (record, error);
  if (!fw_record_is_deleted (stored) || !fw_record_may_change (stored, write->scope))
    return fw_records_refuse_outside (record, error);

  g_set_error (error, FW_ERROR, FW_ERROR_CONFLICT,
               "%s “%s” was there and is deleted: an id is given once; restore it, or choose "
               "another",
               kind->name, fw_record_get_id (record));
  return FALSE;
}

static gboolean
check_restored (FwRecords *self, FwWrite *write, FwRecord *record, GError **error)
{
  return fw_record_check (record, error) && fw_records_check_scope (write, record, error) &&
         fw_records_check_references (self, write, NULL, record, error) &&
         fw_records_check_unique (self, write, record, error) &&
         fw_records_check_replaced (self, write, record, TRUE, error);
}

static gboolean
restore_one (FwRecords *self, FwWrite *write, const FwKind *kind, const char *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (FwRecord) record = fw_records_load (self, kind, id, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (record == NULL || !fw_record_is_allowed (record, write->scope))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND, "no %s “%s” was deleted", kind->name, id);
      return FALSE;
    }
  if (!fw_record_is_deleted (record))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_CONFLICT, "%s “%s” is there", kind->name, id);
      return FALSE;
    }

  fw_record_set_deleted (record, FALSE);
  fw_record_set_revision (record, fw_record_get_revision (record) + 1);
  return check_restored (self, write, record, error) &&
         fw_records_write_state (self, write, record, error);
}

gboolean
fw_records_restore (
    FwRecords *self, FwScope *scope, const FwKind *kind, const char *id, gint64 now, GError **error)
{
  g_auto (FwWrite) write = { .scope = scope, .now = now, .restores = TRUE };

  g_return_val_if_fail (self != NULL && scope != NULL && kind != NULL && id != NULL, FALSE);

  if ((kind->write & fw_scope_get_role (scope)) == 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN,
                   "the role %s may not restore records of the kind %s",
                   fw_role_to_name (fw_scope_get_role (scope)), kind->name);
      return FALSE;
    }

  return fw_records_prepare_write (self, &write, error) && fw_records_begin (self, error) &&
         fw_records_end (self, restore_one (self, &write, kind, id, error), error);
}

/* Whether nobody changes it any more. */
static gboolean
is_closed (const FwRecord *base, const FwField *field)
{
  return field->fixed || (field->open_in != NULL &&
                          !g_strv_contains (field->open_in, fw_record_text (base, FW_KIND_STATE)));
}

gboolean
fw_records_check_closed (const FwRecord *base, const FwRecord *record, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);

  for (guint i = 0; base != NULL && i < kind->n_fields; i++)
    if (is_closed (base, &kind->fields[i]) && !fw_record_equal_field (base, record, i))
      {
        g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN, "%s: stays as it was written",
                     kind->fields[i].name);
        return FALSE;
      }
  return TRUE;
}

/* Who may say so has said it. */
void
fw_records_draw (FwRecords *self, FwRecord *record)
{
  const FwKind *kind = fw_record_get_kind (record);

  if (kind->closed != NULL && self->draw != NULL && fw_record_lacks (record, kind->closed) &&
      self->draw (record, self->draw_data))
    fw_record_set_integer (record, fw_record_find (record, kind->closed), TRUE);
}
