/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * PostgreSQL behind FwDatabase. Parameters go apart from the text, always; the server infers their
 * types, so a text is prepared once whatever is bound. Answers come in binary. A broken line is
 * mended at the next call; a call that it broke in is never repeated, as it is not known whether it
 * took effect.
 */
#include <libpq-fe.h>
#include <unistd.h>

#include "core/fw-error.h"
#include "store/fw-engine.h"
#include "store/fw-postgres-claim.h"

/* Type numbers of PostgreSQL's catalogue, which never change. */
enum
{
  TYPE_BOOL = 16,
  TYPE_BYTEA = 17,
  TYPE_INT8 = 20,
  TYPE_INT2 = 21,
  TYPE_INT4 = 23,
  TYPE_TEXT = 25,
  TYPE_FLOAT8 = 701,
  TYPE_NAME = 19,
  TYPE_VARCHAR = 1043
};

#define MAX_PARAMETERS 64
#define NUMBER_LENGTH 40

typedef struct
{
  PGconn *line;
  GHashTable *statements; /* char* SQL -> char* prepared name */
  gboolean reader;
  gboolean claimed; /* holds the lock of the store, as long as the line lives */
  int process;      /* of the database server, at our line */
} Connection;

static FwError
classify_state (const char *state)
{
  static const struct
  {
    const char *prefix;
    FwError code;
  } classes[] = {
    { "53100", FW_ERROR_FULL },        { "53", FW_ERROR_BUSY },
    { "XX001", FW_ERROR_CORRUPT },     { "XX002", FW_ERROR_CORRUPT },
    { "58030", FW_ERROR_CORRUPT },     { "08", FW_ERROR_UNAVAILABLE },
    { "57", FW_ERROR_UNAVAILABLE },    { "25006", FW_ERROR_FORBIDDEN },
    { "25P03", FW_ERROR_UNAVAILABLE }, { "55P03", FW_ERROR_BUSY },
    { "40", FW_ERROR_BUSY },           { "23505", FW_ERROR_CONFLICT },
    { "23", FW_ERROR_INVALID },        { "22", FW_ERROR_INVALID },
    { "54", FW_ERROR_TOO_LARGE },
  };

  for (guint i = 0; state != NULL && i < G_N_ELEMENTS (classes); i++)
    if (g_str_has_prefix (state, classes[i].prefix))
      return classes[i].code;

  return FW_ERROR_FAILED;
}

static void
set_error (Connection *self, const PGresult *result, const char *what, GError **error)
{
  g_autofree char *message = NULL;
  FwError code;

  if (PQstatus (self->line) != CONNECTION_OK)
    code = FW_ERROR_UNAVAILABLE;
  else
    code = classify_state (result != NULL ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : NULL);

  message = g_strdup (PQerrorMessage (self->line));
  g_set_error (error, FW_ERROR, code, "%s: %s (PostgreSQL)", what, g_strstrip (message));
}

static gboolean
finish_command (Connection *self, PGresult *result, const char *what, GError **error)
{
  ExecStatusType status = PQresultStatus (result);
  gboolean ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;

  if (!ok)
    set_error (self, result, what, error);
  PQclear (result);
  return ok;
}

static gboolean
set_up_session (Connection *self, GError **error)
{
  const char *sql =
      self->reader
          ? "SET default_transaction_read_only = on; SET statement_timeout = 30000; "
            "SET idle_in_transaction_session_timeout = 60000"
          /* The keepalives are the server's: a machine that vanished holds no lock for long. */
          : "SET synchronous_commit = on; SET statement_timeout = 30000; "
            "SET lock_timeout = 10000; SET idle_in_transaction_session_timeout = 60000; "
            "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; "
            "SET tcp_keepalives_count = 3";

  return finish_command (self, PQexec (self->line, sql), "setting up the session", error);
}

static void
ignore_notice_cb (void *user_data, const PGresult *result)
{
  /* "relation exists already, skipping" and the like: errors are reported by the call itself. */
}

static void
fw_postgres_disconnect (gpointer connection)
{
  Connection *self = connection;

  PQfinish (self->line);
  g_hash_table_unref (self->statements);
  g_free (self);
}

static gpointer
fw_postgres_connect (const char *location, gboolean reader, FwEngineAccess access, GError **error)
{
  /* What the URI says wins over what comes before "dbname". */
  static const char *const keys[] = { "connect_timeout",  "keepalives_idle",  "keepalives_interval",
                                      "keepalives_count", "tcp_user_timeout", "application_name",
                                      "dbname",           "client_encoding",  NULL };
  g_autofree char *name =
      g_strdup_printf ("floorwalker, process %d on %s", (int) getpid (), g_get_host_name ());
  const char *values[] = { "10", "10", "5", "3", "20000", name, location, "UTF8", NULL };
  Connection *self = g_new0 (Connection, 1);

  self->reader = reader;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->line = PQconnectdbParams (keys, values, 1);
  PQsetNoticeReceiver (self->line, ignore_notice_cb, NULL);
  if (PQstatus (self->line) != CONNECTION_OK)
    set_error (self, NULL, "connecting", error);
  else if (set_up_session (self, error))
    return self;

  fw_postgres_disconnect (self);
  return NULL;
}

/* Its databases are made beforehand; a store is one when what is defined first is there. */
static gboolean
fw_postgres_exists (const char *location, GError **error)
{
  Connection *self = fw_postgres_connect (location, TRUE, FW_ENGINE_READ, error);
  PGresult *result;
  gboolean exists = FALSE;

  if (self == NULL)
    return FALSE;

  result = PQexec (self->line, "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND "
                               "tablename = 'fw_probe'");
  if (PQresultStatus (result) == PGRES_TUPLES_OK)
    exists = PQntuples (result) > 0;
  else
    set_error (self, result, "looking for a store", error);
  PQclear (result);
  fw_postgres_disconnect (self);
  return exists;
}

static gboolean
fw_postgres_claim (gpointer connection, GError **error)
{
  Connection *self = connection;

  self->claimed = fw_postgres_take_lock (self->line, error);
  self->process = PQbackendPID (self->line);
  return self->claimed;
}

/* A line that broke between two calls is made anew; prepared statements went with it. */
static gboolean
mend_line (Connection *self, GError **error)
{
  if (PQstatus (self->line) == CONNECTION_OK)
    return TRUE;

  g_hash_table_remove_all (self->statements);
  PQreset (self->line);
  if (PQstatus (self->line) != CONNECTION_OK)
    {
      set_error (self, NULL, "connecting again", error);
      return FALSE;
    }
  if (!set_up_session (self, error))
    return FALSE;
  if (self->claimed)
    fw_postgres_take_lock_again (self->line, &self->process);
  return TRUE;
}

static const char *
prepare (Connection *self, const char *sql, GError **error)
{
  const char *known = g_hash_table_lookup (self->statements, sql);
  g_autofree char *name = NULL;

  if (known != NULL)
    return known;

  if (g_hash_table_size (self->statements) >= FW_ENGINE_MAX_STATEMENTS)
    {
      if (!finish_command (self, PQexec (self->line, "DEALLOCATE ALL"), "DEALLOCATE", error))
        return NULL;
      g_hash_table_remove_all (self->statements);
    }

  name = g_strdup_printf ("s%u", g_hash_table_size (self->statements));
  if (!finish_command (self, PQprepare (self->line, name, sql, 0, NULL), sql, error))
    return NULL;

  known = name;
  g_hash_table_insert (self->statements, g_strdup (sql), g_steal_pointer (&name));
  return known;
}

typedef struct
{
  const char *values[MAX_PARAMETERS];
  int lengths[MAX_PARAMETERS];
  int formats[MAX_PARAMETERS]; /* 1: binary */
  char numbers[MAX_PARAMETERS][NUMBER_LENGTH];
} Parameters;

static void
fill_parameters (Parameters *self, const FwSqlValue *values, guint n_values)
{
  for (guint i = 0; i < n_values; i++)
    {
      self->values[i] = NULL;
      self->lengths[i] = 0;
      self->formats[i] = 0;
      switch (values[i].type)
        {
        case FW_SQL_INTEGER:
          g_snprintf (self->numbers[i], NUMBER_LENGTH, "%" G_GINT64_FORMAT, values[i].integer);
          self->values[i] = self->numbers[i];
          break;
        case FW_SQL_REAL:
          self->values[i] = g_ascii_dtostr (self->numbers[i], NUMBER_LENGTH, values[i].real);
          break;
        case FW_SQL_TEXT:
          self->values[i] = values[i].data;
          break;
        case FW_SQL_BLOB:
          self->values[i] = values[i].data != NULL ? values[i].data : "";
          self->lengths[i] = (int) values[i].length;
          self->formats[i] = 1;
          break;
        case FW_SQL_NULL:
        default:
          break;
        }
    }
}

static guint64
read_big_endian (const guint8 *bytes, int length)
{
  guint64 value = 0;

  for (int i = 0; i < length; i++)
    value = value << 8 | bytes[i];
  return value;
}

static gboolean
read_column (const PGresult *result, int row, int column, FwSqlValue *value, GError **error)
{
  const char *bytes = PQgetvalue (result, row, column);
  int length = PQgetlength (result, row, column);
  union
  {
    guint64 bits;
    double real;
  } number;

  *value = (FwSqlValue){ 0 };
  if (PQgetisnull (result, row, column))
    return TRUE;

  switch (PQftype (result, column))
    {
    case TYPE_BOOL:
    case TYPE_INT2:
    case TYPE_INT4:
    case TYPE_INT8:
      number.bits = read_big_endian ((const guint8 *) bytes, length);
      value->type = FW_SQL_INTEGER;
      value->integer = length == 8   ? (gint64) number.bits
                       : length == 4 ? (gint32) number.bits
                       : length == 2 ? (gint16) number.bits
                                     : (gint64) number.bits;
      value->real = (double) value->integer;
      return TRUE;
    case TYPE_FLOAT8:
      number.bits = read_big_endian ((const guint8 *) bytes, length);
      value->type = FW_SQL_REAL;
      value->real = number.real;
      return TRUE;
    case TYPE_TEXT:
    case TYPE_VARCHAR:
    case TYPE_NAME:
    case TYPE_BYTEA:
      value->type = PQftype (result, column) == TYPE_BYTEA ? FW_SQL_BLOB : FW_SQL_TEXT;
      value->data = bytes;
      value->length = (gsize) length;
      return TRUE;
    default:
      g_set_error (error, FW_ERROR, FW_ERROR_FAILED,
                   "column %s has a type (%u) that both engines do not share: cast it",
                   PQfname (result, column), PQftype (result, column));
      return FALSE;
    }
}

static gboolean
hand_out_rows (const PGresult *result, FwSqlRow row, gpointer user_data, GError **error)
{
  int n_columns = PQnfields (result);
  int n_rows = PQntuples (result);
  g_autofree FwSqlValue *columns = g_new (FwSqlValue, MAX (n_columns, 1));

  for (int i = 0; row != NULL && i < n_rows; i++)
    {
      for (int j = 0; j < n_columns; j++)
        if (!read_column (result, i, j, &columns[j], error))
          return FALSE;
      if (!row (columns, (guint) n_columns, user_data))
        break;
    }

  return TRUE;
}

/* Returns: (transfer full): NULL with an error. */
static PGresult *
ask (
    Connection *self, const char *sql, const Parameters *parameters, guint n_values, GError **error)
{
  const char *name;
  PGresult *result;
  ExecStatusType status;

  if (!mend_line (self, error))
    return NULL;
  name = prepare (self, sql, error);
  if (name == NULL)
    return NULL;

  result = PQexecPrepared (self->line, name, (int) n_values, parameters->values,
                           parameters->lengths, parameters->formats, 1);
  status = PQresultStatus (result);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
    return result;

  set_error (self, result, sql, error);
  PQclear (result);
  return NULL;
}

static gboolean
fw_postgres_run (gpointer connection,
                 const char *sql,
                 const FwSqlValue *values,
                 guint n_values,
                 FwSqlRow row,
                 gpointer user_data,
                 gint64 *changed,
                 GError **error)
{
  Connection *self = connection;
  Parameters parameters;
  g_autoptr (GError) failure = NULL;
  PGresult *result;
  gboolean ok;

  g_return_val_if_fail (n_values <= MAX_PARAMETERS, FALSE);

  fill_parameters (&parameters, values, n_values);
  /* A read changes nothing, so one that met a line which died while it was idle is asked again. */
  result = ask (self, sql, &parameters, n_values, &failure);
  if (result == NULL && self->reader && PQstatus (self->line) != CONNECTION_OK)
    {
      g_clear_error (&failure);
      result = ask (self, sql, &parameters, n_values, &failure);
    }
  if (result == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  ok = hand_out_rows (result, row, user_data, error);
  if (ok && changed != NULL)
    *changed = g_ascii_strtoll (PQcmdTuples (result), NULL, 10);
  PQclear (result);
  return ok;
}

static gboolean
fw_postgres_control (gpointer connection, const char *sql, GError **error)
{
  Connection *self = connection;
  PGresult *result;
  gboolean begins;

  if (g_str_equal (sql, "ROLLBACK") && PQtransactionStatus (self->line) == PQTRANS_IDLE)
    return TRUE;
  /* Only a transaction's beginning may mend the line: what came before its end is lost with the old
   * one. */
  begins = g_str_equal (sql, fw_engine_postgres.begin);
  if (begins && !mend_line (self, error))
    return FALSE;

  result = PQexec (self->line, sql);
  if (begins && PQstatus (self->line) != CONNECTION_OK)
    {
      PQclear (result);
      if (!mend_line (self, error))
        return FALSE;
      result = PQexec (self->line, sql);
    }
  /* COMMIT of a transaction in which a statement failed "succeeds" as a rollback. */
  if (g_str_equal (sql, "COMMIT") && PQresultStatus (result) == PGRES_COMMAND_OK &&
      g_str_equal (PQcmdStatus (result), "ROLLBACK"))
    {
      PQclear (result);
      g_set_error (error, FW_ERROR, FW_ERROR_FAILED,
                   "the transaction had failed and was rolled back");
      return FALSE;
    }
  return finish_command (self, result, sql, error);
}

static gboolean
translate_word_cb (const GMatchInfo *match, GString *out, gpointer user_data)
{
  g_autofree char *word = g_match_info_fetch (match, 0);

  g_string_append (out, g_str_equal (word, "BLOB")      ? "BYTEA"
                        : g_str_equal (word, "INTEGER") ? "BIGINT"
                                                        : "DOUBLE PRECISION");
  return FALSE;
}

static char *
fw_postgres_translate (const char *statement)
{
  g_autoptr (GRegex) words = g_regex_new ("\\b(BLOB|INTEGER|REAL)\\b", 0, 0, NULL);

  return g_regex_replace_eval (words, statement, -1, 0, 0, translate_word_cb, NULL, NULL);
}

static void
fw_postgres_set_timeout (gpointer connection, guint milliseconds)
{
  Connection *self = connection;
  g_autofree char *sql = g_strdup_printf ("SET statement_timeout = %u", milliseconds);

  finish_command (self, PQexec (self->line, sql), sql, NULL);
}

static void
fw_postgres_set_synchronous (gpointer connection, gboolean full)
{
  Connection *self = connection;

  finish_command (
      self,
      PQexec (self->line, full ? "SET synchronous_commit = on" : "SET synchronous_commit = off"),
      "synchronous_commit", NULL);
}

static void
fw_postgres_set_page_limit (gpointer connection, guint pages)
{
}

/* That each index holds exactly the rows of its table; only where the extension amcheck is there.
 */
static gboolean
verify_indexes (Connection *self, GError **error)
{
  PGresult *result =
      PQexec (self->line,
              "SELECT quote_ident (n.nspname) FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid "
              "= p.pronamespace WHERE p.proname = 'bt_index_check' AND p.pronargs = 2");
  g_autofree char *sql = NULL;

  if (PQresultStatus (result) == PGRES_TUPLES_OK && PQntuples (result) > 0)
    sql = g_strdup_printf (
        "SELECT %s.bt_index_check (i.indexrelid::regclass, true) FROM pg_index AS i JOIN pg_class "
        "AS c ON c.oid = i.indexrelid JOIN pg_am AS a ON a.oid = c.relam WHERE a.amname = 'btree' "
        "AND c.relnamespace = current_schema ()::regnamespace",
        PQgetvalue (result, 0, 0));
  PQclear (result);
  return sql == NULL ||
         finish_command (self, PQexec (self->line, sql), "checking the indexes", error);
}

/* Reads every table of the store once: a page that fails its checksum or cannot be decoded is an
 * error of the read. */
static gboolean
fw_postgres_verify (gpointer connection, GError **error)
{
  Connection *self = connection;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  PGresult *result;

  if (!mend_line (self, error))
    return FALSE;

  result = PQexec (self->line, "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = "
                               "current_schema() ORDER BY 1");
  for (int i = 0; i < PQntuples (result); i++)
    g_ptr_array_add (names, g_strdup (PQgetvalue (result, i, 0)));
  if (!finish_command (self, result, "listing the tables", error))
    return FALSE;

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "SELECT count(*), sum(length(t.*::text)) FROM %s AS t", (char *) names->pdata[i]);

      if (!finish_command (self, PQexec (self->line, sql), sql, error))
        return FALSE;
    }

  return verify_indexes (self, error);
}

static gboolean
fw_postgres_backup (gpointer connection,
                    const char *target,
                    GCancellable *cancellable,
                    GError **error)
{
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "a PostgreSQL centre is backed up by its own tools, such as pg_dump");
  return FALSE;
}

static const char *const overwrite[] = { NULL };
static const char *const scrub[] = { "VACUUM FULL ledger_batch", "VACUUM FULL ledger_held",
                                     "VACUUM FULL ledger_part", NULL };

const FwEngine fw_engine_postgres = {
  .name = "postgresql",
  .begin = "BEGIN",
  .lock_tables = "SELECT pg_advisory_xact_lock (1179406167)", /* "FLOW" */
  .exists = fw_postgres_exists,
  .connect = fw_postgres_connect,
  .disconnect = fw_postgres_disconnect,
  .run = fw_postgres_run,
  .control = fw_postgres_control,
  .translate = fw_postgres_translate,
  .has_column = "SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema() "
                "AND table_name = $1 AND (column_name = $2 OR $2 = '')",
  .set_timeout = fw_postgres_set_timeout,
  .set_synchronous = fw_postgres_set_synchronous,
  .set_page_limit = fw_postgres_set_page_limit,
  .claim = fw_postgres_claim,
  .read_epoch = "SELECT epoch FROM fw_epoch WHERE id = 1 FOR SHARE",
  .verify = fw_postgres_verify,
  .overwrite = overwrite,
  .scrub = scrub,
  .backup = fw_postgres_backup,
};
