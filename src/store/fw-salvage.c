/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Takes over from a damaged store whatever can still be read, row by row, into an empty one. What a
 * table cannot give in one walk is looked for from its other end as well, so that one broken page
 * costs what lies on it and not all that comes after.
 */
#include "store/fw-salvage.h"

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "store/fw-ledger-private.h"
#include "store/fw-records-private.h"
#include "store/fw-row-sum.h"

#define LOG_COLUMNS "number, at, account, kind, id, revision, field, before_text, after_text, sum"
#define INSERT_LINE                                                                                \
  "INSERT INTO change_log (" LOG_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON "  \
  "CONFLICT (number) DO NOTHING"

typedef struct
{
  FwDatabase *from, *to;
  const char *insert;
  guint n_columns;
  gboolean (*is_sound) (const FwSqlValue *columns, gpointer user_data); /* (nullable) */
  gpointer user_data;
  guint64 taken, damaged;
  GError *error; /* of writing */
} Copy;

static gboolean
copy_row_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Copy *copy = user_data;
  gint64 changed = 0;

  if (copy->is_sound != NULL && !copy->is_sound (columns, copy->user_data))
    {
      copy->damaged++;
      return TRUE;
    }
  if (!fw_database_execute (copy->to, copy->insert, columns, copy->n_columns, &changed,
                            &copy->error))
    return FALSE;
  copy->taken += (guint64) changed;
  return TRUE;
}

/* @key: the columns that order it. */
static gboolean
copy_table (FwSalvage *self, Copy *copy, const char *table, const char *columns, const char *key)
{
  static const char *const orders[] = { "", " DESC" };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (GString) sql = g_string_new (NULL);
      g_auto (GStrv) keys = g_strsplit (key, ", ", -1);
      g_autoptr (GError) failure = NULL;

      g_string_append_printf (sql, "SELECT %s FROM %s ORDER BY ", columns, table);
      for (guint k = 0; keys[k] != NULL; k++)
        g_string_append_printf (sql, "%s%s%s", k > 0 ? ", " : "", keys[k], orders[i]);
      if (fw_database_try_query (copy->from, sql->str, NULL, 0, copy_row_cb, copy, &failure))
        return copy->error == NULL;
      if (copy->error != NULL)
        return FALSE;
      if (i == 0)
        g_ptr_array_add (self->gone, g_strdup_printf ("%s: a part of it cannot be read (%s)", table,
                                                      failure->message));
    }
  return TRUE;
}

/* ---- the house ---- */

typedef struct
{
  const FwKind *kind;
} Kind;

static gboolean
is_record_sound (const FwSqlValue *columns, gpointer user_data)
{
  const Kind *kind = user_data;

  return fw_record_table_is_sound (kind->kind, columns);
}

static gboolean
copy_records (FwSalvage *self, const FwRecordTable *table, const char *name, const char *key)
{
  g_autofree char *columns = fw_record_table_list_columns (table->kind);
  g_autoptr (GString) insert = g_string_new (NULL);
  Kind kind = { table->kind };
  Copy copy = {
    .from = self->from, .to = self->to, .user_data = &kind, .is_sound = is_record_sound
  };

  copy.n_columns = fw_record_table_count_columns (table->kind);
  g_string_append_printf (insert, "INSERT INTO %s (%s) VALUES (", name, columns);
  for (guint i = 1; i <= copy.n_columns; i++)
    g_string_append_printf (insert, "%s$%u", i > 1 ? ", " : "", i);
  g_string_append_printf (insert, ") ON CONFLICT (%s) DO NOTHING", key);
  copy.insert = insert->str;

  if (!copy_table (self, &copy, name, columns, key))
    {
      g_propagate_error (&self->error, copy.error);
      return FALSE;
    }
  self->records += copy.taken;
  if (copy.damaged > 0)
    g_ptr_array_add (self->gone, g_strdup_printf ("%s: %" G_GUINT64_FORMAT " rows are damaged",
                                                  name, copy.damaged));
  return TRUE;
}

static gboolean
is_line_sound (const FwSqlValue *columns, gpointer user_data)
{
  return fw_row_sum_is (&columns[9], fw_records_sum_log (columns), "change_log", "", NULL);
}

typedef struct
{
  gint64 last;
  GArray *missing; /* gint64 */
} Gaps;

static gboolean
note_gap_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Gaps *gaps = user_data;

  for (gint64 number = gaps->last + 1; number < columns[0].integer; number++)
    g_array_append_val (gaps->missing, number);
  gaps->last = columns[0].integer;
  return TRUE;
}

/* Lines are numbered without gaps: one that is gone leaves an empty one. */
static gboolean
fill_gaps (FwSalvage *self)
{
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (gint64));
  Gaps gaps = { 0, missing };

  if (!fw_database_query (self->to, "SELECT number FROM change_log ORDER BY number", NULL, 0,
                          note_gap_cb, &gaps, &self->error))
    return FALSE;
  for (guint i = 0; i < missing->len; i++)
    {
      FwSqlValue values[] = { FW_SQL_INT (g_array_index (missing, gint64, i)),
                              FW_SQL_INT (0),
                              FW_SQL_STRING (""),
                              FW_SQL_STRING (""),
                              FW_SQL_STRING (""),
                              FW_SQL_INT (0),
                              FW_SQL_STRING ("gone"),
                              FW_SQL_NONE,
                              FW_SQL_NONE,
                              FW_SQL_NONE };

      values[9] = FW_SQL_INT (fw_records_sum_log (values));
      if (!fw_database_execute (self->to, INSERT_LINE, values, G_N_ELEMENTS (values), NULL,
                                &self->error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
copy_log (FwSalvage *self)
{
  Copy copy = { .from = self->from,
                .to = self->to,
                .is_sound = is_line_sound,
                .n_columns = 10,
                .insert =
                    "INSERT INTO change_log (" LOG_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, "
                    "$7, $8, $9, $10) ON CONFLICT (number) DO NOTHING" };
  static const char *const count =
      "UPDATE house_state SET value = (SELECT coalesce (max (number), 0) FROM change_log) WHERE "
      "name = 'change'";

  if (!copy_table (self, &copy, "change_log", LOG_COLUMNS, "number"))
    {
      g_propagate_error (&self->error, copy.error);
      return FALSE;
    }
  self->lines = copy.taken;
  if (copy.damaged > 0)
    g_ptr_array_add (self->gone,
                     g_strdup_printf ("%" G_GUINT64_FORMAT " lines of the log of changes "
                                      "are damaged",
                                      copy.damaged));
  return fill_gaps (self) && fw_database_execute (self->to, count, NULL, 0, NULL, &self->error);
}

/* What the current row lost stands in the history of a dated kind. */
static gboolean
mend_from_history (FwSalvage *self, const FwRecordTable *table)
{
  g_autofree char *columns = fw_record_table_list_columns (table->kind);
  g_autofree char *sql = NULL;

  sql =
      g_strdup_printf ("INSERT INTO %s (%s) SELECT %s FROM %s AS h WHERE NOT EXISTS (SELECT 1 FROM "
                       "%s AS r WHERE r.id = h.id) AND h.revision = (SELECT max (o.revision) FROM "
                       "%s AS o WHERE o.id = h.id)",
                       table->name, columns, columns, table->history, table->name, table->history);
  return fw_database_execute (self->to, sql, NULL, 0, NULL, &self->error);
}

static gboolean
copy_house (FwSalvage *self, FwRecords *records)
{
  const GPtrArray *tables;

  if (!fw_own_kinds_salvage (records, self->from, self->gone, &self->error))
    return FALSE;
  tables = fw_records_get_tables (records);
  for (guint i = 0; i < tables->len; i++)
    {
      const FwRecordTable *table = tables->pdata[i];

      if (!copy_records (self, table, table->name, "id") ||
          (table->history != NULL && (!copy_records (self, table, table->history, "id, revision") ||
                                      !mend_from_history (self, table))))
        return FALSE;
    }
  return copy_log (self);
}

/* ---- the ledger ---- */

static gboolean
copy_batch_cb (guint64 number, FwEventBatch *batch, gpointer user_data, GError **error)
{
  FwSalvage *self = user_data;

  self->batches++;
  self->events += fw_event_batch_get_length (batch);
  return fw_ledger_append (self->target, &batch, 1, NULL, error);
}

typedef struct
{
  FwSalvage *salvage;
  FwLedger *source;
} HeldCopy;

/* Encrypted with the one key there and with another here. */
static gboolean
change_key_cb (const FwSqlValue *columns, gpointer user_data)
{
  HeldCopy *held = user_data;
  g_autoptr (GBytes) clear =
      fw_ledger_decrypt (held->source, FW_ENCRYPTED_HELD, 0, &columns[4], NULL);
  g_autoptr (GBytes) bytes = NULL;
  FwSqlValue values[5];
  gsize length;
  gconstpointer data;

  if (clear == NULL)
    return FALSE;
  bytes = fw_ledger_encrypt (held->salvage->target, FW_ENCRYPTED_HELD, 0, clear);
  data = g_bytes_get_data (bytes, &length);
  memcpy (values, columns, sizeof values);
  values[4] = FW_SQL_BYTES (data, length);
  return fw_database_execute (
      held->salvage->to,
      "INSERT INTO ledger_held (source, id, at, arrived, bytes) VALUES ($1, "
      "$2, $3, $4, $5) ON CONFLICT (source, id) DO NOTHING",
      values, G_N_ELEMENTS (values), NULL, &held->salvage->error);
}

static gboolean
copy_held (FwSalvage *self, FwLedger *source)
{
  HeldCopy held = { self, source };
  /* The row is there by then, under another key. */
  Copy copy = { .from = self->from,
                .to = self->to,
                .n_columns = 5,
                .is_sound = change_key_cb,
                .user_data = &held,
                .insert =
                    "INSERT INTO ledger_held (source, id, at, arrived, bytes) VALUES ($1, $2, "
                    "$3, $4, $5) ON CONFLICT (source, id) DO NOTHING" };

  return !source->has_chain ||
         (copy_table (self, &copy, "ledger_held", "source, id, at, arrived, bytes", "source, id") &&
          self->error == NULL);
}

static void
add_losses (FwSalvage *self, FwLedger *source)
{
  g_autoptr (GPtrArray) losses = fw_ledger_list_losses (source);

  for (guint i = 0; i < losses->len; i++)
    {
      const FwLedgerLoss *loss = losses->pdata[i];
      g_autofree char *from = fw_time_format (loss->from);
      g_autofree char *until = fw_time_format (loss->until);

      g_ptr_array_add (self->gone,
                       g_strdup_printf ("batches %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT
                                        " of the ledger: events between %s and %s (%s)",
                                        loss->first, loss->last, from, until, loss->reason));
    }
}

gboolean
fw_salvage (FwSalvage *self,
            FwDatabase *from,
            FwLedger *source,
            FwDatabase *to,
            FwLedger *target,
            FwRecords *records,
            GError **error)
{
  gboolean ok;

  g_return_val_if_fail (self != NULL && from != NULL && source != NULL && to != NULL &&
                            target != NULL && records != NULL,
                        FALSE);

  *self = (FwSalvage){ .from = from, .to = to, .target = target };
  self->gone = g_ptr_array_new_with_free_func (g_free);
  ok = fw_ledger_take_key (target, fw_ledger_get_key (source), &self->error) &&
       copy_house (self, records) &&
       fw_ledger_read (source, 1, G_MAXUINT64, copy_batch_cb, self, &self->error) &&
       copy_held (self, source);
  add_losses (self, source);
  if (!ok && self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  return ok;
}

void
fw_salvage_clear (FwSalvage *self)
{
  g_clear_pointer (&self->gone, g_ptr_array_unref);
  g_clear_error (&self->error);
}
