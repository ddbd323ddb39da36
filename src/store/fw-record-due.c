/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Records of one kind by what of them is due first: a statement over the clocks that run, of which
 * no more is read than what is answered. */
#include "store/fw-record-due.h"

#include "core/fw-error.h"
#include "store/fw-record-asking.h"

void
fw_record_due_free (FwRecordDue *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->record, fw_record_unref);
  g_free (self->clock);
  g_free (self);
}

/* ---- the statement ---- */

/* "%" and "_" are letters like others to whoever looks for words. Letters are folded as the
 * databases do it, by themselves: with the language of the server "FIRE" would not be found in
 * Turkey. */
static char *
make_pattern (const char *words)
{
  GString *pattern = g_string_new ("%");

  for (const char *p = words; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (strchr ("%_\\", *p) != NULL)
        g_string_append_c (pattern, '\\');
      g_string_append_unichar (pattern, g_unichar_tolower (g_utf8_get_char (p)));
    }
  g_string_append_c (pattern, '%');
  return g_string_free (pattern, FALSE);
}

/* Whoever has a record is looked for by name too. Returns: (nullable). */
static const FwRecordTable *
find_accounts (FwRecords *records)
{
  const FwKind *const *kinds = fw_kinds ();

  while (*kinds != NULL && !(*kinds)->accounts)
    kinds++;
  return *kinds != NULL ? fw_records_find_table (records, *kinds) : NULL;
}

static void
narrow_words (FwRecordAsking *asking, FwScope *scope, const char *words)
{
  const FwKind *kind = asking->table->kind;
  const FwRecordTable *accounts = find_accounts (asking->records);
  g_autofree char *pattern = make_pattern (words);
  GByteArray *kept = g_byte_array_append (g_byte_array_new (), (const guint8 *) pattern,
                                          (guint) strlen (pattern) + 1);
  guint number;

  g_ptr_array_add (asking->kept, kept);
  number = fw_record_asking_add (asking, FW_SQL_STRING ((const char *) kept->data));
  g_string_append_printf (asking->where, " AND (lower (id) LIKE $%u ESCAPE '\\'", number);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const FwField *field = &kind->fields[i];

      if (field->account && accounts != NULL)
        g_string_append_printf (asking->where,
                                " OR f_%s IN (SELECT id FROM %s WHERE lower (f_%s) LIKE $%u ESCAPE "
                                "'\\')",
                                field->name, accounts->name, accounts->kind->title, number);
      if (field->type == FW_FIELD_TEXT && !field->moved &&
          (field->indexed || g_str_equal (field->name, kind->title)) &&
          (fw_kind_get_read (kind, field) & fw_scope_get_role (scope)) != 0)
        g_string_append_printf (asking->where, " OR lower (f_%s) LIKE $%u ESCAPE '\\'", field->name,
                                number);
    }
  g_string_append_c (asking->where, ')');
}

static void
narrow_owner (FwRecordAsking *asking, const char *owner)
{
  const FwKind *kind = asking->table->kind;

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].account && *owner == '\0')
      g_string_append_printf (asking->where, " AND f_%s IS NULL", kind->fields[i].name);
    else if (kind->fields[i].account)
      g_string_append_printf (asking->where, " AND f_%s = $%u", kind->fields[i].name,
                              fw_record_asking_add (asking, FW_SQL_STRING (owner)));
}

static gboolean
narrow_place (FwRecordAsking *asking,
              FwScope *scope,
              const char *field,
              const char *const *ids,
              GError **error)
{
  const FwRecordCondition condition = { .field = field, .relation = FW_RECORD_IS, .values = ids };

  return ids == NULL || ids[0] == NULL ||
         fw_record_asking_narrow (asking, scope, &condition, error);
}

static void
narrow_time (FwRecordAsking *asking, const FwRecordDueQuestion *question)
{
  guint at;

  if (question->before < G_MAXINT64)
    g_string_append_printf (asking->where, " AND clock_due < $%u",
                            fw_record_asking_add (asking, FW_SQL_INT (question->before)));
  if (question->after == NULL)
    return;
  at = fw_record_asking_add (asking, FW_SQL_INT (question->after_due));
  g_string_append_printf (asking->where,
                          " AND clock_due >= $%u AND (clock_due > $%u OR clock_of > $%u)", at, at,
                          fw_record_asking_add (asking, FW_SQL_STRING (question->after)));
}

/* Of several clocks of a record the one that is due first stands for it. Returns: (transfer full).
 */
static char *
make_statement (FwRecordAsking *asking,
                FwScope *scope,
                const FwRecordDueQuestion *question,
                const char *what,
                GError **error)
{
  const guint kind = fw_record_asking_add (asking, FW_SQL_STRING (asking->table->kind->name));

  fw_record_asking_narrow_scope (asking, scope);
  if (!narrow_place (asking, scope, "site", question->sites, error) ||
      !narrow_place (asking, scope, "team", question->teams, error))
    return NULL;
  if (question->owner != NULL)
    narrow_owner (asking, question->owner);
  narrow_time (asking, question);
  if (question->words != NULL && *question->words != '\0')
    narrow_words (asking, scope, question->words);
  return g_strdup_printf (
      "SELECT %s FROM (SELECT id AS clock_of, due AS clock_due, clock AS clock_name, run AS "
      "clock_run, told AS clock_told FROM flow_clock WHERE kind = $%u AND due IS NOT NULL) AS c "
      "JOIN %s ON id = clock_of WHERE deleted = 0%s AND NOT EXISTS (SELECT 1 FROM flow_clock AS e "
      "WHERE e.kind = $%u AND e.id = clock_of AND (e.due < clock_due OR (e.due = clock_due AND "
      "(e.clock < clock_name OR (e.clock = clock_name AND e.run < clock_run))))) ORDER BY "
      "clock_due, clock_of LIMIT %u",
      what, kind, asking->table->name, asking->where->str, kind,
      CLAMP (question->limit, 1, FW_RECORD_DUE_MOST));
}

static gboolean
may_ask (FwScope *scope, const FwKind *kind, GError **error)
{
  if (kind->flow != NULL)
    return fw_records_check_reader (scope, kind, error);

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "a %s is not moved along: its kind has no flow",
               kind->name);
  return FALSE;
}

/* ---- answers ---- */

static gboolean
read_due_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  GPtrArray *found = user_data;
  FwRecordDue *due = g_new0 (FwRecordDue, 1);
  g_autofree char *id = g_strndup (columns[0].data, columns[0].length);

  due->due = columns[1].integer;
  due->clock = g_strndup (columns[2].data, columns[2].length);
  due->told = (guint64) columns[3].integer;
  due->record = fw_record_new (g_ptr_array_index (found, 0), id);
  g_ptr_array_add (found, due);
  return TRUE;
}

/* The rows name the records; each is read by its id. */
static GPtrArray *
load_each (FwRecords *self, FwScope *scope, const FwKind *kind, GPtrArray *found, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_due_free);

  for (guint i = 1; i < found->len; i++)
    g_ptr_array_add (list, found->pdata[i]);
  for (guint i = 0; i < list->len; i++)
    {
      FwRecordDue *due = list->pdata[i];
      g_autoptr (GError) failure = NULL;
      FwRecord *record = fw_records_load (self, kind, fw_record_get_id (due->record), &failure);

      if (record == NULL && failure == NULL)
        continue; /* the row alone: erased between the two questions */
      if (record == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      fw_record_hide (record, fw_scope_get_role (scope));
      fw_record_unref (due->record);
      due->record = record;
    }
  return g_steal_pointer (&list);
}

GPtrArray *
fw_records_list_due (FwRecords *self,
                     FwScope *scope,
                     const FwKind *kind,
                     const FwRecordDueQuestion *question,
                     GError **error)
{
  g_auto (FwRecordAsking) asking = { NULL };
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autofree char *sql = NULL;

  g_return_val_if_fail (self != NULL && scope != NULL && kind != NULL && question != NULL, NULL);

  if (!may_ask (scope, kind, error))
    return NULL;
  fw_record_asking_init (&asking, self, kind);
  sql = make_statement (&asking, scope, question, "clock_of, clock_due, clock_name, clock_told",
                        error);
  g_ptr_array_add (found, (gpointer) asking.table->kind);
  if (sql == NULL)
    return NULL;
  if (!fw_database_query (self->database, sql, (FwSqlValue *) asking.values->data,
                          asking.values->len, read_due_cb, found, error))
    {
      for (guint i = 1; i < found->len; i++)
        fw_record_due_free (found->pdata[i]);
      return NULL;
    }
  return load_each (self, scope, asking.table->kind, found, error);
}

static gboolean
count_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  ++*(guint *) user_data;
  return TRUE;
}

gboolean
fw_records_count_due (FwRecords *self,
                      FwScope *scope,
                      const FwKind *kind,
                      const FwRecordDueQuestion *question,
                      guint *n,
                      GError **error)
{
  g_auto (FwRecordAsking) asking = { NULL };
  g_autofree char *sql = NULL;

  g_return_val_if_fail (self != NULL && scope != NULL && kind != NULL, FALSE);
  g_return_val_if_fail (question != NULL && n != NULL, FALSE);

  *n = 0;
  if (!may_ask (scope, kind, error))
    return FALSE;
  fw_record_asking_init (&asking, self, kind);
  sql = make_statement (&asking, scope, question, "clock_of", error);
  return sql != NULL && fw_database_query (self->database, sql, (FwSqlValue *) asking.values->data,
                                           asking.values->len, count_cb, n, error);
}
