/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A question becomes one statement, the scope a part of it, so that pages are exact and what is not
 * shown is not read. Values are parameters always; names of columns come from kinds. */
#include "store/fw-record-asking.h"

#include "core/fw-error.h"
#include "store/fw-record-keys.h"

/* ---- order and pages ---- */

/* A place in an order by id is an id; in any other it says in which, and stands for the bytes of
 * the key. */
static char *
make_place (const FwRecordQuery *query, GByteArray *key)
{
  g_autofree char *bytes = NULL;

  if (query->order == NULL && query->changed_since < 0)
    return g_strndup ((const char *) key->data, key->len);
  bytes = g_base64_encode (key->data, key->len);
  g_strdelimit (bytes, "+", '-');
  g_strdelimit (bytes, "/", '_');
  return g_strconcat (query->changed_since >= 0 ? "changed"
                      : query->descending       ? "-"
                                                : "",
                      query->changed_since >= 0 ? "" : query->order, ";", bytes, NULL);
}

static GByteArray *
read_place (const FwRecordQuery *query, GError **error)
{
  g_autoptr (GByteArray) nothing = g_byte_array_new ();
  g_autofree char *prefix = NULL;
  g_autofree char *text = NULL;
  GByteArray *key = g_byte_array_new ();
  g_autofree guchar *bytes = NULL;
  gsize length = strlen (query->after);

  if (query->order == NULL && query->changed_since < 0)
    return g_byte_array_append (key, (const guint8 *) query->after, (guint) length);

  prefix = make_place (query, nothing);
  if (g_str_has_prefix (query->after, prefix))
    {
      text = g_strdup (query->after + strlen (prefix));
      g_strdelimit (text, "-", '+');
      g_strdelimit (text, "_", '/');
      if (*text != '\0' && strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                         "0123456789+/=") == strlen (text))
        bytes = g_base64_decode (text, &length);
    }
  if (bytes != NULL && length > 0)
    return g_byte_array_append (key, bytes, (guint) length);

  g_byte_array_unref (key);
  fw_record_asking_refuse (error, "after: expected the “next” of an answer to the same question");
  return NULL;
}

/* Of the order of changes: the number, and what was changed. */
static GByteArray *
make_change_key (gint64 changed, const FwRecord *record)
{
  GByteArray *key = fw_record_keys_make (record, -1);
  gint64 big = GINT64_TO_BE (changed);

  g_byte_array_prepend (key, (const guint8 *) &big, sizeof big);
  return key;
}

static gboolean
ask_after_change (FwRecordAsking *self, const GByteArray *place, GError **error)
{
  gint64 big;
  GByteArray *id = g_byte_array_new ();
  guint number;

  g_ptr_array_add (self->kept, id);
  if (place->len <= sizeof big)
    return fw_record_asking_refuse (error,
                                    "after: expected the “next” of an answer to the same question");
  memcpy (&big, place->data, sizeof big);
  g_byte_array_append (id, place->data + sizeof big, place->len - sizeof big);
  number = fw_record_asking_add (self, FW_SQL_INT (GINT64_FROM_BE (big)));
  g_string_append_printf (self->where, " AND changed >= $%u AND (changed > $%u OR o_id > $%u)",
                          number, number, number + 1);
  fw_record_asking_add (self, FW_SQL_BYTES (id->data, id->len));
  return TRUE;
}

static gboolean
check_order (FwRecordAsking *self, FwScope *scope, const FwRecordQuery *query, GError **error)
{
  const FwKind *kind = self->table->kind;

  if (query->order == NULL)
    return TRUE;
  if (query->changed_since >= 0)
    return fw_record_asking_refuse (error, "order: what was changed comes in the order of changes");
  if (!g_strv_contains (kind->orders, query->order))
    {
      g_autofree char *names = g_strjoinv (", ", (char **) kind->orders);

      return fw_record_asking_refuse (error, "order: expected one of %s", names);
    }
  return fw_record_asking_check_reads (scope, kind, fw_kind_find_field (kind, query->order), error);
}

static char *
make_order (const FwRecordQuery *query)
{
  if (query->changed_since >= 0)
    return g_strdup (" ORDER BY changed, o_id");
  return g_strdup_printf (" ORDER BY o_%s%s", query->order != NULL ? query->order : "id",
                          query->order != NULL && query->descending ? " DESC" : "");
}

static gboolean
ask_after (FwRecordAsking *self, const FwRecordQuery *query, GError **error)
{
  GByteArray *place;
  gboolean descending = query->order != NULL && query->descending;

  if (query->after == NULL)
    return TRUE;
  place = read_place (query, error);
  if (place == NULL)
    return FALSE;

  g_ptr_array_add (self->kept, place);
  if (query->changed_since >= 0)
    return ask_after_change (self, place, error);
  g_string_append_printf (self->where, " AND o_%s %s $%u",
                          query->order != NULL ? query->order : "id", descending ? "<" : ">",
                          fw_record_asking_add (self, FW_SQL_BYTES (place->data, place->len)));
  return TRUE;
}

/* All that narrows it down but the page. */
static gboolean
ask_which (FwRecordAsking *self, FwScope *scope, const FwRecordQuery *query, GError **error)
{
  if (query->limit > FW_RECORD_QUERY_MAX_LIMIT)
    return fw_record_asking_refuse (error, "limit: expected 0 to %d", FW_RECORD_QUERY_MAX_LIMIT);
  if (query->skip > FW_RECORD_QUERY_MAX_SKIP || (query->skip > 0 && query->limit == 0))
    return fw_record_asking_refuse (error, "skip: expected 0 to %d, with a limit",
                                    FW_RECORD_QUERY_MAX_SKIP);
  if (query->n_conditions > FW_RECORD_QUERY_MAX_CONDITIONS)
    return fw_record_asking_refuse (error, "where: expected at most %d conditions",
                                    FW_RECORD_QUERY_MAX_CONDITIONS);
  if (!check_order (self, scope, query, error))
    return FALSE;

  if (query->changed_since < 0)
    g_string_append (self->where, " WHERE deleted = 0");
  else
    g_string_append_printf (self->where, " WHERE changed > $%u",
                            fw_record_asking_add (self, FW_SQL_INT (query->changed_since)));
  fw_record_asking_narrow_scope (self, scope);
  for (guint i = 0; i < query->n_conditions; i++)
    if (!fw_record_asking_narrow (self, scope, &query->conditions[i], error))
      return FALSE;
  return TRUE;
}

/* ---- asking ---- */

static gboolean
take_number_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(gint64 *) user_data = columns[0].type == FW_SQL_INTEGER ? columns[0].integer : 0;
  return FALSE;
}

static gboolean
ask_number (
    FwRecordAsking *self, FwDatabase *database, const char *sql, gint64 *number, GError **error)
{
  *number = 0;
  return fw_database_query (database, sql, (const FwSqlValue *) self->values->data,
                            self->values->len, take_number_cb, number, error);
}

static gboolean
count (FwRecordAsking *self, FwDatabase *database, FwRecordAnswer *answer, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) FROM (SELECT 1 FROM %s%s LIMIT %d) AS counted",
                       self->table->name, self->where->str, FW_RECORD_QUERY_MAX_COUNT + 1);

  if (!ask_number (self, database, sql, &answer->count, error))
    return FALSE;
  answer->more = answer->count > FW_RECORD_QUERY_MAX_COUNT;
  answer->count = MIN (answer->count, FW_RECORD_QUERY_MAX_COUNT);
  return TRUE;
}

/* A page holds as many as its limit at most; the whole may be anything. */
static gboolean
check_size (FwRecordAsking *self, FwDatabase *database, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s%s", self->table->size,
                                          self->table->name, self->where->str);
  gint64 size;

  if (!ask_number (self, database, sql, &size, error))
    return FALSE;
  if (size <= FW_RECORDS_MAX_SIZE)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE,
               "there are too many records of the kind %s for one answer: ask for pages with limit "
               "and after",
               self->table->kind->name);
  return FALSE;
}

static void
unref_record (gpointer data)
{
  fw_record_unref (data);
}

static gint64
read_change (FwRecords *records, const FwRecordTable *table, const FwRecord *record)
{
  g_autofree char *sql = g_strdup_printf ("SELECT changed FROM %s WHERE id = $1", table->name);
  FwSqlValue id = FW_SQL_STRING (fw_record_get_id (record));
  gint64 changed = 0;

  fw_database_query (records->database, sql, &id, 1, take_number_cb, &changed, NULL);
  return changed;
}

static GByteArray *
make_key (FwRecords *self, const FwRecordTable *table, const FwRecordQuery *query, FwRecord *last)
{
  if (query->changed_since >= 0)
    return make_change_key (read_change (self, table, last), last);
  return fw_record_keys_make (
      last, query->order != NULL ? fw_kind_find_field (table->kind, query->order) : -1);
}

static gboolean
read_page (FwRecords *self,
           FwRecordAsking *asking,
           FwScope *scope,
           const FwRecordQuery *query,
           FwRecordAnswer *answer,
           GError **error)
{
  g_autoptr (GString) rest = g_string_new (asking->where->str);
  g_autofree char *order = make_order (query);
  g_autofree char *sql = NULL;
  g_autoptr (GArray) rows = NULL;

  g_string_append (rest, order);
  /* One more than asked for: that there is one. */
  if (query->limit > 0)
    g_string_append_printf (rest, " LIMIT $%u",
                            fw_record_asking_add (asking, FW_SQL_INT ((gint64) query->limit + 1)));
  if (query->skip > 0)
    g_string_append_printf (rest, " OFFSET $%u",
                            fw_record_asking_add (asking, FW_SQL_INT (query->skip)));
  sql = fw_record_table_make_select (asking->table, rest->str);
  rows =
      fw_record_table_ask (asking->table, self->database, sql,
                           (const FwSqlValue *) asking->values->data, asking->values->len, error);
  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      FwRecord *record = g_array_index (rows, FwRevision, i).record;

      if (query->limit > 0 && i == query->limit)
        {
          g_autoptr (GByteArray) key =
              make_key (self, asking->table, query, g_array_index (rows, FwRevision, i - 1).record);

          answer->next = make_place (query, key);
          break;
        }
      /* The statement asks the same; a record that one of the two would not show is not shown. */
      if (!fw_record_is_allowed (record, scope))
        continue;
      g_ptr_array_add (answer->records, fw_record_ref (record));
    }
  /* Last, since keys are made of all fields. */
  for (guint i = 0; i < answer->records->len; i++)
    fw_record_hide (answer->records->pdata[i], fw_scope_get_role (scope));
  return TRUE;
}

static gboolean
answer_query (FwRecords *self,
              FwRecordAsking *asking,
              FwScope *scope,
              const FwRecordQuery *query,
              gboolean bounded,
              FwRecordAnswer *answer,
              GError **error)
{
  /* Read first: what is written meanwhile is told again rather than never. */
  return fw_records_get_last_change (self, &answer->change, error) &&
         ask_which (asking, scope, query, error) &&
         (!query->count || count (asking, self->database, answer, error)) &&
         (!bounded || query->limit > 0 || check_size (asking, self->database, error)) &&
         ask_after (asking, query, error) &&
         (!query->count_rest || count (asking, self->database, answer, error)) &&
         read_page (self, asking, scope, query, answer, error);
}

static gint
compare_records (gconstpointer a, gconstpointer b)
{
  return strcmp (fw_record_get_id (*(FwRecord *const *) a),
                 fw_record_get_id (*(FwRecord *const *) b));
}

/* Of an older store that is only read, so that its rows cannot be given keys: all of a kind alone
 * can be asked for. */
static gboolean
read_unkeyed (FwRecords *self,
              FwRecordTable *table,
              FwScope *scope,
              const FwRecordQuery *query,
              FwRecordAnswer *answer,
              GError **error)
{
  g_autoptr (GArray) rows = NULL;

  if (query->limit > 0 || query->order != NULL || query->n_conditions > 0 || query->count ||
      query->changed_since >= 0)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_UNAVAILABLE,
                           "an older version wrote this store: it can be asked once this one has "
                           "opened it to write");
      return FALSE;
    }
  rows = fw_record_table_read (table, self->database, table->select_all, NULL, error);
  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      FwRecord *record = g_array_index (rows, FwRevision, i).record;

      if (fw_record_is_deleted (record) || !fw_record_is_allowed (record, scope))
        continue;
      fw_record_hide (record, fw_scope_get_role (scope));
      g_ptr_array_add (answer->records, fw_record_ref (record));
    }
  g_ptr_array_sort (answer->records, compare_records);
  return TRUE;
}

FwRecordAnswer *
fw_records_answer (FwRecords *self,
                   FwScope *scope,
                   const FwKind *kind,
                   const FwRecordQuery *query,
                   gboolean bounded,
                   GError **error)
{
  g_autoptr (FwRecordAnswer) answer = NULL;
  g_auto (FwRecordAsking) asking = { NULL };

  if (!fw_records_check_reader (scope, kind, error))
    return NULL;

  answer = g_new0 (FwRecordAnswer, 1);
  answer->records = g_ptr_array_new_with_free_func (unref_record);
  answer->count = -1;
  fw_record_asking_init (&asking, self, kind);
  if (!asking.table->keyed)
    return read_unkeyed (self, asking.table, scope, query, answer, error)
               ? g_steal_pointer (&answer)
               : NULL;
  return answer_query (self, &asking, scope, query, bounded, answer, error)
             ? g_steal_pointer (&answer)
             : NULL;
}

FwRecordAnswer *
fw_records_ask (
    FwRecords *self, FwScope *scope, const FwKind *kind, const FwRecordQuery *query, GError **error)
{
  g_return_val_if_fail (self != NULL && scope != NULL && kind != NULL && query != NULL, NULL);

  return fw_records_answer (self, scope, kind, query, TRUE, error);
}

gint64
fw_records_count (FwRecords *self, FwScope *scope, const FwKind *kind, GError **error)
{
  const FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_auto (FwRecordAsking) asking = { NULL };
  g_autofree char *sql = NULL;
  gint64 number;

  g_return_val_if_fail (self != NULL && scope != NULL && kind != NULL, -1);

  if (!fw_records_check_reader (scope, kind, error))
    return -1;
  fw_record_asking_init (&asking, self, kind);
  if (!asking.table->keyed)
    {
      g_autoptr (GPtrArray) records = fw_records_list (self, scope, kind, error);

      return records != NULL ? (gint64) records->len : -1;
    }
  if (!ask_which (&asking, scope, &query, error))
    return -1;
  sql = g_strdup_printf ("SELECT count(*) FROM %s%s", asking.table->name, asking.where->str);
  return ask_number (&asking, self->database, sql, &number, error) ? number : -1;
}

void
fw_record_answer_free (FwRecordAnswer *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->records);
  g_free (self->next);
  g_free (self);
}

gboolean
fw_records_ask_pages (FwRecords *self,
                      FwScope *scope,
                      const FwKind *kind,
                      const FwRecordQuery *query,
                      FwRecordPageFunc func,
                      gpointer user_data,
                      GError **error)
{
  g_autofree char *next = NULL;
  FwRecordQuery page;

  g_return_val_if_fail (query != NULL && func != NULL, FALSE);

  page = *query;
  page.limit = FW_RECORD_QUERY_MAX_LIMIT;
  do
    {
      g_autoptr (FwRecordAnswer) answer = NULL;

      page.after = next;
      answer = fw_records_ask (self, scope, kind, &page, error);
      if (answer == NULL)
        return FALSE;
      func (answer->records, user_data);
      g_free (next);
      next = g_steal_pointer (&answer->next);
    }
  while (next != NULL);
  return TRUE;
}

gboolean
fw_records_ask_days (FwRecords *self,
                     FwScope *scope,
                     const FwKind *kind,
                     const char *first_field,
                     const char *last_field,
                     gint32 from,
                     gint32 to,
                     FwRecordPageFunc func,
                     gpointer user_data,
                     GError **error)
{
  g_autofree char *first = fw_date_format (from), *last = fw_date_format (to);
  const char *const least[] = { first, NULL }, *const most[] = { last, NULL };
  const FwRecordCondition conditions[] = { { last_field, FW_RECORD_AT_LEAST, least },
                                           { first_field, FW_RECORD_AT_MOST, most } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  g_return_val_if_fail (first_field != NULL && last_field != NULL, FALSE);

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  return fw_records_ask_pages (self, scope, kind, &query, func, user_data, error);
}

static void
keep_page (GPtrArray *records, gpointer all)
{
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (all, fw_record_ref (records->pdata[i]));
}

GPtrArray *
fw_records_ask_all (
    FwRecords *self, FwScope *scope, const FwKind *kind, const FwRecordQuery *query, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

  return fw_records_ask_pages (self, scope, kind, query, keep_page, all, error)
             ? g_steal_pointer (&all)
             : NULL;
}

gboolean
fw_records_ask_changed (FwRecords *self,
                        FwScope *scope,
                        const FwKind *kind,
                        const FwRecordQuery *query,
                        gint64 *change,
                        FwRecordChangedFunc func,
                        gpointer user_data,
                        GError **error)
{
  g_autoptr (FwRecordAnswer) answer = NULL;
  g_autofree char *next = NULL;
  FwRecordQuery page;
  gint64 newest = -1;

  g_return_val_if_fail (query != NULL && change != NULL && func != NULL, FALSE);

  page = *query;
  page.changed_since = MAX (*change, 0);
  page.limit = FW_RECORD_QUERY_MAX_LIMIT;
  do
    {
      page.after = next;
      g_clear_pointer (&answer, fw_record_answer_free);
      answer = fw_records_ask (self, scope, kind, &page, error);
      if (answer == NULL)
        return FALSE;
      if (newest < 0)
        newest = answer->change; /* what is written meanwhile is met at the next look */
      for (guint i = 0; i < answer->records->len; i++)
        if (!func (answer->records->pdata[i], user_data, error))
          return FALSE;
      g_free (next);
      next = g_steal_pointer (&answer->next);
    }
  while (next != NULL);
  *change = newest;
  return TRUE;
}
