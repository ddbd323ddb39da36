/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-duckdb.h"

#include <gmodule.h>
#include <stdbool.h>

#include "bench-rows.h"

/* As duckdb.h has it; nothing of it is looked into. */
typedef struct
{
  guint64 members[3];
  gpointer pointers[3];
} DuckResult;

struct _BenchDuckdb
{
  GModule *module;
  gpointer database;
  gpointer connection;
  int (*query) (gpointer, const char *, DuckResult *);
  int (*prepare) (gpointer, const char *, gpointer *);
  int (*bind_varchar) (gpointer, guint64, const char *);
  int (*execute) (gpointer, DuckResult *);
  void (*destroy_result) (DuckResult *);
  guint64 (*row_count) (DuckResult *);
  gint64 (*value) (DuckResult *, guint64, guint64);
  bool (*is_null) (DuckResult *, guint64, guint64);
  const char *(*result_error) (DuckResult *);
  int (*create_appender) (gpointer, const char *, const char *, gpointer *);
  int (*append_int64) (gpointer, gint64);
  int (*append_int32) (gpointer, gint32);
  int (*append_uint16) (gpointer, guint16);
  int (*append_uint8) (gpointer, guint8);
  int (*end_row) (gpointer);
  int (*destroy_appender) (gpointer *);
};

struct _BenchStatement
{
  gpointer prepared;
  DuckResult result;
  gboolean has_result;
};

static gpointer
look_up (GModule *module, const char *name)
{
  gpointer symbol = NULL;

  if (!g_module_symbol (module, name, &symbol))
    g_error ("%s is not in libduckdb", name);

  return symbol;
}

static void
run_sql (BenchDuckdb *self, const char *sql)
{
  DuckResult result = { 0 };

  if (self->query (self->connection, sql, &result) != 0)
    g_error ("%s: %s", sql, self->result_error (&result));
  self->destroy_result (&result);
}

BenchDuckdb *
bench_duckdb_open (const char *library)
{
  GModule *module = g_module_open (library, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
  int (*open) (const char *, gpointer *);
  int (*connect) (gpointer, gpointer *);
  BenchDuckdb *self;

  if (module == NULL)
    return NULL;

  self = g_new0 (BenchDuckdb, 1);
  self->module = module;
  open = look_up (module, "duckdb_open");
  connect = look_up (module, "duckdb_connect");
  self->query = look_up (module, "duckdb_query");
  self->prepare = look_up (module, "duckdb_prepare");
  self->bind_varchar = look_up (module, "duckdb_bind_varchar");
  self->execute = look_up (module, "duckdb_execute_prepared");
  self->destroy_result = look_up (module, "duckdb_destroy_result");
  self->row_count = look_up (module, "duckdb_row_count");
  self->value = look_up (module, "duckdb_value_int64");
  self->is_null = look_up (module, "duckdb_value_is_null");
  self->result_error = look_up (module, "duckdb_result_error");
  self->create_appender = look_up (module, "duckdb_appender_create");
  self->append_int64 = look_up (module, "duckdb_append_int64");
  self->append_int32 = look_up (module, "duckdb_append_int32");
  self->append_uint16 = look_up (module, "duckdb_append_uint16");
  self->append_uint8 = look_up (module, "duckdb_append_uint8");
  self->end_row = look_up (module, "duckdb_appender_end_row");
  self->destroy_appender = look_up (module, "duckdb_appender_destroy");
  if (open (NULL, &self->database) != 0 || connect (self->database, &self->connection) != 0)
    g_error ("DuckDB does not open");

  return self;
}

/* Rows as they are: a time, codes in the narrowest types, and facts. The appender knows no
 * timestamp_ms, so the time is turned into one afterwards. */
void
bench_duckdb_fill (BenchDuckdb *self, guint64 n_rows)
{
  gpointer appender = NULL;

  run_sql (self,
           "create table raw (t bigint, channel utinyint, product utinyint, team utinyint, "
           "shift utinyint, tenure utinyint, agent usmallint, wait integer, handling integer, "
           "answered boolean, in_target boolean, rating utinyint, resolution utinyint)");
  if (self->create_appender (self->connection, NULL, "raw", &appender) != 0)
    g_error ("DuckDB does not append");

  for (guint64 i = 0; i < n_rows; i++)
    {
      BenchRow row;

      bench_row (i, &row);
      self->append_int64 (appender, row.at_ms);
      self->append_uint8 (appender, row.channel);
      self->append_uint8 (appender, row.product);
      self->append_uint8 (appender, row.team);
      self->append_uint8 (appender, row.shift);
      self->append_uint8 (appender, row.tenure);
      self->append_uint16 (appender, row.agent);
      self->append_int32 (appender, (gint32) row.wait_ms);
      self->append_int32 (appender, (gint32) row.handling_ms);
      self->append_uint8 (appender, row.answered);
      self->append_uint8 (appender, row.in_target);
      self->append_uint8 (appender, row.rating);
      self->append_uint8 (appender, row.resolution);
      self->end_row (appender);
    }
  self->destroy_appender (&appender);
  run_sql (self, "create table contact as select make_timestamp_ms(t)::timestamp_ms as t, "
                 "raw.* exclude (t) from raw");
  run_sql (self, "drop table raw");
}

BenchStatement *
bench_duckdb_prepare (BenchDuckdb *self, const char *sql, const char *from, const char *to)
{
  BenchStatement *statement = g_new0 (BenchStatement, 1);

  if (self->prepare (self->connection, sql, &statement->prepared) != 0 ||
      self->bind_varchar (statement->prepared, 1, from) != 0 ||
      self->bind_varchar (statement->prepared, 2, to) != 0)
    g_error ("DuckDB does not understand: %s", sql);

  return statement;
}

double
bench_duckdb_run (BenchDuckdb *self, BenchStatement *statement)
{
  double start;

  if (statement->has_result)
    self->destroy_result (&statement->result);
  start = bench_now ();
  if (self->execute (statement->prepared, &statement->result) != 0)
    g_error ("DuckDB: %s", self->result_error (&statement->result));
  statement->has_result = TRUE;
  return bench_now () - start;
}

guint64
bench_duckdb_get_rows (BenchDuckdb *self, BenchStatement *statement)
{
  return self->row_count (&statement->result);
}

gboolean
bench_duckdb_is_null (BenchDuckdb *self, BenchStatement *statement, guint column, guint64 row)
{
  return self->is_null (&statement->result, column, row);
}

gint64
bench_duckdb_get (BenchDuckdb *self, BenchStatement *statement, guint column, guint64 row)
{
  return self->value (&statement->result, column, row);
}
