/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** BenchDuckdb: DuckDB as a peer, loaded at run time from where fetch-peers put it. */
typedef struct _BenchDuckdb BenchDuckdb;
typedef struct _BenchStatement BenchStatement;

/** bench_duckdb_open: NULL where the library is not there. */
BenchDuckdb *bench_duckdb_open (const char *library);
void bench_duckdb_fill (BenchDuckdb *self, guint64 n_rows);
/** bench_duckdb_prepare: @from and @to are $1 and $2. */
BenchStatement *
bench_duckdb_prepare (BenchDuckdb *self, const char *sql, const char *from, const char *to);

/** bench_duckdb_run: Returns: ms; the answer stays until the next run. */
double bench_duckdb_run (BenchDuckdb *self, BenchStatement *statement);
guint64 bench_duckdb_get_rows (BenchDuckdb *self, BenchStatement *statement);
gboolean
bench_duckdb_is_null (BenchDuckdb *self, BenchStatement *statement, guint column, guint64 row);
gint64 bench_duckdb_get (BenchDuckdb *self, BenchStatement *statement, guint column, guint64 row);
