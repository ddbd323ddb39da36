/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a record has to do with others. All of it runs inside the transaction that writes. */
#include "core/fw-error.h"
#include "store/fw-records-private.h"

/* Names of referring records that a refusal tells. */
#define MAX_NAMED 5

static gboolean
check_target (FwRecords *self, const FwField *field, const char *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (FwRecord) target = fw_records_load (self, fw_kind_find (field->to), id, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (target != NULL && !fw_record_is_deleted (target))
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected the id of a %s; there is no “%s”",
               field->name, field->to, id);
  return FALSE;
}

static const char *
get_reference (const FwRecord *record, const char *name)
{
  gint field = fw_kind_find_field (fw_record_get_kind (record), name);

  if (field < 0 || fw_record_get_kind (record)->fields[field].type != FW_FIELD_REF)
    return NULL;
  return fw_record_get_text (record, (guint) field);
}

/* A record within a team of another site would be seen by nobody, or by the wrong people. */
static gboolean
check_team_of_site (FwRecords *self, const FwRecord *record, GError **error)
{
  const char *site = get_reference (record, "site");
  const char *id = get_reference (record, "team");
  g_autoptr (FwRecord) team = NULL;

  if (site == NULL || id == NULL)
    return TRUE;

  team = fw_records_load (self, &fw_kind_team, id, NULL);
  if (team == NULL || g_strcmp0 (fw_record_text (team, "site"), site) == 0)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "team: expected a team of the site “%s”; “%s” belongs to “%s”", site, id,
               fw_record_text (team, "site"));
  return FALSE;
}

gboolean
fw_records_check_references (FwRecords *self, const FwRecord *record, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const FwField *field = &kind->fields[i];
      const char *const *list;

      if (fw_record_is_empty (record, i))
        continue;
      if (field->type == FW_FIELD_REF &&
          !check_target (self, field, fw_record_get_text (record, i), error))
        return FALSE;
      if (field->type != FW_FIELD_REF_LIST)
        continue;
      list = fw_record_get_list (record, i);
      for (guint j = 0; list[j] != NULL; j++)
        if (!check_target (self, field, list[j], error))
          return FALSE;
    }

  return check_team_of_site (self, record, error);
}

static gboolean
take_text_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(char **) user_data = g_strndup (columns[0].data, columns[0].length);
  return FALSE;
}

gboolean
fw_records_check_unique (FwRecords *self, const FwRecord *record, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      FwSqlValue values[2];
      g_autofree char *sql = NULL;
      g_autofree char *other = NULL;

      if (!kind->fields[i].unique || fw_record_is_empty (record, i))
        continue;
      sql =
          g_strdup_printf ("SELECT id FROM %s WHERE f_%s = $1 AND id <> $2 AND deleted = 0 LIMIT 1",
                           fw_records_find_table (self, kind)->name, kind->fields[i].name);
      values[0] = FW_SQL_STRING (fw_record_get_text (record, i));
      values[1] = FW_SQL_STRING (fw_record_get_id (record));
      if (!fw_database_query (self->database, sql, values, 2, take_text_cb, &other, error))
        return FALSE;
      if (other == NULL)
        continue;

      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "%s: expected a value that no other %s has; “%s” is another's",
                   kind->fields[i].name, kind->name, fw_record_get_text (record, i));
      return FALSE;
    }

  return TRUE;
}

static gboolean
refers_to (const FwRecord *record, const FwKind *kind, const char *id)
{
  const FwKind *own = fw_record_get_kind (record);

  for (guint i = 0; i < own->n_fields; i++)
    {
      const FwField *field = &own->fields[i];

      if (field->to == NULL || strcmp (field->to, kind->name) != 0 ||
          fw_record_is_empty (record, i))
        continue;
      if (field->type == FW_FIELD_REF && strcmp (fw_record_get_text (record, i), id) == 0)
        return TRUE;
      if (field->type == FW_FIELD_REF_LIST && g_strv_contains (fw_record_get_list (record, i), id))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_reference_to (const FwKind *kind, const FwKind *to)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].to != NULL && strcmp (kind->fields[i].to, to->name) == 0)
      return TRUE;

  return FALSE;
}

gboolean
fw_records_check_unreferred (
    FwRecords *self, FwScope *scope, const FwKind *kind, const char *id, GError **error)
{
  g_autoptr (GString) named = g_string_new (NULL);
  guint count = 0, n_named = 0;

  for (guint i = 0; i < self->tables->len; i++)
    {
      FwRecordTable *table = self->tables->pdata[i];
      g_autoptr (GArray) rows = NULL;

      if (!has_reference_to (table->kind, kind))
        continue;
      rows = fw_record_table_read (table, self->database, table->select_all, NULL, error);
      if (rows == NULL)
        return FALSE;

      for (guint j = 0; j < rows->len; j++)
        {
          const FwRecord *other = g_array_index (rows, FwRevision, j).record;

          if (fw_record_is_deleted (other) || !refers_to (other, kind, id))
            continue;
          count++;
          if (n_named >= MAX_NAMED || !fw_record_is_allowed (other, scope))
            continue;
          n_named++;
          g_string_append_printf (named, "%s%s “%s”", n_named > 1 ? ", " : ": ", table->kind->name,
                                  fw_record_get_id (other));
        }
    }

  if (count == 0)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_CONFLICT, "%u records refer to %s “%s”%s%s", count,
               kind->name, id, named->str, count > n_named ? " ..." : "");
  return FALSE;
}

/* Whoever is in a team is of its site, so a team with anybody in it stays where it is. */
gboolean
fw_records_check_move (FwRecords *self,
                       const FwRecord *stored,
                       const FwRecord *record,
                       GError **error)
{
  const char *site = fw_record_text (stored, "site");

  if (g_strcmp0 (site, fw_record_text (record, "site")) == 0)
    return TRUE;

  for (guint i = 0; i < self->tables->len; i++)
    {
      FwRecordTable *table = self->tables->pdata[i];
      g_autoptr (GArray) rows = NULL;

      if (table->kind->scope != FW_SCOPE_BY_TEAM)
        continue;
      rows = fw_record_table_read (table, self->database, table->select_all, NULL, error);
      if (rows == NULL)
        return FALSE;
      for (guint j = 0; j < rows->len; j++)
        {
          const FwRecord *other = g_array_index (rows, FwRevision, j).record;

          if (fw_record_is_deleted (other) ||
              !refers_to (other, fw_record_get_kind (record), fw_record_get_id (record)))
            continue;
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                       "site: expected “%s” while a %s belongs to the team", site,
                       table->kind->name);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
take_number_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(gint64 *) user_data = columns[0].integer;
  return FALSE;
}

/* A centre without accounts (before its first one) is governed by whoever holds its files. */
gboolean
fw_records_check_administrators (FwRecords *self, GError **error)
{
  gint64 accounts = 0, administrators = 0;

  if (!fw_database_query (self->database, "SELECT count(*) FROM record_account WHERE deleted = 0",
                          NULL, 0, take_number_cb, &accounts, error) ||
      !fw_database_query (self->database,
                          "SELECT count(*) FROM record_account WHERE deleted = 0 AND f_role = "
                          "'administrator' AND coalesce (f_disabled, 0) = 0",
                          NULL, 0, take_number_cb, &administrators, error))
    return FALSE;
  if (accounts == 0 || administrators > 0)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "role: expected an administrator to be left who can sign in");
  return FALSE;
}
