/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "store/fw-ledger-private.h"

gboolean
fw_ledger_begin_checkpoint (FwLedger *self, guint64 number, GError **error)
{
  g_return_val_if_fail (self != NULL && number <= fw_ledger_get_last (self), FALSE);

  if (!fw_database_begin (self->database, error))
    return FALSE;

  self->pending = number;
  return TRUE;
}

gboolean
fw_ledger_put_part (FwLedger *self, const char *name, GBytes *bytes, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  FwSqlValue values[] = { FW_SQL_STRING (name), FW_SQL_BYTES (data, size) };

  return fw_database_execute (self->database,
                              "INSERT INTO ledger_part (name, bytes) VALUES ($1, $2) ON CONFLICT "
                              "(name) DO UPDATE SET bytes = excluded.bytes",
                              values, G_N_ELEMENTS (values), NULL, error);
}

gboolean
fw_ledger_put_segment (
    FwLedger *self, const char *site, gint32 day, GBytes *segment, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (segment, &size);
  FwSqlValue values[] = { FW_SQL_STRING (site), FW_SQL_INT (day), FW_SQL_BYTES (data, size) };

  return fw_database_execute (self->database,
                              "INSERT INTO ledger_segment (site, day, bytes) VALUES ($1, $2, $3) "
                              "ON CONFLICT (site, day) DO UPDATE SET bytes = excluded.bytes",
                              values, G_N_ELEMENTS (values), NULL, error);
}

gboolean
fw_ledger_put_seen (FwLedger *self, gint32 day, GBytes *seen, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (seen, &size);
  FwSqlValue values[] = { FW_SQL_INT (day), FW_SQL_BYTES (data, size) };

  return fw_database_execute (self->database,
                              "INSERT INTO ledger_seen (day, bytes) VALUES ($1, $2) ON CONFLICT "
                              "(day) DO UPDATE SET bytes = excluded.bytes",
                              values, G_N_ELEMENTS (values), NULL, error);
}

gboolean
fw_ledger_drop_segments (FwLedger *self, GError **error)
{
  return fw_database_execute (self->database, "DELETE FROM ledger_segment", NULL, 0, NULL, error);
}

gboolean
fw_ledger_end_checkpoint (FwLedger *self, GError **error)
{
  FwSqlValue values[] = { FW_SQL_INT ((gint64) self->pending) };

  if (!fw_database_execute (self->database,
                            "INSERT INTO ledger_state (name, value) VALUES ('checkpoint', $1) ON "
                            "CONFLICT (name) DO UPDATE SET value = excluded.value",
                            values, 1, NULL, error))
    {
      fw_database_rollback (self->database);
      return FALSE;
    }
  if (!fw_database_commit (self->database, error))
    return FALSE;

  g_mutex_lock (&self->lock);
  self->checkpoint = self->pending;
  g_mutex_unlock (&self->lock);
  return TRUE;
}

void
fw_ledger_cancel_checkpoint (FwLedger *self)
{
  fw_database_rollback (self->database);
}

static gboolean
take_bytes_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(GBytes **) user_data = g_bytes_new (columns[0].data, columns[0].length);
  return FALSE;
}

GBytes *
fw_ledger_get_part (FwLedger *self, const char *name, GError **error)
{
  FwSqlValue values[] = { FW_SQL_STRING (name) };
  GBytes *bytes = NULL;

  fw_database_query (self->database, "SELECT bytes FROM ledger_part WHERE name = $1", values, 1,
                     take_bytes_cb, &bytes, error);
  return bytes;
}

GBytes *
fw_ledger_get_seen (FwLedger *self, gint32 day, GError **error)
{
  FwSqlValue values[] = { FW_SQL_INT (day) };
  GBytes *bytes = NULL;

  fw_database_query (self->database, "SELECT bytes FROM ledger_seen WHERE day = $1", values, 1,
                     take_bytes_cb, &bytes, error);
  return bytes;
}

typedef struct
{
  FwSegmentVisit visit;
  gpointer user_data;
  char *site;
  gint64 day;
  guint n;
  gboolean ended;
  GError *error;
} Walk;

static gboolean
visit_segment_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Walk *walk = user_data;
  g_autoptr (GBytes) bytes = g_bytes_new (columns[2].data, columns[2].length);

  walk->n++;
  g_free (walk->site);
  walk->site = g_strdup (columns[0].data);
  walk->day = columns[1].integer;
  walk->ended = !walk->visit (walk->site, (gint32) walk->day, bytes, walk->user_data, &walk->error);
  return !walk->ended;
}

#define PAGE "16"
#define PAGE_SIZE 16

gboolean
fw_ledger_read_segments (FwLedger *self, FwSegmentVisit visit, gpointer user_data, GError **error)
{
  Walk walk = { .visit = visit, .user_data = user_data, .day = G_MININT64 };
  gboolean ok = TRUE;

  g_return_val_if_fail (self != NULL && visit != NULL, FALSE);

  walk.site = g_strdup ("");
  do
    {
      /* The statement reads its parameters as it steps, while the visit moves walk.site on. */
      g_autofree char *site = g_strdup (walk.site);
      FwSqlValue values[] = { FW_SQL_STRING (site), FW_SQL_INT (walk.day) };

      walk.n = 0;
      ok = fw_database_query (self->database,
                              "SELECT site, day, bytes FROM ledger_segment WHERE site > $1 OR "
                              "(site = $1 AND day > $2) ORDER BY site, day LIMIT " PAGE,
                              values, G_N_ELEMENTS (values), visit_segment_cb, &walk, error);
    }
  while (ok && walk.n == PAGE_SIZE && !walk.ended && walk.error == NULL);

  g_free (walk.site);
  if (walk.error != NULL)
    {
      if (ok)
        g_propagate_error (error, g_steal_pointer (&walk.error));
      g_clear_error (&walk.error);
      return FALSE;
    }
  return ok;
}
