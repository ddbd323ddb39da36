/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a record has to do with others. All of it runs inside the transaction that writes. */
#include "core/fw-error.h"
#include "store/fw-records-private.h"

/* Names of referring records that a refusal tells. */
#define MAX_NAMED 5

static void
unref_record (gpointer data)
{
  fw_record_unref (data);
}

/* Returns: (transfer full) (nullable): NULL without an error: there is none. */
static FwRecord *
load_target (FwRecords *self, FwWrite *write, const char *kind, const char *id, GError **error)
{
  g_autofree char *key = g_strconcat (kind, ";", id, NULL);
  FwRecord *known = write->targets != NULL ? g_hash_table_lookup (write->targets, key) : NULL;
  FwRecord *target;

  if (known != NULL)
    return fw_record_ref (known);

  target = fw_records_load (self, fw_records_find_kind (self, kind), id, error);
  if (target == NULL)
    return NULL;
  if (write->targets == NULL)
    write->targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_record);
  g_hash_table_insert (write->targets, g_steal_pointer (&key), fw_record_ref (target));
  return target;
}

void
fw_records_forget_targets (FwRecords *self, FwWrite *write, const FwKind *kind)
{
  const FwKind *const *kinds = fw_records_get_kinds (self);

  fw_records_forget_barred (write, kind);
  if (write->lists != NULL)
    g_hash_table_remove (write->lists, kind->name);
  if (write->targets == NULL)
    return;

  for (const FwKind *const *other = kinds; *other != NULL; other++)
    for (guint i = 0; i < (*other)->n_fields; i++)
      if (g_strcmp0 ((*other)->fields[i].to, kind->name) == 0)
        {
          g_hash_table_remove_all (write->targets);
          return;
        }
}

static gboolean
check_target (FwRecords *self, FwWrite *write, const FwField *field, const char *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (FwRecord) target = load_target (self, write, field->to, id, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (target != NULL && !fw_record_is_deleted (target) &&
      fw_record_is_allowed (target, write->scope))
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected the id of a %s; there is no “%s”",
               field->name, field->to, id);
  return FALSE;
}

gboolean
fw_records_take_place (
    FwRecords *self, FwWrite *write, const FwRecord *base, FwRecord *record, GError **error)
{
  static const char *const places[] = { "site", "team" };
  const FwKind *kind = fw_record_get_kind (record);
  g_autoptr (FwRecord) target = NULL;
  const FwRecord *from = base;
  const char *id;
  guint field;

  if (kind->belongs == NULL)
    return TRUE;
  field = (guint) fw_kind_find_field (kind, kind->belongs);
  id = fw_record_get_text (record, field);
  if (id == NULL)
    return TRUE; /* refused as what is required and missing */
  if (base == NULL || !fw_record_equal_field (base, record, field))
    {
      if (!check_target (self, write, &kind->fields[field], id, error))
        return FALSE;
      from = target = load_target (self, write, kind->fields[field].to, id, error);
      if (target == NULL)
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    fw_record_set_text (record, (guint) fw_kind_find_field (kind, places[i]),
                        fw_record_text (from, places[i]));
  return TRUE;
}

static void
copy_field (const FwRecord *from, guint source, FwRecord *to, guint field)
{
  g_autofree char *text = fw_record_format (from, source);

  fw_record_parse (to, field, fw_text (text), NULL);
}

gboolean
fw_records_take_copies (
    FwRecords *self, FwWrite *write, const FwRecord *base, FwRecord *record, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_auto (GStrv) words = NULL;
      g_autoptr (FwRecord) target = NULL;
      const FwField *reference;
      const char *id;

      if (kind->fields[i].copy_of == NULL)
        continue;
      if (base != NULL)
        {
          copy_field (base, i, record, i);
          continue;
        }
      words = g_strsplit (kind->fields[i].copy_of, ".", 2);
      reference = &kind->fields[fw_kind_find_field (kind, words[0])];
      id = fw_record_text (record, words[0]);
      if (id == NULL)
        continue; /* refused as what is required and missing, where it is */
      if (!check_target (self, write, reference, id, error))
        return FALSE;
      target = load_target (self, write, reference->to, id, error);
      if (target == NULL)
        return FALSE;
      copy_field (target, fw_record_find (target, words[1]), record, i);
    }
  return TRUE;
}

/* A record within a team of another site would be seen by nobody, or by the wrong people; a policy
 * for a queue of another site would change that site. */
static gboolean
check_same_site (FwRecords *self,
                 FwWrite *write,
                 const FwRecord *record,
                 const FwField *field,
                 const char *id,
                 GError **error)
{
  const char *site = fw_record_text (record, "site");
  g_autoptr (FwRecord) target = NULL;

  if (site == NULL || id == NULL)
    return TRUE;

  target = load_target (self, write, field->to, id, NULL);
  if (target == NULL || g_strcmp0 (fw_record_text (target, "site"), site) == 0)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "%s: expected a %s of the site “%s”; “%s” belongs to “%s”", field->name, field->to,
               site, id, fw_record_text (target, "site"));
  return FALSE;
}

/* A level beyond the scale of its competency would count as more than there is. */
static gboolean
check_within (FwRecords *self, FwWrite *write, const FwRecord *record, guint i, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);
  g_auto (GStrv) words = g_strsplit (kind->fields[i].within, ".", 2);
  const gint reference = fw_kind_find_field (kind, words[0]);
  const char *id = fw_record_get_text (record, (guint) reference);
  g_autoptr (FwRecord) target =
      id != NULL ? load_target (self, write, kind->fields[reference].to, id, NULL) : NULL;
  g_autofree char *most = NULL, *is = NULL;
  gint field;

  if (target == NULL || fw_record_is_empty (record, i))
    return TRUE;
  field = fw_kind_find_field (fw_record_get_kind (target), words[1]);
  if (fw_record_is_empty (target, (guint) field) ||
      fw_record_get_number (record, i) <= fw_record_get_number (target, (guint) field))
    return TRUE;

  most = fw_number_dup (fw_record_get_number (target, (guint) field));
  is = fw_number_dup (fw_record_get_number (record, i));
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected at most %s, as “%s” has it, not %s",
               kind->fields[i].name, most, id, is);
  return FALSE;
}

/* The calendar day at the site of @record; without one the latest that it is anywhere. */
static gint32
find_today (FwRecords *self, FwWrite *write, const FwRecord *record)
{
  const gint site = fw_kind_find_field (fw_record_get_kind (record), "site");
  const char *id = site >= 0 ? fw_record_get_text (record, (guint) site) : NULL;
  g_autoptr (FwRecord) target = id != NULL ? load_target (self, write, "site", id, NULL) : NULL;
  g_autoptr (GTimeZone) zone =
      g_time_zone_new_identifier (target != NULL ? fw_record_text (target, "time_zone") : "+14:00");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (write->now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) there =
      zone != NULL && utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return there != NULL ? fw_date_from_civil (g_date_time_get_year (there),
                                             (guint) g_date_time_get_month (there),
                                             (guint) g_date_time_get_day_of_month (there))
                       : G_MAXINT32;
}

/* Returns: (nullable): the first of those fields that is filled, or "state", where that is new. */
static const char *
find_happened (const FwRecord *stored, const FwRecord *record, gboolean moved)
{
  const FwKind *kind = fw_record_get_kind (record);

  for (guint i = 0; kind->happened[i] != NULL; i++)
    {
      gint field = fw_kind_find_field (kind, kind->happened[i]);
      const gboolean is_state = field < 0;

      if (is_state)
        field = fw_kind_find_field (kind, FW_KIND_STATE);
      if (fw_record_is_empty (record, (guint) field) ||
          (!moved && stored != NULL && fw_record_equal_field (stored, record, (guint) field)))
        continue;
      if (!is_state ||
          g_strcmp0 (fw_record_get_text (record, (guint) field), kind->happened[i]) == 0)
        return kind->fields[field].name;
    }
  return NULL;
}

/* Nobody was there, or sat an exam, on a day to come. */
gboolean
fw_records_check_happened (
    FwRecords *self, FwWrite *write, const FwRecord *stored, const FwRecord *record, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);
  g_auto (GStrv) words = g_strsplit (kind->happens != NULL ? kind->happens : "", ".", 2);
  g_autoptr (FwRecord) target = NULL;
  const FwRecord *holder = record;
  const char *name, *id;
  g_autofree char *day = NULL;
  guint first, field;

  if (kind->happens == NULL)
    return TRUE;
  first = (guint) fw_kind_find_field (kind, words[0]);
  if (words[1] != NULL)
    {
      id = fw_record_get_text (record, first);
      if (id != NULL)
        target = load_target (self, write, kind->fields[first].to, id, NULL);
      holder = target;
    }
  if (holder == NULL)
    return TRUE;
  field = fw_record_find (holder, words[1] != NULL ? words[1] : words[0]);
  name = find_happened (stored, record,
                        stored != NULL && !fw_record_equal_field (stored, record, first));
  if (name == NULL || fw_record_is_empty (holder, field) ||
      fw_record_get_integer (holder, field) <= find_today (self, write, record))
    return TRUE;
  day = fw_date_format ((gint32) fw_record_get_integer (holder, field));
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "%s: expected nothing before the day has come: it is %s", name, day);
  return FALSE;
}

gboolean
fw_records_check_references (
    FwRecords *self, FwWrite *write, const FwRecord *stored, const FwRecord *record, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const FwField *field = &kind->fields[i];
      const char *const *list;

      if (fw_record_is_empty (record, i) ||
          (stored != NULL && fw_record_equal_field (stored, record, i)))
        continue;
      if (field->type == FW_FIELD_REF &&
          !check_target (self, write, field, fw_record_get_text (record, i), error))
        return FALSE;
      if (field->type != FW_FIELD_REF_LIST)
        continue;
      list = fw_record_get_list (record, i);
      for (guint j = 0; list[j] != NULL; j++)
        if (!check_target (self, write, field, list[j], error))
          return FALSE;
    }

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].same_site && !check_same_site (self, write, record, &kind->fields[i],
                                                       fw_record_get_text (record, i), error))
      return FALSE;
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].within != NULL && !check_within (self, write, record, i, error))
      return FALSE;
  return fw_records_check_happened (self, write, stored, record, error);
}

static gboolean
take_text_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(char **) user_data = g_strndup (columns[0].data, columns[0].length);
  return FALSE;
}

/* That a value is another's is told to who may see the other alone. */
static gboolean
refuse_taken (FwRecords *self,
              FwWrite *write,
              const FwRecord *record,
              const char *other,
              guint i,
              GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);
  g_autoptr (FwRecord) owner = fw_records_load (self, kind, other, NULL);

  if (owner == NULL || !fw_record_is_allowed (owner, write->scope))
    return fw_records_refuse_outside (record, error);

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "%s: expected a value that no other %s has; “%s” is another's", kind->fields[i].name,
               kind->name, fw_record_get_text (record, i));
  return FALSE;
}

/* That there is one already is told to who may see it alone. */
static gboolean
refuse_twice (
    FwRecords *self, FwWrite *write, const FwRecord *record, const char *other, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);
  g_autofree char *fields = g_strjoinv (", ", (char **) kind->once);
  g_autoptr (FwRecord) owner = fw_records_load (self, kind, other, NULL);

  if (owner == NULL || !fw_record_is_allowed (owner, write->scope))
    return fw_records_refuse_outside (record, error);

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected each once; “%s” has the same",
               fields, other);
  return FALSE;
}

/* What is empty is alike, unless all of it is. */
static gboolean
check_once (FwRecords *self, FwWrite *write, const FwRecord *record, GError **error)
{
  const FwKind *kind = fw_record_get_kind (record);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (FwSqlValue));
  g_autofree char *other = NULL;
  FwSqlValue value = FW_SQL_STRING (fw_record_get_id (record));

  g_string_printf (sql, "SELECT id FROM %s WHERE id <> $1 AND deleted = 0",
                   fw_records_find_table (self, kind)->name);
  g_array_append_val (values, value);
  for (guint i = 0; kind->once[i] != NULL; i++)
    {
      const guint field = (guint) fw_kind_find_field (kind, kind->once[i]);

      if (fw_record_is_empty (record, field))
        {
          g_string_append_printf (sql, " AND f_%s IS NULL", kind->once[i]);
          continue;
        }
      if (kind->fields[field].type == FW_FIELD_DATE)
        value = FW_SQL_INT (fw_record_get_integer (record, field));
      else
        value = FW_SQL_STRING (fw_record_get_text (record, field));
      g_array_append_val (values, value);
      g_string_append_printf (sql, " AND f_%s = $%u", kind->once[i], values->len);
    }
  if (values->len == 1)
    return TRUE;
  g_string_append (sql, " LIMIT 1");
  if (!fw_database_query (self->database, sql->str, (const FwSqlValue *) (void *) values->data,
                          values->len, take_text_cb, &other, error))
    return FALSE;
  return other == NULL || refuse_twice (self, write, record, other, error);
}

gboolean
fw_records_check_unique (FwRecords *self, FwWrite *write, const FwRecord *record, GError **error)
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
      if (other != NULL)
        return refuse_taken (self, write, record, other, i, error);
    }

  return (kind->once == NULL || check_once (self, write, record, error)) &&
         fw_records_check_barred (self, write, record, error);
}

static void
take_new (GPtrArray *found, GHashTable *ids, GArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      FwRecord *record = g_array_index (rows, FwRevision, i).record;

      if (g_hash_table_add (ids, (gpointer) fw_record_get_id (record)))
        g_ptr_array_add (found, fw_record_ref (record));
    }
}

/* What belongs to somebody outlives her, and the place where it lay. */
static gboolean
outlives (const FwKind *kind, const FwField *field)
{
  return kind->belongs != NULL &&
         (strcmp (field->name, kind->belongs) == 0 || strcmp (field->name, "site") == 0 ||
          strcmp (field->name, "team") == 0);
}

/* @holding: without what outlives the record. Returns: (transfer full) (element-type FwRecord):
 * what is there of the table and refers to the record of that id. */
static GPtrArray *
find_referring (FwRecords *self,
                FwRecordTable *table,
                const FwKind *to,
                const char *id,
                gboolean holding,
                GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (unref_record);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < table->kind->n_fields; i++)
    {
      const FwField *field = &table->kind->fields[i];
      const gboolean list = field->type == FW_FIELD_REF_LIST;
      const FwSqlValue values[] = { FW_SQL_STRING (id), FW_SQL_STRING (table->kind->name),
                                    FW_SQL_STRING (field->name) };
      g_autofree char *rest = NULL;
      g_autofree char *sql = NULL;
      g_autoptr (GArray) rows = NULL;

      if (field->to == NULL || strcmp (field->to, to->name) != 0 ||
          (holding && outlives (table->kind, field)))
        continue;
      rest = list ? g_strdup (" WHERE deleted = 0 AND id IN (SELECT list_reference.id FROM "
                              "list_reference WHERE to_id = $1 AND kind = $2 AND field = $3)")
                  : g_strdup_printf (" WHERE deleted = 0 AND f_%s = $1", field->name);
      sql = fw_record_table_make_select (table, rest);
      rows = fw_record_table_ask (table, self->database, sql, values, list ? 3 : 1, error);
      if (rows == NULL)
        return NULL;
      take_new (found, ids, rows);
    }
  return g_steal_pointer (&found);
}

gboolean
fw_records_check_unreferred (
    FwRecords *self, FwScope *scope, const FwKind *kind, const char *id, GError **error)
{
  const GPtrArray *tables = fw_records_get_tables (self);
  g_autoptr (GString) named = g_string_new (NULL);
  guint n_seen = 0, n_unseen = 0;

  for (guint i = 0; i < tables->len; i++)
    {
      FwRecordTable *table = tables->pdata[i];
      g_autoptr (GPtrArray) others = find_referring (self, table, kind, id, TRUE, error);

      if (others == NULL)
        return FALSE;
      for (guint j = 0; j < others->len; j++)
        {
          const FwRecord *other = others->pdata[j];

          if ((table->kind->read & fw_scope_get_role (scope)) == 0 ||
              !fw_record_is_allowed (other, scope))
            {
              n_unseen++;
              continue;
            }
          if (n_seen++ < MAX_NAMED)
            {
              if (named->len > 0)
                g_string_append (named, ", ");
              g_string_append_printf (named, "%s “%s”", table->kind->name,
                                      fw_record_get_id (other));
            }
        }
    }

  if (n_seen + n_unseen == 0)
    return TRUE;

  /* How many others there are is not told either. */
  if (n_seen == 0)
    g_set_error (error, FW_ERROR, FW_ERROR_CONFLICT,
                 "records that you may not see refer to %s “%s”", kind->name, id);
  else if (n_seen > MAX_NAMED || n_unseen > 0)
    g_set_error (error, FW_ERROR, FW_ERROR_CONFLICT, "%u records refer to %s “%s”: %s ...", n_seen,
                 kind->name, id, named->str);
  else
    g_set_error (error, FW_ERROR, FW_ERROR_CONFLICT, "%u records refer to %s “%s”: %s", n_seen,
                 kind->name, id, named->str);
  return FALSE;
}

/* Whoever is in a team is of its site, so a team with anybody in it stays where it is. */
gboolean
fw_records_check_move (FwRecords *self,
                       const FwRecord *stored,
                       const FwRecord *record,
                       GError **error)
{
  const GPtrArray *tables = fw_records_get_tables (self);
  const char *site = fw_record_text (stored, "site");

  if (g_strcmp0 (site, fw_record_text (record, "site")) == 0)
    return TRUE;

  for (guint i = 0; i < tables->len; i++)
    {
      FwRecordTable *table = tables->pdata[i];
      g_autoptr (GPtrArray) others = NULL;

      if (table->kind->scope != FW_SCOPE_BY_TEAM)
        continue;
      others = find_referring (self, table, fw_record_get_kind (record), fw_record_get_id (record),
                               FALSE, error);
      if (others == NULL)
        return FALSE;
      if (others->len == 0)
        continue;
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "site: expected “%s” while a %s belongs to the team", site, table->kind->name);
      return FALSE;
    }

  return TRUE;
}
