/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Records of one kind by what of them is due first: a statement over the clocks that run, of which
 * no more is read than what is answered; of few records, over theirs. */
#include "store/fw-record-due.h"

#include "core/fw-error.h"
#include "store/fw-record-asking.h"

/* Records whose clocks are read without regard to when they are due. */
#define FEW 5000
/* Of so many the ids are named: a statement has room for a thousand values. */
#define MOST_IDS 512

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

/* All of a record that is looked through, as one text: it is folded and compared once. What one
 * field ends with and the next begins with are no words that stand together. */
static char *
join_texts (const FwKind *kind, FwScope *scope)
{
  GString *texts = g_string_new ("id");

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const FwField *field = &kind->fields[i];

      if (field->type == FW_FIELD_TEXT && !field->moved &&
          (field->indexed || g_str_equal (field->name, kind->title)) &&
          (fw_kind_get_read (kind, field) & fw_scope_get_role (scope)) != 0)
        g_string_append_printf (texts, " || '\n' || COALESCE (f_%s, '')", field->name);
    }
  return g_string_free (texts, FALSE);
}

static void
narrow_words (FwRecordAsking *asking, FwScope *scope, const char *words)
{
  const FwKind *kind = asking->table->kind;
  const FwRecordTable *accounts = find_accounts (asking->records);
  g_autofree char *pattern = make_pattern (words), *texts = join_texts (kind, scope);
  GByteArray *kept = g_byte_array_append (g_byte_array_new (), (const guint8 *) pattern,
                                          (guint) strlen (pattern) + 1);
  guint number;

  g_ptr_array_add (asking->kept, kept);
  number = fw_record_asking_add (asking, FW_SQL_STRING ((const char *) kept->data));
  g_string_append_printf (asking->where, " AND (lower (%s) LIKE $%u ESCAPE '\\'", texts, number);
  for (guint i = 0; i < kind->n_fields && accounts != NULL; i++)
    if (kind->fields[i].account)
      g_string_append_printf (asking->where,
                              " OR f_%s IN (SELECT id FROM %s WHERE lower (f_%s) LIKE $%u ESCAPE "
                              "'\\')",
                              kind->fields[i].name, accounts->name, accounts->kind->title, number);
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
narrow_time (FwRecordAsking *asking, const FwRecordDueQuestion *question, const char *sign)
{
  guint at;

  if (question->before < G_MAXINT64)
    g_string_append_printf (asking->where, " AND %sclock_due < $%u", sign,
                            fw_record_asking_add (asking, FW_SQL_INT (question->before)));
  if (question->after == NULL)
    return;
  at = fw_record_asking_add (asking, FW_SQL_INT (question->after_due));
  g_string_append_printf (asking->where,
                          " AND %sclock_due >= $%u AND (clock_due > $%u OR clock_of > $%u)", sign,
                          at, at, fw_record_asking_add (asking, FW_SQL_STRING (question->after)));
}

/* What is asked of the records themselves. */
static gboolean
narrow_records (FwRecordAsking *asking,
                FwScope *scope,
                const FwRecordDueQuestion *question,
                GError **error)
{
  fw_record_asking_narrow_scope (asking, scope);
  if (!narrow_place (asking, scope, "site", question->sites, error) ||
      !narrow_place (asking, scope, "team", question->teams, error))
    return FALSE;
  if (question->owner != NULL)
    narrow_owner (asking, question->owner);
  if (question->mark != NULL)
    g_string_append_printf (asking->where, " AND COALESCE (f_%s, 0) = %d", question->mark,
                            question->marked ? 1 : 0);
  if (question->words != NULL && *question->words != '\0')
    narrow_words (asking, scope, question->words);
  return TRUE;
}

/* ---- few of many ---- */

static gboolean
is_narrow (FwScope *scope, const FwRecordDueQuestion *question)
{
  return !fw_scope_is_whole (scope) || (question->mark != NULL && question->marked) ||
         (question->teams != NULL && question->teams[0] != NULL) ||
         (question->words != NULL && *question->words != '\0') ||
         (question->owner != NULL && *question->owner != '\0');
}

static gboolean
read_id_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strndup (columns[0].data, columns[0].length));
  return TRUE;
}

/* What has come to an end owes nothing, and is most of what there is. */
static void
narrow_open (FwRecordAsking *asking)
{
  const FwKind *kind = asking->table->kind;

  for (guint i = 0; i < kind->flow->states->len; i++)
    {
      const FwFlowState *state = &g_array_index (kind->flow->states, FwFlowState, i);

      if (state->ends)
        g_string_append_printf (asking->where,
                                " AND (f_" FW_KIND_STATE " IS NULL OR f_" FW_KIND_STATE " <> $%u)",
                                fw_record_asking_add (asking, FW_SQL_STRING (state->name)));
    }
}

/* In which order records and clocks are gone through. */
typedef struct
{
  gboolean records_first;
  GStrv ids; /* (nullable): of the records, where they are known already */
} Way;

static void
clear_way (Way *self)
{
  g_strfreev (self->ids);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Way, clear_way)

/* Where few records are asked for, going through the clocks of all by what is due first passes over
 * nearly every one of them. So the records are looked for first; where there are more than FEW, a
 * page of them is soon found among the clocks. */
static gboolean
find_way (FwRecords *self,
          FwScope *scope,
          const FwKind *kind,
          const FwRecordDueQuestion *question,
          Way *way,
          GError **error)
{
  g_auto (FwRecordAsking) asking = { NULL };
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql = NULL;

  if (!is_narrow (scope, question))
    return TRUE;
  fw_record_asking_init (&asking, self, kind);
  narrow_open (&asking);
  if (!narrow_records (&asking, scope, question, error))
    return FALSE;
  sql = g_strdup_printf ("SELECT id FROM %s WHERE deleted = 0%s LIMIT %d", asking.table->name,
                         asking.where->str, FEW + 1);
  if (!fw_database_query (self->database, sql, (FwSqlValue *) asking.values->data,
                          asking.values->len, read_id_cb, ids, error))
    return FALSE;
  way->records_first = ids->len <= FEW;
  if (ids->len > MOST_IDS)
    return TRUE;
  g_ptr_array_add (ids, NULL);
  way->ids = (GStrv) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
  return TRUE;
}

/* ---- the whole ---- */

static void
narrow_few (FwRecordAsking *asking, const char *const *few)
{
  if (few[0] == NULL)
    {
      g_string_append (asking->where, " AND 1 = 0");
      return;
    }
  g_string_append (asking->where, " AND id IN ");
  fw_record_asking_append_ids (asking, few);
}

/* Of several clocks of a record the one that is due first stands for it. Returns: (transfer full).
 */
static char *
make_statement (FwRecordAsking *asking,
                FwScope *scope,
                const FwRecordDueQuestion *question,
                const Way *way,
                const char *what,
                GError **error)
{
  const guint kind = fw_record_asking_add (asking, FW_SQL_STRING (asking->table->kind->name));
  /* It keeps SQLite from the index of what is due where the clocks of one record are meant. */
  const char *sign = way->records_first ? "+" : "";
  g_autofree char *clocks = NULL;

  if (way->ids != NULL)
    narrow_few (asking, (const char *const *) way->ids);
  else if (!narrow_records (asking, scope, question, error))
    return NULL;
  narrow_time (asking, question, sign);
  clocks =
      g_strdup_printf ("(SELECT id AS clock_of, due AS clock_due, clock AS clock_name, run AS "
                       "clock_run, told AS clock_told FROM flow_clock WHERE kind = $%u AND %sdue "
                       "IS NOT NULL) AS c",
                       kind, sign);
  /* SQLite takes them in the order in which they stand. */
  return g_strdup_printf (
      "SELECT %s FROM %s CROSS JOIN %s WHERE id = clock_of AND deleted = 0%s AND NOT EXISTS "
      "(SELECT 1 FROM flow_clock AS e WHERE e.kind = $%u AND e.id = clock_of AND (e.due < "
      "clock_due OR (e.due = clock_due AND (e.clock < clock_name OR (e.clock = clock_name AND "
      "e.run < clock_run))))) ORDER BY clock_due, clock_of LIMIT %u",
      what, way->records_first ? asking->table->name : clocks,
      way->records_first ? clocks : asking->table->name, asking->where->str, kind,
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
  g_auto (Way) way = { FALSE };
  g_autofree char *sql = NULL;

  g_return_val_if_fail (self != NULL && scope != NULL && kind != NULL && question != NULL, NULL);

  if (!may_ask (scope, kind, error) || !find_way (self, scope, kind, question, &way, error))
    return NULL;
  fw_record_asking_init (&asking, self, kind);
  sql = make_statement (&asking, scope, question, &way,
                        "clock_of, clock_due, clock_name, clock_told", error);
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
  g_auto (Way) way = { FALSE };
  g_autofree char *sql = NULL;

  g_return_val_if_fail (self != NULL && scope != NULL && kind != NULL, FALSE);
  g_return_val_if_fail (question != NULL && n != NULL, FALSE);

  *n = 0;
  if (!may_ask (scope, kind, error) || !find_way (self, scope, kind, question, &way, error))
    return FALSE;
  fw_record_asking_init (&asking, self, kind);
  sql = make_statement (&asking, scope, question, &way, "clock_of", error);
  return sql != NULL && fw_database_query (self->database, sql, (FwSqlValue *) asking.values->data,
                                           asking.values->len, count_cb, n, error);
}
