/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The kinds that a centre added to those of the program. Their descriptions are rows of a table,
 * read in the order in which they were added, so that each finds what it was written for. None is
 * ever changed or taken away: what was stored by one is read by it for ever.
 */
#include "store/fw-own-kinds.h"

#include "core/fw-error.h"
#include "store/fw-records-private.h"
#include "store/fw-row-sum.h"

#define COLUMNS "number, at, account, kind, description, sum"
#define N_SUMMED 5

static const char *const own_kind_tables[] = {
  "CREATE TABLE IF NOT EXISTS own_kind (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, account "
  "TEXT NOT NULL, kind TEXT NOT NULL, description TEXT NOT NULL, sum INTEGER)",
  NULL
};

/* ---- rows ---- */

static gint64
sum_row (const FwSqlValue *values)
{
  static const char *const names[] = { "number", "at", "account", "kind", "description" };

  return fw_row_sum ("own_kind", names, values, N_SUMMED);
}

typedef struct
{
  GPtrArray *found; /* FwOwnKind */
  GPtrArray *gone;  /* (nullable): what cannot be read is told to it, and passed over */
  GError *error;
} Reader;

static gboolean
read_row_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Reader *reader = user_data;
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, columns[0].integer);
  g_autoptr (GError) failure = NULL;
  FwOwnKind *own;

  if (!fw_row_sum_is (&columns[N_SUMMED], sum_row (columns), "own_kind", number, &failure))
    {
      if (reader->gone != NULL)
        g_ptr_array_add (reader->gone, g_strdup (failure->message));
      else
        reader->error = g_steal_pointer (&failure);
      return reader->gone != NULL;
    }

  own = g_new0 (FwOwnKind, 1);
  own->number = columns[0].integer;
  own->at = columns[1].integer;
  own->account = g_strndup (columns[2].data, columns[2].length);
  own->kind = g_strndup (columns[3].data, columns[3].length);
  own->text = g_strndup (columns[4].data, columns[4].length);
  g_ptr_array_add (reader->found, own);
  return TRUE;
}

static GPtrArray *
list_from (FwDatabase *database, gint64 after, GPtrArray *gone, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_own_kind_free);
  Reader reader = { .found = found, .gone = gone };
  const FwSqlValue value = FW_SQL_INT (after);
  gboolean there;

  /* A store of an older version that is only read has no such table. */
  if (!fw_database_has_column (database, "own_kind", NULL, &there, error))
    return NULL;
  if (there && !fw_database_query (database,
                                   "SELECT " COLUMNS " FROM own_kind WHERE number > $1 ORDER BY "
                                   "number",
                                   &value, 1, read_row_cb, &reader, error))
    {
      g_clear_error (&reader.error);
      return NULL;
    }
  if (reader.error == NULL)
    return g_steal_pointer (&found);

  g_propagate_error (error, reader.error);
  return NULL;
}

GPtrArray *
fw_records_list_own_kinds (FwRecords *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return list_from (self->database, 0, NULL, error);
}

gboolean
fw_own_kinds_verify (FwRecords *self, GError **error)
{
  g_autoptr (GPtrArray) found = fw_records_list_own_kinds (self, error);

  return found != NULL;
}

/* ---- what they make ---- */

/* As they shall be: on the stack. */
typedef struct
{
  FwRecords *records;
  const FwKind *const *kinds;
  gint64 last;
} Kinds;

static gboolean
take (Kinds *self, const char *file, const FwOwnKind *own, GError **error)
{
  const FwKind *const *kinds =
      fw_kinds_add (self->kinds, file, own->text, strlen (own->text), error);

  if (kinds == NULL)
    return FALSE;
  self->kinds = kinds;
  self->last = own->number;
  return TRUE;
}

/* Those that are there and not known yet: at opening all of them, later what a commit left that
 * broke the line to the database. */
static gboolean
catch_up (Kinds *self, GError **error)
{
  g_autoptr (GPtrArray) found = list_from (self->records->database, self->last, NULL, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const FwOwnKind *own = found->pdata[i];
      g_autofree char *file = g_strconcat (own->kind, ".xml", NULL);

      if (!take (self, file, own, error))
        return FALSE;
    }
  return found != NULL;
}

gboolean
fw_own_kinds_open (FwRecords *self, GError **error)
{
  Kinds kinds = { self, self->kinds, 0 };

  if (fw_database_is_writable (self->database, NULL) &&
      !fw_database_define (self->database, own_kind_tables, error))
    return FALSE;
  if (!catch_up (&kinds, error))
    return FALSE;
  if (kinds.last > 0)
    fw_records_set_kinds (self, kinds.kinds, kinds.last);
  return TRUE;
}

static void
set_kinds_cb (gpointer user_data)
{
  const Kinds *kinds = user_data;

  fw_records_set_kinds (kinds->records, kinds->kinds, kinds->last);
}

static gboolean
insert (FwDatabase *database, const FwOwnKind *own, GError **error)
{
  FwSqlValue values[] = { FW_SQL_INT (own->number),     FW_SQL_INT (own->at),
                          FW_SQL_STRING (own->account), FW_SQL_STRING (own->kind),
                          FW_SQL_STRING (own->text),    FW_SQL_NONE };

  values[N_SUMMED] = FW_SQL_INT (sum_row (values));
  return fw_database_execute (database,
                              "INSERT INTO own_kind (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6)",
                              values, G_N_ELEMENTS (values), NULL, error);
}

/* The kind in which two lists of kinds differ, the one of them having one description more. */
static const FwKind *
find_added (const FwKind *const *before, const FwKind *const *after)
{
  guint i = 0;

  while (before[i] != NULL && before[i] == after[i])
    i++;
  return after[i];
}

/* Inside a transaction. */
static const FwKind *
add (Kinds *self, const char *file, FwOwnKind *own, GError **error)
{
  FwDatabase *database = self->records->database;
  const FwKind *const *before = self->kinds;
  const FwKind *kind;
  g_autoptr (FwRecordTable) table = NULL;

  own->number = self->last + 1;
  if (!take (self, file, own, error))
    return NULL;
  kind = find_added (before, self->kinds);
  table = fw_record_table_new (kind);
  g_free (own->kind);
  own->kind = g_strdup (kind->name);
  return fw_record_table_define (table, database, error) && insert (database, own, error) ? kind
                                                                                          : NULL;
}

/* A transaction in which everything that is there is known and in use. */
static gboolean
begin (Kinds *self, GError **error)
{
  FwRecords *records = self->records;

  for (;;)
    {
      if (!fw_database_begin (records->database, error))
        return FALSE;
      *self = (Kinds){ records, records->kinds, records->last_kind };
      if (!catch_up (self, error))
        {
          fw_database_rollback (records->database);
          return FALSE;
        }
      if (self->last == records->last_kind)
        return TRUE;
      if (!fw_database_commit_then (records->database, set_kinds_cb, self, error))
        return FALSE;
    }
}

static const FwKind *
add_in_transaction (FwRecords *self, const char *file, FwOwnKind *own, GError **error)
{
  Kinds kinds = { .records = self };
  const FwKind *kind;

  if (!begin (&kinds, error))
    return NULL;
  kind = add (&kinds, file, own, error);
  if (kind != NULL)
    return fw_database_commit_then (self->database, set_kinds_cb, &kinds, error) ? kind : NULL;

  fw_database_rollback (self->database);
  return NULL;
}

static gboolean
check_administrator (FwScope *scope, GError **error)
{
  if (fw_scope_get_role (scope) == FW_ROLE_ADMINISTRATOR && fw_scope_is_whole (scope))
    return TRUE;

  g_set_error_literal (error, FW_ERROR, FW_ERROR_FORBIDDEN,
                       "kinds are added by an administrator without limits");
  return FALSE;
}

const FwKind *
fw_records_add_kind (
    FwRecords *self, FwScope *scope, const FwOwnKindNew *added, gint64 now, GError **error)
{
  g_autoptr (FwOwnKind) own = NULL;

  g_return_val_if_fail (self != NULL && scope != NULL && added != NULL, NULL);

  if (!check_administrator (scope, error))
    return NULL;
  own = g_new0 (FwOwnKind, 1);
  own->at = now;
  own->account = g_strdup (fw_scope_get_account (scope));
  own->text = g_strndup (added->text, added->length);
  return add_in_transaction (self, added->file, own, error);
}

gboolean
fw_own_kinds_salvage (FwRecords *self, FwDatabase *from, GPtrArray *gone, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;

  g_return_val_if_fail (self != NULL && from != NULL && gone != NULL, FALSE);

  found = list_from (from, 0, gone, error);
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      FwOwnKind *own = found->pdata[i];
      g_autofree char *file = g_strconcat (own->kind, ".xml", NULL);
      g_autoptr (GError) failure = NULL;

      /* What one needs that is gone is gone with it. */
      if (add_in_transaction (self, file, own, &failure) != NULL)
        continue;
      if (!g_error_matches (failure, FW_ERROR, FW_ERROR_INVALID))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      g_ptr_array_add (gone, g_strdup (failure->message));
    }
  return TRUE;
}
