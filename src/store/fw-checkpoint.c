/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "core/fw-hash.h"
#include "store/fw-ledger-private.h"

#define SEEN "the ids seen"

/* ---- what is kept ends with a checksum over itself and what it is called ---- */

#define SUM_BYTES 8

static guint64
sum_bytes (const char *name, gint64 day, gconstpointer data, gsize length)
{
  guint64 seed = fw_hash_bytes (name, strlen (name), (guint64) day);

  return GUINT64_TO_LE (fw_hash_bytes (data, length, seed));
}

/* Returns: (transfer full): to be stored. */
static GByteArray *
add_sum (const char *name, gint64 day, GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint64 sum = sum_bytes (name, day, data, length);
  GByteArray *summed = g_byte_array_sized_new ((guint) (length + SUM_BYTES));

  g_byte_array_append (summed, data, (guint) length);
  return g_byte_array_append (summed, (const guint8 *) &sum, SUM_BYTES);
}

/* Returns: (transfer full): what it was made of; NULL with FW_ERROR_CORRUPT. */
static GBytes *
check_sum (const char *name, gint64 day, const FwSqlValue *stored, GError **error)
{
  gsize length = stored->length - MIN (stored->length, SUM_BYTES);
  guint64 sum;

  if (stored->length >= SUM_BYTES)
    {
      memcpy (&sum, (const guint8 *) stored->data + length, SUM_BYTES);
      if (sum == sum_bytes (name, day, stored->data, length))
        return g_bytes_new (stored->data, length);
    }
  g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT, "what the checkpoint keeps of %s fails its check",
               name);
  return NULL;
}

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
  g_autoptr (GBytes) kept = fw_ledger_encrypt_part (self, name, bytes);
  g_autoptr (GByteArray) summed = add_sum (name, 0, kept);
  FwSqlValue values[] = { FW_SQL_STRING (name), FW_SQL_BYTES (summed->data, summed->len) };

  return fw_database_execute (self->database,
                              "INSERT INTO ledger_part (name, bytes) VALUES ($1, $2) ON CONFLICT "
                              "(name) DO UPDATE SET bytes = excluded.bytes",
                              values, G_N_ELEMENTS (values), NULL, error);
}

gboolean
fw_ledger_put_segment (
    FwLedger *self, const char *site, gint32 day, GBytes *segment, GError **error)
{
  g_autoptr (GByteArray) summed = add_sum (site, day, segment);
  FwSqlValue values[] = { FW_SQL_STRING (site), FW_SQL_INT (day),
                          FW_SQL_BYTES (summed->data, summed->len) };

  return fw_database_execute (self->database,
                              "INSERT INTO ledger_segment (site, day, bytes) VALUES ($1, $2, $3) "
                              "ON CONFLICT (site, day) DO UPDATE SET bytes = excluded.bytes",
                              values, G_N_ELEMENTS (values), NULL, error);
}

gboolean
fw_ledger_put_seen (FwLedger *self, gint32 day, GBytes *seen, GError **error)
{
  g_autoptr (GByteArray) summed = add_sum (SEEN, day, seen);
  FwSqlValue values[] = { FW_SQL_INT (day), FW_SQL_BYTES (summed->data, summed->len) };

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

typedef struct
{
  const char *name;
  gint64 day;
  GBytes *bytes;
  GError *error;
} Opening;

static gboolean
open_bytes_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Opening *opening = user_data;

  opening->bytes = check_sum (opening->name, opening->day, &columns[0], &opening->error);
  return FALSE;
}

/* What is damaged can be made again, so it does not make the store one that can be read only. */
static GBytes *
get_bytes (
    FwLedger *self, const char *sql, FwSqlValue key, const char *name, gint64 day, GError **error)
{
  Opening opening = { .name = name, .day = day };

  if (fw_database_try_query (self->database, sql, &key, 1, open_bytes_cb, &opening, error) &&
      opening.error != NULL)
    g_propagate_error (error, g_steal_pointer (&opening.error));
  g_clear_error (&opening.error);
  return opening.bytes;
}

GBytes *
fw_ledger_get_part (FwLedger *self, const char *name, GError **error)
{
  g_autoptr (GBytes) kept = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  kept = get_bytes (self, "SELECT bytes FROM ledger_part WHERE name = $1", FW_SQL_STRING (name),
                    name, 0, error);
  return kept != NULL ? fw_ledger_decrypt_part (self, name, kept, error) : NULL;
}

GBytes *
fw_ledger_get_seen (FwLedger *self, gint32 day, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return get_bytes (self, "SELECT bytes FROM ledger_seen WHERE day = $1", FW_SQL_INT (day), SEEN,
                    day, error);
}

gboolean
fw_ledger_forget_checkpoint (FwLedger *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!fw_ledger_begin_checkpoint (self, 0, error))
    return FALSE;
  if (fw_ledger_drop_segments (self, error) &&
      fw_database_execute (self->database, "DELETE FROM ledger_seen", NULL, 0, NULL, error))
    return fw_ledger_end_checkpoint (self, error);

  fw_ledger_cancel_checkpoint (self);
  return FALSE;
}

/* Pages of theirs that cannot be read cannot be freed either: the tables are put aside as they are,
 * under another name, and begun anew. */
gboolean
fw_ledger_set_checkpoint_aside (FwLedger *self, GError **error)
{
  static const char *const names[] = { "part", "segment", "seen" };
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func (g_free);
  gint64 now = g_get_real_time ();

  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (statements,
                     g_strdup_printf ("ALTER TABLE ledger_%s RENAME TO damaged_%" G_GINT64_FORMAT
                                      "_%s",
                                      names[i], now, names[i]));
  g_ptr_array_add (statements, NULL);
  if (!fw_database_define (self->database, (const char *const *) statements->pdata, error) ||
      !fw_ledger_define_tables (self, error) || !fw_ledger_write_key (self, error))
    return FALSE;

  g_mutex_lock (&self->lock);
  self->checkpoint = 0;
  g_mutex_unlock (&self->lock);
  return TRUE;
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
  g_autoptr (GBytes) bytes = NULL;

  walk->n++;
  g_free (walk->site);
  walk->site = g_strdup (columns[0].data);
  walk->day = columns[1].integer;
  bytes = check_sum (walk->site, walk->day, &columns[2], &walk->error);
  if (bytes == NULL)
    return FALSE;
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
      ok = fw_database_try_query (self->database,
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
