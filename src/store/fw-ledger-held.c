/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Events from the future are kept apart until their time has come: folded at once, a single one
 * would be the newest event for years, and a caller of next year would wait all that time. They
 * are acknowledged as others are, and come into the ledger with the first commit after they are
 * due.
 */
#include "core/fw-error.h"
#include "store/fw-ledger-private.h"

#define PAGE "1000"

const char *const fw_ledger_held_tables[] = {
  "CREATE TABLE IF NOT EXISTS ledger_held (source TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT "
  "NULL, arrived INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (source, id))",
  NULL
};

void
fw_held_event_free (FwHeldEvent *held)
{
  if (held == NULL)
    return;

  g_free (held->source);
  g_free (held->id);
  g_free (held);
}

typedef struct
{
  gint64 n, earliest;
} Count;

static gboolean
take_count_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(Count *) user_data = (Count){ columns[0].integer, columns[1].integer };
  return FALSE;
}

gboolean
fw_ledger_count_held (FwLedger *self, guint *n, gint64 *earliest, GError **error)
{
  Count count = { 0 };

  g_return_val_if_fail (self != NULL && n != NULL && earliest != NULL, FALSE);

  *n = 0;
  *earliest = G_MAXINT64;
  if (!self->has_chain) /* a store that was never opened for writing since there are such */
    return TRUE;
  if (!fw_database_query (self->database,
                          "SELECT count (*), coalesce (min (at), 0) FROM ledger_held", NULL, 0,
                          take_count_cb, &count, error))
    return FALSE;

  *n = (guint) count.n;
  if (count.n > 0)
    *earliest = count.earliest;
  return TRUE;
}

static gboolean
hold_event (FwLedger *self, const FwEvent *event, GError **error)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  g_autoptr (GBytes) clear = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *source = fw_text_dup (event->source);
  g_autofree char *id = fw_text_dup (event->id);
  FwSqlValue values[5];
  gsize size;
  const void *data;

  fw_event_batch_add (batch, event);
  clear = fw_event_batch_to_bytes (batch);
  bytes = fw_ledger_encrypt (self, FW_ENCRYPTED_HELD, 0, clear);
  data = g_bytes_get_data (bytes, &size);
  values[0] = FW_SQL_STRING (source);
  values[1] = FW_SQL_STRING (id);
  values[2] = FW_SQL_INT (event->at);
  values[3] = FW_SQL_INT (g_get_real_time ());
  values[4] = FW_SQL_BYTES (data, size);
  return fw_database_execute (self->database,
                              "INSERT INTO ledger_held (source, id, at, arrived, bytes) VALUES "
                              "($1, $2, $3, $4, $5) ON CONFLICT (source, id) DO NOTHING",
                              values, G_N_ELEMENTS (values), NULL, error);
}

gboolean
fw_ledger_hold (FwLedger *self, FwEventBatch *batch, GError **error)
{
  FwEventIter iter;
  FwEvent event;
  gboolean ok = TRUE;

  g_return_val_if_fail (self != NULL && batch != NULL, FALSE);

  if (!fw_database_begin (self->database, error))
    return FALSE;
  fw_event_iter_init (&iter, batch);
  while (ok && fw_event_iter_next (&iter, &event))
    ok = hold_event (self, &event, error);
  if (ok)
    return fw_database_commit (self->database, error);

  fw_database_rollback (self->database);
  return FALSE;
}

typedef struct
{
  FwLedger *ledger;
  FwEventBatch *batch; /* (nullable): theirs are added to it */
  GPtrArray *held;     /* FwHeldEvent */
} Due;

static gboolean
take_held_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Due *due = user_data;
  FwHeldEvent *held = g_new0 (FwHeldEvent, 1);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (FwEventBatch) batch = NULL;
  FwEventIter iter;
  FwEvent event;

  held->source = g_strndup (columns[0].data, columns[0].length);
  held->id = g_strndup (columns[1].data, columns[1].length);
  held->at = columns[2].integer;
  held->arrived = columns[3].integer;
  g_ptr_array_add (due->held, held);
  if (due->batch == NULL)
    return TRUE;

  bytes = fw_ledger_decrypt (due->ledger, FW_ENCRYPTED_HELD, 0, &columns[4], NULL);
  batch = bytes != NULL ? fw_event_batch_from_bytes (bytes, NULL) : NULL;
  held->damaged = batch == NULL;
  if (batch == NULL)
    return TRUE;
  fw_event_iter_init (&iter, batch);
  while (fw_event_iter_next (&iter, &event))
    fw_event_batch_add (due->batch, &event);
  return TRUE;
}

static gboolean
read_held (FwLedger *self, gint64 until, Due *due, GError **error)
{
  FwSqlValue value = FW_SQL_INT (until);

  return fw_database_query (self->database,
                            "SELECT source, id, at, arrived, bytes FROM ledger_held WHERE at <= $1 "
                            "ORDER BY at LIMIT " PAGE,
                            &value, 1, take_held_cb, due, error);
}

GPtrArray *
fw_ledger_list_held (FwLedger *self, GError **error)
{
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_held_event_free);
  Due due = { self, NULL, held };

  g_return_val_if_fail (self != NULL, NULL);

  return !self->has_chain || read_held (self, G_MAXINT64, &due, error) ? g_steal_pointer (&held)
                                                                       : NULL;
}

gboolean
fw_ledger_discard_held (
    FwLedger *self, const char *source, const char *id, gboolean *found, GError **error)
{
  FwSqlValue values[] = { FW_SQL_STRING (source), FW_SQL_STRING (id) };
  gint64 changed = 0;
  gboolean ok;

  g_return_val_if_fail (self != NULL && source != NULL && id != NULL, FALSE);

  ok = fw_database_execute (self->database, "DELETE FROM ledger_held WHERE source = $1 AND id = $2",
                            values, 2, &changed, error);
  if (found != NULL)
    *found = changed > 0;
  return ok;
}

static gboolean
move_due (FwLedger *self, Due *due, gint64 until, guint64 *number, GError **error)
{
  if (!read_held (self, until, due, error))
    return FALSE;

  for (guint i = 0; i < due->held->len; i++)
    {
      const FwHeldEvent *held = due->held->pdata[i];

      if (held->damaged)
        g_message ("a held event of %s is damaged and lost", held->source);
      if (!fw_ledger_discard_held (self, held->source, held->id, NULL, error))
        return FALSE;
    }
  return fw_event_batch_get_length (due->batch) == 0 ||
         fw_ledger_append_inside (self, due->batch, number, error);
}

gboolean
fw_ledger_append_held (
    FwLedger *self, gint64 until, FwEventBatch **batch, guint64 *number, GError **error)
{
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_held_event_free);
  g_autoptr (FwEventBatch) due = fw_event_batch_new ();
  Due moving = { self, due, held };

  g_return_val_if_fail (self != NULL && batch != NULL && number != NULL, FALSE);

  *batch = NULL;
  *number = 0;
  if (!fw_database_begin (self->database, error))
    return FALSE;
  if (!move_due (self, &moving, until, number, error))
    {
      fw_database_rollback (self->database);
      return FALSE;
    }
  if (!fw_database_commit (self->database, error))
    return FALSE;

  if (*number != 0)
    {
      fw_ledger_note_appended (self, due, *number);
      *batch = g_steal_pointer (&due);
    }
  return TRUE;
}
